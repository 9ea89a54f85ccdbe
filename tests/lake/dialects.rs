//! The canned queries on other engines: the same rows in the same order as on SQLite.
//!
//! DuckDB is looked for as a module of `python3` (or of PRESSCUT_PYTHON); where it is missing its test says so and passes.
//! Spark takes a minute to start, and is asked where PRESSCUT_SPARK is set.

use std::path::Path;
use std::process::Command;

use presscut::app::ask::canned::{Dialect, ParameterKind, translate_query};
use presscut::query::catalogue;
use presscut::query::catalogue::canned_query::CannedQuery;
use presscut::query::catalogue::dialect::needs_presscut;
use serde_json::{Value, json};

use crate::workspace::{Workspace, corpus};

/// The Python whose modules are the engines.
pub fn python() -> String {
    std::env::var("PRESSCUT_PYTHON").unwrap_or_else(|_| "python3".into())
}

/// Whether that Python has a module.
pub fn has_module(module: &str) -> bool {
    let ended = Command::new(python()).args(["-c", &format!("import {module}")]).output();
    ended.is_ok_and(|ended| ended.status.success())
}

/// An archive with reprints, revisions, tags, rejects and articles of several papers and months.
pub fn archive() -> Workspace {
    let space = Workspace::with_samples();
    let copy = |number: u64| corpus::line(number).replace("https://paper", "https://reprint");
    let lines: String = (0..60).map(corpus::line).chain((0..20).map(copy)).collect();
    let french = "{\"text\": \"Le maire a dit que le pont est fermé depuis lundi et que la ville attend une réponse du \
                  ministère avant la fin du mois de mars.\", \"date\": \"2031-03-04\", \"url\": \"https://paper3.example/f\"}\n";
    // Papers that one order puts before the others, and another after them.
    let papers: String = ["arden evening", "Zulu Post", "bay Mail"]
        .iter()
        .enumerate()
        .map(|(at, paper)| {
            let story = corpus::body(500 + at as u64);
            json!({"source": paper, "date": "2031-03-05", "title": paper, "text": story, "authors": ["Jane Roe"]}).to_string() + "\n"
        })
        .collect();
    space.file("made.jsonl", lines + &papers + french + "{\"title\": \"x\"}\nnot json\n");
    space.run("import made.jsonl").code(3);
    space.run("tag follow-up 1 3 5 20 30 40").code(0);
    space
}

/// What is given for a parameter: nothing that need not be, or everything but the tag.
fn given(query: &CannedQuery, everything: bool) -> Vec<(String, String)> {
    let wanted = query.parameters.iter().filter(|parameter| {
        parameter.default.is_required() || (everything && parameter.kind != ParameterKind::Tag)
    });
    wanted
        .map(|parameter| {
            let name = parameter.name.as_str();
            let value = match &parameter.kind {
                ParameterKind::Entity if name == "other" => "Port Arden",
                ParameterKind::Entity => "marek LIND",
                ParameterKind::Source if name == "other" => "paper2.example",
                ParameterKind::Source => "paper1.example",
                ParameterKind::Date if name.ends_with("to") => "2031-11",
                ParameterKind::Date if name.starts_with("other") => "2031-01-01",
                ParameterKind::Date => "2031-02-01",
                ParameterKind::Int => "1",
                ParameterKind::Share => "0.5",
                ParameterKind::Bool => "yes",
                ParameterKind::Tag => "follow-up",
                ParameterKind::Choice(choices) => choices.last().map_or("", String::as_str),
                ParameterKind::Text => "e",
            };
            (name.to_string(), value.to_string())
        })
        .collect()
}

/// Values that an engine may give in another type of number.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one.as_f64(), other.as_f64()) {
        (Some(one), Some(other)) => (one - other).abs() <= 1e-9 * one.abs().max(1.0),
        _ => one == other,
    }
}

fn rows_of_presscut(space: &Workspace, query: &CannedQuery, given: &[(String, String)]) -> Vec<Vec<Value>> {
    let mut args = vec!["query", &query.name, "--json"];
    for (name, value) in given {
        args.extend(["-p", name, value]);
    }
    let rows: Value = serde_json::from_str(&space.run_args(&args).code(0).stdout).unwrap();
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| row.as_object().unwrap().values().cloned().collect()).collect()
}

/// A query with what is given for its parameters, and its rows by presscut.
type Asked = (CannedQuery, Vec<(String, String)>, Vec<Vec<Value>>);

/// Every query that other engines can answer, with two sets of parameters.
fn ask_presscut(space: &Workspace) -> Vec<Asked> {
    let (own, queries): (Vec<_>, Vec<_>) = catalogue::all().unwrap().into_iter().partition(needs_presscut);
    assert_eq!(own.iter().map(|query| query.name.as_str()).collect::<Vec<_>>(), ["keywords"]);
    let queries = queries.into_iter();
    let both =
        queries.flat_map(|query| [false, true].map(|everything| (query.clone(), given(&query, everything))));
    both.map(|(query, given)| {
        let rows = rows_of_presscut(space, &query, &given);
        (query, given, rows)
    })
    .collect()
}

/// Asks an engine the same, and compares; gives how many rows were compared.
fn compare(space: &Workspace, asked: &[Asked], dialect: Dialect, folder: &str) -> usize {
    space.run(&format!("export --setup {} {folder} --force", dialect.as_str())).code(0);
    let sql: Vec<Value> = asked
        .iter()
        .map(|(query, given, _)| {
            json!({"name": query.name, "sql": translate_query(query, dialect, given).unwrap()})
        })
        .collect();
    space.file("queries.json", serde_json::to_string(&sql).unwrap());
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lake/engine.py");
    let setup = format!("{folder}/{}.sql", dialect.as_str());
    let ended = Command::new(python())
        .current_dir(space.path(""))
        .arg(program)
        .args([dialect.as_str(), &setup, "queries.json"])
        .output()
        .unwrap();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    let answers: Vec<Value> = serde_json::from_slice(&ended.stdout).unwrap();
    assert_eq!(answers.len(), asked.len());
    let (mut compared, mut wrong) = (0, Vec::new());
    for ((query, given, expected), answer) in asked.iter().zip(&answers) {
        let Some(rows) = answer["rows"].as_array() else {
            wrong.push(format!("{} {given:?}: {}", query.name, answer["error"]));
            continue;
        };
        let same = rows.len() == expected.len()
            && rows.iter().zip(expected).all(|(row, expected)| {
                let row = row.as_array().unwrap();
                row.len() == expected.len()
                    && row.iter().zip(expected).all(|(one, other)| is_same(one, other))
            });
        if !same {
            let differs = rows.iter().zip(expected).find(|(row, expected)| row.as_array() != Some(expected));
            wrong.push(format!(
                "{} {given:?}: {} rows, {} expected; {differs:?}",
                query.name,
                rows.len(),
                expected.len()
            ));
        }
        compared += rows.len();
    }
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), asked.len(), wrong.join("\n"));
    compared
}

#[test]
fn duckdb_answers_every_canned_query_as_sqlite_does() {
    if !has_module("duckdb") {
        eprintln!("skipped: duckdb is not installed");
        return;
    }
    let space = archive();
    space.run("export --format parquet -o tables").code(0);
    space.run("export --format parquet --partition month -o months").code(0);
    let asked = ask_presscut(&space);
    let compared = compare(&space, &asked, Dialect::DuckDb, "tables");
    assert!(compared > 1000, "only {compared} rows were compared");
    assert_eq!(compare(&space, &asked, Dialect::DuckDb, "months"), compared);
}

#[test]
fn spark_answers_every_canned_query_as_sqlite_does() {
    if std::env::var_os("PRESSCUT_SPARK").is_none() || !has_module("pyspark") {
        eprintln!("skipped: PRESSCUT_SPARK is not set, or pyspark is not installed");
        return;
    }
    let space = archive();
    space.run("export --format parquet --partition month -o months").code(0);
    assert!(compare(&space, &ask_presscut(&space), Dialect::Spark, "months") > 1000);
}

#[test]
fn parameters_are_bound_or_left_to_the_engine() {
    let space = Workspace::new();
    let bound = space.run("query in-context --dialect duckdb -p entity Marek -p from 2031-03").code(0).stdout;
    assert!(
        bound.contains("e0.key = 'marek'") && bound.contains("a.published_day >= '2031-03-01'"),
        "{bound}"
    );
    assert!(bound.contains("m.\"end\" + 1") && bound.contains("CAST(NULL AS VARCHAR) IS NULL"), "{bound}");
    let open = space.run("query in-context --dialect duckdb").code(0).stdout;
    assert!(open.contains("lower(trim(CAST($entity AS VARCHAR)))"), "{open}");
    let spark = space
        .run_args(&["query", "in-context", "--dialect", "spark", "-p", "entity", "O'Hara"])
        .code(0)
        .stdout;
    assert!(spark.contains("m.`end` + 1") && !spark.contains('$'), "{spark}");
    space.run("query keywords --dialect spark").code(2).says("functions that only presscut has");
    space.run("query in-context --dialect spark -p entty x").code(2).says("did you mean entity");
    space.run("export --setup duckdb nowhere").code(2).says("holds no tables");
    space.run("export --setup oracle nowhere").code(2).says("say duckdb or spark");
    assert!(!space.path("presscut.db").exists());
}
