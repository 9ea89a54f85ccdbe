//! Names of people, things and papers, as a user writes them, found in the archive.
//!
//! An entity goes by its [key](name_key), which has no case, accents or stops: the whole name first, then an alias or a
//! part of the name. Where that can be several, the user is asked which, the most named first.

use rusqlite::Connection;

use crate::query::QueryError;
use crate::query::suggest::did_you_mean;
use crate::text::name_key::name_key;

/// So many candidates are named.
const CANDIDATES: usize = 6;

/// The key of the entity that has a name, or, where none has just that name, an alias or a part of its name like it.
///
/// # Errors
/// Where nobody has that name, with those that are near, or several have it.
pub fn entity(text: &str, archive: &Connection) -> Result<String, QueryError> {
    let key = name_key(text);
    let known: i64 =
        archive.query_row("SELECT count(*) FROM entities WHERE key = ?1", [&key], |row| row.get(0))?;
    if known > 0 {
        return Ok(key);
    }
    let candidates: Vec<(String, String)> = archive
        .prepare(
            "SELECT min(name), key FROM (
                SELECT e.id, e.name, e.key FROM aliases a JOIN entities e ON e.id = a.entity_id WHERE a.key = ?1
                UNION SELECT id, name, key FROM entities WHERE ' ' || key || ' ' LIKE '% ' || ?1 || ' %') AS e
             GROUP BY key
             ORDER BY sum((SELECT count(*) FROM mentions m WHERE m.entity_id = e.id)) DESC, key LIMIT ?2",
        )?
        .query_map((&key, CANDIDATES + 1), |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    match &candidates[..] {
        [] => {}
        [(_, key)] => return Ok(key.clone()),
        several => {
            let mut names: Vec<&str> =
                several.iter().take(CANDIDATES).map(|(name, _)| name.as_str()).collect();
            if several.len() > CANDIDATES {
                names.push("others");
            }
            return Err(QueryError::Usage(format!("{text:?} can be {}: say which", names.join(" or "))));
        }
    }
    let all: Vec<String> = archive
        .prepare("SELECT name FROM entities")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let near = did_you_mean(text, all.iter().map(String::as_str));
    Err(QueryError::Usage(format!(
        "nobody and nothing in the archive is named {text:?}{near}: `presscut query entities` lists the names"
    )))
}

/// The name of a source that is known by its name or domain, or by a part of its name that no other has.
///
/// # Errors
/// Where there is none, with those that are near, or there are several.
pub fn source(text: &str, archive: &Connection) -> Result<String, QueryError> {
    let all: Vec<(String, Option<String>)> = archive
        .prepare("SELECT name, domain FROM sources ORDER BY name")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let (key, lower) = (name_key(text), text.trim().to_lowercase());
    let host = lower.strip_prefix("www.").unwrap_or(&lower);
    let exact = |(name, domain): &&(String, Option<String>)| {
        name.to_lowercase() == lower || domain.as_deref() == Some(host)
    };
    if let Some((name, _)) = all.iter().find(exact).or_else(|| all.iter().find(|(n, _)| name_key(n) == key)) {
        return Ok(name.clone());
    }
    let part = format!(" {key} ");
    let within = |name: &str| !key.is_empty() && format!(" {} ", name_key(name)).contains(&part);
    let candidates: Vec<&str> =
        all.iter().map(|(name, _)| name.as_str()).filter(|name| within(name)).collect();
    match candidates[..] {
        [] => {}
        [name] => return Ok(name.into()),
        _ => {
            let names = candidates[..candidates.len().min(CANDIDATES)].join(" or ");
            return Err(QueryError::Usage(format!("{text:?} can be {names}: say which")));
        }
    }
    let near = did_you_mean(text, all.iter().map(|(name, _)| name.as_str()));
    Err(QueryError::Usage(format!(
        "the archive has no source {text:?}{near}: `presscut query sources` lists them"
    )))
}
