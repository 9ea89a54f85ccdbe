//! The chart that a query's head declares.
//!
//! ```sql
//! -- chart: bars (x speaker, y utterances): Who is quoted most; utterances
//! -- chart: multiples (x month, y articles, series source): Articles by month; articles
//! -- chart: dots (x source, y n_before as before, y n_now as now): Articles before and now; articles
//! -- chart: none (see speakers): each row is a quote
//! ```
//!
//! Takes the text after `chart:`, gives a [`DeclaredChart`] or what is allowed. A value that only names, orders or dates
//! something (an id, a rank, a code) is an error here, before any row is read.

use crate::output::chart::declaration::{
    CHART_KINDS, ChartDeclaration, ChartKind, DeclaredChart, in_words, not_a_value,
};

/// How a chart is declared.
const FORM: &str = "a chart is written `kind (x COLUMN, y COLUMN, series COLUMN): title in words; unit`, or \
                    `none (see QUERY): why`";

/// "bars, lines … or heatmap"
pub(crate) fn kind_names() -> String {
    let names: Vec<&str> = CHART_KINDS.iter().map(|kind| kind.name()).collect();
    names.join(", ")
}

/// Reads what a head says of its chart.
///
/// # Errors
/// What is wrong, and what is allowed.
pub fn parse_chart(text: &str) -> Result<DeclaredChart, String> {
    let (kind, rest) = text.split_once(" (").ok_or(FORM)?;
    let (inside, words) = rest.split_once("): ").ok_or(FORM)?;
    if kind.trim() == "none" {
        let see = inside.strip_prefix("see ").map(str::trim).filter(|name| !name.is_empty()).ok_or(FORM)?;
        return Ok(DeclaredChart::Nothing { see: see.into(), because: words.trim().into() });
    }
    let kind = ChartKind::named(kind.trim())
        .ok_or_else(|| format!("unknown kind of chart {:?}: {} or none", kind.trim(), kind_names()))?;
    let (title, unit) = match words.rsplit_once(';') {
        Some((title, unit)) => (title.trim(), Some(unit.trim())),
        None => (words.trim(), None),
    };
    let mut parts = Parts::default();
    for part in inside.split(',') {
        parts.take(part)?;
    }
    let x = parts.x.ok_or_else(|| format!("the chart names no x: {FORM}"))?;
    let first = parts.y.first().ok_or_else(|| format!("the chart names no y: {FORM}"))?;
    if title.is_empty() || unit.is_some_and(str::is_empty) {
        return Err(format!("the chart has no title or no unit: {FORM}"));
    }
    if parts.series.is_some() && parts.y.len() > 1 {
        return Err("a chart has a series column or several y, not both".into());
    }
    if parts.series.is_none() && kind == ChartKind::HeatMap {
        return Err(
            "a heatmap needs a series column for its lines: heatmap (x hour, series weekday, y articles)"
                .into(),
        );
    }
    if parts.series.is_none() && parts.y.len() == 1 && kind == ChartKind::Multiples {
        return Err("multiples need a series column, or several y: one small chart for each".into());
    }
    let unit = unit.map_or_else(|| in_words(first), str::to_string);
    let Parts { apart, y, labels, series, .. } = parts;
    Ok(DeclaredChart::Drawn(ChartDeclaration {
        kind,
        x,
        apart,
        y,
        labels,
        series,
        title: title.into(),
        unit,
    }))
}

/// The parameters whose values a title shows: each `:name`.
pub fn parameters_in(title: &str) -> impl Iterator<Item = &str> {
    title.split(':').skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        (end > 0).then_some(&rest[..end])
    })
}

#[derive(Default)]
struct Parts {
    x: Option<String>,
    apart: Option<String>,
    y: Vec<String>,
    labels: Vec<String>,
    series: Option<String>,
}

impl Parts {
    fn take(&mut self, part: &str) -> Result<(), String> {
        let (role, column) = part.trim().split_once(' ').ok_or(FORM)?;
        let (column, label) = match column.split_once(" as ") {
            Some((column, label)) if role == "y" => (column.trim(), label.trim().to_string()),
            _ => (column.trim(), in_words(column.trim())),
        };
        let letters = |c: char| c.is_alphanumeric() || c == '_';
        if column.is_empty() || !column.chars().all(letters) {
            return Err(format!("{column:?} is no name of a column: {FORM}"));
        }
        let place = match role {
            "x" => &mut self.x,
            "series" => &mut self.series,
            "apart" => &mut self.apart,
            "y" => {
                if let Some(what) = not_a_value(column) {
                    return Err(format!("y {column}: a column that is {what} cannot be a value of a chart"));
                }
                if self.y.iter().any(|known| known == column) {
                    return Err(format!("y {column} is declared twice"));
                }
                self.y.push(column.into());
                self.labels.push(label);
                return Ok(());
            }
            _ => return Err(format!("{role:?} is no part of a chart: x, y, series or apart")),
        };
        match place.replace(column.into()) {
            Some(_) => Err(format!("{role} is declared twice")),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn charts_are_read() {
        let chart =
            parse_chart("bars (x entity, apart type, y mentions): Names of :source; mentions").unwrap();
        let DeclaredChart::Drawn(chart) = chart else { panic!() };
        assert_eq!(
            (chart.kind, chart.x.as_str(), chart.apart.as_deref()),
            (ChartKind::Bars, "entity", Some("type"))
        );
        assert_eq!((chart.title.as_str(), chart.unit.as_str()), ("Names of :source", "mentions"));
        let two = parse_chart("dots (x source, y first as had it first, y led_to): Who was first").unwrap();
        assert_eq!(two.drawn().unwrap().labels, ["had it first", "led to"]);
        assert_eq!(two.drawn().unwrap().y, ["first", "led_to"]);
        assert_eq!(two.drawn().unwrap().unit, "first");
        assert_eq!(
            parse_chart("none (see volume): each row is an article").unwrap(),
            DeclaredChart::Nothing { see: "volume".into(), because: "each row is an article".into() }
        );
    }

    #[test]
    fn a_bad_declaration_says_what_is_allowed() {
        for (text, says) in [
            ("bars", "a chart is written `kind (x COLUMN"),
            (
                "pie (x a, y b): T; u",
                "unknown kind of chart \"pie\": bars, lines, columns, dots, multiples, heatmap or none",
            ),
            ("bars (x a): T; u", "the chart names no y: a chart is written"),
            ("bars (y a): T; u", "the chart names no x"),
            ("bars (x a, y story_id): T; u", "y story_id: a column that is an id cannot be a value"),
            ("bars (x a, y rank): T; u", "y rank: a column that is a rank"),
            ("bars (x a, y hour): T; u", "y hour: a column that is a code"),
            ("bars (x a, z b): T; u", "\"z\" is no part of a chart: x, y, series or apart"),
            ("bars (x a, x b, y c): T; u", "x is declared twice"),
            ("bars (x a, y c, y c): T; u", "y c is declared twice"),
            ("bars (x a, y c, y d, series e): T; u", "a chart has a series column or several y"),
            ("heatmap (x hour, y n): T; u", "a heatmap needs a series column"),
            ("multiples (x hour, y n): T; u", "multiples need a series column"),
            ("bars (x a, y b): ; u", "the chart has no title"),
            ("none (volume): w", "a chart is written"),
        ] {
            let error = parse_chart(text).unwrap_err();
            assert!(error.starts_with(says), "{text}: {error}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(bars|none|heatmap|\\PC{0,4}) ?\\(?(x|y|see|series)? ?\\PC{0,8},?(y a)?\\)?:? ?\\PC{0,8}") {
            let _ = parse_chart(&text);
        }
    }
}
