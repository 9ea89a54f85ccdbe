//! The room of a layout, and the measures that all layouts share.

use crate::output::chart::choice::ChartSize;
use crate::output::chart::font::{Weight, width};
use crate::output::chart::scene::{Anchor, Paint, Scene};

/// Pixels of the letters of names and values, of ticks, and of titles. None is less than 12.
pub(crate) const BODY: f64 = 13.0;
pub(crate) const SMALL: f64 = 12.0;

/// A rectangle to draw in; the bottom is where the page ends, if it does.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Area {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    /// Pixels that there are; none where a picture grows with its rows.
    pub height: Option<f64>,
    pub size: ChartSize,
}

impl Area {
    /// Its right edge.
    pub fn right(&self) -> f64 {
        self.left + self.width
    }

    /// Less of it at the top.
    pub fn below(self, top: f64) -> Area {
        Area { top, height: self.height.map(|height| height - (top - self.top)), ..self }
    }
}

/// Names of series before their colours, in as many lines as they need; gives where the next thing can begin.
pub(crate) fn legend(scene: &mut Scene, area: &Area, names: &[(String, Paint)]) -> f64 {
    let (mut x, mut y) = (area.left, area.top + 14.0);
    for (name, paint) in names {
        let room = area.width - 20.0;
        let name = crate::output::chart::font::cut(name, BODY, Weight::Regular, room);
        let needed = width(&name, BODY, Weight::Regular) + 20.0;
        if x > area.left && x + needed > area.right() {
            (x, y) = (area.left, y + 20.0);
        }
        scene.dot((x + 6.0, y - 4.5), 5.5, *paint);
        scene.text((x + 17.0, y), BODY, Weight::Regular, Anchor::Start, Paint::Ink, &name);
        x += needed + 14.0;
    }
    y + 14.0
}

/// The paint of a series.
pub(crate) fn paint_of(at: usize, is_rest: bool) -> Paint {
    if is_rest { Paint::Rest } else { Paint::Series(at) }
}

/// The widest of some texts.
pub(crate) fn widest<'t>(texts: impl IntoIterator<Item = &'t str>, size: f64) -> f64 {
    texts.into_iter().map(|text| width(text, size, Weight::Regular)).fold(0.0, f64::max)
}
