//! A record that is a JSON object, under whatever names the crawler gave its fields.

use serde_json::{Map, Value};

use crate::model::Scrape;
use crate::read::encoding;
use crate::read::error::Unreadable;
use crate::read::fields::RecordFields;
use crate::read::fields::field_map::FieldMap;
use crate::read::fields::lenient_json::parse_lenient_object;
use crate::read::fields::roles::{FieldRole, fold_name, is_wrapper_name};
use crate::read::fields::values::{FieldValue, value_as_field, value_at_path};
use crate::read::record::{Parser, Record};
use crate::read::record_options::{FieldText, RecordOptions};
use crate::read::records::content_systems::lift_facts;

/// Parses a record that is a JSON object.
pub(crate) struct JsonObjectParser {
    fields: FieldMap,
    field_text: FieldText,
    /// The paper's name, where the file says it once for all records.
    source: Option<String>,
}

impl JsonObjectParser {
    /// With what the user said, and the name of the paper if the file says it.
    pub fn new(options: &RecordOptions, source: Option<String>) -> JsonObjectParser {
        JsonObjectParser { fields: options.fields.clone(), field_text: options.field_text, source }
    }
}

impl Parser for JsonObjectParser {
    fn reads_fields(&self) -> bool {
        true
    }

    fn parse(&self, record: &Record) -> Result<Scrape, Unreadable> {
        let decoded = encoding::decode(&record.bytes, record.charset);
        let text = decoded.text.trim_start_matches('\u{1e}');
        if text.trim().is_empty() {
            return Err(Unreadable::new("empty", "the line is empty"));
        }
        let object = match serde_json::from_str::<Map<String, Value>>(text) {
            Ok(object) => Some(object),
            Err(error) => match serde_json::from_str::<Value>(text) {
                // An array may hold the texts themselves.
                Ok(Value::String(text)) if text.contains(char::is_alphanumeric) => {
                    let (origin, encoding) = (record.origin.clone(), Some(decoded.encoding_name()));
                    return Ok(Scrape { origin, text, encoding, ..Scrape::default() });
                }
                Ok(_) => None,
                Err(_) => Some(parse_lenient_object(text).ok_or_else(|| not_json(&error))?),
            },
        };
        let object = object.ok_or_else(|| {
            Unreadable::new("not JSON", "is JSON, but not an object: each line must be {\"text\": …, …}")
        })?;
        let scrape = self.read_object(object, record)?;
        Ok(Scrape { encoding: Some(decoded.encoding_name()), ..scrape })
    }
}

impl JsonObjectParser {
    /// Reads an object that a record holds.
    ///
    /// # Errors
    /// Where none of its fields holds a text.
    pub fn read_object(&self, object: Map<String, Value>, record: &Record) -> Result<Scrape, Unreadable> {
        let mut fields = fields_on_paths(&object, &self.fields);
        fields.extend(collect_fields(object, &self.fields, 0));
        let scrape =
            RecordFields::new(fields.into_iter(), &self.fields).into_scrape(record, self.field_text)?;
        let source = scrape.source.or_else(|| self.source.clone());
        Ok(Scrape { source, ..scrape })
    }
}

/// The fields to which the user gave the way: "text=fields.bodyText".
fn fields_on_paths(object: &Map<String, Value>, map: &FieldMap) -> Vec<(String, Option<FieldValue>)> {
    let paths = map.names().filter(|name| name.contains('.') && !object.contains_key(*name));
    paths
        .filter_map(|path| {
            let (first, rest) = path.split_once('.')?;
            let value = value_at_path(object.get(first)?, rest)?;
            Some((path.to_string(), value_as_field(value, map.role_of(path))))
        })
        .collect()
}

fn not_json(error: &serde_json::Error) -> Unreadable {
    if error.is_eof() {
        return Unreadable::new("not JSON", "is not JSON: the line ends before its object does");
    }
    // Each record is a line, so serde's line number would always be 1.
    let what = error.to_string();
    let what = what.split(" at line ").next().unwrap_or(&what);
    Unreadable::new("not JSON", format!("is not JSON: {what} at byte {}", error.column()))
}

/// How many objects may be nested around an article.
const MAX_WRAPPER_DEPTH: usize = 3;

/// A text in an object of any name below a record has this many bytes; a shorter one is something about it.
const MIN_NESTED_TEXT_BYTES: usize = 100;

/// The fields of an object, and after them those that some crawlers put into an object below it: what they know of a page,
/// and, where nothing above holds a text, the article itself.
fn collect_fields(
    mut object: Map<String, Value>,
    map: &FieldMap,
    depth: usize,
) -> Vec<(String, Option<FieldValue>)> {
    lift_facts(&mut object);
    let holds_text = |inner: &Map<String, Value>| {
        let is_long = |text: &str| text.len() >= MIN_NESTED_TEXT_BYTES;
        inner.iter().any(|(name, value)| map.is_text(name) && value.as_str().is_some_and(is_long))
    };
    let wraps = |name: &str, value: &Value| {
        value.as_object().is_some_and(|inner| is_wrapper_name(name) || holds_text(inner))
    };
    let is_empty = |value: &Value| match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(object) => object.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    };
    let is_text = |name: &str, value: &Value| map.is_text(name) && !is_empty(value) && !wraps(name, value);
    // Most records are flat: only others are examined further.
    let is_wrapper = object.iter().any(|(name, value)| wraps(name, value))
        && !object.iter().any(|(name, value)| is_text(name, value));
    let is_merged = |name: &str, inner: &Map<String, Value>| {
        let is_around_article = || is_wrapper_name(name) || holds_text(inner);
        depth < MAX_WRAPPER_DEPTH
            && (matches!(name, "metadata" | "markdown") || (is_wrapper && is_around_article()))
    };
    let (mut fields, mut below) = (Vec::new(), Vec::new());
    for (name, value) in object {
        match value {
            Value::Object(inner) if is_merged(&name, &inner) => {
                below.extend(collect_fields(inner, map, depth + 1))
            }
            value => {
                let known = || FieldRole::of_name(&fold_name(&name)).map(|(role, _)| role);
                let role = map.role_of(&name).or_else(known);
                fields.push((name, value_as_field(value, role)));
            }
        }
    }
    fields.extend(below);
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_truncated_object_is_reported_as_such() {
        let record = Record { bytes: b"{\"text\": \"The may".to_vec(), ..Record::default() };
        let error = JsonObjectParser::new(&RecordOptions::default(), None).parse(&record).unwrap_err();
        assert_eq!(error.to_string(), "is not JSON: the line ends before its object does");
    }
}
