//! Names of tables and columns as SQL has them.

/// A name in double quotation marks, as SQLite and DuckDB take any name.
pub(crate) fn quoted_name(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
