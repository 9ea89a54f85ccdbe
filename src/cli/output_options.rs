//! The options of every command that gives rows, and the way from them to a sink.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::types::Value;

use super::{CliError, Global, Outcome};
use crate::output::{self, Format, Sink, Style, Target};
use crate::query::{Answer, QueryError, run, sandbox};

/// How rows come out
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Output")]
pub struct OutputOptions {
    /// The format: by default a table on a terminal, CSV otherwise, and for -o that of the file's extension
    #[arg(
        long,
        value_name = "FORMAT",
        group = "form",
        hide_possible_values = true,
        help = "table, csv, tsv, json, jsonl, markdown or xlsx [default: table on a terminal, csv otherwise, -o by its extension]"
    )]
    format: Option<Format>,
    /// As CSV
    #[arg(long, group = "form")]
    csv: bool,
    /// As tab-separated values
    #[arg(long, group = "form")]
    tsv: bool,
    /// As a JSON array
    #[arg(long, group = "form")]
    json: bool,
    /// As JSON, an object a line
    #[arg(long, group = "form")]
    jsonl: bool,
    /// As a table for Markdown
    #[arg(long, group = "form")]
    markdown: bool,
    /// As a table fitted to the terminal
    #[arg(long, short = 't', group = "form")]
    table: bool,
    /// Write to a file
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Overwrite the file of -o
    #[arg(long, requires = "output")]
    force: bool,
    /// Leave the column names out
    #[arg(long)]
    no_headers: bool,
    /// Give at most so many rows; exit code 4 if there are more
    #[arg(long, value_name = "ROWS")]
    limit: Option<u64>,
    /// CSV for spreadsheets: byte order mark, CRLF, and no cell that can run as a formula
    #[arg(long)]
    excel: bool,
}

/// The width of a table where nothing says how wide the terminal is.
const WIDTH: usize = 100;

impl OutputOptions {
    fn form(&self, stdout_is_terminal: bool) -> Result<Format, CliError> {
        let told = [
            (self.csv, Format::Csv),
            (self.tsv, Format::Tsv),
            (self.json, Format::Json),
            (self.jsonl, Format::Jsonl),
            (self.markdown, Format::Markdown),
            (self.table, Format::Table),
        ];
        if let Some(format) =
            self.format.or_else(|| told.into_iter().find(|(told, _)| *told).map(|(_, format)| format))
        {
            return Ok(format);
        }
        match &self.output {
            Some(path) if path.as_os_str() != "-" => Format::of_file(path).ok_or_else(|| {
                CliError::Usage(format!(
                    "{}: the extension tells no format: use .xlsx, .csv, .tsv, .json, .jsonl or .md, or say --format",
                    path.display()
                ))
            }),
            _ if self.excel => Ok(Format::Csv),
            _ if stdout_is_terminal => Ok(Format::Table),
            _ => Ok(Format::Csv),
        }
    }

    /// Asks the archive one question, closed in and for at most `time`, and writes the rows.
    pub fn answer(
        &self,
        global: &Global,
        mut archive: Connection,
        sql: &str,
        values: &[(String, Value)],
        time: Option<Duration>,
    ) -> Result<Outcome, CliError> {
        let clock = sandbox::close_in(&mut archive, time)?;
        self.write(global, |sink| run::run(&archive, sql, values, self.limit, &clock, sink))
    }

    /// Lets `answer` fill a sink, and says on stderr what the user should know of how it ended.
    fn write(
        &self,
        global: &Global,
        answer: impl FnOnce(&mut dyn Sink) -> Result<Answer, QueryError>,
    ) -> Result<Outcome, CliError> {
        let format = self.form(std::io::stdout().is_terminal())?;
        if self.excel && !matches!(format, Format::Csv | Format::Tsv) {
            return Err(CliError::Usage("--excel is for CSV and TSV".into()));
        }
        if format == Format::Xlsx && self.output.is_none() && std::io::stdout().is_terminal() {
            return Err(CliError::Usage(
                "a workbook is nothing for a terminal: write it to a file with -o FILE.xlsx".into(),
            ));
        }
        let style = Style { no_headers: self.no_headers, excel: self.excel, no_guard: false, width: width() };
        let failed = |error: output::TargetError| CliError::Failed(error.to_string());
        let mut target = match &self.output {
            Some(path) => Target::file(path, self.force).map_err(failed)?,
            None => Target::Stdout,
        };
        let ended = {
            let mut sink = output::sink(format, style, target.writer());
            let ended = answer(sink.as_mut())?;
            sink.finish()?;
            ended
        };
        let to_file = matches!(target, Target::File { .. });
        target.finish().map_err(failed)?;
        let say = |text: String| {
            if !global.quiet {
                eprintln!("{text}");
            }
        };
        match ended {
            Answer::Complete { rows } => {
                if let Some(path) = self.output.as_ref().filter(|_| to_file) {
                    say(format!("{}: {}", path.display(), counted(rows)));
                }
                Ok(Outcome::Done)
            }
            Answer::RowLimit { rows } => {
                say(format!("stopped at {}, as --limit says: there are more", counted(rows)));
                Ok(Outcome::Stopped)
            }
            Answer::TimeLimit { rows } => {
                say(format!(
                    "time was up after {}: give it more with --timeout SECONDS, or ask for less",
                    counted(rows)
                ));
                Ok(Outcome::Stopped)
            }
        }
    }
}

fn counted(rows: u64) -> String {
    if rows == 1 { "1 row".into() } else { format!("{rows} rows") }
}

/// The terminal's width, or what COLUMNS says.
fn width() -> usize {
    let told = || std::env::var("COLUMNS").ok()?.parse().ok();
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)).or_else(told).unwrap_or(WIDTH)
}

impl From<QueryError> for CliError {
    fn from(error: QueryError) -> CliError {
        match error {
            QueryError::Usage(what) => CliError::Usage(what),
            QueryError::Sql(what) => CliError::Failed(what),
            QueryError::Io(error) => CliError::Io(error),
            QueryError::Sqlite(error) => error.into(),
        }
    }
}
