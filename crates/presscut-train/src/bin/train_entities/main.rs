//! Trains the entity recogniser:
//! `cargo run --release --example train_entities -- ANNOTATED.jsonl --output MODEL`.
//!
//! Each line of the input is an article: {"text", "region", "split": "train"|"dev", "gold": [{"start", "end", "type"}]},
//! offsets in characters. Two conditional random fields are learnt from the articles of the split "train": one that sees
//! the text, and one that sees what the first found elsewhere in the same article. The second learns from what the first
//! finds in articles that it has not seen: each fifth of the articles is tagged by a model of the other four. The same
//! data give the same bytes. What comes out is scored on the split "dev", as it is shipped.
//!
//! `--first-pass` stops after the first, which takes a sixth of the time.
//! `--held 3` keeps every sixth article of "train" out, from the third on, to compare ways of training without looking at
//! "dev"; `--all` learns from "dev" too, as the model that is shipped did.
//! `--without Cluster,List` takes families of features away, to see what each is worth.

mod corpus;
mod crf;
mod lists;
mod packing;
mod scoring;

use corpus::{Article, Learn, Part, Seen, Table};
use crf::{Options, Row, Sentence, Weights};
use presscut_extract::entities::crf::bioes::{OUTSIDE, Tag};
use presscut_extract::entities::crf::model::{Model, ROW_WIDTH};
use presscut_extract::entities::features::FeatureFamily;
use presscut_extract::entities::gazetteer::Gazetteer;

/// The second pass learns from what models of the other parts find in each of so many parts.
const PARTS: usize = 5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments = Arguments::new();
    let articles = corpus::read(&arguments.input, arguments.learn)?;
    let lexicon_bytes: &'static [u8] = lists::gazetteer().leak();
    let (gazetteer, _) = Gazetteer::from_bytes(lexicon_bytes).ok_or("the lists make no gazetteer")?;
    let (seen, table) = corpus::look(&articles, gazetteer, arguments.least, &arguments.without);
    println!("{} articles, {} features", articles.len(), table.hashes.len());
    let (first, found) = first_pass(&articles, &seen, &table, &arguments);
    scoring::show("first pass", &articles, &seen, |at| &found[at].0);
    if arguments.first_pass_only {
        return Ok(());
    }
    let (again, second_table) = corpus::look_again(&articles, &seen, found, gazetteer, 5);
    let sentences: Vec<&Sentence> = training(&articles, &again, |_| true);
    let second =
        Weights::learn(&sentences, second_table.hashes.len(), Some(&first.transitions), arguments.second);
    let tagged: Vec<Vec<Tag>> = again.iter().map(|seen| tag(&second, seen).0).collect();
    scoring::show("second pass", &articles, &seen, |at| &tagged[at]);
    let Some(output) = &arguments.output else { return Ok(()) };
    let often = packing::often(&seen, &articles, table.hashes.len());
    let bytes =
        packing::pack(lexicon_bytes, (&first, &table, &often), (&second, &second_table), arguments.rows);
    std::fs::write(output, &bytes)?;
    let model = Model::new(bytes.leak())?;
    scoring::show_model(&articles, &seen, &model);
    Ok(())
}

/// Learns the first pass from all articles to train on; gives it, and what is found in each article by a model that has
/// not seen it.
fn first_pass(
    articles: &[Article],
    seen: &[Seen],
    table: &Table,
    arguments: &Arguments,
) -> (Weights, Vec<Tagged>) {
    let learn = |part: usize| {
        let sentences = training(articles, seen, |at| at % PARTS != part);
        Weights::learn(&sentences, table.hashes.len(), None, arguments.first)
    };
    // One more than the parts: the last leaves none out.
    let mut weights: Vec<Weights> = std::thread::scope(|scope| {
        let least = if arguments.first_pass_only { PARTS } else { 0 };
        let threads: Vec<_> = (least..=PARTS).map(|part| scope.spawn(move || learn(part))).collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
    });
    let found = articles.iter().zip(seen).enumerate().map(|(at, (article, seen))| {
        let part = if article.part == Part::Train { at % PARTS } else { PARTS };
        tag(&weights[part.min(weights.len() - 1)], seen)
    });
    let found = found.collect();
    (weights.swap_remove(weights.len() - 1), found)
}

fn training<'s>(articles: &[Article], seen: &'s [Seen], keep: impl Fn(usize) -> bool) -> Vec<&'s Sentence> {
    let kept = articles
        .iter()
        .zip(seen)
        .enumerate()
        .filter(|(at, (article, _))| article.part == Part::Train && keep(*at));
    kept.flat_map(|(_, (_, seen))| &seen.sentences).collect()
}

/// An article's tags, and the scores that they come from.
type Tagged = (Vec<Tag>, Vec<Row>);

/// Tags an article.
fn tag(weights: &Weights, seen: &Seen) -> Tagged {
    let (mut tags, mut scores) = (vec![OUTSIDE; seen.tokens], vec![[0.0; ROW_WIDTH]; seen.tokens]);
    for (sentence, range) in seen.sentences.iter().zip(&seen.ranges) {
        let own = weights.scores(sentence);
        tags[range.clone()].copy_from_slice(&weights.tags(&own));
        scores[range.clone()].copy_from_slice(&own);
    }
    (tags, scores)
}

/// What was asked for.
struct Arguments {
    input: String,
    output: Option<String>,
    learn: Learn,
    first_pass_only: bool,
    without: Vec<FeatureFamily>,
    least: u32,
    rows: usize,
    first: Options,
    second: Options,
}

impl Arguments {
    fn new() -> Arguments {
        let words: Vec<String> = std::env::args().skip(1).collect();
        let after =
            |name: &str| words.iter().position(|word| word == name).and_then(|at| words.get(at + 1)).cloned();
        let number = |name: &str, usual: f32| after(name).and_then(|text| text.parse().ok()).unwrap_or(usual);
        let without = after("--without").unwrap_or_default();
        let family = |name: &str| FeatureFamily::ALL.into_iter().find(|family| format!("{family:?}") == name);
        Arguments {
            input: words.first().cloned().unwrap_or_default(),
            output: after("--output"),
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
            },
            second: Options {
                rate: number("--rate2", 0.02),
                hidden: number("--hidden2", 0.5),
                rounds: number("--rounds2", 4.0) as usize,
            },
        }
    }
}
