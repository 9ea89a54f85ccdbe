//! The command line: arguments turned into requests to [`app`](crate::app), outcomes turned into text and an exit code.
//!
//! One file a command, without rules or SQL. To add a command: a file in [`commands`] with its `Args` and its `run`, and
//! one line in the list below.

pub mod args;
pub mod commands;
pub(crate) mod completion;
pub(crate) mod error;
pub(crate) mod manual;
pub(crate) mod shell;
pub mod terminal;
mod version;

use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Duration;

use clap::parser::ValueSource;
use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::app::build_facts::build_facts;
use crate::app::settings::{Setting, SettingOrigin, Settings};
use crate::app::waiting::{Wait, WaitPolicy, set_wait_policy};
use crate::cli::terminal::display::{DisplayPolicy, set_display_policy};
use crate::cli::terminal::streams::say_line;
use crate::output::printable::printable;
pub use error::CliError;

/// What the exit codes mean, for help and the manual.
pub(crate) const EXIT_CODES: &str = "0 done, 1 error, 2 wrong usage, 3 done but some records were rejected, \
                                     4 stopped by a time or row limit, 130 interrupted";

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
    after_help = format!("Exit codes: {EXIT_CODES}\n\n`presscut --version --verbose` also says the versions of schema, extractor, models and SQLite")
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
    /// What the files of settings say.
    #[arg(skip)]
    pub settings: Settings,
    /// How long to wait where another program writes to the archive [default: 10; an import waits as
    /// long as another import takes]
    #[arg(long, global = true, value_name = "SECONDS", value_parser = wait_limit)]
    pub wait: Option<Duration>,
    /// Say nothing but errors on stderr
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Colours: auto, always or never; NO_COLOR is respected
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_possible_values = true)]
    pub color: ColorChoice,
    /// Show long results at once rather than in $PAGER
    #[arg(long, global = true)]
    pub no_pager: bool,
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

/// The commands, in the order of `--help`: each with its arguments and the function that runs it.
macro_rules! commands {
    ($($name:ident($arguments:path) => $run:path,)*) => {
        #[derive(Debug, Subcommand)]
        enum Command {
            $($name($arguments),)*
        }

        impl Command {
            fn run(self, global: &Global) -> Result<Outcome, CliError> {
                match self {
                    $(Command::$name(arguments) => $run(arguments, global),)*
                }
            }
        }
    };
}

commands! {
    Import(commands::import::Args) => commands::import::run,
    News(commands::news::Args) => commands::news::run,
    Watch(commands::watch::Args) => commands::watch::run,
    Query(commands::query::Args) => commands::query::run,
    Report(commands::report::Args) => commands::report::run,
    Sql(commands::sql::Args) => commands::sql::run,
    Search(commands::search::Args) => commands::search::run,
    Shell(shell::Args) => shell::run,
    Chart(commands::chart::Args) => commands::chart::run,
    Dossier(commands::dossier::Args) => commands::dossier::run,
    Export(commands::export::Args) => commands::export::run,
    Show(commands::show::Args) => commands::show::run,
    Tag(commands::tag::Args) => commands::tag::run,
    Note(commands::note::Args) => commands::note::run,
    Tags(commands::tags::Args) => commands::tags::run,
    Notes(commands::notes::Args) => commands::notes::run,
    Imports(commands::imports::Args) => commands::imports::run,
    Merge(commands::merge::Args) => commands::merge::run,
    Rejects(commands::rejects::Args) => commands::rejects::run,
    Quotes(commands::quotes::Args) => commands::quotes::run,
    Forget(commands::forget::Args) => commands::forget::run,
    Reextract(commands::reextract::Args) => commands::reextract::run,
    Sources(commands::sources::Args) => commands::sources::run,
    Entities(commands::entities::Args) => commands::entities::run,
    Trace(commands::trace::Args) => commands::trace::run,
    Extract(commands::extract::Args) => commands::extract::run,
    Lake(commands::lake::Args) => commands::lake::run,
    Schema(commands::schema::Args) => commands::schema::run,
    Config(commands::config::Args) => commands::config::run,
    Check(commands::check::Args) => commands::check::run,
    Backup(commands::backup::Args) => commands::backup::run,
    Completions(completion::Args) => completion::run,
    Man(manual::Args) => manual::run,
    Licences(commands::licences::Args) => commands::licences::run,
}

impl Cli {
    /// Parses the arguments; ends the program where they are wrong.
    pub fn from_arguments() -> Cli {
        completion::answer_shell();
        let arguments = args::parameters::join_parameters(std::env::args_os());
        let arguments: Vec<OsString> = args::scope_options::join_import_days(arguments);
        if version::asks_for_versions(&arguments) {
            let shown = io::stdout().write_all(version::show_versions(&build_facts()).as_bytes());
            std::process::exit(i32::from(shown.is_err()));
        }
        Cli::parse_with_settings(arguments)
            .unwrap_or_else(|error| end_with_usage(&without_misleading_tips(error)))
    }

    fn parse_with_settings(arguments: Vec<OsString>) -> Result<Cli, clap::Error> {
        let matches = Cli::command().try_get_matches_from(arguments)?;
        let mut cli = Cli::from_arg_matches(&matches)?;
        let origin = match archive_source(&matches) {
            Some(ValueSource::CommandLine) => Some(SettingOrigin::Option),
            Some(ValueSource::EnvVariable) => Some(SettingOrigin::Variable),
            _ => None,
        };
        let named = origin.map(|origin| Setting { value: cli.global.db.clone(), origin });
        cli.global.settings = Settings::load(named).unwrap_or_else(|error| {
            say_line(&format!("error: {error}"));
            std::process::exit(2)
        });
        cli.global.db.clone_from(&cli.global.settings.archive.value);
        Ok(cli)
    }
}

/// Where the archive's path comes from: an option may be before the command or after it.
fn archive_source(matches: &ArgMatches) -> Option<ValueSource> {
    let below = matches.subcommand().and_then(|(_, below)| archive_source(below));
    let is_here = matches.try_contains_id("db").is_ok();
    let here = is_here.then(|| matches.value_source("db")).flatten();
    below.max(here)
}

/// An error of clap's without the tip to pass an unknown option as a value: `-- --soruce` makes a word to look for, or the
/// name of a file, of what was a slip.
fn without_misleading_tips(mut error: clap::Error) -> clap::Error {
    if error.kind() == clap::error::ErrorKind::UnknownArgument {
        error.remove(clap::error::ContextKind::Suggested);
    }
    error
}

/// Shows help, the version, or what is wrong with the arguments, and ends the program.
fn end_with_usage(error: &clap::Error) -> ! {
    let text = error.to_string();
    // An argument may hold characters that command the terminal; its message then goes without colours.
    let shown = match printable(&text) {
        Cow::Borrowed(_) => error.print(),
        Cow::Owned(text) => writeln!(io::stderr().lock(), "{}", text.trim_end()),
    };
    let code = if shown.is_err() && error.exit_code() == 0 { 1 } else { error.exit_code() };
    std::process::exit(code)
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

/// The seconds of `--wait`.
fn wait_limit(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().map_err(|_| "write a number of seconds".to_string())?;
    Duration::try_from_secs_f64(seconds).map_err(|_| "write a number of seconds, 0 or more".into())
}

/// Says for whom a command waits, with --quiet too.
fn report_wait(wait: &Wait) {
    let holder = if wait.holder.is_empty() { "another program" } else { wait.holder };
    let seconds = wait.limit.as_secs_f64();
    say_line(&format!("{holder} is writing to the archive: waiting up to {seconds} s, as --wait says"));
}

/// Runs the command.
pub fn run(cli: Cli) -> Result<Outcome, CliError> {
    set_display_policy(DisplayPolicy { color: cli.global.color, pages: !cli.global.no_pager });
    set_wait_policy(WaitPolicy { limit: cli.global.wait, report: report_wait });
    cli.command.run(&cli.global)
}
