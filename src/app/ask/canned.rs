//! A canned query, run: its rows, their counts by a facet, or a chart of them.

use std::path::Path;

use crate::app::ask::error::AskError;
use crate::app::ask::rows::write_single_result;
use crate::app::output::{LeftOut, OutputPlan, RowsAbout, WrittenRows};
use crate::query::catalogue::parameter_values::parameter_values;
use crate::query::catalogue::query_named;
use crate::query::catalogue::user_queries::QueryFolders;
use crate::query::sandbox::script::SqlScript;
use crate::query::{Provenance, QuerySession, TimeLimit, Value, open_archive};

pub use crate::query::catalogue::canned_query::{CannedQuery, QueryOrigin};
pub use crate::query::catalogue::parameters::{DefaultValue, Parameter, ParameterKind};

/// A canned query to be run.
#[derive(Debug, Clone, Copy)]
pub struct CannedRequest<'r> {
    /// The archive's file.
    pub archive: &'r Path,
    /// The query.
    pub query: &'r CannedQuery,
    /// Names and values as the user gave them; of a name the last value counts.
    pub parameters: &'r [(String, String)],
    /// Count the rows by this rather than give them.
    pub facet: Option<&'r str>,
    /// What becomes of the rows.
    pub plan: &'r OutputPlan,
}

/// Finds a canned query: the user's own first, then presscut's.
///
/// # Errors
/// Where there is none of that name, or its file is wrong.
pub fn find_query(archive: &Path, queries: Option<&Path>, name: &str) -> Result<CannedQuery, AskError> {
    Ok(QueryFolders::for_archive(archive, queries).query_named(name)?)
}

/// Finds a canned query of presscut's own.
///
/// # Errors
/// Where there is none of that name.
pub fn find_own_query(name: &str) -> Result<CannedQuery, AskError> {
    Ok(query_named(name)?)
}

/// Runs a canned query and writes its rows.
///
/// # Errors
/// Where a value is wrong, the query cannot be run, or the rows cannot be written.
pub fn run_canned(request: &CannedRequest) -> Result<WrittenRows, AskError> {
    let CannedRequest { archive, query, parameters, facet, plan } = *request;
    let connection = open_archive(archive)?;
    let values = parameter_values(query, parameters, &connection)?;
    check_query(archive, query, plan.time)?;
    let session = QuerySession::begin(connection, archive, plan.time, plan.provenance())?;
    let counting = match facet {
        Some(facet) => Some(session.count_by(&SqlScript::parse(&query.sql), facet)?),
        None => None,
    };
    let about = RowsAbout {
        name: Some(&query.name),
        title: Some(&query.title),
        sql: counting.as_deref().unwrap_or(&query.sql),
        values: &values,
        note: query.note.as_deref(),
        ..RowsAbout::default()
    };
    let written = write_single_result(&session, &about, plan)?;
    let is_whole = facet.is_none() && written.end.stopped.is_none();
    let left_out = if is_whole { count_left_out(&session, query, &values)? } else { None };
    Ok(WrittenRows { left_out, ..written })
}

/// The parameter of queries that leave out what is less certain.
const MIN_CONFIDENCE: &str = "min_confidence";

/// The rows that a query has more without its limit of confidence; none where it has no such limit.
fn count_left_out(
    session: &QuerySession,
    query: &CannedQuery,
    values: &[(String, Value)],
) -> Result<Option<LeftOut>, AskError> {
    let limit = values.iter().find(|(name, _)| name == MIN_CONFIDENCE);
    let Some(&(_, Value::Real(min_confidence))) = limit else { return Ok(None) };
    let without: Vec<(String, Value)> = values
        .iter()
        .map(|(name, value)| {
            let limit = name == MIN_CONFIDENCE;
            (name.clone(), if limit { Value::Real(0.0) } else { value.clone() })
        })
        .collect();
    let (all, shown) =
        (session.count_rows_of(&query.sql, &without)?, session.count_rows_of(&query.sql, values)?);
    Ok(Some(LeftOut { rows: all.saturating_sub(shown), min_confidence: min_confidence.to_string() }))
}

/// Whether the SQL of a user's own query prepares, with the functions and limits that it will have when it is run.
/// presscut's own do, and a test says so.
///
/// # Errors
/// Where it does not, with the line.
pub(crate) fn check_query(archive: &Path, query: &CannedQuery, time: TimeLimit) -> Result<(), AskError> {
    if query.origin == QueryOrigin::Catalogue {
        return Ok(());
    }
    let no_limit = TimeLimit { time: None, ..time };
    let session = QuerySession::begin(open_archive(archive)?, archive, no_limit, Provenance::NotDescribed)?;
    Ok(session.check_query(query)?)
}
