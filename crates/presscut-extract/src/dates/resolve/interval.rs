//! The days that a TIMEX3 value can mean: "2024-Q3" is 2024-07-01 to 2024-09-30.
//!
//! START, MID and END are thirds: of a year, months 1–4, 5–8 and 9–12; of a half, a quarter or a season, its months; of a
//! month, days 1–10, 11–20 and the rest; of a week, Monday–Tuesday, Wednesday–Thursday and Friday–Sunday; of a decade,
//! years 0–3, 4–6 and 7–9; of a century, years 0–32, 33–66 and 67–99. A day has no parts. Seasons are those of the
//! northern hemisphere in whole months (spring is March to May), and winter belongs to the year of its December. Weeks
//! are ISO weeks.

use std::ops::RangeInclusive;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::dates::expression::Modifier;

/// The years that have days.
pub const YEARS: RangeInclusive<i32> = 1..=9999;

/// The first and the last day, both included.
pub type Interval = (NaiveDate, NaiveDate);

/// The days of a value; `None` where part of it is unknown ("XXXX-10-03") or it means no days ("PRESENT_REF", "P3D").
pub fn days_of_value(value: &str) -> Option<Interval> {
    let value = value.split('T').next()?;
    if !value.starts_with(|c: char| c.is_ascii_digit()) || value.contains('X') {
        return None;
    }
    match value.len() {
        2 => year_interval(value.parse::<i32>().ok()? * 100, 100),
        3 => year_interval(value.parse::<i32>().ok()? * 10, 10),
        4 => year_interval(value.parse().ok()?, 1),
        _ => interval_within_year(value.get(..4)?.parse().ok()?, value.get(5..)?),
    }
}

fn year_interval(first: i32, count: i32) -> Option<Interval> {
    if first < 0 || first + count > 10_000 {
        return None;
    }
    let start = NaiveDate::from_ymd_opt(first.max(1), 1, 1)?;
    Some((start, NaiveDate::from_ymd_opt(first + count - 1, 12, 31)?))
}

fn interval_within_year(year: i32, rest: &str) -> Option<Interval> {
    if !YEARS.contains(&year) {
        return None;
    }
    let (kind, number) = (rest.get(..1)?, rest.get(1..)?);
    match (kind, rest) {
        ("Q", _) => month_interval(year, number.parse::<u32>().ok()?.checked_sub(1)? * 3 + 1, 3),
        ("H", _) => month_interval(year, number.parse::<u32>().ok()?.checked_sub(1)? * 6 + 1, 6),
        ("S", "SP") => month_interval(year, 3, 3),
        ("S", "SU") => month_interval(year, 6, 3),
        ("F", "FA") => month_interval(year, 9, 3),
        (_, "WI") => month_interval(year, 12, 3),
        ("W", _) => week_interval(year, number),
        _ => match rest.split_once('-') {
            None => month_interval(year, rest.parse().ok()?, 1),
            Some((month, day)) => {
                let day = NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)?;
                Some((day, day))
            }
        },
    }
}

fn month_interval(year: i32, month: u32, count: u32) -> Option<Interval> {
    let start = NaiveDate::from_ymd_opt(year, month, 1)?;
    let end = start.checked_add_months(Months::new(count))?.pred_opt()?;
    YEARS.contains(&end.year()).then_some((start, end))
}

fn week_interval(year: i32, rest: &str) -> Option<Interval> {
    let (week, part) = rest.split_once('-').unwrap_or((rest, ""));
    let monday = NaiveDate::from_isoywd_opt(year, week.parse().ok()?, Weekday::Mon)?;
    let (from, to) = match part {
        "" => (0, 6),
        "WE" => (5, 6),
        day => {
            let day = day.parse::<u64>().ok().filter(|day| (1..=7).contains(day))?;
            (day - 1, day - 1)
        }
    };
    Some((monday.checked_add_days(Days::new(from))?, monday.checked_add_days(Days::new(to))?))
}

/// The days of a value that its modifier selects; `publication` bounds "earlier this year" and "later this year".
pub fn days_of_part(
    value: &str,
    (start, end): Interval,
    modifier: Option<Modifier>,
    publication: Option<NaiveDate>,
) -> Interval {
    match (modifier, publication) {
        (Some(Modifier::Earlier), Some(day)) if (start..=end).contains(&day) => return (start, day),
        (Some(Modifier::Later), Some(day)) if (start..=end).contains(&day) => return (day, end),
        _ => {}
    }
    let third = match modifier {
        Some(Modifier::Start | Modifier::Earlier) => 0,
        Some(Modifier::Mid) => 1,
        Some(Modifier::End | Modifier::Later) => 2,
        _ => return (start, end),
    };
    third_of_days(value, start, end, third).unwrap_or((start, end))
}

fn third_of_days(value: &str, start: NaiveDate, end: NaiveDate, third: usize) -> Option<Interval> {
    let date = value.split('T').next()?;
    let years = |cuts: [i32; 4]| -> Option<Interval> {
        let first = start.year() - start.year() % (cuts[3]);
        let from = NaiveDate::from_ymd_opt(first + cuts[third], 1, 1)?;
        Some((from, NaiveDate::from_ymd_opt(first + cuts[third + 1] - 1, 12, 31)?))
    };
    let months = |count: u32| -> Option<Interval> {
        let from = start.checked_add_months(Months::new(count * third as u32))?;
        Some((from, from.checked_add_months(Months::new(count))?.pred_opt()?))
    };
    let days = |cuts: [u64; 4]| -> Option<Interval> {
        let from = start.checked_add_days(Days::new(cuts[third]))?;
        let to = start.checked_add_days(Days::new(cuts[third + 1]))?.pred_opt()?;
        Some((from, if third == 2 { end } else { to }))
    };
    match (date.len(), date.get(5..6)) {
        (2, _) => years([0, 33, 67, 100]),
        (3, _) => years([0, 4, 7, 10]),
        (4, _) => months(4),
        (_, Some("H")) => months(2),
        (_, Some("Q")) => months(1),
        (7, Some("S" | "F")) => months(1),
        (7, Some("W")) if date.ends_with("WI") => months(1),
        (8, Some("W")) => days([0, 2, 4, 7]),
        (7, _) => days([0, 10, 20, 31]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(value: &str, modifier: Option<Modifier>) -> String {
        let publication = NaiveDate::from_ymd_opt(2024, 10, 3);
        let Some(interval) = days_of_value(value) else { return "none".into() };
        let (from, to) = days_of_part(value, interval, modifier, publication);
        format!("{from}/{to}")
    }

    #[test]
    fn values_have_their_days() {
        for (value, expected) in [
            ("2024-10-03", "2024-10-03/2024-10-03"),
            ("2024-10-03T05:00", "2024-10-03/2024-10-03"),
            ("2024-02", "2024-02-01/2024-02-29"),
            ("2024", "2024-01-01/2024-12-31"),
            ("199", "1990-01-01/1999-12-31"),
            ("19", "1900-01-01/1999-12-31"),
            ("2024-W40", "2024-09-30/2024-10-06"),
            ("2024-W40-WE", "2024-10-05/2024-10-06"),
            ("2024-Q3", "2024-07-01/2024-09-30"),
            ("2024-H2", "2024-07-01/2024-12-31"),
            ("2024-SU", "2024-06-01/2024-08-31"),
            ("2023-WI", "2023-12-01/2024-02-29"),
            ("2024-02-31", "none"),
            ("XXXX-10-03", "none"),
            ("PRESENT_REF", "none"),
            ("P3D", "none"),
            ("9999-WI", "none"),
        ] {
            assert_eq!(days(value, None), expected, "{value}");
        }
    }

    #[test]
    fn modifiers_select_the_documented_days() {
        for (value, modifier, expected) in [
            ("2028", Modifier::End, "2028-09-01/2028-12-31"),
            ("2028", Modifier::Start, "2028-01-01/2028-04-30"),
            ("2024-02", Modifier::Mid, "2024-02-11/2024-02-20"),
            ("2024-02", Modifier::End, "2024-02-21/2024-02-29"),
            ("199", Modifier::Mid, "1994-01-01/1996-12-31"),
            ("19", Modifier::End, "1967-01-01/1999-12-31"),
            ("2024-W40", Modifier::End, "2024-10-04/2024-10-06"),
            ("2024-Q3", Modifier::Start, "2024-07-01/2024-07-31"),
            ("2023-WI", Modifier::End, "2024-02-01/2024-02-29"),
            ("2024", Modifier::Later, "2024-10-03/2024-12-31"),
            ("2024", Modifier::Earlier, "2024-01-01/2024-10-03"),
            ("2024-10-03", Modifier::End, "2024-10-03/2024-10-03"),
        ] {
            assert_eq!(days(value, Some(modifier)), expected, "{value} {modifier:?}");
        }
    }
}
