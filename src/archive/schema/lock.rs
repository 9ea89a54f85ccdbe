//! One writer at a time: a lock beside the archive that is held as long as an import runs.
//!
//! SQLite's own lock lasts a batch, so two imports would take turns, each deciding on what the other is changing. This
//! one is the operating system's lock on a file `presscut.db-lock`: a program that is killed releases it, even where the
//! file stays. Readers ignore it.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use crate::archive::ArchiveError;
use crate::archive::schema::waiting;

/// The time between two attempts to take a lock that is held.
const RETRY_INTERVAL: Duration = Duration::from_millis(200);

/// The right to write to an archive.
#[derive(Debug)]
pub struct WriterLock {
    path: PathBuf,
    file: File,
}

impl WriterLock {
    /// Takes the lock. While another process holds it, `wait` is called again and again with who that is; it answers whether
    /// to go on waiting.
    ///
    /// # Errors
    /// [`ArchiveError::Busy`] where `wait` gives up; where the lock's file cannot be made.
    pub fn take(archive: &Path, wait: &mut dyn FnMut(&str) -> bool) -> Result<WriterLock, ArchiveError> {
        let path = lock_path(archive);
        let failed = |error| ArchiveError::Lock { path: path.clone(), error };
        loop {
            let mut file = OpenOptions::new()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .open(&path)
                .map_err(failed)?;
            match file.try_lock() {
                Ok(()) if !is_same_file(&file, &path) => continue,
                Ok(()) => {
                    write_holder(&mut file).map_err(failed)?;
                    return Ok(WriterLock { path, file });
                }
                Err(TryLockError::Error(error)) => return Err(failed(error)),
                Err(TryLockError::WouldBlock) => {}
            }
            let mut holder = String::new();
            let _ = file.read_to_string(&mut holder);
            if !wait(holder.trim()) {
                return Err(ArchiveError::Busy { path: archive.into(), holder: holder.trim().into() });
            }
            thread::sleep(RETRY_INTERVAL);
        }
    }

    /// Takes the lock, and waits for it as long as the user wants, or some seconds.
    ///
    /// # Errors
    /// [`ArchiveError::Busy`] where it is not free by then; where the lock's file cannot be made.
    pub fn take_soon(archive: &Path) -> Result<WriterLock, ArchiveError> {
        let begun = Instant::now();
        let mut is_reported = false;
        WriterLock::take(archive, &mut |holder| {
            let goes_on = begun.elapsed() < waiting::limit();
            if goes_on && !std::mem::replace(&mut is_reported, true) {
                waiting::report(holder);
            }
            goes_on
        })
    }
}

impl Drop for WriterLock {
    fn drop(&mut self) {
        // Removed while it is held: a process that opened it meanwhile sees that it was removed, and makes another.
        let _ = std::fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

/// Where the lock's file is while a program writes to an archive.
pub(super) fn lock_path(archive: &Path) -> PathBuf {
    let mut name = archive.as_os_str().to_os_string();
    name.push("-lock");
    name.into()
}

/// Writes who holds the lock, for those who wait.
fn write_holder(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    write!(file, "process {}", std::process::id())
}

/// Whether the locked file is still the one at this path, and not one that its holder has removed.
fn is_same_file(file: &File, path: &Path) -> bool {
    let locked = file.try_clone().and_then(same_file::Handle::from_file);
    matches!((locked, same_file::Handle::from_path(path)), (Ok(locked), Ok(found)) if locked == found)
}
