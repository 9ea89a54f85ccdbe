//! When a holiday falls, as a value: a rule of the calendar, not yet a day.
//!
//! Languages map names to these values; [`crate::dates::resolve::holidays`] computes the day in a given year. Other days
//! that are counted inside a month ("the first Monday in September") use the same values.

use chrono::Weekday;

/// When a holiday falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holiday {
    /// A month and a day.
    Fixed(u32, u32),
    /// The n-th such weekday of a month, with n from 1.
    NthWeekday(u32, Weekday, u8),
    /// The last such weekday of a month.
    LastWeekday(u32, Weekday),
    /// This many days after Easter Sunday; negative before it.
    Easter(i64),
    /// This many days after the fourth Thursday of November.
    Thanksgiving(i64),
    /// The Tuesday after the first Monday of November.
    ElectionDay,
    /// This many days after the Lunar New Year; negative before it.
    LunarNewYear(i64),
    /// The day differs between countries, and the text does not say which is meant.
    VariesByCountry,
}
