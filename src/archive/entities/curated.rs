//! What people have decided of an entity, and the names that a decision refers to.

use rusqlite::{Connection, OptionalExtension, params};

use crate::archive::ArchiveError;
use crate::archive::stored_values::stored_in;
use crate::model::EntityType;
use crate::text::name_key::key_or_name;

/// What people have decided of an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Curated {
    /// What it is called.
    pub name: String,
    /// What it is.
    pub kind: EntityType,
    /// Whether it is left out of lists.
    pub hidden: bool,
}

impl Curated {
    /// "Nora Quint (person)".
    pub fn describe(&self) -> String {
        format!("{} ({})", self.name, self.kind.as_str())
    }

    pub(crate) fn load(connection: &Connection, id: i64) -> Result<Option<Curated>, ArchiveError> {
        let found = connection
            .prepare_cached("SELECT name, type, hidden FROM curated WHERE id = ?1")?
            .query_row([id], |row| {
                let kind = stored_in("curated", &id).entity_type(row)?;
                Ok(Curated { name: row.get(0)?, kind, hidden: row.get(2)? })
            })
            .optional()?;
        Ok(found)
    }

    /// The names that are one entity by a decision.
    pub(crate) fn names(connection: &Connection, id: i64) -> Result<Vec<NameKey>, ArchiveError> {
        let names = connection
            .prepare_cached(
                "SELECT type, key, name FROM curated_names WHERE curated_id = ?1 ORDER BY type, key",
            )?
            .query_map([id], |row| {
                let key: String = row.get(1)?;
                let kind = stored_in("curated_names", &key).entity_type(row)?;
                Ok(NameKey { kind, key, name: row.get(2)? })
            })?
            .collect::<Result<_, _>>()?;
        Ok(names)
    }
}

/// The curated entity that a name was given to, and how the name was written.
pub(crate) fn curated_name(
    connection: &Connection,
    kind: EntityType,
    key: &str,
) -> Result<Option<(String, i64)>, ArchiveError> {
    let row = connection
        .prepare_cached("SELECT name, curated_id FROM curated_names WHERE type = ?1 AND key = ?2")?
        .query_row(params![kind.as_str(), key], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(row)
}

/// A name as decisions refer to it: by type and key, with a spelling to show.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NameKey {
    /// The type as found.
    pub kind: EntityType,
    /// Without case, marks and punctuation.
    pub key: String,
    /// As somebody wrote it.
    pub name: String,
}

impl NameKey {
    /// The key of a name.
    pub fn new(kind: EntityType, name: &str) -> NameKey {
        let name = name.trim();
        NameKey { kind, key: key_or_name(name), name: name.to_string() }
    }

    pub(crate) fn id(&self) -> (EntityType, String) {
        (self.kind, self.key.clone())
    }
}
