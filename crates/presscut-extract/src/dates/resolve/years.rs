//! The year of an expression that does not name it, from the day of publication, the tense and the text so far.

use chrono::{Datelike, Months, NaiveDate};

use crate::dates::expression::{Deixis, Tense, YearReference};
use crate::dates::holiday::Holiday;
use crate::dates::resolve::calendar_math::nearest_year;
use crate::dates::resolve::context::DiscourseContext;
use crate::dates::resolve::holidays::day_of_holiday;
use crate::dates::resolve::interval::{Interval, YEARS};

impl DiscourseContext {
    /// A year that can be known without a month. "This year" and no word at all are the year of publication.
    pub fn year_without_month(&self, year: YearReference) -> Option<i32> {
        let year = match year {
            YearReference::Known(year) => year,
            YearReference::Offset(count) => self.publication?.year() + count,
            YearReference::Deictic(deixis) => {
                let count = match deixis {
                    Deixis::Last => -1,
                    Deixis::Next => 1,
                    Deixis::Unmarked | Deixis::This => 0,
                };
                self.publication?.year() + count
            }
            YearReference::Context => self.last_date.or(self.publication)?.year(),
        };
        YEARS.contains(&year).then_some(year)
    }

    /// The year of `count` months from `month` on.
    pub fn year_of_months(
        &self,
        year: YearReference,
        tense: Option<Tense>,
        month: u32,
        count: u32,
    ) -> Option<i32> {
        let YearReference::Deictic(deixis) = year else { return self.year_without_month(year) };
        let days_in = |year| {
            let start = NaiveDate::from_ymd_opt(year, month, 1)?;
            Some((start, start.checked_add_months(Months::new(count))?.pred_opt()?))
        };
        self.nearest_year(deixis, tense, days_in)
    }

    /// The year of a day of a month.
    pub fn year_of_day(
        &self,
        year: YearReference,
        tense: Option<Tense>,
        month: u32,
        day: u32,
    ) -> Option<i32> {
        let YearReference::Deictic(deixis) = year else { return self.year_without_month(year) };
        let days_in = |year| NaiveDate::from_ymd_opt(year, month, day).map(|day| (day, day));
        self.nearest_year(deixis, tense, days_in)
    }

    /// The year of a holiday.
    pub fn year_of_holiday(
        &self,
        year: YearReference,
        tense: Option<Tense>,
        holiday: Holiday,
    ) -> Option<i32> {
        let YearReference::Deictic(deixis) = year else { return self.year_without_month(year) };
        let days_in = |year| day_of_holiday(holiday, year).map(|day| (day, day));
        self.nearest_year(deixis, tense, days_in)
    }

    /// The year of a name without one: near the passage where that is about another year, else near publication.
    fn nearest_year(
        &self,
        deixis: Deixis,
        tense: Option<Tense>,
        days_in: impl Fn(i32) -> Option<Interval>,
    ) -> Option<i32> {
        let publication = self.publication?;
        if let Some((from, to)) = self.passage_days(tense).filter(|_| deixis == Deixis::Unmarked) {
            let away = |day: NaiveDate| (from - day).num_days().max((day - to).num_days()).max(0);
            let years = (from.year() - 1..=from.year() + 1).filter_map(|year| Some((year, days_in(year)?.0)));
            let passed = years.filter(|(_, start)| *start <= publication);
            return passed.min_by_key(|(_, start)| away(*start)).map(|(year, _)| year);
        }
        nearest_year(publication, deixis, tense, days_in)
    }
}
