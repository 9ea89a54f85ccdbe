//! What this presscut is made of: what a report of a fault, or the methods section of a paper, has to say.
//!
//! Takes nothing; gives versions. A model is named by the SHA-256 of its file, since two trainings may have one version.

use presscut_extract::{EmbeddedModel, embedded_models};

use crate::archive::EXTRACTOR;
use crate::archive::schema::migrations;

/// Versions of presscut and of what is compiled into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BuildFacts {
    /// presscut's own version.
    pub presscut: &'static str,
    /// The schema of the archives that it writes.
    pub schema: i32,
    /// The extractors' version, which each article records.
    pub extractor: &'static str,
    /// The models that are compiled in.
    pub models: [EmbeddedModel; 2],
    /// The SQLite that is compiled in.
    pub sqlite: &'static str,
    /// The operating system that it is built for: `linux`.
    pub system: &'static str,
    /// The processor that it is built for: `x86_64`.
    pub processor: &'static str,
    /// With or without optimisation.
    pub profile: Profile,
}

/// How the binary was compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Optimised, for daily use.
    Release,
    /// With checks of overflows and assertions, for developers.
    Development,
}

/// The facts of this binary.
pub fn build_facts() -> BuildFacts {
    BuildFacts {
        presscut: env!("CARGO_PKG_VERSION"),
        schema: migrations::CURRENT,
        extractor: EXTRACTOR,
        models: embedded_models(),
        sqlite: rusqlite::version(),
        system: std::env::consts::OS,
        processor: std::env::consts::ARCH,
        profile: if cfg!(debug_assertions) { Profile::Development } else { Profile::Release },
    }
}
