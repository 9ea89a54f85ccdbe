//! A canned query, run: its rows, their counts by a facet, or a chart of them.

use std::collections::BTreeMap;
use std::path::Path;

use crate::app::ask::answer::{AskContext, LimitedSession};
use crate::app::ask::error::AskError;
use crate::app::ask::question::Question;
use crate::app::ask::scope::{AskScope, WantedRows};
use crate::app::output::{LeftOut, OutputPlan, RowsAbout, WrittenRows};
use crate::output::RowSource;
use crate::output::chart::declaration::DeclaredChart;
use crate::query::catalogue::dialect::query_in_dialect;
use crate::query::catalogue::parameter_values::parameter_values;
use crate::query::catalogue::user_queries::QueryFolders;
use crate::query::sandbox::script::SqlScript;
use crate::query::why_empty::explain_empty_days;
use crate::query::{Provenance, QueryError, QuerySession, TimeLimit, Value, open_archive};

pub use crate::query::catalogue::canned_query::{CannedQuery, QueryOrigin};
pub use crate::query::catalogue::dialect::Dialect;
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
    /// What of the answer is wanted.
    pub scope: &'r AskScope,
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

/// The SQL of a canned query for another engine, with the values that were given; no archive is asked.
///
/// # Errors
/// Where the query runs in presscut only, or a value is wrong.
pub fn translate_query(
    query: &CannedQuery,
    dialect: Dialect,
    parameters: &[(String, String)],
) -> Result<String, AskError> {
    Ok(query_in_dialect(query, dialect, parameters)?)
}

/// Runs a canned query and writes its rows.
///
/// # Errors
/// Where a value is wrong, the query cannot be run, or the rows cannot be written.
pub fn run_canned(request: &CannedRequest) -> Result<WrittenRows, AskError> {
    let CannedRequest { archive, query, facet, scope, plan, .. } = *request;
    let is_by_rule = plan.chart.as_ref().is_some_and(|columns| !columns.names_columns());
    if let Some(nothing) = query.chart.as_ref().and_then(DeclaredChart::why_none).filter(|_| is_by_rule) {
        return Err(AskError::Usage(format!("{} {nothing}", query.name)));
    }
    let context = AskContext { archive, scope, time: plan.time, provenance: plan.provenance() };
    answer_canned(&context, &request.asked(), |question, limited, about, rows| {
        let facts = match plan.chart {
            Some(_) => Some(limited.session.chart_facts(archive, Some(query), about.values)?),
            None => None,
        };
        let about = &RowsAbout { facts: facts.as_ref(), ..*about };
        let written = context.write(question, limited, about, rows, plan)?;
        let is_whole = facet.is_none() && written.end.stopped.is_none() && scope.rows == WantedRows::All;
        let left_out = match is_whole {
            true => count_left_out(&limited.session, about, Some(written.end.rows))?,
            false => None,
        };
        let why_empty = match written.is_empty_answer() {
            true => explain_empty(archive, limited, request, about)?,
            false => Vec::new(),
        };
        Ok(WrittenRows { left_out, why_empty, ..written })
    })
}

/// What was asked of a query that has no rows, and why it may have none.
fn explain_empty(
    archive: &Path,
    limited: &LimitedSession,
    request: &CannedRequest,
    about: &RowsAbout,
) -> Result<Vec<String>, AskError> {
    let given = request.parameters.iter().map(|(name, text)| format!("{name} {text}"));
    let limit = limited.limited_to.iter().map(|imports| format!("only what {imports} brought or changed"));
    let asked: Vec<String> = given.chain(limit).collect();
    let mut reasons = Vec::new();
    if !asked.is_empty() {
        reasons.push(format!("{} has none with {}", request.query.name, asked.join(", ")));
    }
    reasons.extend(explain_empty_days(archive, about.values)?);
    Ok(reasons)
}

/// A canned query with its parameters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AskedQuery<'r> {
    /// The query.
    pub query: &'r CannedQuery,
    /// Names and values as the user gave them.
    pub parameters: &'r [(String, String)],
    /// Count the rows by this rather than give them.
    pub facet: Option<&'r str>,
}

impl<'r> CannedRequest<'r> {
    fn asked(&self) -> AskedQuery<'r> {
        AskedQuery { query: self.query, parameters: self.parameters, facet: self.facet }
    }
}

/// Runs a canned query and lends its rows.
///
/// # Errors
/// Where a value is wrong or the query cannot be run; and those of `work`.
pub(crate) fn answer_canned<T>(
    context: &AskContext,
    asked: &AskedQuery,
    work: impl FnOnce(
        &Question,
        &LimitedSession,
        &RowsAbout,
        &mut dyn RowSource<Error = QueryError>,
    ) -> Result<T, AskError>,
) -> Result<T, AskError> {
    let AskedQuery { query, parameters, facet } = *asked;
    let connection = open_archive(context.archive)?;
    let values = parameter_values(query, &with_setting(context.scope, asked), &connection)?;
    check_query(context.archive, query, context.time)?;
    let limited = context.begin(connection)?;
    let sql = context.sql(&query.sql);
    let counting = match facet {
        Some(facet) => Some(limited.session.count_by(&SqlScript::parse(&sql), facet)?),
        None => None,
    };
    let about = RowsAbout {
        name: Some(&query.name),
        title: Some(&query.title),
        sql: counting.as_deref().unwrap_or(&sql),
        values: &values,
        note: query.note.as_deref(),
        // Counts by a facet are other rows than those that the chart is declared for.
        chart: query.chart.as_ref().filter(|_| facet.is_none()),
        ..RowsAbout::default()
    };
    let question = Question::Query {
        name: query.name.clone(),
        parameters: understood_parameters(query, parameters, &values),
        facet: facet.map(str::to_string),
    };
    let script = SqlScript::parse(about.sql);
    let mut rows = limited.session.single_result(&script, about.values)?;
    work(&question, &limited, &about, &mut rows)
}

/// The parameters, with the confidence that the settings ask for before those that the user gave.
fn with_setting(scope: &AskScope, asked: &AskedQuery) -> Vec<(String, String)> {
    let takes = asked.query.parameters.iter().any(|parameter| parameter.name == MIN_CONFIDENCE);
    let setting = scope.min_confidence.iter().filter(|_| takes);
    let setting = setting.map(|share| (MIN_CONFIDENCE.to_string(), share.clone()));
    setting.chain(asked.parameters.iter().cloned()).collect()
}

/// The parameters that were given, as they were understood: an entity by its key, whatever it was called. Days stay as they
/// were given, so that "last week" is the same question next week.
fn understood_parameters(
    query: &CannedQuery,
    given: &[(String, String)],
    values: &[(String, Value)],
) -> BTreeMap<String, String> {
    let mut understood = BTreeMap::new();
    for (name, text) in given {
        let is_day = |parameter: &Parameter| parameter.name == *name && parameter.kind == ParameterKind::Date;
        let value = values.iter().find(|(known, _)| known == name).map(|(_, value)| value);
        let value = match value {
            Some(Value::Text(value)) if !query.parameters.iter().any(is_day) => value.clone(),
            Some(Value::Integer(number)) => number.to_string(),
            Some(Value::Real(number)) => number.to_string(),
            _ => text.trim().to_lowercase(),
        };
        understood.insert(name.clone(), value);
    }
    understood
}

/// The parameter of queries that leave out what is less certain.
pub(crate) const MIN_CONFIDENCE: &str = "min_confidence";

/// The rows that a query has more without its limit of confidence; none where it has no such limit. `shown` is how many it has
/// with it, where that is known: the query is asked again for what is not.
pub(crate) fn count_left_out(
    session: &QuerySession,
    about: &RowsAbout,
    shown: Option<u64>,
) -> Result<Option<LeftOut>, AskError> {
    let limit = about.values.iter().find(|(name, _)| name == MIN_CONFIDENCE);
    let Some(&(_, Value::Real(min_confidence))) = limit else { return Ok(None) };
    if min_confidence == 0.0 {
        return Ok(Some(LeftOut { rows: 0, min_confidence: min_confidence.to_string() }));
    }
    let without: Vec<(String, Value)> = about
        .values
        .iter()
        .map(|(name, value)| {
            let limit = name == MIN_CONFIDENCE;
            (name.clone(), if limit { Value::Real(0.0) } else { value.clone() })
        })
        .collect();
    let all = session.count_rows_of(about.sql, &without)?;
    let shown = match shown {
        Some(shown) => shown,
        None => session.count_rows_of(about.sql, about.values)?,
    };
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
