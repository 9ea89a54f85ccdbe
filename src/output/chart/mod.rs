//! Charts of rows: columns over time, lines for several series, bars for categories; as SVG, on a page of HTML, or as
//! sparklines in a terminal's table.
//!
//! What is drawn is read off the rows, unless [`ChartColumns`] says it: the first column of days, weeks, months or years is the
//! time, the first column of numbers (no id) the height, and where a time is in several rows, the first column of
//! texts that tells them apart parts the series. A chart knows all its rows before it draws, so it takes no more than
//! `MAX_CHART_ROWS` of them.

pub mod declaration;
pub(crate) mod period;
pub(crate) mod picture;
pub(crate) mod points;
pub(crate) mod sparkline;

use std::io;

use crate::output::format::{ChartForm, Format};
use crate::output::html::Html;
use crate::output::table::Table;
use crate::output::{Cell, Column, Out, OwnedCell, Sink, Style};
use points::Points;

pub use points::ChartColumns;

/// Rows that a chart holds at most.
const MAX_CHART_ROWS: usize = 50_000;

/// Characters of a text that a chart holds at most: names of series and categories are shorter.
const MAX_CELL_CHARACTERS: usize = 2_000;

/// A chart by itself.
pub static SVG: Format = Format {
    chart: Some(ChartForm::Svg),
    ..Format::text("svg", &["svg"], |out, style| {
        Box::new(Chart::new(out, ChartForm::Svg, style, ChartColumns::default()))
    })
};

/// Keeps rows and draws them at the end.
pub struct Chart<'w> {
    out: Option<Out<'w>>,
    form: ChartForm,
    style: Style,
    drawn: ChartColumns,
    title: String,
    columns: Vec<Column>,
    rows: Vec<Vec<OwnedCell>>,
    /// How many texts were longer than a chart holds.
    cut: u64,
}

/// A sink that draws rows in a form.
pub fn chart_sink<'w>(
    form: ChartForm,
    style: Style,
    out: Out<'w>,
    columns: ChartColumns,
) -> Box<dyn Sink + 'w> {
    Box::new(Chart::new(out, form, style, columns))
}

impl<'w> Chart<'w> {
    fn new(out: Out<'w>, form: ChartForm, style: Style, drawn: ChartColumns) -> Chart<'w> {
        let (title, columns, rows) = (String::new(), Vec::new(), Vec::new());
        Chart { out: Some(out), form, style, drawn, title, columns, rows, cut: 0 }
    }
}

impl Sink for Chart<'_> {
    fn title(&mut self, title: &str) {
        self.title = title.to_string();
    }

    fn begin(&mut self, columns: &[Column]) -> io::Result<()> {
        self.columns = columns.to_vec();
        Ok(())
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        if self.rows.len() == MAX_CHART_ROWS {
            return Err(io::Error::other(format!(
                "a chart of more than {MAX_CHART_ROWS} rows shows nothing: let the query group them, or say --limit"
            )));
        }
        let (kept, cut): (Vec<OwnedCell>, Vec<bool>) = cells.iter().map(|&cell| kept_cell(cell)).unzip();
        self.cut += cut.into_iter().filter(|&cut| cut).count() as u64;
        self.rows.push(kept);
        Ok(())
    }

    fn remarks(&self) -> Vec<String> {
        let texts = if self.cut == 1 { "1 text is".into() } else { format!("{} texts are", self.cut) };
        let remark = format!("{texts} cut at {MAX_CELL_CHARACTERS} characters, and marked with […]");
        (self.cut > 0).then_some(remark).into_iter().collect()
    }

    fn finish(&mut self) -> io::Result<()> {
        let Some(mut out) = self.out.take() else { return Ok(()) };
        let points = Points::of(&self.columns, &self.rows, &self.drawn).map_err(io::Error::other)?;
        match self.form {
            ChartForm::Svg => {
                out.write_all(picture::svg(&self.title, &points)?.as_bytes())?;
                out.flush()
            }
            ChartForm::Page => {
                // The page has the title already.
                let svg = picture::svg("", &points)?;
                let mut page = Html::new(out, self.style).with_picture(svg);
                page.title(&self.title);
                let rows = self.rows.iter().map(|row| row.iter().map(OwnedCell::as_cell).collect::<Vec<_>>());
                fill(&mut page, &self.columns, rows)
            }
            ChartForm::Sparklines => {
                let (columns, rows) = sparkline::sparkline_table(&points);
                let rows = rows.iter().map(|row| row.iter().map(OwnedCell::as_cell).collect::<Vec<_>>());
                fill(&mut Table::new(out, self.style), &columns, rows)
            }
        }
    }
}

/// A copy of a cell, and whether it is cut: all rows are held until the last one has come.
fn kept_cell(cell: Cell) -> (OwnedCell, bool) {
    let end = match cell {
        Cell::Text(text) => text.char_indices().nth(MAX_CELL_CHARACTERS).map(|(at, _)| at),
        Cell::Blob(bytes) => (bytes.len() > MAX_CELL_CHARACTERS / 2).then_some(MAX_CELL_CHARACTERS / 2),
        _ => None,
    };
    match (cell, end) {
        (Cell::Text(text), Some(end)) => (OwnedCell::Text(format!("{} […]", &text[..end])), true),
        (Cell::Blob(bytes), Some(end)) => {
            (OwnedCell::Text(format!("{} […]", Cell::Blob(&bytes[..end]).text())), true)
        }
        (cell, _) => (OwnedCell::copy_of(cell), false),
    }
}

fn fill<'r>(
    sink: &mut dyn Sink,
    columns: &[Column],
    rows: impl Iterator<Item = Vec<Cell<'r>>>,
) -> io::Result<()> {
    sink.begin(columns)?;
    for row in rows {
        sink.row(&row)?;
    }
    sink.finish()
}
