//! `presscut rejects`: the records that were not taken, each with its reason and its own bytes.

use rusqlite::types::Value;

use super::output_options::OutputOptions;
use super::{CliError, Global, Outcome};
use crate::archive::open;

/// List the records that were not taken, with the reasons
#[derive(Debug, clap::Args)]
#[command(before_help = "Example: presscut rejects -o rejects.csv")]
pub struct Args {
    /// Of this import only
    #[arg(long, value_name = "ID")]
    import: Option<i64>,
    #[command(flatten)]
    output: OutputOptions,
}

const SQL: &str = "
    SELECT r.id, r.import_id AS import, r.path, r.member, r.record, r.rule, r.reason, r.byte_offset,
           CAST(r.raw AS TEXT) AS raw
    FROM rejects r
    WHERE :import IS NULL OR r.import_id = :import
    ORDER BY r.id";

/// Lists them.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let archive = open::reading(&global.db)?;
    let values = [("import".to_string(), args.import.map_or(Value::Null, Value::Integer))];
    args.output.answer(global, archive, SQL, &values, None)
}
