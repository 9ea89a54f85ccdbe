//! Parameters of canned queries, as their heads declare them: types, defaults, examples.
//!
//! A day can be given as "2024-10-03", "2024-10", "2024", "last month" or "-30d": a parameter named `to`, or
//! whose name ends so (`other_to`), means the last day of that, any other the first. An entity or a source can be given by any of its names, without case, accents and stops.

use chrono::NaiveDate;
use rusqlite::types::Value;

use crate::query::catalogue::day_phrases;
use crate::query::suggest::did_you_mean;

/// What a parameter takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParameterKind {
    /// Anything.
    Text,
    /// A whole number.
    Int,
    /// A number from 0 to 1.
    Share,
    /// yes or no.
    Bool,
    /// A day, or a month or year for its first or last day.
    Date,
    /// A name or alias; the SQL gets its key.
    Entity,
    /// A paper's name or domain; the SQL gets its name.
    Source,
    /// A tag that something has.
    Tag,
    /// One of a few words.
    Choice(Vec<String>),
}

impl ParameterKind {
    /// As the head writes it.
    pub fn describe(&self) -> String {
        match self {
            ParameterKind::Text => "text".into(),
            ParameterKind::Int => "int".into(),
            ParameterKind::Share => "share".into(),
            ParameterKind::Bool => "bool".into(),
            ParameterKind::Date => "date".into(),
            ParameterKind::Entity => "entity".into(),
            ParameterKind::Source => "source".into(),
            ParameterKind::Tag => "tag".into(),
            ParameterKind::Choice(choices) => choices.join("|"),
        }
    }
}

/// What a parameter is where the user gives no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DefaultValue {
    /// It has to be given.
    Required,
    /// The SQL gets null.
    Null,
    /// The SQL gets what this text means.
    Text(String),
}

impl DefaultValue {
    /// Whether the user has to give a value.
    pub fn is_required(&self) -> bool {
        *self == DefaultValue::Required
    }
}

/// A parameter of a canned query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// As it is given, and used in the SQL after a colon.
    pub name: String,
    /// What it takes.
    pub kind: ParameterKind,
    /// What it is where it is not given.
    pub default: DefaultValue,
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
    pub fn parse(text: &str) -> Result<Parameter, String> {
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
            Some((kind, "none")) => (kind, DefaultValue::Null),
            Some((kind, default)) => (kind, DefaultValue::Text(unquoted(default))),
            None => (inside, DefaultValue::Required),
        };
        let kind = ParameterKind::parse(kind)?;
        let default_text = match &default {
            DefaultValue::Text(text) => Some(text),
            DefaultValue::Required | DefaultValue::Null => None,
        };
        let given = [("default", default_text), ("example", example.as_ref())];
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

impl ParameterKind {
    fn parse(text: &str) -> Result<ParameterKind, String> {
        Ok(match text.trim() {
            "text" => ParameterKind::Text,
            "int" => ParameterKind::Int,
            "share" => ParameterKind::Share,
            "bool" => ParameterKind::Bool,
            "date" => ParameterKind::Date,
            "entity" => ParameterKind::Entity,
            "source" => ParameterKind::Source,
            "tag" => ParameterKind::Tag,
            kind => match kind.strip_prefix("choice(").and_then(|rest| rest.strip_suffix(')')) {
                Some(choices) if !choices.trim().is_empty() => ParameterKind::Choice(
                    choices.split(',').map(|choice| choice.trim().to_string()).collect(),
                ),
                Some(_) => return Err("a choice needs words to choose from: choice(a, b)".into()),
                None => {
                    let types = "text, int, share, bool, date, entity, source, tag or choice(a, b)";
                    return Err(format!("unknown type {kind}: {types}"));
                }
            },
        })
    }

    /// What the SQL gets, where no archive has to be asked; text for names. The error ends "… is not".
    pub(crate) fn plain_value(&self, name: &str, text: &str, today: NaiveDate) -> Result<Value, String> {
        Ok(match self {
            ParameterKind::Text | ParameterKind::Entity | ParameterKind::Source | ParameterKind::Tag => {
                Value::Text(text.into())
            }
            ParameterKind::Int => {
                Value::Integer(text.trim().parse().map_err(|_| "a whole number".to_string())?)
            }
            ParameterKind::Share => {
                let share = text.trim().parse().ok().filter(|share| (0.0..=1.0).contains(share));
                Value::Real(share.ok_or("a number from 0 to 1")?)
            }
            ParameterKind::Bool => match text.trim().to_lowercase().as_str() {
                "yes" | "true" | "1" | "on" => Value::Integer(1),
                "no" | "false" | "0" | "off" => Value::Integer(0),
                _ => return Err("yes or no".into()),
            },
            ParameterKind::Date => {
                let (first, last) = day_phrases::span(text, today)
                    .ok_or_else(|| format!("a day: write {}", day_phrases::FORMS))?;
                Value::Text(if name == "to" || name.ends_with("_to") { last } else { first }.to_string())
            }
            ParameterKind::Choice(choices) => {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_has_a_type_a_default_an_example_and_a_line_of_help() {
        let read =
            Parameter::parse("type (choice(a, b), default a, example \"b\"): which (of them): one").unwrap();
        assert_eq!(read.kind, ParameterKind::Choice(vec!["a".into(), "b".into()]));
        assert_eq!((read.default, read.example.as_deref()), (DefaultValue::Text("a".into()), Some("b")));
        assert_eq!(read.help, "which (of them): one");
        for (wrong, says) in [
            ("x text: a", "a parameter is written"),
            ("X y (text): a", "is no name"),
            ("x (choice()): a", "a choice needs words"),
            ("x (choice(a, b), default c): a", "the default \"c\" is not one of a, b"),
            ("x (date, example soon): a", "the example \"soon\" is not a day"),
            ("x (bool, default perhaps): a", "the default \"perhaps\" is not yes or no"),
        ] {
            let error = Parameter::parse(wrong).unwrap_err();
            assert!(error.contains(says), "{wrong}: {error}");
        }
    }

    #[test]
    fn to_is_the_last_day_and_from_the_first() {
        let day = |name, text| {
            ParameterKind::Date
                .plain_value(name, text, NaiveDate::from_ymd_opt(2031, 3, 20).unwrap())
                .unwrap()
        };
        assert_eq!(day("from", "last month"), Value::Text("2031-02-01".into()));
        assert_eq!(day("to", "last month"), Value::Text("2031-02-28".into()));
    }
}
