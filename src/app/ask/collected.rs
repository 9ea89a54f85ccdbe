//! Rows that are kept in memory: the first of them, for a page with several answers.

use std::io;

use crate::output::{Cell, Column, OwnedCell, Sink};

/// The first rows of an answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CollectedRows {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows that were kept.
    pub rows: Vec<Vec<OwnedCell>>,
    /// How many rows there were.
    pub all: u64,
}

/// Keeps the first rows and counts all.
pub(crate) struct CollectSink {
    collected: CollectedRows,
    max_rows: usize,
}

impl CollectSink {
    /// Keeps this many rows at most.
    pub fn new(max_rows: u64) -> CollectSink {
        let max_rows = usize::try_from(max_rows).unwrap_or(usize::MAX);
        CollectSink { collected: CollectedRows::default(), max_rows }
    }

    /// What was kept.
    pub fn into_rows(self) -> CollectedRows {
        self.collected
    }
}

impl Sink for CollectSink {
    fn begin(&mut self, columns: &[Column]) -> io::Result<()> {
        self.collected.columns = columns.to_vec();
        Ok(())
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        self.collected.all += 1;
        if self.collected.rows.len() < self.max_rows {
            self.collected.rows.push(cells.iter().map(|cell| OwnedCell::copy_of(*cell)).collect());
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}
