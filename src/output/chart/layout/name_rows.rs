//! A row for each name: bars from a common line, or dots on one.
//!
//! Names stand before their rows where they fit, in two lines where they nearly fit, and above them in a narrow picture.

use crate::output::chart::choice::ChartSize;
use crate::output::chart::font::{Weight, wrap};
use crate::output::chart::layout::area::{Area, BODY, SMALL, legend, paint_of, widest};
use crate::output::chart::points::{NamedSeries, Points};
use crate::output::chart::scale::{number, ticks};
use crate::output::chart::scene::{Anchor, Paint, Scene};

/// How values are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowMark {
    Bar,
    Dot,
}

/// Rows to be drawn.
pub(crate) struct NameRows<'p> {
    pub points: &'p Points,
    pub names: &'p [String],
    pub series: &'p [NamedSeries],
    /// The row of all that is left over.
    pub rest: Option<usize>,
    /// The least and the largest value of the scale.
    pub ends: (f64, f64),
    pub mark: RowMark,
    /// Room for names before the rows, where several charts have one scale.
    pub names_room: Option<f64>,
}

/// The room that names need before their rows, when long ones are in two lines.
pub(crate) fn names_room<'n>(names: impl IntoIterator<Item = &'n String>, area_width: f64) -> f64 {
    let room = area_width * share_of_names(area_width);
    let lines: Vec<String> =
        names.into_iter().flat_map(|name| wrap(name, BODY, Weight::Regular, room, 2)).collect();
    widest(lines.iter().map(String::as_str), BODY)
}

/// The part of a chart's width that names take at most.
fn share_of_names(area_width: f64) -> f64 {
    if area_width > 500.0 { 0.36 } else { 0.44 }
}

/// Where names and values are.
struct Columns {
    lines: Vec<Vec<String>>,
    above: bool,
    names_width: f64,
    plot_left: f64,
    plot_right: f64,
}

const BAR: f64 = 15.0;
const GAP: f64 = 7.0;
const LINE: f64 = 16.0;

impl NameRows<'_> {
    /// Draws; gives the bottom, and how many rows found no room.
    pub fn draw(&self, scene: &mut Scene, area: Area) -> (f64, usize) {
        let area = match self.series.len() {
            0 | 1 => area,
            _ => {
                let names: Vec<(String, Paint)> = self
                    .series
                    .iter()
                    .enumerate()
                    .map(|(at, one)| (one.name.clone(), self.paint(at, one)))
                    .collect();
                let top = legend(scene, &area, &names);
                area.below(top)
            }
        };
        let columns = self.columns(&area);
        let axis_height = if self.mark == RowMark::Dot { 24.0 } else { 0.0 };
        let heights: Vec<f64> =
            columns.lines.iter().map(|lines| self.row_height(lines.len(), columns.above)).collect();
        let room = area.height.map_or(f64::INFINITY, |height| height - axis_height);
        let mut used = 0.0;
        let fitting = heights.iter().take_while(|height| {
            used += *height;
            used <= room
        });
        let rows = fitting.count().max(1).min(heights.len());
        let bottom = area.top + heights[..rows].iter().sum::<f64>();
        let scale = self.scale(&columns);
        if self.mark == RowMark::Dot {
            self.axis(scene, area.top, bottom, &columns, &scale);
        }
        let mut top = area.top;
        for (row, height) in heights.iter().enumerate().take(rows) {
            self.row(scene, row, (top, *height), &area, &columns, &scale);
            top += height;
        }
        (bottom + axis_height, heights.len() - rows)
    }

    fn paint(&self, at: usize, one: &NamedSeries) -> Paint {
        paint_of(at, one.is_rest)
    }

    fn row_height(&self, lines: usize, above: bool) -> f64 {
        let bars = match self.mark {
            RowMark::Bar => self.series.len().max(1) as f64 * (BAR + 2.0),
            RowMark::Dot => BAR + 2.0,
        };
        let text = lines as f64 * LINE;
        GAP + if above { text + bars } else { text.max(bars) }
    }

    /// Whether names fit before the rows, and what is left for these.
    fn columns(&self, area: &Area) -> Columns {
        let longest = widest(self.names.iter().map(String::as_str), BODY);
        let room = area.width * share_of_names(area.width);
        let is_narrow = area.size == ChartSize::Column;
        let above = is_narrow && longest > room;
        let lines: Vec<Vec<String>> = self
            .names
            .iter()
            .map(|name| wrap(name, BODY, Weight::Regular, if above { area.width } else { room }, 2))
            .collect();
        let widest_line = widest(lines.iter().flatten().map(String::as_str), BODY);
        let names_width = if above { 0.0 } else { self.names_room.unwrap_or(0.0).max(widest_line) };
        let names_end = area.left + if above { 0.0 } else { names_width + 10.0 };
        let values = self.series.iter().flat_map(|one| one.values.iter().flatten().copied());
        // Small charts of one scale have one room for values too.
        let values = values.chain(self.names_room.map(|_| self.ends.1));
        let shown: Vec<String> = values.map(|value| self.points.shown(value)).collect();
        let beside = widest(shown.iter().map(String::as_str), SMALL) + 14.0;
        let left_beside = if self.mark == RowMark::Dot { beside } else { 0.0 };
        Columns {
            lines,
            above,
            names_width,
            plot_left: names_end + left_beside,
            plot_right: area.right() - beside,
        }
    }

    fn scale(&self, columns: &Columns) -> impl Fn(f64) -> f64 + use<> {
        let (low, high) = match self.mark {
            RowMark::Bar => self.ends,
            RowMark::Dot => {
                let ticks = self.ticks(columns);
                (ticks[0], ticks[ticks.len() - 1])
            }
        };
        let (low, span) = (low.min(0.0), (high.max(0.0) - low.min(0.0)).max(f64::MIN_POSITIVE));
        let (left, width) = (columns.plot_left, (columns.plot_right - columns.plot_left).max(1.0));
        move |value: f64| left + (value - low) / span * width
    }

    fn ticks(&self, columns: &Columns) -> Vec<f64> {
        let label = widest([self.points.shown(self.ends.1).as_str()], SMALL).max(24.0);
        let most = ((columns.plot_right - columns.plot_left) / (label * 2.0)).floor().clamp(1.0, 6.0);
        ticks(self.ends.0, self.ends.1, most as usize, self.points.whole)
    }

    fn axis(&self, scene: &mut Scene, top: f64, bottom: f64, columns: &Columns, scale: &dyn Fn(f64) -> f64) {
        let mut free = f64::NEG_INFINITY;
        for tick in self.ticks(columns) {
            let (x, text) = (scale(tick), number(tick));
            let half = widest([text.as_str()], SMALL) / 2.0;
            scene.line(vec![(x, top), (x, bottom)], Paint::Grid, 1.0);
            if x - half > free {
                scene.text((x, bottom + 16.0), SMALL, Weight::Regular, Anchor::Middle, Paint::Muted, &text);
                free = x + half + 6.0;
            }
        }
    }

    fn row(
        &self,
        scene: &mut Scene,
        row: usize,
        (top, height): (f64, f64),
        area: &Area,
        columns: &Columns,
        scale: &dyn Fn(f64) -> f64,
    ) {
        let lines = &columns.lines[row];
        let text_height = lines.len() as f64 * LINE;
        let paint = if self.rest == Some(row) { Paint::Muted } else { Paint::Ink };
        let (x, anchor) = match columns.above {
            true => (area.left, Anchor::Start),
            false => (area.left + columns.names_width, Anchor::End),
        };
        let text_top = if columns.above { top } else { top + (height - GAP - text_height) / 2.0 };
        for (line, text) in lines.iter().enumerate() {
            let y = text_top + line as f64 * LINE + 12.5;
            scene.text((x, y), BODY, Weight::Regular, anchor, paint, text);
        }
        let (top, height) = match columns.above {
            true => (top + text_height, height - GAP - text_height),
            false => (top, height - GAP),
        };
        match self.mark {
            RowMark::Bar => self.bars(scene, row, (top, height), scale),
            RowMark::Dot => self.dots(scene, row, top + height / 2.0, columns, scale),
        }
    }

    fn bars(&self, scene: &mut Scene, row: usize, (top, height): (f64, f64), scale: &dyn Fn(f64) -> f64) {
        let bars = self.series.len() as f64;
        let mut y = top + (height - bars * (BAR + 2.0)) / 2.0;
        for (at, one) in self.series.iter().enumerate() {
            let paint = if self.rest == Some(row) { Paint::Rest } else { self.paint(at, one) };
            if let Some(value) = one.values[row] {
                let (zero, end) = (scale(0.0), scale(value));
                let length = (end - zero).abs().max(if value == 0.0 { 0.0 } else { 1.0 });
                if length > 0.0 {
                    scene.rect((zero.min(end), y), (length, BAR), paint);
                }
                let at = (zero.max(end) + 6.0, y + 12.0);
                scene.text(at, SMALL, Weight::Regular, Anchor::Start, Paint::Ink, &self.points.shown(value));
            }
            y += BAR + 2.0;
        }
    }

    fn dots(&self, scene: &mut Scene, row: usize, y: f64, columns: &Columns, scale: &dyn Fn(f64) -> f64) {
        scene.line(vec![(columns.plot_left, y), (columns.plot_right, y)], Paint::Grid, 1.0);
        let values: Vec<f64> = self.series.iter().filter_map(|one| one.values[row]).collect();
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if values.is_empty() {
            return;
        }
        scene.line(vec![(scale(least), y), (scale(most), y)], Paint::Axis, 2.0);
        for (at, one) in self.series.iter().enumerate() {
            if let Some(value) = one.values[row] {
                scene.dot((scale(value), y), (7.0 - 1.5 * at as f64).max(4.0), self.paint(at, one));
            }
        }
        let label = |scene: &mut Scene, x: f64, anchor: Anchor, value: f64| {
            scene.text((x, y + 4.5), SMALL, Weight::Regular, anchor, Paint::Ink, &self.points.shown(value));
        };
        label(scene, scale(most) + 10.0, Anchor::Start, most);
        if least < most {
            label(scene, scale(least) - 10.0, Anchor::End, least);
        }
    }
}
