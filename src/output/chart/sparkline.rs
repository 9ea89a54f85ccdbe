//! A table of sparklines: a row a series, its course in one line of blocks; or a row a name, its value as a bar.

use crate::output::Column;
use crate::output::OwnedCell;
use crate::output::chart::points::{Points, Series, Shape};

const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Of a bar, the eighths of its last block.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// Characters of a sparkline or a bar at most.
const MAX_LENGTH: usize = 36;

/// Columns and rows.
pub(crate) fn sparkline_table(points: &Points) -> (Vec<Column>, Vec<Vec<OwnedCell>>) {
    let column = |name: &str| Column { name: name.into() };
    match &points.shape {
        Shape::Time { period, series } => {
            let has_series = series.iter().any(|one| !one.name.is_empty());
            let mut columns = vec![column("from"), column("to"), column(&points.measure), column("trend")];
            if has_series {
                columns.insert(0, column("series"));
            }
            let ends = ends(series);
            let row = |one: &Series| {
                let mut row = vec![
                    OwnedCell::Text(period.label(ends.0)),
                    OwnedCell::Text(period.label(ends.1)),
                    number(one.total()),
                    OwnedCell::Text(trend(one, ends)),
                ];
                if has_series {
                    row.insert(0, OwnedCell::Text(one.name.clone()));
                }
                row
            };
            (columns, series.iter().map(row).collect())
        }
        Shape::Names { names, series, .. } => {
            let several = series.len() > 1;
            let mut columns = vec![column(&points.over), column(&points.measure), column("bar")];
            if several {
                columns.insert(1, column("series"));
            }
            let values = || series.iter().flat_map(|one| one.values.iter().flatten().copied());
            let most = values().fold(0.0, f64::max);
            let mut rows = Vec::new();
            for (at, name) in names.iter().enumerate() {
                for one in series {
                    let Some(height) = one.values[at] else { continue };
                    let mut row =
                        vec![OwnedCell::Text(name.clone()), number(height), bar(height, most).into()];
                    if several {
                        row.insert(1, OwnedCell::Text(one.name.clone()));
                    }
                    rows.push(row);
                }
            }
            (columns, rows)
        }
        Shape::Grid { lines, columns, values } => {
            let over = format!(
                "{} to {}",
                columns.first().cloned().unwrap_or_default(),
                columns.last().cloned().unwrap_or_default()
            );
            let heads = vec![column("line"), column(&points.measure), column(&over)];
            let row = |(line, values): (&String, &Vec<Option<f64>>)| {
                let heights = (0..).zip(values).filter_map(|(at, value)| Some((at, (*value)?))).collect();
                let one = Series { heights, ..Series::default() };
                let trend = trend(&one, (0, values.len() as i32 - 1));
                vec![OwnedCell::Text(line.clone()), number(one.total()), OwnedCell::Text(trend)]
            };
            (heads, lines.iter().zip(values).map(row).collect())
        }
    }
}

fn number(height: f64) -> OwnedCell {
    if height.fract() == 0.0 && height.abs() < 1e15 {
        OwnedCell::Integer(height as i64)
    } else {
        OwnedCell::Real(height)
    }
}

/// The first and the last period of all series.
pub(crate) fn ends(series: &[Series]) -> (i32, i32) {
    let all = || series.iter().flat_map(|one| one.heights.keys().copied());
    (all().min().unwrap_or(0), all().max().unwrap_or(0))
}

/// A block a period, or where there are many, a block for as many as make a line; a period without a row is a blank.
fn trend(one: &Series, (first, last): (i32, i32)) -> String {
    let span = (last - first + 1) as usize;
    let each = span.div_ceil(MAX_LENGTH).max(1);
    let mut heights: Vec<Option<f64>> = vec![None; span.div_ceil(each)];
    for (period, height) in &one.heights {
        *heights[(period - first) as usize / each].get_or_insert(0.0) += height;
    }
    let most = heights.iter().flatten().copied().fold(0.0, f64::max);
    let block = |height: &Option<f64>| match height {
        None => ' ',
        Some(height) if most > 0.0 => BLOCKS[((height.max(0.0) / most) * 7.0).round() as usize],
        Some(_) => BLOCKS[0],
    };
    heights.iter().map(block).collect()
}

fn bar(height: f64, most: f64) -> String {
    if most <= 0.0 || height <= 0.0 {
        return String::new();
    }
    let eighths = ((height / most) * (MAX_LENGTH * 8) as f64).round().max(1.0) as usize;
    format!("{}{}", "█".repeat(eighths / 8), EIGHTHS[eighths % 8])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trends_have_a_block_a_period_and_bars_a_length_for_their_height() {
        let heights = [(5, 1.0), (6, 8.0), (8, 4.0)].into_iter().collect();
        let one = Series { heights, ..Series::default() };
        assert_eq!(trend(&one, (5, 9)), "▂█ ▅ ");
        assert_eq!(bar(10.0, 10.0), "█".repeat(36));
        assert_eq!(bar(5.0, 10.0), "█".repeat(18));
        assert_eq!(bar(0.001, 10.0), "▏");
        assert_eq!(bar(0.0, 10.0), "");
        let long = Series { heights: (0..400).map(|at| (at, 1.0)).collect(), ..Series::default() };
        assert_eq!(trend(&long, (0, 399)).chars().count(), 34);
    }
}
