//! Rules for parts of a year: quarters, halves, seasons, and the fiscal years and periods of company reports.

use crate::dates::english::lexicon::{Lex, Season, Unit};
use crate::dates::english::rules::years::two_digit_year;
use crate::dates::english::scanner::{Found, Scanner};
use crate::dates::expression::{Base, Calendar, Which, Year};

impl Season {
    /// As TimeML writes it after the year.
    pub fn as_str(self) -> &'static str {
        match self {
            Season::Spring => "SP",
            Season::Summer => "SU",
            Season::Fall => "FA",
            Season::Winter => "WI",
        }
    }
}

impl Scanner<'_, '_> {
    /// "the third quarter of 1989", "third-quarter", "this year's third quarter", "the year-ago third quarter", "the 1989
    /// third quarter", "Q3 2024", "2Q 2024".
    pub fn quarter(&self, at: usize) -> Found<Calendar> {
        let (start, year_before) = self.year_before(at);
        if let Some((end, quarter)) = self.short_quarter(start) {
            let short = self.digits(end).filter(|&(_, length)| length == 2 && self.glued(end));
            if let Some((year, _)) = short {
                return Some((
                    end + 1,
                    Calendar::Quarter { year: Year::Known(two_digit_year(year)), quarter },
                ));
            }
            let (end, year) = self.year_after(end, false).unwrap_or((end, year_before));
            return Some((end, Calendar::Quarter { year, quarter }));
        }
        let start = self.after(start, &["fiscal"]);
        let start =
            if self.word(start.wrapping_sub(1)) == "fiscal" { self.after_hyphen(start) } else { start };
        let (end, quarter) = self.ordinal(start).filter(|(_, quarter)| (1..=4).contains(quarter))?;
        let noun = self.after(self.after_hyphen(end), &["fiscal"]);
        if !self.is_unit(noun, Unit::Quarter) {
            return None;
        }
        // "the first quarter-century".
        if self.joined(noun + 1) && matches!(self.lex(noun + 2), Lex::Unit { .. }) {
            return None;
        }
        // "the third-quarter loss": the article is the noun's.
        if noun > end && self.joined(end) && start == at + 1 && self.is(at, "the") {
            return None;
        }
        let told = self.year_after(noun + 1, false).or_else(|| self.of_the_year(noun + 1));
        let (end, year) = told.unwrap_or((noun + 1, year_before));
        Some((end, Calendar::Quarter { year, quarter }))
    }

    /// "of the year": the one of publication.
    pub fn of_the_year(&self, at: usize) -> Found<Year> {
        let year =
            self.is_any(at, &["of", "in"]) && self.is(at + 1, "the") && self.is_unit(at + 2, Unit::Year);
        (year && !self.joined(at + 3)).then_some((at + 3, Year::Which(Which::Bare)))
    }

    fn short_quarter(&self, at: usize) -> Found<u32> {
        if let Some((quarter @ 1..=4, 1)) = self.digits(at) {
            let letter = self.glued(at + 1) && self.is(at + 1, "q") && self.is_capital(at + 1);
            return letter.then_some((at + 2, quarter));
        }
        if self.is(at, "q") && self.is_capital(at) && self.glued(at + 1) {
            let (quarter, _) = self.digits(at + 1).filter(|(quarter, _)| (1..=4).contains(quarter))?;
            return Some((at + 2, quarter));
        }
        None
    }

    /// "the 1989", "this year's", "the": what may stand before a quarter.
    fn year_before(&self, at: usize) -> (usize, Year) {
        let shift = match self.word(at) {
            "last" => Some(-1),
            "this" => Some(0),
            "next" => Some(1),
            _ => None,
        };
        if let Some(shift) = shift {
            if self.is_unit(at + 1, Unit::Year) && self.is_mark(at + 2, &["'s", "’s"]) {
                return (at + 3, Year::Shift(shift));
            }
            return (at, Year::Which(Which::Bare));
        }
        let start = self.after(at, &["the"]);
        if let Some((end, _)) = self.year_ago_word(start) {
            return (end, Year::Shift(-1));
        }
        match self.plain_year(start) {
            Some((end, year)) => (end + usize::from(self.is_mark(end, &["'s", "’s"])), Year::Known(year)),
            None => (start, Year::Which(Which::Bare)),
        }
    }

    /// "the first half of 2024", "the first half of this year", "H1 2024".
    pub fn half(&self, at: usize) -> Found<Calendar> {
        let (start, year_before) = self.year_before(at);
        if self.is(start, "h") && self.is_capital(start) && self.glued(start + 1) {
            let (half, _) = self.digits(start + 1).filter(|(half, _)| (1..=2).contains(half))?;
            let (end, year) = self.year_after(start + 2, false)?;
            return Some((end, Calendar::Half { year, half }));
        }
        let (end, half) = match self.word(start) {
            "last" | "latter" => (start + 1, 2),
            _ => self.ordinal(start).filter(|(_, half)| (1..=2).contains(half))?,
        };
        let noun = self.after_hyphen(end);
        if !self.is(noun, "half") {
            return None;
        }
        match (self.year_after(noun + 1, false).or_else(|| self.of_the_year(noun + 1)), year_before) {
            (Some((end, year)), _) => Some((end, Calendar::Half { year, half })),
            (None, Year::Which(_)) => None,
            (None, year) => Some((noun + 1, Calendar::Half { year, half })),
        }
    }

    /// "last summer", "this fall", "the summer of 2020", "spring 2020", "in the winter".
    pub fn season(&self, at: usize) -> Found<Calendar> {
        let (start, which) = match self.word(at) {
            "last" => (at + 1, Which::Last),
            "this" => (self.after(at + 1, &["past", "coming"]), Which::This),
            "next" => (at + 1, Which::Next),
            "the" => (self.after(at + 1, &["early", "late"]), Which::Bare),
            _ => (at, Which::Bare),
        };
        let which = match self.word(start.wrapping_sub(1)) {
            "past" => Which::Last,
            "coming" => Which::Next,
            _ => which,
        };
        let Lex::Season(season) = self.lex(start) else { return None };
        if let Some((end, year)) = self.year_after(start + 1, false) {
            return Some((end, Calendar::Season { year, season }));
        }
        let led = matches!(
            self.before(at),
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
        let told = which != Which::Bare || (led && !self.is_lower(start + 1)) || (led && self.is(at, "the"));
        let noun = self.is(start + 1, "of")
            || (which == Which::Bare && self.is_noun_like(start + 1))
            || self.joined(start + 1)
            || self.is_mark(start + 1, &["'s", "’s"]);
        (told && !noun).then_some((start + 1, Calendar::Season { year: Year::Which(which), season }))
    }

    /// "the fiscal year", "the full year", "the latest fiscal year", "the 1988 period", "the week".
    pub fn fiscal_year(&self, at: usize) -> Found<Calendar> {
        if !self.is(at, "the") {
            return None;
        }
        if let Some((end, year)) = self.plain_year(at + 1) {
            if self.is(end, "period") || self.is_unit(end, Unit::Quarter) {
                return Some((end + 1, Calendar::SamePeriod(year)));
            }
            let noun = self.after(end, &["fiscal", "calendar"]);
            let fiscal = noun > end && self.is_unit(noun, Unit::Year);
            return fiscal.then_some((noun + 1, Calendar::Year(Year::Known(year))));
        }
        let noun = self.after(at + 1, &["latest", "current"]);
        let noun = self.after(noun, &["full"]);
        let noun = self.after(noun, &["fiscal"]);
        if self.is_any(noun + 1, &["ended", "ending"]) {
            return None;
        }
        let shift = |unit| Calendar::Shift { unit, count: 0, base: Base::Publication };
        if noun > at + 1 && self.is_unit(noun, Unit::Year) {
            return Some((noun + 1, shift(Unit::Year)));
        }
        let Lex::Unit { unit: unit @ (Unit::Week | Unit::Month | Unit::Year), plural: false } =
            self.lex(at + 1)
        else {
            return None;
        };
        let goes_on = self.is_any(at + 2, &["of", "before", "after", "that", "ended", "ending"])
            || self.is_noun_like(at + 2)
            || matches!(self.text(at + 2), "when" | "in" | "he" | "she" | "it" | "they" | "we" | "i" | "I")
            || self.digits(at + 2).is_some()
            || self.joined(at + 2);
        // "Person of the Year".
        let title = self.is_capital(at + 1) && !self.is_upper(at + 1);
        let found = if unit == Unit::Month { Calendar::TheMonth } else { shift(unit) };
        (!goes_on && !title).then_some((at + 2, found))
    }

    /// "the corresponding period last year", "the same quarter a year ago", "the comparable year-ago quarter", "last
    /// year’s quarter", "the same month last year".
    pub fn comparable_period(&self, at: usize) -> Found<Calendar> {
        let period = |at: usize| self.is(at, "period") || self.is_unit(at, Unit::Quarter);
        if self.is(at, "last") && self.is_unit(at + 1, Unit::Year) && self.is_mark(at + 2, &["'s", "’s"]) {
            return period(at + 3).then_some((at + 4, Calendar::YearAgo(Base::Publication)));
        }
        let like =
            self.is(at, "the") && self.is_any(at + 1, &["corresponding", "comparable", "same", "like"]);
        if !like {
            return None;
        }
        if let Some((end, _)) = self.year_ago_word(at + 2) {
            return period(end).then_some((end + 1, Calendar::YearAgo(Base::Publication)));
        }
        let month = self.is_unit(at + 2, Unit::Month);
        if !period(at + 2) && !month {
            return None;
        }
        let end = self.after(self.after(at + 3, &["of", "in"]), &["a"]);
        let last = self.is(end, "last") && self.is_unit(end + 1, Unit::Year);
        let ago = self.is_unit(end, Unit::Year) && self.is_any(end + 1, &["ago", "earlier", "before"]);
        let found = if month { Calendar::MonthYearAgo } else { Calendar::YearAgo(Base::Publication) };
        (last || ago).then_some((end + 2, found))
    }

    /// "year-ago", "year-earlier".
    pub fn year_ago_word(&self, at: usize) -> Found<()> {
        let word =
            self.is_unit(at, Unit::Year) && self.joined(at + 1) && self.is_any(at + 2, &["ago", "earlier"]);
        word.then_some((at + 3, ()))
    }

    /// "the latest quarter", "the quarter", "the period".
    pub fn latest_quarter(&self, at: usize) -> Found<Calendar> {
        if !self.is(at, "the") {
            return None;
        }
        let latest = self.is(at + 1, "latest");
        let noun = at + 1 + usize::from(latest);
        let period = latest && self.is(noun, "period");
        // "the quarter of the voters" is a share.
        let share = self.is(noun + 1, "of") && self.digits(noun + 2).is_none();
        (self.is_unit(noun, Unit::Quarter) && !self.joined(noun + 1) && !share || period)
            .then_some((noun + 1, Calendar::LatestQuarter))
    }
}
