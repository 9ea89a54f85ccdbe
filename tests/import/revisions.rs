//! Versions of an article: what a later scrape of the same changes, what is kept of the earlier one, and how they compare.

use super::{line, story};
use crate::workspace::Workspace;

#[test]
fn a_changed_article_becomes_a_revision_and_the_older_text_is_kept() {
    let work = Workspace::new();
    work.file("a.jsonl", line("https://a.example/1", "One", "tram depot"));
    work.file("b.jsonl", line("https://www.a.example/1?utm_source=feed#top", "One", "ferry terminal"));
    work.run("import a.jsonl").code(0);
    work.run("import b.jsonl").code(0).says("0 new, 0 unchanged, 1 revised");
    assert_eq!(work.value("SELECT revision FROM articles"), "2");
    assert_eq!(work.value("SELECT instr(body, 'ferry terminal') > 0 FROM articles"), "1");
    assert_eq!(work.rows("SELECT revision, instr(body, 'tram depot') > 0 FROM revisions"), [["1", "1"]]);
    assert_eq!(work.value("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'tram'"), "0");
    // The older scrape, come upon again in another file, does not bring the older text back.
    work.file("c.jsonl", line("https://a.example/1", "One", "tram depot") + "\n");
    work.run("import c.jsonl").code(0).says("0 new, 1 unchanged, 0 revised");
    assert_eq!(work.value("SELECT revision FROM articles"), "2");
    work.run("check").code(0);
}

#[test]
fn the_full_text_index_holds_what_the_articles_hold() {
    let work = Workspace::new();
    let one = line("https://a.example/1", "One", "tram depot");
    work.file("a.jsonl", one + &line("https://a.example/2", "Two", "pool"));
    work.run("import a.jsonl").code(0).says("2 new");
    work.file("b.jsonl", line("https://a.example/1", "Other", "ferry terminal"));
    work.run("import b.jsonl").code(0).says("1 revised");
    for (word, articles) in [("tram", "0"), ("terminal", "1"), ("pool", "1"), ("other", "1"), ("one", "0")] {
        let found = format!(
            "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'title : {word} OR body : {word}'"
        );
        assert_eq!(work.value(&found), articles, "{word}");
    }
    // Who changes the archive by other means than an import has the triggers, and the lists of words.
    let archive = rusqlite::Connection::open(work.path("presscut.db")).unwrap();
    archive.execute_batch("UPDATE articles SET body = 'quay' WHERE title = 'Two'").unwrap();
    assert!(archive.execute_batch("UPDATE articles SET kind = 'letter'").is_err());
    archive
        .execute_batch("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")
        .unwrap();
}

#[test]
fn an_article_that_is_revised_in_the_import_that_brings_it_is_found_by_its_last_words() {
    let work = Workspace::new();
    let lines = [
        line("https://a.example/1", "One", "tram depot"),
        line("https://a.example/2", "Two", "pool"),
        line("https://a.example/1", "One", "ferry terminal"),
        line("https://a.example/3", "Three", "lighthouse"),
        line("https://a.example/1", "One", "windmill"),
    ];
    work.file("a.jsonl", lines.concat());
    work.run("import a.jsonl").code(0).says("3 new, 0 unchanged, 2 revised");
    for (word, articles) in
        [("tram", "0"), ("terminal", "0"), ("windmill", "1"), ("pool", "1"), ("lighthouse", "1")]
    {
        let found = format!("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH '{word}'");
        assert_eq!(work.value(&found), articles, "{word}");
    }
    work.run("check").code(0);
}

#[test]
fn an_entity_that_a_revision_takes_away_is_another_row_when_it_comes_back() {
    let work = Workspace::new();
    let told = |url: &str, name: &str| {
        let story = story(if url.ends_with('3') { "tram depot" } else { "pool" });
        let text = format!("{} “It is late,” {name} said.", story.replace("Ilse Brandt", name));
        serde_json::json!({"url": url, "title": "One", "maintext": text}).to_string() + "\n"
    };
    let lines = [
        told("https://a.example/1", "Tomas Okafor"),
        told("https://a.example/1", "Nora Quint"),
        told("https://a.example/2", "Tomas Okafor"),
        told("https://a.example/3", "Nora Quint"),
    ];
    work.file("a.jsonl", lines.concat());
    work.run("import a.jsonl").code(0).says("3 new, 0 unchanged, 1 revised");
    let named = "SELECT a.url, e.name FROM articles a JOIN mentions m ON m.article_id = a.id JOIN entities e ON e.id = m.entity_id
                 WHERE e.type = 'person' GROUP BY 1, 2 ORDER BY 1";
    assert_eq!(
        work.rows(named),
        [
            ["https://a.example/1", "Nora Quint"],
            ["https://a.example/2", "Tomas Okafor"],
            ["https://a.example/3", "Nora Quint"]
        ]
    );
    let aliases = "SELECT e.name, l.alias FROM entities e JOIN aliases l ON l.entity_id = e.id WHERE e.type = 'person' AND l.alias = e.name ORDER BY 1";
    assert_eq!(work.rows(aliases), [["Nora Quint", "Nora Quint"], ["Tomas Okafor", "Tomas Okafor"]]);
    work.run("check").code(0);
}

#[test]
fn what_an_earlier_scrape_lacked_is_filled_in_by_a_later_one() {
    let work = Workspace::new();
    work.file("page.txt", story("market hall"));
    work.run("import page.txt").code(0);
    assert_eq!(work.value("SELECT earliest FROM dates WHERE text LIKE '%Tuesday%'"), "∅");
    work.run_args(&["import", "page.txt", "--published", "2031-03-13", "--source", "Arden Post"])
        .code(0)
        .says("1 revised");
    assert_eq!(
        work.rows("SELECT published_at, published_precision, published_week, source, count(*) FROM articles JOIN (SELECT id AS s, name AS source FROM sources) ON s = source_id"),
        [["2031-03-13", "day", "2031-W11", "Arden Post", "1"]]
    );
    assert_eq!(work.value("SELECT earliest FROM dates WHERE text LIKE '%Tuesday%'"), "2031-03-11");
}

#[test]
fn the_versions_of_an_article_can_be_listed_and_compared() {
    let work = Workspace::new();
    let record = |title: &str, text: &str| {
        serde_json::json!({"url": "https://a.example/1", "title": title, "text": text}).to_string() + "\n"
    };
    let first = "The ferry was late on Monday, its captain said.\n\nNobody was hurt.";
    work.file("a.jsonl", record("Ferry late", first)).run("import a.jsonl").code(0);
    work.run("show 1 --diff").code(1).says("it has one version only");
    let second =
        "The ferry was five hours late on Monday, its captain said.\n\nNobody was hurt.\n\nIt sails again.";
    work.file("b.jsonl", record("Ferry very late", second)).run("import b.jsonl").code(0).says("1 revised");
    let listed = work.run("show 1 --revisions").code(0).stdout;
    let lines: Vec<&str> = listed.lines().collect();
    assert!(
        lines[0].starts_with("revision 1 · import 1 at 2")
            && lines[0].ends_with("12 words · a.jsonl, record 1")
    );
    assert_eq!((lines[1], lines[3]), ("  Ferry late", "  Ferry very late"));
    insta::assert_snapshot!(work.run("show 1 --diff").code(0).stdout, @r"
    revision 1 → 2
    title: Ferry {+very +}late

    The ferry was {+five hours +}late on Monday, its captain said.

    (1 paragraph unchanged)

    {+It sails again.+}
    ");
    let coloured = work.run("show 1 --diff 1 --color always").code(0).stdout;
    assert!(coloured.contains("\u{1b}[32;4mfive hours \u{1b}[0m"), "{coloured}");
    work.run("show 1 --diff 7").code(2).says("these are: 1");
    let json = work.run("show 1 --revisions --json").code(0).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json[0]["body"], first);
}

#[test]
fn another_headline_over_an_earlier_text_is_a_version_too() {
    let w = Workspace::new();
    let at = "https://a.example/1";
    w.file("1.jsonl", line(at, "Ferry late", "ferry")).file("2.jsonl", line(at, "Ferry late", "bridge"));
    w.file("3.jsonl", line(at, "Storm stops ferry", "ferry"));
    w.run("import 1.jsonl");
    w.run("import 2.jsonl");
    assert!(w.run("import 3.jsonl").stderr.contains("1 revised"));
    let titles = "SELECT title FROM articles UNION ALL SELECT title FROM revisions ORDER BY title DESC";
    assert_eq!(w.column(titles), ["Storm stops ferry", "Ferry late", "Ferry late"]);
    // As does one that was changed before the one that is there.
    let changed = |title: &str, when: &str| {
        line("https://a.example/2", title, "mill").trim_end().trim_end_matches('}').to_string()
            + &format!(", \"modified\": \"{when}\"}}\n")
    };
    w.file("4.jsonl", changed("Mill stands", "2031-03-12T10:00:00Z"));
    w.file("5.jsonl", changed("Mill burns", "2031-03-11T10:00:00Z"));
    w.run("import 4.jsonl");
    assert!(w.run("import 5.jsonl").stderr.contains("1 revised"));
    assert!(w.run("import 4.jsonl 5.jsonl --jobs 1 --max-record 9").stderr.contains("nothing new"));
    assert_eq!(w.column("SELECT title FROM articles WHERE id = 2"), ["Mill stands"]);
    assert_eq!(w.column("SELECT title FROM revisions WHERE article_id = 2"), ["Mill burns"]);
}
