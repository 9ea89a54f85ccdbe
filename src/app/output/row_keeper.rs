//! A sink that hands rows on and keeps a copy of them, as many as a chart can show.

use std::io;

use crate::output::{Cell, Column, OwnedCell, Sink};

/// Rows that are kept at most: of more, a chart of names or times shows nothing.
const MAX_KEPT_ROWS: usize = 20_000;

/// Keeps rows.
pub(crate) struct RowKeeper<'s, 'w> {
    inner: &'s mut (dyn Sink + 'w),
    columns: Vec<Column>,
    /// `None` where there were too many.
    rows: Option<Vec<Vec<OwnedCell>>>,
}

impl<'s, 'w> RowKeeper<'s, 'w> {
    /// Hands on to `inner`; keeps nothing unless rows are wanted.
    pub fn over(inner: &'s mut (dyn Sink + 'w), wanted: bool) -> RowKeeper<'s, 'w> {
        RowKeeper { inner, columns: Vec::new(), rows: wanted.then(Vec::new) }
    }

    /// The columns and the rows, if all were kept.
    pub fn kept(self) -> Option<(Vec<Column>, Vec<Vec<OwnedCell>>)> {
        Some((self.columns, self.rows?))
    }
}

impl Sink for RowKeeper<'_, '_> {
    fn begin(&mut self, columns: &[Column]) -> io::Result<()> {
        self.columns = columns.to_vec();
        self.inner.begin(columns)
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        if self.rows.as_ref().is_some_and(|rows| rows.len() == MAX_KEPT_ROWS) {
            self.rows = None;
        }
        if let Some(rows) = &mut self.rows {
            rows.push(cells.iter().map(|cell| OwnedCell::copy_of(*cell)).collect());
        }
        self.inner.row(cells)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.inner.finish()
    }
}
