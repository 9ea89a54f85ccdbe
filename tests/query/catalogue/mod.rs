//! Every query of the catalogue, by the values that it gives on `sample_data`.
//!
//! Where a value hangs on what is found in the texts, the rows that are looked for are those that a careful reader would
//! expect, and others may stand beside them.

mod articles;
mod entities;
mod quotes;

use crate::workspace::Workspace;

/// The rows of a query, of each the named columns parted by " | ".
#[track_caller]
fn rows_in(space: &Workspace, query: &str, parameters: &[(&str, &str)], columns: &str) -> Vec<String> {
    let given: Vec<String> = parameters.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let mut args = vec!["query", query, "--csv"];
    for parameter in &given {
        args.extend(["-p", parameter.as_str()]);
    }
    let text = space.run_args(&args).code(0).stdout;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head: Vec<String> = reader.headers().unwrap().iter().map(str::to_string).collect();
    let wanted: Vec<usize> = columns
        .split_whitespace()
        .map(|column| {
            head.iter().position(|name| name == column).unwrap_or_else(|| panic!("{column} in {head:?}"))
        })
        .collect();
    let row = |row: csv::StringRecord| wanted.iter().map(|&at| row[at].to_string()).collect::<Vec<_>>();
    reader.records().map(|record| row(record.unwrap()).join(" | ")).collect()
}

#[track_caller]
fn rows(query: &str, parameters: &[(&str, &str)], columns: &str) -> Vec<String> {
    rows_in(&Workspace::with_samples(), query, parameters, columns)
}

/// Asserts that rows are among others.
#[track_caller]
fn has(rows: &[String], wanted: &[&str]) {
    for row in wanted {
        assert!(rows.iter().any(|other| other == row), "{row} is not in {rows:#?}");
    }
}

/// Asserts that no row has a text in it.
#[track_caller]
fn lacks(rows: &[String], text: &str) {
    assert!(!rows.iter().any(|row| row.contains(text)), "{text} is in {rows:#?}");
}
