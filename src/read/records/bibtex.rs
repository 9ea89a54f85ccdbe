//! BibTeX and BibLaTeX: references as reference managers export them.
//!
//! An entry is found by its braces, so that a broken one costs itself alone, and parsed by the crate biblatex, which knows
//! TeX's accents and the names of months. The file's own abbreviations (`@string`) count for all of its entries. The
//! surprising decision: `urldate` is when the address was looked up, and never the date of publication.

use std::sync::{Arc, LazyLock};

use biblatex::{Bibliography, ChunksExt, Date, DateValue, Datetime, Entry, Person};
use regex::bytes;

use crate::model::Scrape;
use crate::read::encoding;
use crate::read::error::{OpenError, Unreadable};
use crate::read::format::{FormatKind, FormatRecords, FormatSpec, TextStream};
use crate::read::record::{Parser, Record};
use crate::read::records::held_entries::{EntrySplitter, read_whole};
use crate::read::records::reference::Reference;

/// BibTeX.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "bibtex",
    description: "References with abstracts (BibTeX, BibLaTeX)",
    precedence: 32,
    kind: FormatKind::Text { extensions: &["bib"], recognise: |head| looks_like_bibtex(head.trimmed), open },
};

/// How many bytes may come before the first entry: comments.
const MAX_PREFACE_BYTES: usize = 2048;

/// The beginning of an entry, with what kind it is.
static OPENING: LazyLock<Option<bytes::Regex>> =
    LazyLock::new(|| bytes::Regex::new(r"(?m)^[ \t]*@([A-Za-z]+)[ \t]*\{").ok());

fn looks_like_bibtex(head: &[u8]) -> bool {
    static BEGINNING: LazyLock<Option<bytes::Regex>> = LazyLock::new(|| {
        // A key, or the name of an abbreviation, and what follows it.
        bytes::Regex::new(
            r"\A(?:[ \t]*(?:%[^\n]*)?\r?\n)*[ \t]*@[A-Za-z]+[ \t]*\{[ \t]*[^\s{},=]*[ \t]*[,=\r\n]",
        )
        .ok()
    });
    let start = &head[..head.len().min(MAX_PREFACE_BYTES)];
    BEGINNING.as_ref().is_some_and(|beginning| beginning.is_match(start))
}

fn open<'s>(text: TextStream<'s, '_>) -> Result<FormatRecords<'s>, OpenError> {
    let TextStream { stream, template, options, sampling, .. } = text;
    let bytes = read_whole(stream, options.limits, "a list of references")?;
    let (abbreviations, entries) = entry_ranges(&bytes);
    let abbreviations: Vec<u8> =
        abbreviations.iter().flat_map(|&(start, end)| &bytes[start..end]).copied().collect();
    let abbreviations = encoding::decode(&abbreviations, sampling.current_charset()).text.into_owned();
    let splitter = Box::new(EntrySplitter::new(&bytes, &entries, template));
    Ok(FormatRecords { splitter, sampling, parser: Arc::new(BibtexParser { abbreviations }) })
}

/// Where something begins and ends, in bytes.
type Range = (usize, usize);

/// Where the abbreviations and the references are; comments are neither. An entry whose braces do not close ends before the
/// next one.
fn entry_ranges(bytes: &[u8]) -> (Vec<Range>, Vec<Range>) {
    let (mut abbreviations, mut entries) = (Vec::new(), Vec::new());
    let Some(opening) = OPENING.as_ref() else { return (abbreviations, entries) };
    let found: Vec<(usize, usize, Vec<u8>)> = opening
        .captures_iter(bytes)
        .filter_map(|found| {
            let (whole, kind) = (found.get(0)?, found.get(1)?);
            Some((whole.start(), whole.end(), kind.as_bytes().to_ascii_lowercase()))
        })
        .collect();
    for (at, (start, after_brace, kind)) in found.iter().enumerate() {
        let limit = found.get(at + 1).map_or(bytes.len(), |next| next.0);
        let end = closing_brace(&bytes[*after_brace..limit]).map_or(limit, |length| after_brace + length);
        match &kind[..] {
            b"comment" | b"preamble" => {}
            b"string" => abbreviations.push((*start, end)),
            _ => entries.push((*start, end)),
        }
    }
    (abbreviations, entries)
}

/// How many bytes an entry has after its opening brace, the closing one included.
fn closing_brace(bytes: &[u8]) -> Option<usize> {
    let (mut depth, mut is_escaped) = (1_usize, false);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            _ if std::mem::take(&mut is_escaped) => {}
            b'\\' => is_escaped = true,
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

/// Parses an entry.
struct BibtexParser {
    /// The file's `@string`s.
    abbreviations: String,
}

impl Parser for BibtexParser {
    fn parse(&self, record: &Record) -> Result<Scrape, Unreadable> {
        let decoded = encoding::decode(&record.bytes, record.charset);
        let source = format!("{}\n{}", self.abbreviations, decoded.text);
        let bibliography = Bibliography::parse(&source)
            .map_err(|error| Unreadable::new("not BibTeX", format!("is broken BibTeX: {}", error.kind)))?;
        let Some(entry) = bibliography.iter().next() else {
            return Err(Unreadable::new("not BibTeX", "is no entry of BibTeX"));
        };
        let scrape = read_reference(entry).into_scrape(&record.origin)?;
        Ok(Scrape { encoding: Some(decoded.encoding_name()), ..scrape })
    }
}

fn read_reference(entry: &Entry) -> Reference {
    let field = |name: &str| entry.get(name).map(|chunks| chunks.format_verbatim().trim().to_string());
    let first = |names: &[&str]| names.iter().find_map(|name| field(name)).filter(|value| !value.is_empty());
    let address = first(&["url"]).filter(|url| url.starts_with("http"));
    let doi = || {
        first(&["doi"]).map(|doi| if doi.contains("://") { doi } else { format!("https://doi.org/{doi}") })
    };
    Reference {
        title: first(&["title"]),
        authors: entry.author().unwrap_or_default().iter().map(full_name).collect(),
        source: first(&["journaltitle", "journal", "newspaper", "booktitle", "organization", "publisher"]),
        published: date_of_entry(entry),
        section: first(&["section"]),
        page: first(&["pages"]),
        url: address.or_else(doi),
        number: None,
        vendor: None,
        language: first(&["langid", "language"]),
        summary: first(&["abstract"]),
    }
}

fn full_name(person: &Person) -> String {
    let parts = [&person.given_name, &person.prefix, &person.name];
    let name = parts.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ");
    if person.suffix.is_empty() { name } else { format!("{name}, {}", person.suffix) }
}

/// When an entry was published, as precisely as it says; of a range, its first day.
fn date_of_entry(entry: &Entry) -> Option<String> {
    let date = match entry.get("date") {
        Some(chunks) => Date::parse(chunks).map_err(|_| chunks.format_verbatim()),
        None => {
            let year = entry.get("year")?;
            let (month, day) = (entry.get("month"), entry.get("day"));
            Date::parse_three_fields(year, month, day).map_err(|_| year.format_verbatim())
        }
    };
    match date.map(|date| date.value) {
        Ok(
            DateValue::At(day) | DateValue::After(day) | DateValue::Before(day) | DateValue::Between(day, _),
        ) => Some(iso_date(day)),
        Err(written) => Some(written),
    }
}

fn iso_date(date: Datetime) -> String {
    // The crate counts months and days from 0.
    match (date.month, date.day) {
        (Some(month), Some(day)) => format!("{:04}-{:02}-{:02}", date.year, month + 1, day + 1),
        (Some(month), None) => format!("{:04}-{:02}", date.year, month + 1),
        (None, _) => format!("{:04}", date.year),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_list_of_references_is_known_by_its_first_entry() {
        for head in ["@article{roe2031,\n", "% exported\n\n@string{ p = \"Post\" }", "@Misc {key ,\n"] {
            assert!(looks_like_bibtex(head.as_bytes()), "{head}");
        }
        for head in ["@media { color: red }", "@jane said {so, he", "Mail @article{x,", "@article(x, y"] {
            assert!(!looks_like_bibtex(head.as_bytes()), "{head}");
        }
    }

    #[test]
    fn an_entry_whose_braces_do_not_close_costs_itself_alone() {
        let file = b"@article{a, title = {One {two},\n}\n@article{b, title = {Three \\} four}}\n@comment{x}";
        let (_, entries) = entry_ranges(file);
        let texts: Vec<&str> =
            entries.iter().map(|&(start, end)| std::str::from_utf8(&file[start..end]).unwrap()).collect();
        assert_eq!(texts, ["@article{a, title = {One {two},\n}\n", "@article{b, title = {Three \\} four}}"]);
    }

    proptest! {
        #[test]
        fn every_entry_is_within_the_file(file in "(@article\\{|@string\\{|[a-z =,\"\\\\é]{0,5}|\\{|\\}|\n){0,20}") {
            let (abbreviations, entries) = entry_ranges(file.as_bytes());
            for (start, end) in abbreviations.into_iter().chain(entries) {
                prop_assert!(end > start && file.is_char_boundary(start) && end <= file.len());
            }
        }
    }
}
