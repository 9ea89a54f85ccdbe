//! The ledger: which runs there were, which files they read, which records they turned away.
//!
//! Takes counts and reasons from the importer, gives ids for the rows that point here. A file that a run has
//! read to its end under the same settings is known by its SHA-256 and need not be read again.

pub(crate) mod observations;
pub mod rejects;
pub mod stored_rejects;
pub mod undo;

use std::path::Path;

use chrono::{SecondsFormat, Utc};
use rusqlite::{Connection, OptionalExtension, params};

use crate::archive::ArchiveError;
use crate::model::Origin;
use crate::text::fingerprint::sha256_hex;
use observations::Met;

/// A run's row in `imports`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportId(pub i64);

/// A file's row in `import_files`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileId(pub i64);

/// How many records became what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Articles that the archive did not have.
    pub new: u64,
    /// Articles that it had just so.
    pub unchanged: u64,
    /// Articles that it had in another version, now a revision.
    pub revised: u64,
    /// New rows whose text another article already has.
    pub duplicate: u64,
    /// Records that are no article, or cannot be read.
    pub rejected: u64,
    /// Openings of other stories, found on new or revised pages.
    pub teasers: u64,
}

impl Counts {
    /// Adds others to these.
    pub fn add(&mut self, others: &Counts) {
        self.new += others.new;
        self.unchanged += others.unchanged;
        self.revised += others.revised;
        self.duplicate += others.duplicate;
        self.rejected += others.rejected;
        self.teasers += others.teasers;
    }

    /// Records that were read, taken or not.
    pub fn records(&self) -> u64 {
        self.new + self.unchanged + self.revised + self.duplicate + self.rejected
    }
}

/// How a run or a file ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// At its end.
    Done,
    /// Stopped by the user; what was read before is in.
    Interrupted,
    /// By an error; what was read before is in.
    Failed,
}

impl Ending {
    fn as_str(self) -> &'static str {
        match self {
            Ending::Done => "done",
            Ending::Interrupted => "interrupted",
            Ending::Failed => "failed",
        }
    }
}

/// How a file ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileEnd {
    /// At its end, or before.
    pub ending: Ending,
    /// What was met in it that is no record of a scrape, and nothing to turn away.
    pub passed_over: u64,
}

/// A file as the importer meets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFacts {
    /// As the user named it.
    pub path: String,
    /// Of its bytes, in hexadecimal; `None` for standard input and for what cannot be read.
    pub sha256: Option<String>,
    /// How many bytes, where that is known.
    pub bytes: Option<u64>,
    /// What it was taken for.
    pub format: Option<&'static str>,
    /// The options that decide what its records become.
    pub settings: String,
}

/// A record that is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// Where it stood; record 0 is the whole file.
    pub origin: Origin,
    /// One or two words, for grouping.
    pub rule: String,
    /// For people, with the evidence.
    pub reason: String,
    /// Its bytes.
    pub raw: Vec<u8>,
    /// What was read of it before it was judged, as JSON, if it was the gate that turned it away.
    pub scrape: Option<String>,
}

pub(crate) fn now() -> String {
    Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Enters a run.
pub fn begin_import(connection: &Connection, command: &str) -> Result<ImportId, ArchiveError> {
    connection.execute(
        "INSERT INTO imports (started_at, status, command, version) VALUES (?1, 'running', ?2, ?3)",
        params![now(), command, env!("CARGO_PKG_VERSION")],
    )?;
    Ok(ImportId(connection.last_insert_rowid()))
}

/// Enters that runs which were killed are over; only for whoever holds the lock.
pub fn close_killed_imports(connection: &Connection) -> Result<(), ArchiveError> {
    connection.execute_batch(
        "UPDATE imports SET status = 'interrupted' WHERE status = 'running';
         UPDATE import_files SET status = 'interrupted' WHERE status = 'reading';",
    )?;
    Ok(())
}

/// Enters how far a run has come, so that one that is killed has its counts too.
pub fn enter_progress(
    connection: &Connection,
    import: ImportId,
    counts: &Counts,
    file: Option<(FileId, &Counts)>,
) -> Result<(), ArchiveError> {
    enter_counts(connection, import, counts)?;
    if let Some((file, counts)) = file {
        connection
            .prepare_cached("UPDATE import_files SET records = ?2, rejected = ?3 WHERE id = ?1")?
            .execute(params![file.0, counts.records(), counts.rejected])?;
    }
    Ok(())
}

fn enter_counts(connection: &Connection, import: ImportId, counts: &Counts) -> Result<(), ArchiveError> {
    connection
        .prepare_cached(
            "UPDATE imports SET \"new\" = ?2, unchanged = ?3, revised = ?4, duplicate = ?5, rejected = ?6, teasers = ?7
             WHERE id = ?1",
        )?
        .execute(params![
            import.0, counts.new, counts.unchanged, counts.revised, counts.duplicate, counts.rejected, counts.teasers
        ])?;
    Ok(())
}

/// Enters how a run ended.
pub fn end_import(
    connection: &Connection,
    import: ImportId,
    ending: Ending,
    counts: &Counts,
) -> Result<(), ArchiveError> {
    enter_counts(connection, import, counts)?;
    connection.execute(
        "UPDATE imports SET finished_at = ?2, status = ?3 WHERE id = ?1",
        params![import.0, now(), ending.as_str()],
    )?;
    Ok(())
}

/// Enters that a run broke off by an error; its counts are those of its last batch.
pub fn fail_import(connection: &Connection, import: ImportId) -> Result<(), ArchiveError> {
    connection.execute(
        "UPDATE imports SET finished_at = ?2, status = 'failed' WHERE id = ?1",
        params![import.0, now()],
    )?;
    connection.execute(
        "UPDATE import_files SET status = 'failed' WHERE import_id = ?1 AND status = 'reading'",
        [import.0],
    )?;
    Ok(())
}

/// Enters a file that is about to be read.
pub fn begin_file(
    connection: &Connection,
    import: ImportId,
    file: &FileFacts,
) -> Result<FileId, ArchiveError> {
    connection
        .prepare_cached(
            "INSERT INTO import_files (import_id, path, sha256, bytes, format, settings, status)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'reading')",
        )?
        .execute(params![import.0, file.path, file.sha256, file.bytes, file.format, file.settings])?;
    Ok(FileId(connection.last_insert_rowid()))
}

/// Enters how a file ended.
pub fn end_file(
    connection: &Connection,
    file: FileId,
    end: FileEnd,
    counts: &Counts,
    encoding: Option<&str>,
) -> Result<(), ArchiveError> {
    connection
        .prepare_cached(
            "UPDATE import_files SET status = ?2, records = ?3, rejected = ?4, passed_over = ?5, encoding = ?6
             WHERE id = ?1",
        )?
        .execute(params![
            file.0, end.ending.as_str(), counts.records(), counts.rejected, end.passed_over, encoding
        ])?;
    Ok(())
}

/// What a file that some run has read to its end held: counted as unchanged and rejected.
pub fn known_file(
    connection: &Connection,
    sha256: &str,
    settings: &str,
) -> Result<Option<Counts>, ArchiveError> {
    let counts = connection
        .prepare_cached(
            "SELECT f.records, f.rejected -
                 (SELECT count(*) FROM rejects r WHERE r.readmitted_at IS NOT NULL AND r.import_file_id = f.id) -
                 (SELECT count(*) FROM rejects r JOIN sightings s ON s.reject_id = r.id
                  WHERE r.readmitted_at IS NOT NULL AND s.import_file_id = f.id)
             FROM import_files f JOIN imports i ON i.id = f.import_id
             WHERE f.sha256 = ?1 AND f.settings = ?2 AND f.status = 'done' AND i.undone_at IS NULL LIMIT 1",
        )?
        .query_row(params![sha256, settings], |row| Ok((row.get::<_, u64>(0)?, row.get::<_, i64>(1)?)))
        .optional()?;
    // What was let in since is an article like the others.
    let counts =
        counts.map(|(records, rejected)| (records, u64::try_from(rejected).unwrap_or(0).min(records)));
    Ok(counts.map(|(records, rejected)| Counts {
        unchanged: records - rejected,
        rejected,
        ..Counts::default()
    }))
}

/// Enters a file that need not be read again.
pub fn skip_file(
    connection: &Connection,
    import: ImportId,
    file: &FileFacts,
    counts: &Counts,
) -> Result<(), ArchiveError> {
    connection
        .prepare_cached(
            "INSERT INTO import_files (import_id, path, sha256, bytes, format, settings, status, records, rejected)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'skipped', ?7, ?8)",
        )?
        .execute(params![
            import.0, file.path, file.sha256, file.bytes, file.format, file.settings, counts.records(), counts.rejected
        ])?;
    Ok(())
}

/// Keeps a record that is not taken; gives whether it is new. The same one, turned away again for the same reason, is kept
/// once.
pub fn reject(
    connection: &Connection,
    import: ImportId,
    file: FileId,
    reject: &Reject,
) -> Result<bool, ArchiveError> {
    let origin = &reject.origin;
    let raw_sha256 = sha256_hex(&reject.raw);
    let path = path_text(&origin.path);
    let record = (origin.record > 0).then_some(origin.record);
    let known = connection
        .prepare_cached(
            "SELECT id FROM rejects
             WHERE path = ?1 AND member IS ?2 AND record IS ?3 AND raw_sha256 = ?4 AND rule = ?5",
        )?
        .query_row(params![path, origin.member, record, raw_sha256, reject.rule], |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        observations::note(connection, Met::Reject(id), (import, file), origin, reject.raw.len() as u64)?;
        return Ok(false);
    }
    connection
        .prepare_cached(
            "INSERT INTO rejects (import_id, import_file_id, path, member, record, byte_offset, rule, reason, raw, raw_sha256,
                 scrape)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            import.0, file.0, path, origin.member, record, record.map(|_| origin.byte_offset), reject.rule,
            reject.reason, reject.raw, raw_sha256, reject.scrape
        ])?;
    Ok(true)
}

/// A path as the ledger writes it; bytes that are no text are shown by a mark.
pub fn path_text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
