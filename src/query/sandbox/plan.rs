//! How SQLite will answer, in words: which tables are looked up in which index, and which are read from end to end.

use std::collections::HashMap;

use rusqlite::Connection;
use rusqlite::types::Value;

use crate::query::sandbox::errors::explain;
use crate::query::sandbox::lex::Token;
use crate::query::sandbox::run;
use crate::query::sandbox::script::Statement;
use crate::query::{QueryError, vocabulary};
use crate::text::sql_names::quoted_name;

/// The way of a statement to its answer, a line a step; at the end, what is read whole.
///
/// # Errors
/// Where the SQL is wrong or not allowed, or a parameter is missing.
pub fn describe_plan(
    archive: &Connection,
    statement: &Statement,
    parameters: &[(String, Value)],
) -> Result<Vec<String>, QueryError> {
    let explained = |error| explain(archive, statement, &error);
    let planned = format!("EXPLAIN QUERY PLAN {}", statement.text);
    // Prepared by itself first, so that places in errors are those of the SQL as the user gave it.
    drop(archive.prepare(statement.text).map_err(explained)?);
    let mut prepared = archive.prepare(&planned).map_err(explained)?;
    run::bind(&mut prepared, parameters)?;
    let tables = vocabulary::tables(archive).unwrap_or_default();
    let aliases = table_aliases(&tables.iter().collect::<Vec<_>>(), statement.tokens);
    let mut depths: HashMap<i64, usize> = HashMap::new();
    let (mut lines, mut whole) = (Vec::new(), Vec::new());
    let mut rows = prepared.raw_query();
    while let Some(row) = rows.next()? {
        let (id, parent, detail): (i64, i64, String) = (row.get(0)?, row.get(1)?, row.get(3)?);
        let depth = depths.get(&parent).map_or(0, |depth| depth + 1);
        depths.insert(id, depth);
        let step = Step::parse(&detail, &aliases);
        if let Step::Scan { table, .. } = &step {
            whole.push(table.clone());
        }
        lines.push(format!("{}{}", "  ".repeat(depth), step.words()));
    }
    whole.retain(|table| vocabulary::columns(archive, table).is_ok_and(|columns| !columns.is_empty()));
    whole.sort();
    whole.dedup();
    lines.push(match &whole[..] {
        [] => "No table is read whole.".into(),
        tables => {
            let each: Vec<String> = tables.iter().map(|table| sized(archive, table)).collect();
            format!("Read whole: {}.", each.join(", "))
        }
    });
    Ok(lines)
}

/// "mentions (some 1114981 rows)"; the size by the highest number, which costs nothing to look up.
fn sized(archive: &Connection, table: &str) -> String {
    let most = archive.query_row(&format!("SELECT max(rowid) FROM {}", quoted_name(table)), [], |row| {
        row.get::<_, Option<i64>>(0)
    });
    match most {
        Ok(most) => format!("{table} (some {} rows)", most.unwrap_or(0)),
        Err(_) => table.to_string(),
    }
}

/// What a step of the plan is.
enum Step {
    /// A table from end to end.
    Scan { table: String, shown: String, index: Option<String> },
    /// Anything else, in words.
    Other(String),
}

impl Step {
    fn parse(detail: &str, aliases: &HashMap<String, String>) -> Step {
        let shown = |alias: &str| match aliases.get(&alias.to_lowercase()) {
            Some(table) if !table.eq_ignore_ascii_case(alias) => format!("{table} ({alias})"),
            _ => alias.to_string(),
        };
        if let Some(rest) = detail.strip_prefix("SCAN ") {
            let (alias, how) = rest.split_once(' ').unwrap_or((rest, ""));
            let table = aliases.get(&alias.to_lowercase()).cloned().unwrap_or_else(|| alias.to_string());
            if rest == "CONSTANT ROW" {
                return Step::Other("one row that is no table's".into());
            }
            if how.contains("VIRTUAL TABLE INDEX") {
                let by = if how.contains(":M") { "by its words (full text)" } else { "by its own means" };
                return Step::Other(format!("looks into {} {by}", shown(alias)));
            }
            return Step::Scan { table, shown: shown(alias), index: index(how) };
        }
        if let Some(rest) = detail.strip_prefix("SEARCH ") {
            let (alias, how) = rest.split_once(' ').unwrap_or((rest, ""));
            return Step::Other(search(&shown(alias), how));
        }
        Step::Other(other(detail))
    }

    fn words(&self) -> String {
        match self {
            Step::Scan { shown, index: None, .. } => format!("reads all rows of {shown}"),
            Step::Scan { shown, index: Some(index), .. } => {
                format!("reads all rows of {shown}, in the order of the index {index}")
            }
            Step::Other(words) => words.clone(),
        }
    }
}

/// The index that a step names.
fn index(how: &str) -> Option<String> {
    let (_, rest) = how.split_once("INDEX ")?;
    rest.split_whitespace().next().map(str::to_string)
}

fn search(table: &str, how: &str) -> String {
    let columns = match (how.find('('), how.rfind(')')) {
        (Some(from), Some(to)) if from < to => how[from + 1..to].replace("=?", "").replace('?', " …"),
        _ => String::new(),
    };
    if how.contains("VIRTUAL TABLE INDEX") {
        format!("looks into {table} by its own means")
    } else if how.contains("AUTOMATIC") {
        format!("looks up {table} by {columns}, in an index that it makes for this query alone")
    } else if how.contains("PRIMARY KEY") {
        let columns = if columns == "rowid" { "id".into() } else { columns };
        format!("looks up {table} by {columns}, its key")
    } else {
        let alone = if how.contains("COVERING") { ", and needs no more than that" } else { "" };
        let index = index(how).unwrap_or_default();
        format!("looks up {table} by {columns}, in the index {index}{alone}")
    }
}

fn other(detail: &str) -> String {
    if let Some(what) = detail.strip_prefix("USE TEMP B-TREE FOR ") {
        return match what {
            "ORDER BY" => "sorts the rows".into(),
            "GROUP BY" => "sorts the rows into groups".into(),
            "DISTINCT" => "remembers the rows, to give each once".into(),
            what => format!("sorts for {what}"),
        };
    }
    for (start, words) in [
        ("CO-ROUTINE ", "row by row, as they are needed, of "),
        ("MATERIALIZE ", "first makes a table of "),
        ("CORRELATED SCALAR SUBQUERY", "for each row, a query of its own:"),
        ("CORRELATED LIST SUBQUERY", "for each row, a list of its own:"),
        ("SCALAR SUBQUERY", "once, a query for one value:"),
        ("LIST SUBQUERY", "once, a query for a list:"),
        ("REUSE LIST SUBQUERY", "the list from before"),
        ("MULTI-INDEX OR", "by either of several indexes:"),
        ("RECURSIVE STEP", "again and again, with what the step before gave:"),
        ("SETUP", "at first:"),
        ("COMPOUND QUERY", "several queries, one after another:"),
        ("LEFT-MOST SUBQUERY", "the first:"),
        ("UNION ALL", "and then:"),
        ("UNION USING TEMP B-TREE", "and then, without what was there before:"),
        ("EXCEPT USING TEMP B-TREE", "less:"),
        ("INTERSECT USING TEMP B-TREE", "and of these only:"),
        ("BLOOM FILTER ON ", "passes over quickly what has no partner in "),
    ] {
        if let Some(rest) = detail.strip_prefix(start) {
            let rest = if words.ends_with(' ') { rest.split(" (").next().unwrap_or(rest) } else { "" };
            return format!("{words}{rest}");
        }
    }
    detail.to_lowercase()
}

/// The table that each name in the SQL means: after FROM, JOIN or a comma, `table AS name` or `table name`.
pub fn table_aliases(tables: &[&String], tokens: &[Token]) -> HashMap<String, String> {
    let tokens: Vec<&Token> = tokens.iter().filter(|token| token.is_significant()).collect();
    let mut aliases = HashMap::new();
    for (at, token) in tokens.iter().enumerate() {
        let Some(table) = token.name().and_then(|name| tables.iter().find(|t| t.eq_ignore_ascii_case(name)))
        else {
            continue;
        };
        aliases.insert(table.to_lowercase(), (*table).clone());
        let after = if tokens.get(at + 1).is_some_and(|next| next.is("AS")) { at + 2 } else { at + 1 };
        let alias = tokens.get(after).and_then(|token| token.name());
        let is_keyword = |name: &str| vocabulary::KEYWORDS.iter().any(|word| word.eq_ignore_ascii_case(name));
        if let Some(alias) = alias.filter(|alias| !is_keyword(alias)) {
            aliases.insert(alias.to_lowercase(), (*table).clone());
        }
    }
    aliases
}
