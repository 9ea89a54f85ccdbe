//! A picture as a list of marks in pixels, before it is written in any format.
//!
//! Layouts place marks, and writers turn them into text. Marks name a paint and no colour, so that one picture is light and
//! dark. A text knows its box: nothing is left to the program that shows it.

use crate::output::chart::font::{self, Weight};
use crate::output::printable::printable_line;

/// What a mark is painted with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paint {
    /// The colour of a series, by its number.
    Series(usize),
    /// Of what is left over: "other".
    Rest,
    /// Text.
    Ink,
    /// Text of less weight.
    Muted,
    /// Lines behind the values.
    Grid,
    /// The ground.
    Paper,
    /// A heat map's cell without a value.
    Cell,
    /// Text on a strong colour, and on a middle one.
    OnStrong,
    OnMiddle,
    /// The line from which values are measured.
    Axis,
}

/// Where a text is fixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// Colours that series have before they are told apart by name alone.
pub(crate) const SERIES_PAINTS: usize = 8;

/// A text on one line; `x` is where its anchor is, `y` its baseline.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TextMark {
    pub x: f64,
    pub y: f64,
    pub size: f64,
    pub weight: Weight,
    pub anchor: Anchor,
    pub paint: Paint,
    pub text: String,
}

impl TextMark {
    /// Its width.
    pub fn width(&self) -> f64 {
        font::width(&self.text, self.size, self.weight)
    }
}

/// A mark.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Mark {
    Rect { x: f64, y: f64, width: f64, height: f64, paint: Paint, opacity: f64 },
    Line { points: Vec<(f64, f64)>, paint: Paint, width: f64 },
    Circle { x: f64, y: f64, radius: f64, paint: Paint },
    Text(TextMark),
}

/// A picture.
#[derive(Debug, Default)]
pub(crate) struct Scene {
    pub width: f64,
    pub height: f64,
    /// How much larger it is shown.
    pub zoom: f64,
    pub marks: Vec<Mark>,
}

impl Scene {
    /// A filled rectangle.
    pub fn rect(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), paint: Paint) {
        self.marks.push(Mark::Rect { x, y, width, height, paint, opacity: 1.0 });
    }

    /// A line through points.
    pub fn line(&mut self, points: Vec<(f64, f64)>, paint: Paint, width: f64) {
        self.marks.push(Mark::Line { points, paint, width });
    }

    /// A dot.
    pub fn dot(&mut self, (x, y): (f64, f64), radius: f64, paint: Paint) {
        self.marks.push(Mark::Circle { x, y, radius, paint });
    }

    /// A text; characters that no reader is to see become U+FFFD.
    pub fn text(
        &mut self,
        at: (f64, f64),
        size: f64,
        weight: Weight,
        anchor: Anchor,
        paint: Paint,
        text: &str,
    ) {
        let text = one_line(text);
        if !text.is_empty() {
            self.marks.push(Mark::Text(TextMark { x: at.0, y: at.1, size, weight, anchor, paint, text }));
        }
    }

    /// All its texts.
    pub fn texts(&self) -> impl Iterator<Item = &TextMark> {
        self.marks.iter().filter_map(|mark| match mark {
            Mark::Text(text) => Some(text),
            _ => None,
        })
    }
}

/// A text on one line, with nothing in it that commands, reorders or breaks XML.
pub(crate) fn one_line(text: &str) -> String {
    let blank = |c: char| if c.is_whitespace() { ' ' } else { c };
    let line: String = text.chars().map(blank).collect();
    printable_line(&line).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
