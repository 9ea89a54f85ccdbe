//! An import that is killed, interrupted or told to stop leaves a sound archive, and the same import again makes of it
//! what an uninterrupted one would have made, row for row. One import writes at a time, and readers go on.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags};

use crate::workspace::{Workspace, corpus};

/// Enough records for several batches; every fiftieth is broken, some are copies, some revise what came before.
fn many_records() -> String {
    let record = |number: u64| {
        let mut text = corpus::body(number % 6000);
        text.truncate(text.find(" “").unwrap());
        let url = number % 8500;
        // One paper writes its dates in a way that only its last one gives away.
        let published = match (url % 5, number) {
            (3, 0..9900) => "03/04/2031",
            (3, _) => "25/04/2031",
            _ => "2031-03-10",
        };
        serde_json::json!({"url": format!("https://p{}.example/{url}", url % 5), "published": published, "text": text})
            .to_string()
    };
    let lines = (0..10_000).map(|number| match number % 50 {
        49 => format!("{{\"text\": \"cut off {number}\n"),
        _ => record(number) + "\n",
    });
    lines.collect()
}

fn start(folder: &Path, args: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_presscut"))
        .current_dir(folder)
        .env_remove("PRESSCUT_DB")
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// All that an archive holds, but for which run brought it.
fn content(db: &Path) -> Vec<Vec<String>> {
    let connection = Connection::open(db).unwrap();
    let ok: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(ok, "ok");
    [
        "SELECT id, identity, body, source_id, text_id, duplicate_of, story_id, similarity, revision, record, byte_offset,
             published_day, date_order FROM articles",
        "SELECT article_id, revision, body, record FROM revisions",
        "SELECT * FROM mentions",
        "SELECT * FROM entities",
        "SELECT * FROM aliases",
        "SELECT * FROM quotes",
        "SELECT * FROM dates",
        "SELECT * FROM blocks",
        "SELECT * FROM texts",
        "SELECT * FROM text_keys",
        "SELECT * FROM text_links",
        "SELECT id, name, domain FROM sources",
        "SELECT id, path, record, rule, raw FROM rejects",
        "SELECT count(*) FROM sightings",
    ]
    .iter()
    .map(|sql| {
        let mut statement = connection.prepare(sql).unwrap();
        let columns = statement.column_count();
        let rows = statement.query_map([], |row| {
            (0..columns).map(|column| Ok(format!("{:?}", row.get_ref(column)?))).collect::<Result<Vec<_>, _>>()
        });
        rows.unwrap().map(|row| row.unwrap().join("|")).collect()
    })
    .collect()
}

/// How many articles an import that is running has committed, by another connection.
fn committed_articles(db: &Path) -> u64 {
    let archive = Connection::open_with_flags(db, OpenFlags::SQLITE_OPEN_READ_ONLY);
    let count =
        |archive: Connection| archive.query_row("SELECT count(*) FROM articles", [], |row| row.get(0));
    archive.and_then(count).unwrap_or(0)
}

/// Waits until a running import has committed its first batch: a fact and no length of time, so that other tests beside
/// this one do not matter.
fn wait_for_first_batch(db: &Path) {
    let patience = Instant::now();
    while committed_articles(db) == 0 {
        assert!(patience.elapsed() < Duration::from_secs(60), "no batch came");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn an_import_that_is_killed_goes_on_to_the_same_rows() {
    let space = Workspace::new();
    space.file("many.jsonl", many_records());
    let began = Instant::now();
    space.run("--db whole.db import many.jsonl --quiet").code(3);
    let whole_time = began.elapsed();
    let whole = content(&space.path("whole.db"));
    let all_articles = committed_articles(&space.path("whole.db"));
    // More moments than these few are for a machine with time: KILLS=50.
    let kills: u32 = std::env::var("KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(6);
    let mut between_batches = 0;
    for number in 0..=kills {
        let db = format!("killed{number}.db");
        let mut child = start(&space.path(""), &["--db", &db, "import", "many.jsonl", "--quiet"]);
        match number == kills {
            true => wait_for_first_batch(&space.path(&db)),
            false => std::thread::sleep(whole_time * (2 * number + 1) / (2 * kills)),
        }
        child.kill().unwrap();
        child.wait().unwrap();
        if space.path(&db).exists() {
            let archive = Connection::open(space.path(&db)).unwrap();
            let ok: String = archive.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
            assert_eq!(ok, "ok", "killed after {number} of {kills} parts of an import");
            let articles = committed_articles(&space.path(&db));
            between_batches += u32::from(articles > 0 && articles < all_articles);
        }
        space.run(&format!("--db {db} import many.jsonl --quiet")).code(3);
        assert!(content(&space.path(&db)) == whole, "killed after {number} of {kills} parts of an import");
        space.run(&format!("--db {db} check")).code(0);
        assert!(!space.path(&format!("{db}-lock")).exists());
    }
    assert!(between_batches > 0, "no kill came between two batches: nothing was proved");
}

#[test]
fn an_interrupt_stops_between_records_and_says_how_to_go_on() {
    let space = Workspace::new();
    space.file("many.jsonl", many_records());
    space.run("--db whole.db import many.jsonl --quiet").code(3);
    let mut child = start(&space.path(""), &["import", "many.jsonl"]);
    wait_for_first_batch(&space.path("presscut.db"));
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130), "{said}");
    assert!(
        said.contains("interrupted; what was read is in, the same import again goes on from here"),
        "{said}"
    );
    assert_eq!(space.value("SELECT status FROM imports"), "interrupted");
    space.run("check").code(0);
    space.run("import many.jsonl --quiet").code(3);
    assert!(content(&space.path("presscut.db")) == content(&space.path("whole.db")));
}

#[test]
fn an_import_told_to_stop_goes_on_from_there() {
    let space = Workspace::new();
    let lines: Vec<String> =
        (0..10).map(|n| format!("{{\"text\": \"The ferry number {n} was late.\"}}\n")).collect();
    space.file("a.jsonl", lines[..6].concat() + "{\"text\": \n").file("b.jsonl", lines[6..].concat());
    space
        .run("import a.jsonl b.jsonl --stop-after 4")
        .code(4)
        .says("4 new")
        .says("stopped, as --stop-after says");
    space.run("import a.jsonl b.jsonl --stop-after 4").code(4).says("3 new, 4 unchanged").says("1 rejected");
    assert_eq!(
        space.rows("SELECT path, status, records FROM import_files WHERE import_id = 2"),
        [["a.jsonl", "done", "7"], ["b.jsonl", "interrupted", "1"]]
    );
    space.run("import a.jsonl b.jsonl --stop-after 40").code(3).says("3 new").says("2 files (1 known)");
    assert_eq!(space.value("SELECT count(*) FROM articles"), "10");
    space.run("import a.jsonl b.jsonl --stop-after 1").code(3).says("nothing new").says("(2 known)");
}

#[test]
fn a_second_import_waits_for_the_first_and_readers_do_not() {
    let space = Workspace::new();
    space.file("a.jsonl", "{\"text\": \"The ferry was late.\"}\n").run("import a.jsonl").code(0);
    space.file("b.jsonl", "{\"text\": \"The bridge is closed.\"}\n");
    // It reads from a pipe that stays open, so it is not at its end.
    let mut first = start(&space.path(""), &["import", "-"]);
    let lock = space.path("presscut.db-lock");
    let patience = Instant::now();
    while !lock.exists() && patience.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(10));
    }
    let mut second = start(&space.path(""), &["import", "b.jsonl", "--quiet"]);
    let mut said = String::new();
    let mut second_stderr = BufReader::new(second.stderr.take().unwrap());
    second_stderr.read_line(&mut said).unwrap();
    let holder = format!("another import (process {}) is writing to presscut.db: waiting", first.id());
    assert!(said.contains(&holder), "{said}");
    assert!(second.try_wait().unwrap().is_none(), "the second import did not wait");
    assert_eq!(
        space.run_args(&["sql", "SELECT count(*) AS n FROM articles", "--csv"]).code(0).stdout,
        "n\n1\n"
    );
    space.run("imports undo 1 --wait 0").code(1).says("another import is writing to presscut.db");
    let mut pipe = first.stdin.take().unwrap();
    pipe.write_all(b"{\"text\": \"The tower leans by a hand.\"}\n").unwrap();
    drop(pipe);
    assert!(first.wait().unwrap().success());
    second_stderr.read_to_string(&mut said).unwrap();
    assert!(second.wait().unwrap().success(), "{said}");
    assert_eq!(
        space.column("SELECT body FROM articles ORDER BY id"),
        ["The ferry was late.", "The tower leans by a hand.", "The bridge is closed."]
    );
    assert!(!lock.exists());
}
