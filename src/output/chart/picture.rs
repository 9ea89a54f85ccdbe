//! The picture itself, by plotters, as SVG whose letters are letters: any reader's fonts draw them, in any script.

use std::io;

use plotters::chart::ChartBuilder;
use plotters::coord::combinators::BindKeyPoints;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Rectangle, Text};
use plotters::prelude::SVGBackend;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{BLACK, Color, IntoFont, RGBColor, TextStyle, WHITE};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::output::chart::period::Period;
use crate::output::chart::points::{Points, Series, Shape};
use crate::output::chart::sparkline::ends;

const WIDTH: u32 = 960;
const HEIGHT: u32 = 480;

/// Room for the names of series, and for those of categories.
const LEGEND: u32 = 190;
const NAMES: i32 = 260;

/// A bar and its gap.
const BAR: i32 = 24;

/// Colours that the colour-blind can tell apart, by Okabe and Ito.
const COLOURS: [RGBColor; 8] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(230, 159, 0),
    RGBColor(86, 180, 233),
    RGBColor(110, 110, 110),
    RGBColor(190, 180, 40),
];

const GREY: RGBColor = RGBColor(90, 90, 90);

/// A period on the axis of times is so long: a column is a part of it.
const TENTHS: i32 = 10;

type Area<'b> = DrawingArea<SVGBackend<'b>, plotters::coord::Shift>;

fn failed(error: impl std::fmt::Display) -> io::Error {
    io::Error::other(format!("the chart cannot be drawn: {error}"))
}

/// Draws the points.
pub(crate) fn svg(title: &str, points: &Points) -> io::Result<String> {
    let mut svg = String::new();
    let height = match &points.shape {
        Shape::Time { .. } => HEIGHT,
        Shape::Categories(heights) => (heights.len() as u32).max(1) * BAR as u32 + 90,
    };
    {
        let area = SVGBackend::with_string(&mut svg, (WIDTH, height)).into_drawing_area();
        area.fill(&WHITE).map_err(failed)?;
        let axes = format!("{} by {}", points.measure, points.over);
        write(
            &area,
            &short(if title.is_empty() { &axes } else { title }, 90),
            (16, 12),
            20,
            BLACK,
            HPos::Left,
        )?;
        match &points.shape {
            Shape::Time { period, series } => over_time(&area, *period, series)?,
            Shape::Categories(heights) => bars(&area, heights)?,
        }
        let note = match (title.is_empty(), points.left_out) {
            (true, 0) => String::new(),
            (true, more) => format!("{more} more are not shown"),
            (false, 0) => axes,
            (false, more) => format!("{axes}; {more} more are not shown"),
        };
        write(&area, &short(&note, 120), (16, height as i32 - 24), 13, GREY, HPos::Left)?;
        area.present().map_err(failed)?;
    }
    Ok(svg)
}

fn write(area: &Area, text: &str, at: (i32, i32), size: i32, colour: RGBColor, hpos: HPos) -> io::Result<()> {
    let style =
        TextStyle::from(("sans-serif", size).into_font()).color(&colour).pos(Pos::new(hpos, VPos::Top));
    area.draw(&Text::new(text.to_string(), at, style)).map_err(failed)
}

/// A name on one line, no longer than there is room for; without what XML does not take.
fn short(text: &str, room: usize) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if line.width() <= room {
        return line;
    }
    let mut width = 1;
    let kept: String = line
        .chars()
        .take_while(|c| {
            width += c.width().unwrap_or(0);
            width <= room
        })
        .collect();
    format!("{}…", kept.trim_end())
}

/// 1234567.5 → "1,234,567.5".
fn shown(number: f64) -> String {
    let text = if number.fract() == 0.0 {
        format!("{number:.0}")
    } else {
        format!("{:.2}", number).trim_end_matches('0').to_string()
    };
    let (sign, text) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("−", rest));
    let (whole, part) = text.split_at(text.find('.').unwrap_or(text.len()));
    let grouped: Vec<&str> =
        whole.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    format!("{sign}{}{part}", grouped.join(","))
}

/// Columns for one series, lines for several.
fn over_time(area: &Area, period: Period, series: &[Series]) -> io::Result<()> {
    let (first, last) = ends(series);
    let all = || series.iter().flat_map(|one| one.heights.values().copied());
    let (least, most) = (all().fold(0.0, f64::min), all().fold(0.0, f64::max));
    let (least, most) = (least * 1.05, if most > least { most * 1.05 } else { least + 1.0 });
    let (drawing, legend) = match series.len() {
        0 | 1 => (area.clone(), None),
        _ => {
            let (left, right) = area.split_horizontally(WIDTH - LEGEND);
            (left, Some(right))
        }
    };
    let marks = period.marks(first, last, if legend.is_some() { 8 } else { 10 });
    let axis = (first * TENTHS - 6..last * TENTHS + 6)
        .with_key_points(marks.iter().map(|&mark| mark * TENTHS).collect());
    let mut chart = ChartBuilder::on(&drawing)
        .margin_top(48)
        .margin_bottom(34)
        .margin_right(24)
        .margin_left(8)
        .x_label_area_size(30)
        .y_label_area_size(72)
        .build_cartesian_2d(axis, least..most)
        .map_err(failed)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(WHITE)
        .bold_line_style(RGBColor(225, 225, 225))
        .axis_style(GREY)
        .label_style(("sans-serif", 13).into_font().color(&GREY))
        .y_labels(6)
        .x_label_formatter(&|at| period.label(at.div_euclid(TENTHS)))
        .y_label_formatter(&|height| shown(*height))
        .draw()
        .map_err(failed)?;
    for (one, colour) in series.iter().zip(COLOURS) {
        let at = one.heights.iter().map(|(&at, &height)| (at * TENTHS, height));
        if legend.is_none() {
            let column =
                |(at, height): (i32, f64)| Rectangle::new([(at - 4, 0.0), (at + 4, height)], colour.filled());
            chart.draw_series(at.map(column)).map_err(failed)?;
        } else {
            let line = PathElement::new(at.clone().collect::<Vec<_>>(), colour.stroke_width(2));
            chart.draw_series([line]).map_err(failed)?;
            chart.draw_series(at.map(|at| Circle::new(at, 3, colour.filled()))).map_err(failed)?;
        }
    }
    let Some(legend) = legend else { return Ok(()) };
    for (row, (one, colour)) in (0..).zip(series.iter().zip(COLOURS)) {
        let top = 56 + row * 24;
        legend.draw(&Rectangle::new([(0, top), (14, top + 14)], colour.filled())).map_err(failed)?;
        let name = if one.name.is_empty() { "(none)" } else { &one.name };
        write(&legend, &short(name, 22), (20, top), 13, BLACK, HPos::Left)?;
    }
    Ok(())
}

/// A bar a category, its name before it and its height behind it.
fn bars(area: &Area, heights: &[(String, f64)]) -> io::Result<()> {
    let most = heights.iter().map(|(_, height)| height.abs()).fold(0.0, f64::max);
    let room = f64::from(WIDTH as i32 - NAMES - 90);
    for (row, (name, height)) in (0..).zip(heights) {
        let top = 50 + row * BAR;
        let length = if most > 0.0 { (height.abs() / most * room).round() as i32 } else { 0 };
        let colour = if *height < 0.0 { COLOURS[1] } else { COLOURS[0] };
        write(area, &short(name, 34), (NAMES - 10, top + 2), 13, BLACK, HPos::Right)?;
        let bar = Rectangle::new([(NAMES, top), (NAMES + length.max(1), top + BAR - 6)], colour.filled());
        area.draw(&bar).map_err(failed)?;
        write(area, &shown(*height), (NAMES + length + 8, top + 2), 13, GREY, HPos::Left)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_names_cut() {
        assert_eq!(shown(1_234_567.5), "1,234,567.5");
        assert_eq!(shown(-1000.0), "−1,000");
        assert_eq!(shown(999.0), "999");
        assert_eq!(short("a\nb", 5), "a b");
        assert_eq!(short("台積電の新しい工場", 7), "台積電…");
    }

    #[test]
    fn what_is_drawn_is_xml_whatever_the_names_are() {
        let shape = Shape::Categories(vec![("<b>&\u{1}\"".into(), 3.0), ("台積電".into(), 1.5)]);
        let points = Points { measure: "n".into(), over: "name".into(), shape, left_out: 0 };
        let drawn = svg("A & B <c>", &points).unwrap();
        let mut reader = quick_xml::Reader::from_str(&drawn);
        let mut texts = String::new();
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Eof => break,
                quick_xml::events::Event::Text(text) => texts.push_str(&text.xml10_content()),
                _ => {}
            }
        }
        assert!(texts.contains("台積電"));
        assert!(!drawn.contains("<b>"));
    }
}
