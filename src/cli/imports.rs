//! `presscut imports`: the ledger's runs, and the files of one.

use rusqlite::types::Value;

use super::output_options::OutputOptions;
use super::{CliError, Global, Outcome};
use crate::archive::open;

/// List the imports, or the files of one
#[derive(Debug, clap::Args)]
#[command(before_help = "Example: presscut imports 3")]
pub struct Args {
    /// The import's number: list its files
    #[arg(value_name = "ID")]
    id: Option<i64>,
    #[command(flatten)]
    output: OutputOptions,
}

const IMPORTS: &str = "
    SELECT i.id, i.started_at, i.status, i.\"new\", i.unchanged, i.revised, i.duplicate, i.rejected, i.teasers,
           (SELECT count(*) FROM import_files f WHERE f.import_id = i.id) AS files, i.command, i.version
    FROM imports i
    ORDER BY i.id";

const FILES: &str = "
    SELECT f.id, f.path, f.status, f.format, f.encoding, f.bytes, f.records, f.rejected, f.passed_over, f.sha256
    FROM import_files f
    WHERE f.import_id = :id
    ORDER BY f.id";

/// Lists them.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let archive = open::reading(&global.db)?;
    let (sql, values) = match args.id {
        Some(id) => {
            let known: i64 =
                archive.query_row("SELECT count(*) FROM imports WHERE id = ?1", [id], |row| row.get(0))?;
            if known == 0 {
                return Err(CliError::Usage(format!(
                    "there is no import {id}: `presscut imports` lists them"
                )));
            }
            (FILES, vec![("id".to_string(), Value::Integer(id))])
        }
        None => (IMPORTS, Vec::new()),
    };
    args.output.answer(global, archive, sql, &values, None)
}
