//! Which of two versions of an article is the later one, whichever archive has it, and what a version says in all.
//!
//! The order depends on the versions alone: an archive that knows one of them as an earlier version of the other decides;
//! else the time at which the publisher last changed it, or where that is not known, the time of the run that brought it;
//! and of two at one time, the texts.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};

use crate::archive::ArchiveError;
use crate::archive::merging::stored_row::StoredRow;
use crate::model::Published;

/// The columns of what a version says. Two that agree in them are one version.
pub(super) const CONTENT: [&str; 18] = [
    "source_id",
    "url",
    "title",
    "byline",
    "dateline",
    "section",
    "page",
    "vendor",
    "vendor_number",
    "stated_words",
    "published_at",
    "modified_at",
    "published_text",
    "language",
    "body",
    "text_key",
    "not_extracted",
    "kicker",
];

/// The columns of its text: two versions that differ in one of them say different things, also where one of them is null.
const TEXT: [&str; 3] = ["text_key", "body", "not_extracted"];

/// Columns that a version which lacks them takes from the other, each by itself.
pub(super) const FILLED: [&str; 10] = [
    "source_id",
    "url",
    "title",
    "byline",
    "dateline",
    "section",
    "page",
    "vendor",
    "vendor_number",
    "stated_words",
];

/// The columns of a publication time: they go together.
pub(super) const PUBLICATION: [&str; 11] = [
    "published_at",
    "published_precision",
    "published_day",
    "published_week",
    "published_month",
    "published_year",
    "published_utc",
    "published_from",
    "published_text",
    "date_order",
    "digits_order",
];

/// The columns of where a version came from.
pub(super) const PLACE: [&str; 6] =
    ["import_id", "import_file_id", "member", "record", "byte_offset", "byte_length"];

/// What versions are ordered by: time, key of the text, headline.
pub(super) type VersionOrder = (String, String, String);

/// The order of a row of `articles` or `revisions`; the run is looked up in the archive that has the row.
pub(super) fn order_of(connection: &Connection, row: &StoredRow) -> Result<VersionOrder, ArchiveError> {
    let modified =
        row.text("modified_at").and_then(Published::from_iso).and_then(|modified| modified.to_utc());
    let time = match modified {
        Some(time) => time,
        None => began_at(connection, row)?,
    };
    let text = |column| row.text(column).unwrap_or_default().to_string();
    Ok((time, text("text_key"), text("title")))
}

/// When the run of a row began, and where in its files the row was.
pub(super) fn place_order(
    connection: &Connection,
    row: &StoredRow,
) -> Result<(String, String, i64), ArchiveError> {
    let sha256: Option<String> = connection
        .prepare_cached("SELECT sha256 FROM import_files WHERE id = ?1")?
        .query_row([row.integer("import_file_id")], |row| row.get(0))
        .optional()?
        .flatten();
    Ok((began_at(connection, row)?, sha256.unwrap_or_default(), row.integer("record").unwrap_or(0)))
}

fn began_at(connection: &Connection, row: &StoredRow) -> Result<String, ArchiveError> {
    let began = connection
        .prepare_cached("SELECT started_at FROM imports WHERE id = ?1")?
        .query_row([row.integer("import_id")], |row| row.get(0))
        .optional()?;
    Ok(began.unwrap_or_default())
}

/// Whether a version says all that another says, of the same text.
pub(super) fn says_all_of(one: &StoredRow, other: &StoredRow) -> bool {
    let agrees = |column: &&str| *other.get(column) == Value::Null || one.get(column) == other.get(column);
    one.agrees(other, &TEXT) && CONTENT.iter().all(agrees)
}

/// Whether two versions are one, but for what one of them does not say: the same text under the same headline and names, of the
/// same time.
pub(super) fn is_same_version(one: &StoredRow, other: &StoredRow) -> bool {
    let conflict = |column: &&str| {
        let (one, other) = (one.get(column), other.get(column));
        *one != Value::Null && *other != Value::Null && one != other
    };
    one.agrees(other, &["text_key"]) && !["title", "byline", "published_at"].iter().any(conflict)
}

/// Which of two versions sorts after the other, by the first column of which they say different things.
pub(super) fn sorts_after(one: &StoredRow, other: &StoredRow) -> bool {
    let conflict = |column: &&&str| {
        let (one, other) = (one.get(column), other.get(column));
        *one != Value::Null && *other != Value::Null && one != other
    };
    // Numbers of sources differ between archives.
    let column = CONTENT.iter().filter(|column| **column != "source_id").find(conflict);
    column.is_some_and(|column| format!("{:?}", one.get(column)) > format!("{:?}", other.get(column)))
}
