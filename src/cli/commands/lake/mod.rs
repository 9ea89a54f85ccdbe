//! `presscut lake`: a corpus that is larger than one archive.

mod extract;
mod settle;
mod slice;

use crate::cli::{CliError, Global, Outcome};

/// Work on a corpus that outgrows one archive: annotated records in many files
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Example: presscut lake extract crawl.warc.gz -o lake/",
    subcommand_required = true,
    arg_required_else_help = true
)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Extract(extract::Args),
    Settle(settle::Args),
    Slice(slice::Args),
}

/// Runs the command below.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    match args.command {
        Command::Extract(args) => extract::run(args, global),
        Command::Settle(args) => settle::run(args, global),
        Command::Slice(args) => slice::run(args, global),
    }
}
