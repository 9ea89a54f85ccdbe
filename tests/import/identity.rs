//! Which scrapes without an address are one article: by source, day, headline and text.

use serde_json::{Value, json};

use super::story;
use crate::workspace::Workspace;

/// A record without an address; a field that is empty is left out.
fn record(source: &str, day: &str, title: &str, text: &str) -> String {
    let mut record = json!({"source": source, "published": day, "title": title, "text": text});
    record.as_object_mut().unwrap().retain(|_, value| value != "");
    record.to_string() + "\n"
}

/// Source, day, headline, whether it is a duplicate, and how many versions, in the order of source, day and headline.
fn articles(space: &Workspace) -> Vec<String> {
    space.column(
        "SELECT concat_ws(' | ', coalesce(s.name, '-'), coalesce(a.published_at, '-'), coalesce(a.title, '-'),
             iif(a.duplicate_of IS NULL, 'original', 'duplicate'), a.revision)
         FROM articles a LEFT JOIN sources s ON s.id = a.source_id WHERE a.kind = 'article'
         ORDER BY s.name, a.published_at, a.title",
    )
}

#[test]
fn agency_copy_without_addresses_is_an_article_of_each_paper_that_prints_it() {
    let space = Workspace::new();
    let text = story("tram depot");
    let papers = ["Arden Post", "Island Echo", "Sund Gazette"];
    let lines: Vec<String> =
        papers.iter().map(|paper| record(paper, "2031-03-13", "Depot closes", &text)).collect();
    space.file("a.jsonl", lines.concat());
    space.import(&["a.jsonl"]).code(0).says("1 new, 0 unchanged, 0 revised, 2 duplicate");
    assert_eq!(
        articles(&space)
            .iter()
            .map(|article| article.ends_with("| duplicate | 1"))
            .filter(|copy| *copy)
            .count(),
        2
    );
    assert_eq!(space.value("SELECT count(DISTINCT source_id) FROM articles WHERE story_id = (SELECT min(story_id) FROM articles)"), "3");
    // Whatever the order, and from whatever file: the same articles.
    let reversed = Workspace::new();
    reversed.file("b.jsonl", lines.iter().rev().cloned().collect::<String>());
    reversed.import(&["b.jsonl"]).code(0);
    assert_eq!(articles(&reversed), articles(&space));
    space.file("b.jsonl", lines.iter().rev().cloned().collect::<String>());
    space.import(&["b.jsonl"]).code(0).says("0 new, 3 unchanged, 0 revised, 0 duplicate");
    space.run("check").code(0);
}

#[test]
fn a_text_file_given_for_two_papers_is_an_article_of_each() {
    let space = Workspace::new();
    space.file("page.txt", story("market hall"));
    for paper in ["Arden Post", "Island Echo"] {
        space.import(&["page.txt", "--source", paper, "--published", "2031-03-13"]).code(0);
    }
    assert_eq!(
        articles(&space),
        ["Arden Post | 2031-03-13 | - | original | 1", "Island Echo | 2031-03-13 | - | duplicate | 1"]
    );
}

#[test]
fn rows_of_a_table_without_addresses_are_kept_for_each_paper_and_each_day() {
    let space = Workspace::new();
    let text = story("swimming pool");
    let rows = [("Arden Post", "2031-03-13"), ("Island Echo", "2031-03-13"), ("Arden Post", "2031-03-20")];
    let rows = rows.map(|(paper, day)| format!("{paper},{day},Pool closes,\"{text}\"\n"));
    space.file("a.csv", format!("source,date,title,text\n{}", rows.concat()));
    space.import(&["a.csv"]).code(0).says("1 new, 0 unchanged, 0 revised, 2 duplicate");
    assert_eq!(
        articles(&space),
        [
            "Arden Post | 2031-03-13 | Pool closes | original | 1",
            "Arden Post | 2031-03-20 | Pool closes | duplicate | 1",
            "Island Echo | 2031-03-13 | Pool closes | duplicate | 1"
        ]
    );
    space.import(&["a.csv", "--max-record", "7"]).code(0).says("nothing new");
}

#[test]
fn a_paper_that_prints_a_text_again_under_another_headline_has_two_articles() {
    let space = Workspace::new();
    let text = story("pier");
    let one = record("Arden Post", "2031-03-13", "Pier closes", &text);
    space.file(
        "a.jsonl",
        one.clone() + &record("Arden Post", "2031-03-13", "What happens to the pier", &text),
    );
    space.import(&["a.jsonl"]).code(0).says("1 new, 0 unchanged, 0 revised, 1 duplicate");
    // Quotation marks, case and spaces make no other headline.
    space.file("b.jsonl", record("Arden Post", "2031-03-13", "PIER  CLOSES", &text));
    space.import(&["b.jsonl"]).code(0).says("1 revised");
    assert_eq!(space.value("SELECT count(*) FROM articles"), "2");
}

#[test]
fn what_a_scrape_does_not_say_is_no_difference() {
    let text = story("library");
    let full = record("Arden Post", "2031-03-13", "Library closes", &text);
    for partial in [
        record("", "2031-03-13", "Library closes", &text),
        record("Arden Post", "", "Library closes", &text),
        record("Arden Post", "2031-03", "", &text),
        record("", "", "", &text),
    ] {
        let space = Workspace::new();
        space.file("partial.jsonl", &partial).file("full.jsonl", &full);
        space.file("other.jsonl", record("Island Echo", "2031-03-13", "Library closes", &text));
        space.import(&["partial.jsonl"]).code(0).says("1 new");
        space.import(&["full.jsonl"]).code(0).says("1 revised");
        space.import(&["other.jsonl"]).code(0).says("1 duplicate");
        space.import(&["partial.jsonl", "full.jsonl", "--max-record", "7"]).code(0).says("nothing new");
        // Which of two copies of one day is the original does not matter.
        let versions: Vec<String> =
            articles(&space).iter().map(|article| article.replace("duplicate", "original")).collect();
        assert_eq!(
            versions,
            [
                "Arden Post | 2031-03-13 | Library closes | original | 2",
                "Island Echo | 2031-03-13 | Library closes | original | 1"
            ],
            "{partial}"
        );
        space.run("check").code(0);
    }
}

#[test]
fn a_text_without_an_address_that_is_corrected_is_a_revision_where_source_day_and_headline_agree() {
    let first = story("old quay");
    let corrected = first.replace("1998", "1989");
    let longer = format!("{first} Its members will meet again in June.");
    for later in [&corrected, &longer] {
        let space = Workspace::new();
        space.file("a.jsonl", record("Arden Post", "2031-03-13", "Quay closes", &first));
        space.file("b.jsonl", record("Arden Post", "2031-03-13T18:00:00", "Quay closes", later));
        space.import(&["a.jsonl"]).code(0).says("1 new");
        space.import(&["b.jsonl"]).code(0).says("0 new, 0 unchanged, 1 revised");
        assert_eq!(space.value("SELECT body FROM articles"), *later);
        assert_eq!(space.column("SELECT body FROM revisions"), [first.as_str()]);
        // Neither version is another one when it comes again, and the later one goes with its import.
        space.import(&["a.jsonl", "b.jsonl", "--max-record", "7"]).code(0).says("nothing new");
        space.run("check").code(0);
        space.run("imports undo 3").code(0);
        space.run("imports undo 2").code(0).says("1 article brought back to an earlier version");
        assert_eq!(space.value("SELECT body FROM articles"), first);
        space.import(&["b.jsonl"]).code(0).says("1 revised");
        space.run("check").code(0);
    }
}

#[test]
fn nearly_the_same_text_of_another_paper_day_or_headline_is_an_article_of_its_own() {
    let first = story("old quay");
    let corrected = first.replace("1998", "1989");
    for (source, day, title) in [
        ("Island Echo", "2031-03-13", "Quay closes"),
        ("Arden Post", "2031-03-14", "Quay closes"),
        ("Arden Post", "2031-03-13", "Quay closes after all"),
        ("", "2031-03-13", "Quay closes"),
    ] {
        let space = Workspace::new();
        space.file(
            "a.jsonl",
            record("Arden Post", "2031-03-13", "Quay closes", &first)
                + &record(source, day, title, &corrected),
        );
        space.import(&["a.jsonl"]).code(0).says("2 new");
        assert_eq!(space.value("SELECT count(DISTINCT story_id) FROM articles"), "1");
    }
}

#[test]
fn an_address_makes_an_article_of_its_own_whatever_else_is_equal() {
    let text = story("lighthouse");
    let without = record("Arden Post", "2031-03-13", "Lighthouse closes", &text);
    let mut with: Value = serde_json::from_str(&without).unwrap();
    with["url"] = json!("https://post.example/lighthouse");
    for order in [[&without, &(with.to_string() + "\n")], [&(with.to_string() + "\n"), &without]] {
        let space = Workspace::new();
        space.file("a.jsonl", order.map(String::as_str).concat());
        space.import(&["a.jsonl"]).code(0).says("1 new, 0 unchanged, 0 revised, 1 duplicate");
        assert_eq!(space.column("SELECT url IS NULL FROM articles WHERE duplicate_of IS NOT NULL"), ["1"]);
    }
}

#[test]
fn a_date_that_can_be_two_days_is_the_same_day_when_it_comes_again() {
    let space = Workspace::new();
    let text = story("tidal mill");
    let lines = [
        record("Arden Post", "03/04/2031", "Mill closes", &text),
        record("Arden Post", "04/03/2031", "Mill closes", &text),
        // The source writes the day first.
        record("Arden Post", "31/01/2031", "Storm ahead", &story("tower")),
    ];
    space.file("a.jsonl", lines.concat());
    space.import(&["a.jsonl"]).code(0).says("2 new, 0 unchanged, 0 revised, 1 duplicate");
    space.import(&["a.jsonl", "--max-record", "7"]).code(0).says("nothing new");
    space.file("b.jsonl", record("Arden Post", "2031-04-03", "Mill closes", &text));
    space.import(&["b.jsonl"]).code(0).says("0 new");
    space.file("c.jsonl", record("Arden Post", "2031-04-05", "Mill closes", &text));
    space.import(&["c.jsonl"]).code(0).says("1 duplicate");
    assert_eq!(
        space.column("SELECT published_at FROM articles WHERE title = 'Mill closes' ORDER BY 1"),
        ["2031-03-04", "2031-04-03", "2031-04-05"]
    );
}

#[test]
fn one_time_in_two_zones_is_one_day() {
    let space = Workspace::new();
    let text = story("town hall");
    space.file("a.jsonl", record("Arden Post", "2031-03-13T23:30:00-05:00", "Hall closes", &text));
    space.file("b.jsonl", record("Arden Post", "2031-03-14T04:30:00Z", "Hall closes", &text));
    space.import(&["a.jsonl"]).code(0).says("1 new");
    space.import(&["b.jsonl"]).code(0).says("0 new");
    assert_eq!(space.value("SELECT count(*) FROM articles"), "1");
}

/// An archive from before imprints: one article of two papers, the second over the first.
fn archive_with_a_lost_article(space: &Workspace, text: &str) {
    space.file("a.jsonl", record("Arden Post", "2031-03-13", "Depot closes", text));
    space.file("b.jsonl", record("Island Echo", "2031-03-14", "A depot closes", text));
    space.import(&["a.jsonl"]).code(0);
    space.import(&["b.jsonl"]).code(0);
    let archive = rusqlite::Connection::open(space.path("presscut.db")).unwrap();
    archive
        .execute_batch(
            "INSERT INTO revisions (article_id, revision, source_id, title, published_at, published_precision, language, body,
                 text_key, import_id, import_file_id, record, byte_offset, byte_length, replaced_by_import)
             SELECT id, 1, source_id, title, published_at, published_precision, language, body, text_key, import_id,
                 import_file_id, record, byte_offset, byte_length, 2 FROM articles WHERE id = 1;
             UPDATE articles SET (source_id, title, published_at, published_day, import_id, import_file_id, revision, identity)
                 = (SELECT source_id, title, published_at, published_day, import_id, import_file_id, 2, 'text:' || text_key
                    FROM articles WHERE id = 2) WHERE id = 1;
             DELETE FROM mentions WHERE article_id = 2;
             DELETE FROM quotes WHERE article_id = 2;
             DELETE FROM dates WHERE article_id = 2;
             DELETE FROM articles WHERE id = 2;",
        )
        .unwrap();
    drop(archive);
    assert_eq!(articles(space), ["Island Echo | 2031-03-14 | A depot closes | original | 2"]);
}

#[test]
fn an_article_of_an_old_archive_is_known_by_what_it_says() {
    let space = Workspace::new();
    let text = story("tram depot");
    archive_with_a_lost_article(&space, &text);
    space.import(&["b.jsonl", "--max-record", "7"]).code(0).says("nothing new");
    // The one that was lost comes back with its file.
    space.import(&["a.jsonl", "--max-record", "7"]).code(0).says("1 duplicate");
    assert_eq!(
        articles(&space),
        [
            "Arden Post | 2031-03-13 | Depot closes | original | 1",
            "Island Echo | 2031-03-14 | A depot closes | duplicate | 2"
        ]
    );
}

#[test]
fn an_article_that_was_lost_to_another_paper_comes_back_from_its_earlier_version() {
    let docs = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/importing.md")).unwrap();
    let query = docs.split("```sql\n").nth(1).unwrap().split("```").next().unwrap();
    let space = Workspace::new();
    archive_with_a_lost_article(&space, &story("tram depot"));
    space.file("lost.sql", query);
    space.run("sql --file lost.sql -o lost.jsonl").code(0);
    space.import(&["lost.jsonl"]).code(0).says("1 duplicate");
    assert_eq!(articles(&space)[0], "Arden Post | 2031-03-13 | Depot closes | original | 1");
    space.run("sql --file lost.sql -o again.jsonl").code(0);
    space.import(&["again.jsonl"]).code(0).says("0 new");
}

#[test]
fn a_correction_from_before_imprints_holds_when_its_article_comes_again() {
    let space = Workspace::new();
    space.file("a.jsonl", record("Arden Post", "2031-03-13", "Depot closes", &story("tram depot")));
    space.import(&["a.jsonl"]).code(0);
    space
        .run_args(&["quotes", "fix", "1", "--speaker", "Nora Quint", "--new-person", "--why", "heard it"])
        .code(0);
    let archive = rusqlite::Connection::open(space.path("presscut.db")).unwrap();
    archive.execute_batch("UPDATE quote_corrections SET identity = substr(identity, 1, 69)").unwrap();
    drop(archive);
    space.run("imports undo 1").code(0);
    space.import(&["a.jsonl"]).code(0).says("1 new");
    assert_eq!(space.column("SELECT speaker FROM quotes WHERE correction_id > 0"), ["Nora Quint"]);
}
