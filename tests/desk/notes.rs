//! Notes on articles, quotes and entities.

use super::{cells, check};
use crate::workspace::Workspace;

#[test]
fn a_note_is_written_shown_listed_and_taken_off() {
    let space = Workspace::with_samples();
    space
        .run_args(&["note", "1", "Ask the clerk,\n 2 pm.", "--by", "Jo"])
        .code(0)
        .says("decision 1: article 1: a note");
    space.run_args(&["note", "1", "2", "Not before Friday.", "--by", "Kim"]).code(0);
    space.run_args(&["note", "--quote", "1", "Checked with the recording.", "--by", "Jo"]).code(0);
    let listed = space.run("notes --csv").code(0).stdout;
    assert_eq!(
        cells(&listed, "note"),
        ["Ask the clerk, 2 pm.", "Not before Friday.", "Not before Friday.", "Checked with the recording."]
    );
    assert_eq!(cells(&listed, "kind"), ["article", "article", "article", "quote"]);
    assert_eq!(cells(&listed, "by"), ["Jo", "Kim", "Kim", "Jo"]);
    let shown = space.run("show 1").code(0).stdout;
    assert!(shown.contains(": Ask the clerk, 2 pm.\n") && shown.contains("  2  Kim, "), "{shown}");
    let json: serde_json::Value = serde_json::from_str(&space.run("show 2 --json").code(0).stdout).unwrap();
    assert_eq!(json["notes"][0]["note"], "Not before Friday.");

    space.run("notes remove 1").code(0).says("article 1: without a note");
    space.run("notes remove 1").code(1).says("there is no note 1: `presscut notes` lists them");
    assert_eq!(cells(&space.run("notes --csv").stdout, "note_id"), ["2", "3", "4"]);
    // The history says what was written, and undoing brings it back.
    let history = space.run("notes history --csv").code(0).stdout;
    assert_eq!(cells(&history, "action"), ["note", "note", "note", "remove note"]);
    assert_eq!(cells(&history, "note")[3], "Ask the clerk, 2 pm.");
    space.run("notes undo 4").code(0);
    assert_eq!(cells(&space.run("notes --csv").stdout, "note_id"), ["1", "2", "3", "4"]);
    space.run("tag 2 friday").code(0);
    let of_friday = space.run("notes --tag friday --csv").code(0).stdout;
    assert_eq!(cells(&of_friday, "id"), ["2"]);
    check(&space);
}

#[test]
fn a_note_that_is_none_is_refused() {
    let space = Workspace::with_samples();
    for (args, code, says) in [
        (&["note", "1"][..], 2, "the note is missing"),
        (&["note", "1", "2"], 2, "the note is missing"),
        (
            &["note", "Ask", "the", "clerk"],
            2,
            "\"Ask\" is no number of an article: put the note in quotation marks",
        ),
        (&["note", "Ask the clerk."], 2, "say what: the numbers of articles"),
        (&["note", "1", " \n"], 2, "the note is empty"),
        (&["note", "77", "Ask."], 1, "there is no article 77"),
        (&["notes", "remove", "1"], 1, "there is no note 1"),
    ] {
        space.run_args(args).code(code).says(says);
    }
    assert_eq!(space.value("SELECT count(*) FROM subjects"), "0");
}
