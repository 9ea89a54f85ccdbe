//! Points into a picture: title and subtitle, the chart of the kind that suits the points, notes and footer.
//!
//! Takes what is drawn, what is said around it and a size; gives a [`Scene`] in which no two texts touch. The surprising
//! decision: a declared kind is a wish. Lines whose points mostly stand alone become columns, one period of several series
//! becomes dots, and bars of more than three series become small charts.

mod area;
mod heat_map;
mod multiples;
mod name_rows;
mod time_plot;

use crate::output::chart::choice::ChartSize;
use crate::output::chart::declaration::ChartKind;
use crate::output::chart::facts::ChartFacts;
use crate::output::chart::font::{Weight, wrap};
use crate::output::chart::period::Period;
use crate::output::chart::points::{NamedSeries, Points, Series, Shape};
use crate::output::chart::scale::ticks;
use crate::output::chart::scene::{Anchor, Paint, Scene};
use area::{Area, BODY, SMALL};
use name_rows::{NameRows, RowMark};
use time_plot::TimePlot;

/// Bars of one name at most.
const MAX_BARS_OF_NAME: usize = 3;

struct Page {
    width: f64,
    margin: f64,
    title: f64,
    /// All of it; none where it grows with the rows.
    height: Option<f64>,
    /// Of a plot over time.
    plot: f64,
    zoom: f64,
}

impl Page {
    fn of(size: ChartSize) -> Page {
        match size {
            ChartSize::Column => {
                Page { width: 420.0, margin: 14.0, title: 17.0, height: None, plot: 250.0, zoom: 1.0 }
            }
            ChartSize::Wide => {
                Page { width: 960.0, margin: 22.0, title: 20.0, height: None, plot: 380.0, zoom: 1.0 }
            }
            ChartSize::Social => {
                let zoom = 5.0 / 3.0;
                Page { width: 720.0, margin: 22.0, title: 20.0, height: Some(405.0), plot: 0.0, zoom }
            }
        }
    }

    fn inside(&self) -> f64 {
        self.width - 2.0 * self.margin
    }
}

/// Places everything.
pub(crate) fn lay_out(points: &Points, facts: &ChartFacts, size: ChartSize) -> Scene {
    let page = Page::of(size);
    let mut scene = Scene { width: page.width, zoom: page.zoom, ..Scene::default() };
    let mut y = page.margin;
    for line in wrap(&facts.title(&points.title), page.title, Weight::Bold, page.inside(), 3) {
        y += page.title * 1.1;
        scene.text((page.margin, y), page.title, Weight::Bold, Anchor::Start, Paint::Ink, &line);
    }
    for line in wrap(&facts.subtitle(&points.unit), BODY, Weight::Regular, page.inside(), 3) {
        y += 18.0;
        scene.text((page.margin, y), BODY, Weight::Regular, Anchor::Start, Paint::Muted, &line);
    }
    y += 16.0;
    let footer = wrap(&facts.footer(), SMALL, Weight::Regular, page.inside(), 2);
    let mut notes = points.notes.clone();
    let height = page.height.map(|height| {
        // One line for what finds no room.
        let below = (notes.len() + 1 + footer.len()) as f64 * 16.0 + page.margin + 8.0;
        height - y - below
    });
    let area = Area { left: page.margin, top: y, width: page.inside(), height, size };
    let (mut y, unplaced) = draw(&mut scene, area, points, &page);
    if unplaced > 0 {
        notes.push(format!("Not drawn: {unplaced} more, for which there is no room at this size."));
    }
    if let Some(height) = page.height {
        let lines: usize = notes.iter().map(|note| lines_of(note, &page).len()).sum();
        y = y.max(height - (lines + footer.len()) as f64 * 16.0 - page.margin - 4.0);
    }
    for line in notes.iter().flat_map(|note| lines_of(note, &page)).chain(footer) {
        y += 16.0;
        scene.text((page.margin, y), SMALL, Weight::Regular, Anchor::Start, Paint::Muted, &line);
    }
    scene.height = page.height.unwrap_or((y + page.margin).ceil());
    scene
}

fn lines_of(note: &str, page: &Page) -> Vec<String> {
    wrap(note, SMALL, Weight::Regular, page.inside(), 3)
}

/// Draws the chart; gives its bottom, and how many rows or series found no room.
fn draw(scene: &mut Scene, area: Area, points: &Points, page: &Page) -> (f64, usize) {
    match &points.shape {
        Shape::Grid { lines, columns, values } => {
            (heat_map::draw(scene, area, points, lines, columns, values), 0)
        }
        Shape::Names { names, series, rest } => names_of(scene, area, points, (names, series, *rest)),
        Shape::Time { period, series } => time_of(scene, area, points, (*period, series), page),
    }
}

fn names_of(
    scene: &mut Scene,
    area: Area,
    points: &Points,
    (names, series, rest): (&[String], &[NamedSeries], Option<usize>),
) -> (f64, usize) {
    let is_too_many = points.kind == ChartKind::Bars && series.len() > MAX_BARS_OF_NAME;
    if (points.kind == ChartKind::Multiples || is_too_many) && series.len() > 1 {
        return multiples::over_names(scene, area, points, names, series);
    }
    let mark = if points.kind == ChartKind::Dots { RowMark::Dot } else { RowMark::Bar };
    NameRows { points, names, series, rest, ends: points.ends(), mark, names_room: None }.draw(scene, area)
}

fn time_of(
    scene: &mut Scene,
    area: Area,
    points: &Points,
    (period, series): (Period, &[Series]),
    page: &Page,
) -> (f64, usize) {
    let keys = || series.iter().flat_map(|one| one.heights.keys().copied());
    let span = (keys().min().unwrap_or(0), keys().max().unwrap_or(0));
    if span.0 == span.1 && series.len() > 1 {
        return one_period(scene, area, points, period, series);
    }
    let lone =
        |one: &Series, at: i32| !one.heights.contains_key(&(at - 1)) && !one.heights.contains_key(&(at + 1));
    let alone: usize = series.iter().map(|one| one.heights.keys().filter(|at| lone(one, **at)).count()).sum();
    let is_sparse = alone * 2 > keys().count();
    let are_columns = match points.kind {
        ChartKind::Columns => true,
        ChartKind::Multiples => is_sparse,
        _ => is_sparse && alone > 1,
    };
    let is_panelled = series.len() > 1
        && (points.kind == ChartKind::Multiples || are_columns || points.is_rest_far_above());
    let (ends, most) = if is_panelled { (points.ends_of_named(), 2) } else { (points.ends(), 5) };
    let ticks = ticks(ends.0, ends.1, most, points.whole);
    let plot = TimePlot { points, period, span, ticks: &ticks, are_columns, is_named: !is_panelled };
    if is_panelled {
        return multiples::over_time(scene, area, &plot, series);
    }
    let area = Area { height: area.height.or(Some(page.plot)), ..area };
    (plot.draw(scene, area, series), 0)
}

/// Several series in one period: a dot with a value for each.
fn one_period(
    scene: &mut Scene,
    area: Area,
    points: &Points,
    period: Period,
    series: &[Series],
) -> (f64, usize) {
    let names: Vec<String> = series.iter().map(|one| one.name.clone()).collect();
    let values = series.iter().map(|one| one.heights.values().next().copied()).collect();
    let at = series.iter().find_map(|one| one.heights.keys().next().copied()).unwrap_or(0);
    let only = [NamedSeries { name: period.label(at), values, is_rest: false }];
    let rest = series.iter().position(|one| one.is_rest);
    let rows = NameRows {
        points,
        names: &names,
        series: &only,
        rest,
        ends: points.ends(),
        mark: RowMark::Dot,
        names_room: None,
    };
    rows.draw(scene, area)
}
