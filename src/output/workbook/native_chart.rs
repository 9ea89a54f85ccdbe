//! A chart that Excel draws itself, on a sheet of its own with the values that it shows below it.
//!
//! The values are those of the picture (`chart::draw_chart`): the largest series, the rest as "other". A heat map has no
//! chart in Excel: its values are coloured instead. Periods without a value have a line of their own, so that gaps in
//! time are seen.

use rust_xlsxwriter::{
    Chart, ChartEmptyCells, ChartFormat, ChartMarker, ChartMarkerType, ChartType, Color,
    ConditionalFormat2ColorScale, Format, FormatAlign, Worksheet, XlsxError,
};

use crate::output::chart::DrawnChart;
use crate::output::chart::declaration::ChartKind;
use crate::output::chart::period;
use crate::output::{Column, OwnedCell};

/// The chart's size, in pixels, and the row below it where the values begin.
const CHART_WIDTH: u32 = 960;
const CHART_HEIGHT: u32 = 480;
const VALUES_ROW: u32 = 27;

/// Pixels of a bar with its gap, so that many names do not overlap.
const BAR_HEIGHT: u32 = 22;

/// The largest count up to which each whole number has a tick.
const MAX_TICKS_OF_ONE: i64 = 10;

/// Pixels of a row of a sheet.
const ROW_HEIGHT: u32 = 20;

/// Periods without a value that are filled in at most.
const MAX_PERIODS: i32 = 5_000;

/// The darkest colour of a heat map: text on it is still read.
const DARKEST: Color = Color::RGB(0x006B_AED6);

/// Fills a sheet that is called `name` with a chart and its values.
pub(crate) fn write_chart(
    sheet: &mut Worksheet,
    name: &str,
    kind: ChartKind,
    drawn: &DrawnChart,
) -> Result<(), XlsxError> {
    let (columns, rows) = &drawn.table;
    let rows = with_gaps(rows);
    let bold = Format::new().set_bold();
    sheet.write_string_with_format(0, 0, &drawn.title, &bold.clone().set_font_size(14))?;
    let height = if kind == ChartKind::Bars {
        CHART_HEIGHT.max(120 + rows.len() as u32 * columns.len().saturating_sub(1) as u32 * BAR_HEIGHT)
    } else {
        CHART_HEIGHT
    };
    let is_map = kind == ChartKind::HeatMap;
    let first = if is_map { 2 } else { VALUES_ROW.max(4 + height / ROW_HEIGHT) };
    let widest = write_values(sheet, first, columns, &rows, &bold)?;
    sheet.set_column_width(0, (widest + 2).min(50) as f64)?;
    for (at, column) in (1..).zip(columns.iter().skip(1)) {
        sheet.set_column_width(at, (column.name.chars().count() + 4).min(50) as f64)?;
    }
    if rows.is_empty() || columns.len() < 2 {
        return Ok(());
    }
    let (top, last, right) = (first + 1, first + rows.len() as u32, columns.len() as u16 - 1);
    if is_map {
        let scale =
            ConditionalFormat2ColorScale::new().set_minimum_color(Color::White).set_maximum_color(DARKEST);
        sheet.add_conditional_format(top, 1, last, right, &scale)?;
    } else {
        let mut chart = Chart::new(chart_type(kind));
        for at in 1..=right {
            add_series(&mut chart, kind, name, (first, top, last), at);
        }
        chart.set_width(CHART_WIDTH).set_height(height).set_alt_text(format!(
            "{}. The values are in the table from row {} on.",
            drawn.title,
            first + 1
        ));
        chart.title().set_name(&drawn.title);
        chart.show_empty_cells_as(ChartEmptyCells::Gaps);
        if right == 1 {
            chart.legend().set_hidden();
        }
        let is_upright = !matches!(kind, ChartKind::Bars | ChartKind::Dots);
        if let Some(most) = largest_count(&rows) {
            // Half an article is no tick.
            let values = if is_upright { chart.y_axis() } else { chart.x_axis() };
            values.set_num_format("#,##0");
            if most <= MAX_TICKS_OF_ONE {
                values.set_major_unit(1);
            }
        }
        if !is_upright {
            // The names of bars are on the vertical axis, and Excel begins at the bottom.
            chart.x_axis().set_min(0);
            chart.y_axis().set_reverse();
        } else {
            chart.y_axis().set_min(0);
        }
        sheet.insert_chart(2, 0, &chart)?;
    }
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}

/// The largest value, where all are whole numbers.
fn largest_count(rows: &[Vec<OwnedCell>]) -> Option<i64> {
    let mut most = None;
    for value in rows.iter().flat_map(|row| row.iter().skip(1)) {
        match value {
            OwnedCell::Integer(count) => most = most.max(Some(*count)),
            OwnedCell::Null => {}
            _ => return None,
        }
    }
    most
}

fn chart_type(kind: ChartKind) -> ChartType {
    match kind {
        ChartKind::Bars | ChartKind::Dots => ChartType::Bar,
        ChartKind::Columns => ChartType::Column,
        ChartKind::Lines | ChartKind::Multiples | ChartKind::HeatMap => ChartType::Line,
    }
}

/// A series of one column of the values; `(head, top, last)` are their rows.
fn add_series(chart: &mut Chart, kind: ChartKind, sheet: &str, (head, top, last): (u32, u32, u32), at: u16) {
    let series = chart.add_series();
    series
        .set_name((sheet, head, at))
        .set_categories((sheet, top, 0, last, 0))
        .set_values((sheet, top, at, last, at));
    if matches!(kind, ChartKind::Lines | ChartKind::Multiples) {
        series.set_marker(ChartMarker::new().set_type(ChartMarkerType::Circle).set_size(5));
    } else {
        series.set_format(&mut ChartFormat::new());
    }
}

/// Writes the values; gives the width of the widest name, in characters.
fn write_values(
    sheet: &mut Worksheet,
    first: u32,
    columns: &[Column],
    rows: &[Vec<OwnedCell>],
    bold: &Format,
) -> Result<usize, XlsxError> {
    let right = bold.clone().set_align(FormatAlign::Right);
    for (at, column) in (0..).zip(columns) {
        sheet.write_string_with_format(first, at, &column.name, if at == 0 { bold } else { &right })?;
    }
    let mut widest = columns.first().map_or(0, |column| column.name.chars().count());
    for (row, cells) in (first + 1..).zip(rows) {
        for (at, cell) in (0..).zip(cells) {
            match cell {
                OwnedCell::Null => continue,
                OwnedCell::Text(text) => {
                    widest = widest.max(text.chars().count());
                    sheet.write_string(row, at, text)?;
                }
                number => {
                    sheet.write_number(row, at, number.as_number().unwrap_or_default())?;
                }
            }
        }
    }
    Ok(widest)
}

/// The rows, with one for each period between the first and the last where all names are periods of one length.
fn with_gaps(rows: &[Vec<OwnedCell>]) -> Vec<Vec<OwnedCell>> {
    let periods: Option<Vec<_>> = rows
        .iter()
        .map(|row| match row.first() {
            Some(OwnedCell::Text(text)) => period::read(text),
            _ => None,
        })
        .collect();
    let Some(periods) = periods.filter(|periods| periods.windows(2).all(|pair| pair[0].0 == pair[1].0))
    else {
        return rows.to_vec();
    };
    let mut filled: Vec<Vec<OwnedCell>> = Vec::new();
    let mut before: Option<i32> = None;
    for (row, (length, day)) in rows.iter().zip(periods) {
        let number = length.number(day);
        if let Some(before) = before.filter(|before| (0..MAX_PERIODS).contains(&(number - before))) {
            filled.extend((before + 1..number).map(|missing| {
                let mut gap = vec![OwnedCell::Null; row.len()];
                gap[0] = OwnedCell::Text(length.label(missing));
                gap
            }));
        }
        filled.push(row.clone());
        before = Some(number);
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_without_a_value_have_a_line_and_names_have_none() {
        let row = |name: &str| vec![OwnedCell::from(name), OwnedCell::Integer(3)];
        let names = |rows: &[Vec<OwnedCell>]| -> Vec<String> {
            rows.iter().map(|row| row[0].as_cell().text().into_owned()).collect()
        };
        let filled = with_gaps(&[row("2031-11"), row("2032-02")]);
        assert_eq!(names(&filled), ["2031-11", "2031-12", "2032-01", "2032-02"]);
        assert_eq!(filled[1][1], OwnedCell::Null);
        assert_eq!(names(&with_gaps(&[row("Arden Post"), row("2031")])), ["Arden Post", "2031"]);
    }
}
