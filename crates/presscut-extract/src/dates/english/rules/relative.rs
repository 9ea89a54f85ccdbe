//! Rules for stretches of the calendar that are told from the day of publication or from another date of the text.

use crate::dates::english::lexicon::{Lex, Unit};
use crate::dates::english::scanner::{Found, Scanner};
use crate::dates::expression::{Amount, Base, Calendar, Side, Which, Year};

impl Scanner<'_, '_> {
    /// "today", "yesterday", "the day before yesterday", "the day after tomorrow".
    pub fn deictic_day(&self, at: usize) -> Found<Calendar> {
        let shift = |end, count| {
            let base = Base::Publication;
            Some((end, Calendar::Shift { unit: Unit::Day, count, base }))
        };
        let start = self.after(at, &["the"]);
        if self.is_unit(start, Unit::Day) {
            return match (self.word(start + 1), self.word(start + 2)) {
                ("before", "yesterday") => shift(start + 3, -2),
                ("after", "tomorrow") => shift(start + 3, 2),
                _ => None,
            };
        }
        // "VOA Today", "Tomorrow Group": names.
        let beside = self.is_capital(at + 1) || at > 0 && self.is_capital(at - 1);
        // "USA TODAY" too, where the text around it is not all capitals.
        let shouted = self.is_upper(at) && (self.is_upper(at + 1) || at > 1 && self.is_upper(at - 2));
        if self.is_capital(at) && beside && !self.opens_sentence(at) && !shouted {
            return None;
        }
        match self.word(at) {
            "today" => shift(at + 1, 0),
            "yesterday" => shift(at + 1, -1),
            "tomorrow" => shift(at + 1, 1),
            _ => None,
        }
    }

    /// "Tuesday", "last Friday", "Thursday last week", "this coming Monday", "the previous Sunday", "a week ago Friday".
    pub fn weekday_rule(&self, at: usize) -> Found<Calendar> {
        if let Some(found) = self.weekday_beside(at) {
            return Some(found);
        }
        let start = self.after(at, &["the"]);
        let (day_at, which) = match self.word(start) {
            "last" | "past" | "previous" => (start + 1, Which::Last),
            "next" | "coming" | "following" => (start + 1, Which::Next),
            "this" if self.is_any(start + 1, &["coming", "past"]) => {
                (start + 2, if self.is(start + 1, "past") { Which::Last } else { Which::Next })
            }
            "this" => (start + 1, Which::This),
            _ if start > at => return None,
            _ => (at, Which::Bare),
        };
        let (end, day) = self.weekday(day_at)?;
        if which == Which::Bare && self.is_title(day_at, end) {
            return None;
        }
        let of = self.after(end, &["of"]);
        let weeks = match self.word(of) {
            "last" => Some(-1),
            "this" => Some(0),
            "next" => Some(1),
            _ => None,
        };
        if let Some(weeks) = weeks.filter(|_| self.is_unit(of + 1, Unit::Week)) {
            return Some((of + 2, Calendar::Weekday { day, which, weeks: Some(weeks) }));
        }
        Some((end, Calendar::Weekday { day, which, weeks: None }))
    }

    /// "the following Tuesday", "the previous Friday", "the next Monday".
    fn weekday_beside(&self, at: usize) -> Found<Calendar> {
        let side = match self.word(at + 1) {
            "following" | "next" => Side::Future,
            "previous" => Side::Past,
            _ => return None,
        };
        let (end, day) = self.weekday(at + 2).filter(|_| self.is(at, "the"))?;
        Some((end, Calendar::WeekdayBeside { day, side }))
    }

    /// "the week of March 6", "the weekend of March 9".
    pub fn week_of(&self, at: usize) -> Found<Calendar> {
        let weekend = self.is_unit(at + 1, Unit::Weekend);
        let week =
            self.is(at, "the") && (weekend || self.is_unit(at + 1, Unit::Week)) && self.is(at + 2, "of");
        let (end, day) = self.plain_day(at + 3).filter(|_| week)?;
        match day {
            Calendar::Day { year, month, day } => Some((end, Calendar::WeekOf { year, month, day, weekend })),
            _ => None,
        }
    }

    /// "Friday Night Lights", "Monday Night Football", "Super Tuesday", "Bloody Sunday": names, not days.
    fn is_title(&self, at: usize, end: usize) -> bool {
        let part =
            matches!(self.lex(end), Lex::DayPart(_)) && self.is_capital(end) && self.is_capital(end + 1);
        let named = at > 0
            && matches!(self.text(at - 1), "Super" | "Bloody" | "Black" | "Cyber" | "Ash" | "Palm" | "Ruby");
        part || named
    }

    /// "last year", "this week", "next month", "the past year", "the current quarter", "the coming week".
    pub fn this_unit(&self, at: usize) -> Found<Calendar> {
        let start = self.after(at, &["the"]);
        let the = start > at;
        let adjective = self.word(start);
        let noun = self.after(start + 1, &["fiscal", "full", "past", "coming", "calendar"]);
        let Lex::Unit { unit, plural: false } = self.lex(noun) else { return self.last_month(at) };
        if matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) || self.makes_compound(noun) {
            return None;
        }
        // ABC's "This Week".
        if self.is_capital(noun) && !self.opens_sentence(noun) && !self.is_upper(noun) {
            return None;
        }
        let day = unit == Unit::Day;
        let (count, base) = match adjective {
            "this" if self.word(noun - 1) == "past" => (-1, Base::Publication),
            "this" if self.word(noun - 1) == "coming" => (1, Base::Publication),
            "this" if !the && !day => (0, Base::Publication),
            "current" if !day => (0, Base::Publication),
            // "the past decade" is ten years ([`Self::duration`]), and not the one before this.
            "last" | "past" | "next" | "coming" | "previous" if the && unit == Unit::Decade => return None,
            // "the last week of the trial".
            "last" if the && unit != Unit::Quarter && self.is(noun + 1, "of") => return None,
            "last" if !day => (-1, Base::Publication),
            "past" if the && !day => (-1, Base::Publication),
            "next" if !the && !day => (1, Base::Publication),
            "coming" | "upcoming" if !day => (1, Base::Publication),
            // "within the next month".
            "next" if the && matches!(self.before(at), "within" | "over") => (1, Base::Publication),
            "next" | "following" if the => (1, Base::Context),
            "previous" | "preceding" if the => (-1, Base::Context),
            "same" if the => (0, Base::Context),
            "that" if !the => (0, Base::Context),
            _ => return None,
        };
        // "that same day".
        Some((noun + 1, Calendar::Shift { unit, count, base }))
    }

    /// "last October", "this March", "next May".
    fn last_month(&self, at: usize) -> Found<Calendar> {
        let (which, month_at) = match self.word(at) {
            "last" => (Which::Last, at + 1),
            "this" if self.is(at + 1, "past") => (Which::Last, at + 2),
            "this" if self.is(at + 1, "coming") => (Which::Next, at + 2),
            "this" => (Which::This, at + 1),
            "next" => (Which::Next, at + 1),
            "that" => {
                let (end, month) = self.month(at + 1)?;
                return Some((end, Calendar::Month { year: Year::Context, month }));
            }
            _ => return None,
        };
        match self.month_first(month_at)? {
            (end, Calendar::Month { year: Year::Which(_), month }) => {
                Some((end, Calendar::Month { year: Year::Which(which), month }))
            }
            (end, Calendar::Day { year: Year::Which(_), month, day }) => {
                Some((end, Calendar::Day { year: Year::Which(which), month, day }))
            }
            _ => None,
        }
    }

    /// "week-long", "year-old": a unit that makes a word of another kind.
    fn makes_compound(&self, noun: usize) -> bool {
        self.joined(noun + 1) && !self.is_any(noun + 2, &["earlier", "ago", "end"])
    }

    /// "that same day", "the same day", "the week of March 5".
    pub fn same_unit(&self, at: usize) -> Found<Calendar> {
        if self.is(at, "that") && self.is(at + 1, "same") {
            let Lex::Unit { unit, plural: false } = self.lex(at + 2) else { return None };
            return Some((at + 3, Calendar::Shift { unit, count: 0, base: Base::Context }));
        }
        self.unit_beside(at)
    }

    /// "the day before", "the month before": from the date that the text spoke of. In "the day before the vote", the vote
    /// has that date, and the expression is "the day"; in "the day before Christmas", Christmas has.
    fn unit_beside(&self, at: usize) -> Found<Calendar> {
        let Lex::Unit { unit: unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year), plural: false } =
            self.lex(at + 1)
        else {
            return None;
        };
        let side = match self.word(at + 2) {
            "before" => -1,
            "after" if unit == Unit::Day => 1,
            _ => return None,
        };
        let next = at + 3;
        if !self.is(at, "the") {
            return None;
        }
        let alone = !self.is_lower(next) && !self.is_capital(next)
            || self.is_any(next, &["and", "or", "but", "too", "at", "in", "with", "for"])
            || matches!(self.text(next), "when" | "as" | "was" | "were" | "had");
        let noun = matches!(self.text(next), "the" | "a" | "an" | "his" | "her" | "its" | "their" | "this")
            || self.is_capital(next);
        // "Oct. 12, the day before the plunge": the same day again.
        let apposed = at > 1
            && self.text(at - 1) == ","
            && matches!(self.lex(at - 2), Lex::Digits { .. } | Lex::Weekday { .. });
        if !(alone || noun) {
            return None;
        }
        let named = || self.plain_day(next).or_else(|| self.holiday(next)).filter(|_| unit == Unit::Day);
        if let Some((_, day)) = named() {
            return Some((at + 2, Calendar::DayFrom { day: Box::new(day), count: side }));
        }
        let count = if apposed && !alone { 0 } else { side };
        Some((at + if alone { 3 } else { 2 }, Calendar::Shift { unit, count, base: Base::Context }))
    }

    /// "two weeks ago", "a year earlier", "three days later", "10 years from now", "a week ago Friday", "year-ago".
    pub fn ago(&self, at: usize) -> Found<Calendar> {
        let the = self.after(at, &["the"]);
        if self.year_ago_word(the).is_some() {
            let noun = self.after(the + 3, &["period"]);
            let noun = noun + usize::from(noun == the + 3 && self.is_unit(noun, Unit::Quarter));
            if the > at && noun == the + 3 {
                return None;
            }
            return Some((noun, Calendar::YearAgo(Base::Publication)));
        }
        let (end, amount) = self.amount(at)?;
        let noun = self.after(self.after_hyphen(end), &["full", "more", "calendar"]);
        let Lex::Unit { unit, .. } = self.lex(noun) else { return None };
        if matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) {
            return None;
        }
        let halved = self.ends_in_half(noun + 1, unit, amount);
        let (noun, unit, amount) = halved.unwrap_or((noun, unit, amount));
        let Amount::Whole(count) = amount else { return None };
        let or_so = if self.is(noun + 1, "or") && self.text(noun + 2) == "so" { 2 } else { 0 };
        let noun = noun + or_so;
        let count = i32::try_from(count).ok().filter(|count| *count <= 9999)?;
        let (sign, base, end) = match self.word(noun + 1) {
            "ago" => (-1, Base::Publication, noun + 2),
            "hence" => (1, Base::Publication, noun + 2),
            "from" if self.is_any(noun + 2, &["now", "today"]) => (1, Base::Publication, noun + 3),
            _ if self.is_mark(noun + 1, &["'", "’", "'s", "’s"]) && self.is(noun + 2, "time") => {
                (1, Base::Publication, noun + 3)
            }
            "earlier" => (-1, Base::Context, noun + 2),
            "later" | "afterward" | "afterwards" => (1, Base::Context, noun + 2),
            _ => return None,
        };
        if unit == Unit::Week && base == Base::Publication && sign < 0 {
            let on = self.after(end, &["on", "last"]);
            if let Some((end, day)) = self.weekday(on) {
                return Some((end, Calendar::WeekdayShift { day, count: -count }));
            }
        }
        if (unit, sign * count) == (Unit::Year, -1) {
            return Some((end, Calendar::YearAgo(base)));
        }
        let (unit, count) = match unit {
            Unit::Fortnight => (Unit::Week, count.checked_mul(2)?),
            Unit::Decade => (Unit::Year, count.checked_mul(10)?),
            Unit::Century => (Unit::Year, count.checked_mul(100)?),
            _ => (unit, count),
        };
        Some((end, Calendar::Shift { unit, count: sign * count, base }))
    }

    /// "a year and a half", "two and a half years": in months, with the token that "ago" follows.
    fn ends_in_half(&self, after: usize, unit: Unit, amount: Amount) -> Option<(usize, Unit, Amount)> {
        let (noun, count) = match amount {
            Amount::AndHalf(count) => (after - 1, count),
            Amount::Whole(count)
                if self.is(after, "and") && self.is(after + 1, "a") && self.is(after + 2, "half") =>
            {
                (after + 2, count)
            }
            _ => return None,
        };
        (unit == Unit::Year && count <= 999).then_some((noun, Unit::Month, Amount::Whole(12 * count + 6)))
    }

    /// "several years ago", "some weeks later": before or after, and no more is said.
    pub fn vaguely_ago(&self, at: usize) -> Found<Side> {
        let (end, amount) = match self.amount(at) {
            Some(found) => found,
            None => (at, Amount::Some),
        };
        let Lex::Unit { plural: true, .. } = self.lex(end) else { return None };
        match (amount, self.word(end + 1)) {
            (Amount::Some, "ago") => Some((end + 2, Side::Past)),
            _ => None,
        }
    }

    /// "year-end", "year's end", "the end of the year" has its own rule.
    pub fn year_end(&self, at: usize) -> Found<Calendar> {
        let start = self.after(at, &["the"]);
        if !self.is_unit(start, Unit::Year) {
            return None;
        }
        let s = start + 1 + usize::from(self.is_mark(start + 1, &["'s", "’s"]));
        let end = self.after_hyphen(s);
        let compound = start > at && self.joined(s);
        (self.is(end, "end") && !compound)
            .then_some((end + 1, Calendar::Day { year: Year::Which(Which::This), month: 12, day: 31 }))
    }

    /// "the weekend", "this weekend", "last weekend".
    pub fn weekend(&self, at: usize) -> Found<Calendar> {
        let (noun, count) = match self.word(at) {
            "the" | "this" => (self.after(at + 1, &["past", "coming"]), 0),
            "last" => (at + 1, -1),
            "next" => (at + 1, 1),
            _ => return None,
        };
        let count = if self.word(noun - 1) == "past" { -1 } else { count };
        self.is_unit(noun, Unit::Weekend)
            .then_some((noun + 1, Calendar::Shift { unit: Unit::Weekend, count, base: Base::Publication }))
    }
}
