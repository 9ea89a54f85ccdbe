//! Weekdays by hours: the darker a cell, the more.

use crate::output::chart::font::{Weight, cut, width};
use crate::output::chart::layout::area::{Area, BODY, SMALL, widest};
use crate::output::chart::points::Points;
use crate::output::chart::scale::number;
use crate::output::chart::scene::{Anchor, Mark, Paint, Scene};

/// From these strengths on, the letters on a cell have another colour: the contrast is 4.5 to 1 or near it, light and dark.
const MIDDLE: f64 = 0.6;
const STRONG: f64 = 0.92;

/// The least strength of a cell that has a value.
const FAINT: f64 = 0.14;

fn strength(value: f64, most: f64) -> f64 {
    if most <= 0.0 || value <= 0.0 { 0.0 } else { FAINT + (1.0 - FAINT) * (value / most) }
}

/// Draws; gives the bottom.
pub(crate) fn draw(
    scene: &mut Scene,
    area: Area,
    points: &Points,
    lines: &[String],
    columns: &[String],
    values: &[Vec<Option<f64>>],
) -> f64 {
    let most = points.ends().1;
    // Weekdays are known by three letters where there is little room.
    let short = area.width < 500.0;
    let name = |line: &String| match short {
        true if line.is_ascii() => line.chars().take(3).collect(),
        _ => cut(line, BODY, Weight::Regular, area.width * 0.3),
    };
    let names: Vec<String> = lines.iter().map(name).collect();
    let left = area.left + widest(names.iter().map(String::as_str), BODY) + 10.0;
    let cell = (area.right() - left) / columns.len().max(1) as f64;
    let legend_height = 40.0;
    let room = area.height.map(|height| (height - 22.0 - legend_height) / lines.len().max(1) as f64);
    let height = room.unwrap_or(cell.clamp(20.0, 34.0)).clamp(14.0, 40.0);
    let label = widest(columns.iter().map(String::as_str), SMALL) + 8.0;
    let every = [1, 2, 3, 4, 6, 12]
        .into_iter()
        .find(|every| *every as f64 * cell >= label)
        .unwrap_or(columns.len().max(1));
    for (at, column) in columns.iter().enumerate().step_by(every) {
        let x = left + (at as f64 + 0.5) * cell;
        scene.text((x, area.top + 12.0), SMALL, Weight::Regular, Anchor::Middle, Paint::Muted, column);
    }
    let top = area.top + 20.0;
    for (line, name) in names.iter().enumerate() {
        let y = top + line as f64 * height;
        scene.text(
            (left - 8.0, y + height / 2.0 + 4.5),
            BODY,
            Weight::Regular,
            Anchor::End,
            Paint::Ink,
            name,
        );
        for (column, value) in values[line].iter().enumerate() {
            let x = left + column as f64 * cell;
            draw_cell(
                scene,
                (x, y),
                (cell, height),
                value.map(|value| (value, strength(value, most))),
                points,
            );
        }
    }
    legend(scene, (left, top + names.len() as f64 * height + 8.0), points, most)
}

fn draw_cell(
    scene: &mut Scene,
    (x, y): (f64, f64),
    (cell, height): (f64, f64),
    value: Option<(f64, f64)>,
    points: &Points,
) {
    let (width_inside, height_inside) = (cell - 2.0, height - 2.0);
    scene.rect((x + 1.0, y + 1.0), (width_inside, height_inside), Paint::Cell);
    let Some((value, strength)) = value else { return };
    let (x_inside, y_inside) = (x + 1.0, y + 1.0);
    scene.marks.push(Mark::Rect {
        x: x_inside,
        y: y_inside,
        width: width_inside,
        height: height_inside,
        paint: Paint::Series(0),
        opacity: strength,
    });
    let text = points.shown(value);
    if width(&text, SMALL, Weight::Regular) <= cell - 4.0 && height >= 16.0 {
        let paint = match strength {
            strength if strength >= STRONG => Paint::OnStrong,
            strength if strength >= MIDDLE => Paint::OnMiddle,
            _ => Paint::Ink,
        };
        let at = (x + cell / 2.0, y + height / 2.0 + 4.3);
        scene.text(at, SMALL, Weight::Regular, Anchor::Middle, paint, &text);
    }
}

/// What the colours mean: none, the least, the largest.
fn legend(scene: &mut Scene, (left, top): (f64, f64), points: &Points, most: f64) -> f64 {
    let mut x = left;
    let mut entry = |scene: &mut Scene, strength: Option<f64>, text: &str| {
        scene.rect((x, top), (16.0, 14.0), Paint::Cell);
        if let Some(opacity) = strength {
            scene.marks.push(Mark::Rect {
                x,
                y: top,
                width: 16.0,
                height: 14.0,
                paint: Paint::Series(0),
                opacity,
            });
        }
        scene.text((x + 21.0, top + 11.5), SMALL, Weight::Regular, Anchor::Start, Paint::Muted, text);
        x += 21.0 + width(text, SMALL, Weight::Regular) + 14.0;
    };
    entry(scene, None, "none");
    let (least, middle) = if points.whole { (1.0, (most / 2.0).round()) } else { (most / 10.0, most / 2.0) };
    let mut steps = vec![least, middle, most];
    steps.dedup();
    for value in steps.into_iter().filter(|value| *value > 0.0 && *value <= most) {
        entry(scene, Some(strength(value, most)), &number(value));
    }
    top + 22.0
}
