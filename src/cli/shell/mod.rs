//! `presscut shell`: a prompt for SQL, canned queries and searches, with history, completion and a pager.
//!
//! Every question goes through the same sandbox as those of `presscut sql`. Ctrl-C stops what runs, or drops the line that
//! is being entered, and never the shell; Ctrl-D ends it. Where standard input is no terminal, it runs what it reads.

pub(crate) mod command;
pub(crate) mod complete;
pub(crate) mod editor;
pub(crate) mod interpreter;
pub(crate) mod session;

use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::app::ask::shell::ShellArchive;
use crate::cli::args::time_limit::{seconds, time_limit};
use crate::cli::terminal::display::is_stdout_colored;
use crate::cli::{CliError, Global, Outcome};
use crate::output::remove_unfinished_files;
use crate::text::text_file::read_text;
use session::{Session, Step};

/// A prompt for SQL, canned queries and searches
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Example: presscut shell",
    after_help = "SQL ends with a semicolon and may go over lines; .help lists the commands. The history is kept in \
                  $XDG_STATE_HOME/presscut/history; long results go to $PAGER, or to less."
)]
pub struct Args {
    /// Stop a query after this many seconds; 0 for no limit
    #[arg(long, value_name = "SECONDS", default_value_t = 10.0)]
    timeout: f64,
}

/// Reads and answers until the end.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let archive = ShellArchive::open(&global.db, time_limit(seconds(args.timeout)?))?;
    let clock = archive.clock().clone();
    let interactive = std::io::stdin().is_terminal();
    let mut session = Session::new(global, archive, interactive)?;
    let at_prompt = Arc::clone(&session.at_prompt);
    // There is no other handler in this program while a shell runs.
    let _ = ctrlc::set_handler(move || {
        // At the prompt Ctrl-C is a key and no signal: this one is of somebody who wants the program to end.
        if at_prompt.load(Ordering::Relaxed) {
            remove_unfinished_files();
            std::process::exit(143);
        }
        clock.interrupt();
    });
    if !interactive {
        return run_piped(&mut session);
    }
    editor::run(&mut session, is_stdout_colored())
}

/// Runs a script; the first error ends it.
fn run_piped(session: &mut Session) -> Result<Outcome, CliError> {
    let script = read_text(std::io::stdin().lock())?;
    match interpreter::run_script(session, &script)? {
        Step::Stopped => Ok(Outcome::Stopped),
        Step::Next | Step::Quit => Ok(Outcome::Done),
    }
}
