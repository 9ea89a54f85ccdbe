//! `entities suggest`: the pairs that may be one, as rows.

use rusqlite::{Connection, params};

use crate::archive::entities::suggestions;
use crate::archive::entities::suggestions::{Candidate, Suggestion};
use crate::archive::schema::connection::ArchiveReader;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::commands::entities::Filter;
use crate::cli::{CliError, Global, Outcome};
use crate::text::name_key::name_key;

/// The pairs are found in memory; they come out as all rows do, through a table of their own.
const TABLE: &str =
    "CREATE TABLE pairs (n INTEGER PRIMARY KEY, id, entity, type, mentions, other_id, other, other_type,
                     other_mentions, likelihood, evidence)";

const SQL: &str =
    "SELECT id, entity, type, mentions, other_id, other, other_type, other_mentions, likelihood, evidence
                   FROM pairs ORDER BY n";

/// Lists them.
pub fn run(
    archive: &ArchiveReader,
    filter: &Filter,
    output: &OutputOptions,
    global: &Global,
) -> Result<Outcome, CliError> {
    let pairs = suggestions::suggest(archive)?;
    let table = Connection::open_in_memory()?;
    table.execute_batch(TABLE)?;
    table.execute_batch("BEGIN")?;
    {
        let mut insert = table.prepare(
            "INSERT INTO pairs (id, entity, type, mentions, other_id, other, other_type, other_mentions, likelihood, evidence)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?;
        for Suggestion { keep, merge, evidence, likelihood } in
            pairs.iter().filter(|pair| lets_through(filter, pair))
        {
            insert.execute(params![
                keep.id,
                keep.name,
                keep.kind.as_str(),
                keep.mentions,
                merge.id,
                merge.name,
                merge.kind.as_str(),
                merge.mentions,
                (likelihood * 100.0).round() / 100.0,
                evidence
            ])?;
        }
    }
    table.execute_batch("COMMIT")?;
    output.answer(global, table.into(), SQL, &[], None)
}

/// Whether one of a pair is asked for.
fn lets_through(filter: &Filter, pair: &Suggestion) -> bool {
    let one = |candidate: &Candidate| {
        filter.kind.is_none_or(|kind| kind == candidate.kind)
            && filter.name.as_deref().is_none_or(|name| name_key(&candidate.name).contains(&name_key(name)))
            && candidate.mentions >= filter.at_least
    };
    one(&pair.keep) || one(&pair.merge)
}
