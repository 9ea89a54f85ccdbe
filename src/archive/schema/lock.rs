//! One writer at a time: a lock beside the archive that lasts as long as an import, and dies with it.
//!
//! SQLite's own lock lasts a batch, so two imports would take turns, each deciding on what the other is changing. This
//! one is the operating system's lock on a file `presscut.db-lock`: a program that is killed holds none, whatever it
//! left behind. Readers do not look at it.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::archive::ArchiveError;

/// How often somebody who waits looks again.
const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// The right to write to an archive.
#[derive(Debug)]
pub struct WriterLock {
    path: PathBuf,
    file: File,
}

impl WriterLock {
    /// Takes the lock. While another holds it, `wait` is told who, again and again; it answers whether to go on waiting.
    ///
    /// # Errors
    /// [`ArchiveError::Busy`] where `wait` gives up; where the lock's file cannot be made.
    pub fn take(archive: &Path, wait: &mut dyn FnMut(&str) -> bool) -> Result<WriterLock, ArchiveError> {
        let path = beside(archive);
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
                Ok(()) if !is_still_there(&file, &path) => continue,
                Ok(()) => {
                    sign(&mut file).map_err(failed)?;
                    return Ok(WriterLock { path, file });
                }
                Err(TryLockError::Error(error)) => return Err(failed(error)),
                Err(TryLockError::WouldBlock) => {}
            }
            let mut holder = String::new();
            let _ = file.read_to_string(&mut holder);
            if !wait(holder.trim()) {
                return Err(ArchiveError::Busy { path: archive.into() });
            }
            thread::sleep(LOOK_AGAIN);
        }
    }

    /// Takes the lock if it is free.
    pub fn take_if_free(archive: &Path) -> Result<WriterLock, ArchiveError> {
        WriterLock::take(archive, &mut |_| false)
    }
}

impl Drop for WriterLock {
    fn drop(&mut self) {
        // Removed while it is held: whoever opened it meanwhile sees that it is not there any more, and makes another.
        let _ = std::fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

fn beside(archive: &Path) -> PathBuf {
    let mut name = archive.as_os_str().to_os_string();
    name.push("-lock");
    name.into()
}

/// Says who holds it, for those who wait.
fn sign(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    write!(file, "process {}", std::process::id())
}

/// Whether the file that was locked is the one that others find, and not one that its holder has removed.
#[cfg(unix)]
fn is_still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), path.metadata()) {
        (Ok(locked), Ok(found)) => (locked.dev(), locked.ino()) == (found.dev(), found.ino()),
        _ => false,
    }
}

/// Elsewhere a file that is open is not removed.
#[cfg(not(unix))]
fn is_still_there(_: &File, _: &Path) -> bool {
    true
}
