//! The width of the terminal.

/// The width of a table where nothing says how wide the terminal is, in characters.
const DEFAULT_WIDTH: usize = 100;

/// The terminal's width in characters, or what COLUMNS says; `None` where neither is known.
pub(crate) fn known_width() -> Option<usize> {
    let columns = || std::env::var("COLUMNS").ok()?.parse().ok();
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)).or_else(columns)
}

/// The width for a table.
pub(crate) fn table_width() -> usize {
    known_width().unwrap_or(DEFAULT_WIDTH)
}
