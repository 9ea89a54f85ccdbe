//! What a manifest says of answers: the question, the archive's state, how it ended.

use std::path::Path;

use chrono::{SecondsFormat, Utc};

use crate::output::chart::ChartFacts;
use crate::output::chart::declaration::DeclaredChart;
use crate::output::manifest::{Answered, Archive, Manifest, Truncation};
use crate::output::{Caption, StopReason, StreamEnd, TableSchema};
use crate::query::Value;
use crate::query::catalogue::headings::HEADINGS;
use crate::text::fingerprint;

/// What rows are called, and what was asked for them.
#[derive(Debug, Clone, Copy, Default)]
pub struct RowsAbout<'q> {
    /// The name of the canned query or the table.
    pub name: Option<&'q str>,
    /// A few words: a sheet's name, a page's head.
    pub title: Option<&'q str>,
    /// The SQL, where there is any.
    pub sql: &'q str,
    /// The values of its parameters.
    pub values: &'q [(String, Value)],
    /// The imports that it was limited to, in words.
    pub limited_to: Option<&'q str>,
    /// The types of the columns, where the rows are a table's.
    pub schema: Option<&'q TableSchema>,
    /// The chart that the canned query declares.
    pub chart: Option<&'q DeclaredChart>,
    /// What is said around a chart.
    pub facts: Option<&'q ChartFacts>,
    /// The archive's state, where a manifest is to tell it.
    pub archive: Option<&'q Archive>,
    /// The archive's file, for what is said beside the rows.
    pub archive_file: Option<&'q Path>,
    /// What a reader of the figures has to know.
    pub note: Option<&'q str>,
}

impl<'q> RowsAbout<'q> {
    /// What a workbook's sheet or a page is called: its title or its name.
    pub fn heading(&self) -> Option<&'q str> {
        self.title.or(self.name)
    }

    /// What is said beside the rows.
    pub(crate) fn caption(&self) -> Caption {
        let given = self.values.iter().filter(|(_, value)| *value != Value::Null);
        let text = |value: &Value| match json_of(value) {
            serde_json::Value::String(text) => text,
            other => other.to_string(),
        };
        Caption {
            query: self.name.map(str::to_string),
            parameters: given.map(|(name, value)| (name.clone(), text(value))).collect(),
            sql: Some(self.sql.to_string()).filter(|sql| !sql.is_empty()),
            archive: self
                .archive_file
                .and_then(Path::file_name)
                .map(|name| name.to_string_lossy().into_owned()),
            day: today(),
            note: self.note.map(str::to_string),
            headings: HEADINGS,
        }
    }
}

/// This day, UTC: "2031-03-14".
pub(crate) fn today() -> String {
    Utc::now().format("%Y-%m-%d").to_string()
}

/// A manifest of these answers, if the archive was described.
pub(crate) fn manifest_of(archive: Option<&Archive>, answers: Vec<Answered>) -> Option<Manifest> {
    Some(Manifest {
        presscut: env!("CARGO_PKG_VERSION").into(),
        written_at: Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true),
        archive: archive?.clone(),
        answers,
    })
}

/// What a manifest says of one answer.
pub(crate) fn describe_answer(
    about: &RowsAbout,
    place: String,
    columns: Vec<String>,
    end: StreamEnd,
    mut remarks: Vec<String>,
) -> Answered {
    remarks.extend(about.limited_to.map(|imports| format!("only what {imports} brought or changed")));
    Answered {
        place,
        name: about.name.map(str::to_string),
        sql: about.sql.to_string(),
        parameters: about.values.iter().map(|(name, given)| (name.clone(), json_of(given))).collect(),
        columns,
        rows: end.rows,
        truncated: match end.stopped {
            None => Truncation::No,
            Some(StopReason::RowLimit) => Truncation::RowLimit,
            Some(StopReason::TimeLimit | StopReason::Interrupted) => Truncation::TimeLimit,
        },
        remarks,
    }
}

fn json_of(value: &Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Integer(number) => (*number).into(),
        Value::Real(number) => (*number).into(),
        Value::Text(text) => text.as_str().into(),
        Value::Blob(bytes) => fingerprint::to_hex(bytes).into(),
    }
}
