//! The archive's schema, brought up to date one numbered file at a time.
//!
//! `PRAGMA user_version` is the number of the last file applied; `PRAGMA application_id` says that the file is
//! an archive at all, so that no other program's database is ever migrated by mistake. Files are SQL only. What SQL cannot
//! compute is a fix-up in Rust, which runs after all SQL has run: so it always meets the schema that it was compiled for.
//!
//! Not the crate rusqlite_migration: it counts migrations without gaps, runs a hook right after its own migration rather than
//! at the end, and knows no application id, so that most of what is below would remain.

use rusqlite::Connection;

use crate::archive::ArchiveError;
use crate::archive::applied_corrections;
use crate::archive::entities::{entity_resolution, renewed_keys};
use crate::archive::near_duplicates::index;

/// "Pcut" in ASCII: marks a SQLite file as an archive of presscut.
pub(crate) const APPLICATION_ID: i32 = 0x5063_7574;

/// Every migration with its number, in order. Never edited once released, only added to.
///
/// There is no number 8: no file of that number was ever committed, nor released. It stays free, since archives of version 9
/// and later would never get what a file 8 holds.
const MIGRATIONS: &[(i32, &str)] = &[
    (1, include_str!("../../../migrations/0001_archive.sql")),
    (2, include_str!("../../../migrations/0002_passed_over.sql")),
    (3, include_str!("../../../migrations/0003_gate.sql")),
    (4, include_str!("../../../migrations/0004_publication.sql")),
    (5, include_str!("../../../migrations/0005_encoding.sql")),
    (6, include_str!("../../../migrations/0006_stories.sql")),
    (7, include_str!("../../../migrations/0007_undo.sql")),
    (9, include_str!("../../../migrations/0009_names.sql")),
    (10, include_str!("../../../migrations/0010_search.sql")),
    (11, include_str!("../../../migrations/0011_quote_corrections.sql")),
    (12, include_str!("../../../migrations/0012_catalogue.sql")),
    (13, include_str!("../../../migrations/0013_dates_ahead.sql")),
    (14, include_str!("../../../migrations/0014_press_databases_and_names.sql")),
    (15, include_str!("../../../migrations/0015_desk.sql")),
    (16, include_str!("../../../migrations/0016_lean_tables.sql")),
    (17, include_str!("../../../migrations/0017_names_once.sql")),
];

/// What SQL cannot compute, for archives from before a version.
struct FixUp {
    /// Archives below this version need it.
    before_version: i32,
    run: fn(&Connection) -> Result<(), ArchiveError>,
}

/// In the order in which they run.
const FIX_UPS: &[FixUp] = &[
    // Version 17 packs the sketches of texts.
    FixUp { before_version: 17, run: index::pack_sketches },
    // Version 14 compares names without strokes and ligatures, and calls entities by their commonest names. Version 9 has
    // names, but which of them are one entity is not computed in SQL.
    FixUp { before_version: 14, run: renewed_keys::renew_keys },
    // Version 15 compares people without the names between their given and family name.
    FixUp { before_version: 15, run: entity_resolution::resolve_all },
    // Version 15 applies corrections of quotes in copies too. Nothing has cached names yet.
    FixUp { before_version: 15, run: |archive| applied_corrections::apply_corrections(archive).map(drop) },
];

/// The schema's version that this presscut writes and reads.
pub(crate) const CURRENT: i32 = MIGRATIONS[MIGRATIONS.len() - 1].0;

/// Applies what is missing, all of it in one transaction: an archive is never left between two versions.
///
/// # Errors
/// [`ArchiveError::TooNew`]; and where the archive cannot be written.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), ArchiveError> {
    let version = refuse_newer_schema(connection)?;
    if version == CURRENT {
        return Ok(());
    }
    // A table that others refer to can be written anew only so; `presscut check` proves the references. Within a transaction
    // the setting cannot be changed.
    let foreign_keys: bool = connection.pragma_query_value(None, "foreign_keys", |row| row.get(0))?;
    connection.pragma_update(None, "foreign_keys", false)?;
    let migrated = migrate_from(connection, version);
    connection.pragma_update(None, "foreign_keys", foreign_keys)?;
    migrated
}

fn migrate_from(connection: &mut Connection, version: i32) -> Result<(), ArchiveError> {
    let transaction = connection.transaction()?;
    for (_, sql) in MIGRATIONS.iter().filter(|(number, _)| *number > version) {
        transaction.execute_batch(sql)?;
    }
    for fix_up in FIX_UPS.iter().filter(|fix_up| version < fix_up.before_version) {
        (fix_up.run)(&transaction)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", CURRENT)?;
    transaction.commit()?;
    Ok(())
}

/// An archive in memory without rows, of any version.
///
/// # Errors
/// Where SQLite cannot make one.
pub(crate) fn empty_archive(version: i32) -> Result<Connection, ArchiveError> {
    let connection = Connection::open_in_memory()?;
    for (_, sql) in MIGRATIONS.iter().filter(|(number, _)| *number <= version) {
        connection.execute_batch(sql)?;
    }
    Ok(connection)
}

/// The versions that come after a version.
pub(crate) fn versions_after(version: i32) -> impl Iterator<Item = i32> {
    MIGRATIONS.iter().map(|(number, _)| *number).filter(move |number| *number > version)
}

/// The archive's version, unless a newer presscut has written it.
///
/// # Errors
/// [`ArchiveError::TooNew`]; and where the file cannot be read.
pub(crate) fn refuse_newer_schema(connection: &Connection) -> Result<i32, ArchiveError> {
    match version(connection)? {
        version if version > CURRENT => Err(ArchiveError::TooNew { version, current: CURRENT }),
        version => Ok(version),
    }
}

/// The version of an archive that has to be migrated; none for a new file, and for one that is up to date.
///
/// # Errors
/// Where the file cannot be read.
pub(crate) fn older_version(connection: &Connection) -> Result<Option<i32>, ArchiveError> {
    Ok(Some(version(connection)?).filter(|version| (1..CURRENT).contains(version)))
}

/// The number of the last migration applied; 0 for a new file.
///
/// # Errors
/// Where the file cannot be read.
pub(crate) fn version(connection: &Connection) -> Result<i32, ArchiveError> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}
