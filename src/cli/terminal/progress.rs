//! How far an import or a reextraction is: a bar on a terminal; elsewhere an import writes a line every ten seconds.

use std::io::IsTerminal;
use std::path::Path;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::app::import::{Event, Progress};
use crate::app::reextract::ReextractProgress;
use crate::archive::ledger::Counts;
use crate::cli::terminal::streams::say_line;

const LINE_EVERY: Duration = Duration::from_secs(10);

/// Shows how far an import is.
pub(crate) struct ImportDisplay<'d> {
    db: &'d Path,
    quiet: bool,
    kind: Kind,
    /// Whether it was said that another import is writing.
    waiting: bool,
}

enum Kind {
    Bar(ProgressBar),
    /// When the last line was written.
    Lines(Instant),
    Nothing,
}

impl<'d> ImportDisplay<'d> {
    /// Shows nothing before the first event.
    pub fn new(db: &'d Path, quiet: bool) -> ImportDisplay<'d> {
        ImportDisplay { db, quiet, kind: Kind::Nothing, waiting: false }
    }

    /// Shows an event.
    pub fn show(&mut self, event: Event<'_>) {
        match event {
            Event::Found { bytes } => self.begin(bytes),
            Event::Waiting { holder, limit } => self.wait(holder, limit),
            Event::BroughtUpToDate(backup) => self.tell_of_migration(backup),
            Event::Progress(progress) => self.progress(progress),
        }
    }

    fn tell_of_migration(&self, backup: &Path) {
        if !self.quiet {
            let (db, backup) = (self.db.display(), backup.display());
            say_line(&format!(
                "{db} was from an older presscut and is now up to date; as it was, it is in {backup}"
            ));
        }
    }

    fn begin(&mut self, bytes: u64) {
        self.kind = match () {
            () if self.quiet => Kind::Nothing,
            () if !std::io::stderr().is_terminal() => Kind::Lines(Instant::now()),
            () => Kind::Bar(bar(bytes, "{bar:24} {percent:>3}%  {bytes_per_sec}  {eta} left  {msg}")),
        };
    }

    /// Said once, and with --quiet too: users who wait have to know for what.
    fn wait(&mut self, holder: &str, limit: Option<Duration>) {
        if !std::mem::replace(&mut self.waiting, true) {
            let holder = if holder.is_empty() { String::new() } else { format!(" ({holder})") };
            let db = self.db.display();
            let until = match limit {
                Some(limit) => format!("up to {} s", limit.as_secs_f64()),
                None => "until it has finished".into(),
            };
            say_line(&format!("another import{holder} is writing to {db}: waiting {until}"));
        }
    }

    fn progress(&mut self, progress: Progress) {
        match &mut self.kind {
            Kind::Bar(bar) => {
                bar.set_position(progress.bytes);
                bar.set_message(short(&progress.counts));
            }
            Kind::Lines(last) if last.elapsed() >= LINE_EVERY => {
                *last = Instant::now();
                say_line(&format!("{} MB read: {}", progress.bytes / 1_000_000, short(&progress.counts)));
            }
            Kind::Lines(_) | Kind::Nothing => {}
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Kind::Bar(bar) = &self.kind {
            bar.finish_and_clear();
        }
    }
}

fn short(counts: &Counts) -> String {
    let taken = counts.new + counts.revised + counts.duplicate + counts.unchanged;
    format!("{taken} articles, {} rejected", counts.rejected)
}

/// Shows how far a reextraction is, on a terminal.
pub(crate) struct ReextractDisplay(ProgressBar);

impl ReextractDisplay {
    /// An empty bar, or nothing.
    pub fn new(quiet: bool) -> ReextractDisplay {
        if quiet || !std::io::stderr().is_terminal() {
            return ReextractDisplay(ProgressBar::hidden());
        }
        let bar = bar(0, "{bar:24} {percent:>3}%  {pos} of {len} articles  {eta} left");
        bar.enable_steady_tick(Duration::from_millis(500));
        ReextractDisplay(bar)
    }

    /// Moves the bar.
    pub fn show(&self, progress: ReextractProgress) {
        self.0.set_length(progress.wanted);
        self.0.set_position(progress.read);
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.0.finish_and_clear();
    }
}

fn bar(length: u64, template: &str) -> ProgressBar {
    let bar = ProgressBar::new(length);
    let style = ProgressStyle::with_template(template);
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}
