//! What people decide of entities and quotes, and how names are resolved to entities.

mod entities;
mod entity_resolution;
mod entity_sheet;
mod quote_corrections;
mod reextraction;
