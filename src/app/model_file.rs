//! A model that the user has trained, taken from its file.

use std::path::{Path, PathBuf};

use presscut_extract::entities;

use crate::text::fingerprint::sha256_hex;

/// A model that is in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelFile {
    /// Of its bytes, in hexadecimal.
    pub sha256: String,
}

/// Why a model cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelFileError {
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
    BadModel {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
}

impl ModelFile {
    /// Reads a model, once, and makes it the one that this program finds names with.
    ///
    /// # Errors
    /// Where the file cannot be read, and where it is no model.
    pub fn choose(path: &Path) -> Result<ModelFile, ModelFileError> {
        let bytes =
            std::fs::read(path).map_err(|error| ModelFileError::Unreadable { path: path.into(), error })?;
        let sha256 = sha256_hex(&bytes);
        entities::choose_model(bytes)
            .map_err(|error| ModelFileError::BadModel { path: path.into(), why: error.to_string() })?;
        Ok(ModelFile { sha256 })
    }
}
