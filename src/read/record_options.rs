//! The options that every format sees: how the records of a text are split and parsed.

use crate::read::fields::field_map::FieldMap;
use crate::read::record::Limits;
use crate::read::records::csv_dialect::HeaderRow;

/// How records are split and parsed.
#[derive(Debug, Clone, Default)]
pub struct RecordOptions {
    /// Which field is what, beyond the known names.
    pub fields: FieldMap,
    /// Whether a row of a CSV names its columns.
    pub header: HeaderRow,
    /// What is too large.
    pub limits: Limits,
    /// What becomes of the text in a field.
    pub field_text: FieldText,
    /// What is read of a database; without it, the one table that has a text.
    pub table: Option<TableChoice>,
    /// The element of XML or SGML that is a record, where its format is not known.
    pub element: Option<String>,
    /// What becomes of lines without anything, in a format of lines.
    pub blank_lines: BlankLines,
}

/// What the user wants read of a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableChoice {
    /// A table or view, by name.
    Table(String),
    /// The rows of a SELECT.
    Sql(String),
}

/// What becomes of a line that has nothing in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BlankLines {
    /// It is no record.
    #[default]
    Skipped,
    /// It is a record, for whoever matches lines with answers.
    Records,
}

/// What becomes of the text in a field of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FieldText {
    /// Its HTML and its character references are rendered, and what a service wrote under it is removed.
    #[default]
    Rendered,
    /// It stays to the character, for whoever counts offsets in it.
    AsGiven,
}
