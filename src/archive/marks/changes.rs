//! Decisions about tags and notes: worked out, kept with who made them, undone.
//!
//! A mark that is taken off stays as a row with the decision that took it off, so that this can be undone. Undoing a decision
//! deletes the marks that it made and brings back those that it took off; it is refused where a later decision took off
//! what it made, or made again what it took off.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};

use crate::archive::ArchiveError;
use crate::archive::decision_log;
use crate::archive::decision_log::{NO_ENTITY_ROWS, NewDecision, Reason, UndoDecisionError};
use crate::archive::marks::Mark;
use crate::archive::marks::subject;
use crate::archive::marks::subject::Subject;
use crate::archive::schema::connection::{ArchiveReader, ArchiveWriter};

/// What a decision about marks is called in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Tags were given.
    Tag,
    /// Tags were taken off.
    Untag,
    /// A tag was given another name.
    RenameTag,
    /// A note was written.
    Note,
    /// Notes were taken off.
    RemoveNote,
    /// A sheet came back from a spreadsheet.
    Sheet,
}

impl Action {
    const ALL: [Action; 6] =
        [Action::Tag, Action::Untag, Action::RenameTag, Action::Note, Action::RemoveNote, Action::Sheet];

    /// As the log has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Action::Tag => "tag",
            Action::Untag => "untag",
            Action::RenameTag => "rename tag",
            Action::Note => "note",
            Action::RemoveNote => "remove note",
            Action::Sheet => "sheet of tags",
        }
    }
}

/// The actions of decisions about marks, as the log has them.
pub fn actions() -> Vec<&'static str> {
    Action::ALL.iter().map(|action| action.as_str()).collect()
}

/// Whether a decision with this action is one about marks.
pub(crate) fn is_about_marks(action: &str) -> bool {
    actions().contains(&action)
}

/// What becomes of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It is put on.
    Add,
    /// It is taken off.
    Remove,
}

/// A mark to be put on something or taken off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkChange {
    /// On what.
    pub subject: Subject,
    /// Tag or note.
    pub mark: Mark,
    /// The tag or note, in the form in which it is kept.
    pub words: String,
    /// On or off.
    pub change: Change,
}

/// The marks of a kind that something has now, in order.
///
/// # Errors
/// Where the archive cannot be read.
pub fn current(
    archive: &ArchiveReader,
    subject: &Subject,
    mark: Mark,
) -> Result<BTreeSet<String>, ArchiveError> {
    let mut words = BTreeSet::new();
    for id in subject::stored(archive.connection(), subject)? {
        let (table, column) = (mark.table(), mark.column());
        let mut statement = archive.connection().prepare_cached(&format!(
            "SELECT {column} FROM {table} WHERE subject_id = ?1 AND removed_by IS NULL"
        ))?;
        for found in statement.query_map([id], |row| row.get(0))? {
            words.insert(found?);
        }
    }
    Ok(words)
}

/// Those of the changes that change something: a mark that is there is not put on again.
///
/// # Errors
/// Where the archive cannot be read.
pub fn effective(archive: &ArchiveReader, changes: Vec<MarkChange>) -> Result<Vec<MarkChange>, ArchiveError> {
    let mut there = BTreeMap::new();
    let mut effective = Vec::new();
    for change in changes {
        let key = (change.subject.key.clone(), change.mark);
        let words = match there.entry(key) {
            std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::btree_map::Entry::Vacant(new) => {
                new.insert(current(archive, &change.subject, change.mark)?)
            }
        };
        let changes_something = match change.change {
            Change::Add => words.insert(change.words.clone()),
            Change::Remove => words.remove(&change.words),
        };
        if changes_something {
            effective.push(change);
        }
    }
    Ok(effective)
}

/// Makes changes as one decision, and gives its number; `None` where there are none. They have to be
/// [effective].
///
/// # Errors
/// Where the archive cannot be written.
pub fn decide(
    archive: &ArchiveWriter,
    changes: &[MarkChange],
    (action, what): (Action, &str),
    reason: &Reason,
) -> Result<Option<i64>, ArchiveError> {
    if changes.is_empty() {
        return Ok(None);
    }
    let connection = archive.connection();
    let decision =
        NewDecision { action: action.as_str(), what, before: NO_ENTITY_ROWS, after: NO_ENTITY_ROWS };
    let number = decision_log::enter(connection, &decision, reason)?;
    for change in changes {
        apply(connection, change, number)?;
    }
    Ok(Some(number))
}

fn apply(connection: &Connection, change: &MarkChange, decision: i64) -> Result<(), ArchiveError> {
    let MarkChange { subject, mark, words, change } = change;
    let (table, column) = (mark.table(), mark.column());
    match change {
        Change::Add => {
            let id = subject::store(connection, &subject.key)?;
            connection
                .prepare_cached(&format!(
                    "INSERT INTO {table} (subject_id, {column}, decision_id) VALUES (?1, ?2, ?3)"
                ))?
                .execute(params![id, words, decision])?;
        }
        Change::Remove => {
            for id in subject::stored(connection, subject)? {
                connection
                    .prepare_cached(&format!(
                        "UPDATE {table} SET removed_by = ?3
                         WHERE subject_id = ?1 AND {column} = ?2 AND removed_by IS NULL"
                    ))?
                    .execute(params![id, words, decision])?;
            }
        }
    }
    Ok(())
}

/// Undoes a decision about marks.
///
/// # Errors
/// Where a later one has to be undone first.
pub(crate) fn undo(archive: &ArchiveWriter, number: i64, by: &str) -> Result<(), UndoDecisionError> {
    let connection = archive.connection();
    let later = later_decisions(connection, number)?;
    if !later.is_empty() {
        let later = decision_log::in_order_of_undoing(&later);
        return Err(UndoDecisionError::Superseded { number, later });
    }
    for mark in [Mark::Tag, Mark::Note] {
        let table = mark.table();
        connection.execute(&format!("DELETE FROM {table} WHERE decision_id = ?1"), [number])?;
        connection
            .execute(&format!("UPDATE {table} SET removed_by = NULL WHERE removed_by = ?1"), [number])?;
    }
    connection.execute(
        "DELETE FROM subjects WHERE id NOT IN (SELECT subject_id FROM tags UNION SELECT subject_id FROM notes)",
        [],
    )?;
    Ok(decision_log::mark_undone(connection, number, by)?)
}

/// Decisions that took off what a decision made, or made again what it took off, the last one first.
fn later_decisions(connection: &Connection, number: i64) -> Result<Vec<i64>, ArchiveError> {
    let mut later = BTreeSet::new();
    for mark in [Mark::Tag, Mark::Note] {
        let (table, column) = (mark.table(), mark.column());
        let sql = format!(
            "SELECT removed_by FROM {table} WHERE decision_id = ?1 AND removed_by IS NOT NULL
             UNION
             SELECT again.decision_id FROM {table} gone JOIN {table} again
                 ON again.subject_id = gone.subject_id AND again.{column} = gone.{column} AND again.id > gone.id
             WHERE gone.removed_by = ?1"
        );
        let mut statement = connection.prepare(&sql)?;
        for found in statement.query_map([number], |row| row.get(0))? {
            later.insert(found?);
        }
    }
    Ok(later.into_iter().rev().collect())
}
