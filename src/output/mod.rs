//! A stream of rows, written as a table, CSV, TSV, JSON, JSONL, Markdown, HTML, a workbook, Parquet or a chart.
//!
//! Knows nothing of articles or of SQLite: a [`RowSource`] gives [`Column`]s, then [`Cell`]s row by row, and a [`Sink`]
//! writes each row as soon as it can. Where a format has to know all rows before it can write the first (the types of
//! Parquet's columns, a workbook's widths), they wait in a temporary file; a table holds its first rows back, a chart
//! what it shows.
//!
//! To add a format: one new file with a type that implements [`Sink`] and a `static` of type [`Format`] that opens it,
//! and one line in [`registry::FORMATS`]. Its name is then taken by `--format`, its extensions by `-o`, and help,
//! completion and the shell's `.mode` know it.

pub mod caption;
pub mod chart;
pub mod colors;
pub(crate) mod column_names;
pub mod document;
pub(crate) mod fitted_table;
pub mod format;
pub mod graph;
pub(crate) mod html;
pub(crate) mod json;
pub mod manifest;
pub mod packing;
pub(crate) mod pager;
pub(crate) mod parquet;
pub(crate) mod printable;
pub mod registry;
pub mod report_facts;
pub mod row_source;
pub mod row_view;
pub mod rows;
pub mod sink;
pub(crate) mod table;
pub mod table_schema;
pub(crate) mod target;
pub mod text;
pub(crate) mod title_links;
pub(crate) mod unfinished_file;
pub(crate) mod vertical;
pub mod workbook;

pub use caption::Caption;
pub use format::Format;
pub use manifest::Manifest;
pub use row_source::{IterRows, RowSource, StopReason, StreamEnd};
pub use row_view::{RowView, SortKey};
pub use rows::{Cell, Column, OwnedCell};
pub use sink::{Out, Separator, Sink, Style};
pub use table_schema::{ColumnKind, TableColumn, TableSchema};
pub use target::{Target, TargetError};
pub use unfinished_file::remove_unfinished_files;
pub use workbook::Workbook;
