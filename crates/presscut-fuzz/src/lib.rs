//! What is fuzzed: a target for every part of presscut that reads what strangers wrote.
//!
//! A target takes any bytes and returns, or panics: an overflow, an index out of range or a broken promise (a span that
//! is not what stands at its place, an archive that SQL has changed) is a fault. The same targets run coverage-guided
//! under libFuzzer (`run.sh`) and over the corpus with plain mutations in `cargo test`.

mod annotations;
mod questions;
mod scrapes;
mod texts;

use presscut::read::Format;

/// One thing that is fuzzed.
#[derive(Debug, Clone)]
pub struct Target {
    /// Its name, which is also its folder in `corpus`.
    pub name: String,
    read: Reads,
}

/// Reads any bytes; panics where a promise is broken.
type ReadBytes = fn(&[u8]);

/// What a target does with bytes.
#[derive(Debug, Clone, Copy)]
enum Reads {
    /// Reads them as a format.
    As(Format),
    /// Something else.
    Other(ReadBytes),
}

impl Target {
    /// Reads any bytes; panics where a promise is broken.
    pub fn run(&self, bytes: &[u8]) {
        match self.read {
            Reads::As(format) => scrapes::read_as(format, bytes),
            Reads::Other(run) => run(bytes),
        }
    }
}

/// The targets beside the readers of formats.
const OTHERS: &[(&str, ReadBytes)] = &[
    ("read_detected", scrapes::read_detected),
    ("clean", texts::clean_page),
    ("written_dates", texts::read_written_dates),
    ("bylines", texts::read_bylines),
    ("addresses", texts::read_addresses),
    ("entities", annotations::find_entities),
    ("quotes", annotations::find_quotes),
    ("dates", annotations::find_dates),
    ("sql_script", questions::lex_sql),
    ("sql_sandbox", questions::run_sql),
    ("search", questions::search),
    ("query_header", questions::read_query_header),
    ("day_phrases", questions::read_day_phrase),
    ("report", questions::read_report),
];

/// Every target: a reader of each format that presscut has, and the others.
pub fn targets() -> Vec<Target> {
    let readers =
        Format::all().map(|format| Target { name: format!("read_{format}"), read: Reads::As(format) });
    let others =
        OTHERS.iter().map(|(name, run)| Target { name: (*name).to_owned(), read: Reads::Other(*run) });
    readers.chain(others).collect()
}

/// The target of a name.
pub fn target(name: &str) -> Option<Target> {
    targets().into_iter().find(|target| target.name == name)
}
