//! A page saved as text: the whole file is one record.

use std::io::{self, BufRead, Read};

use crate::model::{Origin, Scrape};
use crate::read::fields::{FieldMap, Fields};
use crate::read::records::markdown;
use crate::read::records::markdown::Markdown;
use crate::read::{Limits, Parser, Record, Splitter, Unreadable, encoding};

/// Gives a stream as one record.
pub struct Whole<R> {
    stream: Option<R>,
    template: Origin,
    limits: Limits,
}

impl<R: BufRead> Whole<R> {
    /// Over a stream.
    pub fn new(stream: R, template: Origin, limits: Limits) -> Whole<R> {
        Whole { stream: Some(stream), template, limits }
    }
}

impl<R: BufRead> Splitter for Whole<R> {
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

/// Reads a record as a page of text.
pub struct Page {
    /// Names that the user gave to fields.
    pub map: FieldMap,
}

impl Parser for Page {
    fn parse(&self, record: &Record) -> Result<Scrape, Unreadable> {
        let decoded = encoding::decode(&record.bytes, record.charset);
        let (encoding, page) = (Some(decoded.name()), decoded.text.into_owned());
        if page.trim().is_empty() {
            return Err(Unreadable::new("empty", "the file is empty"));
        }
        let scrape = match markdown::read(&page, &record.origin) {
            Some(Markdown { fields, text }) => {
                let fields = fields.into_iter().map(|(name, value)| (name, Some(value)));
                let text = std::iter::once(("text".to_string(), Some(text)));
                Fields::new(text.chain(fields), &self.map).into_scrape(record)?
            }
            None => Scrape { origin: record.origin.clone(), text: page, ..Scrape::default() },
        };
        Ok(Scrape { encoding, is_page: true, ..scrape })
    }
}
