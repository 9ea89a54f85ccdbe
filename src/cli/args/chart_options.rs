//! The options of a chart: its columns, its kind and its size.

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::output::chart::declaration::{CHART_KINDS, ChartKind};
use crate::output::chart::{CHART_SIZES, ChartColumns, ChartSize};

/// What a chart shows
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Chart")]
pub struct ChartOptions {
    /// The column of times or names
    #[arg(long, value_name = "COLUMN")]
    x: Option<String>,
    /// The column of numbers; several with commas are a series each
    #[arg(long, value_name = "COLUMN", value_delimiter = ',')]
    y: Vec<String>,
    /// The column that separates the rows of one time or name into series
    #[arg(long, value_name = "COLUMN")]
    by: Option<String>,
    /// How it is drawn
    #[arg(long, value_name = "KIND", value_parser = kind_parser())]
    kind: Option<ChartKind>,
    /// How large it is: 420 or 960 pixels wide, or 1200 by 675 [default: wide]
    #[arg(long, value_name = "SIZE", value_parser = size_parser())]
    size: Option<ChartSize>,
}

fn kind_parser() -> impl TypedValueParser<Value = ChartKind> {
    PossibleValuesParser::new(CHART_KINDS.map(ChartKind::name))
        .try_map(|name| ChartKind::named(&name).ok_or_else(|| format!("there is no kind {name}")))
}

fn size_parser() -> impl TypedValueParser<Value = ChartSize> {
    PossibleValuesParser::new(CHART_SIZES.map(|(name, _)| name)).try_map(|name| {
        let size = CHART_SIZES.iter().find(|(known, _)| *known == name).map(|(_, size)| *size);
        size.ok_or_else(|| format!("there is no size {name}"))
    })
}

impl ChartOptions {
    /// What they mean.
    pub fn columns(&self) -> ChartColumns {
        let ChartOptions { x, y, by, kind, size } = self.clone();
        ChartColumns { x, y, by, kind, size: size.unwrap_or_default() }
    }

    /// Whether one of them is there: the user wants a chart.
    pub fn is_given(&self) -> bool {
        let ChartOptions { x, y, by, kind, size } = self;
        x.is_some() || !y.is_empty() || by.is_some() || kind.is_some() || size.is_some()
    }
}
