//! The way of any question to its rows: a session that is limited as the user wants, and rows of which only the new ones are
//! given, where that is wanted.

use std::borrow::Cow;
use std::path::Path;

use crate::app::ask::error::AskError;
use crate::app::ask::question::Question;
use crate::app::ask::scope::{AskScope, WantedRows};
use crate::app::output::new_rows::NewRows;
use crate::app::output::{NewRowsCount, OutputPlan, RowsAbout, WrittenRows, write_rows};
use crate::archive::asked_questions::{MAX_ROWS_REMEMBERED, remember_rows, shown_rows};
use crate::archive::schema::connection::ArchiveReader;
use crate::archive::schema::open;
use crate::archive::schema::read_only::can_be_changed;
use crate::output::RowSource;
use crate::query::import_limit::{limit_to_imports, look_up_related_anywhere};
use crate::query::{Provenance, QueryError, QuerySession, TimeLimit};

/// What is asked, and how.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AskContext<'r> {
    /// The archive's file.
    pub archive: &'r Path,
    /// What of the answer is wanted.
    pub scope: &'r AskScope,
    /// How long it may take.
    pub time: TimeLimit,
    /// Whether a manifest is wanted.
    pub provenance: Provenance,
}

/// A session that is limited to what is wanted.
pub(crate) struct LimitedSession {
    /// The session.
    pub session: QuerySession,
    /// The imports that it is limited to, in words.
    pub limited_to: Option<String>,
}

impl AskContext<'_> {
    /// Restricts an archive to reading, and to the imports that are wanted.
    pub fn begin(&self, archive: ArchiveReader) -> Result<LimitedSession, AskError> {
        let limited_to = match &self.scope.imports {
            Some(imports) => {
                let range = imports.range(&archive)?;
                limit_to_imports(&archive, &range)?;
                Some(match range.is_empty() {
                    true => format!("no import ({})", imports.describe()),
                    false => range.describe(),
                })
            }
            None => None,
        };
        let session = QuerySession::begin(archive, self.archive, self.time, self.provenance)?;
        Ok(LimitedSession { session, limited_to })
    }

    /// SQL as it is run in a session that may be limited.
    pub fn sql<'s>(&self, sql: &'s str) -> Cow<'s, str> {
        match self.scope.imports {
            Some(_) => look_up_related_anywhere(sql),
            None => Cow::Borrowed(sql),
        }
    }

    /// Writes rows: all of them, or those that are new to the question.
    pub fn write(
        &self,
        question: &Question,
        limited: &LimitedSession,
        about: &RowsAbout,
        rows: &mut dyn RowSource<Error = QueryError>,
        plan: &OutputPlan,
    ) -> Result<WrittenRows, AskError> {
        let about = RowsAbout {
            archive: limited.session.state(),
            archive_file: limited.session.path(),
            limited_to: limited.limited_to.as_deref(),
            ..*about
        };
        let is_remembered = match self.scope.rows {
            WantedRows::All => return write_rows(plan, &about, rows),
            WantedRows::New => true,
            WantedRows::NewUnremembered => false,
        };
        if is_remembered && !can_be_changed(self.archive) {
            return Err(AskError::Failed(format!(
                "{} cannot be written, and --new remembers in it what was shown: --peek shows what is new and remembers nothing",
                self.archive.display()
            )));
        }
        let key = question.key(self.scope)?;
        let shown = shown_rows(limited.session.unlimited(), &key)?;
        let hashes = shown.as_ref().map_or(&[][..], |shown| &shown.hashes);
        let mut new = NewRows::of(rows, hashes);
        let written = write_rows(plan, &about, &mut new)?;
        let news = NewRowsCount { since: shown.map(|shown| shown.asked_at), all: new.all(), is_remembered };
        if is_remembered {
            remember(self.archive, &key, new)?;
        }
        Ok(WrittenRows { news: Some(news), ..written })
    }
}

/// Remembers what was shown.
fn remember(archive: &Path, key: &str, new: NewRows<QueryError>) -> Result<(), AskError> {
    if new.are_too_many() {
        return Err(AskError::Usage(format!(
            "of one question {MAX_ROWS_REMEMBERED} rows can be remembered, and this one has more: nothing is remembered. Ask \
             for less, or limit it with --import last"
        )));
    }
    let Some(hashes) = new.into_remembered() else { return Ok(()) };
    open::change(archive, |archive| remember_rows(archive, key, &hashes)).map_err(AskError::from)
}
