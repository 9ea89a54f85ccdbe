//! `presscut schema`: the archive's tables and columns, to write SQL against.

use super::output_options::OutputOptions;
use super::{CliError, Global, Outcome};
use crate::archive::open;

/// Show the archive's tables, views and columns
#[derive(Debug, clap::Args)]
#[command(before_help = "Example: presscut schema quotes")]
pub struct Args {
    /// This table or view only
    #[arg(value_name = "TABLE")]
    name: Option<String>,
    #[command(flatten)]
    output: OutputOptions,
}

/// Tables first, then views; the tables that SQLite keeps for full text are left out.
const SQL: &str = "
    SELECT t.name AS \"table\", t.type AS kind, c.name AS \"column\", c.type,
           CASE WHEN c.pk > 0 THEN 'primary key'
                WHEN f.\"table\" IS NOT NULL THEN 'of ' || f.\"table\"
                WHEN c.\"notnull\" THEN 'not null' ELSE '' END AS note
    FROM sqlite_schema t
    JOIN pragma_table_info(t.name) c
    LEFT JOIN pragma_foreign_key_list(t.name) f ON f.\"from\" = c.name
    WHERE t.type IN ('table', 'view') AND t.name NOT LIKE 'articles_fts%' AND t.name NOT LIKE 'sqlite_%'
      AND (:table IS NULL OR t.name = :table COLLATE NOCASE)
    ORDER BY t.type, t.rowid, c.cid";

/// Shows them.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let archive = open::reading(&global.db)?;
    let names: Vec<String> = archive
        .prepare("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'articles_fts%'")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    if let Some(table) = &args.name
        && !names.iter().any(|name| name.eq_ignore_ascii_case(table))
    {
        let near = crate::query::nearest::did_you_mean(table, names.iter().map(String::as_str));
        return Err(CliError::Usage(format!(
            "there is no table {table}{near}: `presscut schema` lists them"
        )));
    }
    let values = [("table".to_string(), args.name.clone().map_or(rusqlite::types::Value::Null, Into::into))];
    args.output.answer(global, archive, SQL, &values, None)
}
