//! What the vocabularies of XML and SGML share: a story as it is read, a parser of articles, and how a stream is opened.

use std::sync::Arc;

use encoding_rs::UTF_8;

use crate::model::{Block, Scrape};
use crate::read::encoding;
use crate::read::encoding::Charset;
use crate::read::encoding::sampling::CharsetSampling;
use crate::read::error::{OpenError, Unreadable};
use crate::read::fields::RecordFields;
use crate::read::fields::field_map::FieldMap;
use crate::read::fields::values::FieldValue;
use crate::read::format::{FormatRecords, TextHead, TextStream};
use crate::read::record::{Parser, Record};
use crate::read::record_options::FieldText;
use crate::read::records::xml::document_type::{DocumentHead, declared_encoding};
use crate::read::records::xml::element_splitter::{ArticleElements, ElementSplitter};
use crate::read::records::xml::tree::{XmlElement, parse_xml};

/// An article as its vocabulary has it.
#[derive(Debug, Default)]
pub(crate) struct XmlStory {
    /// Names and values as a record's fields have them: "title", "byline", "published" …
    fields: Vec<(String, Option<FieldValue>)>,
    /// The place at its head, where it is apart from the text.
    pub dateline: Option<String>,
    /// The page of the printed paper.
    pub page: Option<String>,
    /// The number that whoever gave it has for it.
    pub vendor_number: Option<String>,
    /// What belongs to it and is not its text.
    pub blocks: Vec<Block>,
}

impl XmlStory {
    /// With a text in paragraphs.
    pub fn of_text(paragraphs: &[String]) -> XmlStory {
        let mut story = XmlStory::default();
        story.set_text("text", paragraphs.join("\n\n"));
        story
    }

    /// Adds a field that holds a text of paragraphs.
    pub fn set_text(&mut self, name: &str, text: String) {
        self.fields.push((name.to_string(), Some(FieldValue::Rendered(text))));
    }

    /// Adds a field, if it has a value.
    pub fn set(&mut self, name: &str, value: Option<impl Into<String>>) {
        if let Some(value) = value.map(Into::into).filter(|value| !value.trim().is_empty()) {
            self.fields.push((name.to_string(), Some(FieldValue::Rendered(value))));
        }
    }
}

/// Reads an article's element; the head is that of its file.
pub(crate) type ReadArticle = fn(&XmlElement, &ArticleContext) -> Result<XmlStory, Unreadable>;

/// What is known beside an article's element.
#[derive(Debug, Default)]
pub(crate) struct ArticleContext {
    /// The first bytes of its file as text: what is said there once for all articles.
    pub head: String,
    /// The fields that the user named.
    pub fields: FieldMap,
    /// The entities that the file declares.
    entities: Vec<String>,
}

/// Parses an article's bytes.
struct ArticleParser {
    read: ReadArticle,
    context: ArticleContext,
    field_text: FieldText,
}

impl Parser for ArticleParser {
    fn parse(&self, record: &Record) -> Result<Scrape, Unreadable> {
        let decoded = encoding::decode(&record.bytes, record.charset);
        let parsed = parse_xml(&decoded.text);
        let declared = parsed.unknown_entities.iter().find(|name| self.context.entities.contains(name));
        if let Some(name) = declared {
            let reason =
                format!("uses “&{name};”, an entity that its file declares: entities are not expanded");
            return Err(Unreadable::new("entity", reason));
        }
        let Some(element) = parsed.root.children().next() else {
            return Err(Unreadable::new("not XML", "is no element of XML"));
        };
        let story = (self.read)(element, &self.context)?;
        let XmlStory { fields, dateline, page, vendor_number, blocks } = story;
        let scrape = RecordFields::new(fields.into_iter(), &self.context.fields)
            .into_scrape(record, self.field_text)?;
        Ok(Scrape {
            encoding: Some(decoded.encoding_name()),
            dateline: dateline.or(scrape.dateline),
            page: page.or(scrape.page),
            vendor_number: vendor_number.or(scrape.vendor_number),
            blocks,
            ..scrape
        })
    }
}

/// How much of a file's head its articles see.
const MAX_CONTEXT_BYTES: usize = 8 << 10;

/// Opens a stream whose articles are `elements`, each read by `read`.
pub(crate) fn open_articles<'s>(
    text: TextStream<'s, '_>,
    elements: ArticleElements,
    read: ReadArticle,
) -> Result<FormatRecords<'s>, OpenError> {
    let TextStream { stream, head, template, options, sampling } = text;
    let document = DocumentHead::read(head).unwrap_or_default();
    // What the XML declares is true where the bytes are not UTF-8.
    let sampling = match (sampling.current_charset(), declared_encoding(head)) {
        (Charset::Named(_), _) | (_, None) => sampling,
        (_, Some(encoding)) if encoding == UTF_8 || std::str::from_utf8(head).is_ok() => sampling,
        (_, Some(encoding)) => CharsetSampling::Settled(Charset::Named(encoding)),
    };
    let context = ArticleContext {
        head: String::from_utf8_lossy(&head[..head.len().min(MAX_CONTEXT_BYTES)]).into_owned(),
        fields: options.fields.clone(),
        entities: document.entities,
    };
    let splitter = ElementSplitter::new(stream, elements, template, options.limits);
    let parser = ArticleParser { read, context, field_text: options.field_text };
    Ok(FormatRecords { splitter: Box::new(splitter), sampling, parser: Arc::new(parser) })
}

/// Articles that are the elements of these names, none of which holds another.
pub(crate) fn elements_named(names: &'static [&'static str]) -> ArticleElements {
    ArticleElements {
        is_article: Box::new(move |name| names.iter().any(|known| known.eq_ignore_ascii_case(name))),
        nests: false,
        is_wanted: |_| true,
    }
}

/// Whether a file's root has one of these names, in any case.
pub(crate) fn has_root(head: &TextHead<'_>, names: &[&str]) -> bool {
    DocumentHead::read(head.trimmed).is_some_and(|document| document.has_root(names))
}
