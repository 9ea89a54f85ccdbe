//! Corrections of speakers: who is meant, that copies have them too, and that queries find them.

use serde_json::json;

use super::{cells, check};
use crate::workspace::Workspace;

const TEXT: &str = "The ferry to Sund was late on Monday, said captain Nora Quint. “We had no fuel,” she told reporters on \
    the quay, where three hundred people had been waiting since the morning. “It was a bad day.”\n\nTomas Okafor, the \
    mayor of Sund, called it “a disgrace for the whole island”.";

fn record(paper: &str, text: &str) -> String {
    json!({"url": format!("https://{paper}.example/ferry"), "title": "Ferry late", "published": "2031-03-10", "text": text})
        .to_string()
        + "\n"
}

/// The article of one paper, and its copy in another.
fn copied() -> Workspace {
    let space = Workspace::new();
    space
        .file("a.jsonl", record("post", TEXT) + &record("echo", TEXT))
        .run("import a.jsonl")
        .code(0)
        .says("1 duplicate");
    space
}

/// The speakers of a quote, in the order of the articles: as corrected, and the entity.
fn speakers(space: &Workspace, text: &str) -> Vec<String> {
    space.column(&format!(
        "SELECT coalesce(q.speaker, '') || ' / ' || coalesce(e.name, '') FROM quotes q
         LEFT JOIN entities e ON e.id = q.speaker_entity_id WHERE q.text = '{text}' ORDER BY q.article_id"
    ))
}

fn quote(space: &Workspace, text: &str, article: &str) -> String {
    space.value(&format!("SELECT id FROM quotes WHERE text = '{text}' AND article_id = {article}"))
}

/// What the query `speakers` gives: each name with its quotes.
fn quoted(space: &Workspace) -> Vec<(String, String)> {
    let rows = space.run("query speakers --csv").code(0).stdout;
    cells(&rows, "speaker").into_iter().zip(cells(&rows, "quotes")).collect()
}

fn pair(name: &str, quotes: &str) -> (String, String) {
    (name.to_string(), quotes.to_string())
}

#[test]
fn a_typo_lists_the_names_that_are_near() {
    let space = Workspace::with_samples();
    let id = space.value("SELECT min(id) FROM quotes WHERE kind = 'direct'");
    space
        .run_args(&["quotes", "fix", &id, "--speaker", "Ingrid Solhiem"])
        .code(2)
        .says("nobody and nothing in the archive is named \"Ingrid Solhiem\" (did you mean Ingrid Solheim?): with --new-person");
    space
        .run_args(&["quotes", "fix", &id, "--speaker", "Ingrid Solheim", "--new-person"])
        .code(2)
        .says("Ingrid Solheim is in the archive already: leave --new-person out");
    space.run_args(&["quotes", "fix", &id, "--new-person"]).code(2).says("--speaker");
    assert_eq!(space.value("SELECT count(*) FROM quote_corrections"), "0");
}

#[test]
fn a_correction_reaches_copies_and_the_query_of_speakers_finds_it() {
    let space = copied();
    let found = speakers(&space, "We had no fuel,");
    let before = quoted(&space);
    let id = quote(&space, "We had no fuel,", "1");
    space
        .run_args(&["quotes", "fix", &id, "--speaker", "okafor"])
        .code(0)
        .says("correction 1 of “We had no fuel,”, and in a copy: `presscut quotes undo 1`");
    assert_eq!(speakers(&space, "We had no fuel,"), ["Tomas Okafor / Tomas Okafor"; 2]);
    // Two quotes are his now: the fragment, and this one.
    assert!(quoted(&space).contains(&pair("Tomas Okafor", "2")), "{:?}", quoted(&space));
    check(&space);
    // A copy that comes later, and what is read again.
    space.file("b.jsonl", record("news", TEXT)).run("import b.jsonl").code(0);
    assert_eq!(speakers(&space, "We had no fuel,"), ["Tomas Okafor / Tomas Okafor"; 3]);
    space.run("reextract --all").code(0);
    assert_eq!(speakers(&space, "We had no fuel,"), ["Tomas Okafor / Tomas Okafor"; 3]);
    check(&space);
    // A copy with a correction of its own keeps that, until it is taken back.
    let copy = quote(&space, "We had no fuel,", "2");
    space.run_args(&["quotes", "fix", &copy, "--speaker", ""]).code(0);
    // The others have the latest.
    let three = ["Tomas Okafor / Tomas Okafor", " / ", " / "];
    assert_eq!(speakers(&space, "We had no fuel,"), three);
    check(&space);
    space.run("quotes undo 2").code(0);
    assert_eq!(speakers(&space, "We had no fuel,"), ["Tomas Okafor / Tomas Okafor"; 3]);
    space.run("quotes undo 1").code(0);
    assert_eq!(speakers(&space, "We had no fuel,"), [&found[..], &found[..1]].concat());
    assert_eq!(quoted(&space), before);
    check(&space);
}

#[test]
fn copies_keep_a_correction_when_the_corrected_article_goes_or_changes() {
    let space = Workspace::new();
    space.file("a.jsonl", record("post", TEXT)).run("import a.jsonl").code(0);
    space.file("b.jsonl", record("echo", TEXT)).run("import b.jsonl").code(0);
    let id = quote(&space, "We had no fuel,", "1");
    space.run_args(&["quotes", "fix", &id, "--speaker", "Tomas Okafor"]).code(0);
    // The first article is revised; it has the quote still.
    space
        .file("c.jsonl", record("post", &TEXT.replace("Monday", "Tuesday")))
        .run("import c.jsonl")
        .code(0)
        .says("1 revised");
    assert_eq!(speakers(&space, "We had no fuel,"), ["Tomas Okafor / Tomas Okafor"; 2]);
    space.run("reextract --all").code(0);
    assert_eq!(speakers(&space, "We had no fuel,"), ["Tomas Okafor / Tomas Okafor"; 2]);
    check(&space);
    space.run("imports undo 3").code(0);
    space.run("imports undo 1").code(0);
    space.run("reextract --all").code(0);
    assert_eq!(speakers(&space, "We had no fuel,"), ["Tomas Okafor / Tomas Okafor"]);
    check(&space);
}

#[test]
fn a_new_person_is_an_entity_as_long_as_a_quote_is_theirs() {
    let space = copied();
    let id = quote(&space, "We had no fuel,", "2");
    space
        .run_args(&["quotes", "fix", &id, "--speaker", "Wei  Lin", "--new-person", "--why", "the video"])
        .code(0);
    assert_eq!(speakers(&space, "We had no fuel,"), ["Wei Lin / Wei Lin"; 2]);
    assert!(quoted(&space).contains(&pair("Wei Lin", "1")), "{:?}", quoted(&space));
    let said =
        space.run_args(&["query", "quotes-by-speaker", "-p", "speaker", "wei lin", "--csv"]).code(0).stdout;
    assert_eq!(cells(&said, "text"), ["We had no fuel,"]);
    check(&space);
    // By the same name again, no longer new.
    let bad_day = quote(&space, "It was a bad day.", "1");
    space
        .run_args(&["quotes", "fix", &bad_day, "--speaker", "Wei Lin", "--new-person"])
        .code(2)
        .says("is in the archive already");
    space.run_args(&["quotes", "fix", &bad_day, "--speaker", "Wei Lin"]).code(0);
    assert!(quoted(&space).contains(&pair("Wei Lin", "2")), "{:?}", quoted(&space));
    space.run("quotes undo 2").code(0);
    // An article that names him joins him, and is undone.
    let named = json!({"url": "https://post.example/bridge", "title": "Bridge", "text": "The bridge is shut, said engineer Wei Lin. Wei Lin has it repaired."});
    space.file("b.jsonl", format!("{named}\n")).run("import b.jsonl").code(0);
    assert_eq!(space.value("SELECT count(*) FROM entities WHERE name = 'Wei Lin'"), "1");
    check(&space);
    space.run("imports undo 2").code(0);
    assert_eq!(speakers(&space, "We had no fuel,"), ["Wei Lin / Wei Lin"; 2]);
    check(&space);
    // Merged, as anybody is.
    space.run_args(&["entities", "merge", "Tomas Okafor", "Wei Lin"]).code(0);
    assert_eq!(speakers(&space, "We had no fuel,"), ["Wei Lin / Tomas Okafor"; 2]);
    check(&space);
    space.run("entities undo 1").code(0);
    // What is imported next gets another number than he has.
    space.file("c.jsonl", record("news", &TEXT.replace("Quint", "Abara"))).run("import c.jsonl").code(0);
    space.run("reextract --all").code(0);
    check(&space);
    space.run("quotes undo 1").code(0);
    assert_eq!(space.value("SELECT count(*) FROM names WHERE name = 'Wei Lin'"), "0");
    assert_eq!(space.value("SELECT count(*) FROM entities WHERE name = 'Wei Lin'"), "0");
    check(&space);
}

#[test]
fn a_rejected_quote_that_has_a_speaker_is_a_quote_again() {
    let space = copied();
    let id = quote(&space, "It was a bad day.", "1");
    space.run_args(&["quotes", "fix", &id, "--reject"]).code(0);
    assert_eq!(space.column("SELECT kind FROM quotes WHERE text = 'It was a bad day.'"), ["rejected"; 2]);
    space.run_args(&["quotes", "fix", &id, "--speaker", "Tomas Okafor"]).code(0);
    assert_eq!(space.column("SELECT kind FROM quotes WHERE text = 'It was a bad day.'"), ["direct"; 2]);
    check(&space);
}
