//! An import request, made ready to run: files found, model loaded, and for a dry run a copy of the archive made.

use std::path::{Path, PathBuf};

use presscut_extract::Extractor;
use tempfile::TempDir;

use crate::app::entity_model::EntityModel;
use crate::app::import::request::{ForgottenArticles, ImportContent, ImportError, ImportMode, ImportRequest};
use crate::archive::ArchiveError;
use crate::archive::ledger::known_file;
use crate::archive::schema::connection::ArchiveReader;
use crate::archive::schema::{compact_copy, open};
use crate::read::input::files;
use crate::read::input::files::InputFile;
use crate::{clean, read};

/// What an import does.
#[derive(Debug)]
pub(crate) struct ImportPlan {
    /// The archive's file, or that of its copy.
    pub archive: PathBuf,
    /// The files, in order.
    pub files: Vec<InputFile>,
    /// What they hold.
    pub content: ImportContent,
    /// How to read them.
    pub read: read::Options,
    /// What to give to records that lack it.
    pub clean: clean::Options,
    /// What finds entities, quotes and dates.
    pub extractor: Extractor,
    /// The options above as text: a file is known only under the same ones.
    pub settings: String,
    /// How many workers.
    pub jobs: usize,
    /// Whether articles that were forgotten are let in again.
    pub forgotten: ForgottenArticles,
    /// The user's command line, for the ledger.
    pub command: String,
    /// Stop when this many records have changed the archive.
    pub stop_after: Option<u64>,
    /// The folder of the copy; it goes with the plan.
    _copy: Option<TempDir>,
}

impl ImportPlan {
    /// Prepares an import.
    ///
    /// # Errors
    /// Where the model cannot be used, there is no file to read, or the archive cannot be copied for a dry run.
    pub fn prepare(request: &ImportRequest) -> Result<ImportPlan, ImportError> {
        let reading = &request.reading;
        let model = EntityModel::load(reading.model.as_deref())?;
        refuse_missing_paths(&request.paths)?;
        let files = files::list_files(&request.paths, &request.archive);
        if files.is_empty() {
            return Err(ImportError::NoFiles);
        }
        let (archive, copy) = match request.mode {
            ImportMode::Keep => (request.archive.clone(), None),
            ImportMode::DryRun => {
                let folder = tempfile::tempdir()?;
                let archive = folder.path().join("archive.db");
                copy_archive(&request.archive, &archive)?;
                (archive, Some(folder))
            }
        };
        Ok(ImportPlan {
            archive,
            files,
            content: request.content.clone(),
            read: reading.read.clone(),
            clean: reading.clean.clone(),
            settings: reading.settings(&model),
            extractor: model.extractor,
            jobs: request.jobs,
            forgotten: request.forgotten,
            command: request.command.clone(),
            stop_after: request.stop_after,
            _copy: copy,
        })
    }

    /// Whether some run has read a file to its end with these settings. What was kept out of it then may be let in now.
    pub fn knows(&self, archive: Option<&ArchiveReader>, sha256: &str, settings: &str) -> bool {
        self.forgotten != ForgottenArticles::LetIn
            && archive.is_some_and(|archive| matches!(known_file(archive, sha256, settings), Ok(Some(_))))
    }

    /// Bytes of all files together, where these are known.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.size).sum()
    }
}

/// One wrong path among several becomes a reject; where none exists, nothing is begun.
fn refuse_missing_paths(paths: &[PathBuf]) -> Result<(), ImportError> {
    match files::first_if_all_missing(paths) {
        Some(first) => Err(ImportError::NothingThere { path: first.into() }),
        None => Ok(()),
    }
}

fn copy_archive(from: &Path, to: &Path) -> Result<(), ArchiveError> {
    if from.exists() {
        compact_copy::write_copy(&open::reading(from)?, to)?;
    }
    Ok(())
}
