//! Of a source's rows those that were not shown before.
//!
//! Takes the hashes of the rows that were shown, gives a source of the others, and afterwards the hashes to remember. A row
//! is the same if all its values are: a count that has changed makes it a new one.

use std::collections::HashSet;
use std::io;

use crate::archive::asked_questions::MAX_ROWS_REMEMBERED;
use crate::output::colors::{MARK_BEGIN, MARK_END};
use crate::output::{Cell, Column, RowSource, Sink, StopReason, StreamEnd};
use crate::text::fingerprint::sha256_start;

/// The rows of a source that were not shown before.
pub(crate) struct NewRows<'s, E> {
    inner: &'s mut dyn RowSource<Error = E>,
    shown: HashSet<u64>,
    /// The hashes of all rows that were there and are shown now.
    seen: Vec<u64>,
    all: u64,
    end: Option<StreamEnd>,
}

impl<'s, E> NewRows<'s, E> {
    /// The rows of `inner` that are not among those `shown`.
    pub fn of(inner: &'s mut dyn RowSource<Error = E>, shown: &[u64]) -> NewRows<'s, E> {
        let shown = shown.iter().copied().collect();
        NewRows { inner, shown, seen: Vec::new(), all: 0, end: None }
    }

    /// How many rows there were, old and new.
    pub fn all(&self) -> u64 {
        self.all
    }

    /// Whether there are more rows than can be remembered.
    pub fn are_too_many(&self) -> bool {
        self.seen.len() > MAX_ROWS_REMEMBERED
    }

    /// The hashes to remember; none where the rows were stopped before it was known which there are.
    pub fn into_remembered(mut self) -> Option<Vec<u64>> {
        match self.end?.stopped {
            None => Some(self.seen),
            // What was not come to yet is as it was.
            Some(StopReason::RowLimit) => {
                self.seen.extend(&self.shown);
                Some(self.seen)
            }
            Some(StopReason::TimeLimit | StopReason::Interrupted) => None,
        }
    }
}

impl<E: From<io::Error>> RowSource for NewRows<'_, E> {
    type Error = E;

    fn results(&self) -> usize {
        self.inner.results()
    }

    fn stream_into(&mut self, limit: Option<u64>, sink: &mut dyn Sink) -> Result<StreamEnd, E> {
        let mut filter = NewRowsSink {
            sink,
            shown: &self.shown,
            seen: &mut self.seen,
            limit,
            all: 0,
            given: 0,
            results: 0,
            is_limited: false,
            bytes: Vec::new(),
        };
        let streamed = self.inner.stream_into(None, &mut filter);
        let NewRowsSink { all, given, is_limited, .. } = filter;
        self.all = all;
        let end = match is_limited {
            true => StreamEnd::stopped(given, StopReason::RowLimit),
            false => StreamEnd { rows: given, ..streamed? },
        };
        self.end = Some(end);
        Ok(end)
    }
}

/// Hands on the rows that were not shown before.
struct NewRowsSink<'s, 'w> {
    sink: &'s mut (dyn Sink + 'w),
    shown: &'s HashSet<u64>,
    seen: &'s mut Vec<u64>,
    limit: Option<u64>,
    all: u64,
    given: u64,
    /// Which result of several this is.
    results: u8,
    /// There were more rows than wanted; the error that stopped them is then none.
    is_limited: bool,
    bytes: Vec<u8>,
}

impl NewRowsSink<'_, '_> {
    fn hash(&mut self, cells: &[Cell]) -> u64 {
        self.bytes.clear();
        self.bytes.push(self.results);
        for cell in cells {
            let unmarked;
            let (kind, value): (u8, &[u8]) = match cell {
                Cell::Null => (0, &[]),
                Cell::Integer(number) => (1, &number.to_be_bytes()),
                Cell::Real(number) => (2, &number.to_be_bytes()),
                // Colours are marks of the screen, and not of the row.
                Cell::Text(text) if text.contains(MARK_BEGIN) => {
                    unmarked = text.replace(MARK_BEGIN, "«").replace(MARK_END, "»").replace("» «", " ");
                    (3, unmarked.as_bytes())
                }
                Cell::Text(text) => (3, text.as_bytes()),
                Cell::Blob(bytes) => (4, bytes),
            };
            self.bytes.push(kind);
            self.bytes.extend((value.len() as u64).to_be_bytes());
            self.bytes.extend_from_slice(value);
        }
        sha256_start(&self.bytes)
    }
}

impl Sink for NewRowsSink<'_, '_> {
    fn title(&mut self, title: &str) {
        self.sink.title(title);
    }

    fn begin(&mut self, columns: &[Column]) -> io::Result<()> {
        self.results = self.results.wrapping_add(1);
        self.sink.begin(columns)
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        let hash = self.hash(cells);
        let is_new = !self.shown.contains(&hash);
        if is_new && self.limit == Some(self.given) {
            self.is_limited = true;
            return Err(io::Error::other("enough"));
        }
        self.all += 1;
        if self.seen.len() <= MAX_ROWS_REMEMBERED {
            self.seen.push(hash);
        }
        if is_new {
            self.given += 1;
            self.sink.row(cells)?;
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.sink.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::json::Json;
    use crate::output::{IterRows, OwnedCell};

    fn asked(words: &[&str], shown: &[u64], limit: Option<u64>) -> (String, Option<Vec<u64>>, u64) {
        let rows = words.iter().map(|word| Ok::<_, io::Error>(vec![OwnedCell::from(*word)]));
        let mut source = IterRows::new(Column::named(["word"]), rows);
        let mut new = NewRows::of(&mut source, shown);
        let mut out = Vec::new();
        let mut sink = Json::lines(Box::new(&mut out));
        new.stream_into(limit, &mut sink).unwrap();
        sink.finish().unwrap();
        drop(sink);
        let all = new.all();
        (String::from_utf8(out).unwrap(), new.into_remembered(), all)
    }

    #[test]
    fn a_row_is_shown_once_and_again_where_it_was_gone_in_between() {
        let (given, seen, _) = asked(&["ferry", "tram"], &[], None);
        assert_eq!(given, "{\"word\":\"ferry\"}\n{\"word\":\"tram\"}\n");
        let (given, seen, all) = asked(&["bus", "tram"], &seen.unwrap(), None);
        assert_eq!((given.as_str(), all), ("{\"word\":\"bus\"}\n", 2));
        let (given, ..) = asked(&["ferry", "tram"], &seen.unwrap(), None);
        assert_eq!(given, "{\"word\":\"ferry\"}\n");
    }

    #[test]
    fn what_a_limit_leaves_out_is_new_the_next_time() {
        let (given, seen, _) = asked(&["ferry", "tram", "bus"], &[], Some(1));
        assert_eq!(given, "{\"word\":\"ferry\"}\n");
        let (given, ..) = asked(&["ferry", "tram", "bus"], &seen.unwrap(), None);
        assert_eq!(given, "{\"word\":\"tram\"}\n{\"word\":\"bus\"}\n");
    }
}
