//! Colours of a terminal, and the marks that become colours.
//!
//! Whoever marks a part of a text does not know how it is shown. So the marks are two characters that no printable text has
//! (`output::printable` leaves them out), of no width; a table turns them into colours when its lines are laid out.

/// Before what is to be seen at once.
pub const MARK_BEGIN: char = '\u{2068}';

/// After it.
pub const MARK_END: char = '\u{2069}';

/// Bold letters.
pub(crate) const BOLD: &str = "\x1b[1m";

/// Bold letters in red.
const MARKED: &str = "\x1b[1;31m";

/// No colour, no bold.
pub(crate) const PLAIN: &str = "\x1b[0m";

/// Whether a character is a mark.
pub(crate) fn is_mark(c: char) -> bool {
    c == MARK_BEGIN || c == MARK_END
}

/// A line with its marks as colours; what is begun ends with the line.
pub(crate) fn paint_marks(line: &str) -> String {
    let mut painted = String::with_capacity(line.len() + 16);
    let mut is_marked = false;
    for c in line.chars() {
        match c {
            MARK_BEGIN => {
                painted.push_str(MARKED);
                is_marked = true;
            }
            MARK_END => {
                painted.push_str(PLAIN);
                is_marked = false;
            }
            c => painted.push(c),
        }
    }
    if is_marked {
        painted.push_str(PLAIN);
    }
    painted
}
