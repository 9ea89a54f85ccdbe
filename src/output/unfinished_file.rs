//! A file that is written beside its place, and moved there when it is whole.
//!
//! Takes a folder, gives a file in it that nobody else knows. It is removed where it is dropped, and also where the program
//! ends without dropping anything: whoever ends it calls [`remove_unfinished_files`]. What is surprising: errors do not name
//! this file, which means nothing to users; the caller names the place. A new file may be read by whom the user's umask lets
//! read it, one that replaces another by whom the other one did.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tempfile::TempPath;

/// All that are there at the moment.
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Removes all files that are not in their places yet, for a program that is about to end.
pub fn remove_unfinished_files() {
    // A file is made under the lock: none can be missed.
    let unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    for path in unfinished.iter() {
        let _ = std::fs::remove_file(path);
    }
}

/// A file that is written.
#[derive(Debug)]
pub struct UnfinishedFile {
    file: File,
    path: TempPath,
}

impl UnfinishedFile {
    /// Makes one in a folder; with the permissions of the file that it is to replace, if there is one.
    pub(crate) fn in_folder(folder: &Path, replaces: Option<&Path>) -> io::Result<UnfinishedFile> {
        let mut unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
        let made = tempfile::Builder::new().prefix(".presscut-").make_in(folder, create)?;
        let (file, path) = made.into_parts();
        unfinished.insert(path.to_path_buf());
        if let Some(before) = replaces.and_then(|place| place.metadata().ok()) {
            file.set_permissions(before.permissions())?;
        }
        Ok(UnfinishedFile { file, path })
    }

    /// Puts it in its place, where no file may be yet.
    pub(crate) fn place(self, place: &Path) -> io::Result<()> {
        self.file.sync_all()?;
        let (made, moved) = self.forget(|path| path.persist_noclobber(place));
        moved.map_err(|error| error.error)?;
        drop(made);
        Ok(())
    }

    /// Puts it in its place; a file that is there goes.
    pub(crate) fn replace(self, place: &Path) -> io::Result<()> {
        self.file.sync_all()?;
        let (made, moved) = self.forget(|path| path.persist(place));
        moved.map_err(|error| error.error)?;
        drop(made);
        Ok(())
    }

    /// Lets `end` move the file, after which it is no unfinished one, moved or removed.
    fn forget<T>(self, end: impl FnOnce(TempPath) -> T) -> (File, T) {
        let mut unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
        let UnfinishedFile { file, path } = self;
        unfinished.remove(&path.to_path_buf());
        (file, end(path))
    }
}

impl Write for UnfinishedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Makes a file as any program does, so that the umask counts.
fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}
