//! A question as a value: what a watch keeps, and by what it is known that the same is asked again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::app::ask::scope::AskScope;

/// A question, as the user gave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// A canned query.
    Query {
        /// Its name.
        name: String,
        /// Its parameters: as the user gave them, or, to know it again, as they were understood.
        parameters: BTreeMap<String, String>,
        /// What its rows are counted by.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        facet: Option<String>,
    },
    /// A search.
    Search {
        /// The words.
        words: String,
        /// Whether quotes are looked through.
        #[serde(default)]
        quotes: bool,
        /// What narrows it, by name: source, from, to.
        #[serde(default)]
        filters: BTreeMap<String, String>,
        /// What of it is given, where that is not the usual.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        form: Option<String>,
    },
    /// SQL.
    Sql {
        /// The SQL.
        sql: String,
        /// Its parameters.
        parameters: BTreeMap<String, String>,
    },
}

/// By what it is known that the same question is asked again.
#[derive(Serialize)]
struct QuestionKey<'q> {
    question: &'q Question,
    #[serde(skip_serializing_if = "Option::is_none")]
    imports: Option<String>,
}

impl Question {
    /// As text by which the question is known again.
    pub(crate) fn key(&self, scope: &AskScope) -> Result<String, std::io::Error> {
        let imports = scope.imports.as_ref().map(|imports| imports.describe().to_lowercase());
        Ok(serde_json::to_string(&QuestionKey { question: self, imports })?)
    }

    /// The question in a line: "query speakers, source The Harbour Post".
    pub fn describe(&self) -> String {
        let with = |head: String, values: &BTreeMap<String, String>| {
            values.iter().fold(head, |line, (name, value)| format!("{line}, {name} {value}"))
        };
        match self {
            Question::Query { name, parameters, .. } => with(format!("query {name}"), parameters),
            Question::Search { words, quotes, filters, .. } => {
                with(format!("search{} {words}", if *quotes { " --quotes" } else { "" }), filters)
            }
            Question::Sql { sql, parameters } => {
                with(format!("sql {}", sql.split_whitespace().collect::<Vec<_>>().join(" ")), parameters)
            }
        }
    }
}
