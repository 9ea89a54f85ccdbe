//! CSV and TSV, by the csv crate.
//!
//! The separator is the user's ([`Separator`]), and so is the mark before decimals: spreadsheets in countries that write
//! 0,5 part the columns of a double-clicked file at semicolons. No `sep=` line is written: Excel reads what follows one
//! in the machine's old code page, whatever byte order mark there is.
//!
//! With [`Style::excel`] the file opens in a spreadsheet with a double click and nothing in it runs: a text that could
//! be taken for a formula gets an apostrophe before it; numbers and days stay what they are. One record is used again
//! and again, and numbers are written without an allocation: a million rows take half as long as sqlite3's own CSV.

use std::io;

use csv::{ByteRecord, QuoteStyle, Terminator, Writer, WriterBuilder};

use crate::output::format::Format;
use crate::output::{Cell, Column, Out, Separator, Sink, Style};

/// Comma-separated values (RFC 4180).
pub static CSV: Format = Format::text("csv", &["csv"], |out, style| Box::new(Delimited::csv(out, style)));

/// Tab-separated values.
pub static TSV: Format =
    Format::text("tsv", &["tsv", "tab"], |out, style| Box::new(Delimited::tsv(out, style)));

/// Writes separated values.
pub struct Delimited<'w> {
    writer: Writer<Out<'w>>,
    style: Style,
    record: ByteRecord,
    /// A number on its way.
    digits: Vec<u8>,
    /// Whether the byte order mark was written.
    mark: io::Result<()>,
}

impl<'w> Delimited<'w> {
    /// With commas, or with what the style says.
    pub fn csv(out: Out<'w>, style: Style) -> Delimited<'w> {
        let delimiter = match style.separator {
            Separator::Comma => b',',
            Separator::Semicolon => b';',
            Separator::Tab => b'\t',
        };
        Delimited::new(out, style, delimiter)
    }

    /// With tabs.
    pub fn tsv(out: Out<'w>, style: Style) -> Delimited<'w> {
        Delimited::new(out, style, b'\t')
    }

    fn new(mut out: Out<'w>, style: Style, delimiter: u8) -> Delimited<'w> {
        let mark = if style.excel { out.write_all("\u{feff}".as_bytes()) } else { Ok(()) };
        let terminator = if style.excel { Terminator::CRLF } else { Terminator::Any(b'\n') };
        let writer = WriterBuilder::new()
            .delimiter(delimiter)
            .terminator(terminator)
            .quote_style(QuoteStyle::Necessary)
            .buffer_capacity(1 << 16)
            .from_writer(out);
        Delimited { writer, style, record: ByteRecord::new(), digits: Vec::with_capacity(32), mark }
    }

    /// Takes the number on its way as a field.
    fn push_real(&mut self) {
        if self.style.decimal_comma {
            self.digits.iter_mut().filter(|digit| **digit == b'.').for_each(|point| *point = b',');
        }
        self.record.push_field(&self.digits);
    }

    fn guards(&self) -> bool {
        self.style.excel && !self.style.no_guard
    }

    fn field(&mut self, cell: Cell) -> io::Result<()> {
        match cell {
            Cell::Text(text) if self.guards() => match guarded(text) {
                Some(inert) => self.record.push_field(inert.as_bytes()),
                None => self.record.push_field(text.as_bytes()),
            },
            Cell::Text(text) => self.record.push_field(text.as_bytes()),
            // JSON's numbers are written as ours are, and several times as fast as the standard library's.
            Cell::Integer(number) => {
                self.digits.clear();
                serde_json::to_writer(&mut self.digits, &number)?;
                self.record.push_field(&self.digits);
            }
            Cell::Real(number) if number.is_finite() && number.fract() != 0.0 => {
                self.digits.clear();
                serde_json::to_writer(&mut self.digits, &number)?;
                self.push_real();
            }
            // A whole number of at most this size is an integer with the same digits; zero may have a sign.
            Cell::Real(number) if number.abs() < 1e15 && number != 0.0 => {
                self.field(Cell::Integer(number as i64))?
            }
            Cell::Real(number) if number.is_finite() => {
                self.digits.clear();
                self.digits.extend_from_slice(cell.text().as_bytes());
                self.push_real();
            }
            other => self.record.push_field(other.text().as_bytes()),
        }
        Ok(())
    }
}

/// The system's own error, so that a reader that went away is known for one.
fn failed(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A text that a spreadsheet could run, with an apostrophe where it would begin to: at its first character, or behind a
/// separator that a spreadsheet of another country parts columns at.
fn guarded(text: &str) -> Option<String> {
    let (runs, inner) = (may_run(text), text.contains([';', '\t']));
    if !runs && !inner {
        return None;
    }
    let mut inert = String::with_capacity(text.len() + 2);
    if runs {
        inert.push('\'');
    }
    for part in text.split_inclusive([';', '\t']) {
        let opens = part.trim_start_matches([' ', '"', '\u{a0}']).starts_with(['=', '+', '-', '@']);
        let guarded_already = runs && inert[1..].trim().is_empty();
        if opens && !guarded_already && inert.ends_with([';', '\t']) {
            inert.push('\'');
        }
        inert.push_str(part);
    }
    (inert != text).then_some(inert)
}

/// Whether a spreadsheet could take a text for a formula: by its first character, after spaces too, in any width. A
/// plain negative number is one.
fn may_run(text: &str) -> bool {
    let invisible = |c: char| {
        (c.is_whitespace() && !c.is_control())
            || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{ad}')
    };
    let mut characters = text.trim_start_matches(invisible).chars();
    match characters.next() {
        Some('-') if text.starts_with('-') => {
            let number = &text[1..];
            let digit = |byte: u8| byte.is_ascii_digit() || byte == b'.';
            !(number.starts_with(|c: char| c.is_ascii_digit()) && number.bytes().all(digit))
        }
        Some(
            '=' | '+' | '-' | '@' | '|' | '%' | '＝' | '＋' | '－' | '＠' | '﹢' | '﹣' | '﹦' | '﹫' | '−',
        ) => true,
        Some(c) => c.is_control(),
        None => false,
    }
}

impl Sink for Delimited<'_> {
    fn begin(&mut self, columns: &[Column]) -> io::Result<()> {
        std::mem::replace(&mut self.mark, Ok(()))?;
        if self.style.no_headers {
            return Ok(());
        }
        self.row(&columns.iter().map(|column| Cell::Text(&column.name)).collect::<Vec<_>>())
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        self.record.clear();
        for &cell in cells {
            self.field(cell)?;
        }
        self.writer.write_byte_record(&self.record).map_err(failed)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(style: Style, rows: &[[Cell; 2]]) -> String {
        let mut out = Vec::new();
        let mut sink = Delimited::csv(Box::new(&mut out), style);
        let columns = ["a", "b"].map(|name| Column { name: name.into() });
        sink.begin(&columns).unwrap();
        rows.iter().for_each(|row| sink.row(row).unwrap());
        sink.finish().unwrap();
        drop(sink);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn values_are_quoted_where_they_must_be() {
        let rows = [
            [Cell::Text("He said “no, \"never\"”"), Cell::Null],
            [Cell::Text("two\nlines"), Cell::Integer(-7)],
            [Cell::Real(0.5), Cell::Blob(b"\x00\xff")],
        ];
        let expected = "a,b\n\"He said “no, \"\"never\"\"”\",\n\"two\nlines\",-7\n0.5,00ff\n";
        assert_eq!(written(Style::default(), &rows), expected);
    }

    #[test]
    fn values_are_parted_by_what_the_style_says_and_decimals_may_have_a_comma() {
        let rows = [
            [Cell::Real(-0.0), Cell::Real(-3.0)],
            [Cell::Real(0.5), Cell::Text("one; two")],
            [Cell::Real(2.0), Cell::Text("1.5")],
            [Cell::Real(1e300), Cell::Integer(-7)],
        ];
        let style = Style { separator: Separator::Semicolon, decimal_comma: true, ..Style::default() };
        assert_eq!(written(style, &rows), "a;b\n-0;-3\n0,5;\"one; two\"\n2;1.5\n1e300;-7\n");
        let style = Style { separator: Separator::Tab, ..Style::default() };
        assert_eq!(written(style, &rows), "a\tb\n-0\t-3\n0.5\tone; two\n2\t1.5\n1e300\t-7\n");
    }

    #[test]
    fn what_opens_a_formula_is_made_inert_and_numbers_are_let_through() {
        for text in [
            "=1",
            "+49 30 1234",
            "-1+2",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "  =1",
            "\u{3000}＝1",
            "－1",
            "\u{200b}=1",
            "−1",
            "- x",
        ] {
            assert_eq!(guarded(text).unwrap(), format!("'{text}"));
        }
        assert_eq!(guarded("a;=1+1;b").unwrap(), "a;'=1+1;b");
        assert_eq!(guarded("a\t \"@x").unwrap(), "a\t' \"@x");
        for text in ["-12.5", "2031-03-14", "007", "a = b", "one; two", "", " ", "a-b;c"] {
            assert_eq!(guarded(text), None, "{text}");
        }
    }

    #[test]
    fn for_spreadsheets_nothing_can_run_and_numbers_stay_numbers() {
        let style = Style { excel: true, ..Style::default() };
        let rows = [
            [Cell::Text("=HYPERLINK(\"http://x\")"), Cell::Integer(-7)],
            [Cell::Text("  ＝1+1"), Cell::Text("- a dash")],
        ];
        let expected = "\u{feff}a,b\r\n\"'=HYPERLINK(\"\"http://x\"\")\",-7\r\n'  ＝1+1,'- a dash\r\n";
        assert_eq!(written(style, &rows), expected);
    }
}
