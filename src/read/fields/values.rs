//! A value of JSON as the text of a field, by what the field is: the story of a list of blocks, the names of a list of authors,
//! the first of several headlines.

use serde_json::{Map, Value};

use crate::read::fields::roles::FieldRole;
use crate::read::fields::story_blocks::story_of_blocks;

/// The text of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FieldValue {
    /// As it was written: it may be HTML.
    Written(String),
    /// Plain text, joined from blocks.
    Rendered(String),
}

impl From<String> for FieldValue {
    fn from(text: String) -> FieldValue {
        FieldValue::Written(text)
    }
}

/// The fields in which an object says what it is called, the best first.
const NAME_KEYS: [&str; 18] = [
    "rendered",
    "name",
    "display_name",
    "displayName",
    "full_name",
    "fullName",
    "main",
    "original",
    "basic",
    "default",
    "title",
    "text",
    "@value",
    "#text",
    "_text",
    "value",
    // Databases that write the type of a value as its name.
    "S",
    "stringValue",
];

/// The fields in which an object says when something was.
const TIME_KEYS: [&str; 13] = [
    "$date",
    "@value",
    "$numberLong",
    "date",
    "iso",
    "datetime",
    "timestamp",
    "value",
    "raw",
    "#text",
    "S",
    "N",
    "timestampValue",
];

/// The fields in which an object says where something is.
const ADDRESS_KEYS: [&str; 11] =
    ["url", "href", "canonical", "@id", "loc", "value", "rendered", "@value", "#text", "S", "stringValue"];

/// The value that a path leads to: "fields.bodyText", "authors.0.name"; through a list, that of each of its items.
pub(crate) fn value_at_path(value: &Value, path: &str) -> Option<Value> {
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let go_on = |value: &Value| match rest {
        Some(rest) => value_at_path(value, rest),
        None => Some(value.clone()),
    };
    match value {
        Value::Object(object) => go_on(object.get(first)?),
        Value::Array(items) => match first.parse::<usize>() {
            Ok(number) => go_on(items.get(number)?),
            Err(_) => {
                let found: Vec<Value> = items.iter().filter_map(|item| value_at_path(item, path)).collect();
                (!found.is_empty()).then_some(Value::Array(found))
            }
        },
        _ => None,
    }
}

/// A value as a field that is `role`, or something else.
pub(crate) fn value_as_field(value: Value, role: Option<FieldRole>) -> Option<FieldValue> {
    match (value, role) {
        (Value::String(text), _) => Some(FieldValue::Written(text)),
        (value @ (Value::Array(_) | Value::Object(_)), Some(FieldRole::Text)) => {
            Some(FieldValue::Rendered(story_of_blocks(&value)))
        }
        (value, role) => text_of_value(value, role).map(FieldValue::Written),
    }
}

/// A value as a line: the names of a list joined, the name of an object, numbers as they are.
fn text_of_value(value: Value, role: Option<FieldRole>) -> Option<String> {
    match value {
        Value::Null | Value::Bool(_) => None,
        Value::String(text) => Some(text),
        // The number of an author or a section, in some other table.
        Value::Number(_) if matches!(role, Some(FieldRole::Byline | FieldRole::Section)) => None,
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => {
            let mut texts = items
                .into_iter()
                .filter_map(|item| text_of_value(item, role))
                .filter(|text| !text.trim().is_empty());
            match role {
                Some(FieldRole::Byline | FieldRole::Section) | None => {
                    Some(texts.collect::<Vec<_>>().join(", ")).filter(|text| !text.is_empty())
                }
                // A selector of a crawler gives a list, mostly of one.
                Some(_) => texts.next(),
            }
        }
        Value::Object(object) => text_of_object(object, role),
    }
}

fn text_of_object(mut object: Map<String, Value>, role: Option<FieldRole>) -> Option<String> {
    let keys: &[&str] = match role {
        Some(FieldRole::Published | FieldRole::Modified) => &TIME_KEYS,
        Some(FieldRole::Url) => &ADDRESS_KEYS,
        _ => &NAME_KEYS,
    };
    let found = keys.iter().find_map(|key| text_of_value(object.remove(*key)?, role));
    found.or_else(|| name_in_parts(&object)).or_else(|| {
        let other = ["url", "name", "person", "by"].iter().find_map(|key| object.remove(*key));
        text_of_value(other?, role)
    })
}

/// "Jane Roe" of an object with the parts of her name.
fn name_in_parts(object: &Map<String, Value>) -> Option<String> {
    let part = |names: [&str; 4]| names.iter().find_map(|name| object.get(*name)?.as_str()).map(str::trim);
    let first = part(["first_name", "firstName", "firstname", "given_name"]);
    let last = part(["last_name", "lastName", "lastname", "family_name"])?;
    let names: Vec<&str> = first.into_iter().chain([last]).filter(|name| !name.is_empty()).collect();
    (!names.is_empty()).then(|| names.join(" "))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn written(value: Value, role: FieldRole) -> Option<String> {
        match value_as_field(value, Some(role))? {
            FieldValue::Written(text) | FieldValue::Rendered(text) => Some(text),
        }
    }

    #[test]
    fn a_path_leads_into_objects_and_lists() {
        let value = json!({"fields": {"bodyText": "x"}, "authors": [{"name": "A"}, {"name": "B"}]});
        assert_eq!(value_at_path(&value, "fields.bodyText"), Some(json!("x")));
        assert_eq!(value_at_path(&value, "authors.name"), Some(json!(["A", "B"])));
        assert_eq!(value_at_path(&value, "authors.1.name"), Some(json!("B")));
        assert_eq!(value_at_path(&value, "fields.none"), None);
    }

    #[test]
    fn a_value_is_read_as_what_its_field_is() {
        use FieldRole::{Byline, Published, Section, Source, Title, Url};
        for (value, role, text) in [
            (json!({"rendered": "Hall to close"}), Title, Some("Hall to close")),
            (json!({"main": "Hall to close", "kicker": "Arden"}), Title, Some("Hall to close")),
            (json!(["Hall to close"]), Title, Some("Hall to close")),
            (json!(["", "Hall to close", "x"]), Title, Some("Hall to close")),
            (
                json!([{"name": "Jane Roe"}, {"first_name": "Tom", "last_name": "Poe"}]),
                Byline,
                Some("Jane Roe, Tom Poe"),
            ),
            (json!({"original": "By Jane Roe", "person": []}), Byline, Some("By Jane Roe")),
            (json!(7), Byline, None),
            (json!([3, 5]), Section, None),
            (json!({"$date": {"$numberLong": "1930000000000"}}), Published, Some("1930000000000")),
            (json!({"url": "https://a.example/1"}), Url, Some("https://a.example/1")),
            (json!({"id": null, "name": "Island Echo"}), Source, Some("Island Echo")),
        ] {
            assert_eq!(written(value.clone(), role).as_deref(), text, "{value}");
        }
    }
}
