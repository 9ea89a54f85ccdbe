//! Proves that an archive is what it promises to be.
//!
//! Each check is a query that finds what must not be; the number of rows that were checked is given too, so that
//! "no error" differs from "nothing to check".

use std::collections::BTreeSet;
use std::path::Path;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::archive::ArchiveError;
use crate::archive::body_texts::{BodyTexts, DESCRIPTION_COLUMN};
use crate::archive::schema::connection::ArchiveReader;
use crate::archive::schema::read_only::is_writable;

/// One thing that must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What must hold.
    pub promise: &'static str,
    /// How many rows were checked.
    pub checked: i64,
    /// How many of them break it.
    pub broken: i64,
    /// One of those.
    pub example: Option<String>,
}

/// A promise, a query for how much it is about, and what breaks it.
struct Promise {
    promise: &'static str,
    all: &'static str,
    broken: Broken,
}

/// What breaks a promise.
#[derive(Clone, Copy)]
enum Broken {
    /// The rows of a query, each one line of text.
    Rows(&'static str),
    /// Those rows of a query whose text is not at their place in the body: article, start, end, text, and a line of text. Its
    /// rows are in the order of the bodies, so that each body is read once from its beginning to its end.
    OtherTexts(&'static str),
}

/// The articles with a place in a table that is not inside the body, in SQL. Its bounds are compared once an article.
macro_rules! outside_body {
    ($from:literal, $start:literal, $length:literal) => {
        Broken::Rows(concat!(
            "SELECT 'article ' || p.article_id FROM (SELECT article_id, min(",
            $start,
            ") AS first, max(",
            $start,
            " + ",
            $length,
            ") AS last
                     FROM ",
            $from,
            " GROUP BY article_id) p
             LEFT JOIN articles a ON a.id = p.article_id
             WHERE a.id IS NULL OR p.first < 0 OR p.last > length(a.body)"
        ))
    };
}

const PROMISES: &[Promise] = &[
    Promise {
        promise: "every question that was asked for new rows has the hashes of its rows",
        all: "SELECT count(*) FROM asked_questions",
        broken: Broken::Rows(
            "SELECT 'question ' || id FROM asked_questions WHERE length(row_hashes) <> 8 * row_count OR NOT json_valid(question)",
        ),
    },
    Promise {
        promise: "every watch has a question",
        all: "SELECT count(*) FROM watches",
        broken: Broken::Rows("SELECT 'watch ' || name FROM watches WHERE NOT json_valid(question)"),
    },
    Promise {
        promise: "every mention has its place in the body",
        all: "SELECT count(*) FROM mention_rows",
        broken: outside_body!("mention_rows", "start", "length"),
    },
    Promise {
        promise: "every quote has its place in the body",
        all: "SELECT count(*) FROM quote_rows",
        broken: outside_body!("quote_rows", "start", "length"),
    },
    Promise {
        promise: "every quote's speaker has its place in the body",
        all: "SELECT count(*) FROM quote_rows WHERE speaker_start IS NOT NULL",
        broken: outside_body!("quote_rows WHERE speaker_start IS NOT NULL", "speaker_start", "speaker_length"),
    },
    Promise {
        promise: "every correction of a quote is applied where the archive has that quote, in copies too",
        all: "SELECT count(*) FROM quote_corrections WHERE ended_at IS NULL",
        broken: Broken::Rows("WITH numbered AS (
                     SELECT c.id AS correction, a.identity = c.identity AS is_own, q.id, q.kind, q.speaker, q.correction_id,
                            row_number() OVER (PARTITION BY c.id, q.article_id ORDER BY q.start, q.id) AS occurrence
                     FROM quote_corrections c
                     JOIN articles a ON a.identity = c.identity
                                     OR a.text_id = (SELECT t.id FROM texts t WHERE t.text_key = c.text_key)
                     JOIN quotes q ON q.article_id = a.id AND q.text = c.text
                     WHERE c.ended_at IS NULL)
                 SELECT 'correction ' || c.id || ' of quote ' || n.id FROM quote_corrections c
                 JOIN numbered n ON n.correction = c.id AND n.occurrence = c.occurrence
                 WHERE n.correction_id IS NULL OR (n.is_own AND n.correction_id <> c.id)
                    OR (n.correction_id = c.id
                        AND ((c.rejected AND n.kind <> 'rejected')
                             OR (c.kind IS NOT NULL AND n.kind <> c.kind)
                             OR (c.speaker IS NOT NULL AND n.speaker IS NOT nullif(c.speaker, ''))))"),
    },
    Promise {
        promise: "no quote is corrected without a correction",
        all: "SELECT count(*) FROM quotes WHERE correction_id IS NOT NULL OR kind = 'rejected' OR method = 'corrected'",
        broken: Broken::Rows("SELECT 'quote ' || q.id FROM quotes q LEFT JOIN quote_corrections c ON c.id = q.correction_id AND c.ended_at IS NULL
                 WHERE c.id IS NULL AND (q.correction_id IS NOT NULL OR q.kind = 'rejected' OR q.method = 'corrected')"),
    },
    Promise {
        promise: "only speech has a speaker",
        all: "SELECT count(*) FROM quotes WHERE speaker IS NOT NULL",
        broken: Broken::Rows("SELECT 'quote ' || id FROM quotes WHERE kind = 'term' AND speaker IS NOT NULL"),
    },
    Promise {
        promise: "every date has its place in the body",
        all: "SELECT count(*) FROM date_rows",
        broken: outside_body!("date_rows", "start", "length"),
    },
    Promise {
        promise: "no date ends before it begins",
        all: "SELECT count(*) FROM dates WHERE earliest IS NOT NULL",
        broken: Broken::Rows("SELECT 'date ' || id FROM dates WHERE earliest > latest"),
    },
    Promise {
        promise: "every sum is the text at its place in the body",
        all: "SELECT count(*) FROM sums",
        broken: Broken::OtherTexts(
            "SELECT article_id, start, \"end\", text, 'sum ' || id || ' of article ' || article_id FROM sums
             ORDER BY article_id, start",
        ),
    },
    Promise {
        promise: "every mention and every speaker is of the entity to which its name belongs",
        all: "SELECT count(*) FROM mention_rows",
        broken: Broken::Rows("SELECT 'mention ' || m.id FROM mentions m LEFT JOIN names n ON n.id = m.name_id
                 WHERE n.entity_id IS NOT m.entity_id
                 UNION ALL
                 SELECT 'quote ' || q.id FROM quotes q LEFT JOIN names n ON n.id = q.speaker_name_id
                 WHERE n.entity_id IS NOT q.speaker_entity_id"),
    },
    Promise {
        promise: "every name belongs to an entity, and every entity has a name",
        all: "SELECT count(*) FROM names",
        broken: Broken::Rows("SELECT 'name ' || n.id FROM names n LEFT JOIN entities e ON e.id = n.entity_id WHERE e.id IS NULL
                 UNION ALL
                 SELECT 'entity ' || e.id FROM entities e LEFT JOIN names n ON n.id = e.id WHERE n.entity_id IS NOT e.id
                 UNION ALL
                 SELECT 'name ' || name_id FROM name_alias_rows WHERE name_id NOT IN (SELECT id FROM names)"),
    },
    Promise {
        promise: "every name is stored once, with its entity or in a row of its own",
        all: "SELECT count(*) FROM names",
        broken: Broken::Rows("SELECT 'name ' || n.id FROM name_rows n JOIN entities e ON e.id = n.id WHERE e.name_uses IS NOT NULL
                 UNION ALL
                 SELECT 'name ' || n.id FROM name_rows n JOIN entities e ON e.key = n.key AND e.type = n.type
                 WHERE e.id <> n.id AND e.name_uses IS NOT NULL
                 UNION ALL
                 SELECT 'name ' || a.name_id FROM name_alias_rows a JOIN entities e ON e.id = a.name_id
                 WHERE e.name_uses IS NOT NULL AND e.name = a.alias"),
    },
    Promise {
        promise: "every name is mentioned in an article, or is that of a speaker in a correction",
        all: "SELECT count(*) FROM names",
        broken: Broken::Rows("SELECT 'name ' || id FROM names WHERE id NOT IN (SELECT name_id FROM mentions)
                 AND id NOT IN (SELECT speaker_name_id FROM quotes WHERE method = 'corrected' AND speaker_name_id IS NOT NULL)"),
    },
    Promise {
        promise: "every form of a name has the number of its mentions",
        all: "SELECT count(*) FROM name_aliases",
        // As one sum over both sides: a join would compare every form with every other.
        broken: Broken::Rows("SELECT 'name ' || name_id FROM (
                     SELECT name_id, alias, uses, 1 AS is_kept FROM name_aliases
                     UNION ALL
                     SELECT coalesce(m.name_id, m.entity_id), substr(a.body, m.start + 1, m.length), -1, 0
                     FROM mention_rows m JOIN articles a ON a.id = m.article_id)
                 GROUP BY name_id, alias HAVING max(is_kept) = 1 AND sum(uses) <> 0"),
    },
    Promise {
        promise: "every entity has the aliases of its names",
        all: "SELECT count(*) FROM aliases",
        broken: Broken::Rows("SELECT 'entity ' || entity_id FROM (
                     SELECT n.entity_id, a.alias FROM name_aliases a JOIN names n ON n.id = a.name_id
                     EXCEPT SELECT entity_id, alias FROM aliases)
                 UNION ALL
                 SELECT 'entity ' || entity_id FROM (
                     SELECT entity_id, alias FROM aliases
                     EXCEPT SELECT n.entity_id, a.alias FROM name_aliases a JOIN names n ON n.id = a.name_id
                     EXCEPT SELECT e.id, c.name FROM entities e JOIN curated_names c ON c.curated_id = e.curated_id)
                 UNION ALL
                 SELECT 'entity ' || a.entity_id FROM alias_rows a JOIN entities e ON e.id = a.entity_id
                 WHERE e.is_alias = 1 AND e.name = a.alias"),
    },
    Promise {
        promise: "every entity is as people have decided",
        all: "SELECT count(*) FROM curated_names",
        broken: Broken::Rows("SELECT 'entity ' || e.id FROM curated_names c JOIN names n ON n.type = c.type AND n.key = c.key
                 JOIN curated d ON d.id = c.curated_id LEFT JOIN entities e ON e.id = n.entity_id
                 WHERE e.curated_id IS NOT c.curated_id OR e.name IS NOT d.name OR e.type IS NOT d.type
                    OR e.hidden IS NOT d.hidden"),
    },
    Promise {
        promise: "every tag and note was made, and taken off, by a decision that holds",
        all: "SELECT (SELECT count(*) FROM tags) + (SELECT count(*) FROM notes)",
        broken: Broken::Rows("SELECT 'tag ' || t.id FROM tags t LEFT JOIN decisions d ON d.id = t.decision_id
                 LEFT JOIN decisions r ON r.id = t.removed_by
                 WHERE d.id IS NULL OR d.undone_at IS NOT NULL OR r.undone_at IS NOT NULL
                 UNION ALL
                 SELECT 'note ' || n.id FROM notes n LEFT JOIN decisions d ON d.id = n.decision_id
                 LEFT JOIN decisions r ON r.id = n.removed_by
                 WHERE d.id IS NULL OR d.undone_at IS NOT NULL OR r.undone_at IS NOT NULL"),
    },
    Promise {
        promise: "everything that is kept as tagged or noted has a tag or a note, or had one",
        all: "SELECT count(*) FROM subjects",
        broken: Broken::Rows("SELECT 'subject ' || s.id FROM subjects s WHERE s.id NOT IN (SELECT subject_id FROM tags)
                 AND s.id NOT IN (SELECT subject_id FROM notes)"),
    },
    Promise {
        promise: "every teaser belongs to the page of an article",
        all: "SELECT count(*) FROM articles WHERE kind = 'teaser'",
        broken: Broken::Rows("SELECT 'article ' || t.id FROM articles t LEFT JOIN articles p ON p.id = t.parent_id
                 WHERE t.kind = 'teaser' AND (p.id IS NULL OR p.kind <> 'article')"),
    },
    Promise {
        promise: "every copy is related to an original with the same text",
        all: "SELECT count(*) FROM articles WHERE duplicate_of IS NOT NULL",
        broken: Broken::Rows("SELECT 'article ' || c.id FROM articles c JOIN articles o ON o.id = c.duplicate_of
                 WHERE c.text_key <> o.text_key OR o.duplicate_of IS NOT NULL"),
    },
    Promise {
        promise: "every article belongs to a story, whose first article is one of it",
        all: "SELECT count(*) FROM articles WHERE kind = 'article'",
        broken: Broken::Rows("SELECT 'article ' || a.id FROM articles a LEFT JOIN articles o ON o.id = a.story_id
                 WHERE a.kind = 'article' AND (o.id IS NULL OR o.story_id IS NOT o.id OR a.text_id IS NULL)"),
    },
    Promise {
        promise: "every text belongs to an article with exactly that text",
        all: "SELECT count(*) FROM texts",
        broken: Broken::Rows("SELECT 'text ' || t.id FROM texts t LEFT JOIN articles a ON a.text_id = t.id
                 WHERE a.text_key IS NOT t.text_key"),
    },
    Promise {
        promise: "every article is in the full-text index",
        all: "SELECT count(*) FROM articles",
        broken: Broken::Rows("SELECT 'article ' || a.id FROM articles a LEFT JOIN articles_fts_docsize f ON f.id = a.id WHERE f.id IS NULL"),
    },
    Promise {
        promise: "every quote is in the full-text index of quotes",
        all: "SELECT count(*) FROM quote_rows",
        broken: Broken::Rows("SELECT 'quote ' || q.id FROM quotes q LEFT JOIN quotes_fts_docsize f ON f.id = q.id WHERE f.id IS NULL"),
    },
    Promise {
        promise: "every article in a script without spaces is in the index of letters, with its text",
        all: "SELECT count(*) FROM articles_unspaced_docsize",
        broken: Broken::Rows("SELECT 'article ' || u.rowid FROM articles_unspaced u LEFT JOIN articles a ON a.id = u.rowid
                 WHERE replace(u.title, char(31), '') IS NOT a.title OR replace(u.body, char(31), '') IS NOT a.body
                 UNION ALL
                 SELECT 'article ' || t.id FROM unspaced_texts t LEFT JOIN articles_unspaced_docsize d ON d.id = t.id
                 WHERE d.id IS NULL"),
    },
    Promise {
        promise: "every run that ended has its counts",
        all: "SELECT count(*) FROM imports WHERE status <> 'running'",
        broken: Broken::Rows("SELECT 'import ' || i.id FROM imports i
                 WHERE i.status <> 'running' AND i.\"new\" + i.unchanged + i.revised + i.duplicate + i.rejected + i.forgotten
                       <> (SELECT coalesce(sum(records), 0) FROM import_files f WHERE f.import_id = i.id)"),
    },
    Promise {
        promise: "of what was forgotten, no trace is left in the file",
        all: "SELECT count(*) FROM forgotten",
        broken: Broken::Rows("SELECT 'entry ' || id || ': presscut forget --finish writes the file anew' FROM forgotten
                 WHERE erased_at IS NULL"),
    },
    Promise {
        promise: "every reference leads to a row",
        all: "SELECT count(*) FROM sqlite_schema WHERE type = 'table'",
        broken: Broken::Rows("SELECT 'row ' || coalesce(rowid, '?') || ' of ' || \"table\" FROM pragma_foreign_key_check"),
    },
    Promise {
        promise: "the file is sound (SQLite's own check)",
        all: "SELECT page_count FROM pragma_page_count",
        broken: Broken::Rows("SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'"),
    },
];

/// Runs every check.
///
/// # Errors
/// Where the archive cannot be read.
pub fn check(archive: &ArchiveReader) -> Result<Vec<Check>, ArchiveError> {
    let connection = archive.connection();
    let foreign = archive.foreign_objects();
    let checked = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let (promise, broken) = (
        "no view stands for a table, and no trigger acts on one, that is not presscut's own",
        foreign.len() as i64,
    );
    let example = (broken > 0).then(|| foreign.join(", "));
    let mut checks = vec![Check { promise, checked, broken, example }];
    for promise in PROMISES {
        checks.push(match promise.check(connection) {
            // What has another shape cannot be asked, and what is endless has no answer.
            Err(error) if !foreign.is_empty() => {
                let example = Some(format!("it could not be checked: {error}"));
                Check { promise: promise.promise, checked: 0, broken: 1, example }
            }
            checked => checked?,
        });
    }
    Ok(checks)
}

/// Views that promises read, with what is changed where their rows change.
const BEHIND_NAMES: [(&str, &[&str]); 2] = [
    ("names", &["entities", "name_uses", "name_link", "name_rows"]),
    ("name_aliases", &["entities", "name_uses", "name_alias_rows"]),
];

/// What SQL has touched: a table, and the column where rows were changed, or `None` where they were added or deleted.
pub(crate) type Touched = BTreeSet<(String, Option<String>)>;

/// The promises that no longer hold on `after`, or less than on `before`, among those about what was touched.
///
/// # Errors
/// Where the archive cannot be read.
pub(crate) fn newly_broken(
    before: &ArchiveReader,
    after: &ArchiveReader,
    touched: &Touched,
) -> Result<Vec<Check>, ArchiveError> {
    let mut newly_broken = Vec::new();
    for promise in PROMISES.iter().filter(|promise| promise.is_about(touched)) {
        let check = promise.check(after.connection())?;
        // An archive that was broken before may be mended step by step.
        if check.broken > 0 && check.broken > promise.check(before.connection())?.broken {
            newly_broken.push(check);
        }
    }
    Ok(newly_broken)
}

/// Compares the length of the file with what SQLite says of its pages: its own check reads a page whose end is missing as if
/// that end were empty. Where another program is writing, the newest pages are in its WAL, and the file may be shorter.
///
/// # Errors
/// Where the archive cannot be read.
pub fn check_length(path: &Path, archive: &ArchiveReader) -> Result<Check, ArchiveError> {
    let number =
        |pragma: &str| archive.connection().pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    let (pages, page_bytes) = (number("page_count")?, number("page_size")?);
    let mut wal = path.as_os_str().to_os_string();
    wal.push("-wal");
    let has_wal = Path::new(&wal).metadata().is_ok_and(|wal| wal.len() > 0);
    let length = path.metadata().map_or(0, |file| i64::try_from(file.len()).unwrap_or(i64::MAX));
    let is_short = length % page_bytes != 0 || (!has_wal && length < pages * page_bytes);
    Ok(Check {
        promise: "the file is as long as its pages",
        checked: pages,
        broken: i64::from(is_short),
        example: is_short.then(|| format!("{length} bytes, and not {}", pages * page_bytes)),
    })
}

/// A full-text index: what is promised of it, a count of what it indexes, and the statement that makes SQLite compare them.
const FULL_TEXT: &[(&str, &str, &str)] = &[
    (
        "the full-text index of articles has exactly their words",
        "SELECT count(*) FROM articles",
        "INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)",
    ),
    (
        "the full-text index of quotes has exactly their words",
        "SELECT count(*) FROM quote_rows",
        "INSERT INTO quotes_fts (quotes_fts, rank) VALUES ('integrity-check', 1)",
    ),
    (
        "the full-text index of letters has exactly the letters of its articles",
        "SELECT count(*) FROM articles_unspaced_docsize",
        "INSERT INTO articles_unspaced (articles_unspaced) VALUES ('integrity-check')",
    ),
];

/// Compares the full-text indexes with the rows that they index. SQLite offers this as an INSERT, which changes nothing but
/// needs an archive that can be written to; where it cannot, or another program is writing, these checks are left out.
///
/// # Errors
/// Where the archive cannot be read.
pub fn check_full_text(path: &Path) -> Result<Vec<Check>, ArchiveError> {
    // SQLite would open it for reading instead, and leave files beside it.
    if !is_writable(path) {
        return Ok(Vec::new());
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    let mut checks = Vec::new();
    for (promise, all, compare) in FULL_TEXT {
        let checked = match connection.query_row(all, [], |row| row.get(0)) {
            Err(error) if is_read_only(&error) => continue,
            counted => counted?,
        };
        connection.execute_batch("BEGIN")?;
        let compared = connection.execute_batch(compare);
        connection.execute_batch("ROLLBACK")?;
        let (broken, example) = match compared {
            Ok(()) => (0, None),
            Err(error) if is_read_only(&error) => continue,
            Err(error) => match error.sqlite_error_code() {
                Some(ErrorCode::DatabaseBusy) => continue,
                Some(ErrorCode::DatabaseCorrupt) => (1, Some("it has other words".to_string())),
                _ => return Err(error.into()),
            },
        };
        checks.push(Check { promise, checked, broken, example });
    }
    Ok(checks)
}

/// Whether SQLite says that it cannot write here.
fn is_read_only(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen))
}

impl Promise {
    /// Whether it depends on something that was touched.
    fn is_about(&self, touched: &Touched) -> bool {
        let words = |sql: &'static str| sql.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let mut names: BTreeSet<&str> = match self.broken {
            Broken::Rows(sql) => words(sql).chain(words(self.all)).collect(),
            Broken::OtherTexts(sql) => words(sql).chain(["articles", "body"]).collect(),
        };
        let in_views = BEHIND_NAMES.iter().filter(|(view, _)| names.contains(view));
        let in_views: Vec<&str> = in_views.flat_map(|(_, behind)| behind.iter().copied()).collect();
        names.extend(in_views);
        touched.iter().any(|(table, column)| {
            names.contains(table.as_str())
                && column.as_ref().is_none_or(|column| names.contains(column.as_str()))
        })
    }

    fn check(&self, connection: &Connection) -> Result<Check, ArchiveError> {
        let checked = connection.query_row(self.all, [], |row| row.get(0))?;
        let (sql, mut texts) = match self.broken {
            Broken::Rows(sql) => (sql, None),
            Broken::OtherTexts(sql) => (sql, Some(BodyTexts::new(connection)?)),
        };
        let mut statement = connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        let mut broken = 0;
        let mut example = None;
        while let Some(row) = rows.next()? {
            let description = if texts.is_some() { DESCRIPTION_COLUMN } else { 0 };
            if let Some(texts) = &mut texts
                && texts.has(row)?
            {
                continue;
            }
            broken += 1;
            if example.is_none() {
                example = row.get(description)?;
            }
        }
        Ok(Check { promise: self.promise, checked, broken, example })
    }
}
