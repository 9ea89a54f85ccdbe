//! Days, weeks, months and years as numbers in a row, and back as they are written.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::output::chart::facts::month_name;

/// How long the periods of a time axis are, the shortest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Period {
    Day,
    Week,
    Month,
    Year,
}

/// The period that a text names, and its first day: "2031-03-14", "2031-03-14T18:00", "2031-W11", "2031-03", "2031".
pub(crate) fn read(text: &str) -> Option<(Period, NaiveDate)> {
    let number = |part: &str, length: usize| -> Option<u32> {
        (part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse().ok())?
    };
    let year = number(text.get(..4)?, 4)? as i32;
    match text.len() {
        4 => Some((Period::Year, NaiveDate::from_ymd_opt(year, 1, 1)?)),
        7 => Some((
            Period::Month,
            NaiveDate::from_ymd_opt(year, number(text.strip_prefix(&text[..5])?, 2)?, 1)?,
        )),
        8 => {
            let week = number(text.get(5..)?.strip_prefix('W')?, 2)?;
            Some((Period::Week, NaiveDate::from_isoywd_opt(year, week, Weekday::Mon)?))
        }
        10.. => {
            let day = NaiveDate::parse_from_str(text.get(..10)?, "%Y-%m-%d").ok()?;
            let rest = text.get(10..)?;
            (rest.is_empty() || rest.starts_with(['T', ' '])).then_some((Period::Day, day))
        }
        _ => None,
    }
}

impl Period {
    /// The number of the period that a day is in; those of neighbours differ by one.
    pub fn number(self, day: NaiveDate) -> i32 {
        match self {
            Period::Day => day.num_days_from_ce(),
            Period::Week => (day.num_days_from_ce() - 1).div_euclid(7),
            Period::Month => day.year() * 12 + day.month0() as i32,
            Period::Year => day.year(),
        }
    }

    /// As it is written.
    pub fn label(self, number: i32) -> String {
        match self {
            Period::Day => {
                NaiveDate::from_num_days_from_ce_opt(number).map(|day| day.to_string()).unwrap_or_default()
            }
            Period::Week => NaiveDate::from_num_days_from_ce_opt(number * 7 + 1)
                .map(|day| format!("{}-W{:02}", day.iso_week().year(), day.iso_week().week()))
                .unwrap_or_default(),
            Period::Month => format!("{}-{:02}", number.div_euclid(12), number.rem_euclid(12) + 1),
            Period::Year => format!("{number:04}"),
        }
    }

    /// As a mark of an axis has it: "14 Mar", "W11", "Mar", "2031".
    pub fn short_label(self, number: i32) -> String {
        let month = |month0: u32| month_name(month0).chars().take(3).collect::<String>();
        match self {
            Period::Day => NaiveDate::from_num_days_from_ce_opt(number)
                .map(|day| format!("{} {}", day.day(), month(day.month0())))
                .unwrap_or_default(),
            Period::Week => self.label(number).split_off(5.min(self.label(number).len())),
            Period::Month => month(number.rem_euclid(12) as u32),
            Period::Year => self.label(number),
        }
    }

    /// The year that a period is in, for periods shorter than one.
    pub fn year_of(self, number: i32) -> Option<i32> {
        match self {
            Period::Day => NaiveDate::from_num_days_from_ce_opt(number).map(|day| day.year()),
            Period::Week => {
                NaiveDate::from_num_days_from_ce_opt(number * 7 + 1).map(|day| day.iso_week().year())
            }
            Period::Month => Some(number.div_euclid(12)),
            Period::Year => None,
        }
    }

    /// Where an axis has its marks: at most `most`, at round distances, years at Januaries.
    pub fn marks(self, first: i32, last: i32, most: usize) -> Vec<i32> {
        let steps: &[i32] = match self {
            Period::Day => &[1, 2, 7, 14, 28, 91, 182, 365],
            Period::Week => &[1, 2, 4, 13, 26, 52],
            Period::Month => &[1, 2, 3, 6, 12, 24, 60, 120],
            Period::Year => &[1, 2, 5, 10, 20, 50, 100],
        };
        let span = last - first + 1;
        let fits = |step: &&i32| (span / **step) as usize <= most;
        let step = steps.iter().find(fits).copied().unwrap_or_else(|| (span / most.max(1) as i32).max(1));
        // Months and years are counted from a round one; days and weeks from the first.
        let start = match self {
            Period::Day | Period::Week => first,
            Period::Month | Period::Year => first + (step - first.rem_euclid(step)) % step,
        };
        (start..=last).step_by(step.max(1) as usize).collect()
    }
}

/// The day after, for tests of neighbours.
#[cfg(test)]
fn next(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_numbered_and_written() {
        for (text, period) in [
            ("2031-03-14", Period::Day),
            ("2031-W01", Period::Week),
            ("2026-W53", Period::Week),
            ("2031-03", Period::Month),
            ("2031", Period::Year),
        ] {
            let (read, day) = read(text).unwrap();
            assert_eq!(read, period);
            assert_eq!(period.label(period.number(day)), text);
        }
        let short =
            |text: &str| read(text).map(|(period, day)| period.short_label(period.number(day))).unwrap();
        assert_eq!(["2031-03-04", "2031-W01", "2031-03", "2031"].map(short), ["4 Mar", "W01", "Mar", "2031"]);
        assert_eq!(read("2031-03-14T18:00:00Z").unwrap().0, Period::Day);
        for text in ["1234567", "20310314", "2031-13", "2031-W60", "2031-03-14th", "", "twelve", "２０３１"]
        {
            assert_eq!(read(text), None, "{text}");
        }
        let sunday = NaiveDate::from_ymd_opt(2031, 3, 16).unwrap();
        assert_eq!(Period::Week.number(next(sunday)), Period::Week.number(sunday) + 1);
    }

    #[test]
    fn marks_are_few_and_round() {
        let months = Period::Month.marks(2030 * 12 + 10, 2032 * 12 + 3, 8);
        let labels: Vec<String> = months.iter().map(|&month| Period::Month.label(month)).collect();
        assert_eq!(labels, ["2031-01", "2031-04", "2031-07", "2031-10", "2032-01", "2032-04"]);
        assert!(Period::Day.marks(0, 40_000, 8).len() <= 9);
        assert_eq!(Period::Year.marks(2031, 2031, 8), [2031]);
    }
}
