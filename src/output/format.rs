//! What a format of output is: its name, the extensions of its files, what it can hold, and how a sink for it is opened.

use std::fmt;

use crate::output::sink::{Out, Sink, Style};

/// A format of output. Each file of a format declares its own; [`crate::output::registry`] lists them.
pub struct Format {
    /// As `--format` names it.
    pub name: &'static str,
    /// The extensions of its files, in small letters; the first one is given to new files.
    pub extensions: &'static [&'static str],
    /// Whether it is bytes that a terminal can do nothing with.
    pub is_binary: bool,
    /// Whether it has colours, and makes its texts printable by itself.
    pub is_colored: bool,
    /// Whether it holds several results, one after another.
    pub holds_several_results: bool,
    /// What a chart in this format is, if it has charts.
    pub chart: Option<ChartForm>,
    /// Opens a sink.
    pub(crate) open: for<'w> fn(Out<'w>, Style) -> Box<dyn Sink + 'w>,
}

/// What a chart is drawn as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartForm {
    /// A picture.
    Svg,
    /// A picture as points.
    Png,
    /// A specification for Vega-Lite.
    VegaLite,
    /// A picture above the table on a page.
    Page,
    /// Rows of block characters in a table.
    Sparklines,
}

impl ChartForm {
    /// Whether it is a chart and nothing else.
    pub fn is_picture(self) -> bool {
        matches!(self, ChartForm::Svg | ChartForm::Png | ChartForm::VegaLite)
    }
}

impl Format {
    /// A format of text that holds one result and has no charts.
    pub(crate) const fn text(
        name: &'static str,
        extensions: &'static [&'static str],
        open: for<'w> fn(Out<'w>, Style) -> Box<dyn Sink + 'w>,
    ) -> Format {
        Format {
            name,
            extensions,
            is_binary: false,
            is_colored: false,
            holds_several_results: false,
            chart: None,
            open,
        }
    }

    /// The extension of its files.
    pub fn extension(&self) -> &'static str {
        self.extensions.first().copied().unwrap_or(self.name)
    }

    /// A sink that writes in this format.
    pub fn sink<'w>(&self, out: Out<'w>, style: Style) -> Box<dyn Sink + 'w> {
        (self.open)(out, style)
    }
}

impl PartialEq for Format {
    fn eq(&self, other: &Format) -> bool {
        self.name == other.name
    }
}

impl Eq for Format {}

impl fmt::Debug for Format {
    fn fmt(&self, to: &mut fmt::Formatter) -> fmt::Result {
        to.write_str(self.name)
    }
}
