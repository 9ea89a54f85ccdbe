//! What the user wants of the screen: colours, and a pager. A value of the program, set once, as every command that shows
//! rows asks for it.

use std::io::IsTerminal;
use std::sync::OnceLock;

use crate::cli::ColorChoice;

/// Lines of the screen that a result leaves free: for the count of rows and the next prompt.
const FREE_LINES: usize = 3;

/// What the user wants.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DisplayPolicy {
    /// When to colour.
    pub color: ColorChoice,
    /// Whether long results go to a pager.
    pub pages: bool,
}

static POLICY: OnceLock<DisplayPolicy> = OnceLock::new();

/// Sets what the user wants; what comes later is not taken.
pub(crate) fn set_display_policy(policy: DisplayPolicy) {
    let _ = POLICY.set(policy);
}

/// Whether stdout is coloured.
pub(crate) fn is_stdout_colored() -> bool {
    match POLICY.get().map(|policy| policy.color) {
        Some(ColorChoice::Always) => true,
        Some(ColorChoice::Never) => false,
        Some(ColorChoice::Auto) | None => {
            std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
                && std::io::stdout().is_terminal()
                && understands_colors()
        }
    }
}

/// Whether the terminal takes colours: the console of Windows does since it was told so, and shows signs instead where it is an
/// old one.
fn understands_colors() -> bool {
    static UNDERSTANDS: OnceLock<bool> = OnceLock::new();
    *UNDERSTANDS.get_or_init(|| anstyle_query::windows::enable_ansi_colors().unwrap_or(true))
}

/// How many lines fit on the screen before a pager is wanted; none where none is.
pub(crate) fn screen_lines() -> Option<usize> {
    let pages = POLICY.get().is_some_and(|policy| policy.pages) && std::io::stdout().is_terminal();
    let height = terminal_size::terminal_size().map(|(_, height)| usize::from(height.0));
    height.filter(|_| pages).map(|height| height.saturating_sub(FREE_LINES))
}
