//! Rules for days and months by name or number: "Oct. 3, 2024", "3 October", "10/3/24", "the 3rd", "Thursday, Oct. 3".
//!
//! Also the words for months, weekdays and days of the month that other rules build on.

use crate::dates::english::lexicon::Meaning;
use crate::dates::english::rules::holidays::YEAR_OF_SEPT_11_ATTACKS;
use crate::dates::english::rules::rule::{FirstToken, Rule, RuleSet};
use crate::dates::english::rules::years::two_digit_year;
use crate::dates::english::scanner::{Match, Scanner};
use crate::dates::expression::{Anchor, DateExpression, Deixis, YearReference};
use crate::dates::units::Unit;

pub const RULES: RuleSet = RuleSet {
    words: "",
    dates: &[
        Rule { starts: &[FirstToken::Month], read: |scanner, at| scanner.read_month_first(at) },
        Rule {
            starts: &[FirstToken::Weekday, FirstToken::Word],
            read: |scanner, at| scanner.read_weekday_and_date(at),
        },
        Rule {
            starts: &[FirstToken::Number, FirstToken::Ordinal, FirstToken::Word],
            read: |scanner, at| scanner.read_day_first(at),
        },
        Rule {
            starts: &[FirstToken::Number, FirstToken::DottedDate],
            read: |scanner, at| scanner.read_numeric_date(at),
        },
        Rule { starts: &[FirstToken::Word], read: |scanner, at| scanner.read_day_of_month(at) },
        Rule {
            starts: &[FirstToken::Number, FirstToken::Ordinal, FirstToken::Word],
            read: |scanner, at| scanner.read_ordinal_day(at),
        },
    ],
    expressions: &[],
};

impl Scanner<'_> {
    /// The name of a month, with its full stop: "October", "Oct.". Ambiguous names need more evidence.
    pub fn read_month(&self, at: usize) -> Match<u32> {
        let Meaning::Month { month, certain } = self.meaning(at) else { return None };
        let full = self.text(at).len() > 4 || matches!((month, self.text(at).len()), (5, 3) | (6 | 7, 4));
        let dot = !full && self.text(at + 1) == "." && self.is_glued(at + 1);
        let end = at + 1 + usize::from(dot);
        let name = matches!(month, 4 | 6 | 8) && full && self.is_persons_name(at, end);
        (certain && !name || !certain && self.has_evidence_of_month(at, end, dot)).then_some((end, month))
    }

    /// "April Jones" and "June Carter" are people; "In April Oss fell" is not.
    fn is_persons_name(&self, at: usize, end: usize) -> bool {
        self.is_capital(end)
            && self.is_lower(end - 1) == self.is_lower(at)
            && self.meaning(end) == Meaning::Other
            && !self.text(end).chars().all(char::is_uppercase)
            // "a question by June Leow Lim".
            && (!self.is_led_as_month(at) || self.is_word(at.wrapping_sub(1), "by") && self.is_capital(end + 1))
            && !matches!(self.word_before(at), "the" | "for")
            && at.checked_sub(1).is_none_or(|before| self.digits(before).is_none())
            && !self.is_any_word(at.wrapping_sub(1), &["st", "nd", "rd", "th"])
            && !(at > 0 && self.is_mark(at - 1, &["'s", "’s", "’"]))
    }

    /// Whether another month precedes: "January and", "March, ", "April-".
    fn follows_month(&self, at: usize) -> bool {
        let Some(link) = at.checked_sub(1) else { return false };
        let linked = self.is_any_word(link, &["and", "or", "to", "through"])
            || self.is_joining_hyphen(link)
            || self.text(link) == ",";
        let before = |token: usize| matches!(self.meaning(token), Meaning::Month { .. });
        let dotted = link > 1 && self.text(link - 1) == "." && before(link - 2);
        linked && link > 0 && (before(link - 1) || dotted)
    }

    /// Whether the word before shows that an ambiguous name is a month.
    fn is_led_as_month(&self, at: usize) -> bool {
        const LEADS: &[&str] = &[
            "in", "last", "next", "this", "since", "by", "until", "till", "early", "late", "mid", "during",
            "from", "through", "to", "between", "every", "each", "past", "of", "on", "before", "after",
        ];
        LEADS.contains(&self.word_before(at))
    }

    /// Whether "mid-" or "late-" precedes a month.
    fn is_led_by_part(&self, at: usize) -> bool {
        at > 1 && self.is_joining_hyphen(at - 1) && self.is_any_word(at - 2, &["mid", "early", "late"])
    }

    fn has_evidence_of_month(&self, at: usize, end: usize, dot: bool) -> bool {
        if !self.is_capital(at) {
            return false;
        }
        let number_after = matches!(self.meaning(end), Meaning::Digits { length: 1 | 2 | 4, .. })
            || (self.is_word(end, "of") && self.digits(end + 1).is_some())
            // "May, 1994".
            || (self.text(end) == "," && self.read_plain_year(end + 1).is_some())
            || (self.is_mark(end, &["'", "’", "‘"]) && self.digits(end + 1).is_some());
        let number_before = at > 0
            && (self.digits(at - 1).is_some_and(|(day, _)| (1..=31).contains(&day))
                || self.is_any_word(at - 1, &["st", "nd", "rd", "th"])
                || (self.is_joining_hyphen(at - 1) && self.digits(at.saturating_sub(2)).is_some()));
        // "that May", "the May riot", "between January and May".
        let pointed = self.is_word(at.wrapping_sub(1), "that")
            || matches!(self.word_before(at), "the" | "a") && self.is_noun_like(end)
            || at > 0 && matches!(self.text(at - 1), "its" | "his" | "her" | "their") && self.is_noun_like(end)
            // "the March and April dispute".
            || self.is_any_word(end, &["and", "to", "or"]) && matches!(self.meaning(end + 1), Meaning::Month { certain: true, .. })
            || self.owns_noun_as_month(at, end);
        let led = self.is_led_by_part(at) || self.is_led_as_month(at) || pointed || self.follows_month(at);
        // "Theresa May", "Mar" and "Jan" alone are names.
        let name_like = self.text(at).len() == 3 && self.text(at) != "May";
        let modal = self.text(at) == "May" && self.opens_sentence(at);
        // "last May Brandt left" after a word that no name follows.
        let firmly = self
            .is_any_word(at.wrapping_sub(1), &["last", "next", "this", "since", "until", "early", "late"]);
        let name_follows = self.is_capital(end) && !self.opens_sentence(end) && !firmly;
        number_after || number_before || dot && at > 0 || (led && !name_like && !modal && !name_follows)
    }

    /// A day of a month: "3", "3rd", "third", "twenty-first".
    fn read_day_number(&self, at: usize) -> Match<u32> {
        let (end, day) = match self.read_ordinal(at) {
            Some(found) => found,
            None => match self.digits(at)? {
                (day, 1 | 2) => (at + 1, day),
                _ => return None,
            },
        };
        (1..=31).contains(&day).then_some((end, day))
    }

    /// "said May’s figures were weak", in a text that names nobody May.
    fn owns_noun_as_month(&self, at: usize, end: usize) -> bool {
        self.is_mark(end, &["'s", "’s"])
            && at > 0
            && self.is_lower(at - 1)
            && self.is_lower(end + 1)
            && !self.is_surname_elsewhere(at)
    }

    /// "Oct. 3, 2024", "October 3rd", "October 2024", "October last year", "October".
    pub fn read_month_first(&self, at: usize) -> Match<DateExpression> {
        let (end, month) = self.read_month(at)?;
        let day_at = self.skip_any(end, &["the"]);
        // "June 2024" has no 20th day; nobody writes "Oct. 3 percent".
        if let Some((after, day)) =
            self.read_day_number(day_at).filter(|&(after, _)| !self.continues_as_figure(after))
        {
            let comma = self.text(after) == ",";
            let year = self
                .read_year_after_comma(after)
                .filter(|(_, year)| !comma || matches!(year, YearReference::Known(_)));
            let bare = if (month, day) == (9, 11) && self.names_attack(after) {
                YearReference::Known(YEAR_OF_SEPT_11_ATTACKS)
            } else {
                YearReference::Deictic(Deixis::Unmarked)
            };
            let (end, year) = year.unwrap_or((after, bare));
            return Some((end, DateExpression::Day { year, month, day }));
        }
        let (end, year) =
            self.read_year_after_comma(end).unwrap_or((end, YearReference::Deictic(Deixis::Unmarked)));
        Some((end, DateExpression::Month { year, month }))
    }

    /// Whether the attacks of 2001 follow "Sept. 11".
    fn names_attack(&self, at: usize) -> bool {
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

    fn continues_as_figure(&self, at: usize) -> bool {
        self.is_glued(at) && (self.text(at) == "%" || (self.text(at) == ":" && self.is_glued(at + 1)))
    }

    /// "3 October 2024", "the 3rd of October", "3-Oct-2024".
    pub fn read_day_first(&self, at: usize) -> Match<DateExpression> {
        let at = self.skip_any(at, &["the"]);
        let (end, day) = self.read_day_number(at)?;
        let month_at = self.skip_any(self.skip_hyphen(end), &["of"]);
        let (end, month) = self.read_month(month_at)?;
        let year_at = self.skip_hyphen(end);
        let comma = self.text(year_at) == ",";
        let year = self
            .read_year_after_comma(year_at)
            .filter(|(_, year)| !comma || matches!(year, YearReference::Known(_)));
        let (end, year) = year.unwrap_or((end, YearReference::Deictic(Deixis::Unmarked)));
        Some((end, DateExpression::Day { year, month, day }))
    }

    /// "2024-10-03", "10/3/24", "3.10.2024". The month comes first, as American papers write it, unless the text elsewhere has
    /// the day first, in figures ("23/10/2024") or in words ("23 October").
    pub fn read_numeric_date(&self, at: usize) -> Match<DateExpression> {
        if let Meaning::Dotted { day, month, year } = self.meaning(at) {
            chrono::NaiveDate::from_ymd_opt(year, month, day)?;
            let plain = (1000..=2999).contains(&year);
            return plain
                .then_some((at + 1, DateExpression::Day { year: YearReference::Known(year), month, day }));
        }
        let (a, a_length) = self.digits(at)?;
        if at > 0 && self.is_glued(at) && !self.is_mark(at - 1, &["(", "“", "\"", "‘", "["]) {
            return None;
        }
        let sign = self.text(at + 1);
        if !["-", "/"].contains(&sign) || sign != self.text(at + 3) || !(1..5).all(|n| self.is_glued(at + n))
        {
            return None;
        }
        let ((b, b_length), (c, c_length)) = (self.digits(at + 2)?, self.digits(at + 4)?);
        let next = at + 5;
        if self.is_glued(next) && (self.is_mark(next, &["-", "/"]) || self.digits(next).is_some()) {
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
        Some((next, DateExpression::Day { year: YearReference::Known(year), month, day }))
    }

    /// A weekday, without "last" or "next" before it.
    pub fn read_weekday(&self, at: usize) -> Match<u32> {
        let Meaning::Weekday { day, certain } = self.meaning(at) else { return None };
        if certain {
            return (self.is_capital(at) || !self.is_lower(at + 1)).then_some((at + 1, day));
        }
        let dot = self.text(at + 1) == "." && self.is_glued(at + 1);
        let end = at + 1 + usize::from(dot);
        let fits = self.is_capital(at) && self.is_short_weekday(at, end, dot);
        fits.then_some((end, day))
    }

    /// Whether "Sat" or "Tues." is a weekday. "Sun" and "Wed" are other words too, so that a date, a part of the day or
    /// a word such as "on" has to stand beside them; "Tues" and "Thurs" are nothing else.
    fn is_short_weekday(&self, at: usize, end: usize, dot: bool) -> bool {
        let next = end + usize::from(self.text(end) == ",");
        let dated = self.is_month_or_digits(next) || self.read_ordinal(next).is_some();
        let part = matches!(self.meaning(end), Meaning::DayPart(_)) && self.is_lower(end);
        let led = matches!(
            self.word_before(at),
            "on" | "by" | "until" | "till" | "since" | "last" | "next" | "this" | "from" | "before" | "after"
        );
        // "The Sun. 7 June": a newspaper.
        let named = self.is_word(at.wrapping_sub(1), "the");
        let clear = self.text(at).len() > 3 && led;
        !named && (dated || part || dot || clear)
    }

    fn is_month_or_digits(&self, at: usize) -> bool {
        matches!(self.meaning(at), Meaning::Month { .. } | Meaning::Digits { .. })
    }

    /// "Thursday, Oct. 3", "Thursday 3 October", "this coming Sunday, Oct. 6": the weekday before a date adds nothing
    /// to it.
    pub fn read_weekday_and_date(&self, at: usize) -> Match<DateExpression> {
        // "Friday to Sunday, July 5-7": the Sunday is the 7th.
        if self.follows_weekday_link(at) && self.read_weekday_of_dated_range(at).is_some() {
            return None;
        }
        let day_at = self.skip_any(at, &["this", "next", "last"]);
        let (end, _) =
            self.read_weekday(if day_at > at { self.skip_any(day_at, &["coming", "past"]) } else { at })?;
        self.read_date_of_weekday(end)
    }

    /// Whether another weekday is before this one: "Friday to Sunday", "Friday–Sunday".
    fn follows_weekday_link(&self, at: usize) -> bool {
        let weekday = |at: usize| matches!(self.meaning(at), Meaning::Weekday { .. });
        at > 1 && weekday(at) && (weekday(at - 2) || at > 2 && weekday(at - 3))
    }

    /// The date after a weekday, which a comma may separate: ", Oct. 3", "3 October", "the 3rd of October".
    pub fn read_date_of_weekday(&self, at: usize) -> Match<DateExpression> {
        let date_at = at + usize::from(self.text(at) == ",");
        let date_at = self.skip_any(date_at, &["the"]);
        let found = self
            .read_month_first(date_at)
            .or_else(|| self.read_day_first(date_at))
            .or_else(|| self.read_numeric_date(date_at));
        found.filter(|(_, calendar)| matches!(calendar, DateExpression::Day { .. }))
    }

    /// "the sixth day (of the trial)", "its third straight day": a day of something that the text may not date.
    pub fn read_ordinal_day(&self, at: usize) -> Match<DateExpression> {
        const OWNERS: &[&str] = &["the", "his", "her", "its", "their"];
        let led = self.is_word(at, "the")
            || at > 0 && OWNERS.contains(&self.text(at - 1)) && self.word_before(at) != "the";
        let start = self.skip_any(at, &["the"]);
        let (end, _) = self.read_ordinal(start).filter(|_| led)?;
        let noun = self.skip_any(end, &["full", "straight", "consecutive"]);
        let day = self.is_unit(noun, Unit::Day)
            && !self.is_joining_hyphen(noun + 1)
            && !self.is_joining_hyphen(noun.wrapping_sub(1));
        day.then_some((noun + 1, DateExpression::OrdinalDay))
    }

    /// "on the 3rd": a day of the month that the text last named.
    pub fn read_day_of_month(&self, at: usize) -> Match<DateExpression> {
        if !(self.is_word(at, "the") && matches!(self.word_before(at), "on" | "until" | "by" | "from" | "to"))
        {
            return None;
        }
        let written = self.digits(at + 1).is_some();
        let (end, day) = self.read_ordinal(at + 1).filter(|&(_, day)| written && (1..=31).contains(&day))?;
        let round = self.is_any_word(end, &["and", "or"])
            && self.is_lower(end + 1)
            && self.read_ordinal(end + 1).is_none();
        let noun = self.is_lower(end) && self.word(end).is_empty()
            || self.is_capital(end)
            || self.is_joining_hyphen(end)
            || round;
        (!noun).then_some((end, DateExpression::DayOfMonth(day)))
    }

    /// A single day, as it can follow a time of day: "Monday", "on Monday", ", Nov. 5", "last Friday", "yesterday".
    pub fn read_single_day(&self, at: usize) -> Match<DateExpression> {
        let at = at + usize::from(self.text(at) == ",");
        let at = self.skip_any(at, &["on"]);
        let day = self
            .read_weekday_and_date(at)
            .or_else(|| self.read_weekday_and_day(at))
            .or_else(|| {
                self.read_month_first(at).filter(|(_, found)| matches!(found, DateExpression::Day { .. }))
            })
            .or_else(|| self.read_day_first(at))
            .or_else(|| self.read_numeric_date(at))
            .or_else(|| self.read_relative_weekday(at))
            .or_else(|| self.read_deictic_day(at));
        day.filter(|(_, found)| !matches!(found, DateExpression::Offset { anchor: Anchor::Context, .. }))
    }
}
