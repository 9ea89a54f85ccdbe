//! What a resolver remembers while it reads a text: the day of publication and the dates that the text has named.
//!
//! "The following day", "that year" and "the 3rd" are counted from these. Business reports are the surprising case:
//! while a text reports on a quarter, "a year earlier" is the same quarter of the year before.

use chrono::{Datelike, NaiveDate, TimeDelta};

use crate::dates::expression::{Anchor, DateExpression, DateRole, Direction, Tense, YearReference};
use crate::dates::resolve::calendar_math::{YearMonth, YearQuarter};
use crate::dates::resolve::interval::Interval;
use crate::dates::units::Unit;

/// How many sentences later a time of day without a date still belongs to the last day named.
const MAX_SENTENCES_SINCE_DAY: usize = 2;

/// How many sentences later a month or day without its year still belongs to the year that the text spoke of.
const MAX_SENTENCES_SINCE_YEAR: usize = 2;

/// How many sentences later a month still has the year with which the text named it.
const MAX_SENTENCES_SINCE_MONTH: usize = 6;

const DAYS_IN_WEEK: i64 = 7;
const DAYS_IN_YEAR: i64 = 366;
const DAYS_IN_HALF_YEAR: i64 = 183;

/// Where an expression is in its text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Position {
    /// The number of its sentence.
    pub sentence: usize,
    /// The number of its paragraph.
    pub paragraph: usize,
}

/// The dates that the text has named so far.
#[derive(Debug, Default)]
pub struct DiscourseContext {
    /// The day of publication; `None` where it is not known.
    pub publication: Option<NaiveDate>,
    /// The sentence that is being read.
    position: Position,
    /// What the expression that is being read does in it.
    role: Option<DateRole>,
    /// The last date of a day's granularity, and the sentence that named it.
    pub last_day: Option<NaiveDate>,
    last_day_sentence: usize,
    /// The last such day that is not after publication.
    last_past_day: Option<NaiveDate>,
    /// The days of a past year that the passage is about, and where they were named.
    passage: Option<(Interval, Position)>,
    /// For each month (from 1), its last year that the text gave it, and the sentence.
    months_with_year: [Option<(i32, usize)>; 13],
    /// The first day of the last date of any granularity.
    pub last_date: Option<NaiveDate>,
    pub last_month: Option<YearMonth>,
    /// The first day of the last date, where that was a week.
    pub last_week: Option<NaiveDate>,
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

    /// Moves to an expression.
    pub fn enter_expression(&mut self, position: Position, role: DateRole) {
        self.position = position;
        self.role = Some(role);
    }

    /// The last day, if it was named recently: a time of day without a date belongs to it.
    pub fn recent_day(&self) -> Option<NaiveDate> {
        let distance = self.position.sentence.abs_diff(self.last_day_sentence);
        self.last_day.filter(|_| distance <= MAX_SENTENCES_SINCE_DAY)
    }

    /// The days of a past year that the passage is about, for a month or day without its year. A verb of saying has a
    /// time of its own ("in May, she said"), and so has a verb that does not point to the past.
    pub fn passage_days(&self, tense: Option<Tense>) -> Option<Interval> {
        let past = tense.is_some_and(|tense| tense.direction == Direction::Past && !tense.by_saying);
        let ((start, end), named) = self.passage.filter(|_| past)?;
        // A year alone holds in its paragraph.
        let is_year =
            end - start > TimeDelta::days(DAYS_IN_HALF_YEAR) && named.paragraph != self.position.paragraph;
        let distance = self.position.sentence.abs_diff(named.sentence);
        (distance <= MAX_SENTENCES_SINCE_YEAR && !is_year).then_some((start, end))
    }

    /// The past year of a month that the text has named with its year a little earlier: "arrested in May 2023 … led to
    /// riots in May". "In May, they met" begins something else.
    pub fn year_of_named_month(&self, month: u32, tense: Option<Tense>) -> Option<i32> {
        let past = tense.is_some_and(|tense| tense.direction == Direction::Past && !tense.by_saying);
        let goes_on = past && self.publication.is_some() && self.role != Some(DateRole::Scene);
        let (year, sentence) = (*self.months_with_year.get(month as usize)?).filter(|_| goes_on)?;
        let near = self.position.sentence.abs_diff(sentence) <= MAX_SENTENCES_SINCE_MONTH;
        near.then_some(year)
    }

    fn remember_month_with_year(&mut self, date: &DateExpression) {
        if let DateExpression::Month { year: YearReference::Known(year), month } = date
            && let Some(named) = self.months_with_year.get_mut(*month as usize)
        {
            *named = Some((*year, self.position.sentence));
        }
    }

    /// Notes what the passage is about: the past year of a date that sets the scene ("the riots of July 2021"), or the
    /// present where the text comes back to it ("yesterday").
    fn remember_passage(&mut self, date: &DateExpression, days: Option<Interval>, role: DateRole) {
        let (Some((start, end)), Some(publication)) = (days, self.publication) else { return };
        if start.year() != end.year() {
            return;
        }
        let names_year = match date {
            // "The following year" goes on from the passage.
            DateExpression::Offset { anchor: Anchor::Context, .. } => self.passage.is_some(),
            // A year alone is mostly an attribute: "the 2015 treaty", "approved in 2015".
            DateExpression::Year(YearReference::Known(_)) if role == DateRole::Scene => true,
            DateExpression::Year(_) | DateExpression::YearAgo(_) => return,
            DateExpression::Offset { unit: Unit::Year, .. } => return,
            DateExpression::Day { year, .. }
            | DateExpression::Month { year, .. }
            | DateExpression::Season { year, .. }
            | DateExpression::Holiday { year, .. } => match year {
                YearReference::Known(_) if role == DateRole::Attribute => return,
                year => matches!(year, YearReference::Known(_)),
            },
            _ => false,
        };
        let goes_on = self.passage.is_some_and(|((day, _), _)| (day - start).num_days().abs() < DAYS_IN_YEAR);
        let is_past_year = start.year() < publication.year() && (names_year || goes_on);
        self.passage = is_past_year.then_some(((start, end), self.position));
    }

    /// The last day that the text named, for "that evening"; a verb of the past does not speak of a day to come.
    pub fn day_before_in_text(&self, tense: Option<Tense>) -> Option<NaiveDate> {
        match tense {
            Some(tense) if tense.direction == Direction::Past => self.last_past_day.or(self.last_day),
            _ => self.last_day,
        }
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
        role: DateRole,
    ) {
        self.remember_quarter(date, value, tense);
        self.remember_month_with_year(date);
        self.remember_passage(date, days, role);
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
        self.last_week = Some(start).filter(|_| end - start == TimeDelta::days(DAYS_IN_WEEK - 1));
        if start == end {
            self.last_day = Some(start);
            if self.publication.is_none_or(|publication| start <= publication) {
                self.last_past_day = Some(start);
            }
            self.last_day_sentence = self.position.sentence;
        }
        if YearMonth::of_day(start) == YearMonth::of_day(end) {
            self.last_month = Some(YearMonth::of_day(start));
        }
    }
}
