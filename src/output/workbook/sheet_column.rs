//! How a column of a sheet is shown: its heading, its width, on which side, and in which format of numbers.
//!
//! Read off the rows that are held when the sheet begins; a column keeps its looks whatever comes later, but it grows as
//! wide as its widest value, up to the width at which its texts wrap.

use rust_xlsxwriter::{Format, FormatAlign};

use crate::output::chart::declaration::not_a_value;
use crate::output::workbook::text_lines::{MAX_ROW_LINES, lines_in_column, text_width};
use crate::output::workbook::values::moment;
use crate::output::{Cell, OwnedCell};

/// The width at which texts wrap, by how wide they are: a quote is read in lines of a newspaper's breadth, a whole story
/// in lines of a book's. Characters.
const WRAP_WIDTHS: [(usize, usize); 3] = [(600, 55), (1_500, 75), (usize::MAX, 100)];

/// The widest a column can be in order that its longest text is seen whole.
const MAX_COLUMN_WIDTH: usize = 160;

/// The widest a column of links can be, in characters: LibreOffice does not break a link, and cuts it at the column's end.
const MAX_LINK_WIDTH: usize = 85;

/// Room beside a text: the indent on its side, and a little air on the other.
const PADDING: usize = 2;

/// Room for the button that opens a column's filter.
const FILTER_BUTTON_WIDTH: usize = 3;

/// Headings up to this width stay on one line, in characters.
const MAX_SHORT_HEADING: usize = 12;

/// Decimals shown at most.
const MAX_DECIMALS: usize = 3;

/// A column of a sheet.
#[derive(Debug, Clone)]
pub(crate) struct SheetColumn {
    /// Its name in the query.
    pub name: String,
    /// What stands above it.
    pub heading: String,
    /// How its values are shown.
    pub format: Format,
    /// Whether its values are numbers, which stand on the right.
    pub is_numeric: bool,
    /// The width at which its texts wrap, in characters.
    wraps_at: usize,
    /// Of its widest value so far.
    width: usize,
}

impl SheetColumn {
    /// The looks of a column with these values, which are links or are not.
    pub fn of<'r>(
        name: &str,
        heading: &str,
        has_links: bool,
        values: impl Iterator<Item = &'r OwnedCell> + Clone,
    ) -> SheetColumn {
        let mut known = values.clone().filter(|value| **value != OwnedCell::Null).peekable();
        let is_numeric = known.peek().is_some() && known.all(|value| value.as_cell().is_number());
        let format = Format::new().set_align(FormatAlign::Top).set_indent(1);
        let format = match is_numeric {
            true => format.set_align(FormatAlign::Right).set_num_format(number_format(name, values.clone())),
            false => format.set_align(FormatAlign::Left).set_text_wrap(),
        };
        let longest = values.clone().filter_map(|value| match value {
            OwnedCell::Text(text) => Some((text.as_str(), text_width(text))),
            _ => None,
        });
        let longest = longest.max_by_key(|(_, width)| *width);
        let mut wraps_at = WRAP_WIDTHS[0].1;
        if let Some((text, width)) = longest {
            let by_length = WRAP_WIDTHS.iter().find(|(most, _)| width <= *most);
            wraps_at = by_length.map_or(wraps_at, |(_, wraps_at)| *wraps_at);
            while wraps_at < MAX_COLUMN_WIDTH && lines_in_column(text, wraps_at) > MAX_ROW_LINES {
                wraps_at += 10;
            }
        }
        if has_links {
            wraps_at = wraps_at.max(MAX_LINK_WIDTH);
        }
        let (name, heading) = (name.to_string(), heading.to_string());
        let mut column = SheetColumn { name, heading, format, is_numeric, wraps_at, width: 0 };
        column.width = column.heading_width();
        for value in values {
            column.widen(shown_width(value.as_cell()));
        }
        column
    }

    /// Room for a short heading on one line, for a longer one on two, and for its longest word.
    fn heading_width(&self) -> usize {
        let longest = self.heading.split(' ').map(text_width).max().unwrap_or(0);
        let whole = text_width(&self.heading);
        let line = if whole <= MAX_SHORT_HEADING { whole } else { whole.div_ceil(2) };
        longest.max(line.min(self.wraps_at)) + FILTER_BUTTON_WIDTH
    }

    /// Makes room for a value as wide as this.
    pub fn widen(&mut self, width: usize) {
        self.width = self.width.max(width.min(self.wraps_at));
    }

    /// The width of the column, in characters.
    pub fn width(&self) -> usize {
        self.width + PADDING
    }

    /// How many lines a value takes.
    pub fn lines_of(&self, value: &OwnedCell) -> usize {
        match value {
            OwnedCell::Text(text) if moment(text).is_none() => lines_in_column(text, self.width),
            _ => 1,
        }
    }

    /// How many lines its heading takes.
    pub fn heading_lines(&self) -> usize {
        lines_in_column(&self.heading, self.width)
    }

    /// The format of its heading: on the side of the values.
    pub fn heading_format(&self, heading: &Format) -> Format {
        let side = if self.is_numeric { FormatAlign::Right } else { FormatAlign::Left };
        heading.clone().set_align(side)
    }
}

/// How wide a value is shown, in characters.
pub(crate) fn shown_width(cell: Cell) -> usize {
    match cell {
        Cell::Null => 0,
        // With a mark at thousands.
        Cell::Integer(number) => {
            let digits = number.unsigned_abs().checked_ilog10().unwrap_or(0) as usize + 1;
            digits + digits.saturating_sub(1) / 3 + usize::from(number < 0)
        }
        Cell::Real(_) => cell.text().len().min(16) + 2,
        Cell::Text(text) if moment(text).is_some() => text.len() + 1,
        Cell::Text(text) => {
            // No more of it than the widest column shows.
            let end = text.char_indices().nth(4 * MAX_COLUMN_WIDTH).map_or(text.len(), |(at, _)| at);
            text_width(&text[..end])
        }
        Cell::Blob(bytes) => 2 * bytes.len(),
    }
}

/// The format of a column of numbers: percent by the column's name, thousands marked where numbers are amounts, as many
/// decimals as the values have.
fn number_format<'r>(name: &str, values: impl Iterator<Item = &'r OwnedCell> + Clone) -> String {
    let numbers = values.filter_map(OwnedCell::as_number);
    let decimals = numbers.clone().map(decimals_of).max().unwrap_or(0);
    let point = if decimals > 0 { format!(".{}", "0".repeat(decimals)) } else { String::new() };
    let is_tiny = |number: f64| number != 0.0 && (number.abs() < 0.001 || number.abs() >= 1e12);
    if numbers.clone().any(is_tiny) {
        return "General".into();
    }
    let words = name.to_lowercase();
    if words.split(['_', ' ']).any(|word| matches!(word, "percent" | "percentage" | "pct"))
        || words.contains('%')
    {
        return format!("0{point}\"%\"");
    }
    // A year, an id, a rank: no amount.
    let years = decimals == 0 && numbers.clone().all(|number| (1500.0..2200.0).contains(&number));
    if not_a_value(name).is_some() || words.ends_with("year") || years {
        return format!("0{point}");
    }
    format!("#,##0{point}")
}

/// How many decimals a number is written with, up to [`MAX_DECIMALS`].
fn decimals_of(number: f64) -> usize {
    let whole = |decimals: usize| {
        let scaled = number * 10f64.powi(decimals as i32);
        (scaled - scaled.round()).abs() < 1e-9
    };
    (0..MAX_DECIMALS).find(|decimals| whole(*decimals)).unwrap_or(MAX_DECIMALS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format_of(name: &str, values: &[f64]) -> String {
        let values: Vec<OwnedCell> = values.iter().map(|value| OwnedCell::Real(*value)).collect();
        number_format(name, values.iter())
    }

    #[test]
    fn numbers_are_shown_by_what_their_column_is() {
        assert_eq!(format_of("percent_of_words", &[12.5, 3.0]), "0.0\"%\"");
        assert_eq!(format_of("percent", &[12.0]), "0\"%\"");
        assert_eq!(format_of("per_week", &[1200.5, 1.25]), "#,##0.00");
        assert_eq!(format_of("articles", &[12_000.0]), "#,##0");
        assert_eq!(format_of("article_id", &[12_000.0]), "0");
        assert_eq!(format_of("when", &[2031.0, 1999.0]), "0");
        assert_eq!(format_of("share", &[0.000_01]), "General");
        assert_eq!(format_of("third", &[1.0 / 3.0]), "#,##0.000");
    }

    #[test]
    fn a_column_is_as_wide_as_its_texts_up_to_a_line_that_can_be_read() {
        let text = |length: usize| OwnedCell::Text("ferry ".repeat(length / 6));
        let of = |values: &[OwnedCell]| SheetColumn::of("text", "Text", false, values.iter());
        assert!(of(&[text(30)]).width() < 40);
        assert_eq!(of(&[text(400)]).width(), 57);
        let long = of(&[text(2_400), text(30)]);
        assert_eq!(long.width(), 102);
        assert!(long.lines_of(&text(2_400)) <= MAX_ROW_LINES);
        assert_eq!(long.lines_of(&text(30)), 1);
        assert!(of(&[text(4_000)]).lines_of(&text(4_000)) <= MAX_ROW_LINES);
        let numbers = [OwnedCell::Integer(7), OwnedCell::Null];
        // A link is not broken.
        let title = [OwnedCell::Text("a".repeat(80))];
        assert!(SheetColumn::of("title", "Title", true, title.iter()).width() > 80);
        assert!(SheetColumn::of("title", "Title", false, title.iter()).width() < 60);
        assert!(SheetColumn::of("n", "n", false, numbers.iter()).is_numeric);
        assert!(!of(&[OwnedCell::Null]).is_numeric);
    }
}
