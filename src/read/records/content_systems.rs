//! What the services of content systems say of an article elsewhere than in fields of their own: WordPress puts authors and
//! sections beside the article and its times in two zones, Arc puts authors among the credits, and reading tools write when
//! an article was saved where others write when it was published.
//!
//! Takes an object as it is, and gives it with those facts in fields with known names.

use chrono::{FixedOffset, NaiveDateTime};
use serde_json::{Map, Value};

/// Moves what is known about an article to the fields where it is looked for.
pub(crate) fn lift_facts(object: &mut Map<String, Value>) {
    for (local, utc) in [("date", "date_gmt"), ("modified", "modified_gmt")] {
        if let Some(time) = time_with_offset(object.get(local), object.get(utc)) {
            object.insert(local.to_string(), Value::String(time));
        }
    }
    if let Some(embedded) = object.get_mut("_embedded").map(Value::take) {
        lift_embedded(object, &embedded);
    }
    if is_saved_for_reading(object) {
        for name in ["created_at", "updated_at"] {
            object.remove(name);
        }
    }
    if !object.contains_key("byline")
        && let Some(by) = object.get_mut("credits").and_then(|credits| credits.get_mut("by"))
    {
        let by = by.take();
        object.insert("byline".to_string(), by);
    }
}

/// Whether an object is an entry of a reading tool (wallabag): its times of creation and change are those of the entry.
fn is_saved_for_reading(object: &Map<String, Value>) -> bool {
    object.contains_key("is_archived")
        && ["reading_time", "is_starred"].iter().any(|name| object.contains_key(*name))
}

/// A time of WordPress, "2031-04-07T08:00:00", with the offset that its time in UTC shows; or that in UTC, marked as such.
fn time_with_offset(local: Option<&Value>, utc: Option<&Value>) -> Option<String> {
    let parse =
        |value: Option<&Value>| NaiveDateTime::parse_from_str(value?.as_str()?, "%Y-%m-%dT%H:%M:%S").ok();
    let utc = parse(utc)?;
    let Some(local) = parse(local) else { return Some(format!("{}Z", utc.format("%Y-%m-%dT%H:%M:%S"))) };
    let seconds = i32::try_from((local - utc).num_seconds()).ok()?;
    let is_zone = seconds % 900 == 0 && (-12 * 3600..=14 * 3600).contains(&seconds);
    let offset = FixedOffset::east_opt(if is_zone { seconds } else { 0 })?;
    let written = if is_zone { local } else { utc };
    Some(format!("{}{offset}", written.format("%Y-%m-%dT%H:%M:%S")))
}

/// The authors and sections that WordPress gives beside the article, which has only their numbers.
fn lift_embedded(object: &mut Map<String, Value>, embedded: &Value) {
    let names = |items: &Vec<Value>| -> Vec<Value> {
        items.iter().filter_map(|item| item.get("name").filter(|name| name.is_string()).cloned()).collect()
    };
    if let Some(authors) =
        embedded.get("author").and_then(Value::as_array).map(names).filter(|names| !names.is_empty())
    {
        object.insert("author".to_string(), Value::Array(authors));
    }
    let terms = embedded.get("wp:term").and_then(Value::as_array);
    let is_section = |term: &&Value| term.get("taxonomy").and_then(Value::as_str) == Some("category");
    let terms = terms.into_iter().flatten().filter_map(Value::as_array).flatten();
    let sections: Vec<Value> = terms.filter(is_section).cloned().collect();
    if !sections.is_empty() {
        object.insert("categories".to_string(), Value::Array(names(&sections)));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_time_in_two_zones_is_one_with_its_offset() {
        let time = |local: &str, utc: &str| time_with_offset(Some(&json!(local)), Some(&json!(utc)));
        assert_eq!(
            time("2031-04-07T08:00:00", "2031-04-07T06:00:00").as_deref(),
            Some("2031-04-07T08:00:00+02:00")
        );
        assert_eq!(
            time("2031-04-07T06:00:00", "2031-04-07T06:00:00").as_deref(),
            Some("2031-04-07T06:00:00+00:00")
        );
        assert_eq!(
            time("2031-04-09T08:00:00", "2031-04-07T06:00:00").as_deref(),
            Some("2031-04-07T06:00:00+00:00")
        );
        assert_eq!(time("", "2031-04-07T06:00:00").as_deref(), Some("2031-04-07T06:00:00Z"));
        assert_eq!(time("2031-04-07T08:00:00", "0000-00-00T00:00:00"), None);
    }
}
