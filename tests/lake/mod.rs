//! A corpus that outgrows one archive: annotated records, and what comes of them.

mod dates;
pub mod dialects;
mod extract;
mod import_annotated;
mod settle;
mod shards;
mod tables;
