//! What imports brought, in sections: each one statement that looks at the whole archive, with the first and the last import
//! as its parameters.
//!
//! What was there before an import follows from the ledger: an article is as old as its first version, and an earlier
//! version of a changed article says which names and words it had.

use rusqlite::types::Value;

use crate::query::ImportRange;

/// A section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewsSection {
    /// In a word, to ask for it alone.
    pub name: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// What the page says of it where it is empty.
    pub nothing: &'static str,
    /// Its statement.
    pub sql: &'static str,
}

/// Every section, in the order of the page.
pub const SECTIONS: &[NewsSection] = &[
    NewsSection {
        name: "sources",
        title: "Articles by source",
        nothing: "No article is new or changed.",
        sql: include_str!("sources.sql"),
    },
    NewsSection {
        name: "names",
        title: "Names never seen before",
        nothing: "No name is new.",
        sql: include_str!("names.sql"),
    },
    NewsSection {
        name: "voices",
        title: "Quoted for the first time",
        nothing: "Nobody is quoted for the first time.",
        sql: include_str!("voices.sql"),
    },
    NewsSection {
        name: "stories",
        title: "Stories that grew",
        nothing: "No story grew.",
        sql: include_str!("stories.sql"),
    },
    NewsSection {
        name: "changes",
        title: "Corrections and changed headlines",
        nothing: "No article was changed.",
        sql: include_str!("changes.sql"),
    },
];

impl NewsSection {
    /// The values of its parameters.
    pub fn values(&self, imports: &ImportRange, min_confidence: f64) -> Vec<(String, Value)> {
        let values = [
            ("first", Value::Integer(imports.first)),
            ("last", Value::Integer(imports.last)),
            ("min_confidence", Value::Real(min_confidence)),
        ];
        let used = |name: &str| self.sql.contains(&format!(":{name}"));
        values
            .into_iter()
            .filter(|(name, _)| used(name))
            .map(|(name, value)| (name.to_string(), value))
            .collect()
    }
}
