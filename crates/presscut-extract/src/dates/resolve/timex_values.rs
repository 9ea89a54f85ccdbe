//! How TIMEX3 writes values: durations, sets, weeks, seasons, parts of a day, and values that are partly unknown ("X").

use chrono::{Datelike, NaiveDate};

use crate::dates::expression::{Amount, Recurring, TimeOfDay};
use crate::dates::holiday::Holiday;
use crate::dates::units::{DayPart, Season, Unit};

/// A day of which nothing is known.
pub const UNKNOWN_DAY: &str = "XXXX-XX-XX";

/// "2024"; "XXXX" where the year is not known.
pub fn year_value(year: Option<i32>) -> String {
    year.map_or_else(|| "XXXX".to_string(), |year| format!("{year:04}"))
}

/// The ISO week of a day ("2024-W40"), or its weekend ("2024-W40-WE").
pub fn week_value(day: NaiveDate, weekend: bool) -> String {
    let week = day.iso_week();
    format!("{:04}-W{:02}{}", week.year(), week.week(), if weekend { "-WE" } else { "" })
}

/// A day, or one of which only the weekday (Monday = 1) is known: "XXXX-WXX-2".
pub fn weekday_value(day: Option<NaiveDate>, weekday: u32) -> String {
    day.map_or_else(|| format!("XXXX-WXX-{weekday}"), |day| day.to_string())
}

/// What TIMEX3 writes after the year for a season.
pub fn season_code(season: Season) -> &'static str {
    match season {
        Season::Spring => "SP",
        Season::Summer => "SU",
        Season::Fall => "FA",
        Season::Winter => "WI",
    }
}

/// What TIMEX3 writes after the "T" for a part of a day.
pub fn day_part_code(part: DayPart) -> &'static str {
    match part {
        DayPart::Morning => "MO",
        DayPart::Afternoon => "AF",
        DayPart::Evening => "EV",
        DayPart::Night => "NI",
    }
}

/// What TIMEX3 writes after the date for a time of day: "T17:30", "T17:30Z", "TMO".
pub fn time_suffix(time: TimeOfDay) -> String {
    match time {
        TimeOfDay::Part(part) => format!("T{}", day_part_code(part)),
        TimeOfDay::LastNight => format!("T{}", day_part_code(DayPart::Night)),
        TimeOfDay::Clock { hour, minute, utc } => {
            let zone = if utc { "Z" } else { "" };
            format!("T{hour:02}:{:02}{zone}", minute.unwrap_or(0))
        }
    }
}

/// A holiday whose year is not known: "XXXX-12-25".
pub fn unknown_holiday_value(holiday: Holiday) -> String {
    match holiday {
        Holiday::Fixed(month, day) => format!("XXXX-{month:02}-{day:02}"),
        _ => UNKNOWN_DAY.to_string(),
    }
}

/// A unit of which nothing more is known: "XXXX-WXX" for a week.
pub fn unknown_unit_value(unit: Unit) -> &'static str {
    match unit {
        Unit::Day => UNKNOWN_DAY,
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
        Unit::Year | Unit::Hour | Unit::Minute | Unit::Second => "XXXX",
    }
}

/// The value of a set: "XXXX-WXX-1" for "every Monday", "P2W" for "every two weeks".
pub fn recurring_value(recurring: Recurring) -> String {
    match recurring {
        Recurring::Period(amount, unit) => duration_value(amount, unit),
        Recurring::Weekday(weekday) => format!("XXXX-WXX-{weekday}"),
        Recurring::WeekdayPart(weekday, part) => format!("XXXX-WXX-{weekday}T{}", day_part_code(part)),
        Recurring::Weekends => "XXXX-WXX-WE".to_string(),
        Recurring::WorkingDays => "XXXX-WXX-WD".to_string(),
        Recurring::Month(month) => format!("XXXX-{month:02}"),
        Recurring::Day { month, day } => format!("XXXX-{month:02}-{day:02}"),
        Recurring::Season(season) => format!("XXXX-{}", season_code(season)),
        Recurring::Holiday(holiday) => unknown_holiday_value(holiday),
        Recurring::DayPart(part) => format!("{UNKNOWN_DAY}T{}", day_part_code(part)),
    }
}

/// The value of a duration: "P2Y", "PT3H", "P1Y6M", "PXM".
pub fn duration_value(amount: Amount, unit: Unit) -> String {
    let (letter, factor) = match unit {
        Unit::Second => ("S", 1),
        Unit::Minute => ("M", 1),
        Unit::Hour => ("H", 1),
        Unit::Day => ("D", 1),
        Unit::Week => ("W", 1),
        Unit::Fortnight => ("W", 2),
        Unit::Weekend => ("WE", 1),
        Unit::Month => ("M", 1),
        Unit::Quarter => ("Q", 1),
        Unit::Year => ("Y", 1),
        Unit::Decade => ("Y", 10),
        Unit::Century => ("Y", 100),
    };
    let time = if matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) { "T" } else { "" };
    match amount {
        Amount::Unspecified if unit == Unit::Decade => "PXDE".into(),
        Amount::Unspecified if unit == Unit::Century => "PXCE".into(),
        Amount::Unspecified => format!("P{time}X{letter}"),
        Amount::Whole(count) => format!("P{time}{}{letter}", u64::from(count) * factor),
        Amount::WithHalf(count) => duration_value_with_half(count, unit, letter, time),
    }
}

/// The value of a duration of two units: "P3Y2M", "PT2H30M", "P1DT12H".
pub fn two_unit_duration_value(count: u32, unit: Unit, (rest, smaller): (u32, Unit)) -> String {
    let first = duration_value(Amount::Whole(count), unit);
    let second = duration_value(Amount::Whole(rest), smaller);
    let is_time = |value: &str| value.starts_with("PT");
    let prefix = if is_time(&first) { "PT".len() } else { "P".len() };
    first + second.get(prefix..).unwrap_or_default()
}

/// Half a unit is written in the next smaller one, where the calendar gives a whole number of it.
fn duration_value_with_half(count: u32, unit: Unit, letter: &str, time: &str) -> String {
    let (half, smaller) = match unit {
        Unit::Year => (6, "M"),
        Unit::Month => (15, "D"),
        Unit::Day => (12, "H"),
        Unit::Hour => (30, "M"),
        Unit::Minute => (30, "S"),
        Unit::Fortnight => return format!("P{}W", u64::from(count) * 2 + 1),
        Unit::Decade => return format!("P{}Y", u64::from(count) * 10 + 5),
        Unit::Century => return format!("P{}Y", u64::from(count) * 100 + 50),
        Unit::Second | Unit::Week | Unit::Weekend | Unit::Quarter => {
            return format!("P{time}{count}.5{letter}");
        }
    };
    let whole = if count > 0 { format!("{count}{letter}") } else { String::new() };
    let clock = if unit == Unit::Day { "T" } else { "" };
    format!("P{time}{whole}{clock}{half}{smaller}")
}
