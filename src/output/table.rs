//! Lines and columns for people, fitted to a width, numbers to the right.
//!
//! Rows come in pages of [`ROWS_PER_PAGE`]: each is laid out by itself, so that a result of any size needs no more memory than a
//! page, and its first lines are seen while the rest is still being looked for. Columns that do not fit any more are left
//! out from the right, and named under the table: a column of three letters a line is of no use to anybody.

use std::io::{self, Write};

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Row, Table as Layout, TableStyle, Width,
};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::output::colors::{BOLD, PLAIN, is_mark, paint_marks};
use crate::output::printable::is_unprintable;
use crate::output::{Cell, Column, Out, Sink, Style};

/// Rows that are laid out together.
const ROWS_PER_PAGE: usize = 500;

/// Lines of a row at most.
const MAX_ROW_LINES: usize = 4;

/// Characters of a cell at most; longer texts are cut. CSV has them whole.
const MAX_CELL_CHARACTERS: usize = 240;

/// A cell as it is shown, and how many characters of it stay on one line.
struct PrintedCell {
    line: String,
    unbroken: usize,
}

/// Writes a table.
pub struct Table<'w> {
    out: Out<'w>,
    style: Style,
    columns: Vec<String>,
    /// Whether every value of a column so far is a number or nothing.
    numeric: Vec<bool>,
    rows: Vec<Vec<PrintedCell>>,
    pages: usize,
    /// The first column that the last page left out.
    left_out: usize,
}

impl<'w> Table<'w> {
    /// Writes to `out`.
    pub fn new(out: Out<'w>, style: Style) -> Table<'w> {
        Table {
            out,
            style,
            columns: Vec::new(),
            numeric: Vec::new(),
            rows: Vec::new(),
            pages: 0,
            left_out: 0,
        }
    }

    /// What is left of a result.
    fn end(&mut self) -> io::Result<()> {
        if self.pages == 0 || !self.rows.is_empty() {
            self.write_page()?;
        }
        if let Some(names) = self.columns.get(self.left_out..).filter(|names| !names.is_empty()) {
            writeln!(self.out, "(no room for {}: --vertical has all columns)", names.join(", "))?;
        }
        Ok(())
    }

    fn write_page(&mut self) -> io::Result<()> {
        let rows = std::mem::take(&mut self.rows);
        let widths = fitted(
            &natural_widths(&self.columns, &rows),
            &least_widths(&self.columns, &rows),
            self.style.width,
        );
        let mut layout = Layout::new();
        let rule = LineStyle::none().fill('─').junction('─');
        layout.load_style(TableStyle::new().header_separator(rule));
        layout.set_content_arrangement(ContentArrangement::Disabled);
        if !self.style.no_headers {
            let heads = self.columns.iter().zip(&widths);
            layout.set_header(heads.map(|(head, width)| lines_of_head(head, *width)));
        }
        for row in &rows {
            let mut lines = Row::from(row[..widths.len()].iter().map(|cell| cell.line.as_str()));
            lines.max_height(MAX_ROW_LINES);
            layout.add_row(lines);
        }
        for ((column, &width), numeric) in layout.column_iter_mut().zip(&widths).zip(&self.numeric) {
            // One more blank is between columns anyway.
            column.set_padding((0, COLUMN_GAP as u16 - 1));
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed((width + COLUMN_GAP - 1) as u16)));
            if *numeric {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        self.pages += 1;
        let used = widths.iter().sum::<usize>() + COLUMN_GAP * widths.len().saturating_sub(1);
        let mut is_head = !self.style.no_headers;
        for line in layout.lines() {
            // The rule under the head is as wide as the columns, their last gap not counted.
            let is_rule = line.starts_with('─');
            let line = if is_rule { "─".repeat(used) } else { line };
            is_head &= !is_rule;
            match (self.style.color, is_head) {
                (true, true) => writeln!(self.out, "{BOLD}{}{PLAIN}", line.trim_end())?,
                (true, false) => writeln!(self.out, "{}", paint_marks(line.trim_end()))?,
                (false, _) => writeln!(self.out, "{}", line.trim_end())?,
            }
        }
        self.left_out = widths.len();
        Ok(())
    }
}

/// The widths of columns that have all the room that they want.
fn natural_widths(columns: &[String], rows: &[Vec<PrintedCell>]) -> Vec<usize> {
    let widest = |at: usize| rows.iter().map(|row| row[at].line.width()).chain([columns[at].width()]).max();
    (0..columns.len()).map(|at| widest(at).unwrap_or(0)).collect()
}

/// The widths below which columns are left out rather than broken.
fn least_widths(columns: &[String], rows: &[Vec<PrintedCell>]) -> Vec<usize> {
    let least = |(at, natural): (usize, usize)| {
        let cells = rows.iter().map(|row| row[at].unbroken).max().unwrap_or(0);
        let words = head_words(&columns[at]).map(UnicodeWidthStr::width).max().unwrap_or(0);
        cells.max(words.min(MAX_HEAD_WIDTH)).max(natural.min(MIN_COLUMN_WIDTH))
    };
    natural_widths(columns, rows).into_iter().enumerate().map(least).collect()
}

/// Whether a table of this width has room for all columns of these rows.
pub(crate) fn fits<'r>(columns: &[Column], rows: impl Iterator<Item = Vec<Cell<'r>>>, width: usize) -> bool {
    let names: Vec<String> =
        columns.iter().map(|column| printable_line(Cell::Text(&column.name), false)).collect();
    let rows: Vec<Vec<PrintedCell>> =
        rows.map(|row| row.iter().map(|cell| PrintedCell::of(*cell, false)).collect()).collect();
    fitted(&natural_widths(&names, &rows), &least_widths(&names, &rows), width).len() == columns.len()
}

/// How many blanks part two columns.
const COLUMN_GAP: usize = 2;

/// A column is not made narrower than this to make room for others.
const MIN_COLUMN_WIDTH: usize = 14;

/// Characters of a word of a head that is not broken.
const MAX_HEAD_WIDTH: usize = 30;

/// Characters of a day or a moment at most.
const MAX_MOMENT_CHARACTERS: usize = 35;

/// The words of a head: "articles_before" is broken behind its line, nowhere else.
fn head_words(head: &str) -> impl Iterator<Item = &str> {
    head.split_inclusive(['_', ' '])
}

/// A head, with line breaks between words where it is wider than its column.
fn lines_of_head(head: &str, width: usize) -> String {
    let mut lines = String::with_capacity(head.len() + 4);
    let mut used = 0;
    for word in head_words(head) {
        if used > 0 && used + word.trim_end().width() > width {
            lines.push('\n');
            used = 0;
        }
        lines.push_str(word);
        used += word.width();
    }
    lines
}

impl PrintedCell {
    fn of(cell: Cell, keeps_marks: bool) -> PrintedCell {
        let line = printable_line(cell, keeps_marks);
        let stays = cell.is_number() || is_moment(&line);
        let unbroken = if stays { line.width() } else { 0 };
        PrintedCell { line, unbroken }
    }
}

/// Whether a text is a day or a moment: "2031-03-14", "2031-03-14 18:05:00+02:00".
fn is_moment(line: &str) -> bool {
    (10..=MAX_MOMENT_CHARACTERS).contains(&line.len())
        && line.as_bytes()[..4].iter().all(u8::is_ascii_digit)
        && line.bytes().all(|byte| byte.is_ascii_digit() || b"-:+.TZ ".contains(&byte))
}

/// The widths of the columns that fit into `room`: each has at least its `least`; the others have what they need, or
/// share the rest alike. Columns for which their least is not left are dropped from the right.
fn fitted(natural: &[usize], least: &[usize], room: usize) -> Vec<usize> {
    let mut count = natural.len();
    let gaps = |count: usize| COLUMN_GAP * count.saturating_sub(1);
    while count > 1 && least[..count].iter().sum::<usize>() + gaps(count) > room {
        count -= 1;
    }
    let room = room.saturating_sub(gaps(count));
    if count == 1 {
        return vec![natural[0].min(room).max(1)];
    }
    let level = |level: usize| -> Vec<usize> {
        let columns = natural[..count].iter().zip(least);
        columns.map(|(&natural, &least)| level.clamp(least.min(natural), natural).max(1)).collect()
    };
    // The widest level that fits; what is left of the room goes to the first columns that can use it.
    let (mut fits, mut too_wide) = (1, room + 1);
    while fits + 1 < too_wide {
        let middle = usize::midpoint(fits, too_wide);
        if level(middle).iter().sum::<usize>() <= room { fits = middle } else { too_wide = middle }
    }
    let mut widths = level(fits);
    let mut left = room.saturating_sub(widths.iter().sum());
    for (width, &natural) in widths.iter_mut().zip(natural) {
        if left > 0 && *width < natural && *width == fits {
            *width += 1;
            left -= 1;
        }
    }
    widths
}

/// One line of printable characters, cut where it is too long.
fn printable_line(cell: Cell, keeps_marks: bool) -> String {
    let text = cell.text();
    let mut line: String = text
        .graphemes(true)
        .take(MAX_CELL_CHARACTERS)
        .map(|grapheme| match grapheme {
            "\n" | "\t" | "\r" | "\r\n" => " ",
            grapheme if keeps_marks && grapheme.chars().all(is_mark) => grapheme,
            grapheme if grapheme.contains(is_unprintable) => "\u{fffd}",
            grapheme => grapheme,
        })
        .collect();
    if text.graphemes(true).nth(MAX_CELL_CHARACTERS).is_some() {
        line.push('…');
    }
    line
}

impl Sink for Table<'_> {
    fn begin(&mut self, columns: &[Column]) -> io::Result<()> {
        if !self.columns.is_empty() {
            self.end()?;
            writeln!(self.out)?;
            (self.pages, self.left_out) = (0, 0);
        }
        self.columns = columns.iter().map(|column| printable_line(Cell::Text(&column.name), false)).collect();
        self.numeric = vec![true; columns.len()];
        Ok(())
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        for (numeric, cell) in self.numeric.iter_mut().zip(cells) {
            *numeric &= cell.is_number() || *cell == Cell::Null;
        }
        self.rows.push(cells.iter().map(|cell| PrintedCell::of(*cell, self.style.color)).collect());
        if self.rows.len() == ROWS_PER_PAGE { self.write_page() } else { Ok(()) }
    }

    fn finish(&mut self) -> io::Result<()> {
        self.end()?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(width: usize, rows: &[[Cell; 3]]) -> Vec<String> {
        let mut out = Vec::new();
        let mut sink = Table::new(Box::new(&mut out), Style { width, ..Style::default() });
        sink.begin(&["speaker", "quotes", "text"].map(|name| Column { name: name.into() })).unwrap();
        rows.iter().for_each(|row| sink.row(row).unwrap());
        sink.finish().unwrap();
        drop(sink);
        String::from_utf8(out).unwrap().lines().map(str::to_string).collect()
    }

    #[test]
    fn numbers_stand_right_and_wide_characters_keep_the_columns() {
        let rows = [
            [Cell::Text("林美華"), Cell::Integer(12), Cell::Text("a\tb")],
            [Cell::Text("Jose\u{301}"), Cell::Integer(3), Cell::Null],
        ];
        let lines = table(60, &rows);
        assert_eq!(lines[2], "林美華       12  a b");
        assert_eq!(lines[3], "Jose\u{301}          3");
        assert!(lines[0].starts_with("speaker  quotes  text"), "{lines:?}");
    }

    #[test]
    fn long_texts_are_wrapped_into_the_width() {
        let text = "The ferry will not sail before the wall is mended, and the wall is far from it.";
        let lines = table(48, &[[Cell::Text("Ilse Brandt"), Cell::Integer(1), Cell::Text(text)]]);
        assert!(lines.iter().all(|line| line.width() <= 48), "{lines:#?}");
        assert!(lines.len() > 4);
    }

    #[test]
    fn columns_share_the_width_and_those_without_room_are_named() {
        assert_eq!(fitted(&[5, 40, 3, 40], &[5, 14, 3, 14], 60), [5, 23, 3, 23]);
        assert_eq!(fitted(&[5, 10], &[5, 10], 60), [5, 10]);
        assert_eq!(fitted(&[40, 40, 40], &[14, 14, 14], 32), [15, 15]);
        assert_eq!(fitted(&[25, 40], &[25, 14], 50), [25, 23]);
        assert_eq!(fitted(&[40, 40], &[14, 14], 41), [20, 19]);
        assert_eq!(fitted(&[40], &[40], 20), [20]);
        let lines = table(
            24,
            &[[Cell::Text("Ilse Brandt and Eino Vik"), Cell::Integer(1), Cell::Text("a long text here")]],
        );
        assert_eq!(lines.last().unwrap(), "(no room for text: --vertical has all columns)");
    }

    #[test]
    fn heads_break_between_words_and_moments_nowhere() {
        let mut out = Vec::new();
        let mut sink = Table::new(Box::new(&mut out), Style { width: 72, ..Style::default() });
        sink.begin(&Column::named(["articles_before", "published_at", "text", "words_an_article"])).unwrap();
        let text = Cell::Text("The ferry will not sail before the wall is mended.");
        let moment = Cell::Text("2031-03-14 18:05:00+02:00");
        sink.row(&[Cell::Integer(7), moment, text, Cell::Real(12.5)]).unwrap();
        sink.finish().unwrap();
        drop(sink);
        let shown = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = shown.lines().collect();
        assert!(lines.iter().all(|line| line.width() <= 72), "{shown}");
        assert!(shown.contains("2031-03-14 18:05:00+02:00"), "{shown}");
        for word in ["articles_before", "published_at", "text"] {
            assert!(
                lines[..3].iter().any(|line| line.split_whitespace().any(|part| part == word)),
                "{word}: {shown}"
            );
        }
        // A number and its head end in the same place.
        let end = |line: &str, word: &str| line.find(word).map(|at| at + word.len());
        assert_eq!(end(lines[0], "articles_before"), lines.iter().find_map(|line| end(line, "7")), "{shown}");
    }

    #[test]
    fn an_empty_result_keeps_its_header() {
        assert_eq!(table(60, &[])[0], "speaker  quotes  text");
    }
}
