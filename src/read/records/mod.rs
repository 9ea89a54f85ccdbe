//! Formats that are a sequence of records: CSV, JSON, JSON lines, feeds, workbooks; and a page of text, which is one.

pub mod csv;
pub mod csv_dialect;
pub mod feed;
pub mod json;
pub(crate) mod json_extent;
pub mod jsonl;
pub(crate) mod markdown;
pub mod text;
pub(crate) mod workbook;
