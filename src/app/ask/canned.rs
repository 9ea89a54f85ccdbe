//! A canned query, run: its rows, their counts by a facet, or a chart of them.

use std::path::Path;

use crate::app::ask::error::AskError;
use crate::app::ask::rows::write_single_result;
use crate::app::output::{OutputPlan, RowsAbout, WrittenRows};
use crate::query::catalogue::parameter_values::parameter_values;
use crate::query::catalogue::query_named;
use crate::query::catalogue::user_queries::QueryFolders;
use crate::query::sandbox::script::SqlScript;
use crate::query::{Provenance, QuerySession, TimeLimit, open_archive};

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
        archive: None,
    };
    write_single_result(&session, &about, plan)
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
