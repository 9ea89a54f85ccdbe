//! What a dossier is before it is written: the request for it, its facts and its sections with their rows.

use std::path::{Path, PathBuf};

use crate::app::dossier::kept_rows::{Kept, KeptRows};
use crate::output::chart::ChartFacts;
use crate::output::chart::declaration::DeclaredChart;
use crate::output::document::DocumentCell;
use crate::output::manifest::Archive;
use crate::query::{Provenance, TimeLimit, Value};

/// A dossier to be made.
#[derive(Debug, Clone, Copy)]
pub struct DossierRequest<'r> {
    /// The archive's file.
    pub archive: &'r Path,
    /// What it is about.
    pub subject: DossierSubject<'r>,
    /// Names and values as the user gave them: from, to, tag, min_confidence.
    pub parameters: &'r [(String, String)],
    /// How sure a quote's speaker has to be where the user does not say: 0 to 1.
    pub min_confidence: Option<f64>,
    /// Rows of each section at most; `None`: all.
    pub max_rows: Option<usize>,
    /// Whether a manifest is wanted.
    pub provenance: Provenance,
    /// How long one section may take.
    pub time: TimeLimit,
}

/// What a dossier is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DossierSubject<'r> {
    /// Somebody or something, by any name or number.
    Entity(&'r str),
    /// What a search finds.
    Topic(&'r str),
}

/// A dossier that was gathered and not written yet.
#[derive(Debug)]
pub struct Dossier {
    /// "Dossier: Jane Roe"
    pub(super) title: String,
    /// What is known of its subject: a word and a value each.
    pub(super) facts: Vec<(&'static str, DocumentCell)>,
    pub(super) sections: Vec<Section>,
    /// The days that it is about, in words.
    pub(super) period: String,
    /// The papers that it is made of.
    pub(super) sources: Vec<String>,
    pub(super) archive: PathBuf,
    /// The archive's state, where a manifest is wanted.
    pub(super) state: Option<Archive>,
}

/// A section with its rows.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) title: String,
    /// What it answers, in a sentence.
    pub(super) about: String,
    /// The canned query.
    pub(super) query: Option<String>,
    /// The command that gives all its rows.
    pub(super) command: Option<String>,
    pub(super) sql: String,
    pub(super) values: Vec<(String, Value)>,
    pub(super) kept: Kept,
    pub(super) rows: KeptRows,
    pub(super) chart: Option<DeclaredChart>,
    pub(super) facts: ChartFacts,
    /// What was left out of it, in a sentence.
    pub(super) left_out: Option<String>,
}

impl Dossier {
    /// How many articles it is made of.
    pub fn articles(&self) -> usize {
        self.sections.last().map_or(0, |section| section.rows.all)
    }
}
