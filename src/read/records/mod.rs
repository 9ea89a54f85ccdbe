//! Formats that are a sequence of records: CSV, JSON, JSON lines, feeds, sheets of workbooks; and a page of text, which is one.

pub(crate) mod content_systems;
pub(crate) mod csv;
pub(crate) mod csv_dialect;
pub(crate) mod csv_row;
pub(crate) mod feed;
pub(crate) mod feed_elements;
pub(crate) mod feed_entry;
pub(crate) mod held_sheets;
pub(crate) mod json;
pub(crate) mod json_columns;
pub(crate) mod json_detect;
pub(crate) mod json_object;
pub(crate) mod json_rows;
pub(crate) mod json_scan;
pub(crate) mod json_splitter;
pub(crate) mod json_values;
pub(crate) mod jsonl;
pub(crate) mod markdown;
pub(crate) mod sheets;
pub(crate) mod stories;
pub(crate) mod table_columns;
pub(crate) mod text;
pub(crate) mod whole_stream;
pub(crate) mod xml;
