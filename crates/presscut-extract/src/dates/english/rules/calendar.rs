//! Rules for days and months that name themselves: "Oct. 3, 2024", "3 October", "10/3/24", "the 3rd", "Thursday, Oct. 3".
//!
//! Each rule says what it matches, takes the token where it begins, and gives the token after it.

use crate::dates::english::lexicon::{Lex, Unit};
use crate::dates::english::rules::years::two_digit_year;
use crate::dates::english::scanner::{Found, Scanner};
use crate::dates::expression::{Base, Calendar, Which, Year};

impl Scanner<'_, '_> {
    /// A month's name, with its stop: "October", "Oct.". Doubtful names need what `doubtful_month_is_one` asks.
    pub fn month(&self, at: usize) -> Found<u32> {
        let Lex::Month { month, sure } = self.lex(at) else { return None };
        let full = self.text(at).len() > 4 || matches!((month, self.text(at).len()), (5, 3) | (6 | 7, 4));
        let dot = !full && self.text(at + 1) == "." && self.glued(at + 1);
        let end = at + 1 + usize::from(dot);
        let name = matches!(month, 4 | 6 | 8) && full && self.is_persons_name(at, end);
        (sure && !name || !sure && self.doubtful_month_is_one(at, end, dot)).then_some((end, month))
    }

    /// "April Jones" and "June Carter" are people; "In April Oss fell" is not.
    fn is_persons_name(&self, at: usize, end: usize) -> bool {
        self.is_capital(end)
            && self.is_lower(end - 1) == self.is_lower(at)
            && self.lex(end) == Lex::Other
            && !self.text(end).chars().all(char::is_uppercase)
            && !self.leads_month(at)
            && !matches!(self.before(at), "the" | "for")
            && at.checked_sub(1).is_none_or(|before| self.digits(before).is_none())
            && !self.is_any(at.wrapping_sub(1), &["st", "nd", "rd", "th"])
            && !(at > 0 && self.is_mark(at - 1, &["'s", "’s", "’"]))
    }

    /// "January and", "March, ", "April-" before a month.
    fn follows_month(&self, at: usize) -> bool {
        let Some(link) = at.checked_sub(1) else { return false };
        let linked =
            self.is_any(link, &["and", "or", "to", "through"]) || self.joined(link) || self.text(link) == ",";
        let before = |token: usize| matches!(self.lex(token), Lex::Month { .. });
        let dotted = link > 1 && self.text(link - 1) == "." && before(link - 2);
        linked && link > 0 && (before(link - 1) || dotted)
    }

    /// Words after which a month is one.
    fn leads_month(&self, at: usize) -> bool {
        const LEADS: &[&str] = &[
            "in", "last", "next", "this", "since", "by", "until", "till", "early", "late", "mid", "during",
            "from", "through", "to", "between", "every", "each", "past", "of", "on", "before", "after",
        ];
        LEADS.contains(&self.before(at))
    }

    /// "mid-" and "late-" before a month.
    fn is_part_before(&self, at: usize) -> bool {
        at > 1 && self.joined(at - 1) && self.is_any(at - 2, &["mid", "early", "late"])
    }

    fn doubtful_month_is_one(&self, at: usize, end: usize, dot: bool) -> bool {
        if !self.is_capital(at) {
            return false;
        }
        let number_after = matches!(self.lex(end), Lex::Digits { length: 1 | 2 | 4, .. })
            || (self.is(end, "of") && self.digits(end + 1).is_some())
            || (self.is_mark(end, &["'", "’", "‘"]) && self.digits(end + 1).is_some());
        let number_before = at > 0
            && (self.digits(at - 1).is_some_and(|(day, _)| (1..=31).contains(&day))
                || self.is_any(at - 1, &["st", "nd", "rd", "th"])
                || (self.joined(at - 1) && self.digits(at.saturating_sub(2)).is_some()));
        // "that May", "the May riot", "between January and May".
        let pointed = self.is(at.wrapping_sub(1), "that")
            || matches!(self.before(at), "the" | "a") && self.is_noun_like(end)
            || at > 0 && matches!(self.text(at - 1), "its" | "his" | "her" | "their") && self.is_noun_like(end)
            // "the March and April dispute".
            || self.is_any(end, &["and", "to", "or"]) && matches!(self.lex(end + 1), Lex::Month { sure: true, .. });
        let led = self.is_part_before(at) || self.leads_month(at) || pointed || self.follows_month(at);
        // "Theresa May", "Mar" and "Jan" alone are names.
        let name_like = self.text(at).len() == 3 && self.text(at) != "May";
        let modal = self.text(at) == "May" && self.opens_sentence(at);
        // "last May Brandt left" after a word that no name follows.
        let firmly =
            self.is_any(at.wrapping_sub(1), &["last", "next", "this", "since", "until", "early", "late"]);
        let name_follows = self.is_capital(end) && !self.opens_sentence(end) && !firmly;
        number_after || number_before || dot && at > 0 || (led && !name_like && !modal && !name_follows)
    }

    /// A day of a month: "3", "3rd", "third", "twenty-first".
    fn day(&self, at: usize) -> Found<u32> {
        let (end, day) = match self.ordinal(at) {
            Some(found) => found,
            None => match self.digits(at)? {
                (day, 1 | 2) => (at + 1, day),
                _ => return None,
            },
        };
        (1..=31).contains(&day).then_some((end, day))
    }

    /// "Oct. 3, 2024", "October 3rd", "October 2024", "October last year", "October".
    pub fn month_first(&self, at: usize) -> Found<Calendar> {
        let (end, month) = self.month(at)?;
        let day_at = self.after(end, &["the"]);
        // "June 2024" has no 20th day; "Oct. 3 percent" is nobody's.
        if let Some((after, day)) = self.day(day_at).filter(|&(after, _)| !self.goes_on_as_figure(after)) {
            let comma = self.text(after) == ",";
            let year =
                self.year_after(after, true).filter(|(_, year)| !comma || matches!(year, Year::Known(_)));
            let bare = if (month, day) == (9, 11) && self.is_attack(after) {
                Year::Known(2001)
            } else {
                Year::Which(Which::Bare)
            };
            let (end, year) = year.unwrap_or((after, bare));
            return Some((end, Calendar::Day { year, month, day }));
        }
        let (end, year) = self.year_after(end, true).unwrap_or((end, Year::Which(Which::Bare)));
        Some((end, Calendar::Month { year, month }))
    }

    /// "attacks" after "Sept. 11": those of 2001.
    fn is_attack(&self, at: usize) -> bool {
        matches!(
            self.text(at),
            "attack"
                | "attacks"
                | "terror"
                | "terrorist"
                | "hijackers"
                | "hijackings"
                | "commission"
                | "Commission"
        )
    }

    fn goes_on_as_figure(&self, at: usize) -> bool {
        self.glued(at) && (self.text(at) == "%" || (self.text(at) == ":" && self.glued(at + 1)))
    }

    /// "3 October 2024", "the 3rd of October", "3-Oct-2024".
    pub fn day_first(&self, at: usize) -> Found<Calendar> {
        let at = self.after(at, &["the"]);
        let (end, day) = self.day(at)?;
        let month_at = self.after(self.after_hyphen(end), &["of"]);
        let (end, month) = self.month(month_at)?;
        let year_at = self.after_hyphen(end);
        let comma = self.text(year_at) == ",";
        let year =
            self.year_after(year_at, true).filter(|(_, year)| !comma || matches!(year, Year::Known(_)));
        let (end, year) = year.unwrap_or((end, Year::Which(Which::Bare)));
        Some((end, Calendar::Day { year, month, day }))
    }

    /// "2024-10-03", "10/3/24", "3.10.2024". Month first, as American papers write it, unless the text has its day first
    /// elsewhere, with figures ("23/10/2024") or in words ("23 October").
    pub fn numeric(&self, at: usize) -> Found<Calendar> {
        if let Lex::Dotted { day, month, year } = self.lex(at) {
            chrono::NaiveDate::from_ymd_opt(year, month, day)?;
            let plain = (1000..=2999).contains(&year);
            return plain.then_some((at + 1, Calendar::Day { year: Year::Known(year), month, day }));
        }
        let (a, a_length) = self.digits(at)?;
        if at > 0 && self.glued(at) && !self.is_mark(at - 1, &["(", "“", "\"", "‘", "["]) {
            return None;
        }
        let sign = self.text(at + 1);
        if !["-", "/"].contains(&sign) || sign != self.text(at + 3) || !(1..5).all(|n| self.glued(at + n)) {
            return None;
        }
        let ((b, b_length), (c, c_length)) = (self.digits(at + 2)?, self.digits(at + 4)?);
        let next = at + 5;
        if self.glued(next) && (self.is_mark(next, &["-", "/"]) || self.digits(next).is_some()) {
            return None;
        }
        let (year, month, day) = match (a_length, b_length, c_length) {
            (4, 1 | 2, 1 | 2) => (a as i32, b, c),
            (1 | 2, 1 | 2, 4) if a > 12 => (c as i32, b, a),
            (1 | 2, 1 | 2, 4) if self.day_first => (c as i32, b, a),
            (1 | 2, 1 | 2, 4) => (c as i32, a, b),
            (1 | 2, 1 | 2, 2) if sign == "/" && a > 12 => (two_digit_year(c), b, a),
            (1 | 2, 1 | 2, 2) if sign == "/" && self.day_first => (two_digit_year(c), b, a),
            (1 | 2, 1 | 2, 2) if sign == "/" => (two_digit_year(c), a, b),
            _ => return None,
        };
        chrono::NaiveDate::from_ymd_opt(year, month, day)?;
        Some((next, Calendar::Day { year: Year::Known(year), month, day }))
    }

    /// A day of the week, without what stands before it.
    pub fn weekday(&self, at: usize) -> Found<u32> {
        let Lex::Weekday { day, sure } = self.lex(at) else { return None };
        if sure {
            return (self.is_capital(at) || !self.is_lower(at + 1)).then_some((at + 1, day));
        }
        let dot = self.text(at + 1) == "." && self.glued(at + 1);
        let listed = self.text(at + 1) == "," && self.lex_is_month_or_digits(at + 2);
        (self.is_capital(at)
            && (dot && self.lex_is_month_or_digits(at + 2) || listed || dot && !self.is_lower(at + 2)))
        .then_some((at + 1 + usize::from(dot), day))
    }

    fn lex_is_month_or_digits(&self, at: usize) -> bool {
        matches!(self.lex(at), Lex::Month { .. } | Lex::Digits { .. })
    }

    /// "Thursday, Oct. 3", "Thursday 3 October", "this coming Sunday, Oct. 6": the day of the week before a date adds
    /// nothing to it.
    pub fn weekday_and_date(&self, at: usize) -> Found<Calendar> {
        let day_at = self.after(at, &["this", "next", "last"]);
        let (end, _) =
            self.weekday(if day_at > at { self.after(day_at, &["coming", "past"]) } else { at })?;
        let date_at = end + usize::from(self.text(end) == ",");
        let date_at = self.after(date_at, &["the"]);
        let found =
            self.month_first(date_at).or_else(|| self.day_first(date_at)).or_else(|| self.numeric(date_at));
        found.filter(|(_, calendar)| matches!(calendar, Calendar::Day { .. }))
    }

    /// "the sixth day (of the trial)", "its third straight day": a day of something that the text may not date.
    pub fn numbered_day(&self, at: usize) -> Found<Calendar> {
        const OWNERS: &[&str] = &["the", "his", "her", "its", "their"];
        let led =
            self.is(at, "the") || at > 0 && OWNERS.contains(&self.text(at - 1)) && self.before(at) != "the";
        let start = self.after(at, &["the"]);
        let (end, _) = self.ordinal(start).filter(|_| led)?;
        let noun = self.after(end, &["full", "straight", "consecutive"]);
        let day =
            self.is_unit(noun, Unit::Day) && !self.joined(noun + 1) && !self.joined(noun.wrapping_sub(1));
        day.then_some((noun + 1, Calendar::NumberedDay))
    }

    /// "on the 3rd": a day of the month that the text is in.
    pub fn day_of_month(&self, at: usize) -> Found<Calendar> {
        if !(self.is(at, "the") && matches!(self.before(at), "on" | "until" | "by" | "from" | "to")) {
            return None;
        }
        let written = self.digits(at + 1).is_some();
        let (end, day) = self.ordinal(at + 1).filter(|&(_, day)| written && (1..=31).contains(&day))?;
        let round =
            self.is_any(end, &["and", "or"]) && self.is_lower(end + 1) && self.ordinal(end + 1).is_none();
        let noun = self.is_lower(end) && self.word(end).is_empty()
            || self.is_capital(end)
            || self.joined(end)
            || round;
        (!noun).then_some((end, Calendar::DayOfMonth(day)))
    }

    /// The day after a day or a clock: "Monday", "on Monday", ", Nov. 5", "last Friday", "yesterday".
    pub fn plain_day(&self, at: usize) -> Found<Calendar> {
        let at = at + usize::from(self.text(at) == ",");
        let at = self.after(at, &["on"]);
        let day = self
            .weekday_and_date(at)
            .or_else(|| self.month_first(at).filter(|(_, found)| matches!(found, Calendar::Day { .. })))
            .or_else(|| self.day_first(at))
            .or_else(|| self.numeric(at))
            .or_else(|| self.weekday_rule(at))
            .or_else(|| self.deictic_day(at));
        day.filter(|(_, found)| !matches!(found, Calendar::Shift { base: Base::Context, .. }))
    }
}
