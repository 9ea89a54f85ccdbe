//! The full-text indexes on a connection that fires no triggers: an import's.
//!
//! All other changes reach the indexes by the triggers of the schema. Quotes are indexed when their rows are written, while
//! their texts are in memory: to read them from the bodies again costs more than to index them. Both indexes hold folded
//! texts ([`fold_for_index`]), as the views `folded_articles` and `folded_quotes` give them. Scripts without spaces have an
//! index of their own, in which each of their letters is a word: it is empty, and costs nothing, where no article is written
//! in one.

use std::borrow::Cow;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, params};

use crate::archive::ArchiveError;
use crate::text::letter_folding::fold_for_index;

/// What follows a letter to make it a word: a character of no text, so that removing it gives the text back.
pub const SEPARATOR: char = '\u{1f}';

/// Bytes of text that are kept at most before they are indexed.
const MAX_PENDING_BYTES: usize = 8 << 20;

/// Articles that are not in their indexes yet. Many at a time take less time than one now and then, for which the index is no
/// longer in the processor's cache.
#[derive(Debug, Default)]
pub(crate) struct PendingFullText {
    articles: Vec<(i64, Option<String>, String)>,
    bytes: usize,
}

impl PendingFullText {
    /// Adds an article.
    pub fn push(
        &mut self,
        connection: &Connection,
        id: i64,
        title: Option<String>,
        body: String,
    ) -> Result<(), ArchiveError> {
        self.bytes += body.len();
        self.articles.push((id, title, body));
        if self.bytes >= MAX_PENDING_BYTES { self.flush(connection) } else { Ok(()) }
    }

    /// Indexes what is pending: to be called before a stored article is indexed anew or removed, and before a commit.
    pub fn flush(&mut self, connection: &Connection) -> Result<(), ArchiveError> {
        self.bytes = 0;
        for (id, title, body) in self.articles.drain(..) {
            index_article(connection, id, title.as_deref(), &body)?;
        }
        Ok(())
    }
}

/// Adds an article to the indexes, as the triggers do for all connections but an import's.
pub(crate) fn index_article(
    connection: &Connection,
    id: i64,
    title: Option<&str>,
    body: &str,
) -> Result<(), ArchiveError> {
    connection
        .prepare_cached("INSERT INTO articles_fts (rowid, title, body) VALUES (?1, ?2, ?3)")?
        .execute(params![id, title.map(fold_for_index), fold_for_index(body)])?;
    index_unspaced(connection, id, title, body)
}

/// Indexes the quotes whose rows were written last, given their texts in the order of the rows; does nothing where triggers do
/// that.
pub(crate) fn index_last_quotes<'t>(
    connection: &Connection,
    texts: impl Iterator<Item = &'t str> + Clone,
) -> Result<(), ArchiveError> {
    if connection.db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER)? {
        return Ok(());
    }
    let mut insert = connection.prepare_cached("INSERT INTO quotes_fts (rowid, text) VALUES (?1, ?2)")?;
    // New rows get the numbers after the highest, one after the other.
    let after = connection.last_insert_rowid() - texts.clone().count() as i64;
    for (id, text) in (after + 1..).zip(texts) {
        insert.execute(params![id, fold_for_index(text)])?;
    }
    Ok(())
}

/// Indexes the quotes that are not indexed yet: those after the last indexed one. A quote that is deleted leaves the index at
/// once ([`remove_quotes`]), and a new one gets the highest number, so there are none in between.
pub(crate) fn index_new_quotes(connection: &Connection) -> Result<(), ArchiveError> {
    connection
        .prepare_cached(
            "INSERT INTO quotes_fts (rowid, text)
             SELECT id, text FROM folded_quotes WHERE id > (SELECT coalesce(max(id), 0) FROM quotes_fts_docsize)",
        )?
        .execute([])?;
    Ok(())
}

/// Removes an article's quotes from their index, before they are deleted; does nothing where triggers do that.
pub(crate) fn remove_quotes(connection: &Connection, article: i64) -> Result<(), ArchiveError> {
    if !connection.db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER)? {
        connection
            .prepare_cached(
                "INSERT INTO quotes_fts (quotes_fts, rowid, text)
                 SELECT 'delete', f.id, f.text FROM quotes q
                 JOIN quotes_fts_docsize d ON d.id = q.id JOIN folded_quotes f ON f.id = q.id WHERE q.article_id = ?1",
            )?
            .execute([article])?;
    }
    Ok(())
}

/// Adds an article to the index of scripts without spaces, if it has a letter of one.
fn index_unspaced(
    connection: &Connection,
    id: i64,
    title: Option<&str>,
    body: &str,
) -> Result<(), ArchiveError> {
    // The first bytes of such letters; curly quotes and dashes begin with others, so English is seldom decoded.
    let may_have = |byte: u8| matches!(byte, 0xE0 | 0xE1 | 0xE3..=0xED | 0xEF | 0xF0);
    let has = |text: &str| text.bytes().any(may_have) && text.contains(is_unspaced);
    if title.is_some_and(has) || has(body) {
        connection
            .prepare_cached("INSERT INTO articles_unspaced (rowid, title, body) VALUES (?1, ?2, ?3)")?
            .execute(params![id, title.map(separate_letters), separate_letters(body)])?;
    }
    Ok(())
}

/// Removes an article from the index of scripts without spaces, if it is there.
pub(crate) fn remove_unspaced(connection: &Connection, id: i64) -> Result<(), ArchiveError> {
    connection.prepare_cached("DELETE FROM articles_unspaced WHERE rowid = ?1")?.execute([id])?;
    Ok(())
}

/// Whether a letter belongs to a script that puts no spaces between words, or, as Korean, attaches particles to them. The
/// view `unspaced_texts` has the same ranges.
pub fn is_unspaced(c: char) -> bool {
    matches!(c,
        'ก'..='๛' | 'ກ'..='ໟ' | 'က'..='႟' | 'ក'..='៿'
        | '\u{3040}'..='ヿ' | '㐀'..='䶿' | '一'..='鿿' | '가'..='힣' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{333af}')
}

/// The text with a separator after each letter of such a script.
pub fn separate_letters(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unspaced) {
        return text.into();
    }
    let mut separated = String::with_capacity(text.len() * 4 / 3 + 1);
    for c in text.chars() {
        separated.push(c);
        if is_unspaced(c) {
            separated.push(SEPARATOR);
        }
    }
    separated.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::schema::migrations;
    use crate::text::letter_folding::index_folds;

    #[test]
    fn the_schema_folds_letters_as_an_import_does() {
        let mut archive = Connection::open_in_memory().unwrap();
        migrations::migrate(&mut archive).unwrap();
        let stored: Vec<(String, String)> = archive
            .prepare("SELECT letter, plain FROM letter_folds ORDER BY letter")
            .unwrap()
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        assert_eq!(stored, index_folds());
        let all: String = index_folds().into_iter().map(|(letter, _)| letter + " ").collect();
        archive.pragma_update(None, "foreign_keys", false).unwrap();
        for (id, text) in (1..).zip(["“Gołąb” — café", "ferry", "Ёлка", "ﬁne", &all]) {
            let sql =
                "INSERT INTO articles (id, kind, title, body, word_count, identity, text_key, extractor,
                           import_id, import_file_id, record, byte_offset, byte_length)
                       VALUES (?1, 'article', ?2, ?2, 1, ?1, '', '', 1, 1, 1, 0, 1)";
            archive.execute(sql, params![id, text]).unwrap();
            let held: (String, String) = archive
                .query_row("SELECT title, body FROM folded_articles WHERE id = ?1", [id], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .unwrap();
            assert_eq!(held, (fold_for_index(text).into_owned(), fold_for_index(text).into_owned()));
        }
        // What the triggers index can be taken out again, and nothing is left.
        archive.execute("UPDATE articles SET body = 'Øl' WHERE id = 1", []).unwrap();
        archive.execute("DELETE FROM articles WHERE id > 2", []).unwrap();
        let check = "INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)";
        archive.execute(check, []).unwrap();
        let found = |word: &str| -> i64 {
            archive
                .query_row("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?1", [word], |row| {
                    row.get(0)
                })
                .unwrap()
        };
        assert_eq!(["golab", "ol", "cafe", "elka", "елка"].map(found), [1, 1, 1, 0, 0]);
    }

    #[test]
    fn the_schema_separates_letters_as_an_import_does() {
        let mut archive = Connection::open_in_memory().unwrap();
        migrations::migrate(&mut archive).unwrap();
        archive.pragma_update(None, "foreign_keys", false).unwrap();
        let long = format!("{}台積電 said “no”.\n\n{}東京で", "word ".repeat(130), "漢".repeat(700));
        let texts =
            ["台積電は 2 nm", "ferry", "สวัสดี world", "서울에서", "𠀀 and \u{fa10} 豈", "é — ☃", &long];
        for (id, text) in (1..).zip(texts) {
            let sql =
                "INSERT INTO articles (id, kind, title, body, word_count, identity, text_key, extractor,
                           import_id, import_file_id, record, byte_offset, byte_length)
                       VALUES (?1, 'article', 'a 題', ?2, 1, ?1, '', '', 1, 1, 1, 0, 1)";
            archive.execute(sql, params![id, text]).unwrap();
            let held: (String, String) = archive
                .query_row("SELECT title, body FROM articles_unspaced WHERE rowid = ?1", [id], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .unwrap();
            assert_eq!(held, (separate_letters("a 題").into_owned(), separate_letters(text).into_owned()));
        }
        archive.execute("UPDATE articles SET title = 'a', body = 'ferry' WHERE id = 1", []).unwrap();
        archive.execute("DELETE FROM articles WHERE id = 3", []).unwrap();
        let left: i64 =
            archive.query_row("SELECT count(*) FROM articles_unspaced", [], |row| row.get(0)).unwrap();
        assert_eq!(left, 5);
    }
}
