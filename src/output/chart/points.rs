//! What a chart draws, read off its rows: series of heights over periods, or heights of categories.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::output::Column;
use crate::output::OwnedCell;
use crate::output::chart::period;
use crate::output::chart::period::Period;

/// Which columns are drawn; what is not named is chosen by the rows.
#[derive(Debug, Clone, Default)]
pub struct ChartColumns {
    /// The time or the categories.
    pub x: Option<String>,
    /// The height.
    pub y: Option<String>,
    /// What separates the series.
    pub by: Option<String>,
}

/// Series drawn at most: a reader cannot distinguish more.
const MAX_SERIES: usize = 8;

/// Categories drawn at most.
const MAX_CATEGORIES: usize = 30;

/// What is drawn.
#[derive(Debug, PartialEq)]
pub(crate) struct Points {
    /// The name of the column of heights.
    pub measure: String,
    /// The name of the column of times or categories.
    pub over: String,
    pub shape: Shape,
    /// How many series or categories are not drawn.
    pub left_out: usize,
}

#[derive(Debug, PartialEq)]
pub(crate) enum Shape {
    /// The series, the largest first, each with heights by the number of a period.
    Time { period: Period, series: Vec<Series> },
    /// Names and heights, in the order of the rows.
    Categories(Vec<(String, f64)>),
}

#[derive(Debug, Default, PartialEq)]
pub(crate) struct Series {
    /// Empty where there is one only.
    pub name: String,
    pub heights: BTreeMap<i32, f64>,
}

impl Series {
    pub fn total(&self) -> f64 {
        self.heights.values().sum()
    }
}

type Rows = [Vec<OwnedCell>];

impl Points {
    /// Reads them off.
    ///
    /// # Errors
    /// Where there is no time or category, or no number, in words that say what to do.
    pub fn of(columns: &[Column], rows: &Rows, choice: &ChartColumns) -> Result<Points, String> {
        let named = |name: &Option<String>| -> Result<Option<usize>, String> {
            let Some(name) = name else { return Ok(None) };
            let at = columns.iter().position(|column| column.name.eq_ignore_ascii_case(name));
            at.map(Some).ok_or_else(|| {
                let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
                format!("the rows have no column {name}: they have {}", names.join(", "))
            })
        };
        let every = |at: usize, fits: &dyn Fn(&OwnedCell) -> bool| {
            let mut there =
                rows.iter().map(|row| &row[at]).filter(|value| **value != OwnedCell::Null).peekable();
            there.peek().is_some() && there.all(fits)
        };
        let find = |fits: &dyn Fn(usize) -> bool| (0..columns.len()).find(|&at| fits(at));
        let is_time = |at: usize| every(at, &|value| time(value, &columns[at].name).is_some());
        let is_text = |at: usize| every(at, &|value| matches!(value, OwnedCell::Text(_)));
        let x = match named(&choice.x)? {
            Some(at) => Some(at),
            None => over(rows, find(&is_time), find(&|at| is_text(at) && !is_time(at))),
        };
        let is_id = |at: usize| {
            let name = columns[at].name.to_lowercase();
            name == "id" || name.ends_with("_id")
        };
        let y = match named(&choice.y)? {
            Some(at) => Some(at),
            None => {
                find(&|at| Some(at) != x && !is_id(at) && every(at, &|value| value.as_number().is_some()))
            }
        };
        let (Some(x), Some(y)) = (x, y) else {
            if rows.is_empty() {
                return Err("there are no rows to draw".into());
            }
            return Err("a chart needs a column of times or names, and one of numbers: name them with `presscut chart \
                        NAME --x COLUMN --y COLUMN`, or let the query count"
                .into());
        };
        let (over, measure) = (columns[x].name.clone(), columns[y].name.clone());
        let (shape, left_out) = if is_time(x) {
            let by = match named(&choice.by)? {
                Some(at) => Some(at),
                None => parting(columns, rows, x, &is_text),
            };
            series(rows, &columns[x].name, (x, y, by))
        } else {
            categories(rows, x, y)
        };
        Ok(Points { measure, over, shape, left_out })
    }
}

/// The column that heights are over: times, unless names come first and no two rows have the same; failing these, names.
fn over(rows: &Rows, time: Option<usize>, names: Option<usize>) -> Option<usize> {
    let (Some(at), Some(names)) = (time, names) else { return time.or(names) };
    let unique_column_names = || {
        let mut seen = HashSet::new();
        rows.iter().all(|row| seen.insert(row[names].as_cell().text().into_owned()))
    };
    if names < at && rows.len() > 1 && unique_column_names() { Some(names) } else { Some(at) }
}

/// The time that a value is: a year may be a number, if its column says so.
fn time(value: &OwnedCell, column: &str) -> Option<(Period, chrono::NaiveDate)> {
    match value {
        OwnedCell::Text(text) => period::read(text),
        OwnedCell::Integer(year) if column.eq_ignore_ascii_case("year") => period::read(&year.to_string()),
        _ => None,
    }
}

/// The column that parts the rows of one time: the first of texts with which every row is another.
fn parting(columns: &[Column], rows: &Rows, x: usize, is_text: &dyn Fn(usize) -> bool) -> Option<usize> {
    let key = |value: &OwnedCell| match value {
        OwnedCell::Text(text) => text.clone(),
        other => format!("{other:?}"),
    };
    let times: HashSet<String> = rows.iter().map(|row| key(&row[x])).collect();
    if times.len() == rows.len() {
        return None;
    }
    let texts = (0..columns.len()).filter(|&at| at != x && is_text(at));
    let varied = texts.filter(|&at| rows.iter().any(|row| row[at] != rows[0][at]));
    let mut varied: Vec<usize> = varied.collect();
    let parts = |at: &usize| {
        let pairs: HashSet<(String, String)> =
            rows.iter().map(|row| (key(&row[x]), key(&row[*at]))).collect();
        pairs.len() == rows.len()
    };
    match varied.iter().position(parts) {
        Some(first) => Some(varied.remove(first)),
        None => varied.first().copied(),
    }
}

fn series(rows: &Rows, column: &str, (x, y, by): (usize, usize, Option<usize>)) -> (Shape, usize) {
    let times: Vec<_> = rows.iter().map(|row| time(&row[x], column)).collect();
    let period = times.iter().flatten().map(|(period, _)| *period).max().unwrap_or(Period::Day);
    let mut order: Vec<Series> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (row, time) in rows.iter().zip(&times) {
        let (Some((_, day)), Some(height)) = (time, row[y].as_number()) else { continue };
        let name = by.map(|at| row[at].as_cell().text().into_owned()).unwrap_or_default();
        let place = *places.entry(name.clone()).or_insert_with(|| {
            order.push(Series { name, heights: BTreeMap::new() });
            order.len() - 1
        });
        *order[place].heights.entry(period.number(*day)).or_default() += height;
    }
    order.sort_by(|one, other| other.total().total_cmp(&one.total()));
    let left_out = order.len().saturating_sub(MAX_SERIES);
    order.truncate(MAX_SERIES);
    (Shape::Time { period, series: order }, left_out)
}

fn categories(rows: &Rows, x: usize, y: usize) -> (Shape, usize) {
    let mut order: Vec<(String, f64)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for row in rows {
        let Some(height) = row[y].as_number() else { continue };
        let name = match &row[x] {
            OwnedCell::Null => "(none)".to_string(),
            value => value.as_cell().text().into_owned(),
        };
        let place = *places.entry(name.clone()).or_insert_with(|| {
            order.push((name, 0.0));
            order.len() - 1
        });
        order[place].1 += height;
    }
    let left_out = order.len().saturating_sub(MAX_CATEGORIES);
    order.truncate(MAX_CATEGORIES);
    (Shape::Categories(order), left_out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(names: &[&str], rows: &[&[OwnedCell]]) -> Result<Points, String> {
        let columns: Vec<Column> = names.iter().map(|name| Column { name: (*name).into() }).collect();
        let rows: Vec<Vec<OwnedCell>> = rows.iter().map(|row| row.to_vec()).collect();
        Points::of(&columns, &rows, &ChartColumns::default())
    }

    fn text(text: &str) -> OwnedCell {
        OwnedCell::Text(text.into())
    }

    #[test]
    fn times_numbers_and_series_are_found_by_what_is_in_them() {
        let rows: [&[OwnedCell]; 3] = [
            &[OwnedCell::Integer(7), text("2031-03"), text("Vik"), text("person"), OwnedCell::Integer(3)],
            &[OwnedCell::Integer(8), text("2031-03"), text("Vik"), text("norp"), OwnedCell::Integer(1)],
            &[OwnedCell::Integer(9), text("2031-05"), text("Vik"), text("person"), OwnedCell::Integer(4)],
        ];
        let found = points(&["article_id", "month", "entity", "type", "mentions"], &rows).unwrap();
        assert_eq!((found.over.as_str(), found.measure.as_str()), ("month", "mentions"));
        let Shape::Time { period, series } = found.shape else { panic!() };
        assert_eq!(period, Period::Month);
        let names: Vec<(&str, f64)> = series.iter().map(|one| (one.name.as_str(), one.total())).collect();
        assert_eq!(names, [("person", 7.0), ("norp", 1.0)]);
    }

    #[test]
    fn names_that_come_first_and_once_are_what_the_rows_are_about() {
        let rows: [&[OwnedCell]; 2] = [
            &[text("Vik"), OwnedCell::Integer(3), text("2031-03-10")],
            &[text("Brandt"), OwnedCell::Integer(2), text("2031-03-11")],
        ];
        let found = points(&["speaker", "quotes", "first"], &rows).unwrap();
        assert_eq!(found.over, "speaker");
    }

    #[test]
    fn without_times_names_are_categories_and_without_numbers_there_is_no_chart() {
        let found = points(
            &["speaker", "n"],
            &[&[text("Vik"), OwnedCell::Integer(3)], &[OwnedCell::Null, OwnedCell::Real(0.5)]],
        );
        assert_eq!(
            found.unwrap().shape,
            Shape::Categories(vec![("Vik".into(), 3.0), ("(none)".into(), 0.5)])
        );
        assert!(points(&["speaker"], &[&[text("Vik")]]).unwrap_err().contains("--y COLUMN"));
        assert_eq!(points(&["n"], &[]).unwrap_err(), "there are no rows to draw");
    }
}
