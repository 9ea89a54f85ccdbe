//! What is fuzzed: a target for every part of presscut that reads what strangers wrote.
//!
//! A target takes any bytes and returns, or panics: an overflow, an index out of range or a broken promise (a span that
//! is not what stands at its place, an archive that SQL has changed) is a fault. The same targets run coverage-guided
//! under libFuzzer (`run.sh`) and over the corpus with plain mutations in `cargo test`.

mod annotations;
mod questions;
mod scrapes;
mod texts;

/// One thing that is fuzzed.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// Its name, which is also its folder in `corpus`.
    pub name: &'static str,
    /// Reads any bytes; panics where a promise is broken.
    pub run: fn(&[u8]),
}

/// Every target. `tests/targets.rs` holds the list of readers against the formats that presscut has.
pub const TARGETS: &[Target] = &[
    Target { name: "read_detected", run: scrapes::read_detected },
    Target { name: "read_text", run: |bytes| scrapes::read_as("text", bytes) },
    Target { name: "read_jsonl", run: |bytes| scrapes::read_as("jsonl", bytes) },
    Target { name: "read_json", run: |bytes| scrapes::read_as("json", bytes) },
    Target { name: "read_html", run: |bytes| scrapes::read_as("html", bytes) },
    Target { name: "read_csv", run: |bytes| scrapes::read_as("csv", bytes) },
    Target { name: "read_warc", run: |bytes| scrapes::read_as("warc", bytes) },
    Target { name: "read_arc", run: |bytes| scrapes::read_as("arc", bytes) },
    Target { name: "read_feed", run: |bytes| scrapes::read_as("feed", bytes) },
    Target { name: "read_mhtml", run: |bytes| scrapes::read_as("mhtml", bytes) },
    Target { name: "read_zip", run: |bytes| scrapes::read_as("zip", bytes) },
    Target { name: "read_tar", run: |bytes| scrapes::read_as("tar", bytes) },
    Target { name: "read_workbook", run: |bytes| scrapes::read_as("workbook", bytes) },
    Target { name: "clean", run: texts::clean_page },
    Target { name: "written_dates", run: texts::read_written_dates },
    Target { name: "bylines", run: texts::read_bylines },
    Target { name: "addresses", run: texts::read_addresses },
    Target { name: "entities", run: annotations::find_entities },
    Target { name: "quotes", run: annotations::find_quotes },
    Target { name: "dates", run: annotations::find_dates },
    Target { name: "sql_script", run: questions::lex_sql },
    Target { name: "sql_sandbox", run: questions::run_sql },
    Target { name: "search", run: questions::search },
    Target { name: "query_header", run: questions::read_query_header },
    Target { name: "day_phrases", run: questions::read_day_phrase },
    Target { name: "report", run: questions::read_report },
];

/// The target of a name.
pub fn target(name: &str) -> Option<Target> {
    TARGETS.iter().copied().find(|target| target.name == name)
}
