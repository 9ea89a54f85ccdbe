//! A stream that is one record as a whole: a page.

use std::io::{self, BufRead, Read};

use crate::model::Origin;
use crate::read::record::{Limits, Record, Splitter};

/// Gives a stream as one record.
pub(crate) struct WholeStreamSplitter<R> {
    /// `None` when it has been read.
    stream: Option<R>,
    template: Origin,
    limits: Limits,
}

impl<R: BufRead> WholeStreamSplitter<R> {
    /// Over a stream.
    pub fn new(stream: R, template: Origin, limits: Limits) -> WholeStreamSplitter<R> {
        WholeStreamSplitter { stream: Some(stream), template, limits }
    }
}

impl<R: BufRead> Splitter for WholeStreamSplitter<R> {
    fn next_record(&mut self) -> Option<io::Result<Record>> {
        let stream = self.stream.take()?;
        let mut bytes = Vec::new();
        if let Err(error) = stream.take(self.limits.record as u64 + 1).read_to_end(&mut bytes) {
            return Some(Err(error));
        }
        let too_long = bytes.len() > self.limits.record;
        bytes.truncate(self.limits.record);
        let origin = Origin { record: 1, ..self.template.clone() };
        Some(Ok(Record { origin, bytes, too_long, ..Record::default() }))
    }
}
