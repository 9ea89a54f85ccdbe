//! The rules for the forms of English time expressions, and the list in which they are registered.
//!
//! To add a form, add a file with a [`RuleSet`], declare it and name it in [`RULE_SETS`]. At each token, every rule that can begin
//! there is tried, and the longest match is taken; of equally long ones, that of the first rule. Rules look at a bounded
//! number of tokens, so that reading is linear in the text.

mod beside_dates;
mod counted_weekdays;
mod days_and_months;
mod durations;
mod eras;
mod holidays;
mod modified_dates;
mod nth_in_period;
mod ranges;
mod recurrence;
mod relative;
pub(crate) mod rule;
mod times_of_day;
mod vague_references;
mod year_parts;
mod years;

use std::sync::LazyLock;

use crate::dates::english::scanner::{Match, Scanner};
use crate::dates::expression::{DateExpression, TimeExpression};
use rule::{RuleSet, RuleTable, longest};

/// Every file of rules. The order matters only between matches of equal length.
const RULE_SETS: &[RuleSet] = &[
    ranges::RULES,
    days_and_months::RULES,
    holidays::RULES,
    year_parts::RULES,
    eras::RULES,
    years::RULES,
    relative::RULES,
    counted_weekdays::RULES,
    beside_dates::RULES,
    nth_in_period::RULES,
    modified_dates::RULES,
    times_of_day::RULES,
    recurrence::RULES,
    durations::RULES,
    vague_references::RULES,
];

static DATE_RULES: LazyLock<RuleTable<DateExpression>> =
    LazyLock::new(|| RuleTable::new(RULE_SETS.iter().flat_map(|set| set.dates)));

static EXPRESSION_RULES: LazyLock<RuleTable<TimeExpression>> =
    LazyLock::new(|| RuleTable::new(RULE_SETS.iter().flat_map(|set| set.expressions)));

/// The words that single files of rules ask for by name.
pub fn rule_words() -> impl Iterator<Item = &'static str> {
    RULE_SETS.iter().flat_map(|set| set.words.split_whitespace())
}

impl Scanner<'_> {
    /// The longest expression that begins at a token.
    pub fn longest_expression(&self, at: usize) -> Match<TimeExpression> {
        if !self.can_start_expression(at) {
            return None;
        }
        let date = self.longest_date(at).map(|(end, date)| (end, TimeExpression::Date(date, None)));
        longest(date.into_iter().chain(EXPRESSION_RULES.matches(self, at)))
    }

    /// The longest date that begins at a token, without a modifier.
    pub fn longest_date(&self, at: usize) -> Match<DateExpression> {
        longest(DATE_RULES.matches(self, at))
    }
}
