//! `presscut notes`: the notes, and taking them off.

use crate::app::desk;
use crate::app::desk::mark::{RemoveNotesRequest, remove_notes};
use crate::cli::args::list_output::write_list;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::args::reason::{ReasonOptions, WhoOptions};
use crate::cli::args::row_numbers;
use crate::cli::commands::entities::change::{report_decision, undo};
use crate::cli::commands::tags::MarkFilterOptions;
use crate::cli::{CliError, Global, Outcome};

/// List notes, or take them off
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    before_help = "Examples: presscut notes --tag follow-up -o notes.xlsx\n          presscut notes remove 3",
    after_help = "`presscut note` writes a note. `presscut tags export` writes notes and tags as a sheet to be edited and imported again."
)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    /// On what has this tag only
    #[arg(long, value_name = "TAG")]
    tag: Option<String>,
    #[command(flatten)]
    filter: MarkFilterOptions,
    #[command(flatten)]
    output: OutputOptions,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Take notes off
    Remove {
        /// Their numbers, as `presscut notes` lists them
        #[arg(value_parser = row_numbers::note, value_name = "N", required = true)]
        notes: Vec<i64>,
        #[command(flatten)]
        reason: ReasonOptions,
    },
    /// List the decisions about tags and notes; the same as `tags history`
    History {
        #[command(flatten)]
        output: Box<OutputOptions>,
    },
    /// Take a decision back; the same as `tags undo`
    Undo {
        /// Its number, as `notes history` lists it
        #[arg(value_parser = row_numbers::decision, value_name = "N")]
        number: i64,
        #[command(flatten)]
        by: WhoOptions,
    },
}

/// Lists, or takes off.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    match args.command {
        None => {
            write_list(&args.output, &desk::notes(&global.db, &args.filter.into_filter(args.tag))?, global)
        }
        Some(Command::Remove { notes, reason }) => {
            let request =
                RemoveNotesRequest { archive: global.db.clone(), notes, reason: reason.into_reason() };
            report_decision(&remove_notes(&request)?, global);
            Ok(Outcome::Done)
        }
        Some(Command::History { output }) => write_list(&output, &desk::history(), global),
        Some(Command::Undo { number, by }) => undo(number, by, global),
    }
}
