//! Days as people say them: "2024-10-03", "2024-10", "2024", "last month", "yesterday", "-30d".
//!
//! Each means a first and a last day. What depends on today is counted from a day that is given, so that a test can say
//! what today is. `03/04/2024` is two days, and is not taken.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::query::QueryError;

/// What can be written, for errors and help.
pub const FORMS: &str = "2024-10-03, 2024-10, 2024, yesterday, \"last month\", \"next 7 days\" or -30d";

/// Today by the clock of this place, or what PRESSCUT_TODAY says: so that a report can be made as of a day.
///
/// # Errors
/// Where PRESSCUT_TODAY is no day.
pub fn today() -> Result<NaiveDate, QueryError> {
    match std::env::var("PRESSCUT_TODAY") {
        Ok(day) if !day.is_empty() => day.parse().map_err(|_| {
            QueryError::Usage(format!("PRESSCUT_TODAY is {day:?}: write a day like 2024-10-03"))
        }),
        _ => Ok(chrono::Local::now().date_naive()),
    }
}

/// The first and the last day that a text means.
pub fn span(text: &str, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let text = text.trim().to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    match words[..] {
        ["today" | "now"] => Some((today, today)),
        ["yesterday"] => one(today.pred_opt()?),
        ["tomorrow"] => one(today.succ_opt()?),
        [which @ ("this" | "last" | "previous" | "next"), unit] => named(which, unit, today),
        ["last" | "past", number, name] => {
            Some((moved(today, -i64::from(number.parse::<u32>().ok()?), unit(name)?)?, today))
        }
        ["next" | "coming", number, name] => {
            Some((today, moved(today, number.parse::<u32>().ok()?.into(), unit(name)?)?))
        }
        ["in", number, name] => one(moved(today, number.parse::<u32>().ok()?.into(), unit(name)?)?),
        [number, name, "ago"] => one(moved(today, -i64::from(number.parse::<u32>().ok()?), unit(name)?)?),
        [month, year] => of_month(year, month_number(month)?),
        [word] => relative(word, today).or_else(|| iso(word)).or_else(|| one(last_weekday(word, today)?)),
        [_, _, _] => one(written(&text)?),
        _ => None,
    }
}

fn one(day: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    Some((day, day))
}

/// 2024, 2024-10, 2024-10-03, 2024-W40, 2024-Q3.
fn iso(word: &str) -> Option<(NaiveDate, NaiveDate)> {
    let parts: Vec<&str> = word.split('-').collect();
    let year = || Some(digits(parts.first()?, 4)? as i32);
    match parts[..] {
        [_] => Some((NaiveDate::from_ymd_opt(year()?, 1, 1)?, NaiveDate::from_ymd_opt(year()?, 12, 31)?)),
        [year, part] => match part.split_at_checked(1)? {
            ("w", week) => {
                let monday = NaiveDate::from_isoywd_opt(
                    digits(year, 4)? as i32,
                    week.parse::<u32>().ok()?,
                    Weekday::Mon,
                )?;
                Some((monday, monday.checked_add_days(Days::new(6))?))
            }
            ("q", quarter) => {
                let first = (1..=4).contains(&quarter.parse::<u32>().ok()?);
                let month = quarter.parse::<u32>().ok().filter(|_| first)? * 3 - 2;
                from_month(NaiveDate::from_ymd_opt(digits(year, 4)? as i32, month, 1)?, 3)
            }
            _ => of_month(year, digits(part, 2)?),
        },
        [_, month, day] => one(NaiveDate::from_ymd_opt(year()?, digits(month, 2)?, digits(day, 2)?)?),
        _ => None,
    }
}

fn digits(text: &str, length: usize) -> Option<u32> {
    (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

fn of_month(year: &str, month: u32) -> Option<(NaiveDate, NaiveDate)> {
    from_month(NaiveDate::from_ymd_opt(digits(year, 4)? as i32, month, 1)?, 1)
}

/// The first day of the month that is this many months after another.
fn from_month(first: NaiveDate, months: u32) -> Option<(NaiveDate, NaiveDate)> {
    Some((first, first.checked_add_months(Months::new(months))?.pred_opt()?))
}

/// A stretch of time that days are counted in.
#[derive(Clone, Copy)]
enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "d" | "day" | "days" => Unit::Day,
        "w" | "week" | "weeks" => Unit::Week,
        "m" | "month" | "months" => Unit::Month,
        "q" | "quarter" | "quarters" => Unit::Quarter,
        "y" | "year" | "years" => Unit::Year,
        _ => return None,
    })
}

/// -30d, +2w, -6m, -1y.
fn relative(word: &str, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let sign = match word.chars().next()? {
        '-' => -1,
        '+' => 1,
        _ => return None,
    };
    let name = word.len() - word.chars().next_back()?.len_utf8();
    let number: i64 = word.get(1..name)?.parse().ok().filter(|number| *number >= 0)?;
    one(moved(today, sign * number, unit(&word[name..])?)?)
}

/// The day that is this many days, weeks … later; earlier where the number is negative.
fn moved(day: NaiveDate, number: i64, unit: Unit) -> Option<NaiveDate> {
    let months = |each: u64| number.unsigned_abs().checked_mul(each)?.try_into().ok().map(Months::new);
    let (days, months) = match unit {
        Unit::Day => (Some(number.unsigned_abs()), None),
        Unit::Week => (number.unsigned_abs().checked_mul(7), None),
        Unit::Month => (None, months(1)),
        Unit::Quarter => (None, months(3)),
        Unit::Year => (None, months(12)),
    };
    match (days, months, number < 0) {
        (Some(days), _, true) => day.checked_sub_days(Days::new(days)),
        (Some(days), _, false) => day.checked_add_days(Days::new(days)),
        (_, Some(months), true) => day.checked_sub_months(months),
        (_, Some(months), false) => day.checked_add_months(months),
        _ => None,
    }
}

/// "this week", "last month", "next year": the whole of it; and "last Tuesday".
fn named(which: &str, name: &str, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let number = match which {
        "this" => 0,
        "next" => 1,
        _ => -1,
    };
    let Some(unit) = unit(name) else {
        return match number {
            1 => one(next_weekday(name, today)?),
            0 => None,
            _ => one(last_weekday(name, today)?),
        };
    };
    let first_of = |month: u32| NaiveDate::from_ymd_opt(today.year(), month, 1);
    match unit {
        Unit::Day => one(moved(today, number, Unit::Day)?),
        Unit::Week => {
            let monday = today.checked_sub_days(Days::new(today.weekday().num_days_from_monday().into()))?;
            let monday = moved(monday, number, Unit::Week)?;
            Some((monday, monday.checked_add_days(Days::new(6))?))
        }
        Unit::Month => from_month(moved(first_of(today.month())?, number, unit)?, 1),
        Unit::Quarter => from_month(moved(first_of(today.month0() / 3 * 3 + 1)?, number, unit)?, 3),
        Unit::Year => from_month(moved(first_of(1)?, number, unit)?, 12),
    }
}

/// The last day of that name before today.
fn last_weekday(word: &str, today: NaiveDate) -> Option<NaiveDate> {
    let weekday: Weekday = word.parse().ok()?;
    today.iter_days().rev().skip(1).take(7).find(|day| day.weekday() == weekday)
}

/// The first day of that name after today.
fn next_weekday(word: &str, today: NaiveDate) -> Option<NaiveDate> {
    let weekday: Weekday = word.parse().ok()?;
    today.iter_days().skip(1).take(7).find(|day| day.weekday() == weekday)
}

fn month_number(word: &str) -> Option<u32> {
    word.parse::<chrono::Month>().ok().map(|month| month.number_from_month())
}

/// "3 October 2024", "October 3, 2024".
fn written(text: &str) -> Option<NaiveDate> {
    ["%d %B %Y", "%B %d, %Y", "%B %d %Y"]
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(text, form).ok())
        .filter(|day| (1000..=9999).contains(&day.year()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A Thursday.
    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2031, 3, 20).unwrap()
    }

    fn of(text: &str) -> Option<String> {
        span(text, today()).map(
            |(first, last)| {
                if first == last { first.to_string() } else { format!("{first} to {last}") }
            },
        )
    }

    #[test]
    fn a_month_and_a_year_have_a_first_and_a_last_day() {
        for (text, means) in [
            ("2024-02", "2024-02-01 to 2024-02-29"),
            ("2024", "2024-01-01 to 2024-12-31"),
            ("2024-10-03", "2024-10-03"),
            ("2024-W01", "2024-01-01 to 2024-01-07"),
            ("2024-q3", "2024-07-01 to 2024-09-30"),
            ("March 2031", "2031-03-01 to 2031-03-31"),
            ("oct 2024", "2024-10-01 to 2024-10-31"),
            ("3 October 2024", "2024-10-03"),
            ("October 3, 2024", "2024-10-03"),
        ] {
            assert_eq!(of(text).as_deref(), Some(means), "{text}");
        }
    }

    #[test]
    fn days_are_counted_from_today() {
        for (text, means) in [
            ("today", "2031-03-20"),
            ("Yesterday", "2031-03-19"),
            ("tomorrow", "2031-03-21"),
            ("this week", "2031-03-17 to 2031-03-23"),
            ("last week", "2031-03-10 to 2031-03-16"),
            ("last month", "2031-02-01 to 2031-02-28"),
            ("this month", "2031-03-01 to 2031-03-31"),
            ("last quarter", "2030-10-01 to 2030-12-31"),
            ("this year", "2031-01-01 to 2031-12-31"),
            ("next year", "2032-01-01 to 2032-12-31"),
            ("last 7 days", "2031-03-13 to 2031-03-20"),
            ("2 weeks ago", "2031-03-06"),
            ("next 7 days", "2031-03-20 to 2031-03-27"),
            ("Next 2 months", "2031-03-20 to 2031-05-20"),
            ("coming 3 weeks", "2031-03-20 to 2031-04-10"),
            ("in 10 days", "2031-03-30"),
            ("next week", "2031-03-24 to 2031-03-30"),
            ("next month", "2031-04-01 to 2031-04-30"),
            ("next tuesday", "2031-03-25"),
            ("next thursday", "2031-03-27"),
            ("+7d", "2031-03-27"),
            ("-30d", "2031-02-18"),
            ("-2w", "2031-03-06"),
            ("-1m", "2031-02-20"),
            ("+1y", "2032-03-20"),
            ("thursday", "2031-03-13"),
            ("last Tuesday", "2031-03-18"),
        ] {
            assert_eq!(of(text).as_deref(), Some(means), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_none() {
        for wrong in [
            "2024-02-31",
            "24-02",
            "last",
            "2024-2",
            "2024-10-03-01",
            "",
            "03/04/2024",
            "-d",
            "--3d",
            "-99999999999999999999d",
            "-9999999999w",
            "2024-W54",
            "2024-Q5",
            "next someday",
            "next -3 days",
            "in 3",
            "30",
        ] {
            assert_eq!(of(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_span_in_order_or_none(text in "\\PC*|[-+]?[0-9]{0,20}[dwmqyé]|(last|this|next) \\PC{0,8}|[0-9]{4}-\\PC{0,4}") {
            if let Some((first, last)) = span(&text, today()) {
                prop_assert!(first <= last);
            }
        }
    }
}
