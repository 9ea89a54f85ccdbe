//! The extractors that a use case annotates with: those of this version, or with an entity model of the user's own.

use std::path::{Path, PathBuf};

use presscut_extract::{BadEntityModel, Extractor};

use crate::text::fingerprint::sha256_hex;
use crate::text::text_file::{MAX_WHOLE_FILE_BYTES, read_whole_file};

/// Extractors, and the model that they find names with.
#[derive(Debug, Clone, Default)]
pub struct EntityModel {
    /// The extractors.
    pub extractor: Extractor,
    /// SHA-256 of the model's file in hexadecimal; `None` for the built-in model.
    pub sha256: Option<String>,
}

/// Why a model cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum EntityModelError {
    /// Its file cannot be read.
    #[error("{path}: cannot be read: {error}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's words.
        error: std::io::Error,
    },
    /// Its file holds something else, or a damaged model.
    #[error("{path}: {why}")]
    Bad {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: BadEntityModel,
    },
}

impl EntityModel {
    /// Reads the model of a file, once; without a file, gives the built-in model.
    ///
    /// # Errors
    /// Where the file cannot be read, and where it is no model.
    pub fn load(path: Option<&Path>) -> Result<EntityModel, EntityModelError> {
        let Some(path) = path else { return Ok(EntityModel::default()) };
        let bytes = read_whole_file(path, MAX_WHOLE_FILE_BYTES)
            .map_err(|error| EntityModelError::Unreadable { path: path.into(), error })?;
        let sha256 = sha256_hex(&bytes);
        let extractor = Extractor::with_entity_model(bytes)
            .map_err(|why| EntityModelError::Bad { path: path.into(), why })?;
        Ok(EntityModel { extractor, sha256: Some(sha256) })
    }
}
