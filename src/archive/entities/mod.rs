//! Entities across articles: names, which of them are one, and what people have decided.

pub(crate) mod blocking_key;
pub(crate) mod clustering;
pub mod curated;
pub mod curation;
pub(crate) mod decision_rows;
pub mod decisions;
pub(crate) mod display_name;
pub mod entity;
pub mod entity_details;
pub(crate) mod entity_resolution;
pub mod entity_sheet;
pub(crate) mod found_name;
pub(crate) mod name_rows;
pub(crate) mod names;
pub(crate) mod renewed_keys;
pub mod suggestions;
