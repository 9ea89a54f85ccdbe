//! Rules for parts of a year: quarters, halves, seasons, and the fiscal years and periods of company reports.

use crate::dates::english::lexicon::Meaning;
use crate::dates::english::rules::rule::{FirstToken, Rule, RuleSet};
use crate::dates::english::rules::years::two_digit_year;
use crate::dates::english::scanner::{Match, Scanner};
use crate::dates::expression::{Anchor, DateExpression, Deixis, YearReference};
use crate::dates::units::{Season, Unit};

pub const RULES: RuleSet = RuleSet {
    words: "",
    dates: &[
        Rule {
            starts: &[FirstToken::Unit, FirstToken::Number, FirstToken::Ordinal, FirstToken::Word],
            read: |scanner, at| scanner.read_quarter(at),
        },
        Rule {
            starts: &[FirstToken::Number, FirstToken::Ordinal, FirstToken::Word],
            read: |scanner, at| scanner.read_half(at),
        },
        Rule { starts: &[FirstToken::Season, FirstToken::Word], read: |scanner, at| scanner.read_season(at) },
        Rule { starts: &[FirstToken::Word], read: |scanner, at| scanner.read_latest_quarter(at) },
        Rule { starts: &[FirstToken::Word], read: |scanner, at| scanner.read_comparable_period(at) },
        Rule { starts: &[FirstToken::Word], read: |scanner, at| scanner.read_fiscal_period(at) },
    ],
    expressions: &[],
};

impl Scanner<'_> {
    /// "the third quarter of 1989", "third-quarter", "this year's third quarter", "the year-ago third quarter", "the 1989
    /// third quarter", "Q3 2024", "2Q 2024".
    pub fn read_quarter(&self, at: usize) -> Match<DateExpression> {
        let (start, year_before) = self.read_year_before(at);
        if let Some((end, quarter)) = self.read_short_quarter(start) {
            let short = self.digits(end).filter(|&(_, length)| length == 2 && self.is_glued(end));
            if let Some((year, _)) = short {
                return Some((
                    end + 1,
                    DateExpression::Quarter { year: YearReference::Known(two_digit_year(year)), quarter },
                ));
            }
            let (end, year) = self.read_year_after(end).unwrap_or((end, year_before));
            return Some((end, DateExpression::Quarter { year, quarter }));
        }
        let start = self.skip_any(start, &["fiscal"]);
        let start =
            if self.word(start.wrapping_sub(1)) == "fiscal" { self.skip_hyphen(start) } else { start };
        let (end, quarter) = self.read_ordinal(start).filter(|(_, quarter)| (1..=4).contains(quarter))?;
        let noun = self.skip_any(self.skip_hyphen(end), &["fiscal"]);
        if !self.is_unit(noun, Unit::Quarter) {
            return None;
        }
        // "the first quarter-century".
        if self.is_joining_hyphen(noun + 1) && matches!(self.meaning(noun + 2), Meaning::Unit { .. }) {
            return None;
        }
        // "the third-quarter loss": the article belongs to the noun.
        if noun > end && self.is_joining_hyphen(end) && start == at + 1 && self.is_word(at, "the") {
            return None;
        }
        let given = self.read_year_after(noun + 1).or_else(|| self.read_of_the_year(noun + 1));
        let (end, year) = given.unwrap_or((noun + 1, year_before));
        Some((end, DateExpression::Quarter { year, quarter }))
    }

    /// "of the year": the year of publication.
    pub fn read_of_the_year(&self, at: usize) -> Match<YearReference> {
        let year = self.is_any_word(at, &["of", "in"])
            && self.is_word(at + 1, "the")
            && self.is_unit(at + 2, Unit::Year);
        (year && !self.is_joining_hyphen(at + 3))
            .then_some((at + 3, YearReference::Deictic(Deixis::Unmarked)))
    }

    fn read_short_quarter(&self, at: usize) -> Match<u32> {
        if let Some((quarter @ 1..=4, 1)) = self.digits(at) {
            let letter = self.is_glued(at + 1) && self.is_word(at + 1, "q") && self.is_capital(at + 1);
            return letter.then_some((at + 2, quarter));
        }
        if self.is_word(at, "q") && self.is_capital(at) && self.is_glued(at + 1) {
            let (quarter, _) = self.digits(at + 1).filter(|(quarter, _)| (1..=4).contains(quarter))?;
            return Some((at + 2, quarter));
        }
        None
    }

    /// "the 1989", "this year's", "the" before a quarter or a half: the token after it, and the year.
    fn read_year_before(&self, at: usize) -> (usize, YearReference) {
        let shift = match self.word(at) {
            "last" => Some(-1),
            "this" => Some(0),
            "next" => Some(1),
            _ => None,
        };
        if let Some(shift) = shift {
            if self.is_unit(at + 1, Unit::Year) && self.is_mark(at + 2, &["'s", "’s"]) {
                return (at + 3, YearReference::Offset(shift));
            }
            return (at, YearReference::Deictic(Deixis::Unmarked));
        }
        let start = self.skip_any(at, &["the"]);
        if let Some((end, _)) = self.read_year_ago_word(start) {
            return (end, YearReference::Offset(-1));
        }
        match self.read_plain_year(start) {
            Some((end, year)) => {
                (end + usize::from(self.is_mark(end, &["'s", "’s"])), YearReference::Known(year))
            }
            None => (start, YearReference::Deictic(Deixis::Unmarked)),
        }
    }

    /// "the first half of 2024", "the first half of this year", "H1 2024".
    pub fn read_half(&self, at: usize) -> Match<DateExpression> {
        let (start, year_before) = self.read_year_before(at);
        if self.is_word(start, "h") && self.is_capital(start) && self.is_glued(start + 1) {
            let (half, _) = self.digits(start + 1).filter(|(half, _)| (1..=2).contains(half))?;
            let (end, year) = self.read_year_after(start + 2)?;
            return Some((end, DateExpression::Half { year, half }));
        }
        let (end, half) = match self.word(start) {
            "last" | "latter" => (start + 1, 2),
            _ => self.read_ordinal(start).filter(|(_, half)| (1..=2).contains(half))?,
        };
        let noun = self.skip_hyphen(end);
        if !self.is_word(noun, "half") {
            return None;
        }
        match (self.read_year_after(noun + 1).or_else(|| self.read_of_the_year(noun + 1)), year_before) {
            (Some((end, year)), _) => Some((end, DateExpression::Half { year, half })),
            (None, YearReference::Deictic(_)) => None,
            (None, year) => Some((noun + 1, DateExpression::Half { year, half })),
        }
    }

    /// "last summer", "this fall", "the summer of 2020", "spring 2020", "in the winter".
    pub fn read_season(&self, at: usize) -> Match<DateExpression> {
        let (start, deixis) = match self.word(at) {
            "last" => (at + 1, Deixis::Last),
            "this" => (self.skip_any(at + 1, &["past", "coming"]), Deixis::This),
            "next" => (at + 1, Deixis::Next),
            "the" => (self.skip_any(at + 1, &["early", "late"]), Deixis::Unmarked),
            _ => (at, Deixis::Unmarked),
        };
        let deixis = match self.word(start.wrapping_sub(1)) {
            "past" => Deixis::Last,
            "coming" => Deixis::Next,
            _ => deixis,
        };
        let Meaning::Season(season) = self.meaning(start) else { return None };
        // "prices will fall in 2023".
        let verb = |word: &str| {
            matches!(
                word,
                "will"
                    | "to"
                    | "would"
                    | "could"
                    | "can"
                    | "may"
                    | "might"
                    | "should"
                    | "not"
                    | "they"
                    | "also"
            )
        };
        if start == at && at > 0 && self.is_lower(at) && verb(self.text(at - 1)) {
            return None;
        }
        if let Some((end, year)) = self.read_year_after(start + 1) {
            return Some((end, DateExpression::Season { year, season }));
        }
        if let Some(year) = self.read_year_of_next_season(start + 1, season) {
            return Some((start + 1, DateExpression::Season { year: YearReference::Known(year), season }));
        }
        let led = matches!(
            self.word_before(at),
            "in" | "by"
                | "until"
                | "since"
                | "during"
                | "early"
                | "late"
                | "mid"
                | "through"
                | "over"
                | "into"
                | "before"
                | "after"
                | "for"
        );
        let is_specific = deixis != Deixis::Unmarked
            || (led && !self.is_lower(start + 1))
            || (led && self.is_word(at, "the"));
        // "the summer months" are those of any year.
        let noun = self.is_word(start + 1, "of")
            || deixis == Deixis::Unmarked
                && matches!(self.meaning(start + 1), Meaning::Unit { plural: true, .. })
            || (deixis == Deixis::Unmarked && self.is_noun_like(start + 1))
            || self.is_joining_hyphen(start + 1)
            || self.is_mark(start + 1, &["'s", "’s"]);
        (is_specific && !noun)
            .then_some((start + 1, DateExpression::Season { year: YearReference::Deictic(deixis), season }))
    }

    /// The year that "autumn" takes from "winter 2024" in "autumn/winter 2024"; `at` is the token after it. A winter
    /// belongs to the year of its December, so that of "winter and spring 2024" is 2023's.
    fn read_year_of_next_season(&self, at: usize, season: Season) -> Option<i32> {
        let next = self.skip_pair_link(at)?;
        let Meaning::Season(second) = self.meaning(next) else { return None };
        match self.read_year_after(next + 1)?.1 {
            YearReference::Known(year) => {
                Some(year - i32::from(season == Season::Winter && second != Season::Winter))
            }
            _ => None,
        }
    }

    /// "the fiscal year", "the full year", "the latest fiscal year", "the 1988 period", "the week".
    pub fn read_fiscal_period(&self, at: usize) -> Match<DateExpression> {
        if !self.is_word(at, "the") {
            return None;
        }
        if let Some((end, year)) = self.read_plain_year(at + 1) {
            if self.is_word(end, "period") || self.is_unit(end, Unit::Quarter) {
                return Some((end + 1, DateExpression::SamePeriodOfYear(year)));
            }
            let noun = self.skip_any(end, &["fiscal", "calendar"]);
            let fiscal = noun > end && self.is_unit(noun, Unit::Year);
            return fiscal.then_some((noun + 1, DateExpression::Year(YearReference::Known(year))));
        }
        let noun = self.skip_any(at + 1, &["latest", "current"]);
        let noun = self.skip_any(noun, &["full"]);
        let noun = self.skip_any(noun, &["fiscal"]);
        if self.is_any_word(noun + 1, &["ended", "ending"]) {
            return None;
        }
        let shift = |unit| DateExpression::Offset { unit, count: 0, anchor: Anchor::Publication };
        if noun > at + 1 && self.is_unit(noun, Unit::Year) {
            return Some((noun + 1, shift(Unit::Year)));
        }
        let Meaning::Unit { unit: unit @ (Unit::Week | Unit::Month | Unit::Year), plural: false } =
            self.meaning(at + 1)
        else {
            return None;
        };
        let goes_on = self
            .is_any_word(at + 2, &["before", "after", "that", "ended", "ending", "since"])
            // "the year of the flood", but "a high for the year of $42".
            || self.is_word(at + 2, "of") && !self.is_mark(at + 3, &["$", "£", "€", "¥"])
            || self.is_noun_like(at + 2)
            || matches!(self.text(at + 2), "when" | "in" | "he" | "she" | "it" | "they" | "we" | "i" | "I")
            || self.digits(at + 2).is_some()
            || self.is_joining_hyphen(at + 2)
            || self.is_predicate_of_clause(at)
            || self.is_part_of_any(at);
        // "Person of the Year".
        let title = self.is_capital(at + 1) && !self.is_upper(at + 1);
        let found = if unit == Unit::Month { DateExpression::DiscourseMonth } else { shift(unit) };
        (!goes_on && !title).then_some((at + 2, found))
    }

    /// "the day of the week you book", "at this time of the year": of every week and year.
    fn is_part_of_any(&self, at: usize) -> bool {
        let noun = at.wrapping_sub(2);
        let part = matches!(self.text(noun), "day" | "days" | "time" | "times")
            && !matches!(self.meaning(noun.wrapping_sub(1)), Meaning::Ordinal(_))
            && !self.is_any_word(noun.wrapping_sub(1), &["first", "last", "final"])
            && !matches!(self.text(noun.wrapping_sub(1)), "closing" | "opening" | "remaining");
        part && self.is_word(at.wrapping_sub(1), "of")
    }

    /// "2031 will be the year this gets fixed".
    fn is_predicate_of_clause(&self, at: usize) -> bool {
        let copula = at.checked_sub(1).is_some_and(|before| {
            matches!(self.text(before), "be" | "is" | "was" | "been" | "become" | "became")
        });
        copula && (self.is_lower(at + 2) || self.is_capital(at + 2))
    }

    /// "the corresponding period last year", "the same quarter a year ago", "the comparable year-ago quarter", "last
    /// year’s quarter", "the same month last year".
    pub fn read_comparable_period(&self, at: usize) -> Match<DateExpression> {
        let period = |at: usize| self.is_word(at, "period") || self.is_unit(at, Unit::Quarter);
        if self.is_word(at, "last") && self.is_unit(at + 1, Unit::Year) && self.is_mark(at + 2, &["'s", "’s"])
        {
            return period(at + 3).then_some((at + 4, DateExpression::YearAgo(Anchor::Publication)));
        }
        let like = self.is_word(at, "the")
            && self.is_any_word(at + 1, &["corresponding", "comparable", "same", "like"]);
        if !like {
            return None;
        }
        if let Some((end, _)) = self.read_year_ago_word(at + 2) {
            return period(end).then_some((end + 1, DateExpression::YearAgo(Anchor::Publication)));
        }
        let month = self.is_unit(at + 2, Unit::Month);
        if !period(at + 2) && !month {
            return None;
        }
        let end = self.skip_any(self.skip_any(at + 3, &["of", "in"]), &["a"]);
        let last = self.is_word(end, "last") && self.is_unit(end + 1, Unit::Year);
        let ago = self.is_unit(end, Unit::Year) && self.is_any_word(end + 1, &["ago", "earlier", "before"]);
        let found = if month {
            DateExpression::SameMonthLastYear
        } else {
            DateExpression::YearAgo(Anchor::Publication)
        };
        (last || ago).then_some((end + 2, found))
    }

    /// "year-ago", "year-earlier".
    pub fn read_year_ago_word(&self, at: usize) -> Match<()> {
        let word = self.is_unit(at, Unit::Year)
            && self.is_joining_hyphen(at + 1)
            && self.is_any_word(at + 2, &["ago", "earlier"]);
        word.then_some((at + 3, ()))
    }

    /// "the latest quarter", "the quarter", "the period".
    pub fn read_latest_quarter(&self, at: usize) -> Match<DateExpression> {
        if !self.is_word(at, "the") {
            return None;
        }
        let latest = self.is_word(at + 1, "latest");
        let noun = at + 1 + usize::from(latest);
        let period = latest && self.is_word(noun, "period");
        // "the quarter of the voters" is a share.
        let share = self.is_word(noun + 1, "of") && self.digits(noun + 2).is_none();
        (self.is_unit(noun, Unit::Quarter) && !self.is_joining_hyphen(noun + 1) && !share || period)
            .then_some((noun + 1, DateExpression::LatestQuarter))
    }
}
