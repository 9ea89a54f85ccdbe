//! The dialect of a CSV, detected in its first bytes: the delimiter, where its rows begin, what its columns are called.
//!
//! Excel's `sep=;` is believed; lines above the header (a title, a date of export) are skipped; the header is the row with
//! the most known names, or else the first one that has as many fields as most rows have.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use ::csv::{ByteRecord, ReaderBuilder};

use crate::read::encoding;
use crate::read::encoding::Charset;
use crate::read::fields::field_map::FieldMap;
use crate::read::fields::roles::is_known_field;
use crate::read::records::csv_row::{Escaping, RowScan, RowSyntax};

/// The delimiters that are looked for, in order of preference.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// How many rows are looked at.
const SAMPLE_ROWS: usize = 24;
/// The header is one of the first rows, at most this one.
const HEADER_SEARCH_ROWS: usize = 10;

/// Whether the first row names the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HeaderRow {
    /// Some row near the top does.
    #[default]
    Named,
    /// None does; the columns are called 1, 2, 3.
    Numbered,
}

/// How a table is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dialect {
    /// What separates fields, and how that is written inside a field.
    pub syntax: RowSyntax,
    /// What the columns are called.
    pub columns: Vec<String>,
    /// Where the first row begins that is a record, in bytes.
    pub begin: usize,
}

/// A row of the head: where it ends, and its fields.
struct SampledRow {
    end: usize,
    fields: Vec<String>,
}

impl Dialect {
    /// Detects it; `None` if there are no rows at all.
    pub fn detect(head: &[u8], header: HeaderRow, map: &FieldMap, charset: Charset) -> Option<Dialect> {
        let (stated, begin) = separator_line(head);
        let delimiters: Vec<u8> = stated.map_or(DELIMITERS.to_vec(), |delimiter| vec![delimiter]);
        let tables: Vec<(u8, Vec<SampledRow>)> = delimiters
            .into_iter()
            .map(|delimiter| (delimiter, sample_rows(&head[begin..], delimiter, charset)))
            .filter(|(_, rows)| !rows.is_empty())
            .collect();
        if header == HeaderRow::Named
            && let Some((delimiter, row)) = find_known_header(&tables, map)
        {
            return Some(Dialect::of_table(head, delimiter, row.fields.clone(), begin + row.end));
        }
        // max_by_key takes the last of equals: the preferred delimiter must come last.
        let (delimiter, rows) = tables.into_iter().rev().max_by_key(|(_, rows)| regularity(rows))?;
        let (_, width) = regularity(&rows);
        let (columns, begin) = match header {
            HeaderRow::Numbered => ((1..=width).map(|number| number.to_string()).collect(), begin),
            HeaderRow::Named => {
                let row = rows.into_iter().find(|row| row.fields.len() == width)?;
                (row.fields, begin + row.end)
            }
        };
        Some(Dialect::of_table(head, delimiter, columns, begin))
    }

    /// The dialect of a table whose first record begins at byte `begin` of the head.
    fn of_table(head: &[u8], delimiter: u8, columns: Vec<String>, begin: usize) -> Dialect {
        let escaping = detect_escaping(head.get(begin..).unwrap_or_default(), delimiter, columns.len());
        Dialect { syntax: RowSyntax { delimiter, escaping }, columns, begin }
    }
}

/// Whether marks and delimiters inside fields are doubled, escaped with a backslash, or characters like any other. A backslash
/// alone says nothing (a path may end in one): rows must have the right number of fields, and marks must not be doubled as
/// well. Marks are characters only in a table whose lines are all rows as they are, and are none where marks are read.
fn detect_escaping(rows: &[u8], delimiter: u8, columns: usize) -> Escaping {
    let whole = |escaping| count_whole_rows(rows, RowSyntax { delimiter, escaping }, columns);
    if delimiter == b'\t' && rows.contains(&b'"') && whole(Escaping::Literal) > whole(Escaping::Doubled) {
        return Escaping::Literal;
    }
    if !rows.contains(&b'\\') {
        return Escaping::Doubled;
    }
    let (mut escaped, mut doubled) = (0, 0);
    for window in rows.windows(4) {
        match *window {
            [before, b'\\', mark, next] if before != b'\\' && (mark == b'"' || mark == delimiter) => {
                // A doubled mark after a backslash, or a text that ends in one.
                let is_closing =
                    mark == b'"' && (next == b'"' || next == delimiter || next.is_ascii_whitespace());
                escaped += usize::from(!is_closing);
            }
            [before, b'"', b'"', next]
                if before != delimiter && before != b'\n' && next != delimiter && next != b'\n' =>
            {
                doubled += 1;
            }
            _ => {}
        }
    }
    let (as_doubled, as_escaped) = (whole(Escaping::Doubled), whole(Escaping::Backslash));
    match as_escaped.cmp(&as_doubled) {
        Ordering::Greater => Escaping::Backslash,
        Ordering::Equal if escaped > doubled => Escaping::Backslash,
        Ordering::Equal | Ordering::Less => Escaping::Doubled,
    }
}

/// How many more of the first rows than not have as many fields as there are columns, and no mark that is not escaped.
fn count_whole_rows(rows: &[u8], syntax: RowSyntax, columns: usize) -> isize {
    let (mut scan, mut is_empty) = (RowScan::new(syntax), true);
    let (mut seen, mut whole) = (0, 0);
    for &byte in rows {
        if !scan.ends_at(byte) {
            scan.push(byte);
            is_empty = false;
        } else if !is_empty {
            whole += if scan.fields == columns && !scan.has_stray_quote { 1 } else { -1 };
            seen += 1;
            if seen == SAMPLE_ROWS {
                break;
            }
            (scan, is_empty) = (RowScan::new(syntax), true);
        }
    }
    whole
}

/// Whether one of the first rows names at least two columns that crawlers use, above rows of other words.
pub(crate) fn has_known_header(head: &[u8]) -> bool {
    let (stated, begin) = separator_line(head);
    if stated.is_some() {
        return true;
    }
    let lines = head[begin..].split(|&byte| byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    let mut before = usize::MAX;
    for line in lines.take(HEADER_SEARCH_ROWS) {
        for delimiter in DELIMITERS {
            let Some(row) = sample_rows(line, delimiter, Charset::Unknown).pop() else { continue };
            let names = row.fields;
            let known = names.iter().filter(|name| is_known_field(name)).count();
            let is_header = known > 1 && known * 2 >= names.len() && names.iter().all(|name| name.len() < 40);
            if is_header && (before == usize::MAX || names.len() > before) {
                return true;
            }
        }
        // What is above a header is a title, not a paragraph.
        before = line.split(|&byte| byte == b',').count();
        if line.len() > 120 {
            return false;
        }
    }
    false
}

/// "sep=;" on the first line: the delimiter, and where the line ends.
fn separator_line(head: &[u8]) -> (Option<u8>, usize) {
    let line = head.split_inclusive(|&byte| byte == b'\n').next().unwrap_or_default();
    let stated = line.trim_ascii_end().trim_ascii_start();
    match stated.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\"")).unwrap_or(stated) {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] => (Some(*delimiter), line.len()),
        // The tab was trimmed with the white space.
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'='] if line.contains(&b'\t') => (Some(b'\t'), line.len()),
        _ => (None, 0),
    }
}

fn sample_rows(head: &[u8], delimiter: u8, charset: Charset) -> Vec<SampledRow> {
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(head);
    let mut record = ByteRecord::new();
    let mut rows = Vec::new();
    while rows.len() < SAMPLE_ROWS && reader.read_byte_record(&mut record).is_ok_and(|found| found) {
        let text = |field: &[u8]| encoding::decode(field, charset).text.trim().to_string();
        rows.push(SampledRow {
            end: reader.position().byte() as usize,
            fields: record.iter().map(text).collect(),
        });
    }
    rows
}

/// The row with the most names that are known or were given by the user.
fn find_known_header<'t>(
    tables: &'t [(u8, Vec<SampledRow>)],
    map: &FieldMap,
) -> Option<(u8, &'t SampledRow)> {
    let mut best: Option<(usize, usize, u8, &SampledRow)> = None;
    for (delimiter, rows) in tables {
        for (number, row) in rows.iter().take(HEADER_SEARCH_ROWS).enumerate() {
            let known = row.fields.iter().filter(|name| map.is_named(name) || is_known_field(name)).count();
            let enough = known > 1 || (known == 1 && number == 0);
            let better = best.is_none_or(|(most, width, ..)| (known, row.fields.len()) > (most, width));
            if enough && better {
                best = Some((known, row.fields.len(), *delimiter, row));
            }
        }
    }
    best.map(|(.., delimiter, row)| (delimiter, row))
}

/// How many rows have the most common number of fields, and that number; one field is no table. A row that a delimiter
/// splits inside its quotation marks does not count.
fn regularity(rows: &[SampledRow]) -> (usize, usize) {
    let mut widths = BTreeMap::new();
    let is_split_in_quotes = |field: &String| field.matches('"').count() % 2 == 1;
    for row in rows.iter().filter(|row| row.fields.len() > 1 && !row.fields.iter().any(is_split_in_quotes)) {
        *widths.entry(row.fields.len()).or_insert(0) += 1;
    }
    widths.into_iter().map(|(width, count)| (count, width)).max().unwrap_or((0, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detected(head: &str, header: HeaderRow) -> (char, Vec<String>, String) {
        let found = Dialect::detect(head.as_bytes(), header, &FieldMap::default(), Charset::Unknown).unwrap();
        (found.syntax.delimiter as char, found.columns, head[found.begin..].to_string())
    }

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| name.to_string()).collect()
    }

    #[test]
    fn delimiters_are_found() {
        assert_eq!(detected("url\ttitle, and more\ttext\n", HeaderRow::Named).0, '\t');
        assert_eq!(detected("a;b;c\n1;2;3", HeaderRow::Named).0, ';');
        assert_eq!(detected("a|b\n1, and|2, or\n3, but|4\n", HeaderRow::Named).0, '|');
        assert_eq!(detected("text\n", HeaderRow::Named), (',', names(&["text"]), String::new()));
        assert_eq!(
            detected("sep=;\nu,v;text\nx\n", HeaderRow::Named),
            (';', names(&["u,v", "text"]), "x\n".into())
        );
    }

    #[test]
    fn a_header_is_found_below_a_title() {
        let head = "Export of Monday, by the desk\n\nurl,title,text\nu,t,x\n";
        assert_eq!(
            detected(head, HeaderRow::Named),
            (',', names(&["url", "title", "text"]), "u,t,x\n".into())
        );
        let unknown = "Rapport\nadresse;titre;corps\nu;t;x\nv;t;y\n";
        assert_eq!(detected(unknown, HeaderRow::Named).1, names(&["adresse", "titre", "corps"]));
        assert!(has_known_header(head.as_bytes()) && !has_known_header(unknown.as_bytes()));
        assert!(has_known_header(b"\"url\",\"date\",\"text\"\n"));
        assert!(!has_known_header(b"The date, the time and the text were wrong, he said.\n"));
    }

    #[test]
    fn how_marks_are_escaped_is_found() {
        let escaping = |rows: &str| {
            let head = format!("url,title,text\n{rows}\n");
            Dialect::detect(head.as_bytes(), HeaderRow::Named, &FieldMap::default(), Charset::Unknown)
                .unwrap()
                .syntax
                .escaping
        };
        for rows in [
            r#""u","A \"closed\" hall","x""#,
            r#""u","Roe\, Jane","x""#,
            r"u,Roe\, Jane,x",
            "u,t,A hall\\\nthat closed",
            r#""u","t","It closed, \"said so\", and more""#,
        ] {
            assert_eq!(escaping(rows), Escaping::Backslash, "{rows}");
        }
        for rows in [
            r#""u","C:\","x""#,
            r#""u","K\""oln and ""more""","x""#,
            r#""u","a \ b","x""#,
            r#""u","A ""closed"" hall","x""#,
            r"u,\section,x",
        ] {
            assert_eq!(escaping(rows), Escaping::Doubled, "{rows}");
        }
    }

    #[test]
    fn marks_in_lines_of_tabs_may_be_characters() {
        let escaping = |rows: &str| detect_escaping(rows.as_bytes(), b'\t', 3);
        assert_eq!(escaping("u\t\"Night\" ferry\tx\nv\t\"Hall\tx\n"), Escaping::Literal);
        assert_eq!(escaping("u\tt\t\"One\nand two\"\nv\tt\tx\n"), Escaping::Doubled);
        assert_eq!(escaping("u\t\"t\"\tx\n"), Escaping::Doubled);
    }

    #[test]
    fn without_a_header_columns_are_numbered() {
        let found = detected("u1;\"a\nb\";c\nu2;d;e\n", HeaderRow::Numbered);
        assert_eq!((found.0, found.1), (';', names(&["1", "2", "3"])));
    }
}
