//! A page saved as text: the whole file is one record.
//!
//! Programs that write a page as Markdown put what they know of it above the text, between two lines of three dashes, a
//! `name: value` a line. Only the plainest of YAML is read there; anything else is left in the text, where nothing is lost.

use std::io::{self, BufRead, Read};

use super::fields::{self, FieldMap, Fields};
use super::{Limits, Parser, Record, Splitter, Unreadable, encoding};
use crate::model::{Origin, Scrape};

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

/// Lines that may stand above a text, about it.
const LONGEST_FRONT: usize = 80;

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
        let scrape = match front_matter(&page) {
            Some((front, text)) => {
                let front = front.into_iter().map(|(name, value)| (name, Some(value)));
                // Lines keep their numbers.
                let above = "\n".repeat(page[..page.len() - text.len()].matches('\n').count());
                let text = std::iter::once(("text", Some(above + text)));
                Fields::new(text.chain(front), &self.map).into_scrape(record)?
            }
            None => Scrape { origin: record.origin.clone(), text: page, ..Scrape::default() },
        };
        Ok(Scrape { encoding, is_page: true, ..scrape })
    }
}

/// What stands above a text, about it, by name, and the text. Lists, in brackets or with a dash a line, are taken as they
/// would be written in a line; where a name has more below it, that is passed over.
fn front_matter(page: &str) -> Option<(Vec<(&str, String)>, &str)> {
    let is_mark = |line: &str| line.trim_end() == "---";
    let mut lines = page.split_inclusive('\n');
    let mut read = lines.next().filter(|line| is_mark(line))?.len();
    let mut front: Vec<(&str, String)> = Vec::new();
    for line in lines.take(LONGEST_FRONT) {
        read += line.len();
        if is_mark(line) {
            let is_known = front.iter().any(|(name, _)| fields::is_known(name));
            return is_known.then(|| (front, &page[read..]));
        }
        if let (Some(item), Some((_, value))) = (line.trim_start().strip_prefix("- "), front.last_mut()) {
            let separator = if value.is_empty() { "" } else { ", " };
            *value = format!("{value}{separator}{}", unquoted(item));
        } else if !line.starts_with([' ', '\t']) && !line.trim().is_empty() {
            let (name, value) = line.split_once(':')?;
            let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ');
            if name.is_empty() || !name.chars().all(is_name) {
                return None;
            }
            let list = value.trim().strip_prefix('[').and_then(|value| value.strip_suffix(']'));
            let value = match list {
                Some(items) => items.split(',').map(unquoted).collect::<Vec<_>>().join(", "),
                None => unquoted(value).to_string(),
            };
            front.push((name, value));
        }
    }
    None
}

fn unquoted(value: &str) -> &str {
    let value = value.trim();
    let within = |mark: char| value.strip_prefix(mark).and_then(|value| value.strip_suffix(mark));
    within('"').or_else(|| within('\'')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::front_matter;

    #[test]
    fn what_stands_above_a_text_about_it_is_told_from_the_text() {
        let page = "---\ntitle: \"Bridge: vote put off\"\nauthor: [Jane Roe, 'Tomas Okafor']\ntags:\n  - bridge\n---\n\nIt was late.";
        let (front, text) = front_matter(page).unwrap();
        assert_eq!(text, "\nIt was late.");
        let front: Vec<(&str, &str)> = front.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(
            front,
            [("title", "Bridge: vote put off"), ("author", "Jane Roe, Tomas Okafor"), ("tags", "bridge")]
        );
        for page in [
            "---\nIt was late, he said.\n---\nMore",
            "---\ncolour: red\n---\nMore",
            "---\ntitle: A",
            "title: A\n---\n",
            "---",
        ] {
            assert_eq!(front_matter(page), None, "{page}");
        }
    }
}
