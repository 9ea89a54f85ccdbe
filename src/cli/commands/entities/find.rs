//! The entity that the user means: by what it is called, by any other name, or by its number.

use rusqlite::params;

use crate::archive::entities::entity::Entity;
use crate::archive::schema::connection::ArchiveReader;
use crate::cli::CliError;
use crate::query::suggest::did_you_mean;
use crate::text::name_key::name_key;

/// So many candidates are listed.
const MOST: usize = 8;

/// Finds it.
///
/// # Errors
/// Where several have that name, which are listed; where none has, with the names that are like it.
pub fn entity(archive: &ArchiveReader, text: &str) -> Result<Entity, CliError> {
    let key = name_key(text);
    let called = numbers(archive, "SELECT id FROM entities WHERE key = ?1 ORDER BY id", &key)?;
    let aliases = "SELECT DISTINCT entity_id FROM aliases WHERE key = ?1 ORDER BY entity_id";
    let found = if called.is_empty() { numbers(archive, aliases, &key)? } else { called };
    if let [id] = found[..] {
        return load(archive, id);
    }
    if found.len() > 1 {
        return Err(ambiguous(archive, text, &found)?);
    }
    let number = text.trim().trim_start_matches('#').parse::<i64>().ok();
    if let Some(id) = number
        && let Some(entity) = Entity::load(archive, id)?
    {
        return Ok(entity);
    }
    let all: Vec<String> = archive
        .prepare("SELECT name FROM entities")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let near = did_you_mean(text, all.iter().map(String::as_str));
    Err(CliError::Usage(format!(
        "nobody and nothing in the archive is named {text:?}{near}: `presscut entities --name TEXT` lists names"
    )))
}

fn load(archive: &ArchiveReader, id: i64) -> Result<Entity, CliError> {
    Entity::load(archive, id)?
        .ok_or_else(|| CliError::Failed(format!("entity {id} has no row: see `presscut check`")))
}

fn numbers(archive: &ArchiveReader, sql: &str, key: &str) -> Result<Vec<i64>, CliError> {
    let numbers = archive.prepare(sql)?.query_map([key], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(numbers)
}

fn ambiguous(archive: &ArchiveReader, text: &str, ids: &[i64]) -> Result<CliError, CliError> {
    let mut candidates = Vec::new();
    for id in ids.iter().take(MOST) {
        let entity = load(archive, *id)?;
        let mentions: i64 =
            archive.query_row("SELECT count(*) FROM mentions WHERE entity_id = ?1", params![id], |row| {
                row.get(0)
            })?;
        candidates.push(format!("{id}: {}, named {mentions} times", entity.describe()));
    }
    if ids.len() > MOST {
        candidates.push(format!("and {} more", ids.len() - MOST));
    }
    Ok(CliError::Usage(format!("{text:?} can be\n  {}\nSay which by its number", candidates.join("\n  "))))
}
