//! Bytes of any kind of scrape, split into records and parsed as [`Scrape`](crate::model::Scrape)s.
//!
//! Two steps, because they run on different threads: a [`Splitter`](record::Splitter) walks the bytes in order and splits them
//! into [`Record`]s as cheaply as it can; a [`Parser`] makes a scrape of one record, on any thread. Nothing here judges
//! what a text is worth.
//!
//! # To add a format
//! 1. Write a file in `records` (text) or `containers` (bytes, archive files), with a splitter and a parser, and declare
//!    `static FORMAT: FormatSpec` there: its name, one line of description, how its first bytes are recognised and in which
//!    order of precedence, and what opens it. `records/jsonl.rs` is a short example.
//! 2. Name the file in the folder's `mod.rs`, and add one line to the list in `registry.rs`.
//!
//! `--format`, help, completion, detection and opening follow. A new compression is a line in
//! `containers/compression.rs`.

pub(crate) mod containers;
pub(crate) mod documents;
pub mod encoding;
pub mod error;
pub(crate) mod fields;
pub mod format;
pub(crate) mod html;
pub mod input;
pub(crate) mod mail;
pub(crate) mod not_text;
pub mod open;
pub mod options;
pub(crate) mod press;
pub mod record;
pub mod record_options;
pub(crate) mod records;
pub(crate) mod registry;
pub(crate) mod settings;
pub(crate) mod unknown_markup;

pub use error::{OpenError, Unreadable};
pub use fields::field_map::FieldMap;
pub use format::Format;
pub use open::{RecordStream, open};
pub use options::Options;
pub use record::{Limits, ParsableRecord, Parser, Record};
pub use record_options::{BlankLines, FieldText, RecordOptions, TableChoice};
pub use records::csv_dialect::HeaderRow;
pub use registry::UnknownFormat;
