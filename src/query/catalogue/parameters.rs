//! Parameters of canned queries: their types, and what a user's word for one becomes.
//!
//! A day can be given as "2024-10-03", "2024-10", "2024", "last month" or "-30d": a parameter named `to` means the last
//! day of that, any other the first. An entity or a source can be given by any of its names, without case, accents and stops.

use chrono::NaiveDate;
use rusqlite::Connection;
use rusqlite::types::Value;

use crate::query::QueryError;
use crate::query::catalogue::canned_query::Canned;
use crate::query::catalogue::{day_phrases, names};
use crate::query::suggest::did_you_mean;

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
    /// A value that shows what is meant.
    pub example: Option<String>,
    /// One line.
    pub help: String,
}

impl Parameter {
    /// Reads `name (type, default value, example value): help`.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn read(text: &str) -> Result<Parameter, String> {
        let form = || "a parameter is written `name (type, default value, example value): help`".to_string();
        let (name, rest) = text.split_once(" (").ok_or_else(form)?;
        let (inside, help) = rest.split_once("): ").ok_or_else(form)?;
        let name = name.trim();
        let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if !name.starts_with(|c: char| c.is_ascii_lowercase()) || !name.chars().all(letters) {
            return Err(format!("{name:?} is no name: use small letters, digits and _"));
        }
        let (inside, example) = match inside.split_once(", example ") {
            Some((inside, example)) => (inside, Some(unquoted(example))),
            None => (inside, None),
        };
        let (kind, default) = match inside.split_once(", default ") {
            Some((kind, "none")) => (kind, Some(None)),
            Some((kind, default)) => (kind, Some(Some(unquoted(default)))),
            None => (inside, None),
        };
        let kind = Kind::read(kind)?;
        let given = [("default", default.as_ref().and_then(Option::as_ref)), ("example", example.as_ref())];
        for (what, text) in given.into_iter().filter_map(|(what, text)| Some((what, text?))) {
            // Names are known to an archive alone; days are counted from any day.
            if let Err(needs) = kind.plain_value(name, text, NaiveDate::default()) {
                return Err(format!("the {what} {text:?} is not {needs}"));
            }
        }
        Ok(Parameter { name: name.into(), kind, default, example, help: help.trim().into() })
    }
}

/// A value in quotation marks, if it has commas or spaces around it.
fn unquoted(text: &str) -> String {
    let text = text.trim();
    text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text).to_string()
}

impl Kind {
    fn read(text: &str) -> Result<Kind, String> {
        Ok(match text.trim() {
            "text" => Kind::Text,
            "int" => Kind::Int,
            "bool" => Kind::Bool,
            "date" => Kind::Date,
            "entity" => Kind::Entity,
            "source" => Kind::Source,
            kind => match kind.strip_prefix("choice(").and_then(|rest| rest.strip_suffix(')')) {
                Some(choices) if !choices.trim().is_empty() => {
                    Kind::Choice(choices.split(',').map(|choice| choice.trim().to_string()).collect())
                }
                Some(_) => return Err("a choice needs words to choose from: choice(a, b)".into()),
                None => {
                    let types = "text, int, bool, date, entity, source or choice(a, b)";
                    return Err(format!("unknown type {kind}: {types}"));
                }
            },
        })
    }

    /// What the SQL gets, where no archive has to be asked; text for names. The error ends "… is not".
    fn plain_value(&self, name: &str, text: &str, today: NaiveDate) -> Result<Value, String> {
        Ok(match self {
            Kind::Text | Kind::Entity | Kind::Source => Value::Text(text.into()),
            Kind::Int => Value::Integer(text.trim().parse().map_err(|_| "a whole number".to_string())?),
            Kind::Bool => match text.trim().to_lowercase().as_str() {
                "yes" | "true" | "1" | "on" => Value::Integer(1),
                "no" | "false" | "0" | "off" => Value::Integer(0),
                _ => return Err("yes or no".into()),
            },
            Kind::Date => {
                let (first, last) = day_phrases::span(text, today)
                    .ok_or_else(|| format!("a day: write {}", day_phrases::FORMS))?;
                Value::Text(if name == "to" { last } else { first }.to_string())
            }
            Kind::Choice(choices) => {
                match choices.iter().find(|choice| choice.eq_ignore_ascii_case(text.trim())) {
                    Some(choice) => Value::Text(choice.clone()),
                    None => {
                        let near = did_you_mean(text, choices.iter().map(String::as_str));
                        return Err(format!("one of {}{near}", choices.join(", ")));
                    }
                }
            }
        })
    }
}

/// What the SQL gets for a user's word for a parameter of this name and type.
///
/// # Errors
/// A value of another type, or a name that the archive does not know.
pub fn value(name: &str, kind: &Kind, text: &str, archive: &Connection) -> Result<Value, QueryError> {
    match kind {
        Kind::Entity => names::entity(text, archive).map(Value::Text),
        Kind::Source => names::source(text, archive).map(Value::Text),
        _ => kind
            .plain_value(name, text, day_phrases::today()?)
            .map_err(|needs| QueryError::Usage(format!("parameter {name}: {text:?} is not {needs}"))),
    }
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
    fn a_parameter_has_a_type_a_default_an_example_and_a_line_of_help() {
        let read =
            Parameter::read("type (choice(a, b), default a, example \"b\"): which (of them): one").unwrap();
        assert_eq!(read.kind, Kind::Choice(vec!["a".into(), "b".into()]));
        assert_eq!((read.default, read.example.as_deref()), (Some(Some("a".into())), Some("b")));
        assert_eq!(read.help, "which (of them): one");
        for (wrong, says) in [
            ("x text: a", "a parameter is written"),
            ("X y (text): a", "is no name"),
            ("x (choice()): a", "a choice needs words"),
            ("x (choice(a, b), default c): a", "the default \"c\" is not one of a, b"),
            ("x (date, example soon): a", "the example \"soon\" is not a day"),
            ("x (bool, default perhaps): a", "the default \"perhaps\" is not yes or no"),
        ] {
            let error = Parameter::read(wrong).unwrap_err();
            assert!(error.contains(says), "{wrong}: {error}");
        }
    }

    #[test]
    fn to_is_the_last_day_and_from_the_first() {
        let day = |name, text| {
            Kind::Date.plain_value(name, text, NaiveDate::from_ymd_opt(2031, 3, 20).unwrap()).unwrap()
        };
        assert_eq!(day("from", "last month"), Value::Text("2031-02-01".into()));
        assert_eq!(day("to", "last month"), Value::Text("2031-02-28".into()));
    }
}
