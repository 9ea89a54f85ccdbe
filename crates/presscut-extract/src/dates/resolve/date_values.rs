//! The TIMEX3 value of a date, counted from publication or from the dates that the text has named.
//!
//! Without a day of publication nothing is guessed: what the text does not say is "X" in the value. `None` means that
//! the expression is no date after all, such as February 30.

use chrono::{Datelike, NaiveDate};

use crate::dates::expression::{Anchor, DateExpression, Deixis, Direction, Tense, YearReference};
use crate::dates::resolve::calendar_math::{
    YearQuarter, adjacent_weekday, direction_of, shift_days, shift_months, weekday_on_or_before,
    year_of_bare_quarter,
};
use crate::dates::resolve::context::DiscourseContext;
use crate::dates::resolve::holidays::day_of_holiday;
use crate::dates::resolve::interval::YEARS;
use crate::dates::resolve::timex_values::{
    UNKNOWN_DAY, season_code, unknown_holiday_value, unknown_unit_value, week_value, weekday_value,
    year_value,
};
use crate::dates::units::{Season, Unit};

/// Any leap year: February 29 is a day of some years.
const LEAP_YEAR: i32 = 2024;

/// Weekdays count from Monday = 1.
const MONDAY: u32 = 1;

/// Before Tuesday has passed, "the weekend" is the last one unless the tense says otherwise. Days from Monday = 0.
const DAYS_AFTER_WEEKEND: u32 = 2;
const SATURDAY_FROM_MONDAY: u32 = 5;

impl DiscourseContext {
    /// The value of a date; `tense` is that of the words around it.
    pub fn date_value(&self, date: &DateExpression, tense: Option<Tense>) -> Option<String> {
        match date {
            DateExpression::Day { year, month, day } => {
                NaiveDate::from_ymd_opt(LEAP_YEAR, *month, *day)?;
                let Some(year) = self.year_of_day(*year, tense, *month, *day) else {
                    return Some(format!("XXXX-{month:02}-{day:02}"));
                };
                NaiveDate::from_ymd_opt(year, *month, *day).map(|day| day.to_string())
            }
            DateExpression::WeekOf { year, month, day, weekend } => {
                let year = self.year_of_day(*year, tense, *month, *day);
                let day = year.and_then(|year| NaiveDate::from_ymd_opt(year, *month, *day));
                let unit = if *weekend { Unit::Weekend } else { Unit::Week };
                Some(day.map_or_else(|| unknown_unit_value(unit).into(), |day| week_value(day, *weekend)))
            }
            DateExpression::Month { year, month } => {
                let named = match year {
                    YearReference::Deictic(Deixis::Unmarked) => self.year_of_named_month(*month, tense),
                    _ => None,
                };
                let year = named.or_else(|| self.year_of_months(*year, tense, *month, 1));
                Some(format!("{}-{month:02}", year_value(year)))
            }
            DateExpression::Year(year) => Some(year_value(self.year_without_month(*year))),
            DateExpression::Decade(decade) => Some(format!("{decade:03}")),
            DateExpression::Century(century) => Some(format!("{century:02}")),
            DateExpression::Quarter { year, quarter } => Some(self.quarter_value(*year, *quarter, tense)),
            DateExpression::Half { year, half } => Some(self.half_value(*year, *half, tense)),
            // "The harbour freezes in the winter": no winter in particular.
            DateExpression::Season { year: YearReference::Deictic(Deixis::Unmarked), .. }
                if tense.is_none() =>
            {
                None
            }
            DateExpression::Season { year, season } => Some(self.season_value(*year, *season, tense)),
            DateExpression::Weekday { day, deixis, weeks } => {
                Some(weekday_value(self.day_of_weekday(*day, *deixis, *weeks, tense), *day))
            }
            DateExpression::AnyWeekday(day) => Some(weekday_value(None, *day)),
            DateExpression::WeeksFromWeekday { day, count } => {
                let Some(publication) = self.publication else { return Some(weekday_value(None, *day)) };
                let last = weekday_on_or_before(publication, *day)?;
                shift_days(last, 7 * i64::from(*count)).map(|day| day.to_string())
            }
            DateExpression::Offset { unit: Unit::Weekend, count: 0, anchor: Anchor::Publication } => {
                self.weekend_value(tense)
            }
            DateExpression::Offset { unit, count, anchor } => {
                self.offset_value(*unit, *count, *anchor, tense)
            }
            DateExpression::Anniversary { years, unit } => {
                let from = self.publication.and_then(|day| shift_months(day, years.checked_mul(-12)?));
                from.map_or(Some(unknown_unit_value(*unit).into()), |from| offset_value_from(from, *unit, 0))
            }
            DateExpression::OrdinalDay => Some(UNKNOWN_DAY.into()),
            DateExpression::BeforeChrist(year) => Some(format!("BC{year:04}")),
            DateExpression::Holiday { holiday, year } => {
                let year = self.year_of_holiday(*year, tense, *holiday);
                let day = year.and_then(|year| day_of_holiday(*holiday, year));
                Some(day.map_or_else(|| unknown_holiday_value(*holiday), |day| day.to_string()))
            }
            anaphoric => self.anaphoric_value(anaphoric, tense),
        }
    }

    /// The value of a date that refers to other dates of the text.
    fn anaphoric_value(&self, date: &DateExpression, tense: Option<Tense>) -> Option<String> {
        match date {
            DateExpression::YearAgo(anchor) => {
                match self.current_report().and_then(YearQuarter::year_before) {
                    Some(quarter) => Some(quarter.to_string()),
                    None => self.offset_value(Unit::Year, -1, *anchor, tense),
                }
            }
            DateExpression::SameMonthLastYear => {
                let month = self.current_month().filter(|month| month.year > 1);
                Some(month.map_or_else(
                    || unknown_unit_value(Unit::Month).into(),
                    |month| format!("{:04}-{:02}", month.year - 1, month.month),
                ))
            }
            DateExpression::DiscourseMonth => match self.last_month {
                Some(month) => Some(month.to_string()),
                None => self.offset_value(Unit::Month, 0, Anchor::Publication, tense),
            },
            DateExpression::AdjacentWeekday { day, direction } => {
                let from = self.day_before_in_text(tense).or(self.publication);
                let found = from.and_then(|from| adjacent_weekday(from, *day, *direction));
                Some(weekday_value(found, *day))
            }
            DateExpression::Shifted { date, unit, count } => self.shifted_value(date, *unit, *count, tense),
            DateExpression::Neighbour { noun, date, side } => self.neighbour_value(*noun, date, *side, tense),
            DateExpression::InMonth { position, month } => self.value_in_month(*position, month, tense),
            DateExpression::WeekdayAndDay { weekday, day } => {
                Some(self.value_of_weekday_and_day(*weekday, *day, tense))
            }
            DateExpression::SamePeriodOfYear(year) => Some(self.current_report().map_or_else(
                || year_value(Some(*year)),
                |report| YearQuarter { year: *year, ..report }.to_string(),
            )),
            DateExpression::DayOfMonth(day) => match self.current_month() {
                Some(month) => {
                    NaiveDate::from_ymd_opt(month.year, month.month, *day).map(|day| day.to_string())
                }
                None => Some(format!("XXXX-XX-{day:02}")),
            },
            DateExpression::LatestQuarter => Some(self.latest_quarter_value()),
            _ => None,
        }
    }

    fn quarter_value(&self, year: YearReference, quarter: u32, tense: Option<Tense>) -> String {
        let first_month = quarter * 3 - 2;
        let year = match (year, self.publication) {
            (YearReference::Deictic(Deixis::Unmarked), Some(today)) => {
                Some(year_of_bare_quarter(today, quarter, tense))
            }
            (year, _) => self.year_of_months(year, None, first_month, 3),
        };
        format!("{}-Q{quarter}", year_value(year.filter(|year| YEARS.contains(year))))
    }

    fn half_value(&self, year: YearReference, half: u32, tense: Option<Tense>) -> String {
        // In March, "the second half" alone is that of the year before.
        let first_month = half * 6 - 5;
        let not_begun = self.publication.is_some_and(|today| today.month() < first_month);
        let year = match year {
            YearReference::Deictic(Deixis::Unmarked)
                if not_begun && direction_of(tense) != Some(Direction::Future) =>
            {
                YearReference::Offset(-1)
            }
            year => year,
        };
        format!("{}-H{half}", year_value(self.year_without_month(year)))
    }

    fn season_value(&self, year: YearReference, season: Season, tense: Option<Tense>) -> String {
        let first_month = match season {
            Season::Spring => 3,
            Season::Summer => 6,
            Season::Fall => 9,
            Season::Winter => 12,
        };
        let year = self.year_of_months(year, tense, first_month, 3);
        format!("{}-{}", year_value(year.filter(|year| YEARS.contains(year))), season_code(season))
    }

    /// "the latest quarter": the last that the text named, if it is recent, else the last that has ended.
    fn latest_quarter_value(&self) -> String {
        let Some(today) = self.publication else { return unknown_unit_value(Unit::Quarter).into() };
        let last_ended = YearQuarter::of_day(today).previous();
        let named = self.reported_quarter.filter(|named| named.year == today.year() || *named == last_ended);
        named.unwrap_or(last_ended).to_string()
    }

    /// "the weekend": this one, the last or the next, by tense.
    fn weekend_value(&self, tense: Option<Tense>) -> Option<String> {
        let Some(today) = self.publication else { return Some(unknown_unit_value(Unit::Weekend).into()) };
        let weekday = today.weekday().num_days_from_monday();
        let is_last = match direction_of(tense) {
            Some(Direction::Past) => weekday < SATURDAY_FROM_MONDAY,
            None => weekday < DAYS_AFTER_WEEKEND,
            Some(Direction::Future) => false,
        };
        shift_days(today, if is_last { -7 } else { 0 }).map(|day| week_value(day, true))
    }

    /// The day of a weekday; `None` where publication is not known.
    fn day_of_weekday(
        &self,
        weekday: u32,
        deixis: Deixis,
        weeks: Option<i32>,
        tense: Option<Tense>,
    ) -> Option<NaiveDate> {
        let today = self.publication?;
        if let Some(weeks) = weeks {
            let monday = weekday_on_or_before(today, MONDAY)?;
            return shift_days(monday, 7 * i64::from(weeks) + i64::from(weekday) - 1);
        }
        let last = weekday_on_or_before(today, weekday)?;
        let next = if last == today { today } else { shift_days(last, 7)? };
        match (deixis, direction_of(tense)) {
            // Nobody calls yesterday "last Monday".
            (Deixis::Last, _) if (today - last).num_days() < 2 => shift_days(last, -7),
            (Deixis::Last, _) => Some(last),
            (Deixis::Next, _) if next == today => shift_days(next, 7),
            (Deixis::Next, _) => Some(next),
            (Deixis::This, Some(Direction::Past)) => Some(last),
            (Deixis::This, _) => Some(next),
            (Deixis::Unmarked, Some(Direction::Future)) => Some(next),
            (Deixis::Unmarked, _) => Some(last),
        }
    }

    /// The value of a unit that is `count` units from an anchor.
    pub fn offset_value(
        &self,
        unit: Unit,
        count: i32,
        anchor: Anchor,
        tense: Option<Tense>,
    ) -> Option<String> {
        // "that quarter": the one that the text named last.
        if let (Unit::Quarter, 0, Anchor::Context, Some(quarter)) = (unit, count, anchor, self.last_quarter) {
            return Some(quarter.to_string());
        }
        let from = match (anchor, unit) {
            (Anchor::Publication, _) => self.publication,
            // "In one week … the week after".
            (Anchor::Context, Unit::Week) if self.last_week.is_some() && count > 0 => self.last_week,
            (Anchor::Context, Unit::Day | Unit::Week | Unit::Fortnight | Unit::Weekend) => {
                self.day_before_in_text(tense).or(self.publication)
            }
            (Anchor::Context, _) => self.last_date.or(self.publication),
        };
        // "Five years later" and "the next morning" are counted from what the text has not dated.
        let undated = match unit {
            Unit::Day => self.last_day.is_none(),
            _ => count > 0 && self.last_date.is_none(),
        };
        let from = from.filter(|_| anchor == Anchor::Publication || !undated);
        match from {
            // "The day after the attack, it denied that": no day to come.
            Some(from)
                if anchor == Anchor::Context && count > 0 && self.leads_ahead(from, unit, count, tense) =>
            {
                Some(unknown_unit_value(unit).into())
            }
            Some(from) => offset_value_from(from, unit, count),
            None => Some(unknown_unit_value(unit).into()),
        }
    }

    /// Whether an offset leads to a day after publication, against a verb of the past.
    fn leads_ahead(&self, from: NaiveDate, unit: Unit, count: i32, tense: Option<Tense>) -> bool {
        let past = direction_of(tense) == Some(Direction::Past);
        let days = match unit {
            Unit::Day => 1,
            Unit::Week => 7,
            _ => return false,
        };
        let day = shift_days(from, days * i64::from(count));
        past && day.zip(self.publication).is_some_and(|(day, publication)| day > publication)
    }
}

fn offset_value_from(from: NaiveDate, unit: Unit, count: i32) -> Option<String> {
    let year = |years: i32| Some(from.year() + years).filter(|year| YEARS.contains(year));
    match unit {
        Unit::Day => shift_days(from, i64::from(count)).map(|day| day.to_string()),
        Unit::Week => shift_days(from, 7 * i64::from(count)).map(|day| week_value(day, false)),
        Unit::Fortnight => shift_days(from, 14 * i64::from(count)).map(|day| week_value(day, false)),
        Unit::Weekend => shift_days(from, 7 * i64::from(count)).map(|day| week_value(day, true)),
        Unit::Month => shift_months(from, count).map(|day| day.format("%Y-%m").to_string()),
        Unit::Quarter => {
            shift_months(from, count.checked_mul(3)?).map(|day| YearQuarter::of_day(day).to_string())
        }
        Unit::Year => year(count).map(|year| year_value(Some(year))),
        Unit::Decade => year(count.checked_mul(10)?).map(|year| format!("{:03}", year / 10)),
        Unit::Century => year(count.checked_mul(100)?).map(|year| format!("{:02}", year / 100)),
        Unit::Hour | Unit::Minute | Unit::Second => None,
    }
}
