//! The log of what people decide of entities, tags and notes: who, when, why, in words; entered, looked up, marked as undone.
//!
//! One log and one row of numbers for all of them. What a decision changed is kept by the room that it is about: as JSON in
//! the log where rows of entities have to be written back, in rows of their own where tags and notes are concerned.

use rusqlite::{Connection, OptionalExtension, params};

use crate::archive::ArchiveError;
use crate::archive::clock::utc_now;

/// Who decides, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Who.
    pub by: String,
    /// Why, if that was given.
    pub why: Option<String>,
}

/// Why a decision is not undone.
#[derive(Debug, thiserror::Error)]
pub enum UndoDecisionError {
    /// There is no decision of that number.
    #[error("there is no decision {0}: `presscut entities history` and `presscut tags history` list them")]
    Unknown(i64),
    /// It was undone before.
    #[error("decision {number} was taken back at {at} by {by}")]
    Undone {
        /// The decision.
        number: i64,
        /// When, UTC.
        at: String,
        /// By whom.
        by: String,
    },
    /// A later decision has changed the same rows.
    #[error("decision {number} was changed further by {later}: take that back first")]
    Superseded {
        /// The decision.
        number: i64,
        /// The later ones, in the order in which they have to be undone.
        later: String,
    },
    /// The log's row is damaged.
    #[error("decision {0} cannot be read: `presscut check` says more")]
    Unreadable(i64),
    /// The archive's own.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
}

impl From<rusqlite::Error> for UndoDecisionError {
    fn from(error: rusqlite::Error) -> UndoDecisionError {
        UndoDecisionError::Archive(error.into())
    }
}

/// What a decision about tags and notes has in the log's columns for rows of entities: none.
pub(crate) const NO_ENTITY_ROWS: &str = r#"{"names":[],"curated":[]}"#;

/// A decision to be entered.
pub(crate) struct NewDecision<'d> {
    /// One word: merge, tag …
    pub action: &'static str,
    /// For people.
    pub what: &'d str,
    /// The rows of entities before it, as JSON.
    pub before: &'d str,
    /// The same after it.
    pub after: &'d str,
}

/// A decision that is in force.
pub(crate) struct Logged {
    /// One word.
    pub action: String,
    /// For people.
    pub what: String,
    /// The rows of entities before it, as JSON.
    pub before: String,
    /// The same after it.
    pub after: String,
}

/// Enters a decision; gives its number.
pub(crate) fn enter(
    connection: &Connection,
    decision: &NewDecision,
    reason: &Reason,
) -> Result<i64, ArchiveError> {
    let NewDecision { action, what, before, after } = decision;
    connection.execute(
        "INSERT INTO decisions (at, \"by\", why, action, what, before, after) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![utc_now(), reason.by, reason.why, action, what, before, after],
    )?;
    Ok(connection.last_insert_rowid())
}

/// The decision of a number, if it can be undone.
///
/// # Errors
/// Where there is none, and where it was undone before.
pub(crate) fn in_force(connection: &Connection, number: i64) -> Result<Logged, UndoDecisionError> {
    let found: Option<(Logged, Option<String>, Option<String>)> = connection
        .query_row(
            "SELECT action, what, before, after, undone_at, undone_by FROM decisions WHERE id = ?1",
            [number],
            |row| {
                let logged = Logged {
                    action: row.get(0)?,
                    what: row.get(1)?,
                    before: row.get(2)?,
                    after: row.get(3)?,
                };
                Ok((logged, row.get(4)?, row.get(5)?))
            },
        )
        .optional()?;
    match found {
        None => Err(UndoDecisionError::Unknown(number)),
        Some((_, Some(at), by)) => Err(UndoDecisionError::Undone { number, at, by: by.unwrap_or_default() }),
        Some((logged, None, _)) => Ok(logged),
    }
}

/// Marks a decision as undone.
pub(crate) fn mark_undone(connection: &Connection, number: i64, by: &str) -> Result<(), ArchiveError> {
    connection.execute(
        "UPDATE decisions SET undone_at = ?2, undone_by = ?3 WHERE id = ?1",
        params![number, utc_now(), by],
    )?;
    Ok(())
}

/// "decision 7, then decision 5": later decisions in the order in which they have to be undone, the last one first.
pub(crate) fn in_order_of_undoing(later: &[i64]) -> String {
    match later {
        [] => "a later decision".into(),
        later => {
            let each: Vec<String> = later.iter().map(|number| format!("decision {number}")).collect();
            each.join(", then ")
        }
    }
}
