//! Taking an import back leaves the archive as if it had never been; what a later run brought too stays.

use serde_json::json;

use crate::workspace::Workspace;

fn record(url: &str, title: &str, text: &str) -> String {
    json!({"url": format!("https://post.example/{url}"), "title": title, "published": "2031-03-10", "text": text}).to_string() + "\n"
}

const FERRY: &str =
    "The ferry to Sund was late on Monday, said captain Nora Quint. “We had no fuel,” she told reporters.";
const FERRY_AGAIN: &str = "The ferry to Sund was late on Monday and on Tuesday, said captain Nora Quint. “We had no fuel at all,” she told reporters in Sund.";
const BRIDGE: &str =
    "The bridge over the Calder opens in May, said engineer Tomas Okafor in Port Arden on Friday.";
const TOWER: &str =
    "The tower of Saint Brannock leans by a hand, said professor Priya Raman of the University of Oulu.";

/// Every row of what an archive holds, but for the ledger and the row numbers of what was found.
fn content(space: &Workspace) -> Vec<Vec<Vec<String>>> {
    [
        "SELECT id, kind, source_id, url, title, byline, published_at, published_day, published_week, body, word_count, duplicate_of,
             story_id, similarity, revision, import_id, record, byte_offset FROM articles ORDER BY id",
        "SELECT article_id, revision, title, body, import_id, replaced_by_import FROM revisions ORDER BY article_id, revision",
        "SELECT article_id, kind, text, line FROM blocks ORDER BY article_id, line",
        "SELECT m.article_id, e.name, e.type, m.start, m.\"end\", m.surface, m.title FROM mentions m JOIN entities e ON e.id = m.entity_id
             ORDER BY m.article_id, m.start",
        "SELECT e.name, a.alias FROM aliases a JOIN entities e ON e.id = a.entity_id ORDER BY e.name, a.alias",
        "SELECT q.article_id, q.start, q.text, q.kind, q.speaker, e.name FROM quotes q LEFT JOIN entities e ON e.id = q.speaker_entity_id
             ORDER BY q.article_id, q.start",
        "SELECT article_id, start, text, value, earliest FROM dates ORDER BY article_id, start",
        "SELECT name, domain FROM sources ORDER BY name",
        "SELECT text_key, hex(sketch) FROM texts ORDER BY text_key",
        "SELECT k.key, t.text_key FROM text_keys k JOIN texts t ON t.id = k.text_id ORDER BY k.key, t.text_key",
        "SELECT path, record, rule, raw, import_id FROM rejects ORDER BY path, record",
    ]
    .iter()
    .map(|sql| space.rows(sql))
    .collect()
}

#[test]
fn what_an_import_added_goes_and_what_it_revised_returns() {
    let space = Workspace::new();
    let page = "https://post.example/ferry\n\nFerry late\n\nBy Jane Roe\n\n".to_string() + FERRY + "\n";
    space.file("ferry.txt", page).file("a.jsonl", record("bridge", "Bridge", BRIDGE) + "{\"text\": \n");
    space.run("import ferry.txt a.jsonl").code(3);
    let before = content(&space);
    let copy =
        json!({"url": "https://echo.example/b", "source": "Island Echo", "text": BRIDGE}).to_string() + "\n";
    space.file(
        "b.jsonl",
        record("ferry", "Ferry late again", FERRY_AGAIN)
            + &record("tower", "Tower", TOWER)
            + &copy
            + "{\"text\": \"Photo gallery\"}\n",
    );
    space.run("import b.jsonl").code(3).says("1 new, 0 unchanged, 1 revised, 1 duplicate, 1 rejected");
    assert_ne!(content(&space), before);
    space
        .run("imports undo 2")
        .code(0)
        .says("import 2 is taken back: 2 articles removed, 1 article brought back to an earlier version, 1 reject removed");
    assert_eq!(content(&space), before);
    space.run("check").code(0);
    let listed = space.run("imports --csv").code(0).stdout;
    assert!(listed.lines().nth(2).unwrap().contains(",taken back,1,0,1,1,1,"), "{listed}");
    space.run("imports undo 2").code(1).says("import 2 was taken back at");
    space.run("imports undo 9").code(1).says("there is no import 9");
    // Its files are not known any more: importing them again brings all of it.
    space.run("import b.jsonl").code(3).says("1 new, 0 unchanged, 1 revised, 1 duplicate, 1 rejected");
    assert_eq!(space.value("SELECT title FROM articles WHERE revision = 2"), "Ferry late again");
    assert_eq!(space.run("search leans --csv").code(0).stdout.lines().count(), 2);
}

#[test]
fn what_a_later_run_met_just_so_stays_and_is_its() {
    let space = Workspace::new();
    let (ferry, bridge) = (record("ferry", "Ferry late", FERRY), record("bridge", "Bridge", BRIDGE));
    space.file("a.jsonl", format!("{ferry}{bridge}{{\"text\": 1}}\n"));
    space.file("b.jsonl", bridge.clone());
    space.run("import a.jsonl").code(3);
    space.run("import b.jsonl").code(0).says("0 new, 1 unchanged");
    space
        .run("imports undo 1")
        .code(0)
        .says("1 article removed")
        .says("1 article stayed: a later import has brought the same");
    assert_eq!(
        space.rows("SELECT a.title, a.import_id, f.path FROM articles a JOIN import_files f ON f.id = a.import_file_id"),
        [["Bridge", "2", "b.jsonl"]]
    );
    space.run("imports undo 2").code(0).says("1 article removed");
    assert_eq!(space.value("SELECT count(*) FROM articles"), "0");
    assert_eq!(space.value("SELECT count(*) FROM entities"), "0");
    space.run("check").code(0);
}

#[test]
fn a_file_that_was_imported_twice_stays_until_both_are_taken_back() {
    let space = Workspace::new();
    space.file("a.jsonl", record("ferry", "Ferry late", FERRY) + "{\"text\": 1}\n");
    space.run("import a.jsonl").code(3);
    space.run("import a.jsonl").code(3).says("(1 known)");
    space
        .run("imports undo 1")
        .code(1)
        .says("1 article of import 1 would stay, since import 2 brought the same")
        .says("`presscut imports undo 1 2` takes back all of them");
    assert_eq!(space.rows("SELECT title, import_id FROM articles"), [["Ferry late", "1"]]);
    space.run("imports undo 1 --hand-over").code(0).says("0 articles removed").says("1 article stayed");
    assert_eq!(space.rows("SELECT title, import_id FROM articles"), [["Ferry late", "2"]]);
    assert_eq!(space.value("SELECT import_id FROM rejects"), "2");
    space.run("import a.jsonl").code(3).says("nothing new").says("(1 known)");
    space.run("imports undo 3").code(0);
    space.run("imports undo 2").code(0).says("1 article removed").says("1 reject removed");
    assert_eq!(space.value("SELECT count(*) FROM articles"), "0");
}

#[test]
fn the_last_run_or_several_are_taken_back_at_once() {
    let space = Workspace::new();
    space.file("a.jsonl", record("ferry", "Ferry late", FERRY));
    space.file("b.jsonl", record("bridge", "Bridge", BRIDGE));
    for file in ["a.jsonl", "a.jsonl", "b.jsonl"] {
        space.run(&format!("import {file}")).code(0);
    }
    space.run("imports undo last").code(0).says("import 3 is taken back: 1 article removed");
    space.run("imports undo 1 9").code(1).says("there is no import 9");
    space
        .run("imports undo 1 2")
        .code(0)
        .says("import 2 is taken back")
        .says("import 1 is taken back: 1 article removed");
    assert_eq!(space.value("SELECT count(*) FROM articles"), "0");
    space.run("imports undo last").code(1).says("there is no import to take back");
    space.run("imports undo first").code(2).says("or last");
}

#[test]
fn a_version_in_the_middle_goes_and_the_others_stay() {
    let space = Workspace::new();
    for (number, text) in [(1, FERRY), (2, FERRY_AGAIN), (3, BRIDGE)] {
        space.file(&format!("{number}.jsonl"), record("ferry", "Ferry", text));
        space.run(&format!("import {number}.jsonl")).code(0);
    }
    space.run("imports undo 2").code(0).says("0 articles removed");
    assert_eq!(space.rows("SELECT body, import_id FROM articles"), [[BRIDGE, "3"]]);
    assert_eq!(space.rows("SELECT body, import_id, replaced_by_import FROM revisions"), [[FERRY, "1", "3"]]);
    space.run("imports undo 3").code(0).says("1 article brought back");
    assert_eq!(space.rows("SELECT body, import_id, revision FROM articles"), [[FERRY, "1", "1"]]);
    space.run("check").code(0);
}

#[test]
fn taking_back_a_re_admission_turns_the_record_away_again() {
    let space = Workspace::new();
    space.file("a.jsonl", "{\"text\": \"Photo gallery\"}\n");
    space.run("import a.jsonl").code(3);
    space.run("rejects --readmit 1").code(0);
    assert_eq!(space.value("SELECT count(*) FROM articles"), "1");
    space.run("imports undo 2").code(0).says("1 article removed");
    assert_eq!(space.rows("SELECT id, readmitted_at FROM rejects"), [["1", "∅"]]);
    space.run("rejects --readmit 1").code(0).says("1 new");
}

#[test]
fn a_source_that_nothing_names_any_more_goes_whichever_run_brought_it() {
    let space = Workspace::new();
    let of = |source: &str, text: &str| {
        json!({"url": "https://post.example/ferry", "title": "Ferry", "source": source, "text": text})
            .to_string()
            + "\n"
    };
    space.file("1.jsonl", of("Arden Post", FERRY)).file("2.jsonl", of("Island Echo", FERRY_AGAIN));
    space.run("import 1.jsonl").code(0);
    space.run("import 2.jsonl").code(0).says("1 revised");
    space.run("imports undo 1").code(0);
    assert_eq!(space.column("SELECT name FROM sources"), ["Island Echo"]);
    space.run("imports undo 2").code(0).says("1 article removed");
    assert_eq!(space.value("SELECT count(*) FROM sources"), "0");
}

#[test]
fn how_a_source_writes_its_dates_is_known_after_its_articles_are_taken_back() {
    let space = Workspace::new();
    let ferry = json!({"source": "Arden Post", "published": "03/04/2031", "text": FERRY}).to_string();
    space.file("a.jsonl", ferry + "\n");
    space.run("import a.jsonl").code(0);
    space.run_args(&["sources", "set", "Arden Post", "--dayfirst"]).code(0);
    space.run("imports undo 1").code(0);
    space.run("import a.jsonl").code(0);
    assert_eq!(space.value("SELECT published_at FROM articles"), "2031-04-03");
}

#[test]
fn an_article_stays_if_a_later_run_has_met_an_earlier_version_of_it() {
    let space = Workspace::new();
    let (first, second) = (record("ferry", "Ferry", FERRY), record("ferry", "Ferry", FERRY_AGAIN));
    space.file("1.jsonl", format!("{first}{second}")).file("2.jsonl", first);
    space.run("import 1.jsonl").code(0).says("1 new, 0 unchanged, 1 revised");
    space.run("import 2.jsonl").code(0).says("1 unchanged");
    space.run("imports undo 1").code(0).says("0 articles removed, 1 article brought back");
    assert_eq!(space.rows("SELECT body, import_id, revision FROM articles"), [[FERRY, "2", "1"]]);
    assert_eq!(space.value("SELECT count(*) FROM revisions"), "0");
    space.run("check").code(0);
    space.run("imports undo 2").code(0).says("1 article removed");
}
