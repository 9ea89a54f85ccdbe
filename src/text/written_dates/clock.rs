//! The time of day after a date, in the canonical form: "T05:00:00Z", ", 5:30 pm EDT", "17 h 05".

use std::sync::LazyLock;

use chrono::NaiveTime;
use regex::{Captures, Regex};

use crate::text::patterns::compile_pattern;
use crate::text::time_zones;
use crate::text::time_zones::Zone;

/// A time of day, with what separates it from the date.
static TIME_OF_DAY: LazyLock<Regex> = LazyLock::new(|| {
    compile_pattern(
        r"(?x) ^ (?i:
            (?: [T\s,;|/·•@–—-] | \.\s | :\s )*
            (?: (?P<before>am|pm) \s? )?
            (?P<hour>\d{1,2})
            (?: (?:[:.h]|\s[h:]\s) (?P<minute>\d{2})? (?: [:.] (?P<second>\d{2}) (?:[.,:]\d{1,9})? )? (?:\s?min\b)? )?
            \s? (?P<half>[ap]m\b)? \s? (?P<unit>h\b)? \s? (?P<late>[ap]m\b)?
        )",
    )
});
/// A time of day in the basic form of ISO 8601.
static BASIC_TIME: LazyLock<Regex> = LazyLock::new(|| {
    compile_pattern(r"^T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?(?:[.,]\d{1,9})?")
});
/// The zone of a day without a time, as XML Schema has it; "-05:00" would be a time.
static ZONE_OF_DAY: LazyLock<Regex> = LazyLock::new(|| compile_pattern(r"^(?:Z|\+\d{2}:\d{2})$"));

/// What follows a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TimeAfterDate {
    /// Nothing.
    None,
    /// A time of day.
    Time(NaiveTime, Zone),
    /// 24:00, which is midnight of the next day.
    EndOfDay(Zone),
    /// It looks like a time of day, and does not exist: "25:00".
    Invalid,
}

impl TimeAfterDate {
    /// Reads what follows a date; `None` where it is neither empty nor a time of day.
    pub fn read(text: &str) -> Option<TimeAfterDate> {
        let is_empty = text.trim_matches([' ', ',', '.', '|', '·', ';', '-', '–', '/']).is_empty();
        if is_empty || ZONE_OF_DAY.is_match(text) {
            return Some(TimeAfterDate::None);
        }
        let basic = BASIC_TIME.captures(text).map(|found| (found, true));
        let extended = TIME_OF_DAY.captures(text).map(|found| (found, false));
        [basic, extended].into_iter().flatten().find_map(|(found, is_basic)| {
            let end = found.get(0)?.end();
            let has = |name: &str| found.name(name).is_some_and(|part| !part.as_str().is_empty());
            // A bare number is no time of day, except after ISO 8601's "T".
            let is_time = is_basic
                || ["minute", "half", "unit", "before"].into_iter().any(has)
                || text[..end].contains(['T', 'h']);
            let rest = text[end..].trim_end_matches([' ', ',', '|', '·', ';', '-', '–']);
            let zone = time_zones::read_zone(rest).filter(|_| is_time)?;
            Some(TimeAfterDate::from_parts(&found, is_basic, zone))
        })
    }

    fn from_parts(found: &Captures<'_>, is_basic: bool, zone: Zone) -> TimeAfterDate {
        let number = |name: &str| -> u32 {
            found.name(name).and_then(|digits| digits.as_str().parse().ok()).unwrap_or(0)
        };
        let (mut hour, minute, second) = (number("hour"), number("minute"), number("second"));
        let half =
            if is_basic { None } else { ["half", "late", "before"].iter().find_map(|name| found.name(name)) };
        match half.map(|half| half.as_str().starts_with(['p', 'P'])) {
            Some(true) if hour < 12 => hour += 12,
            Some(false) if hour == 12 => hour = 0,
            _ => {}
        }
        if (hour, minute, second) == (24, 0, 0) {
            return TimeAfterDate::EndOfDay(zone);
        }
        // A leap second is read as the second before it.
        match NaiveTime::from_hms_opt(hour, minute, if second == 60 { 59 } else { second }) {
            Some(time) => TimeAfterDate::Time(time, zone),
            None => TimeAfterDate::Invalid,
        }
    }
}
