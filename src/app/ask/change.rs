//! SQL that changes an archive, all of it or nothing, after a backup.

use std::path::{Path, PathBuf};

use chrono::Utc;

use crate::app::ask::error::AskError;
use crate::app::ask::sql::typed_values;
use crate::app::backup;
use crate::app::backup::{BackupError, BackupRequest};
use crate::app::output::{OutputPlan, RowsAbout, WrittenRows, write_rows};
use crate::archive::schema::lock::WriterLock;
use crate::query::sandbox::script::SqlScript;
use crate::query::write::Write;
use crate::query::{QuerySession, TimeLimit, open_archive};

pub use crate::query::write::{Keep, TableChange};

/// SQL that may change an archive.
#[derive(Debug, Clone, Copy)]
pub struct ChangeRequest<'r> {
    /// The archive's file.
    pub archive: &'r Path,
    /// One or more statements.
    pub sql: &'r str,
    /// Names and values as the user gave them.
    pub parameters: &'r [(String, String)],
    /// Whether the changes stay, or are only counted.
    pub keep: Keep,
    /// Where the backup goes; beside the archive where this says nothing.
    pub backup: Option<&'r Path>,
    /// What becomes of rows that the statements give.
    pub plan: &'r OutputPlan,
}

/// What a change has done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeOutcome {
    /// The rows that the statements gave. Where they were stopped, nothing has changed.
    pub rows: WrittenRows,
    /// The backup and its size in bytes, where one was made and is still of use.
    pub backup: Option<(PathBuf, u64)>,
    /// What changed, by table.
    pub changed: Vec<TableChange>,
}

/// Why nothing has changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// The change was not begun.
    #[error(transparent)]
    NotBegun(AskError),
    /// It was taken back.
    #[error(transparent)]
    TakenBack(AskError),
}

/// Backs up, changes, and gives what changed.
///
/// # Errors
/// Where another program is writing, the backup cannot be made, or a statement fails.
pub fn change_archive(request: &ChangeRequest) -> Result<ChangeOutcome, ChangeError> {
    let ChangeRequest { archive, sql, parameters, keep, backup, plan } = *request;
    let values = typed_values(parameters);
    let script = SqlScript::parse(sql);
    let copied = match keep {
        Keep::All if backup.is_some() || !only_reads(archive, &script, plan.time)? => Copied::Before(backup),
        _ => Copied::Never,
    };
    let (lock, copy) = prepare(archive, copied).map_err(ChangeError::NotBegun)?;
    let mut change = Write::begin(archive, plan.time, lock, &script, &values, keep)
        .map_err(|error| ChangeError::NotBegun(error.into()))?;
    let about = RowsAbout { sql, values: &values, ..RowsAbout::default() };
    let written = write_rows(plan, &about, &mut change);
    let undone = match &written {
        Ok(rows) => rows.end.stopped.is_some(),
        Err(_) => true,
    };
    if let (true, Some((copy, _)), None) = (undone, &copy, backup) {
        // A copy of an archive that is as it was: not worth a word if it stays.
        let _ = std::fs::remove_file(copy);
    }
    let rows = written.map_err(ChangeError::TakenBack)?;
    Ok(ChangeOutcome { rows, backup: copy.filter(|_| !undone), changed: change.into_changed() })
}

/// Whether all statements read and change nothing: then there is nothing to go back to.
fn only_reads(archive: &Path, script: &SqlScript, time: TimeLimit) -> Result<bool, ChangeError> {
    let reader = open_archive(archive).map_err(|error| ChangeError::NotBegun(error.into()))?;
    let session = QuerySession::live(reader, time).map_err(|error| ChangeError::NotBegun(error.into()))?;
    Ok(script.statements().all(|statement| session.check(&statement).is_ok()))
}

/// Whether the archive is copied before it is changed.
enum Copied<'b> {
    /// It is not: nothing is kept, or nothing is changed.
    Never,
    /// To this file, or one beside the archive.
    Before(Option<&'b Path>),
}

/// Keeps other writers away, and makes the backup.
fn prepare(archive: &Path, copied: Copied<'_>) -> Result<(WriterLock, Option<(PathBuf, u64)>), AskError> {
    // No archive is made where there is none, and an old one is not brought up to date before its backup.
    drop(open_archive(archive)?);
    let lock = WriterLock::take_soon(archive)?;
    let Copied::Before(backup) = copied else { return Ok((lock, None)) };
    let to = backup.map_or_else(|| backup_beside(archive), Path::to_path_buf);
    let made = backup::run(&BackupRequest { archive: archive.into(), to: to.clone() })?;
    Ok((lock, Some((to, made.bytes))))
}

impl From<BackupError> for AskError {
    fn from(error: BackupError) -> AskError {
        match error {
            BackupError::Archive(error) => error.into(),
            BackupError::Io(error) => AskError::Io(error),
            BackupError::Exists { .. } => AskError::Failed(error.to_string()),
        }
    }
}

/// "presscut-before-20310316T081500Z.db", of the archive "presscut.db".
fn backup_beside(archive: &Path) -> PathBuf {
    let stem = archive.file_stem().unwrap_or_default().to_string_lossy();
    let extension = archive.extension().map_or("db".into(), |extension| extension.to_string_lossy());
    let now = Utc::now().format("%Y%m%dT%H%M%SZ");
    let name = |number: u32| match number {
        1 => archive.with_file_name(format!("{stem}-before-{now}.{extension}")),
        number => archive.with_file_name(format!("{stem}-before-{now}-{number}.{extension}")),
    };
    let mut number = 1;
    while name(number).exists() {
        number += 1;
    }
    name(number)
}
