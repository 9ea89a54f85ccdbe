//! Rows of a search as they are shown: the text at their end becomes a snippet, or a row for each hit in it.

use std::io;

use crate::output::{Cell, Column, RowSource, Sink, StopReason, StreamEnd};
use crate::query::QueryError;
use crate::query::sandbox::run::StatementRows;
use crate::query::search::hit_marks::HitMarks;

/// What becomes of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// This many words of it, hits marked.
    Snippet(usize),
    /// All of it, hits marked.
    Whole,
    /// A row for each hit: this many words to its left, the hit, as many to its right.
    Lines(usize),
}

/// What a search found, as rows for people: of any source whose last column is the text.
pub struct SearchRows<'a> {
    found: StatementRows<'a>,
    marks: HitMarks,
    shape: Shape,
}

impl<'a> SearchRows<'a> {
    /// Rows of what was found.
    pub fn new(found: StatementRows<'a>, marks: HitMarks, shape: Shape) -> SearchRows<'a> {
        SearchRows { found, marks, shape }
    }
}

impl RowSource for SearchRows<'_> {
    type Error = QueryError;

    fn stream_into(&mut self, limit: Option<u64>, sink: &mut dyn Sink) -> Result<StreamEnd, QueryError> {
        let mut hits =
            HitSink { sink, marks: &self.marks, shape: self.shape, limit, rows: 0, limited: false };
        // There can be more rows of hits than rows found: the limit is of those that are given.
        let found = self.found.stream_into(None, &mut hits);
        let rows = hits.rows;
        if hits.limited {
            return Ok(StreamEnd::stopped(rows, StopReason::RowLimit));
        }
        Ok(StreamEnd { rows, ..found? })
    }
}

/// Takes rows whose last cell is a text, and gives rows to another sink.
struct HitSink<'s, 'w> {
    sink: &'s mut (dyn Sink + 'w),
    marks: &'s HitMarks,
    shape: Shape,
    limit: Option<u64>,
    rows: u64,
    /// There were more rows than wanted; the error that stopped them is then none.
    limited: bool,
}

impl HitSink<'_, '_> {
    fn give(&mut self, cells: &[Cell]) -> io::Result<()> {
        if self.limit == Some(self.rows) {
            self.limited = true;
            return Err(io::Error::other("enough"));
        }
        self.rows += 1;
        self.sink.row(cells)
    }
}

impl Sink for HitSink<'_, '_> {
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
                    let hit = self.marks.lone_hit(&hit);
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
