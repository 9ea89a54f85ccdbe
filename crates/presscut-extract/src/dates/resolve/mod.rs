//! What an expression means on a day of publication: its TIMEX3 value and the days that it can be.
//!
//! The resolver goes through a text in order and remembers the dates that it has met, for "the following day" and
//! "that year". Without a day of publication nothing is guessed: what is not said stays "X".

pub(crate) mod calendar_math;
pub(crate) mod interval;

use chrono::{Datelike, Months, NaiveDate};

use crate::DateType;
use crate::dates::english::lexicon::{DayPart, Season, Unit};
use crate::dates::english::rules::durations::{long_period, period};
use crate::dates::english::rules::holidays::Holiday;
use crate::dates::expression::{
    Amount, Base, Calendar, Duration, Expression, Modifier, Recurrence, Reference, Side, Tense, Time, Which,
    Year,
};
use calendar_math::{
    four, length, nearest, on_or_before, quarter_year, shift_days, shift_months, side_of, week,
    weekday_beside,
};
use interval::Interval;

/// What an expression came to.
#[derive(Debug, PartialEq)]
pub struct Resolved {
    pub kind: DateType,
    pub value: String,
    pub modifier: Option<Modifier>,
    pub days: Option<Interval>,
    pub recurrence: Option<Recurrence>,
}

impl Resolved {
    fn plain(kind: DateType, value: String) -> Resolved {
        Resolved { kind, value, modifier: None, days: None, recurrence: None }
    }
}

/// Resolves a text's expressions, in order.
pub struct Resolver {
    publication: Option<NaiveDate>,
    /// The sentence that is read, by its number, and that which named the last day.
    sentence: usize,
    day_sentence: usize,
    /// The last date of a day's precision, and the last of any.
    day: Option<NaiveDate>,
    date: Option<NaiveDate>,
    /// The last quarter that was reported on, and whether the text speaks of a quarter's results still.
    quarter: Option<(i32, u32)>,
    in_quarter: bool,
    /// The last quarter of any kind.
    spoken: Option<(i32, u32)>,
    month: Option<(i32, u32)>,
}

impl Resolver {
    pub fn new(publication: Option<NaiveDate>) -> Resolver {
        Resolver {
            publication,
            sentence: 0,
            day_sentence: 0,
            day: None,
            date: None,
            quarter: None,
            in_quarter: false,
            spoken: None,
            month: None,
        }
    }

    /// Says in which sentence the next expressions stand.
    pub fn enter(&mut self, sentence: usize) {
        self.sentence = sentence;
    }

    /// The last day that was named, if it was named just now: a clock without a day goes on from it.
    fn day_just_named(&self) -> Option<NaiveDate> {
        self.day.filter(|_| self.sentence.abs_diff(self.day_sentence) <= 2)
    }

    /// Resolves one; `tense` is what the words around it say. `None` for what is no date after all, such as February 30.
    pub fn resolve(&mut self, expression: &Expression, tense: Option<Tense>) -> Option<Resolved> {
        match expression {
            Expression::Calendar(calendar, modifier) => {
                let value = self.calendar(calendar, tense)?;
                self.remember_quarter(calendar, &value, tense);
                let days = interval::days_of(&value)
                    .map(|days| interval::part_of(&value, days, *modifier, self.publication));
                match calendar {
                    // What is compared with is not what the text goes on from.
                    Calendar::YearAgo(_) | Calendar::SamePeriod(_) | Calendar::MonthYearAgo => {}
                    Calendar::Shift { unit: Unit::Year, count: -1, base: Base::Publication } => {}
                    _ => self.remember(days),
                }
                if matches!(calendar, Calendar::Quarter { .. } | Calendar::LatestQuarter) {
                    self.in_quarter = true;
                }
                Some(Resolved { modifier: *modifier, days, ..Resolved::plain(DateType::Date, value) })
            }
            Expression::Time(time, day, modifier) => self.time(*time, day.as_ref(), *modifier, tense),
            Expression::Duration(duration) => {
                // "The nine months" of a report: "a year earlier" is no quarter then.
                if duration.unit == Unit::Month && matches!(duration.amount, Amount::Whole(6 | 9)) {
                    self.in_quarter = false;
                }
                Some(self.duration(duration))
            }
            Expression::Set(found) => {
                let plain = Resolved::plain(DateType::Set, found.value.clone());
                Some(Resolved { recurrence: Some(found.clone()), ..plain })
            }
            Expression::Reference(reference) => {
                let value = match reference {
                    Reference::Past => "PAST_REF",
                    Reference::Present => "PRESENT_REF",
                    Reference::Future => "FUTURE_REF",
                };
                Some(Resolved::plain(DateType::Date, value.into()))
            }
        }
    }

    /// Remembers the quarter that a text spoke of, and the one that it reports on.
    fn remember_quarter(&mut self, calendar: &Calendar, value: &str, tense: Option<Tense>) {
        let quarter = value
            .split_once("-Q")
            .and_then(|(year, quarter)| Some((year.parse::<i32>().ok()?, quarter.parse::<u32>().ok()?)));
        let Some((year, number)) = quarter else { return };
        self.spoken = quarter;
        // "will show in the fourth quarter": the report is on another.
        let running =
            self.publication.is_some_and(|today| (year, number) > (today.year(), today.month0() / 3));
        let ahead = running || side_of(tense) == Some(Side::Future);
        if matches!(calendar, Calendar::Quarter { .. }) && !(ahead && self.quarter.is_some()) {
            self.quarter = quarter;
        }
    }

    fn remember(&mut self, days: Option<Interval>) {
        let Some((start, end)) = days else { return };
        self.date = Some(start);
        if start == end {
            self.day = Some(start);
            self.day_sentence = self.sentence;
        }
        if start.year() == end.year() && start.month() == end.month() {
            self.month = Some((start.year(), start.month()));
        }
    }

    fn calendar(&self, calendar: &Calendar, tense: Option<Tense>) -> Option<String> {
        let open = || "XXXX".to_string();
        match calendar {
            Calendar::Day { year, month, day } => {
                // February 29 is a day of some years.
                NaiveDate::from_ymd_opt(2024, *month, *day)?;
                let Some(year) = self.year_of_day(*year, *month, *day, tense) else {
                    return Some(format!("XXXX-{month:02}-{day:02}"));
                };
                NaiveDate::from_ymd_opt(year, *month, *day).map(|day| day.to_string())
            }
            Calendar::WeekOf { year, month, day, weekend } => {
                let year = self.year_of_day(*year, *month, *day, tense);
                let day = year.and_then(|year| NaiveDate::from_ymd_opt(year, *month, *day));
                let part = if *weekend { "-WE" } else { "" };
                Some(day.map_or_else(|| format!("XXXX-WXX{part}"), |day| week(day, part)))
            }
            Calendar::Month { year, month } => {
                let year = self.year_of(*year, tense, *month, 1).map_or_else(open, four);
                Some(format!("{year}-{month:02}"))
            }
            Calendar::Year(year) => Some(self.plain_year(*year).map_or_else(open, four)),
            Calendar::Decade(decade) => Some(format!("{decade:03}")),
            Calendar::Century(century) => Some(format!("{century:02}")),
            Calendar::Quarter { .. } | Calendar::Half { .. } | Calendar::Season { .. } => {
                self.part_of_year(calendar, tense)
            }
            Calendar::Weekday { day, which, weeks } => Some(self.weekday(*day, *which, *weeks, tense)),
            Calendar::WeekdayShift { day, count } => {
                let Some(publication) = self.publication else { return Some(format!("XXXX-WXX-{day}")) };
                let last = on_or_before(publication, *day)?;
                shift_days(last, 7 * i64::from(*count)).map(|day| day.to_string())
            }
            Calendar::Shift { unit: Unit::Weekend, count: 0, base: Base::Publication } => self.weekend(tense),
            Calendar::Shift { unit, count, base } => self.shift(*unit, *count, *base),
            Calendar::NumberedDay => Some("XXXX-XX-XX".into()),
            Calendar::BeforeChrist(year) => Some(format!("BC{year:04}")),
            Calendar::Holiday { holiday, year } => {
                let year = self.year_of_holiday(*holiday, *year, tense);
                let day = year.and_then(|year| holiday.day_in(year));
                Some(day.map_or_else(|| holiday.open_value(), |day| day.to_string()))
            }
            told => self.told_by_text(told, tense),
        }
    }

    /// What is told from other dates of the text.
    fn told_by_text(&self, calendar: &Calendar, tense: Option<Tense>) -> Option<String> {
        match calendar {
            Calendar::YearAgo(base) => match self.quarter.filter(|(year, _)| self.in_quarter && *year > 1) {
                Some((year, quarter)) => Some(format!("{:04}-Q{quarter}", year - 1)),
                None => self.shift(Unit::Year, -1, *base),
            },
            Calendar::MonthYearAgo => {
                let month = self.month.or(self.publication.map(|today| (today.year(), today.month())));
                let month = month.filter(|(year, _)| *year > 1);
                Some(month.map_or_else(
                    || "XXXX-XX".to_string(),
                    |(year, month)| format!("{:04}-{month:02}", year - 1),
                ))
            }
            Calendar::TheMonth => match self.month {
                Some((year, month)) => Some(format!("{year:04}-{month:02}")),
                None => self.shift(Unit::Month, 0, Base::Publication),
            },
            Calendar::WeekdayBeside { day, side } => {
                let beside = self.day.or(self.publication).and_then(|from| weekday_beside(from, *day, *side));
                Some(beside.map_or_else(|| format!("XXXX-WXX-{day}"), |day| day.to_string()))
            }
            Calendar::DayFrom { day, count } => {
                let from = self.calendar(day, tense)?.parse().ok();
                let Some(from) = from else { return Some("XXXX-XX-XX".into()) };
                shift_days(from, i64::from(*count)).map(|day| day.to_string())
            }
            Calendar::SamePeriod(year) => {
                let quarter = self.quarter.filter(|_| self.in_quarter);
                Some(quarter.map_or_else(|| four(*year), |(_, quarter)| format!("{year:04}-Q{quarter}")))
            }
            Calendar::DayOfMonth(day) => self.day_of_month(*day),
            Calendar::LatestQuarter => Some(self.latest_quarter()),
            _ => None,
        }
    }

    /// A quarter, a half or a season.
    fn part_of_year(&self, calendar: &Calendar, tense: Option<Tense>) -> Option<String> {
        let (year, part) = match calendar {
            Calendar::Quarter { year, quarter } => {
                let year = match (*year, self.publication) {
                    (Year::Which(Which::Bare), Some(today)) => Some(quarter_year(today, *quarter, tense)),
                    (year, _) => self.year_of(year, None, quarter * 3 - 2, 3),
                };
                (year, format!("Q{quarter}"))
            }
            Calendar::Half { year, half } => {
                // In March, the second half without more is that of the year before.
                let early = self.publication.is_some_and(|today| today.month() < *half * 6 - 5);
                let year = match *year {
                    Year::Which(Which::Bare) if early && side_of(tense) != Some(Side::Future) => {
                        Year::Shift(-1)
                    }
                    year => year,
                };
                (self.plain_year(year), format!("H{half}"))
            }
            Calendar::Season { year, season } => {
                let start = match season {
                    Season::Spring => 3,
                    Season::Summer => 6,
                    Season::Fall => 9,
                    Season::Winter => 12,
                };
                (self.year_of(*year, tense, start, 3), season.as_str().to_string())
            }
            _ => return None,
        };
        let year = year.filter(|year| (1..=9999).contains(year)).map_or_else(|| "XXXX".to_string(), four);
        Some(format!("{year}-{part}"))
    }

    /// A year that needs no month to be known.
    fn plain_year(&self, year: Year) -> Option<i32> {
        let year = match year {
            Year::Known(year) => year,
            Year::Shift(count) => self.publication?.year() + count,
            Year::Which(which) => {
                let shift = match which {
                    Which::Last => -1,
                    Which::Next => 1,
                    Which::Bare | Which::This => 0,
                };
                self.publication?.year() + shift
            }
            Year::Context => self.date.or(self.publication)?.year(),
        };
        (1..=9999).contains(&year).then_some(year)
    }

    /// The year of a stretch of some months, of those around the publication.
    fn year_of(&self, year: Year, tense: Option<Tense>, month: u32, months: u32) -> Option<i32> {
        let Year::Which(which) = year else { return self.plain_year(year) };
        nearest(self.publication?, which, tense, |year| {
            let start = NaiveDate::from_ymd_opt(year, month, 1)?;
            Some((start, start.checked_add_months(Months::new(months))?.pred_opt()?))
        })
    }

    fn year_of_day(&self, year: Year, month: u32, day: u32, tense: Option<Tense>) -> Option<i32> {
        let Year::Which(which) = year else { return self.plain_year(year) };
        nearest(self.publication?, which, tense, |year| {
            NaiveDate::from_ymd_opt(year, month, day).map(|day| (day, day))
        })
    }

    fn year_of_holiday(&self, holiday: Holiday, year: Year, tense: Option<Tense>) -> Option<i32> {
        let Year::Which(which) = year else { return self.plain_year(year) };
        nearest(self.publication?, which, tense, |year| holiday.day_in(year).map(|day| (day, day)))
    }

    fn latest_quarter(&self) -> String {
        let Some(today) = self.publication else { return "XXXX-QX".into() };
        let told = self.quarter.filter(|&(year, quarter)| {
            year == today.year() || year == today.year() - 1 && today.month0() / 3 == 0 && quarter == 4
        });
        if let Some((year, quarter)) = told {
            return format!("{year:04}-Q{quarter}");
        }
        match today.month0() / 3 {
            0 => format!("{:04}-Q4", today.year() - 1),
            quarter => format!("{:04}-Q{quarter}", today.year()),
        }
    }

    /// "the weekend": the one that is, or the last, or the next, by tense.
    fn weekend(&self, tense: Option<Tense>) -> Option<String> {
        let Some(today) = self.publication else { return Some("XXXX-WXX-WE".into()) };
        let last = match (side_of(tense), today.weekday()) {
            (Some(Side::Past), day) => day.num_days_from_monday() < 5,
            // Early in a week, the weekend without more words is the one that was.
            (None, day) => day.num_days_from_monday() < 2,
            (Some(Side::Future), _) => false,
        };
        shift_days(today, if last { -7 } else { 0 }).map(|day| week(day, "-WE"))
    }

    fn weekday(&self, day: u32, which: Which, weeks: Option<i32>, tense: Option<Tense>) -> String {
        let resolved = self.publication.and_then(|today| {
            if let Some(weeks) = weeks {
                let monday = on_or_before(today, 1)?;
                return shift_days(monday, 7 * i64::from(weeks) + i64::from(day) - 1);
            }
            let last = on_or_before(today, day)?;
            let next = if last == today { today } else { shift_days(last, 7)? };
            match (which, side_of(tense)) {
                (Which::Last, _) if last == today => shift_days(last, -7),
                (Which::Last, _) => Some(last),
                (Which::Next, _) if next == today => shift_days(next, 7),
                (Which::Next, _) => Some(next),
                (Which::This, Some(Side::Past)) => Some(last),
                (Which::This, _) => Some(next),
                (Which::Bare, Some(Side::Future)) => Some(next),
                (Which::Bare, _) => Some(last),
            }
        });
        resolved.map_or_else(|| format!("XXXX-WXX-{day}"), |day| day.to_string())
    }

    fn shift(&self, unit: Unit, count: i32, base: Base) -> Option<String> {
        // "that quarter": the one that the text spoke of.
        if let (Unit::Quarter, 0, Base::Context, Some((year, quarter))) = (unit, count, base, self.spoken) {
            return Some(format!("{year:04}-Q{quarter}"));
        }
        let from = match (base, unit) {
            (Base::Publication, _) => self.publication,
            (Base::Context, Unit::Day | Unit::Week | Unit::Fortnight | Unit::Weekend) => {
                self.day.or(self.publication)
            }
            (Base::Context, _) => self.date.or(self.publication),
        };
        let Some(from) = from else {
            let open = match unit {
                Unit::Day => "XXXX-XX-XX",
                Unit::Week | Unit::Fortnight => "XXXX-WXX",
                Unit::Weekend => "XXXX-WXX-WE",
                Unit::Month => "XXXX-XX",
                Unit::Quarter => "XXXX-QX",
                Unit::Decade => "XXX",
                Unit::Century => "XX",
                _ => "XXXX",
            };
            return Some(open.into());
        };
        let year = |years: i32| Some(from.year() + years).filter(|year| (1..=9999).contains(year));
        match unit {
            Unit::Day => shift_days(from, i64::from(count)).map(|day| day.to_string()),
            Unit::Week => shift_days(from, 7 * i64::from(count)).map(|day| week(day, "")),
            Unit::Fortnight => shift_days(from, 14 * i64::from(count)).map(|day| week(day, "")),
            Unit::Weekend => shift_days(from, 7 * i64::from(count)).map(|day| week(day, "-WE")),
            Unit::Month => shift_months(from, count).map(|day| day.format("%Y-%m").to_string()),
            Unit::Quarter => shift_months(from, count.checked_mul(3)?)
                .map(|day| format!("{:04}-Q{}", day.year(), day.month0() / 3 + 1)),
            Unit::Year => year(count).map(four),
            Unit::Decade => year(count.checked_mul(10)?).map(|year| format!("{:03}", year / 10)),
            Unit::Century => year(count.checked_mul(100)?).map(|year| format!("{:02}", year / 100)),
            Unit::Hour | Unit::Minute | Unit::Second => None,
        }
    }

    fn day_of_month(&self, day: u32) -> Option<String> {
        let month = self.month.or(self.publication.map(|today| (today.year(), today.month())));
        match month {
            Some((year, month)) => NaiveDate::from_ymd_opt(year, month, day).map(|day| day.to_string()),
            None => Some(format!("XXXX-XX-{day:02}")),
        }
    }

    fn time(
        &mut self,
        time: Time,
        day: Option<&Calendar>,
        modifier: Option<Modifier>,
        tense: Option<Tense>,
    ) -> Option<Resolved> {
        let date = match (time, day) {
            (Time::LastNight, _) => self.shift(Unit::Day, -1, Base::Publication)?,
            (_, Some(day)) => self.calendar(day, tense)?,
            (_, None) => match self.day_just_named() {
                Some(day) => day.to_string(),
                None => self.shift(Unit::Day, 0, Base::Publication)?,
            },
        };
        let of_day = match time {
            Time::Part(part) => format!("T{}", part.as_str()),
            Time::LastNight => format!("T{}", DayPart::Night.as_str()),
            Time::Clock { hour, minute, utc } => {
                let zone = if utc { "Z" } else { "" };
                format!("T{hour:02}:{:02}{zone}", minute.unwrap_or(0))
            }
        };
        let days = interval::days_of(&date);
        self.remember(days);
        Some(Resolved { modifier, days, ..Resolved::plain(DateType::Time, date + &of_day) })
    }

    fn duration(&self, duration: &Duration) -> Resolved {
        let value = match (duration.amount, duration.rest) {
            (Amount::Whole(count), Some(rest)) => long_period(count, duration.unit, rest),
            _ => period(duration.amount, duration.unit),
        };
        let days = self.publication.zip(duration.side).and_then(|(today, side)| {
            let (months, days) = length(duration.amount, duration.unit)?;
            let sign = if side == Side::Past { -1 } else { 1 };
            let other = shift_days(shift_months(today, sign * months)?, i64::from(sign) * days)?;
            Some((today.min(other), today.max(other)))
        });
        Resolved { modifier: duration.modifier, days, ..Resolved::plain(DateType::Duration, value) }
    }
}
