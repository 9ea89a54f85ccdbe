//! Parameters of canned queries: their types, and what a user's word for one becomes.
//!
//! A day can be given as "2024-10-03", "2024-10" or "2024": a parameter named `to` means its last day, any other its
//! first. An entity or a source can be given by any of its names, without case, accents and stops.

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};

use super::QueryError;
use super::catalogue::Canned;
use super::nearest::did_you_mean;
use crate::archive::name_key::name_key;

/// What a parameter takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Anything.
    Text,
    /// A whole number.
    Int,
    /// yes or no.
    Bool,
    /// A day, or a month or year for its first or last day.
    Date,
    /// A name or alias; the SQL gets its key.
    Entity,
    /// A paper's name or domain; the SQL gets its name.
    Source,
    /// One of a few words.
    Choice(Vec<String>),
}

impl Kind {
    /// As the head writes it.
    pub fn describe(&self) -> String {
        match self {
            Kind::Text => "text".into(),
            Kind::Int => "int".into(),
            Kind::Bool => "bool".into(),
            Kind::Date => "date".into(),
            Kind::Entity => "entity".into(),
            Kind::Source => "source".into(),
            Kind::Choice(choices) => choices.join("|"),
        }
    }
}

/// A parameter of a canned query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// As it is given, and used in the SQL after a colon.
    pub name: String,
    /// What it takes.
    pub kind: Kind,
    /// `None` where it has to be given; `Some(None)` where nothing stands for it.
    pub default: Option<Option<String>>,
    /// One line.
    pub help: String,
}

impl Parameter {
    /// Reads `name (type, default value): help`.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn read(text: &str) -> Result<Parameter, String> {
        let form = || "a parameter is written `name (type, default value): help`".to_string();
        let (name, rest) = text.split_once(" (").ok_or_else(form)?;
        let (inside, help) = rest.split_once("): ").ok_or_else(form)?;
        let (kind, default) = match inside.split_once(", default ") {
            Some((kind, "none")) => (kind, Some(None)),
            Some((kind, default)) => (kind, Some(Some(default.to_string()))),
            None => (inside, None),
        };
        let kind = match kind {
            "text" => Kind::Text,
            "int" => Kind::Int,
            "bool" => Kind::Bool,
            "date" => Kind::Date,
            "entity" => Kind::Entity,
            "source" => Kind::Source,
            _ => match kind.strip_prefix("choice(").and_then(|rest| rest.strip_suffix(')')) {
                Some(choices) => {
                    Kind::Choice(choices.split(',').map(|choice| choice.trim().to_string()).collect())
                }
                None => {
                    let types = "text, int, bool, date, entity, source or choice(a, b)";
                    return Err(format!("unknown type {kind}: {types}"));
                }
            },
        };
        Ok(Parameter { name: name.trim().into(), kind, default, help: help.trim().into() })
    }
}

/// What the SQL gets for a user's word for a parameter of this name and type.
///
/// # Errors
/// A value of another type, or a name that the archive does not know.
pub fn value(name: &str, kind: &Kind, text: &str, archive: &Connection) -> Result<Value, QueryError> {
    let wrong = |what: &str| QueryError::Usage(format!("parameter {name}: {text:?} is not {what}"));
    Ok(match kind {
        Kind::Text => Value::Text(text.into()),
        Kind::Int => Value::Integer(text.trim().parse().map_err(|_| wrong("a whole number"))?),
        Kind::Bool => match text.to_lowercase().as_str() {
            "yes" | "true" | "1" | "on" => Value::Integer(1),
            "no" | "false" | "0" | "off" => Value::Integer(0),
            _ => return Err(wrong("yes or no")),
        },
        Kind::Date => {
            let day = day(text, name == "to");
            Value::Text(day.ok_or_else(|| wrong("a day: write 2024-10-03, 2024-10 or 2024"))?.to_string())
        }
        Kind::Entity => Value::Text(entity(text, archive)?),
        Kind::Source => Value::Text(source(text, archive)?),
        Kind::Choice(choices) => match choices.iter().find(|choice| choice.eq_ignore_ascii_case(text)) {
            Some(choice) => Value::Text(choice.clone()),
            None => {
                let near = did_you_mean(text, choices.iter().map(String::as_str));
                return Err(wrong(&format!("one of {}{near}", choices.join(", "))));
            }
        },
    })
}

/// The day that a text means: of a month or a year the first, or the last.
fn day(text: &str, last: bool) -> Option<NaiveDate> {
    let parts: Vec<&str> = text.trim().split('-').collect();
    let number = |at: usize, length: usize| {
        let part: &str = parts.get(at)?;
        (part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse::<u32>().ok())?
    };
    let year = number(0, 4)? as i32;
    match parts.len() {
        1 if last => NaiveDate::from_ymd_opt(year, 12, 31),
        1 => NaiveDate::from_ymd_opt(year, 1, 1),
        2 if last => NaiveDate::from_ymd_opt(year, number(1, 2)?, 1)?
            .checked_add_months(chrono::Months::new(1))?
            .pred_opt(),
        2 => NaiveDate::from_ymd_opt(year, number(1, 2)?, 1),
        3 => NaiveDate::from_ymd_opt(year, number(1, 2)?, number(2, 2)?),
        _ => None,
    }
}

/// The key of the entity that has a name, or, where none has just that name, an alias or a part of its name like it.
///
/// People share surnames: of one key there may be entities of several types, of several keys the user has to choose.
fn entity(text: &str, archive: &Connection) -> Result<String, QueryError> {
    let key = name_key(text);
    let found = |sql: &str| -> Result<Vec<(String, String)>, rusqlite::Error> {
        archive.prepare(sql)?.query_map([&key], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
    };
    if !found("SELECT min(name), key FROM entities WHERE key = ?1 GROUP BY key")?.is_empty() {
        return Ok(key);
    }
    let known = found(
        "SELECT min(name), key FROM (
            SELECT e.name, e.key FROM aliases a JOIN entities e ON e.id = a.entity_id WHERE a.key = ?1
            UNION SELECT name, key FROM entities WHERE ' ' || key || ' ' LIKE '% ' || ?1 || ' %')
         GROUP BY key ORDER BY key LIMIT 6",
    )?;
    if let [(_, key)] = &known[..] {
        return Ok(key.clone());
    }
    if !known.is_empty() {
        let names: Vec<&str> = known.iter().map(|(name, _)| name.as_str()).collect();
        return Err(QueryError::Usage(format!("{text:?} can be {}: say which", names.join(" or "))));
    }
    let all: Vec<String> = archive
        .prepare("SELECT name FROM entities")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let near = did_you_mean(text, all.iter().map(String::as_str));
    Err(QueryError::Usage(format!(
        "nobody and nothing in the archive is named {text:?}{near}: `presscut query entities` lists the names"
    )))
}

/// The name of a source that is known by its name or domain.
fn source(text: &str, archive: &Connection) -> Result<String, QueryError> {
    let sql = "SELECT name FROM sources WHERE name = ?1 COLLATE NOCASE OR domain = lower(?1)";
    if let Some(name) = archive.prepare(sql)?.query_row([text], |row| row.get(0)).optional()? {
        return Ok(name);
    }
    let all: Vec<String> = archive
        .prepare("SELECT name FROM sources ORDER BY name")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let near = did_you_mean(text, all.iter().map(String::as_str));
    Err(QueryError::Usage(format!(
        "the archive has no source {text:?}{near}: `presscut query sources` lists them"
    )))
}

/// The values of all parameters of a query, from what the user gave.
///
/// # Errors
/// A parameter that the query does not have, one that it needs, or a value of the wrong type; each error lists the
/// query's parameters.
pub fn values(
    query: &Canned,
    given: &[(String, String)],
    archive: &Connection,
) -> Result<Vec<(String, Value)>, QueryError> {
    let with_list = |what: String| {
        QueryError::Usage(format!("{what}. Parameters of {}: {}", query.name, query.parameter_list()))
    };
    for (name, _) in given {
        if !query.parameters.iter().any(|parameter| parameter.name == *name) {
            let near = did_you_mean(name, query.parameters.iter().map(|parameter| parameter.name.as_str()));
            return Err(with_list(format!("{} has no parameter {name}{near}", query.name)));
        }
    }
    let mut values = Vec::with_capacity(query.parameters.len());
    for parameter in &query.parameters {
        let text =
            given.iter().rev().find(|(name, _)| *name == parameter.name).map(|(_, text)| text.as_str());
        let text = match (text, &parameter.default) {
            (Some(text), _) => Some(text),
            (None, Some(default)) => default.as_deref(),
            (None, None) => {
                return Err(with_list(format!(
                    "{} needs a value: give it with -p {} VALUE",
                    parameter.name, parameter.name
                )));
            }
        };
        let value = match text {
            Some(text) => {
                value(&parameter.name, &parameter.kind, text, archive).map_err(|error| match error {
                    QueryError::Usage(what) => with_list(what),
                    other => other,
                })?
            }
            None => Value::Null,
        };
        values.push((parameter.name.clone(), value));
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_and_a_year_have_a_first_and_a_last_day() {
        let of = |text: &str, last: bool| day(text, last).map(|day| day.to_string());
        assert_eq!(of("2024-02", false).as_deref(), Some("2024-02-01"));
        assert_eq!(of("2024-02", true).as_deref(), Some("2024-02-29"));
        assert_eq!(of("2024", true).as_deref(), Some("2024-12-31"));
        assert_eq!(of("2024-10-03", true).as_deref(), Some("2024-10-03"));
        for wrong in ["2024-02-31", "24-02", "last", "2024-2", "2024-10-03-01", ""] {
            assert_eq!(of(wrong, false), None, "{wrong}");
        }
    }
}
