//! What an archive's schema has that presscut has not put there, and that acts on presscut's own tables.
//!
//! Takes a connection, gives a description of each such object. An archive may come from somebody else, and a schema is a
//! program: a trigger on `articles` runs whenever presscut writes there, and a view that is called `sources` answers, or
//! never ends, where presscut asks for sources. Tables, views and indexes of the user's own are no matter, and neither are
//! triggers on those. The surprising decision: what is presscut's own is not written down anywhere but found by making an
//! empty archive, so that no list can be out of date. That takes longer than most questions, so an archive whose programs have
//! the digest of an empty archive's is known to have no others.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::Connection;

use crate::archive::ArchiveError;
use crate::archive::schema::migrations;
use crate::text::fingerprint::sha256_hex;
use crate::text::sql_names::quoted_name;

/// How long a question may run in all, where the schema is not presscut's own.
pub(crate) const FOREIGN_TIME_LIMIT: Duration = Duration::from_secs(10);

/// SHA-256 of what acts in an empty archive of the current version (see [`digest_of_programs`]).
const CURRENT_PROGRAMS_SHA256: &str = "c7827ba90d39defeb0ce3df13531322fce414ac62b2c5e6fe3ca9e97353a47ca";

/// An object of a schema.
#[derive(Debug, Clone, PartialEq, Eq)]
struct SchemaObject {
    /// Table, index, trigger or view.
    kind: String,
    name: String,
    /// The table or view that it belongs to.
    table: String,
    sql: String,
}

impl SchemaObject {
    /// Whether it is a program, which has to be presscut's own to the letter. Of a table, people may change what they like.
    fn acts(&self) -> bool {
        matches!(self.kind.as_str(), "trigger" | "view") || self.sql.starts_with("CREATE VIRTUAL TABLE")
    }
}

/// Presscut's own objects of a version, by their names in small letters.
type OwnObjects = HashMap<String, SchemaObject>;

/// What is foreign in an archive of a version, each in a few words.
///
/// # Errors
/// Where the archive cannot be read.
pub(super) fn foreign_objects(archive: &Connection, version: i32) -> Result<Vec<String>, ArchiveError> {
    // Most archives are of the current version, and a command may open one many times.
    static CURRENT: Mutex<Option<OwnObjects>> = Mutex::new(None);
    if version == 0 {
        return Ok(Vec::new());
    }
    let there = schema_objects(archive)?;
    if version != migrations::CURRENT {
        return Ok(compare(&there, &own_objects(version)?));
    }
    if digest_of_programs(&there) == CURRENT_PROGRAMS_SHA256 {
        return Ok(Vec::new());
    }
    let mut own = CURRENT.lock().unwrap_or_else(PoisonError::into_inner);
    if own.is_none() {
        *own = Some(own_objects(version)?);
    }
    Ok(own.as_ref().map(|own| compare(&there, own)).unwrap_or_default())
}

/// SHA-256 of the triggers, views and virtual tables, to the letter, in the order of their names.
fn digest_of_programs(objects: &[SchemaObject]) -> String {
    let programs = objects.iter().filter(|object| object.acts());
    let mut programs: Vec<[&str; 4]> =
        programs.map(|SchemaObject { kind, name, table, sql }| [kind.as_str(), name, table, sql]).collect();
    programs.sort_unstable();
    sha256_hex(programs.concat().join("\0").as_bytes())
}

fn compare(there: &[SchemaObject], own: &OwnObjects) -> Vec<String> {
    let mut foreign = Vec::new();
    for object in there {
        let SchemaObject { kind, name, table, .. } = object;
        match own.get(&name.to_lowercase()) {
            Some(own) if own.kind != *kind => {
                foreign.push(format!("the {kind} {name} in place of a {}", own.kind));
            }
            Some(own) if own.acts() && own != object => foreign.push(format!("a changed {kind} {name}")),
            None if kind == "trigger" && own.contains_key(&table.to_lowercase()) => {
                foreign.push(format!("the trigger {name} on {table}"));
            }
            _ => {}
        }
    }
    foreign
}

/// An object of the user's own whose name a later version of the schema needs: "the table tags".
///
/// # Errors
/// Where the archive cannot be read.
pub(super) fn name_in_the_way(archive: &Connection, version: i32) -> Result<Option<NameTaken>, ArchiveError> {
    let own = own_objects(version)?;
    let mut later = HashMap::new();
    for version in migrations::versions_after(version) {
        later.extend(own_objects(version)?);
    }
    let is_in_the_way = |object: &SchemaObject| {
        let name = object.name.to_lowercase();
        later.contains_key(&name) && !own.contains_key(&name)
    };
    let taken = schema_objects(archive)?.into_iter().find(is_in_the_way);
    Ok(taken.map(|SchemaObject { kind, name, .. }| NameTaken { kind, name }))
}

/// An object of the user's own that is in the way of a migration.
pub(super) struct NameTaken {
    /// Table, index, trigger or view.
    kind: String,
    name: String,
}

impl NameTaken {
    /// "the table tags"
    pub fn describe(&self) -> String {
        format!("the {} {}", self.kind, self.name)
    }

    /// SQL that takes it out of the way.
    pub fn remedy(&self) -> String {
        let name = quoted_name(&self.name);
        match self.kind.as_str() {
            "table" => format!("ALTER TABLE {name} RENAME TO {};", quoted_name(&format!("my_{}", self.name))),
            kind => format!("DROP {} {name};", kind.to_uppercase()),
        }
    }
}

fn own_objects(version: i32) -> Result<OwnObjects, ArchiveError> {
    let objects = schema_objects(&migrations::empty_archive(version)?)?;
    Ok(objects.into_iter().map(|object| (object.name.to_lowercase(), object)).collect())
}

fn schema_objects(archive: &Connection) -> Result<Vec<SchemaObject>, ArchiveError> {
    let object = |row: &rusqlite::Row<'_>| {
        Ok(SchemaObject { kind: row.get(0)?, name: row.get(1)?, table: row.get(2)?, sql: row.get(3)? })
    };
    let objects = archive
        .prepare("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY rowid")?
        .query_map([], object)?
        .collect::<Result<_, _>>()?;
    Ok(objects)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn foreign_after(sql: &str) -> Vec<String> {
        let archive = migrations::empty_archive(migrations::CURRENT).unwrap();
        archive.execute_batch(sql).unwrap();
        foreign_objects(&archive, migrations::CURRENT).unwrap()
    }

    #[test]
    fn the_digest_is_that_of_an_empty_archive_and_of_no_changed_one() {
        let archive = migrations::empty_archive(migrations::CURRENT).unwrap();
        let digest = || digest_of_programs(&schema_objects(&archive).unwrap());
        assert_eq!(digest(), CURRENT_PROGRAMS_SHA256, "a new schema needs its digest here");
        archive.execute_batch("CREATE TABLE mine (x); CREATE INDEX of_mine ON mine (x)").unwrap();
        assert_eq!(digest(), CURRENT_PROGRAMS_SHA256);
        archive.execute_batch("CREATE VIEW of_all AS SELECT 1").unwrap();
        assert_ne!(digest(), CURRENT_PROGRAMS_SHA256);
    }

    #[test]
    fn what_acts_on_our_tables_is_foreign_and_the_users_own_is_not() {
        for (sql, foreign) in [
            ("SELECT 1", None),
            ("CREATE TABLE watch (name); CREATE VIEW names_watched AS SELECT * FROM watch", None),
            ("CREATE TABLE w (x); CREATE TRIGGER t AFTER INSERT ON w BEGIN DELETE FROM w; END", None),
            ("CREATE INDEX mine ON articles (title)", None),
            ("ALTER TABLE sources ADD COLUMN editor", None),
            (
                "CREATE TRIGGER t AFTER UPDATE ON entities BEGIN DELETE FROM articles; END",
                Some("the trigger t on entities"),
            ),
            (
                "PRAGMA foreign_keys = 0; DROP TABLE sums; CREATE VIEW Sums AS SELECT 1",
                Some("the view Sums in place of a table"),
            ),
            ("DROP VIEW stories; CREATE VIEW stories AS SELECT 1 AS id", Some("a changed view stories")),
        ] {
            assert_eq!(foreign_after(sql), foreign.into_iter().collect::<Vec<_>>(), "{sql}");
        }
    }

    #[test]
    fn a_name_that_a_later_schema_needs_is_in_the_way() {
        for (sql, remedy) in [
            ("SELECT 1", None),
            ("CREATE TABLE editors (name)", None),
            ("CREATE TABLE Tags (x)", Some("ALTER TABLE \"Tags\" RENAME TO \"my_Tags\";")),
            ("CREATE VIEW quote_tags AS SELECT 1", Some("DROP VIEW \"quote_tags\";")),
            ("CREATE INDEX notes_current ON articles (title)", Some("DROP INDEX \"notes_current\";")),
        ] {
            let archive = migrations::empty_archive(14).unwrap();
            archive.execute_batch(sql).unwrap();
            let taken = name_in_the_way(&archive, 14).unwrap();
            assert_eq!(taken.as_ref().map(NameTaken::remedy).as_deref(), remedy, "{sql}");
            archive.execute_batch(&taken.map(|taken| taken.remedy()).unwrap_or_default()).unwrap();
            assert!(name_in_the_way(&archive, 14).unwrap().is_none(), "{sql}");
        }
    }
}
