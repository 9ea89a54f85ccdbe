//! Rules for times of a day: "5 p.m. EST Monday", "this morning", "last night", "noon".

use crate::dates::english::lexicon::Meaning;
use crate::dates::english::rules::rule::{FirstToken, Rule, RuleSet};
use crate::dates::english::scanner::{Match, Scanner};
use crate::dates::expression::{Anchor, DateExpression, Deixis, Modifier, TimeExpression, TimeOfDay};
use crate::dates::units::{DayPart, Unit};

pub const RULES: RuleSet = RuleSet {
    words: "est edt cst cdt mst mdt pst pdt gmt utc bst cet cest ist jst kst hkt sgt aest eastern et pt ct",
    dates: &[],
    expressions: &[
        Rule {
            starts: FirstToken::ALL,
            read: |scanner, at| {
                let (end, (time, date, modifier)) = scanner.read_time(at)?;
                Some((end, TimeExpression::Time(time, date, modifier)))
            },
        },
        Rule { starts: &[FirstToken::Word], read: |scanner, at| scanner.read_anaphoric_time(at) },
    ],
};

/// Abbreviations of time zones, with which a number can be a time of day.
const TIME_ZONES: &[&str] = &[
    "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "gmt", "utc", "bst", "cet", "cest", "ist", "jst",
    "kst", "hkt", "sgt", "aest", "et", "pt", "ct",
];

impl Scanner<'_> {
    /// A time of day, with the date next to it.
    pub fn read_time(&self, at: usize) -> Match<(TimeOfDay, Option<DateExpression>, Option<Modifier>)> {
        let approximate = self.is_any_word(at, &["around", "about"]).then_some(Modifier::Approx);
        let clock_at = at + usize::from(approximate.is_some());
        if let Some((end, day, time)) = self.read_hour_and_day_part(clock_at) {
            return Some((end, (time, day, approximate)));
        }
        if let Some((end, time)) = self.read_clock(clock_at) {
            let (end, day) = self.read_day_beside(end);
            let day = day.or_else(|| self.read_day_after_brackets(clock_at, end));
            return Some((end, (time, day, approximate)));
        }
        if let Some((end, (time, day))) = self.read_timestamp(at) {
            return Some((end, (time, Some(day), None)));
        }
        if let Some((end, time)) = self.read_noon_or_midnight(clock_at) {
            let (end, day) = self.read_day_beside(end);
            return Some((end, (time, day, approximate)));
        }
        self.read_day_part(at)
    }

    /// "2024-10-03T05:00", "2024-10-03 05:00:00".
    fn read_timestamp(&self, at: usize) -> Match<(TimeOfDay, DateExpression)> {
        let (end, day) = self.read_numeric_date(at)?;
        let clock_at = end + usize::from(self.text(end) == "T" && self.is_glued(end));
        let (end, (hour, Some(minute))) = self.read_hour_and_minute(clock_at)? else { return None };
        let utc = self.text(end) == "Z" && self.is_glued(end);
        let time = TimeOfDay::Clock { hour, minute: Some(minute), utc };
        (hour < 24).then_some((end + usize::from(utc), (time, day)))
    }

    /// "9 in the morning", "9 at night", "8:15 this morning", "8:15 Monday night": the part of the day decides
    /// between a.m. and p.m.
    fn read_hour_and_day_part(&self, at: usize) -> Option<(usize, Option<DateExpression>, TimeOfDay)> {
        let (end, (hour, minute)) =
            self.read_hour_and_minute(at).filter(|(_, (hour, _))| (1..=12).contains(hour))?;
        let colon = minute.is_some() && self.text(at + 1) == ":";
        let end = self.skip_any(end, &["o'clock", "o’clock"]);
        let led = matches!(
            self.word_before(at),
            "at" | "by" | "until" | "around" | "about" | "from" | "after" | "before"
        );
        let (end, part, day) = match (self.meaning(end + 1), self.meaning(end + 2)) {
            (Meaning::DayPart(part), _) if self.is_word(end, "at") && led => (end + 2, part, None),
            (_, Meaning::DayPart(part)) if self.is_word(end, "in") && self.is_word(end + 1, "the") => {
                (end + 3, part, None)
            }
            _ if colon && led => match self.read_day_part(end)? {
                (end, (TimeOfDay::Part(part), day, _)) => (end, part, day),
                _ => return None,
            },
            _ => return None,
        };
        let later = match part {
            DayPart::Morning => false,
            DayPart::Afternoon | DayPart::Evening => true,
            DayPart::Night => hour >= 6,
        };
        let hour = hour % 12 + if later { 12 } else { 0 };
        Some((end, day, TimeOfDay::Clock { hour, minute, utc: false }))
    }

    /// "Monday", ", Nov. 5", "yesterday" after a time.
    fn read_day_beside(&self, at: usize) -> (usize, Option<DateExpression>) {
        let this = || match self.read_day_part(at)? {
            (end, (TimeOfDay::Part(_), day, _)) if self.is_any_word(at, &["this", "tonight"]) => {
                Some((end, day))
            }
            _ => None,
        };
        match self.read_single_day(at) {
            // "10:30 p.m. on Wednesday night".
            Some((end, day)) => {
                let part = matches!(self.meaning(end), Meaning::DayPart(_)) && !self.text(end).ends_with('s');
                (end + usize::from(part), Some(day))
            }
            None => this().unwrap_or((at, None)),
        }
    }

    /// The day of both times in "10:35 a.m. (0735 GMT) Friday".
    fn read_day_after_brackets(&self, at: usize, end: usize) -> Option<DateExpression> {
        let closed = if self.text(end) == "(" {
            self.read_clock(end + 1).map(|(end, _)| end)
        } else {
            (at > 0 && self.text(at - 1) == "(").then_some(end)
        };
        let closed = closed.filter(|closed| self.text(*closed) == ")")?;
        self.read_single_day(closed + 1).map(|(_, day)| day)
    }

    /// "5 p.m.", "5pm", "10:30 a.m. EST", "17:30 GMT", "0930 GMT", "5 o'clock", "5.30pm".
    pub fn read_clock(&self, at: usize) -> Match<TimeOfDay> {
        if at > 0 && self.is_glued(at) && self.is_mark(at - 1, &["$", "£", "€", ":", "/", "-", "–", "."])
        {
            // "7-9 p.m.", "10 a.m.-4 p.m.".
            let first = at > 1 && self.is_joining_hyphen(at - 1) && self.is_hour_or_half_day(at - 2);
            let half = first
                && self.read_hour_and_minute(at).is_some_and(|(end, _)| self.half_day_offset(end).is_some());
            if !half {
                return None;
            }
        }
        if let Some((end, (hour, minute))) = self.read_minutes_past_hour(at) {
            return Some((end, TimeOfDay::Clock { hour, minute: Some(minute), utc: false }));
        }
        let (end, (hour, minute)) = self.read_hour_and_minute(at)?;
        if let Some(half) = self.half_day_offset(end) {
            let end = end
                + 1
                + usize::from(
                    self.word(end).len() == 3 && self.text(end + 1) == "." && self.is_glued(end + 1),
                );
            let end = self.read_time_zone(end).map_or(end, |(end, _)| end);
            let hour = (1..=12).contains(&hour).then_some(hour % 12 + half)?;
            return Some((end, TimeOfDay::Clock { hour, minute, utc: self.ends_in_utc(end) }));
        }
        if self.is_any_word(end, &["o'clock", "o’clock"]) {
            return (hour <= 12).then_some((end + 1, TimeOfDay::Clock { hour, minute: None, utc: false }));
        }
        let zone = self.read_time_zone(end);
        let led = matches!(
            self.word_before(at),
            "at" | "by" | "from" | "until" | "around" | "about" | "after" | "before" | "since"
        ) && minute.is_some();
        let hours = self.is_plural_hours(end)
            && minute.is_some()
            && matches!(self.word_before(at), "at" | "by" | "from" | "until");
        if let Some((end, _)) = zone.filter(|_| minute.is_some()) {
            return Some((end, TimeOfDay::Clock { hour, minute, utc: self.ends_in_utc(end) }));
        }
        let colon = self.text(at + 1) == ":";
        ((led && colon) || hours)
            .then_some((end + usize::from(hours), TimeOfDay::Clock { hour, minute, utc: false }))
    }

    /// The hours that "a.m." or "pm" adds.
    fn half_day_offset(&self, at: usize) -> Option<u32> {
        match self.word(at) {
            "a.m" | "a.m." | "am" => Some(0),
            "p.m" | "p.m." | "pm" => Some(12),
            _ => None,
        }
    }

    fn is_hour_or_half_day(&self, at: usize) -> bool {
        self.half_day_offset(at).is_some() || self.digits(at).is_some_and(|(hour, _)| hour < 24)
    }

    pub fn is_plural_hours(&self, at: usize) -> bool {
        self.meaning(at) == Meaning::Unit { unit: Unit::Hour, plural: true }
    }

    /// "half past five", "quarter to six".
    fn read_minutes_past_hour(&self, at: usize) -> Match<(u32, u32)> {
        let start = self.skip_any(at, &["a"]);
        let minutes = match self.meaning(start) {
            _ if self.is_word(start, "half") => 30,
            Meaning::Unit { unit: Unit::Quarter, plural: false } => 15,
            _ => return None,
        };
        let to = self.is_word(start + 1, "to");
        if !to && !self.is_word(start + 1, "past") || to && minutes == 30 {
            return None;
        }
        let hour = match self.meaning(start + 2) {
            Meaning::Cardinal(hour @ 1..=12) | Meaning::Digits { value: hour @ 1..=12, length: 1..=2 } => {
                hour
            }
            _ => return None,
        };
        let led = matches!(
            self.word_before(at),
            "at" | "by" | "until" | "around" | "about" | "after" | "before" | "from"
        );
        let time = if to { ((hour + 11) % 12, 60 - minutes) } else { (hour, minutes) };
        led.then_some((start + 3, time))
    }

    fn ends_in_utc(&self, end: usize) -> bool {
        self.is_any_word(end.wrapping_sub(1), &["gmt", "utc"])
    }

    /// The hour, and the minute where it is given.
    fn read_hour_and_minute(&self, at: usize) -> Match<(u32, Option<u32>)> {
        if let Meaning::Figure(value) = self.meaning(at) {
            // "5.30pm".
            let (hour, minute) = (value as u32, ((value.fract() * 100.0).round()) as u32);
            let decimal = self.text(at).split_once('.').is_some_and(|(_, minute)| minute.len() == 2);
            return (decimal && hour < 24 && minute < 60).then_some((at + 1, (hour, Some(minute))));
        }
        let (value, length) = match self.meaning(at) {
            Meaning::Cardinal(value @ 1..=12) => (value, 1),
            _ => self.digits(at)?,
        };
        if length == 4 {
            let (hour, minute) = (value / 100, value % 100);
            let zone = self.read_time_zone(at + 1).is_some() || self.is_plural_hours(at + 1);
            return (zone && hour < 24 && minute < 60).then_some((at + 1, (hour, Some(minute))));
        }
        if length > 2 || value > 24 {
            return None;
        }
        if self.text(at + 1) == ":" && self.is_glued(at + 1) && self.is_glued(at + 2) {
            let (minute, 2) = self.digits(at + 2)? else { return None };
            let mut end = at + 3;
            // Seconds are read and not kept.
            if self.text(end) == ":" && self.is_glued(end) && matches!(self.digits(end + 1), Some((_, 2))) {
                end += 2;
            }
            return (minute < 60).then_some((end, (value, Some(minute))));
        }
        Some((at + 1, (value, None)))
    }

    /// "EST", "GMT", "local time", "Eastern time".
    fn read_time_zone(&self, at: usize) -> Match<()> {
        if self.is_any_word(at, TIME_ZONES) && self.text(at).chars().all(char::is_uppercase) {
            return Some((at + 1, ()));
        }
        let named = self.is_any_word(at, &["local", "eastern"]) && self.is_word(at + 1, "time");
        named.then_some((at + 2, ()))
    }

    /// "noon", "midday", "midnight".
    fn read_noon_or_midnight(&self, at: usize) -> Match<TimeOfDay> {
        let hour = match self.word(at) {
            "noon" | "midday" => 12,
            "midnight" => 24,
            _ => return None,
        };
        let title = self.is_capital(at) && !self.opens_sentence(at);
        (!title).then_some((at + 1, TimeOfDay::Clock { hour, minute: Some(0), utc: false }))
    }

    /// "Monday morning", "yesterday afternoon", "this evening", "last night", "tonight", "the morning of Oct. 3".
    fn read_day_part(&self, at: usize) -> Match<(TimeOfDay, Option<DateExpression>, Option<Modifier>)> {
        let today =
            || Some(DateExpression::Offset { unit: Unit::Day, count: 0, anchor: Anchor::Publication });
        match self.word(at) {
            "tonight" => return Some((at + 1, (TimeOfDay::Part(DayPart::Night), today(), None))),
            "overnight" => return Some((at + 1, (TimeOfDay::LastNight, None, None))),
            "dawn" | "sunrise" => return self.read_dawn_or_dusk(at, DayPart::Morning),
            "dusk" | "sunset" => return self.read_dawn_or_dusk(at, DayPart::Evening),
            _ => {}
        }
        if let Meaning::DayPart(part) = self.meaning(at + 1) {
            match self.word(at) {
                "this" => return Some((at + 2, (TimeOfDay::Part(part), today(), None))),
                "last" if part == DayPart::Night && !self.text(at + 1).ends_with('s') => {
                    return Some((at + 2, (TimeOfDay::LastNight, None, None)));
                }
                "the" if self.is_word(at + 2, "of") => {
                    let (end, day) = self.read_single_day(at + 3)?;
                    return Some((end, (TimeOfDay::Part(part), Some(day), None)));
                }
                "the" if self.is_day_part_alone(at) => {
                    return Some((at + 2, (TimeOfDay::Part(part), None, None)));
                }
                _ => {}
            }
        }
        if let Some(found) = self.read_mid_day_part(at) {
            return Some(found);
        }
        if self.is_word(at, "on") {
            return None;
        }
        let (end, day) = self
            .read_single_day(at)
            .or_else(|| self.read_relative_unit(at).filter(|(_, found)| is_day(found)))?;
        let adverb = match self.word(end) {
            "early" => Some(Modifier::Start),
            "late" => Some(Modifier::End),
            _ => None,
        };
        let part_at = end + usize::from(adverb.is_some());
        let Meaning::DayPart(part) = self.meaning(part_at) else {
            let at_clock = self.skip_any(end, &["at"]);
            let (end, time) = self.read_clock(at_clock).or_else(|| self.read_noon_or_midnight(at_clock))?;
            return Some((end, (time, Some(day), None)));
        };
        // "Tuesday nights" is a set.
        let compound = self.is_joining_hyphen(part_at + 1) || self.text(part_at).ends_with('s');
        if compound {
            return None;
        }
        // "Sunday night 7th June 2015", "Sunday evening, June 7": the date says which Sunday.
        let weekday = matches!(day, DateExpression::Weekday { deixis: Deixis::Unmarked, weeks: None, .. });
        let (end, day) = match self.read_date_of_weekday(part_at + 1).filter(|_| weekday) {
            Some((end, date)) => (end, date),
            None => (part_at + 1, day),
        };
        Some((end, (TimeOfDay::Part(part), Some(day), adverb)))
    }

    /// "mid-afternoon", "mid-morning yesterday".
    fn read_mid_day_part(&self, at: usize) -> Match<(TimeOfDay, Option<DateExpression>, Option<Modifier>)> {
        if !self.is_word(at, "mid") {
            return None;
        }
        let noun = self.skip_hyphen(at + 1);
        let Meaning::DayPart(part) = self.meaning(noun) else { return None };
        let (end, day) =
            self.read_single_day(noun + 1).map_or((noun + 1, None), |(end, day)| (end, Some(day)));
        Some((end, (TimeOfDay::Part(part), day, Some(Modifier::Mid))))
    }

    /// "dawn on Tuesday", "at dawn".
    fn read_dawn_or_dusk(
        &self,
        at: usize,
        part: DayPart,
    ) -> Match<(TimeOfDay, Option<DateExpression>, Option<Modifier>)> {
        let (end, day) = self.read_day_beside(at + 1);
        let led =
            matches!(self.word_before(at), "at" | "before" | "after" | "by" | "since" | "until" | "around");
        (day.is_some() || led && self.is_lower(at)).then_some((end, (TimeOfDay::Part(part), day, None)))
    }

    /// Whether "the morning" in "in the morning" is a time of the day that the text speaks of.
    fn is_day_part_alone(&self, at: usize) -> bool {
        let led = matches!(self.word_before(at), "in" | "during" | "through" | "into");
        led && !self.text(at + 1).ends_with('s')
            && !self.is_noun_like(at + 2)
            && !self.is_capital(at + 2)
            && !self.is_joining_hyphen(at + 2)
            && !matches!(self.meaning(at + 2), Meaning::Unit { .. })
    }

    /// "the next morning", "that night".
    fn read_anaphoric_time(&self, at: usize) -> Match<TimeExpression> {
        let (end, (time, count)) = self.read_anaphoric_day_part(at)?;
        let TimeOfDay::Part(_) = time else { return None };
        let day = DateExpression::Offset { unit: Unit::Day, count, anchor: Anchor::Context };
        Some((end, TimeExpression::Time(time, Some(day), None)))
    }

    /// "the next morning", "that night", "the previous evening".
    pub fn read_anaphoric_day_part(&self, at: usize) -> Match<(TimeOfDay, i32)> {
        let (start, the) = (self.skip_any(at, &["the"]), self.is_word(at, "the"));
        let shift = match self.word(start) {
            "next" | "following" if the => 1,
            "previous" if the => -1,
            "same" if the => 0,
            "that" if !the => 0,
            _ => return None,
        };
        match self.meaning(start + 1) {
            Meaning::DayPart(part) => Some((start + 2, (TimeOfDay::Part(part), shift))),
            _ => None,
        }
    }
}

fn is_day(calendar: &DateExpression) -> bool {
    matches!(calendar, DateExpression::Offset { unit: Unit::Day, .. })
}
