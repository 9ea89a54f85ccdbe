//! How fast time expressions are found and resolved, on one core, without any other stage: `cargo bench --bench dates`.
//!
//! The text is that of `sample_data`, repeated, and text made to be slow, with nothing but words of time. Tokens and
//! sentences are made beforehand, since all extractors share them. Processor time of this thread is measured where the
//! system gives it (Linux), so that other work on the machine does not count.

use std::hint::black_box;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use presscut_extract::Extractor;

const ROUNDS: usize = 7;

fn sample() -> String {
    let pages = ["pages/harbour-bridge.txt", "pages/lighthouse-opens.txt", "crawl.jsonl"];
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/sample_data/");
    let read = |page: &str| std::fs::read_to_string(format!("{folder}{page}")).unwrap_or_default();
    pages.map(|page| read(page).replace("\\n", "\n")).join("\n\n")
}

/// Processor time of this thread.
fn processor_time() -> Option<Duration> {
    let statistics = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    statistics.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

fn fastest(mut work: impl FnMut()) -> Duration {
    let once = |()| {
        let (start, begun) = (Instant::now(), processor_time());
        work();
        let spent = processor_time().zip(begun).map(|(end, begun)| end - begun);
        spent.unwrap_or_else(|| start.elapsed())
    };
    std::iter::repeat_n((), ROUNDS).map(once).min().unwrap_or_default()
}

fn main() {
    let texts = [
        ("sample_data", sample(), 3_000_000),
        ("on on Monday 2024-2024-", "on on on Monday Monday 2024-2024-".to_string(), 1_000_000),
        ("two and a half", "two and a half and twenty-one or the early late mid ".to_string(), 1_000_000),
        ("one line, half as long", "on on on Monday Monday 2024-2024-".to_string(), 500_000),
    ];
    let anchor = NaiveDate::from_ymd_opt(2031, 3, 13);
    let extractor = Extractor::default();
    for (name, text, size) in texts {
        // Articles of some length; the made-up texts are one sentence each.
        let text = text.repeat(if name == "sample_data" { 1 } else { size / text.len() });
        let document = extractor.segment(&text);
        let times = if name == "sample_data" { size / text.len().max(1) } else { 1 };
        let mut found = 0;
        let took = fastest(|| {
            found = (0..times).map(|_| black_box(extractor.find_dates(&document, anchor)).len()).sum();
        });
        let bytes = (text.len() * times) as f64;
        println!(
            "{name:24} {:6.2} MB {found:8} dates {:8.1} MB/s",
            bytes / 1e6,
            bytes / 1e6 / took.as_secs_f64()
        );
    }
}
