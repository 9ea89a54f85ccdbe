//! The options of every command that gives rows, and what they mean: an [`OutputPlan`].
//!
//! Everything that can be wrong with them is found here, before any work begins.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser;

use crate::app::output::{FolderPlan, ManifestPlan, OutputPlan, OutputTarget};
use crate::cli::CliError;
use crate::cli::args::chart_options::ChartOptions;
use crate::cli::args::time_limit::time_limit;
use crate::cli::terminal::display::{is_stdout_colored, screen_lines};
use crate::cli::terminal::interrupt::remove_files_on_interrupt;
use crate::cli::terminal::width::table_width;
use crate::output::chart::ChartColumns;
use crate::output::format::ChartForm;
use crate::output::packing::Packing;
use crate::output::registry::{FORMATS, format_named, format_of_file};
use crate::output::{Format, RowView, Separator, SortKey, Style};

/// How rows come out
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Output")]
pub struct OutputOptions {
    /// The format: by default a table on a terminal, CSV otherwise, and for -o that of the file's extension
    #[arg(
        long,
        value_name = "FORMAT",
        group = "form",
        value_parser = format_parser(),
        hide_possible_values = true,
        help = format_help()
    )]
    format: Option<&'static Format>,
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
    /// A record a block, a column a line; a terminal shows so by itself what a table has no room for
    #[arg(long, group = "form")]
    vertical: bool,
    /// These columns only, in this order
    #[arg(long, value_name = "A,B,C", value_delimiter = ',')]
    columns: Vec<String>,
    /// Sort by these columns; -COLUMN: the highest first
    #[arg(long, value_name = "COLUMN", value_delimiter = ',', allow_hyphen_values = true, value_parser = sort_key)]
    sort: Vec<SortKey>,
    /// Write to a file
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Overwrite the file of -o
    #[arg(long)]
    pub force: bool,
    /// Leave the column names out
    #[arg(long)]
    no_headers: bool,
    /// Give at most this many rows; exit code 4 if there are more
    #[arg(long, value_name = "ROWS", alias = "max-rows")]
    limit: Option<u64>,
    /// CSV for spreadsheets: byte order mark, CRLF, and no cell that can run as a formula
    #[arg(long)]
    excel: bool,
    /// What parts the values of a CSV: `,`, `;` or tab
    #[arg(long, value_name = "SEPARATOR", alias = "delimiter", value_parser = parse_separator)]
    separator: Option<Separator>,
    /// Write 0.5 as 0,5 in a CSV; its values are then parted by `;` unless --separator says tab
    #[arg(long)]
    decimal_comma: bool,
    /// Keep the column of addresses beside titles that link to them, on pages and in workbooks
    #[arg(long)]
    urls: bool,
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
    /// As a chart: -o FILE.svg, .png, .html or .vl.json, sparklines in a table
    #[arg(long)]
    chart: bool,
}

/// ",", ";" or a tab, which a shell hardly lets through: "tab".
fn parse_separator(text: &str) -> Result<Separator, String> {
    match text.to_lowercase().as_str() {
        "," | "comma" => Ok(Separator::Comma),
        ";" | "semicolon" => Ok(Separator::Semicolon),
        "\t" | "\\t" | "tab" => Ok(Separator::Tab),
        _ => Err("give ',', ';' or tab".into()),
    }
}

/// Takes the name of a format, in any case.
fn format_parser() -> impl TypedValueParser<Value = &'static Format> {
    let names: Vec<&'static str> = FORMATS.iter().map(|format| format.name).collect();
    PossibleValuesParser::new(names)
        .try_map(|name| format_named(&name).ok_or_else(|| format!("there is no format {name}")))
}

/// A column to sort by; with a hyphen before it, the highest come first.
fn sort_key(text: &str) -> Result<SortKey, String> {
    let (column, descends) = text.strip_prefix('-').map_or((text, false), |column| (column, true));
    match column.is_empty() || column.starts_with('-') {
        true => Err("write the name of a column, or -NAME for the highest first".into()),
        false => Ok(SortKey { column: column.to_string(), descends }),
    }
}

/// "table, csv … or svg [default: …]"
fn format_help() -> String {
    let names: Vec<String> = FORMATS.iter().map(|format| format.name.to_string()).collect();
    format!("{} [default: table on a terminal, csv otherwise, -o by its extension]", join_with_or(&names))
}

/// "a, b or c"
fn join_with_or(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

impl OutputOptions {
    /// Those of a report: a workbook unless the file's extension says otherwise.
    pub fn to_report(path: PathBuf, force: bool) -> OutputOptions {
        let format = format_of_file(&path).or_else(|| format_named("xlsx"));
        OutputOptions { output: Some(path), format, force, ..OutputOptions::default() }
    }

    /// What the options mean, for questions that may run for at most `time`.
    ///
    /// # Errors
    /// Where they do not go together, or name no format.
    pub fn plan(&self, time: Option<Duration>) -> Result<OutputPlan, CliError> {
        self.plan_with(time, self.chart.then(ChartColumns::default))
    }

    /// What the options mean, where those of a chart stand beside them.
    ///
    /// # Errors
    /// As for [`OutputOptions::plan`].
    pub fn plan_drawn(&self, time: Option<Duration>, chart: &ChartOptions) -> Result<OutputPlan, CliError> {
        let is_chart = |format: &'static Format| matches!(format.chart, Some(form) if form.is_picture());
        let is_drawn = self.chart || chart.is_given() || self.format_named().is_some_and(is_chart);
        self.plan_with(time, is_drawn.then(|| chart.columns()))
    }

    /// What the options mean, where the rows are drawn.
    ///
    /// # Errors
    /// As for [`OutputOptions::plan`].
    pub fn chart_plan(&self, time: Option<Duration>, columns: ChartColumns) -> Result<OutputPlan, CliError> {
        self.plan_with(time, Some(columns))
    }

    fn plan_with(&self, time: Option<Duration>, chart: Option<ChartColumns>) -> Result<OutputPlan, CliError> {
        let terminal = std::io::stdout().is_terminal();
        let format = self.format(terminal, chart.is_some())?;
        self.check(format, terminal)?;
        let is_picture = format.chart.is_some_and(ChartForm::is_picture);
        let chart = chart.or_else(|| is_picture.then(ChartColumns::default));
        if chart.is_some() && format.chart.is_none() {
            let instead = "use -o FILE.svg, .png, .html or .vl.json, or -t";
            return Err(CliError::Usage(format!(
                "a chart is SVG, PNG, HTML, a Vega-Lite specification or a table: {instead}"
            )));
        }
        let target = match self.path() {
            Some(path) => {
                remove_files_on_interrupt();
                OutputTarget::File { path: path.into(), overwrite: self.force }
            }
            None => OutputTarget::Stdout,
        };
        Ok(OutputPlan {
            format,
            target,
            style: Style {
                no_headers: self.no_headers,
                excel: self.excel,
                no_guard: self.no_guard,
                separator: self.separator(),
                decimal_comma: self.decimal_comma,
                urls: self.urls,
                width: table_width(),
                // Who asks for a table has one; what a terminal shows by itself may turn.
                turns: self.format_named().is_none() && chart.is_none(),
                color: is_stdout_colored() && self.path().is_none(),
            },
            view: RowView { columns: self.columns.clone(), sort: self.sort.clone() },
            screen_lines: screen_lines().filter(|_| self.path().is_none()),
            chart,
            max_rows: self.limit,
            time: time_limit(time),
            manifest: ManifestPlan { beside_file: self.manifest, in_workbook: !self.no_manifest },
        })
    }

    /// What the options mean where -o names a folder for files of one format.
    ///
    /// # Errors
    /// As for [`OutputOptions::plan`].
    pub fn folder_plan(
        &self,
        time: Option<Duration>,
        default: &'static Format,
    ) -> Result<FolderPlan, CliError> {
        let format = self.format_option().unwrap_or(default);
        let folder = self.path().unwrap_or(Path::new("")).to_path_buf();
        // Any file in it shows whether the options go together.
        let file = folder.join("rows").with_extension(format.extension());
        let each = OutputOptions { output: Some(file), ..self.clone() }.with_format(format).plan(time)?;
        Ok(FolderPlan { folder, overwrite: self.force, each })
    }

    fn with_format(self, format: &'static Format) -> OutputOptions {
        OutputOptions {
            format: Some(format),
            csv: false,
            tsv: false,
            json: false,
            jsonl: false,
            markdown: false,
            table: false,
            vertical: false,
            ..self
        }
    }

    /// The format that an option names.
    pub fn format_option(&self) -> Option<&'static Format> {
        let flags = [
            (self.csv, "csv"),
            (self.tsv, "tsv"),
            (self.json, "json"),
            (self.jsonl, "jsonl"),
            (self.markdown, "markdown"),
            (self.table, "table"),
            (self.vertical, "vertical"),
        ];
        let flagged = || flags.iter().find(|(flag, _)| *flag).and_then(|(_, name)| format_named(name));
        self.format.or_else(flagged)
    }

    /// The rows of `--limit`.
    pub fn row_limit(&self) -> Option<u64> {
        self.limit
    }

    /// The file of `-o`, if it is one and not stdout.
    pub fn path(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| path.as_os_str() != "-")
    }

    /// The format that an option or the file's extension names.
    pub fn format_named(&self) -> Option<&'static Format> {
        self.format_option().or_else(|| self.path().and_then(format_of_file))
    }

    fn format(&self, stdout_is_terminal: bool, chart: bool) -> Result<&'static Format, CliError> {
        if let Some(format) = self.format_named() {
            return Ok(format);
        }
        let default = match self.path() {
            Some(path) if path.metadata().is_ok_and(|there| !there.is_file() && !there.is_dir()) => "csv",
            Some(path) => {
                let extensions: Vec<String> = FORMATS
                    .iter()
                    .filter(|format| format.name != "table" && !format.extensions.is_empty())
                    .map(|format| format!(".{}", format.extension()))
                    .collect();
                let (path, extensions) = (path.display(), join_with_or(&extensions));
                return Err(CliError::Usage(format!(
                    "{path}: the extension names no format: use {extensions}, or say --format"
                )));
            }
            None if self.excel || self.separator.is_some() || self.decimal_comma => "csv",
            None if stdout_is_terminal || chart => "table",
            None => "csv",
        };
        format_named(default).ok_or_else(|| CliError::Failed(format!("there is no format {default}")))
    }

    /// What parts the values of a CSV: where decimals have a comma, not the comma.
    fn separator(&self) -> Separator {
        let default = if self.decimal_comma { Separator::Semicolon } else { Separator::Comma };
        self.separator.unwrap_or(default)
    }

    fn check_separator(&self, format: &Format) -> Result<(), CliError> {
        let usage = |what: &str| Err(CliError::Usage(what.to_string()));
        if self.separator.is_some() && format.name != "csv" {
            return usage("--separator is for CSV");
        }
        if self.decimal_comma && !["csv", "tsv"].contains(&format.name) {
            return usage("--decimal-comma is for CSV and TSV");
        }
        if self.decimal_comma && format.name == "csv" && self.separator() == Separator::Comma {
            return usage(
                "--decimal-comma needs another separator than the comma: leave --separator out, or give ';' or tab",
            );
        }
        Ok(())
    }

    /// Whether a file's name and the format go together. A `.txt` can be any text, and JSON a line is often called `.json`.
    fn check_file(&self, path: &Path, format: &Format) -> Result<(), CliError> {
        let shown = path.display();
        if format.is_binary && Packing::of_file(path).is_some() {
            let name = format.name;
            return Err(CliError::Usage(format!(
                "{shown}: {name} is packed by itself: leave .gz and .zst away"
            )));
        }
        let (Some(named), Some(_)) = (format_of_file(path), self.format_option()) else { return Ok(()) };
        let is_json = |format: &Format| ["json", "jsonl"].contains(&format.name);
        let is_text = named.name == "table" && !format.is_binary;
        match named == format || is_text || is_json(named) && is_json(format) {
            true => Ok(()),
            false => Err(CliError::Usage(format!(
                "{shown} is named as {}, and {} is asked for: change one of the two",
                named.name, format.name
            ))),
        }
    }

    /// Whether the format goes together with the other options.
    fn check(&self, format: &Format, stdout_is_terminal: bool) -> Result<(), CliError> {
        let usage = |what: &str| Err(CliError::Usage(what.to_string()));
        if let Some(path) = self.path() {
            self.check_file(path, format)?;
        }
        if self.excel && !["csv", "tsv"].contains(&format.name) {
            return usage("--excel is for CSV and TSV");
        }
        // Texts in a workbook are texts: there is no guard to take away.
        if self.no_guard && !self.excel && format.name != "xlsx" {
            return usage("--no-guard goes with --excel: without it, nothing is guarded");
        }
        self.check_separator(format)?;
        if format.is_binary && self.output.is_none() && stdout_is_terminal {
            let extension = format.extension();
            return usage(&format!(
                "this is nothing for a terminal: write it to a file with -o FILE.{extension}"
            ));
        }
        if self.force && self.output.is_none() {
            return usage("--force overwrites a file: name it with -o FILE");
        }
        if self.manifest && self.path().is_none() {
            return usage("--manifest goes beside a file: name it with -o FILE");
        }
        Ok(())
    }
}
