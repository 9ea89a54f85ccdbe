//! The options of every command that gives rows, and the way from them to a sink.
//!
//! A workbook carries a sheet that says where its rows came from; other files have that beside them if `--manifest` says
//! so.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::types::Value;

use crate::archive::schema::connection::ArchiveReader;
use crate::cli::args::output_files::Files;
use crate::cli::args::query_session::{Asked, Noting, Question, answered};
use crate::cli::{CliError, Global, Outcome};
use crate::output;
use crate::output::chart;
use crate::output::chart::Choice;
use crate::output::manifest::Manifest;
use crate::output::{Format, Sink, Style, Workbook};
use crate::query::sandbox::{lex, run};
use crate::query::{Answer, DynSink, QueryError};

/// How rows come out
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Output")]
pub struct OutputOptions {
    /// The format: by default a table on a terminal, CSV otherwise, and for -o that of the file's extension
    #[arg(
        long,
        value_name = "FORMAT",
        group = "form",
        hide_possible_values = true,
        help = "table, csv, tsv, json, jsonl, markdown, html, xlsx, parquet or svg [default: table on a terminal, csv otherwise, -o by its extension]"
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
    #[arg(long)]
    pub force: bool,
    /// Leave the column names out
    #[arg(long)]
    no_headers: bool,
    /// Give at most so many rows; exit code 4 if there are more
    #[arg(long, value_name = "ROWS", alias = "max-rows")]
    limit: Option<u64>,
    /// CSV for spreadsheets: byte order mark, CRLF, and no cell that can run as a formula
    #[arg(long)]
    excel: bool,
    /// With --excel: leave texts that could run as formulas as they are
    #[arg(long)]
    no_guard: bool,
    /// Write FILE.manifest.json beside the file: the SQL, its parameters, the archive's fingerprint and
    /// imports (a workbook has a sheet of it anyway)
    #[arg(long, requires = "output", conflicts_with = "no_manifest")]
    manifest: bool,
    /// Leave the manifest's sheet out of a workbook
    #[arg(long)]
    no_manifest: bool,
    /// As a chart: -o FILE.svg or FILE.html, sparklines in a table
    #[arg(long)]
    pub chart: bool,
    /// Which columns are drawn.
    #[arg(skip)]
    pub choice: Choice,
}

/// The width of a table where nothing says how wide the terminal is.
const WIDTH: usize = 100;

impl OutputOptions {
    /// Those of a workbook.
    pub fn to_workbook(path: PathBuf, force: bool) -> OutputOptions {
        OutputOptions { output: Some(path), format: Some(Format::Xlsx), force, ..OutputOptions::default() }
    }

    /// How many rows are wanted at most.
    pub fn limit(&self) -> Option<u64> {
        self.limit
    }

    /// The format that was asked for by an option.
    pub fn told(&self) -> Option<Format> {
        let told = [
            (self.csv, Format::Csv),
            (self.tsv, Format::Tsv),
            (self.json, Format::Json),
            (self.jsonl, Format::Jsonl),
            (self.markdown, Format::Markdown),
            (self.table, Format::Table),
        ];
        self.format.or_else(|| told.into_iter().find(|(told, _)| *told).map(|(_, format)| format))
    }

    /// The file of `-o`, if it is one and not stdout.
    pub fn path(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| path.as_os_str() != "-")
    }

    /// The format that was asked for, by an option or by the file's extension.
    pub fn form_told(&self) -> Option<Format> {
        self.told().or_else(|| self.path().and_then(Format::of_file))
    }

    /// The same options for one file of several.
    pub fn for_file(&self, path: PathBuf, format: Format) -> OutputOptions {
        let mut options = self.clone();
        (options.csv, options.tsv, options.json) = (false, false, false);
        (options.jsonl, options.markdown, options.table) = (false, false, false);
        (options.output, options.format) = (Some(path), Some(format));
        options
    }

    fn form(&self, stdout_is_terminal: bool) -> Result<Format, CliError> {
        if let Some(format) = self.form_told() {
            return Ok(format);
        }
        match self.path() {
            Some(path) if path.metadata().is_ok_and(|there| !there.is_file() && !there.is_dir()) => {
                Ok(Format::Csv)
            }
            Some(path) => Err(CliError::Usage(format!(
                "{}: the extension tells no format: use .xlsx, .csv, .tsv, .json, .jsonl, .md, .html, .parquet or .svg, or \
                 say --format",
                path.display()
            ))),
            None if self.excel => Ok(Format::Csv),
            None if stdout_is_terminal || self.chart => Ok(Format::Table),
            None => Ok(Format::Csv),
        }
    }

    /// The format, where it goes together with the other options.
    fn checked_form(&self) -> Result<Format, CliError> {
        let terminal = std::io::stdout().is_terminal();
        let format = self.form(terminal)?;
        let usage = |what: String| Err(CliError::Usage(what));
        if self.excel && !matches!(format, Format::Csv | Format::Tsv) {
            return usage("--excel is for CSV and TSV".into());
        }
        // Texts in a workbook are texts: there is no guard to take away.
        if self.no_guard && !self.excel && format != Format::Xlsx {
            return usage("--no-guard goes with --excel: without it, nothing is guarded".into());
        }
        if format.is_binary() && self.output.is_none() && terminal {
            let extension = format.extension();
            return usage(format!(
                "this is nothing for a terminal: write it to a file with -o FILE.{extension}"
            ));
        }
        if self.force && self.output.is_none() {
            return usage("--force overwrites a file: name it with -o FILE".into());
        }
        if self.manifest && self.path().is_none() {
            return usage("--manifest goes beside a file: name it with -o FILE".into());
        }
        Ok(format)
    }

    /// Whether a manifest will be written.
    pub fn describes(&self) -> bool {
        self.manifest || (self.form_told() == Some(Format::Xlsx) && !self.no_manifest)
    }

    fn style(&self) -> Style {
        let (excel, no_guard) = (self.excel, self.no_guard);
        Style { no_headers: self.no_headers, excel, no_guard, width: width() }
    }

    /// Asks the archive one question, closed in and for at most `time`, and writes the rows.
    pub fn answer(
        &self,
        global: &Global,
        archive: ArchiveReader,
        sql: &str,
        values: &[(String, Value)],
        time: Option<Duration>,
    ) -> Result<Outcome, CliError> {
        self.answer_named(global, archive, &Question::of(sql, values), time)
    }

    /// Asks the archive as many questions as the SQL has statements, and writes the rows of each.
    pub fn answer_all(
        &self,
        global: &Global,
        archive: ArchiveReader,
        sql: &str,
        values: &[(String, Value)],
        time: Option<Duration>,
    ) -> Result<Outcome, CliError> {
        self.checked_form()?;
        let asked = Asked::begin(global, archive, time, self.describes())?;
        let results = lex::statements(sql).len();
        self.write_by(global, Some(&asked), &Question::of(sql, values), results, |sink| {
            run::run_all(&asked.archive, sql, values, self.limit, &asked.clock, sink)
        })
    }

    /// Like [`OutputOptions::answer`], for a question that has a name.
    pub fn answer_named(
        &self,
        global: &Global,
        archive: ArchiveReader,
        question: &Question,
        time: Option<Duration>,
    ) -> Result<Outcome, CliError> {
        self.checked_form()?;
        self.write(global, &Asked::begin(global, archive, time, self.describes())?, question)
    }

    /// Writes the answer to one question, and says on stderr what the user should know of how it ended.
    pub fn write(&self, global: &Global, asked: &Asked, question: &Question) -> Result<Outcome, CliError> {
        self.write_by(global, Some(asked), question, 1, |sink| asked.run(question, self.limit, sink))
    }

    /// Lets `ask` fill a sink with so many results, and says on stderr what the user should know of how it ended. With
    /// `asked`, a manifest says what was asked of which archive.
    pub fn write_by(
        &self,
        global: &Global,
        asked: Option<&Asked>,
        question: &Question,
        results: usize,
        ask: impl FnOnce(&mut DynSink) -> Result<Answer, QueryError>,
    ) -> Result<Outcome, CliError> {
        let format = self.checked_form()?;
        if results > 1 && !matches!(format, Format::Table | Format::Markdown | Format::Xlsx) {
            return Err(CliError::Usage(format!(
                "there are {results} statements, each with a result of its own, and a file of this format holds one: \
                 see them with -t or --markdown, or write -o FILE.xlsx, a sheet each"
            )));
        }
        let mut files = Files::open(self.output.as_deref(), self.manifest, self.force)?;
        let written = files.fill(|out| {
            let mut sink = self.sink(format, out)?;
            sink.title(question.title.or(question.name).unwrap_or_default());
            let mut noting = Noting::over(sink.as_mut());
            let ended = ask(&mut noting)?;
            let (columns, begun) = (noting.columns, noting.begun);
            let remarks = sink.remarks();
            let place = self.path().map_or("-".into(), |path| path.display().to_string());
            let answered = answered(question, place, columns, ended, remarks.clone());
            let manifest = asked.and_then(|asked| asked.manifest(vec![answered]));
            if let Some(manifest) = manifest.as_ref().filter(|_| !self.no_manifest && begun) {
                sink.manifest(manifest)?;
            }
            // What changes rows may have no result at all: then there is no file.
            if begun {
                sink.finish()?;
            }
            Ok(Written { ended, begun, manifest, remarks })
        })?;
        let to_file = written.begun && files.is_file();
        if written.begun {
            files.finish(written.manifest.as_ref())?;
        }
        if to_file {
            for remark in written.remarks {
                say(global, format!("{}: {remark}", self.place()));
            }
        }
        Ok(self.tell(global, written.ended, to_file))
    }

    fn sink<'w>(&self, format: Format, out: output::Out<'w>) -> Result<Box<dyn Sink + 'w>, QueryError> {
        if !self.chart && format != Format::Svg {
            return Ok(output::sink(format, self.style(), out));
        }
        chart::sink(format, self.style(), out, self.choice.clone()).ok_or_else(|| {
            QueryError::Usage("a chart is SVG, HTML or a table: use -o FILE.svg, FILE.html or -t".into())
        })
    }

    /// Writes the answers to several questions into one workbook, a sheet each.
    pub fn write_workbook(
        &self,
        global: &Global,
        asked: &Asked,
        questions: &[Question],
    ) -> Result<Outcome, CliError> {
        self.checked_form()?;
        let mut files = Files::open(self.output.as_deref(), self.manifest, self.force)?;
        let (ended, manifest) = files.fill(|out| {
            let mut book = Workbook::new(out, self.style());
            let (mut all, mut answers) = (Vec::new(), Vec::new());
            for question in questions {
                book.title(question.title.or(question.name).unwrap_or("Rows"));
                let mut noting = Noting::over(&mut book);
                let ended = asked.run(question, self.limit, &mut noting)?;
                let columns = noting.columns;
                let place = book.sheet_name().to_string();
                answers.push(answered(question, place, columns, ended, book.remarks()));
                all.push(match ended {
                    // A limit of the question's own is no news.
                    Answer::RowLimit { rows } if question.limit.is_some() => Answer::Complete { rows },
                    ended => ended,
                });
            }
            let manifest = asked.manifest(answers);
            if let Some(manifest) = manifest.as_ref().filter(|_| !self.no_manifest) {
                book.manifest(manifest)?;
            }
            book.finish()?;
            Ok((all, manifest))
        })?;
        let to_file = files.is_file();
        files.finish(manifest.as_ref())?;
        for answer in manifest.iter().flat_map(|manifest| &manifest.answers).filter(|_| to_file) {
            for remark in &answer.remarks {
                say(global, format!("{}: {remark}", answer.place));
            }
        }
        let rows = ended.iter().map(Answer::rows).sum();
        match ended.iter().find(|answer| !matches!(answer, Answer::Complete { .. })) {
            Some(stopped) => Ok(self.tell(global, *stopped, to_file)),
            None if to_file && ended.len() > 1 => {
                say(global, format!("{}: {} sheets, {}", self.place(), ended.len(), counted(rows)));
                Ok(Outcome::Done)
            }
            None => Ok(self.tell(global, Answer::Complete { rows }, to_file)),
        }
    }

    fn place(&self) -> String {
        self.output.as_ref().map_or("-".into(), |path| path.display().to_string())
    }

    fn tell(&self, global: &Global, ended: Answer, to_file: bool) -> Outcome {
        match ended {
            Answer::Complete { rows } => {
                if to_file {
                    say(global, format!("{}: {}", self.place(), counted(rows)));
                }
                Outcome::Done
            }
            Answer::RowLimit { rows } => {
                say(global, format!("stopped at {}, as --limit says: there are more", counted(rows)));
                Outcome::Stopped
            }
            Answer::TimeLimit { rows } => {
                let what = "give it more with --timeout SECONDS, or ask for less";
                say(global, format!("time was up after {}: {what}", counted(rows)));
                Outcome::Stopped
            }
            Answer::Interrupted { rows } => {
                say(global, format!("stopped after {}", counted(rows)));
                Outcome::Interrupted
            }
        }
    }
}

fn say(global: &Global, text: String) {
    if !global.quiet {
        eprintln!("{text}");
    }
}

/// What was written to a file.
struct Written {
    ended: Answer,
    begun: bool,
    manifest: Option<Manifest>,
    remarks: Vec<String>,
}

pub(crate) fn counted(rows: u64) -> String {
    if rows == 1 { "1 row".into() } else { format!("{rows} rows") }
}

/// The terminal's width, or what COLUMNS says.
pub(crate) fn width() -> usize {
    let told = || std::env::var("COLUMNS").ok()?.parse().ok();
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)).or_else(told).unwrap_or(WIDTH)
}

impl From<QueryError> for CliError {
    fn from(error: QueryError) -> CliError {
        match error {
            QueryError::Usage(what) => CliError::Usage(what),
            QueryError::BadQuery(error) => CliError::Failed(error.to_string()),
            QueryError::Sql(what) => CliError::Failed(what),
            QueryError::Io(error) => CliError::Io(error),
            QueryError::Sqlite(error) => error.into(),
            QueryError::Archive(error) => error.into(),
        }
    }
}
