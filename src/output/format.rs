//! The formats of output, by name and by a file's extension.

use std::path::Path;

/// A format of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Lines and columns for people, fitted to the terminal
    Table,
    /// Comma-separated values (RFC 4180)
    Csv,
    /// Tab-separated values
    Tsv,
    /// One array of objects
    Json,
    /// One object a line
    Jsonl,
    /// A table for Markdown
    Markdown,
    /// A page of its own, with a table that can be sorted
    Html,
    /// A workbook for Excel, LibreOffice and their like
    Xlsx,
    /// Typed columns for DuckDB, Spark, pandas and their like
    Parquet,
    /// A chart
    Svg,
}

impl Format {
    /// The format that a file's extension asks for.
    pub fn of_file(path: &Path) -> Option<Format> {
        match path.extension()?.to_str()?.to_lowercase().as_str() {
            "csv" => Some(Format::Csv),
            "tsv" | "tab" => Some(Format::Tsv),
            "json" => Some(Format::Json),
            "jsonl" | "ndjson" => Some(Format::Jsonl),
            "md" | "markdown" => Some(Format::Markdown),
            "html" | "htm" => Some(Format::Html),
            "xlsx" => Some(Format::Xlsx),
            "parquet" => Some(Format::Parquet),
            "svg" => Some(Format::Svg),
            "txt" => Some(Format::Table),
            _ => None,
        }
    }

    /// The extension of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Table => "txt",
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::Json => "json",
            Format::Jsonl => "jsonl",
            Format::Markdown => "md",
            Format::Html => "html",
            Format::Xlsx => "xlsx",
            Format::Parquet => "parquet",
            Format::Svg => "svg",
        }
    }

    /// Whether it is bytes that a terminal can do nothing with.
    pub fn is_binary(self) -> bool {
        matches!(self, Format::Xlsx | Format::Parquet)
    }
}
