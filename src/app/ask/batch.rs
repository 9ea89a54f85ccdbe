//! A canned query, run once for each row of a table whose columns are parameters; each run has a file of its own.
//!
//! A row that is wrong is reported and passed over: of a hundred names two are always misspelt, and the other ninety-eight
//! are wanted now. The table is read whole before the first run, so that a column that is no parameter costs nothing.

use std::collections::HashSet;
use std::path::Path;

use crate::app::ask::canned::{CannedRequest, check_query, run_canned};
use crate::app::ask::error::AskError;
use crate::app::ask::scope::AskScope;
use crate::app::output::{FolderPlan, WrittenRows};
use crate::output::StopReason;
use crate::query::catalogue::canned_query::CannedQuery;
use crate::text::text_file::read_text_file;

/// A file's name at most, without its extension, in characters: some systems take 255 bytes.
const MAX_FILE_NAME_CHARACTERS: usize = 60;

/// A query to be run for each row of a table.
#[derive(Debug, Clone, Copy)]
pub struct BatchRequest<'r> {
    /// The archive's file.
    pub archive: &'r Path,
    /// The query.
    pub query: &'r CannedQuery,
    /// Parameters for all rows; a row's own go over them.
    pub parameters: &'r [(String, String)],
    /// The table: a CSV whose first line names parameters.
    pub table: &'r Path,
    /// What of each answer is wanted.
    pub scope: &'r AskScope,
    /// Where the files go.
    pub plan: &'r FolderPlan,
}

/// What became of one row of the table.
pub enum BatchEvent<'e> {
    /// It has a file now.
    Written(&'e WrittenRows),
    /// It is wrong.
    Wrong {
        /// Of the table, from 1.
        line: u64,
        /// Why.
        error: &'e AskError,
    },
}

/// What became of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BatchOutcome {
    /// Rows that have a file now.
    pub written: usize,
    /// Rows that were wrong.
    pub wrong: usize,
    /// Whether a limit has stopped one of them.
    pub stopped: bool,
}

/// A row of the table: its line, and the parameters that it gives.
struct Row {
    line: u64,
    given: Vec<(String, String)>,
}

/// Runs a query for each row; `report` gets each as it is done.
///
/// # Errors
/// Where the table or the query is wrong, or the folder cannot be made.
pub fn run_batch(
    request: &BatchRequest,
    report: &mut dyn FnMut(BatchEvent),
) -> Result<BatchOutcome, AskError> {
    let BatchRequest { archive, query, parameters, table, scope, plan } = *request;
    let rows = read_table(table, query)?;
    check_query(archive, query, plan.each.time)?;
    let folder = &plan.folder;
    std::fs::create_dir_all(folder)
        .map_err(|error| AskError::Failed(format!("{} cannot be made: {error}", folder.display())))?;
    let mut outcome = BatchOutcome { written: 0, wrong: 0, stopped: false };
    let mut taken = HashSet::new();
    for row in rows {
        let file = plan.file(&file_name(&row, &mut taken));
        let given: Vec<(String, String)> = parameters.iter().chain(&row.given).cloned().collect();
        // Each has a connection of its own: what restricts one is for one question.
        let request = CannedRequest { archive, query, parameters: &given, facet: None, scope, plan: &file };
        match run_canned(&request) {
            Ok(written) => {
                let limited =
                    matches!(written.end.stopped, Some(StopReason::RowLimit | StopReason::TimeLimit));
                outcome.stopped |= limited;
                outcome.written += 1;
                report(BatchEvent::Written(&written));
            }
            Err(error) if error.is_broken_pipe() => return Err(error),
            Err(error) => {
                outcome.wrong += 1;
                report(BatchEvent::Wrong { line: row.line, error: &error });
            }
        }
    }
    Ok(outcome)
}

/// The rows, with what is not empty in them. The first line names the columns.
fn read_table(table: &Path, query: &CannedQuery) -> Result<Vec<Row>, AskError> {
    let failed = |error: csv::Error| AskError::Failed(format!("{} cannot be read: {error}", table.display()));
    let text = read_text_file(table).map_err(|error| failed(error.into()))?;
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let head: Vec<String> = reader
        .headers()
        .map_err(failed)?
        .iter()
        .map(|name| name.trim_start_matches('\u{feff}').to_string())
        .collect();
    if let Some(other) = head.iter().find(|name| !query.parameters.iter().any(|p| p.name == **name)) {
        let names: Vec<&str> = query.parameters.iter().map(|parameter| parameter.name.as_str()).collect();
        let names = if names.is_empty() { "none".into() } else { names.join(", ") };
        return Err(AskError::Usage(format!(
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

/// A name that every system takes for a file, made of the row's values, and that no other row has.
fn file_name(row: &Row, taken: &mut HashSet<String>) -> String {
    let values: Vec<&str> = row.given.iter().map(|(_, value)| value.as_str()).collect();
    let base = safe_name(&values.join("_"));
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
fn safe_name(text: &str) -> String {
    let mut name = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() || c == '_' {
            name.push(c);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name: String = name.chars().take(MAX_FILE_NAME_CHARACTERS).collect();
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
    fn names_of_files_are_safe_name() {
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
            assert_eq!(safe_name(text), name, "{text:?}");
        }
        assert_eq!(safe_name(&"é".repeat(200)).chars().count(), MAX_FILE_NAME_CHARACTERS);
        let row = || Row { line: 1, given: vec![("speaker".into(), "Jane Roe".into())] };
        let mut taken = HashSet::new();
        assert_eq!(file_name(&row(), &mut taken), "Jane-Roe");
        assert_eq!(file_name(&row(), &mut taken), "Jane-Roe-2");
    }
}
