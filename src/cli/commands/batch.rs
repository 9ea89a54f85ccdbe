//! `presscut query NAME --each CSV -o FOLDER`: one run for each row of a table, whose columns are parameters.
//!
//! A row that is wrong is said and passed over: of a hundred names two are always misspelt, and the other ninety-eight
//! are wanted now. The table is read whole before the first run, so that a column that is no parameter costs nothing.

use std::collections::HashSet;
use std::path::Path;
use std::time::Duration;

use rusqlite::types::Value;

use crate::archive::schema::open;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::args::query_session::Question;
use crate::cli::commands::query;
use crate::cli::{CliError, Global, Outcome};
use crate::output::Format;
use crate::query::catalogue::canned_query::Canned;
use crate::query::catalogue::parameters;

/// The longest name of a file, without its extension, in characters: some systems take 255 bytes.
const LONGEST: usize = 60;

/// A row of the table: its line, and the parameters that it gives.
struct Row {
    line: u64,
    given: Vec<(String, String)>,
}

/// Runs a query for each row, each into a file of its own.
pub fn run(
    query: &Canned,
    given: &[(String, String)],
    table: &Path,
    output: &OutputOptions,
    time: Option<Duration>,
    global: &Global,
) -> Result<Outcome, CliError> {
    let folder = output.path().unwrap_or(Path::new(""));
    if let Some(format) = Format::of_file(folder) {
        let (folder, format) = (folder.display(), format.extension());
        let instead = format!("name a folder, and the format with --format {format}");
        return Err(CliError::Usage(format!("{folder}: --each makes a file for each row: {instead}")));
    }
    let format = output.told().unwrap_or(Format::Csv);
    let rows = read(table, query)?;
    query::check(query, global)?;
    std::fs::create_dir_all(folder)
        .map_err(|error| CliError::Failed(format!("{} cannot be made: {error}", folder.display())))?;
    let (mut done, mut wrong, mut stopped) = (0, 0, false);
    let mut taken = HashSet::new();
    for row in rows {
        let name = file_name(&row, &mut taken);
        let all: Vec<(String, String)> = given.iter().chain(&row.given).cloned().collect();
        let path = folder.join(format!("{name}.{}", format.extension()));
        match one(query, &all, output.for_file(path, format), time, global) {
            Ok(ended) => {
                stopped |= ended == Outcome::Stopped;
                done += 1;
            }
            Err(error) if error.is_broken_pipe() => return Err(error),
            Err(error) => {
                eprintln!("{}, line {}: {error}", table.display(), row.line);
                wrong += 1;
            }
        }
    }
    if !global.quiet {
        let files = if done == 1 { "1 file".to_string() } else { format!("{done} files") };
        let left = if wrong == 0 { String::new() } else { format!("; rows that were wrong: {wrong}") };
        eprintln!("{}: {files}{left}", folder.display());
    }
    match (wrong, stopped) {
        (0, false) => Ok(Outcome::Done),
        (0, true) => Ok(Outcome::Stopped),
        _ if done == 0 => Err(CliError::Failed(format!("no row of {} could be run", table.display()))),
        _ => Ok(Outcome::SomeRejected),
    }
}

fn one(
    query: &Canned,
    given: &[(String, String)],
    output: OutputOptions,
    time: Option<Duration>,
    global: &Global,
) -> Result<Outcome, CliError> {
    // Each has a connection of its own: what closes one in is for one question.
    let archive = open::reading(&global.db)?;
    let values: Vec<(String, Value)> = parameters::values(query, given, &archive)?;
    let question = Question {
        name: Some(&query.name),
        title: Some(&query.title),
        sql: &query.sql,
        values: &values,
        limit: None,
    };
    output.answer_named(global, archive, &question, time)
}

/// The rows, with what is not empty in them. The first line names the columns.
fn read(table: &Path, query: &Canned) -> Result<Vec<Row>, CliError> {
    let failed = |error: csv::Error| CliError::Failed(format!("{} cannot be read: {error}", table.display()));
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_path(table).map_err(failed)?;
    let head: Vec<String> = reader
        .headers()
        .map_err(failed)?
        .iter()
        .map(|name| name.trim_start_matches('\u{feff}').to_string())
        .collect();
    if let Some(other) = head.iter().find(|name| !query.parameters.iter().any(|p| p.name == **name)) {
        let names: Vec<&str> = query.parameters.iter().map(|parameter| parameter.name.as_str()).collect();
        let names = if names.is_empty() { "none".into() } else { names.join(", ") };
        return Err(CliError::Usage(format!(
            "{}: the column {other:?} is no parameter of {}: its parameters are {names}",
            table.display(),
            query.name
        )));
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(failed)?;
        let line = record.position().map_or(0, csv::Position::line);
        let given: Vec<(String, String)> = head
            .iter()
            .zip(&record)
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (name.clone(), value.to_string()))
            .collect();
        if !given.is_empty() {
            rows.push(Row { line, given });
        }
    }
    Ok(rows)
}

/// A name that every system takes for a file, told by the row's values, and that no other row has.
fn file_name(row: &Row, taken: &mut HashSet<String>) -> String {
    let values: Vec<&str> = row.given.iter().map(|(_, value)| value.as_str()).collect();
    let base = safe(&values.join("_"));
    let names = std::iter::once(base.clone()).chain((2..).map(|number| format!("{base}-{number}")));
    // On some systems A and a are one file.
    for name in names {
        if taken.insert(name.to_lowercase()) {
            return name;
        }
    }
    base
}

/// Letters and digits of any script; everything else is one hyphen.
fn safe(text: &str) -> String {
    let mut name = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() || c == '_' {
            name.push(c);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name: String = name.chars().take(LONGEST).collect();
    let name = name.trim_matches('-');
    let reserved = ["con", "prn", "aux", "nul"].contains(&name.to_lowercase().as_str())
        || name.len() == 4 && ["com", "lpt"].iter().any(|device| name.to_lowercase().starts_with(device));
    match name {
        "" => "row".into(),
        _ if reserved => format!("{name}_"),
        _ => name.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_safe() {
        for (text, name) in [
            ("Jane Roe", "Jane-Roe"),
            ("../../etc/passwd", "etc-passwd"),
            ("O’Neil & Söhne", "O-Neil-Söhne"),
            ("台積電", "台積電"),
            ("...", "row"),
            ("CON", "CON_"),
            ("com1", "com1_"),
            ("a\u{0}b\nc", "a-b-c"),
        ] {
            assert_eq!(safe(text), name, "{text:?}");
        }
        assert_eq!(safe(&"é".repeat(200)).chars().count(), LONGEST);
        let row = || Row { line: 1, given: vec![("speaker".into(), "Jane Roe".into())] };
        let mut taken = HashSet::new();
        assert_eq!(file_name(&row(), &mut taken), "Jane-Roe");
        assert_eq!(file_name(&row(), &mut taken), "Jane-Roe-2");
    }
}
