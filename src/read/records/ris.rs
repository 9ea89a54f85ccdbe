//! RIS: references as libraries, press databases and reference managers export them, one line a field.
//!
//! A record is from its `TY` to its `ER`, or to the next `TY` where that is missing. `Y2` is when the reference was looked
//! up (in the standard a second date), and never the date of publication.

use std::sync::{Arc, LazyLock};

use regex::bytes;

use crate::model::Scrape;
use crate::read::encoding;
use crate::read::error::{OpenError, Unreadable};
use crate::read::format::{FormatKind, FormatRecords, FormatSpec, TextStream};
use crate::read::record::{Parser, Record};
use crate::read::records::held_entries::{EntrySplitter, read_whole};
use crate::read::records::reference::{Reference, given_name_first, join_wrapped_lines};

/// RIS.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "ris",
    description: "References with abstracts (RIS), of libraries and reference managers",
    precedence: 31,
    kind: FormatKind::Text { extensions: &[], recognise: |head| looks_like_ris(head.trimmed), open },
};

/// How many bytes may come before the first record: what a service says of its export.
const MAX_PREFACE_BYTES: usize = 2048;

/// The line that opens a record.
static OPENING: LazyLock<Option<bytes::Regex>> =
    LazyLock::new(|| bytes::Regex::new(r"(?m)^TY  ?- ?[A-Z]").ok());
/// The line that closes it.
static CLOSING: LazyLock<Option<bytes::Regex>> =
    LazyLock::new(|| bytes::Regex::new(r"(?m)^ER  ?-[^\n]*\n?").ok());

fn looks_like_ris(head: &[u8]) -> bool {
    static BEGINNING: LazyLock<Option<bytes::Regex>> =
        LazyLock::new(|| bytes::Regex::new(r"(?m)^TY  ?- ?[A-Z]+[ \t]*\r?\n[A-Z][A-Z0-9]  ?- ").ok());
    let start = &head[..head.len().min(MAX_PREFACE_BYTES)];
    BEGINNING.as_ref().is_some_and(|beginning| beginning.is_match(start))
}

fn open<'s>(text: TextStream<'s, '_>) -> Result<FormatRecords<'s>, OpenError> {
    let TextStream { stream, template, options, sampling, .. } = text;
    let bytes = read_whole(stream, options.limits, "a list of references")?;
    let splitter = Box::new(EntrySplitter::new(&bytes, &record_ranges(&bytes), template));
    Ok(FormatRecords { splitter, sampling, parser: Arc::new(RisParser) })
}

/// Where each record begins and ends, in bytes.
fn record_ranges(bytes: &[u8]) -> Vec<(usize, usize)> {
    let Some(opening) = OPENING.as_ref() else { return Vec::new() };
    let starts: Vec<usize> = opening.find_iter(bytes).map(|found| found.start()).collect();
    let next = starts.iter().skip(1).copied().chain([bytes.len()]);
    let closing_in = |start: usize, end: usize| {
        let closing = CLOSING.as_ref()?.find(&bytes[start..end])?;
        Some(start + closing.end())
    };
    starts.iter().zip(next).map(|(&start, end)| (start, closing_in(start, end).unwrap_or(end))).collect()
}

/// Parses a record of RIS.
struct RisParser;

impl Parser for RisParser {
    fn parse(&self, record: &Record) -> Result<Scrape, Unreadable> {
        let decoded = encoding::decode(&record.bytes, record.charset);
        let scrape = read_reference(&decoded.text).into_scrape(&record.origin)?;
        Ok(Scrape { encoding: Some(decoded.encoding_name()), ..scrape })
    }
}

/// A record's fields: the tag, and the lines of the value.
type RisField<'r> = (&'r str, Vec<&'r str>);

fn split_fields(record: &str) -> Vec<RisField<'_>> {
    let mut fields: Vec<RisField<'_>> = Vec::new();
    for line in record.lines() {
        match (split_tag(line), fields.last_mut()) {
            (Some((tag, value)), _) => fields.push((tag, vec![value])),
            // A value goes on in lines without a tag.
            (None, Some((_, lines))) => lines.push(line),
            (None, None) => {}
        }
    }
    fields
}

/// "TI  - Ferry is late" → tag and value.
fn split_tag(line: &str) -> Option<(&str, &str)> {
    let (tag, rest) = line.split_at_checked(2)?;
    let mut letters = tag.chars();
    let is_tag = letters.next().is_some_and(|c| c.is_ascii_uppercase())
        && letters.next().is_some_and(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    let value = rest.strip_prefix("  -").or_else(|| rest.strip_prefix(" -"))?;
    (is_tag && (value.is_empty() || value.starts_with(' '))).then_some((tag, value.trim()))
}

fn read_reference(record: &str) -> Reference {
    let fields = split_fields(record);
    let all = |tags: &'static [&'static str]| {
        tags.iter().flat_map(|tag| fields.iter().filter(move |(name, _)| name == tag))
    };
    let first = |tags: &'static [&'static str]| {
        all(tags).map(|(_, lines)| lines.join(" ").trim().to_string()).find(|value| !value.is_empty())
    };
    let address =
        || all(&["UR", "LK", "L2", "L1"]).flat_map(|(_, lines)| lines).find(|line| line.starts_with("http"));
    let doi =
        || first(&["DO"]).map(|doi| if doi.contains("://") { doi } else { format!("https://doi.org/{doi}") });
    let is_author = |name: &String| !name.is_empty() && !name.eq_ignore_ascii_case("anonymous");
    Reference {
        title: first(&["TI", "T1", "CT", "BT"]),
        authors: fields
            .iter()
            .filter(|(tag, _)| matches!(*tag, "AU" | "A1"))
            .map(|(_, lines)| given_name_first(&lines.join(" ")))
            .filter(is_author)
            .collect(),
        source: first(&["T2", "JF", "JO", "JA", "J2", "PB"]),
        published: ["DA", "Y1", "PY"].iter().find_map(|tag| {
            let written = &fields.iter().find(|(name, _)| name == tag)?.1;
            date_of_value(written.first()?)
        }),
        section: first(&["SE"]),
        page: page_range(first(&["SP"]), first(&["EP"])),
        url: address().map(|address| (*address).to_string()).or_else(doi),
        number: first(&["AN"]),
        vendor: first(&["DP", "DB"]),
        language: first(&["LA"]),
        // Where both are there, one may be a first sentence of the other.
        summary: all(&["AB", "N2"])
            .map(|(_, lines)| join_wrapped_lines(lines.iter().copied()))
            .max_by_key(String::len),
    }
}

fn page_range(first: Option<String>, last: Option<String>) -> Option<String> {
    match (first, last) {
        (Some(first), Some(last)) if first != last => Some(format!("{first}–{last}")),
        (first, last) => first.or(last),
    }
}

/// "2031/03/14/", "2031/03//Spring" → as ISO 8601, as far as it is given. What is written in another way stays as it is.
fn date_of_value(value: &str) -> Option<String> {
    let value = value.trim();
    let mut parts = value.split('/').map(str::trim);
    let year = parts.next().filter(|year| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()));
    let Some(year) = year else { return Some(value.to_string()).filter(|value| !value.is_empty()) };
    let mut number = || {
        let part = parts.next()?;
        if part.is_empty() { None } else { part.parse::<u32>().ok() }
    };
    let month = number();
    let day = number();
    Some(match (month, day) {
        (Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year}-{month:02}"),
        // "2031/Mar/14"
        (None, Some(_)) => value.trim_end_matches('/').to_string(),
        (None, None) => year.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn dates_are_as_precise_as_they_are_given() {
        for (written, read) in [
            ("2031/03/14/", Some("2031-03-14")),
            ("2031/3/4", Some("2031-03-04")),
            ("2031/03//", Some("2031-03")),
            ("2031///Spring", Some("2031")),
            ("2031", Some("2031")),
            ("2031-03-14", Some("2031-03-14")),
            ("2031/Mar/14/", Some("2031/Mar/14")),
            ("14 March 2031", Some("14 March 2031")),
            (" ", None),
        ] {
            assert_eq!(date_of_value(written).as_deref(), read, "{written}");
        }
    }

    #[test]
    fn a_line_that_looks_like_a_tag_and_is_none_belongs_to_the_value() {
        let fields = split_fields("TI  - One\nAB  - TV - a story\nUS - 2 points\nof it\nER  -");
        assert_eq!(fields.len(), 4);
        assert_eq!(split_tag("of it"), None);
        assert_eq!(split_tag("É  - x"), None);
    }

    proptest! {
        #[test]
        fn every_record_is_within_the_file(file in "(TY  - NEWS\n|ER  - \n|AB  - x\n|[a-zé ]{0,9}\n){0,12}") {
            let ranges = record_ranges(file.as_bytes());
            let mut last = 0;
            for (start, end) in ranges {
                prop_assert!(start >= last && end > start && end <= file.len());
                last = end;
            }
        }
    }
}
