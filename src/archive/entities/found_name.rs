//! A name as it was found, with its forms and what people have decided of it; and how names are looked up.

use rusqlite::{Connection, OptionalExtension, params};

use crate::archive::ArchiveError;
use crate::archive::entities::blocking_key;
use crate::archive::entities::curated::curated_name;
use crate::archive::entities::display_name;
use crate::archive::stored_values::stored_in;
use crate::model::EntityType;
use crate::text::name_key::name_key;

/// A name as it was found, with what people have decided of it.
#[derive(Debug)]
pub(crate) struct FoundName {
    pub(crate) id: i64,
    /// In the best of its spellings.
    pub(crate) name: String,
    /// The spelling in its row, where it is another; else empty.
    pub(crate) stored: String,
    pub(crate) kind: EntityType,
    pub(crate) key: String,
    /// Its blocking key.
    pub(crate) block: String,
    pub(crate) entity: i64,
    pub(crate) forms: Vec<NameForm>,
    pub(crate) curated: Option<i64>,
}

/// A form of a name.
#[derive(Debug)]
pub(crate) struct NameForm {
    pub(crate) form: String,
    pub(crate) key: String,
    /// Mentions of the name with just this form.
    pub(crate) uses: i64,
}

impl FoundName {
    pub(crate) fn load(connection: &Connection, id: i64) -> Result<Option<FoundName>, ArchiveError> {
        let name = connection
            .prepare_cached(
                "SELECT name, type, key, coalesce(link, key), entity_id FROM names WHERE id = ?1",
            )?
            .query_row([id], |row| {
                let kind = stored_in("names", &id).entity_type(row)?;
                Ok(FoundName {
                    id,
                    name: row.get(0)?,
                    stored: String::new(),
                    kind,
                    key: row.get(2)?,
                    block: row.get(3)?,
                    entity: row.get(4)?,
                    forms: Vec::new(),
                    curated: None,
                })
            })
            .optional()?;
        let Some(mut name) = name else { return Ok(None) };
        name.forms = connection
            .prepare_cached("SELECT alias, key, uses FROM name_aliases WHERE name_id = ?1 ORDER BY alias")?
            .query_map([id], |row| Ok(NameForm { form: row.get(0)?, key: row.get(1)?, uses: row.get(2)? }))?
            .collect::<Result<_, _>>()?;
        name.curated = curated_name(connection, name.kind, &name.key)?.map(|(_, curated)| curated);
        if let Some(best) = name.best_spelling() {
            name.stored = std::mem::replace(&mut name.name, best);
        }
        Ok(Some(name))
    }

    /// Whether it is an acronym that means one thing.
    pub(crate) fn is_distinctive_acronym(&self) -> bool {
        blocking_key::is_acronym(&self.name) && blocking_key::is_distinctive(&self.name)
    }

    /// Whether a form may merge it with other names.
    pub(crate) fn may_merge_by(&self, form: &str) -> bool {
        blocking_key::is_east_asian_form(form, self.kind)
            || (blocking_key::is_acronym(form) && blocking_key::is_distinctive(form))
    }

    /// The keys of the acronyms that articles give for it.
    pub(crate) fn acronyms(&self) -> impl Iterator<Item = &str> {
        let given = self.forms.iter().filter(|form| {
            form.key != self.key
                && self.kind != EntityType::Person
                && blocking_key::is_acronym(&form.form)
                && blocking_key::acronym_fits(&form.form, &self.name)
        });
        given.map(|form| form.key.as_str())
    }

    /// Its forms in East Asian script.
    pub(crate) fn east_asian_forms(&self) -> impl Iterator<Item = &str> {
        let forms = self.forms.iter().filter(|form| blocking_key::is_east_asian_form(&form.form, self.kind));
        forms.map(|form| form.key.as_str())
    }

    /// Its spellings: the forms with its key.
    fn spellings(&self) -> impl Iterator<Item = &NameForm> {
        self.forms.iter().filter(|form| form.key == self.key)
    }

    /// The best of its spellings, where it is another than the stored one.
    fn best_spelling(&self) -> Option<String> {
        self.spellings()
            .min_by_key(|own| display_name::spelling_rank(self.kind, &own.form, own.uses))
            .filter(|best| best.form != self.name)
            .map(|best| best.form.clone())
    }

    /// Its place among the names of its entity: the first is what the entity is called.
    pub(crate) fn rank(&self) -> impl Ord + use<> {
        let uses = self.spellings().map(|own| own.uses).sum();
        display_name::name_rank(self.kind, &self.name, uses)
    }
}

fn row_numbers(
    connection: &Connection,
    sql: &str,
    values: impl rusqlite::Params,
) -> Result<Vec<i64>, ArchiveError> {
    let numbers =
        connection.prepare_cached(sql)?.query_map(values, |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(numbers)
}

/// The names with this blocking key.
pub(crate) fn names_in_block(
    connection: &Connection,
    kind: EntityType,
    block: &str,
) -> Result<Vec<i64>, ArchiveError> {
    row_numbers(
        connection,
        "SELECT id FROM entities WHERE key = ?1 AND type = ?2 AND name_link IS NULL AND name_uses IS NOT NULL
         UNION ALL SELECT id FROM entities WHERE name_link = ?1 AND type = ?2
         UNION ALL SELECT id FROM name_rows WHERE key = ?1 AND type = ?2 AND link IS NULL
         UNION ALL SELECT id FROM name_rows WHERE link = ?1 AND type = ?2",
        params![block, kind.as_str()],
    )
}

/// The names with this key.
pub(crate) fn names_with_key(
    connection: &Connection,
    kind: EntityType,
    key: &str,
) -> Result<Vec<i64>, ArchiveError> {
    let sql = "SELECT id FROM names WHERE key = ?1 AND type = ?2";
    row_numbers(connection, sql, params![key, kind.as_str()])
}

/// The names of an entity.
pub(crate) fn names_of_entity(connection: &Connection, entity: i64) -> Result<Vec<i64>, ArchiveError> {
    let sql = "SELECT id FROM entities WHERE id = ?1 AND name_uses IS NOT NULL
               UNION ALL SELECT id FROM name_rows WHERE entity_id = ?1";
    row_numbers(connection, sql, [entity])
}

/// The names that have a form, or are equal to it.
pub(crate) fn names_with_form(
    connection: &Connection,
    kind: EntityType,
    form: &str,
) -> Result<Vec<i64>, ArchiveError> {
    let key = name_key(form);
    let mut names = names_in_block(connection, kind, &blocking_key::blocking_key(kind, &key))?;
    for entity in row_numbers(connection, "SELECT DISTINCT entity_id FROM aliases WHERE key = ?1", [&key])? {
        for name in names_of_entity(connection, entity)? {
            let has = "SELECT 1 FROM names n WHERE n.id = ?1 AND n.type = ?3
                         AND ?1 IN (SELECT name_id FROM name_aliases WHERE name_id = ?1 AND key = ?2)";
            if connection.prepare_cached(has)?.exists(params![name, key, kind.as_str()])? {
                names.push(name);
            }
        }
    }
    Ok(names)
}
