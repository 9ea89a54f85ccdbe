//! A row of a CSV, byte by byte: where its fields and the row itself end, and what its fields hold.
//!
//! A mark inside quotation marks is doubled, or escaped with a backslash (MySQL, Spark, pandas with an `escapechar`): which of
//! them, [`crate::read::records::csv_dialect`] detects. The surprising decision: a mark that should be doubled and is not
//! belongs to the text.

use std::borrow::Cow;
use std::cell::RefCell;

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RowSyntax {
    /// What separates fields.
    pub delimiter: u8,
    /// How a mark inside quotation marks is told from the closing one.
    pub escaping: Escaping,
}

/// How what would end a field is written inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Escaping {
    /// `""`, as RFC 4180 says.
    #[default]
    Doubled,
    /// `\"`, `\,`.
    Backslash,
    /// Not at all: a quotation mark is a character like any other, as in the TSV of databases and corpora.
    Literal,
}

thread_local! {
    /// What split this thread's last row, and the delimiter that it was built for: building the tables of csv-core costs
    /// more than ten times as much as splitting a short row, and csv-core 0.1.13 forgets half of them when it is cloned.
    static LAST_READER: RefCell<Option<(u8, csv_core::Reader)>> = const { RefCell::new(None) };
}

/// The fields of one whole row in which marks are doubled, without its marks.
pub(crate) fn split_quoted_row(row: &str, delimiter: u8) -> Vec<String> {
    LAST_READER.with_borrow_mut(|last| {
        let reader = match last {
            Some((built_for, reader)) if *built_for == delimiter => reader,
            _ => {
                let reader = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
                &mut last.insert((delimiter, reader)).1
            }
        };
        reader.reset();
        read_fields(reader, row, delimiter)
    })
}

fn read_fields(reader: &mut csv_core::Reader, row: &str, delimiter: u8) -> Vec<String> {
    let mut input = row.as_bytes();
    // No field is longer than what it is written as, and each ends at a delimiter or with the row.
    let mut text = vec![0; input.len() + 1];
    let mut ends = vec![0; input.iter().filter(|&&byte| byte == delimiter).count() + 2];
    let (mut written, mut fields) = (0, 0);
    loop {
        let (result, read, text_bytes, new_ends) =
            reader.read_record(input, &mut text[written..], &mut ends[fields..]);
        input = &input[read..];
        written += text_bytes;
        fields += new_ends;
        // An empty input tells the reader that the row has ended.
        if !matches!(result, csv_core::ReadRecordResult::InputEmpty) {
            break;
        }
    }
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let spans = starts.zip(&ends[..fields]);
    spans.map(|(start, &end)| String::from_utf8_lossy(&text[start..end]).into_owned()).collect()
}

/// Follows a row's quotation marks and delimiters, byte by byte.
pub(crate) struct RowScan {
    syntax: RowSyntax,
    state: State,
    /// Whether the last byte was a backslash that escapes the next one.
    is_escaped: bool,
    /// How many fields there are so far.
    pub fields: usize,
    /// Whether a mark inside quotation marks is not doubled.
    pub has_stray_quote: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    FieldStart,
    Bare,
    Quoted,
    /// After a mark inside quotation marks: the closing one, or the first of two.
    MarkInQuoted,
}

impl RowScan {
    /// Before a row.
    pub fn new(syntax: RowSyntax) -> RowScan {
        RowScan { syntax, state: State::FieldStart, is_escaped: false, fields: 1, has_stray_quote: false }
    }

    /// Whether the next byte is inside quotation marks.
    pub fn is_quoted(&self) -> bool {
        self.state == State::Quoted
    }

    /// Whether the row ends before this byte.
    pub fn ends_at(&self, byte: u8) -> bool {
        matches!(byte, b'\n' | b'\r') && !self.is_quoted() && !self.is_escaped
    }

    /// Takes a byte; says whether the mark before it belongs to the text and should have been doubled.
    pub fn push(&mut self, byte: u8) -> bool {
        let was_mark = self.state == State::MarkInQuoted;
        if std::mem::take(&mut self.is_escaped) {
            return false;
        }
        if byte == b'\\' && self.syntax.escaping == Escaping::Backslash && !was_mark {
            self.is_escaped = true;
            if self.state == State::FieldStart {
                self.state = State::Bare;
            }
            return false;
        }
        if self.state == State::Quoted {
            if byte == b'"' {
                self.state = State::MarkInQuoted;
            }
        } else if byte == self.syntax.delimiter {
            self.fields += 1;
            self.state = State::FieldStart;
        } else {
            self.state = match (self.state, byte) {
                _ if self.syntax.escaping == Escaping::Literal => State::Bare,
                (State::FieldStart, b'"') | (State::MarkInQuoted, _) => State::Quoted,
                _ => State::Bare,
            };
            let stray = was_mark && byte != b'"';
            self.has_stray_quote |= stray;
            return stray;
        }
        false
    }
}

/// A row with every mark doubled that should be; `None` if its last quotation mark is not closed.
pub(crate) fn double_stray_quotes(row: &str, syntax: RowSyntax) -> Option<Cow<'_, str>> {
    let mut scan = RowScan::new(syntax);
    let mut stray = Vec::new();
    for (at, byte) in row.bytes().enumerate() {
        if scan.push(byte) {
            stray.push(at);
        }
    }
    if scan.is_quoted() {
        return None;
    }
    if stray.is_empty() {
        return Some(Cow::Borrowed(row));
    }
    let mut doubled = String::with_capacity(row.len() + stray.len());
    let mut done = 0;
    for at in stray {
        doubled.push_str(&row[done..at]);
        doubled.push('"');
        done = at;
    }
    doubled.push_str(&row[done..]);
    Some(Cow::Owned(doubled))
}

/// The fields of a row in which backslashes escape; `None` in them is the null of databases, `\N`. `None` instead of all if the
/// last quotation mark is not closed.
pub(crate) fn split_escaped_row(row: &str, delimiter: u8) -> Option<Vec<Option<String>>> {
    let mut fields = Vec::new();
    let mut rest = row;
    loop {
        let (field, after) = match rest.strip_prefix('"') {
            Some(quoted) => quoted_field(quoted, delimiter)?,
            None => bare_field(rest, delimiter),
        };
        fields.push(field);
        match after {
            Some(after) => rest = after,
            None => return Some(fields),
        }
    }
}

/// A field, and the row after its delimiter if there is one.
type FieldAndRest<'r> = (Option<String>, Option<&'r str>);

fn bare_field(row: &str, delimiter: u8) -> FieldAndRest<'_> {
    let mut field = String::new();
    let mut chars = row.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => field.extend(chars.next().and_then(|(_, escaped)| unescaped(escaped))),
            c if c == char::from(delimiter) => {
                return (Some(field).filter(|_| &row[..at] != "\\N"), Some(&row[at + c.len_utf8()..]));
            }
            c => field.push(c),
        }
    }
    (Some(field).filter(|_| row != "\\N"), None)
}

/// The field after an opening mark; `None` if no mark closes it.
fn quoted_field(row: &str, delimiter: u8) -> Option<FieldAndRest<'_>> {
    let mut field = String::new();
    let mut chars = row.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => field.extend(chars.next().and_then(|(_, escaped)| unescaped(escaped))),
            '"' => match row[at + 1..].chars().next() {
                None => return Some((Some(field), None)),
                Some(next) if next == char::from(delimiter) => {
                    return Some((Some(field), Some(&row[at + 1 + next.len_utf8()..])));
                }
                Some('"') => {
                    field.push('"');
                    chars.next();
                }
                // It should have been escaped.
                Some(_) => field.push('"'),
            },
            c => field.push(c),
        }
    }
    None
}

/// What a character means after a backslash.
fn unescaped(c: char) -> Option<char> {
    match c {
        'n' => Some('\n'),
        't' => Some('\t'),
        'r' => Some('\r'),
        '0' => None,
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_row_is_split_at_its_delimiters_and_loses_its_marks() {
        let split = |row| split_quoted_row(row, b';');
        assert_eq!(split("a;\"b; \"\"c\"\"\";\n"), ["a", "b; \"c\"", ""]);
        assert_eq!(split("a;\"b\nc\""), ["a", "b\nc"]);
        assert_eq!(split("a;b;;"), ["a", "b", "", ""]);
        assert_eq!(split("a\r\n"), ["a"]);
        assert_eq!(split_quoted_row("a;b\tc", b'\t'), ["a;b", "c"]);
        assert_eq!(split("a;b\tc"), ["a", "b\tc"]);
    }

    fn fields(row: &str) -> Vec<Option<String>> {
        split_escaped_row(row, b',').unwrap()
    }

    #[test]
    fn backslashes_escape_in_fields_of_both_kinds() {
        let row = r#""a \"b\" c",d\, e,\N,"x""y","\\ and \n",plain"#;
        let wanted = [Some("a \"b\" c"), Some("d, e"), None, Some("x\"y"), Some("\\ and \n"), Some("plain")];
        assert_eq!(fields(row), wanted.map(|field| field.map(str::to_string)));
        assert_eq!(split_escaped_row("a,\"never closed", b','), None);
    }

    proptest! {
        #[test]
        fn what_was_escaped_comes_back(written in proptest::collection::vec("[a-z\"\\\\,é ]{0,12}", 1..5)) {
            let escape = |field: &String| format!("\"{}\"", field.replace('\\', "\\\\").replace('"', "\\\""));
            let row = written.iter().map(escape).collect::<Vec<_>>().join(",");
            let syntax = RowSyntax { delimiter: b',', escaping: Escaping::Backslash };
            let mut scan = RowScan::new(syntax);
            row.bytes().for_each(|byte| { scan.push(byte); });
            prop_assert!(!scan.is_quoted() && scan.fields == written.len());
            prop_assert_eq!(fields(&row), written.into_iter().map(Some).collect::<Vec<_>>());
        }
    }
}
