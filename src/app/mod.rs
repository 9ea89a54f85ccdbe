//! The use cases: what presscut does for its users, as typed requests and typed outcomes.
//!
//! Joins the stations: read, clean, extract, archive, query and output. Knows no command line: no arguments, no colours,
//! nothing printed.

pub mod ask;
pub mod backup;
pub mod export;
pub mod extract_stream;
pub mod import;
pub mod output;
pub mod readmit;
pub mod reanalyze;
pub mod reextract;
pub mod undo;
