//! Charts of rows: columns over time, lines for several series, bars for categories; as SVG, on a page of HTML, or as
//! sparklines in a terminal's table.
//!
//! What is drawn is read off the rows, unless [`Choice`] says it: the first column of days, weeks, months or years is the
//! time, the first column of numbers (no id) the height, and where a time stands in several rows, the first column of
//! texts that tells them apart parts the series. A chart knows all its rows before it draws, so it takes no more than
//! [`MOST`] of them.

pub(crate) mod period;
pub(crate) mod picture;
pub(crate) mod points;
pub(crate) mod sparkline;

use std::io;

use crate::output::html::Html;
use crate::output::table::Table;
use crate::output::{Cell, Column, Format, Out, Sink, Style};
use points::Points;

/// More rows are no chart.
const MOST: usize = 50_000;

/// Which columns are drawn.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// The time or the categories.
    pub x: Option<String>,
    /// The height.
    pub y: Option<String>,
    /// What parts the series.
    pub by: Option<String>,
}

/// Draws rows.
pub struct Chart<'w> {
    out: Option<Out<'w>>,
    form: Form,
    choice: Choice,
    title: String,
    columns: Vec<Column>,
    rows: Vec<Vec<Held>>,
}

/// What it is drawn as.
enum Form {
    Svg,
    Page(Style),
    Sparklines(Style),
}

/// A value that is held until the chart is drawn.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Held {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Real(f64),
    /// Text, or bytes as text.
    Text(String),
}

impl Held {
    fn of(cell: Cell) -> Held {
        match cell {
            Cell::Null => Held::Null,
            Cell::Integer(number) => Held::Integer(number),
            Cell::Real(number) => Held::Real(number),
            Cell::Text(_) | Cell::Blob(_) => Held::Text(cell.text().into_owned()),
        }
    }

    fn cell(&self) -> Cell<'_> {
        match self {
            Held::Null => Cell::Null,
            Held::Integer(number) => Cell::Integer(*number),
            Held::Real(number) => Cell::Real(*number),
            Held::Text(text) => Cell::Text(text),
        }
    }

    fn number(&self) -> Option<f64> {
        match self {
            Held::Integer(number) => Some(*number as f64),
            Held::Real(number) if number.is_finite() => Some(*number),
            _ => None,
        }
    }
}

/// The sink of a format, as a chart; none where a format has no pictures.
pub fn sink<'w>(format: Format, style: Style, out: Out<'w>, choice: Choice) -> Option<Box<dyn Sink + 'w>> {
    let form = match format {
        Format::Svg => Form::Svg,
        Format::Html => Form::Page(style),
        Format::Table => Form::Sparklines(style),
        _ => return None,
    };
    Some(Box::new(Chart::new(out, form, choice)))
}

impl<'w> Chart<'w> {
    /// A picture.
    pub fn svg(out: Out<'w>, choice: Choice) -> Chart<'w> {
        Chart::new(out, Form::Svg, choice)
    }

    fn new(out: Out<'w>, form: Form, choice: Choice) -> Chart<'w> {
        let (title, columns, rows) = (String::new(), Vec::new(), Vec::new());
        Chart { out: Some(out), form, choice, title, columns, rows }
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
        if self.rows.len() == MOST {
            return Err(io::Error::other(format!(
                "a chart of more than {MOST} rows shows nothing: let the query group them, or say --limit"
            )));
        }
        self.rows.push(cells.iter().map(|&cell| Held::of(cell)).collect());
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        let Some(mut out) = self.out.take() else { return Ok(()) };
        let points = Points::of(&self.columns, &self.rows, &self.choice).map_err(io::Error::other)?;
        match self.form {
            Form::Svg => {
                out.write_all(picture::svg(&self.title, &points)?.as_bytes())?;
                out.flush()
            }
            Form::Page(style) => {
                // The page has the title already.
                let svg = picture::svg("", &points)?;
                let mut page = Html::new(out, style).with_picture(svg);
                page.title(&self.title);
                let rows = self.rows.iter().map(|row| row.iter().map(Held::cell).collect::<Vec<_>>());
                fill(&mut page, &self.columns, rows)
            }
            Form::Sparklines(style) => {
                let (columns, rows) = sparkline::table(&points);
                let rows = rows.iter().map(|row| row.iter().map(Held::cell).collect::<Vec<_>>());
                fill(&mut Table::new(out, style), &columns, rows)
            }
        }
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
