//! The annotated articles, as features and tags.

use std::collections::HashMap;
use std::ops::Range;

use presscut_extract::Document;
use presscut_extract::Span;
use presscut_extract::entities::crf::bioes::{NameClass, TaggedName, Tag, tags};
use presscut_extract::entities::crf::candidate_windows::CandidateWindow;
use presscut_extract::entities::features::second_pass::SecondPass;
use presscut_extract::entities::features::word_types::WordTypes;
use presscut_extract::entities::features::{FeatureFamily, DocumentFeatures, FeatureSink};
use presscut_extract::entities::gazetteer::Gazetteer;
use serde_json::Value;

use super::crf::{Row, Sentence};

/// What an article is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Train,
    /// To tune on: the corpus's own choice.
    Dev,
    /// To tune on: every sixth article of those to train on, where that was asked for.
    Held,
}

pub struct Article {
    pub text: String,
    pub region: String,
    pub part: Part,
    gold: Vec<(Span, NameClass)>,
}

/// An article as the model sees it.
pub struct Seen {
    /// The stretches where names may be.
    pub sentences: Vec<Sentence>,
    /// Their tokens.
    pub ranges: Vec<Range<usize>>,
    /// How many tokens it has.
    pub tokens: usize,
    pub gold: Vec<TaggedName>,
}

/// Which articles are learnt from.
#[derive(Debug, Clone, Copy)]
pub enum Learn {
    /// Those to train on.
    Train,
    /// Those to train on, without every sixth from the one with this number on.
    Without(usize),
    /// All of them: then none are left to tell how good the model is.
    All,
}

/// Reads articles.
pub fn read(path: &str, learn: Learn) -> Result<Vec<Article>, Box<dyn std::error::Error>> {
    let mut articles = Vec::new();
    let mut number = 0;
    for line in std::fs::read_to_string(path)?.lines() {
        let record: Value = serde_json::from_str(line)?;
        let gold = record["gold"].as_array().into_iter().flatten().filter_map(|name| {
            let span = Span::new(name["start"].as_u64()? as usize, name["end"].as_u64()? as usize);
            Some((span, NameClass::named(name["type"].as_str()?)?))
        });
        let train = record["split"] == "train";
        number += usize::from(train);
        let part = match learn {
            Learn::All => Part::Train,
            _ if !train => Part::Dev,
            Learn::Without(held) if number % 6 == held => Part::Held,
            _ => Part::Train,
        };
        articles.push(Article {
            text: record["text"].as_str().unwrap_or_default().to_string(),
            region: record["region"].as_str().unwrap_or_default().to_string(),
            gold: gold.collect(),
            part,
        });
    }
    Ok(articles)
}

/// DocumentFeatures by number, in the order of their hashes.
pub struct Table {
    pub hashes: Vec<u64>,
    numbers: HashMap<u64, u32>,
}

impl Table {
    /// The features that are seen often enough to teach something that holds elsewhere.
    fn new(counts: HashMap<u64, u32>, least: u32, without: &[FeatureFamily]) -> Table {
        let keep = |(hash, count): &(u64, u32)| *count >= least && !without.contains(&FeatureFamily::of(*hash));
        let mut hashes: Vec<u64> = counts.into_iter().filter(keep).map(|(hash, _)| hash).collect();
        hashes.sort_unstable();
        let numbers = hashes.iter().zip(0..).map(|(hash, number)| (*hash, number)).collect();
        Table { hashes, numbers }
    }

    fn known(&self, sentence: &Raw) -> Sentence {
        let mut known = Sentence { gold: sentence.gold.clone(), ..Sentence::default() };
        let mut start = 0;
        for &end in &sentence.ends {
            known
                .features
                .extend(sentence.hashes[start..end].iter().filter_map(|hash| self.numbers.get(hash)));
            known.ends.push(known.features.len() as u32);
            start = end;
        }
        known
    }
}

/// A sentence with all its features.
struct Raw {
    hashes: Vec<u64>,
    ends: Vec<usize>,
    gold: Vec<Tag>,
}

/// Looks at every article.
pub fn look(articles: &[Article], gazetteer: Gazetteer, least: u32, without: &[FeatureFamily]) -> (Vec<Seen>, Table) {
    let mut words = WordTypes::default();
    let mut counts: HashMap<u64, u32> = HashMap::new();
    let mut raw = Vec::new();
    for article in articles {
        let document = Document::new(&article.text);
        let numbers = words.read(&document, gazetteer);
        let features = DocumentFeatures::new(&document, &numbers, &words, gazetteer);
        let gold = names(&document, &article.gold);
        let sentences: Vec<Raw> = features
            .candidate_windows()
            .iter()
            .map(|CandidateWindow { tokens, sentence }| {
                let mut sink = FeatureSink::default();
                let mut see = |at| {
                    features.all(at, sentence, &mut sink);
                    sink.0.len()
                };
                let ends = tokens.clone().map(&mut see).collect();
                Raw { hashes: sink.0, ends, gold: gold_tags(&gold, tokens) }
            })
            .collect();
        if article.part == Part::Train {
            count(&sentences, &mut counts);
        }
        let ranges = features.candidate_windows().iter().map(|window| window.tokens.clone()).collect();
        raw.push((sentences, ranges, gold, features.tokens()));
    }
    let table = Table::new(counts, least, without);
    let known = |(sentences, ranges, gold, tokens): (Vec<Raw>, _, _, _)| Seen {
        sentences: sentences.iter().map(|sentence| table.known(sentence)).collect(),
        ranges,
        gold,
        tokens,
    };
    (raw.into_iter().map(known).collect(), table)
}

/// Looks at every article for the second time; `found` has for each the tags and the scores of the first pass.
pub fn look_again(
    articles: &[Article],
    seen: &[Seen],
    found: Vec<(Vec<Tag>, Vec<Row>)>,
    gazetteer: Gazetteer,
    least: u32,
) -> (Vec<Seen>, Table) {
    let mut words = WordTypes::default();
    let mut counts: HashMap<u64, u32> = HashMap::new();
    let mut raw = Vec::new();
    for ((article, seen), (tags, _)) in articles.iter().zip(seen).zip(&found) {
        let document = Document::new(&article.text);
        let numbers = words.read(&document, gazetteer);
        let features = DocumentFeatures::new(&document, &numbers, &words, gazetteer);
        let second = SecondPass::new(&features, tags);
        let sentences: Vec<Raw> = seen
            .ranges
            .iter()
            .zip(&seen.sentences)
            .map(|(range, sentence)| {
                let mut sink = FeatureSink::default();
                let mut see = |at| {
                    second.features(&features, at, &mut sink);
                    sink.0.len()
                };
                let ends = range.clone().map(&mut see).collect();
                Raw { hashes: sink.0, ends, gold: sentence.gold.clone() }
            })
            .collect();
        if article.part == Part::Train {
            count(&sentences, &mut counts);
        }
        raw.push(sentences);
    }
    let table = Table::new(counts, least, &[]);
    let again = raw.iter().zip(seen).zip(found).map(|((raw, seen), (_, scores))| Seen {
        sentences: raw
            .iter()
            .zip(&seen.ranges)
            .map(|(sentence, range)| Sentence {
                base: scores[range.clone()].to_vec(),
                ..table.known(sentence)
            })
            .collect(),
        ranges: seen.ranges.clone(),
        gold: seen.gold.clone(),
        tokens: seen.tokens,
    });
    (again.collect(), table)
}

fn count(sentences: &[Raw], counts: &mut HashMap<u64, u32>) {
    for hash in sentences.iter().flat_map(|sentence| &sentence.hashes) {
        *counts.entry(*hash).or_default() += 1;
    }
}

fn gold_tags(names: &[TaggedName], sentence: &Range<usize>) -> Vec<Tag> {
    let inside = names.iter().filter(|name| sentence.start <= name.start && name.end <= sentence.end);
    tags(&inside.copied().collect::<Vec<TaggedName>>(), sentence.start, sentence.len())
}

/// The annotated names as tokens.
fn names(document: &Document, gold: &[(Span, NameClass)]) -> Vec<TaggedName> {
    let mut names: Vec<TaggedName> = gold
        .iter()
        .map(|(span, class)| {
            let tokens = document.tokens_in(*span);
            TaggedName { start: tokens.start, end: tokens.end, class: *class }
        })
        .filter(|name| name.start < name.end)
        .collect();
    names.sort_by_key(|name| (name.start, name.end));
    names.dedup_by(|next, before| next.start < before.end);
    names
}
