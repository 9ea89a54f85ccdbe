//! Values over time: columns, or lines that stop where there is a gap, with their names at their ends.

use crate::output::chart::font::{Weight, cut, width};
use crate::output::chart::layout::area::{Area, BODY, SMALL, legend, paint_of, widest};
use crate::output::chart::period::Period;
use crate::output::chart::points::{Points, Series};
use crate::output::chart::scene::{Anchor, Paint, Scene};

/// A plot of series over the same periods.
#[derive(Clone, Copy)]
pub(crate) struct TimePlot<'p> {
    pub points: &'p Points,
    pub period: Period,
    /// Numbers of the first and the last period.
    pub span: (i32, i32),
    pub ticks: &'p [f64],
    pub are_columns: bool,
    /// Whether names of series are written.
    pub is_named: bool,
}

/// Pixels between the baselines of two names.
const NAME_LINE: f64 = 16.0;

/// Columns that have their value above them at most.
const MAX_VALUES_SHOWN: usize = 40;

/// The rectangle of the values, without axes.
struct Inner {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    band: f64,
}

impl TimePlot<'_> {
    /// Draws; gives the bottom.
    pub fn draw(&self, scene: &mut Scene, mut area: Area, series: &[Series]) -> f64 {
        let several = self.is_named && series.len() > 1;
        let names_width = widest(series.iter().map(|one| one.name.as_str()), BODY);
        let mut names_room = 0.0;
        if several {
            let height = area.height.unwrap_or(300.0);
            let fits = names_width <= area.width * 0.3 && series.len() as f64 * NAME_LINE < height - 40.0;
            if fits && !self.are_columns {
                names_room = names_width + 26.0;
            } else {
                let names: Vec<(String, Paint)> = series
                    .iter()
                    .enumerate()
                    .map(|(at, one)| (one.name.clone(), self.paint(at, one)))
                    .collect();
                let top = legend(scene, &area, &names);
                area = area.below(top);
            }
        }
        let inner = self.inner(&area, names_room);
        self.value_axis(scene, &inner);
        self.time_axis(scene, &inner);
        for (at, one) in series.iter().enumerate() {
            match self.are_columns {
                true => self.columns(scene, &inner, one, self.paint(at, one)),
                false => self.line(scene, &inner, one, self.paint(at, one)),
            }
        }
        if names_room > 0.0 {
            self.names(scene, &inner, series);
        }
        inner.bottom + 36.0
    }

    fn paint(&self, at: usize, one: &Series) -> Paint {
        paint_of(at, one.is_rest)
    }

    fn inner(&self, area: &Area, names_room: f64) -> Inner {
        let labels: Vec<String> = self.ticks.iter().map(|tick| self.points.shown(*tick)).collect();
        let left = area.left + widest(labels.iter().map(String::as_str), SMALL) + 8.0;
        let right = area.right() - names_room;
        let periods = f64::from(self.span.1 - self.span.0 + 1);
        let height = area.height.unwrap_or(300.0);
        let top = area.top + 18.0;
        Inner {
            left,
            right,
            top,
            bottom: (area.top + height - 36.0).max(top + 30.0),
            band: (right - left) / periods,
        }
    }

    fn y(&self, inner: &Inner, value: f64) -> f64 {
        let (low, high) = (self.ticks[0], self.ticks[self.ticks.len() - 1]);
        inner.bottom - (value - low) / (high - low).max(f64::MIN_POSITIVE) * (inner.bottom - inner.top)
    }

    fn x(&self, inner: &Inner, period: i32) -> f64 {
        inner.left + (f64::from(period - self.span.0) + 0.5) * inner.band
    }

    fn value_axis(&self, scene: &mut Scene, inner: &Inner) {
        for &tick in self.ticks {
            let y = self.y(inner, tick);
            let paint = if tick == 0.0 { Paint::Axis } else { Paint::Grid };
            scene.line(vec![(inner.left, y), (inner.right, y)], paint, 1.0);
            let at = (inner.left - 6.0, y + 4.0);
            scene.text(at, SMALL, Weight::Regular, Anchor::End, Paint::Muted, &self.points.shown(tick));
        }
    }

    /// Marks of periods, and under them the year where it begins; none where it would touch another.
    fn time_axis(&self, scene: &mut Scene, inner: &Inner) {
        let sample = self.period.short_label(self.span.1);
        let most =
            ((inner.right - inner.left) / (width(&sample, SMALL, Weight::Regular) + 22.0)).floor().max(1.0);
        let (mut free, mut free_below, mut year_above) = (f64::NEG_INFINITY, f64::NEG_INFINITY, None);
        for mark in self.period.marks(self.span.0, self.span.1, most as usize) {
            let x = self.x(inner, mark);
            scene.line(vec![(x, inner.bottom), (x, inner.bottom + 4.0)], Paint::Axis, 1.0);
            let place = |text: &str| {
                let half = width(text, SMALL, Weight::Regular) / 2.0;
                (x.min(inner.right - half).max(inner.left - 20.0 + half), half)
            };
            let text = self.period.short_label(mark);
            let (middle, half) = place(&text);
            if middle - half < free {
                continue;
            }
            scene.text(
                (middle, inner.bottom + 17.0),
                SMALL,
                Weight::Regular,
                Anchor::Middle,
                Paint::Muted,
                &text,
            );
            free = middle + half + 6.0;
            let Some(year) = self.period.year_of(mark).filter(|year| year_above != Some(*year)) else {
                continue;
            };
            let text = year.to_string();
            let (middle, half) = place(&text);
            if middle - half >= free_below {
                scene.text(
                    (middle, inner.bottom + 32.0),
                    SMALL,
                    Weight::Regular,
                    Anchor::Middle,
                    Paint::Muted,
                    &text,
                );
                free_below = middle + half + 6.0;
                year_above = Some(year);
            }
        }
    }

    fn columns(&self, scene: &mut Scene, inner: &Inner, one: &Series, paint: Paint) {
        let thick = (inner.band * 0.8).clamp(1.0, 56.0);
        let values: Vec<String> = one.heights.values().map(|value| self.points.shown(*value)).collect();
        let fits = widest(values.iter().map(String::as_str), SMALL) <= inner.band - 2.0;
        let shows = values.len() <= MAX_VALUES_SHOWN;
        let mut free = f64::NEG_INFINITY;
        for (&period, &value) in &one.heights {
            let (x, y, zero) = (self.x(inner, period), self.y(inner, value), self.y(inner, 0.0));
            if value != 0.0 {
                scene.rect((x - thick / 2.0, y.min(zero)), (thick, (zero - y).abs().max(1.0)), paint);
            }
            let text = self.points.shown(value);
            let half = width(&text, SMALL, Weight::Regular) / 2.0;
            // A lone column has its value though it is wider than a period, where nothing is near.
            let is_lone =
                !one.heights.contains_key(&(period - 1)) && !one.heights.contains_key(&(period + 1));
            let is_inside = x - half >= inner.left && x + half <= inner.right;
            if shows && (fits || is_lone) && is_inside && x - half >= free {
                let above = y.min(zero) - 4.0;
                scene.text((x, above), SMALL, Weight::Regular, Anchor::Middle, Paint::Ink, &text);
                free = x + half + 3.0;
            }
        }
    }

    /// A line for each run of periods without a gap; a dot with its value for a period alone.
    fn line(&self, scene: &mut Scene, inner: &Inner, one: &Series, paint: Paint) {
        let mut run: Vec<(f64, f64)> = Vec::new();
        let mut before: Option<(i32, f64)> = None;
        for (&period, &value) in &one.heights {
            if before.is_some_and(|(last, _)| last + 1 != period) {
                self.end_run(scene, inner, std::mem::take(&mut run), before, paint);
            }
            run.push((self.x(inner, period), self.y(inner, value)));
            before = Some((period, value));
        }
        self.end_run(scene, inner, run, before, paint);
    }

    fn end_run(
        &self,
        scene: &mut Scene,
        inner: &Inner,
        run: Vec<(f64, f64)>,
        last: Option<(i32, f64)>,
        paint: Paint,
    ) {
        match (run.as_slice(), last) {
            ([(x, y)], Some((_, value))) => {
                scene.dot((*x, *y), 4.5, paint);
                let text = self.points.shown(value);
                let half = width(&text, SMALL, Weight::Regular) / 2.0;
                let x = x.min(inner.right - half).max(inner.left + half);
                let above = y - 8.0;
                let is_free = scene.texts().all(|other| {
                    let (width, y) = (other.width(), other.y);
                    let left = match other.anchor {
                        Anchor::Start => other.x,
                        Anchor::Middle => other.x - width / 2.0,
                        Anchor::End => other.x - width,
                    };
                    (y - above).abs() > 12.5 || left > x + half + 2.0 || left + width < x - half - 2.0
                });
                if is_free {
                    scene.text((x, above), SMALL, Weight::Regular, Anchor::Middle, Paint::Ink, &text);
                }
            }
            ([], _) => {}
            (many, _) => {
                if inner.band >= 16.0 {
                    for &at in many {
                        scene.dot(at, 3.0, paint);
                    }
                }
                scene.line(many.to_vec(), paint, 2.0);
            }
        }
    }

    /// Names to the right of the last values, moved apart, with a thin line from where they would be.
    fn names(&self, scene: &mut Scene, inner: &Inner, series: &[Series]) {
        let mut places: Vec<(f64, f64, usize)> = Vec::new();
        for (at, one) in series.iter().enumerate() {
            let Some((&period, &value)) = one.heights.last_key_value() else { continue };
            places.push((self.y(inner, value), self.x(inner, period), at));
        }
        places.sort_by(|one, other| one.0.total_cmp(&other.0));
        let wanted: Vec<f64> = places.iter().map(|(y, ..)| *y).collect();
        let free = moved_apart(&wanted, inner.top, inner.bottom);
        for ((y, x, at), label) in places.iter().zip(free) {
            let one = &series[*at];
            let paint = self.paint(*at, one);
            scene.line(vec![(x + 5.0, *y), (inner.right + 4.0, *y), (inner.right + 16.0, label)], paint, 1.0);
            let name = cut(&one.name, BODY, Weight::Regular, 400.0);
            scene.text(
                (inner.right + 20.0, label + 4.5),
                BODY,
                Weight::Regular,
                Anchor::Start,
                Paint::Ink,
                &name,
            );
        }
    }
}

/// Places in order, each at least a line below the one before, between two edges where they fit.
fn moved_apart(wanted: &[f64], top: f64, bottom: f64) -> Vec<f64> {
    let mut places: Vec<f64> = Vec::with_capacity(wanted.len());
    for &place in wanted {
        let least = places.last().map_or(top, |last| last + NAME_LINE);
        places.push(place.max(least));
    }
    let mut most = bottom;
    for place in places.iter_mut().rev() {
        *place = place.min(most);
        most = *place - NAME_LINE;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_moved_apart_between_the_edges() {
        assert_eq!(moved_apart(&[10.0, 12.0, 100.0], 0.0, 100.0), [10.0, 26.0, 100.0]);
        assert_eq!(moved_apart(&[98.0, 99.0], 0.0, 100.0), [84.0, 100.0]);
    }
}
