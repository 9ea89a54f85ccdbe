//! The sheet of names: out, edited as spreadsheets do, and back, as one decision.

use serde_json::json;

use crate::workspace::Workspace;

fn archive() -> Workspace {
    let space = Workspace::new();
    let record = |url: &str, name: &str| {
        let text =
            format!("The harbour is deep, said captain {name} on Monday. Then {name} left Port Arden.");
        json!({"url": format!("https://post.example/{url}"), "title": url, "text": text}).to_string() + "\n"
    };
    space.file(
        "a.jsonl",
        record("1", "Nora Quint") + &record("2", "Leonora Quint") + &record("3", "Tomas Okafor"),
    );
    space.run("import a.jsonl").code(0);
    space
}

fn people(space: &Workspace) -> Vec<Vec<String>> {
    space.rows(
        "SELECT e.name, e.type, e.hidden, count(*) FROM entities e JOIN mentions m ON m.entity_id = e.id
         WHERE e.name LIKE '%Quint' OR e.name = 'Tomas Okafor' GROUP BY e.id ORDER BY 1",
    )
}

#[test]
fn a_sheet_that_comes_back_as_it_went_out_changes_nothing() {
    let space = archive();
    space.run("entities export -o names.csv").code(0);
    let sheet = space.read("names.csv");
    assert!(sheet.starts_with("entity,type,hidden,name,found_as,mentions,articles\n"), "{sheet}");
    assert!(sheet.contains("Nora Quint,person,,Nora Quint,person,2,1\n"), "{sheet}");
    space.run("entities import names.csv").code(0).says("nothing to change");
    space.run("entities export --excel -o excel.csv").code(0);
    space.run("entities import excel.csv").code(0).says("nothing to change");
    assert_eq!(space.value("SELECT count(*) FROM decisions"), "0");
}

#[test]
fn edits_of_a_spreadsheet_merge_rename_retype_and_hide_in_one_decision() {
    let space = archive();
    let before = people(&space);
    space.run("entities export -o names.csv --type person").code(0);
    // What Excel makes of it in much of Europe, with the columns moved.
    let edited = "\u{feff}name;found_as;entity;type;hidden\r\nNora Quint;person;Captain Quint;person;\r\n\
                  Leonora Quint;person;Captain Quint;person;\r\nTomas Okafor;person;Tomas Okafor;organization;yes\r\n";
    space.file("names.csv", edited);
    space
        .run("entities import names.csv --dry-run")
        .code(0)
        .says("line 2: “Nora Quint” is a name of Captain Quint (person) instead of Nora Quint (person)")
        .says("line 4: “Tomas Okafor” is a name of Tomas Okafor (organization) instead of Tomas Okafor (person), hidden")
        .says("3 changes to make; nothing was changed");
    assert_eq!(people(&space), before);
    space
        .run("entities import names.csv --by ana --why checked")
        .code(0)
        .says("decision 1: names.csv, 3 changes");
    let expected = [["Captain Quint", "person", "0", "4"], ["Tomas Okafor", "organization", "1", "2"]];
    assert_eq!(people(&space), expected);
    space.run("check").code(0);
    space.run("entities import names.csv").code(0).says("nothing to change");
    space.run("entities export -o again.csv --curated").code(0);
    assert!(space.read("again.csv").contains("Captain Quint,person,,Leonora Quint,person,2,1"));
    space.run("entities undo 1").code(0);
    assert_eq!(people(&space), before);
    space.run("check").code(0);
}

#[test]
fn a_sheet_takes_names_apart_and_adds_names_that_are_still_to_come() {
    let space = archive();
    space.run_args(&["entities", "merge", "Nora Quint", "Leonora Quint"]).code(0);
    space.file(
        "apart.csv",
        "entity,type,name\nLeonora Quint,person,Leonora Quint\nNora Quint,person,N. Quint\n",
    );
    space
        .run("entities import apart.csv")
        .code(0)
        .says("line 3: “N. Quint” is a name of Nora Quint (person) from now on");
    assert_eq!(
        people(&space),
        [
            ["Leonora Quint", "person", "0", "2"],
            ["Nora Quint", "person", "0", "2"],
            ["Tomas Okafor", "person", "0", "2"]
        ]
    );
    let shown = space.run_args(&["entities", "show", "N. Quint"]).code(0).stdout;
    assert!(shown.starts_with("Nora Quint (person)"), "{shown}");
    space.run("check").code(0);
}

#[test]
fn a_sheet_with_a_bad_row_changes_nothing_and_says_which() {
    let space = archive();
    let before = people(&space);
    space.file(
        "bad.csv",
        "entity,type,hidden,name\nCaptain Quint,person,,Nora Quint\nLeonora Quint,planet,,Leonora Quint\n,person,,Tomas Okafor\n",
    );
    space
        .run("entities import bad.csv")
        .code(1)
        .says("nothing was changed")
        .says("line 3: type “planet” is none")
        .says("line 4: the cell entity is empty");
    assert_eq!(people(&space), before);
    space
        .file("book.csv", b"PK\x03\x04rest")
        .run("entities import book.csv")
        .code(1)
        .says("is a workbook that cannot be read");
    space.run("entities import nowhere.csv").code(1).says("nowhere.csv cannot be read");
}
