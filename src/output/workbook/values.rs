//! What a text means to a spreadsheet: a day, a moment, an address, or a text that a cell can hold.
//!
//! A moment keeps its zone in what is shown (`2031-03-15 18:05:00+02:00`): the number behind it is the time on the clock
//! there, as spreadsheets know no zones.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// Excel's limits: characters of a cell, links of a sheet, characters of a link.
const MAX_CELL_CHARACTERS: usize = 32_767;
pub(crate) const MAX_LINKS: usize = 65_530;
const MAX_LINK_CHARACTERS: usize = 2_079;

/// Numbers of more digits lose their last ones in a spreadsheet: they are written as text.
const MAX_EXACT_INTEGER: u64 = 1_000_000_000_000_000;

/// Marks a text that was cut.
const CUT_MARK: &str = " […]";

/// A day or a moment, and how it is shown.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Moment {
    /// Days since 1899-12-30, as all spreadsheets count from March 1900 on.
    pub serial: f64,
    /// Hour, minute and so on, as far as they are given.
    pub format: String,
}

/// A text that is a day or a moment and nothing else.
///
/// Excel and LibreOffice count the first two months of 1900 differently, and Excel knows no day before: what was
/// earlier stays text.
pub(crate) fn moment(text: &str) -> Option<Moment> {
    let bytes = text.as_bytes();
    let shape = (10..=35).contains(&bytes.len()) && bytes[4] == b'-' && bytes[7] == b'-';
    if !shape || !bytes[..4].iter().all(u8::is_ascii_digit) {
        return None;
    }
    let day = NaiveDate::parse_from_str(text.get(..10)?, "%Y-%m-%d").ok()?;
    if day < NaiveDate::from_ymd_opt(1900, 3, 1)? {
        return None;
    }
    let zero = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    let days = (day - zero).num_days() as f64;
    let rest = text.get(10..)?;
    if rest.is_empty() {
        return Some(Moment { serial: days, format: "yyyy-mm-dd".into() });
    }
    let (clock, zone) = clock_and_zone(rest.strip_prefix(['T', ' '])?)?;
    let (shape, shown) = match clock.len() {
        5 => ("%H:%M", "hh:mm"),
        8 => ("%H:%M:%S", "hh:mm:ss"),
        // A fraction of a second: as many digits as spreadsheets know.
        10..=18 => ("%H:%M:%S%.f", "hh:mm:ss.000"),
        _ => return None,
    };
    let time = NaiveTime::parse_from_str(clock, shape).ok()?;
    let seconds = NaiveDateTime::new(day, time).signed_duration_since(day.and_time(NaiveTime::MIN));
    let serial = days + seconds.num_milliseconds() as f64 / 86_400_000.0;
    let zone = if zone.is_empty() { String::new() } else { format!("\"{zone}\"") };
    Some(Moment { serial, format: format!("yyyy-mm-dd {shown}{zone}") })
}

/// "18:05:00+02:00" → ("18:05:00", "+02:00").
fn clock_and_zone(text: &str) -> Option<(&str, &str)> {
    let at = text.find(['Z', '+', '-']).unwrap_or(text.len());
    let (clock, zone) = text.split_at(at);
    let digits = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    let known = match zone.get(1..) {
        None => true,
        Some("") => zone == "Z",
        Some(offset) => {
            let (hours, minutes) = offset.split_once(':').or_else(|| offset.split_at_checked(2))?;
            digits(hours) && digits(minutes)
        }
    };
    known.then_some((clock, zone))
}

/// Whether a whole number survives a spreadsheet.
pub(crate) fn is_exact(number: i64) -> bool {
    number.unsigned_abs() < MAX_EXACT_INTEGER
}

/// An address that can be clicked.
pub(crate) fn is_link(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://"))
        && text.encode_utf16().count() <= MAX_LINK_CHARACTERS
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// As much of a text as a cell can hold, where that is not all; Excel counts UTF-16.
pub(crate) fn cut(text: &str) -> Option<String> {
    if text.len() <= MAX_CELL_CHARACTERS || text.encode_utf16().count() <= MAX_CELL_CHARACTERS {
        return None;
    }
    let mut length = 0;
    let room = MAX_CELL_CHARACTERS - CUT_MARK.encode_utf16().count();
    let end = text.char_indices().find(|(_, c)| {
        length += c.len_utf16();
        length > room
    });
    Some(format!("{}{CUT_MARK}", &text[..end.map_or(text.len(), |(at, _)| at)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_moments_are_told_from_texts() {
        let of = |text: &str| moment(text).map(|moment| (moment.serial, moment.format));
        assert_eq!(of("2031-03-14"), Some((47_921.0, "yyyy-mm-dd".into())));
        assert_eq!(of("1900-03-01"), Some((61.0, "yyyy-mm-dd".into())));
        assert_eq!(of("2031-03-14T18:00"), Some((47_921.75, "yyyy-mm-dd hh:mm".into())));
        assert_eq!(
            of("2031-03-14T06:00:00+02:00"),
            Some((47_921.25, "yyyy-mm-dd hh:mm:ss\"+02:00\"".into()))
        );
        assert_eq!(of("2031-03-14 12:00:00Z"), Some((47_921.5, "yyyy-mm-dd hh:mm:ss\"Z\"".into())));
        assert_eq!(of("2031-03-14T12:00:00.500").map(|it| it.1), Some("yyyy-mm-dd hh:mm:ss.000".into()));
        for text in [
            "2031-02-30",
            "1900-02-28",
            "1850-01-01",
            "2031-03",
            "2031",
            "2031-03-14T25:00",
            "2031-03-14x",
            "2031-W11",
            "2031-03-14T18:00:00+2",
            "+031-03-14",
            "2031-03-14T18:00Zulu",
            "2031-03-14T",
            "12345-6-78",
            "２031-03-14",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn long_texts_are_cut_by_the_units_that_excel_counts() {
        assert_eq!(cut(&"é".repeat(32_767)), None);
        let shown = cut(&"😀".repeat(20_000)).unwrap();
        assert!(shown.ends_with("😀 […]"));
        assert!(shown.encode_utf16().count() <= 32_767);
    }
}
