//! The names that SQL can use in an archive: tables, columns, functions, keywords. For errors, completion and the schema.

use std::collections::BTreeSet;

use rusqlite::Connection;
use rusqlite::types::Value;

use crate::archive::schema::connection::ArchiveReader;
use crate::query::QueryError;
use crate::query::suggest::did_you_mean;
use crate::text::sql_names::quoted_name;

/// Tables that are only a part of what a view has, or keep places in bodies rather than words, each with the view that has
/// all of its rows with their words.
const TABLES_BEHIND_VIEWS: [(&str, &str); 6] = [
    ("mention_rows", "mentions"),
    ("quote_rows", "quotes"),
    ("date_rows", "dates"),
    ("alias_rows", "aliases"),
    ("name_rows", "names"),
    ("name_alias_rows", "name_aliases"),
];

/// The name by which people know a table: that of the view which has its rows with their words, if there is one.
pub fn view_of(table: &str) -> &str {
    TABLES_BEHIND_VIEWS.iter().find(|(behind, _)| *behind == table).map_or(table, |(_, view)| view)
}

/// In SQL, true of the names of tables and views that are not those in which SQLite keeps full text.
const IS_NO_FULL_TEXT: &str = "type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema v WHERE v.type = 'table' AND v.sql LIKE 'CREATE VIRTUAL TABLE%'
                    AND substr(s.name, 1, length(v.name) + 1) = v.name || '_')";

/// In SQL, true of the names of tables and views that are for people: not those of full text, nor those behind views.
fn is_public_table() -> String {
    let behind = TABLES_BEHIND_VIEWS.map(|(table, _)| format!("'{table}'"));
    format!("{IS_NO_FULL_TEXT} AND name NOT IN ({})", behind.join(", "))
}

/// Tables, then views.
///
/// # Errors
/// Where the archive cannot be read.
pub fn tables(archive: &Connection) -> rusqlite::Result<Vec<String>> {
    archive
        .prepare(&format!(
            "SELECT name FROM sqlite_schema s WHERE {} ORDER BY type, rowid",
            is_public_table()
        ))?
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

/// SQL that lists the columns of all tables and views, or of one, and its values. Tables come first, then views; the
/// tables that SQLite keeps for full text are left out.
///
/// # Errors
/// Where there is no such table, with names that are near.
pub fn schema_sql(
    archive: &ArchiveReader,
    table: Option<&str>,
) -> Result<(String, Vec<(String, Value)>), QueryError> {
    let archive = archive.connection();
    if let Some(table) = table {
        let names = tables(archive)?;
        if !names.iter().any(|name| name.eq_ignore_ascii_case(table)) {
            let near = did_you_mean(table, names.iter().map(String::as_str));
            let lists = "`presscut schema` lists them";
            return Err(QueryError::Usage(format!("there is no table {table}{near}: {lists}")));
        }
    }
    let is_public = is_public_table();
    let sql = format!(
        "SELECT s.name AS \"table\", s.type AS kind, c.name AS \"column\", c.type,
                CASE WHEN c.pk > 0 THEN 'primary key'
                     WHEN f.\"table\" IS NOT NULL THEN 'of ' || f.\"table\"
                     WHEN s.sql LIKE 'CREATE VIRTUAL TABLE%' THEN 'full text: WHERE ' || s.name || ' MATCH …'
                     WHEN c.\"notnull\" THEN 'not null' ELSE '' END AS note
         FROM (SELECT name, type, sql, rowid FROM sqlite_schema s WHERE {is_public}) s
         JOIN pragma_table_info(s.name) c
         LEFT JOIN pragma_foreign_key_list(s.name) f ON f.\"from\" = c.name
         WHERE :table IS NULL OR s.name = :table COLLATE NOCASE
         ORDER BY s.type, s.rowid, c.cid"
    );
    let table = table.map_or(Value::Null, |table| Value::Text(table.to_string()));
    Ok((sql, vec![("table".into(), table)]))
}

/// How many rows a table has.
///
/// # Errors
/// Where there is no such table, or the archive cannot be read.
pub fn count_rows(archive: &Connection, table: &str) -> rusqlite::Result<u64> {
    let sql = format!("SELECT count(*) FROM {}", quoted_name(table));
    archive.query_row(&sql, [], |row| row.get(0))
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
