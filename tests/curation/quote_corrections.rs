//! What somebody has said of a quote holds over whatever the extractors find, however often that is found again.

use serde_json::json;

use crate::workspace::Workspace;

const FERRY: &str = "The ferry to Sund was late on Monday, said captain Nora Quint. “We had no fuel,” she told reporters. “It was a bad day.”\n\nTomas Okafor, the mayor of Sund, called it “a disgrace for the whole island”.";

fn record(title: &str, text: &str) -> String {
    json!({"url": "https://post.example/ferry", "title": title, "published": "2031-03-10", "text": text})
        .to_string()
        + "\n"
}

fn imported() -> Workspace {
    let space = Workspace::new();
    space.file("a.jsonl", record("Ferry late", FERRY));
    space.run("import a.jsonl").code(0);
    space
}

/// Kind, speaker, whom it means and whether it is corrected, of the quotes between marks.
fn quotes(space: &Workspace) -> Vec<Vec<String>> {
    space.rows(
        "SELECT q.text, q.kind, q.speaker, e.name, q.correction_id IS NOT NULL FROM quotes q
         LEFT JOIN entities e ON e.id = q.speaker_entity_id WHERE q.kind <> 'indirect' ORDER BY q.start",
    )
}

fn number(space: &Workspace, text: &str) -> String {
    space.value(&format!("SELECT id FROM quotes WHERE text = '{text}'"))
}

fn check(space: &Workspace) {
    let checked = space.run("check").code(0).stdout;
    assert!(checked.lines().all(|line| line.starts_with("ok ")), "{checked}");
}

#[test]
fn a_corrected_speaker_outlives_imports_undo_and_reading_again() {
    let space = imported();
    let found = quotes(&space);
    assert_eq!(found[0], ["We had no fuel,", "direct", "she", "Nora Quint", "0"]);
    let id = number(&space, "We had no fuel,");
    space
        .run_args(&["quotes", "fix", &id, "--speaker", "Tomas Okafor", "--by", "Jo", "--why", "the video"])
        .code(0)
        .says("correction 1");
    let corrected = ["We had no fuel,", "direct", "Tomas Okafor", "Tomas Okafor", "1"];
    assert_eq!(quotes(&space)[0], corrected);
    let method = space.rows("SELECT method, confidence FROM quotes WHERE correction_id = 1");
    assert_eq!(method, [["corrected", "1"]]);
    check(&space);

    // Another version of the article, which has the quote too.
    space
        .file("b.jsonl", record("Ferry late again", &FERRY.replace("on Monday", "on Monday and on Tuesday")));
    space.run("import b.jsonl").code(0).says("1 revised");
    assert_eq!(quotes(&space)[0], corrected);
    space.run("imports undo 2").code(0);
    assert_eq!(quotes(&space)[0], corrected);
    // All of it goes, and comes again.
    space.run("imports undo 1").code(0);
    assert!(quotes(&space).is_empty());
    assert_eq!(space.run("quotes corrections --csv").code(0).stdout.lines().count(), 2);
    check(&space);
    space.run("import a.jsonl").code(0);
    assert_eq!(quotes(&space)[0], corrected);
    space.run("reextract --all").code(0).says("1 article read again");
    assert_eq!(quotes(&space)[0], corrected);
    check(&space);

    space.run("quotes undo 1").code(0);
    assert_eq!(quotes(&space), found);
    space.run("quotes undo 1").code(1).says("was taken back");
    check(&space);
}

#[test]
fn a_corrected_speaker_goes_by_name_part_or_number_and_is_never_guessed() {
    let space = imported();
    let id = number(&space, "We had no fuel,");
    let speaker_and_entity = |space: &Workspace| quotes(space)[0][2..4].to_vec();
    let okafor = space.value("SELECT id FROM entities WHERE name = 'Tomas Okafor'");
    for speaker in [format!("#{okafor}"), "tomas".to_string()] {
        space.run_args(&["quotes", "fix", &id, "--speaker", &speaker]).code(0);
        assert_eq!(speaker_and_entity(&space), ["Tomas Okafor", "Tomas Okafor"], "{speaker}");
    }
    // Somebody whom no article names has to be said to be new.
    space
        .run_args(&["quotes", "fix", &id, "--speaker", "Wei Lin"])
        .code(2)
        .says("nobody and nothing in the archive is named \"Wei Lin\": with --new-person");
    space.run_args(&["quotes", "fix", &id, "--speaker", "Wei Lin", "--new-person"]).code(0);
    assert_eq!(speaker_and_entity(&space), ["Wei Lin", "Wei Lin"]);

    let other = "The bridge is shut, said engineer Jonas Okafor on Tuesday. Okafor has it repaired in May.";
    let record = json!({"url": "https://post.example/bridge", "title": "Bridge", "text": other});
    space.file("c.jsonl", record.to_string());
    space.run("import c.jsonl").code(0);
    space
        .run_args(&["quotes", "fix", &id, "--speaker", "Okafor"])
        .code(2)
        .says("Tomas Okafor (person, ")
        .says("Jonas Okafor (person, ");
    assert_eq!(speaker_and_entity(&space), ["Wei Lin", "Wei Lin"]);
    check(&space);
}

#[test]
fn a_kind_is_corrected_and_a_quote_rejected() {
    let space = imported();
    let disgrace = number(&space, "a disgrace for the whole island");
    space.run_args(&["quotes", "fix", &disgrace, "--kind", "term"]).code(0);
    let bad_day = number(&space, "It was a bad day.");
    space.run_args(&["quotes", "fix", &bad_day, "--reject"]).code(0);
    let found = quotes(&space);
    assert_eq!(found[2], ["a disgrace for the whole island", "term", "∅", "∅", "1"]);
    assert_eq!(found[1][1], "rejected");
    assert_eq!(space.value("SELECT count(*) FROM quote_list WHERE text = 'It was a bad day.'"), "0");
    check(&space);
    // A term is spoken by nobody, unless it is no term.
    space
        .run_args(&["quotes", "fix", &disgrace, "--speaker", "Jo Marsh", "--new-person"])
        .code(2)
        .says("--kind");
    space
        .run_args(&["quotes", "fix", &disgrace, "--speaker", "Jo Marsh", "--new-person", "--kind", "partial"])
        .code(0);
    assert_eq!(
        quotes(&space)[2],
        ["a disgrace for the whole island", "partial", "Jo Marsh", "Jo Marsh", "1"]
    );
    // The later correction has taken the place of the earlier one; what was found is still told.
    let told = space.rows("SELECT kind, speaker, found_kind, found_speaker FROM quote_corrections WHERE ended_at IS NULL ORDER BY id");
    assert_eq!(told[1], ["partial", "Jo Marsh", "partial", "Tomas Okafor"]);
    space.run("quotes undo 3").code(0);
    assert_eq!(quotes(&space)[2][2..4], ["Tomas Okafor", "Tomas Okafor"]);
    check(&space);
}

#[test]
fn corrections_go_out_as_a_file_and_come_back() {
    let space = imported();
    let id = number(&space, "We had no fuel,");
    space.run_args(&["quotes", "fix", &id, "--speaker", "Tomas Okafor", "--by", "Jo"]).code(0);
    space.run("quotes corrections -o corrections.csv").code(0);
    // Another archive, which gets them before it gets the article.
    let other = Workspace::new();
    let text = "A ship of the line has come to Port Arden, said harbour master Eino Vik on Friday.";
    other.file("x.jsonl", json!({"url": "https://post.example/x", "text": text}).to_string());
    other.run("import x.jsonl").code(0);
    other.file("corrections.csv", space.read("corrections.csv")).file("a.jsonl", record("Ferry late", FERRY));
    other.run("quotes import corrections.csv").code(0).says("1 quote not here now");
    other.run("import a.jsonl").code(0);
    assert_eq!(quotes(&other)[0], ["We had no fuel,", "direct", "Tomas Okafor", "Tomas Okafor", "1"]);
    assert_eq!(other.value("SELECT \"by\" FROM quote_corrections"), "Jo");
    check(&other);
    other.file("bad.csv", "identity,text,kind\na,b,shout\n");
    other.run("quotes import bad.csv").code(1).says("line 2").says("shout");
    assert_eq!(other.value("SELECT count(*) FROM quote_corrections"), "1");
}

#[test]
fn one_of_two_quotes_with_the_same_words_is_corrected() {
    let space = Workspace::new();
    let text = "“No,” said Nora Quint.\n\n“Yes,” said Tomas Okafor.\n\n“No,” said Eino Vik of the harbour board in Sund.";
    space.file("a.jsonl", record("No", text));
    space.run("import a.jsonl").code(0);
    let ids = space.column("SELECT id FROM quotes WHERE text = 'No,' ORDER BY start");
    space.run_args(&["quotes", "fix", &ids[1], "--speaker", "Jo Marsh", "--new-person"]).code(0);
    let speakers = "SELECT speaker FROM quotes WHERE text = 'No,' ORDER BY start";
    assert_eq!(space.column(speakers), ["Nora Quint", "Jo Marsh"]);
    space.run("reextract --all").code(0);
    assert_eq!(space.column(speakers), ["Nora Quint", "Jo Marsh"]);
}

#[test]
fn commands_that_correct_make_no_archive() {
    let space = Workspace::new();
    for words in ["quotes fix 1 --reject", "quotes undo 1", "reextract", "quotes", "quotes sample"] {
        space.run(words).code(1).says("there is no archive");
    }
    assert!(!space.path("presscut.db").exists());
    let space = imported();
    space.run("quotes fix 999 --reject").code(1).says("there is no quote 999");
    space.run("quotes undo 9").code(1).says("there is no correction 9");
    space.run("quotes fix 1").code(2);
}
