//! `presscut imports`: the ledger's runs, one of them with its files, and taking one back.

use crate::app::imports;
use crate::app::imports::{AllSeenAgain, ImportChoice, UndoImportsRequest, UndoneImport};
use crate::cli::args::list_output::write_list;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::args::row_numbers;
use crate::cli::terminal::streams::say_line;
use crate::cli::{CliError, Global, Outcome};
use crate::text::count_phrase::count_phrase;

/// List the imports, show one with its files, or take one back
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    before_help = "Examples: presscut imports\n          presscut imports show 3\n          presscut imports undo last"
)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    /// The import's number: the same as `imports show`
    #[arg(value_parser = row_numbers::import, value_name = "ID")]
    id: Option<i64>,
    #[command(flatten)]
    output: OutputOptions,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// List the files of an import, with what became of them
    Show {
        /// The import's number
        #[arg(value_parser = row_numbers::import, value_name = "ID")]
        id: i64,
        #[command(flatten)]
        output: Box<OutputOptions>,
    },
    /// Take imports back: what they added goes, what they revised returns
    Undo {
        /// The import's number, several, or last
        #[arg(value_name = "ID|last", required = true, value_parser = import_choice)]
        ids: Vec<ImportChoice>,
        /// Where other imports have brought all of it too, leave it to them
        #[arg(long)]
        hand_over: bool,
    },
}

/// Lists, shows or takes back.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    match (args.command, args.id) {
        (Some(Command::Undo { ids, hand_over }), _) => undo(ids, hand_over, global),
        (Some(Command::Show { id, output }), _) => list_files(id, &output, global),
        (None, Some(id)) => list_files(id, &args.output, global),
        (None, None) => write_list(&args.output, &imports::list(), global),
    }
}

fn list_files(id: i64, output: &OutputOptions, global: &Global) -> Result<Outcome, CliError> {
    write_list(output, &imports::list_files(&global.db, id)?, global)
}

/// "3" or "last".
fn import_choice(text: &str) -> Result<ImportChoice, String> {
    match text {
        "last" => Ok(ImportChoice::Last),
        number => number
            .parse()
            .map(ImportChoice::Number)
            .map_err(|_| "write the number of an import, as `presscut imports` lists them, or last".into()),
    }
}

fn undo(ids: Vec<ImportChoice>, hand_over: bool, global: &Global) -> Result<Outcome, CliError> {
    let request = UndoImportsRequest {
        archive: global.db.clone(),
        imports: ids,
        all_seen_again: if hand_over { AllSeenAgain::HandOver } else { AllSeenAgain::Refuse },
    };
    for (id, done) in imports::undo(&request)? {
        if !global.quiet {
            report(id, &done, global);
        }
    }
    Ok(Outcome::Done)
}

fn report(id: i64, done: &UndoneImport, global: &Global) {
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
        let heirs: Vec<String> = done.heirs.iter().map(i64::to_string).collect();
        let by = match heirs.is_empty() {
            true => String::new(),
            false => format!("; `presscut imports undo {}` takes that back too", heirs.join(" ")),
        };
        say_line(&format!(
            "{} stayed: a later import has brought the same{by}",
            count_phrase(done.handed_over, "article")
        ));
    }
}
