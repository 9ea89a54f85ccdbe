//! A sink that keeps the names of the columns for a manifest, and hands everything on.

use std::io;

use crate::output::{Cell, Column, Sink};

/// Records columns, and whether there was a result.
pub(crate) struct ColumnRecorder<'s, 'w> {
    inner: &'s mut (dyn Sink + 'w),
    /// The columns' names, of all results.
    pub columns: Vec<String>,
    /// Whether there was a result.
    pub begun: bool,
}

impl<'s, 'w> ColumnRecorder<'s, 'w> {
    /// Hands on to `inner`.
    pub fn over(inner: &'s mut (dyn Sink + 'w)) -> ColumnRecorder<'s, 'w> {
        ColumnRecorder { inner, columns: Vec::new(), begun: false }
    }
}

impl Sink for ColumnRecorder<'_, '_> {
    fn title(&mut self, title: &str) {
        self.inner.title(title);
    }

    fn begin(&mut self, columns: &[Column]) -> io::Result<()> {
        self.begun = true;
        self.columns.extend(columns.iter().map(|column| column.name.clone()));
        self.inner.begin(columns)
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        self.inner.row(cells)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.inner.finish()
    }
}
