//! An entity as it is in the archive now, found by its number or by one of its names.

use rusqlite::{Connection, OptionalExtension, params};

use crate::archive::ArchiveError;
use crate::archive::entities::curated::{Curated, NameKey};
use crate::archive::entities::found_name;
use crate::archive::schema::connection::ArchiveReader;
use crate::archive::stored_values::stored_in;

/// An entity as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// Its row.
    pub id: i64,
    /// What it is called, what it is, whether it is shown.
    pub shown: Curated,
    /// What people have decided of it, if anything.
    pub curated: Option<i64>,
}

impl Entity {
    /// The entity of a number.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn load(archive: &ArchiveReader, id: i64) -> Result<Option<Entity>, ArchiveError> {
        let sql = "SELECT id, name, type, hidden, curated_id FROM entities WHERE id = ?1";
        find(archive.connection(), sql, [id])
    }

    /// The entity that is called by this name.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn called(archive: &ArchiveReader, name: &NameKey) -> Result<Option<Entity>, ArchiveError> {
        let sql = "SELECT id, name, type, hidden, curated_id FROM entities WHERE type = ?1 AND key = ?2";
        find(archive.connection(), sql, params![name.kind.as_str(), name.key])
    }

    /// The entity that a name belongs to.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn of_name(archive: &ArchiveReader, name: &NameKey) -> Result<Option<Entity>, ArchiveError> {
        let sql = "SELECT e.id, e.name, e.type, e.hidden, e.curated_id FROM names n JOIN entities e ON e.id = n.entity_id
                   WHERE n.key = ?1 AND n.type = ?2";
        find(archive.connection(), sql, params![name.key, name.kind.as_str()])
    }

    /// Its names, as found.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn names(&self, archive: &ArchiveReader) -> Result<Vec<NameKey>, ArchiveError> {
        let mut names = Vec::new();
        for id in found_name::names_of_entity(archive.connection(), self.id)? {
            let name = archive
                .connection()
                .prepare_cached("SELECT type, key, name FROM names WHERE id = ?1")?
                .query_row([id], |row| {
                    let kind = stored_in("names", &id).entity_type(row)?;
                    Ok(NameKey { kind, key: row.get(1)?, name: row.get(2)? })
                })?;
            names.push(name);
        }
        names.sort();
        Ok(names)
    }

    /// "Nora Quint (person)".
    pub fn describe(&self) -> String {
        self.shown.describe()
    }
}

fn find(
    connection: &Connection,
    sql: &str,
    values: impl rusqlite::Params,
) -> Result<Option<Entity>, ArchiveError> {
    let found = connection
        .prepare_cached(sql)?
        .query_row(values, |row| {
            let id = row.get(0)?;
            let kind = stored_in("entities", &id).entity_type(row)?;
            let shown = Curated { name: row.get(1)?, kind, hidden: row.get(3)? };
            Ok(Entity { id, shown, curated: row.get(4)? })
        })
        .optional()?;
    Ok(found)
}
