//! The full-text indexes on a connection that fires no triggers: an import's.
//!
//! Everybody else's changes reach the indexes by the triggers of the schema. Quotes are indexed when a batch ends and not
//! one by one, which costs a fraction. Scripts without spaces have an index beside the others, in which each of their
//! letters is a word: it is empty, and costs nothing, where no article is written in one.

use std::borrow::Cow;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, params};

use crate::archive::ArchiveError;

/// What follows a letter to make it a word: nothing that stands in a text, so that taking it away gives the text back.
pub const SEPARATOR: char = '\u{1f}';

/// So many bytes of text wait before they are indexed.
const WAITING: usize = 8 << 20;

/// Articles that are not in their indexes yet. Many at a time take less than one now and then, which finds nothing of the
/// index in the processor's cache any more.
#[derive(Debug, Default)]
pub(crate) struct Unindexed {
    articles: Vec<(i64, Option<String>, String)>,
    bytes: usize,
}

impl Unindexed {
    /// Takes an article.
    pub fn take(
        &mut self,
        connection: &Connection,
        id: i64,
        title: Option<String>,
        body: String,
    ) -> Result<(), ArchiveError> {
        self.bytes += body.len();
        self.articles.push((id, title, body));
        if self.bytes >= WAITING { self.flush(connection) } else { Ok(()) }
    }

    /// Indexes what waits: to be called before an article that is there is indexed anew or taken out, and before a commit.
    pub fn flush(&mut self, connection: &Connection) -> Result<(), ArchiveError> {
        self.bytes = 0;
        for (id, title, body) in self.articles.drain(..) {
            index(connection, id, title.as_deref(), &body)?;
        }
        Ok(())
    }
}

/// Adds an article to the indexes, as the triggers do for everybody but an import.
pub(crate) fn index(
    connection: &Connection,
    id: i64,
    title: Option<&str>,
    body: &str,
) -> Result<(), ArchiveError> {
    connection
        .prepare_cached("INSERT INTO articles_fts (rowid, title, body) VALUES (?1, ?2, ?3)")?
        .execute(params![id, title, body])?;
    index_unspaced(connection, id, title, body)
}

/// Indexes the quotes that are not yet: those after the last that is. Every quote that goes leaves the index at once
/// ([`forget_quotes`]) and a new one gets a number above all that are there, so there are none in between.
pub(crate) fn index_new_quotes(connection: &Connection) -> Result<(), ArchiveError> {
    connection
        .prepare_cached(
            "INSERT INTO quotes_fts (rowid, text)
             SELECT id, text FROM quotes WHERE id > (SELECT coalesce(max(id), 0) FROM quotes_fts_docsize)",
        )?
        .execute([])?;
    Ok(())
}

/// Takes an article's quotes out of their index, before they go; nothing where triggers do that.
pub(crate) fn forget_quotes(connection: &Connection, article: i64) -> Result<(), ArchiveError> {
    if !connection.db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER)? {
        connection
            .prepare_cached(
                "INSERT INTO quotes_fts (quotes_fts, rowid, text)
                 SELECT 'delete', q.id, q.text FROM quotes q
                 JOIN quotes_fts_docsize d ON d.id = q.id WHERE q.article_id = ?1",
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
    // The bytes that such letters begin with; curly marks and dashes begin with others, so English is seldom decoded.
    let may_have = |byte: u8| matches!(byte, 0xE0 | 0xE1 | 0xE3..=0xED | 0xEF | 0xF0);
    let has = |text: &str| text.bytes().any(may_have) && text.contains(is_unspaced);
    if title.is_some_and(has) || has(body) {
        connection
            .prepare_cached("INSERT INTO articles_unspaced (rowid, title, body) VALUES (?1, ?2, ?3)")?
            .execute(params![id, title.map(separated), separated(body)])?;
    }
    Ok(())
}

/// Takes an article out of the index of scripts without spaces, if it is there.
pub(crate) fn forget_unspaced(connection: &Connection, id: i64) -> Result<(), ArchiveError> {
    connection.prepare_cached("DELETE FROM articles_unspaced WHERE rowid = ?1")?.execute([id])?;
    Ok(())
}

/// Whether a letter belongs to a script that puts no spaces between words, or, as Korean, glues particles to them. The
/// view `unspaced_texts` has the same ranges.
pub fn is_unspaced(c: char) -> bool {
    matches!(c,
        'ก'..='๛' | 'ກ'..='ໟ' | 'က'..='႟' | 'ក'..='៿'
        | '\u{3040}'..='ヿ' | '㐀'..='䶿' | '一'..='鿿' | '가'..='힣' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{333af}')
}

/// The text with a separator after each letter of such a script.
pub fn separated(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unspaced) {
        return text.into();
    }
    let mut apart = String::with_capacity(text.len() * 4 / 3 + 1);
    for c in text.chars() {
        apart.push(c);
        if is_unspaced(c) {
            apart.push(SEPARATOR);
        }
    }
    apart.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::schema::migrations;

    #[test]
    fn the_schema_parts_letters_as_an_import_does() {
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
            assert_eq!(held, (separated("a 題").into_owned(), separated(text).into_owned()));
        }
        archive.execute("UPDATE articles SET title = 'a', body = 'ferry' WHERE id = 1", []).unwrap();
        archive.execute("DELETE FROM articles WHERE id = 3", []).unwrap();
        let left: i64 =
            archive.query_row("SELECT count(*) FROM articles_unspaced", [], |row| row.get(0)).unwrap();
        assert_eq!(left, 5);
    }
}
