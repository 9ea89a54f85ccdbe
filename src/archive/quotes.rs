//! Corrections of quotes by people: who spoke, that it was no speech, that it is no quote; and how they are applied to what
//! was found.
//!
//! A correction names its quote by the article's identity, the quote's text and its occurrence, never by a row's number.
//! The surprising decision: the rows of `quotes` themselves are changed, so that every query sees them as corrected; what
//! was found is restored from the body, which has to be read again ([`QuoteToRestore`]).

use rusqlite::{Connection, OptionalExtension, params};

use crate::archive::ArchiveError;
use crate::archive::articles::reanalysis::ReanalysisRequest;
use crate::archive::clock::utc_now;
use crate::archive::decision_log::Reason;
use crate::archive::entities::names::NameRow;
use crate::archive::schema::connection::{ArchiveReader, ArchiveWriter};
use crate::model::{Annotations, Quote, QuoteKind};
use crate::text::name_key::name_key;

/// What is wrong with a correction.
#[derive(Debug, thiserror::Error)]
pub enum CorrectionError {
    /// No such quote.
    #[error("there is no quote {0}: `presscut sql \"SELECT id, text FROM quotes\"` lists them")]
    UnknownQuote(i64),
    /// No such correction.
    #[error("there is no correction {0}: `presscut quotes corrections` lists them")]
    Unknown(i64),
    /// It was taken back or replaced.
    #[error("correction {0} was taken back or replaced at {1}")]
    Ended(i64, String),
    /// A term with a speaker.
    #[error("a term is spoken by nobody: say --kind direct or --kind partial too")]
    SpokenTerm,
    /// The archive's own.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
}

impl From<rusqlite::Error> for CorrectionError {
    fn from(error: rusqlite::Error) -> CorrectionError {
        CorrectionError::Archive(error.into())
    }
}

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

/// What is to be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Its kind, its speaker ("" for nobody), or both.
    Fix {
        /// `None`: as it was.
        kind: Option<QuoteKind>,
        /// `None`: as it was.
        speaker: Option<String>,
    },
    /// It is no quote.
    Reject,
}

/// The quote of a row, as corrections name it; `None` where there is no such row.
///
/// # Errors
/// Where the archive cannot be read.
pub fn find_subject(archive: &ArchiveReader, quote: i64) -> Result<Option<Subject>, ArchiveError> {
    let found = archive
        .connection()
        .query_row(
            "SELECT a.identity, q.text,
                    (SELECT count(*) FROM quotes o
                     WHERE o.article_id = q.article_id AND o.text = q.text AND (o.start, o.id) <= (q.start, q.id))
             FROM quotes q JOIN articles a ON a.id = q.article_id WHERE q.id = ?1",
            [quote],
            |row| Ok(Subject { identity: row.get(0)?, text: row.get(1)?, occurrence: row.get(2)? }),
        )
        .optional()?;
    Ok(found)
}

/// The row of a quote, if the archive has it now.
///
/// # Errors
/// Where the archive cannot be read.
pub fn find_quote(archive: &ArchiveReader, subject: &Subject) -> Result<Option<i64>, ArchiveError> {
    row_of(archive.connection(), subject)
}

fn row_of(connection: &Connection, subject: &Subject) -> Result<Option<i64>, ArchiveError> {
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

/// Keeps a correction and applies it to the row; what an earlier correction of the quote has and this one has not, stays.
/// Gives its number.
///
/// # Errors
/// Where it gives a speaker to a term.
pub fn correct(
    archive: &ArchiveWriter,
    subject: &Subject,
    change: &Change,
    reason: &Reason,
) -> Result<i64, CorrectionError> {
    let connection = archive.connection();
    let before = state_before(connection, subject)?;
    let (kind, speaker, rejected) = corrected_values(change, &before)?;
    if let Some(id) = before.correction {
        end_correction(connection, id, &reason.by)?;
    }
    connection
        .prepare_cached(
            "INSERT INTO quote_corrections (identity, text, occurrence, kind, speaker, rejected, found_kind,
                 found_speaker, \"by\", why, made_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            subject.identity,
            subject.text,
            subject.occurrence,
            kind,
            speaker,
            rejected,
            before.found_kind,
            before.found_speaker,
            reason.by,
            reason.why,
            utc_now()
        ])?;
    let id = connection.last_insert_rowid();
    apply_corrections(connection)?;
    Ok(id)
}

/// A quote before it is corrected.
struct StateBefore {
    /// The correction in force, and what it says of kind and speaker.
    correction: Option<i64>,
    kind: Option<String>,
    speaker: Option<String>,
    /// What the extractors found.
    found_kind: String,
    found_speaker: Option<String>,
}

fn state_before(connection: &Connection, subject: &Subject) -> Result<StateBefore, ArchiveError> {
    let corrected = connection
        .prepare_cached(
            "SELECT id, kind, speaker, found_kind, found_speaker FROM quote_corrections
             WHERE identity = ?1 AND text = ?2 AND occurrence = ?3 AND ended_at IS NULL",
        )?
        .query_row(params![subject.identity, subject.text, subject.occurrence], |row| {
            Ok(StateBefore {
                correction: row.get(0)?,
                kind: row.get(1)?,
                speaker: row.get(2)?,
                found_kind: row.get(3)?,
                found_speaker: row.get(4)?,
            })
        })
        .optional()?;
    if let Some(corrected) = corrected {
        return Ok(corrected);
    }
    let (found_kind, found_speaker) = match row_of(connection, subject)? {
        Some(row) => {
            connection.query_row("SELECT kind, speaker FROM quotes WHERE id = ?1", [row], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?
        }
        None => ("not found".into(), None),
    };
    Ok(StateBefore { correction: None, kind: None, speaker: None, found_kind, found_speaker })
}

/// Kind, speaker, and whether the quote is rejected, after a change.
fn corrected_values(
    change: &Change,
    before: &StateBefore,
) -> Result<(Option<String>, Option<String>, bool), CorrectionError> {
    let Change::Fix { kind, speaker } = change else { return Ok((None, None, true)) };
    let kind = kind.map(|kind| kind.as_str().to_owned()).or_else(|| before.kind.clone());
    let is_term = kind.as_deref().unwrap_or(&before.found_kind) == QuoteKind::Term.as_str();
    match (speaker, is_term) {
        (Some(name), true) if !name.is_empty() => Err(CorrectionError::SpokenTerm),
        (_, true) => Ok((kind, None, false)),
        (speaker, false) => Ok((kind, speaker.clone().or_else(|| before.speaker.clone()), false)),
    }
}

fn end_correction(connection: &Connection, id: i64, by: &str) -> Result<(), ArchiveError> {
    connection
        .prepare_cached("UPDATE quote_corrections SET ended_at = ?2, ended_by = ?3 WHERE id = ?1")?
        .execute(params![id, utc_now(), by])?;
    Ok(())
}

/// A correction that is in force.
struct Current {
    id: i64,
    subject: Subject,
    kind: Option<String>,
    speaker: Option<String>,
    rejected: bool,
}

/// Applies all corrections to the rows that they are about. To be called wherever quotes were written, before that is
/// committed: rows that are new are corrected again, the others stay as they are.
pub(crate) fn apply_corrections(connection: &Connection) -> Result<(), ArchiveError> {
    let corrections: Vec<Current> = connection
        .prepare_cached(
            "SELECT id, identity, text, occurrence, kind, speaker, rejected FROM quote_corrections
             WHERE ended_at IS NULL ORDER BY id",
        )?
        .query_map([], |row| {
            let subject = Subject { identity: row.get(1)?, text: row.get(2)?, occurrence: row.get(3)? };
            let (kind, speaker, rejected) = (row.get(4)?, row.get(5)?, row.get(6)?);
            Ok(Current { id: row.get(0)?, subject, kind, speaker, rejected })
        })?
        .collect::<Result<_, _>>()?;
    for correction in &corrections {
        if let Some(row) = row_of(connection, &correction.subject)? {
            correction.apply(connection, row)?;
        }
    }
    Ok(())
}

impl Current {
    fn apply(&self, connection: &Connection, row: i64) -> Result<(), ArchiveError> {
        if self.rejected {
            connection
                .prepare_cached("UPDATE quotes SET kind = 'rejected', correction_id = ?2 WHERE id = ?1")?
                .execute(params![row, self.id])?;
            return Ok(());
        }
        connection
            .prepare_cached("UPDATE quotes SET kind = coalesce(?2, kind), correction_id = ?3 WHERE id = ?1")?
            .execute(params![row, self.kind, self.id])?;
        let is_term = self.kind.as_deref() == Some(QuoteKind::Term.as_str());
        let speaker = match &self.speaker {
            Some(speaker) => Some(speaker.as_str()).filter(|speaker| !speaker.is_empty()),
            None if is_term => None,
            None => return Ok(()),
        };
        let found = match speaker {
            Some(speaker) => find_speaker(connection, speaker)?,
            None => None,
        };
        connection
            .prepare_cached(
                "UPDATE quotes SET speaker = ?2, speaker_entity_id = ?3, speaker_name_id = ?4, speaker_start = NULL,
                     speaker_end = NULL, cue = NULL, method = 'corrected', confidence = 1.0
                 WHERE id = ?1",
            )?
            .execute(params![
                row,
                speaker,
                found.map(|found| found.entity),
                found.map(|found| found.name)
            ])?;
        Ok(())
    }
}

/// The entity that is meant by a name, people before others, and that name's row or another of the entity's.
fn find_speaker(connection: &Connection, name: &str) -> Result<Option<NameRow>, ArchiveError> {
    let key = name_key(name);
    let entity: Option<i64> = connection
        .prepare_cached(
            "SELECT e.id FROM entities e
             WHERE e.key = ?1 OR e.id IN (SELECT entity_id FROM aliases WHERE alias = ?2)
             ORDER BY e.key = ?1 DESC, e.type = 'person' DESC, e.type = 'organization' DESC, e.id LIMIT 1",
        )?
        .query_row(params![key, name], |row| row.get(0))
        .optional()?;
    let Some(entity) = entity else { return Ok(None) };
    let name = connection
        .prepare_cached(
            "SELECT id FROM (SELECT id, key FROM names WHERE id = ?1 AND entity_id = id
                             UNION ALL SELECT id, key FROM names WHERE entity_id = ?1 AND entity_id <> id)
             ORDER BY key = ?2 DESC, id LIMIT 1",
        )?
        .query_row(params![entity, key], |row| row.get(0))
        .optional()?;
    Ok(name.map(|name| NameRow { name, entity }))
}

/// Whether a corrected speaker leads to an entity by the name as it is written.
///
/// # Errors
/// Where the archive cannot be read.
pub fn is_linked_as_written(archive: &ArchiveReader, speaker: &str) -> Result<bool, ArchiveError> {
    Ok(find_speaker(archive.connection(), speaker)?.is_some())
}

/// A quote whose correction was undone: what was found in its article's body has to be written over it.
#[derive(Debug)]
#[must_use]
pub struct QuoteToRestore {
    row: i64,
    start: i64,
    end: i64,
    /// The body to read again.
    pub request: ReanalysisRequest,
}

/// Undoes a correction. Gives the quote that it was about; and that quote's row, if the archive has it, to be restored with
/// [`restore_as_found`] in the same transaction.
///
/// # Errors
/// Where there is no such correction, and where it was undone or replaced before.
pub fn undo(
    archive: &ArchiveWriter,
    id: i64,
    by: &str,
) -> Result<(Subject, Option<QuoteToRestore>), CorrectionError> {
    let connection = archive.connection();
    let found: Option<(Subject, Option<String>)> = connection
        .query_row(
            "SELECT identity, text, occurrence, ended_at FROM quote_corrections WHERE id = ?1",
            [id],
            |row| {
                let subject = Subject { identity: row.get(0)?, text: row.get(1)?, occurrence: row.get(2)? };
                Ok((subject, row.get(3)?))
            },
        )
        .optional()?;
    let subject = match found {
        None => return Err(CorrectionError::Unknown(id)),
        Some((_, Some(when))) => return Err(CorrectionError::Ended(id, when)),
        Some((subject, None)) => subject,
    };
    end_correction(connection, id, by)?;
    let to_restore = match row_of(connection, &subject)? {
        Some(row) => Some(quote_to_restore(connection, row)?),
        None => None,
    };
    Ok((subject, to_restore))
}

fn quote_to_restore(connection: &Connection, row: i64) -> Result<QuoteToRestore, ArchiveError> {
    let quote = connection.query_row(
        "SELECT q.article_id, q.start, q.\"end\", a.body FROM quotes q JOIN articles a ON a.id = q.article_id
         WHERE q.id = ?1",
        [row],
        |found| {
            // Quotes do not depend on the day.
            let request = ReanalysisRequest { article: found.get(0)?, body: found.get(3)?, anchor: None };
            Ok(QuoteToRestore { row, start: found.get(1)?, end: found.get(2)?, request })
        },
    )?;
    Ok(quote)
}

/// Writes over a quote's row what was found in its article's body.
///
/// # Errors
/// Where the archive cannot be written.
pub fn restore_as_found(
    archive: &ArchiveWriter,
    quote_to_restore: &QuoteToRestore,
    annotations: &Annotations,
) -> Result<(), ArchiveError> {
    let QuoteToRestore { row, start, end, request } = quote_to_restore;
    let has_span = |quote: &&Quote| (quote.span.start as i64, quote.span.end as i64) == (*start, *end);
    let Some(quote) = annotations.quotes.iter().find(has_span) else { return Ok(()) };
    // The entity's row by one of its mentions, which stays right where entities were merged since.
    let mention = quote
        .speaker_entity
        .and_then(|entity| annotations.mentions.iter().find(|mention| mention.entity == entity))
        .map(|mention| mention.span.start as i64);
    archive.connection().execute(
        "UPDATE quotes SET kind = ?2, speaker = ?3, speaker_start = ?4, speaker_end = ?5, cue = ?6, method = ?7,
             confidence = ?8, correction_id = NULL,
             (speaker_entity_id, speaker_name_id)
                 = (SELECT entity_id, name_id FROM mentions WHERE article_id = ?9 AND start = ?10)
         WHERE id = ?1",
        params![
            row,
            quote.kind.as_str(),
            quote.speaker,
            quote.speaker_span.map(|span| span.start as i64),
            quote.speaker_span.map(|span| span.end as i64),
            quote.cue,
            quote.method.map(|method| method.as_str()),
            quote.confidence,
            request.article,
            mention
        ],
    )?;
    Ok(())
}
