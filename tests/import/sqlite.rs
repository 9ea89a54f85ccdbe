//! SQLite databases of other programs: the table that has a text, the one that is named, SQL; and databases that mean harm.

use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::story;
use crate::workspace::Workspace;

/// A folder with a database that this SQL makes.
fn database(sql: &str) -> Workspace {
    let space = Workspace::new();
    Connection::open(space.path("a.db")).unwrap().execute_batch(sql).unwrap();
    space
}

/// A table of articles with text in a column of this name.
fn articles(table: &str, text: &str) -> String {
    let row = |number: u32| {
        format!(
            "INSERT INTO {table} VALUES ({number}, 'https://a.example/{table}/{number}', 'Hall {number}', '2031-03-1{number}', '{}');",
            story(&format!("{table} hall {number}"))
        )
    };
    format!(
        "CREATE TABLE {table} (id INTEGER PRIMARY KEY, url TEXT, title TEXT, date TEXT, {text} TEXT); {}{}",
        row(3),
        row(7)
    )
}

#[test]
fn the_one_table_with_a_text_is_read_and_trace_leads_to_its_rowid() {
    let space =
        database(&format!("CREATE TABLE runs (id INTEGER, started TEXT); {}", articles("pages", "content")));
    space.import(&["a.db"]).code(0);
    assert_eq!(
        space.rows("SELECT record, title, member FROM articles ORDER BY id"),
        [["3", "Hall 3", "pages"], ["7", "Hall 7", "pages"]]
    );
    let shown = space.run("trace article 2").code(0).stdout;
    assert!(shown.starts_with("row 7 of pages in a.db"), "{shown}");
    assert!(shown.contains("\"url\":\"https://a.example/pages/7\""), "{shown}");
}

#[test]
fn of_several_tables_the_user_names_one() {
    let space = database(&(articles("pages", "content") + &articles("comments", "body")));
    space.import(&["a.db"]).code(3);
    let reason = space.value("SELECT reason FROM rejects");
    assert!(
        reason.contains("comments (id, url, title, date, body); pages (id, url, title, date, content)")
            && reason.contains("--table NAME"),
        "{reason}"
    );
    space.import(&["a.db", "--table", "pages"]).code(0);
    assert_eq!(space.value("SELECT count(*) FROM articles"), "2");
    assert_eq!(space.value("SELECT count(*) FROM rejects"), "0");
    space.import(&["a.db", "--table", "none"]).code(3);
    assert!(
        space.value("SELECT reason FROM rejects").contains("has no table “none”; it has: comments, pages")
    );
}

#[test]
fn sql_chooses_columns_and_traces_back() {
    let space = database(&articles("items", "wording"));
    space.import(&["a.db", "--sql", "SELECT wording AS text, title || '; again' AS title, date AS published FROM items ORDER BY id DESC"]).code(0);
    assert_eq!(
        space.column("SELECT title || substr(published_at, 1, 10) FROM articles ORDER BY record"),
        ["Hall 7; again2031-03-17", "Hall 3; again2031-03-13"]
    );
    assert!(space.run("trace article 1").code(0).stdout.contains("Hall 7; again"));
    let space = database(&articles("items", "wording"));
    space.import(&["a.db", "--sql", "DELETE FROM items"]).code(3);
    assert_eq!(space.value("SELECT rule FROM rejects"), "wrong SQL");
    let rows: i64 = Connection::open(space.path("a.db"))
        .unwrap()
        .query_row("SELECT count(*) FROM items", [], |row| row.get(0))
        .unwrap();
    assert_eq!(rows, 2);
}

#[test]
fn a_view_that_never_ends_and_triggers_do_no_harm() {
    let endless = "CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) AS text FROM n;
        CREATE VIEW writes AS SELECT writefile('harm.txt', 'x') AS text;
        CREATE TRIGGER t AFTER INSERT ON pages BEGIN SELECT load_extension('x'); END;";
    let space = database(&(articles("pages", "content") + endless));
    space.import(&["a.db"]).code(0);
    assert_eq!(space.value("SELECT count(*) FROM articles"), "2");
    let begun = Instant::now();
    space.import(&["a.db", "--table", "endless"]).code(3);
    assert!(begun.elapsed() < Duration::from_secs(90));
    let reason = space.value("SELECT reason FROM rejects");
    assert!(reason.contains("took SQLite too long"), "{reason}");
    space.import(&["a.db", "--table", "writes"]).code(3);
    assert!(!space.path("harm.txt").exists());
}

#[test]
fn tables_without_rowid_blobs_and_odd_names_are_read() {
    let text = story("old hall");
    let space = database(&format!(
        "CREATE TABLE \"my \"\"news\" (url TEXT PRIMARY KEY, text BLOB, picture BLOB) WITHOUT ROWID;
         INSERT INTO \"my \"\"news\" VALUES ('https://a.example/1', CAST('{text}' AS BLOB), x'ff00ff');"
    ));
    space.import(&["a.db"]).code(0);
    assert_eq!(space.value("SELECT body FROM articles"), text);
}

#[test]
fn a_damaged_database_gives_what_can_be_read_and_an_archive_of_presscut_is_refused() {
    let mut sql = "CREATE TABLE pages (id INTEGER PRIMARY KEY, text TEXT);".to_string();
    for number in 0..400 {
        sql +=
            &format!("INSERT INTO pages VALUES ({number}, '{}');", story(&format!("hall number {number}")));
    }
    let space = database(&sql);
    let mut bytes = std::fs::read(space.path("a.db")).unwrap();
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 4096 * 3].fill(0xaa);
    space.file("a.db", bytes).import(&["a.db"]).code(3);
    assert_eq!(space.value("SELECT count(*) FROM rejects"), "1");
    assert!(space.value("SELECT count(*) FROM articles").parse::<u32>().unwrap() > 50);
    let other = Workspace::new();
    other.file("old.db", std::fs::read(space.path("presscut.db")).unwrap()).import(&["old.db"]).code(3);
    assert!(
        other
            .value("SELECT reason FROM rejects")
            .contains("is an archive of presscut: `presscut merge FILE` brings what it holds into this one")
    );
}

#[test]
fn a_damaged_table_that_leads_back_to_its_own_rows_ends() {
    const PAGE_BYTES: usize = 4096;
    let space = Workspace::new();
    let connection = Connection::open(space.path("scrape.db")).unwrap();
    connection
        .execute_batch("PRAGMA page_size = 4096; CREATE TABLE items (id INTEGER PRIMARY KEY, text TEXT)")
        .unwrap();
    for number in 0..40 {
        let text =
            format!("{} {}", story(&format!("bridge number {number}")), "It rained again. ".repeat(40));
        connection.execute("INSERT INTO items VALUES (?1, ?2)", (number + 1, text)).unwrap();
    }
    let root: usize =
        connection.query_row("SELECT rootpage FROM sqlite_schema", [], |row| row.get(0)).unwrap();
    connection.close().unwrap();
    let path = space.path("scrape.db");
    let mut bytes = std::fs::read(&path).unwrap();
    let page = (root - 1) * PAGE_BYTES;
    assert_eq!(bytes[page], 5, "the root of the table has no pages below it");
    // The place of a cell, which begins with the number of the page below it.
    let cell = |bytes: &[u8], number: usize| {
        let at = page + 12 + 2 * number;
        page + usize::from(u16::from_be_bytes([bytes[at], bytes[at + 1]]))
    };
    let (first, third) = (cell(&bytes, 0), cell(&bytes, 2));
    bytes.copy_within(first..first + 4, third);
    std::fs::write(&path, bytes).unwrap();
    let run = space.run("import scrape.db").code(3);
    run.says("the rows cannot be read on after row ").says("its rows are not in the order of their rowids");
    let articles: u32 = space.value("SELECT count(*) FROM articles").parse().unwrap();
    assert!((1..40).contains(&articles), "{articles}");
}

#[test]
fn changes_that_are_not_in_the_file_yet_are_not_lost_in_silence() {
    let space = Workspace::new();
    let writer = Connection::open(space.path("a.db")).unwrap();
    writer.pragma_update(None, "journal_mode", "wal").unwrap();
    writer.execute_batch(&articles("pages", "content")).unwrap();
    space.import(&["a.db"]).code(3);
    assert!(space.value("SELECT reason FROM rejects").contains("a.db-wal that are not in the file yet"));
    drop(writer);
    space.import(&["a.db"]).code(0);
    assert_eq!(space.value("SELECT count(*) FROM articles"), "2");
}
