//! Takes back a decision of any kind: each room undoes its own, the log says which.

use crate::archive::decision_log;
use crate::archive::decision_log::UndoDecisionError;
use crate::archive::entities::curation;
use crate::archive::marks::changes;
use crate::archive::schema::connection::ArchiveWriter;

/// Undoes a decision; gives what it was.
///
/// # Errors
/// Where there is no such decision, where it was undone before, and where a later one has to be undone first.
pub fn undo(archive: &ArchiveWriter, number: i64, by: &str) -> Result<String, UndoDecisionError> {
    let logged = decision_log::in_force(archive.connection(), number)?;
    match changes::is_about_marks(&logged.action) {
        true => changes::undo(archive, number, by)?,
        false => curation::undo(archive, number, &logged, by)?,
    }
    Ok(logged.what)
}
