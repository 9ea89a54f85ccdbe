//! SQL that changes an archive: in one transaction, which is kept whole or not at all, and with a count of what it changed.
//!
//! It can change rows, and make tables, views and indexes of its own; presscut's own tables it can neither drop nor
//! alter. Before anything is kept, what `presscut check` promises of the rows that were touched is checked, and a change that
//! breaks a promise is taken back, with the command that does such a thing. Files and settings are out of reach, as for a question ([`crate::query::sandbox`]). Triggers keep the full-text indexes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use rusqlite::hooks::{Action, AuthAction, AuthContext, Authorization};
use rusqlite::types::Value;

use crate::archive::check::Touched;
use crate::archive::schema::connection::{ArchiveReader, ArchiveWriter};
use crate::archive::schema::lock::WriterLock;
use crate::archive::schema::{migrations, open};
use crate::archive::{ArchiveError, check};
use crate::output::{RowSource, Sink, StopReason, StreamEnd};
use crate::query::command_instead::command_instead;
use crate::query::sandbox;
use crate::query::sandbox::Clock;
use crate::query::sandbox::lex::Token;
use crate::query::sandbox::run;
use crate::query::sandbox::script::{SqlScript, Statement};
use crate::query::sandbox::watchdog::Watchdog;
use crate::query::session::TimeLimit;
use crate::query::{QueryError, vocabulary};

/// What became of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableChange {
    /// Its name.
    pub table: String,
    /// Rows that are new.
    pub added: u64,
    /// Rows that are other than before.
    pub changed: u64,
    /// Rows that are gone.
    pub deleted: u64,
}

/// Whether the changes stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// They do.
    All,
    /// They are only counted.
    Nothing,
}

/// A script that changes an archive, whose rows (`RETURNING`, `SELECT`) are a source.
pub struct Write<'w> {
    script: &'w SqlScript<'w>,
    parameters: &'w [(String, Value)],
    keep: Keep,
    /// `None` once it has run.
    open: Option<OpenTransaction>,
    changed: Vec<TableChange>,
}

struct OpenTransaction {
    archive: ArchiveWriter,
    clock: Clock,
    _watchdog: Watchdog,
    counts: Arc<Mutex<BTreeMap<String, TableChange>>>,
    /// What the statements may change.
    touched: Arc<Mutex<Touched>>,
    /// The archive as it was before.
    before_change: ArchiveReader,
    /// Tables of which SQLite reports no changes, and how many rows they had.
    before: Vec<(String, u64)>,
    // Fields are dropped in order: the lock goes when the archive is closed.
    lock: WriterLock,
}

impl<'w> Write<'w> {
    /// Opens an archive that is there, and begins.
    ///
    /// # Errors
    /// Where another program is writing to it.
    pub fn begin(
        path: &Path,
        limit: TimeLimit,
        lock: WriterLock,
        script: &'w SqlScript<'w>,
        parameters: &'w [(String, Value)],
        keep: Keep,
    ) -> Result<Write<'w>, QueryError> {
        let before_change = open::reading(path)?;
        let mut archive = open::writing(path)?;
        let own = own_names()?;
        let clock = sandbox::set_limits(archive.connection_mut(), limit.time)?;
        let _watchdog = Watchdog::over(&clock, limit.on_overdue);
        let connection = archive.connection_mut();
        connection
            .execute_batch("BEGIN IMMEDIATE")
            .map_err(|error| ArchiveError::where_in_use(path, error))?;
        let counts = Arc::new(Mutex::new(BTreeMap::new()));
        let counted = Arc::clone(&counts);
        connection
            .update_hook(Some(move |action, _: &str, table: &str, _| count(&counted, action, table)))?;
        let touched = Arc::new(Mutex::new(Touched::new()));
        let noted = Arc::clone(&touched);
        connection.authorizer(Some(move |context: AuthContext| {
            note_touched(&noted, &context);
            authorize_writing(&context, &own)
        }))?;
        let before = rows_before(connection, script);
        let open =
            Some(OpenTransaction { archive, clock, _watchdog, counts, touched, before_change, before, lock });
        Ok(Write { script, parameters, keep, open, changed: Vec::new() })
    }

    /// What changed; nothing where a statement failed, or time was up.
    pub fn into_changed(self) -> Vec<TableChange> {
        self.changed
    }

    fn run_statements(&self, open: &OpenTransaction, sink: &mut dyn Sink) -> Result<StreamEnd, QueryError> {
        let statements: Vec<Statement> = self.script.statements().collect();
        run::refuse_unused(&statements, self.parameters)?;
        if statements.is_empty() {
            return Err(QueryError::NoSql);
        }
        let mut rows = 0;
        for statement in &statements {
            let end = run::run_statement(
                open.archive.connection(),
                statement,
                self.parameters,
                None,
                &open.clock,
                sink,
            )?;
            match end {
                Some(StreamEnd { stopped: None | Some(StopReason::RowLimit), rows: given }) => rows += given,
                Some(stopped) => return Ok(stopped),
                None => {}
            }
        }
        Ok(StreamEnd::complete(rows))
    }
}

impl RowSource for Write<'_> {
    type Error = QueryError;

    fn results(&self) -> usize {
        self.script.statements().filter(Statement::gives_rows).count()
    }

    /// Runs every statement and ends the transaction, before the rows are put in their place. A change is all or nothing,
    /// so it has no row limit.
    ///
    /// # Errors
    /// As for a question; and where a change breaks a rule of the archive.
    fn stream_into(&mut self, _limit: Option<u64>, sink: &mut dyn Sink) -> Result<StreamEnd, QueryError> {
        let Some(open) = self.open.take() else { return Ok(StreamEnd::complete(0)) };
        let ended = self.run_statements(&open, sink).and_then(|end| {
            open.refuse_broken_promises()?;
            Ok(end)
        });
        let complete = matches!(ended, Ok(StreamEnd { stopped: None, .. }));
        let changed = open.end(complete && self.keep == Keep::All)?;
        if complete {
            self.changed = changed;
        }
        ended
    }
}

impl OpenTransaction {
    /// Whether the archive is still what it promises to be. This is presscut's own question: the user's time does not count.
    fn refuse_broken_promises(&self) -> Result<(), QueryError> {
        self.clock.start(None);
        let mut touched = self.touched.lock().unwrap_or_else(PoisonError::into_inner).clone();
        // What went because something else did.
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let deleted = counts.values().filter(|change| change.deleted > 0);
        touched.extend(deleted.map(|change| (change.table.to_lowercase(), None)));
        drop(counts);
        let broken = check::newly_broken(&self.before_change, &self.archive, &touched)?;
        let Some(first) = broken.first() else { return Ok(()) };
        let example = first.example.as_deref().unwrap_or("a row");
        Err(QueryError::Sql(format!(
            "the archive promises that {}, and {example} would break that. {}",
            first.promise,
            command_instead(touched.iter().map(|(table, _)| vocabulary::view_of(table)))
        )))
    }

    /// Commits or rolls back, closes the archive, and gives what the statements changed.
    fn end(mut self, commit: bool) -> Result<Vec<TableChange>, QueryError> {
        self.archive.connection_mut().authorizer(None::<fn(AuthContext) -> Authorization>)?;
        self.archive.connection_mut().progress_handler(0, None::<fn() -> bool>)?;
        let mut changed: Vec<TableChange> = {
            let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
            counts.values().cloned().collect()
        };
        let net = |(table, before): &(String, u64)| net_change(self.archive.connection(), table, *before);
        changed.extend(self.before.iter().filter_map(net));
        // A statement that was stopped has taken all of it back already.
        if !self.archive.connection().is_autocommit() {
            self.archive.connection().execute_batch(if commit { "COMMIT" } else { "ROLLBACK" })?;
        }
        open::close(self.archive)?;
        drop(self.lock);
        Ok(changed)
    }
}

/// Notes what a statement may change.
fn note_touched(touched: &Mutex<Touched>, context: &AuthContext) {
    let entry = match context.action {
        AuthAction::Insert { table_name } | AuthAction::Delete { table_name } => (table_name, None),
        AuthAction::Update { table_name, column_name } => (table_name, Some(column_name)),
        _ => return,
    };
    let (table, column) = (entry.0.to_lowercase(), entry.1.map(str::to_lowercase));
    touched.lock().unwrap_or_else(PoisonError::into_inner).insert((table, column));
}

/// Tables without row numbers, of which SQLite reports no change, if the SQL names them; and how many rows they have.
fn rows_before(archive: &Connection, script: &SqlScript) -> Vec<(String, u64)> {
    let without = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND wr = 1";
    let tables = || -> rusqlite::Result<Vec<String>> {
        archive.prepare(without)?.query_map([], |row| row.get(0))?.collect()
    };
    let named: Vec<String> = script.tokens().iter().filter_map(Token::name).map(str::to_lowercase).collect();
    let is_named = |table: &String| {
        named.contains(&table.to_lowercase()) || named.iter().any(|name| name == vocabulary::view_of(table))
    };
    let tables = tables().unwrap_or_default().into_iter().filter(is_named);
    tables
        .filter_map(|table| {
            let rows = vocabulary::count_rows(archive, &table).ok()?;
            Some((table, rows))
        })
        .collect()
}

/// What a table has more or fewer than before.
fn net_change(archive: &Connection, table: &str, before: u64) -> Option<TableChange> {
    let after = vocabulary::count_rows(archive, table).ok()?;
    let (added, deleted) = (after.saturating_sub(before), before.saturating_sub(after));
    (added + deleted > 0).then(|| TableChange {
        table: vocabulary::view_of(table).into(),
        added,
        deleted,
        changed: 0,
    })
}

/// SQLite reports every row of a table that has row numbers; what it does to full-text indexes is not for people.
fn count(counts: &Mutex<BTreeMap<String, TableChange>>, action: Action, table: &str) {
    if is_full_text(table) || table.starts_with("sqlite_") {
        return;
    }
    let table = vocabulary::view_of(table);
    let mut counts = counts.lock().unwrap_or_else(PoisonError::into_inner);
    let entry = counts.entry(table.to_string());
    let counted = entry.or_insert_with(|| TableChange { table: table.to_string(), ..TableChange::default() });
    match action {
        Action::SQLITE_INSERT => counted.added += 1,
        Action::SQLITE_UPDATE => counted.changed += 1,
        Action::SQLITE_DELETE => counted.deleted += 1,
        _ => {}
    }
}

fn is_full_text(table: &str) -> bool {
    ["articles_fts", "quotes_fts", "articles_unspaced"].iter().any(|index| table.starts_with(index))
}

/// The names of presscut's own tables, views, indexes and triggers.
fn own_names() -> Result<BTreeSet<String>, ArchiveError> {
    let mut fresh = Connection::open_in_memory()?;
    migrations::migrate(&mut fresh)?;
    let names: BTreeSet<String> = fresh
        .prepare("SELECT lower(name) FROM sqlite_schema")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(names)
}

fn authorize_writing(context: &AuthContext, own: &BTreeSet<String>) -> Authorization {
    use AuthAction as A;
    let unless_own = |name: &str| {
        if own.contains(&name.to_lowercase()) { Authorization::Deny } else { Authorization::Allow }
    };
    match context.action {
        A::Select | A::Read { .. } | A::Recursive | A::Insert { .. } | A::Update { .. } => {
            Authorization::Allow
        }
        // "Ignore" makes SQLite delete row by row, so that every row is counted. Dropping a table asks for this too, and
        // would then be passed over: so not for tables that may be dropped.
        A::Delete { table_name } => {
            let counted = own.contains(&table_name.to_lowercase()) && !is_full_text(table_name);
            if counted { Authorization::Ignore } else { Authorization::Allow }
        }
        A::CreateTable { .. } | A::CreateIndex { .. } | A::CreateView { .. } => Authorization::Allow,
        // A trigger on presscut's own tables would run at every import.
        A::CreateTrigger { table_name, .. } => unless_own(table_name),
        A::CreateTempTable { .. } | A::CreateTempIndex { .. } | A::CreateTempView { .. } => {
            Authorization::Allow
        }
        A::CreateVtable { module_name, .. } if module_name.eq_ignore_ascii_case("fts5") => {
            Authorization::Allow
        }
        A::DropTempTable { .. } | A::DropTempIndex { .. } | A::DropTempView { .. } => Authorization::Allow,
        A::DropTable { table_name: name } | A::DropVtable { table_name: name, .. } => unless_own(name),
        A::DropView { view_name: name } | A::DropIndex { index_name: name, .. } => unless_own(name),
        A::DropTrigger { trigger_name: name, .. } | A::AlterTable { table_name: name, .. } => {
            unless_own(name)
        }
        A::Reindex { .. } | A::Analyze { .. } => Authorization::Allow,
        A::Function { function_name } => sandbox::authorize_function(function_name),
        A::Pragma { pragma_name, pragma_value } => sandbox::authorize_pragma(pragma_name, pragma_value),
        _ => Authorization::Deny,
    }
}
