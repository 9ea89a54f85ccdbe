//! A canned query as another engine takes it: the same SQL, with what engines spell differently.
//!
//! Canned queries keep to what SQLite, DuckDB and Spark share. Left to translate are parameters, names in marks, numbers with
//! a fraction (an engine that counts in decimals rounds otherwise) and the escapes of texts. Values are bound: they are
//! written into the SQL, days and numbers as presscut understands them. Names are looked up by the engine itself, in the
//! tables that it has; a value that is needed and not given stays the engine's own parameter. Texts are compared and
//! ordered by their bytes (Unicode's code points), null first.

use std::fmt::Write;

use rusqlite::types::Value;

use crate::query::QueryError;
use crate::query::catalogue::canned_query::CannedQuery;
use crate::query::catalogue::day_phrases;
use crate::query::catalogue::parameter_values::given_texts;
use crate::query::catalogue::parameters::{Parameter, ParameterKind};
use crate::query::functions::FUNCTIONS;
use crate::query::sandbox::lex;
use crate::query::sandbox::lex::TokenKind;
use crate::text::name_key::key_or_name;
use crate::text::sql_names::quoted_name;

/// An engine's SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite's, in a program that has no functions of presscut's.
    Sqlite,
    /// DuckDB's.
    DuckDb,
    /// Spark's.
    Spark,
}

impl Dialect {
    /// As the command line names it.
    pub fn as_str(self) -> &'static str {
        match self {
            Dialect::Sqlite => "sqlite",
            Dialect::DuckDb => "duckdb",
            Dialect::Spark => "spark",
        }
    }

    /// A name in the marks of the engine.
    pub(crate) fn quoted_name(self, name: &str) -> String {
        match self {
            Dialect::Spark => format!("`{}`", name.replace('`', "``")),
            Dialect::Sqlite | Dialect::DuckDb => quoted_name(name),
        }
    }

    /// A text as a literal.
    pub(crate) fn text_literal(self, text: &str) -> String {
        let text = match self {
            // A backslash escapes there.
            Dialect::Spark => text.replace('\\', "\\\\").replace('\'', "\\'"),
            Dialect::Sqlite | Dialect::DuckDb => text.replace('\'', "''"),
        };
        format!("'{text}'")
    }

    /// The engine's type for text.
    pub(crate) fn text_type(self) -> &'static str {
        match self {
            Dialect::Sqlite => "TEXT",
            Dialect::DuckDb => "VARCHAR",
            Dialect::Spark => "STRING",
        }
    }

    fn type_of(self, kind: &ParameterKind) -> &'static str {
        match kind {
            ParameterKind::Int | ParameterKind::Bool => "BIGINT",
            ParameterKind::Share => "DOUBLE",
            _ => self.text_type(),
        }
    }

    /// A parameter that the engine binds.
    fn parameter(self, parameter: &Parameter) -> String {
        let mark = if self == Dialect::DuckDb { '$' } else { ':' };
        format!("CAST({mark}{} AS {})", parameter.name, self.type_of(&parameter.kind))
    }
}

/// Whether a query calls a function that only presscut has. A column may have the name of one.
pub fn needs_presscut(query: &CannedQuery) -> bool {
    let mut tokens = lex::tokens(query.statement());
    tokens.retain(lex::Token::is_significant);
    tokens
        .windows(2)
        .any(|pair| pair[1].text == "(" && FUNCTIONS.iter().any(|function| pair[0].is(function.name)))
}

/// The SQL of a query for an engine, with the values that were given.
///
/// # Errors
/// Where the query needs presscut's own functions, or a value is none of its type.
pub fn query_in_dialect(
    query: &CannedQuery,
    dialect: Dialect,
    given: &[(String, String)],
) -> Result<String, QueryError> {
    if needs_presscut(query) {
        let name = &query.name;
        return Err(QueryError::Usage(format!(
            "{name} calls functions that only presscut has, and runs in no other engine: presscut query {name}"
        )));
    }
    let texts = given_texts(query, given)?;
    let mut sql = String::with_capacity(query.sql.len() * 2);
    for token in lex::tokens(query.statement()) {
        let named = |(parameter, _): &&(&Parameter, Option<&str>)| {
            token.text.strip_prefix(':') == Some(parameter.name.as_str())
        };
        match token.kind {
            TokenKind::Parameter => match texts.iter().find(named) {
                Some((parameter, text)) => sql += &value_sql(dialect, parameter, *text)?,
                None => sql += token.text,
            },
            TokenKind::Quoted => sql += &dialect.quoted_name(token.name().unwrap_or(token.text)),
            TokenKind::Number if token.text.contains('.') && dialect != Dialect::Sqlite => {
                // Writing to a String cannot fail.
                let _ = write!(sql, "{}e0", token.text);
            }
            TokenKind::Text if token.closed => {
                let inside = token.text[1..token.text.len() - 1].replace("''", "'");
                sql += &dialect.text_literal(&inside);
            }
            _ => sql += token.text,
        }
    }
    Ok(format!("{}\n", sql.trim_end()))
}

/// A parameter's value as SQL.
fn value_sql(dialect: Dialect, parameter: &Parameter, text: Option<&str>) -> Result<String, QueryError> {
    let Some(text) = text else {
        return Ok(match parameter.default.is_required() {
            true => looked_up(dialect, parameter, None),
            false if dialect == Dialect::Sqlite => "NULL".into(),
            false => format!("CAST(NULL AS {})", dialect.type_of(&parameter.kind)),
        });
    };
    if matches!(parameter.kind, ParameterKind::Entity | ParameterKind::Source) {
        return Ok(looked_up(dialect, parameter, Some(text)));
    }
    let name = &parameter.name;
    let value = parameter.kind.plain_value(name, text, day_phrases::today()?);
    let value =
        value.map_err(|needs| QueryError::Usage(format!("parameter {name}: {text:?} is not {needs}")))?;
    Ok(match value {
        Value::Null => "NULL".into(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => format!("{number:?}e0"),
        Value::Text(text) if parameter.kind == ParameterKind::Tag => {
            dialect.text_literal(&text.trim().to_lowercase())
        }
        Value::Text(text) => dialect.text_literal(&text),
        Value::Blob(_) => return Err(QueryError::Usage(format!("parameter {name} cannot be bytes"))),
    })
}

/// A name as the tables of the engine have it; without a text the name is the engine's parameter.
fn looked_up(dialect: Dialect, parameter: &Parameter, text: Option<&str>) -> String {
    match (&parameter.kind, text) {
        (ParameterKind::Entity, text) => {
            let key = match text {
                Some(text) => dialect.text_literal(&key_or_name(text)),
                None => format!("lower(trim({}))", dialect.parameter(parameter)),
            };
            format!(
                "coalesce((SELECT min(e0.key) FROM entities e0 WHERE e0.key = {key}), \
                 (SELECT min(e0.key) FROM aliases x0 JOIN entities e0 ON e0.id = x0.entity_id WHERE x0.key = {key}), {key})"
            )
        }
        (ParameterKind::Source, text) => {
            let name =
                text.map_or_else(|| dialect.parameter(parameter), |text| dialect.text_literal(text.trim()));
            format!(
                "coalesce((SELECT min(s0.name) FROM sources s0 WHERE lower(s0.name) = lower({name}) OR s0.domain = lower({name})), \
                 {name})"
            )
        }
        (_, Some(text)) => dialect.text_literal(text),
        (_, None) => dialect.parameter(parameter),
    }
}
