//! Small charts side by side, one for each series, all on one scale.

use crate::output::chart::choice::ChartSize;
use crate::output::chart::font::{Weight, cut};
use crate::output::chart::layout::area::{Area, BODY, SMALL};
use crate::output::chart::layout::name_rows::{NameRows, RowMark};
use crate::output::chart::layout::time_plot::TimePlot;
use crate::output::chart::points::{NamedSeries, Points, Series};
use crate::output::chart::scene::{Anchor, Paint, Scene};

/// Pixels between two charts.
const GUTTER: f64 = 28.0;

/// Rows of a small chart at most.
const MAX_ROWS: usize = 8;

/// The title of a small chart.
const HEAD: f64 = 24.0;

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

fn head(scene: &mut Scene, panel: &Area, name: &str) {
    let name = cut(name, BODY, Weight::Bold, panel.width);
    scene.text((panel.left, panel.top + 13.0), BODY, Weight::Bold, Anchor::Start, Paint::Ink, &name);
}

/// A chart over time for each series; gives the bottom and how many found no room.
pub(crate) fn over_time(scene: &mut Scene, area: Area, plot: &TimePlot, series: &[Series]) -> (f64, usize) {
    let columns = columns_of(&area, series.len());
    let panel_of = panels_of(&area, columns);
    let least = 120.0;
    let (height, lines) = match area.height {
        Some(height) => {
            let lines = series.len().div_ceil(columns).min((height / least).floor().max(1.0) as usize);
            (height / lines as f64, lines)
        }
        None => (if columns == 1 { 170.0 } else { 190.0 }, series.len().div_ceil(columns)),
    };
    let shown = series.len().min(lines * columns);
    for (at, one) in series[..shown].iter().enumerate() {
        let panel = panel_of(at % columns, area.top + (at / columns) as f64 * height);
        head(scene, &panel, &one.name);
        let inside = Area { height: Some(height - HEAD + 4.0), top: panel.top + HEAD - 8.0, ..panel };
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
    let mut top = area.top;
    let mut shown = 0;
    for line in series.chunks(columns) {
        let room = area.height.map(|height| area.top + height - top);
        if shown > 0 && room.is_some_and(|room| room < HEAD + 3.0 * 24.0) {
            break;
        }
        let lines_left = (series.len() - shown).div_ceil(columns).min(2) as f64;
        let each = room.map(|room| room / lines_left);
        let mut bottom = top;
        for (column, one) in line.iter().enumerate() {
            let panel = panel_of(column, top);
            head(scene, &panel, &one.name);
            bottom = bottom.max(rows_of_one(scene, &panel, each, points, names, one));
        }
        shown += line.len();
        top = bottom + 16.0;
    }
    (top, series.len() - shown)
}

fn rows_of_one(
    scene: &mut Scene,
    panel: &Area,
    room: Option<f64>,
    points: &Points,
    names: &[String],
    one: &NamedSeries,
) -> f64 {
    let mut rows: Vec<(&String, f64)> =
        names.iter().zip(&one.values).filter_map(|(name, value)| Some((name, (*value)?))).collect();
    rows.sort_by(|one, other| other.1.total_cmp(&one.1));
    let most =
        room.map_or(MAX_ROWS, |room| (((room - HEAD - 20.0) / 24.0).floor().max(1.0) as usize).min(MAX_ROWS));
    let left = rows.len().saturating_sub(most);
    rows.truncate(most);
    let names: Vec<String> = rows.iter().map(|(name, _)| (*name).clone()).collect();
    let values = rows.iter().map(|(_, value)| Some(*value)).collect();
    let series = [NamedSeries { name: String::new(), values, is_rest: one.is_rest }];
    let chart = NameRows {
        points,
        names: &names,
        series: &series,
        rest: None,
        ends: points.ends(),
        mark: RowMark::Bar,
        first_paint: 0,
    };
    let inside = Area { top: panel.top + HEAD, height: None, ..*panel };
    let (bottom, _) = chart.draw(scene, inside);
    if left == 0 {
        return bottom;
    }
    let at = (panel.left, bottom + 12.0);
    scene.text(at, SMALL, Weight::Regular, Anchor::Start, Paint::Muted, &format!("and {left} more"));
    bottom + 16.0
}
