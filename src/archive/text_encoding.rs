//! Whether every text of an archive is UTF-8, as SQLite takes for granted and never looks at.
//!
//! Takes an archive, gives a check. A flipped bit in a text that is kept once is told by nothing else: one in eight of
//! them makes a byte that no UTF-8 has.

use rusqlite::types::ValueRef;

use crate::archive::ArchiveError;
use crate::archive::check::Check;
use crate::archive::schema::connection::ArchiveReader;

/// Every text of the tables that are presscut's own; those of the full-text indexes are compared with these anyway.
const TEXT_COLUMNS: &str = "SELECT t.name, group_concat('\"' || c.name || '\"', ', ')
    FROM pragma_table_list t JOIN pragma_table_info(t.name) c
    WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND c.type = 'TEXT'
    GROUP BY t.name ORDER BY t.name";

/// Looks at every text.
///
/// # Errors
/// Where the archive cannot be read.
pub(crate) fn check_text_encoding(archive: &ArchiveReader) -> Result<Check, ArchiveError> {
    let connection = archive.connection();
    let mut tables = connection.prepare(TEXT_COLUMNS)?;
    let tables = tables.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let tables = tables.collect::<Result<Vec<(String, String)>, _>>()?;
    let mut check = Check { promise: "every text is UTF-8", checked: 0, broken: 0, example: None };
    for (table, columns) in tables {
        let mut statement = connection.prepare(&format!("SELECT {columns} FROM \"{table}\""))?;
        let count = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            check.checked += 1;
            for column in 0..count {
                if let ValueRef::Text(text) = row.get_ref(column)?
                    && std::str::from_utf8(text).is_err()
                {
                    check.broken += 1;
                    let name = row.as_ref().column_name(column)?;
                    check.example.get_or_insert_with(|| {
                        format!("{table}, {name}: {}", String::from_utf8_lossy(&text[..text.len().min(60)]))
                    });
                }
            }
        }
    }
    Ok(check)
}
