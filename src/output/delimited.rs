//! CSV and TSV, by the csv crate.
//!
//! With [`Style::excel`] the file opens in a spreadsheet with a double click and nothing in it runs: a text that could
//! be taken for a formula gets an apostrophe before it, which spreadsheets do not show; numbers stay numbers.

use std::io::{self, Write};

use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};

use super::{Cell, Column, Out, Sink, Style};

/// Writes separated values.
pub struct Delimited<'w> {
    writer: Writer<Out<'w>>,
    style: Style,
    /// Whether the byte order mark was written.
    mark: io::Result<()>,
}

impl<'w> Delimited<'w> {
    /// With commas.
    pub fn csv(out: Out<'w>, style: Style) -> Delimited<'w> {
        Delimited::new(out, style, b',')
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
        Delimited { writer, style, mark }
    }

    fn field(&mut self, cell: Cell) -> Result<(), csv::Error> {
        match cell {
            Cell::Text(text) if self.style.excel && may_run(text) => {
                self.writer.write_field(format!("'{text}"))
            }
            Cell::Text(text) => self.writer.write_field(text),
            other => self.writer.write_field(other.text().as_bytes()),
        }
    }
}

/// Whether a spreadsheet could take a text for a formula: by its first character, after spaces too, in any width.
fn may_run(text: &str) -> bool {
    let first = text.trim_start_matches([' ', '\u{a0}', '\u{3000}']).chars().next();
    matches!(first, Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠' | '|' | '%'))
}

impl Sink for Delimited<'_> {
    fn begin(&mut self, columns: &[Column]) -> io::Result<()> {
        std::mem::replace(&mut self.mark, Ok(()))?;
        if self.style.no_headers {
            return Ok(());
        }
        self.writer.write_record(columns.iter().map(|column| &column.name)).map_err(io::Error::from)
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        for &cell in cells {
            self.field(cell).map_err(io::Error::from)?;
        }
        self.writer.write_record(None::<&[u8]>).map_err(io::Error::from)
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
