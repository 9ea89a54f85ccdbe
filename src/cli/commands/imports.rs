//! `presscut imports`: the ledger's runs, one of them with its files, and taking one back.

use crate::app::imports;
use crate::app::imports::UndoImportRequest;
use crate::cli::args::list_output::write_list;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::terminal::streams::say_line;
use crate::cli::{CliError, Global, Outcome};
use crate::text::count_phrase::count_phrase;

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

/// Lists, shows or takes back.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    match (args.command, args.id) {
        (Some(Command::Undo { id }), _) => undo(id, global),
        (Some(Command::Show { id, output }), _) => list_files(id, &output, global),
        (None, Some(id)) => list_files(id, &args.output, global),
        (None, None) => write_list(&args.output, &imports::list(), global),
    }
}

fn list_files(id: i64, output: &OutputOptions, global: &Global) -> Result<Outcome, CliError> {
    write_list(output, &imports::list_files(&global.db, id)?, global)
}

fn undo(id: i64, global: &Global) -> Result<Outcome, CliError> {
    let done = imports::undo(&UndoImportRequest { archive: global.db.clone(), import: id })?;
    if !global.quiet {
        let teasers = match done.teasers {
            0 => String::new(),
            n => format!(" with {}", count_phrase(n, "teaser")),
        };
        say_line(&format!(
            "{}: import {id} is taken back: {}{teasers} removed, {} brought back to an earlier version, {} removed",
            global.db.display(),
            count_phrase(done.articles, "article"),
            count_phrase(done.restored, "article"),
            count_phrase(done.rejects, "reject"),
        ));
        if done.handed_over > 0 {
            say_line(&format!(
                "{} stayed: a later import has brought the same",
                count_phrase(done.handed_over, "article")
            ));
        }
    }
    Ok(Outcome::Done)
}
