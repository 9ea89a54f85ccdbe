//! Rows of several questions into one file: a workbook with a sheet each, or a page with a section each.

use crate::app::ask::error::AskError;
use crate::app::output::column_recorder::ColumnRecorder;
use crate::app::output::files::OutputFiles;
use crate::app::output::manifests::{RowsAbout, describe_answer, manifest_of};
use crate::app::output::plan::OutputPlan;
use crate::app::output::row_keeper::RowKeeper;
use crate::output::chart::declaration::{ChartDeclaration, DeclaredChart};
use crate::output::chart::{ChartColumns, ChartRequest, DrawnChart, draw_chart};
use crate::output::html::report::HtmlReport;
use crate::output::report_facts::ReportFacts;
use crate::output::{Out, RowSource, Sink, StopReason, StreamEnd, Workbook, workbook};
use crate::query::QueryError;

/// A sheet of a workbook, or a section of a page: what it is, its rows, and a limit of its own.
pub struct Sheet<'s> {
    /// What it is called, and what was asked.
    pub about: RowsAbout<'s>,
    /// Its rows.
    pub rows: Box<dyn RowSource<Error = QueryError> + 's>,
    /// Rows at most, whatever the plan says.
    pub limit: Option<u64>,
}

/// What became of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenSheet {
    /// Its name in the file.
    pub name: String,
    /// How many rows it has, and whether these are all that were wanted.
    pub end: StreamEnd,
    /// What the file could not hold.
    pub remarks: Vec<String>,
}

/// What became of a workbook or a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenWorkbook {
    /// The file as the user named it; "-" is standard output.
    pub place: String,
    /// Whether there is a file now.
    pub to_file: bool,
    /// What a part of it is called: "sheets", "parts".
    pub parts: &'static str,
    /// Its sheets, without the manifest's and the contents'.
    pub sheets: Vec<WrittenSheet>,
}

impl WrittenWorkbook {
    /// All rows of all sheets; stopped where one of them was.
    pub fn end(&self) -> StreamEnd {
        let stopped = self.sheets.iter().map(|sheet| sheet.end).find(|end| end.stopped.is_some());
        stopped.unwrap_or_else(|| StreamEnd::complete(self.sheets.iter().map(|sheet| sheet.end.rows).sum()))
    }
}

/// What takes the parts.
enum PartsSink<'w> {
    Workbook(Box<Workbook<'w>>),
    Page(Box<HtmlReport<'w>>),
}

impl<'w> PartsSink<'w> {
    /// By the plan's format; a report has contents.
    fn open(plan: &OutputPlan, out: Out<'w>, report: Option<&ReportFacts>) -> Result<Self, AskError> {
        Ok(match report {
            None => PartsSink::Workbook(Box::new(Workbook::new(out, plan.style))),
            Some(facts) if *plan.format == workbook::XLSX => {
                PartsSink::Workbook(Box::new(Workbook::of_report(out, plan.style, facts.clone())?))
            }
            Some(facts) => PartsSink::Page(Box::new(HtmlReport::new(out, facts.clone(), plan.style))),
        })
    }

    fn sink(&mut self) -> &mut (dyn Sink + 'w) {
        match self {
            PartsSink::Workbook(book) => book.as_mut(),
            PartsSink::Page(page) => page.as_mut(),
        }
    }

    /// Adds a chart to the part that has just been written.
    fn add_chart(&mut self, chart: &ChartDeclaration, drawn: &DrawnChart) -> Result<(), AskError> {
        match self {
            PartsSink::Workbook(book) => book.add_chart(chart.kind, drawn)?,
            PartsSink::Page(page) => page.picture(&drawn.svg, drawn.narrow_svg.as_deref()),
        }
        Ok(())
    }

    /// The name of the part that is being written.
    fn part_name(&self, title: &str) -> String {
        match self {
            PartsSink::Workbook(book) => book.sheet_name().to_string(),
            PartsSink::Page(_) => title.to_string(),
        }
    }
}

/// Writes the rows of several sources into one workbook, a sheet each.
///
/// # Errors
/// Where the rows of one cannot be found, or the workbook cannot be written.
pub fn write_workbook(plan: &OutputPlan, sheets: Vec<Sheet>) -> Result<WrittenWorkbook, AskError> {
    write_parts(plan, None, sheets)
}

/// Writes a report with its contents: a workbook or a page, as the plan's format says.
///
/// # Errors
/// As for [`write_workbook`].
pub fn write_report_parts(
    plan: &OutputPlan,
    facts: &ReportFacts,
    sheets: Vec<Sheet>,
) -> Result<WrittenWorkbook, AskError> {
    write_parts(plan, Some(facts), sheets)
}

/// What is to be drawn of a part: what its query declares.
fn request_of(about: &RowsAbout) -> ChartRequest {
    let (columns, facts) = (ChartColumns::default(), about.facts.cloned().unwrap_or_default());
    ChartRequest { columns, declared: about.chart.cloned(), facts }
}

fn write_parts(
    plan: &OutputPlan,
    report: Option<&ReportFacts>,
    sheets: Vec<Sheet>,
) -> Result<WrittenWorkbook, AskError> {
    let mut files = OutputFiles::open(plan)?;
    let (written, manifest) = files.fill(|out| {
        let mut parts = PartsSink::open(plan, out, report)?;
        let archive = sheets.first().and_then(|sheet| sheet.about.archive);
        let (mut written, mut answers) = (Vec::new(), Vec::new());
        for Sheet { about, mut rows, limit } in sheets {
            let title = about.heading().unwrap_or("Rows");
            let sink = parts.sink();
            sink.title(title);
            sink.caption(&about.caption());
            let mut recorder = ColumnRecorder::over(sink);
            // Only reports have charts: other workbooks are rows for somebody's own use.
            let declared = about.chart.and_then(DeclaredChart::drawn).filter(|_| report.is_some());
            let mut keeper = RowKeeper::over(&mut recorder, declared.is_some());
            let end = rows.stream_into(limit.or(plan.max_rows), &mut keeper)?;
            let kept = keeper.kept();
            let columns = recorder.columns;
            parts.sink().end_rows()?;
            let (name, remarks) = (parts.part_name(title), parts.sink().remarks());
            answers.push(describe_answer(&about, name.clone(), columns, end, remarks.clone()));
            // Rows with nothing to draw, such as none at all, have no chart.
            let drawn =
                kept.and_then(|(columns, rows)| draw_chart(&request_of(&about), &columns, &rows).ok());
            if let Some((chart, drawn)) = declared.zip(drawn) {
                parts.add_chart(chart, &drawn)?;
            }
            // A limit of the sheet's own is no news.
            let expected = limit.is_some() && end.stopped == Some(StopReason::RowLimit);
            let end = if expected { StreamEnd::complete(end.rows) } else { end };
            written.push(WrittenSheet { name, end, remarks });
        }
        let manifest = manifest_of(archive, answers);
        if let Some(manifest) = manifest.as_ref().filter(|_| plan.manifest.in_workbook) {
            parts.sink().manifest(manifest)?;
        }
        parts.sink().finish()?;
        Ok((written, manifest))
    })?;
    let to_file = files.is_file();
    files.finish(manifest.as_ref())?;
    let parts = if *plan.format == workbook::XLSX { "sheets" } else { "parts" };
    Ok(WrittenWorkbook { place: plan.place(), to_file, parts, sheets: written })
}
