//! `entities suggest`: the pairs that may be one entity, as rows.

use crate::app::entities::EntityFilter;
use crate::app::entities::suggest;
use crate::app::entities::suggest::Suggestion;
use crate::cli::args::list_output::write_rows;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::{CliError, Global, Outcome};
use crate::output::OwnedCell;

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
    write_rows(output, COLUMNS, pairs.into_iter().map(row), global)
}

fn row(Suggestion { keep, merge, evidence, likelihood }: Suggestion) -> [OwnedCell; 10] {
    [
        keep.id.into(),
        keep.name.into(),
        keep.kind.as_str().into(),
        keep.mentions.into(),
        merge.id.into(),
        merge.name.into(),
        merge.kind.as_str().into(),
        merge.mentions.into(),
        ((likelihood * 100.0).round() / 100.0).into(),
        evidence.into(),
    ]
}
