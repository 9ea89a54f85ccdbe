//! Which entity the user means.
//!
//! A name goes by its [key](name_key). In this order: `#12` is a number and nothing else; then a whole name; then a bare
//! number; then every entity that has it as an alias or as a part of its name. Entities of several types can share a
//! key, and a canned query asks for all of them by it: so a choice holds all, and [`EntityChoice::single`] insists on one.

use rusqlite::{Connection, OptionalExtension, Row};

use crate::archive::schema::connection::ArchiveReader;
use crate::query::resolve::not_resolved::{MAX_CANDIDATES, NotResolved, Number};
use crate::query::suggest::did_you_mean;
use crate::text::name_key::name_key;

/// An entity that the user may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityCandidate {
    /// Its number.
    pub id: i64,
    /// As the archive calls it.
    pub name: String,
    /// Its type, as the archive has it: "person".
    pub kind: String,
    /// Its name's key.
    pub key: String,
}

/// The entity that the user means; several where entities of several types have the same name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityChoice {
    /// As the user wrote it.
    text: String,
    /// All have the same key; at least one.
    candidates: Vec<EntityCandidate>,
}

impl EntityChoice {
    /// The key that all of them have: what a canned query gets.
    pub fn key(&self) -> &str {
        self.candidates.first().map_or("", |candidate| candidate.key.as_str())
    }

    /// All of them, by their numbers.
    pub fn candidates(&self) -> &[EntityCandidate] {
        &self.candidates
    }

    /// The one entity: what is to be shown or changed.
    ///
    /// # Errors
    /// Where several have the name, with a list of them.
    pub fn single(mut self, archive: &ArchiveReader) -> Result<EntityCandidate, NotResolved> {
        let archive = archive.connection();
        match self.candidates.pop() {
            Some(only) if self.candidates.is_empty() => Ok(only),
            last => {
                self.candidates.extend(last);
                Err(ambiguous(archive, &self.text, self.candidates)?)
            }
        }
    }
}

/// Finds the entity that a name or a number means.
///
/// # Errors
/// Where nobody has that name, with names that are near; where it can be several, with a list of them.
pub fn resolve_entity(archive: &ArchiveReader, text: &str) -> Result<EntityChoice, NotResolved> {
    let archive = archive.connection();
    let key = name_key(text);
    let choice = |candidates| Ok(EntityChoice { text: text.to_string(), candidates });
    let number = Number::parse(text);
    if let Some(Number::Marked(id)) = number {
        return match by_number(archive, id)? {
            Some(candidate) => choice(vec![candidate]),
            None => Err(unknown(archive, text)?),
        };
    }
    let whole = candidates(archive, WHOLE_NAME, &key)?;
    if !whole.is_empty() {
        return choice(whole);
    }
    if let Some(Number::Bare(id)) = number
        && let Some(candidate) = by_number(archive, id)?
    {
        return choice(vec![candidate]);
    }
    let found = candidates(archive, ALIAS_OR_PART, &key)?;
    match found.first().map(|first| found.iter().all(|other| other.key == first.key)) {
        Some(true) => choice(found),
        Some(false) => Err(ambiguous(archive, text, found)?),
        None => Err(unknown(archive, text)?),
    }
}

const WHOLE_NAME: &str = "SELECT id, name, type, key FROM entities WHERE key = ?1 ORDER BY id";

const ALIAS_OR_PART: &str = "SELECT id, name, type, key FROM entities WHERE id IN (
        SELECT entity_id FROM aliases WHERE key = ?1
        UNION SELECT id FROM entities WHERE ' ' || key || ' ' LIKE '% ' || ?1 || ' %')
     ORDER BY id";

const BY_NUMBER: &str = "SELECT id, name, type, key FROM entities WHERE id = ?1";

const MENTIONS: &str = "SELECT count(*) FROM mentions WHERE entity_id = ?1";

fn candidates(archive: &Connection, sql: &str, key: &str) -> Result<Vec<EntityCandidate>, NotResolved> {
    Ok(archive.prepare_cached(sql)?.query_map([key], candidate)?.collect::<Result<_, _>>()?)
}

fn by_number(archive: &Connection, id: i64) -> Result<Option<EntityCandidate>, NotResolved> {
    Ok(archive.prepare_cached(BY_NUMBER)?.query_row([id], candidate).optional()?)
}

fn candidate(row: &Row) -> rusqlite::Result<EntityCandidate> {
    Ok(EntityCandidate { id: row.get(0)?, name: row.get(1)?, kind: row.get(2)?, key: row.get(3)? })
}

/// The error that lists the candidates, the most named first.
fn ambiguous(
    archive: &Connection,
    text: &str,
    found: Vec<EntityCandidate>,
) -> Result<NotResolved, NotResolved> {
    let mut counted: Vec<(i64, EntityCandidate)> = Vec::with_capacity(found.len());
    for candidate in found {
        let mentions =
            archive.prepare_cached(MENTIONS)?.query_row([candidate.id], |row| row.get::<_, i64>(0))?;
        counted.push((mentions, candidate));
    }
    counted.sort_by(|(a, first), (b, second)| b.cmp(a).then(first.id.cmp(&second.id)));
    let mut each: Vec<String> = counted
        .iter()
        .take(MAX_CANDIDATES)
        .map(|(mentions, EntityCandidate { id, name, kind, .. })| {
            let times = if *mentions == 1 { "mention" } else { "mentions" };
            format!("{name} ({kind}, {mentions} {times}, #{id})")
        })
        .collect();
    if counted.len() > MAX_CANDIDATES {
        each.push(format!("{} others", counted.len() - MAX_CANDIDATES));
    }
    Ok(NotResolved::AmbiguousEntity { text: text.to_string(), candidates: each.join(" or ") })
}

fn unknown(archive: &Connection, text: &str) -> Result<NotResolved, NotResolved> {
    let all: Vec<String> = archive
        .prepare("SELECT name FROM entities")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let near = did_you_mean(text, all.iter().map(String::as_str));
    Ok(NotResolved::UnknownEntity { text: text.to_string(), near })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::schema::migrations;

    fn archive() -> ArchiveReader {
        let mut archive = Connection::open_in_memory().unwrap();
        migrations::migrate(&mut archive).unwrap();
        for (id, name, kind) in [
            (1, "Jane Roe", "person"),
            (2, "Tom Roe", "person"),
            (3, "Jordan", "person"),
            (4, "Jordan", "location"),
            (5, "Port Authority", "organization"),
            (7, "5", "product"),
            (8, "Channel 9", "organization"),
        ] {
            let values = (id, name, kind, name_key(name));
            archive
                .execute("INSERT INTO entities (id, name, type, key) VALUES (?1, ?2, ?3, ?4)", values)
                .unwrap();
        }
        let alias = "INSERT INTO aliases (entity_id, alias, key) VALUES (?1, ?2, ?3)";
        archive.execute(alias, (1, "Roe", "roe")).unwrap();
        archive.execute(alias, (5, "PA", "pa")).unwrap();
        archive.into()
    }

    fn resolved(text: &str) -> Result<Vec<i64>, String> {
        let choice = resolve_entity(&archive(), text).map_err(|error| error.to_string())?;
        Ok(choice.candidates().iter().map(|candidate| candidate.id).collect())
    }

    #[test]
    fn an_entity_goes_by_name_alias_part_and_number() {
        for (text, ids) in [
            ("JANE ROE", vec![1]),
            ("jane", vec![1]),
            ("P.A.", vec![5]),
            ("jordan", vec![3, 4]),
            ("#5", vec![5]),
            // A whole name before a number, a number before a part of a name.
            ("5", vec![7]),
            ("8", vec![8]),
            ("9", vec![8]),
        ] {
            assert_eq!(resolved(text), Ok(ids), "{text}");
        }
    }

    #[test]
    fn nothing_is_guessed() {
        let both = "\"Roe\" can be Jane Roe (person, 0 mentions, #1) or Tom Roe (person, 0 mentions, #2): \
                    say which, by its name or number";
        assert_eq!(resolved("Roe"), Err(both.into()));
        let unknown = "nobody and nothing in the archive is named \"Jane Rowe\" (did you mean Jane Roe?): \
                       `presscut entities --name TEXT` lists names";
        assert_eq!(resolved("Jane Rowe"), Err(unknown.into()));
        assert!(resolved("#77").unwrap_err().starts_with("nobody and nothing"));
    }

    #[test]
    fn entities_of_one_name_are_one_choice_and_no_single_entity() {
        let archive = archive();
        let choice = resolve_entity(&archive, "Jordan").unwrap();
        assert_eq!(choice.key(), "jordan");
        assert_eq!(
            choice.single(&archive).unwrap_err().to_string(),
            "\"Jordan\" can be Jordan (person, 0 mentions, #3) or Jordan (location, 0 mentions, #4): \
             say which, by its name or number"
        );
        assert_eq!(resolve_entity(&archive, "#4").unwrap().single(&archive).unwrap().kind, "location");
    }
}
