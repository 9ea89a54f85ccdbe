//! How many lines a text takes in a cell of a given width, and how high a row is then.
//!
//! Widths are in characters as spreadsheets count them: digits of the workbook's font (Calibri 11). Letters are narrower
//! or wider than a digit. Every figure here is rounded up: a row with an empty line is no fault, a quote that is cut is.

use unicode_width::UnicodeWidthChar;

/// Points of a line of Calibri 11.
const LINE_POINTS: f64 = 15.0;

/// No row is higher than this in Excel, in points.
const MAX_ROW_POINTS: f64 = 409.0;

/// Lines that a row has room for.
pub(crate) const MAX_ROW_LINES: usize = (MAX_ROW_POINTS / LINE_POINTS) as usize;

/// How wide a character is, in hundredths of a digit.
fn character_width(c: char) -> usize {
    match c {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | ' ' | '.' | ',' | ':' | ';' | '\'' | '!' | '|' | '('
        | ')' | '’' | '‘' => 70,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' | '…' => 175,
        'A'..='Z' => 130,
        c if c.is_ascii() => 105,
        c => match c.width() {
            Some(0) | None => 0,
            Some(1) => 125,
            Some(_) => 220,
        },
    }
}

/// How wide a text is on one line, in characters, rounded up; line breaks part it.
pub(crate) fn text_width(text: &str) -> usize {
    let line = |line: &str| line.chars().map(character_width).sum::<usize>().div_ceil(100);
    text.lines().map(line).max().unwrap_or(0)
}

/// How many lines a text takes in a column of this width.
pub(crate) fn lines_in_column(text: &str, width: usize) -> usize {
    let room = width.max(1) * 100;
    text.split('\n').map(|line| lines_of_paragraph(line, room)).sum()
}

/// Breaks at blanks; a word that is wider than the column, or is of a script without blanks, fills its lines.
fn lines_of_paragraph(text: &str, room: usize) -> usize {
    let (mut lines, mut used) = (1, 0);
    for word in text.split_inclusive([' ', '-']) {
        let width: usize = word.chars().map(character_width).sum();
        let blank = if word.ends_with(' ') { character_width(' ') } else { 0 };
        if used > 0 && used + width - blank > room {
            lines += 1;
            used = 0;
        }
        let total = used + width;
        if total - blank > room {
            lines += (total - blank) / room;
            used = (total - blank) % room;
        } else {
            used = total;
        }
    }
    lines
}

/// The height of a row of this many lines, in points.
pub(crate) fn row_points(lines: usize) -> f64 {
    (lines as f64 * LINE_POINTS + 1.0).min(MAX_ROW_POINTS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_are_counted_at_blanks_and_breaks() {
        assert_eq!(lines_in_column("", 20), 1);
        assert_eq!(lines_in_column("The ferry will not sail", 40), 1);
        assert_eq!(lines_in_column("The ferry will not sail before the wall is mended", 20), 3);
        assert_eq!(lines_in_column("one\ntwo\n\nthree", 20), 4);
        assert_eq!(lines_in_column(&"x".repeat(100), 20), 6);
        // Wide letters are a little wider than two digits.
        assert_eq!(lines_in_column(&"台".repeat(30), 22), 4);
        assert_eq!(row_points(1000), 409.0);
    }

    proptest! {
        #[test]
        fn a_wider_column_never_takes_more_lines(text in "\\PC{0,300}", width in 5usize..60) {
            prop_assert!(lines_in_column(&text, width + 20) <= lines_in_column(&text, width));
        }
    }
}
