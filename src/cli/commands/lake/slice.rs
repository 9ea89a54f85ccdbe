//! `presscut lake slice`: a month or a topic of a lake as an archive.

use std::path::PathBuf;
use std::sync::atomic::Ordering;

use crate::app::import;
use crate::app::import::{ForgottenArticles, ImportContent, ImportMode, ImportOutcome, ImportRequest};
use crate::app::lake::record_filter::{RecordFilter, period_days};
use crate::app::reading::ReadingRequest;
use crate::cli::args::command_line::command_line;
use crate::cli::args::reported::say;
use crate::cli::args::workers::default_jobs;
use crate::cli::commands::import::describe_counts;
use crate::cli::terminal::interrupt::stop_on_interrupt;
use crate::cli::terminal::progress::ImportDisplay;
use crate::cli::{CliError, Global, Outcome};

/// Make an archive of some of a lake's articles, to ask and to curate
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Example: presscut lake slice lake/ --month 2031-03 --search 'harbour \"Jane Roe\"' -o march.db",
    after_help = "What is decided in the archive holds for the lake with `presscut --db march.db lake settle`, and goes to \
                  other archives with `presscut entities export`."
)]
pub struct Args {
    /// Files and folders that `presscut lake extract` has made
    #[arg(value_name = "LAKE", required = true)]
    lake: Vec<PathBuf>,
    /// Articles of this time only: 2031-03, 2031, "last month"
    #[arg(long, value_name = "PERIOD", required_unless_present = "search")]
    month: Option<String>,
    /// Articles that hold all of these words in headline or body; "words in marks" are a phrase
    #[arg(long, value_name = "WORDS")]
    search: Option<String>,
    /// The archive; it is made if it is not there
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Workers [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
}

/// Makes the archive.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let days = args.month.as_deref().map(period_days).transpose()?;
    let filter = RecordFilter::new(days, args.search.as_deref());
    if filter.is_everything() {
        return Err(CliError::Usage("--search has no word: what is to be in the archive?".into()));
    }
    let request = ImportRequest {
        archive: args.output,
        paths: args.lake,
        content: ImportContent::Annotated(filter),
        reading: ReadingRequest::default(),
        mode: ImportMode::Keep,
        jobs: args.jobs.map_or_else(default_jobs, usize::from),
        stop_after: None,
        forgotten: ForgottenArticles::KeptOut,
        command: command_line(),
    };
    let stop = stop_on_interrupt()?;
    let mut display = ImportDisplay::new(&request.archive, global.quiet);
    let outcome = import::run(&request, &stop, &mut |event| display.show(event))?;
    display.finish();
    let ImportOutcome::Ran(report) = outcome else { return Ok(Outcome::Interrupted) };
    say(global, &format!("{}: {}", request.archive.display(), describe_counts(&report.counts)));
    Ok(if stop.load(Ordering::Relaxed) { Outcome::Interrupted } else { Outcome::Done })
}
