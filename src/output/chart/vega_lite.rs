//! A chart as a Vega-Lite specification, with its values in it: to be changed in that program's editor.

use serde_json::{Map, Value, json};

use crate::output::chart::choice::ChartSize;
use crate::output::chart::declaration::ChartKind;
use crate::output::chart::facts::ChartFacts;
use crate::output::chart::points::{Points, Shape};
use crate::output::chart::scene::one_line;

const SCHEMA: &str = "https://vega.github.io/schema/vega-lite/v6.json";

/// The specification.
pub(crate) fn specification(points: &Points, facts: &ChartFacts, size: ChartSize) -> Value {
    let title = one_line(&facts.title(&points.title));
    let (width, columns) = match size {
        ChartSize::Column => (320, 1),
        ChartSize::Wide => (760, 3),
        ChartSize::Social => (900, 3),
    };
    let panelled = points.kind == ChartKind::Multiples;
    let mut specification = json!({
        "$schema": SCHEMA,
        "title": {"text": title, "subtitle": one_line(&facts.subtitle(&points.unit)), "anchor": "start"},
        "description": format!("{title}. {}", one_line(&facts.footer())),
        "width": if panelled { width / columns - 40 } else { width },
        "data": {"values": values(points)},
        "mark": mark(points),
        "encoding": encoding(points, columns),
        "config": {"font": "Noto Sans, Arial, sans-serif", "axis": {"labelFontSize": 12, "titleFontSize": 12},
                   "legend": {"labelFontSize": 12, "titleFontSize": 12}, "title": {"fontSize": 18, "subtitleFontSize": 13}},
    });
    let notes: Vec<String> =
        points.notes.iter().cloned().chain([facts.footer()]).filter(|note| !note.is_empty()).collect();
    specification["usermeta"] = json!({"notes": notes});
    specification
}

fn is_over_time(points: &Points) -> bool {
    matches!(points.shape, Shape::Time { .. })
}

fn mark(points: &Points) -> Value {
    match (points.kind, is_over_time(points)) {
        (ChartKind::Lines, true) => {
            json!({"type": "line", "point": true, "invalid": "break-paths-show-path-domains"})
        }
        (ChartKind::HeatMap, _) => json!({"type": "rect"}),
        (ChartKind::Dots, false) => json!({"type": "point", "filled": true, "size": 90}),
        _ => json!({"type": "bar"}),
    }
}

/// A value an object. A period without one has null, which breaks a line.
fn values(points: &Points) -> Vec<Value> {
    let value = |x: &str, series: &str, value: Option<f64>| {
        let mut one = Map::new();
        one.insert("x".into(), one_line(x).into());
        if !series.is_empty() {
            one.insert("series".into(), one_line(series).into());
        }
        one.insert(
            "value".into(),
            value.map_or(
                Value::Null,
                |value| if value.fract() == 0.0 { json!(value as i64) } else { json!(value) },
            ),
        );
        Value::Object(one)
    };
    match &points.shape {
        Shape::Time { period, series } => {
            let keys = || series.iter().flat_map(|one| one.heights.keys().copied());
            let (first, last) = (keys().min().unwrap_or(0), keys().max().unwrap_or(-1));
            let of_one = |at: i32| {
                series
                    .iter()
                    .map(move |one| value(&period.label(at), &one.name, one.heights.get(&at).copied()))
            };
            (first..=last).flat_map(of_one).collect()
        }
        Shape::Names { names, series, .. } => {
            let of_one = |at: usize| {
                let there = series.iter().filter(move |one| one.values[at].is_some());
                there.map(move |one| value(&names[at], &one.name, one.values[at]))
            };
            (0..names.len()).flat_map(of_one).collect()
        }
        Shape::Grid { lines, columns, values } => {
            let of_line = |line: usize| {
                (0..columns.len())
                    .map(move |column| value(&columns[column], &lines[line], values[line][column]))
            };
            (0..lines.len()).flat_map(of_line).collect()
        }
    }
}

fn encoding(points: &Points, columns: i64) -> Value {
    let axis = if points.whole { json!({"tickMinStep": 1, "format": ",d"}) } else { json!({}) };
    let amount = json!({"field": "value", "type": "quantitative", "title": points.unit, "axis": axis});
    let names = |title: &str| json!({"field": "x", "type": "ordinal", "sort": null, "title": title, "axis": {"labelLimit": 320}});
    let (series, is_over_time) = match &points.shape {
        Shape::Time { series, .. } => (series.len(), true),
        Shape::Names { series, .. } => (series.len(), false),
        Shape::Grid { lines, .. } => {
            return json!({
                "x": names(&points.over),
                "y": {"field": "series", "type": "ordinal", "sort": lines, "title": null},
                "color": {"field": "value", "type": "quantitative", "title": points.unit, "scale": {"scheme": "blues"}},
            });
        }
    };
    let mut encoding = match is_over_time {
        true => json!({"x": names(&points.over), "y": amount}),
        false => json!({"y": names(&points.over), "x": amount}),
    };
    if series > 1 {
        let by = json!({"field": "series", "type": "nominal", "sort": null, "title": null});
        if points.kind == ChartKind::Multiples {
            let mut facet = by;
            facet["columns"] = json!(columns);
            encoding["facet"] = facet;
        } else {
            encoding["color"] = by.clone();
            if points.kind == ChartKind::Bars {
                encoding["yOffset"] = json!({"field": "series", "sort": null});
            }
        }
    }
    encoding
}
