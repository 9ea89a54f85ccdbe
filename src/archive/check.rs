//! Proves that an archive is what it promises to be.
//!
//! Each check is a query that finds what must not be; the counts of what was looked at are given too, so that
//! "no error" can be told from "nothing there".

use std::path::Path;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::ArchiveError;

/// One thing that must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What must hold.
    pub promise: &'static str,
    /// How many things were looked at.
    pub looked_at: i64,
    /// How many of them break it.
    pub broken: i64,
    /// One of those, for a start.
    pub example: Option<String>,
}

/// A promise, a query for what it is about, and one for what breaks it, each giving one line of text a row.
struct Promise {
    promise: &'static str,
    all: &'static str,
    broken: &'static str,
}

const PROMISES: &[Promise] = &[
    Promise {
        promise: "every mention is what stands at its place in the body",
        all: "SELECT count(*) FROM mentions",
        broken: "SELECT 'mention ' || m.id || ' of article ' || a.id FROM mentions m JOIN articles a ON a.id = m.article_id
                 WHERE substr(a.body, m.start + 1, m.\"end\" - m.start) IS NOT m.surface",
    },
    Promise {
        promise: "every quote is what stands at its place in the body",
        all: "SELECT count(*) FROM quotes",
        broken: "SELECT 'quote ' || q.id || ' of article ' || a.id FROM quotes q JOIN articles a ON a.id = q.article_id
                 WHERE substr(a.body, q.start + 1, q.\"end\" - q.start) IS NOT q.text",
    },
    Promise {
        promise: "every quote's speaker is what stands at its place in the body",
        all: "SELECT count(*) FROM quotes WHERE speaker_start IS NOT NULL",
        broken: "SELECT 'quote ' || q.id || ' of article ' || a.id FROM quotes q JOIN articles a ON a.id = q.article_id
                 WHERE q.speaker_start IS NOT NULL
                   AND substr(a.body, q.speaker_start + 1, q.speaker_end - q.speaker_start) IS NOT q.speaker",
    },
    Promise {
        promise: "every date is what stands at its place in the body",
        all: "SELECT count(*) FROM dates",
        broken: "SELECT 'date ' || d.id || ' of article ' || a.id FROM dates d JOIN articles a ON a.id = d.article_id
                 WHERE substr(a.body, d.start + 1, d.\"end\" - d.start) IS NOT d.text",
    },
    Promise {
        promise: "no date ends before it begins",
        all: "SELECT count(*) FROM dates WHERE earliest IS NOT NULL",
        broken: "SELECT 'date ' || id FROM dates WHERE earliest > latest",
    },
    Promise {
        promise: "every teaser stands on the page of an article",
        all: "SELECT count(*) FROM articles WHERE kind = 'teaser'",
        broken: "SELECT 'article ' || t.id FROM articles t LEFT JOIN articles p ON p.id = t.parent_id
                 WHERE t.kind = 'teaser' AND (p.id IS NULL OR p.kind <> 'article')",
    },
    Promise {
        promise: "every copy is related to an original with the same text",
        all: "SELECT count(*) FROM articles WHERE duplicate_of IS NOT NULL",
        broken: "SELECT 'article ' || c.id FROM articles c JOIN articles o ON o.id = c.duplicate_of
                 WHERE c.text_key <> o.text_key OR o.duplicate_of IS NOT NULL",
    },
    Promise {
        promise: "every article belongs to a story, whose first article is one of it",
        all: "SELECT count(*) FROM articles WHERE kind = 'article'",
        broken: "SELECT 'article ' || a.id FROM articles a LEFT JOIN articles o ON o.id = a.story_id
                 WHERE a.kind = 'article' AND (o.story_id IS NOT o.id OR a.text_id IS NULL)",
    },
    Promise {
        promise: "every text belongs to an article with just that text",
        all: "SELECT count(*) FROM texts",
        broken: "SELECT 'text ' || t.id FROM texts t LEFT JOIN articles a ON a.text_id = t.id
                 WHERE a.text_key IS NOT t.text_key",
    },
    Promise {
        promise: "every article is in the full-text index",
        all: "SELECT count(*) FROM articles",
        broken: "SELECT 'article ' || a.id FROM articles a LEFT JOIN articles_fts_docsize f ON f.id = a.id WHERE f.id IS NULL",
    },
    Promise {
        promise: "every quote is in the full-text index of quotes",
        all: "SELECT count(*) FROM quotes",
        broken: "SELECT 'quote ' || q.id FROM quotes q LEFT JOIN quotes_fts_docsize f ON f.id = q.id WHERE f.id IS NULL",
    },
    Promise {
        promise: "every article in a script without spaces is in the index of letters, with its text",
        all: "SELECT count(*) FROM articles_unspaced_docsize",
        broken: "SELECT 'article ' || u.rowid FROM articles_unspaced u LEFT JOIN articles a ON a.id = u.rowid
                 WHERE replace(u.title, char(31), '') IS NOT a.title OR replace(u.body, char(31), '') IS NOT a.body
                 UNION ALL
                 SELECT 'article ' || t.id FROM unspaced_texts t LEFT JOIN articles_unspaced_docsize d ON d.id = t.id
                 WHERE d.id IS NULL",
    },
    Promise {
        promise: "every run that ended has its counts",
        all: "SELECT count(*) FROM imports WHERE status <> 'running'",
        broken: "SELECT 'import ' || i.id FROM imports i
                 WHERE i.status <> 'running' AND i.\"new\" + i.unchanged + i.revised + i.duplicate + i.rejected
                       <> (SELECT coalesce(sum(records), 0) FROM import_files f WHERE f.import_id = i.id)",
    },
    Promise {
        promise: "every reference leads to a row",
        all: "SELECT count(*) FROM sqlite_schema WHERE type = 'table'",
        broken: "SELECT 'row ' || coalesce(rowid, '?') || ' of ' || \"table\" FROM pragma_foreign_key_check",
    },
    Promise {
        promise: "the file is sound (SQLite's own check)",
        all: "SELECT page_count FROM pragma_page_count",
        broken: "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
    },
];

/// Runs every check.
pub fn check(connection: &Connection) -> Result<Vec<Check>, ArchiveError> {
    PROMISES.iter().map(|promise| promise.check(connection)).collect()
}

/// A full-text index, what it is to hold, and how SQLite is told to compare them.
const FULL_TEXT: &[(&str, &str, &str)] = &[
    (
        "the full-text index of articles has just their words",
        "SELECT count(*) FROM articles",
        "INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)",
    ),
    (
        "the full-text index of quotes has just their words",
        "SELECT count(*) FROM quotes",
        "INSERT INTO quotes_fts (quotes_fts, rank) VALUES ('integrity-check', 1)",
    ),
    (
        "the full-text index of letters has just the letters of its articles",
        "SELECT count(*) FROM articles_unspaced_docsize",
        "INSERT INTO articles_unspaced (articles_unspaced) VALUES ('integrity-check')",
    ),
];

/// Compares the full-text indexes with what they are of. SQLite has this as an INSERT, which changes nothing and needs an
/// archive that can be written to all the same; where it cannot, or somebody else is writing, they are left out.
pub fn full_text(path: &Path) -> Result<Vec<Check>, ArchiveError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    let mut checks = Vec::new();
    for (promise, all, compare) in FULL_TEXT {
        let looked_at = connection.query_row(all, [], |row| row.get(0))?;
        connection.execute_batch("BEGIN")?;
        let compared = connection.execute_batch(compare);
        connection.execute_batch("ROLLBACK")?;
        let (broken, example) = match compared {
            Ok(()) => (0, None),
            Err(error) => match error.sqlite_error_code() {
                Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::DatabaseBusy) => continue,
                Some(ErrorCode::DatabaseCorrupt) => (1, Some("it has others".to_string())),
                _ => return Err(error.into()),
            },
        };
        checks.push(Check { promise, looked_at, broken, example });
    }
    Ok(checks)
}

impl Promise {
    fn check(&self, connection: &Connection) -> Result<Check, ArchiveError> {
        let looked_at = connection.query_row(self.all, [], |row| row.get(0))?;
        let mut statement = connection.prepare(self.broken)?;
        let mut rows = statement.query([])?;
        let mut broken = 0;
        let mut example = None;
        while let Some(row) = rows.next()? {
            broken += 1;
            if example.is_none() {
                example = row.get(0)?;
            }
        }
        Ok(Check { promise: self.promise, looked_at, broken, example })
    }
}
