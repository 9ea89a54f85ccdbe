//! What is asked of an archive by a command that gives rows, and what a manifest says of it.
//!
//! All answers of a command are of one moment: the archive is asked and described in one transaction, so that an import that
//! goes on meanwhile changes neither.

use std::time::Duration;

use chrono::{SecondsFormat, Utc};
use rusqlite::types::Value;

use crate::archive::schema::connection::ArchiveReader;
use crate::cli::terminal::watchdog::Watchdog;
use crate::cli::{CliError, Global};
use crate::output::manifest::{Answered, Archive, Manifest, Truncation};
use crate::output::{Cell, Column, Sink};
use crate::query::sandbox::Clock;
use crate::query::sandbox::run;
use crate::query::{Answer, DynSink, QueryError, provenance, sandbox};

/// A question, and what it is called.
#[derive(Debug, Clone, Copy)]
pub struct Question<'q> {
    /// The name of the canned query or the table.
    pub name: Option<&'q str>,
    /// A few words: a sheet's name, a page's head.
    pub title: Option<&'q str>,
    /// What is run.
    pub sql: &'q str,
    /// The values of its parameters.
    pub values: &'q [(String, Value)],
    /// At most so many rows, whatever the options say.
    pub limit: Option<u64>,
}

impl<'q> Question<'q> {
    /// A question without a name.
    pub fn of(sql: &'q str, values: &'q [(String, Value)]) -> Question<'q> {
        Question { name: None, title: None, sql, values, limit: None }
    }
}

/// An archive, closed in, whose answers are all of one moment.
pub struct Asked {
    /// The archive itself.
    pub archive: ArchiveReader,
    /// Which stops a question.
    pub clock: Clock,
    /// How long each question may take.
    time: Option<Duration>,
    _watchdog: Watchdog,
    /// What a manifest says of it.
    state: Option<Archive>,
}

impl Asked {
    /// Closes an archive in for at most `time`; describes it if a manifest will be written.
    pub fn begin(
        global: &Global,
        mut archive: ArchiveReader,
        time: Option<Duration>,
        described: bool,
    ) -> Result<Asked, CliError> {
        archive.execute_batch("BEGIN")?;
        let state = if described { Some(provenance::of(&archive, &global.db)?) } else { None };
        let clock = sandbox::close_in(&mut archive, time)?;
        let _watchdog = Watchdog::over(&clock);
        Ok(Asked { archive, clock, time, _watchdog, state })
    }

    /// Runs a question into a sink.
    pub fn run(
        &self,
        question: &Question,
        limit: Option<u64>,
        sink: &mut DynSink,
    ) -> Result<Answer, QueryError> {
        self.clock.start(self.time);
        run::run(&self.archive, question.sql, question.values, question.limit.or(limit), &self.clock, sink)
    }

    /// What a file's manifest says of these answers, if the archive was described.
    pub fn manifest(&self, answers: Vec<Answered>) -> Option<Manifest> {
        Some(Manifest {
            presscut: env!("CARGO_PKG_VERSION").into(),
            written_at: Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true),
            archive: self.state.clone()?,
            answers,
        })
    }
}

/// Keeps the names of the columns for the manifest, knows whether there was a result, and hands everything on.
pub(crate) struct Noting<'s, 'w> {
    inner: &'s mut DynSink<'w>,
    /// The columns' names.
    pub columns: Vec<String>,
    /// Whether there was a result.
    pub begun: bool,
}

impl<'s, 'w> Noting<'s, 'w> {
    /// Hands on to `inner`.
    pub fn over(inner: &'s mut DynSink<'w>) -> Noting<'s, 'w> {
        Noting { inner, columns: Vec::new(), begun: false }
    }
}

impl Sink for Noting<'_, '_> {
    fn title(&mut self, title: &str) {
        self.inner.title(title);
    }

    fn begin(&mut self, columns: &[Column]) -> std::io::Result<()> {
        self.begun = true;
        self.columns.extend(columns.iter().map(|column| column.name.clone()));
        self.inner.begin(columns)
    }

    fn row(&mut self, cells: &[Cell]) -> std::io::Result<()> {
        self.inner.row(cells)
    }

    fn finish(&mut self) -> std::io::Result<()> {
        self.inner.finish()
    }
}

/// What a manifest says of an answer.
pub(crate) fn answered(
    question: &Question,
    place: String,
    columns: Vec<String>,
    ended: Answer,
    remarks: Vec<String>,
) -> Answered {
    let value = |value: &Value| match value {
        Value::Null => serde_json::Value::Null,
        Value::Integer(number) => (*number).into(),
        Value::Real(number) => (*number).into(),
        Value::Text(text) => text.as_str().into(),
        Value::Blob(bytes) => crate::text::fingerprint::to_hex(bytes).into(),
    };
    Answered {
        place,
        name: question.name.map(str::to_string),
        sql: question.sql.to_string(),
        parameters: question.values.iter().map(|(name, given)| (name.clone(), value(given))).collect(),
        columns,
        rows: ended.rows(),
        truncated: match ended {
            Answer::Complete { .. } => Truncation::No,
            Answer::RowLimit { .. } => Truncation::RowLimit,
            Answer::TimeLimit { .. } | Answer::Interrupted { .. } => Truncation::TimeLimit,
        },
        remarks,
    }
}
