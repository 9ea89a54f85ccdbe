//! JSON that is not one object a line: arrays, single objects, and the answers of services.

use std::sync::Arc;

use serde_json::Value;

use crate::read::error::OpenError;
use crate::read::fields::lenient_json::parse_lenient_object;
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
    let TextStream { stream, head, template, options, sampling } = text;
    let (fields, charset) = (options.fields.clone(), sampling.current_charset());
    let splitter = Box::new(JsonSplitter::new(stream, template, options.limits, fields, charset));
    let parser = Arc::new(JsonObjectParser::new(options, feed_title(head)));
    Ok(FormatRecords { splitter, sampling, parser })
}

/// The title of a feed in JSON, whose entries have no name of the paper: JSON Feed, or a feed as feedparser gives it.
fn feed_title(head: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(head);
    let (feed, _) = head.split_once("\"items\"").or_else(|| head.split_once("\"entries\""))?;
    let object = parse_lenient_object(&format!("{feed}\"items\": []}}"))?;
    let is_json_feed =
        object.get("version").and_then(Value::as_str).is_some_and(|version| version.contains("jsonfeed.org"));
    let title = if is_json_feed { object.get("title") } else { object.get("feed")?.get("title") };
    Some(title?.as_str()?.trim().to_string()).filter(|title| !title.is_empty())
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
