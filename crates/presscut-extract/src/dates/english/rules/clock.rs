//! Rules for times of a day: "5 p.m. EST Monday", "this morning", "last night", "noon".

use crate::dates::english::lexicon::{DayPart, Lex, Unit};
use crate::dates::english::scanner::{Found, Scanner};
use crate::dates::expression::{Calendar, Modifier, Time};

const ZONES: &[&str] = &[
    "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "gmt", "utc", "bst", "cet", "cest", "ist", "jst",
    "kst", "hkt", "sgt", "aest", "et", "pt", "ct",
];

impl DayPart {
    /// As TimeML writes it after the "T".
    pub fn as_str(self) -> &'static str {
        match self {
            DayPart::Morning => "MO",
            DayPart::Afternoon => "AF",
            DayPart::Evening => "EV",
            DayPart::Night => "NI",
        }
    }
}

impl Scanner<'_, '_> {
    /// A time, with the day that stands beside it.
    pub fn time(&self, at: usize) -> Found<(Time, Option<Calendar>, Option<Modifier>)> {
        let approximate = self.is_any(at, &["around", "about"]).then_some(Modifier::Approx);
        let clock_at = at + usize::from(approximate.is_some());
        if let Some((end, day, time)) = self.hour_and_part(clock_at) {
            return Some((end, (time, day, approximate)));
        }
        if let Some((end, time)) = self.clock(clock_at) {
            let (end, day) = self.day_beside(end);
            let day = day.or_else(|| self.day_past_brackets(clock_at, end));
            return Some((end, (time, day, approximate)));
        }
        if let Some((end, (time, day))) = self.timestamp(at) {
            return Some((end, (time, Some(day), None)));
        }
        if let Some((end, time)) = self.noon(clock_at) {
            let (end, day) = self.day_beside(end);
            return Some((end, (time, day, approximate)));
        }
        self.part_of_day(at)
    }

    /// "2024-10-03T05:00", "2024-10-03 05:00:00".
    fn timestamp(&self, at: usize) -> Found<(Time, Calendar)> {
        let (end, day) = self.numeric(at)?;
        let clock_at = end + usize::from(self.text(end) == "T" && self.glued(end));
        let (end, (hour, Some(minute))) = self.hour_and_minute(clock_at)? else { return None };
        let utc = self.text(end) == "Z" && self.glued(end);
        let time = Time::Clock { hour, minute: Some(minute), utc };
        (hour < 24).then_some((end + usize::from(utc), (time, day)))
    }

    /// "9 in the morning", "9 at night", "8:15 this morning", "8:15 Monday night": the part of the day tells which half.
    fn hour_and_part(&self, at: usize) -> Option<(usize, Option<Calendar>, Time)> {
        let (end, (hour, minute)) =
            self.hour_and_minute(at).filter(|(_, (hour, _))| (1..=12).contains(hour))?;
        let colon = minute.is_some() && self.text(at + 1) == ":";
        let end = self.after(end, &["o'clock", "o’clock"]);
        let led = matches!(
            self.before(at),
            "at" | "by" | "until" | "around" | "about" | "from" | "after" | "before"
        );
        let (end, part, day) = match (self.lex(end + 1), self.lex(end + 2)) {
            (Lex::DayPart(part), _) if self.is(end, "at") && led => (end + 2, part, None),
            (_, Lex::DayPart(part)) if self.is(end, "in") && self.is(end + 1, "the") => (end + 3, part, None),
            _ if colon && led => match self.part_of_day(end)? {
                (end, (Time::Part(part), day, _)) => (end, part, day),
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
        Some((end, day, Time::Clock { hour, minute, utc: false }))
    }

    /// "Monday", ", Nov. 5", "yesterday" after a clock.
    fn day_beside(&self, at: usize) -> (usize, Option<Calendar>) {
        let this = || match self.part_of_day(at)? {
            (end, (Time::Part(_), day, _)) if self.is_any(at, &["this", "tonight"]) => Some((end, day)),
            _ => None,
        };
        match self.plain_day(at) {
            // "10:30 p.m. on Wednesday night".
            Some((end, day)) => {
                let part = matches!(self.lex(end), Lex::DayPart(_)) && !self.text(end).ends_with('s');
                (end + usize::from(part), Some(day))
            }
            None => this().unwrap_or((at, None)),
        }
    }

    /// The day of both clocks in "10:35 a.m. (0735 GMT) Friday".
    fn day_past_brackets(&self, at: usize, end: usize) -> Option<Calendar> {
        let closed = if self.text(end) == "(" {
            self.clock(end + 1).map(|(end, _)| end)
        } else {
            (at > 0 && self.text(at - 1) == "(").then_some(end)
        };
        let closed = closed.filter(|closed| self.text(*closed) == ")")?;
        self.plain_day(closed + 1).map(|(_, day)| day)
    }

    /// "5 p.m.", "5pm", "10:30 a.m. EST", "17:30 GMT", "0930 GMT", "5 o'clock", "5.30pm".
    pub fn clock(&self, at: usize) -> Found<Time> {
        if at > 0 && self.glued(at) && self.is_mark(at - 1, &["$", "£", "€", ":", "/", "-", "–", "."]) {
            // "7-9 p.m.", "10 a.m.-4 p.m.".
            let first = at > 1 && self.joined(at - 1) && self.is_hour_or_half(at - 2);
            let half =
                first && self.hour_and_minute(at).is_some_and(|(end, _)| self.half_of_day(end).is_some());
            if !half {
                return None;
            }
        }
        if let Some((end, (hour, minute))) = self.past_the_hour(at) {
            return Some((end, Time::Clock { hour, minute: Some(minute), utc: false }));
        }
        let (end, (hour, minute)) = self.hour_and_minute(at)?;
        if let Some(half) = self.half_of_day(end) {
            let end = end
                + 1
                + usize::from(self.word(end).len() == 3 && self.text(end + 1) == "." && self.glued(end + 1));
            let end = self.zone(end).map_or(end, |(end, _)| end);
            let hour = (1..=12).contains(&hour).then_some(hour % 12 + half)?;
            return Some((end, Time::Clock { hour, minute, utc: self.is_utc(end) }));
        }
        if self.is_any(end, &["o'clock", "o’clock"]) {
            return (hour <= 12).then_some((end + 1, Time::Clock { hour, minute: None, utc: false }));
        }
        let told = self.zone(end);
        let led = matches!(self.before(at), "at" | "by" | "from" | "until" | "around" | "about")
            && minute.is_some();
        let hours = self.is_hours(end)
            && minute.is_some()
            && matches!(self.before(at), "at" | "by" | "from" | "until");
        if let Some((end, _)) = told.filter(|_| minute.is_some()) {
            return Some((end, Time::Clock { hour, minute, utc: self.is_utc(end) }));
        }
        let colon = self.text(at + 1) == ":";
        ((led && colon) || hours)
            .then_some((end + usize::from(hours), Time::Clock { hour, minute, utc: false }))
    }

    /// "a.m.", "pm": the hours that it adds.
    fn half_of_day(&self, at: usize) -> Option<u32> {
        match self.word(at) {
            "a.m" | "a.m." | "am" => Some(0),
            "p.m" | "p.m." | "pm" => Some(12),
            _ => None,
        }
    }

    fn is_hour_or_half(&self, at: usize) -> bool {
        self.half_of_day(at).is_some() || self.digits(at).is_some_and(|(hour, _)| hour < 24)
    }

    pub fn is_hours(&self, at: usize) -> bool {
        self.lex(at) == Lex::Unit { unit: Unit::Hour, plural: true }
    }

    /// "half past five", "quarter to six".
    fn past_the_hour(&self, at: usize) -> Found<(u32, u32)> {
        let start = self.after(at, &["a"]);
        let minutes = match self.lex(start) {
            _ if self.is(start, "half") => 30,
            Lex::Unit { unit: Unit::Quarter, plural: false } => 15,
            _ => return None,
        };
        let to = self.is(start + 1, "to");
        if !to && !self.is(start + 1, "past") || to && minutes == 30 {
            return None;
        }
        let hour = match self.lex(start + 2) {
            Lex::Cardinal(hour @ 1..=12) | Lex::Digits { value: hour @ 1..=12, length: 1..=2 } => hour,
            _ => return None,
        };
        let led = matches!(
            self.before(at),
            "at" | "by" | "until" | "around" | "about" | "after" | "before" | "from"
        );
        let time = if to { ((hour + 11) % 12, 60 - minutes) } else { (hour, minutes) };
        led.then_some((start + 3, time))
    }

    fn is_utc(&self, end: usize) -> bool {
        self.is_any(end.wrapping_sub(1), &["gmt", "utc"])
    }

    /// The hour, and the minute where it is told.
    fn hour_and_minute(&self, at: usize) -> Found<(u32, Option<u32>)> {
        if let Lex::Figure(value) = self.lex(at) {
            // "5.30pm".
            let (hour, minute) = (value as u32, ((value.fract() * 100.0).round()) as u32);
            let decimal = self.text(at).split_once('.').is_some_and(|(_, minute)| minute.len() == 2);
            return (decimal && hour < 24 && minute < 60).then_some((at + 1, (hour, Some(minute))));
        }
        let (value, length) = match self.lex(at) {
            Lex::Cardinal(value @ 1..=12) => (value, 1),
            _ => self.digits(at)?,
        };
        if length == 4 {
            let (hour, minute) = (value / 100, value % 100);
            let zone = self.zone(at + 1).is_some() || self.is_hours(at + 1);
            return (zone && hour < 24 && minute < 60).then_some((at + 1, (hour, Some(minute))));
        }
        if length > 2 || value > 24 {
            return None;
        }
        if self.text(at + 1) == ":" && self.glued(at + 1) && self.glued(at + 2) {
            let (minute, 2) = self.digits(at + 2)? else { return None };
            let mut end = at + 3;
            // Seconds are read and left out.
            if self.text(end) == ":" && self.glued(end) && matches!(self.digits(end + 1), Some((_, 2))) {
                end += 2;
            }
            return (minute < 60).then_some((end, (value, Some(minute))));
        }
        Some((at + 1, (value, None)))
    }

    /// "EST", "GMT", "local time", "Eastern time", "(0100 GMT)" is a time of its own.
    fn zone(&self, at: usize) -> Found<()> {
        if self.is_any(at, ZONES) && self.text(at).chars().all(char::is_uppercase) {
            return Some((at + 1, ()));
        }
        let named = self.is_any(at, &["local", "eastern"]) && self.is(at + 1, "time");
        named.then_some((at + 2, ()))
    }

    /// "noon", "midday", "midnight".
    fn noon(&self, at: usize) -> Found<Time> {
        let hour = match self.word(at) {
            "noon" | "midday" => 12,
            "midnight" => 24,
            _ => return None,
        };
        let title = self.is_capital(at) && !self.opens_sentence(at);
        (!title).then_some((at + 1, Time::Clock { hour, minute: Some(0), utc: false }))
    }

    /// "Monday morning", "yesterday afternoon", "this evening", "last night", "tonight", "the morning of Oct. 3".
    fn part_of_day(&self, at: usize) -> Found<(Time, Option<Calendar>, Option<Modifier>)> {
        let today = || {
            Some(Calendar::Shift {
                unit: Unit::Day,
                count: 0,
                base: crate::dates::expression::Base::Publication,
            })
        };
        match self.word(at) {
            "tonight" => return Some((at + 1, (Time::Part(DayPart::Night), today(), None))),
            "overnight" => return Some((at + 1, (Time::LastNight, None, None))),
            "dawn" | "sunrise" => return self.edge_of_day(at, DayPart::Morning),
            "dusk" | "sunset" => return self.edge_of_day(at, DayPart::Evening),
            _ => {}
        }
        if let Lex::DayPart(part) = self.lex(at + 1) {
            match self.word(at) {
                "this" => return Some((at + 2, (Time::Part(part), today(), None))),
                "last" if part == DayPart::Night && !self.text(at + 1).ends_with('s') => {
                    return Some((at + 2, (Time::LastNight, None, None)));
                }
                "the" if self.is(at + 2, "of") => {
                    let (end, day) = self.plain_day(at + 3)?;
                    return Some((end, (Time::Part(part), Some(day), None)));
                }
                "the" if self.is_part_alone(at) => return Some((at + 2, (Time::Part(part), None, None))),
                _ => {}
            }
        }
        if let Some(found) = self.middle_of_part(at) {
            return Some(found);
        }
        if self.is(at, "on") {
            return None;
        }
        let (end, day) =
            self.plain_day(at).or_else(|| self.this_unit(at).filter(|(_, found)| is_day(found)))?;
        let adverb = match self.word(end) {
            "early" => Some(Modifier::Start),
            "late" => Some(Modifier::End),
            _ => None,
        };
        let part_at = end + usize::from(adverb.is_some());
        let Lex::DayPart(part) = self.lex(part_at) else {
            let at_clock = self.after(end, &["at"]);
            let (end, time) = self.clock(at_clock).or_else(|| self.noon(at_clock))?;
            return Some((end, (time, Some(day), None)));
        };
        // "Tuesday nights" are many.
        let compound = self.joined(part_at + 1) || self.text(part_at).ends_with('s');
        (!compound).then_some((part_at + 1, (Time::Part(part), Some(day), adverb)))
    }

    /// "mid-afternoon", "mid-morning yesterday".
    fn middle_of_part(&self, at: usize) -> Found<(Time, Option<Calendar>, Option<Modifier>)> {
        if !self.is(at, "mid") {
            return None;
        }
        let noun = self.after_hyphen(at + 1);
        let Lex::DayPart(part) = self.lex(noun) else { return None };
        let (end, day) = self.plain_day(noun + 1).map_or((noun + 1, None), |(end, day)| (end, Some(day)));
        Some((end, (Time::Part(part), day, Some(Modifier::Mid))))
    }

    /// "dawn on Tuesday", "at dawn".
    fn edge_of_day(&self, at: usize, part: DayPart) -> Found<(Time, Option<Calendar>, Option<Modifier>)> {
        let (end, day) = self.day_beside(at + 1);
        let led = matches!(self.before(at), "at" | "before" | "after" | "by" | "since" | "until" | "around");
        (day.is_some() || led && self.is_lower(at)).then_some((end, (Time::Part(part), day, None)))
    }

    /// "in the morning": of the day that the text speaks of.
    fn is_part_alone(&self, at: usize) -> bool {
        let led = matches!(self.before(at), "in" | "during" | "through" | "into");
        led && !self.text(at + 1).ends_with('s')
            && !self.is_noun_like(at + 2)
            && !self.is_capital(at + 2)
            && !self.joined(at + 2)
            && !matches!(self.lex(at + 2), Lex::Unit { .. })
    }

    /// "the next morning", "that night", "the previous evening".
    pub fn context_part(&self, at: usize) -> Found<(Time, i32)> {
        let (start, the) = (self.after(at, &["the"]), self.is(at, "the"));
        let shift = match self.word(start) {
            "next" | "following" if the => 1,
            "previous" if the => -1,
            "same" if the => 0,
            "that" if !the => 0,
            _ => return None,
        };
        match self.lex(start + 1) {
            Lex::DayPart(part) => Some((start + 2, (Time::Part(part), shift))),
            _ => None,
        }
    }
}

fn is_day(calendar: &Calendar) -> bool {
    matches!(calendar, Calendar::Shift { unit: Unit::Day, .. })
}
