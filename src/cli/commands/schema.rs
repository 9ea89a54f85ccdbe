//! `presscut schema`: the archive's tables and columns, to write SQL against; and the functions that SQL has here.

use rusqlite::Connection;
use rusqlite::types::Value;

use crate::archive::schema::connection::ArchiveReader;
use crate::archive::schema::open;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::{CliError, Global, Outcome};
use crate::query::{functions, suggest, vocabulary};

/// Show the archive's tables, views and columns
#[derive(Debug, clap::Args)]
#[command(before_help = "Example: presscut schema quotes")]
pub struct Args {
    /// This table or view only
    #[arg(value_name = "TABLE")]
    name: Option<String>,
    /// Show the functions beyond SQLite's own, each with an example
    #[arg(long, conflicts_with = "name")]
    functions: bool,
    #[command(flatten)]
    output: OutputOptions,
}

/// Tables first, then views; the tables that SQLite keeps for full text are left out.
pub(crate) fn sql() -> String {
    format!(
        "SELECT s.name AS \"table\", s.type AS kind, c.name AS \"column\", c.type,
                CASE WHEN c.pk > 0 THEN 'primary key'
                     WHEN f.\"table\" IS NOT NULL THEN 'of ' || f.\"table\"
                     WHEN s.sql LIKE 'CREATE VIRTUAL TABLE%' THEN 'full text: WHERE ' || s.name || ' MATCH …'
                     WHEN c.\"notnull\" THEN 'not null' ELSE '' END AS note
         FROM (SELECT name, type, sql, rowid FROM sqlite_schema s WHERE {}) s
         JOIN pragma_table_info(s.name) c
         LEFT JOIN pragma_foreign_key_list(s.name) f ON f.\"from\" = c.name
         WHERE :table IS NULL OR s.name = :table COLLATE NOCASE
         ORDER BY s.type, s.rowid, c.cid",
        vocabulary::FOR_PEOPLE
    )
}

/// The functions, from the list that the program has of them, as SQL that gives rows.
pub(crate) fn functions() -> (String, Vec<(String, Value)>) {
    let list: Vec<[&str; 4]> =
        functions::LIST.iter().map(|one| [one.form, one.about, one.example, one.gives]).collect();
    let list = serde_json::to_string(&list).unwrap_or_default();
    let sql =
        "SELECT value ->> 0 AS function, value ->> 1 AS about, value ->> 2 AS example, value ->> 3 AS gives
               FROM json_each(:list) ORDER BY key";
    (sql.into(), vec![("list".into(), Value::Text(list))])
}

/// The table of a name, if one is given and there is such a table.
pub(crate) fn known(archive: &Connection, table: Option<&str>) -> Result<Option<String>, CliError> {
    let names = vocabulary::tables(archive)?;
    match table {
        Some(table) if !names.iter().any(|name| name.eq_ignore_ascii_case(table)) => {
            let near = suggest::did_you_mean(table, names.iter().map(String::as_str));
            Err(CliError::Usage(format!("there is no table {table}{near}: `presscut schema` lists them")))
        }
        table => Ok(table.map(str::to_string)),
    }
}

/// Shows them.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    if args.functions {
        // They are the same for every archive, and are there without one.
        let (sql, values) = functions();
        return args.output.answer(global, ArchiveReader::without_archive()?, &sql, &values, None);
    }
    let archive = open::reading(&global.db)?;
    let table = known(&archive, args.name.as_deref())?;
    args.output.answer(global, archive, &sql(), &[("table".into(), table.into())], None)
}
