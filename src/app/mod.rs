//! The use cases: what presscut does for its users, as typed requests and typed outcomes.
//!
//! Joins the stations: read, clean, extract, archive, query and output. Knows no command line: no arguments, no colours,
//! nothing printed. A request names the archive's file; errors are enums, one for each area, whose text is for the user.

pub mod article;
mod article_diff;
pub mod article_files;
pub mod ask;
pub mod backup;
pub mod build_facts;
pub mod check;
pub mod desk;
pub mod dossier;
pub mod edited_file;
pub mod entities;
pub mod entity_model;
pub mod export;
pub mod export_networks;
pub mod extract_stream;
pub mod forget;
pub mod import;
pub mod imports;
pub(crate) mod known_dates;
pub mod lake;
pub mod merge;
pub(crate) mod ordered;
pub mod output;
pub mod quotes;
pub mod reading;
pub mod reanalyze;
pub mod record;
pub(crate) mod record_input;
pub mod reextract;
pub mod rejects;
pub mod settings;
pub mod sources;
pub mod trace;
pub mod waiting;
