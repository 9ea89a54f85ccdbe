//! Trains the models that classify quoted spans and find speakers:
//! `cargo run --release -p presscut-train --bin train_quotes -- ANNOTATED.jsonl MODEL [ROUNDS] [OTHERS.jsonl]`.
//!
//! Each line of the input is an article: {"text", "gold": [{"start", "end", "speaker", "speaker_start", "speaker_end",
//! "speaker_silver"}], "ignore": [[start, end]]}, offsets in characters. What is between quotation marks and not in "gold"
//! is nobody's speech. Articles without any "gold" are left out: their annotators did not read their marks. The models are
//! log-linear, trained by stochastic gradient steps of falling size and averaged; the second learns from the decisions of
//! the first. The curves of confidence come from cross-validation: each fifth of the articles is read by models that learned
//! from the others. The order of articles is fixed, so that the same inputs give the same bytes. Their `MODEL.toml` is written
//! beside them. On OTHERS, if given, the models' decisions are counted by how certain they were.

mod calibration;
mod corpus;
mod decisions;
mod learner;
mod stages;

use std::path::Path;

use presscut_extract::training::quotes::english_grammar;
use presscut_train::artefact::{InputFile, TrainingRecord, english_pack};

use corpus::AnnotatedText;

/// The files of the language pack that quotes depend on; the entity model finds whom pronouns mean.
const PACK_FILES: [&str; 12] = [
    "function_words.txt",
    "gendered_titles.txt",
    "given_names.txt",
    "reporting_verbs.txt",
    "role_nouns.txt",
    "speech_nouns.txt",
    "lists/capitals.txt",
    "lists/cities_large.txt",
    "lists/country_names.txt",
    "lists/places_known.txt",
    "lists/regions.txt",
    "models/entities/model.bin",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, input, output, rest @ ..] = &arguments[..] else {
        return Err("give the annotated articles and where the models go".into());
    };
    let rounds: usize = rest.first().map_or(Ok(12), |text| text.parse())?;
    let (corpus_file, corpus) = InputFile::read(Path::new(input))?;
    let articles = corpus::parse_articles(&corpus)?;
    println!("{} articles", articles.len());
    let texts: Vec<AnnotatedText> = articles.iter().map(AnnotatedText::new).collect();
    let grammar = english_grammar();
    let (curves, mut scores) = calibration::cross_validate(&texts, &grammar, rounds);
    let (models, learned) = stages::learn(&texts.iter().collect::<Vec<_>>(), &grammar, rounds);
    let models = models.calibrated(curves.speaker, curves.pronoun);
    scores.extend(learned);
    if let Some(others) = rest.get(1) {
        let others = corpus::parse_articles(&std::fs::read_to_string(others)?)?;
        let others: Vec<AnnotatedText> = others.iter().map(AnnotatedText::new).collect();
        scores.push(decisions::print_decisions(&others, &grammar, &models));
    }
    let pack = english_pack();
    let lists = PACK_FILES.map(|name| Ok(InputFile::read_bytes(&pack.join(name))?.0));
    let record = TrainingRecord {
        name: "quotes",
        language: "en",
        seed: "fixed in the code: four seeds (orders of articles)",
        options: vec![("rounds", rounds.to_string())],
        lists: lists.into_iter().collect::<std::io::Result<_>>()?,
        corpora: vec![corpus_file],
        scores,
    };
    record.write(&models.to_bytes(), Path::new(output), &arguments)?;
    Ok(())
}
