//! The sheet of tags and notes, out to a spreadsheet program and back.

use super::{article, cells, check, titles_tagged};
use crate::workspace::Workspace;

/// The rows of a sheet, the head first.
fn rows(sheet: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(sheet.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_string).collect()).collect()
}

fn sheet_of(rows: &[Vec<String>]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// Writes a cell of the row whose subject this is.
fn set(rows: &mut [Vec<String>], subject: &str, column: &str, text: &str) {
    let (at, of) = {
        let head = |name: &str| rows[0].iter().position(|cell| cell == name).unwrap();
        (head(column), head("subject"))
    };
    let row = rows.iter_mut().find(|row| row[of] == subject).unwrap_or_else(|| panic!("no {subject}"));
    row[at] = text.to_string();
}

const FARES: &str = "Ferry fares to rise by a tenth from April";
const SHIPS: &str = "Who pays for the ships?";

#[test]
fn what_a_search_finds_goes_out_empty_and_comes_back_tagged() {
    let space = Workspace::with_samples();
    space.run_args(&["tags", "export", "--search", "ferry", "-o", "ferry.csv"]).code(0);
    let found = cells(&space.run("search ferry --csv").code(0).stdout, "id");
    let mut sheet = rows(&space.read("ferry.csv"));
    assert_eq!(sheet[1..].iter().map(|row| row[1].clone()).collect::<Vec<_>>(), found);
    set(&mut sheet, FARES, "tags", "Budget; follow-up,");
    set(&mut sheet, FARES, "notes", "Ask the clerk.\nCall the ministry.");
    set(&mut sheet, SHIPS, "tags", "budget");
    space.file("edited.csv", sheet_of(&sheet));
    let dry = space.run("tags import edited.csv --dry-run").code(0);
    assert!(
        dry.stderr.contains("+ budget, + follow-up, + “Ask the clerk.”, + “Call the ministry.”"),
        "{}",
        dry.stderr
    );
    dry.says("2 changes to make; nothing was changed");
    assert_eq!(space.value("SELECT count(*) FROM decisions"), "0");
    space.run("tags import edited.csv --why desk").code(0).says("decision 1: edited.csv: 2 rows changed");
    assert_eq!(titles_tagged(&space, "budget"), [FARES, SHIPS]);
    assert_eq!(cells(&space.run("notes --csv").stdout, "note"), ["Ask the clerk.", "Call the ministry."]);
    space.run("tags import edited.csv").code(0).says("it is so already");
    space.run("tags undo 1").code(0);
    assert_eq!(space.value("SELECT count(*) FROM subjects"), "0");
    check(&space);
}

#[test]
fn what_has_a_mark_goes_out_in_a_workbook_and_what_was_deleted_is_off() {
    let space = Workspace::with_samples();
    let fares = article(&space, FARES);
    space.run_args(&["tag", &fares, "budget", "follow-up"]).code(0);
    space.run_args(&["note", &fares, "Ask the clerk."]).code(0);
    space.run("tag --quote 1 check").code(0);
    let name = space.value("SELECT name FROM entities WHERE type = 'person' ORDER BY id LIMIT 1");
    space.run_args(&["tag", "--entity", &name, "board"]).code(0);
    let all = space.run("tags export --csv").code(0).stdout;
    assert_eq!(cells(&all, "kind"), ["article", "entity", "quote"]);
    assert_eq!(cells(&all, "tags"), ["budget, follow-up", "board", "check"]);
    // As it went out, it changes nothing: as CSV for spreadsheets, and as a workbook.
    space.run("tags export --csv --excel -o all.csv").code(0);
    space.run("tags import all.csv").code(0).says("it is so already");
    space.run("tags export -o all.xlsx").code(0);
    space.run("tags import all.xlsx").code(0).says("it is so already");
    let mut sheet = rows(&all);
    set(&mut sheet, FARES, "tags", "follow-up, strike");
    set(&mut sheet, FARES, "notes", "");
    set(&mut sheet, &name, "tags", "");
    space.file("edited.csv", sheet_of(&sheet)).run("tags import edited.csv").code(0);
    let now = space.run("tags export --csv").code(0).stdout;
    assert_eq!(cells(&now, "tags"), ["follow-up, strike", "check"]);
    assert_eq!(cells(&now, "notes"), ["", ""]);
    check(&space);
}

#[test]
fn what_colleagues_did_since_stays() {
    let space = Workspace::with_samples();
    let (fares, ships) = (article(&space, FARES), article(&space, SHIPS));
    space.run_args(&["tag", &fares, &ships, "budget"]).code(0);
    let mut sheet = rows(&space.run("tags export --csv").code(0).stdout);
    // Meanwhile.
    space.run_args(&["tag", &fares, "legal"]).code(0);
    space.run_args(&["tag", &ships, "budget", "--remove"]).code(0);
    set(&mut sheet, FARES, "tags", "budget, follow-up");
    space.file("edited.csv", sheet_of(&sheet)).run("tags import edited.csv").code(0).says("decision 4");
    assert_eq!(titles_tagged(&space, "legal"), [FARES]);
    assert_eq!(titles_tagged(&space, "budget"), [FARES]);
    // A sheet that does not say when it was written means what it says.
    space.file("own.csv", format!("id,tags\n{fares},budget\n")).run("tags import own.csv").code(0);
    assert_eq!(cells(&space.run("tags --csv").stdout, "tag"), ["budget"]);
}

#[test]
fn a_sheet_is_about_what_it_was_about_whatever_the_numbers_are_now() {
    let space = Workspace::with_samples();
    let fares = article(&space, FARES);
    space.run_args(&["tag", &fares, "budget"]).code(0);
    let sheet = space.run("tags export --csv").code(0).stdout;
    let other = Workspace::new();
    other.file("sheet.csv", sheet);
    let text = serde_json::json!({"url": "https://post.example/1", "title": "Bus late", "text": "The bus was late."});
    other.file("bus.jsonl", format!("{text}\n")).run("import bus.jsonl").code(0);
    other.run("tags import sheet.csv").code(0).says("an article that is not here now: + budget");
    other.run_args(&["import", crate::workspace::sample("").to_str().unwrap()]).code(0);
    assert_eq!(titles_tagged(&other, "budget"), [FARES]);
    check(&other);
}

#[test]
fn a_sheet_with_a_bad_row_changes_nothing() {
    let space = Workspace::with_samples();
    space.file("bad.csv", "kind,id,tags\narticle,1,good\narticle,999,good\narticle,2,12\nplace,1,x\n");
    space
        .run("tags import bad.csv")
        .code(1)
        .says("bad.csv: nothing was changed\n  line 4: \"12\" is no tag")
        .says("line 5: kind “place” is none");
    space.file("gone.csv", "id,tags\n1,good\n999,good\n1,other\n");
    space
        .run("tags import gone.csv")
        .code(1)
        .says("line 3: there is no article 999")
        .says("line 4: article 1 is in line 2 too, with other tags or notes");
    space
        .file("head.csv", "id,label\n1,x\n")
        .run("tags import head.csv")
        .code(1)
        .says("no column “tags” or “notes”");
    space
        .file("broken.xlsx", b"PK\x03\x04 no workbook")
        .run("tags import broken.xlsx")
        .code(1)
        .says("is a workbook that cannot be read");
    space.run("tags import missing.csv").code(1).says("missing.csv cannot be read");
    assert_eq!(space.value("SELECT count(*) FROM decisions"), "0");
    assert_eq!(space.value("SELECT count(*) FROM subjects"), "0");
}
