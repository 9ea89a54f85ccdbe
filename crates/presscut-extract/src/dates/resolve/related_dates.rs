//! The value of a date that another date fixes: "a week on Tuesday", "the Friday before Easter", "the 3rd of last month",
//! "Monday the 11th".
//!
//! The other date is resolved first. Where it has no day, as without a day of publication, the value is open.

use chrono::{Datelike, NaiveDate};

use crate::dates::expression::{DateExpression, Direction, NeighbourNoun, PositionInMonth, Side, Tense};
use crate::dates::resolve::calendar_math::{
    YearMonth, adjacent_weekday, direction_of, shift_days, shift_months, weekday_on_or_before,
};
use crate::dates::resolve::context::DiscourseContext;
use crate::dates::resolve::timex_values::{UNKNOWN_DAY, unknown_unit_value, week_value, weekday_value};
use crate::dates::units::Unit;

/// How many months around publication "Monday the 11th" can lie in. Such a pair comes back within eight months at most,
/// the 31st of a month within fifteen.
const MAX_MONTHS_TO_PAIR: i32 = 15;

/// Up to this weekday (Tuesday, from Monday = 1), the weekend of a holiday is the one before it.
const LAST_DAY_AFTER_WEEKEND: u32 = 2;

impl DiscourseContext {
    fn day_of(&self, date: &DateExpression, tense: Option<Tense>) -> Option<NaiveDate> {
        self.date_value(date, tense)?.parse().ok()
    }

    /// The value of a day or week that is `count` units from a date.
    pub fn shifted_value(
        &self,
        date: &DateExpression,
        unit: Unit,
        count: i32,
        tense: Option<Tense>,
    ) -> Option<String> {
        // "three Fridays ago" and "a week on Tuesday" are days, "a week before Christmas" is a week.
        let is_day = unit == Unit::Day
            || unit == Unit::Week
                && matches!(date, DateExpression::Weekday { .. } | DateExpression::Offset { .. });
        let Some(from) = self.day_of(date, tense) else {
            return Some(if is_day { UNKNOWN_DAY } else { unknown_unit_value(unit) }.into());
        };
        match unit {
            Unit::Month => shift_months(from, count).map(|day| YearMonth::of_day(day).to_string()),
            Unit::Week => shift_days(from, 7 * i64::from(count))
                .map(|day| if is_day { day.to_string() } else { week_value(day, false) }),
            _ => shift_days(from, i64::from(count)).map(|day| day.to_string()),
        }
    }

    /// The value of a weekday, week or weekend beside a date.
    pub fn neighbour_value(
        &self,
        noun: NeighbourNoun,
        date: &DateExpression,
        side: Side,
        tense: Option<Tense>,
    ) -> Option<String> {
        let from = self.day_of(date, tense);
        match noun {
            NeighbourNoun::Weekday(weekday) => {
                let direction = if side == Side::Before { Direction::Past } else { Direction::Future };
                let day = from.and_then(|from| adjacent_weekday(from, weekday, direction));
                Some(weekday_value(day, weekday))
            }
            NeighbourNoun::Week => {
                let Some(from) = from else { return Some(unknown_unit_value(Unit::Week).into()) };
                let weeks = match side {
                    Side::Before => -1,
                    Side::Around => 0,
                    Side::After => 1,
                };
                shift_days(from, 7 * weeks).map(|day| week_value(day, false))
            }
            NeighbourNoun::Weekend => {
                let Some(from) = from else { return Some(unknown_unit_value(Unit::Weekend).into()) };
                weekend_beside(from, side).map(|day| week_value(day, true))
            }
        }
    }

    /// The value of a day or week inside a month.
    pub fn value_in_month(
        &self,
        position: PositionInMonth,
        month: &DateExpression,
        tense: Option<Tense>,
    ) -> Option<String> {
        let first: Option<NaiveDate> =
            self.date_value(month, tense).and_then(|value| format!("{value}-01").parse().ok());
        let Some(first) = first else {
            return Some(match position {
                PositionInMonth::Day(day) => format!("XXXX-XX-{day:02}"),
                PositionInMonth::NthWeek(_) | PositionInMonth::LastWeek => {
                    unknown_unit_value(Unit::Week).into()
                }
                PositionInMonth::NthWeekday(weekday, _) | PositionInMonth::LastWeekday(weekday) => {
                    weekday_value(None, weekday)
                }
                PositionInMonth::LastDay => UNKNOWN_DAY.into(),
            });
        };
        let last = shift_months(first, 1)?.pred_opt()?;
        let day = |day: Option<NaiveDate>| day.filter(|day| *day <= last).map(|day| day.to_string());
        match position {
            PositionInMonth::Day(number) => day(first.with_day(number)),
            PositionInMonth::LastDay => day(Some(last)),
            PositionInMonth::NthWeekday(weekday, number) => {
                let first = weekday_on_or_before(shift_days(first, 6)?, weekday)?;
                day(shift_days(first, 7 * (i64::from(number) - 1)))
            }
            PositionInMonth::LastWeekday(weekday) => day(weekday_on_or_before(last, weekday)),
            // The week that has most of its days among the month's n-th seven.
            PositionInMonth::NthWeek(number) => {
                shift_days(first, 7 * i64::from(number) - 4).map(|day| week_value(day, false))
            }
            PositionInMonth::LastWeek => shift_days(last, -3).map(|day| week_value(day, false)),
        }
    }

    /// The nearest day on which a weekday and a day of the month meet, on the side that the tense gives.
    pub fn value_of_weekday_and_day(&self, weekday: u32, day: u32, tense: Option<Tense>) -> String {
        let unknown = || format!("XXXX-XX-{day:02}");
        let Some(today) = self.publication else { return unknown() };
        let first = today.with_day(1).unwrap_or(today);
        let pairs = (-MAX_MONTHS_TO_PAIR..=MAX_MONTHS_TO_PAIR)
            .filter_map(|months| shift_months(first, months)?.with_day(day))
            .filter(|day| day.weekday().number_from_monday() == weekday)
            .filter(|day| match direction_of(tense) {
                Some(Direction::Past) => *day <= today,
                Some(Direction::Future) => *day >= today,
                None => true,
            });
        pairs.min_by_key(|day| (*day - today).num_days().abs()).map_or_else(unknown, |day| day.to_string())
    }
}

/// A day of the weekend before, around or after a day.
fn weekend_beside(day: NaiveDate, side: Side) -> Option<NaiveDate> {
    const SATURDAY: u32 = 6;
    match side {
        Side::Before => adjacent_weekday(day, SATURDAY, Direction::Past),
        Side::After => adjacent_weekday(day, SATURDAY, Direction::Future),
        Side::Around if day.weekday().number_from_monday() <= LAST_DAY_AFTER_WEEKEND => {
            adjacent_weekday(day, SATURDAY, Direction::Past)
        }
        Side::Around => Some(day),
    }
}
