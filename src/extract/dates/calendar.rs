//! Rules for stretches of the calendar that name themselves: days, months, years, decades, quarters, seasons.
//!
//! Each rule says what it matches, takes the token where it begins, and gives the token after it.

use super::expression::{Base, Calendar, Which, Year};
use super::lexicon::{Lex, Unit};
use super::scanner::{Found, Scanner};

/// Years outside of this need a word beside them that says so ("in 1776").
const PLAIN_YEARS: std::ops::RangeInclusive<u32> = 1900..=2059;

/// Before these, a number is no year, whatever it looks like.
const NOT_BEFORE_YEARS: &[&str] = &[
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
];

impl Scanner<'_, '_> {
    /// A month's name, with its stop: "October", "Oct.". Doubtful names need what `doubtful_month_is_one` asks.
    pub fn month(&self, at: usize) -> Found<u32> {
        let Lex::Month { month, sure } = self.lex(at) else { return None };
        let full = self.text(at).len() > 4 || month == 5 || month == 6 || month == 7;
        let dot = !full && self.text(at + 1) == "." && self.glued(at + 1);
        let end = at + 1 + usize::from(dot);
        (sure || self.doubtful_month_is_one(at, end, dot)).then_some((end, month))
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
        let led = matches!(
            self.before(at),
            "in" | "last"
                | "next"
                | "this"
                | "since"
                | "by"
                | "until"
                | "till"
                | "early"
                | "late"
                | "mid"
                | "during"
                | "from"
                | "through"
                | "to"
                | "between"
                | "every"
                | "each"
                | "past"
                | "of"
                | "on"
                | "before"
                | "after"
        );
        // "Theresa May", "Mar" and "Jan" alone are names.
        let name_like = self.text(at).len() == 3 && self.text(at) != "May";
        let modal = self.text(at) == "May" && self.opens_sentence(at);
        let name_follows = self.is_capital(end) && !self.opens_sentence(end);
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

    /// A year that needs no more evidence: "2024", "nineteen ninety-six", "two thousand (and) one", "’96".
    fn plain_year(&self, at: usize) -> Found<i32> {
        match self.lex(at) {
            Lex::Digits { value, length: 4 } if (1000..=2999).contains(&value) => {
                Some((at + 1, value as i32))
            }
            Lex::Cardinal(19 | 20) => {
                let (end, century) = self.cardinal(at)?;
                let (end, year) =
                    self.cardinal(self.after_hyphen(end)).filter(|(_, year)| (10..100).contains(year))?;
                Some((end, (century * 100 + year) as i32))
            }
            Lex::Cardinal(2) => {
                let (end, year) = self.cardinal(at)?;
                (2000..2060).contains(&year).then_some((end, year as i32))
            }
            _ if self.is_mark(at, &["'", "’", "‘"]) && self.glued(at + 1) => match self.digits(at + 1)? {
                (year, 2) if !self.is(at + 2, "s") => Some((at + 2, two_digit_year(year))),
                _ => None,
            },
            _ => None,
        }
    }

    /// A year after a month or season: "2024", ", 2024", "of 2024", "last year", "of this year".
    fn year_after(&self, at: usize, comma: bool) -> Found<Year> {
        let at = at + usize::from(comma && self.text(at) == ",");
        let at = self.after(at, &["of", "in"]);
        if let Some((end, year)) = self.plain_year(at) {
            let unit = matches!(self.lex(end), Lex::Unit { .. });
            return (!unit).then_some((end, Year::Known(year)));
        }
        let shift = match self.word(at) {
            "last" => -1,
            "this" => 0,
            "next" => 1,
            "that" => return self.is_unit(at + 1, Unit::Year).then_some((at + 2, Year::Context)),
            _ => return None,
        };
        self.is_unit(at + 1, Unit::Year).then_some((at + 2, Year::Shift(shift)))
    }

    pub fn is_unit(&self, at: usize, unit: Unit) -> bool {
        self.lex(at) == Lex::Unit { unit, plural: false }
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
            let (end, year) = year.unwrap_or((after, Year::Which(Which::Bare)));
            return Some((end, Calendar::Day { year, month, day }));
        }
        let (end, year) = self.year_after(end, true).unwrap_or((end, Year::Which(Which::Bare)));
        Some((end, Calendar::Month { year, month }))
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

    /// "2024-10-03", "10/3/24", "3.10.2024". Month first, as American papers write it, unless it cannot
    /// be, here or in another such date of the text.
    pub fn numeric(&self, at: usize) -> Found<Calendar> {
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

    /// "2024", "1776" after "in", "the year 2000", "fiscal 1990", "FY2024", and the second year of "2016-19".
    pub fn year(&self, at: usize) -> Found<Calendar> {
        let named = self.year_name(at);
        if named > at {
            let (end, year) = self.plain_year(named).or_else(|| self.fiscal_short(named))?;
            return Some((end, Calendar::Year(Year::Known(year))));
        }
        let (end, year) = self.plain_year(at)?;
        let written = self.digits(at).is_some();
        let led = matches!(
            self.before(at),
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
        let fits = if written { self.stands_as_year(at, end, led) } else { led || self.text(at) != "two" };
        let plain = PLAIN_YEARS.contains(&(year as u32)) || (led && !self.counts(end));
        (fits && plain).then_some((end, Calendar::Year(Year::Known(year))))
    }

    /// The token after "the year", "fiscal year", "FY": where the year itself stands.
    fn year_name(&self, at: usize) -> usize {
        let start = self.after(at, &["the"]);
        if self.is_any(start, &["fiscal", "fy"]) {
            return start + 1 + usize::from(self.is_unit(start + 1, Unit::Year));
        }
        if self.is_unit(start, Unit::Year) && start > at && self.plain_year(start + 1).is_some() {
            return start + 1;
        }
        at
    }

    /// "FY24".
    fn fiscal_short(&self, at: usize) -> Found<i32> {
        match self.digits(at)? {
            (year, 2) if self.glued(at) => Some((at + 1, two_digit_year(year))),
            _ => None,
        }
    }

    fn stands_as_year(&self, at: usize, end: usize, led: bool) -> bool {
        if self.is(end, "s") && self.glued(end) {
            return false;
        }
        if at > 0 {
            let before = self.text(at - 1);
            let range = self.joined(at - 1) && at > 1 && self.plain_year(at - 2).is_some();
            let word = self.joined(at - 1) && at > 1 && self.word(at - 2) == "mid";
            let bracket = ["(", "[", "“", "‘", "\"", "'", "’", "—", "--"].contains(&before);
            if self.glued(at) && !range && !word && !bracket {
                return false;
            }
            if ["$", "£", "€", "¥", "#", "+", "=", "No", "Nos"].contains(&before)
                || NOT_BEFORE_YEARS.contains(&before.to_lowercase().as_str())
            {
                return false;
            }
        }
        if self.glued(end) && self.is_mark(end, &["-", "–"]) {
            // "2016-2019" and "2016-19" are years, "2020-mile" and "555-1234" are not.
            let range = matches!(self.lex(end + 1), Lex::Digits { length: 2 | 4, .. });
            return range && !(self.glued(end + 2) && self.is_mark(end + 2, &["-"]));
        }
        if self.glued(end) && self.is_mark(end, &["%", "/", ":", "°"]) {
            return self.text(end) == "/" && matches!(self.lex(end + 1), Lex::Digits { length: 2 | 4, .. });
        }
        led && !self.counts_surely(end) || !self.counts(end)
    }

    /// Whether a noun follows that a number can count: "2000 people", "1990 votes".
    pub fn counts(&self, at: usize) -> bool {
        const NO_NOUNS: &[&str] =
            &["was", "is", "has", "as", "its", "this", "us", "plus", "versus", "does", "elections"];
        let word = self.text(at);
        self.counts_surely(at)
            || (self.is_lower(at) && word.len() > 3 && word.ends_with('s') && !NO_NOUNS.contains(&word))
    }

    fn counts_surely(&self, at: usize) -> bool {
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
        let unit = matches!(self.lex(at), Lex::Unit { unit, plural } if plural || unit != Unit::Year)
            && !matches!(self.lex(at), Lex::Unit { unit: Unit::Quarter, .. });
        unit || (COUNTED.contains(&self.text(at)) && self.text(at) != "or")
    }

    /// "the 1990s", "1990s", "the '90s", "the nineties".
    pub fn decade(&self, at: usize) -> Found<Calendar> {
        let start = self.after(at, &["the"]);
        let number = start + usize::from(self.is_mark(start, &["'", "’", "‘"]));
        let s = |at: usize| self.glued(at) && (self.is(at, "s") || self.is_mark(at, &["’s", "'s"]));
        if let Some((value, length)) = self.digits(number) {
            if !s(number + 1) || value % 10 != 0 {
                return None;
            }
            let decade = match length {
                4 if (1000..=2090).contains(&value) => value as i32 / 10,
                2 if number > start || start > at => two_digit_year(value) / 10,
                _ => return None,
            };
            return Some((number + 2, Calendar::Decade(decade)));
        }
        const DECADES: [&str; 8] =
            ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];
        let lower = self.text(start).to_lowercase();
        let found = DECADES.iter().position(|decade| *decade == lower).filter(|_| start > at)?;
        Some((start + 1, Calendar::Decade(192 + found as i32)))
    }

    /// "the 20th century", "21st-century".
    pub fn century(&self, at: usize) -> Found<Calendar> {
        let start = self.after(at, &["the"]);
        let (end, number) = self.ordinal(start)?;
        let end = self.after_hyphen(end);
        (self.is_unit(end, Unit::Century) && (5..=22).contains(&number))
            .then_some((end + 1, Calendar::Century(number as i32 - 1)))
    }

    /// "the third quarter of 1989", "third-quarter", "this year's third quarter", "the 1989 third quarter", "Q3 2024".
    pub fn quarter(&self, at: usize) -> Found<Calendar> {
        let (start, year_before) = self.year_before(at);
        if let Some((end, quarter)) = self.short_quarter(start) {
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
        // "the third-quarter loss": the article is the noun's.
        if noun > end && self.joined(end) && start == at + 1 && self.is(at, "the") {
            return None;
        }
        let (end, year) = self.year_after(noun + 1, false).unwrap_or((noun + 1, year_before));
        Some((end, Calendar::Quarter { year, quarter }))
    }

    fn short_quarter(&self, at: usize) -> Found<u32> {
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
        match (self.year_after(noun + 1, false), year_before) {
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
            "in" | "by" | "until" | "since" | "during" | "early" | "late" | "mid" | "through"
        );
        let told = which != Which::Bare || (led && !self.is_lower(start + 1)) || (led && self.is(at, "the"));
        let noun =
            self.is(start + 1, "of") || self.joined(start + 1) || self.is_mark(start + 1, &["'s", "’s"]);
        (told && !noun).then_some((start + 1, Calendar::Season { year: Year::Which(which), season }))
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

    /// "Thursday, Oct. 3", "Thursday 3 October": the day of the week before a date adds nothing to it.
    pub fn weekday_and_date(&self, at: usize) -> Found<Calendar> {
        let (end, _) = self.weekday(at)?;
        let date_at = end + usize::from(self.text(end) == ",");
        let date_at = self.after(date_at, &["the"]);
        let found =
            self.month_first(date_at).or_else(|| self.day_first(date_at)).or_else(|| self.numeric(date_at));
        found.filter(|(_, calendar)| matches!(calendar, Calendar::Day { .. }))
    }

    /// Reiwa, Heisei, Showa, Taisho, Meiji; "year 113 of the Republic", "ROC year 113"; "2567 BE".
    pub fn era(&self, at: usize) -> Found<Calendar> {
        let known = |end: usize, year: i32| {
            (1..=2999).contains(&year).then_some((end, Calendar::Year(Year::Known(year))))
        };
        let first = match self.word(at) {
            "reiwa" => 2019,
            "heisei" => 1989,
            "showa" => 1926,
            "taisho" => 1912,
            "meiji" => 1868,
            _ => 0,
        };
        if first > 0 {
            let number = self.digits(at + 1).filter(|(year, _)| (1..=64).contains(year))?;
            return known(at + 2, first + number.0 as i32 - 1);
        }
        let roc = self.is(at, "roc");
        let year_at = at + usize::from(roc);
        if self.is_unit(year_at, Unit::Year) {
            let (number, _) = self.digits(year_at + 1).filter(|(year, _)| (1..=200).contains(year))?;
            let of = self.is(year_at + 2, "of") && self.is(self.after(year_at + 3, &["the"]), "republic");
            let end = if of { self.after(year_at + 3, &["the"]) + 1 } else { year_at + 2 };
            return if of || roc { known(end, number as i32 + 1911) } else { None };
        }
        match self.digits(at)? {
            (year, 4)
                if (2300..2700).contains(&year)
                    && self.is_any(at + 1, &["be", "b.e."])
                    && self.is_capital(at + 1) =>
            {
                known(at + 2, year as i32 - 543)
            }
            _ => None,
        }
    }

    /// Days that a name tells: "Christmas Eve", "New Year's Day", "Thanksgiving", "9/11".
    pub fn holiday(&self, at: usize) -> Found<Calendar> {
        let (start, which) = match self.word(at) {
            "last" => (at + 1, Which::Last),
            "this" => (at + 1, Which::This),
            "next" => (at + 1, Which::Next),
            _ => (at, Which::Bare),
        };
        if self.digits(at) == Some((9, 1)) && self.text(at + 1) == "/" && self.digits(at + 2) == Some((11, 2))
        {
            let date = self.glued(at + 3) && self.is_mark(at + 3, &["/"]);
            return (!date).then_some((at + 3, Calendar::Day { year: Year::Known(2001), month: 9, day: 11 }));
        }
        let (end, holiday) = self.holiday_name(start)?;
        let (end, year) = self.year_after(end, true).unwrap_or((end, Year::Which(which)));
        Some((end, Calendar::Holiday { holiday, year }))
    }

    fn holiday_name(&self, at: usize) -> Found<&'static str> {
        if !self.is_capital(at) {
            return None;
        }
        let day = |at: usize| self.is_unit(at, Unit::Day);
        let s = |at: usize| at + usize::from(self.is_mark(at, &["'s", "’s"]));
        let optional_day = |at: usize| at + usize::from(day(at));
        match self.word(at) {
            "christmas" if self.is(at + 1, "eve") => Some((at + 2, "christmas eve")),
            "christmas" if !self.is_lower(at + 1) || day(at + 1) => Some((optional_day(at + 1), "christmas")),
            "new" => {
                let end = s(at + 2);
                let year = self.is_unit(at + 1, Unit::Year) || self.is(at + 1, "year’s");
                match () {
                    () if year && self.is(end, "eve") => Some((end + 1, "new year's eve")),
                    () if year && day(end) => Some((end + 1, "new year's day")),
                    () => None,
                }
            }
            "thanksgiving" => Some((optional_day(at + 1), "thanksgiving")),
            "easter" => {
                Some((at + 1 + usize::from(self.weekday(at + 1).is_some_and(|(_, day)| day == 7)), "easter"))
            }
            "good" if self.weekday(at + 1).is_some_and(|(_, day)| day == 5) => Some((at + 2, "good friday")),
            "labor" if day(at + 1) => Some((at + 2, "labor day")),
            "memorial" if day(at + 1) => Some((at + 2, "memorial day")),
            "independence" if day(at + 1) => Some((at + 2, "independence day")),
            "veterans" if day(at + 1) => Some((at + 2, "veterans day")),
            "boxing" if day(at + 1) => Some((at + 2, "boxing day")),
            "halloween" => Some((at + 1, "halloween")),
            "valentine" if day(s(at + 1)) => Some((s(at + 1) + 1, "valentine's day")),
            "lunar" | "chinese" if self.is(at + 1, "new") && self.is_unit(at + 2, Unit::Year) => {
                Some((at + 3, "lunar new year"))
            }
            _ => None,
        }
    }

    /// "on the 3rd": a day of the month that the text is in.
    pub fn day_of_month(&self, at: usize) -> Found<Calendar> {
        if !(self.is(at, "the") && matches!(self.before(at), "on" | "until" | "by" | "from" | "to")) {
            return None;
        }
        let written = self.digits(at + 1).is_some();
        let (end, day) = self.ordinal(at + 1).filter(|&(_, day)| written && (1..=31).contains(&day))?;
        let noun =
            self.is_lower(end) && self.word(end).is_empty() || self.is_capital(end) || self.joined(end);
        (!noun).then_some((end, Calendar::DayOfMonth(day)))
    }

    /// "the fiscal year", "the full year", "the latest fiscal year", "the 1988 period", "the week".
    pub fn fiscal_year(&self, at: usize) -> Found<Calendar> {
        if !self.is(at, "the") {
            return None;
        }
        if let Some((end, year)) = self.plain_year(at + 1) {
            let quarter = self.is_unit(end, Unit::Quarter);
            let noun = self.is(end, "period") || quarter;
            return noun.then_some((end + 1, Calendar::Year(Year::Known(year))));
        }
        let noun = self.after(at + 1, &["latest", "current"]);
        let noun = self.after(noun, &["full"]);
        let noun = self.after(noun, &["fiscal"]);
        let shift = |unit| Calendar::Shift { unit, count: 0, base: Base::Publication };
        if noun > at + 1 && self.is_unit(noun, Unit::Year) {
            return Some((noun + 1, shift(Unit::Year)));
        }
        let week = self.is_unit(at + 1, Unit::Week)
            && !self.is(at + 2, "of")
            && !self.is_any(at + 2, &["before", "after"]);
        (week && !self.joined(at + 2)).then_some((at + 2, shift(Unit::Week)))
    }

    /// "the latest quarter", "the quarter", "the period".
    pub fn latest_quarter(&self, at: usize) -> Found<Calendar> {
        if !self.is(at, "the") {
            return None;
        }
        let latest = self.is(at + 1, "latest");
        let noun = at + 1 + usize::from(latest);
        let period = latest && self.is(noun, "period");
        (self.is_unit(noun, Unit::Quarter) || period).then_some((noun + 1, Calendar::LatestQuarter))
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

/// "69" is 1969 and "68" 2068 by POSIX; news speaks of the past, so 35 and more are of the last century.
fn two_digit_year(year: u32) -> i32 {
    year as i32 + if year >= 35 { 1900 } else { 2000 }
}
