//! The command line: arguments turned into requests to [`app`](crate::app), outcomes turned into text and an exit code.
//!
//! One file a command, without rules or SQL. [`run`] reads as the list of what presscut can do.

pub mod args;
pub mod commands;
pub(crate) mod completion;
pub(crate) mod error;
pub(crate) mod shell;
pub mod terminal;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

pub use error::CliError;

/// The parsed arguments.
#[derive(Debug, Parser)]
#[command(
    name = "presscut",
    version,
    about = "An archive of press cuttings in one SQLite file: import scrapes, query them, export spreadsheets",
    arg_required_else_help = true,
    subcommand_required = true,
    max_term_width = 100,
    before_help = "Example: presscut import scrapes/ && presscut query speakers",
    after_help = "Exit codes: 0 done, 1 error, 2 wrong usage, 3 done but some records were rejected, \
                  4 stopped by a time or row limit, 130 interrupted"
)]
pub struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// The options that every command takes.
#[derive(Debug, clap::Args)]
pub struct Global {
    /// The archive
    #[arg(long, global = true, value_name = "FILE", env = "PRESSCUT_DB", default_value = "presscut.db")]
    pub db: PathBuf,
    /// Say nothing but errors on stderr
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Colours: auto, always or never; NO_COLOR is respected
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_possible_values = true)]
    pub color: ColorChoice,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Everywhere
    Always,
    /// Nowhere
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    Import(commands::import::Args),
    Query(commands::query::Args),
    Report(commands::report::Args),
    Sql(commands::sql::Args),
    Search(commands::search::Args),
    Shell(shell::Args),
    Chart(commands::chart::Args),
    Export(commands::export::Args),
    Show(commands::show::Args),
    Imports(commands::imports::Args),
    Rejects(commands::rejects::Args),
    Quotes(commands::quotes::Args),
    Reextract(commands::reextract::Args),
    Sources(commands::sources::Args),
    Entities(commands::entities::Args),
    Trace(commands::trace::Args),
    Extract(commands::extract::Args),
    Schema(commands::schema::Args),
    Check(commands::check::Args),
    Backup(commands::backup::Args),
    Completions(completion::Args),
    Man(completion::ManArgs),
}

impl Cli {
    /// Parses the arguments; ends the program where they are wrong.
    pub fn from_arguments() -> Cli {
        completion::answer_shell();
        Cli::parse_from(args::parameters::join_parameters(std::env::args_os()))
    }
}

/// How a command ended, when it ended well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All was done.
    Done,
    /// All was done, and some records were rejected.
    SomeRejected,
    /// A time or row limit stopped it; what came before that was written.
    Stopped,
    /// The user interrupted it.
    Interrupted,
}

/// Runs the command.
pub fn run(cli: Cli) -> Result<Outcome, CliError> {
    let global = &cli.global;
    match cli.command {
        Command::Import(args) => commands::import::run(args, global),
        Command::Query(args) => commands::query::run(args, global),
        Command::Report(args) => commands::report::run(args, global),
        Command::Sql(args) => commands::sql::run(args, global),
        Command::Search(args) => commands::search::run(args, global),
        Command::Shell(args) => shell::run(args, global),
        Command::Chart(args) => commands::chart::run(args, global),
        Command::Export(args) => commands::export::run(args, global),
        Command::Schema(args) => commands::schema::run(args, global),
        Command::Imports(args) => commands::imports::run(args, global),
        Command::Rejects(args) => commands::rejects::run(args, global),
        Command::Quotes(args) => commands::quotes::run(args, global),
        Command::Reextract(args) => commands::reextract::run(args, global),
        Command::Sources(args) => commands::sources::run(args, global),
        Command::Entities(args) => commands::entities::run(args, global),
        Command::Show(args) => commands::show::run(args, global),
        Command::Check(args) => commands::check::run(args, global),
        Command::Backup(args) => commands::backup::run(args, global),
        Command::Completions(args) => completion::run(args),
        Command::Man(args) => completion::man(args),
        Command::Trace(args) => commands::trace::run(args, global),
        Command::Extract(args) => commands::extract::run(args, global),
    }
}
