//! What a rule is: the tokens that it can begin with, and the function that reads it there.
//!
//! Each file of rules gives one [`RuleSet`], which is registered by one line in [`crate::dates::english::rules`].

use crate::dates::english::lexicon::Meaning;
use crate::dates::english::scanner::{Match, Scanner};
use crate::dates::expression::{DateExpression, TimeExpression};

/// What the first token of an expression is. Rules are tried only where their first token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FirstToken {
    /// Digits, a figure or a cardinal: "24", "1,200", "twenty".
    Number,
    /// "third".
    Ordinal,
    Month,
    Weekday,
    /// "week", "years".
    Unit,
    Season,
    /// "nineties".
    Decade,
    Apostrophe,
    /// "3.10.2024".
    DottedDate,
    /// Any other word of the lexicon or of a rule set.
    Word,
    /// "morning", "daily", "Mondays", and what has no meaning.
    Other,
}

impl FirstToken {
    /// Every kind, in the order of their numbers.
    pub const ALL: &[FirstToken] = &[
        FirstToken::Number,
        FirstToken::Ordinal,
        FirstToken::Month,
        FirstToken::Weekday,
        FirstToken::Unit,
        FirstToken::Season,
        FirstToken::Decade,
        FirstToken::Apostrophe,
        FirstToken::DottedDate,
        FirstToken::Word,
        FirstToken::Other,
    ];

    fn of_meaning(meaning: Meaning) -> FirstToken {
        match meaning {
            Meaning::Digits { .. } | Meaning::Figure(_) | Meaning::Cardinal(_) => FirstToken::Number,
            Meaning::Ordinal(_) => FirstToken::Ordinal,
            Meaning::Month { .. } => FirstToken::Month,
            Meaning::Weekday { .. } => FirstToken::Weekday,
            Meaning::Unit { .. } => FirstToken::Unit,
            Meaning::Season(_) => FirstToken::Season,
            Meaning::Decade(_) => FirstToken::Decade,
            Meaning::Apostrophe => FirstToken::Apostrophe,
            Meaning::Dotted { .. } => FirstToken::DottedDate,
            Meaning::Word(_) => FirstToken::Word,
            Meaning::DayPart(_) | Meaning::Frequency(_) | Meaning::Weekdays(_) | Meaning::Other => {
                FirstToken::Other
            }
        }
    }
}

/// Reads an expression that begins at a token.
type Read<T> = fn(&Scanner<'_>, usize) -> Match<T>;

/// One form of expression.
pub struct Rule<T: 'static> {
    /// The first tokens that it is tried at.
    pub starts: &'static [FirstToken],
    pub read: Read<T>,
}

/// The rules of one file.
pub struct RuleSet {
    /// The words, in lower case and separated by spaces, that only these rules ask for by name.
    pub words: &'static str,
    /// Rules for dates, which other rules can build on ("late March").
    pub dates: &'static [Rule<DateExpression>],
    /// Rules for whole expressions of any kind.
    pub expressions: &'static [Rule<TimeExpression>],
}

/// Rules by the first token that they are tried at.
pub struct RuleTable<T: 'static>([Vec<Read<T>>; FirstToken::ALL.len()]);

impl<T> RuleTable<T> {
    /// Keeps the order of the rules.
    pub fn new(rules: impl Iterator<Item = &'static Rule<T>>) -> RuleTable<T> {
        let mut table = RuleTable(std::array::from_fn(|_| Vec::new()));
        for rule in rules {
            for start in rule.starts {
                table.0[*start as usize].push(rule.read);
            }
        }
        table
    }

    /// What the rules read at a token, in their order.
    pub fn matches(&self, scanner: &Scanner<'_>, at: usize) -> impl Iterator<Item = (usize, T)> {
        let first = FirstToken::of_meaning(scanner.meaning(at));
        self.0[first as usize].iter().filter_map(move |read| read(scanner, at))
    }
}

/// The match that reaches furthest; of equally long ones, the first.
pub fn longest<T>(matches: impl Iterator<Item = (usize, T)>) -> Match<T> {
    matches.reduce(|best, next| if next.0 > best.0 { next } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Document;
    use crate::dates::english::lexicon::Lexicon;
    use crate::document::vocabulary::WordMemo;

    const IDES: RuleSet = RuleSet {
        words: "ides",
        dates: &[
            Rule { starts: &[FirstToken::Word], read: |scanner, at| read_ides(scanner, at) },
            Rule { starts: &[FirstToken::Month], read: |_, at| Some((at + 1, DateExpression::OrdinalDay)) },
        ],
        expressions: &[],
    };

    fn read_ides(scanner: &Scanner<'_>, at: usize) -> Match<DateExpression> {
        let (end, month) = scanner.read_month(at + 2).filter(|_| scanner.is_word(at, "ides"))?;
        Some((end, DateExpression::DayOfMonth(month)))
    }

    #[test]
    fn a_rule_set_brings_its_words_and_is_tried_where_its_rules_begin() {
        let document = Document::new("The ides of March");
        let lexicon = Lexicon::new(IDES.words.split_whitespace());
        let scanner = Scanner::new(&document, lexicon.look_up_tokens(&document, &mut WordMemo::default()));
        let table = RuleTable::new(IDES.dates.iter());
        let found = |at: usize| longest(table.matches(&scanner, at));
        assert_eq!(found(0), None);
        assert_eq!(found(1), Some((4, DateExpression::DayOfMonth(3))));
        assert_eq!(found(3), Some((4, DateExpression::OrdinalDay)));
    }

    #[test]
    fn of_equally_long_matches_the_first_is_taken() {
        assert_eq!(longest([(2, 'a'), (3, 'b'), (3, 'c')].into_iter()), Some((3, 'b')));
    }
}
