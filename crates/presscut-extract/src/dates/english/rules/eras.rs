//! Rules for years of other eras: Japanese eras, the Republic of China, the Buddhist era, AD and BC.

use crate::dates::english::rules::rule::{FirstToken, Rule, RuleSet};
use crate::dates::english::scanner::{Match, Scanner};
use crate::dates::expression::{DateExpression, YearReference};
use crate::dates::units::Unit;

pub const RULES: RuleSet = RuleSet {
    words: "reiwa heisei showa taisho meiji republic roc minguo buddhist era b.e. bc b.c. ad a.d. bce ce china",
    dates: &[Rule {
        starts: &[FirstToken::Unit, FirstToken::Number, FirstToken::Word],
        read: |scanner, at| scanner.read_era_year(at),
    }],
    expressions: &[],
};

/// Year 1 of the Republic of China is 1912.
const YEARS_BEFORE_REPUBLIC: i32 = 1911;

/// By how many years the Buddhist era of Thailand is ahead of the Common Era.
const BUDDHIST_YEARS_AHEAD: i32 = 543;

/// The first and the last year of a Japanese era. The current one is given 50 years.
fn japanese_era_years(era: &str) -> Option<(i32, i32)> {
    match era {
        "reiwa" => Some((2019, 2068)),
        "heisei" => Some((1989, 2019)),
        "showa" => Some((1926, 1989)),
        "taisho" => Some((1912, 1926)),
        "meiji" => Some((1868, 1912)),
        _ => None,
    }
}

fn known_year(end: usize, year: i32) -> Match<DateExpression> {
    (1..=2999).contains(&year).then_some((end, DateExpression::Year(YearReference::Known(year))))
}

impl Scanner<'_> {
    /// A year of any of these eras.
    pub fn read_era_year(&self, at: usize) -> Match<DateExpression> {
        self.read_japanese_year(at)
            .or_else(|| self.read_republic_year(at))
            .or_else(|| self.read_buddhist_year(at))
            .or_else(|| self.read_common_era_year(at))
    }

    /// "Reiwa 6", "the sixth year of Reiwa", "the 6th year of the Reiwa era"; "Reiwa 70" is not a year yet.
    fn read_japanese_year(&self, at: usize) -> Match<DateExpression> {
        if let Some((first, last)) = japanese_era_years(self.word(at)) {
            let (number, _) = self.digits(at + 1)?;
            return known_year(at + 2, year_in_era(first, last, number)?);
        }
        let (of, number) = self.read_ordinal_year(at)?;
        let name = self.skip_any(of, &["the"]);
        let (first, last) = japanese_era_years(self.word(name))?;
        let end = self.skip_any(name + 1, &["era"]);
        known_year(end, year_in_era(first, last, number)?)
    }

    /// "year 113 of the Republic (of China)", "the 113th year of the Republic", "ROC year 113", "Minguo 113".
    fn read_republic_year(&self, at: usize) -> Match<DateExpression> {
        if self.is_any_word(at, &["roc", "minguo"]) && self.is_capital(at) {
            let number_at = at + 1 + usize::from(self.is_unit(at + 1, Unit::Year));
            let (number, _) = self.digits(number_at).filter(|(year, _)| (1..=200).contains(year))?;
            let is_year = number_at > at + 1 || self.is_word(at, "minguo");
            return if is_year {
                known_year(number_at + 1, number as i32 + YEARS_BEFORE_REPUBLIC)
            } else {
                None
            };
        }
        let (of, number) = match self.is_unit(at, Unit::Year) && self.is_word(at + 2, "of") {
            true => (at + 3, self.digits(at + 1)?.0),
            false => self.read_ordinal_year(at)?,
        };
        let name = self.skip_any(of, &["the"]);
        if !self.is_word(name, "republic") || !self.is_capital(name) || !(1..=200).contains(&number) {
            return None;
        }
        let china = self.is_word(name + 1, "of") && self.is_word(name + 2, "china");
        known_year(name + 1 + if china { 2 } else { 0 }, number as i32 + YEARS_BEFORE_REPUBLIC)
    }

    /// "the sixth year of", and the number.
    fn read_ordinal_year(&self, at: usize) -> Match<u32> {
        if !self.is_word(at, "the") {
            return None;
        }
        let (end, number) = match self.digits(at + 1) {
            Some((number, 3))
                if self.is_glued(at + 2) && self.is_any_word(at + 2, &["st", "nd", "rd", "th"]) =>
            {
                (at + 3, number)
            }
            _ => self.read_ordinal(at + 1)?,
        };
        (self.is_unit(end, Unit::Year) && self.is_word(end + 1, "of")).then_some((end + 2, number))
    }

    /// "2567 BE", "B.E. 2567", "Buddhist Era 2567", "the Buddhist year 2567".
    fn read_buddhist_year(&self, at: usize) -> Match<DateExpression> {
        let buddhist =
            |at: usize| self.digits(at).filter(|&(year, length)| length == 4 && (2300..2800).contains(&year));
        if let Some((year, _)) = buddhist(at) {
            let era = self.is_word(at + 1, "buddhist") && self.is_word(at + 2, "era");
            let letters = self.is_any_word(at + 1, &["be", "b.e."]) && self.is_upper(at + 1);
            let end = at + if era { 3 } else { 2 };
            return if era || letters { known_year(end, year as i32 - BUDDHIST_YEARS_AHEAD) } else { None };
        }
        let name = self.skip_any(at, &["the"]);
        let number_at = match self.word(name) {
            "be" | "b.e." if self.is_upper(name) => name + 1,
            "buddhist" if self.is_word(name + 1, "era") => self.skip_year_word(name + 2),
            "buddhist" if self.is_unit(name + 1, Unit::Year) => name + 2,
            _ => return None,
        };
        known_year(number_at + 1, buddhist(number_at)?.0 as i32 - BUDDHIST_YEARS_AHEAD)
    }

    fn skip_year_word(&self, at: usize) -> usize {
        at + usize::from(self.is_unit(at, Unit::Year))
    }

    /// "AD 79", "79 AD", "300 CE", "44 BC", "500 B.C.".
    fn read_common_era_year(&self, at: usize) -> Match<DateExpression> {
        if self.is_any_word(at, &["ad", "a.d."]) && self.is_upper(at) {
            let (year, _) = self.digits(at + 1)?;
            return known_year(at + 2, year as i32);
        }
        let (year, 1..=4) = self.digits(at)? else { return None };
        if !self.is_upper(at + 1) || year == 0 {
            return None;
        }
        match self.word(at + 1) {
            "ad" | "a.d." | "ce" => known_year(at + 2, year as i32),
            "bc" | "b.c." | "bce" => Some((at + 2, DateExpression::BeforeChrist(year))),
            _ => None,
        }
    }
}

fn year_in_era(first: i32, last: i32, number: u32) -> Option<i32> {
    let year = first.checked_add(i32::try_from(number).ok()?.checked_sub(1)?)?;
    (number > 0 && year <= last).then_some(year)
}
