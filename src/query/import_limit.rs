//! A question limited to what some imports brought (`--import last`, `--import 3`, `--import "since last week"`), or to some
//! articles.
//!
//! Takes a connection that is not restricted yet; afterwards every statement on it sees only the articles that were first
//! seen or changed in these imports, with what was found in them, and what these imports rejected. The surprising decision:
//! no query has a parameter for this. Temporary views with the names of the archive's tables come before them, so that the
//! catalogue, the user's queries, searches and SQL are all limited in the same way. One thing is looked up in the whole
//! archive: the article that a copy, a story or a teaser points to, which may have come with an earlier import.

use std::borrow::Cow;
use std::sync::LazyLock;

use chrono::{Local, NaiveDate, NaiveTime, SecondsFormat, Utc};
use regex::Regex;
use rusqlite::{Connection, OptionalExtension};

use crate::archive::schema::connection::ArchiveReader;
use crate::query::QueryError;
use crate::query::catalogue::day_phrases;
use crate::text::patterns::compile_pattern;

/// Which imports are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportChoice {
    /// The last one that was not taken back.
    Last,
    /// One, by its number.
    Number(i64),
    /// All from a day on, as people say days.
    Since(String),
}

/// Imports that follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRange {
    /// The number of the first.
    pub first: i64,
    /// The number of the last; lower than the first where there is none.
    pub last: i64,
}

impl ImportChoice {
    /// Reads `last`, a number, or `since DAY`.
    ///
    /// # Errors
    /// What can be written instead.
    pub fn parse(text: &str) -> Result<ImportChoice, String> {
        let forms = "write last, the number of an import, or \"since DAY\"";
        let text = text.trim();
        if text.eq_ignore_ascii_case("last") {
            return Ok(ImportChoice::Last);
        }
        if let Ok(number) = text.parse() {
            return Ok(ImportChoice::Number(number));
        }
        let day = match text.split_once([' ', '=']) {
            Some((word, day)) if word.eq_ignore_ascii_case("since") => day.trim(),
            _ => return Err(forms.into()),
        };
        match day_phrases::span(day, NaiveDate::default()) {
            Some(_) => Ok(ImportChoice::Since(day.to_string())),
            None => Err(format!("{day:?} is not a day: write {}", day_phrases::FORMS)),
        }
    }

    /// "last", "3", "since last week": as it is written.
    pub fn describe(&self) -> String {
        match self {
            ImportChoice::Last => "last".into(),
            ImportChoice::Number(number) => number.to_string(),
            ImportChoice::Since(day) => format!("since {day}"),
        }
    }

    /// The imports that an archive has of it.
    ///
    /// # Errors
    /// Where there is no such import, or it was taken back.
    pub fn range(&self, archive: &ArchiveReader) -> Result<ImportRange, QueryError> {
        let archive = archive.connection();
        match self {
            ImportChoice::Last => last_import(archive),
            ImportChoice::Number(number) => import_of_number(archive, *number),
            ImportChoice::Since(day) => imports_since(archive, day),
        }
    }
}

fn last_import(archive: &Connection) -> Result<ImportRange, QueryError> {
    let last: Option<i64> =
        archive.query_row("SELECT max(id) FROM imports WHERE undone_at IS NULL", [], |row| row.get(0))?;
    let none = || QueryError::Usage("there is no import yet: `presscut import PATH` makes one".into());
    let last = last.ok_or_else(none)?;
    Ok(ImportRange { first: last, last })
}

fn import_of_number(archive: &Connection, number: i64) -> Result<ImportRange, QueryError> {
    let undone: Option<Option<String>> = archive
        .query_row("SELECT undone_at FROM imports WHERE id = ?1", [number], |row| row.get(0))
        .optional()?;
    match undone {
        None => Err(QueryError::Usage(format!("there is no import {number}: `presscut imports` lists them"))),
        Some(Some(at)) => Err(QueryError::Usage(format!("import {number} was taken back at {at}"))),
        Some(None) => Ok(ImportRange { first: number, last: number }),
    }
}

/// Days are those of this place, and imports are dated in UTC.
fn imports_since(archive: &Connection, day: &str) -> Result<ImportRange, QueryError> {
    let wrong = || QueryError::Usage(format!("{day:?} is not a day: write {}", day_phrases::FORMS));
    let (first, _) = day_phrases::span(day, day_phrases::today()?).ok_or_else(wrong)?;
    // Where clocks are set forward at midnight, the day begins later.
    let begins = first.and_time(NaiveTime::MIN).and_local_timezone(Local).earliest();
    let begins = begins.map_or_else(|| first.and_time(NaiveTime::MIN).and_utc(), |at| at.with_timezone(&Utc));
    let range = archive.query_row(
        "SELECT min(id), max(id) FROM imports WHERE undone_at IS NULL AND started_at >= ?1",
        [begins.to_rfc3339_opts(SecondsFormat::Secs, true)],
        |row| Ok((row.get::<_, Option<i64>>(0)?, row.get::<_, Option<i64>>(1)?)),
    )?;
    match range {
        (Some(first), Some(last)) => Ok(ImportRange { first, last }),
        _ => Ok(ImportRange { first: 1, last: 0 }),
    }
}

impl ImportRange {
    /// Whether there is no import in it.
    pub fn is_empty(&self) -> bool {
        self.last < self.first
    }

    /// "import 3", "imports 3 to 5", "no import".
    pub fn describe(&self) -> String {
        match self {
            _ if self.is_empty() => "no import".into(),
            ImportRange { first, last } if first == last => format!("import {first}"),
            ImportRange { first, last } => format!("imports {first} to {last}"),
        }
    }
}

/// The tables, and views in place of tables, that are limited, each with its column of the articles' numbers.
const LIMITED_BY_ARTICLE: &[(&str, &str)] = &[
    ("articles", "id"),
    ("mentions", "article_id"),
    ("quotes", "article_id"),
    ("dates", "article_id"),
    ("sums", "article_id"),
    ("blocks", "article_id"),
    ("revisions", "article_id"),
    ("given_forms", "article_id"),
];

/// Those that are limited by the number of the import itself.
const LIMITED_BY_IMPORT: &[(&str, &str)] =
    &[("imports", "id"), ("import_files", "import_id"), ("rejects", "import_id")];

/// Views that full-text indexes read their texts from.
const VIEWS_OF_INDEXES: &[&str] = &["folded_articles", "folded_quotes", "unspaced_texts"];

/// Limits a connection to what these imports brought.
///
/// # Errors
/// Where the archive cannot be read, or has a view that cannot be limited.
pub fn limit_to_imports(archive: &ArchiveReader, range: &ImportRange) -> Result<(), QueryError> {
    let connection = archive.connection();
    begin_limit(connection)?;
    connection.execute(
        "INSERT INTO temp.limited_articles
         SELECT id FROM main.articles WHERE import_id BETWEEN ?1 AND ?2
         UNION SELECT article_id FROM main.revisions WHERE import_id BETWEEN ?1 AND ?2",
        [range.first, range.last],
    )?;
    let (first, last) = (range.first, range.last);
    for (table, column) in LIMITED_BY_IMPORT {
        connection.execute_batch(&format!(
            "CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} WHERE {column} BETWEEN {first} AND {last}"
        ))?;
    }
    limit_tables_and_views(connection)
}

/// Limits a connection to these articles, with what was found in them.
///
/// # Errors
/// As for [`limit_to_imports`].
pub fn limit_to_articles(archive: &ArchiveReader, ids: &[i64]) -> Result<(), QueryError> {
    let connection = archive.connection();
    begin_limit(connection)?;
    let mut add = connection.prepare("INSERT OR IGNORE INTO temp.limited_articles VALUES (?1)")?;
    for id in ids {
        add.execute([id])?;
    }
    drop(add);
    limit_tables_and_views(connection)
}

fn begin_limit(connection: &Connection) -> Result<(), QueryError> {
    connection.pragma_update(None, "temp_store", "memory")?;
    Ok(connection.execute_batch("CREATE TEMP TABLE limited_articles (id INTEGER PRIMARY KEY)")?)
}

/// Limits everything that belongs to articles to those that are listed.
fn limit_tables_and_views(connection: &Connection) -> Result<(), QueryError> {
    // The archive's own views see temporary ones only where they are temporary themselves.
    let views: Vec<(String, String)> = connection
        .prepare("SELECT name, sql FROM main.sqlite_schema WHERE type = 'view' ORDER BY rowid")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (table, column) in LIMITED_BY_ARTICLE {
        connection.execute_batch(&format!(
            "CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} WHERE {column} IN (SELECT id FROM temp.limited_articles)"
        ))?;
    }
    let is_limited_already = |name: &str| {
        VIEWS_OF_INDEXES.contains(&name) || LIMITED_BY_ARTICLE.iter().any(|(limited, _)| *limited == name)
    };
    for (name, sql) in views.iter().filter(|(name, _)| !is_limited_already(name)) {
        limit_view(connection, name, sql)?;
    }
    Ok(())
}

/// Makes a view of the archive's a temporary one, which sees what is limited.
fn limit_view(connection: &Connection, name: &str, sql: &str) -> Result<(), QueryError> {
    static CREATE: LazyLock<Regex> = LazyLock::new(|| compile_pattern(r"(?i)^\s*CREATE\s+VIEW\b"));
    let temporary = CREATE.replace(sql, "CREATE TEMP VIEW");
    let failed = |error| {
        QueryError::Usage(format!(
            "the view {name} cannot be limited to some of the articles ({error}): drop it, or leave --import out"
        ))
    };
    connection.execute(&look_up_related_anywhere(&temporary), []).map_err(failed)?;
    Ok(())
}

/// SQL in which the article that a copy, a story or a teaser points to is looked up in the whole archive.
pub fn look_up_related_anywhere(sql: &str) -> Cow<'_, str> {
    static RELATED: LazyLock<Regex> = LazyLock::new(|| {
        compile_pattern(
            r"(?i)\bJOIN(\s+)articles(\s+)((?:AS\s+)?)(\w+)(\s+ON\s+)(\w+)(\.id\s*=\s*\w+\.(?:story_id|duplicate_of|parent_id))\b",
        )
    });
    RELATED.replace_all(sql, |found: &regex::Captures| {
        let part = |at: usize| found.get(at).map_or("", |part| part.as_str());
        let table = if part(4).eq_ignore_ascii_case(part(6)) { "main.articles" } else { "articles" };
        format!("JOIN{}{table}{}{}{}{}{}{}", part(1), part(2), part(3), part(4), part(5), part(6), part(7))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_named_by_a_word_a_number_or_a_day() {
        for (text, choice) in [
            ("last", ImportChoice::Last),
            ("LAST", ImportChoice::Last),
            ("12", ImportChoice::Number(12)),
            ("since 2031-03-01", ImportChoice::Since("2031-03-01".into())),
            ("since=last week", ImportChoice::Since("last week".into())),
        ] {
            assert_eq!(ImportChoice::parse(text), Ok(choice), "{text}");
        }
        for (text, says) in [
            ("", "write last"),
            ("first", "write last"),
            ("since", "write last"),
            ("since soon", "\"soon\" is not a day"),
        ] {
            let error = ImportChoice::parse(text).unwrap_err();
            assert!(error.contains(says), "{text}: {error}");
        }
    }

    #[test]
    fn only_what_an_article_points_to_is_looked_up_anywhere() {
        let sql = "FROM articles a JOIN articles o ON o.id = a.story_id\nLEFT JOIN articles AS p ON p.id = a.parent_id";
        let anywhere = "FROM articles a JOIN main.articles o ON o.id = a.story_id\nLEFT JOIN main.articles AS p ON p.id = a.parent_id";
        assert_eq!(look_up_related_anywhere(sql), anywhere);
        for same in [
            "FROM mentions m JOIN articles a ON a.id = m.article_id",
            "FROM articles o JOIN articles a ON a.story_id = o.story_id",
            "FROM x JOIN articles b ON a.id = b.story_id",
        ] {
            assert_eq!(look_up_related_anywhere(same), same);
        }
    }
}
