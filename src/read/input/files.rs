//! The files that a user's paths name: files as given, folders walked in name order.
//!
//! In folders, hidden files, the archive's own files and the journals of other databases are skipped, and so are pipes, sockets and devices (reading one may
//! never end) and links to a folder that is being walked. A path that the user names is given whatever it is, even if it
//! does not exist, so that opening it reports that.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// The path that the user named, or one below it; "-" is standard input.
    pub path: PathBuf,
    /// In bytes; 0 if it is not known.
    pub size: u64,
}

/// Lists files in a fixed order: paths as given, within folders by name.
pub fn list_files(paths: &[PathBuf], archive: &Path) -> Vec<InputFile> {
    let archive = archive.canonicalize().unwrap_or_else(|_| archive.to_path_buf());
    let mut found = Vec::new();
    for path in paths {
        if !path.is_dir() {
            let size = path.metadata().map_or(0, |metadata| metadata.len());
            found.push(InputFile { path: path.clone(), size });
            continue;
        }
        let walk = WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter();
        let visible = walk.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.path()));
        for entry in visible {
            match entry {
                Ok(entry)
                    if !entry.file_type().is_file()
                        || belongs_to(entry.path(), &archive)
                        || is_side_file(entry.path()) => {}
                Ok(entry) => {
                    let size = entry.metadata().map_or(0, |metadata| metadata.len());
                    found.push(InputFile { path: entry.into_path(), size });
                }
                Err(error) if error.loop_ancestor().is_some() => {}
                Err(error) => {
                    if let Some(path) = error.path() {
                        found.push(InputFile { path: path.to_path_buf(), size: 0 });
                    }
                }
            }
        }
    }
    found
}

/// The first of the paths, where none of them is there; standard input always is.
pub fn first_if_all_missing(paths: &[PathBuf]) -> Option<&Path> {
    let exists = |path: &PathBuf| path == Path::new("-") || path.exists();
    paths.first().filter(|_| !paths.iter().any(exists)).map(PathBuf::as_path)
}

/// Whether a path is a pipe, a socket or a device: it can be read once, has no size, and may have no end.
pub fn is_read_once(path: &Path) -> bool {
    path.metadata().is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir())
}

fn is_hidden(path: &Path) -> bool {
    path.file_name()
        .and_then(|name| name.to_str())
        .is_some_and(|name| name.starts_with('.') || name.starts_with("~$"))
}

/// Whether a file is the journal of a SQLite database beside it.
fn is_side_file(path: &Path) -> bool {
    let Some(path) = path.to_str() else { return false };
    ["-wal", "-shm", "-journal"]
        .iter()
        .filter_map(|end| path.strip_suffix(end))
        .any(|base| Path::new(base).is_file())
}

/// Whether a file is the archive, or one of the journals and locks beside it.
fn belongs_to(path: &Path, archive: &Path) -> bool {
    let Ok(path) = path.canonicalize() else { return false };
    let (Some(path), Some(archive)) = (path.to_str(), archive.to_str()) else { return false };
    path.strip_prefix(archive).is_some_and(|rest| matches!(rest, "" | "-wal" | "-shm" | "-journal" | "-lock"))
}
