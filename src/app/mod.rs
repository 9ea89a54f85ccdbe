//! The use cases: what presscut does for its users, as typed requests and typed outcomes.
//!
//! Joins the stations: read, clean, extract, archive, query and output. Knows no command line: no arguments, no colours,
//! nothing printed.

pub mod extract_stream;
pub mod import;
pub mod readmit;
pub mod reanalyze;
pub mod reextract;
pub mod undo;
