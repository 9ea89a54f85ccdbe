//! Precision and recall of quotes by kind, and how often their speakers are right:
//! `cargo run --release -p presscut-train --bin score_quotes -- ANNOTATED.jsonl [MODEL] [--without TEXT] [--wrong]`.
//!
//! Each line of the input is an article: {"text", "gold": [{"start", "end", "form", "speaker", "speaker_kind"}],
//! "unattributed": [[start, end]], "ignore": [[start, end]]}, offsets in characters. "form" is "full" if all that is
//! attributed is between the marks, and "mixed" if part of it is; "unattributed" are quoted spans that nobody is said to
//! have spoken; "speaker_kind" is "name", "nominal" (a role or a thing), "pronoun" or "none". So direct quotes are
//! compared with full ones, partial ones with mixed ones, terms with the unattributed. A quote counts as found if its
//! characters and the annotated ones have four fifths in common, paragraph by paragraph; a speaker as right if its last
//! name is in the annotated source, or the source's in it. Without MODEL, the shipped models are scored. `--without TEXT`
//! leaves out the articles that contain it (a kind of marks that their annotators did not read, say); `--wrong` prints
//! each wrong speaker.

use std::ops::Range;

use presscut_extract::QuoteKind;
use presscut_extract::training::quotes;
use presscut_extract::training::quotes::{Models, QuoteGrammar, english_grammar};
use presscut_extract::{Document, Extractor};
use serde_json::Value;

/// An annotated quote or one that was found, within one paragraph.
#[derive(Debug, Clone)]
struct QuotePiece {
    /// Characters.
    span: Range<usize>,
    kind: usize,
    speaker: String,
    source: usize,
}

const KINDS: [&str; 3] = ["direct", "partial", "term"];
const SOURCES: [&str; 4] = ["name", "nominal", "pronoun", "none"];

/// The counts that scores are made of.
#[derive(Default)]
struct Counts {
    /// By found kind (row): how often it is annotated as each kind, or (last column) not at all.
    confusion: [[usize; 4]; 3],
    annotated: [usize; 3],
    /// How many annotated quotes have a name as their source.
    named: usize,
    /// By kind of source: all speakers, and those that are right.
    sources: [(usize, usize); 4],
}

/// What quotes are found with.
struct QuoteFinder {
    extractor: Extractor,
    grammar: QuoteGrammar,
    models: Models,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (mut paths, mut without, mut wrong) = (Vec::new(), None, false);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--without" => without = arguments.next(),
            "--wrong" => wrong = true,
            _ => paths.push(argument),
        }
    }
    let [input, rest @ ..] = &paths[..] else { return Err("give the annotated articles".into()) };
    let models = match rest.first() {
        Some(model) => Models::read(&std::fs::read(model)?)?,
        None => Models::embedded()?,
    };
    let finder = QuoteFinder { extractor: Extractor::default(), grammar: english_grammar(), models };
    let mut counts = Counts::default();
    let mut articles = 0;
    for line in std::fs::read_to_string(input)?.lines() {
        let record: Value = serde_json::from_str(line)?;
        let text = record["text"].as_str().unwrap_or_default();
        if without.as_ref().is_none_or(|without| !text.contains(without.as_str())) {
            articles += 1;
            score_article(&record, text, &finder, &mut counts, wrong);
        }
    }
    println!("{articles} articles");
    print_scores(&counts);
    Ok(())
}

fn score_article(record: &Value, text: &str, finder: &QuoteFinder, counts: &mut Counts, wrong: bool) {
    let characters: Vec<char> = text.chars().collect();
    let annotated = annotated_pieces(record, &characters);
    let found = find_pieces(record, text, &characters, finder);
    for piece in &annotated {
        counts.annotated[piece.kind] += 1;
        counts.named += usize::from(piece.kind < 2 && piece.source == 0);
    }
    let matches = match_pieces(&found, &annotated);
    for (one, other) in found.iter().zip(&matches) {
        counts.confusion[one.kind][other.map_or(3, |other| annotated[other].kind)] += 1;
        let Some(gold) = other.map(|other| &annotated[other]).filter(|gold| gold.kind < 2) else { continue };
        if one.kind == 2 {
            continue;
        }
        let right = is_right(&one.speaker, gold);
        let (all, good) = &mut counts.sources[gold.source];
        *all += 1;
        *good += usize::from(right);
        if wrong && !right {
            let from = one.span.start.saturating_sub(200);
            let to = (one.span.end + 100).min(characters.len());
            let part = |range: Range<usize>| characters[range].iter().collect::<String>().replace('\n', "¶");
            println!(
                "{}: found {:?}, annotated {:?}\n    {}[[{}]]{}",
                SOURCES[gold.source],
                one.speaker,
                gold.speaker,
                part(from..one.span.start),
                part(one.span.clone()),
                part(one.span.end..to)
            );
        }
    }
}

fn number(value: &Value) -> usize {
    value.as_u64().unwrap_or(0) as usize
}

fn ranges(value: &Value) -> Vec<Range<usize>> {
    value.as_array().into_iter().flatten().map(|pair| number(&pair[0])..number(&pair[1])).collect()
}

fn annotated_pieces(record: &Value, text: &[char]) -> Vec<QuotePiece> {
    let mut pieces = Vec::new();
    for gold in record["gold"].as_array().into_iter().flatten() {
        let kind = usize::from(gold["form"] == "mixed");
        let speaker = gold["speaker"].as_str().unwrap_or_default().to_owned();
        let source = SOURCES.iter().position(|source| gold["speaker_kind"] == *source).unwrap_or(0);
        let places = split_at_paragraphs(text, number(&gold["start"])..number(&gold["end"]));
        pieces.extend(places.map(|place| QuotePiece { span: place, kind, speaker: speaker.clone(), source }));
    }
    for span in ranges(&record["unattributed"]) {
        let places = split_at_paragraphs(text, span);
        pieces.extend(places.map(|place| QuotePiece {
            span: place,
            kind: 2,
            speaker: String::new(),
            source: 3,
        }));
    }
    pieces
}

fn find_pieces(record: &Value, text: &str, characters: &[char], finder: &QuoteFinder) -> Vec<QuotePiece> {
    let ignored = ranges(&record["ignore"]);
    let document = Document::new(text);
    let (entities, mentions, _) = finder.extractor.find_entities(&document);
    let mut pieces = Vec::new();
    for quote in quotes::find_quotes(&document, &entities, &mentions, &finder.grammar, &finder.models) {
        let kind = match quote.kind {
            QuoteKind::Direct => 0,
            QuoteKind::Partial => 1,
            QuoteKind::Term => 2,
            QuoteKind::Indirect => continue,
        };
        let speaker = quote.speaker.clone().unwrap_or_default();
        let places = split_at_paragraphs(characters, quote.span.start..quote.span.end)
            .filter(|place| !ignored.iter().any(|span| span.start <= place.start && place.end <= span.end));
        pieces.extend(places.map(|place| QuotePiece {
            span: place,
            kind,
            speaker: speaker.clone(),
            source: 3,
        }));
    }
    pieces
}

/// The parts of a span in each paragraph, without quotation marks at their ends.
fn split_at_paragraphs(text: &[char], span: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let end = span.end.min(text.len());
    let edge = |c: char| c.is_whitespace() || "\"'`‘’‚‛“”„‟«»‹›″「」".contains(c);
    let mut start = span.start.min(end);
    std::iter::from_fn(move || {
        while start < end {
            let line = start..(start..end).find(|&at| text[at] == '\n').unwrap_or(end);
            start = line.end + 1;
            let first = line.clone().find(|&at| !edge(text[at]));
            let last = line.rev().find(|&at| !edge(text[at]));
            if let (Some(first), Some(last)) = (first, last) {
                return Some(first..last + 1);
            }
        }
        None
    })
}

/// For each found piece the annotated one that matches it, the most similar pairs first.
fn match_pieces(found: &[QuotePiece], annotated: &[QuotePiece]) -> Vec<Option<usize>> {
    let mut alike: Vec<(f64, usize, usize)> = Vec::new();
    for (one, piece) in found.iter().enumerate() {
        for (other, gold) in annotated.iter().enumerate() {
            let (one_place, other_place) = (&piece.span, &gold.span);
            let common =
                one_place.end.min(other_place.end) as f64 - one_place.start.max(other_place.start) as f64;
            let whole = one_place.end.max(other_place.end) - one_place.start.min(other_place.start);
            if common / whole as f64 >= 0.8 {
                alike.push((common / whole as f64, one, other));
            }
        }
    }
    alike.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    let mut met = vec![None; found.len()];
    let mut taken = vec![false; annotated.len()];
    for (_, one, other) in alike {
        if met[one].is_none() && !taken[other] {
            met[one] = Some(other);
            taken[other] = true;
        }
    }
    met
}

fn is_right(speaker: &str, gold: &QuotePiece) -> bool {
    let (said, source) = (words(speaker), words(&gold.speaker));
    match SOURCES[gold.source] {
        "none" => speaker.is_empty(),
        "pronoun" => said == source,
        _ => {
            let head = words(head(&gold.speaker));
            let is_in =
                |word: Option<&String>, words: &[String]| word.is_some_and(|word| words.contains(word));
            is_in(said.last(), &source) || is_in(head.last(), &said)
        }
    }
}

/// "Ana Roe, who led the inquiry" is Ana Roe; "a lawyer for Roe" a lawyer.
fn head(source: &str) -> &str {
    const ENDS: &[&str] = &[
        ",", ";", "(", " who ", " which ", " that ", " of ", " for ", " from ", " with ", " in ", " at ",
        " on ",
    ];
    let end = ENDS.iter().filter_map(|end| source.find(end)).filter(|&at| at > 0).min();
    &source[..end.unwrap_or(source.len())]
}

/// The words of a name in lower case, without what follows it.
fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric() && c != '-').map(str::to_lowercase);
    parts.filter(|word| !matches!(word.as_str(), "" | "s" | "jr" | "sr" | "ii" | "iii" | "iv")).collect()
}

fn print_scores(counts: &Counts) {
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    println!("kind        found  annotated      P      R     F1   as speech at all: P      R");
    for kind in 0..3 {
        let row = &counts.confusion[kind];
        let (all, right) = (row.iter().sum::<usize>(), row[kind]);
        let (p, r) = (share(right, all), share(right, counts.annotated[kind]));
        let f1 = 2.0 * p * r / (p + r).max(1e-9);
        print!("{:10} {all:6} {:10} {p:6.1} {r:6.1} {f1:6.1}", KINDS[kind], counts.annotated[kind]);
        match kind {
            2 => println!(),
            _ => {
                let speech: usize = row[..2].iter().sum();
                let got: usize = counts.confusion[..2].iter().map(|row| row[kind]).sum();
                println!("{:24.1} {:6.1}", share(speech, all), share(got, counts.annotated[kind]));
            }
        }
    }
    let speech: usize = counts.confusion[..2].iter().flat_map(|row| &row[..2]).sum();
    let found: usize = counts.confusion[..2].iter().flatten().sum();
    let (p, r) = (share(speech, found), share(speech, counts.annotated[0] + counts.annotated[1]));
    println!(
        "speech     {found:6} {:10} {p:6.1} {r:6.1} {:6.1}",
        counts.annotated[0] + counts.annotated[1],
        2.0 * p * r / (p + r)
    );
    // The others need no name.
    let others: usize = counts.sources[1..].iter().map(|(all, _)| all).sum();
    let (p, r) = (share(counts.sources[0].1, found - others), share(counts.sources[0].1, counts.named));
    println!("and its speaker, where named: P {p:.1} R {r:.1} F1 {:.1}", 2.0 * p * r / (p + r));
    println!("of what was found (rows), annotated as full, mixed, unattributed, nothing:");
    for (kind, row) in KINDS.iter().zip(&counts.confusion) {
        println!("{kind:10} {row:6?}");
    }
    for (source, (all, right)) in SOURCES.iter().zip(&counts.sources) {
        println!(
            "speaker, where annotated as {source:8} {right:5} of {all:5} right, {:5.1} %",
            share(*right, *all)
        );
    }
}
