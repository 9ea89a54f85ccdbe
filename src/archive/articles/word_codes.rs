//! Words of which there are few, as the tables keep them: by number. The views have the words.
//!
//! Takes a word or a share, gives the value of its column. The numbers are those of the views `quotes` and `dates`; a test
//! compares them. A word that has no number is kept as it is, and the views give it as it is.

use rusqlite::types::{ToSqlOutput, Value};

use crate::archive::bulk_insert::{integer_value, text_value};

/// The kinds of `quote_rows.kind`, by number.
const QUOTE_KINDS: [&str; 5] = ["direct", "partial", "term", "indirect", "rejected"];

/// The methods of `quote_rows.method`, by number.
const QUOTE_METHODS: [&str; 13] = [
    "cue-after",
    "cue-before",
    "split",
    "sentence-after",
    "sentence-before",
    "sentence-previous",
    "paragraph",
    "continued",
    "running",
    "subject",
    "signed",
    "reported",
    "corrected",
];

/// The types of `date_rows.type`, by number.
const DATE_TYPES: [&str; 4] = ["DATE", "TIME", "DURATION", "SET"];

fn code<'w>(words: &[&str], word: &'w str) -> ToSqlOutput<'w> {
    match words.iter().position(|known| *known == word) {
        Some(number) => integer_value(number as i64),
        None => text_value(word),
    }
}

/// The kind of a quote.
pub(crate) fn quote_kind_code(kind: &str) -> ToSqlOutput<'_> {
    code(&QUOTE_KINDS, kind)
}

/// How a quote's speaker was found.
pub(crate) fn quote_method_code(method: &str) -> ToSqlOutput<'_> {
    code(&QUOTE_METHODS, method)
}

/// The TIMEX3 type of a date.
pub(crate) fn date_type_code(kind: &str) -> ToSqlOutput<'_> {
    code(&DATE_TYPES, kind)
}

/// A share from 0 to 1 in thousandths: a whole number, unless the share has more than three digits.
pub(crate) fn permille_value<'v>(share: f64) -> ToSqlOutput<'v> {
    let whole = (share * 1000.0).round();
    if whole / 1000.0 == share {
        integer_value(whole as i64)
    } else {
        ToSqlOutput::Owned(Value::Real(share * 1000.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::schema::migrations;
    use rusqlite::{Connection, ToSql};

    /// The word that a view gives for what a column holds.
    fn shown(archive: &Connection, sql: &str, stored: &ToSqlOutput<'_>) -> String {
        archive.execute_batch("DELETE FROM quote_rows; DELETE FROM date_rows").unwrap();
        archive.execute(sql, [stored as &dyn ToSql]).unwrap();
        archive
            .query_row(
                "SELECT CASE WHEN method = 'x' THEN kind ELSE method END FROM quotes UNION ALL SELECT type FROM dates",
                [],
                |row| row.get(0),
            )
            .unwrap()
    }

    #[test]
    fn the_views_give_the_words_of_their_numbers() {
        let mut archive = Connection::open_in_memory().unwrap();
        migrations::migrate(&mut archive).unwrap();
        archive.pragma_update(None, "foreign_keys", false).unwrap();
        let kind =
            "INSERT INTO quote_rows (article_id, start, length, kind, utterance, confidence_permille, method)
                    VALUES (1, 0, 1, ?1, 1, 0, 'x')";
        let method =
            "INSERT INTO quote_rows (article_id, start, length, kind, utterance, confidence_permille, method)
                      VALUES (1, 0, 1, 0, 1, 0, ?1)";
        let date = "INSERT INTO date_rows (article_id, start, length, type) VALUES (1, 0, 1, ?1)";
        for word in QUOTE_KINDS {
            assert_eq!(shown(&archive, kind, &quote_kind_code(word)), word);
        }
        for word in QUOTE_METHODS.into_iter().chain(["a method of tomorrow"]) {
            assert_eq!(shown(&archive, method, &quote_method_code(word)), word);
        }
        for word in DATE_TYPES {
            assert_eq!(shown(&archive, date, &date_type_code(word)), word);
        }
    }

    #[test]
    fn shares_come_back_to_the_last_bit() {
        let archive = Connection::open_in_memory().unwrap();
        let back = |share: f64| -> f64 {
            archive.query_row("SELECT ?1 / 1000.0", [permille_value(share)], |row| row.get(0)).unwrap()
        };
        for thousandths in 0..=1000 {
            let share = f64::from(thousandths) / 1000.0;
            assert_eq!(back(share), share);
            assert!(matches!(permille_value(share), ToSqlOutput::Owned(Value::Integer(_))));
        }
        assert!((back(0.12345) - 0.12345).abs() < 1e-15);
    }
}
