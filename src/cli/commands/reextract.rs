//! `presscut reextract`: the stored bodies, read again by this presscut's extractors.

use std::num::NonZeroUsize;
use std::sync::atomic::Ordering;

use crate::app::reextract;
use crate::app::reextract::{ReextractRequest, ReextractScope};
use crate::cli::args::workers::default_jobs;
use crate::cli::terminal::interrupt::stop_on_interrupt;
use crate::cli::terminal::progress::ReextractDisplay;
use crate::cli::terminal::streams::say_line;
use crate::cli::{CliError, Global, Outcome};
use crate::text::count_phrase::count_phrase;

/// Find names, quotes and dates again in articles that an older presscut has read; people's corrections stay
#[derive(Debug, clap::Args)]
#[command(before_help = "Example: presscut reextract")]
pub struct Args {
    /// In all articles, including those that this presscut has read
    #[arg(long)]
    all: bool,
    /// Workers [default: one for each processor]
    #[arg(long, short, value_name = "N")]
    jobs: Option<NonZeroUsize>,
}

/// Reads again.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let request = ReextractRequest {
        archive: global.db.clone(),
        scope: if args.all { ReextractScope::All } else { ReextractScope::Outdated },
        jobs: args.jobs.map_or_else(default_jobs, usize::from),
    };
    let stop = stop_on_interrupt()?;
    let display = ReextractDisplay::new(global.quiet);
    let done = reextract::run(&request, &stop, &mut |progress| display.show(progress))?;
    display.finish();
    let interrupted = stop.load(Ordering::Relaxed) && !done.is_complete();
    if !global.quiet {
        let left = match (interrupted, done.wanted) {
            (true, _) => ", interrupted; the same command goes on from here",
            (false, 0) => "; all were read by this version's extractors before",
            (false, _) => "",
        };
        say_line(&format!(
            "{}: {} read again{left}",
            global.db.display(),
            count_phrase(done.read, "article")
        ));
    }
    Ok(if interrupted { Outcome::Interrupted } else { Outcome::Done })
}
