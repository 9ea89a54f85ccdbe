//! presscut: an archive of press cuttings in one SQLite file.
//!
//! Data flows one way, and no station imports one that comes after it:
//!
//! ```text
//! bytes ─► read ─► clean ─► extract ─► archive ─► query ─► output ─► a table, a CSV, a workbook
//!         Scrape   Article  Annotations  rows      rows
//! ```
//!
//! [`app`] holds the use cases: it runs the line from files to the archive, and from a question to rows. [`cli`] turns
//! arguments into requests to `app`, and outcomes into text. The extractors are a crate of their own,
//! [`presscut_extract`].

pub mod app;
pub mod archive;
pub mod clean;
pub mod cli;
pub mod model;
pub mod output;
pub mod query;
pub mod read;
pub mod text;
