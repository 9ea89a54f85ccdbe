//! presscut: an archive of press cuttings in one SQLite file.
//!
//! Data flows one way, and each station of the line knows only what stands before it:
//!
//! ```text
//! bytes ─► read ─► clean ─► extract ─► archive ─► query ─► output ─► a table, a CSV, a workbook
//!         Scrape   Article  Annotations  rows      rows
//! ```
//!
//! [`import`] runs the line from files to the archive; the binary is only arguments and messages over it.

pub mod archive;
pub mod clean;
pub mod cli;
pub mod extract;
pub mod fingerprint;
pub mod import;
pub mod model;
pub mod output;
pub mod query;
pub mod read;
