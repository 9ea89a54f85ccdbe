//! Which columns of rows are given, and in which order the rows: `--columns` and `--sort`, for rows of any source.
//!
//! Takes a source and a sink, and comes between them, so that every format has the same. To sort, all rows have to wait; they
//! wait in memory, up to a limit. Without a wish nothing comes between, and nothing waits.

use std::cmp::Ordering;
use std::io;

use crate::output::row_source::{RowSource, StopReason, StreamEnd};
use crate::output::rows::{Cell, Column, OwnedCell};
use crate::output::sink::Sink;

/// The memory of rows that wait to be sorted.
const MAX_SORTED_BYTES: usize = 512 << 20;

/// Which columns, and in which order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowView {
    /// Names of columns, in the order in which they are given; none is all.
    pub columns: Vec<String>,
    /// What the rows are sorted by, the first before the others; none leaves them as they come.
    pub sort: Vec<SortKey>,
}

/// A column that rows are sorted by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SortKey {
    /// Its name.
    pub column: String,
    /// Whether the highest come first.
    pub descends: bool,
}

/// Why rows were not given.
#[derive(Debug)]
pub enum ViewError<E> {
    /// The source's reason.
    Source(E),
    /// The rows that waited cannot be written.
    Io(io::Error),
    /// There is no column of this name among these.
    UnknownColumn(String, Vec<String>),
    /// There are too many rows to be sorted.
    TooManyRows,
}

impl RowView {
    /// Gives the rows of a source to a sink, at most `limit` of them.
    ///
    /// # Errors
    /// The source's own, and where there is no column of a name.
    pub fn stream<E>(
        &self,
        source: &mut dyn RowSource<Error = E>,
        limit: Option<u64>,
        sink: &mut dyn Sink,
    ) -> Result<StreamEnd, ViewError<E>> {
        if *self == RowView::default() {
            return source.stream_into(limit, sink).map_err(ViewError::Source);
        }
        let sorts = !self.sort.is_empty();
        let mut viewed = ViewSink {
            view: self,
            sink,
            given: Vec::new(),
            keys: Vec::new(),
            waiting: Waiting::default(),
            wrong: None,
        };
        let streamed = source.stream_into(limit.filter(|_| !sorts), &mut viewed);
        match viewed.wrong {
            Some(Wrong::UnknownColumn(name, columns)) => return Err(ViewError::UnknownColumn(name, columns)),
            Some(Wrong::TooManyRows) => return Err(ViewError::TooManyRows),
            None => {}
        }
        let end = streamed.map_err(ViewError::Source)?;
        let waiting = viewed.give_waiting(limit).map_err(ViewError::Io)?;
        match (sorts, waiting.stopped) {
            (false, _) => Ok(end),
            (true, None) => Ok(StreamEnd { rows: waiting.rows, ..end }),
            (true, Some(_)) => Ok(waiting),
        }
    }
}

/// What is wrong with a view of rows.
enum Wrong {
    UnknownColumn(String, Vec<String>),
    TooManyRows,
}

/// Rows that wait to be sorted.
#[derive(Default)]
struct Waiting {
    rows: Vec<Vec<OwnedCell>>,
    bytes: usize,
    /// How many were given, of all results.
    given: u64,
    is_limited: bool,
}

/// Hands on the columns that are wanted, and holds rows back that have to be sorted.
struct ViewSink<'v, 's, 'w> {
    view: &'v RowView,
    sink: &'s mut (dyn Sink + 'w),
    /// Where the columns that are given are.
    given: Vec<usize>,
    /// Where the columns are that rows are sorted by.
    keys: Vec<(usize, bool)>,
    waiting: Waiting,
    wrong: Option<Wrong>,
}

impl ViewSink<'_, '_, '_> {
    fn refuse(&mut self, what: Wrong) -> io::Error {
        self.wrong = Some(what);
        io::Error::other("the rows cannot be shown so")
    }

    /// Where a column is.
    fn place(&mut self, columns: &[Column], name: &str) -> io::Result<usize> {
        let exact = columns.iter().position(|column| column.name == name);
        let place =
            exact.or_else(|| columns.iter().position(|column| column.name.eq_ignore_ascii_case(name)));
        place.ok_or_else(|| {
            let names = columns.iter().map(|column| column.name.clone()).collect();
            self.refuse(Wrong::UnknownColumn(name.to_string(), names))
        })
    }

    /// Gives the rows that wait, sorted; of all results together at most `limit`.
    fn give_waiting(&mut self, limit: Option<u64>) -> io::Result<StreamEnd> {
        let mut rows = std::mem::take(&mut self.waiting.rows);
        self.waiting.bytes = 0;
        rows.sort_by(|one, other| {
            let by = self.keys.iter().map(|&(at, descends)| compare(&one[at], &other[at], descends));
            by.fold(Ordering::Equal, Ordering::then)
        });
        for row in rows {
            if limit == Some(self.waiting.given) {
                self.waiting.is_limited = true;
                break;
            }
            self.waiting.given += 1;
            let cells: Vec<Cell> = self.given.iter().map(|&at| row[at].as_cell()).collect();
            self.sink.row(&cells)?;
        }
        Ok(match self.waiting.is_limited {
            true => StreamEnd::stopped(self.waiting.given, StopReason::RowLimit),
            false => StreamEnd::complete(self.waiting.given),
        })
    }
}

impl Sink for ViewSink<'_, '_, '_> {
    fn title(&mut self, title: &str) {
        self.sink.title(title);
    }

    fn begin(&mut self, columns: &[Column]) -> io::Result<()> {
        // Of several results each is sorted by itself; a limit is of the last one, as the others are given already.
        self.give_waiting(None)?;
        let view = self.view;
        self.given = match view.columns.is_empty() {
            true => (0..columns.len()).collect(),
            false => view.columns.iter().map(|name| self.place(columns, name)).collect::<io::Result<_>>()?,
        };
        self.keys = view
            .sort
            .iter()
            .map(|key| Ok((self.place(columns, &key.column)?, key.descends)))
            .collect::<io::Result<_>>()?;
        let given: Vec<Column> = self.given.iter().map(|&at| columns[at].clone()).collect();
        self.sink.begin(&given)
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        if self.keys.is_empty() {
            let given: Vec<Cell> = self.given.iter().map(|&at| cells[at]).collect();
            return self.sink.row(&given);
        }
        let text_bytes = |cell: &Cell| if let Cell::Text(text) = cell { text.len() } else { 0 };
        self.waiting.bytes += cells.iter().map(|cell| 32 + text_bytes(cell)).sum::<usize>();
        if self.waiting.bytes > MAX_SORTED_BYTES {
            return Err(self.refuse(Wrong::TooManyRows));
        }
        // Of columns that nobody wants nothing is kept.
        let keeps = |at: usize| self.given.contains(&at) || self.keys.iter().any(|(key, _)| *key == at);
        let kept = cells.iter().enumerate().map(|(at, cell)| match keeps(at) {
            true => OwnedCell::copy_of(*cell),
            false => OwnedCell::Null,
        });
        let kept = kept.collect();
        self.waiting.rows.push(kept);
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.sink.finish()
    }
}

/// Numbers before texts, texts without case, nothing at the end whichever way.
fn compare(one: &OwnedCell, other: &OwnedCell, descends: bool) -> Ordering {
    let turned = |order: Ordering| if descends { order.reverse() } else { order };
    let number = |cell: &OwnedCell| match cell {
        OwnedCell::Integer(number) => Some(*number as f64),
        OwnedCell::Real(number) => Some(*number),
        OwnedCell::Null | OwnedCell::Text(_) => None,
    };
    match (one, other) {
        (OwnedCell::Null, OwnedCell::Null) => Ordering::Equal,
        (OwnedCell::Null, _) => Ordering::Greater,
        (_, OwnedCell::Null) => Ordering::Less,
        (OwnedCell::Text(one), OwnedCell::Text(other)) => {
            turned(one.to_lowercase().cmp(&other.to_lowercase()).then_with(|| one.cmp(other)))
        }
        (OwnedCell::Integer(one), OwnedCell::Integer(other)) => turned(one.cmp(other)),
        _ => turned(match (number(one), number(other)) {
            (Some(one), Some(other)) => one.total_cmp(&other),
            (one, _) => {
                if one.is_some() {
                    Ordering::Less
                } else {
                    Ordering::Greater
                }
            }
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::IterRows;
    use crate::output::json::Json;

    fn viewed(
        columns: &[&str],
        sort: &[(&str, bool)],
        limit: Option<u64>,
    ) -> Result<(String, StreamEnd), String> {
        let rows = [
            vec![OwnedCell::from("tram"), OwnedCell::from(2)],
            vec![OwnedCell::from("Ferry"), OwnedCell::from(10)],
            vec![OwnedCell::from("bus"), OwnedCell::Null],
        ];
        let mut source =
            IterRows::new(Column::named(["word", "n"]), rows.into_iter().map(Ok::<_, io::Error>));
        let view = RowView {
            columns: columns.iter().map(|name| name.to_string()).collect(),
            sort: sort
                .iter()
                .map(|(name, descends)| SortKey { column: name.to_string(), descends: *descends })
                .collect(),
        };
        let mut out = Vec::new();
        let mut sink = Json::lines(Box::new(&mut out));
        let end = view.stream(&mut source, limit, &mut sink).map_err(|error| match error {
            ViewError::UnknownColumn(name, columns) => format!("{name}: {}", columns.join(", ")),
            ViewError::TooManyRows => "too many".into(),
            ViewError::Source(error) | ViewError::Io(error) => error.to_string(),
        })?;
        sink.finish().unwrap();
        drop(sink);
        Ok((String::from_utf8(out).unwrap().replace('\n', ";"), end))
    }

    #[test]
    fn columns_are_chosen_and_rows_sorted_by_any_column() {
        let (rows, end) = viewed(&["N", "word"], &[], Some(2)).unwrap();
        assert_eq!(rows, "{\"n\":2,\"word\":\"tram\"};{\"n\":10,\"word\":\"Ferry\"};");
        assert_eq!(end, StreamEnd::stopped(2, StopReason::RowLimit));
        let words = |sort| viewed(&["word"], &[sort], None).unwrap().0;
        assert_eq!(words(("word", false)), "{\"word\":\"bus\"};{\"word\":\"Ferry\"};{\"word\":\"tram\"};");
        assert_eq!(words(("n", false)), "{\"word\":\"tram\"};{\"word\":\"Ferry\"};{\"word\":\"bus\"};");
        assert_eq!(words(("n", true)), "{\"word\":\"Ferry\"};{\"word\":\"tram\"};{\"word\":\"bus\"};");
    }

    #[test]
    fn a_limit_is_of_the_sorted_rows() {
        let (rows, end) = viewed(&["word"], &[("word", true)], Some(1)).unwrap();
        assert_eq!(
            (rows.as_str(), end),
            ("{\"word\":\"tram\"};", StreamEnd::stopped(1, StopReason::RowLimit))
        );
        assert_eq!(viewed(&[], &[("word", true)], Some(3)).unwrap().1, StreamEnd::complete(3));
    }

    #[test]
    fn a_column_that_is_not_there_is_named_with_those_that_are() {
        assert_eq!(viewed(&["words"], &[], None).unwrap_err(), "words: word, n");
        assert_eq!(viewed(&[], &[("m", false)], None).unwrap_err(), "m: word, n");
    }
}
