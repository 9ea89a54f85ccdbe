//! A read-only connection to an archive, wherever its file is: beside a running import, after a crash, or in a place that
//! cannot be written.
//!
//! Takes a path, gives a connection that can read, and [`SideFiles`], which removes what SQLite made beside the file once the
//! connection is closed. An archive's journal is always a WAL. A connection that only reads a WAL makes two files beside the
//! archive and may not remove them, and where it cannot make them it reads nothing. The surprising decisions: the files are
//! removed by a second connection, which can write and writes nothing; and an archive whose folder or file is read-only
//! is opened as immutable, if no program is writing to it.

use std::fs::{File, OpenOptions};
use std::io::Read;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::archive::ArchiveError;
use crate::archive::schema::lock::lock_path;
use crate::archive::schema::waiting::wait_for_sqlite;

/// Opens an archive for reading.
///
/// # Errors
/// [`ArchiveError::NotRecovered`] where a program was killed while it wrote, and the place cannot be written; and SQLite's own.
pub(super) fn open_read_only(path: &Path) -> Result<(Connection, SideFiles), ArchiveError> {
    let keeps_wal = has_wal_mode(path);
    let is_at_rest = !has_content(&side_file(path, "-wal")) && !lock_path(path).exists();
    // A file that may not be written lies at rest: side files could be made beside it, but never removed.
    if keeps_wal && is_at_rest && !is_writable(path) {
        return Ok((open_immutable(path)?, SideFiles { path: None }));
    }
    match open_and_probe(path) {
        Err(error) if may_be_unrecovered(&error) => {}
        opened => return Ok((opened?, SideFiles::of(path, keeps_wal))),
    }
    // What a killed program left has to be taken back or written first, and only a connection that can write may do that.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let recovered =
        Connection::open_with_flags(path, flags).and_then(|mut connection| probe(&mut connection));
    if recovered.is_ok() {
        return Ok((open_and_probe(path)?, SideFiles::of(path, keeps_wal)));
    }
    let is_whole = is_at_rest && !has_content(&side_file(path, "-journal"));
    match is_whole {
        true => Ok((open_immutable(path)?, SideFiles { path: None })),
        false => Err(ArchiveError::NotRecovered { path: path.into() }),
    }
}

fn open_and_probe(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    probe(&mut connection)?;
    Ok(connection)
}

/// Reads something: SQLite opens its journals only then.
fn probe(connection: &mut Connection) -> rusqlite::Result<()> {
    connection.busy_handler(Some(wait_for_sqlite))?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
}

/// Whether an error can come of what a killed program left, or of a folder in which no file can be made.
fn may_be_unrecovered(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen))
}

/// Opens a file that nobody writes to: SQLite takes no locks and looks for no journal.
fn open_immutable(path: &Path) -> Result<Connection, ArchiveError> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let failed = |error| ArchiveError::NotAnArchive { path: path.into(), what: format!("{error}") };
    let absolute = std::path::absolute(path).map_err(failed)?;
    // A file's address takes care of "?", "#" and "%" in names, and of drive letters.
    let mut address = url::Url::from_file_path(&absolute).map_err(|()| ArchiveError::NotAnArchive {
        path: path.into(),
        what: "its path has no address".into(),
    })?;
    address.set_query(Some("immutable=1"));
    let mut connection = Connection::open_with_flags(address.as_str(), flags)?;
    probe(&mut connection)?;
    Ok(connection)
}

/// Whether a SQLite file says in its header that its journal is a WAL: bytes 18 and 19 are the versions that a program needs
/// to write and to read it, 2 with a WAL (SQLite's file format, section 1.3.3).
fn has_wal_mode(path: &Path) -> bool {
    let mut head = [0; 20];
    File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok() && head[19] == 2
}

/// Whether a file may be written.
pub(crate) fn is_writable(path: &Path) -> bool {
    OpenOptions::new().write(true).open(path).is_ok()
}

/// Whether an archive can be changed: its file may be written, and files can be made beside it, as every change needs.
pub(crate) fn can_be_changed(path: &Path) -> bool {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    is_writable(path) && tempfile::tempfile_in(folder).is_ok()
}

fn has_content(path: &Path) -> bool {
    path.metadata().is_ok_and(|metadata| metadata.len() > 0)
}

fn side_file(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(ending);
    name.into()
}

/// The files that a reading connection leaves beside an archive; removed when this is dropped, which has to be after the
/// connection is closed.
#[derive(Debug)]
pub(super) struct SideFiles {
    /// Of the archive; none where no files are left.
    path: Option<PathBuf>,
}

impl SideFiles {
    /// Of a database in memory.
    pub fn none() -> SideFiles {
        SideFiles { path: None }
    }

    fn of(path: &Path, keeps_wal: bool) -> SideFiles {
        SideFiles { path: keeps_wal.then(|| path.into()) }
    }
}

impl Drop for SideFiles {
    fn drop(&mut self) {
        let Some(path) = &self.path else { return };
        if !side_file(path, "-shm").exists() {
            return;
        }
        // The last connection that can write removes the files as it closes. Where another program has the archive open,
        // or it cannot be written, they stay: they are empty and do no harm.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        if let Ok(connection) = Connection::open_with_flags(path, flags) {
            // A number from the file's head: it opens the WAL as any reading does, and the schema is not parsed.
            let _ = connection.query_row("PRAGMA schema_version", [], |_| Ok(()));
        }
    }
}
