//! One archive out of two: the same whichever comes first, nothing new the second time, and nothing half done.

use serde_json::json;

use super::{article, check};
use crate::workspace::Workspace;
use crate::workspace::sample;

/// What an archive holds, without the numbers of its rows.
fn content(space: &Workspace, archive: &str) -> Vec<Vec<Vec<String>>> {
    let archive = rusqlite::Connection::open(space.path(archive)).unwrap();
    [
        "SELECT a.identity, a.kind, a.title, a.byline, a.body, a.published_at, a.revision, a.word_count, a.language, s.name, o.identity,
             t.identity, a.similarity, f.path, a.record
         FROM articles a LEFT JOIN sources s ON s.id = a.source_id LEFT JOIN articles o ON o.id = a.duplicate_of
         LEFT JOIN articles t ON t.id = a.story_id JOIN import_files f ON f.id = a.import_file_id",
        "SELECT a.identity, r.revision, r.title, r.body, f.path FROM revisions r JOIN articles a ON a.id = r.article_id
         JOIN import_files f ON f.id = r.import_file_id",
        "SELECT a.identity, e.name, e.type, m.start, m.\"end\", m.surface, m.title FROM mentions m JOIN articles a ON a.id = m.article_id
         JOIN entities e ON e.id = m.entity_id",
        "SELECT a.identity, q.start, q.text, q.kind, q.speaker, e.name, q.method FROM quotes q JOIN articles a ON a.id = q.article_id
         LEFT JOIN entities e ON e.id = q.speaker_entity_id",
        "SELECT a.identity, d.start, d.value, d.earliest FROM dates d JOIN articles a ON a.id = d.article_id",
        "SELECT a.identity, s.start, s.amount FROM sums s JOIN articles a ON a.id = s.article_id",
        "SELECT a.identity, b.kind, b.text FROM blocks b JOIN articles a ON a.id = b.article_id",
        "SELECT e.name, e.type, a.alias FROM entities e JOIN aliases a ON a.entity_id = e.id",
        "SELECT n.name, n.type, a.alias, a.uses FROM names n JOIN name_aliases a ON a.name_id = n.id",
        "SELECT name, domain FROM sources",
        "SELECT started_at, command, \"new\" FROM imports",
        "SELECT path, record, rule, raw, readmitted_at IS NULL FROM rejects",
        "SELECT a.identity, s.text_key, f.path, s.record FROM sightings s JOIN articles a ON a.id = s.article_id
         JOIN import_files f ON f.id = s.import_file_id",
        "SELECT s.kind, s.identity, t.tag, t.removed_by IS NULL FROM tags t JOIN subjects s ON s.id = t.subject_id",
        "SELECT s.kind, s.identity, n.note, n.removed_by IS NULL FROM notes n JOIN subjects s ON s.id = n.subject_id",
        "SELECT at, what, undone_at FROM decisions",
        "SELECT identity, text, speaker, ended_at IS NULL FROM quote_corrections",
        "SELECT identity_sha256 FROM forgotten",
    ]
    .iter()
    .map(|sql| rows(&archive, sql))
    .collect()
}

fn rows(archive: &rusqlite::Connection, sql: &str) -> Vec<Vec<String>> {
    let mut statement = archive.prepare(sql).unwrap();
    let columns = statement.column_count();
    let mut rows: Vec<Vec<String>> = statement
        .query_map([], |row| (0..columns).map(|at| Ok(format!("{:?}", row.get_ref(at)?))).collect())
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    rows.sort();
    rows
}

#[track_caller]
fn assert_alike(space: &Workspace, one: &str, other: &str) {
    for (one, other) in content(space, one).into_iter().zip(content(space, other)) {
        assert_eq!(one, other);
    }
}

fn in_archive(space: &Workspace, archive: &str, args: &[&str]) -> crate::workspace::Ended {
    space.run_args(&[&["--db", archive], args].concat())
}

/// Two archives of one newsroom: some articles in both, some in one.
fn two_archives() -> Workspace {
    let space = Workspace::new();
    let files = |names: &[&str]| {
        names.iter().map(|name| sample(name).to_str().unwrap().to_string()).collect::<Vec<_>>()
    };
    for (archive, names) in [
        ("anna.db", &["pages", "crawl.jsonl"][..]),
        (
            "ben.db",
            &["clippings.csv", "press_export.txt", "spring_2031.parquet", "seals.warc.gz", "crawl.jsonl"],
        ),
    ] {
        let files = files(names);
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        in_archive(&space, archive, &[&["import"], &files[..]].concat()).code(0);
    }
    space
}

fn merged(space: &Workspace, into: &str, others: &[&str]) {
    in_archive(space, into, &[&["merge"], others].concat()).code(0);
    assert!(in_archive(space, into, &["check"]).code(0).stdout.lines().all(|line| line.starts_with("ok ")));
}

#[test]
fn the_order_of_archives_does_not_matter_and_a_second_merge_changes_nothing() {
    let space = two_archives();
    in_archive(&space, "ab.db", &["merge", "anna.db", "ben.db"])
        .code(0)
        .says("ab.db: 10 articles, 0 versions, 1 import, 0 rejects, 0 decisions from anna.db")
        .says("ab.db: 5 articles");
    merged(&space, "ba.db", &["ben.db", "anna.db"]);
    assert_alike(&space, "ab.db", "ba.db");
    std::fs::copy(space.path("anna.db"), space.path("grown.db")).unwrap();
    merged(&space, "grown.db", &["ben.db"]);
    assert_alike(&space, "ab.db", "grown.db");
    in_archive(&space, "ab.db", &["merge", "anna.db", "ba.db", "ben.db"])
        .code(0)
        .says("nothing new in anna.db")
        .says("nothing new in ba.db")
        .says("nothing new in ben.db");
    assert_alike(&space, "ab.db", "ba.db");
    // All articles of the samples are there, and their files are known.
    let everything = rusqlite::Connection::open(space.path("ab.db")).unwrap();
    assert_eq!(rows(&everything, "SELECT count(*) FROM articles WHERE kind = 'article'"), [["Integer(15)"]]);
    in_archive(&space, "ab.db", &["import", sample("clippings.csv").to_str().unwrap()])
        .code(0)
        .says("(1 known)");
    in_archive(&space, "ab.db", &["search", "lighthouse", "--count"]).code(0);
    let found = in_archive(&space, "ab.db", &["search", "lighthouse", "--csv"]).code(0).stdout;
    assert_eq!(found.lines().count(), 4);
}

fn story(text: &str) -> String {
    json!({"url": "https://post.example/ferry", "title": "Ferry", "source": "Post", "published": "2031-03-10", "text": text}).to_string()
}

const FIRST: &str =
    "The ferry to Sund was late on Monday, said captain Nora Quint. “We had no fuel,” she told reporters.";
const SECOND: &str = "The ferry to Sund was late on Monday and Tuesday, said captain Nora Quint. “We had no fuel at all,” she told reporters in Sund on Wednesday.";

#[test]
fn versions_of_an_article_are_put_in_the_order_of_their_imports() {
    let space = Workspace::new();
    for (archive, text) in [("old.db", FIRST), ("new.db", SECOND)] {
        space.file("a.jsonl", story(text));
        in_archive(&space, archive, &["import", "a.jsonl"]).code(0);
        // Runs are dated to the second.
        std::thread::sleep(std::time::Duration::from_millis(1100));
    }
    merged(&space, "one.db", &["old.db", "new.db"]);
    merged(&space, "two.db", &["new.db", "old.db"]);
    assert_alike(&space, "one.db", "two.db");
    let archive = rusqlite::Connection::open(space.path("two.db")).unwrap();
    let text = |sql: &str| archive.query_row(sql, [], |row| row.get::<_, String>(0)).unwrap();
    assert_eq!(text("SELECT body FROM articles"), SECOND);
    assert_eq!(text("SELECT body FROM revisions"), FIRST);
    assert_eq!(text("SELECT text FROM quotes WHERE kind = 'direct'"), "We had no fuel at all,");
    // A run of the other archive is undone like one of this: its version goes.
    let last = text("SELECT CAST(import_id AS TEXT) FROM articles");
    in_archive(&space, "two.db", &["imports", "undo", &last])
        .code(0)
        .says("1 article brought back to an earlier version");
    assert_eq!(text("SELECT body FROM articles"), FIRST);
    assert!(
        in_archive(&space, "two.db", &["check"]).code(0).stdout.lines().all(|line| line.starts_with("ok "))
    );
}

#[test]
fn tags_notes_merges_corrections_and_rejects_come_over_and_the_later_decision_holds() {
    let space = two_archives();
    let id = |archive: &str, title: &str| {
        let archive = rusqlite::Connection::open(space.path(archive)).unwrap();
        let sql = format!("SELECT CAST(id AS TEXT) FROM articles WHERE title = '{title}'");
        archive.query_row(&sql, [], |row| row.get::<_, String>(0)).unwrap()
    };
    let title = "Dockers call strike on Arden ferries";
    in_archive(&space, "anna.db", &["tag", &id("anna.db", title), "follow-up"]).code(0);
    in_archive(&space, "ben.db", &["tag", &id("ben.db", title), "budget"]).code(0);
    in_archive(&space, "ben.db", &["note", &id("ben.db", title), "call the union"]).code(0);
    in_archive(&space, "anna.db", &["entities", "rename", "AFC", "Arden Ferries"]).code(0);
    std::thread::sleep(std::time::Duration::from_millis(1100));
    in_archive(&space, "ben.db", &["entities", "rename", "AFC", "The Ferry Company"]).code(0);
    space.file("bad.jsonl", "{\"text\": \n");
    in_archive(&space, "ben.db", &["import", "bad.jsonl"]).code(3);
    let quote = {
        let ben = rusqlite::Connection::open(space.path("ben.db")).unwrap();
        ben.query_row("SELECT CAST(min(id) AS TEXT) FROM quotes WHERE kind = 'direct'", [], |row| {
            row.get::<_, String>(0)
        })
        .unwrap()
    };
    in_archive(&space, "ben.db", &["quotes", "fix", &quote, "--reject"]).code(0);
    merged(&space, "one.db", &["anna.db", "ben.db"]);
    merged(&space, "two.db", &["ben.db", "anna.db"]);
    assert_alike(&space, "one.db", "two.db");
    let one = rusqlite::Connection::open(space.path("one.db")).unwrap();
    assert_eq!(
        rows(&one, "SELECT tag FROM article_tags"),
        [["Text(\"follow-up\")"], ["Text(\"budget\")"]].map(|row| row.map(|cell| {
            let word = cell.trim_start_matches("Text(\"").trim_end_matches("\")");
            format!("Text({:?})", word.as_bytes())
        }))
    );
    let text = |sql: &str| one.query_row(sql, [], |row| row.get::<_, String>(0)).unwrap();
    assert_eq!(text("SELECT note FROM notes"), "call the union");
    assert_eq!(
        text("SELECT name FROM entities WHERE id = (SELECT entity_id FROM aliases WHERE alias = 'AFC')"),
        "The Ferry Company"
    );
    assert_eq!(text("SELECT CAST(count(*) AS TEXT) FROM rejects"), "1");
    assert_eq!(text("SELECT CAST(count(*) AS TEXT) FROM quotes WHERE kind = 'rejected'"), "1");
    in_archive(&space, "one.db", &["merge", "anna.db", "ben.db"])
        .code(0)
        .says("nothing new in anna.db")
        .says("nothing new in ben.db");
    assert_alike(&space, "one.db", "two.db");
}

#[test]
fn what_one_archive_has_forgotten_does_not_come_back_from_the_other() {
    let space = two_archives();
    let url = "https://www.ardenpost.example/2031/03/12/dockers-vote-strike";
    in_archive(&space, "anna.db", &["forget", "--url", url, "--yes"]).code(0);
    merged(&space, "one.db", &["anna.db", "ben.db"]);
    in_archive(&space, "two.db", &["merge", "ben.db", "anna.db"])
        .code(0)
        .says("forgotten here too, because anna.db has forgotten them: 1 article");
    assert_alike(&space, "one.db", "two.db");
    let bytes = std::fs::read(space.path("two.db")).unwrap();
    assert!(memchr::memmem::find(&bytes, b"dockers-vote-strike").is_none());
    // The other archive is as it was.
    in_archive(&space, "ben.db", &["search", "dockers", "--csv"]).code(0);
    in_archive(&space, "one.db", &["merge", "ben.db"])
        .code(0)
        .says("nothing new in ben.db")
        .says("kept out, because they were forgotten: 1 article");
}

#[test]
fn what_is_no_other_archive_is_refused_and_nothing_is_merged() {
    let space = Workspace::with_samples();
    let before = std::fs::read(space.path("presscut.db")).unwrap();
    space.file("notes.txt", "no archive").file("empty.db", "");
    std::fs::copy(space.path("presscut.db"), space.path("good.db")).unwrap();
    let future = rusqlite::Connection::open(space.path("good.db")).unwrap();
    future.pragma_update(None, "user_version", 999).unwrap();
    drop(future);
    space.run("merge presscut.db").code(2).says("presscut.db cannot be merged with itself");
    space.run("merge ./presscut.db").code(2).says("cannot be merged with itself");
    space.run("merge notes.txt").code(1).says("notes.txt").says("not a SQLite file");
    space.run("merge missing.db").code(1).says("missing.db");
    space.run("merge empty.db").code(1).says("empty.db");
    space.run("merge good.db").code(1).says("good.db").says("schema version 999");
    space.run("merge").code(2);
    assert_eq!(std::fs::read(space.path("presscut.db")).unwrap(), before);
    let _ = article(&space, "Ferry fares to rise by a tenth from April");
    check(&space);
}
