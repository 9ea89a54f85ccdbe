//! A corpus that outgrows one archive: annotated records, and what comes of them.

mod extract;
mod import_annotated;
