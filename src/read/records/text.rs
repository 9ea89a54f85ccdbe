//! A page saved as text, or as Markdown: the whole file is one record.

use crate::model::Scrape;
use crate::read::encoding;
use crate::read::error::{OpenError, Unreadable};
use crate::read::fields::RecordFields;
use crate::read::fields::field_map::FieldMap;
use crate::read::format::{FormatKind, FormatRecords, FormatSpec, TextStream};
use crate::read::record::{Parser, Record};
use crate::read::record_options::FieldText;
use crate::read::records::markdown::{Markdown, read_markdown};
use crate::read::records::whole_stream::WholeStreamSplitter;

/// Text. It is what no other format recognises, so its precedence is the last.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "text",
    description: "One page, saved as text",
    precedence: u8::MAX,
    kind: FormatKind::Text { extensions: &[], recognise: |_| true, open },
};

/// Opens a stream as one page.
pub(crate) fn open<'s>(text: TextStream<'s, '_>) -> Result<FormatRecords<'s>, OpenError> {
    let TextStream { stream, template, options, sampling, .. } = text;
    let parser = TextPageParser { fields: options.fields.clone(), field_text: options.field_text };
    let splitter = WholeStreamSplitter::new(stream, template, options.limits);
    Ok(FormatRecords::single(splitter, sampling.charset_of_single_record(), parser))
}

/// Parses a record that is a page of text.
struct TextPageParser {
    fields: FieldMap,
    field_text: FieldText,
}

impl Parser for TextPageParser {
    fn parse(&self, record: &Record) -> Result<Scrape, Unreadable> {
        let decoded = encoding::decode(&record.bytes, record.charset);
        let (encoding, page) = (Some(decoded.encoding_name()), decoded.text.into_owned());
        if page.trim().is_empty() {
            return Err(Unreadable::new("empty", "the file is empty"));
        }
        let scrape = match read_markdown(&page, &record.origin) {
            Some(Markdown { fields, text }) => {
                let fields = fields.into_iter().map(|(name, value)| (name, Some(value)));
                let text = std::iter::once(("text".to_string(), Some(text)));
                RecordFields::new(text.chain(fields), &self.fields).into_scrape(record, self.field_text)?
            }
            None => Scrape { origin: record.origin.clone(), text: page, ..Scrape::default() },
        };
        Ok(Scrape { encoding, is_page: true, ..scrape })
    }
}
