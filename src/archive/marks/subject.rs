//! What a mark is about: an article, a quote or an entity, by a key that outlives its row.
//!
//! An article goes by its identity; a quote by its article's identity, its text and its occurrence, as corrections of quotes
//! do; an entity by one of its names as found, as decisions about entities do. The surprising decision: an entity that was
//! merged out of several has several subjects, one for each name that somebody marked. All of them count as its own, and
//! they part again when the merge is undone.

use rusqlite::{Connection, OptionalExtension, params};

use crate::archive::ArchiveError;
use crate::archive::entities::curated::{NameKey, curated_name};
use crate::archive::entities::entity::Entity;
use crate::archive::entities::found_name;
use crate::archive::quotes;
use crate::archive::schema::connection::ArchiveReader;
use crate::archive::stored_values::stored_in;
use crate::model::EntityType;

/// What something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SubjectKind {
    /// An article or teaser.
    Article,
    /// A quote.
    Quote,
    /// A person, organisation, place …
    Entity,
}

impl SubjectKind {
    /// All of them.
    pub const ALL: [SubjectKind; 3] = [SubjectKind::Article, SubjectKind::Quote, SubjectKind::Entity];

    /// As the archive writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            SubjectKind::Article => "article",
            SubjectKind::Quote => "quote",
            SubjectKind::Entity => "entity",
        }
    }

    /// The one of this word.
    pub fn named(word: &str) -> Option<SubjectKind> {
        SubjectKind::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// The key of what is marked; a row of `subjects` where something is or was.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SubjectKey {
    /// What it is.
    pub kind: SubjectKind,
    /// The identity of an article, of a quote's too; of an entity "type:key" of a name as found.
    pub identity: String,
    /// The text of a quote; else empty.
    pub text: String,
    /// Which of the article's quotes with this text, from 1; else 0.
    pub occurrence: i64,
}

/// What is marked, as it is in the archive now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Its key.
    pub key: SubjectKey,
    /// Its row, if the archive has it now.
    pub row: Option<i64>,
    /// "article 12", "quote 40", "Marek Lind (person)". No text of an article: the log keeps this for ever.
    pub described: String,
}

/// The article or teaser of a number.
///
/// # Errors
/// Where the archive cannot be read.
pub fn article(archive: &ArchiveReader, id: i64) -> Result<Option<Subject>, ArchiveError> {
    let identity: Option<String> = archive
        .connection()
        .prepare_cached("SELECT identity FROM articles WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    Ok(identity.map(|identity| {
        let key = SubjectKey { kind: SubjectKind::Article, identity, text: String::new(), occurrence: 0 };
        Subject { key, row: Some(id), described: format!("article {id}") }
    }))
}

/// The quote of a number.
///
/// # Errors
/// Where the archive cannot be read.
pub fn quote(archive: &ArchiveReader, id: i64) -> Result<Option<Subject>, ArchiveError> {
    let Some(quotes::Subject { identity, text, occurrence }) = quotes::find_subject(archive, id)? else {
        return Ok(None);
    };
    let key = SubjectKey { kind: SubjectKind::Quote, identity, text, occurrence };
    Ok(Some(Subject { key, row: Some(id), described: format!("quote {id}") }))
}

/// An entity: by the name that it is called, if articles have that; else by the one that they have most.
///
/// # Errors
/// Where the archive cannot be read.
pub fn entity(archive: &ArchiveReader, entity: &Entity) -> Result<Option<Subject>, ArchiveError> {
    let names = found_name::names_of_entity(archive.connection(), entity.id)?;
    let called = NameKey::new(entity.shown.kind, &entity.shown.name);
    let mut best: Option<(bool, i64, String)> = None;
    for id in names {
        let (kind, key, mentions): (String, String, i64) = archive
            .connection()
            .prepare_cached(
                "SELECT type, key, (SELECT count(*) FROM mentions WHERE entity_id = n.entity_id AND name_id = n.id)
                 FROM names n WHERE id = ?1",
            )?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let is_called = kind == called.kind.as_str() && key == called.key;
        let rank = (is_called, mentions, format!("{kind}:{key}"));
        let is_better = |best: &(bool, i64, String)| {
            (rank.0, rank.1).cmp(&(best.0, best.1)).then_with(|| best.2.cmp(&rank.2)).is_gt()
        };
        if best.as_ref().is_none_or(is_better) {
            best = Some(rank);
        }
    }
    Ok(best.map(|(_, _, identity)| {
        let key = SubjectKey { kind: SubjectKind::Entity, identity, text: String::new(), occurrence: 0 };
        Subject { key, row: Some(entity.id), described: entity.describe() }
    }))
}

/// What a key means now.
///
/// # Errors
/// Where the archive cannot be read.
pub fn of_key(archive: &ArchiveReader, key: SubjectKey) -> Result<Subject, ArchiveError> {
    let SubjectKey { kind, identity, text, occurrence } = &key;
    let row = match kind {
        SubjectKind::Article => archive
            .connection()
            .prepare_cached("SELECT id FROM articles WHERE identity = ?1")?
            .query_row([identity], |row| row.get(0))
            .optional()?,
        SubjectKind::Quote => {
            let (identity, text, occurrence) = (identity.clone(), text.clone(), *occurrence);
            quotes::find_quote(archive, &quotes::Subject { identity, text, occurrence })?
        }
        SubjectKind::Entity => entity_row(archive, identity)?,
    };
    let described = match (row, kind) {
        (Some(row), SubjectKind::Entity) => match Entity::load(archive, row)? {
            Some(entity) => entity.describe(),
            None => identity.clone(),
        },
        (Some(row), kind) => format!("{} {row}", kind.as_str()),
        (None, SubjectKind::Entity) => identity.clone(),
        (None, SubjectKind::Article) => "an article that is not here now".into(),
        (None, SubjectKind::Quote) => "a quote that is not here now".into(),
    };
    Ok(Subject { key, row, described })
}

/// The entity to which a name belongs, or about which a decision with this name was made.
fn entity_row(archive: &ArchiveReader, identity: &str) -> Result<Option<i64>, ArchiveError> {
    let Some(name) = entity_name(identity) else { return Ok(None) };
    if let Some(entity) = Entity::of_name(archive, &name)? {
        return Ok(Some(entity.id));
    }
    let Some((_, curated)) = curated_name(archive.connection(), name.kind, &name.key)? else {
        return Ok(None);
    };
    let row = archive
        .connection()
        .prepare_cached("SELECT id FROM entities WHERE curated_id = ?1")?
        .query_row([curated], |row| row.get(0))
        .optional()?;
    Ok(row)
}

/// The name in the identity of an entity; `None` where it is none.
pub fn entity_name(identity: &str) -> Option<NameKey> {
    let (kind, key) = identity.split_once(':')?;
    let kind = EntityType::named(kind).filter(|_| !key.is_empty())?;
    Some(NameKey { kind, key: key.to_string(), name: key.to_string() })
}

/// The rows of `subjects` that are about the same thing; none where it never had a mark.
pub(crate) fn stored(connection: &Connection, subject: &Subject) -> Result<Vec<i64>, ArchiveError> {
    let SubjectKey { kind, identity, text, occurrence } = &subject.key;
    let own = connection
        .prepare_cached(
            "SELECT id FROM subjects WHERE kind = ?1 AND identity = ?2 AND text = ?3 AND occurrence = ?4",
        )?
        .query_map(params![kind.as_str(), identity, text, occurrence], |row| row.get(0))?
        .collect::<Result<Vec<i64>, _>>()?;
    let (SubjectKind::Entity, Some(row)) = (kind, subject.row) else { return Ok(own) };
    let mut all = connection
        .prepare_cached(
            "SELECT subject_id FROM subject_rows WHERE kind = 'entity' AND row_id = ?1 ORDER BY subject_id",
        )?
        .query_map([row], |row| row.get(0))?
        .collect::<Result<Vec<i64>, _>>()?;
    all.extend(own.into_iter().filter(|id| !all.contains(id)).collect::<Vec<_>>());
    Ok(all)
}

/// The row of `subjects` of a key, made where there is none.
pub(crate) fn store(connection: &Connection, key: &SubjectKey) -> Result<i64, ArchiveError> {
    let SubjectKey { kind, identity, text, occurrence } = key;
    let values = params![kind.as_str(), identity, text, occurrence];
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO subjects (kind, identity, text, occurrence) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(values)?;
    let id = connection
        .prepare_cached(
            "SELECT id FROM subjects WHERE kind = ?1 AND identity = ?2 AND text = ?3 AND occurrence = ?4",
        )?
        .query_row(values, |row| row.get(0))?;
    Ok(id)
}

/// What has a tag now.
///
/// # Errors
/// Where the archive cannot be read.
pub fn tagged(archive: &ArchiveReader, tag: &str) -> Result<Vec<Subject>, ArchiveError> {
    select(
        archive,
        "SELECT s.* FROM subjects s JOIN tags t ON t.subject_id = s.id WHERE t.tag = ?1 AND t.removed_by IS NULL ORDER BY s.id",
        params![tag],
    )
}

/// What a note in force is on, and the note.
///
/// # Errors
/// Where the archive cannot be read.
pub fn noted(archive: &ArchiveReader, note: i64) -> Result<Option<(Subject, String)>, ArchiveError> {
    let text: Option<String> = archive
        .connection()
        .prepare_cached("SELECT note FROM notes WHERE id = ?1 AND removed_by IS NULL")?
        .query_row([note], |row| row.get(0))
        .optional()?;
    let sql = "SELECT s.* FROM subjects s JOIN notes n ON n.subject_id = s.id WHERE n.id = ?1";
    Ok(select(archive, sql, params![note])?.pop().zip(text))
}

fn select(
    archive: &ArchiveReader,
    sql: &str,
    values: impl rusqlite::Params,
) -> Result<Vec<Subject>, ArchiveError> {
    let keys: Vec<SubjectKey> = archive
        .connection()
        .prepare_cached(sql)?
        .query_map(values, |row| {
            let id: i64 = row.get("id")?;
            let kind = stored_in("subjects", &id).parsed(row, "kind", SubjectKind::named)?;
            let (identity, text) = (row.get("identity")?, row.get("text")?);
            Ok(SubjectKey { kind, identity, text, occurrence: row.get("occurrence")? })
        })?
        .collect::<Result<_, _>>()?;
    keys.into_iter().map(|key| of_key(archive, key)).collect()
}
