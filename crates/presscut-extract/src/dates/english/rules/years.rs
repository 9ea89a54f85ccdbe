//! Rules for years, decades and centuries: "2024", "’96", "nineteen ninety-six", "the 1990s", "the 20th century".
//!
//! Most of the work is to distinguish years from other numbers of four digits.

use crate::dates::english::lexicon::Meaning;
use crate::dates::english::rules::rule::{FirstToken, Rule, RuleSet};
use crate::dates::english::scanner::{Match, Scanner};
use crate::dates::expression::{DateExpression, YearReference};
use crate::dates::units::Unit;

pub const RULES: RuleSet = RuleSet {
    words: "xiii xiv xv xvi xvii xviii xix xx xxi",
    dates: &[
        Rule {
            starts: &[FirstToken::Decade, FirstToken::Apostrophe, FirstToken::Number, FirstToken::Word],
            read: |scanner, at| scanner.read_decade(at),
        },
        Rule {
            starts: &[FirstToken::Number, FirstToken::Ordinal, FirstToken::Word],
            read: |scanner, at| scanner.read_century(at),
        },
        Rule {
            starts: &[FirstToken::Apostrophe, FirstToken::Number, FirstToken::Word],
            read: |scanner, at| scanner.read_year(at),
        },
    ],
    expressions: &[],
};

/// Years outside this range need a word next to them that shows that they are years ("in 1776").
const PLAIN_YEARS: std::ops::RangeInclusive<u32> = 1900..=2059;

/// Years that "the 1833 constitution" or "(1886)" is enough evidence of.
const EARLY_YEARS: std::ops::Range<i32> = 1500..1900;

/// Two digits from this on are a year of the 20th century.
const TWO_DIGIT_YEAR_PIVOT: u32 = 35;

/// After these words, a number is never a year.
const NUMBERED_THINGS: &[&str] = &[
    "flight",
    "boeing",
    "airbus",
    "windows",
    "route",
    "highway",
    "room",
    "no",
    "number",
    "channel",
    "model",
    "page",
    "chapter",
    "section",
    "article",
    "unit",
    "lot",
    "resolution",
    "bus",
    "train",
    "gate",
    "apollo",
    "area",
    "box",
    "suite",
    "apartment",
    "apt",
];

/// Words that end the name of a street, and of nothing else that a year stands before.
const STREETS: &[&str] = &[
    "Street",
    "St",
    "Road",
    "Rd",
    "Avenue",
    "Ave",
    "Lane",
    "Ln",
    "Boulevard",
    "Blvd",
    "Drive",
    "Dr",
    "Terrace",
    "Crescent",
    "Highway",
    "Hwy",
    "Parkway",
    "Pkwy",
    "Gardens",
    "Grove",
];

/// A street's name has at most this many words: "Old St. Mary’s Harbour Road".
const MAX_STREET_WORDS: usize = 5;

impl Scanner<'_> {
    /// A year that needs no more evidence: "2024", "nineteen ninety-six", "two thousand (and) one", "’96".
    pub fn read_plain_year(&self, at: usize) -> Match<i32> {
        match self.meaning(at) {
            Meaning::Digits { value, length: 4 } if (1000..=2999).contains(&value) => {
                Some((at + 1, value as i32))
            }
            Meaning::Cardinal(19 | 20) => {
                let (end, century) = self.read_cardinal(at)?;
                let (end, year) =
                    self.read_cardinal(self.skip_hyphen(end)).filter(|(_, year)| (10..100).contains(year))?;
                Some((end, (century * 100 + year) as i32))
            }
            Meaning::Cardinal(2) => {
                let (end, year) = self.read_cardinal(at)?;
                (2000..2060).contains(&year).then_some((end, year as i32))
            }
            _ if self.is_mark(at, &["'", "’", "‘"]) && self.is_glued(at + 1) => match self
                .digits(at + 1)?
            {
                // "’96"; "‘90%’" and "the ’10’" are quoted.
                (year, 2)
                    if !self.is_word(at + 2, "s") && !self.is_glued(at) && !self.is_glued_to_word(at + 2) =>
                {
                    Some((at + 2, two_digit_year(year)))
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn is_glued_to_word(&self, at: usize) -> bool {
        let mark = self.is_mark(at, &["%", "'", "’"]) || self.is_lower(at) || self.is_capital(at);
        self.is_glued(at) && mark
    }

    /// A year after a day or a month, which a comma may separate: ", 2024", "2024", "of this year".
    pub fn read_year_after_comma(&self, at: usize) -> Match<YearReference> {
        self.read_year_after(at + usize::from(self.text(at) == ","))
    }

    /// A year after a month, a season or a quarter: "2024", "of 2024", "last year", "of this year".
    pub fn read_year_after(&self, at: usize) -> Match<YearReference> {
        let at = self.skip_any(at, &["of", "in"]);
        if let Some((end, year)) = self.read_plain_year(at) {
            let unit = matches!(self.meaning(end), Meaning::Unit { .. });
            return (!unit).then_some((end, YearReference::Known(year)));
        }
        let shift = match self.word(at) {
            "last" => -1,
            "this" => 0,
            "next" => 1,
            "that" => return self.is_unit(at + 1, Unit::Year).then_some((at + 2, YearReference::Context)),
            _ => return None,
        };
        self.is_unit(at + 1, Unit::Year).then_some((at + 2, YearReference::Offset(shift)))
    }

    /// "2024", "1776" after "in", "the year 2000", "fiscal 1990", "FY2024", and the second year of "2016-19".
    pub fn read_year(&self, at: usize) -> Match<DateExpression> {
        let named = self.skip_year_name(at);
        if named > at {
            let (end, year) = self.read_plain_year(named).or_else(|| self.read_short_fiscal_year(named))?;
            return Some((end, DateExpression::Year(YearReference::Known(year))));
        }
        let (end, year) = self.read_plain_year(at)?;
        let written = self.digits(at).is_some();
        let led = matches!(
            self.word_before(at),
            "in" | "since"
                | "from"
                | "of"
                | "by"
                | "until"
                | "till"
                | "to"
                | "through"
                | "during"
                | "between"
                | "early"
                | "late"
                | "mid"
                | "around"
                | "circa"
        );
        let fits =
            if written { self.is_written_as_year(at, end, led) } else { led || self.text(at) != "two" };
        let plain = PLAIN_YEARS.contains(&(year as u32))
            || (led && !self.is_counted(end))
            || (written && self.is_early_year(at, end, year));
        (fits && plain).then_some((end, DateExpression::Year(YearReference::Known(year))))
    }

    /// "the 1833 constitution", "his 1835 speech", "between 1833 and 1855", "(1886)".
    fn is_early_year(&self, at: usize, end: usize, year: i32) -> bool {
        let before = |back: usize| at.checked_sub(back).map_or("", |token| self.text(token));
        let owned = self.follows_determiner(at);
        let noun = self.is_noun_like(end) || self.is_capital(end);
        let linked = at > 1
            && (self.is_joining_hyphen(at - 1) || self.is_any_word(at - 1, &["and", "or", "to"]))
            && self.read_plain_year(at - 2).is_some();
        let bracketed = before(1) == "(" && (self.text(end) == ")" || self.is_joining_hyphen(end));
        EARLY_YEARS.contains(&year) && (owned && noun && !self.is_counted(end) || linked || bracketed)
    }

    /// Whether "the" or a possessive precedes a token.
    fn follows_determiner(&self, at: usize) -> bool {
        at > 0 && matches!(self.text(at - 1), "the" | "The" | "his" | "her" | "its" | "their")
    }

    /// The token after "the year", "fiscal year" or "FY", where the year itself is; `at` where there are no such words.
    fn skip_year_name(&self, at: usize) -> usize {
        let start = self.skip_any(at, &["the"]);
        if self.is_any_word(start, &["fiscal", "fy"]) {
            return start + 1 + usize::from(self.is_unit(start + 1, Unit::Year));
        }
        if self.is_unit(start, Unit::Year) && start > at && self.read_plain_year(start + 1).is_some() {
            return start + 1;
        }
        at
    }

    /// "FY24".
    fn read_short_fiscal_year(&self, at: usize) -> Match<i32> {
        match self.digits(at)? {
            (year, 2) if self.is_glued(at) => Some((at + 1, two_digit_year(year))),
            _ => None,
        }
    }

    fn is_written_as_year(&self, at: usize, end: usize, led: bool) -> bool {
        if self.is_word(end, "s") && self.is_glued(end) {
            return false;
        }
        if at > 0 {
            let before = self.text(at - 1);
            let range = self.is_joining_hyphen(at - 1) && at > 1 && self.read_plain_year(at - 2).is_some();
            let word = self.follows_time_prefix(at);
            let bracket = [",", "(", "[", "“", "‘", "\"", "'", "’", "—", "--"].contains(&before);
            // "020 7946 2010" is a telephone number.
            let telephone = self.digits(at - 1).is_some_and(|(_, length)| length > 2) && !range;
            if self.is_glued(at) && !range && !word && !bracket || telephone {
                return false;
            }
            if ["$", "£", "€", "¥", "#", "+", "=", "No", "Nos"].contains(&before)
                || NUMBERED_THINGS.contains(&before.to_lowercase().as_str())
            {
                return false;
            }
        }
        if self.is_house_number(at, end) {
            return false;
        }
        if self.is_glued(end) && self.is_mark(end, &["-", "–"]) {
            // "2016-2019" and "2016-19" are years, "2020-mile" and "555-1234" are not.
            let range = matches!(self.meaning(end + 1), Meaning::Digits { length: 2 | 4, .. });
            return range && !(self.is_glued(end + 2) && self.is_mark(end + 2, &["-"]));
        }
        if self.is_glued(end) && self.is_mark(end, &["%", "/", ":", "°"]) {
            // "1985: The first concert" and "2025/26"; "2019:3" is a verse.
            let entry = self.text(end) == ":" && !self.is_glued(end + 1);
            let pair = self.text(end) == "/"
                && matches!(self.meaning(end + 1), Meaning::Digits { length: 2 | 4, .. });
            return entry || pair;
        }
        if self.follows_time_prefix(at) {
            return true;
        }
        // "the 1967 borders", but "the 2000 workers".
        let owned = self.follows_determiner(at);
        let odd = matches!(self.meaning(at), Meaning::Digits { value, .. } if value % 100 != 0);
        (led || owned && odd) && !self.is_surely_counted(end) || !self.is_counted(end)
    }

    /// "post-1959 politics", "mid-2024".
    fn follows_time_prefix(&self, at: usize) -> bool {
        at > 1
            && self.is_joining_hyphen(at - 1)
            && matches!(self.text(at - 2), "mid" | "post" | "pre" | "Post" | "Pre" | "Mid")
    }

    /// "2030 Main Street", "1995 Old Harbour Rd.", "2019 N. 42nd Ave.": the number of a house. "In 1995 Main Street was
    /// closed" has a year.
    fn is_house_number(&self, at: usize, end: usize) -> bool {
        let part = |token: usize| {
            self.is_capital(token)
                || self.digits(token).is_some()
                || self.is_any_word(token, &["st", "nd", "rd", "th"])
                || self.is_mark(token, &[".", "'s", "’s"]) && self.is_glued(token)
        };
        let name = (end..end + MAX_STREET_WORDS).take_while(|token| part(*token));
        let year = matches!(self.word_before(at), "in" | "since" | "by" | "until" | "during");
        !year && name.skip(1).any(|token| STREETS.contains(&self.text(token)))
    }

    /// Whether a noun follows that a number can count: "2000 people", "1990 votes".
    pub fn is_counted(&self, at: usize) -> bool {
        const NO_NOUNS: &[&str] = &[
            "does",
            "elections",
            "series",
            "news",
            "protests",
            "riots",
            "attacks",
            "begins",
            "ends",
            "starts",
            "approaches",
            "opens",
            "comes",
        ];
        let word = self.text(at);
        let plural = word.len() > 3
            && word.ends_with('s')
            && !["ss", "us", "is"].iter().any(|end| word.ends_with(end));
        self.is_surely_counted(at) || (self.is_lower(at) && plural && !NO_NOUNS.contains(&word))
    }

    fn is_surely_counted(&self, at: usize) -> bool {
        const COUNTED: &[&str] = &[
            "people",
            "men",
            "women",
            "children",
            "percent",
            "per",
            "dollars",
            "euros",
            "pounds",
            "yen",
            "troops",
            "soldiers",
            "km",
            "kilometers",
            "kilometres",
            "miles",
            "meters",
            "metres",
            "feet",
            "tons",
            "tonnes",
            "jobs",
            "workers",
            "votes",
            "times",
            "hours",
            "square",
            "million",
            "billion",
            "or",
            "points",
        ];
        let unit = matches!(self.meaning(at), Meaning::Unit { unit, plural } if plural || unit != Unit::Year)
            && !matches!(self.meaning(at), Meaning::Unit { unit: Unit::Quarter, .. });
        unit || (COUNTED.contains(&self.text(at)) && self.text(at) != "or")
    }

    /// "the 1990s", "1990s", "the '90s", "the nineties"; "the 1800s" are a century.
    pub fn read_decade(&self, at: usize) -> Match<DateExpression> {
        let start = self.skip_any(at, &["the"]);
        let number = start + usize::from(self.is_mark(start, &["'", "’", "‘"]));
        let s = |at: usize| self.is_glued(at) && (self.is_word(at, "s") || self.is_mark(at, &["’s", "'s"]));
        if let Some((value, length)) = self.digits(number) {
            if !s(number + 1) || value % 10 != 0 {
                return None;
            }
            if length == 4 && (1000..2000).contains(&value) && value % 100 == 0 {
                return Some((number + 2, DateExpression::Century(value as i32 / 100)));
            }
            let decade = match length {
                4 if (1000..=2090).contains(&value) => value as i32 / 10,
                2 if number > start || start > at || self.continues_decades(at) => {
                    if value < 20 {
                        200 + value as i32 / 10
                    } else {
                        190 + value as i32 / 10
                    }
                }
                _ => return None,
            };
            return Some((number + 2, DateExpression::Decade(decade)));
        }
        match self.meaning(start) {
            Meaning::Decade(decade) if start > at || self.continues_decades(at) => {
                Some((start + 1, DateExpression::Decade(decade)))
            }
            _ => None,
        }
    }

    /// "70s" after "the 1960s and", "nineties" after "early".
    fn continues_decades(&self, at: usize) -> bool {
        // "in her early 30s".
        let age = at > 1 && matches!(self.text(at - 2), "his" | "her" | "their" | "my" | "your" | "our");
        if age {
            return false;
        }
        let and = at > 1 && self.is_any_word(at - 1, &["and", "or", "to"]) && self.is_word(at - 2, "s");
        and || matches!(self.word_before(at), "early" | "late" | "mid")
            || at > 1 && self.is_joining_hyphen(at - 1) && self.is_word(at - 2, "mid")
    }

    /// "XIX" of "the XIX century".
    fn read_roman_numeral(&self, at: usize) -> Match<u32> {
        const ROMAN: [&str; 9] = ["xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx", "xxi"];
        let word = self.word(at);
        let number = if word.starts_with('x') { ROMAN.iter().position(|roman| *roman == word) } else { None };
        let number = number.filter(|_| self.is_upper(at))?;
        Some((at + 1, number as u32 + 13))
    }

    /// "the 20th century", "21st-century", "the XIX century".
    pub fn read_century(&self, at: usize) -> Match<DateExpression> {
        let start = self.skip_any(at, &["the"]);
        let (end, number) = self.read_ordinal(start).or_else(|| self.read_roman_numeral(start))?;
        let end = self.skip_hyphen(end);
        (self.is_unit(end, Unit::Century) && (5..=22).contains(&number))
            .then_some((end + 1, DateExpression::Century(number as i32 - 1)))
    }
}

/// The four-digit year. POSIX reads "69" as 1969 and "68" as 2068; news mostly speaks of the past, so the pivot is lower.
pub fn two_digit_year(year: u32) -> i32 {
    year as i32 + if year >= TWO_DIGIT_YEAR_PIVOT { 1900 } else { 2000 }
}
