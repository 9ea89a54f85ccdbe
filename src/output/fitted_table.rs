//! What a terminal shows by itself: a table where all columns have room, a record a block where they have not.
//!
//! The first rows decide; they wait until then. Of several results the first decides for all.

use std::io;

use crate::output::format::{ChartForm, Format};
use crate::output::table::{Table, fits};
use crate::output::vertical::Vertical;
use crate::output::{Cell, Column, Out, OwnedCell, Sink, Style};

/// Lines and columns for people, fitted to the terminal.
pub static TABLE: Format = Format {
    holds_several_results: true,
    is_colored: true,
    chart: Some(ChartForm::Sparklines),
    ..Format::text("table", &["txt"], |out, style| match style.turns {
        true => Box::new(FittedTable::new(out, style)),
        false => Box::new(Table::new(out, style)),
    })
};

/// Rows by which it is decided between a table and blocks.
const DECIDING_ROWS: usize = 200;

/// A table, or, where it has no room for all columns, a block for each record.
pub(crate) struct FittedTable<'w> {
    state: Fitting<'w>,
    style: Style,
}

enum Fitting<'w> {
    /// The first rows, before it is decided.
    Waiting {
        out: Out<'w>,
        columns: Vec<Column>,
        rows: Vec<Vec<OwnedCell>>,
    },
    Decided(Box<dyn Sink + 'w>),
    /// Only while it is being decided.
    Deciding,
}

impl<'w> FittedTable<'w> {
    /// Writes to `out`.
    pub fn new(out: Out<'w>, style: Style) -> FittedTable<'w> {
        FittedTable { state: Fitting::Waiting { out, columns: Vec::new(), rows: Vec::new() }, style }
    }

    /// Decides by the rows that wait, and writes them.
    fn decide(&mut self) -> io::Result<&mut (dyn Sink + 'w)> {
        let (style, state) = (self.style, std::mem::replace(&mut self.state, Fitting::Deciding));
        let sink: Box<dyn Sink + 'w> = match state {
            Fitting::Decided(sink) => sink,
            Fitting::Deciding => return Err(io::Error::other("the rows were stopped")),
            Fitting::Waiting { out, columns, rows } => {
                let cells =
                    || rows.iter().map(|row| row.iter().map(OwnedCell::as_cell).collect::<Vec<Cell>>());
                let mut sink: Box<dyn Sink + 'w> = match fits(&columns, cells(), style.width) {
                    true => Box::new(Table::new(out, style)),
                    false => Box::new(Vertical::new(out, style)),
                };
                sink.begin(&columns)?;
                cells().try_for_each(|row| sink.row(&row))?;
                sink
            }
        };
        self.state = Fitting::Decided(sink);
        match &mut self.state {
            Fitting::Decided(sink) => Ok(sink.as_mut()),
            Fitting::Waiting { .. } | Fitting::Deciding => Err(io::Error::other("the rows were stopped")),
        }
    }
}

impl Sink for FittedTable<'_> {
    fn begin(&mut self, columns: &[Column]) -> io::Result<()> {
        match &mut self.state {
            Fitting::Waiting { columns: known, .. } if known.is_empty() => {
                *known = columns.to_vec();
                Ok(())
            }
            // A second result is shown as the first one.
            _ => self.decide()?.begin(columns),
        }
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        match &mut self.state {
            Fitting::Waiting { rows, .. } if rows.len() < DECIDING_ROWS => {
                rows.push(cells.iter().map(|cell| OwnedCell::copy_of(*cell)).collect());
                Ok(())
            }
            _ => self.decide()?.row(cells),
        }
    }

    fn finish(&mut self) -> io::Result<()> {
        self.decide()?.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fitted(width: usize) -> String {
        let mut out = Vec::new();
        let mut sink = TABLE.sink(Box::new(&mut out), Style { width, turns: true, ..Style::default() });
        sink.begin(&Column::named(["who", "said it"])).unwrap();
        sink.row(&[Cell::Text("Jane Roe of the Harbour"), Cell::Text("The ferry will not sail")]).unwrap();
        sink.finish().unwrap();
        drop(sink);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_table_without_room_turns_into_blocks() {
        assert!(fitted(60).starts_with("who                      said it\n"), "{}", fitted(60));
        assert!(fitted(28).starts_with("who      Jane Roe of the"), "{}", fitted(28));
    }
}
