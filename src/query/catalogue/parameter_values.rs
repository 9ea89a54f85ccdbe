//! What the SQL of a canned query gets for the values that a user gives.

use rusqlite::types::Value;

use crate::archive::schema::connection::ArchiveReader;
use crate::query::QueryError;
use crate::query::catalogue::canned_query::CannedQuery;
use crate::query::catalogue::day_phrases;
use crate::query::catalogue::parameters::{DefaultValue, Parameter, ParameterKind};
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
    let mut values = Vec::with_capacity(query.parameters.len());
    for (parameter, text) in given_texts(query, given)? {
        if text.is_none() && parameter.default.is_required() {
            let name = &parameter.name;
            return Err(wrong(query, format!("{name} needs a value: give it with -p {name} VALUE")));
        }
        let value = match text {
            Some(text) => parameter_value(&parameter.name, &parameter.kind, text, archive)
                .map_err(|error| if error.is_usage() { wrong(query, error.to_string()) } else { error })?,
            None => Value::Null,
        };
        values.push((parameter.name.clone(), value));
    }
    Ok(values)
}

/// The query's parameters, each with the text that the user gave for it or its default.
///
/// # Errors
/// Where the query has no parameter of a name that was given.
pub(crate) fn given_texts<'q>(
    query: &'q CannedQuery,
    given: &'q [(String, String)],
) -> Result<Vec<(&'q Parameter, Option<&'q str>)>, QueryError> {
    for (name, _) in given {
        if !query.parameters.iter().any(|parameter| parameter.name == *name) {
            let near = did_you_mean(name, query.parameters.iter().map(|parameter| parameter.name.as_str()));
            return Err(wrong(query, format!("{} has no parameter {name}{near}", query.name)));
        }
    }
    let text_of = |parameter: &'q Parameter| {
        let text =
            given.iter().rev().find(|(name, _)| *name == parameter.name).map(|(_, text)| text.as_str());
        text.or(match &parameter.default {
            DefaultValue::Text(default) => Some(default.as_str()),
            DefaultValue::Null | DefaultValue::Required => None,
        })
    };
    Ok(query.parameters.iter().map(|parameter| (parameter, text_of(parameter))).collect())
}

fn wrong(query: &CannedQuery, reason: String) -> QueryError {
    QueryError::Parameter { reason, query: query.name.clone(), parameters: query.parameter_list() }
}
