//! Proof that an archive keeps its promises.

use std::path::Path;

use crate::archive::ArchiveError;
use crate::archive::check;
use crate::archive::schema::open;
use crate::archive::text_encoding::check_text_encoding;

pub use crate::archive::check::Check;

/// Runs every check; gives one line for each promise.
///
/// # Errors
/// Where there is no archive, and where it cannot be read. A broken promise is no error.
pub fn run(archive: &Path) -> Result<Vec<Check>, ArchiveError> {
    let reader = open::reading(archive)?;
    let mut checks = check::check(&reader)?;
    checks.push(check::check_length(archive, &reader)?);
    checks.push(check_text_encoding(&reader)?);
    let has_foreign_objects = !reader.foreign_objects().is_empty();
    // Not kept while a second connection compares the indexes.
    drop(reader);
    // To compare these indexes is to write, in SQLite's eyes: what is foreign in the schema would run.
    if !has_foreign_objects {
        checks.extend(check::check_full_text(archive)?);
    }
    Ok(checks)
}
