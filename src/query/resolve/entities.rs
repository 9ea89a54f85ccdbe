//! Which entity the user means.
//!
//! A name goes by its [key](name_key). In this order: `#12` is a number and nothing else; then a whole name; then a bare
//! number; then every entity that has it as an alias or as a part of its name. A surname is no whole name where fuller names
//! have it: an entity that is called just so is then one candidate of several. Entities of several types can share a
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
    resolve_entity_beside(archive, text, None)
}

/// Finds the entity that a name or a number means beside another one, which it cannot mean: what is to be merged with it.
///
/// # Errors
/// As [`resolve_entity`].
pub fn resolve_entity_beside(
    archive: &ArchiveReader,
    text: &str,
    beside: Option<i64>,
) -> Result<EntityChoice, NotResolved> {
    match (resolve(archive.connection(), text, beside), beside) {
        (Err(NotResolved::UnknownEntity { .. }), Some(_)) => resolve(archive.connection(), text, None),
        (resolved, _) => resolved,
    }
}

fn resolve(archive: &Connection, text: &str, beside: Option<i64>) -> Result<EntityChoice, NotResolved> {
    let key = name_key(text);
    let candidates = |sql: &str, key: &str| -> Result<Vec<EntityCandidate>, NotResolved> {
        let mut found = candidates(archive, sql, key)?;
        found.retain(|candidate| Some(candidate.id) != beside);
        Ok(found)
    };
    let choice = |candidates| Ok(EntityChoice { text: text.to_string(), candidates });
    let number = Number::parse(text);
    if let Some(Number::Marked(id)) = number {
        return match by_number(archive, id)? {
            Some(candidate) => choice(vec![candidate]),
            None => Err(unknown(archive, text)?),
        };
    }
    let mut whole = candidates(WHOLE_NAME, &key)?;
    if !whole.is_empty() {
        let bearers = if key.contains(' ') { Vec::new() } else { candidates(BEARERS, &key)? };
        if !is_meant_alone(archive, &whole, &bearers)? {
            whole.extend(bearers);
            return Err(ambiguous(archive, text, whole)?);
        }
        return choice(whole);
    }
    if let Some(Number::Bare(id)) = number
        && let Some(candidate) = by_number(archive, id)?
    {
        return choice(vec![candidate]);
    }
    let found = candidates(ALIAS_OR_PART, &key)?;
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

/// People who have a word as their surname, or are called by it alone somewhere.
const BEARERS: &str =
    "SELECT id, name, type, key FROM entities WHERE type = 'person' AND hidden = 0 AND key <> ?1
     AND id IN (
        SELECT entity_id FROM aliases WHERE key = ?1
        UNION SELECT id FROM entities
        WHERE key LIKE '% ' || ?1 OR key LIKE '% ' || ?1 || ' jr' OR key LIKE '% ' || ?1 || ' sr')
     ORDER BY id";

const BY_NUMBER: &str = "SELECT id, name, type, key FROM entities WHERE id = ?1";

const MENTIONS: &str = "SELECT count(*) FROM mentions WHERE entity_id = ?1";

/// Whether entities that are called just so are meant, although people have the word as a surname: not where one of them is a
/// person too, and not where these people are named more.
fn is_meant_alone(
    archive: &Connection,
    whole: &[EntityCandidate],
    bearers: &[EntityCandidate],
) -> Result<bool, NotResolved> {
    if bearers.is_empty() {
        return Ok(true);
    }
    if whole.iter().any(|candidate| candidate.kind == "person") {
        return Ok(false);
    }
    let mentions = |all: &[EntityCandidate]| -> Result<i64, NotResolved> {
        all.iter().map(|candidate| count_mentions(archive, candidate.id)).sum()
    };
    Ok(mentions(whole)? >= mentions(bearers)?)
}

fn count_mentions(archive: &Connection, id: i64) -> Result<i64, NotResolved> {
    Ok(archive.prepare_cached(MENTIONS)?.query_row([id], |row| row.get(0))?)
}

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
        counted.push((count_mentions(archive, candidate.id)?, candidate));
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
    let first = counted.first().map_or(0, |(_, candidate)| candidate.id);
    Ok(NotResolved::AmbiguousEntity { text: text.to_string(), first, candidates: each.join(" or ") })
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
            (21, "Vik", "person"),
            (22, "Nora Vik", "person"),
            (23, "Per Vik Jr", "person"),
            (24, "Sund", "location"),
            (25, "Paweł Sund", "person"),
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
            ("Pawel Sund", vec![25]),
            // A place is meant, unless the people are named more.
            ("Sund", vec![24]),
            ("#21", vec![21]),
        ] {
            assert_eq!(resolved(text), Ok(ids), "{text}");
        }
    }

    #[test]
    fn a_surname_lists_whom_it_may_mean() {
        let three = "\"vik\" can be Vik (person, 0 mentions, #21) or Nora Vik (person, 0 mentions, #22) or Per Vik Jr \
                     (person, 0 mentions, #23): give the full name or the number (as \"#21\")";
        assert_eq!(resolved("vik"), Err(three.into()));
        let archive = archive();
        let beside = resolve_entity_beside(&archive, "Sund", Some(24)).unwrap();
        assert_eq!(beside.key(), "pawel sund");
        let mention = "INSERT INTO mentions (article_id, entity_id, name_id, start, \"end\", surface) VALUES (1, 25, 25, 0, 1, '')";
        archive.connection().execute_batch("PRAGMA foreign_keys = OFF").unwrap();
        archive.connection().execute(mention, []).unwrap();
        assert!(
            resolve_entity(&archive, "Sund")
                .unwrap_err()
                .to_string()
                .contains("Paweł Sund (person, 1 mention")
        );
    }

    #[test]
    fn nothing_is_guessed() {
        let both = "\"Roe\" can be Jane Roe (person, 0 mentions, #1) or Tom Roe (person, 0 mentions, #2): \
                    give the full name or the number (as \"#1\")";
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
             give the full name or the number (as \"#3\")"
        );
        assert_eq!(resolve_entity(&archive, "#4").unwrap().single(&archive).unwrap().kind, "location");
    }
}
