//! What the SQL of a canned query gets for the values that a user gives.

use rusqlite::types::Value;

use crate::archive::schema::connection::ArchiveReader;
use crate::query::QueryError;
use crate::query::catalogue::canned_query::CannedQuery;
use crate::query::catalogue::day_phrases;
use crate::query::catalogue::parameters::{DefaultValue, ParameterKind};
use crate::query::resolve::{resolve_entity, resolve_source, resolve_tag};
use crate::query::suggest::did_you_mean;

/// What the SQL gets for a user's word for a parameter of this name and type.
///
/// # Errors
/// A value of another type, or a name that the archive does not know.
pub fn parameter_value(
    name: &str,
    kind: &ParameterKind,
    text: &str,
    archive: &ArchiveReader,
) -> Result<Value, QueryError> {
    match kind {
        ParameterKind::Entity => Ok(Value::Text(resolve_entity(archive, text)?.key().to_string())),
        ParameterKind::Tag => Ok(Value::Text(resolve_tag(archive, text)?)),
        ParameterKind::Source => Ok(Value::Text(resolve_source(archive, text)?.name)),
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
pub fn parameter_values(
    query: &CannedQuery,
    given: &[(String, String)],
    archive: &ArchiveReader,
) -> Result<Vec<(String, Value)>, QueryError> {
    let wrong = |reason: String| QueryError::Parameter {
        reason,
        query: query.name.clone(),
        parameters: query.parameter_list(),
    };
    for (name, _) in given {
        if !query.parameters.iter().any(|parameter| parameter.name == *name) {
            let near = did_you_mean(name, query.parameters.iter().map(|parameter| parameter.name.as_str()));
            return Err(wrong(format!("{} has no parameter {name}{near}", query.name)));
        }
    }
    let mut values = Vec::with_capacity(query.parameters.len());
    for parameter in &query.parameters {
        let text =
            given.iter().rev().find(|(name, _)| *name == parameter.name).map(|(_, text)| text.as_str());
        let text = match (text, &parameter.default) {
            (Some(text), _) => Some(text),
            (None, DefaultValue::Null) => None,
            (None, DefaultValue::Text(default)) => Some(default.as_str()),
            (None, DefaultValue::Required) => {
                return Err(wrong(format!(
                    "{} needs a value: give it with -p {} VALUE",
                    parameter.name, parameter.name
                )));
            }
        };
        let value = match text {
            Some(text) => parameter_value(&parameter.name, &parameter.kind, text, archive)
                .map_err(|error| if error.is_usage() { wrong(error.to_string()) } else { error })?,
            None => Value::Null,
        };
        values.push((parameter.name.clone(), value));
    }
    Ok(values)
}
