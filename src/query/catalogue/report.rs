//! A report: several queries with their parameters, written down in TOML, for one workbook with a sheet each, or one page.
//!
//! ```toml
//! title = "The week in quotes"
//! output = "weekly.xlsx"
//!
//! [parameters]            # for every sheet whose query has a parameter of that name
//! from = "last week"
//!
//! [[sheet]]
//! name = "Who speaks"
//! query = "speakers"
//! parameters = { count_by = "story" }
//! limit = 100
//! ```
//!
//! Everything is looked at before anything is run: a report that breaks off at its ninth sheet is worth nothing.

use std::collections::HashSet;
use std::path::PathBuf;

use serde::Deserialize;
use toml::{Spanned, Table, Value};

use crate::query::catalogue::canned_query::CannedQuery;

/// Characters of a sheet's name at most, and what cannot be in it.
const MAX_NAME_CHARACTERS: usize = 31;
const FORBIDDEN_IN_NAMES: &[char] = &['[', ']', ':', '*', '?', '/', '\\'];

/// What the file says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// What it is called.
    pub title: Option<String>,
    /// Where the workbook or the page goes, seen from the file.
    pub output: Option<PathBuf>,
    /// For every sheet whose query has a parameter of that name.
    #[serde(default)]
    parameters: Table,
    #[serde(default)]
    sheet: Vec<Spanned<SheetTable>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SheetTable {
    name: Option<String>,
    query: String,
    limit: Option<u64>,
    #[serde(default)]
    parameters: Table,
}

/// A sheet of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportSheet {
    /// Its name, if the file gives one.
    pub name: Option<String>,
    /// The query's name.
    pub query: String,
    /// Rows at most.
    pub limit: Option<u64>,
    /// Where it is in the file, for errors: "line 7, sheet 2 (Who speaks)".
    pub place: String,
    given: Vec<(String, String)>,
    shared: Vec<(String, String)>,
}

impl Report {
    /// Reads a report.
    ///
    /// # Errors
    /// What is wrong, with the line.
    pub fn parse(text: &str) -> Result<Report, String> {
        let line = |at: usize| 1 + text.get(..at).unwrap_or(text).matches('\n').count();
        let report: Report = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or_else(String::new, |span| format!("line {}: ", line(span.start)));
            format!("{line}{}", error.message())
        })?;
        if report.sheet.is_empty() {
            return Err("there is no [[sheet]] in it: a report needs at least one".into());
        }
        Ok(report)
    }

    /// The sheets, with the parameters that the file gives them; `given_to_all` goes over those for every sheet.
    ///
    /// # Errors
    /// A name that no sheet can have or that is there twice, or a parameter that is no single value; with the place.
    pub fn sheets(&self, text: &str, given_to_all: &[(String, String)]) -> Result<Vec<ReportSheet>, String> {
        let mut shared =
            parameters_as_text(&self.parameters).map_err(|what| format!("[parameters]: {what}"))?;
        shared.retain(|(name, _)| !given_to_all.iter().any(|(other, _)| other == name));
        shared.extend_from_slice(given_to_all);
        let mut sheets: Vec<ReportSheet> = Vec::new();
        let mut names = HashSet::new();
        // Sheets come in the order of the file: its lines are counted once.
        let (mut line, mut counted) = (1, 0);
        for (number, spanned) in (1..).zip(&self.sheet) {
            let table = spanned.get_ref();
            let start = spanned.span().start;
            line += text.get(counted..start).unwrap_or_default().matches('\n').count();
            counted = start.max(counted);
            let called = table.name.as_deref().unwrap_or(&table.query);
            let place = format!("line {line}, sheet {number} ({called})");
            if let Some(name) = &table.name {
                check_sheet_name(name).map_err(|what| format!("{place}: {what}"))?;
                if !names.insert(name.to_lowercase()) {
                    return Err(format!("{place}: another sheet has this name"));
                }
            }
            let given = parameters_as_text(&table.parameters).map_err(|what| format!("{place}: {what}"))?;
            let (name, query) = (table.name.clone(), table.query.clone());
            sheets.push(ReportSheet {
                name,
                query,
                limit: table.limit,
                place,
                given,
                shared: shared.clone(),
            });
        }
        Ok(sheets)
    }
}

impl ReportSheet {
    /// What its query is given: what the sheet says, over what all sheets share and this query takes.
    pub fn given(&self, query: &CannedQuery) -> Vec<(String, String)> {
        let takes = |name: &str| query.parameters.iter().any(|parameter| parameter.name == name);
        let shared = self.shared.iter().filter(|(name, _)| takes(name));
        shared.chain(&self.given).cloned().collect()
    }

    /// The sheet's name: the one that it was given, else the query's title, cut to what a sheet can hold.
    pub fn title(&self, query: &CannedQuery) -> String {
        let title = self.name.as_deref().unwrap_or(&query.title);
        title.chars().filter(|c| !FORBIDDEN_IN_NAMES.contains(c)).take(MAX_NAME_CHARACTERS).collect()
    }
}

/// Whether a sheet can be called so.
fn check_sheet_name(name: &str) -> Result<(), String> {
    let what = if name.trim().is_empty() {
        "is empty".to_string()
    } else if name.chars().count() > MAX_NAME_CHARACTERS {
        format!("is longer than the {MAX_NAME_CHARACTERS} characters that a sheet's name can have")
    } else if let Some(c) = name.chars().find(|c| FORBIDDEN_IN_NAMES.contains(c)) {
        format!("has {c:?} in it, which a sheet's name cannot have")
    } else if name.starts_with('\'') || name.ends_with('\'') {
        "begins or ends with an apostrophe, which a sheet's name cannot".into()
    } else {
        return Ok(());
    };
    Err(format!("the name {name:?} {what}"))
}

/// Parameters as text.
fn parameters_as_text(table: &Table) -> Result<Vec<(String, String)>, String> {
    let text = |(name, value): (&String, &Value)| {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Integer(number) => number.to_string(),
            Value::Float(number) => number.to_string(),
            Value::Boolean(yes) => yes.to_string(),
            Value::Datetime(day) => day.to_string(),
            Value::Array(_) | Value::Table(_) => {
                return Err(format!("the parameter {name} is no single value"));
            }
        };
        Ok((name.clone(), text))
    };
    table.iter().map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sheets(text: &str) -> Result<Vec<ReportSheet>, String> {
        Report::parse(text)?.sheets(text, &[("to".into(), "2031".into())])
    }

    #[test]
    fn a_sheet_takes_its_own_parameters_over_shared_ones_that_its_query_has() {
        let text = "[parameters]\nfrom = 2031-03-01\nto = \"2030\"\nspeaker = \"Jane Roe\"\n\n\
                    [[sheet]]\nname = \"One\"\nquery = \"q\"\nparameters = { from = \"2031\", top = 5 }\nlimit = 9\n";
        let query = CannedQuery::parse(
            "q",
            crate::query::catalogue::canned_query::QueryOrigin::Catalogue,
            "-- title: T\n-- about: a\n-- parameter: from (date): a\n-- parameter: to (date): a\n\
             -- parameter: top (int): a\nSELECT :from, :to, :top",
        )
        .unwrap();
        let sheet = &sheets(text).unwrap()[0];
        let given = sheet.given(&query);
        let pairs: Vec<(&str, &str)> = given.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        // The last one counts.
        assert_eq!(pairs, [("from", "2031-03-01"), ("to", "2031"), ("from", "2031"), ("top", "5")]);
        assert_eq!((sheet.title(&query).as_str(), sheet.limit), ("One", Some(9)));
        assert_eq!(sheet.place, "line 6, sheet 1 (One)");
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        for (text, says) in [
            ("output = 3", "line 1: invalid type"),
            ("sheet = 1", "line 1: "),
            ("", "there is no [[sheet]] in it"),
            ("[[sheet]]\nquery = \"a\"\nquerry = \"b\"", "line 3: unknown field `querry`"),
            ("[[sheet]]\nname = \"a\"", "line 1: missing field `query`"),
            (
                "\n[[sheet]]\nquery = \"a\"\nname = \"a/b\"",
                "line 2, sheet 1 (a/b): the name \"a/b\" has '/' in it",
            ),
            (
                "[[sheet]]\nquery = \"a\"\nname = \"A\"\n[[sheet]]\nquery = \"a\"\nname = \"a\"",
                "line 4, sheet 2 (a): another sheet has this name",
            ),
            (
                "[[sheet]]\nquery = \"a\"\nparameters = { x = [1] }",
                "line 1, sheet 1 (a): the parameter x is no single value",
            ),
        ] {
            let error = sheets(text).unwrap_err();
            assert!(error.starts_with(says), "{text}: {error}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(\\[\\[sheet\\]\\]\n|query = \"a\"\n|name = \"\\PC{0,40}\"\n|\\PC{0,20}\n){0,6}") {
            let _ = sheets(&text);
        }
    }
}
