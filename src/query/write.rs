//! SQL that changes an archive: in one transaction, which is kept whole or not at all, and with a count of what it changed.
//!
//! It can change rows, and make tables, views and indexes of its own; presscut's own tables it can neither drop nor
//! alter. Files and settings are as far away as for a question ([`crate::query::sandbox`]). Triggers keep the full-text indexes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::hooks::{Action, AuthAction, AuthContext, Authorization};
use rusqlite::types::Value;

use crate::archive::ArchiveError;
use crate::archive::schema::connection::ArchiveWriter;
use crate::archive::schema::lock::WriterLock;
use crate::archive::schema::{migrations, open};
use crate::query::sandbox;
use crate::query::sandbox::Clock;
use crate::query::sandbox::{lex, run};
use crate::query::{Answer, DynSink, QueryError};

/// What became of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changed {
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

/// An archive that is about to be changed.
pub struct Write {
    archive: ArchiveWriter,
    clock: Clock,
    counts: Arc<Mutex<BTreeMap<String, Changed>>>,
    // Fields are dropped in order: the lock goes when the archive is closed.
    lock: WriterLock,
}

impl Write {
    /// Opens an archive that is there, and begins.
    ///
    /// # Errors
    /// Where another program is writing to it.
    pub fn begin(path: &Path, time: Option<Duration>, lock: WriterLock) -> Result<Write, QueryError> {
        let mut archive = open::writing(path).map_err(QueryError::Archive)?;
        let own = own_names().map_err(QueryError::Archive)?;
        let clock = sandbox::bound(&mut archive, time)?;
        archive.execute_batch("BEGIN IMMEDIATE")?;
        let counts = Arc::new(Mutex::new(BTreeMap::new()));
        let counted = Arc::clone(&counts);
        archive.update_hook(Some(move |action, _: &str, table: &str, _| count(&counted, action, table)))?;
        archive.authorizer(Some(move |context: AuthContext| writing(&context, &own)))?;
        Ok(Write { archive, clock, counts, lock })
    }

    /// The clock that stops it.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Runs every statement, its rows (`RETURNING`, `SELECT`) going into the sink, and tells what changed. Where one of
    /// them fails, or time is up, nothing has changed.
    ///
    /// # Errors
    /// As for a question; and where a change breaks a rule of the archive.
    pub fn run(
        self,
        sql: &str,
        parameters: &[(String, Value)],
        keep: Keep,
        sink: &mut DynSink,
    ) -> Result<(Answer, Vec<Changed>), QueryError> {
        let before = self.counted_whole(sql);
        let ended = self.statements(sql, parameters, sink);
        let Write { mut archive, counts, lock, .. } = self;
        archive.authorizer(None::<fn(AuthContext) -> Authorization>)?;
        archive.progress_handler(0, None::<fn() -> bool>)?;
        let complete = matches!(ended, Ok(Answer::Complete { .. }));
        let mut changed: Vec<Changed> = {
            let counts = counts.lock().unwrap_or_else(PoisonError::into_inner);
            counts.values().cloned().collect()
        };
        changed.extend(before.iter().filter_map(|(table, before)| net(&archive, table, *before)));
        // A statement that was stopped has taken all of it back already.
        if !archive.is_autocommit() {
            archive.execute_batch(if complete && keep == Keep::All { "COMMIT" } else { "ROLLBACK" })?;
        }
        open::close(archive).map_err(QueryError::Archive)?;
        drop(lock);
        Ok((ended?, if complete { changed } else { Vec::new() }))
    }

    fn statements(
        &self,
        sql: &str,
        parameters: &[(String, Value)],
        sink: &mut DynSink,
    ) -> Result<Answer, QueryError> {
        run::all_are_used(sql, parameters)?;
        let statements = lex::statements(sql);
        if statements.is_empty() {
            return Err(QueryError::Usage("there is no SQL in it".into()));
        }
        let mut rows = 0;
        for one in statements {
            match run::statement(&self.archive, one.text, parameters, None, &self.clock, sink)? {
                Some(answer @ (Answer::TimeLimit { .. } | Answer::Interrupted { .. })) => return Ok(answer),
                Some(answer) => rows += answer.rows(),
                None => {}
            }
        }
        Ok(Answer::Complete { rows })
    }

    /// Tables without row numbers, of which SQLite tells no change, if the SQL names them; and how many rows they have.
    fn counted_whole(&self, sql: &str) -> Vec<(String, u64)> {
        let without =
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND wr = 1";
        let tables = || -> rusqlite::Result<Vec<String>> {
            self.archive.prepare(without)?.query_map([], |row| row.get(0))?.collect()
        };
        let named: Vec<String> =
            lex::tokens(sql).iter().filter_map(lex::Token::name).map(str::to_lowercase).collect();
        let tables =
            tables().unwrap_or_default().into_iter().filter(|table| named.contains(&table.to_lowercase()));
        tables.filter_map(|table| Some((table.clone(), rows_of(&self.archive, &table)?))).collect()
    }
}

fn rows_of(archive: &Connection, table: &str) -> Option<u64> {
    let sql = format!("SELECT count(*) FROM \"{}\"", table.replace('"', "\"\""));
    archive.query_row(&sql, [], |row| row.get(0)).ok()
}

/// What a table has more or fewer than before.
fn net(archive: &Connection, table: &str, before: u64) -> Option<Changed> {
    let after = rows_of(archive, table)?;
    let (added, deleted) = (after.saturating_sub(before), before.saturating_sub(after));
    (added + deleted > 0).then(|| Changed { table: table.into(), added, deleted, changed: 0 })
}

/// SQLite tells of every row of a table that has row numbers; what it does to full-text indexes is not for people.
fn count(counts: &Mutex<BTreeMap<String, Changed>>, action: Action, table: &str) {
    if is_full_text(table) || table.starts_with("sqlite_") {
        return;
    }
    let mut counts = counts.lock().unwrap_or_else(PoisonError::into_inner);
    let entry = counts.entry(table.to_string());
    let counted = entry.or_insert_with(|| Changed { table: table.to_string(), ..Changed::default() });
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

fn writing(context: &AuthContext, own: &BTreeSet<String>) -> Authorization {
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
        A::CreateTable { .. } | A::CreateIndex { .. } | A::CreateView { .. } | A::CreateTrigger { .. } => {
            Authorization::Allow
        }
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
        A::Function { function_name } => sandbox::function(function_name),
        A::Pragma { pragma_name, pragma_value } => sandbox::pragma(pragma_name, pragma_value),
        _ => Authorization::Deny,
    }
}
