//! What people say of quotes: who spoke after all, that it was no speech, that it is no quote; and how that is laid over
//! what was found.
//!
//! A correction names its quote by the article's identity, the quote's text and its occurrence, never by a row's number.
//! The surprising decision: the rows of `quotes` themselves are changed, so that every query sees them as corrected; what
//! was found comes back from the body, which is read again.

use chrono::{SecondsFormat, Utc};
use rusqlite::{Connection, OptionalExtension, params};

use crate::archive::ArchiveError;
use crate::archive::articles::reread::Reread;
use crate::archive::entities::names::Named;
use crate::model::{Quote, QuoteKind};
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

/// Who says so, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Who.
    pub by: String,
    /// Why.
    pub why: Option<String>,
}

/// The quote of a row.
pub fn subject(connection: &Connection, quote: i64) -> Result<Subject, CorrectionError> {
    connection
        .query_row(
            "SELECT a.identity, q.text,
                    (SELECT count(*) FROM quotes o
                     WHERE o.article_id = q.article_id AND o.text = q.text AND (o.start, o.id) <= (q.start, q.id))
             FROM quotes q JOIN articles a ON a.id = q.article_id WHERE q.id = ?1",
            [quote],
            |row| Ok(Subject { identity: row.get(0)?, text: row.get(1)?, occurrence: row.get(2)? }),
        )
        .optional()?
        .ok_or(CorrectionError::UnknownQuote(quote))
}

/// The row of a quote, if the archive has it now.
pub fn row_of(connection: &Connection, subject: &Subject) -> Result<Option<i64>, ArchiveError> {
    let row = connection
        .prepare_cached(
            "SELECT q.id FROM articles a JOIN quotes q ON q.article_id = a.id
             WHERE a.identity = ?1 AND q.text = ?2 ORDER BY q.start, q.id LIMIT 1 OFFSET ?3 - 1",
        )?
        .query_row(params![subject.identity, subject.text, subject.occurrence], |row| row.get(0))
        .optional()?;
    Ok(row)
}

/// Keeps a correction and lays it over the row; what an earlier one of the same quote says and this one does not, stays.
/// Gives its number.
pub fn correct(
    connection: &Connection,
    subject: &Subject,
    change: &Change,
    reason: &Reason,
) -> Result<i64, CorrectionError> {
    type Before = (i64, Option<String>, Option<String>, String, Option<String>);
    let before: Option<Before> = connection
        .prepare_cached(
            "SELECT id, kind, speaker, found_kind, found_speaker FROM quote_corrections
             WHERE identity = ?1 AND text = ?2 AND occurrence = ?3 AND ended_at IS NULL",
        )?
        .query_row(params![subject.identity, subject.text, subject.occurrence], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        })
        .optional()?;
    let row = row_of(connection, subject)?;
    let found: Option<(String, Option<String>)> = match (&before, row) {
        (Some((_, _, _, kind, speaker)), _) => Some((kind.clone(), speaker.clone())),
        (None, Some(row)) => {
            Some(connection.query_row("SELECT kind, speaker FROM quotes WHERE id = ?1", [row], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?)
        }
        (None, None) => None,
    };
    let (found_kind, found_speaker) = found.unwrap_or_else(|| ("not found".into(), None));
    let (old_kind, old_speaker) = before.as_ref().map_or((None, None), |old| (old.1.clone(), old.2.clone()));
    let (kind, speaker, rejected) = match change {
        Change::Reject => (None, None, true),
        Change::Fix { kind, speaker } => {
            let kind = kind.map(|kind| kind.as_str().to_owned()).or(old_kind);
            let is_term = kind.as_deref().unwrap_or(&found_kind) == QuoteKind::Term.as_str();
            match (speaker, is_term) {
                (Some(name), true) if !name.is_empty() => return Err(CorrectionError::SpokenTerm),
                (_, true) => (kind, None, false),
                (speaker, false) => (kind, speaker.clone().or(old_speaker), false),
            }
        }
    };
    if let Some((id, ..)) = before {
        end(connection, id, &reason.by)?;
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
            found_kind,
            found_speaker,
            reason.by,
            reason.why,
            now()
        ])?;
    let id = connection.last_insert_rowid();
    apply(connection)?;
    Ok(id)
}

fn now() -> String {
    Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn end(connection: &Connection, id: i64, by: &str) -> Result<(), ArchiveError> {
    connection
        .prepare_cached("UPDATE quote_corrections SET ended_at = ?2, ended_by = ?3 WHERE id = ?1")?
        .execute(params![id, now(), by])?;
    Ok(())
}

/// A correction that holds.
struct Current {
    id: i64,
    subject: Subject,
    kind: Option<String>,
    speaker: Option<String>,
    rejected: bool,
}

/// Lays all corrections over the rows that they are about. To be called wherever quotes were written, before that is
/// committed: rows that are new are corrected again, the others stay as they are.
pub fn apply(connection: &Connection) -> Result<(), ArchiveError> {
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
            correction.lay_over(connection, row)?;
        }
    }
    Ok(())
}

impl Current {
    fn lay_over(&self, connection: &Connection, row: i64) -> Result<(), ArchiveError> {
        if self.rejected {
            connection
                .prepare_cached("UPDATE quotes SET kind = 'rejected', correction_id = ?2 WHERE id = ?1")?
                .execute(params![row, self.id])?;
            return Ok(());
        }
        connection
            .prepare_cached("UPDATE quotes SET kind = coalesce(?2, kind), correction_id = ?3 WHERE id = ?1")?
            .execute(params![row, self.kind, self.id])?;
        let nobody = self.kind.as_deref() == Some(QuoteKind::Term.as_str());
        let speaker = match &self.speaker {
            Some(speaker) => Some(speaker.as_str()).filter(|speaker| !speaker.is_empty()),
            None if nobody => None,
            None => return Ok(()),
        };
        let named = match speaker {
            Some(speaker) => name_of_entity(connection, speaker)?,
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
                named.map(|named| named.entity),
                named.map(|named| named.name)
            ])?;
        Ok(())
    }
}

/// The entity that somebody means by a name, people before others, and that name's row or another of the entity's.
fn name_of_entity(connection: &Connection, name: &str) -> Result<Option<Named>, ArchiveError> {
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
    Ok(name.map(|name| Named { name, entity }))
}

/// Whether a corrected speaker leads to an entity by the name as it is written.
pub fn is_linked_as_written(connection: &Connection, speaker: &str) -> Result<bool, ArchiveError> {
    Ok(name_of_entity(connection, speaker)?.is_some())
}

/// Takes a correction back: its quote is again as it was found.
pub fn undo(
    connection: &Connection,
    id: i64,
    by: &str,
    reread: &dyn Reread,
) -> Result<Subject, CorrectionError> {
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
    end(connection, id, by)?;
    if let Some(row) = row_of(connection, &subject)? {
        as_found(connection, row, reread)?;
    }
    Ok(subject)
}

/// Makes a row again what is found in its article's body.
fn as_found(connection: &Connection, row: i64, reread: &dyn Reread) -> Result<(), ArchiveError> {
    let (article, start, end, body): (i64, i64, i64, String) = connection.query_row(
        "SELECT q.article_id, q.start, q.\"end\", a.body FROM quotes q JOIN articles a ON a.id = q.article_id
         WHERE q.id = ?1",
        [row],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
    )?;
    // Days are of no account to quotes.
    let annotations = reread.annotations(&body, None);
    let is_it = |quote: &&Quote| (quote.span.start as i64, quote.span.end as i64) == (start, end);
    let Some(quote) = annotations.quotes.iter().find(is_it) else { return Ok(()) };
    // The entity's row by one of its mentions, which stays right where entities were put together since.
    let mention = quote
        .speaker_entity
        .and_then(|entity| annotations.mentions.iter().find(|mention| mention.entity == entity))
        .map(|mention| mention.span.start as i64);
    connection.execute(
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
            article,
            mention
        ],
    )?;
    Ok(())
}
