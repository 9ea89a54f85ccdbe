//! `presscut dossier`: what the archive has on somebody, something or a topic, on one page or in one workbook.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::app::article_files::DocumentFormat;
use crate::app::dossier::{
    Dossier, DossierRequest, DossierSubject, dossier_document, gather_dossier, write_dossier_document,
    write_dossier_workbook,
};
use crate::app::output::OutputPlan;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::args::parameters::ParameterOptions;
use crate::cli::args::reported::{report_workbook, say};
use crate::cli::args::time_limit::{seconds, time_limit};
use crate::cli::terminal::streams::page_out;
use crate::cli::{CliError, Global, Outcome};
use crate::output::document::write_document;
use crate::query::Provenance;

/// Rows of each section of a page, unless the user says otherwise.
const MAX_ROWS_ON_PAGE: usize = 100;

/// Write what the archive has on a person, an organisation, a place or a topic, on one page or in one workbook
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples: presscut dossier Jane Roe -o roe.html\n          presscut dossier --search \"ferry fares\" -o ferry.xlsx",
    after_help = "A dossier has the forms of the name and its titles, a chart over time, who else is named, what was said by and \
                  about it, dates ahead, papers and articles; each section is the answer of a canned query, whose command it \
                  shows. -p from, -p to, -p tag and -p min_confidence go to all of them. A .html page and a .md or .txt file have \
                  up to 100 rows a section, a .xlsx workbook has all."
)]
pub struct Args {
    /// Whom or what it is about: any name, or the number of an entity ("#12")
    #[arg(value_name = "NAME", required_unless_present = "search", conflicts_with = "search")]
    name: Vec<String>,
    /// About what `presscut search` finds with these words
    #[arg(long, value_name = "WORDS")]
    search: Option<String>,
    #[command(flatten)]
    parameters: ParameterOptions,
    /// Write to this file: .html, .xlsx, .md or .txt; without it, text on stdout
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Overwrite the file
    #[arg(long, requires = "output")]
    force: bool,
    /// Rows of each section at most [default: 100, and all in a workbook]
    #[arg(long, value_name = "ROWS", value_parser = clap::value_parser!(u32).range(1..))]
    limit: Option<u32>,
    /// Stop a section after this many seconds; 0 for no limit
    #[arg(long, value_name = "SECONDS", default_value_t = 60.0)]
    timeout: f64,
}

/// Where a dossier goes.
enum Destination<'a> {
    Screen,
    Document(&'a Path, DocumentFormat),
    Workbook(Box<OutputPlan>),
}

/// Gathers and writes it.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let time = seconds(args.timeout)?;
    let parameters = args.parameters.given()?;
    let destination = match args.output.as_deref() {
        None => Destination::Screen,
        Some(path) => destination(path, args.force, time)?,
    };
    let name = args.name.join(" ");
    let (max_rows, provenance) = match &destination {
        Destination::Workbook(plan) => (None, plan.provenance()),
        _ => (Some(MAX_ROWS_ON_PAGE), Provenance::NotDescribed),
    };
    let dossier = gather_dossier(&DossierRequest {
        archive: &global.db,
        subject: args.search.as_deref().map_or(DossierSubject::Entity(&name), DossierSubject::Topic),
        parameters: &parameters,
        min_confidence: global.settings.min_confidence.value,
        max_rows: args.limit.map(|limit| limit as usize).or(max_rows),
        provenance,
        time: time_limit(time),
    })?;
    write(&dossier, destination, args.force, global)
}

fn destination(
    path: &Path,
    force: bool,
    time: Option<std::time::Duration>,
) -> Result<Destination<'_>, CliError> {
    if let Some(format) = DocumentFormat::of_file(path) {
        return Ok(Destination::Document(path, format));
    }
    if path.extension().is_none_or(|extension| !extension.eq_ignore_ascii_case("xlsx")) {
        let path = path.display();
        return Err(CliError::Usage(format!("{path}: a dossier is written as .html, .xlsx, .md or .txt")));
    }
    let plan = OutputOptions::to_report(path.to_path_buf(), force).plan(time)?;
    Ok(Destination::Workbook(Box::new(plan)))
}

fn write(
    dossier: &Dossier,
    destination: Destination,
    force: bool,
    global: &Global,
) -> Result<Outcome, CliError> {
    match destination {
        Destination::Workbook(plan) => {
            return Ok(report_workbook(global, &write_dossier_workbook(dossier, &plan)?));
        }
        Destination::Document(path, format) => {
            write_dossier_document(dossier, (path, format), force)?;
            let articles = dossier.articles();
            let what = if articles == 1 { "article" } else { "articles" };
            say(global, &format!("{}: a dossier of {articles} {what}", path.display()));
        }
        Destination::Screen => {
            let mut out = page_out();
            let format = DocumentFormat::Text;
            write_document(&dossier_document(dossier, format), format, &mut out)?;
            out.flush()?;
        }
    }
    Ok(Outcome::Done)
}
