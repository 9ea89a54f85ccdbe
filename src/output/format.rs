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
    /// A workbook for Excel, LibreOffice and their like
    Xlsx,
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
            "xlsx" => Some(Format::Xlsx),
            "txt" => Some(Format::Table),
            _ => None,
        }
    }
}
