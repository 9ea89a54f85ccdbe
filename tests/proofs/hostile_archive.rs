//! An archive whose every text is hostile: whatever text column a table has, each of its rows begins with a formula and
//! holds escape sequences, controls of the writing direction, a script and an attribute that runs one.
//!
//! The samples are imported, and the texts are then changed by SQLite itself, so that no reader or cleaner stands before
//! the output, and a new column is hostile without being named here.

use rusqlite::Connection;

use crate::workspace::Workspace;

/// A formula; a title, colours, a C1 sequence and a bell for a terminal; an override and an isolate; a script, an
/// attribute and an entity for a page; a line of its own and a cell of its own for a table.
pub(super) const HOSTILE: &str = "=1+cmd|' /C calc'!A0\u{1b}]0;owned\u{7}\u{1b}[31mred\u{9b}2J\u{202e}drow\u{2066}x\
    <script>alert(1)</script>\"'><img src=x onerror=alert(1)>]]><svg onload=alert(1)>\u{8}|**b**\n=2+2\r\u{2028}";

/// An address that runs a script where it is a link.
pub(super) const HOSTILE_URL: &str = "javascript:alert(1)//\u{1b}[31m\u{202e}\"onmouseover=alert(1)";

/// Columns that presscut reads as something other than free text: words of a list, days, keys, JSON of its own.
const NOT_FREE: &[&str] = &[
    "kind",
    "type",
    "status",
    "rule",
    "format",
    "encoding",
    "extractor",
    "language",
    "published_at",
    "published_day",
    "published_week",
    "published_month",
    "published_year",
    "published_precision",
    "published_utc",
    "modified_at",
    "published_from",
    "date_order",
    "digits_order",
    "earliest",
    "latest",
    "started_at",
    "finished_at",
    "undone_at",
    "at",
    "made_at",
    "ended_at",
    "readmitted_at",
    "sha256",
    "raw_sha256",
    "identity",
    "key",
    "text_key",
    "what",
    "before",
    "after",
    "action",
    "scrape",
    "blocks",
    "method",
    "evidence",
    "settings",
    "link",
    "mod",
    "quant",
    "freq",
    "value",
    "currency",
    "found_kind",
];

/// The samples as an archive, with a reject, a revision, a decision and corrections, every free text of it hostile.
pub(super) fn hostile_archive() -> Workspace {
    let space = Workspace::with_samples();
    space.file("more.jsonl", format!("{}{{\"text\": \"cut off\n", crate::workspace::corpus::line(1)));
    space.run("import more.jsonl --quiet").code(3);
    space.file("again.jsonl", crate::workspace::corpus::line(1).replace("is opposed", "is again opposed"));
    space.run("import again.jsonl --quiet").code(0);
    let names = space.column("SELECT name FROM entities WHERE type = 'person' ORDER BY id LIMIT 3");
    space.run_args(&["entities", "merge", &names[0], &names[1], "--why", "x"]).code(0);
    let quote = space.value("SELECT min(id) FROM quotes");
    space.run_args(&["quotes", "fix", &quote, "--speaker", &names[2]]).code(0);
    space.run_args(&["tag", "1", "follow-up", "--why", "x"]).code(0);
    space.run_args(&["note", "1", "Ask the clerk."]).code(0);
    make_hostile(&space);
    space
}

fn make_hostile(space: &Workspace) {
    let archive = Connection::open(space.path("presscut.db")).unwrap();
    archive.execute_batch("PRAGMA ignore_check_constraints = 1; PRAGMA foreign_keys = 0").unwrap();
    let texts = |sql: &str| -> Vec<(String, String)> {
        let mut statement = archive.prepare(sql).unwrap();
        statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap()
    };
    let columns = texts(
        "SELECT t.name, c.name FROM pragma_table_list t JOIN pragma_table_info(t.name) c
         WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND c.type = 'TEXT'
             AND t.name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')",
    );
    let mut changed = 0;
    for (table, column) in columns.iter().filter(|(_, column)| !NOT_FREE.contains(&column.as_str())) {
        let put = if column == "url" || column == "domain" { HOSTILE_URL } else { HOSTILE };
        let sql = format!(
            "UPDATE OR IGNORE \"{table}\" SET \"{column}\" = ?1 || \"{column}\" WHERE \"{column}\" IS NOT NULL"
        );
        changed += archive.execute(&sql, [put]).unwrap_or_else(|error| panic!("{table}.{column}: {error}"));
    }
    assert!(changed > 500, "{changed}");
}
