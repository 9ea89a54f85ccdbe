//! Rules for dates that are counted from publication or from another date of the text: "yesterday", "last week", "two
//! days later", "the following Tuesday".

use crate::dates::english::lexicon::Meaning;
use crate::dates::english::rules::rule::{FirstToken, Rule, RuleSet};
use crate::dates::english::scanner::{Match, Scanner};
use crate::dates::expression::{
    Amount, Anchor, DateExpression, Deixis, Direction, Recurring, TimeExpression, YearReference,
};
use crate::dates::units::Unit;

pub const RULES: RuleSet = RuleSet {
    words: "prior",
    dates: &[
        Rule { starts: &[FirstToken::Word], read: |scanner, at| scanner.read_deictic_day(at) },
        Rule {
            starts: &[FirstToken::Weekday, FirstToken::Word],
            read: |scanner, at| scanner.read_relative_weekday(at),
        },
        Rule { starts: &[FirstToken::Word], read: |scanner, at| scanner.read_relative_unit(at) },
        Rule { starts: &[FirstToken::Word], read: |scanner, at| scanner.read_same_unit(at) },
        Rule {
            starts: &[FirstToken::Unit, FirstToken::Number, FirstToken::Word],
            read: |scanner, at| scanner.read_offset(at),
        },
        Rule { starts: &[FirstToken::Unit, FirstToken::Word], read: |scanner, at| scanner.read_year_end(at) },
        Rule { starts: &[FirstToken::Word], read: |scanner, at| scanner.read_weekend(at) },
        Rule { starts: &[FirstToken::Word], read: |scanner, at| scanner.read_week_of_day(at) },
    ],
    expressions: &[],
};

/// Nobody lists more weekdays than this.
const MAX_WEEKDAYS_IN_LIST: usize = 6;

impl Scanner<'_> {
    /// "today", "yesterday", "the day before yesterday", "the day after tomorrow".
    pub fn read_deictic_day(&self, at: usize) -> Match<DateExpression> {
        let shift = |end, count| {
            let anchor = Anchor::Publication;
            Some((end, DateExpression::Offset { unit: Unit::Day, count, anchor }))
        };
        let start = self.skip_any(at, &["the"]);
        if self.is_unit(start, Unit::Day) {
            return match (self.word(start + 1), self.word(start + 2)) {
                ("before", "yesterday") => shift(start + 3, -2),
                ("after", "tomorrow") => shift(start + 3, 2),
                _ => None,
            };
        }
        // "VOA Today", "Tomorrow Group": names.
        let beside = self.is_capital(at + 1) || at > 0 && self.is_capital(at - 1);
        // "USA TODAY" as well, where the text around it is not in capitals.
        let shouted = self.is_upper(at) && (self.is_upper(at + 1) || at > 1 && self.is_upper(at - 2));
        if self.is_capital(at) && beside && !self.opens_sentence(at) && !shouted {
            return None;
        }
        // "NBC’s TODAY": a programme, where nothing beside it is in capitals.
        let alone = self.is_upper(at) && at > 0 && !self.is_upper(at - 1) && !self.is_upper(at + 1);
        if alone && !self.opens_sentence(at) || self.is_vague_today(at) {
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
    pub fn read_relative_weekday(&self, at: usize) -> Match<DateExpression> {
        if let Some(found) = self.read_adjacent_weekday(at) {
            return Some(found);
        }
        let start = self.skip_any(at, &["the"]);
        let (day_at, deixis) = match self.word(start) {
            "last" | "past" | "previous" => (start + 1, Deixis::Last),
            "next" | "coming" | "following" => (start + 1, Deixis::Next),
            "this" if self.is_any_word(start + 1, &["coming", "past"]) => {
                (start + 2, if self.is_word(start + 1, "past") { Deixis::Last } else { Deixis::Next })
            }
            "this" => (start + 1, Deixis::This),
            _ if start > at => return None,
            _ => (at, Deixis::Unmarked),
        };
        let (end, day) = self.read_weekday(day_at)?;
        if deixis == Deixis::Unmarked && self.is_title_of_work(day_at, end) {
            return None;
        }
        if deixis == Deixis::Unmarked && self.is_any_such_weekday(day_at, end) {
            return Some((end, DateExpression::AnyWeekday(day)));
        }
        // "Following Monday's debate": a preposition.
        if self.is_word(start, "following") && self.is_mark(end, &["'s", "’s"]) {
            return None;
        }
        let of = self.skip_any(end, &["of"]);
        let weeks = match self.word(of) {
            "last" => Some(-1),
            "this" => Some(0),
            "next" => Some(1),
            _ => None,
        };
        if let Some(weeks) = weeks.filter(|_| self.is_unit(of + 1, Unit::Week)) {
            return Some((of + 2, DateExpression::Weekday { day, deixis, weeks: Some(weeks) }));
        }
        Some((end, DateExpression::Weekday { day, deixis, weeks: None }))
    }

    /// "book on a Tuesday", "on a Tuesday, Wednesday or Sunday": any such day. "A Tuesday statement" is of the last one.
    fn is_any_such_weekday(&self, at: usize, end: usize) -> bool {
        let mut first = at;
        for _ in 0..MAX_WEEKDAYS_IN_LIST {
            let link = first.wrapping_sub(1);
            let linked = self.text(link) == "," || self.is_any_word(link, &["or", "and"]);
            let more = linked && matches!(self.meaning(link.wrapping_sub(1)), Meaning::Weekday { .. });
            if !more {
                break;
            }
            first = link - 1;
        }
        let article = self.is_any_word(first.wrapping_sub(1), &["a"])
            || matches!(self.text(first.wrapping_sub(1)), "any" | "Any");
        let listed = self.text(end) == "," || self.is_any_word(end, &["or", "and"]);
        let ends = self.is_any_word(end, &["as", "in", "at", "to", "that", "after", "before", "since"])
            || matches!(self.text(end), "because" | "when" | "if" | "is" | "was")
            || !self.is_lower(end) && !self.is_capital(end) && self.digits(end).is_none();
        let joined = self.is_joining_hyphen(end) || self.is_mark(end, &["'s", "’s"]);
        article && !joined && (ends || listed)
    }

    /// "the following Tuesday", "the previous Friday", "the next Monday".
    fn read_adjacent_weekday(&self, at: usize) -> Match<DateExpression> {
        let direction = match self.word(at + 1) {
            "following" | "next" => Direction::Future,
            "previous" => Direction::Past,
            _ => return None,
        };
        let (end, day) = self.read_weekday(at + 2).filter(|_| self.is_word(at, "the"))?;
        Some((end, DateExpression::AdjacentWeekday { day, direction }))
    }

    /// "the week of March 6", "the weekend of March 9".
    pub fn read_week_of_day(&self, at: usize) -> Match<DateExpression> {
        let weekend = self.is_unit(at + 1, Unit::Weekend);
        let week = self.is_word(at, "the")
            && (weekend || self.is_unit(at + 1, Unit::Week))
            && self.is_word(at + 2, "of");
        let (end, day) = self.read_day_or_range(at + 3).filter(|_| week)?;
        match day {
            DateExpression::Day { year, month, day } => {
                Some((end, DateExpression::WeekOf { year, month, day, weekend }))
            }
            _ => None,
        }
    }

    /// A single day, or the first of a range of days with the token after the range.
    fn read_day_or_range(&self, at: usize) -> Match<DateExpression> {
        let (end, first) = self.read_first_of_day_range(at).or_else(|| self.read_single_day(at))?;
        let mut expression = TimeExpression::Date(first, None);
        let (end, first) = match self.read_second_of_pair(end, &mut expression) {
            Some((tokens, _)) => (tokens.end, expression),
            None => (self.read_rest_of_range(end).unwrap_or(end), expression),
        };
        match first {
            TimeExpression::Date(date, _) => Some((end, date)),
            _ => None,
        }
    }

    /// "Friday Night Lights", "Monday Night Football", "Super Tuesday", "Bloody Sunday": names, not days.
    fn is_title_of_work(&self, at: usize, end: usize) -> bool {
        let part = matches!(self.meaning(end), Meaning::DayPart(_))
            && self.is_capital(end)
            && self.is_capital(end + 1);
        let named = at > 0
            && matches!(
                self.text(at - 1),
                "Super"
                    | "Bloody"
                    | "Black"
                    | "Cyber"
                    | "Ash"
                    | "Palm"
                    | "Ruby"
                    | "Good"
                    | "Sheffield"
                    | "Holy"
                    | "Shrove"
            );
        // "Monday and Tuesday nights".
        let recurs = matches!(self.read_recurrence(at), Some((_, recurrence)) if matches!(recurrence.recurring, Recurring::WeekdayPart(..)));
        part || named || recurs
    }

    /// "last year", "this week", "next month", "the past year", "the current quarter", "the coming week".
    pub fn read_relative_unit(&self, at: usize) -> Match<DateExpression> {
        let start = self.skip_any(at, &["the"]);
        let the = start > at;
        let adjective = self.word(start);
        let noun = self.skip_any(start + 1, &["fiscal", "full", "past", "coming", "calendar"]);
        let Meaning::Unit { unit, plural: false } = self.meaning(noun) else {
            return self.read_relative_month(at);
        };
        if matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) || self.is_in_compound(noun) {
            return None;
        }
        // "This Week" is a programme of ABC.
        if self.is_capital(noun) && !self.opens_sentence(noun) && !self.is_upper(noun) {
            return None;
        }
        let day = unit == Unit::Day;
        let (count, anchor) = match adjective {
            "this" if self.word(noun - 1) == "past" => (-1, Anchor::Publication),
            "this" if self.word(noun - 1) == "coming" => (1, Anchor::Publication),
            "this" if !the && !day => (0, Anchor::Publication),
            "current" if !day => (0, Anchor::Publication),
            // "the past decade" is ten years ([`Self::read_duration`]), not the decade before this one.
            "last" | "past" | "next" | "coming" | "previous" if the && unit == Unit::Decade => return None,
            // "the last week of the trial".
            "last" if the && unit != Unit::Quarter && self.is_word(noun + 1, "of") => return None,
            "last" if !day => (-1, Anchor::Publication),
            "past" if the && !day => (-1, Anchor::Publication),
            "next" if !the && !day => (1, Anchor::Publication),
            "coming" | "upcoming" if !day => (1, Anchor::Publication),
            // "within the next month".
            "next" if the && matches!(self.word_before(at), "within" | "over") => (1, Anchor::Publication),
            "next" | "following" if the => (1, Anchor::Context),
            "previous" | "preceding" if the => (-1, Anchor::Context),
            "same" if the => (0, Anchor::Context),
            "that" if !the => (0, Anchor::Context),
            _ => return None,
        };
        // "that same day".
        Some((noun + 1, DateExpression::Offset { unit, count, anchor }))
    }

    /// "last October", "this March", "next May".
    fn read_relative_month(&self, at: usize) -> Match<DateExpression> {
        let (deixis, month_at) = match self.word(at) {
            "last" => (Deixis::Last, at + 1),
            "this" if self.is_word(at + 1, "past") => (Deixis::Last, at + 2),
            "this" if self.is_word(at + 1, "coming") => (Deixis::Next, at + 2),
            "this" => (Deixis::This, at + 1),
            "next" => (Deixis::Next, at + 1),
            "that" => {
                let (end, month) = self.read_month(at + 1)?;
                // "the figures show that July has been wet": a conjunction.
                if matches!(self.text(end), "has" | "had" | "is" | "was" | "will" | "would" | "may" | "could")
                {
                    return None;
                }
                return Some((end, DateExpression::Month { year: YearReference::Context, month }));
            }
            _ => return None,
        };
        match self.read_month_first(month_at)? {
            (end, DateExpression::Month { year: YearReference::Deictic(_), month }) => {
                Some((end, DateExpression::Month { year: YearReference::Deictic(deixis), month }))
            }
            (end, DateExpression::Day { year: YearReference::Deictic(_), month, day }) => {
                Some((end, DateExpression::Day { year: YearReference::Deictic(deixis), month, day }))
            }
            _ => None,
        }
    }

    /// Whether the unit is part of a compound such as "week-long" or "year-old".
    fn is_in_compound(&self, noun: usize) -> bool {
        self.is_joining_hyphen(noun + 1) && !self.is_any_word(noun + 2, &["earlier", "ago", "end"])
    }

    /// "that same day", "the same day", "the week of March 5".
    pub fn read_same_unit(&self, at: usize) -> Match<DateExpression> {
        if self.is_word(at, "that") && self.is_word(at + 1, "same") {
            let Meaning::Unit { unit, plural: false } = self.meaning(at + 2) else { return None };
            return Some((at + 3, DateExpression::Offset { unit, count: 0, anchor: Anchor::Context }));
        }
        self.read_adjacent_unit(at)
    }

    /// "the day before", "the month before": from the date that the text last named. In "the day before the vote", the vote
    /// has that date, and the expression is "the day"; in "the day before Christmas", Christmas has.
    fn read_adjacent_unit(&self, at: usize) -> Match<DateExpression> {
        let Meaning::Unit { unit: unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year), plural: false } =
            self.meaning(at + 1)
        else {
            return None;
        };
        let direction = match self.word(at + 2) {
            "before" | "prior" => -1,
            "after" => 1,
            _ => return None,
        };
        let next = at + 3;
        if !self.is_word(at, "the") {
            return None;
        }
        let alone = self.is_word(at + 2, "prior") && !self.is_word(next, "to")
            || !self.is_lower(next) && !self.is_capital(next)
            || self.is_any_word(next, &["and", "or", "but", "too", "at", "in", "with", "for"])
            || matches!(self.text(next), "when" | "as" | "was" | "were" | "had");
        let noun = matches!(self.text(next), "the" | "a" | "an" | "his" | "her" | "its" | "their" | "this")
            || self.is_capital(next);
        // "Oct. 12, the day before the plunge": the same day again.
        let apposed = at > 1
            && self.text(at - 1) == ","
            && matches!(self.meaning(at - 2), Meaning::Digits { .. } | Meaning::Weekday { .. });
        // "The week after the vote" and "the day prior to the vote" are of what the text does not date.
        let is_dated = alone || noun && unit == Unit::Day || noun && direction < 0;
        if !is_dated || self.is_word(at + 2, "prior") && !alone {
            return None;
        }
        let named =
            || self.read_single_day(next).or_else(|| self.read_holiday(next)).filter(|_| unit == Unit::Day);
        if let Some((_, day)) = named() {
            return Some((
                at + 2,
                DateExpression::Shifted { date: Box::new(day), unit: Unit::Day, count: direction },
            ));
        }
        let count = if apposed && !alone { 0 } else { direction };
        Some((
            at + if alone { 3 } else { 2 },
            DateExpression::Offset { unit, count, anchor: Anchor::Context },
        ))
    }

    /// "two weeks ago", "a year earlier", "three days later", "10 years from now", "a week ago Friday", "year-ago".
    pub fn read_offset(&self, at: usize) -> Match<DateExpression> {
        let the = self.skip_any(at, &["the"]);
        if self.read_year_ago_word(the).is_some() {
            let noun = self.skip_any(the + 3, &["period"]);
            let noun = noun + usize::from(noun == the + 3 && self.is_unit(noun, Unit::Quarter));
            if the > at && noun == the + 3 {
                return None;
            }
            return Some((noun, DateExpression::YearAgo(Anchor::Publication)));
        }
        let (end, amount) = self.read_amount(at)?;
        let noun = self.skip_any(self.skip_hyphen(end), &["full", "more", "calendar"]);
        let Meaning::Unit { unit, .. } = self.meaning(noun) else { return None };
        if matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) {
            return None;
        }
        let halved = self.read_year_and_half(noun + 1, unit, amount);
        let (noun, unit, amount) = halved.unwrap_or((noun, unit, amount));
        let Amount::Whole(count) = amount else { return None };
        let or_so = if self.is_word(noun + 1, "or") && self.text(noun + 2) == "so" { 2 } else { 0 };
        let noun = noun + or_so;
        let count = i32::try_from(count).ok().filter(|count| *count <= 9999)?;
        let (sign, anchor, end) = match self.word(noun + 1) {
            "ago" => (-1, Anchor::Publication, noun + 2),
            "hence" => (1, Anchor::Publication, noun + 2),
            "from" if self.is_any_word(noun + 2, &["now", "today"]) => (1, Anchor::Publication, noun + 3),
            // "for a year's time" is a length.
            _ if self.is_mark(noun + 1, &["'", "’", "'s", "’s"])
                && self.is_word(noun + 2, "time")
                && !self.is_word(at.wrapping_sub(1), "for") =>
            {
                (1, Anchor::Publication, noun + 3)
            }
            "earlier" => (-1, Anchor::Context, noun + 2),
            "later" | "afterward" | "afterwards" => (1, Anchor::Context, noun + 2),
            // "Two weeks on, the bridge is still shut".
            "on" if self.is_mark(noun + 2, &[",", ".", ";", "—", "–", "-"])
                && !self.follows_length_word(at) =>
            {
                (1, Anchor::Context, noun + 2)
            }
            _ => return None,
        };
        if unit == Unit::Week && anchor == Anchor::Publication && sign < 0 {
            let on = self.skip_any(end, &["on", "last"]);
            if let Some((end, day)) = self.read_weekday(on) {
                return Some((end, DateExpression::WeeksFromWeekday { day, count: -count }));
            }
        }
        if unit == Unit::Year
            && sign < 0
            && anchor == Anchor::Publication
            && let Some((end, unit)) = self.read_period_of_publication(end)
        {
            return Some((end, DateExpression::Anniversary { years: count, unit }));
        }
        if (unit, sign * count) == (Unit::Year, -1) {
            return Some((end, DateExpression::YearAgo(anchor)));
        }
        let (unit, count) = match unit {
            Unit::Fortnight => (Unit::Week, count.checked_mul(2)?),
            Unit::Decade => (Unit::Year, count.checked_mul(10)?),
            Unit::Century => (Unit::Year, count.checked_mul(100)?),
            _ => (unit, count),
        };
        Some((end, DateExpression::Offset { unit, count: sign * count, anchor }))
    }

    /// "today", "this week", "this month" behind "five years ago".
    fn read_period_of_publication(&self, at: usize) -> Match<Unit> {
        if self.is_word(at, "today") {
            return Some((at + 1, Unit::Day));
        }
        match self.meaning(at + 1) {
            Meaning::Unit { unit: unit @ (Unit::Week | Unit::Month), plural: false }
                if self.is_word(at, "this") =>
            {
                Some((at + 2, unit))
            }
            _ => None,
        }
    }

    /// Whether a length of time is spent: "for two weeks on".
    fn follows_length_word(&self, at: usize) -> bool {
        matches!(self.word_before(at), "for" | "over" | "every" | "each" | "another")
    }

    /// "a year and a half", "two and a half years": in months, with the token before "ago".
    fn read_year_and_half(&self, after: usize, unit: Unit, amount: Amount) -> Option<(usize, Unit, Amount)> {
        let (noun, count) = match amount {
            Amount::WithHalf(count) => (after - 1, count),
            Amount::Whole(count)
                if self.is_word(after, "and")
                    && self.is_word(after + 1, "a")
                    && self.is_word(after + 2, "half") =>
            {
                (after + 2, count)
            }
            _ => return None,
        };
        (unit == Unit::Year && count <= 999).then_some((noun, Unit::Month, Amount::Whole(12 * count + 6)))
    }

    /// "several years ago", "some weeks later": before or after publication, no more is known.
    pub fn read_vague_offset(&self, at: usize) -> Match<Direction> {
        let (end, amount) = match self.read_amount(at) {
            Some(found) => found,
            None => (at, Amount::Unspecified),
        };
        let Meaning::Unit { plural: true, .. } = self.meaning(end) else { return None };
        match (amount, self.word(end + 1)) {
            (Amount::Unspecified, "ago") => Some((end + 2, Direction::Past)),
            _ => None,
        }
    }

    /// "year-end", "year's end". ("the end of the year" has a rule of its own.)
    pub fn read_year_end(&self, at: usize) -> Match<DateExpression> {
        let start = self.skip_any(at, &["the"]);
        if !self.is_unit(start, Unit::Year) {
            return None;
        }
        let s = start + 1 + usize::from(self.is_mark(start + 1, &["'s", "’s"]));
        let end = self.skip_hyphen(s);
        let compound = start > at && self.is_joining_hyphen(s);
        // "Shares have risen since year-end".
        let deixis = if self.is_word(at.wrapping_sub(1), "since") { Deixis::Last } else { Deixis::This };
        (self.is_word(end, "end") && !compound).then_some((
            end + 1,
            DateExpression::Day { year: YearReference::Deictic(deixis), month: 12, day: 31 },
        ))
    }

    /// "the weekend", "this weekend", "last weekend".
    pub fn read_weekend(&self, at: usize) -> Match<DateExpression> {
        let (noun, count) = match self.word(at) {
            "the" | "this" => (self.skip_any(at + 1, &["past", "coming"]), 0),
            "last" => (at + 1, -1),
            "next" => (at + 1, 1),
            _ => return None,
        };
        let count = if self.word(noun - 1) == "past" { -1 } else { count };
        self.is_unit(noun, Unit::Weekend).then_some((
            noun + 1,
            DateExpression::Offset { unit: Unit::Weekend, count, anchor: Anchor::Publication },
        ))
    }
}
