//! Which source the user means.
//!
//! In this order: `#3` is a number and nothing else; then a name or a domain; then a name's key; then a bare number; then
//! a part of a name that no other source has.

use crate::archive::schema::connection::ArchiveReader;
use crate::query::QueryError;
use crate::query::resolve::not_resolved::{MAX_CANDIDATES, NotResolved, Number};
use crate::query::suggest::did_you_mean;
use crate::text::name_key::name_key;

/// The source that the user means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceChoice {
    /// Its number.
    pub id: i64,
    /// As the archive calls it.
    pub name: String,
    /// Its domain in small letters, without "www.".
    pub domain: Option<String>,
}

/// The names of all sources that have articles.
///
/// # Errors
/// Where the archive cannot be read.
pub fn source_names(archive: &ArchiveReader) -> Result<Vec<String>, QueryError> {
    let sql = "SELECT name FROM sources s WHERE EXISTS (SELECT 1 FROM articles a WHERE a.source_id = s.id) ORDER BY name";
    let mut statement = archive.connection().prepare(sql)?;
    let names = statement.query_map([], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

/// Finds the source that a name, a domain or a number means.
///
/// # Errors
/// Where there is none, with names that are near; where it can be several, with their names.
pub fn resolve_source(archive: &ArchiveReader, text: &str) -> Result<SourceChoice, NotResolved> {
    let archive = archive.connection();
    let all: Vec<SourceChoice> = archive
        .prepare("SELECT id, name, domain FROM sources ORDER BY name, id")?
        .query_map([], |row| Ok(SourceChoice { id: row.get(0)?, name: row.get(1)?, domain: row.get(2)? }))?
        .collect::<Result<_, _>>()?;
    let number = Number::parse(text);
    let by_number = |id: i64| all.iter().find(|source| source.id == id);
    let found = match number {
        Some(Number::Marked(id)) => by_number(id),
        Some(Number::Bare(id)) => by_whole_name(&all, text).or_else(|| by_number(id)),
        None => by_whole_name(&all, text),
    };
    if let Some(source) = found {
        return Ok(source.clone());
    }
    let key = name_key(text);
    let part = format!(" {key} ");
    let within =
        |source: &&SourceChoice| !key.is_empty() && format!(" {} ", name_key(&source.name)).contains(&part);
    let marked = matches!(number, Some(Number::Marked(_)));
    let candidates: Vec<&SourceChoice> = all.iter().filter(|_| !marked).filter(within).collect();
    match candidates[..] {
        [] => {
            let near = did_you_mean(text, all.iter().map(|source| source.name.as_str()));
            Err(NotResolved::UnknownSource { text: text.to_string(), near })
        }
        [source] => Ok(source.clone()),
        _ => {
            let names: Vec<&str> =
                candidates.iter().take(MAX_CANDIDATES).map(|source| source.name.as_str()).collect();
            Err(NotResolved::AmbiguousSource { text: text.to_string(), candidates: names.join(" or ") })
        }
    }
}

fn by_whole_name<'a>(all: &'a [SourceChoice], text: &str) -> Option<&'a SourceChoice> {
    let (key, lower) = (name_key(text), text.trim().to_lowercase());
    let host = lower.strip_prefix("www.").unwrap_or(&lower);
    let find = |is: &dyn Fn(&SourceChoice) -> bool| all.iter().find(|source| is(source));
    find(&|source| source.name.to_lowercase() == lower)
        .or_else(|| find(&|source| source.domain.as_deref() == Some(host)))
        .or_else(|| find(&|source| name_key(&source.name) == key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::Connection;

    use crate::archive::schema::migrations;

    #[test]
    fn a_source_goes_by_name_domain_part_and_number() {
        let mut archive = Connection::open_in_memory().unwrap();
        migrations::migrate(&mut archive).unwrap();
        for (id, name, domain) in
            [(1, "Arden Post", Some("ardenpost.example")), (2, "Vik Échos", None), (3, "Vik Post", None)]
        {
            let values = (id, name, domain);
            archive.execute("INSERT INTO sources (id, name, domain) VALUES (?1, ?2, ?3)", values).unwrap();
        }
        let archive = ArchiveReader::from(archive);
        for (text, id) in [
            ("arden post", 1),
            ("www.ArdenPost.example", 1),
            ("vik echos", 2),
            ("Arden", 1),
            ("3", 3),
            ("#2", 2),
        ] {
            assert_eq!(resolve_source(&archive, text).unwrap().id, id, "{text}");
        }
        for (text, says) in [
            ("post", "\"post\" can be Arden Post or Vik Post: say which"),
            (
                "Ardn",
                "the archive has no source \"Ardn\" (did you mean Arden Post?): `presscut sources` lists them",
            ),
            ("#9", "the archive has no source \"#9\": `presscut sources` lists them"),
        ] {
            assert_eq!(resolve_source(&archive, text).unwrap_err().to_string(), says);
        }
    }
}
