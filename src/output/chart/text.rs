//! A chart in words and as a table, for those who do not see it.

use crate::output::chart::facts::ChartFacts;
use crate::output::chart::points::{Points, Shape};
use crate::output::{Column, OwnedCell};

/// Values in words at most; a table has them all.
const MAX_VALUES_IN_WORDS: usize = 200;

/// The values as a table: a line a name, period or cell, a column a series.
pub(crate) fn data_table(points: &Points) -> (Vec<Column>, Vec<Vec<OwnedCell>>) {
    let cell = |value: Option<f64>| match value {
        None => OwnedCell::Null,
        Some(value) if value.fract() == 0.0 && value.abs() < 1e15 => OwnedCell::Integer(value as i64),
        Some(value) => OwnedCell::Real(value),
    };
    let head = |names: &mut dyn Iterator<Item = &str>| {
        let name = |name: &str| if name.is_empty() { points.measure.clone() } else { name.to_string() };
        let names: Vec<String> = std::iter::once(points.over.clone()).chain(names.map(name)).collect();
        Column::named(names.iter().map(String::as_str))
    };
    match &points.shape {
        Shape::Time { period, series } => {
            let mut all: Vec<i32> = series.iter().flat_map(|one| one.heights.keys().copied()).collect();
            all.sort_unstable();
            all.dedup();
            let row = |at: &i32| {
                let values = series.iter().map(|one| cell(one.heights.get(at).copied()));
                std::iter::once(OwnedCell::Text(period.label(*at))).chain(values).collect()
            };
            (head(&mut series.iter().map(|one| one.name.as_str())), all.iter().map(row).collect())
        }
        Shape::Names { names, series, .. } => {
            let row = |(at, name): (usize, &String)| {
                let values = series.iter().map(|one| cell(one.values[at]));
                std::iter::once(OwnedCell::Text(name.clone())).chain(values).collect()
            };
            (
                head(&mut series.iter().map(|one| one.name.as_str())),
                names.iter().enumerate().map(row).collect(),
            )
        }
        Shape::Grid { lines, columns, values } => {
            let row = |(line, values): (&String, &Vec<Option<f64>>)| {
                std::iter::once(OwnedCell::Text(line.clone()))
                    .chain(values.iter().map(|value| cell(*value)))
                    .collect()
            };
            (head(&mut columns.iter().map(String::as_str)), lines.iter().zip(values).map(row).collect())
        }
    }
}

/// The chart in sentences: unit, period, sources, then the values.
pub(crate) fn description(points: &Points, facts: &ChartFacts) -> String {
    let (columns, rows) = data_table(points);
    let mut values = Vec::new();
    for row in &rows {
        let named = row.iter().zip(&columns).skip(1).filter_map(|(cell, column)| {
            let value = points.shown(cell.as_number()?);
            Some(if row.len() == 2 { value } else { format!("{} {value}", column.name) })
        });
        let named: Vec<String> = named.collect();
        if !named.is_empty() {
            values.push(format!("{}: {}", row[0].as_cell().text(), named.join(", ")));
        }
    }
    let more = values.len().saturating_sub(MAX_VALUES_IN_WORDS);
    values.truncate(MAX_VALUES_IN_WORDS);
    if more > 0 {
        values.push(format!("and {more} more"));
    }
    let sentences = [facts.subtitle(&points.unit), values.join("; "), facts.footer(), points.notes.join(" ")];
    sentences.into_iter().filter(|sentence| !sentence.is_empty()).collect::<Vec<_>>().join(". ")
}
