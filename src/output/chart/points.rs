//! What a chart draws, read off its rows: values over periods, of names, or of a grid; the largest of them, and the rest
//! together as "other" where values add up.

use std::collections::{BTreeMap, HashMap};

use crate::output::chart::choice::{Chosen, Rows, time_of};
use crate::output::chart::declaration::{ChartKind, in_words};
use crate::output::chart::period::Period;
use crate::output::chart::scale::number;
use crate::output::{Column, OwnedCell};

/// Series drawn in one picture at most, "other" included: a reader cannot distinguish more.
const MAX_SERIES: usize = 8;

/// Small charts at most, "other" included.
const MAX_PANELS: usize = 12;

/// Names drawn at most; of more than these the largest `NAMES_OF_MANY` are drawn.
const MAX_NAMES: usize = 60;
const NAMES_OF_MANY: usize = 30;

/// "Other" shares the scale of the series up to this multiple of their largest value.
const MAX_REST_OVER_NAMED: f64 = 2.0;

/// Periods on an axis at most: a date of another century would make all others a line.
const MAX_PERIODS: i32 = 20_000;

/// What is drawn.
#[derive(Debug, PartialEq)]
pub(crate) struct Points {
    pub kind: ChartKind,
    pub title: String,
    pub unit: String,
    /// What is on the axis of names or times, in words.
    pub over: String,
    /// The heads of the values: one, or one for each series.
    pub measure: String,
    pub shape: Shape,
    /// Whether all values are whole numbers.
    pub whole: bool,
    /// What is not drawn, a sentence each.
    pub notes: Vec<String>,
}

#[derive(Debug, PartialEq)]
pub(crate) enum Shape {
    /// Series over time, the largest first.
    Time { period: Period, series: Vec<Series> },
    /// Series over names, the largest name first.
    Names { names: Vec<String>, series: Vec<NamedSeries>, rest: Option<usize> },
    /// Lines by columns.
    Grid { lines: Vec<String>, columns: Vec<String>, values: Vec<Vec<Option<f64>>> },
}

/// Values by the number of a period.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Series {
    /// Empty where there is one only.
    pub name: String,
    pub heights: BTreeMap<i32, f64>,
    pub is_rest: bool,
}

/// A value for each name, or none.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct NamedSeries {
    pub name: String,
    pub values: Vec<Option<f64>>,
    pub is_rest: bool,
}

impl Series {
    /// The sum of its values.
    pub fn total(&self) -> f64 {
        self.heights.values().sum()
    }
}

impl NamedSeries {
    fn total(&self) -> f64 {
        self.values.iter().flatten().sum()
    }
}

/// One value with its place.
struct Point {
    x: usize,
    series: String,
    value: f64,
}

impl Points {
    /// Reads them off.
    ///
    /// # Errors
    /// Where no row has a value.
    pub fn of(columns: &[Column], rows: &Rows, chosen: &Chosen) -> Result<Points, String> {
        let values =
            || chosen.y.iter().flat_map(|&at| rows.iter().filter_map(move |row| row[at].as_number()));
        if values().next().is_none() {
            return Err("no row has a number to draw".into());
        }
        let whole = values().all(|value| value.fract() == 0.0);
        let adds_up = whole && chosen.y.iter().all(|&at| adds_up(&columns[at].name));
        let mut notes = Vec::new();
        let is_time = chosen.kind != ChartKind::HeatMap
            && rows.iter().any(|row| row[chosen.x] != OwnedCell::Null)
            && rows.iter().all(|row| {
                row[chosen.x] == OwnedCell::Null || time_of(&row[chosen.x], &columns[chosen.x].name).is_some()
            });
        let needs_time = matches!(chosen.kind, ChartKind::Lines | ChartKind::Columns);
        if needs_time && !is_time {
            let (kind, x) = (chosen.kind.name(), &columns[chosen.x].name);
            return Err(format!(
                "{kind} are drawn over days, weeks, months or years, and {x} has others: use --x COLUMN or --kind bars"
            ));
        }
        let shape = if chosen.kind == ChartKind::HeatMap {
            grid(columns, rows, chosen, &mut notes)
        } else if is_time && !matches!(chosen.kind, ChartKind::Bars | ChartKind::Dots) {
            over_time(columns, rows, chosen, adds_up, &mut notes)?
        } else {
            over_names(rows, chosen, adds_up, &mut notes)
        };
        Ok(Points {
            kind: chosen.kind,
            title: chosen.title.clone(),
            unit: chosen.unit.clone(),
            over: in_words(&columns[chosen.x].name),
            measure: chosen.labels.join(", "),
            shape,
            whole,
            notes,
        })
    }

    /// The largest and the least value.
    pub fn ends(&self) -> (f64, f64) {
        let all: Vec<f64> = match &self.shape {
            Shape::Time { series, .. } => {
                series.iter().flat_map(|one| one.heights.values().copied()).collect()
            }
            Shape::Names { series, .. } => {
                series.iter().flat_map(|one| one.values.iter().flatten().copied()).collect()
            }
            Shape::Grid { values, .. } => values.iter().flatten().flatten().copied().collect(),
        };
        (all.iter().copied().fold(0.0, f64::min), all.iter().copied().fold(0.0, f64::max))
    }

    /// The same of the named series, without "other".
    pub fn ends_of_named(&self) -> (f64, f64) {
        let all: Vec<f64> = match &self.shape {
            Shape::Time { series, .. } => {
                let named = series.iter().filter(|one| !one.is_rest);
                named.flat_map(|one| one.heights.values().copied()).collect()
            }
            Shape::Names { series, .. } => {
                let named = series.iter().filter(|one| !one.is_rest);
                named.flat_map(|one| one.values.iter().flatten().copied()).collect()
            }
            Shape::Grid { .. } => return self.ends(),
        };
        (all.iter().copied().fold(0.0, f64::min), all.iter().copied().fold(0.0, f64::max))
    }

    /// Whether "other" is so much larger than every series that these would be flat beside it.
    pub fn is_rest_far_above(&self) -> bool {
        self.ends().1 > MAX_REST_OVER_NAMED * self.ends_of_named().1
    }

    /// A value as it is written beside its mark.
    pub fn shown(&self, value: f64) -> String {
        if self.unit.starts_with("percent") { format!("{}%", number(value)) } else { number(value) }
    }
}

/// Whether values of a column can be summed: counts can, shares and averages cannot.
fn adds_up(column: &str) -> bool {
    const PARTS: [&str; 14] = [
        "percent", "share", "per", "rate", "ratio", "average", "avg", "mean", "median", "min", "max", "in",
        "an", "a",
    ];
    !column.to_lowercase().split(['_', ' ']).any(|part| PARTS.contains(&part))
}

fn name_of(cell: &OwnedCell) -> String {
    match cell.as_cell().text() {
        text if text.trim().is_empty() => "(none)".to_string(),
        text => text.into_owned(),
    }
}

/// The values of all rows, each with the place of its x and the name of its series.
fn points(rows: &Rows, chosen: &Chosen, x: impl Fn(&[OwnedCell]) -> Option<usize>) -> Vec<Point> {
    let mut found = Vec::new();
    for row in rows {
        let Some(x) = x(row) else { continue };
        for (&y, label) in chosen.y.iter().zip(&chosen.labels) {
            let Some(value) = row[y].as_number() else { continue };
            let series = match chosen.series {
                Some(at) => name_of(&row[at]),
                None if chosen.y.len() > 1 => label.clone(),
                None => String::new(),
            };
            found.push(Point { x, series, value });
        }
    }
    found
}

fn plural(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{} {many}", number(count as f64)) }
}

fn over_time(
    columns: &[Column],
    rows: &Rows,
    chosen: &Chosen,
    adds_up: bool,
    notes: &mut Vec<String>,
) -> Result<Shape, String> {
    let column = &columns[chosen.x].name;
    let times = || rows.iter().filter_map(|row| time_of(&row[chosen.x], column));
    let period = times().map(|(period, _)| period).max().unwrap_or(Period::Day);
    let numbers = || times().map(|(_, day)| period.number(day));
    let (first, last) = (numbers().min().unwrap_or(0), numbers().max().unwrap_or(0));
    if last - first > MAX_PERIODS {
        return Err(format!(
            "from {} to {} there are more than {MAX_PERIODS} {period:?}s: choose a shorter time, or longer periods",
            period.label(first),
            period.label(last)
        ));
    }
    let undated: f64 = rows
        .iter()
        .filter(|row| row[chosen.x] == OwnedCell::Null)
        .flat_map(|row| chosen.y.iter().filter_map(|&at| row[at].as_number()))
        .sum();
    if undated != 0.0 && adds_up {
        notes.push(format!("Not drawn: {} without a {}.", number(undated), in_words(column)));
    }
    let place = |row: &[OwnedCell]| {
        time_of(&row[chosen.x], column).and_then(|(_, day)| usize::try_from(period.number(day) - first).ok())
    };
    let mut order: Vec<Series> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for point in points(rows, chosen, place) {
        let at = *places.entry(point.series.clone()).or_insert_with(|| {
            order.push(Series { name: point.series, ..Series::default() });
            order.len() - 1
        });
        let height = order[at].heights.entry(first + point.x as i32);
        // Shares of one period cannot be summed: the first counts.
        height.and_modify(|height| *height += if adds_up { point.value } else { 0.0 }).or_insert(point.value);
    }
    order.sort_by(|one, other| other.total().total_cmp(&one.total()));
    let most = if chosen.kind == ChartKind::Multiples { MAX_PANELS } else { MAX_SERIES };
    if order.len() > most {
        let kept = if adds_up { most - 1 } else { most };
        let rest = order.split_off(kept);
        if adds_up {
            let mut heights = BTreeMap::new();
            for (at, height) in rest.iter().flat_map(|one| &one.heights) {
                *heights.entry(*at).or_insert(0.0) += height;
            }
            let name = format!("Other ({})", rest.len());
            order.push(Series { name, heights, is_rest: true });
        } else {
            notes.push(format!("Not drawn: {}.", plural(rest.len(), "more series", "more series")));
        }
    }
    Ok(Shape::Time { period, series: order })
}

fn over_names(rows: &Rows, chosen: &Chosen, adds_up: bool, notes: &mut Vec<String>) -> Shape {
    let (mut names, name_places) = distinct_names(rows, chosen);
    let at_row: HashMap<*const OwnedCell, usize> =
        rows.iter().zip(&name_places).map(|(row, place)| (row.as_ptr(), *place)).collect();
    let mut series: Vec<NamedSeries> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for point in points(rows, chosen, |row| at_row.get(&row.as_ptr()).copied()) {
        let at = *places.entry(point.series.clone()).or_insert_with(|| {
            let values = vec![None; names.len()];
            series.push(NamedSeries { name: point.series, values, is_rest: false });
            series.len() - 1
        });
        let value = &mut series[at].values[point.x];
        *value = Some(match *value {
            Some(value) if adds_up => value + point.value,
            Some(value) => value,
            None => point.value,
        });
    }
    // Columns of values keep their order, as "before" and "now" do.
    if chosen.series.is_some() {
        series.sort_by(|one, other| other.total().total_cmp(&one.total()));
    }
    limit_series(&mut series, chosen.kind, adds_up, notes);
    let largest =
        |at: usize| series.iter().filter_map(|one| one.values[at]).fold(f64::NEG_INFINITY, f64::max);
    let sum = |at: usize| series.iter().filter_map(|one| one.values[at]).sum::<f64>();
    let mut order: Vec<usize> =
        (0..names.len()).filter(|&at| series.iter().any(|one| one.values[at].is_some())).collect();
    // By the last of several columns of values: what is now, or the whole.
    let rank = |at: usize| if adds_up { sum(at) } else { largest(at) };
    order.sort_by(|&one, &other| rank(other).total_cmp(&rank(one)));
    let left = if chosen.kind == ChartKind::Multiples || order.len() <= MAX_NAMES {
        Vec::new()
    } else {
        order.split_off(NAMES_OF_MANY)
    };
    let kept = |values: &[Option<f64>]| order.iter().map(|&at| values[at]).collect::<Vec<_>>();
    let rests: Vec<f64> =
        series.iter().map(|one| left.iter().filter_map(|&at| one.values[at]).sum()).collect();
    for one in &mut series {
        one.values = kept(&one.values);
    }
    let mut kept_names: Vec<String> = order.iter().map(|&at| std::mem::take(&mut names[at])).collect();
    let rest = rest_of_names(&mut kept_names, &mut series, left.len(), &rests, adds_up, notes);
    Shape::Names { names: kept_names, series, rest }
}

/// The names of the rows, each once; a name that rows of two kinds have is told apart by the column for that.
fn distinct_names(rows: &Rows, chosen: &Chosen) -> (Vec<String>, Vec<usize>) {
    let kind_of =
        |row: &[OwnedCell]| chosen.apart.map(|at| row[at].as_cell().text().into_owned()).unwrap_or_default();
    let mut kinds: HashMap<String, Vec<String>> = HashMap::new();
    for row in rows {
        let (name, kind) = (name_of(&row[chosen.x]), kind_of(row));
        let known = kinds.entry(name).or_default();
        if !known.contains(&kind) {
            known.push(kind);
        }
    }
    let (mut names, mut places): (Vec<String>, HashMap<String, usize>) = (Vec::new(), HashMap::new());
    let at_row = rows.iter().map(|row| {
        let (name, kind) = (name_of(&row[chosen.x]), kind_of(row));
        let is_shared = kinds.get(&name).is_some_and(|kinds| kinds.len() > 1);
        let label = if is_shared && !kind.is_empty() { format!("{name} ({kind})") } else { name };
        *places.entry(label.clone()).or_insert_with(|| {
            names.push(label);
            names.len() - 1
        })
    });
    let at_row = at_row.collect();
    (names, at_row)
}

/// Keeps the largest series; the rest is one together.
fn limit_series(series: &mut Vec<NamedSeries>, kind: ChartKind, adds_up: bool, notes: &mut Vec<String>) {
    let most = if kind == ChartKind::Multiples { MAX_PANELS } else { MAX_SERIES };
    if series.len() <= most {
        return;
    }
    let rest = series.split_off(if adds_up { most - 1 } else { most });
    if !adds_up {
        notes.push(format!("Not drawn: {}.", plural(rest.len(), "more series", "more series")));
        return;
    }
    let count = rest.first().map_or(0, |one| one.values.len());
    let sum = |at: usize| rest.iter().filter_map(|one| one.values[at]).reduce(|sum, value| sum + value);
    let values = (0..count).map(sum).collect();
    series.push(NamedSeries { name: format!("Other ({})", rest.len()), values, is_rest: true });
}

/// "Other" as a bar of its own where it is no longer than the longest, and in words where it is.
fn rest_of_names(
    names: &mut Vec<String>,
    series: &mut [NamedSeries],
    left: usize,
    rests: &[f64],
    adds_up: bool,
    notes: &mut Vec<String>,
) -> Option<usize> {
    if left == 0 {
        return None;
    }
    let more = plural(left, "more", "more");
    let largest = series.iter().flat_map(|one| one.values.iter().flatten().copied()).fold(0.0, f64::max);
    if !adds_up || rests.iter().any(|rest| *rest > largest) {
        let sum: f64 = rests.iter().sum();
        let together = if adds_up { format!(", {} together", number(sum)) } else { String::new() };
        notes.push(format!("Not drawn: {more}{together}."));
        return None;
    }
    names.push(format!("Other ({})", number(left as f64)));
    for (one, rest) in series.iter_mut().zip(rests) {
        one.values.push(Some(*rest));
    }
    Some(names.len() - 1)
}

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

fn grid(columns: &[Column], rows: &Rows, chosen: &Chosen, notes: &mut Vec<String>) -> Shape {
    let lines_at = chosen.series.unwrap_or(chosen.x);
    let distinct = |at: usize| {
        let mut seen: Vec<String> = Vec::new();
        for row in rows.iter().filter(|row| row[at] != OwnedCell::Null) {
            let name = row[at].as_cell().text().into_owned();
            if !seen.contains(&name) && seen.len() < MAX_NAMES {
                seen.push(name);
            }
        }
        seen
    };
    let mut lines = distinct(lines_at);
    if lines.iter().all(|line| WEEKDAYS.contains(&line.as_str())) {
        lines = WEEKDAYS.map(String::from).to_vec();
    }
    let mut across = distinct(chosen.x);
    let hour = |text: &String| text.parse::<u32>().ok().filter(|hour| *hour < 24);
    if across.iter().all(|name| hour(name).is_some()) {
        let two = across.iter().all(|name| name.len() == 2);
        across = (0..24).map(|hour| if two { format!("{hour:02}") } else { hour.to_string() }).collect();
    }
    let mut values = vec![vec![None; across.len()]; lines.len()];
    let mut left = 0.0;
    for row in rows {
        let place = |names: &[String], at: usize| {
            let text = row[at].as_cell().text().into_owned();
            names.iter().position(|name| *name == text)
        };
        let value: f64 = chosen.y.iter().filter_map(|&at| row[at].as_number()).sum();
        match (place(&lines, lines_at), place(&across, chosen.x)) {
            (Some(line), Some(column)) => *values[line][column].get_or_insert(0.0) += value,
            _ => left += value,
        }
    }
    if left != 0.0 {
        let without = in_words(&columns[chosen.x].name);
        notes.push(format!("Not drawn: {} without a known {without}.", number(left)));
    }
    Shape::Grid { lines, columns: across, values }
}
