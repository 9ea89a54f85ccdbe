//! A record that is a JSON object, under whatever names the crawler gave its fields.

use serde_json::{Map, Value};

use crate::model::Scrape;
use crate::read::encoding;
use crate::read::error::Unreadable;
use crate::read::fields::RecordFields;
use crate::read::fields::field_map::FieldMap;
use crate::read::record::{Parser, Record};

/// Parses a record that is a JSON object.
pub(crate) struct JsonObjectParser {
    fields: FieldMap,
}

impl JsonObjectParser {
    /// With the user's names for fields.
    pub fn new(fields: FieldMap) -> JsonObjectParser {
        JsonObjectParser { fields }
    }
}

impl Parser for JsonObjectParser {
    fn parse(&self, record: &Record) -> Result<Scrape, Unreadable> {
        let decoded = encoding::decode(&record.bytes, record.charset);
        let text = decoded.text.trim_start_matches('\u{1e}');
        let scrape = match serde_json::from_str::<Map<String, Value>>(text) {
            Ok(object) => {
                let fields = collect_fields(object, &self.fields, 0).into_iter();
                RecordFields::new(fields, &self.fields).into_scrape(record)?
            }
            // An array may hold the texts themselves.
            Err(error) => match serde_json::from_str::<Value>(text) {
                Ok(Value::String(text)) if text.contains(char::is_alphanumeric) => {
                    Scrape { origin: record.origin.clone(), text, ..Scrape::default() }
                }
                _ => return Err(not_an_object(text, &error)),
            },
        };
        Ok(Scrape { encoding: Some(decoded.encoding_name()), ..scrape })
    }
}

fn not_an_object(text: &str, error: &serde_json::Error) -> Unreadable {
    match serde_json::from_str::<Value>(text) {
        Ok(_) => {
            Unreadable::new("not JSON", "is JSON, but not an object: each line must be {\"text\": …, …}")
        }
        // Each record is a line, so serde's line number would always be 1.
        Err(_) if error.is_eof() => {
            Unreadable::new("not JSON", "is not JSON: the line ends before its object does")
        }
        Err(_) => {
            let what = error.to_string();
            let what = what.split(" at line ").next().unwrap_or(&what);
            Unreadable::new("not JSON", format!("is not JSON: {what} at byte {}", error.column()))
        }
    }
}

/// How many objects may be nested around an article.
const MAX_WRAPPER_DEPTH: usize = 3;

/// The fields of an object, and after them those that some crawlers put into an object below it: what they know of a page,
/// and, where nothing above holds a text, the article itself.
fn collect_fields(object: Map<String, Value>, map: &FieldMap, depth: usize) -> Vec<(String, Option<String>)> {
    let holds_article =
        |name: &str| matches!(name, "data" | "article" | "result" | "page" | "document" | "item" | "record");
    let has_text = || object.iter().any(|(name, value)| map.is_text(name) && !value.is_null());
    // Most records are flat: only others are examined further.
    let is_wrapper =
        object.iter().any(|(name, value)| value.is_object() && holds_article(name)) && !has_text();
    let is_merged = |name: &str| {
        depth < MAX_WRAPPER_DEPTH
            && (matches!(name, "metadata" | "markdown") || (is_wrapper && holds_article(name)))
    };
    let (mut fields, mut below) = (Vec::new(), Vec::new());
    for (name, value) in object {
        match value {
            Value::Object(inner) if is_merged(&name) => below.extend(collect_fields(inner, map, depth + 1)),
            value => fields.push((name, flatten(value))),
        }
    }
    fields.extend(below);
    fields
}

/// A field's value as text: names of a list joined, the name of an object, numbers as they are.
fn flatten(value: Value) -> Option<String> {
    match value {
        Value::Null | Value::Bool(_) => None,
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => {
            let items: Vec<String> = items.into_iter().filter_map(flatten).collect();
            // Paragraphs are sentences; names of authors are not.
            let paragraphs = items.iter().any(|item| item.len() > 120 || item.ends_with(['.', '”', '"']));
            Some(items.join(if paragraphs { "\n\n" } else { ", " }))
        }
        Value::Object(mut object) => {
            ["name", "title", "text", "@value", "url"].iter().find_map(|key| flatten(object.remove(*key)?))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_truncated_object_is_reported_as_such() {
        let record = Record { bytes: b"{\"text\": \"The may".to_vec(), ..Record::default() };
        let error = JsonObjectParser::new(FieldMap::default()).parse(&record).unwrap_err();
        assert_eq!(error.to_string(), "is not JSON: the line ends before its object does");
    }
}
