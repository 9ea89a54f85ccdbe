//! A table for Markdown (the pipes of GitHub's dialect).

use std::io::{self, Write};

use crate::output::format::Format;
use crate::output::printable::printable;
use crate::output::{Cell, Column, Out, Sink, Style};

/// A table for Markdown.
pub static MARKDOWN: Format = Format {
    holds_several_results: true,
    ..Format::text("markdown", &["md", "markdown"], |out, style| Box::new(Markdown::new(out, style)))
};

/// Writes rows between pipes.
pub struct Markdown<'w> {
    out: Out<'w>,
    style: Style,
    /// The head is written with the first row, whose numbers say how columns are aligned.
    head: Option<Vec<String>>,
    /// How many results have begun.
    results: usize,
}

impl<'w> Markdown<'w> {
    /// Writes to `out`.
    pub fn new(out: Out<'w>, style: Style) -> Markdown<'w> {
        Markdown { out, style, head: None, results: 0 }
    }

    fn write_head(&mut self, first: &[Cell]) -> io::Result<()> {
        let Some(names) = self.head.take().filter(|_| !self.style.no_headers) else { return Ok(()) };
        let names: Vec<String> = names.iter().map(|name| escaped(name)).collect();
        writeln!(self.out, "| {} |", names.join(" | "))?;
        let rules: Vec<&str> = (0..names.len())
            .map(|at| if first.get(at).is_some_and(Cell::is_number) { "---:" } else { "---" })
            .collect();
        writeln!(self.out, "| {} |", rules.join(" | "))
    }
}

fn escaped(text: &str) -> String {
    printable(&text.replace("\r\n", "\n")).replace('\\', "\\\\").replace('|', "\\|").replace('\n', "<br>")
}

impl Sink for Markdown<'_> {
    fn begin(&mut self, columns: &[Column]) -> io::Result<()> {
        if self.results > 0 {
            self.write_head(&[])?;
            writeln!(self.out)?;
        }
        self.results += 1;
        self.head = Some(columns.iter().map(|column| column.name.clone()).collect());
        Ok(())
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        self.write_head(cells)?;
        let cells: Vec<String> = cells.iter().map(|cell| escaped(&cell.text())).collect();
        writeln!(self.out, "| {} |", cells.join(" | "))
    }

    fn finish(&mut self) -> io::Result<()> {
        self.write_head(&[])?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pipes_and_line_breaks_are_escaped_and_numbers_stand_right() {
        let mut out = Vec::new();
        let mut sink = Markdown::new(Box::new(&mut out), Style::default());
        sink.begin(&["a|b", "n"].map(|name| Column { name: name.into() })).unwrap();
        sink.row(&[Cell::Text("x|y\nz"), Cell::Integer(3)]).unwrap();
        sink.finish().unwrap();
        drop(sink);
        assert_eq!(String::from_utf8(out).unwrap(), "| a\\|b | n |\n| --- | ---: |\n| x\\|y<br>z | 3 |\n");
    }
}
