//! Why an answer has no rows: a word that no article has, a source that there is not, a mistyped `tittle:`, days outside of
//! the archive.
//!
//! Takes what was asked, gives sentences for people. It asks the whole archive on a connection of its own, since the words of
//! the index are a table that has to be made first; it is only asked where there is nothing to show, and a vocabulary of a
//! million words is read by its first letter alone.

use std::path::Path;
use std::time::Duration;

use rusqlite::types::Value;

use crate::query::QueryError;
use crate::query::search::parser::{Field, ParsedSearch, Term};
use crate::query::search::{Filters, Reach, SearchTarget, count_sql, found_sql};
use crate::query::session::{Provenance, QuerySession, TimeLimit, open_archive};
use crate::query::suggest::did_you_mean;

/// The signs of a search that have a colon.
const SIGNS: [&str; 5] = ["title", "source", "speaker", "before", "after"];

/// How long may be spent on reasons.
const TIME: Duration = Duration::from_secs(5);

/// Letters by which a word of the index can differ in length from one that is meant.
const OTHER_LENGTH: usize = 2;

/// Why a search has found nothing, a sentence each.
///
/// # Errors
/// Where the archive cannot be read.
pub fn explain_empty_search(
    archive: &Path,
    words: &str,
    target: SearchTarget,
    filters: &Filters,
) -> Result<Vec<String>, QueryError> {
    let search = ParsedSearch::parse(words);
    let asked = Archive::open(archive)?;
    let mut reasons = mistyped_signs(words);
    for field in &search.fields {
        reasons.extend(asked.explain_field(field, target)?);
    }
    let terms: Vec<&Term> = search.any.iter().flatten().collect();
    let mut counts = Vec::new();
    for term in &terms {
        let alone = ParsedSearch { any: vec![vec![(*term).clone()]], ..ParsedSearch::default() };
        let found = asked.count(&alone, target, &Filters::default())?;
        if found == 0 {
            reasons.push(asked.explain_term(term, target)?);
        }
        counts.push((text_of(term), found));
    }
    if !reasons.is_empty() {
        return Ok(reasons);
    }
    let only_words = ParsedSearch { fields: Vec::new(), ..search.clone() };
    let without_filters = asked.count(&only_words, target, &Filters::default())?;
    let things = things_of(target);
    if without_filters > 0 {
        let has_fields = !search.fields.is_empty();
        let what = if has_fields {
            "its source:, speaker:, before: and after:"
        } else {
            "--source, --from and --to"
        };
        let in_all = asked.count(&search, target, filters)?;
        reasons.push(match in_all {
            0 => format!("without {what} it finds {without_filters} {things}"),
            all => format!("in the whole archive it finds {all} {things}: leave --import out"),
        });
    } else if counts.len() > 1 {
        let each: Vec<String> =
            counts.iter().map(|(text, found)| format!("“{text}” is in {found}")).collect();
        reasons.push(format!("{}, but no {} has all of them", each.join(", "), thing_of(target)));
    }
    Ok(reasons)
}

/// Why a query with days has no rows: the days that the archive has.
///
/// # Errors
/// Where the archive cannot be read.
pub fn explain_empty_days(archive: &Path, values: &[(String, Value)]) -> Result<Vec<String>, QueryError> {
    let day = |name: &str| {
        values.iter().find_map(|(known, value)| match value {
            Value::Text(day) if known == name => Some(day.clone()),
            _ => None,
        })
    };
    let (from, to) = (day("from"), day("to"));
    if from.is_none() && to.is_none() {
        return Ok(Vec::new());
    }
    let asked = Archive::open(archive)?;
    let sql = "SELECT min(published_day), max(published_day) FROM articles WHERE kind = 'article'";
    let range: (Option<String>, Option<String>) =
        asked.session.unlimited().connection().query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let (Some(first), Some(last)) = range else {
        return Ok(vec!["no article of the archive has a day".into()]);
    };
    let outside = from.is_some_and(|from| from > last) || to.is_some_and(|to| to < first);
    Ok(if outside {
        vec![format!("the articles of the archive are from {first} to {last}")]
    } else {
        Vec::new()
    })
}

/// The whole archive, asked for reasons.
struct Archive {
    session: QuerySession,
}

impl Archive {
    fn open(path: &Path) -> Result<Archive, QueryError> {
        let archive = open_archive(path)?;
        let table = "CREATE VIRTUAL TABLE temp.indexed_words USING fts5vocab('main', 'articles_fts', 'row')";
        archive.connection().execute_batch(table)?;
        let limit = TimeLimit { time: Some(TIME), on_overdue: || {} };
        Ok(Archive { session: QuerySession::begin(archive, path, limit, Provenance::NotDescribed)? })
    }

    fn count(
        &self,
        search: &ParsedSearch,
        target: SearchTarget,
        filters: &Filters,
    ) -> Result<u64, QueryError> {
        let count = count_sql(&found_sql(search, target, filters, Reach::Session), target);
        self.session.single_number(&count.sql, &count.values)
    }

    /// "no article has “harbr” (did you mean harbor?)"
    fn explain_term(&self, term: &Term, target: SearchTarget) -> Result<String, QueryError> {
        let mut near = String::new();
        if let [phrase] = &term.phrases[..]
            && !phrase.text.contains(char::is_whitespace)
        {
            let word = phrase.text.to_lowercase();
            let words = self.words_like(&word)?;
            near = did_you_mean(&word, words.iter().map(String::as_str));
        }
        let place = if term.title { " in its headline" } else { "" };
        Ok(format!("no {} has “{}”{place}{near}", thing_of(target), text_of(term)))
    }

    /// Words of the index with the same first letter and about as long.
    fn words_like(&self, word: &str) -> Result<Vec<String>, QueryError> {
        let Some(first) = word.chars().next() else { return Ok(Vec::new()) };
        let length = word.chars().count();
        let archive = self.session.unlimited().connection();
        let words = archive
            .prepare(
                "SELECT term FROM temp.indexed_words
                 WHERE term >= ?1 AND term < ?1 || char(1114111) AND length(term) BETWEEN ?2 AND ?3",
            )?
            .query_map(
                rusqlite::params![
                    first.to_string(),
                    length.saturating_sub(OTHER_LENGTH),
                    length + OTHER_LENGTH
                ],
                |row| row.get(0),
            )?
            .collect::<Result<_, _>>()?;
        Ok(words)
    }

    fn explain_field(&self, field: &Field, target: SearchTarget) -> Result<Option<String>, QueryError> {
        let (name, what) = match field {
            Field::Source(name, false) => (name, "source has this in its name"),
            Field::Speaker(name, false) => (name, "speaker has this name"),
            _ => return Ok(None),
        };
        let alone = ParsedSearch { fields: vec![field.clone()], ..ParsedSearch::default() };
        if self.count(&alone, target, &Filters::default())? > 0 {
            return Ok(None);
        }
        let near = match field {
            Field::Source(..) => {
                let archive = self.session.unlimited().connection();
                let known: Vec<String> = archive
                    .prepare("SELECT name FROM sources")?
                    .query_map([], |row| row.get(0))?
                    .collect::<Result<_, _>>()?;
                let near = did_you_mean(name, known.iter().map(String::as_str));
                if near.is_empty() { ": `presscut sources` lists them".into() } else { near }
            }
            _ => String::new(),
        };
        Ok(Some(format!("“{name}”: no {what}{near}")))
    }
}

/// Words before a colon that are nearly a sign of the search, and are looked for as words.
fn mistyped_signs(words: &str) -> Vec<String> {
    let is_mistyped = |sign: &str| {
        let near = did_you_mean(sign, SIGNS);
        let is_sign = SIGNS.contains(&sign) || near.is_empty();
        (!is_sign).then(|| format!("{sign}: is looked for as a word{near}"))
    };
    let before_colon = |word: &str| {
        let (sign, rest) = word.trim_start_matches('-').split_once(':')?;
        (!rest.starts_with('/')).then(|| sign.to_lowercase())
    };
    words.split_whitespace().filter_map(before_colon).filter_map(|sign| is_mistyped(&sign)).collect()
}

fn text_of(term: &Term) -> String {
    let each =
        term.phrases.iter().map(|phrase| format!("{}{}", phrase.text, if phrase.prefix { "*" } else { "" }));
    each.collect::<Vec<_>>().join(" NEAR ")
}

fn thing_of(target: SearchTarget) -> &'static str {
    match target {
        SearchTarget::Articles => "article",
        SearchTarget::Quotes => "quote",
    }
}

fn things_of(target: SearchTarget) -> &'static str {
    match target {
        SearchTarget::Articles => "articles",
        SearchTarget::Quotes => "quotes",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_that_is_mistyped_is_seen_and_other_words_with_colons_are_not() {
        assert_eq!(mistyped_signs("tittle:ferry"), ["tittle: is looked for as a word (did you mean title?)"]);
        assert_eq!(mistyped_signs("sorce:post bridge").len(), 1);
        assert!(mistyped_signs("title:ferry http://post.example 10:30 note:x").is_empty());
    }
}
