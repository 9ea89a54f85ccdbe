//! Charts of rows: bars, dots, columns and lines over time, small charts, heat maps; as SVG, PNG, a Vega-Lite specification,
//! a picture on a page of HTML, or sparklines in a terminal's table.
//!
//! Takes rows, what the query declares of its chart ([`declaration`]), what the user says ([`ChartColumns`]) and what is known
//! of the rows ([`ChartFacts`]). `choice` decides what is drawn, `points` reads it off the rows, `layout` makes a picture,
//! and a file a format writes it. A chart knows all its rows before it draws, so it takes no more than `MAX_CHART_ROWS` of
//! them, and texts are cut as they come.

pub mod choice;
pub mod declaration;
pub mod facts;
pub(crate) mod font;
pub(crate) mod layout;
pub(crate) mod period;
pub(crate) mod png;
pub(crate) mod points;
pub(crate) mod scale;
pub(crate) mod scene;
pub(crate) mod sparkline;
pub(crate) mod svg;
pub(crate) mod text;
pub(crate) mod vega_lite;

use std::io::{self, Write};

use crate::output::format::{ChartForm, Format};
use crate::output::html::Html;
use crate::output::table::Table;
use crate::output::{Cell, Column, Out, OwnedCell, Sink, Style};
use declaration::DeclaredChart;
use points::Points;
use svg::{Colours, Description};

pub use choice::{CHART_SIZES, ChartColumns, ChartSize};
pub use facts::ChartFacts;

/// Rows that a chart holds at most.
const MAX_CHART_ROWS: usize = 50_000;

/// Characters of a text that a chart holds at most: names of series and categories are shorter.
const MAX_CELL_CHARACTERS: usize = 160;

/// Points of a PNG for one pixel of the picture: screens have two.
const POINTS_A_PIXEL: f32 = 2.0;

/// A chart by itself.
pub static SVG: Format = Format {
    chart: Some(ChartForm::Svg),
    ..Format::text("svg", &["svg"], |out, style| {
        Box::new(Chart::new(out, ChartForm::Svg, style, ChartRequest::default()))
    })
};

/// A chart as points.
pub static PNG: Format = Format {
    chart: Some(ChartForm::Png),
    is_binary: true,
    ..Format::text("png", &["png"], |out, style| {
        Box::new(Chart::new(out, ChartForm::Png, style, ChartRequest::default()))
    })
};

/// A chart as a specification for Vega-Lite.
pub static VEGA_LITE: Format = Format {
    chart: Some(ChartForm::VegaLite),
    ..Format::text("vega-lite", &["vl.json", "vl"], |out, style| {
        Box::new(Chart::new(out, ChartForm::VegaLite, style, ChartRequest::default()))
    })
};

/// What is to be drawn of rows.
#[derive(Debug, Clone, Default)]
pub struct ChartRequest {
    /// What the user says.
    pub columns: ChartColumns,
    /// What the query declares.
    pub declared: Option<DeclaredChart>,
    /// What is known of the rows.
    pub facts: ChartFacts,
}

/// A chart for a page: the picture, and what is in it for those who do not see it.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnChart {
    /// An `<svg>` element, light and dark by the reader's setting; its ids are its own.
    pub svg: String,
    /// The same for narrow screens, where the letters of a wide one are too small.
    pub narrow_svg: Option<String>,
    /// The title, with the values of parameters.
    pub title: String,
    /// The values that are drawn: heads and rows of a table.
    pub table: (Vec<Column>, Vec<Vec<OwnedCell>>),
}

/// Draws rows.
///
/// # Errors
/// Where they have nothing that the chart can draw, in words that say what to do.
pub fn draw_chart(
    request: &ChartRequest,
    columns: &[Column],
    rows: &[Vec<OwnedCell>],
) -> Result<DrawnChart, String> {
    let points = points_of(request, columns, rows)?;
    let title = request.facts.title(&points.title);
    let svg = picture(request, &points, Colours::LightAndDark).0;
    let narrow_svg = narrow_picture(request, &points);
    Ok(DrawnChart { svg, narrow_svg, title, table: text::data_table(&points) })
}

/// The picture for a narrow screen, unless the user has named a size.
fn narrow_picture(request: &ChartRequest, points: &Points) -> Option<String> {
    if request.columns.size != ChartSize::default() {
        return None;
    }
    let columns = ChartColumns { size: ChartSize::Column, ..request.columns.clone() };
    let request = ChartRequest { columns, ..request.clone() };
    Some(picture(&request, points, Colours::LightAndDark).0)
}

fn points_of(request: &ChartRequest, columns: &[Column], rows: &[Vec<OwnedCell>]) -> Result<Points, String> {
    let chosen = choice::choose(columns, rows, &request.columns, request.declared.as_ref())?;
    Points::of(columns, rows, &chosen)
}

/// The picture, and whether it has letters that the embedded font lacks.
fn picture(request: &ChartRequest, points: &Points, colours: Colours) -> (String, bool) {
    let facts = &request.facts;
    let scene = layout::lay_out(points, facts, request.columns.size);
    let title = facts.title(&points.title);
    let text = text::description(points, facts);
    let needs_other_fonts = scene.texts().any(|text| !font::has_all_letters(&text.text));
    (svg::write_svg(&scene, &Description { title: &title, text: &text }, colours), needs_other_fonts)
}

/// Keeps rows and draws them at the end.
pub struct Chart<'w> {
    out: Option<Out<'w>>,
    form: ChartForm,
    style: Style,
    request: ChartRequest,
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
    request: ChartRequest,
) -> Box<dyn Sink + 'w> {
    Box::new(Chart::new(out, form, style, request))
}

impl<'w> Chart<'w> {
    fn new(out: Out<'w>, form: ChartForm, style: Style, request: ChartRequest) -> Chart<'w> {
        let (title, columns, rows) = (String::new(), Vec::new(), Vec::new());
        Chart { out: Some(out), form, style, request, title, columns, rows, cut: 0 }
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
        let points = points_of(&self.request, &self.columns, &self.rows).map_err(io::Error::other)?;
        match self.form {
            ChartForm::Svg => {
                out.write_all(picture(&self.request, &points, Colours::LightAndDark).0.as_bytes())?;
                out.flush()
            }
            ChartForm::Png => {
                let (svg, needs_other_fonts) = picture(&self.request, &points, Colours::Light);
                // A post has the size that it is to have.
                let scale = if self.request.columns.size == ChartSize::Social { 1.0 } else { POINTS_A_PIXEL };
                out.write_all(&png::draw_png(&svg, scale, needs_other_fonts).map_err(io::Error::other)?)?;
                out.flush()
            }
            ChartForm::VegaLite => {
                let size = self.request.columns.size;
                let specification = vega_lite::specification(&points, &self.request.facts, size);
                serde_json::to_writer_pretty(&mut out, &specification)?;
                writeln!(out)?;
                out.flush()
            }
            ChartForm::Page => {
                let wide = picture(&self.request, &points, Colours::LightAndDark).0;
                let narrow = narrow_picture(&self.request, &points);
                let mut page = Html::new(out, self.style).with_picture(&wide, narrow.as_deref());
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
