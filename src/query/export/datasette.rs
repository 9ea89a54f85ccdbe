//! The archive as Datasette shows it: its tables with a word on each, and the canned queries as pages with a form.
//!
//! Datasette hands every parameter over as text, and an empty one where a visitor types nothing; so the SQL of a query is
//! the canned one with each parameter made what presscut would have made of it: nothing, a number, a default, the key of
//! an entity. One file serves Datasette 1.0 (`-c`) and those before it (`-m`).

use std::fmt::Write;
use std::path::Path;

use crate::archive::schema::connection::ArchiveReader;

use crate::query::QueryError;
use crate::query::catalogue;
use crate::query::catalogue::canned_query::CannedQuery;
use crate::query::catalogue::dialect::needs_presscut;
use crate::query::catalogue::parameters::{DefaultValue, Parameter, ParameterKind};
use crate::query::sandbox::lex;

/// Titles and descriptions of the tables that a visitor will open first.
const TABLES: &[(&str, &str, &str)] = &[
    ("article_list", "Articles", "Every article with its source, date, headline, byline and address."),
    ("quote_list", "Quotes", "What was said, by whom, and where it was printed."),
    ("mention_list", "Mentions", "Every place where a person, an organisation or a place is named."),
    ("date_list", "Dates", "Time expressions, and the days that they can mean."),
    ("stories", "Stories", "Articles that tell the same, reprints among them."),
    ("articles", "Articles, all columns", "Bodies, origins and what was measured of each article."),
    ("entities", "Entities", "People, organisations, places and more, one row for one name."),
    ("imports", "Imports", "Every run that brought articles in."),
    ("rejects", "Rejects", "Records that were turned away, each with its reason."),
];

/// The text of `datasette.yaml`.
///
/// # Errors
/// Where a canned query or the archive cannot be read.
pub fn datasette_config(db: &Path, archive: &ArchiveReader) -> Result<String, QueryError> {
    let archive = archive.connection();
    let name = db.file_stem().map_or("presscut".into(), |stem| stem.to_string_lossy().into_owned());
    let mut yaml = String::new();
    let mut line = |depth: usize, text: &str| {
        // Writing to a String cannot fail.
        let _ = writeln!(yaml, "{}{text}", "  ".repeat(depth));
    };
    line(
        0,
        "# Written by `presscut export --datasette`: Datasette 1.0 takes it with -c, earlier ones with -m.",
    );
    line(0, "title: presscut");
    line(0, "description: An archive of press cuttings.");
    line(0, "settings:");
    line(1, "sql_time_limit_ms: 10000");
    line(0, "databases:");
    line(1, &format!("{}:", quoted(&name)));
    line(2, "tables:");
    let known = "SELECT count(*) FROM sqlite_schema WHERE name = ?1";
    for (table, title, description) in TABLES {
        let there: i64 = archive.query_row(known, [table], |row| row.get(0))?;
        if there > 0 {
            line(3, &format!("{table}:"));
            line(4, &format!("title: {}", quoted(title)));
            line(4, &format!("description: {}", quoted(description)));
        }
    }
    line(2, "queries:");
    for query in catalogue::all()?.iter().filter(|query| !needs_presscut(query)) {
        line(3, &format!("{}:", quoted(&query.name)));
        line(4, &format!("title: {}", quoted(&query.title)));
        line(4, &format!("description: {}", quoted(&described(query))));
        let names: Vec<String> = query.parameters.iter().map(|parameter| quoted(&parameter.name)).collect();
        if !names.is_empty() {
            line(4, &format!("params: [{}]", names.join(", ")));
        }
        line(4, "sql: |-");
        for row in datasette_sql(query).lines() {
            line(5, row);
        }
    }
    Ok(yaml)
}

/// A text in YAML: JSON's strings are YAML's.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// What a query is for, and what its parameters take.
fn described(query: &CannedQuery) -> String {
    let mut text = query.about.clone();
    for parameter in &query.parameters {
        let need = match &parameter.default {
            DefaultValue::Required => "needed".to_string(),
            DefaultValue::Null => "may be empty".to_string(),
            DefaultValue::Text(default) => format!("{default} if empty"),
        };
        text += &format!(" {} ({}, {need}): {}.", parameter.name, parameter.kind.describe(), parameter.help);
    }
    text
}

/// The SQL without its head, each parameter as Datasette has to have it.
fn datasette_sql(query: &CannedQuery) -> String {
    let body: Vec<&str> = query.sql.lines().skip_while(|line| line.starts_with("--")).collect();
    let body = body.join("\n");
    let mut sql = String::with_capacity(query.sql.len() * 2);
    for token in lex::tokens(&body) {
        let parameter =
            query.parameters.iter().find(|known| token.text.strip_prefix(':') == Some(&known.name));
        match parameter.filter(|_| token.kind == lex::TokenKind::Parameter) {
            Some(parameter) => sql += &parameter_sql(parameter),
            None => sql += token.text,
        }
    }
    sql
}

/// SQL that makes of a visitor's text what presscut would have made of it.
fn parameter_sql(parameter: &Parameter) -> String {
    let given = format!("nullif(trim(:{}), '')", parameter.name);
    let value = match &parameter.default {
        DefaultValue::Text(default) => format!("coalesce({given}, '{}')", default.replace('\'', "''")),
        DefaultValue::Required | DefaultValue::Null => given,
    };
    match &parameter.kind {
        ParameterKind::Int => format!("CAST({value} AS INTEGER)"),
        ParameterKind::Share => format!("CAST({value} AS REAL)"),
        ParameterKind::Bool => format!(
            "(CASE WHEN lower({value}) IN ('yes', 'true', '1', 'on') THEN 1 WHEN {value} IS NOT NULL THEN 0 END)"
        ),
        // By its name or an alias; who types the key itself is understood too.
        ParameterKind::Entity => format!(
            "coalesce((SELECT min(key) FROM entities WHERE name = {value} COLLATE NOCASE), \
             (SELECT min(e.key) FROM aliases x JOIN entities e ON e.id = x.entity_id \
             WHERE x.alias = {value} COLLATE NOCASE), lower({value}))"
        ),
        ParameterKind::Source => format!(
            "coalesce((SELECT name FROM sources WHERE name = {value} COLLATE NOCASE OR domain = lower({value})), {value})"
        ),
        ParameterKind::Tag => format!("lower({value})"),
        ParameterKind::Text | ParameterKind::Date | ParameterKind::Choice(_) => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::catalogue::canned_query::QueryOrigin;

    #[test]
    fn parameters_are_made_what_presscut_makes_of_them_and_nothing_else_is_touched() {
        let text = "-- title: t\n-- about: a\n-- parameter: least (int, default 2): how many\n\
                    -- parameter: to (date, default none): until\nSELECT ':least', \":to\" -- :to\n, :least, :to";
        let query = CannedQuery::parse("q", QueryOrigin::Catalogue, text).unwrap();
        assert_eq!(
            datasette_sql(&query),
            "SELECT ':least', \":to\" -- :to\n, CAST(coalesce(nullif(trim(:least), ''), '2') AS INTEGER), \
             nullif(trim(:to), '')"
        );
    }
}
