//! SQL of the user's: run read-only, explained, or kept as a query.

use std::path::{Path, PathBuf};

use crate::app::ask::answer::{AskContext, LimitedSession};
use crate::app::ask::error::AskError;
use crate::app::ask::question::Question;
use crate::app::ask::scope::AskScope;
use crate::app::output::{OutputPlan, RowsAbout, WrittenRows};
use crate::output::RowSource;
use crate::query::catalogue::user_queries::{QueryFolders, save_query};
use crate::query::{Provenance, QueryError, QuerySession, Value, open_archive};

pub use crate::query::TimeLimit;
pub use crate::query::sandbox::lex;
pub use crate::query::sandbox::script::SqlScript;

/// SQL to be run read-only.
#[derive(Debug, Clone, Copy)]
pub struct SqlRequest<'r> {
    /// The archive's file.
    pub archive: &'r Path,
    /// One or more statements.
    pub sql: &'r str,
    /// Names and values as the user gave them.
    pub parameters: &'r [(String, String)],
    /// What of the answer is wanted.
    pub scope: &'r AskScope,
    /// What becomes of the rows.
    pub plan: &'r OutputPlan,
}

/// Runs every statement and writes the rows of each.
///
/// # Errors
/// Where the SQL is wrong or not allowed, or the rows cannot be written.
pub fn run_sql(request: &SqlRequest) -> Result<WrittenRows, AskError> {
    let SqlRequest { archive, sql, parameters, scope, plan } = *request;
    let context = AskContext { archive, scope, time: plan.time, provenance: plan.provenance() };
    answer_sql(&context, sql, parameters, |question, limited, about, rows| {
        let facts = match plan.chart {
            Some(_) => Some(limited.session.chart_facts(archive, None, about.values)?),
            None => None,
        };
        let about = RowsAbout { facts: facts.as_ref(), ..*about };
        context.write(question, limited, &about, rows, plan)
    })
}

/// Runs every statement and lends the rows.
///
/// # Errors
/// Where there is no archive; and those of `work`.
pub(crate) fn answer_sql<T>(
    context: &AskContext,
    sql: &str,
    parameters: &[(String, String)],
    work: impl FnOnce(
        &Question,
        &LimitedSession,
        &RowsAbout,
        &mut dyn RowSource<Error = QueryError>,
    ) -> Result<T, AskError>,
) -> Result<T, AskError> {
    let values = typed_values(parameters);
    let limited = context.begin(open_archive(context.archive)?)?;
    let run = context.sql(sql);
    let script = SqlScript::parse(&run);
    let mut rows = limited.session.results(script.statements().collect(), &values);
    let about = RowsAbout { sql, values: &values, ..RowsAbout::default() };
    let question =
        Question::Sql { sql: sql.trim().to_string(), parameters: parameters.iter().cloned().collect() };
    work(&question, &limited, &about, &mut rows)
}

/// How SQLite will answer each statement, a line a step.
///
/// # Errors
/// Where the SQL is wrong or not allowed, or a parameter has no value.
pub fn explain_sql(
    archive: &Path,
    sql: &str,
    parameters: &[(String, String)],
) -> Result<Vec<Vec<String>>, AskError> {
    let session = unlimited_session(archive)?;
    let values = typed_values(parameters);
    let script = SqlScript::parse(sql);
    let plans = script.statements().map(|statement| session.explain(&statement, &values));
    Ok(plans.collect::<Result<_, _>>()?)
}

/// Keeps one statement as a query of the user's own, if SQLite can read it; gives its file.
///
/// # Errors
/// Where there are several statements, SQLite cannot read them, or the file cannot be made.
pub fn save_sql(archive: &Path, name: &str, sql: &str) -> Result<PathBuf, AskError> {
    let session = unlimited_session(archive)?;
    let script = SqlScript::parse(sql);
    let Some(statement) = script.single() else {
        return Err(AskError::Usage(format!("a query is one statement, and there are {}", script.len())));
    };
    session.check(&statement)?;
    Ok(save_query(QueryFolders::for_archive(archive, None).new_queries(), name, sql)?)
}

fn unlimited_session(archive: &Path) -> Result<QuerySession, AskError> {
    // Without a time there is nothing to be overdue.
    let limit = TimeLimit { time: None, on_overdue: || {} };
    Ok(QuerySession::begin(open_archive(archive)?, archive, limit, Provenance::NotDescribed)?)
}

/// The values of parameters: a whole number is one if it is written as one; "007" and "1e3" stay text.
pub(crate) fn typed_values(parameters: &[(String, String)]) -> Vec<(String, Value)> {
    let value = |text: &String| match text.parse::<i64>() {
        Ok(number) if number.to_string() == *text => Value::Integer(number),
        _ => Value::Text(text.clone()),
    };
    parameters.iter().map(|(name, text)| (name.clone(), value(text))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_numbers_written_plainly_are_numbers() {
        let value = |text: &str| typed_values(&[("x".into(), text.into())]).remove(0).1;
        assert_eq!(value("-7"), Value::Integer(-7));
        for text in ["007", "1e3", "1.5", "", "+7", "99999999999999999999"] {
            assert_eq!(value(text), Value::Text(text.into()));
        }
    }
}
