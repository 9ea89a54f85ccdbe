//! What a figure needs to be run again and cited: the question, the archive that was asked, and what came of it.
//!
//! The same facts are beside a file (`FILE.manifest.json`) or on the last sheet of a workbook. Plain values only: who
//! writes a manifest gathers them.

use serde::Serialize;
use serde_json::Value;

/// All of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Manifest {
    /// The version that wrote it.
    pub presscut: String,
    /// When, UTC, ISO 8601.
    pub written_at: String,
    /// What was asked.
    pub archive: Archive,
    /// One a question: a file has one, a workbook may have several.
    pub answers: Vec<Answered>,
}

/// The archive as it was when it was asked.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Archive {
    /// As the user named it.
    pub path: String,
    /// Of its bytes, as `sha256sum` gives it; null while an import was writing to it.
    pub sha256: Option<String>,
    /// Articles in it.
    pub articles: u64,
    /// What it was made of.
    pub imports: Vec<Import>,
}

/// A run of `presscut import` that the archive holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Import {
    /// Its number.
    pub id: i64,
    /// When it began, UTC.
    pub started_at: String,
    /// How it ended.
    pub status: String,
    /// Paths and options.
    pub command: String,
    /// Files that it read.
    pub files: u64,
    /// Articles that it brought.
    pub new: i64,
    /// Of presscut.
    pub version: String,
}

/// A question and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answered {
    /// The file or the sheet.
    pub place: String,
    /// The canned query's or the table's name, where it has one.
    pub name: Option<String>,
    /// What was run.
    pub sql: String,
    /// What its parameters were, by name.
    pub parameters: serde_json::Map<String, Value>,
    /// As the file has them.
    pub columns: Vec<String>,
    /// How many were written.
    pub rows: u64,
    /// Whether these are all rows.
    pub truncated: Truncation,
    /// What the format could not hold: texts that were cut, addresses that are no links.
    pub remarks: Vec<String>,
}

/// Whether rows are missing, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Truncation {
    /// None is missing.
    No,
    /// There were more than `--limit` said.
    RowLimit,
    /// Time was up.
    TimeLimit,
}

impl Truncation {
    /// In words.
    pub fn describe(self) -> &'static str {
        match self {
            Truncation::No => "no: these are all rows",
            Truncation::RowLimit => "yes: there were more rows than --limit said",
            Truncation::TimeLimit => "yes: time was up before all rows were found",
        }
    }
}

impl Manifest {
    /// As a sheet shows it: what, and what it is.
    pub fn lines(&self) -> Vec<(String, Value)> {
        let mut lines: Vec<(String, Value)> = Vec::new();
        let mut say = |what: &str, value: Value| lines.push((what.to_string(), value));
        say("presscut", self.presscut.clone().into());
        say("written at", self.written_at.clone().into());
        say("archive", self.archive.path.clone().into());
        let state = self.archive.sha256.clone();
        say("SHA-256", state.unwrap_or_else(|| "none: an import was writing to it".into()).into());
        say("articles", self.archive.articles.into());
        for answer in &self.answers {
            say("", Value::Null);
            say("sheet", answer.place.clone().into());
            if let Some(name) = &answer.name {
                say("query", name.clone().into());
            }
            for (name, value) in &answer.parameters {
                say(
                    &format!("parameter {name}"),
                    if value.is_null() { "none".into() } else { value.clone() },
                );
            }
            say("rows", answer.rows.into());
            say("rows missing", answer.truncated.describe().into());
            for remark in &answer.remarks {
                say("remark", remark.clone().into());
            }
            say("SQL", answer.sql.trim().into());
        }
        say("", Value::Null);
        for import in &self.archive.imports {
            let Import { id, started_at, status, command, files, new, version } = import;
            let line = format!("{started_at}, {status}: {new} new of {files} files, by {version}: {command}");
            say(&format!("import {id}"), line.into());
        }
        lines
    }
}
