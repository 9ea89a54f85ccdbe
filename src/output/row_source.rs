//! What gives rows: the counterpart of [`Sink`]. SQL is one source, rows that are computed are another.
//!
//! A source pushes its rows into the sink rather than being pulled, since a row of SQL borrows from the statement that
//! is running. [`IterRows`] makes a source of any iterator, so that rows that do not come from SQL need no table.

use std::io;

use crate::output::rows::{Cell, Column, OwnedCell};
use crate::output::sink::Sink;

/// Why a stream ended before its last row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StopReason {
    /// There were more rows than the limit allows.
    RowLimit,
    /// Time was up.
    TimeLimit,
    /// The user stopped it.
    Interrupted,
}

/// How a stream of rows ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StreamEnd {
    /// How many rows were given.
    pub rows: u64,
    /// Why there are no more of them; `None` where these are all.
    pub stopped: Option<StopReason>,
}

impl StreamEnd {
    /// All rows were given.
    pub fn complete(rows: u64) -> StreamEnd {
        StreamEnd { rows, stopped: None }
    }

    /// Only the first rows were given.
    pub fn stopped(rows: u64, reason: StopReason) -> StreamEnd {
        StreamEnd { rows, stopped: Some(reason) }
    }
}

/// Gives rows to a sink.
pub trait RowSource {
    /// Why the rows could not be found or written.
    type Error;

    /// How many results there are, each with columns of its own: several for several statements of SQL.
    fn results(&self) -> usize {
        1
    }

    /// Gives the columns and at most `limit` rows to a sink; does not finish it.
    ///
    /// # Errors
    /// Where the rows cannot be found or written. Running into a limit is no error.
    fn stream_into(&mut self, limit: Option<u64>, sink: &mut dyn Sink) -> Result<StreamEnd, Self::Error>;
}

/// The rows of an iterator.
pub struct IterRows<I> {
    columns: Vec<Column>,
    rows: I,
}

impl<I> IterRows<I> {
    /// Rows of these columns; each row has one cell for each of them.
    pub fn new<E>(columns: Vec<Column>, rows: I) -> IterRows<I>
    where
        I: Iterator<Item = Result<Vec<OwnedCell>, E>>,
    {
        IterRows { columns, rows }
    }
}

impl<I, E> RowSource for IterRows<I>
where
    I: Iterator<Item = Result<Vec<OwnedCell>, E>>,
    E: From<io::Error>,
{
    type Error = E;

    fn stream_into(&mut self, limit: Option<u64>, sink: &mut dyn Sink) -> Result<StreamEnd, E> {
        sink.begin(&self.columns)?;
        let mut count = 0;
        for row in self.rows.by_ref() {
            let row = row?;
            if limit == Some(count) {
                return Ok(StreamEnd::stopped(count, StopReason::RowLimit));
            }
            let cells: Vec<Cell> = row.iter().map(OwnedCell::as_cell).collect();
            sink.row(&cells)?;
            count += 1;
        }
        Ok(StreamEnd::complete(count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::json::Json;

    fn written(limit: Option<u64>) -> (StreamEnd, String) {
        let rows = [("ferry", 2), ("tram", 1)];
        let rows = rows.map(|(word, number)| Ok::<_, io::Error>(vec![word.into(), OwnedCell::from(number)]));
        let mut source = IterRows::new(Column::named(["word", "n"]), rows.into_iter());
        let mut out = Vec::new();
        let mut sink = Json::lines(Box::new(&mut out));
        let end = source.stream_into(limit, &mut sink).unwrap();
        sink.finish().unwrap();
        drop(sink);
        (end, String::from_utf8(out).unwrap())
    }

    #[test]
    fn the_rows_of_an_iterator_go_into_any_sink_up_to_a_limit() {
        let (first, second) = ("{\"word\":\"ferry\",\"n\":2}\n", "{\"word\":\"tram\",\"n\":1}\n");
        assert_eq!(written(None), (StreamEnd::complete(2), format!("{first}{second}")));
        assert_eq!(written(Some(2)), (StreamEnd::complete(2), format!("{first}{second}")));
        assert_eq!(written(Some(1)), (StreamEnd::stopped(1, StopReason::RowLimit), first.to_string()));
    }
}
