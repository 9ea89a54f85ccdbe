//! Small charts side by side, one for each series, all on one scale.

use crate::output::chart::choice::ChartSize;
use crate::output::chart::font::{Weight, cut};
use crate::output::chart::layout::area::{Area, BODY, SMALL};
use crate::output::chart::layout::name_rows::{self, NameRows, RowMark};
use crate::output::chart::layout::time_plot::TimePlot;
use crate::output::chart::points::{NamedSeries, Points, Series};
use crate::output::chart::scale::ticks;
use crate::output::chart::scene::{Anchor, Paint, Scene};

/// Pixels between two charts.
const GUTTER: f64 = 28.0;

/// Rows of a small chart at most.
const MAX_ROWS: usize = 8;

/// The title of a small chart, and a row in it.
const HEAD: f64 = 24.0;
const ROW: f64 = 24.0;

/// Charts side by side.
fn columns_of(area: &Area, panels: usize) -> usize {
    let most = match area.size {
        ChartSize::Column => 1,
        ChartSize::Wide | ChartSize::Social => 3,
    };
    most.min(panels).max(1)
}

/// The rectangle of each chart in a line of them.
fn panels_of(area: &Area, columns: usize) -> impl Fn(usize, f64) -> Area + use<> {
    let (area, width) = (*area, (area.width - GUTTER * (columns - 1) as f64) / columns as f64);
    move |column, top| Area { left: area.left + column as f64 * (width + GUTTER), top, width, ..area }
}

/// The title of a chart that is not on the scale of the others says so.
fn named(name: &str, has_own_scale: bool) -> String {
    if has_own_scale { format!("{name}, on a scale of its own") } else { name.to_string() }
}

fn head(scene: &mut Scene, panel: &Area, name: &str) {
    let name = cut(name, BODY, Weight::Bold, panel.width);
    scene.text((panel.left, panel.top + 13.0), BODY, Weight::Bold, Anchor::Start, Paint::Ink, &name);
}

/// A chart over time for each series; gives the bottom and how many found no room.
pub(crate) fn over_time(scene: &mut Scene, area: Area, plot: &TimePlot, series: &[Series]) -> (f64, usize) {
    let points = plot.points;
    let columns = columns_of(&area, series.len());
    let panel_of = panels_of(&area, columns);
    let least = 120.0;
    let (height, lines) = match area.height {
        Some(height) => {
            let lines = series.len().div_ceil(columns).min((height / least).floor().max(1.0) as usize);
            (height / lines as f64, lines)
        }
        None => (if columns == 1 { 156.0 } else { 196.0 }, series.len().div_ceil(columns)),
    };
    let shown = series.len().min(lines * columns);
    for (at, one) in series[..shown].iter().enumerate() {
        let panel = panel_of(at % columns, area.top + (at / columns) as f64 * height);
        let has_own_scale = one.is_rest && points.is_rest_far_above();
        head(scene, &panel, &named(&one.name, has_own_scale));
        let own = ticks(0.0, one.heights.values().copied().fold(0.0, f64::max), 2, points.whole);
        let plot = TimePlot { ticks: if has_own_scale { &own } else { plot.ticks }, ..*plot };
        let inside = Area { height: Some(height - HEAD - 2.0), top: panel.top + HEAD - 8.0, ..panel };
        // Each chart has a title: they need no colours to be told apart.
        let one = Series { name: String::new(), ..one.clone() };
        plot.draw(scene, inside, std::slice::from_ref(&one));
    }
    (area.top + lines as f64 * height, series.len() - shown)
}

/// Rows of names for each series, its largest first; gives the bottom and how many series found no room.
pub(crate) fn over_names(
    scene: &mut Scene,
    area: Area,
    points: &Points,
    names: &[String],
    series: &[NamedSeries],
) -> (f64, usize) {
    let columns = columns_of(&area, series.len());
    let panel_of = panels_of(&area, columns);
    let panels: Vec<Panel> = series.iter().map(|one| Panel::of(names, one)).collect();
    let all_names = panels.iter().flat_map(|panel| panel.rows.iter().take(MAX_ROWS).map(|(name, _)| *name));
    let names_room = name_rows::names_room(all_names, panel_of(0, 0.0).width);
    let mut top = area.top;
    let mut shown = 0;
    for line in panels.chunks(columns) {
        let room = area.height.map(|height| area.top + height - top);
        if shown > 0 && room.is_some_and(|room| room < HEAD + 3.0 * ROW) {
            break;
        }
        // A page of a fixed height has two lines of charts.
        let lines_left = if shown == 0 && series.len() > columns { 2.0 } else { 1.0 };
        let each = room.map(|room| room / lines_left);
        let most = each.map_or(MAX_ROWS, |room| (((room - HEAD - 20.0) / ROW) as usize).clamp(1, MAX_ROWS));
        let mut bottom = top;
        for (column, one) in line.iter().enumerate() {
            let panel = panel_of(column, top);
            head(scene, &panel, &named(one.name, one.is_rest && points.is_rest_far_above()));
            bottom = bottom.max(one.draw(scene, &panel, points, most, names_room));
        }
        shown += line.len();
        top = bottom + 16.0;
    }
    (top, series.len() - shown)
}

/// A small chart of names: the largest first.
struct Panel<'p> {
    name: &'p str,
    rows: Vec<(&'p String, f64)>,
    is_rest: bool,
}

impl<'p> Panel<'p> {
    fn of(names: &'p [String], one: &'p NamedSeries) -> Panel<'p> {
        let mut rows: Vec<(&String, f64)> =
            names.iter().zip(&one.values).filter_map(|(name, value)| Some((name, (*value)?))).collect();
        rows.sort_by(|one, other| other.1.total_cmp(&one.1));
        Panel { name: &one.name, rows, is_rest: one.is_rest }
    }

    /// The scale of all charts, or that of "other" where it is far above them.
    fn ends(&self, points: &Points) -> (f64, f64) {
        if self.is_rest && points.is_rest_far_above() {
            let values = || self.rows.iter().map(|(_, value)| *value);
            (values().fold(0.0, f64::min), values().fold(0.0, f64::max))
        } else if points.is_rest_far_above() {
            points.ends_of_named()
        } else {
            points.ends()
        }
    }

    fn draw(&self, scene: &mut Scene, panel: &Area, points: &Points, most: usize, names_room: f64) -> f64 {
        let shown = &self.rows[..self.rows.len().min(most)];
        let names: Vec<String> = shown.iter().map(|(name, _)| (*name).clone()).collect();
        let values = shown.iter().map(|(_, value)| Some(*value)).collect();
        let series = [NamedSeries { name: String::new(), values, is_rest: self.is_rest }];
        let chart = NameRows {
            points,
            names: &names,
            series: &series,
            rest: None,
            ends: self.ends(points),
            mark: RowMark::Bar,
            names_room: Some(names_room),
        };
        let (bottom, _) = chart.draw(scene, Area { top: panel.top + HEAD, height: None, ..*panel });
        let left = self.rows.len() - shown.len();
        if left == 0 {
            return bottom;
        }
        let at = (panel.left, bottom + 12.0);
        scene.text(at, SMALL, Weight::Regular, Anchor::Start, Paint::Muted, &format!("and {left} more"));
        bottom + 16.0
    }
}
