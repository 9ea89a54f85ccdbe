//! `presscut import`: scrapes in, a summary out.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::app::import;
use crate::app::import::{
    ForgottenArticles, ImportContent, ImportEnd, ImportMode, ImportOutcome, ImportReport, ImportRequest,
    RejectSummary,
};
use crate::app::lake::record_filter::RecordFilter;
use crate::archive::ledger::Counts;
use crate::cli::args::command_line::command_line;
use crate::cli::args::reading_args::ReadingArgs;
use crate::cli::args::workers::default_jobs;
use crate::cli::terminal::interrupt::stop_on_interrupt;
use crate::cli::terminal::progress::ImportDisplay;
use crate::cli::{CliError, Global, Outcome};
use crate::output::printable::printable_line;
use crate::read::Format;
use crate::text::count_phrase::count_phrase;

/// Import scrapes into the archive: files, folders, or - for standard input
#[derive(Debug, clap::Args)]
#[command(before_help = "Example: presscut import scrapes/ monday.jsonl --source \"The Harbour Post\"")]
pub struct Args {
    /// Files, folders (walked in name order), or - for standard input
    #[arg(required_unless_present = "list_formats", value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// List the formats that are read: their names, the extensions that speak for them, and what marks them
    #[arg(long, conflicts_with = "paths")]
    list_formats: bool,
    /// The files are annotated records that `presscut lake extract` has made: lines of JSON, or Parquet
    #[arg(long, conflicts_with_all = ["format", "source", "published", "dayfirst", "monthfirst", "map", "encoding", "no_headers", "table", "sql", "element", "list_formats"])]
    annotated: bool,
    #[command(flatten)]
    reading: ReadingArgs,
    /// Workers [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
    /// Let in articles that `presscut forget` has removed; files that are known are read again
    #[arg(long)]
    readmit: bool,
    /// Say what would happen, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Stop when N records have changed the archive; the same import again goes on from there
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    stop_after: Option<u64>,
}

fn at_least_one(text: &str) -> Result<u64, String> {
    text.parse().ok().filter(|&number| number > 0).ok_or_else(|| "write a number, 1 or more".into())
}

impl Args {
    fn into_request(self, global: &Global) -> ImportRequest {
        let mut reading = self.reading.into_request();
        // What the command line says goes over the settings.
        reading.clean.source = reading.clean.source.or_else(|| global.settings.source.value.clone());
        reading.clean.date_order = reading.clean.date_order.or(global.settings.dates.value);
        ImportRequest {
            archive: global.db.clone(),
            paths: self.paths,
            content: match self.annotated {
                true => ImportContent::Annotated(RecordFilter::default()),
                false => ImportContent::Scrapes,
            },
            reading,
            mode: if self.dry_run { ImportMode::DryRun } else { ImportMode::Keep },
            jobs: self.jobs.map_or_else(default_jobs, usize::from),
            stop_after: self.stop_after,
            forgotten: if self.readmit { ForgottenArticles::LetIn } else { ForgottenArticles::KeptOut },
            command: command_line(),
        }
    }
}

/// Imports, and says what became of the records.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    if args.list_formats {
        list_formats(&mut io::stdout().lock())?;
        return Ok(Outcome::Done);
    }
    let request = args.into_request(global);
    let stop = stop_on_interrupt()?;
    let started = Instant::now();
    let mut display = ImportDisplay::new(&global.db, global.quiet);
    let outcome = import::run(&request, &stop, &mut |event| display.show(event))?;
    let ImportOutcome::Ran(report) = outcome else { return Ok(Outcome::Interrupted) };
    display.finish();
    if !global.quiet {
        // The articles are in, whether or not anybody can read so.
        let _ = summarise(&mut io::stderr().lock(), &report, request.mode, &global.db, started.elapsed());
    }
    Ok(match report.end {
        ImportEnd::StoppedAfter => Outcome::Stopped,
        ImportEnd::Interrupted => Outcome::Interrupted,
        ImportEnd::Complete if report.counts.rejected > 0 => Outcome::SomeRejected,
        ImportEnd::Complete => Outcome::Done,
    })
}

/// One line a format; `--format` takes the first word.
fn list_formats(out: &mut dyn Write) -> io::Result<()> {
    for format in Format::all() {
        let extensions: Vec<String> = format.extensions().iter().map(|end| format!(".{end}")).collect();
        writeln!(out, "{:<13} {:<26} {}", format.name(), extensions.join(" "), format.spec().description)?;
    }
    out.flush()
}

fn summarise(
    err: &mut dyn Write,
    report: &ImportReport,
    mode: ImportMode,
    db: &Path,
    took: Duration,
) -> io::Result<()> {
    let counts = &report.counts;
    for reject in &report.rejects {
        writeln!(err, "rejected: {}", describe(reject))?;
    }
    let more = counts.rejected.saturating_sub(report.rejects.len() as u64);
    if more > 0 && !report.rejects.is_empty() {
        writeln!(err, "rejected: {more} more")?;
    }
    if counts.rejected > 0 && mode == ImportMode::Keep {
        writeln!(err, "what was rejected is kept with its reason: presscut rejects")?;
    }
    if report.unreadable_dates > 0 {
        let articles = count_phrase(report.unreadable_dates, "article");
        let next = match mode {
            ImportMode::Keep => "presscut query gaps -p lacking date lists what was written as their dates",
            ImportMode::DryRun => {
                "without --dry-run, presscut query gaps -p lacking date lists what was written"
            }
        };
        writeln!(err, "without a date that can be read: {articles}; {next}")?;
    }
    if report.other_lengths > 0 {
        let articles = count_phrase(report.other_lengths, "article");
        writeln!(
            err,
            "longer or shorter than the database says: {articles}; compare word_count with stated_words in articles"
        )?;
    }
    let nothing_new = counts.new + counts.revised + counts.duplicate == 0;
    let lead = match (report.end, mode) {
        (ImportEnd::StoppedAfter, _) => {
            "stopped, as --stop-after says; the same import again goes on from here: "
        }
        (ImportEnd::Interrupted, _) => {
            "interrupted; what was read is in, the same import again goes on from here: "
        }
        (ImportEnd::Complete, ImportMode::DryRun) => "nothing was changed; the import would give: ",
        (ImportEnd::Complete, ImportMode::Keep) if nothing_new => "nothing new: ",
        (ImportEnd::Complete, ImportMode::Keep) => "",
    };
    let known = match report.files_known {
        0 => String::new(),
        n => format!(" ({n} known)"),
    };
    writeln!(
        err,
        "{}: {lead}{}; {}{known} in {}",
        db.display(),
        describe_counts(counts),
        count_phrase(report.files_read + report.files_known, "file"),
        duration(took),
    )
}

/// What records became, in words.
pub(crate) fn describe_counts(counts: &Counts) -> String {
    let teasers = match counts.teasers {
        0 => String::new(),
        n => format!(", {} set apart", count_phrase(n, "teaser")),
    };
    let kept_out = match counts.forgotten {
        0 => String::new(),
        n => format!(", {n} kept out (forgotten)"),
    };
    let Counts { new, unchanged, revised, duplicate, rejected, .. } = counts;
    format!(
        "{new} new, {unchanged} unchanged, {revised} revised, {duplicate} duplicate, {rejected} rejected{kept_out}{teasers}"
    )
}

fn describe(reject: &RejectSummary) -> String {
    let origin = &reject.origin;
    let place = match (&origin.member, origin.record) {
        (_, 0) => origin.path.display().to_string(),
        (None, record) => format!("{}, record {record}", origin.path.display()),
        (Some(member), record) => format!("{}, {member}, record {record}", origin.path.display()),
    };
    // A file's name may hold a line break.
    printable_line(&format!("{place}: {}", reject.reason))
}

fn duration(took: Duration) -> String {
    match took.as_secs() {
        0..60 => format!("{:.1} s", took.as_secs_f64()),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}
