//! What is known of a table before its rows: its columns with their types, and facts for whoever reads the file.
//!
//! A format that has types writes these rather than what its rows have in common, so that a column is of one type in every
//! file, also where it is empty.

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ColumnKind {
    /// Whole numbers.
    Integer,
    /// Numbers.
    Real,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// Calendar days, as text "2031-03-14".
    Day,
    /// 0 and 1, for no and yes.
    Flag,
}

impl ColumnKind {
    /// In a message: "is to hold …".
    pub(crate) fn describe(self) -> &'static str {
        match self {
            ColumnKind::Integer => "whole numbers",
            ColumnKind::Real => "numbers",
            ColumnKind::Text => "text",
            ColumnKind::Bytes => "bytes",
            ColumnKind::Day => "days (2031-03-14)",
            ColumnKind::Flag => "0 or 1",
        }
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableColumn {
    /// As its rows name it.
    pub name: String,
    /// What it holds.
    pub kind: ColumnKind,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableSchema {
    /// What it is called.
    pub name: String,
    /// In the order of its rows' cells.
    pub columns: Vec<TableColumn>,
    /// Keys and values that go into the file beside the rows.
    pub facts: Vec<(String, String)>,
}
