//! Rules for what stands beside a date that is named: "the Friday before Easter", "the weekend after July 4", "Easter
//! weekend", "two days after Christmas", and for the weekday with a day of the month, "Monday the 11th".
//!
//! One date fixes the other. Of "two days after Christmas" the expression is "two days", as in the annotated corpora;
//! of "the Friday before Easter" it is all of it.

use crate::dates::english::lexicon::Meaning;
use crate::dates::english::rules::rule::{FirstToken, Rule, RuleSet};
use crate::dates::english::scanner::{Match, Scanner};
use crate::dates::expression::{DateExpression, Direction, NeighbourNoun, Side};
use crate::dates::units::Unit;

pub const RULES: RuleSet = RuleSet {
    words: "",
    dates: &[
        Rule {
            starts: &[FirstToken::Weekday, FirstToken::Word],
            read: |scanner, at| scanner.read_neighbour_of_date(at),
        },
        Rule {
            starts: &[FirstToken::Word, FirstToken::Month],
            read: |scanner, at| scanner.read_holiday_weekend(at),
        },
        Rule {
            starts: &[FirstToken::Weekday, FirstToken::Word],
            read: |scanner, at| scanner.read_weekday_and_day(at),
        },
    ],
    expressions: &[],
};

/// "last Martin Luther King Jr. Day weekend".
const MAX_WORDS_OF_HOLIDAY: usize = 7;

impl Scanner<'_> {
    /// "the Friday before Easter", "the weekend after July 4", "the week before Christmas", "the week of Thanksgiving",
    /// and "the Friday before" alone.
    fn read_neighbour_of_date(&self, at: usize) -> Match<DateExpression> {
        let start = self.skip_any(at, &["the"]);
        if !matches!(self.meaning(start), Meaning::Weekday { .. } | Meaning::Unit { .. }) {
            return None;
        }
        let (end, noun) = self.read_neighbour_noun(start)?;
        let side = match self.word(end) {
            "before" => Side::Before,
            "after" => Side::After,
            "of" if !matches!(noun, NeighbourNoun::Weekday(_)) => Side::Around,
            _ => return None,
        };
        if let Some((last, date)) = self.read_named_day(end + 1) {
            return Some((last, DateExpression::Neighbour { noun, date: Box::new(date), side }));
        }
        match (noun, side) {
            (NeighbourNoun::Weekday(day), Side::Before | Side::After)
                if self.is_word(at, "the") && self.ends_clause(end + 1) =>
            {
                let direction = if side == Side::Before { Direction::Past } else { Direction::Future };
                Some((end + 1, DateExpression::AdjacentWeekday { day, direction }))
            }
            _ => None,
        }
    }

    fn read_neighbour_noun(&self, at: usize) -> Match<NeighbourNoun> {
        if let Some((end, day)) = self.read_weekday(at) {
            return Some((end, NeighbourNoun::Weekday(day)));
        }
        match self.meaning(at) {
            Meaning::Unit { unit: Unit::Week, plural: false } => Some((at + 1, NeighbourNoun::Week)),
            Meaning::Unit { unit: Unit::Weekend, plural: false } => Some((at + 1, NeighbourNoun::Weekend)),
            _ => None,
        }
    }

    /// A holiday, or a day with its month: what has a place in the calendar of its own.
    fn read_named_day(&self, at: usize) -> Match<DateExpression> {
        self.read_holiday(at)
            .or_else(|| self.read_month_first(at))
            .or_else(|| self.read_day_first(at))
            .filter(|(_, date)| matches!(date, DateExpression::Day { .. } | DateExpression::Holiday { .. }))
    }

    /// Whether nothing that belongs to the words before follows.
    fn ends_clause(&self, at: usize) -> bool {
        !self.is_lower(at) && !self.is_capital(at) && self.digits(at).is_none()
            || self.is_any_word(at, &["and", "but", "in", "at", "when", "with"])
    }

    /// "Easter weekend", "the Thanksgiving weekend", "last Labor Day weekend", "Christmas week".
    fn read_holiday_weekend(&self, at: usize) -> Match<DateExpression> {
        let start = self.skip_any(at, &["the"]);
        if !self.is_capital(start) && !self.is_any_word(start, &["last", "this", "next"]) {
            return None;
        }
        let week = |token: usize| {
            matches!(self.meaning(token), Meaning::Unit { unit: Unit::Week | Unit::Weekend, plural: false })
        };
        // Most words begin no holiday: the week is looked for first.
        if !(start + 1..=start + MAX_WORDS_OF_HOLIDAY).any(week) {
            return None;
        }
        let (end, date) = self.read_holiday_before_unit(start)?;
        let noun = match self.meaning(end) {
            Meaning::Unit { unit: Unit::Week, plural: false } => NeighbourNoun::Week,
            Meaning::Unit { unit: Unit::Weekend, plural: false } => NeighbourNoun::Weekend,
            _ => return None,
        };
        let side = Side::Around;
        Some((end + 1, DateExpression::Neighbour { noun, date: Box::new(date), side }))
    }

    /// "two days after Christmas", "a week before Election Day", "a month after July 4"; `noun` is the token
    /// of the unit.
    pub fn read_units_beside_date(&self, noun: usize, unit: Unit, count: u32) -> Match<DateExpression> {
        let sign = match self.word(noun + 1) {
            "before" => -1,
            "after" => 1,
            _ => return None,
        };
        let (_, date) = self.read_named_day(noun + 2)?;
        let count = sign * count as i32;
        Some((noun + 1, DateExpression::Shifted { date: Box::new(date), unit, count }))
    }

    /// "Monday the 11th", "Mon 11th", "Sunday, the 7th": a weekday and a day of a month that is not named.
    pub fn read_weekday_and_day(&self, at: usize) -> Match<DateExpression> {
        let start = self.skip_any(at, &["this", "next", "last"]);
        if !matches!(self.meaning(start), Meaning::Weekday { .. }) {
            return None;
        }
        let (end, weekday) = self.read_weekday(start)?;
        let comma = self.text(end) == ",";
        let day_at = end + usize::from(comma);
        let the = self.is_word(day_at, "the");
        let number = day_at + usize::from(the);
        // "Monday 11 people came"; "Monday, 11th in the table".
        let written = self.digits(number).is_some();
        let (end, day) = match self.read_ordinal(number) {
            Some(found) if written && (the || !comma) => found,
            Some(_) => return None,
            None => match self.digits(number)? {
                (day, 1..=2) if !comma && !the && self.ends_bare_day(number + 1) => (number + 1, day),
                _ => return None,
            },
        };
        let noun = self.is_noun_like(end) || self.is_joining_hyphen(end);
        ((1..=31).contains(&day) && !noun).then_some((end, DateExpression::WeekdayAndDay { weekday, day }))
    }

    /// What follows a day of the month without a suffix: a mark, "at 5pm", "to Sunday 7 July".
    fn ends_bare_day(&self, at: usize) -> bool {
        let mark = self.is_mark(at, &[",", ".", ";", ")", "–", "—"]) && !self.is_joining_hyphen(at)
            || self.text(at).is_empty();
        // "Friday 5.30pm", "Friday 5,000 people".
        let figure = self.is_glued(at) && self.digits(at + 1).is_some() && self.is_glued(at + 1);
        mark && !figure || self.is_any_word(at, &["at", "and", "to", "until", "from"])
    }
}
