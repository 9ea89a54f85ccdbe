//! `presscut reextract`: the stored bodies, read again by this presscut's extractors.

use std::io::IsTerminal;
use std::num::NonZeroUsize;
use std::sync::atomic::Ordering;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::app::reextract;
use crate::archive::articles::reextract::ReextractScope;
use crate::cli::commands::import::{counted, stop_on_interrupt};
use crate::cli::{CliError, Global, Outcome};

/// Find names, quotes and dates again in the articles that an older presscut has read; what people corrected stays
#[derive(Debug, clap::Args)]
#[command(before_help = "Example: presscut reextract")]
pub struct Args {
    /// In all articles, those that this presscut has read too
    #[arg(long)]
    all: bool,
    /// How many at once; all cores, if not said
    #[arg(long, short, value_name = "N")]
    jobs: Option<NonZeroUsize>,
}

/// Reads again.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    crate::cli::refuse_missing(&global.db)?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let jobs = args.jobs.map_or(cores, usize::from);
    let which = if args.all { ReextractScope::All } else { ReextractScope::Outdated };
    let stop = stop_on_interrupt()?;
    let bar = if global.quiet || !std::io::stderr().is_terminal() { ProgressBar::hidden() } else { bar() };
    let progress = reextract::run(&global.db, which, jobs, &stop, &mut |progress| {
        bar.set_length(progress.total);
        bar.set_position(progress.done);
    })?;
    bar.finish_and_clear();
    let interrupted = stop.load(Ordering::Relaxed) && progress.done < progress.total;
    if !global.quiet {
        let left = match (interrupted, progress.total) {
            (true, _) => ", interrupted; the same command goes on from here",
            (false, 0) => "; all were read by this version's extractors before",
            (false, _) => "",
        };
        eprintln!("{}: {} read again{left}", global.db.display(), counted(progress.done, "article"));
    }
    Ok(if interrupted { Outcome::Interrupted } else { Outcome::Done })
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::new(0);
    let style = ProgressStyle::with_template("{bar:24} {percent:>3}%  {pos} of {len} articles  {eta} left");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.enable_steady_tick(Duration::from_millis(500));
    bar
}
