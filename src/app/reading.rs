//! The options that decide what a record becomes, for all use cases that read scrapes.

use std::path::PathBuf;

use crate::app::entity_model::EntityModel;
use crate::archive::EXTRACTOR;
use crate::read::settings;
use crate::{clean, read};

/// How scrapes are read, cleaned and annotated.
#[derive(Debug, Clone, Default)]
pub struct ReadingRequest {
    /// How to read them.
    pub read: read::Options,
    /// What to give to records that lack it.
    pub clean: clean::Options,
    /// A model that finds names, instead of the built-in one.
    pub model: Option<PathBuf>,
}

impl ReadingRequest {
    /// All of it as one text, for the ledger: the same text, the same result.
    pub(crate) fn settings(&self, model: &EntityModel) -> String {
        let mut settings = vec![EXTRACTOR.to_string()];
        let mut add =
            |name: &str, value: Option<String>| settings.extend(value.map(|value| format!("{name}={value}")));
        add("source", self.clean.source.clone());
        add("published", self.clean.published.map(|published| published.to_iso()));
        add("dates", self.clean.date_order.map(|order| order.as_str().to_string()));
        // Another model finds other names in the same records.
        add("model", model.sha256.clone());
        settings.extend(self.read.settings());
        settings::join_settings(&settings)
    }
}
