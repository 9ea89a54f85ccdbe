//! What a shell knows between two lines, and what becomes of a line: SQL is run, a command is done.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use rusqlite::types::Value;

use crate::archive::schema::connection::ArchiveReader;
use crate::cli::args::output_options::{counted, width};
use crate::cli::commands::sql::guess;
use crate::cli::shell::complete::Vocabulary;
use crate::cli::shell::{commands, told};
use crate::cli::terminal::pager::Pager;
use crate::cli::{CliError, Global};
use crate::output;
use crate::output::{Format, Sink, Style, Target};
use crate::query::catalogue::user_queries::Folders;
use crate::query::sandbox::{Clock, Stop};
use crate::query::sandbox::{lex, run};
use crate::query::{Answer, QueryError};

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
    pub archive: ArchiveReader,
    pub clock: Clock,
    /// How long a query may take.
    pub time: Option<Duration>,
    /// How many rows are given at most.
    pub limit: Option<u64>,
    pub mode: Format,
    /// Where the next result goes.
    pub once: Option<PathBuf>,
    pub parameters: Vec<(String, String)>,
    /// Whether somebody types, and sees what comes.
    pub interactive: bool,
    /// Whether it is waiting for a line.
    pub at_prompt: Arc<AtomicBool>,
}

/// Lines of the screen that a result leaves free: for the line of counts and the next prompt.
const FREE: usize = 3;

impl<'g> Session<'g> {
    pub fn new(
        global: &'g Global,
        archive: ArchiveReader,
        clock: Clock,
        time: Option<Duration>,
        interactive: bool,
    ) -> Session<'g> {
        let mode = if interactive { Format::Table } else { Format::Csv };
        let (limit, once, parameters) = (None, None, Vec::new());
        let at_prompt = Arc::new(AtomicBool::new(false));
        Session { global, archive, clock, time, limit, mode, once, parameters, interactive, at_prompt }
    }

    /// The names that can be completed.
    pub fn vocabulary(&self) -> Vocabulary {
        self.clock.start(None);
        Vocabulary::of(&self.archive, &self.folders()).unwrap_or_default()
    }

    /// Where the user's own queries are.
    pub fn folders(&self) -> Folders {
        Folders::of(&self.global.db, None)
    }

    /// Runs every line and statement of a script.
    pub fn script(&mut self, script: &str) -> Result<Step, CliError> {
        let mut sql = String::new();
        let mut last = Step::Next;
        for line in script.lines() {
            let between =
                lex::statements(&sql).is_empty() && lex::tokens(&sql).iter().all(|token| token.closed);
            if between && line.trim_start().starts_with('.') {
                match commands::run(self, line.trim())? {
                    Step::Quit => return Ok(Step::Quit),
                    Step::Stopped => last = Step::Stopped,
                    Step::Next => {}
                }
                continue;
            }
            sql.push_str(line);
            sql.push('\n');
            if lex::is_complete(&sql) && !lex::statements(&sql).is_empty() {
                last = self.sql(&std::mem::take(&mut sql))?;
                if self.clock.stopped() == Some(Stop::User) {
                    return Ok(last);
                }
            }
        }
        if lex::statements(&sql).is_empty() { Ok(last) } else { self.sql(&sql) }
    }

    /// What a line asks for.
    pub fn line(&mut self, line: &str) -> Result<Step, CliError> {
        let typed = line.trim();
        match typed.trim_end_matches(';').to_lowercase().as_str() {
            "" => Ok(Step::Next),
            "exit" | "quit" => Ok(Step::Quit),
            "help" => commands::run(self, ".help"),
            _ if typed.starts_with('.') => commands::run(self, typed),
            _ => self.sql(typed),
        }
    }

    /// Runs statements one after the other, each with a result of its own; into the file of `.once` all together.
    pub fn sql(&mut self, sql: &str) -> Result<Step, CliError> {
        let statements = lex::statements(sql);
        if self.once.is_some() {
            return self.statements(sql, statements.len());
        }
        let mut last = Step::Next;
        for one in statements {
            last = self.statements(one.text, 1)?;
        }
        Ok(last)
    }

    /// Runs so many statements, with those parameters that they name.
    fn statements(&mut self, sql: &str, count: usize) -> Result<Step, CliError> {
        let tokens = lex::tokens(sql);
        let named = |name: &str| {
            tokens.iter().any(|token| token.kind == lex::Kind::Parameter && token.text.get(1..) == Some(name))
        };
        let values: Vec<(String, Value)> = self
            .parameters
            .iter()
            .filter(|(name, _)| named(name))
            .map(|(name, text)| (name.clone(), guess(text.clone())))
            .collect();
        self.answer(count, |session, sink| {
            run::run_all(&session.archive, sql, &values, session.limit, &session.clock, sink)
        })
    }

    /// Runs one query with its values.
    pub fn question(&mut self, sql: &str, values: &[(String, Value)]) -> Result<Step, CliError> {
        self.answer(1, |session, sink| {
            run::run(&session.archive, sql, values, session.limit, &session.clock, sink)
        })
    }

    /// Lets `ask` fill a sink: on the screen, in a pager, or in the file of `.once`.
    pub fn answer(
        &mut self,
        results: usize,
        ask: impl FnOnce(&Session, &mut dyn Sink) -> Result<Answer, QueryError>,
    ) -> Result<Step, CliError> {
        let begun = Instant::now();
        self.clock.start(self.time);
        let once = self.once.take();
        let format = match &once {
            Some(path) => Format::of_file(path).unwrap_or(Format::Csv),
            None => self.mode,
        };
        if results > 1 && once.is_some() && !matches!(format, Format::Table | Format::Markdown | Format::Xlsx)
        {
            return Err(CliError::Usage(format!(
                "{results} results do not go into one such file: .once FILE.xlsx"
            )));
        }
        let style = Style { width: width(), ..Style::default() };
        let answer = match &once {
            Some(path) => {
                let failed = |error: output::TargetError| CliError::Failed(error.to_string());
                let mut target = Target::file(path, false).map_err(failed)?;
                let answer = filled(output::sink(format, style, target.writer()), |sink| ask(self, sink));
                let answer = answer.map_err(told)?;
                target.finish().map_err(failed)?;
                answer
            }
            None => {
                let mut pager = Pager::new(self.screen());
                let answer =
                    filled(output::sink(format, style, Box::new(&mut pager)), |sink| ask(self, sink));
                // What came before an error, or before the pager was left, is shown all the same.
                let shown = pager.finish();
                match answer {
                    Err(QueryError::Io(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => {
                        return Ok(Step::Next);
                    }
                    answer => {
                        shown?;
                        answer.map_err(told)?
                    }
                }
            }
        };
        Ok(self.ended(answer, once.as_deref(), begun.elapsed()))
    }

    /// Says how an answer ended.
    fn ended(&self, answer: Answer, file: Option<&std::path::Path>, took: Duration) -> Step {
        let rows = counted(answer.rows());
        let (text, step) = match answer {
            Answer::Complete { .. } => (format!("{rows} in {:.2} s", took.as_secs_f64()), Step::Next),
            Answer::RowLimit { .. } => {
                (format!("stopped at {rows}, as .limit says: there are more"), Step::Stopped)
            }
            Answer::TimeLimit { .. } => {
                (format!("time was up after {rows}: .timeout SECONDS gives more, 0 no limit"), Step::Stopped)
            }
            Answer::Interrupted { .. } => (format!("stopped after {rows}"), Step::Stopped),
        };
        match file {
            Some(path) => self.say(&format!("{}: {text}", path.display())),
            None if self.interactive || step == Step::Stopped => self.say(&format!("({text})")),
            None => {}
        }
        step
    }

    /// What is no data goes to stderr.
    pub fn say(&self, text: &str) {
        if !self.global.quiet {
            eprintln!("{text}");
        }
    }

    /// A text for the user, paged as results are.
    pub fn show(&self, text: &str) -> Result<Step, CliError> {
        let mut pager = Pager::new(self.screen());
        let written = pager.write_all(text.as_bytes());
        pager.finish()?;
        match written {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
            _ => Ok(Step::Next),
        }
    }

    fn screen(&self) -> Option<usize> {
        let height = terminal_size::terminal_size().map(|(_, height)| usize::from(height.0));
        height.filter(|_| self.interactive).map(|height| height.saturating_sub(FREE))
    }
}

/// Fills a sink, and ends it.
fn filled(
    mut sink: Box<dyn Sink + '_>,
    fill: impl FnOnce(&mut dyn Sink) -> Result<Answer, QueryError>,
) -> Result<Answer, QueryError> {
    let answer = fill(sink.as_mut())?;
    sink.finish()?;
    Ok(answer)
}
