//! Corrections of quotes, applied to the rows that they are about.
//!
//! A correction is made of a quote in one article, and holds for the same quote in every article with the same text: agency
//! copy and reprints. A copy that was corrected itself keeps its own correction. The surprising decision: a speaker whom no
//! article names gets a name and an entity without any mention, as long as a quote is said by them, so that every query
//! finds them; where an article names them later, its mentions join that name.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, params};

use crate::archive::ArchiveError;
use crate::archive::articles::word_codes::{quote_kind_code, quote_method_code};
use crate::archive::entities::blocking_key::blocking_key;
use crate::archive::entities::entity_resolution;
use crate::archive::entities::name_rows;
use crate::archive::entities::names::NameRow;
use crate::model::{EntityType, QuoteKind};
use crate::text::name_key::{key_or_name, name_key};

/// The quote that a correction is about, whatever its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The article's identity.
    pub identity: String,
    /// The quote's text.
    pub text: String,
    /// Which of the article's quotes with this text, from 1.
    pub occurrence: i64,
}

/// Who spoke, as a correction says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CorrectedSpeaker {
    /// Nobody.
    Nobody,
    /// Whoever has this name; where the archive has no such name, the name alone.
    Named(String),
    /// A person by this name, also where no article names them.
    NewPerson(String),
}

impl CorrectedSpeaker {
    /// As the columns `speaker` and `new_person` have it.
    pub(crate) fn from_columns(speaker: Option<String>, is_new_person: bool) -> Option<CorrectedSpeaker> {
        speaker.map(|name| match name {
            name if name.is_empty() => CorrectedSpeaker::Nobody,
            name if is_new_person => CorrectedSpeaker::NewPerson(name),
            name => CorrectedSpeaker::Named(name),
        })
    }

    /// The name; empty for nobody.
    pub fn name(&self) -> &str {
        match self {
            CorrectedSpeaker::Nobody => "",
            CorrectedSpeaker::Named(name) | CorrectedSpeaker::NewPerson(name) => name,
        }
    }
}

/// Whether names were added or deleted: what was known of them before may be wrong then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub(crate) enum NamesChange {
    /// They were.
    Changed,
    /// They are as they were.
    Unchanged,
}

/// A correction that is in force.
struct Current {
    id: i64,
    subject: Subject,
    text_key: Option<String>,
    kind: Option<String>,
    speaker: Option<CorrectedSpeaker>,
    rejected: bool,
}

/// The row of the quote that a correction was made of, if the archive has it now.
pub(crate) fn row_of(connection: &Connection, subject: &Subject) -> Result<Option<i64>, ArchiveError> {
    let row = connection
        .prepare_cached(
            // The identity of a correction from before imprints is "text:" and the key of the text.
            "SELECT q.id FROM articles a JOIN quotes q ON q.article_id = a.id
             WHERE a.identity = coalesce(
                     (SELECT identity FROM articles WHERE identity = ?1),
                     (SELECT min(identity) FROM articles WHERE identity >= ?1 || ':' AND identity < ?1 || ';'
                          AND ?1 GLOB 'text:*'))
                 AND q.text = ?2 ORDER BY q.start, q.id LIMIT 1 OFFSET ?3 - 1",
        )?
        .query_row(params![subject.identity, subject.text, subject.occurrence], |row| row.get(0))
        .optional()?;
    Ok(row)
}

/// The rows of the same quote in the articles that have the text which the corrected one has, or had when it was corrected;
/// and those that the correction has reached before.
fn rows_with_the_same_text(connection: &Connection, correction: &Current) -> Result<Vec<i64>, ArchiveError> {
    let Subject { identity, text, occurrence } = &correction.subject;
    let rows = connection
        .prepare_cached(
            "SELECT q.id FROM texts t JOIN articles a ON a.text_id = t.id JOIN quotes q ON q.article_id = a.id
             WHERE t.text_key IN (?4, (SELECT text_key FROM articles WHERE identity = ?1))
               AND q.text = ?2
               AND ?3 = (SELECT count(*) FROM quotes o
                         WHERE o.article_id = q.article_id AND o.text = q.text AND (o.start, o.id) <= (q.start, q.id))
             UNION SELECT q.id FROM quotes q WHERE q.correction_id = ?5
             ORDER BY 1",
        )?
        .query_map(params![identity, text, occurrence, correction.text_key, correction.id], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

/// Applies all corrections to the rows that they are about. To be called wherever quotes were written, before that is
/// committed and after names were resolved: rows that are new are corrected again, the others stay as they are.
pub(crate) fn apply_corrections(connection: &Connection) -> Result<NamesChange, ArchiveError> {
    let corrections = load(connection)?;
    let mut own_rows = HashSet::new();
    let mut rows = Vec::with_capacity(corrections.len());
    for correction in &corrections {
        let own = row_of(connection, &correction.subject)?;
        own_rows.extend(own);
        rows.push(own);
    }
    let mut change = NamesChange::Unchanged;
    for (correction, own) in corrections.iter().zip(rows) {
        let copies = rows_with_the_same_text(connection, correction)?;
        let copies = copies.into_iter().filter(|row| !own_rows.contains(row));
        let rows: Vec<i64> = own.into_iter().chain(copies).collect();
        if rows.is_empty() {
            continue;
        }
        let name = correction.speaker_row(connection, &mut change)?;
        for row in rows {
            correction.apply(connection, row, name)?;
        }
    }
    if delete_unused_persons(connection)? {
        change = NamesChange::Changed;
    }
    Ok(change)
}

fn load(connection: &Connection) -> Result<Vec<Current>, ArchiveError> {
    // One that came before its article has the text of the article that it has met.
    connection
        .prepare_cached(
            "UPDATE quote_corrections SET text_key = (SELECT a.text_key FROM articles a WHERE a.identity = quote_corrections.identity)
             WHERE ended_at IS NULL AND text_key IS NULL",
        )?
        .execute([])?;
    let corrections = connection
        .prepare_cached(
            "SELECT id, identity, text, occurrence, text_key, kind, speaker, new_person, rejected
             FROM quote_corrections WHERE ended_at IS NULL ORDER BY id",
        )?
        .query_map([], |row| {
            Ok(Current {
                id: row.get(0)?,
                subject: Subject { identity: row.get(1)?, text: row.get(2)?, occurrence: row.get(3)? },
                text_key: row.get(4)?,
                kind: row.get(5)?,
                speaker: CorrectedSpeaker::from_columns(row.get(6)?, row.get(7)?),
                rejected: row.get(8)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(corrections)
}

impl Current {
    /// The name of its speaker, if the archive has it or is to have it.
    fn speaker_row(
        &self,
        connection: &Connection,
        change: &mut NamesChange,
    ) -> Result<Option<NameRow>, ArchiveError> {
        match &self.speaker {
            Some(CorrectedSpeaker::Named(name)) => find_speaker(connection, name),
            Some(CorrectedSpeaker::NewPerson(name)) if !self.rejected => {
                if let Some(row) = find_person(connection, name)? {
                    return Ok(Some(row));
                }
                *change = NamesChange::Changed;
                add_person(connection, name)?;
                find_person(connection, name)
            }
            _ => Ok(None),
        }
    }

    fn apply(&self, connection: &Connection, row: i64, name: Option<NameRow>) -> Result<(), ArchiveError> {
        if self.rejected {
            connection
                .prepare_cached("UPDATE quote_rows SET kind = ?3, correction_id = ?2 WHERE id = ?1")?
                .execute(params![row, self.id, quote_kind_code("rejected")])?;
            return Ok(());
        }
        connection
            .prepare_cached(
                "UPDATE quote_rows SET kind = coalesce(?2, kind), correction_id = ?3 WHERE id = ?1",
            )?
            .execute(params![row, self.kind.as_deref().map(quote_kind_code), self.id])?;
        let is_term = self.kind.as_deref() == Some(QuoteKind::Term.as_str());
        let speaker = match &self.speaker {
            Some(speaker) => Some(speaker.name()).filter(|speaker| !speaker.is_empty()),
            None if is_term => None,
            None => return Ok(()),
        };
        connection
            .prepare_cached(
                "UPDATE quote_rows SET speaker = ?2, speaker_entity_id = ?3, speaker_name_id = nullif(?4, ?3),
                     speaker_start = NULL, speaker_length = NULL, cue = NULL, method = ?5, confidence_permille = 1000
                 WHERE id = ?1",
            )?
            .execute(params![
                row,
                speaker,
                name.map(|name| name.entity),
                name.map(|name| name.name),
                quote_method_code("corrected")
            ])?;
        Ok(())
    }
}

/// The entity that is meant by a name, people before others, and that name's row or another of the entity's.
pub(crate) fn find_speaker(connection: &Connection, name: &str) -> Result<Option<NameRow>, ArchiveError> {
    let key = name_key(name);
    let entity: Option<i64> = connection
        .prepare_cached(
            "SELECT e.id FROM entities e
             WHERE e.id IN (SELECT id FROM entities WHERE key = ?1
                            UNION ALL SELECT entity_id FROM alias_rows WHERE key = ?1 AND alias = ?2)
             ORDER BY e.key = ?1 DESC, e.type = 'person' DESC, e.type = 'organization' DESC, e.id LIMIT 1",
        )?
        .query_row(params![key, name], |row| row.get(0))
        .optional()?;
    let Some(entity) = entity else { return Ok(None) };
    let name = connection
        .prepare_cached(
            "SELECT id FROM (SELECT id, key FROM entities WHERE id = ?1 AND name_uses IS NOT NULL
                             UNION ALL SELECT id, key FROM name_rows WHERE entity_id = ?1)
             ORDER BY key = ?2 DESC, id LIMIT 1",
        )?
        .query_row(params![entity, key], |row| row.get(0))
        .optional()?;
    Ok(name.map(|name| NameRow { name, entity }))
}

/// The row of a person's name, whoever has the same name among other things.
pub(crate) fn find_person(connection: &Connection, name: &str) -> Result<Option<NameRow>, ArchiveError> {
    let key = key_or_name(name);
    let row = connection
        .prepare_cached("SELECT id, entity_id FROM names WHERE key = ?1 AND type = 'person'")?
        .query_row([key], |row| Ok(NameRow { name: row.get(0)?, entity: row.get(1)? }))
        .optional()?;
    Ok(row)
}

/// Adds a person's name that no article has, and its entity.
fn add_person(connection: &Connection, name: &str) -> Result<(), ArchiveError> {
    let key = key_or_name(name);
    let id = name_rows::highest_number(connection)? + 1;
    connection
        .prepare_cached(
            "INSERT INTO name_rows (id, name, type, key, link, entity_id) VALUES (?1, ?2, 'person', ?3, nullif(?4, ?3), ?1)",
        )?
        .execute(params![id, name, key, blocking_key(EntityType::Person, &key)])?;
    connection
        .prepare_cached("INSERT INTO name_alias_rows (name_id, alias, key, uses) VALUES (?1, ?2, ?3, 0)")?
        .execute(params![id, name, key])?;
    entity_resolution::resolve_names(connection, &[(EntityType::Person, key)])
}

/// Deletes the names that were added and that no quote and no article has any more; gives whether there were any.
fn delete_unused_persons(connection: &Connection) -> Result<bool, ArchiveError> {
    let persons: Vec<String> = connection
        .prepare_cached(
            "SELECT DISTINCT speaker FROM quote_corrections WHERE new_person = 1 AND speaker <> ''",
        )?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut deleted = false;
    for person in persons {
        let Some(row) = find_person(connection, &person)? else { continue };
        let in_use = connection
            .prepare_cached(
                "SELECT 1 FROM mentions WHERE entity_id = ?2 AND name_id = ?1
                 UNION ALL SELECT 1 FROM quotes WHERE speaker_entity_id = ?2 AND speaker_name_id = ?1",
            )?
            .exists([row.name, row.entity])?;
        if !in_use {
            entity_resolution::delete_name(connection, row.name)?;
            deleted = true;
        }
    }
    Ok(deleted)
}
