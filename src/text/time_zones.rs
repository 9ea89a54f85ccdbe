//! The time zone after a time of day: "+08:00", "GMT+8", "-0400 (EDT)", "SGT".
//!
//! A name gives an offset only where it means one zone: "IST" is Indian, Irish and Israeli, and "ET" changes with the
//! season, so both
//! are read and give no offset.

use std::sync::LazyLock;

use chrono::FixedOffset;
use regex::Regex;

use crate::text::patterns::compile_pattern;

/// The time zone that a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// A zone with this offset from UTC.
    Offset(FixedOffset),
    /// No zone, or one whose offset is not certain.
    Unknown,
}

impl Zone {
    /// The offset from UTC, where it is certain.
    pub fn offset(self) -> Option<FixedOffset> {
        match self {
            Zone::Offset(offset) => Some(offset),
            Zone::Unknown => None,
        }
    }
}

static ZONE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?x) ^ [\s,(\[]*
        (?: (?P<base>[A-Za-z]{1,5})? \s* (?P<sign>[+-]) \s* (?P<hours>\d{1,2}) (?: :? (?P<minutes>\d{2}) )? (?: :00 )?
          | (?P<name>[A-Za-z]{1,5})
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
    match found.name("name") {
        Some(name) if matches!(name.as_str().to_lowercase().as_str(), "am" | "pm" | "h") => None,
        Some(name) => Some(offset_of_name(name.as_str()).map_or(Zone::Unknown, Zone::Offset)),
        None => Some(Zone::Unknown),
    }
}

/// The offset of a name that means one zone only.
fn offset_of_name(name: &str) -> Option<FixedOffset> {
    let (hours, minutes) = match name.to_uppercase().as_str() {
        "Z" | "UTC" | "GMT" | "UT" | "WET" => (0, 0),
        "NDT" => (-2, -30),
        "ADT" | "ART" | "BRT" | "UYT" => (-3, 0),
        "EDT" => (-4, 0),
        "EST" | "CDT" | "COT" | "PET" => (-5, 0),
        "MDT" => (-6, 0),
        "PDT" => (-7, 0),
        "PST" | "AKDT" => (-8, 0),
        "AKST" => (-9, 0),
        "HST" => (-10, 0),
        "BST" | "CET" | "WAT" | "WEST" | "MEZ" => (1, 0),
        "CEST" | "MESZ" | "SAST" | "CAT" | "EET" => (2, 0),
        "EAT" | "EEST" | "MSK" | "TRT" => (3, 0),
        "IRST" => (3, 30),
        "PKT" => (5, 0),
        "NPT" => (5, 45),
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
        for text in ["", " IST", " ET", " (local time)", " Eastern time", " Asia/Singapore"] {
            assert_eq!(read_zone(text), Some(Zone::Unknown), "{text}");
        }
        for text in [" and went home", "+99:00", " 12", " pm"] {
            assert_eq!(read_zone(text), None, "{text}");
        }
    }
}
