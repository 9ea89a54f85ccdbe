//! One archive out of several: others are merged into one, each in a transaction of its own.
//!
//! The others are only read. A merge that is interrupted leaves those that were done, and goes on when it is run again, since
//! merging an archive twice changes nothing.

use std::path::{Path, PathBuf};

use presscut_extract::Extractor;

use crate::app::reanalyze;
use crate::archive::forgetting::{erasure, session};
use crate::archive::merging;
use crate::archive::schema::connection::ArchiveReader;
use crate::archive::schema::lock::WriterLock;
use crate::archive::schema::open;
use crate::archive::{ArchiveError, decision_log};

pub use crate::archive::merging::Merged;

/// Why nothing is merged, or no more.
#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    /// The archive itself is among the others.
    #[error("{0} cannot be merged with itself: --db names the archive that grows, then come the others")]
    Itself(PathBuf),
    /// The other file cannot be used; the archive's own words name the file that is meant.
    #[error("{path}: {error}")]
    Other {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        error: ArchiveError,
    },
    /// The archive's own.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
}

/// What merging one archive came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeOutcome {
    /// What it brought.
    pub merged: Merged,
    /// Articles that were forgotten here, because the other archive had forgotten them.
    pub forgotten: u64,
    /// The copy of the archive that was made where it was of an older schema.
    pub migration_backup: Option<PathBuf>,
}

/// Refuses others that are no archives, before any is merged.
///
/// # Errors
/// Where a file is not there, is no archive of this schema, or is the archive itself.
pub fn check(archive: &Path, others: &[PathBuf]) -> Result<(), MergeError> {
    for other in others {
        drop(open_other(other)?);
        if is_same_file(archive, other) {
            return Err(MergeError::Itself(other.clone()));
        }
    }
    if archive.exists() { Ok(open::refuse_missing(archive)?) } else { Ok(()) }
}

/// Merges an archive into another, which is made if it is not there.
///
/// # Errors
/// Where one of them is no archive, and where the archive cannot be written: it is then as it was.
pub fn run(archive: &Path, other: &Path) -> Result<MergeOutcome, MergeError> {
    let extractor = Extractor::default();
    let from = open_other(other)?;
    let forgotten = open::change(archive, |archive| {
        let ids = merging::take_over_forgotten(archive, &from)?;
        if ids.is_empty() {
            return Ok(0);
        }
        let reason = decision_log::Reason { by: "merge".into(), why: None };
        let (session, dates) = session::begin(archive, &ids, session::Entries::AreThere, &reason)?;
        reanalyze::reanalyze_dates(&extractor, archive, dates)?;
        Ok::<_, ArchiveError>(session.finish()?.articles)
    })?;
    let lock = WriterLock::take_soon(archive)?;
    let mut writer = open::importing(archive)?;
    let migration_backup = writer.migration_backup().map(Path::to_path_buf);
    let merged = writer.in_transaction(|archive| {
        let (merged, dates) = merging::merge(archive, &from)?;
        reanalyze::reanalyze_dates(&extractor, archive, dates)?;
        Ok::<_, ArchiveError>(merged)
    })?;
    open::close(writer)?;
    drop(lock);
    if forgotten > 0 {
        erasure::erase(archive)?;
    }
    Ok(MergeOutcome { merged, forgotten, migration_backup })
}

fn open_other(path: &Path) -> Result<ArchiveReader, MergeError> {
    open::reading(path).map_err(|error| MergeError::Other { path: path.into(), error })
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}
