//! Shards of several archives and runs read together by other programs: each column has one type in all of them.
//!
//! One archive has everything, one has articles of which little is known, and one has no article at all. An engine that is not
//! installed as a module of `python3` (or of PRESSCUT_PYTHON) is named and passed over; Spark is asked where PRESSCUT_SPARK is
//! set.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::lake::dialects::{archive, has_module, python};
use crate::workspace::{Workspace, corpus};

/// Three archives of different content.
fn archives() -> [Workspace; 3] {
    let scant = Workspace::new();
    scant.file("scant.jsonl", serde_json::json!({"text": corpus::body(7)}).to_string() + "\n");
    scant.run("import scant.jsonl").code(0);
    let empty = Workspace::new();
    empty.file("none.jsonl", "{\"title\": \"x\"}\n");
    empty.run("import none.jsonl").code(3);
    [archive(), scant, empty]
}

/// Puts the tables of all archives into one place, a folder for each table; gives the folders with their rows.
fn collect_shards(archives: &[Workspace], space: &Workspace) -> Vec<(String, u64)> {
    let mut folders = Vec::new();
    for (number, archive) in archives.iter().enumerate() {
        archive.run("export --format parquet -o tables").code(0);
        for entry in std::fs::read_dir(archive.path("tables")).unwrap() {
            let path = entry.unwrap().path();
            let table = path.file_stem().unwrap().to_str().unwrap().to_string();
            std::fs::create_dir_all(space.path(&table)).unwrap();
            std::fs::copy(&path, space.path(&format!("{table}/{number}.parquet"))).unwrap();
            if number == 0 {
                folders.push(table);
            }
        }
    }
    folders.sort();
    let rows = |table: &String| {
        archives
            .iter()
            .map(|archive| archive.value(&format!("SELECT count(*) FROM {table}")).parse::<u64>().unwrap())
            .sum()
    };
    folders.iter().map(|table| (table.clone(), rows(table))).collect()
}

/// Reads the folders with an engine.
fn read_with(space: &Workspace, engine: &str, folders: &[(String, u64)]) -> Value {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lake/shards.py");
    let ended = Command::new(python())
        .current_dir(space.path(""))
        .arg(program)
        .arg(engine)
        .args(folders.iter().map(|(folder, _)| folder))
        .output()
        .unwrap();
    assert!(ended.status.success(), "{engine}: {}", String::from_utf8_lossy(&ended.stderr));
    serde_json::from_slice(&ended.stdout).unwrap()
}

#[test]
fn shards_of_three_archives_are_read_together_without_a_cast() {
    let space = Workspace::new();
    let mut folders = collect_shards(&archives(), &space);
    assert_eq!(folders.len(), 17);
    // Parts of a lake too: of one nothing but rejects.
    let made: String = (0..20).map(corpus::line).collect();
    space.file("made.jsonl", made).file("none.jsonl", "{\"title\": \"x\"}\n");
    space.run("lake extract made.jsonl -o lake").code(0);
    space.run("lake extract none.jsonl -o lake --ok-rejects").code(0);
    folders.push(("lake".into(), 21));
    let wanted = [
        ("articles", "published_day", "date"),
        ("articles", "word_count", "int"),
        ("lake", "day_first", "date"),
    ];
    for (engine, module) in
        [("duckdb", "duckdb"), ("polars", "polars"), ("pandas", "pandas"), ("spark", "pyspark")]
    {
        let left_out = engine == "spark" && std::env::var_os("PRESSCUT_SPARK").is_none();
        let needs_arrow = engine == "pandas" && !has_module("pyarrow");
        if left_out || needs_arrow || !has_module(module) {
            eprintln!("skipped: {engine} is not installed, or PRESSCUT_SPARK is not set");
            continue;
        }
        let answers = read_with(&space, engine, &folders);
        for (folder, rows) in &folders {
            assert_eq!(answers[folder]["rows"], *rows, "{engine} {folder}: {}", answers[folder]);
        }
        for (table, column, kind) in wanted {
            let found = answers[table]["columns"][column].as_str().unwrap_or_default().to_lowercase();
            assert!(found.contains(kind), "{engine} {table}.{column}: {found:?}");
        }
    }
}
