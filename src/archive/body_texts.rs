//! Whether texts are at their places in the bodies of articles.
//!
//! Takes rows of an article, a start, an end and a text, in this order of articles and starts; gives whether the body has that
//! text there. Offsets count characters, so a place is found by counting from the last one: SQLite's `substr` would count from
//! the beginning for each row, which takes hours where a long body has many names.

use rusqlite::{Connection, OptionalExtension, Row, Statement};

/// Where a row says in words what it is, after article, start, end and text.
pub(crate) const DESCRIPTION_COLUMN: usize = 4;

/// Reads one body after the other.
pub(crate) struct BodyTexts<'c> {
    select_body: Statement<'c>,
    article: Option<i64>,
    body: String,
    /// A place in the body that no later start is before: characters and bytes from its beginning.
    reached: (u64, usize),
}

impl<'c> BodyTexts<'c> {
    /// Of an archive.
    pub fn new(archive: &'c Connection) -> rusqlite::Result<BodyTexts<'c>> {
        let select_body = archive.prepare("SELECT body FROM articles WHERE id = ?1")?;
        Ok(BodyTexts { select_body, article: None, body: String::new(), reached: (0, 0) })
    }

    /// Whether a row's text is where it says. Values of other types than promised are no texts at their place.
    pub fn has(&mut self, row: &Row<'_>) -> rusqlite::Result<bool> {
        let article: Option<i64> = row.get(0)?;
        if article != self.article {
            let body = self.select_body.query_row([article], |row| row.get(0)).optional()?;
            (self.article, self.body, self.reached) = (article, body.unwrap_or_default(), (0, 0));
        }
        let (start, end) = (row.get_ref(1)?.as_i64().ok(), row.get_ref(2)?.as_i64().ok());
        let (Some(start), Some(end), Ok(text)) = (start, end, row.get_ref(3)?.as_str()) else {
            return Ok(false);
        };
        let (Ok(start), Ok(end)) = (u64::try_from(start), u64::try_from(end)) else { return Ok(false) };
        let Some(length) = end.checked_sub(start) else { return Ok(false) };
        let at = self.byte_of(start);
        let there = &self.body[at..];
        Ok(there.starts_with(text) && text.chars().count() as u64 == length)
    }

    /// The byte at which a character begins; the body's end where it has not that many.
    fn byte_of(&mut self, character: u64) -> usize {
        let (characters, byte) = self.reached;
        let from = if character < characters { (0, 0) } else { (characters, byte) };
        let ahead = usize::try_from(character - from.0).unwrap_or(usize::MAX);
        let rest = &self.body[from.1..];
        match rest.char_indices().nth(ahead) {
            Some((at, _)) => self.reached = (character, from.1 + at),
            None => return self.body.len(),
        }
        self.reached.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_by_characters_and_others_are_not() {
        let archive = Connection::open_in_memory().unwrap();
        archive
            .execute_batch(
                "CREATE TABLE articles (id INTEGER PRIMARY KEY, body TEXT);
                 INSERT INTO articles VALUES (1, 'Élan in Łódź, “Łódź”.'), (2, 'Łódź'), (3, NULL)",
            )
            .unwrap();
        let has = |article: i64, start: i64, end: i64, text: &str| {
            let mut texts = BodyTexts::new(&archive).unwrap();
            let row = "SELECT ?1, ?2, ?3, ?4, 'x'";
            archive.query_row(row, rusqlite::params![article, start, end, text], |row| texts.has(row))
        };
        for (article, start, end, text, there) in [
            (1, 0, 4, "Élan", true),
            (1, 8, 12, "Łódź", true),
            (1, 15, 19, "Łódź", true),
            (1, 15, 18, "Łódź", false),
            (1, 14, 18, "Łódź", false),
            (1, 21, 21, "", true),
            (1, -1, 3, "Élan", false),
            (1, 4, 0, "Élan", false),
            (1, 1_000_000, 1_000_004, "Łódź", false),
            (2, 0, 4, "Łódź", true),
            (4, 0, 4, "Łódź", false),
        ] {
            assert_eq!(has(article, start, end, text), Ok(there), "{article} {start} {end} {text}");
        }
    }
}
