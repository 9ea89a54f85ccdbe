//! One entity as a reader wants it: its names, how often it is mentioned, and the decisions in force about it.

use rusqlite::params;

use crate::archive::ArchiveError;
use crate::archive::entities::curated::NameKey;
use crate::archive::entities::entity::Entity;
use crate::archive::marks::shown;
use crate::archive::marks::shown::ShownNote;
use crate::archive::marks::subject::SubjectKind;
use crate::archive::schema::connection::ArchiveReader;

/// An entity with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityDetails {
    /// The entity.
    pub entity: Entity,
    /// How often it is mentioned.
    pub mentions: u64,
    /// In how many articles.
    pub articles: u64,
    /// The days of the first and the last of these articles.
    pub days: Option<(String, String)>,
    /// Its names.
    pub names: Vec<NameDetails>,
    /// The decisions in force about it, oldest first.
    pub decisions: Vec<DecisionInForce>,
    /// What people have tagged it with.
    pub tags: Vec<String>,
    /// What people have written on it.
    pub notes: Vec<ShownNote>,
}

/// A name of an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameDetails {
    /// The name.
    pub name: NameKey,
    /// How often the entity is mentioned by it.
    pub mentions: u64,
    /// Other spellings of it.
    pub also: Vec<String>,
}

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionInForce {
    /// Its number.
    pub id: i64,
    /// When it was made, UTC.
    pub at: String,
    /// Who made it.
    pub by: String,
    /// What it is.
    pub what: String,
    /// Why it was made.
    pub why: Option<String>,
}

/// Reads everything about an entity.
pub fn entity_details(archive: &ArchiveReader, entity: Entity) -> Result<EntityDetails, ArchiveError> {
    type Counted = (u64, u64, Option<String>, Option<String>);
    let (mentions, articles, first, last): Counted = archive.connection().query_row(
        "SELECT count(*), count(DISTINCT a.id), min(a.published_day), max(a.published_day)
         FROM mentions m JOIN articles a ON a.id = m.article_id WHERE m.entity_id = ?1",
        [entity.id],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
    )?;
    let names = entity.names(archive)?;
    let names = names.into_iter().map(|name| name_details(archive, name)).collect::<Result<_, _>>()?;
    let decisions = match entity.curated {
        Some(curated) => decisions(archive, curated)?,
        None => Vec::new(),
    };
    let tags = shown::tags_of(archive, SubjectKind::Entity, entity.id)?;
    let notes = shown::notes_of_entity(archive, entity.id)?;
    Ok(EntityDetails { entity, mentions, articles, days: first.zip(last), names, decisions, tags, notes })
}

fn name_details(archive: &ArchiveReader, name: NameKey) -> Result<NameDetails, ArchiveError> {
    let found = params![name.kind.as_str(), name.key];
    let mentions = archive
        .connection()
        .prepare_cached(
            "SELECT count(*) FROM names n JOIN mentions m ON m.entity_id = n.entity_id AND m.name_id = n.id
             WHERE n.type = ?1 AND n.key = ?2",
        )?
        .query_row(found, |row| row.get(0))?;
    let also = archive
        .connection()
        .prepare_cached(
            "SELECT a.alias FROM names n JOIN name_alias_rows a ON a.name_id = n.id
             WHERE n.type = ?1 AND n.key = ?2 AND a.alias <> n.name ORDER BY a.alias",
        )?
        .query_map(found, |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(NameDetails { name, mentions, also })
}

fn decisions(archive: &ArchiveReader, curated: i64) -> Result<Vec<DecisionInForce>, ArchiveError> {
    let decisions = archive
        .connection()
        .prepare_cached(
            "SELECT d.id, d.at, d.\"by\", d.what, d.why FROM decisions d
             WHERE d.undone_at IS NULL
               AND EXISTS (SELECT 1 FROM json_each(d.after, '$.names') n WHERE n.value ->> 3 = ?1
                           UNION ALL SELECT 1 FROM json_each(d.after, '$.curated') c WHERE c.value ->> 0 = ?1)
             ORDER BY d.id",
        )?
        .query_map([curated], |row| {
            Ok(DecisionInForce {
                id: row.get(0)?,
                at: row.get(1)?,
                by: row.get(2)?,
                what: row.get(3)?,
                why: row.get(4)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(decisions)
}
