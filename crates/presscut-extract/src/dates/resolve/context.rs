//! What a resolver remembers while it reads a text: the day of publication and the dates that the text has named.
//!
//! "The following day", "that year" and "the 3rd" are counted from these. Business reports are the surprising case:
//! while a text reports on a quarter, "a year earlier" is the same quarter of the year before.

use chrono::{Datelike, NaiveDate};

use crate::dates::expression::{Anchor, DateExpression, Direction, Tense};
use crate::dates::resolve::calendar_math::{YearMonth, YearQuarter};
use crate::dates::resolve::interval::Interval;
use crate::dates::units::Unit;

/// How many sentences later a time of day without a date still belongs to the last day named.
const MAX_SENTENCES_SINCE_DAY: usize = 2;

/// The dates that the text has named so far.
#[derive(Debug, Default)]
pub struct DiscourseContext {
    /// The day of publication; `None` where it is not known.
    pub publication: Option<NaiveDate>,
    /// The number of the sentence that is being read.
    sentence: usize,
    /// The last date of a day's granularity, and the sentence that named it.
    pub last_day: Option<NaiveDate>,
    last_day_sentence: usize,
    /// The first day of the last date of any granularity.
    pub last_date: Option<NaiveDate>,
    pub last_month: Option<YearMonth>,
    /// The last quarter of any kind.
    pub last_quarter: Option<YearQuarter>,
    /// The quarter that the text reports on.
    pub reported_quarter: Option<YearQuarter>,
    /// Whether the text still speaks of the results of a quarter.
    pub reports_on_quarter: bool,
}

impl DiscourseContext {
    pub fn new(publication: Option<NaiveDate>) -> DiscourseContext {
        DiscourseContext { publication, ..DiscourseContext::default() }
    }

    /// Moves to the sentence with this number.
    pub fn enter_sentence(&mut self, sentence: usize) {
        self.sentence = sentence;
    }

    /// The last day, if it was named recently: a time of day without a date belongs to it.
    pub fn recent_day(&self) -> Option<NaiveDate> {
        let distance = self.sentence.abs_diff(self.last_day_sentence);
        self.last_day.filter(|_| distance <= MAX_SENTENCES_SINCE_DAY)
    }

    /// The month that the text speaks of: the last one named, or the month of publication.
    pub fn current_month(&self) -> Option<YearMonth> {
        self.last_month.or(self.publication.map(YearMonth::of_day))
    }

    /// The quarter that the text reports on, while it does.
    pub fn current_report(&self) -> Option<YearQuarter> {
        self.reported_quarter.filter(|_| self.reports_on_quarter)
    }

    /// Remembers a date of the text, with its TIMEX3 value and its days.
    pub fn remember_date(
        &mut self,
        date: &DateExpression,
        value: &str,
        days: Option<Interval>,
        tense: Option<Tense>,
    ) {
        self.remember_quarter(date, value, tense);
        match date {
            // The text only compares with these; it does not count from them.
            DateExpression::YearAgo(_)
            | DateExpression::SamePeriodOfYear(_)
            | DateExpression::SameMonthLastYear
            | DateExpression::Offset { unit: Unit::Year, count: -1, anchor: Anchor::Publication } => {}
            _ => self.remember_days(days),
        }
        if matches!(date, DateExpression::Quarter { .. } | DateExpression::LatestQuarter) {
            self.reports_on_quarter = true;
        }
    }

    fn remember_quarter(&mut self, date: &DateExpression, value: &str, tense: Option<Tense>) {
        let Some(quarter) = YearQuarter::from_value(value) else { return };
        self.last_quarter = Some(quarter);
        // "will show in the fourth quarter": the report is on another quarter.
        let not_over = self.publication.is_some_and(|today| {
            (quarter.year, quarter.quarter) > (today.year(), YearQuarter::of_day(today).quarter - 1)
        });
        let ahead = not_over || tense.is_some_and(|tense| tense.direction == Direction::Future);
        if matches!(date, DateExpression::Quarter { .. }) && !(ahead && self.reported_quarter.is_some()) {
            self.reported_quarter = Some(quarter);
        }
    }

    /// Remembers the days of a date.
    pub fn remember_days(&mut self, days: Option<Interval>) {
        let Some((start, end)) = days else { return };
        self.last_date = Some(start);
        if start == end {
            self.last_day = Some(start);
            self.last_day_sentence = self.sentence;
        }
        if YearMonth::of_day(start) == YearMonth::of_day(end) {
            self.last_month = Some(YearMonth::of_day(start));
        }
    }
}
