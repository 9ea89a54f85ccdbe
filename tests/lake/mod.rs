//! A corpus that outgrows one archive: annotated records, and what comes of them.

pub mod dialects;
mod extract;
mod import_annotated;
mod settle;
mod tables;
