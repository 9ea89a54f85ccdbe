//! `presscut import`: scrapes in, a summary out.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::app::import;
use crate::app::import::{Event, Plan, Progress, Report};
use crate::archive::ArchiveError;
use crate::archive::ledger::{Counts, Ending, Reject};
use crate::cli::{CliError, Global, Outcome};
use crate::model::{DateOrder, Published};
use crate::read;
use crate::read::input::files;
use crate::read::records::csv_dialect;
use crate::read::{FieldMap, Format, Limits, encoding, settings};
use crate::text::fingerprint::sha256_hex;
use crate::{archive, clean};
use presscut_extract::Extractor;

/// Take scrapes into the archive: files, folders, or - for standard input
#[derive(Debug, clap::Args)]
#[command(before_help = "Example: presscut import scrapes/ monday.jsonl --source \"The Harbour Post\"")]
pub struct Args {
    /// Files, folders (walked in name order), or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    reading: ReadingArgs,
    /// Workers [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
    /// Say what would happen, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Stop when N records have changed the archive; the same import again goes on from there
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    stop_after: Option<u64>,
}

/// The options that decide what a record becomes, for every command that reads scrapes.
#[derive(Debug, clap::Args)]
pub struct ReadingArgs {
    /// What the files are, where looking is not to decide: text, html, jsonl, json, csv, warc,
    /// feed, mhtml, zip, tar, workbook
    #[arg(long, value_name = "FORMAT", hide_possible_values = true)]
    format: Option<Format>,
    /// The paper, for records that do not say
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// The publication date, for records that do not say: 2024-10-03
    #[arg(long, value_name = "DATE", value_parser = parse_published)]
    published: Option<Published>,
    /// Read dates like 03/04/2024 as 3 April
    #[arg(long, conflicts_with = "monthfirst")]
    dayfirst: bool,
    /// Read dates like 03/04/2024 as March 4
    #[arg(long)]
    monthfirst: bool,
    /// Which field is what: text=story,published=when
    #[arg(long, value_name = "ROLE=FIELD,…")]
    map: Option<FieldMap>,
    /// The character set, instead of finding it: windows-1252, shift_jis …
    #[arg(long, value_name = "NAME")]
    encoding: Option<encoding::Named>,
    /// The first row of a CSV names no columns: they are called 1, 2, 3 (--map text=3,title=1)
    #[arg(long)]
    no_headers: bool,
    /// The largest record that is taken, in MB
    #[arg(long, value_name = "MB", default_value_t = 64, value_parser = clap::value_parser!(u32).range(1..=1024))]
    max_record: u32,
    /// The model that finds names, instead of the one that is built in: docs/entities.md says how to train one
    #[arg(long, value_name = "FILE", env = "PRESSCUT_MODEL")]
    model: Option<PathBuf>,
}

fn at_least_one(text: &str) -> Result<u64, String> {
    text.parse().ok().filter(|&number| number > 0).ok_or_else(|| "write a number, 1 or more".into())
}

fn parse_published(text: &str) -> Result<Published, String> {
    clean::parse_published(text).map_err(|error| error.to_string())
}

/// The extractors with the entity model that the user asked for.
#[derive(Debug)]
pub struct EntityModel {
    /// The extractors.
    pub extractor: Extractor,
    /// The SHA-256 of the model file in hexadecimal; `None` for the model of this version.
    pub sha256: Option<String>,
}

impl ReadingArgs {
    /// Reads the entity model that the user named, once: for the extractors, and for what the ledger records of it.
    pub fn entity_model(&self) -> Result<EntityModel, CliError> {
        let Some(path) = &self.model else {
            return Ok(EntityModel { extractor: Extractor::default(), sha256: None });
        };
        let bytes = std::fs::read(path)
            .map_err(|error| CliError::Failed(format!("{}: cannot be read: {error}", path.display())))?;
        let sha256 = Some(sha256_hex(&bytes));
        let extractor = Extractor::with_entity_model(bytes)
            .map_err(|error| CliError::Failed(format!("{}: {error}", path.display())))?;
        Ok(EntityModel { extractor, sha256 })
    }

    /// How to read.
    pub fn read_options(&self) -> read::Options {
        read::Options {
            format: self.format,
            fields: self.map.clone().unwrap_or_default(),
            encoding: self.encoding,
            limits: Limits { record: (self.max_record as usize) << 20 },
            header: if self.no_headers { csv_dialect::Header::Numbered } else { csv_dialect::Header::Named },
            only_member: None,
        }
    }

    /// What to give to records that lack it.
    pub fn clean_options(&self) -> clean::Options {
        clean::Options {
            published: self.published,
            date_order: self.date_order(),
            source: self.source.clone(),
            admit_all: false,
        }
    }

    fn date_order(&self) -> Option<DateOrder> {
        match (self.dayfirst, self.monthfirst) {
            (true, _) => Some(DateOrder::DayFirst),
            (_, true) => Some(DateOrder::MonthFirst),
            (false, false) => None,
        }
    }

    /// All of it as one text: the same text, the same result. `model` is the SHA-256 of the user's entity model.
    fn settings(&self, model: Option<&str>) -> String {
        let mut settings = vec![archive::EXTRACTOR.to_string()];
        let mut add =
            |name: &str, value: Option<String>| settings.extend(value.map(|value| format!("{name}={value}")));
        add("source", self.source.clone());
        add("published", self.published.map(|published| published.to_iso()));
        add("dates", self.date_order().map(|order| order.as_str().to_string()));
        // Another model finds other names in the same records.
        settings.extend(model.map(|sha256| format!("model={sha256}")));
        settings.extend(self.read_options().settings());
        settings::joined(&settings)
    }
}

/// Imports, and says what became of it.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let EntityModel { extractor, sha256 } = args.reading.entity_model()?;
    refuse_paths_that_are_not_there(&args.paths)?;
    let files = files::files(&args.paths, &global.db);
    if files.is_empty() {
        return Err(CliError::Failed("there are no files in these folders".into()));
    }
    let scratch = if args.dry_run { Some(dry_copy(&global.db)?) } else { None };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let size = files.iter().map(|file| file.size).sum();
    let plan = Plan {
        archive: scratch
            .as_ref()
            .map_or_else(|| global.db.clone(), |scratch| scratch.path().join("archive.db")),
        files,
        read: args.reading.read_options(),
        clean: args.reading.clean_options(),
        extractor,
        settings: args.reading.settings(sha256.as_deref()),
        jobs: args.jobs.map_or(cores, usize::from),
        command: command_line(),
        stop_after: args.stop_after,
    };
    let stop = stop_on_interrupt()?;
    let started = Instant::now();
    let mut display = Display::new(size, global.quiet);
    let report = match import::run(&plan, &stop, &mut |event| display.show(event, &global.db)) {
        // Interrupted while it waited for another import: nothing was begun.
        Err(ArchiveError::Busy { .. }) if stop.load(Ordering::Relaxed) => return Ok(Outcome::Interrupted),
        ended => ended?,
    };
    display.finish();
    if !global.quiet {
        let mut err = std::io::stderr().lock();
        summarise(&mut err, &report, &args, &global.db, started.elapsed())?;
    }
    Ok(match report.ending {
        Ending::Interrupted if report.stopped_after => Outcome::Stopped,
        Ending::Interrupted => Outcome::Interrupted,
        _ if report.counts.rejected > 0 => Outcome::SomeRejected,
        _ => Outcome::Done,
    })
}

/// One wrong path among several is a reject; when none is there, nothing is begun.
fn refuse_paths_that_are_not_there(paths: &[PathBuf]) -> Result<(), CliError> {
    let there = |path: &PathBuf| path == Path::new("-") || path.exists();
    match paths.first() {
        Some(first) if !paths.iter().any(there) => Err(CliError::Failed(format!(
            "{} is not there: name files or folders to import, or - for standard input",
            first.display()
        ))),
        _ => Ok(()),
    }
}

/// A folder with a copy of the archive, if there is one, to try the import on.
fn dry_copy(db: &Path) -> Result<tempfile::TempDir, CliError> {
    let folder = tempfile::tempdir()?;
    if db.exists() {
        let archive = crate::archive::schema::open::reading(db)?;
        archive.execute("VACUUM INTO ?1", [folder.path().join("archive.db").to_string_lossy()])?;
    }
    Ok(folder)
}

/// What was typed, for the ledger.
pub(crate) fn command_line() -> String {
    let words = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned());
    words.collect::<Vec<_>>().join(" ")
}

/// The first interrupt asks the import to stop between two records; the second ends the program at once.
pub(crate) fn stop_on_interrupt() -> Result<Arc<AtomicBool>, CliError> {
    let stop = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&stop);
    ctrlc::set_handler(move || {
        if asked.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    })
    .map_err(|error| CliError::Failed(format!("cannot listen for interrupts: {error}")))?;
    Ok(stop)
}

/// Shows how far an import is: a bar on a terminal, else a line every ten seconds.
struct Display {
    kind: DisplayKind,
    /// Whether it was said that another import is writing.
    waiting: bool,
}

enum DisplayKind {
    Bar(ProgressBar),
    Lines(Instant),
    Nothing,
}

const LINE_EVERY: Duration = Duration::from_secs(10);

impl Display {
    fn new(size: u64, quiet: bool) -> Display {
        let kind = match () {
            () if quiet => DisplayKind::Nothing,
            () if !std::io::stderr().is_terminal() => DisplayKind::Lines(Instant::now()),
            () => {
                let bar = ProgressBar::new(size);
                let style = ProgressStyle::with_template(
                    "{bar:24} {percent:>3}%  {bytes_per_sec}  {eta} left  {msg}",
                );
                bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
                DisplayKind::Bar(bar)
            }
        };
        Display { kind, waiting: false }
    }

    fn show(&mut self, event: Event<'_>, db: &Path) {
        match event {
            Event::Waiting(holder) => self.wait(holder, db),
            Event::Progress(progress) => self.progress(progress),
        }
    }

    /// Said once, and with --quiet too: whoever waits has to know for what.
    fn wait(&mut self, holder: &str, db: &Path) {
        if !std::mem::replace(&mut self.waiting, true) {
            let holder = if holder.is_empty() { String::new() } else { format!(" ({holder})") };
            eprintln!("another import{holder} is writing to {}: waiting until it has finished", db.display());
        }
    }

    fn progress(&mut self, progress: Progress) {
        match &mut self.kind {
            DisplayKind::Bar(bar) => {
                bar.set_position(progress.bytes);
                bar.set_message(short(&progress.counts));
            }
            DisplayKind::Lines(last) if last.elapsed() >= LINE_EVERY => {
                *last = Instant::now();
                eprintln!("{} MB read: {}", progress.bytes / 1_000_000, short(&progress.counts));
            }
            DisplayKind::Lines(_) | DisplayKind::Nothing => {}
        }
    }

    fn finish(&self) {
        if let DisplayKind::Bar(bar) = &self.kind {
            bar.finish_and_clear();
        }
    }
}

fn short(counts: &Counts) -> String {
    let taken = counts.new + counts.revised + counts.duplicate + counts.unchanged;
    format!("{taken} articles, {} rejected", counts.rejected)
}

fn summarise(
    err: &mut dyn Write,
    report: &Report,
    args: &Args,
    db: &Path,
    took: Duration,
) -> Result<(), CliError> {
    let counts = &report.counts;
    for reject in &report.rejects {
        writeln!(err, "rejected: {}", describe(reject))?;
    }
    let more = counts.rejected.saturating_sub(report.rejects.len() as u64);
    if more > 0 && !report.rejects.is_empty() {
        writeln!(err, "rejected: {more} more")?;
    }
    if counts.rejected > 0 && !args.dry_run {
        writeln!(err, "what was rejected is kept with its reason: presscut rejects")?;
    }
    let nothing_new = counts.new + counts.revised + counts.duplicate == 0;
    let lead = match (report.ending, args.dry_run, nothing_new) {
        (Ending::Interrupted, ..) if report.stopped_after => {
            "stopped, as --stop-after says; the same import again goes on from here: "
        }
        (Ending::Interrupted, ..) => {
            "interrupted; what was read is in, the same import again goes on from here: "
        }
        (_, true, _) => "nothing was changed; the import would give: ",
        (_, false, true) => "nothing new: ",
        (_, false, false) => "",
    };
    let teasers = match counts.teasers {
        0 => String::new(),
        n => format!(", {} set apart", counted(n, "teaser")),
    };
    let known = match report.files_known {
        0 => String::new(),
        n => format!(" ({n} known)"),
    };
    writeln!(
        err,
        "{}: {lead}{} new, {} unchanged, {} revised, {} duplicate, {} rejected{teasers}; {}{known} in {}",
        db.display(),
        counts.new,
        counts.unchanged,
        counts.revised,
        counts.duplicate,
        counts.rejected,
        counted(report.files_read + report.files_known, "file"),
        duration(took),
    )?;
    Ok(())
}

/// "1 file", "2 files".
pub(crate) fn counted(number: u64, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

fn describe(reject: &Reject) -> String {
    let origin = &reject.origin;
    let place = match (&origin.member, origin.record) {
        (_, 0) => origin.path.display().to_string(),
        (None, record) => format!("{}, record {record}", origin.path.display()),
        (Some(member), record) => format!("{}, {member}, record {record}", origin.path.display()),
    };
    // A file's name may hold what would set the terminal's colours, or begin a line of its own.
    format!("{place}: {}", reject.reason)
        .chars()
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect()
}

fn duration(took: Duration) -> String {
    match took.as_secs() {
        0..60 => format!("{:.1} s", took.as_secs_f64()),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}
