//! `presscut imports`: the ledger's runs, one of them with its files, and taking one back.

use rusqlite::Connection;
use rusqlite::types::Value;

use crate::app::undo;
use crate::archive::ledger::undo::UndoError;
use crate::archive::schema::open;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::commands::import::counted;
use crate::cli::{CliError, Global, Outcome};

/// List the imports, show one with its files, or take one back
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    before_help = "Examples: presscut imports\n          presscut imports show 3\n          presscut imports undo 3"
)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    /// The import's number: the same as `imports show`
    #[arg(value_name = "ID")]
    id: Option<i64>,
    #[command(flatten)]
    output: OutputOptions,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// List the files of an import, with what became of them
    Show {
        /// The import's number
        #[arg(value_name = "ID")]
        id: i64,
        #[command(flatten)]
        output: Box<OutputOptions>,
    },
    /// Take an import back: what it added goes, what it revised returns
    Undo {
        /// The import's number
        #[arg(value_name = "ID")]
        id: i64,
    },
}

const IMPORTS: &str = "
    SELECT i.id, i.started_at, CASE WHEN i.undone_at IS NULL THEN i.status ELSE 'taken back' END AS status, i.\"new\", i.unchanged, i.revised, i.duplicate, i.rejected, i.teasers,
           (SELECT count(*) FROM import_files f WHERE f.import_id = i.id) AS files, i.command, i.version,
           i.finished_at, i.undone_at
    FROM imports i
    ORDER BY i.id";

const FILES: &str = "
    SELECT f.id, f.path, f.status, f.format, f.encoding, f.bytes, f.records, f.rejected, f.passed_over, substr(f.sha256, 1, 12) AS sha256
    FROM import_files f
    WHERE f.import_id = :id
    ORDER BY f.id";

/// Lists, shows or takes back.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    match (args.command, args.id) {
        (Some(Command::Undo { id }), _) => take_back(id, global),
        (Some(Command::Show { id, output }), _) => show(id, &output, global),
        (None, Some(id)) => show(id, &args.output, global),
        (None, None) => args.output.answer(global, open::reading(&global.db)?, IMPORTS, &[], None),
    }
}

fn show(id: i64, output: &OutputOptions, global: &Global) -> Result<Outcome, CliError> {
    let archive = open::reading(&global.db)?;
    refuse_unknown(&archive, id)?;
    output.answer(global, archive, FILES, &[("id".to_string(), Value::Integer(id))], None)
}

fn refuse_unknown(archive: &Connection, id: i64) -> Result<(), CliError> {
    let known: i64 =
        archive.query_row("SELECT count(*) FROM imports WHERE id = ?1", [id], |row| row.get(0))?;
    match known {
        0 => Err(CliError::Failed(format!("there is no import {id}: `presscut imports` lists them"))),
        _ => Ok(()),
    }
}

fn take_back(id: i64, global: &Global) -> Result<Outcome, CliError> {
    // Opened for reading first: an archive that is not there is not made.
    drop(open::reading(&global.db)?);
    let done = undo::undo(&global.db, id).map_err(|error| match error {
        UndoError::Archive(error) => error.into(),
        UndoError::Unknown(_) | UndoError::Done(..) => CliError::Failed(error.to_string()),
    })?;
    if !global.quiet {
        let teasers = match done.teasers {
            0 => String::new(),
            n => format!(" with {}", counted(n, "teaser")),
        };
        eprintln!(
            "{}: import {id} is taken back: {}{teasers} removed, {} brought back to an earlier version, {} removed",
            global.db.display(),
            counted(done.articles, "article"),
            counted(done.restored, "article"),
            counted(done.rejects, "reject"),
        );
        if done.handed_over > 0 {
            eprintln!("{} stayed: a later import has brought the same", counted(done.handed_over, "article"));
        }
    }
    Ok(Outcome::Done)
}
