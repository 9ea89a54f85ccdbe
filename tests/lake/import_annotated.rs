//! `presscut import --annotated`: the records of a lake in an archive, as if their scrapes had been imported.

use crate::workspace::{Workspace, corpus, sample};

/// All rows of the tables that articles are in, but for the numbers of files in the ledger, which has parts too.
fn contents(space: &Workspace) -> Vec<(String, Vec<Vec<String>>)> {
    let tables = space.column(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
         AND name NOT LIKE '%fts%' AND name NOT LIKE '%unspaced%' AND name NOT IN ('imports', 'import_files') ORDER BY name",
    );
    let rows = |table: &String| {
        let columns = space.column(&format!(
            "SELECT '\"' || name || '\"' FROM pragma_table_info('{table}') WHERE name <> 'import_file_id'"
        ));
        let columns = columns.join(", ");
        space.rows(&format!("SELECT {columns} FROM \"{table}\" ORDER BY {columns}"))
    };
    tables.into_iter().map(|table| (table.clone(), rows(&table))).collect()
}

#[track_caller]
fn assert_same_contents(one: &Workspace, other: &Workspace) {
    for ((table, rows), (_, others)) in contents(one).into_iter().zip(contents(other)) {
        assert_eq!(rows, others, "{table}");
    }
}

#[test]
fn the_rows_are_those_of_an_import_from_lines_and_from_parts() {
    let samples = sample("");
    let samples = samples.to_str().unwrap();
    let imported = Workspace::new();
    imported.file("bad.jsonl", b"not json\n{\"text\": \"caf\xe9 caf\xe9 caf\xe9\"}\n{\"title\": \"x\"}\n");
    let bad = imported.path("bad.jsonl");
    let bad = bad.to_str().unwrap();
    imported.run_args(&["import", samples, bad]).code(3);

    let from_parts = Workspace::new();
    from_parts.run_args(&["lake", "extract", samples, bad, "-o", "lake", "--ok-rejects"]).code(0);
    from_parts.run("import --annotated lake").code(3);
    assert_same_contents(&imported, &from_parts);
    from_parts.run("check").code(0);

    let from_lines = Workspace::new();
    let lines = from_lines.run_args(&["lake", "extract", samples, bad, "--ok-rejects"]).code(0).stdout;
    from_lines.file("records.jsonl", lines);
    from_lines.run("import --annotated records.jsonl").code(3);
    assert_same_contents(&imported, &from_lines);
    // Teasers and revisions are among them.
    assert_eq!(from_lines.value("SELECT count(*) FROM articles WHERE kind = 'teaser'"), "4");
    assert_eq!(from_lines.value("SELECT count(*) FROM revisions"), "1");
}

#[test]
fn a_part_is_known_the_next_time() {
    let space = Workspace::new();
    let input: String = (0..30).map(corpus::line).collect();
    space.file("made.jsonl", input);
    space.run("lake extract made.jsonl -o lake").code(0);
    space.run("import --annotated lake").code(0).says("30 new").says("1 file in");
    space.run("import --annotated lake").code(0).says("nothing new: 0 new, 0 unchanged").says("(1 known)");
}

#[test]
fn a_scrape_that_goes_on_in_the_next_part_is_one_file_whose_dates_are_read_together() {
    // The order of the paper's dates shows in the last record only; the first ones are in another part.
    let record = |number: u64, day: &str| {
        let record =
            serde_json::json!({"text": corpus::body(number), "title": format!("Plan {number}"), "date": day});
        record.to_string() + "\n"
    };
    let input: String =
        (0..200).map(|n| record(n, "03/04/2031")).chain([record(900, "31/12/2030")]).collect();
    let imported = Workspace::new();
    imported.file("dated.jsonl", &input);
    imported.run("import dated.jsonl").code(0);
    let space = Workspace::new();
    space.file("dated.jsonl", &input);
    space.run("lake extract dated.jsonl -o lake --part-size 1").code(0);
    assert!(space.path("lake/dated-00001.parquet").exists());
    space.run("import --annotated lake").code(0);
    assert_same_contents(&imported, &space);
    let days = space.column("SELECT DISTINCT published_day FROM articles ORDER BY 1");
    assert_eq!(days, ["2030-12-31", "2031-04-03"]);
}

#[test]
fn what_is_no_annotated_record_is_rejected_with_a_word_on_what_to_do() {
    let space = Workspace::new();
    space.file("scrape.jsonl", corpus::line(1));
    space
        .run("import --annotated scrape.jsonl")
        .code(3)
        .says("is no annotated record")
        .says("presscut lake extract");
    assert_eq!(space.value("SELECT rule FROM rejects"), "not annotated");
    space.run("import --annotated scrape.jsonl --source X").code(2);
}

#[test]
fn records_of_another_version_of_the_extractors_are_annotated_again() {
    let space = Workspace::new();
    let line = space.run_with_input(&["lake", "extract"], corpus::line(3)).code(0).stdout;
    let mut record: serde_json::Value = serde_json::from_str(&line).unwrap();
    record["article"]["found"]["mentions"] = serde_json::json!([]);
    space.file("same.jsonl", format!("{record}\n"));
    space.run("import --annotated same.jsonl").code(0);
    assert_eq!(space.value("SELECT count(*) FROM mentions"), "0");
    record["extractor"] = "presscut 0.0.1+1".into();
    let other = Workspace::new();
    other.file("older.jsonl", format!("{record}\n"));
    other.run("import --annotated older.jsonl").code(0);
    assert_ne!(other.value("SELECT count(*) FROM mentions"), "0");
}
