//! The user's command line as one text, for the ledger.

/// The words after the program's name, separated by spaces.
pub(crate) fn command_line() -> String {
    let words = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned());
    words.collect::<Vec<_>>().join(" ")
}
