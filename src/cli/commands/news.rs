//! `presscut news`: what the last import brought, and what is new to the questions that are watched.

use std::io::Write;
use std::path::PathBuf;

use crate::app::ask::collected::CollectedRows;
use crate::app::ask::news::{
    News, NewsMemory, NewsRequest, gather_news, remember_news, section_names, write_news, write_section,
};
use crate::app::ask::scope::ImportChoice;
use crate::app::ask::watch::WatchNews;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::args::reported::{report_rows, report_workbook, say};
use crate::cli::args::time_limit::{seconds, time_limit};
use crate::cli::terminal::streams::page_out;
use crate::cli::terminal::width::table_width;
use crate::cli::{CliError, Global, Outcome};
use crate::output::registry::format_named;
use crate::output::{Cell, OwnedCell, Style};
use crate::text::count_phrase::count_phrase;

/// Rows of each part that a page shows, where --limit says nothing.
const ROWS_PER_PART: u64 = 20;

/// Say what the last import brought, and what is new to the questions you watch
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples: presscut news\n          presscut news --import since \"last monday\" -o news.xlsx\n          \
                   presscut news --only names --csv",
    after_help = "A name is new if no article had it before these imports, and somebody is quoted for the first time likewise. \
                  `presscut watch add` keeps the questions whose new rows come last."
)]
pub struct Args {
    /// Of which import: last, its number, or since DAY
    #[arg(long, value_name = "WHICH", value_parser = ImportChoice::parse, default_value = "last")]
    import: ImportChoice,
    /// One part only, as rows: sources, names, voices, stories or changes
    #[arg(long, value_name = "PART", value_parser = clap::builder::PossibleValuesParser::new(section_names()), hide_possible_values = true)]
    only: Option<String>,
    /// Do not remember what was shown of the questions you watch
    #[arg(long)]
    peek: bool,
    /// Quotes whose speaker is at least this likely to be right count; 0 to 1
    /// [default: what the settings say, or 0.8]
    #[arg(long, value_name = "SHARE")]
    min_confidence: Option<f64>,
    /// A folder with queries of your own
    #[arg(long, value_name = "DIR")]
    queries: Option<PathBuf>,
    /// Stop a question after this many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60.0)]
    timeout: f64,
    #[command(flatten)]
    output: OutputOptions,
}

/// Tells the news.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let min_confidence = args.min_confidence.or(global.settings.min_confidence.value).unwrap_or(0.8);
    if !(0.0..=1.0).contains(&min_confidence) {
        return Err(CliError::Usage("--min-confidence is a number from 0 to 1".into()));
    }
    let time = seconds(args.timeout)?;
    let request = NewsRequest {
        archive: &global.db,
        imports: &args.import,
        min_confidence,
        queries: args.queries.as_deref(),
        is_remembered: !args.peek,
        time: time_limit(time),
    };
    if let Some(section) = &args.only {
        return Ok(report_rows(global, &write_section(&request, section, &args.output.plan(time)?)?));
    }
    let workbook = format_named("xlsx");
    match args.output.format_named() {
        None if args.output.path().is_none() => show_page(&request, args.output.row_limit(), global),
        format if format == workbook => {
            let plan = args.output.plan(time)?;
            let news = gather_news(&request, args.output.row_limit())?;
            let outcome = report_workbook(global, &write_news(&news, &plan)?);
            finish(&news, outcome, global)
        }
        _ => Err(CliError::Usage(
            "the news have several parts: name one with --only for this format, or write all with -o FILE.xlsx".into(),
        )),
    }
}

fn show_page(request: &NewsRequest, max_rows: Option<u64>, global: &Global) -> Result<Outcome, CliError> {
    let news = gather_news(request, Some(max_rows.unwrap_or(ROWS_PER_PART)))?;
    let mut out = page_out();
    write_head(&mut out, &news)?;
    for (section, rows) in &news.sections {
        writeln!(out, "\n{}", heading(section.title, rows.all))?;
        match rows.all {
            0 => writeln!(out, "{}", section.nothing)?,
            _ => write_table(&mut out, rows)?,
        }
        let left = rows.all - rows.rows.len() as u64;
        if left > 0 {
            writeln!(out, "({left} more: --only {} has all)", section.name)?;
        }
    }
    for watch in &news.watches {
        write_watch(&mut out, watch)?;
    }
    out.flush()?;
    finish(&news, Outcome::Done, global)
}

/// Remembers what was shown of the watches, and says which of them could not be asked.
fn finish(news: &News, outcome: Outcome, global: &Global) -> Result<Outcome, CliError> {
    if news.memory == NewsMemory::ReadOnly && !news.watches.is_empty() {
        let db = global.db.display();
        say(
            global,
            &format!("{db} cannot be written: what is new to your watches will be new the next time too"),
        );
    }
    remember_news(&global.db, news)?;
    let failed: Vec<String> = news
        .watches
        .iter()
        .filter_map(|watch| Some(format!("{}: {}", watch.name, watch.answer.as_ref().err()?)))
        .collect();
    match &failed[..] {
        [] => Ok(outcome),
        failed => Err(CliError::Failed(format!("a watch could not be asked: {}", failed.join("; ")))),
    }
}

/// "Names never seen before (12)"
fn heading(title: &str, rows: u64) -> String {
    if rows == 0 { title.to_string() } else { format!("{title} ({rows})") }
}

/// A line for each import.
fn write_head(out: &mut impl Write, news: &News) -> Result<(), CliError> {
    if news.runs.rows.is_empty() {
        writeln!(out, "There is {}.", news.imports)?;
    }
    let at = |name: &str| news.runs.columns.iter().position(|column| column.name == name);
    let value = |row: &[OwnedCell], name: &str| {
        at(name)
            .and_then(|at| row.get(at))
            .map_or_else(String::new, |cell| cell.as_cell().text().into_owned())
    };
    for row in &news.runs.rows {
        let count = |name: &str| value(row, name).parse::<u64>().unwrap_or(0);
        let mut parts = vec![
            format!("{} new", count_phrase(count("new") + count("duplicate"), "article")),
            format!("{} changed", count("revised")),
            format!("{} seen before", count("unchanged")),
        ];
        if count("rejected") > 0 {
            parts.push(format!("{} rejected", count("rejected")));
        }
        let (id, at) = (value(row, "id"), value(row, "started_at"));
        let status = match value(row, "status").as_str() {
            "done" => String::new(),
            status => format!(", {status}"),
        };
        writeln!(out, "Import {id}, {at}{status}: {}", parts.join(", "))?;
    }
    Ok(())
}

fn write_watch(out: &mut impl Write, watch: &WatchNews) -> Result<(), CliError> {
    let WatchNews { name, question, answer } = watch;
    let answer = match answer {
        Ok(answer) => answer,
        Err(_) => {
            writeln!(out, "\nWatch {name}: {question}\nIt could not be asked.")?;
            return Ok(());
        }
    };
    let since = answer.since.as_deref().map_or_else(String::new, |since| format!(" since {since}"));
    writeln!(out, "\nWatch {name}: {question}")?;
    if answer.rows.all == 0 {
        writeln!(out, "Nothing is new{since}.")?;
        return Ok(());
    }
    writeln!(out, "New{since}:")?;
    write_table(out, &answer.rows)?;
    if answer.has_more {
        writeln!(out, "(there are more, which are new the next time: --limit ROWS shows more at a time)")?;
    }
    Ok(())
}

fn write_table(out: &mut impl Write, rows: &CollectedRows) -> Result<(), CliError> {
    let Some(table) = format_named("table") else { return Ok(()) };
    let mut text = Vec::new();
    let mut sink = table.sink(Box::new(&mut text), Style { width: table_width(), ..Style::default() });
    sink.begin(&rows.columns)?;
    for row in &rows.rows {
        sink.row(&row.iter().map(OwnedCell::as_cell).collect::<Vec<Cell>>())?;
    }
    sink.finish()?;
    drop(sink);
    out.write_all(&text)?;
    Ok(())
}
