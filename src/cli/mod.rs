//! The command line: what was typed, turned into calls of the stations; one file a command.
//!
//! No logic of its own. [`run`] reads as the list of what presscut can do.

mod asked;
mod backup;
mod candidates;
mod chart;
mod check;
mod completions;
mod each;
mod entities;
mod error;
mod export;
mod extract;
mod import;
mod imports;
mod output_files;
mod output_options;
mod query;
mod quote_sample;
mod quotes;
mod reextract;
mod rejects;
mod report;
mod schema;
mod search;
mod shell;
mod show;
mod sources;
mod sql;
mod trace;
mod versions;
mod watchdog;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

pub use error::CliError;

/// What was typed.
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
    /// Colours: auto, always or never; NO_COLOR is heeded
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
    Import(import::Args),
    Query(query::Args),
    Report(report::Args),
    Sql(sql::Args),
    Search(search::Args),
    Shell(shell::Args),
    Chart(chart::Args),
    Export(export::Args),
    Show(show::Args),
    Imports(imports::Args),
    Rejects(rejects::Args),
    Quotes(quotes::Args),
    Reextract(reextract::Args),
    Sources(sources::Args),
    Entities(entities::Args),
    Trace(trace::Args),
    Extract(extract::Args),
    Schema(schema::Args),
    Check(check::Args),
    Backup(backup::Args),
    Completions(completions::Args),
    Man(completions::ManArgs),
}

impl Cli {
    /// What was typed, understood; ends the program where it cannot be.
    pub fn from_typed() -> Cli {
        completions::answer_shell();
        Cli::parse_from(query::join_parameters(std::env::args_os()))
    }
}

/// How a command ended, when it ended well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All was done.
    Done,
    /// All was done, and some records were turned away.
    SomeRejected,
    /// A time or row limit stopped it; what came before that was given.
    Stopped,
    /// The user interrupted it.
    Interrupted,
}

/// Runs the command that was typed.
pub fn run(cli: Cli) -> Result<Outcome, CliError> {
    let global = &cli.global;
    match cli.command {
        Command::Import(args) => import::run(args, global),
        Command::Query(args) => query::run(args, global),
        Command::Report(args) => report::run(args, global),
        Command::Sql(args) => sql::run(args, global),
        Command::Search(args) => search::run(args, global),
        Command::Shell(args) => shell::run(args, global),
        Command::Chart(args) => chart::run(args, global),
        Command::Export(args) => export::run(args, global),
        Command::Schema(args) => schema::run(args, global),
        Command::Imports(args) => imports::run(args, global),
        Command::Rejects(args) => rejects::run(args, global),
        Command::Quotes(args) => quotes::run(args, global),
        Command::Reextract(args) => reextract::run(args, global),
        Command::Sources(args) => sources::run(args, global),
        Command::Entities(args) => entities::run(args, global),
        Command::Show(args) => show::run(args, global),
        Command::Check(args) => check::run(args, global),
        Command::Backup(args) => backup::run(args, global),
        Command::Completions(args) => completions::run(args),
        Command::Man(args) => completions::man(args),
        Command::Trace(args) => trace::run(args, global),
        Command::Extract(args) => extract::run(args, global),
    }
}

/// Opened for reading first: a command that changes an archive makes none where there is none, but may bring an old one
/// up to date.
fn refuse_missing(db: &std::path::Path) -> Result<(), CliError> {
    match crate::archive::open::reading(db) {
        Ok(_) | Err(crate::archive::ArchiveError::TooOld { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
