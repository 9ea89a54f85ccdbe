//! Trains the entity model:
//! `cargo run --release -p presscut-train --bin train_entities -- ANNOTATED.jsonl --output models/entities/model.bin`.
//!
//! Each line of the input is an article: {"text", "region", "split": "train"|"dev", "gold": [{"start", "end", "type"}]},
//! offsets in characters. Two conditional random fields are trained on the articles of the split "train": one that sees
//! the text, and one that sees what the first found elsewhere in the same article. The second learns from what the first
//! finds in articles that it has not seen: each fifth of the articles is tagged by a model of the other four. The model is
//! scored on the split "dev", as users run it, and its `MODEL.toml` is written beside it. The same inputs and options
//! give the same bytes.
//!
//! `--first-pass` stops after the first pass, which takes a sixth of the time, and writes nothing.
//! `--held 3` keeps every sixth article of "train" out, from the third on, to compare ways of training without looking at
//! "dev"; `--all` learns from "dev" too, as the shipped model did.
//! `--without Cluster,List` leaves families of features out, to measure what each is worth.
//! `--pack FOLDER` names the folder of the language pack whose lists go in [default: languages/en of presscut-extract].

mod corpus;
mod crf;
mod lists;
mod packing;
mod scoring;

use std::path::{Path, PathBuf};

use corpus::{Article, FeatureTable, FeaturedArticle, Learn, Part};
use crf::{Options, Row, Sentence, Weights};
use presscut_extract::training::entities::bioes::{OUTSIDE, Tag};
use presscut_extract::training::entities::features::sink::FeatureFamily;
use presscut_extract::training::entities::model::{Model, ROW_WIDTH};
use presscut_extract::training::entities::{English, EntityFinder, Gazetteer};
use presscut_train::artefact::{InputFile, TrainingRecord, english_pack};

/// The second pass learns from what the first finds in each of this many parts, trained on the others.
const PARTS: usize = 5;

/// The least occurrences of a feature of the second pass.
const SECOND_PASS_LEAST: u32 = 5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments = Arguments::parse();
    let (corpus_file, corpus) = InputFile::read(Path::new(&arguments.input))?;
    let articles = corpus::parse_articles(&corpus, arguments.learn)?;
    let (gazetteer_bytes, list_files) = lists::build_gazetteer(&arguments.pack)?;
    let (gazetteer, _) = Gazetteer::from_bytes(&gazetteer_bytes).ok_or("the lists make no gazetteer")?;
    let (featured, table) = corpus::make_features(&articles, gazetteer, arguments.least, &arguments.without);
    println!("{} articles, {} features", articles.len(), table.hashes.len());
    let (first, found) = first_pass(&articles, &featured, &table, &arguments);
    let mut scores = scoring::score_tags("first pass", &articles, &featured, |at| &found[at].0);
    if arguments.first_pass_only {
        return Ok(());
    }
    let (again, second_table) =
        corpus::make_second_pass_features(&articles, &featured, found, gazetteer, SECOND_PASS_LEAST);
    let sentences: Vec<&Sentence> = training_sentences(&articles, &again, |_| true);
    let second =
        Weights::learn(&sentences, second_table.hashes.len(), Some(&first.transitions), arguments.second);
    let tagged: Vec<Vec<Tag>> = again.iter().map(|article| tag_article(&second, article).0).collect();
    scores.extend(scoring::score_tags("second pass", &articles, &featured, |at| &tagged[at]));
    let Some(output) = &arguments.output else { return Ok(()) };
    let occurrences = packing::count_occurrences(&featured, &articles, table.hashes.len());
    let bytes = packing::pack_model(
        &gazetteer_bytes,
        (&first, &table, &occurrences),
        (&second, &second_table),
        arguments.rows,
    );
    let finder = EntityFinder::new(Model::from_bytes(bytes.clone())?, &English);
    scores.extend(scoring::score_model(&articles, &featured, &finder));
    let record = TrainingRecord {
        name: "entities",
        language: "en",
        seed: "fixed in the code: 0x2545f4914f6cdd1d (order of sentences), 0x9e3779b97f4a7c15 (hidden features)",
        options: arguments.to_options(),
        lists: list_files,
        corpora: vec![corpus_file],
        scores,
    };
    record.write(&bytes, output, &arguments.command)?;
    Ok(())
}

/// Trains the first pass on all articles to train on; gives it, and what a model that has not seen an article finds in it.
fn first_pass(
    articles: &[Article],
    featured: &[FeaturedArticle],
    table: &FeatureTable,
    arguments: &Arguments,
) -> (Weights, Vec<Tagged>) {
    let learn = |part: usize| {
        let sentences = training_sentences(articles, featured, |at| at % PARTS != part);
        Weights::learn(&sentences, table.hashes.len(), None, arguments.first)
    };
    // One more than the parts: the last leaves none out.
    let mut weights: Vec<Weights> = std::thread::scope(|scope| {
        let least = if arguments.first_pass_only { PARTS } else { 0 };
        let threads: Vec<_> = (least..=PARTS).map(|part| scope.spawn(move || learn(part))).collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
    });
    let found = articles.iter().zip(featured).enumerate().map(|(at, (article, featured))| {
        let part = if article.part == Part::Train { at % PARTS } else { PARTS };
        tag_article(&weights[part.min(weights.len() - 1)], featured)
    });
    let found = found.collect();
    (weights.swap_remove(weights.len() - 1), found)
}

fn training_sentences<'s>(
    articles: &[Article],
    featured: &'s [FeaturedArticle],
    keep: impl Fn(usize) -> bool,
) -> Vec<&'s Sentence> {
    let kept = articles
        .iter()
        .zip(featured)
        .enumerate()
        .filter(|(at, (article, _))| article.part == Part::Train && keep(*at));
    kept.flat_map(|(_, (_, featured))| &featured.sentences).collect()
}

/// An article's tags, and the scores that they come from.
type Tagged = (Vec<Tag>, Vec<Row>);

/// Tags an article.
fn tag_article(weights: &Weights, featured: &FeaturedArticle) -> Tagged {
    let (mut tags, mut scores) = (vec![OUTSIDE; featured.tokens], vec![[0.0; ROW_WIDTH]; featured.tokens]);
    for (sentence, range) in featured.sentences.iter().zip(&featured.ranges) {
        let own = weights.scores(sentence);
        tags[range.clone()].copy_from_slice(&weights.tags(&own));
        scores[range.clone()].copy_from_slice(&own);
    }
    (tags, scores)
}

/// The command line.
struct Arguments {
    command: Vec<String>,
    input: String,
    output: Option<PathBuf>,
    pack: PathBuf,
    learn: Learn,
    first_pass_only: bool,
    without: Vec<FeatureFamily>,
    least: u32,
    rows: usize,
    first: Options,
    second: Options,
}

impl Arguments {
    fn parse() -> Arguments {
        let words: Vec<String> = std::env::args().skip(1).collect();
        let after =
            |name: &str| words.iter().position(|word| word == name).and_then(|at| words.get(at + 1)).cloned();
        let number = |name: &str, usual: f32| after(name).and_then(|text| text.parse().ok()).unwrap_or(usual);
        let without = after("--without").unwrap_or_default();
        let family = |name: &str| FeatureFamily::ALL.into_iter().find(|family| format!("{family:?}") == name);
        let command = ["train_entities".to_string()].into_iter().chain(words.iter().cloned()).collect();
        Arguments {
            command,
            input: words.first().cloned().unwrap_or_default(),
            output: after("--output").map(PathBuf::from),
            pack: after("--pack").map_or_else(english_pack, PathBuf::from),
            first_pass_only: words.iter().any(|word| word == "--first-pass"),
            learn: match after("--held").and_then(|number| number.parse().ok()) {
                Some(held) => Learn::Without(held),
                None if words.iter().any(|word| word == "--all") => Learn::All,
                None => Learn::Train,
            },
            without: without.split(',').filter_map(family).collect(),
            least: number("--least", 2.0) as u32,
            rows: number("--rows", 158_000.0) as usize,
            first: Options {
                rate: number("--rate", 0.03),
                hidden: number("--hidden", 0.5),
                rounds: number("--rounds", 10.0) as usize,
                models: number("--models", 2.0) as usize,
            },
            second: Options {
                rate: number("--rate2", 0.02),
                hidden: number("--hidden2", 0.5),
                rounds: number("--rounds2", 4.0) as usize,
                models: 1,
            },
        }
    }
    /// The options in force, for the record of the run.
    fn to_options(&self) -> Vec<(&'static str, String)> {
        let pass = |pass: &Options| {
            let Options { rate, hidden, rounds, models } = pass;
            format!("rate {rate}, hidden {hidden}, rounds {rounds}, models {models}")
        };
        vec![
            ("learn", format!("{:?}", self.learn)),
            ("without", format!("{:?}", self.without)),
            ("least_occurrences", self.least.to_string()),
            ("rows", self.rows.to_string()),
            ("first_pass", pass(&self.first)),
            ("second_pass", pass(&self.second)),
        ]
    }
}
