//! Formats of plain text with a separator: CSV, TSV, Markdown.

pub(crate) mod delimited;
pub(crate) mod markdown;
