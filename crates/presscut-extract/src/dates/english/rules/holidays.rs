//! Rules for holidays: "Christmas Eve", "last Thanksgiving", "the Lunar New Year 2023", "9/11".

use crate::dates::english::holiday_names::{names_starting_with, strip_s};
use crate::dates::english::rules::rule::{FirstToken, Rule, RuleSet};
use crate::dates::english::scanner::{Match, Scanner};
use crate::dates::expression::{DateExpression, Deixis, YearReference};
use crate::dates::holiday::Holiday;

/// The year that "9/11" and "the Sept. 11 attacks" mean.
pub const YEAR_OF_SEPT_11_ATTACKS: i32 = 2001;

pub const RULES: RuleSet = RuleSet {
    words: "",
    dates: &[Rule {
        starts: &[FirstToken::Month, FirstToken::Number, FirstToken::Word],
        read: |scanner, at| scanner.read_holiday(at),
    }],
    expressions: &[],
};

impl Scanner<'_> {
    /// A holiday with its year: "Christmas Eve", "New Year's Day", "last Thanksgiving", "the Lunar New Year 2023", "9/11".
    pub fn read_holiday(&self, at: usize) -> Match<DateExpression> {
        if self.digits(at) == Some((9, 1)) && self.text(at + 1) == "/" && self.digits(at + 2) == Some((11, 2))
        {
            let date = self.is_glued(at + 3) && self.is_mark(at + 3, &["/"]);
            return (!date).then_some((
                at + 3,
                DateExpression::Day {
                    year: YearReference::Known(YEAR_OF_SEPT_11_ATTACKS),
                    month: 9,
                    day: 11,
                },
            ));
        }
        let (start, deixis) = match self.word(at) {
            "last" => (at + 1, Deixis::Last),
            "this" => (self.skip_any(at + 1, &["past", "coming"]), Deixis::This),
            "next" => (at + 1, Deixis::Next),
            "the" => (at + 1, Deixis::Unmarked),
            _ => (at, Deixis::Unmarked),
        };
        let (end, holiday) = self.read_holiday_name(start)?;
        // "the Lunar New Year", "the Fourth of July"; "the Christmas party" is no date.
        let article = start > at && deixis == Deixis::Unmarked;
        if article && !matches!(holiday, Holiday::LunarNewYear(_) | Holiday::Fixed(7, 4)) {
            return None;
        }
        let (end, year) = self.read_year_after_comma(end).unwrap_or((end, YearReference::Deictic(deixis)));
        Some((end, DateExpression::Holiday { holiday, year }))
    }

    /// "Easter" of "Easter weekend", "last Labor Day" of "last Labor Day weekend".
    pub fn read_holiday_before_unit(&self, at: usize) -> Match<DateExpression> {
        let (start, deixis) = match self.word(at) {
            "last" => (at + 1, Deixis::Last),
            "this" => (self.skip_any(at + 1, &["past", "coming"]), Deixis::This),
            "next" => (at + 1, Deixis::Next),
            _ => (at, Deixis::Unmarked),
        };
        let (end, holiday) = self.read_holiday_name(start)?;
        Some((end, DateExpression::Holiday { holiday, year: YearReference::Deictic(deixis) }))
    }

    /// The name of a holiday, without article or year.
    pub fn read_holiday_name(&self, at: usize) -> Match<Holiday> {
        if !self.is_capital(at) {
            return None;
        }
        let names = names_starting_with(self.text(at));
        names.iter().find_map(|(words, holiday)| Some((self.end_of_holiday_name(at, words)?, *holiday)))
    }

    /// The token after a name, if the text has it here: "Years" is "Year" and "’s", "Fools" is "Fools" and "’".
    fn end_of_holiday_name(&self, at: usize, words: &[&str]) -> Option<usize> {
        let mut token = at;
        for (n, word) in words.iter().enumerate() {
            // "St. Patrick’s", "Fools’ Day".
            token += usize::from(n > 0 && self.is_glued(token) && self.is_mark(token, &["'", "’", "."]));
            let stem = strip_s(word);
            let text = self.text(token);
            let plain = text.len() == word.len() && text.eq_ignore_ascii_case(word);
            let possessive = text.eq_ignore_ascii_case(stem) && self.is_mark(token + 1, &["'s", "’s"]);
            if !(plain || possessive && stem != *word) {
                return None;
            }
            token += 1 + usize::from(possessive && !plain);
        }
        // "Christmas carols", "Easter eggs": a name of one word is a date only where no noun follows it.
        let compound = words.len() == 1 && (self.is_noun_like(token) || self.is_joining_hyphen(token));
        // "the Good Friday Agreement", "Easter Island".
        let named = matches!(
            self.text(token),
            "Accord"
                | "Accords"
                | "Agreement"
                | "Carol"
                | "Island"
                | "Massacre"
                | "Offensive"
                | "Rising"
                | "Seals"
        );
        (!compound && !named).then_some(token)
    }
}
