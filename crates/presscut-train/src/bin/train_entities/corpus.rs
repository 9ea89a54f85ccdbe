//! Annotated articles as features and tags.
//!
//! Takes a JSONL file; gives the candidate windows of each article with hashed features and gold tags. The surprising
//! decision: features are numbered in the order of their hashes, so that the same articles give the same model.

use std::collections::HashMap;
use std::ops::Range;

use presscut_extract::training::entities::bioes::{NameClass, Tag, TaggedName, tags_from_names};
use presscut_extract::training::entities::candidate_windows::CandidateWindow;
use presscut_extract::training::entities::features::DocumentFeatures;
use presscut_extract::training::entities::features::second_pass::SecondPass;
use presscut_extract::training::entities::features::sink::{FeatureFamily, FeatureSink};
use presscut_extract::training::entities::features::word_types::WordTypes;
use presscut_extract::training::entities::{English, Gazetteer};
use presscut_extract::{Document, Span};
use serde_json::Value;

use super::crf::{Row, Sentence};

/// What an article is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Train,
    /// The corpus's own choice to tune on.
    Dev,
    /// Every sixth article of those to train on, if that was asked for.
    Held,
}

pub struct Article {
    pub text: String,
    pub region: String,
    pub part: Part,
    gold: Vec<(Span, NameClass)>,
}

/// An article as the model sees it.
pub struct FeaturedArticle {
    /// Its candidate windows.
    pub sentences: Vec<Sentence>,
    /// Their tokens.
    pub ranges: Vec<Range<usize>>,
    /// How many tokens it has.
    pub tokens: usize,
    pub gold: Vec<TaggedName>,
}

/// Which articles the model learns from.
#[derive(Debug, Clone, Copy)]
pub enum Learn {
    /// The articles to train on.
    Train,
    /// The articles to train on without every sixth, counted from this one on.
    Without(usize),
    /// All articles: then none are left to measure on.
    All,
}

/// Reads articles from the text of a JSONL file.
pub fn parse_articles(corpus: &str, learn: Learn) -> Result<Vec<Article>, serde_json::Error> {
    let mut articles = Vec::new();
    let mut number = 0;
    for line in corpus.lines() {
        let record: Value = serde_json::from_str(line)?;
        let gold = record["gold"].as_array().into_iter().flatten().filter_map(|name| {
            let span = Span::new(name["start"].as_u64()? as usize, name["end"].as_u64()? as usize);
            Some((span, NameClass::from_corpus_label(name["type"].as_str()?)?))
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

/// Features by number, in the order of their hashes.
pub struct FeatureTable {
    pub hashes: Vec<u64>,
    numbers: HashMap<u64, u32>,
}

impl FeatureTable {
    /// The features that are frequent enough to hold elsewhere.
    fn new(counts: HashMap<u64, u32>, least: u32, without: &[FeatureFamily]) -> FeatureTable {
        let keep = |(hash, count): &(u64, u32)| {
            *count >= least && !without.contains(&FeatureFamily::of_feature(*hash))
        };
        let mut hashes: Vec<u64> = counts.into_iter().filter(keep).map(|(hash, _)| hash).collect();
        hashes.sort_unstable();
        let numbers = hashes.iter().zip(0..).map(|(hash, number)| (*hash, number)).collect();
        FeatureTable { hashes, numbers }
    }

    /// A sentence without the features that are not in the table.
    fn number_features(&self, sentence: &RawSentence) -> Sentence {
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
struct RawSentence {
    hashes: Vec<u64>,
    ends: Vec<usize>,
    gold: Vec<Tag>,
}

/// Makes the first pass's features of every article.
pub fn make_features(
    articles: &[Article],
    gazetteer: Gazetteer,
    least: u32,
    without: &[FeatureFamily],
) -> (Vec<FeaturedArticle>, FeatureTable) {
    let mut words = WordTypes::default();
    let mut counts: HashMap<u64, u32> = HashMap::new();
    let mut raw = Vec::new();
    for article in articles {
        let document = Document::new(&article.text);
        let numbers = words.number_tokens(&document, 0, gazetteer, &English);
        let features = DocumentFeatures::new(&document, &numbers, &words, gazetteer, &English);
        let gold = gold_names(&document, &article.gold);
        let sentences: Vec<RawSentence> = features
            .candidate_windows()
            .iter()
            .map(|CandidateWindow { tokens, sentence }| {
                let mut sink = FeatureSink::default();
                let mut see = |at| {
                    features.put_all(at, sentence, &mut sink);
                    sink.0.len()
                };
                let ends = tokens.clone().map(&mut see).collect();
                RawSentence { hashes: sink.0, ends, gold: gold_tags(&gold, tokens) }
            })
            .collect();
        if article.part == Part::Train {
            count_features(&sentences, &mut counts);
        }
        let ranges = features.candidate_windows().iter().map(|window| window.tokens.clone()).collect();
        raw.push((sentences, ranges, gold, features.token_count()));
    }
    let table = FeatureTable::new(counts, least, without);
    let known = |(sentences, ranges, gold, tokens): (Vec<RawSentence>, _, _, _)| FeaturedArticle {
        sentences: sentences.iter().map(|sentence| table.number_features(sentence)).collect(),
        ranges,
        gold,
        tokens,
    };
    (raw.into_iter().map(known).collect(), table)
}

/// Makes the second pass's features of every article; `found` has for each the tags and scores of the first pass.
pub fn make_second_pass_features(
    articles: &[Article],
    seen: &[FeaturedArticle],
    found: Vec<(Vec<Tag>, Vec<Row>)>,
    gazetteer: Gazetteer,
    least: u32,
) -> (Vec<FeaturedArticle>, FeatureTable) {
    let mut words = WordTypes::default();
    let mut counts: HashMap<u64, u32> = HashMap::new();
    let mut raw = Vec::new();
    for ((article, seen), (tags, _)) in articles.iter().zip(seen).zip(&found) {
        let document = Document::new(&article.text);
        let numbers = words.number_tokens(&document, 0, gazetteer, &English);
        let features = DocumentFeatures::new(&document, &numbers, &words, gazetteer, &English);
        let second = SecondPass::new(&features, tags);
        let sentences: Vec<RawSentence> = seen
            .ranges
            .iter()
            .zip(&seen.sentences)
            .map(|(range, sentence)| {
                let mut sink = FeatureSink::default();
                let mut see = |at| {
                    second.put_features(&features, at, &mut sink);
                    sink.0.len()
                };
                let ends = range.clone().map(&mut see).collect();
                RawSentence { hashes: sink.0, ends, gold: sentence.gold.clone() }
            })
            .collect();
        if article.part == Part::Train {
            count_features(&sentences, &mut counts);
        }
        raw.push(sentences);
    }
    let table = FeatureTable::new(counts, least, &[]);
    let again = raw.iter().zip(seen).zip(found).map(|((raw, seen), (_, scores))| FeaturedArticle {
        sentences: raw
            .iter()
            .zip(&seen.ranges)
            .map(|(sentence, range)| Sentence {
                base: scores[range.clone()].to_vec(),
                ..table.number_features(sentence)
            })
            .collect(),
        ranges: seen.ranges.clone(),
        gold: seen.gold.clone(),
        tokens: seen.tokens,
    });
    (again.collect(), table)
}

fn count_features(sentences: &[RawSentence], counts: &mut HashMap<u64, u32>) {
    for hash in sentences.iter().flat_map(|sentence| &sentence.hashes) {
        *counts.entry(*hash).or_default() += 1;
    }
}

fn gold_tags(names: &[TaggedName], sentence: &Range<usize>) -> Vec<Tag> {
    let inside = names.iter().filter(|name| sentence.start <= name.start && name.end <= sentence.end);
    tags_from_names(&inside.copied().collect::<Vec<TaggedName>>(), sentence.start, sentence.len())
}

/// The annotated names as ranges of tokens.
fn gold_names(document: &Document, gold: &[(Span, NameClass)]) -> Vec<TaggedName> {
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
