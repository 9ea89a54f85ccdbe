//! The time zone after a time of day: "+08:00", "GMT+8", "-0400 (EDT)", "SGT".
//!
//! A name gives an offset only where it means one zone: "IST" is Indian, Irish and Israeli, "CST" American and Chinese, so
//! both are read and give no offset. "ET" changes with the season: its offset is that of the day.

use std::sync::LazyLock;

use chrono::{Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use regex::Regex;

use crate::text::patterns::compile_pattern;

/// The time zone that a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// A zone with this offset from UTC.
    Offset(FixedOffset),
    /// A zone of the United States and Canada with summer time; the hours that it is behind UTC in winter.
    American(i32),
    /// No zone, or one whose offset is not certain.
    Unknown,
}

impl Zone {
    /// The offset from UTC, where it is certain whatever the day is.
    pub fn offset(self) -> Option<FixedOffset> {
        match self {
            Zone::Offset(offset) => Some(offset),
            Zone::American(_) | Zone::Unknown => None,
        }
    }

    /// The offset from UTC at a local time, where it is certain.
    pub fn offset_at(self, local: NaiveDateTime) -> Option<FixedOffset> {
        match self {
            Zone::American(behind) => {
                let hours = if is_american_summer_time(local) { behind - 1 } else { behind };
                FixedOffset::west_opt(hours * 3600)
            }
            zone => zone.offset(),
        }
    }
}

/// Whether clocks in the United States show summer time, by the rule since 2007 or the one of 1987 to 2006.
fn is_american_summer_time(local: NaiveDateTime) -> bool {
    let year = local.year();
    let sunday = |month, nth| NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Sun, nth);
    let (begins, ends) = match year {
        2007.. => (sunday(3, 2), sunday(11, 1)),
        _ => (sunday(4, 1), sunday(10, 5).or_else(|| sunday(10, 4))),
    };
    let two_o_clock = |day: NaiveDate| day.and_time(NaiveTime::MIN) + chrono::Duration::hours(2);
    begins.zip(ends).is_some_and(|(begins, ends)| (two_o_clock(begins)..two_o_clock(ends)).contains(&local))
}

static ZONE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?xi) ^ [\s,(\[]*
        (?: (?P<base>[A-Za-z]{1,5})? \s* (?P<sign>[+-]) \s* (?P<hours>\d{1,2}) (?: :? (?P<minutes>\d{2}) )? (?: :00 )? (?: \s [A-Z]{2,5} )?
          | (?P<name>\p{L}{1,5})
          | (?P<american>eastern|central|mountain|pacific) (?: \s (?:standard|daylight) )? \s time
          | (?: [A-Za-z]+ \s )+ time
          | [A-Z][A-Za-z]+ (?: / [A-Z][A-Za-z_]+ )+ )
        [\])]? (?: \s* [(\[] [^)\]]{1,40} [\])] )? \.? $";
    compile_pattern(pattern)
});

/// The zone that a text names; `None` where the text is something else. An empty text is [`Zone::Unknown`].
pub fn read_zone(text: &str) -> Option<Zone> {
    if text.trim().is_empty() {
        return Some(Zone::Unknown);
    }
    let found = ZONE.captures(text)?;
    if let Some(sign) = found.name("sign") {
        let part =
            |name: &str| found.name(name).map_or(Some(0), |digits| digits.as_str().parse::<i32>().ok());
        let (hours, minutes) = (part("hours")?, part("minutes")?);
        if hours > 23 || minutes > 59 {
            return None;
        }
        let seconds = (hours * 60 + minutes) * 60;
        return FixedOffset::east_opt(if sign.as_str() == "-" { -seconds } else { seconds })
            .map(Zone::Offset);
    }
    if let Some(american) = found.name("american") {
        return american_zone(american.as_str());
    }
    match found.name("name") {
        Some(name) if matches!(name.as_str().to_lowercase().as_str(), "am" | "pm" | "h") => None,
        Some(name) => Some(match american_zone(name.as_str()) {
            Some(zone) => zone,
            None => offset_of_name(name.as_str()).map_or(Zone::Unknown, Zone::Offset),
        }),
        None => Some(Zone::Unknown),
    }
}

/// Whether a word in capitals is the name of a zone that is known.
pub fn is_zone_name(word: &str) -> bool {
    let is_capital = word.len() >= 2 && !word.contains(char::is_lowercase);
    is_capital && (american_zone(word).is_some() || offset_of_name(word).is_some())
}

/// A zone whose name changes nothing with the season: "ET", "Eastern".
fn american_zone(name: &str) -> Option<Zone> {
    match name.to_lowercase().as_str() {
        "et" | "eastern" => Some(Zone::American(5)),
        "ct" | "central" => Some(Zone::American(6)),
        "mt" | "mountain" => Some(Zone::American(7)),
        "pt" | "pacific" => Some(Zone::American(8)),
        _ => None,
    }
}

/// The offset of a name that means one zone only.
fn offset_of_name(name: &str) -> Option<FixedOffset> {
    let (hours, minutes) = match name.to_uppercase().as_str() {
        "Z" | "UTC" | "GMT" | "UT" | "WET" | "TU" => (0, 0),
        "NDT" => (-2, -30),
        "ADT" | "ART" | "BRT" | "UYT" | "CLST" => (-3, 0),
        "EDT" | "HAE" | "VET" | "BOT" | "CLT" | "GYT" => (-4, 0),
        "EST" | "CDT" | "COT" | "PET" | "HNE" => (-5, 0),
        "MDT" => (-6, 0),
        "PDT" => (-7, 0),
        "PST" | "AKDT" => (-8, 0),
        "AKST" => (-9, 0),
        "HST" => (-10, 0),
        "BST" | "CET" | "WAT" | "WEST" | "MEZ" | "MET" => (1, 0),
        "CEST" | "MESZ" | "MEST" | "SAST" | "CAT" | "EET" => (2, 0),
        "EAT" | "EEST" | "MSK" | "МСК" | "TRT" | "TSI" | "TSİ" | "IDT" => (3, 0),
        "IRST" => (3, 30),
        "AFT" => (4, 30),
        "PKT" | "UZT" => (5, 0),
        "NPT" => (5, 45),
        "MMT" => (6, 30),
        "ICT" | "WIB" => (7, 0),
        "HKT" | "SGT" | "MYT" | "PHT" | "PHST" | "AWST" | "WITA" => (8, 0),
        "JST" | "KST" | "WIT" => (9, 0),
        "ACST" => (9, 30),
        "AEST" => (10, 0),
        "ACDT" => (10, 30),
        "AEDT" => (11, 0),
        "NZST" => (12, 0),
        "NZDT" => (13, 0),
        _ => return None,
    };
    FixedOffset::east_opt((hours * 60 + minutes) * 60)
}

#[cfg(test)]
mod tests {
    use super::{Zone, read_zone};

    #[test]
    fn a_zone_is_a_number_or_an_unambiguous_name() {
        for (text, offset) in [
            ("Z", "+00:00"),
            (" GMT", "+00:00"),
            ("+08:00", "+08:00"),
            (" +0800", "+08:00"),
            ("+08", "+08:00"),
            (" GMT+8", "+08:00"),
            (" UTC+08:00", "+08:00"),
            (" UTC +5:30", "+05:30"),
            (" (SGT)", "+08:00"),
            (" (GMT+8)", "+08:00"),
            (" -0400 (EDT)", "-04:00"),
            (" GMT+0800 (Singapore Standard Time)", "+08:00"),
            (" GMT (0410 HKT)", "+00:00"),
            ("-03:30", "-03:30"),
            ("+05:45", "+05:45"),
        ] {
            assert_eq!(
                read_zone(text).and_then(Zone::offset).map(|zone| zone.to_string()).as_deref(),
                Some(offset),
                "{text}"
            );
        }
        for text in ["", " IST", " CST", " (local time)", " Asia/Singapore"] {
            assert_eq!(read_zone(text), Some(Zone::Unknown), "{text}");
        }
        for text in [" and went home", "+99:00", " 12", " pm"] {
            assert_eq!(read_zone(text), None, "{text}");
        }
    }

    #[test]
    fn an_american_zone_has_the_offset_of_its_day() {
        let at = |text: &str, local: &str| {
            let local = local.parse().unwrap();
            read_zone(text).and_then(|zone| zone.offset_at(local)).map(|offset| offset.to_string())
        };
        for (text, local, offset) in [
            (" ET", "2024-07-01T12:00:00", "-04:00"),
            (" ET", "2024-01-15T12:00:00", "-05:00"),
            (" Eastern time", "2024-03-10T01:59:00", "-05:00"),
            (" Pacific Time", "2024-03-10T02:00:00", "-07:00"),
            (" CT", "2024-11-03T12:00:00", "-06:00"),
            (" ET", "2005-04-02T12:00:00", "-05:00"),
        ] {
            assert_eq!(at(text, local).as_deref(), Some(offset), "{text} {local}");
        }
    }
}
