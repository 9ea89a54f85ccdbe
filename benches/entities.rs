//! How many tokens the recogniser of names reads in a second, on one core: `cargo bench --bench entities`.
//!
//! The text is that of `sample_data`, over and over, or that of the files that are named after `--`. DocumentFeatures, tags and
//! links are timed together, as an import pays for them, and the features alone. What counts is the time that the
//! processor gave to this thread, where the system tells it, and the fastest of five runs: other work on the machine
//! can only make them slower. The start is what the first text of a process waits for the model to be laid out.

use std::hint::black_box;
use std::time::{Duration, Instant};

use presscut_extract::entities::features::DocumentFeatures;
use presscut_extract::entities::features::word_types::WordTypes;
use presscut_extract::{Document, entities};

const ROUNDS: usize = 5;

fn texts() -> Vec<String> {
    let named: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let samples = ["pages/harbour-bridge.txt", "pages/lighthouse-opens.txt", "crawl.jsonl"];
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/sample_data/");
    let paths = if named.is_empty() { samples.map(|page| format!("{folder}{page}")).to_vec() } else { named };
    let read = |path: &String| std::fs::read_to_string(path).unwrap_or_default().replace("\\n", "\n");
    let texts: Vec<String> = paths.iter().map(read).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let times = 3_000_000 / bytes.max(1) + 1;
    texts.iter().cycle().take(times * texts.len()).cloned().collect()
}

/// What the processor has given to this thread so far.
fn spent(start: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split_whitespace().next()?.parse().ok());
    nanoseconds.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

fn fastest(mut work: impl FnMut()) -> Duration {
    let start = Instant::now();
    let once = |()| {
        let before = spent(start);
        work();
        spent(start) - before
    };
    std::iter::repeat_n((), ROUNDS).map(once).min().unwrap_or_default()
}

fn main() {
    let start = Instant::now();
    let before = spent(start);
    let model = entities::model();
    println!("model laid out in {:.1} ms", (spent(start) - before).as_secs_f64() * 1000.0);
    let texts = texts();
    let documents: Vec<Document> = texts.iter().map(|text| Document::new(text)).collect();
    let tokens: usize = documents.iter().map(|document| document.tokens.len()).sum();
    println!("{} texts, {tokens} tokens", texts.len());
    let show = |stage: &str, took: Duration| {
        println!("{stage:24} {:6.2} million tokens/s", tokens as f64 / 1e6 / took.as_secs_f64());
    };
    show(
        "cutting into tokens",
        fastest(|| texts.iter().for_each(|text| drop(black_box(Document::new(text))))),
    );
    let mut words = WordTypes::default();
    let mut look = |document: &Document| {
        let numbers = words.for_model(document, model);
        black_box(DocumentFeatures::new(document, &numbers, &words, model.gazetteer()));
    };
    show("what is seen", fastest(|| documents.iter().for_each(&mut look)));
    show(
        "seen and tagged",
        fastest(|| {
            documents.iter().for_each(|document| drop(black_box(entities::recognise(document, model))))
        }),
    );
    show(
        "seen, tagged and linked",
        fastest(|| documents.iter().for_each(|document| drop(black_box(entities::find(document))))),
    );
}
