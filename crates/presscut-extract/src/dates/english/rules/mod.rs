//! The rules for the forms of English time expressions, and the list in which they are registered.
//!
//! At each token, every rule that can begin there is tried, and the longest match is taken; of equally long ones, that of
//! the first rule. Rules look at a bounded number of tokens, so that reading is linear in the text. To add a form, add a
//! file with a [`RuleSet`], declare it and name it in [`RULE_SETS`].
//!
//! # The grammar
//!
//! An expression names a **time point** or **period**, a **length**, or something that **recurs**. A point is named by the
//! calendar, by the day of publication (deixis), by the text (anaphora), or by another point that fixes it. The lists are
//! by what fixes the point, which is what decides its value. (Calendar words and their short forms are in `lexicon`.)
//!
//! *Named by the calendar*
//! - day = month day [year] | day month [year] | figures; weekday before it adds nothing (`days_and_months`)
//! - weekday part-of-day [","] day: "Sunday night 7th June 2015" (`times_of_day`)
//! - month [year], quarter, half, season, fiscal year (`days_and_months`, `year_parts`), year, decade, century (`years`)
//! - year of an era (`eras`), feast [year] (`holidays`)
//! - n-th day, weekday or week of a month or year (`nth_in_period`)
//! - clock time or part of the day, alone or with a day (`times_of_day`)
//!
//! *Fixed by publication*
//! - "today", "yesterday", "the day after tomorrow"
//! - ("last" | "this" | "next") (unit | weekday | month | season | feast); weekday ["of"] ("last" | "next") "week"
//! - weekday alone, month alone, day and month alone: the tense gives the side (`tense`)
//! - amount unit ("ago" | "hence" | "from now" | "’ time")
//! - (unit | weekday) ("after next" | "before last"); amount weekdays ("ago" | "from now"); weekday ("week" |
//!   "fortnight"); amount weeks ["on" | "from"] (weekday | "tomorrow" | …): "a week on Tuesday" (`counted_weekdays`)
//!
//! *Fixed by the text*
//! - ("the same" | "that" | "the next" | "the previous") (unit | part of the day); amount unit ("later" | "earlier" |
//!   "on"); "the day before"; "the following Tuesday", "the Friday before"; "the 3rd"; "that year" (`relative`)
//! - a month or day without its year in a passage about another year (`resolve::context`)
//!
//! *Fixed by another point that is named beside it* (`beside_dates`, `nth_in_period`, `ranges`)
//! - (weekday | "week" | "weekend") ("before" | "after" | "of") (day | feast); feast ("week" | "weekend")
//! - amount (days | weeks | months) ("before" | "after") (day | feast)
//! - weekday ["the"] day-number: "Monday the 11th" is the Monday that is an 11th
//! - (day-number | n-th weekday | n-th week | last day) "of" relative month: "the 3rd of last month"
//! - lists and ranges, in which each date takes from the others what it leaves out: days before their month ("5, 6 and 7
//!   June") or after it ("June 5-7"), weekdays before a range ("Friday to Sunday, June 5-7"), months and years
//!
//! *Parts and approximations*: ("early" | "mid" | "late" | "the end of" | …) point; ("about" | "nearly" | …) offset
//! (`modified_dates`)
//!
//! *Lengths*: [approximator] amount unit ["and" amount unit]; ("the past" | "the next") amount unit (`durations`)
//!
//! *What recurs*: ("every" | "each") point-name; plural weekday; "daily"; "twice a week"; rates (`recurrence`)
//!
//! *Vague*: "now", "recently", "soon", "the future", "recent years" (`vague_references`)
//!
//! No expression goes on across a blank line: rules see one block at a time ([`Scanner::see_block_of`]).

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
        let date = self.longest_date(at).map(|(end, date)| (end, TimeExpression::Date(date, None)));
        longest(date.into_iter().chain(EXPRESSION_RULES.matches(self, at)))
    }

    /// The longest date that begins at a token, without a modifier.
    pub fn longest_date(&self, at: usize) -> Match<DateExpression> {
        longest(DATE_RULES.matches(self, at))
    }
}
