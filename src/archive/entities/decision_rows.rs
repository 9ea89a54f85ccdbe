//! The rows of a decision in `curated` and `curated_names`, as they were before it or after.
//!
//! They are kept as JSON in the log and written back as they were. The absence of a row is kept too: undoing a decision has
//! to delete what it added.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};
use serde_json::{Value, json};

use crate::archive::ArchiveError;
use crate::archive::entities::curated::{Curated, curated_name};
use crate::model::EntityType;

/// Rows by their key: their values, or `None` where there is no row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct DecisionRows {
    /// By type and key: how a name was written, and the curated entity that it was given to.
    pub names: BTreeMap<(EntityType, String), Option<(String, i64)>>,
    /// What was decided of an entity.
    pub curated: BTreeMap<i64, Option<Curated>>,
}

impl DecisionRows {
    /// As the log keeps them.
    pub fn to_json(&self) -> String {
        let names = self.names.iter().map(|((kind, key), row)| match row {
            Some((name, curated)) => json!([kind.as_str(), key, name, curated]),
            None => json!([kind.as_str(), key]),
        });
        let curated = self.curated.iter().map(|(id, row)| match row {
            Some(row) => json!([id, row.name, row.kind.as_str(), row.hidden]),
            None => json!([id]),
        });
        json!({"names": names.collect::<Vec<_>>(), "curated": curated.collect::<Vec<_>>()}).to_string()
    }

    /// What [`DecisionRows::to_json`] gave.
    pub fn from_json(text: &str) -> Option<DecisionRows> {
        let all: Value = serde_json::from_str(text).ok()?;
        let mut rows = DecisionRows::default();
        for row in all["names"].as_array()? {
            let id = (EntityType::named(row[0].as_str()?)?, row[1].as_str()?.to_string());
            let value =
                row[2].as_str().zip(row[3].as_i64()).map(|(name, curated)| (name.to_string(), curated));
            rows.names.insert(id, value);
        }
        for row in all["curated"].as_array()? {
            let value = match (row[1].as_str(), row[2].as_str(), row[3].as_bool()) {
                (Some(name), Some(kind), Some(hidden)) => {
                    Some(Curated { name: name.to_string(), kind: EntityType::named(kind)?, hidden })
                }
                _ => None,
            };
            rows.curated.insert(row[0].as_i64()?, value);
        }
        Some(rows)
    }

    /// The same rows with other keys of names; where two names get one key, a row is kept rather than the absence of one.
    pub fn with_keys(&self, renewed: fn(&str) -> String) -> DecisionRows {
        let mut rows = DecisionRows { names: BTreeMap::new(), curated: self.curated.clone() };
        for ((kind, key), row) in &self.names {
            let kept = rows.names.entry((*kind, renewed(key))).or_default();
            if kept.is_none() {
                kept.clone_from(row);
            }
        }
        rows
    }

    /// Writes the rows, and deletes those that are `None`.
    pub fn write(&self, connection: &Connection) -> Result<(), ArchiveError> {
        for (id, row) in &self.curated {
            if let Some(row) = row {
                connection
                    .prepare_cached(
                        "INSERT INTO curated (id, name, type, hidden) VALUES (?1, ?2, ?3, ?4)
                         ON CONFLICT (id) DO UPDATE SET name = excluded.name, type = excluded.type, hidden = excluded.hidden",
                    )?
                    .execute(params![id, row.name, row.kind.as_str(), row.hidden])?;
            }
        }
        for ((kind, key), row) in &self.names {
            connection
                .prepare_cached("DELETE FROM curated_names WHERE type = ?1 AND key = ?2")?
                .execute(params![kind.as_str(), key])?;
            if let Some((name, curated)) = row {
                connection
                    .prepare_cached(
                        "INSERT INTO curated_names (type, key, name, curated_id) VALUES (?1, ?2, ?3, ?4)",
                    )?
                    .execute(params![kind.as_str(), key, name, curated])?;
            }
        }
        for (id, _) in self.curated.iter().filter(|(_, row)| row.is_none()) {
            connection.prepare_cached("DELETE FROM curated WHERE id = ?1")?.execute([id])?;
        }
        Ok(())
    }

    /// Whether the archive holds exactly these rows.
    pub fn are_in_force(&self, connection: &Connection) -> Result<bool, ArchiveError> {
        for ((kind, key), row) in &self.names {
            if curated_name(connection, *kind, key)? != *row {
                return Ok(false);
            }
        }
        for (id, row) in &self.curated {
            if Curated::load(connection, *id)? != *row {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
