//! Rows of a search on their way out: the text at their end becomes a snippet, or a row for each hit in it.

use std::io;

use crate::output::{Cell, Column, Sink};
use crate::query::search::hit_marks::Marks;

/// What becomes of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// So many words of it, hits marked.
    Snippet(usize),
    /// All of it, hits marked.
    Whole,
    /// A row for each hit: so many words to its left, the hit, so many to its right.
    Lines(usize),
}

/// Takes rows whose last cell is a text, and gives rows to another sink.
pub struct Shown<'s> {
    sink: &'s mut (dyn Sink + 's),
    marks: &'s Marks,
    shape: Shape,
    limit: Option<u64>,
    rows: u64,
    limited: bool,
}

impl<'s> Shown<'s> {
    /// Gives at most `limit` rows: there can be more than come in.
    pub fn new(
        sink: &'s mut (dyn Sink + 's),
        marks: &'s Marks,
        shape: Shape,
        limit: Option<u64>,
    ) -> Shown<'s> {
        Shown { sink, marks, shape, limit, rows: 0, limited: false }
    }

    /// How many rows were given.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Whether there were more rows than wanted; the error that stopped them is then none.
    pub fn limited(&self) -> bool {
        self.limited
    }

    fn give(&mut self, cells: &[Cell]) -> io::Result<()> {
        if self.limit == Some(self.rows) {
            self.limited = true;
            return Err(io::Error::other("enough"));
        }
        self.rows += 1;
        self.sink.row(cells)
    }
}

impl Sink for Shown<'_> {
    fn title(&mut self, title: &str) {
        self.sink.title(title);
    }

    fn begin(&mut self, columns: &[Column]) -> io::Result<()> {
        let mut columns = columns.to_vec();
        if let Shape::Lines(_) = self.shape {
            columns.pop();
            columns.extend(["left", "hit", "right"].map(|name| Column { name: name.into() }));
        }
        self.sink.begin(&columns)
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        let Some((text, others)) = cells.split_last() else { return self.give(cells) };
        let text = match text {
            Cell::Text(text) => *text,
            _ => "",
        };
        match self.shape {
            Shape::Lines(context) => {
                for [left, hit, right] in self.marks.lines(text, context) {
                    let line = [Cell::Text(&left), Cell::Text(&hit), Cell::Text(&right)];
                    self.give(&[others, &line].concat())?;
                }
                Ok(())
            }
            Shape::Snippet(length) => {
                let snippet = self.marks.snippet(text, length);
                self.give(&[others, &[Cell::Text(&snippet)]].concat())
            }
            Shape::Whole => {
                let marked = self.marks.marked(text);
                self.give(&[others, &[Cell::Text(&marked)]].concat())
            }
        }
    }

    fn finish(&mut self) -> io::Result<()> {
        self.sink.finish()
    }
}
