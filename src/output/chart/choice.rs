//! Which columns are drawn, and how: what the user says, what the query declares, and failing these a rule.
//!
//! The rule: the first column of days, weeks, months or years is the time, unless names come first and no two rows have the
//! same one; then names are. The value is the first column of numbers that is no id, rank or code. Where a time is in several
//! rows, the first column of texts that tells them apart is the series. A time with one series is drawn as columns, with
//! several as lines; weekdays by hours are a heat map; all else is bars.

use std::collections::HashSet;

use crate::output::chart::declaration::{ChartDeclaration, ChartKind, DeclaredChart, in_words, not_a_value};
use crate::output::chart::facts::first_letter_large;
use crate::output::chart::period::{self, Period};
use crate::output::{Column, OwnedCell};

/// What the user says of a chart; what is not said is chosen by the declaration or the rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChartColumns {
    /// The time or the names.
    pub x: Option<String>,
    /// The values; several are a series each.
    pub y: Vec<String>,
    /// What separates the series.
    pub by: Option<String>,
    /// How it is drawn.
    pub kind: Option<ChartKind>,
    /// How large it is.
    pub size: ChartSize,
}

impl ChartColumns {
    /// Whether the user names a column.
    pub fn names_columns(&self) -> bool {
        self.x.is_some() || !self.y.is_empty() || self.by.is_some()
    }
}

/// How large a picture is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ChartSize {
    /// 420 pixels wide: a column of a newspaper, a telephone.
    Column,
    /// 960 pixels wide.
    #[default]
    Wide,
    /// 1200 by 675 pixels: a post.
    Social,
}

/// The names of [`ChartSize`], as `--size` takes them.
pub const CHART_SIZES: [(&str, ChartSize); 3] =
    [("column", ChartSize::Column), ("wide", ChartSize::Wide), ("social", ChartSize::Social)];

/// The columns of a chart, by their places in the rows.
#[derive(Debug)]
pub(crate) struct Chosen {
    pub kind: ChartKind,
    pub x: usize,
    pub apart: Option<usize>,
    pub y: Vec<usize>,
    /// What each is called in words.
    pub labels: Vec<String>,
    pub series: Option<usize>,
    pub title: String,
    pub unit: String,
}

pub(crate) type Rows = [Vec<OwnedCell>];

/// Decides what is drawn.
///
/// # Errors
/// Where the query has no chart, the rows have no such columns, or nothing in them can be drawn, in words that say what to
/// do.
pub(crate) fn choose(
    columns: &[Column],
    rows: &Rows,
    choice: &ChartColumns,
    declared: Option<&DeclaredChart>,
) -> Result<Chosen, String> {
    if rows.is_empty() {
        return Err("there are no rows to draw".into());
    }
    let is_chosen = choice.names_columns();
    if let Some(nothing) = declared.and_then(DeclaredChart::why_none).filter(|_| !is_chosen) {
        return Err(format!("the query {nothing}"));
    }
    match declared {
        Some(DeclaredChart::Drawn(declaration)) => {
            let mut chosen = of_declaration(columns, declaration)?;
            if is_chosen {
                chosen = changed(columns, rows, chosen, choice)?;
            }
            chosen.kind = choice.kind.unwrap_or(chosen.kind);
            finish(chosen)
        }
        _ => finish(by_rule(columns, rows, choice)?),
    }
}

/// Whether the kind and the columns go together.
fn finish(chosen: Chosen) -> Result<Chosen, String> {
    let has_series = chosen.series.is_some() || chosen.y.len() > 1;
    match chosen.kind {
        ChartKind::HeatMap if chosen.series.is_none() => {
            Err("a heatmap needs a column for its lines: name it with --by COLUMN".into())
        }
        ChartKind::Multiples if !has_series => {
            Err("multiples need a column of series: name it with --by COLUMN".into())
        }
        _ => Ok(chosen),
    }
}

fn place(columns: &[Column], name: &str) -> Result<usize, String> {
    let at = columns.iter().position(|column| column.name.eq_ignore_ascii_case(name));
    at.ok_or_else(|| {
        let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        format!("the rows have no column {name}: they have {}", names.join(", "))
    })
}

fn of_declaration(columns: &[Column], declared: &ChartDeclaration) -> Result<Chosen, String> {
    let optional = |name: &Option<String>| name.as_deref().map(|name| place(columns, name)).transpose();
    Ok(Chosen {
        kind: declared.kind,
        x: place(columns, &declared.x)?,
        apart: optional(&declared.apart)?,
        y: declared.y.iter().map(|name| place(columns, name)).collect::<Result<_, _>>()?,
        labels: declared.labels.clone(),
        series: optional(&declared.series)?,
        title: declared.title.clone(),
        unit: declared.unit.clone(),
    })
}

/// A declared chart with other columns, and a title that says which.
fn changed(
    columns: &[Column],
    rows: &Rows,
    mut chosen: Chosen,
    choice: &ChartColumns,
) -> Result<Chosen, String> {
    if let Some(x) = &choice.x {
        chosen.x = place(columns, x)?;
        chosen.apart = None;
    }
    if !choice.y.is_empty() {
        chosen.y = values_named(columns, rows, &choice.y)?;
    }
    if let Some(by) = &choice.by {
        chosen.series = Some(place(columns, by)?);
    }
    named(columns, &mut chosen);
    Ok(chosen)
}

/// Title and unit by the names of the columns.
fn named(columns: &[Column], chosen: &mut Chosen) {
    let words = |at: usize| in_words(&columns[at].name);
    let values: Vec<String> = chosen.y.iter().map(|at| words(*at)).collect();
    chosen.unit = values.join(", ");
    chosen.labels = values.clone();
    let series = chosen.series.map(|at| format!(" and {}", words(at))).unwrap_or_default();
    chosen.title = first_letter_large(&format!("{} by {}{series}", values.join(" and "), words(chosen.x)));
}

/// Columns of values that the user names.
fn values_named(columns: &[Column], rows: &Rows, names: &[String]) -> Result<Vec<usize>, String> {
    let value = |name: &String| {
        let at = place(columns, name)?;
        if let Some(what) = not_a_value(name) {
            return Err(format!("{name} is {what}, which cannot be a value of a chart"));
        }
        if !every(rows, at, |cell| cell.as_number().is_some()) {
            return Err(format!("{name} is no column of numbers, which the values of a chart are"));
        }
        Ok(at)
    };
    names.iter().map(value).collect()
}

/// Whether all cells that are there fit, and there is one.
fn every(rows: &Rows, at: usize, fits: impl Fn(&OwnedCell) -> bool) -> bool {
    let mut there = rows.iter().map(|row| &row[at]).filter(|cell| **cell != OwnedCell::Null).peekable();
    there.peek().is_some() && there.all(fits)
}

/// Numbers 1, 2, 3 … down the rows: probably a rank, whatever its name is, if there are other numbers.
fn counts_rows(rows: &Rows, at: usize) -> bool {
    rows.len() > 2 && (1..).zip(rows).all(|(number, row)| row[at] == OwnedCell::Integer(number))
}

fn by_rule(columns: &[Column], rows: &Rows, choice: &ChartColumns) -> Result<Chosen, String> {
    let find = |fits: &dyn Fn(usize) -> bool| (0..columns.len()).find(|&at| fits(at));
    let is_time = |at: usize| every(rows, at, |cell| time_of(cell, &columns[at].name).is_some());
    let is_text = |at: usize| every(rows, at, |cell| matches!(cell, OwnedCell::Text(_)));
    let called =
        |name: &'static str| columns.iter().position(|column| column.name.eq_ignore_ascii_case(name));
    let grid = called("hour").zip(called("weekday")).filter(|_| choice.x.is_none() && choice.by.is_none());
    let x = match (&choice.x, grid) {
        (Some(name), _) => Some(place(columns, name)?),
        (None, Some((hour, _))) => Some(hour),
        (None, None) => over(rows, find(&is_time), find(&|at| is_text(at) && !is_time(at))),
    };
    let is_value = |at: usize| {
        let is_number = || every(rows, at, |cell| cell.as_number().is_some());
        Some(at) != x && not_a_value(&columns[at].name).is_none() && is_number()
    };
    let y = match choice.y.is_empty() {
        false => values_named(columns, rows, &choice.y)?,
        true => {
            let better = find(&|at| is_value(at) && !counts_rows(rows, at));
            better.or_else(|| find(&is_value)).into_iter().collect()
        }
    };
    let Some(x) = x.filter(|_| !y.is_empty()) else {
        return Err("a chart needs a column of times or names, and one of numbers that are no ids, ranks or codes: name \
                    them with `presscut chart NAME --x COLUMN --y COLUMN`, or let the query count"
            .into());
    };
    let series = match (&choice.by, grid) {
        (Some(name), _) => Some(place(columns, name)?),
        (None, Some((_, weekday))) => Some(weekday),
        (None, None) if is_time(x) && y.len() == 1 => telling_apart(columns, rows, x, &is_text),
        (None, None) => None,
    };
    let kind = choice.kind.unwrap_or(match (grid.is_some(), is_time(x), series.is_some() || y.len() > 1) {
        (true, ..) => ChartKind::HeatMap,
        (_, true, true) => ChartKind::Lines,
        (_, true, false) => ChartKind::Columns,
        _ => ChartKind::Bars,
    });
    let mut chosen = Chosen {
        kind,
        x,
        apart: None,
        y,
        labels: Vec::new(),
        series,
        title: String::new(),
        unit: String::new(),
    };
    named(columns, &mut chosen);
    Ok(chosen)
}

/// The column that values are over: times, unless names come first and no two rows have the same; failing these, names.
fn over(rows: &Rows, time: Option<usize>, names: Option<usize>) -> Option<usize> {
    let (Some(at), Some(names)) = (time, names) else { return time.or(names) };
    let are_unique = || {
        let mut seen = HashSet::new();
        rows.iter().all(|row| seen.insert(row[names].as_cell().text().into_owned()))
    };
    if names < at && rows.len() > 1 && are_unique() { Some(names) } else { Some(at) }
}

/// The time that a value is: a year may be a number, if its column says so.
pub(crate) fn time_of(value: &OwnedCell, column: &str) -> Option<(Period, chrono::NaiveDate)> {
    match value {
        OwnedCell::Text(text) => period::read(text),
        OwnedCell::Integer(year) if column.eq_ignore_ascii_case("year") => period::read(&year.to_string()),
        _ => None,
    }
}

/// The column that tells the rows of one time apart: the first of texts with which every row is another.
fn telling_apart(
    columns: &[Column],
    rows: &Rows,
    x: usize,
    is_text: &dyn Fn(usize) -> bool,
) -> Option<usize> {
    let key = |cell: &OwnedCell| cell.as_cell().text().into_owned();
    let times: HashSet<String> = rows.iter().map(|row| key(&row[x])).collect();
    if times.len() == rows.len() {
        return None;
    }
    let texts = (0..columns.len()).filter(|&at| at != x && is_text(at));
    let varied: Vec<usize> = texts.filter(|&at| rows.iter().any(|row| row[at] != rows[0][at])).collect();
    let parts = |at: &&usize| {
        let pairs: HashSet<(String, String)> =
            rows.iter().map(|row| (key(&row[x]), key(&row[**at]))).collect();
        pairs.len() == rows.len()
    };
    varied.iter().find(parts).or(varied.first()).copied()
}
