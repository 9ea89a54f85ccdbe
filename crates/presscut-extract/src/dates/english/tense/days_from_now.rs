//! Lengths of time that a verb of the future turns into a day: "will meet in two weeks".
//!
//! Takes a duration with its tense; gives the date that it means, if it means one. The surprising decision: "for two weeks" and
//! "within two weeks" stay durations, since they name no day.

use std::ops::Range;

use crate::dates::english::lexicon::Meaning;
use crate::dates::english::scanner::Scanner;
use crate::dates::expression::{Amount, Anchor, DateExpression, Direction, DurationExpression, Tense};
use crate::dates::units::Unit;

/// How far before "in" a superlative can be: "the first visit in two years".
const SUPERLATIVE_TOKENS: usize = 6;

impl Scanner<'_> {
    /// "two weeks" in "will meet in two weeks", "63 days" in "In just 63 days, the votes will be cast".
    pub fn read_days_from_now(
        &self,
        tokens: &Range<usize>,
        duration: &DurationExpression,
        tense: Tense,
    ) -> Option<DateExpression> {
        let DurationExpression { amount: Amount::Whole(count), unit, rest: None, direction: None, .. } =
            *duration
        else {
            return None;
        };
        let lead = tokens.start.checked_sub(1)?;
        let lead = lead - usize::from(matches!(self.text(lead), "just" | "only" | "another") && lead > 0);
        let is_ahead = tense.direction == Direction::Future && tense.certain || self.follows_birthday(lead);
        let is_led = matches!(self.text(lead), "in" | "In");
        // "Three were killed in a day".
        let is_rate = unit == Unit::Day && matches!(self.text(tokens.start), "a" | "A");
        // "In the year ending in June", "in the two weeks after": no count from now.
        let is_counted = !matches!(self.text(tokens.start), "the" | "those" | "these");
        if !is_ahead
            || !is_led
            || !is_counted
            || is_rate
            || self.text(tokens.end) == "of"
            || self.follows_superlative(lead)
        {
            return None;
        }
        let count = i32::try_from(count).ok().filter(|count| *count <= 999)?;
        let (unit, count) = match unit {
            Unit::Day | Unit::Week | Unit::Month | Unit::Year => (unit, count),
            Unit::Fortnight => (Unit::Week, 2 * count),
            Unit::Decade => (Unit::Year, 10 * count),
            _ => return None,
        };
        Some(DateExpression::Offset { unit, count, anchor: Anchor::Publication })
    }

    /// "who turns 18 in three days", seen from "in".
    fn follows_birthday(&self, lead: usize) -> bool {
        let turns = lead.checked_sub(2).is_some_and(|verb| self.text(verb) == "turns");
        turns && matches!(self.meaning(lead - 1), Meaning::Digits { .. } | Meaning::Cardinal(_))
    }

    /// "the first visit in two years", "the highest in ten years": a length of time that has passed.
    fn follows_superlative(&self, lead: usize) -> bool {
        (lead.saturating_sub(SUPERLATIVE_TOKENS)..lead).any(|token| {
            let word = self.text(token);
            matches!(self.meaning(token), Meaning::Ordinal(_))
                || matches!(word, "most" | "only" | "worst" | "best" | "times" | "more" | "less" | "least")
                || word.len() > 5 && word.ends_with("est")
        })
    }
}
