//! Corrections of quotes by people: who spoke, that it was no speech, that it is no quote; and how they are applied to what
//! was found.
//!
//! A correction names its quote by the article's identity, the quote's text and its occurrence, never by a row's number.
//! The surprising decision: the rows of `quotes` themselves are changed, so that every query sees them as corrected; what
//! was found is restored from the body, which has to be read again ([`QuoteToRestore`]).

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::archive::ArchiveError;
use crate::archive::applied_corrections::{apply_corrections, find_person, find_speaker, row_of};
use crate::archive::articles::reanalysis::ReanalysisRequest;
use crate::archive::clock::utc_now;
use crate::archive::decision_log::Reason;
use crate::archive::schema::connection::{ArchiveReader, ArchiveWriter};
use crate::model::{Annotations, Quote, QuoteKind};

pub use crate::archive::applied_corrections::{CorrectedSpeaker, Subject};

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

/// What is to be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Its kind, its speaker, or both.
    Fix {
        /// `None`: as it was.
        kind: Option<QuoteKind>,
        /// `None`: as it was.
        speaker: Option<CorrectedSpeaker>,
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
            "INSERT INTO quote_corrections (identity, text, occurrence, kind, speaker, new_person, rejected, found_kind,
                 found_speaker, text_key, \"by\", why, made_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?
        .execute(params![
            subject.identity,
            subject.text,
            subject.occurrence,
            kind,
            speaker.as_ref().map(CorrectedSpeaker::name),
            matches!(speaker, Some(CorrectedSpeaker::NewPerson(_))),
            rejected,
            before.found_kind,
            before.found_speaker,
            before.text_key,
            reason.by,
            reason.why,
            utc_now()
        ])?;
    let id = connection.last_insert_rowid();
    // The rows that the earlier one has corrected are this one's, whatever their articles have become since.
    if let Some(earlier) = before.correction {
        connection
            .execute("UPDATE quote_rows SET correction_id = ?2 WHERE correction_id = ?1", [earlier, id])?;
    }
    apply_all(archive)?;
    Ok(id)
}

/// Applies all corrections: to be called in a transaction, where quotes were written.
///
/// # Errors
/// Where the archive cannot be written.
pub fn apply_all(archive: &ArchiveWriter) -> Result<(), ArchiveError> {
    // Nothing here has cached names.
    let _ = apply_corrections(archive.connection())?;
    Ok(())
}

/// How many quotes a correction has corrected: the one that it is about, and the same quote in copies of its article.
///
/// # Errors
/// Where the archive cannot be read.
pub fn count_corrected(archive: &ArchiveReader, correction: i64) -> Result<u64, ArchiveError> {
    let sql = "SELECT count(*) FROM quotes WHERE correction_id = ?1";
    Ok(archive.connection().query_row(sql, [correction], |row| row.get(0))?)
}

/// A quote before it is corrected.
struct StateBefore {
    /// The correction in force, and what it says of kind and speaker; or those of a correction that reaches the quote from
    /// another article with this text.
    correction: Option<i64>,
    kind: Option<String>,
    speaker: Option<CorrectedSpeaker>,
    rejected: bool,
    /// What the extractors found.
    found_kind: String,
    found_speaker: Option<String>,
    /// The text that the article has, or had when it was corrected first.
    text_key: Option<String>,
}

const STATE_COLUMNS: &str =
    "c.id, c.kind, c.speaker, c.new_person, c.rejected, c.found_kind, c.found_speaker, c.text_key";

fn corrected_state(row: &Row<'_>) -> rusqlite::Result<StateBefore> {
    Ok(StateBefore {
        correction: row.get(0)?,
        kind: row.get(1)?,
        speaker: CorrectedSpeaker::from_columns(row.get(2)?, row.get(3)?),
        rejected: row.get(4)?,
        found_kind: row.get(5)?,
        found_speaker: row.get(6)?,
        text_key: row.get(7)?,
    })
}

fn state_before(connection: &Connection, subject: &Subject) -> Result<StateBefore, ArchiveError> {
    let corrected = connection
        .prepare_cached(&format!(
            "SELECT {STATE_COLUMNS} FROM quote_corrections c
             WHERE identity = ?1 AND text = ?2 AND occurrence = ?3 AND ended_at IS NULL"
        ))?
        .query_row(params![subject.identity, subject.text, subject.occurrence], corrected_state)
        .optional()?;
    if let Some(corrected) = corrected {
        return Ok(corrected);
    }
    let Some(row) = row_of(connection, subject)? else {
        return Ok(StateBefore {
            correction: None,
            kind: None,
            speaker: None,
            rejected: false,
            found_kind: "not found".into(),
            found_speaker: None,
            text_key: None,
        });
    };
    let of_copy = connection
        .prepare_cached(&format!(
            "SELECT {STATE_COLUMNS} FROM quotes q JOIN quote_corrections c ON c.id = q.correction_id WHERE q.id = ?1"
        ))?
        .query_row([row], corrected_state)
        .optional()?;
    if let Some(of_copy) = of_copy {
        return Ok(StateBefore { correction: None, ..of_copy });
    }
    let found = connection.query_row(
        "SELECT q.kind, q.speaker, a.text_key FROM quotes q JOIN articles a ON a.id = q.article_id WHERE q.id = ?1",
        [row],
        |row| {
            Ok(StateBefore {
                correction: None,
                kind: None,
                speaker: None,
                rejected: false,
                found_kind: row.get(0)?,
                found_speaker: row.get(1)?,
                text_key: row.get(2)?,
            })
        },
    )?;
    Ok(found)
}

/// Kind, speaker, and whether the quote is rejected, after a change.
type CorrectedValues = (Option<String>, Option<CorrectedSpeaker>, bool);

fn corrected_values(change: &Change, before: &StateBefore) -> Result<CorrectedValues, CorrectionError> {
    let Change::Fix { kind, speaker } = change else { return Ok((None, None, true)) };
    // What was rejected is a quote again, of the kind that it was found as.
    let as_found = || QuoteKind::named(&before.found_kind).filter(|_| before.rejected);
    let kind = kind
        .map(|kind| kind.as_str().to_owned())
        .or_else(|| before.kind.clone())
        .or_else(|| as_found().map(|kind| kind.as_str().to_owned()));
    let is_term = kind.as_deref().unwrap_or(&before.found_kind) == QuoteKind::Term.as_str();
    match (speaker, is_term) {
        (Some(speaker), true) if *speaker != CorrectedSpeaker::Nobody => Err(CorrectionError::SpokenTerm),
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

/// Whether somebody has this name as a person's.
///
/// # Errors
/// Where the archive cannot be read.
pub fn is_persons_name(archive: &ArchiveReader, name: &str) -> Result<bool, ArchiveError> {
    Ok(find_person(archive.connection(), name)?.is_some())
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

/// Undoes a correction. Gives the quote that it was about; and the rows that it had corrected, to be restored with
/// [`restore_as_found`] in the same transaction, after which [`apply_all`] has to be called.
///
/// # Errors
/// Where there is no such correction, and where it was undone or replaced before.
pub fn undo(
    archive: &ArchiveWriter,
    id: i64,
    by: &str,
) -> Result<(Subject, Vec<QuoteToRestore>), CorrectionError> {
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
    let rows: Vec<i64> = connection
        .prepare_cached("SELECT id FROM quotes WHERE correction_id = ?1 ORDER BY id")?
        .query_map([id], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let to_restore =
        rows.into_iter().map(|row| quote_to_restore(connection, row)).collect::<Result<_, _>>()?;
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
