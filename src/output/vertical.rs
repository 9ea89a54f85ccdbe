//! A record a block, a column a line: for rows with more columns, or longer texts, than a table has room for.
//!
//! Nothing is cut or left out.
use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use crate::output::colors::{BOLD, PLAIN, is_mark, paint_marks};
use crate::output::format::Format;
use crate::output::printable::is_unprintable;
use crate::output::{Cell, Column, Out, Sink, Style};

/// A record a block.
pub static VERTICAL: Format = Format {
    holds_several_results: true,
    is_colored: true,
    ..Format::text("vertical", &[], |out, style| Box::new(Vertical::new(out, style)))
};

/// A text is not made narrower than this, however wide the names of the columns are.
const MIN_TEXT_WIDTH: usize = 20;

/// Writes a block for each record.
pub struct Vertical<'w> {
    out: Out<'w>,
    style: Style,
    columns: Vec<String>,
    /// The width of the widest name.
    names_width: usize,
    /// Records so far, of this result.
    records: u64,
}

impl<'w> Vertical<'w> {
    /// Writes to `out`.
    pub fn new(out: Out<'w>, style: Style) -> Vertical<'w> {
        Vertical { out, style, columns: Vec::new(), names_width: 0, records: 0 }
    }

    fn write_value(&mut self, at: usize, cell: Cell) -> io::Result<()> {
        let text = printable_lines(&cell.text(), self.style.color);
        let width = self.style.width.saturating_sub(self.names_width + 2).max(MIN_TEXT_WIDTH);
        let lines = text.split('\n').flat_map(|line| textwrap::wrap(line.trim_end(), width));
        for (number, line) in lines.enumerate() {
            let name = match (number, self.style.no_headers) {
                (0, false) => self.columns[at].as_str(),
                _ => "",
            };
            let gap = " ".repeat(self.names_width - name.width() + 2);
            let line = match self.style.color {
                true => format!("{BOLD}{name}{PLAIN}{gap}{}", paint_marks(&line)),
                false => format!("{name}{gap}{line}"),
            };
            writeln!(self.out, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

/// A text without what commands a terminal; its line breaks stay.
fn printable_lines(text: &str, keeps_marks: bool) -> String {
    let text = text.replace("\r\n", "\n").replace('\t', " ");
    text.chars()
        .map(|c| match c {
            c if keeps_marks && is_mark(c) => c,
            c if is_unprintable(c) => '\u{fffd}',
            c => c,
        })
        .collect()
}

impl Sink for Vertical<'_> {
    fn begin(&mut self, columns: &[Column]) -> io::Result<()> {
        self.columns =
            columns.iter().map(|column| printable_lines(&column.name, false).replace('\n', " ")).collect();
        self.names_width = self.columns.iter().map(|name| name.width()).max().unwrap_or(0);
        if self.style.no_headers {
            self.names_width = 0;
        }
        Ok(())
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        if self.records > 0 {
            writeln!(self.out)?;
        }
        self.records += 1;
        for (at, cell) in cells.iter().enumerate() {
            self.write_value(at, *cell)?;
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(
        width: usize,
        format: impl for<'w> Fn(Out<'w>, Style) -> Box<dyn Sink + 'w>,
        rows: &[[Cell; 2]],
    ) -> String {
        let mut out = Vec::new();
        let mut sink = format(Box::new(&mut out), Style { width, ..Style::default() });
        sink.begin(&Column::named(["who", "said it"])).unwrap();
        rows.iter().for_each(|row| sink.row(row).unwrap());
        sink.finish().unwrap();
        drop(sink);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_record_is_a_block_and_nothing_is_cut() {
        let rows = [
            [
                Cell::Text("Jane Roe"),
                Cell::Text("The ferry will not sail before the wall is mended.\nNot before."),
            ],
            [Cell::Null, Cell::Integer(3)],
        ];
        assert_eq!(
            written(40, |out, style| Box::new(Vertical::new(out, style)), &rows),
            "who      Jane Roe\nsaid it  The ferry will not sail before\n         the wall is mended.\n         Not before.\n\n\
             who\nsaid it  3\n"
        );
    }
}
