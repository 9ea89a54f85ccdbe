//! Trains the entity recogniser: `cargo run --release --example train_entities -- ANNOTATED.jsonl MODEL [ROUNDS] [BITS]`.
//!
//! Each line of the input is an article: {"text", "split": "train"|"dev", "gold": [{"start", "end", "type"}]}, offsets in
//! characters. An averaged structured perceptron (Collins, EMNLP 2002) goes over the articles of the split "train" in a
//! shuffled order that is the same every time, so that the same data give the same bytes. After each round the strict F1
//! on the split "dev" is printed, by the quantised model, as it would be shipped.

use std::collections::HashMap;
use std::ops::Range;

use presscut::extract::Document;
use presscut::extract::entities::features::{FEATURES, Features};
use presscut::extract::entities::model::{Model, allowed, best_sequence};
use presscut::extract::entities::recognise;
use presscut::extract::entities::tags::{Class, Found, TAGS, Tag, tags};
use presscut::model::Span;
use serde_json::Value;

struct Article {
    text: String,
    gold: Vec<(Span, Class)>,
    train: bool,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, input, output, rest @ ..] = &arguments[..] else {
        return Err("give the annotated articles and where the model goes".into());
    };
    let number = |at: usize, default: usize| rest.get(at).map_or(Ok(default), |text| text.parse());
    let (rounds, bits) = (number(0, 12)?, number(1, 18)?);
    let articles = read(input)?;
    let mut sentences: Vec<Sentence> =
        articles.iter().filter(|article| article.train).flat_map(sentences).collect();
    forget_rare(&mut sentences);
    println!("{} articles, {} sentences to train on", articles.len(), sentences.len());
    let mut trainer = Trainer::new(bits);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    for round in 1..=rounds {
        shuffle(&mut order, &mut random);
        let mistakes: usize = order.iter().map(|&at| trainer.learn(&sentences[at])).sum();
        let bytes = trainer.model();
        let (f1, by_class) = score(&articles, &Model::new(&bytes)?);
        println!("round {round}: {mistakes} wrong tags, dev strict F1 {f1:.2}  {by_class}");
        std::fs::write(output, bytes)?;
    }
    Ok(())
}

fn read(path: &str) -> Result<Vec<Article>, Box<dyn std::error::Error>> {
    let mut articles = Vec::new();
    for line in std::fs::read_to_string(path)?.lines() {
        let record: Value = serde_json::from_str(line)?;
        let gold = record["gold"].as_array().into_iter().flatten().filter_map(|name| {
            let span = Span::new(name["start"].as_u64()? as usize, name["end"].as_u64()? as usize);
            Some((span, Class::named(name["type"].as_str()?)?))
        });
        articles.push(Article {
            text: record["text"].as_str().unwrap_or_default().to_string(),
            gold: gold.collect(),
            train: record["split"] == "train",
        });
    }
    Ok(articles)
}

/// A sentence with its features and the tags that it should have.
struct Sentence {
    features: Vec<[u32; FEATURES]>,
    gold: Vec<Tag>,
}

fn sentences(article: &Article) -> Vec<Sentence> {
    let document = Document::new(&article.text);
    let features = Features::new(&document);
    let names = names(&document, &article.gold);
    let all: Vec<Range<usize>> = features.sentences().to_vec();
    all.into_iter()
        .map(|sentence| {
            let inside = names.iter().filter(|name| sentence.start <= name.start && name.end <= sentence.end);
            let inside: Vec<Found> = inside.copied().collect();
            let rows = sentence.clone().map(|at| {
                let mut hashes = [0; FEATURES];
                features.of(at, &sentence, &mut hashes);
                hashes.map(|hash| hash as u32)
            });
            Sentence { features: rows.collect(), gold: tags(&inside, sentence.start, sentence.len()) }
        })
        .collect()
}

/// Features seen less often than this teach nothing that holds elsewhere.
const LEAST: u32 = 5;

/// How many of a hundred features are hidden each time that a sentence is learnt from.
const BLIND: u64 = 15;

/// Takes out the features that are seen too seldom to learn from.
fn forget_rare(sentences: &mut [Sentence]) {
    let mut counts: HashMap<u32, u32> = HashMap::new();
    for &feature in sentences.iter().flat_map(|sentence| sentence.features.iter().flatten()) {
        *counts.entry(feature).or_default() += 1;
    }
    for feature in sentences.iter_mut().flat_map(|sentence| sentence.features.iter_mut().flatten()) {
        if counts.get(feature).is_none_or(|count| *count < LEAST) {
            *feature = 0;
        }
    }
}

/// The annotated names as tokens.
fn names(document: &Document, gold: &[(Span, Class)]) -> Vec<Found> {
    let mut names: Vec<Found> = gold
        .iter()
        .map(|(span, class)| {
            let tokens = document.tokens_in(*span);
            Found { start: tokens.start, end: tokens.end, class: *class }
        })
        .filter(|name| name.start < name.end)
        .collect();
    names.sort_by_key(|name| (name.start, name.end));
    names.dedup_by(|next, before| next.start < before.end);
    names
}

fn shuffle(order: &mut [usize], random: &mut u64) {
    for at in (1..order.len()).rev() {
        order.swap(at, (next(random) % (at as u64 + 1)) as usize);
    }
}

/// The next of a series of numbers that looks like chance (xorshift, Marsaglia 2003).
fn next(random: &mut u64) -> u64 {
    *random ^= *random << 13;
    *random ^= *random >> 7;
    *random ^= *random << 17;
    *random
}

/// Weights, and the sums that their averages come from.
struct Trainer {
    mask: usize,
    weights: Vec<f32>,
    sums: Vec<f32>,
    transitions: Vec<f32>,
    transition_sums: Vec<f32>,
    step: f32,
    random: u64,
    back: Vec<[u32; TAGS]>,
}

impl Trainer {
    fn new(bits: usize) -> Trainer {
        let size = TAGS << bits;
        Trainer {
            mask: (1 << bits) - 1,
            weights: vec![0.0; size],
            sums: vec![0.0; size],
            transitions: vec![0.0; TAGS * TAGS],
            transition_sums: vec![0.0; TAGS * TAGS],
            step: 1.0,
            random: 0x9e37_79b9_7f4a_7c15,
            back: Vec::new(),
        }
    }

    /// Learns from one sentence; gives the number of tags that it had wrong.
    fn learn(&mut self, sentence: &Sentence) -> usize {
        let sentence = &self.half_blind(sentence);
        let scores: Vec<[f32; TAGS]> = sentence
            .features
            .iter()
            .map(|features| {
                let mut sums = [0.0; TAGS];
                for &feature in features.iter().filter(|feature| **feature != 0) {
                    let row = (feature as usize & self.mask) * TAGS;
                    for (sum, weight) in sums.iter_mut().zip(&self.weights[row..row + TAGS]) {
                        *sum += weight;
                    }
                }
                sums
            })
            .collect();
        let mut back = std::mem::take(&mut self.back);
        let transitions = allowed(|from, to| self.transitions[from * TAGS + to]);
        let guess = best_sequence(&scores, &transitions, &mut back);
        self.back = back;
        self.step += 1.0;
        let wrong = guess.iter().zip(&sentence.gold).filter(|(guess, gold)| guess != gold).count();
        if wrong > 0 {
            self.move_towards(sentence, &sentence.gold, 1.0);
            self.move_towards(sentence, &guess, -1.0);
        }
        wrong
    }

    /// The sentence without some of its features, others each time, so that none is relied on alone.
    fn half_blind(&mut self, sentence: &Sentence) -> Sentence {
        let mut features = sentence.features.clone();
        for feature in features.iter_mut().flatten() {
            if next(&mut self.random) % 100 < BLIND {
                *feature = 0;
            }
        }
        Sentence { features, gold: sentence.gold.clone() }
    }

    fn move_towards(&mut self, sentence: &Sentence, tags: &[Tag], by: f32) {
        let mut last = 0;
        for (features, &tag) in sentence.features.iter().zip(tags) {
            let tag = usize::from(tag);
            self.transitions[last * TAGS + tag] += by;
            self.transition_sums[last * TAGS + tag] += by * self.step;
            last = tag;
            for &feature in features.iter().filter(|feature| **feature != 0) {
                let at = (feature as usize & self.mask) * TAGS + tag;
                self.weights[at] += by;
                self.sums[at] += by * self.step;
            }
        }
    }

    /// The averaged model, as it is shipped.
    fn model(&self) -> Vec<u8> {
        let average = |weights: &[f32], sums: &[f32]| -> Vec<f32> {
            weights.iter().zip(sums).map(|(weight, sum)| weight - sum / self.step).collect()
        };
        Model::bytes(&average(&self.weights, &self.sums), &average(&self.transitions, &self.transition_sums))
    }
}

/// Strict F1 over all classes on the articles to tune on, and for each class.
fn score(articles: &[Article], model: &Model) -> (f64, String) {
    let mut counts: HashMap<Class, [usize; 3]> = HashMap::new();
    for article in articles.iter().filter(|article| !article.train) {
        let document = Document::new(&article.text);
        let found = recognise(&document, model);
        let gold = names(&document, &article.gold);
        gold.iter().for_each(|name| counts.entry(name.class).or_default()[2] += 1);
        for name in &found {
            let count = counts.entry(name.class).or_default();
            count[1] += 1;
            count[0] += usize::from(gold.contains(name));
        }
    }
    let f1 = |[right, found, there]: [usize; 3]| 200.0 * right as f64 / (found + there).max(1) as f64;
    let all = counts.values().fold([0; 3], |sum, count| std::array::from_fn(|n| sum[n] + count[n]));
    let each = Class::ALL
        .map(|class| format!("{class:?} {:.1}", f1(counts.get(&class).copied().unwrap_or_default())));
    (f1(all), each.join(" "))
}
