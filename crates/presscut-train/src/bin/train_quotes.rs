//! Trains the models that classify quoted spans and find speakers:
//! `cargo run --release -p presscut-train --bin train_quotes -- ANNOTATED.jsonl MODEL [ROUNDS] [OTHERS.jsonl]`.
//!
//! Each line of the input is an article: {"text", "gold": [{"start", "end", "speaker", "speaker_start", "speaker_end",
//! "speaker_silver"}], "ignore": [[start, end]]}, offsets in characters. What is between quotation marks and not in "gold"
//! is nobody's speech. Articles without any "gold" are left out: their annotators did not read their marks. The models are
//! log-linear, trained by stochastic gradient steps of falling size and averaged; the second learns from the decisions of
//! the first. The order of articles is fixed, so that the same inputs give the same bytes. Their `MODEL.toml` is written
//! beside them. On OTHERS, if given, the models' decisions are counted by how certain they were.

use std::ops::Range;
use std::path::Path;

use presscut_extract::training::quotes::{
    LinearModel, ModelPart, Models, QuoteGrammar, SpanExample, best_index, collect_pronoun_examples,
    collect_span_examples, english_grammar, softmax,
};
use presscut_extract::{Document, Extractor, QuoteKind, Span};
use presscut_train::artefact::{InputFile, TrainingRecord, english_pack};
use serde_json::Value;

/// The files of the language pack that quotes depend on; the entity model finds whom pronouns mean.
const PACK_FILES: [&str; 7] = [
    "function_words.txt",
    "gendered_titles.txt",
    "given_names.txt",
    "reporting_verbs.txt",
    "role_nouns.txt",
    "speech_nouns.txt",
    "models/entities/model.bin",
];

/// The binary logarithms of the models' sizes: of speech, of speakers, of pronouns.
const BITS: [u32; 3] = [16, 17, 13];
/// The size of the first steps.
const RATE: f32 = 0.15;
/// The same for pronouns, which are few.
const PRONOUN_RATE: f32 = 0.05;
/// The share of a weight that decays with each of its steps, so that rare features weigh little.
const DECAY: f32 = 0.01;

struct Gold {
    span: Span,
    speaker: String,
    /// Whom a pronoun means, where the annotation says.
    means: Option<String>,
    /// Where the speaker is written, as far as its head reaches; empty for nobody.
    place: Span,
}

struct Article {
    text: String,
    gold: Vec<Gold>,
    ignore: Vec<Span>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, input, output, rest @ ..] = &arguments[..] else {
        return Err("give the annotated articles and where the models go".into());
    };
    let rounds: usize = rest.first().map_or(Ok(12), |text| text.parse())?;
    let (corpus_file, corpus) = InputFile::read(Path::new(input))?;
    let articles = parse_articles(&corpus)?;
    let documents: Vec<Document> = articles.iter().map(|article| Document::new(&article.text)).collect();
    println!("{} articles", articles.len());
    let grammar = english_grammar();
    let mut models = Models::untrained(BITS);
    let mut scores = Vec::new();
    let stages: [(ModelPart, Stage); 2] =
        [(ModelPart::Speech, learn_kinds), (ModelPart::Speaker, learn_speakers)];
    for (number, (part, stage)) in stages.into_iter().enumerate() {
        let mut learner = Learner::new(BITS[number]);
        let mut order: Vec<usize> = (0..articles.len()).collect();
        let mut random = 0x2545_f491_4f6c_dd1d_u64;
        let mut result = String::new();
        for round in 0..rounds {
            shuffle(&mut order, &mut random);
            learner.rate = RATE / (1.0 + round as f32);
            let (mut right, mut all) = (0, 0);
            for &at in &order {
                *models.part_mut(part) = learner.now.clone();
                let (article, document) = (&articles[at], &documents[at]);
                for example in &collect_span_examples(document, &grammar, &models) {
                    if !article.ignores(example.span)
                        && let Some(correct) = stage(article, document, example, &mut learner)
                    {
                        all += 1;
                        right += usize::from(correct);
                    }
                }
            }
            result = format!("{part:?}, round {round}: {right} of {all} right before they were learned");
            println!("{result}");
        }
        scores.push(result);
        *models.part_mut(part) = learner.average();
        models = Models::read(&models.to_bytes())?;
    }
    learn_pronouns(&articles, &documents, &grammar, &mut models, rounds);
    if let Some(others) = rest.get(1) {
        scores.push(judge(&parse_articles(&std::fs::read_to_string(others)?)?, &grammar, &models));
    }
    let pack = english_pack();
    let lists = PACK_FILES.map(|name| Ok(InputFile::read_bytes(&pack.join(name))?.0));
    let record = TrainingRecord {
        name: "quotes",
        language: "en",
        seed: "fixed in the code: 0x2545f4914f6cdd1d (order of articles)",
        options: vec![("rounds", rounds.to_string())],
        lists: lists.into_iter().collect::<std::io::Result<_>>()?,
        corpora: vec![corpus_file],
        scores,
    };
    record.write(&models.to_bytes(), Path::new(output), &arguments)?;
    Ok(())
}

impl Article {
    /// Whether the annotation says nothing about a span.
    fn ignores(&self, span: Span) -> bool {
        self.ignore.iter().any(|ignored| ignored.start <= span.start && span.end <= ignored.end)
    }
}

fn parse_articles(corpus: &str) -> Result<Vec<Article>, serde_json::Error> {
    let articles: Vec<Article> = corpus
        .lines()
        .map(|line| Ok(article(&serde_json::from_str(line)?)))
        .collect::<Result<_, serde_json::Error>>()?;
    Ok(articles.into_iter().filter(|article| !article.gold.is_empty()).collect())
}

/// Prints how often the models are right on these articles, and how certain they are; gives the first line.
fn judge(articles: &[Article], grammar: &QuoteGrammar, models: &Models) -> String {
    let (mut found, mut annotated, mut both, mut named, mut right) = (0, 0, 0, 0, 0);
    let mut table = [(0, 0); 10];
    for article in articles {
        let document = Document::new(&article.text);
        annotated += article.gold.len();
        for example in collect_span_examples(&document, grammar, models) {
            let span = example.span;
            if example.kind == QuoteKind::Term || article.ignore.iter().any(|ignored| ignored.overlaps(&span))
            {
                continue;
            }
            found += 1;
            let gold = gold_of(article, span);
            both += usize::from(gold.is_some());
            let speaker_model = models.part(ModelPart::Speaker);
            let scores: Vec<f32> =
                example.candidates.iter().map(|(_, features)| speaker_model.score(features)).collect();
            let best = best_index(&scores);
            let correct = gold.is_some_and(|gold| {
                let tokens = best.and_then(|best| example.candidates[best].0.clone());
                is_right(gold, &document, tokens.as_ref())
            });
            if gold.is_some_and(|gold| !gold.speaker.is_empty()) {
                named += 1;
                right += usize::from(correct);
            }
            let row = &mut table[((example.confidence * 10.0) as usize).min(9)];
            *row = (row.0 + 1, row.1 + usize::from(correct));
        }
    }
    let (precision, recall) = (both as f64 / found as f64, both as f64 / annotated as f64);
    let f1 = 2.0 * precision * recall / (precision + recall);
    let summary = format!(
        "speech: P {precision:.4} R {recall:.4} F1 {f1:.4}; speakers {right} of {named} right, {:.4}",
        right as f64 / named as f64
    );
    println!("{summary}");
    for (tenth, (all, right)) in table.iter().enumerate().filter(|(_, (all, _))| *all > 0) {
        println!(
            "certainty {:.1}: {right} of {all} right, {:.3}",
            tenth as f64 / 10.0,
            *right as f64 / *all as f64
        );
    }
    summary
}

/// Learns whom pronouns mean, where the annotation says ("speaker_silver") and one of the text's people has that name.
fn learn_pronouns(
    articles: &[Article],
    documents: &[Document],
    grammar: &QuoteGrammar,
    models: &mut Models,
    rounds: usize,
) {
    let extractor = Extractor::default();
    let found: Vec<_> = documents.iter().map(|document| extractor.find_entities(document)).collect();
    let mut learner = Learner::new(BITS[2]);
    for round in 0..rounds {
        learner.rate = PRONOUN_RATE / (1.0 + round as f32);
        let (mut right, mut all) = (0, 0);
        for ((article, document), (entities, mentions, _)) in articles.iter().zip(documents).zip(&found) {
            *models.part_mut(ModelPart::Pronoun) = learner.now.clone();
            for example in collect_pronoun_examples(document, entities, mentions, grammar, models) {
                let place = document.span(example.pronoun);
                let candidates = example.antecedents;
                let Some(gold) = article.gold.iter().find(|gold| gold.place == place && gold.means.is_some())
                else {
                    continue;
                };
                let name = gold.means.as_deref().unwrap_or_default();
                let correct: Vec<bool> = candidates
                    .iter()
                    .map(|(entity, _)| same_last_word(&entities[entity.0].name, name))
                    .collect();
                if !correct.contains(&true) {
                    continue;
                }
                let slots: Vec<Vec<usize>> = candidates
                    .iter()
                    .map(|(_, features)| {
                        features.iter().map(|&feature| learner.now.weight_index(feature)).collect()
                    })
                    .collect();
                all += 1;
                right += usize::from(learner.step(&slots, |candidate| correct[candidate]));
            }
        }
        println!("pronouns, round {round}: {right} of {all} right before they were learned");
    }
    *models.part_mut(ModelPart::Pronoun) = learner.average();
}

/// Learns one decision about a span, where the annotation says what is right; gives whether the model was right before.
type Stage = fn(&Article, &Document, &SpanExample, &mut Learner) -> Option<bool>;

fn article(record: &Value) -> Article {
    let number = |value: &Value| value.as_u64().unwrap_or(0) as usize;
    let text = record["text"].as_str().unwrap_or_default().to_string();
    let gold = record["gold"].as_array().into_iter().flatten().map(|quote| {
        let speaker = quote["speaker"].as_str().unwrap_or_default().to_string();
        let start = number(&quote["speaker_start"]);
        let place = Span::new(start, start + head_length(&speaker));
        let span = Span::new(number(&quote["start"]), number(&quote["end"]));
        let means = quote["speaker_silver"].as_str().map(str::to_owned);
        Gold { means, span, speaker, place }
    });
    let gold = gold.collect();
    let ignore = record["ignore"].as_array().into_iter().flatten();
    let ignore = ignore.map(|pair| Span::new(number(&pair[0]), number(&pair[1]))).collect();
    Article { text, gold, ignore }
}

/// "Ana Roe, who led the inquiry" is Ana Roe.
fn head_length(speaker: &str) -> usize {
    let ends = [",", ";", "(", " who ", " which ", " that "];
    let end = ends.iter().filter_map(|end| speaker.find(end)).filter(|&at| at > 0).min();
    speaker[..end.unwrap_or(speaker.len())].chars().count()
}

/// The annotated quote of a stretch: four fifths of the characters of either are in both, in one of its paragraphs.
fn gold_of(article: &Article, span: Span) -> Option<&Gold> {
    let share = |gold: &&Gold| {
        let common = span.end.min(gold.span.end) as f64 - span.start.max(gold.span.start) as f64;
        let whole = span.end.max(gold.span.end) - span.start.min(gold.span.start);
        let inside = gold.span.start <= span.start + 2 && span.end <= gold.span.end + 2;
        common > 0.0
            && (common / whole as f64 >= 0.8 || inside && common > 20.0 || common + 4.0 >= whole as f64)
    };
    article.gold.iter().find(share)
}

fn learn_kinds(
    article: &Article,
    _: &Document,
    example: &SpanExample,
    learner: &mut Learner,
) -> Option<bool> {
    let speech = gold_of(article, example.span).is_some();
    let slots: Vec<usize> =
        example.speech_features.iter().map(|&feature| learner.now.weight_index(feature)).collect();
    // Against nothing, whose score is zero.
    learner.step(&[slots, Vec::new()], |answer| speech == (answer == 0));
    Some(speech == (example.kind != QuoteKind::Term))
}

fn learn_speakers(
    article: &Article,
    document: &Document,
    example: &SpanExample,
    learner: &mut Learner,
) -> Option<bool> {
    let gold = gold_of(article, example.span)?;
    if example.candidates.is_empty() {
        return None;
    }
    let right: Vec<bool> =
        example.candidates.iter().map(|(tokens, _)| is_right(gold, document, tokens.as_ref())).collect();
    if !right.contains(&true) {
        return None;
    }
    let slots: Vec<Vec<usize>> = example
        .candidates
        .iter()
        .map(|(_, features)| features.iter().map(|&feature| learner.now.weight_index(feature)).collect())
        .collect();
    Some(learner.step(&slots, |candidate| right[candidate]))
}

fn is_right(gold: &Gold, document: &Document, speaker: Option<&Range<usize>>) -> bool {
    let Some(tokens) = speaker else { return gold.speaker.is_empty() };
    let place = document.span(tokens.clone());
    let here = place.start < gold.place.end && gold.place.start < place.end;
    here || same_last_word(document.slice(tokens.clone()), &gold.speaker)
}

/// Whether the last word of a name is one of the other's first part.
fn same_last_word(one: &str, other: &str) -> bool {
    let head: String = other.chars().take(head_length(other)).collect();
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (one, other) = (words(one), words(&head));
    one.last().is_some_and(|last| other.last() == Some(last))
}

/// AdaGrad on the logarithm of the right answers' share, and the average of the weights on the way.
struct Learner {
    now: LinearModel,
    squares: Vec<f32>,
    sums: Vec<f64>,
    /// When each weight was last added to its sum.
    since: Vec<u64>,
    steps: u64,
    rate: f32,
    bits: u32,
}

impl Learner {
    fn new(bits: u32) -> Learner {
        let size = 1 << bits;
        Learner {
            now: LinearModel::untrained(bits),
            squares: vec![1.0; size],
            sums: vec![0.0; size],
            since: vec![0; size],
            steps: 0,
            rate: RATE,
            bits,
        }
    }

    /// One step towards the right answers; gives whether the best one was right before.
    fn step(&mut self, slots: &[Vec<usize>], right: impl Fn(usize) -> bool) -> bool {
        self.steps += 1;
        let weights = self.now.weights_mut();
        let scores: Vec<f32> =
            slots.iter().map(|slots| slots.iter().map(|&slot| weights[slot]).sum()).collect();
        let shares = softmax(&scores);
        let sum: f32 = (0..slots.len()).filter(|&at| right(at)).map(|at| shares[at]).sum();
        for (at, slots) in slots.iter().enumerate() {
            let wanted = if right(at) { shares[at] / sum.max(1e-6) } else { 0.0 };
            let pull = wanted - shares[at];
            if pull.abs() < 1e-4 {
                continue;
            }
            for &slot in slots {
                self.sums[slot] += f64::from(weights[slot]) * (self.steps - self.since[slot]) as f64;
                self.since[slot] = self.steps;
                let slope = pull - DECAY * weights[slot];
                self.squares[slot] += slope * slope;
                weights[slot] += self.rate * slope / self.squares[slot].sqrt();
            }
        }
        best_index(&scores).is_some_and(right)
    }

    fn average(&mut self) -> LinearModel {
        let mut model = LinearModel::untrained(self.bits);
        for (slot, weight) in model.weights_mut().iter_mut().enumerate() {
            let last = f64::from(self.now.weights_mut()[slot]) * (self.steps - self.since[slot]) as f64;
            *weight = ((self.sums[slot] + last) / self.steps.max(1) as f64) as f32;
        }
        model
    }
}

fn shuffle(order: &mut [usize], random: &mut u64) {
    for at in (1..order.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        order.swap(at, (*random % (at as u64 + 1)) as usize);
    }
}
