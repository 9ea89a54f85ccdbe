//! JSON that is not one object a line: arrays, single objects, and the answers of services.

use std::sync::Arc;

use crate::read::error::OpenError;
use crate::read::format::{FormatKind, FormatRecords, FormatSpec, TextHead, TextStream};
use crate::read::records::json_detect::{holds_array_of_articles, looks_like_jsonl};
use crate::read::records::json_object::JsonObjectParser;
use crate::read::records::json_splitter::JsonSplitter;
use crate::read::records::jsonl;

/// JSON, except JSONL.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "json",
    description: "Articles in arrays, however deep, or one after the other",
    precedence: 80,
    kind: FormatKind::Text { extensions: &["json"], recognise, open },
};

fn open<'s>(text: TextStream<'s, '_>) -> Result<FormatRecords<'s>, OpenError> {
    let TextStream { stream, template, options, sampling, .. } = text;
    let (fields, charset) = (options.fields.clone(), sampling.current_charset());
    let splitter = Box::new(JsonSplitter::new(stream, template, options.limits, fields, charset));
    let parser = Arc::new(JsonObjectParser::new(options.fields.clone()));
    Ok(FormatRecords { splitter, sampling, parser })
}

fn recognise(head: &TextHead<'_>) -> bool {
    if looks_like_jsonl(head, head.is_named_as(&jsonl::FORMAT)) {
        return holds_array_of_articles(head);
    }
    // A JSON text sequence separates its values with a control character.
    let value = head.trimmed.strip_prefix(b"\x1e").unwrap_or(head.trimmed);
    let opens = matches!(value.first(), Some(b'{' | b'['));
    opens && (begins_json(value) || (head.is_named_as(&FORMAT) && value.len() > 1))
}

/// Whether the first bracket is followed by what JSON allows there; a text may begin with a bracket too.
fn begins_json(head: &[u8]) -> bool {
    let inner = head.get(1..).unwrap_or_default().trim_ascii_start();
    match head.first() {
        Some(b'[') => matches!(inner.first(), Some(b'{' | b']')),
        Some(b'{') => matches!(inner.first(), Some(b'"' | b'}')),
        _ => false,
    }
}
