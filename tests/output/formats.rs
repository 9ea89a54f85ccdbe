//! Every format of the same rows, read back by other means; and files that are there whole or not at all.

use serde_json::{Value, json};

use crate::workspace::Workspace;

/// Values that go wrong elsewhere.
const SQL: &str = "SELECT * FROM (SELECT 1 AS n, 'He said “no”, \"never\"' AS text, NULL AS gone, 0.5 AS part
    UNION ALL SELECT -2, '=1+1', '007', 1e300
    UNION ALL SELECT 3, 'two
lines', '台積電 👩‍👩‍👧 שלום', -0.25) ORDER BY abs(n)";

fn archive() -> Workspace {
    let space = Workspace::new();
    space.file("a.txt", "A story of some words in a line that is long enough.").run("import a.txt").code(0);
    space
}

fn rows(space: &Workspace, option: &str) -> String {
    space.run_args(&["sql", SQL, option]).code(0).stdout
}

#[test]
fn csv_and_tsv_come_back_as_they_were() {
    let space = archive();
    for (option, delimiter) in [("--csv", b','), ("--tsv", b'\t')] {
        let text = rows(&space, option);
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
        assert_eq!(reader.headers().unwrap(), vec!["n", "text", "gone", "part"]);
        let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(records[0], vec!["1", "He said “no”, \"never\"", "", "0.5"]);
        assert_eq!(records[1].iter().take(3).collect::<Vec<_>>(), ["-2", "=1+1", "007"]);
        assert_eq!(records[2], vec!["3", "two\nlines", "台積電 👩‍👩‍👧 שלום", "-0.25"]);
    }
}

#[test]
fn json_keeps_types() {
    let space = archive();
    let expected = json!([
        {"n": 1, "text": "He said “no”, \"never\"", "gone": null, "part": 0.5},
        {"n": -2, "text": "=1+1", "gone": "007", "part": 1e300},
        {"n": 3, "text": "two\nlines", "gone": "台積電 👩‍👩‍👧 שלום", "part": -0.25},
    ]);
    assert_eq!(serde_json::from_str::<Value>(&rows(&space, "--json")).unwrap(), expected);
    let lines: Vec<Value> =
        rows(&space, "--jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(Value::Array(lines), expected);
}

#[test]
fn for_spreadsheets_formulas_are_text_and_numbers_are_numbers() {
    let space = archive();
    let text = rows(&space, "--excel");
    assert!(text.starts_with("\u{feff}n,text,gone,part\r\n"));
    assert!(text.contains("\r\n-2,'=1+1,007,"), "{text}");
}

#[test]
fn markdown_and_tables_are_for_reading() {
    let space = archive();
    let markdown = rows(&space, "--markdown");
    insta::assert_snapshot!(markdown, @r#"
    | n | text | gone | part |
    | ---: | --- | --- | ---: |
    | 1 | He said “no”, "never" |  | 0.5 |
    | -2 | =1+1 | 007 | 1e300 |
    | 3 | two<br>lines | 台積電 👩‍👩‍👧 שלום | -0.25 |
    "#);
    let table = rows(&space, "-t");
    insta::assert_snapshot!(table, @r#"
     n  text                   gone             part
    ────────────────────────────────────────────────
     1  He said “no”, "never"                    0.5
    -2  =1+1                   007             1e300
     3  two lines              台積電 👩‍👩‍👧 שלום  -0.25
    "#);
}

#[test]
fn empty_results_keep_their_shape() {
    let space = archive();
    let none = |option: &str| {
        space.run_args(&["sql", "SELECT id, title FROM articles WHERE 0", option]).code(0).stdout
    };
    assert_eq!(none("--csv"), "id,title\n");
    assert_eq!(none("--json"), "[]\n");
    assert_eq!(none("--jsonl"), "");
    assert_eq!(none("--markdown"), "| id | title |\n| --- | --- |\n");
    assert!(none("-t").starts_with("id  title\n"));
}

#[test]
fn a_file_takes_its_format_from_its_name_and_is_not_overwritten_unasked() {
    let space = archive();
    space.run("query sources -o report.csv").code(0).says("report.csv: 1 row");
    assert!(space.read("report.csv").starts_with("source,domain,"));
    space.run("query sources -o report.csv").code(1).says("report.csv is there already").says("--force");
    space.run("query articles -o report.csv --force").code(0);
    assert!(space.read("report.csv").starts_with("id,published,"));
    space.run("query sources -o report.json").code(0);
    assert!(space.read("report.json").starts_with("[\n{\"source\":"));
    space.run("query sources -o report.xyz").code(2).says("the extension names no format");
    space.run("query sources -o no/such/folder.csv").code(1).says("cannot be written");
    space.run("query sources -o - --json").code(0);
}

#[test]
fn a_failed_query_leaves_no_file() {
    let space = archive();
    space.run_args(&["sql", "SELECT json('{')", "-o", "out.csv"]).code(1);
    assert!(!space.path("out.csv").exists());
    assert_eq!(std::fs::read_dir(space.path("")).unwrap().count(), 2);
}

#[test]
fn column_names_can_be_left_out() {
    let space = archive();
    assert_eq!(space.run_args(&["sql", "SELECT 1 AS a, 2 AS b", "--no-headers"]).code(0).stdout, "1,2\n");
}
