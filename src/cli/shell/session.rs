//! What a shell knows between two lines, and how it shows rows: on the screen, in a pager, or in a file.

use std::cell::RefCell;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use crate::app::ask::AskError;
use crate::app::ask::shell::ShellArchive;
use crate::app::ask::sql::SqlScript;
use crate::cli::args::reported::{count_of_rows, say};
use crate::cli::shell::command::OnceFile;
use crate::cli::terminal::display::screen_lines;
use crate::cli::terminal::width::table_width;
use crate::cli::{CliError, Global};
use crate::output::pager::Pager;
use crate::output::printable::{PrintableWriter, printable};
use crate::output::registry::{format_named, format_of_file};
use crate::output::{Format, Out, RowSource, StopReason, StreamEnd, Style, Target, TargetError};

/// What comes after a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The next line.
    Next,
    /// The next line; a limit has stopped this one.
    Stopped,
    /// The end.
    Quit,
}

/// A shell at work.
pub struct Session<'g> {
    pub global: &'g Global,
    pub archive: ShellArchive,
    /// Rows given at most.
    pub max_rows: Option<u64>,
    pub mode: &'static Format,
    /// Where the next result goes.
    pub once: RefCell<Option<OnceFile>>,
    pub parameters: Vec<(String, String)>,
    /// How many files run one another at the moment, with `.read`.
    pub open_files: usize,
    /// Whether a person enters lines, and sees what comes.
    pub interactive: bool,
    /// Whether it is waiting for a line.
    pub at_prompt: Arc<AtomicBool>,
}

impl<'g> Session<'g> {
    pub fn new(
        global: &'g Global,
        archive: ShellArchive,
        interactive: bool,
    ) -> Result<Session<'g>, CliError> {
        let mode = format(if interactive { "table" } else { "csv" })?;
        Ok(Session {
            global,
            archive,
            max_rows: None,
            mode,
            once: RefCell::new(None),
            parameters: Vec::new(),
            open_files: 0,
            interactive,
            at_prompt: Arc::new(AtomicBool::new(false)),
        })
    }

    /// Whether the user stopped the last question.
    pub fn was_interrupted(&self) -> bool {
        self.archive.clock().was_interrupted()
    }

    /// Runs statements one after the other, each with a result of its own; into the file of `.once` all together.
    pub fn run_sql(&self, script: &SqlScript) -> Result<Step, CliError> {
        let statements: Vec<_> = script.statements().collect();
        if self.once.borrow().is_some() {
            let values = self.archive.values_used(&statements, &self.parameters);
            return self.show_rows(&mut self.archive.results(statements, &values));
        }
        let mut last = Step::Next;
        for statement in statements {
            let values = self.archive.values_used(&[statement], &self.parameters);
            last = self.show_rows(&mut self.archive.results(vec![statement], &values))?;
        }
        Ok(last)
    }

    /// Shows the rows of a source: on the screen, in a pager, or in the file of `.once`.
    pub fn show_rows<E: Into<AskError>>(
        &self,
        rows: &mut dyn RowSource<Error = E>,
    ) -> Result<Step, CliError> {
        let begun = Instant::now();
        match self.once.take() {
            Some(file) => {
                let end = self.write_file(&file, rows)?;
                Ok(self.report_end(end, Some(&file.path), begun.elapsed()))
            }
            None => match self.write_screen(rows)? {
                Some(end) => Ok(self.report_end(end, None, begun.elapsed())),
                None => Ok(Step::Next),
            },
        }
    }

    fn write_file<E: Into<AskError>>(
        &self,
        OnceFile { path, overwrite }: &OnceFile,
        rows: &mut dyn RowSource<Error = E>,
    ) -> Result<StreamEnd, CliError> {
        let format = format_of_file(path).map_or_else(|| format("csv"), Ok)?;
        let results = rows.results();
        if results > 1 && !format.holds_several_results {
            return Err(CliError::Usage(format!(
                "{results} results do not go into one such file: .once FILE.xlsx"
            )));
        }
        let mut target = Target::file(path, *overwrite).map_err(|error| match error {
            TargetError::Exists(path) => {
                let path = path.display();
                CliError::Failed(format!("{path} is there already: `.once --force {path}` overwrites it"))
            }
            error => AskError::from(error).into(),
        })?;
        let end = self.fill(format, target.writer(), rows)?;
        target.finish().map_err(AskError::from)?;
        Ok(end)
    }

    /// `None` where the user left the pager before the end.
    fn write_screen<E: Into<AskError>>(
        &self,
        rows: &mut dyn RowSource<Error = E>,
    ) -> Result<Option<StreamEnd>, CliError> {
        let mut pager = Pager::new(self.screen_lines());
        let filled = match self.interactive {
            true => self.fill(self.mode, Box::new(PrintableWriter::new(&mut pager)), rows),
            false => self.fill(self.mode, Box::new(&mut pager), rows),
        };
        // What came before an error, or before the pager was left, is shown all the same.
        let shown = pager.finish();
        match filled {
            Err(error) if error.is_broken_pipe() => Ok(None),
            filled => {
                shown?;
                Ok(Some(filled?))
            }
        }
    }

    fn fill<E: Into<AskError>>(
        &self,
        format: &Format,
        out: Out,
        rows: &mut dyn RowSource<Error = E>,
    ) -> Result<StreamEnd, AskError> {
        let mut sink =
            format.sink(out, Style { width: table_width(), turns: self.interactive, ..Style::default() });
        let end = rows.stream_into(self.max_rows, sink.as_mut()).map_err(Into::into)?;
        sink.finish()?;
        Ok(end)
    }

    /// Says how an answer ended.
    fn report_end(&self, end: StreamEnd, file: Option<&Path>, took: Duration) -> Step {
        let rows = count_of_rows(end.rows);
        let (text, step) = match end.stopped {
            None => (format!("{rows} in {:.2} s", took.as_secs_f64()), Step::Next),
            Some(StopReason::RowLimit) => {
                (format!("stopped at {rows}, as .limit says: there are more"), Step::Stopped)
            }
            Some(StopReason::TimeLimit) => {
                (format!("time was up after {rows}: .timeout SECONDS gives more, 0 no limit"), Step::Stopped)
            }
            Some(StopReason::Interrupted) => (format!("stopped after {rows}"), Step::Stopped),
        };
        match file {
            Some(path) => say(self.global, &format!("{}: {text}", path.display())),
            None if self.interactive || step == Step::Stopped => say(self.global, &format!("({text})")),
            None => {}
        }
        step
    }

    /// Shows a text, paged as results are.
    pub fn show(&self, text: &str) -> Result<Step, CliError> {
        let mut pager = Pager::new(self.screen_lines());
        let written = pager.write_all(printable(text).as_bytes());
        pager.finish()?;
        match written {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
            _ => Ok(Step::Next),
        }
    }

    fn screen_lines(&self) -> Option<usize> {
        screen_lines().filter(|_| self.interactive)
    }
}

fn format(name: &str) -> Result<&'static Format, CliError> {
    format_named(name).ok_or_else(|| CliError::Failed(format!("there is no format {name}")))
}
