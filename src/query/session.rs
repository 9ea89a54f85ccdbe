//! An archive that is asked questions: restricted to reading, limited in time, and described for manifests.
//!
//! All answers of a command are of one moment: the archive is asked and described in one transaction, so that an import
//! that runs meanwhile changes neither. A shell stays open for hours and sees what imports bring, so it has no transaction.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::ToSql;
use rusqlite::types::Value;

use crate::archive::schema::connection::ArchiveReader;
use crate::archive::schema::open;
use crate::output::TableSchema;
use crate::output::chart::ChartFacts;
use crate::output::manifest::Archive;
use crate::query::catalogue::canned_query::CannedQuery;
use crate::query::export::table_schemas;
use crate::query::sandbox::Clock;
use crate::query::sandbox::run::{StatementRows, check_readable};
use crate::query::sandbox::script::{SqlScript, Statement};
use crate::query::sandbox::watchdog::Watchdog;
use crate::query::{QueryError, chart_facts, facets, provenance, sandbox, vocabulary};

/// How long a question may run, and who is called where it cannot be stopped.
#[derive(Debug, Clone, Copy)]
pub struct TimeLimit {
    /// The time of SQLite alone; `None` is no limit.
    pub time: Option<Duration>,
    /// Called from another thread where a question is still running some seconds after its time, inside a step that
    /// SQLite cannot interrupt.
    pub on_overdue: fn(),
}

/// Opens an archive that is there, in a way that cannot change it.
///
/// # Errors
/// Where there is none, or it is of another version.
pub fn open_archive(path: &Path) -> Result<ArchiveReader, QueryError> {
    Ok(open::reading(path)?)
}

/// Opens an archive for reading, all of it as of this moment.
///
/// # Errors
/// Where there is none, or it is of another version.
pub fn open_snapshot(path: &Path) -> Result<ArchiveReader, QueryError> {
    let archive = open_archive(path)?;
    archive.connection().execute_batch("BEGIN")?;
    Ok(archive)
}

/// Whether a manifest will say what the answers came from; that costs a pass over the archive's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provenance {
    /// It will.
    Described,
    /// It will not.
    NotDescribed,
}

/// An archive, restricted to reading.
pub struct QuerySession {
    archive: ArchiveReader,
    clock: Clock,
    time: Option<Duration>,
    _watchdog: Watchdog,
    state: Option<Archive>,
    /// The archive's file, where all answers are of one moment.
    path: Option<PathBuf>,
}

/// A time limit that is no longer than a ceiling, if there is one.
fn at_most(time: Option<Duration>, ceiling: Option<Duration>) -> Option<Duration> {
    match (time, ceiling) {
        (Some(time), Some(ceiling)) => Some(time.min(ceiling)),
        (time, ceiling) => time.or(ceiling),
    }
}

impl QuerySession {
    /// Restricts an archive whose answers are all to be of this moment; describes it where a manifest is wanted.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn begin(
        archive: ArchiveReader,
        path: &Path,
        limit: TimeLimit,
        provenance: Provenance,
    ) -> Result<QuerySession, QueryError> {
        archive.connection().execute_batch("BEGIN")?;
        let state = match provenance {
            Provenance::Described => Some(provenance::describe_archive(archive.connection(), path)?),
            Provenance::NotDescribed => None,
        };
        Ok(QuerySession { state, path: Some(path.into()), ..QuerySession::live(archive, limit)? })
    }

    /// Restricts an archive whose answers are each of the moment of their question.
    ///
    /// # Errors
    /// Where SQLite does not take a setting.
    pub fn live(mut archive: ArchiveReader, limit: TimeLimit) -> Result<QuerySession, QueryError> {
        let time = at_most(limit.time, archive.time_ceiling());
        let clock = sandbox::restrict_to_reading(archive.connection_mut(), time)?;
        let _watchdog = Watchdog::over(&clock, limit.on_overdue);
        Ok(QuerySession { archive, clock, time, _watchdog, state: None, path: None })
    }

    /// What a manifest says of the archive, if it was described.
    pub fn state(&self) -> Option<&Archive> {
        self.state.as_ref()
    }

    /// The archive's file, where all answers are of one moment.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The clock that stops a question, also from another thread.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Sets how long each question may run from now on.
    pub fn set_time(&mut self, time: Option<Duration>) {
        self.time = at_most(time, self.archive.time_ceiling());
    }

    /// The archive, for questions of presscut's own, which have no time limit where the schema is presscut's own too.
    pub fn unlimited(&self) -> &ArchiveReader {
        self.clock.start(self.archive.time_ceiling());
        &self.archive
    }

    /// The rows of the only statement of a script.
    ///
    /// # Errors
    /// Where there are several statements, or none.
    pub fn single_result<'a>(
        &'a self,
        script: &'a SqlScript<'a>,
        values: &'a [(String, Value)],
    ) -> Result<StatementRows<'a>, QueryError> {
        match script.single() {
            Some(statement) => Ok(self.results(vec![statement], values)),
            None if script.is_empty() => Err(QueryError::NothingToShow),
            None => Err(QueryError::SeveralStatements),
        }
    }

    /// The rows of statements, a result each.
    pub fn results<'a>(
        &'a self,
        statements: Vec<Statement<'a, 'a>>,
        values: &'a [(String, Value)],
    ) -> StatementRows<'a> {
        StatementRows::new(self.archive.connection(), &self.clock, self.time, statements, values)
    }

    /// SQL that counts the rows of a statement by a facet: see [`facets::count_by`].
    ///
    /// # Errors
    /// Where the SQL is wrong, or its rows have nothing to count by under that name.
    pub fn count_by(&self, script: &SqlScript, facet: &str) -> Result<String, QueryError> {
        facets::count_by(self.archive.connection(), script, facet)
    }

    /// How SQLite will answer a statement, a line a step.
    ///
    /// # Errors
    /// Where the SQL is wrong or not allowed, or a parameter is missing.
    pub fn explain(
        &self,
        statement: &Statement,
        values: &[(String, Value)],
    ) -> Result<Vec<String>, QueryError> {
        sandbox::plan::describe_plan(self.unlimited().connection(), statement, values)
    }

    /// Whether SQLite can read a statement, and it gives rows.
    ///
    /// # Errors
    /// Where it cannot, or does not.
    pub fn check(&self, statement: &Statement) -> Result<(), QueryError> {
        check_readable(self.archive.connection(), statement)
    }

    /// Whether a canned query's SQL fits the archive's schema.
    ///
    /// # Errors
    /// Where it does not, with the line.
    pub fn check_query(&self, query: &CannedQuery) -> Result<(), QueryError> {
        Ok(query.check(self.unlimited().connection())?)
    }

    /// What a chart says around its picture: see [`chart_facts::chart_facts`].
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn chart_facts(
        &self,
        path: &Path,
        query: Option<&CannedQuery>,
        values: &[(String, Value)],
    ) -> Result<ChartFacts, QueryError> {
        chart_facts::chart_facts(self.unlimited().connection(), path, query, values)
    }

    /// Tables, then views.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn table_names(&self) -> Result<Vec<String>, QueryError> {
        Ok(vocabulary::tables(self.unlimited().connection())?)
    }

    /// The columns of a table or view; none where it cannot be read.
    pub fn column_names(&self, table: &str) -> Option<Vec<String>> {
        vocabulary::columns(self.unlimited().connection(), table).ok()
    }

    /// The types of a table's columns, and what is known of it; `None` where these are not known.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn table_schema(&self, table: &str) -> Result<Option<TableSchema>, QueryError> {
        table_schemas::schema_of_table(self.unlimited().connection(), table)
    }

    /// The functions that SQL can call.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn function_names(&self) -> Result<Vec<String>, QueryError> {
        Ok(vocabulary::functions(self.unlimited().connection())?)
    }

    /// How many rows a query has with these values; its time is limited as that of the query is.
    ///
    /// # Errors
    /// Where it cannot be run or takes too long.
    pub fn count_rows_of(&self, sql: &str, values: &[(String, Value)]) -> Result<u64, QueryError> {
        self.single_number(&format!("SELECT count(*) FROM (\n{sql}\n)"), values)
    }

    /// The one number that a statement gives.
    ///
    /// # Errors
    /// Where it cannot be run or takes too long.
    pub(crate) fn single_number(&self, sql: &str, values: &[(String, Value)]) -> Result<u64, QueryError> {
        self.clock.start(self.time);
        let names: Vec<String> = values.iter().map(|(name, _)| format!(":{name}")).collect();
        let bound: Vec<(&str, &dyn ToSql)> =
            names.iter().zip(values).map(|(name, (_, value))| (name.as_str(), value as &dyn ToSql)).collect();
        Ok(self.archive.connection().query_row(sql, bound.as_slice(), |row| row.get(0))?)
    }

    /// How many rows a table has; none where it cannot be read.
    pub fn count_rows(&self, table: &str) -> u64 {
        vocabulary::count_rows(self.unlimited().connection(), table).unwrap_or(0)
    }
}
