//! How many tokens the finder of entities reads in a second, on one core: `cargo bench --bench entities`.
//!
//! The text is that of `sample_data`, repeated, or that of the files that are named after `--`. Features, tags and
//! coreference are timed together, as an import pays for them, and the features alone. Processor time of this thread is
//! measured where the system gives it (Linux), and the fastest of five runs counts: other work on the machine can only
//! make them slower. Loading is what a process waits before its first text.

use std::hint::black_box;
use std::time::{Duration, Instant};

use presscut_extract::training::entities::features::DocumentFeatures;
use presscut_extract::training::entities::features::word_types::WordTypes;
use presscut_extract::training::entities::model::Model;
use presscut_extract::training::entities::{English, EntityFinder};
use presscut_extract::{Document, Extractor};

const ROUNDS: usize = 5;

fn texts() -> Vec<String> {
    let named: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let samples = ["pages/harbour-bridge.txt", "pages/lighthouse-opens.txt", "crawl.jsonl"];
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../sample_data/");
    let paths = if named.is_empty() { samples.map(|page| format!("{folder}{page}")).to_vec() } else { named };
    let read = |path: &String| std::fs::read_to_string(path).unwrap_or_default().replace("\\n", "\n");
    let texts: Vec<String> = paths.iter().map(read).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let times = 3_000_000 / bytes.max(1) + 1;
    texts.iter().cycle().take(times * texts.len()).cloned().collect()
}

/// Processor time of this thread so far.
fn spent(start: Instant) -> Duration {
    let statistics = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = statistics.and_then(|text| text.split_whitespace().next()?.parse().ok());
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
    let extractor = Extractor::default();
    println!("loaded in {:.1} ms", (spent(start) - before).as_secs_f64() * 1000.0);
    let model = || {
        Model::from_bytes(
            &include_bytes!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../presscut-extract/languages/en/models/entities/model.bin"
            ))[..],
        )
    };
    let (model, finder) =
        (model().expect("the model"), EntityFinder::new(model().expect("the model"), &English));
    let texts = texts();
    let documents: Vec<Document> = texts.iter().map(|text| Document::new(text)).collect();
    let tokens: usize = documents.iter().map(|document| document.tokens.len()).sum();
    println!("{} texts, {tokens} tokens", texts.len());
    let show = |stage: &str, took: Duration| {
        println!("{stage:24} {:6.2} million tokens/s", tokens as f64 / 1e6 / took.as_secs_f64());
    };
    show("tokens", fastest(|| texts.iter().for_each(|text| drop(black_box(Document::new(text))))));
    let mut words = WordTypes::default();
    let mut make_features = |document: &Document| {
        let numbers = words.number_tokens(document, model.id(), model.gazetteer(), &English);
        black_box(DocumentFeatures::new(document, &numbers, &words, model.gazetteer(), &English));
    };
    show("document features", fastest(|| documents.iter().for_each(&mut make_features)));
    show(
        "features and tags",
        fastest(|| documents.iter().for_each(|document| drop(black_box(finder.tag_names(document))))),
    );
    show(
        "all, with coreference",
        fastest(|| documents.iter().for_each(|document| drop(black_box(extractor.find_entities(document))))),
    );
}
