//! The types of exported tables: declared for the tables that canned queries need, so that a column is of one type in every
//! archive, whatever its rows are.
//!
//! SQLite has no days and no flags; what is declared here says which columns are. A column beside the declared ones has the
//! type that its table was made with; a table or view with a column of no type is not declared at all.

mod declared;

use rusqlite::Connection;
use serde_json::{Map, Value, json};

use crate::output::{ColumnKind, TableColumn, TableSchema};
use crate::query::QueryError;

pub(crate) use declared::{DeclaredTable, TABLES};

/// The declared table of this name.
pub(crate) fn declared_table(name: &str) -> Option<&'static DeclaredTable> {
    TABLES.iter().find(|table| table.name == name)
}

/// What is known of a table or view before its rows; `None` where the type of one of its columns is not known.
///
/// # Errors
/// Where the archive cannot be read.
pub fn schema_of_table(archive: &Connection, name: &str) -> Result<Option<TableSchema>, QueryError> {
    let declared = declared_table(name);
    let stored: Vec<(String, String)> = archive
        .prepare("SELECT name, type FROM pragma_table_info(?1)")?
        .query_map([name], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let column = |(column, stored): &(String, String)| -> Option<TableColumn> {
        let declared = declared.and_then(|table| table.column(column)).map(|column| column.kind);
        Some(TableColumn { name: column.clone(), kind: declared.or_else(|| kind_of_stored_type(stored))? })
    };
    let columns: Option<Vec<TableColumn>> = stored.iter().map(column).collect();
    let version: i64 = archive.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok(columns.map(|columns| TableSchema { name: name.into(), columns, facts: facts(name, version) }))
}

/// What a column holds by the type that it was made with.
fn kind_of_stored_type(stored: &str) -> Option<ColumnKind> {
    Some(match stored.to_ascii_uppercase().as_str() {
        "INTEGER" | "INT" => ColumnKind::Integer,
        "REAL" => ColumnKind::Real,
        "TEXT" => ColumnKind::Text,
        "BLOB" => ColumnKind::Bytes,
        _ => return None,
    })
}

/// What a file says of its table beside the rows.
fn facts(name: &str, schema_version: i64) -> Vec<(String, String)> {
    let mut facts = vec![
        ("presscut.version".to_string(), env!("CARGO_PKG_VERSION").to_string()),
        ("presscut.schema".to_string(), schema_version.to_string()),
        ("presscut.table".to_string(), name.to_string()),
    ];
    if let Some(table) = declared_table(name) {
        let about: Map<String, Value> =
            table.columns.iter().map(|column| (column.name.to_string(), column.about.into())).collect();
        let keys: Vec<Value> = table
            .columns
            .iter()
            .filter_map(|column| {
                Some(json!({"column": column.name, "table": column.references?, "references": "id"}))
            })
            .collect();
        facts.extend([
            ("presscut.about".to_string(), table.about.to_string()),
            ("presscut.columns".to_string(), Value::Object(about).to_string()),
            ("presscut.foreign_keys".to_string(), Value::Array(keys).to_string()),
        ]);
    }
    facts
}
