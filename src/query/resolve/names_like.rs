//! Names that a word begun by the user can become: what completion offers.

use rusqlite::Connection;

use crate::archive::schema::connection::ArchiveReader;
use crate::query::QueryError;
use crate::text::name_key::name_key;

/// Completions offered at most.
const MAX_COMPLETIONS: usize = 60;

const BEGINNING: &str = "SELECT name, type FROM entities WHERE key >= ?1 AND key < ?1 || char(0x10ffff)
                         ORDER BY key, type LIMIT ?2";

const ALIAS_BEGINNING: &str =
    "SELECT DISTINCT e.name, e.type FROM aliases a JOIN entities e ON e.id = a.entity_id
     WHERE a.key >= ?1 AND a.key < ?1 || char(0x10ffff) ORDER BY e.key, e.type LIMIT ?2";

const WORD_BEGINNING: &str =
    "SELECT name, type FROM entities WHERE ' ' || key LIKE '% ' || ?1 || '%' ORDER BY key LIMIT ?2";

/// Names and types of entities whose names begin with `begun`; else of those with an alias that does, else with another
/// word that does.
///
/// # Errors
/// Where the archive cannot be read.
pub fn entity_names_like(archive: &ArchiveReader, begun: &str) -> Result<Vec<(String, String)>, QueryError> {
    let archive = archive.connection();
    let key = name_key(begun);
    let mut found = named_so(archive, BEGINNING, &key)?;
    if found.is_empty() {
        found = named_so(archive, ALIAS_BEGINNING, &key)?;
    }
    if found.is_empty() && !key.is_empty() {
        found = named_so(archive, WORD_BEGINNING, &key)?;
    }
    found.dedup_by(|a, b| a.0 == b.0);
    Ok(found)
}

fn named_so(archive: &Connection, sql: &str, key: &str) -> rusqlite::Result<Vec<(String, String)>> {
    let mut statement = archive.prepare(sql)?;
    let rows = statement.query_map((key, MAX_COMPLETIONS), |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

/// Names of sources that begin with `begun`, else of those that have it in them.
///
/// # Errors
/// Where the archive cannot be read.
pub fn source_names_like(archive: &ArchiveReader, begun: &str) -> Result<Vec<String>, QueryError> {
    let archive = archive.connection();
    let key = name_key(begun);
    let mut statement = archive.prepare("SELECT name FROM sources ORDER BY name")?;
    let all: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let fitting = |fits: &dyn Fn(&str) -> bool| -> Vec<String> {
        all.iter().filter(|name| fits(&name_key(name))).take(MAX_COMPLETIONS).cloned().collect()
    };
    let beginning = fitting(&|name| name.starts_with(&key));
    Ok(if beginning.is_empty() { fitting(&|name| name.contains(&key)) } else { beginning })
}
