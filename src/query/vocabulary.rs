//! The names that SQL can use in an archive: tables, columns, functions, keywords. For errors, completion and the schema.

use std::collections::BTreeSet;

use rusqlite::Connection;

/// In SQL, true of the names of tables and views that are for people: not those in which SQLite keeps full text.
pub const FOR_PEOPLE: &str = "type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema v WHERE v.type = 'table' AND v.sql LIKE 'CREATE VIRTUAL TABLE%'
                    AND substr(s.name, 1, length(v.name) + 1) = v.name || '_')";

/// Tables, then views.
///
/// # Errors
/// Where the archive cannot be read.
pub fn tables(archive: &Connection) -> rusqlite::Result<Vec<String>> {
    archive
        .prepare(&format!("SELECT name FROM sqlite_schema s WHERE {FOR_PEOPLE} ORDER BY type, rowid"))?
        .query_map([], |row| row.get(0))?
        .collect()
}

/// The columns of a table or view; none where there is none of that name.
///
/// # Errors
/// Where the archive cannot be read.
pub fn columns(archive: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    archive.prepare("SELECT name FROM pragma_table_info(?1)")?.query_map([table], |row| row.get(0))?.collect()
}

/// Every function, once.
///
/// # Errors
/// Where the archive cannot be read.
pub fn functions(archive: &Connection) -> rusqlite::Result<Vec<String>> {
    let names: BTreeSet<String> = archive
        .prepare("SELECT DISTINCT name FROM pragma_function_list WHERE name GLOB '[a-z]*'")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(names.into_iter().collect())
}

/// The words of SQL that queries are made of.
pub const KEYWORDS: &[&str] = &[
    "SELECT",
    "DISTINCT",
    "FROM",
    "WHERE",
    "GROUP",
    "BY",
    "HAVING",
    "ORDER",
    "LIMIT",
    "OFFSET",
    "JOIN",
    "LEFT",
    "RIGHT",
    "FULL",
    "INNER",
    "OUTER",
    "CROSS",
    "NATURAL",
    "ON",
    "USING",
    "AS",
    "AND",
    "OR",
    "NOT",
    "IN",
    "IS",
    "NULL",
    "LIKE",
    "GLOB",
    "REGEXP",
    "MATCH",
    "BETWEEN",
    "EXISTS",
    "CASE",
    "WHEN",
    "THEN",
    "ELSE",
    "END",
    "UNION",
    "ALL",
    "EXCEPT",
    "INTERSECT",
    "WITH",
    "RECURSIVE",
    "VALUES",
    "OVER",
    "PARTITION",
    "WINDOW",
    "FILTER",
    "ROWS",
    "PRECEDING",
    "FOLLOWING",
    "UNBOUNDED",
    "CURRENT",
    "ROW",
    "ASC",
    "DESC",
    "NULLS",
    "FIRST",
    "LAST",
    "CAST",
    "COLLATE",
    "NOCASE",
    "ESCAPE",
    "INSERT",
    "INTO",
    "UPDATE",
    "SET",
    "DELETE",
    "RETURNING",
    "CREATE",
    "TABLE",
    "VIEW",
    "INDEX",
    "EXPLAIN",
    "QUERY",
    "PLAN",
];
