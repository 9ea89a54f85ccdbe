//! The archive's schema, brought up to date one numbered file at a time.
//!
//! `PRAGMA user_version` is the number of the last file applied; `PRAGMA application_id` says that the file is
//! an archive at all, so that no other program's database is ever migrated by mistake.

use rusqlite::Connection;

use crate::archive::ArchiveError;
use crate::archive::entities::entity_resolution;

/// "Pcut" in ASCII: marks a SQLite file as an archive of presscut.
pub const APPLICATION_ID: i32 = 0x5063_7574;

/// Every migration with its number, in order. Never edited once released, only added to.
const MIGRATIONS: &[(i32, &str)] = &[
    (1, include_str!("../../../migrations/0001_archive.sql")),
    (2, include_str!("../../../migrations/0002_passed_over.sql")),
    (3, include_str!("../../../migrations/0003_gate.sql")),
    (4, include_str!("../../../migrations/0004_publication.sql")),
    (5, include_str!("../../../migrations/0005_encoding.sql")),
    (6, include_str!("../../../migrations/0006_stories.sql")),
    (7, include_str!("../../../migrations/0007_undo.sql")),
    (NAMES, include_str!("../../../migrations/0009_names.sql")),
    (10, include_str!("../../../migrations/0010_search.sql")),
    (11, include_str!("../../../migrations/0011_quote_corrections.sql")),
    (12, include_str!("../../../migrations/0012_catalogue.sql")),
];

/// The one after which names have to be put together: what they have in common is not computed in SQL.
const NAMES: i32 = 9;

/// The schema's version that this presscut writes and reads.
pub const CURRENT: i32 = MIGRATIONS[MIGRATIONS.len() - 1].0;

/// Applies what is missing, all of it in one transaction: an archive is never left between two versions.
pub fn migrate(connection: &mut Connection) -> Result<(), ArchiveError> {
    let version = version(connection)?;
    if version > CURRENT {
        return Err(ArchiveError::TooNew { version, current: CURRENT });
    }
    if version == CURRENT {
        return Ok(());
    }
    let transaction = connection.transaction()?;
    for &(number, sql) in MIGRATIONS.iter().filter(|(number, _)| *number > version) {
        transaction.execute_batch(sql)?;
        if number == NAMES {
            entity_resolution::settle_all(&transaction)?;
        }
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", CURRENT)?;
    transaction.commit()?;
    Ok(())
}

/// The number of the last migration applied; 0 for a new file.
pub fn version(connection: &Connection) -> Result<i32, ArchiveError> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}
