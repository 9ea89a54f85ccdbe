//! Rows of one question on their way from a source to the place that a plan names.

use crate::app::ask::error::AskError;
use crate::app::output::column_recorder::ColumnRecorder;
use crate::app::output::files::OutputFiles;
use crate::app::output::manifests::{RowsAbout, describe_answer, manifest_of};
use crate::app::output::plan::OutputPlan;
use crate::output::chart::{ChartRequest, chart_sink};
use crate::output::row_view::ViewError;
use crate::output::{Manifest, Out, RowSource, Sink, StreamEnd};
use crate::query::suggest::did_you_mean;

/// What became of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenRows {
    /// The file as the user named it; "-" is standard output.
    pub place: String,
    /// Whether there is a file now.
    pub to_file: bool,
    /// Whether there was a result at all: a change of rows has none.
    pub has_result: bool,
    /// How many rows there are, and whether these are all.
    pub end: StreamEnd,
    /// What the format could not hold.
    pub remarks: Vec<String>,
    /// Rows that the query left out because it is less sure of them than was asked for, if it has such a limit.
    pub left_out: Option<LeftOut>,
    /// Where there are no rows: what was asked, and why it may be empty, a sentence each.
    pub why_empty: Vec<String>,
    /// Where only new rows were asked for: since when, and of how many.
    pub news: Option<NewRowsCount>,
}

impl WrittenRows {
    /// Whether a question was answered in full and has no rows, old or new.
    pub fn is_empty_answer(&self) -> bool {
        let has_old = self.news.as_ref().is_some_and(|news| news.all > 0);
        self.has_result && self.end == StreamEnd::complete(0) && !has_old
    }
}

/// What became of a question for new rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRowsCount {
    /// When it was last asked, UTC, ISO 8601; `None` where it never was.
    pub since: Option<String>,
    /// How many rows there are, old and new.
    pub all: u64,
    /// Whether it is remembered what was shown.
    pub is_remembered: bool,
}

/// Rows left out for their confidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// How many.
    pub rows: u64,
    /// The confidence that was asked for, as a decimal number.
    pub min_confidence: String,
}

/// Writes the rows of a source. Where a source has no result at all, as a change of rows, no file is made.
///
/// # Errors
/// Where the rows cannot be found or written, or the format does not hold as many results as there are.
pub fn write_rows<E: Into<AskError>>(
    plan: &OutputPlan,
    about: &RowsAbout,
    source: &mut dyn RowSource<Error = E>,
) -> Result<WrittenRows, AskError> {
    let results = source.results();
    if results > 1 && !plan.format.holds_several_results {
        return Err(AskError::SeveralResults { results });
    }
    let mut files = OutputFiles::open(plan)?;
    let filled = files.fill(|out| fill(plan, about, source, out))?;
    let to_file = filled.begun && files.is_file();
    if filled.begun {
        files.finish(filled.manifest.as_ref())?;
    }
    Ok(WrittenRows {
        place: plan.place(),
        to_file,
        has_result: filled.begun,
        end: filled.end,
        remarks: filled.remarks,
        left_out: None,
        why_empty: Vec::new(),
        news: None,
    })
}

/// What was written to a file that is not in its place yet.
struct Filled {
    end: StreamEnd,
    begun: bool,
    manifest: Option<Manifest>,
    remarks: Vec<String>,
}

fn fill<E: Into<AskError>>(
    plan: &OutputPlan,
    about: &RowsAbout,
    source: &mut dyn RowSource<Error = E>,
    out: Out,
) -> Result<Filled, AskError> {
    let mut sink = open_sink(plan, about, out);
    sink.title(about.heading().unwrap_or_default());
    sink.caption(&about.caption());
    if let Some(schema) = about.schema {
        sink.declare(schema);
    }
    let mut recorder = ColumnRecorder::over(sink.as_mut());
    let end = plan.view.stream(source, plan.max_rows, &mut recorder).map_err(|error| match error {
        ViewError::Source(error) => error.into(),
        ViewError::Io(error) => AskError::Io(error),
        ViewError::UnknownColumn(name, columns) => {
            let near = did_you_mean(&name, columns.iter().map(String::as_str));
            AskError::Usage(format!("there is no column {name}{near}: there is {}", columns.join(", ")))
        }
        ViewError::TooManyRows => AskError::Usage(
            "there are more rows than can be sorted in memory: name fewer with --columns, or write ORDER BY in SQL".into(),
        ),
    })?;
    let (columns, begun) = (recorder.columns, recorder.begun);
    if begun {
        sink.end_rows()?;
    }
    let remarks = sink.remarks();
    let answer = describe_answer(about, plan.place(), columns, end, remarks.clone());
    let manifest = manifest_of(about.archive, vec![answer]);
    if let Some(manifest) = manifest.as_ref().filter(|_| plan.manifest.in_workbook && begun) {
        sink.manifest(manifest)?;
    }
    if begun {
        sink.finish()?;
    }
    Ok(Filled { end, begun, manifest, remarks })
}

fn open_sink<'w>(plan: &OutputPlan, about: &RowsAbout, out: Out<'w>) -> Box<dyn Sink + 'w> {
    match (&plan.chart, plan.format.chart) {
        (Some(columns), Some(form)) => {
            let facts = about.facts.cloned().unwrap_or_default();
            let request = ChartRequest { columns: columns.clone(), declared: about.chart.cloned(), facts };
            chart_sink(form, plan.style, out, request)
        }
        _ => plan.format.sink(out, plan.style),
    }
}
