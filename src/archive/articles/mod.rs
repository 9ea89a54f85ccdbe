//! Articles: their rows, versions, annotations and publication times, and the writer that stores them.

pub(crate) mod annotation_rows;
pub(crate) mod article_version;
pub mod date_disambiguation;
pub mod full_article;
pub(crate) mod imprint;
pub mod open_file;
pub(crate) mod provenance;
pub(crate) mod publication;
pub mod reanalysis;
pub mod reextract;
pub(crate) mod removal;
pub mod revisions;
pub(crate) mod sources;
pub mod store_outcome;
pub mod trace;
pub(crate) mod vendor_fields;
pub(crate) mod word_codes;
pub mod writer;
