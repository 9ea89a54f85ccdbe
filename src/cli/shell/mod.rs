//! `presscut shell`: a prompt for SQL, canned queries and searches, with history, completion and a pager.
//!
//! Everything that is asked goes through the same sandbox as `presscut sql`. Ctrl-C stops what runs, or the line that is
//! being typed, and never the shell; Ctrl-D ends it. Where standard input is no terminal, it runs what it reads.

pub(crate) mod commands;
pub(crate) mod complete;
pub(crate) mod editor;
pub(crate) mod session;

use std::io::{IsTerminal, Read};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::archive::schema::open;
use crate::cli::commands::query::seconds;
use crate::cli::{CliError, ColorChoice, Global, Outcome};
use crate::query::{QueryError, sandbox};
use session::{Session, Step};

/// A prompt for SQL, canned queries and searches
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Example: presscut shell",
    after_help = "SQL ends with a semicolon and may go over lines; .help lists the commands. The history is kept in \
                  $XDG_STATE_HOME/presscut/history; long results go to $PAGER, or to less."
)]
pub struct Args {
    /// Stop a query after so many seconds; 0 for no limit
    #[arg(long, value_name = "SECONDS", default_value_t = 10.0)]
    timeout: f64,
}

/// Reads and answers until the end.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let mut archive = open::reading(&global.db)?;
    let clock = sandbox::close_in(&mut archive, None)?;
    let interactive = std::io::stdin().is_terminal();
    let interrupted = clock.clone();
    let mut session = Session::new(global, archive, clock, seconds(args.timeout)?, interactive);
    let at_prompt = Arc::clone(&session.at_prompt);
    // There is no other handler in this program while a shell runs.
    let _ = ctrlc::set_handler(move || {
        // At the prompt Ctrl-C is a key and no signal: this one is of somebody who wants the program to end.
        if at_prompt.load(Ordering::Relaxed) {
            std::process::exit(143);
        }
        interrupted.interrupt();
    });
    if !interactive {
        return piped(&mut session);
    }
    let colored = match global.color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
                && std::io::stdout().is_terminal()
        }
    };
    editor::run(&mut session, colored)
}

/// Runs a script; the first error ends it.
fn piped(session: &mut Session) -> Result<Outcome, CliError> {
    let mut script = String::new();
    std::io::stdin().lock().read_to_string(&mut script)?;
    match session.script(&script)? {
        Step::Stopped => Ok(Outcome::Stopped),
        Step::Next | Step::Quit => Ok(Outcome::Done),
    }
}

/// An error in the words of the command line.
fn told(error: QueryError) -> CliError {
    error.into()
}
