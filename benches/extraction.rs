//! How much text each stage of extraction reads in a second, on one core: `cargo bench --bench extraction`.
//!
//! The text is that of `sample_data`, repeated. Each stage runs five times and the fastest run counts, since other work
//! on the machine can only make it slower.

use std::hint::black_box;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use presscut_extract::{Document, Extractor};

const ROUNDS: usize = 5;

fn texts() -> Vec<String> {
    let pages = ["pages/harbour-bridge.txt", "pages/lighthouse-opens.txt", "crawl.jsonl"];
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/sample_data/");
    let read = |page: &str| std::fs::read_to_string(format!("{folder}{page}")).unwrap_or_default();
    let texts: Vec<String> = pages.iter().map(|page| read(page).replace("\\n", "\n")).collect();
    texts.iter().cycle().take(600).cloned().collect()
}

fn fastest(mut work: impl FnMut()) -> Duration {
    let once = |()| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    std::iter::repeat_n((), ROUNDS).map(once).min().unwrap_or_default()
}

fn main() {
    let texts = texts();
    let bytes: usize = texts.iter().map(String::len).sum();
    let documents: Vec<Document> = texts.iter().map(|text| Document::new(text)).collect();
    let tokens: usize = documents.iter().map(|document| document.tokens.len()).sum();
    let extractor = Extractor::default();
    let found: Vec<_> = documents.iter().map(|document| extractor.find_entities(document)).collect();
    let anchor = NaiveDate::from_ymd_opt(2031, 3, 13);
    println!("{} texts, {:.1} MB, {tokens} tokens", texts.len(), bytes as f64 / 1e6);
    let show = |stage: &str, took: Duration| {
        let seconds = took.as_secs_f64();
        let (megabytes, millions) = (bytes as f64 / 1e6 / seconds, tokens as f64 / 1e6 / seconds);
        println!("{stage:12} {megabytes:7.1} MB/s  {millions:6.2} million tokens/s");
    };
    show("tokens", fastest(|| texts.iter().for_each(|text| drop(black_box(Document::new(text))))));
    show(
        "dates",
        fastest(|| {
            documents.iter().for_each(|document| drop(black_box(extractor.find_dates(document, anchor))))
        }),
    );
    show(
        "entities",
        fastest(|| documents.iter().for_each(|document| drop(black_box(extractor.find_entities(document))))),
    );
    show(
        "quotes",
        fastest(|| {
            for (document, (entities, mentions, _)) in documents.iter().zip(&found) {
                drop(black_box(extractor.find_quotes(document, entities, mentions)));
            }
        }),
    );
    show("all", fastest(|| texts.iter().for_each(|text| drop(black_box(extractor.annotate(text, anchor))))));
}
