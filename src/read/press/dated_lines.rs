//! The date on a line of an export, with what databases write after it: weekday, time, edition.

use crate::model::Precision;
use crate::text::written_dates::parse_written_date;

/// No date with weekday, time and zone has more words.
const MAX_DATE_WORDS: usize = 12;

/// The date that a line begins with, as written, and what follows it; `None` where the line does not begin with one.
pub(crate) fn split_date(line: &str) -> Option<(&str, &str)> {
    let words: Vec<(usize, &str)> = line
        .split_whitespace()
        .map(|word| (word.as_ptr() as usize - line.as_ptr() as usize, word))
        .take(MAX_DATE_WORDS)
        .collect();
    (1..=words.len()).rev().find_map(|count| {
        let (start, (last, word)) = (words[0].0, words[count - 1]);
        let end = last + word.len();
        let date = line[start..end].trim_end_matches([',', ';', '.', '-', '–']);
        is_date(date).then(|| (date, line[end..].trim_matches([' ', ',', ';', '\u{a0}'])))
    })
}

/// Whether a text is a date, and says a month at least: a year alone begins a headline too.
fn is_date(text: &str) -> bool {
    parse_written_date(text)
        .is_ok_and(|written| written.certain.precision >= Precision::Month || written.numeric.is_some())
}

/// A day and a time of day as one text, if they can be read together; the day alone otherwise.
pub(crate) fn with_time(day: &str, time: Option<&str>) -> String {
    let both = time.map(|time| format!("{} {}", day.trim(), time.trim()));
    both.filter(|both| parse_written_date(both).is_ok()).unwrap_or_else(|| day.trim().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_with_what_databases_write_after_them() {
        let iso = |line: &str| {
            let (date, rest) = split_date(line).unwrap_or(("", "none"));
            (parse_written_date(date).map(|date| date.certain.to_iso()).unwrap_or_default(), rest.to_string())
        };
        for (line, date, rest) in [
            ("July 1, 2019 Monday 9:20 AM GMT", "2019-07-01T09:20:00Z", ""),
            ("January 11, 2018 Thursday, Late Edition - Final", "2018-01-11", "Late Edition - Final"),
            ("October 12, 2004, Tuesday,, FINAL EDITION", "2004-10-12", "FINAL EDITION"),
            ("5. Juli 2019 Freitag", "2019-07-05", ""),
            ("Freitag 2. September 2011", "2011-09-02", ""),
            ("4 novembre 2003 mardi", "2003-11-04", ""),
            ("12 maart 2031 woensdag 4:00 AM GMT", "2031-03-12T04:00:00Z", ""),
            ("February 2031", "2031-02", ""),
            ("17 March 2031", "2031-03-17", ""),
            ("2031-05-26 09:31", "2031-05-26T09:31:00", ""),
            ("mars 2031", "2031-03", ""),
            ("Winter 2008/2009", "", "none"),
            ("The Norrsund Herald", "", "none"),
        ] {
            assert_eq!(iso(line), (date.to_string(), rest.to_string()), "{line}");
        }
    }

    #[test]
    fn a_time_is_added_where_both_can_be_read() {
        assert_eq!(with_time("9 April 2031", Some("15:32")), "9 April 2031 15:32");
        assert_eq!(with_time("9 April 2031", Some("noon")), "9 April 2031");
    }
}
