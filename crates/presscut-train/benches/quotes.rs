//! How much text the steps of the quote extractor read in a second, on one core: `cargo bench --bench quotes`.
//!
//! The text is that of `sample_data`, repeated, tokenised beforehand. Each step runs five times and its fastest run counts.
//! At the end one megabyte of quotation marks and two of them: a linear step takes twice as long.

use std::hint::black_box;
use std::time::{Duration, Instant};

use presscut_extract::training::quotes;
use presscut_extract::{Document, Extractor};

const ROUNDS: usize = 5;

fn fastest(mut work: impl FnMut()) -> Duration {
    let once = |()| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    std::iter::repeat_n((), ROUNDS).map(once).min().unwrap_or_default()
}

fn texts() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../sample_data/");
    let read = |page: &str| std::fs::read_to_string(format!("{folder}{page}")).unwrap_or_default();
    let pages = ["pages/harbour-bridge.txt", "pages/lighthouse-opens.txt", "crawl.jsonl"];
    let texts: Vec<String> = pages.iter().map(|page| read(page).replace("\\n", "\n")).collect();
    texts.iter().cycle().take(600).cloned().collect()
}

fn main() {
    let texts = texts();
    let bytes: usize = texts.iter().map(String::len).sum();
    let documents: Vec<Document> = texts.iter().map(|text| Document::new(text)).collect();
    let extractor = Extractor::default();
    let found: Vec<_> = documents.iter().map(|document| extractor.find_entities(document)).collect();
    let grammar = quotes::english_grammar();
    let models = quotes::Models::embedded().expect("the models of this build");
    println!("{} texts, {:.1} MB", texts.len(), bytes as f64 / 1e6);
    let show = |step: &str, took: Duration| {
        println!("{step:28} {:7.1} MB/s", bytes as f64 / 1e6 / took.as_secs_f64());
    };
    show(
        "marks",
        fastest(|| {
            documents.iter().for_each(|one| drop(black_box(quotes::find_quoted_spans(one, &grammar))))
        }),
    );
    show(
        "marks and kinds",
        fastest(|| {
            documents
                .iter()
                .for_each(|one| drop(black_box(quotes::classify_quoted_spans(one, &grammar, &models))))
        }),
    );
    show(
        "with speakers, given entities",
        fastest(|| {
            for (document, (entities, mentions, _)) in documents.iter().zip(&found) {
                drop(black_box(quotes::find_quotes(document, entities, mentions, &grammar, &models)));
            }
        }),
    );
    for marks in ["\"", "“", "‘a’ ", "“a” ", "said “a” he "] {
        let took = |megabytes: usize| {
            let text = marks.repeat((megabytes << 20) / marks.len());
            let document = Document::new(&text);
            fastest(|| drop(black_box(quotes::find_quotes(&document, &[], &[], &grammar, &models))))
        };
        let (one, two) = (took(1), took(2));
        println!(
            "a megabyte of {marks:14} {one:9.1?}, two take {:.2} times as long",
            two.as_secs_f64() / one.as_secs_f64()
        );
    }
}
