//! Traces of forgotten articles in the archive's file, erased: the whole file is written anew.
//!
//! SQLite overwrites what it deletes where it is asked to (`secure_delete`), but free pages and gaps in pages may hold older
//! words: of a version that was revised, of an index that was merged. `VACUUM` writes every page anew; the WAL, which then holds
//! the old pages, is written into the file and emptied. Its space is taken from the disk twice meanwhile.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::archive::ArchiveError;
use crate::archive::clock::utc_now;
use crate::archive::schema::connection::ArchiveReader;
use crate::archive::schema::lock::WriterLock;
use crate::archive::schema::open;

/// How long readers are waited for until the WAL can be emptied.
const MAX_WAIT_FOR_READERS: Duration = Duration::from_secs(10);

/// What became of the traces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Erasure {
    /// There are none.
    Complete,
    /// Another program has the archive open, and reads it as it was before: the WAL could not be emptied.
    HeldByReaders,
}

/// Writes an archive's file anew, if articles were forgotten since that was done last; gives `None` where there is nothing
/// to do.
///
/// # Errors
/// Where another program writes to the archive, and where there is no room for a copy of it on the disk.
pub fn erase(path: &Path) -> Result<Option<Erasure>, ArchiveError> {
    let lock = WriterLock::take_soon(path)?;
    let archive = open::writing(path)?;
    let connection = archive.connection();
    let mut done = None;
    if is_pending_on(connection)? {
        connection.pragma_update(None, "secure_delete", true)?;
        // The copy may be larger than the memory.
        connection.pragma_update(None, "temp_store", "file")?;
        connection.execute_batch("VACUUM")?;
        let erasure = empty_wal(connection)?;
        if erasure == Erasure::Complete {
            connection.execute("UPDATE forgotten SET erased_at = ?1 WHERE erased_at IS NULL", [utc_now()])?;
        }
        done = Some(erasure);
    }
    open::close(archive)?;
    drop(lock);
    Ok(done)
}

/// Whether articles were forgotten, and their last traces are still in the file: a program was killed, or a disk was full.
///
/// # Errors
/// Where the archive cannot be read.
pub fn is_pending(archive: &ArchiveReader) -> Result<bool, ArchiveError> {
    is_pending_on(archive.connection())
}

fn is_pending_on(connection: &rusqlite::Connection) -> Result<bool, ArchiveError> {
    let pending = "SELECT EXISTS (SELECT 1 FROM forgotten WHERE erased_at IS NULL)";
    Ok(connection.query_row(pending, [], |row| row.get(0))?)
}

fn empty_wal(connection: &rusqlite::Connection) -> Result<Erasure, ArchiveError> {
    let begun = Instant::now();
    loop {
        let is_busy: bool = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        match is_busy {
            false => return Ok(Erasure::Complete),
            true if begun.elapsed() > MAX_WAIT_FOR_READERS => return Ok(Erasure::HeldByReaders),
            true => std::thread::sleep(Duration::from_millis(100)),
        }
    }
}
