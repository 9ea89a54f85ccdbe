//! What a chart shows, as the head of a query declares it: a kind, columns, a title and a unit in words.
//!
//! Takes nothing; the catalogue of queries makes these values, and whoever draws rows (pictures, workbooks, pages) reads
//! them. The surprising decision: a query that has no chart declares that too, with the name of a query that has one, so
//! that its reader is led on and not shown a picture of row numbers.

/// How a chart draws its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChartKind {
    /// A bar for each name.
    Bars,
    /// Lines over time.
    Lines,
    /// Columns over time.
    Columns,
    /// A line of dots for each name, one dot for each series.
    Dots,
    /// A small chart for each series, all on one scale.
    Multiples,
    /// Weekdays by hours: the darker the more.
    HeatMap,
}

/// All kinds, in the order in which errors and help name them.
pub const CHART_KINDS: [ChartKind; 6] = [
    ChartKind::Bars,
    ChartKind::Lines,
    ChartKind::Columns,
    ChartKind::Dots,
    ChartKind::Multiples,
    ChartKind::HeatMap,
];

impl ChartKind {
    /// As heads and `--kind` write it.
    pub fn name(self) -> &'static str {
        match self {
            ChartKind::Bars => "bars",
            ChartKind::Lines => "lines",
            ChartKind::Columns => "columns",
            ChartKind::Dots => "dots",
            ChartKind::Multiples => "multiples",
            ChartKind::HeatMap => "heatmap",
        }
    }

    /// The kind of a name.
    pub fn named(name: &str) -> Option<ChartKind> {
        CHART_KINDS.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(name))
    }
}

/// A chart that a query has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartDeclaration {
    /// How it is drawn.
    pub kind: ChartKind,
    /// The column of names, times or hours.
    pub x: String,
    /// A column that tells rows of the same name apart: the type of two entities called "Arden".
    pub apart: Option<String>,
    /// The columns of values; several are a series each.
    pub y: Vec<String>,
    /// What each of them is called in words, in the same order.
    pub labels: Vec<String>,
    /// The column whose values are the series; of a heat map its lines.
    pub series: Option<String>,
    /// What is shown, in words; `:name` is the value of a parameter.
    pub title: String,
    /// What is counted, in words: "articles", "percent of articles".
    pub unit: String,
}

/// What a query says of its chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeclaredChart {
    /// It has one.
    Drawn(ChartDeclaration),
    /// It has none.
    Nothing {
        /// The query that has one.
        see: String,
        /// Why, in words.
        because: String,
    },
}

impl DeclaredChart {
    /// The chart, if there is one.
    pub fn drawn(&self) -> Option<&ChartDeclaration> {
        match self {
            DeclaredChart::Drawn(declaration) => Some(declaration),
            DeclaredChart::Nothing { .. } => None,
        }
    }

    /// Why there is nothing to draw and which query has a chart, unless there is one.
    pub fn why_none(&self) -> Option<String> {
        let DeclaredChart::Nothing { see, because } = self else { return None };
        Some(format!(
            "has no chart ({because}): `presscut chart {see}` has one, and --x and --y draw columns of this one"
        ))
    }
}

impl ChartDeclaration {
    /// Every column that it names, each with its part in the chart.
    pub fn columns(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let y = self.y.iter().map(|name| ("y", name.as_str()));
        let others = [("apart", self.apart.as_deref()), ("series", self.series.as_deref())];
        let others = others.into_iter().filter_map(|(part, name)| Some((part, name?)));
        std::iter::once(("x", self.x.as_str())).chain(y).chain(others)
    }
}

/// Why a column of this name holds no values to draw: numbers that only name, order or date something.
pub fn not_a_value(column: &str) -> Option<&'static str> {
    const IDS: [&str; 5] = ["id", "key", "story", "copy_of", "duplicate_of"];
    const RANKS: [&str; 8] = ["rank", "ranking", "place", "position", "row", "no", "nr", "revision"];
    const CODES: [&str; 16] = [
        "code",
        "hour",
        "minute",
        "weekday",
        "day",
        "week",
        "month",
        "quarter",
        "year",
        "utterance",
        "start",
        "end",
        "postcode",
        "zip",
        "phone",
        "status",
    ];
    let name = column.trim().to_lowercase();
    let last = name.rsplit(['_', ' ']).next().unwrap_or(&name);
    let is_part = name.len() > last.len();
    if IDS.contains(&name.as_str()) || (is_part && matches!(last, "id" | "key" | "of")) {
        Some("an id")
    } else if RANKS.contains(&name.as_str()) || (is_part && matches!(last, "rank" | "number" | "no" | "nr")) {
        Some("a rank")
    } else if CODES.contains(&name.as_str()) || (is_part && last == "code") {
        Some("a code or a part of a date")
    } else {
        None
    }
}

/// A column's name as a reader says it: "words_an_article" → "words an article".
pub fn in_words(column: &str) -> String {
    column.replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_ranks_and_codes_are_no_values() {
        for (column, what) in [
            ("id", "an id"),
            ("article_id", "an id"),
            ("Copy_Of", "an id"),
            ("place", "a rank"),
            ("weekday_number", "a rank"),
            ("hour", "a code or a part of a date"),
            ("country_code", "a code or a part of a date"),
        ] {
            assert_eq!(not_a_value(column), Some(what), "{column}");
        }
        for column in
            ["articles", "words_an_article", "percent_of_articles", "per_week", "n", "days", "hours", "count"]
        {
            assert_eq!(not_a_value(column), None, "{column}");
        }
        for kind in CHART_KINDS {
            assert_eq!(ChartKind::named(kind.name()), Some(kind));
        }
    }
}
