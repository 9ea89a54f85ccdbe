//! `entities suggest`: the pairs that may be one entity, as rows.

use rusqlite::types::Value;

use crate::app::entities::EntityFilter;
use crate::app::entities::suggest;
use crate::app::entities::suggest::{Candidate, Suggestion};
use crate::cli::args::list_output::write_rows;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::{CliError, Global, Outcome};

const COLUMNS: [&str; 10] = [
    "id",
    "entity",
    "type",
    "mentions",
    "other_id",
    "other",
    "other_type",
    "other_mentions",
    "likelihood",
    "evidence",
];

/// Lists them.
pub fn run(filter: EntityFilter, output: &OutputOptions, global: &Global) -> Result<Outcome, CliError> {
    let pairs = suggest::suggest(&global.db, &filter)?;
    write_rows(output, &COLUMNS, pairs.into_iter().map(row).collect(), global)
}

fn row(pair: Suggestion) -> Vec<Value> {
    let candidate = |Candidate { id, name, kind, mentions, .. }| {
        [Value::from(id), name.into(), kind.as_str().to_string().into(), mentions.into()]
    };
    let mut row: Vec<Value> = candidate(pair.keep).into_iter().chain(candidate(pair.merge)).collect();
    row.push(((pair.likelihood * 100.0).round() / 100.0).into());
    row.push(pair.evidence.into());
    row
}
