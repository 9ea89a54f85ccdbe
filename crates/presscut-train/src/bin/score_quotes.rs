//! Precision and recall of quotes by kind, and how often their speakers are right:
//! `cargo run --release -p presscut-train --bin score_quotes -- ANNOTATED.jsonl [MODEL] [--without TEXT] [--wrong]`.
//!
//! Each line of the input is an article: {"text", "gold": [{"start", "end", "form", "speaker", "speaker_kind"}],
//! "unattributed": [[start, end]], "ignore": [[start, end]]}, offsets in characters. "form" is "full" where all that is
//! attributed stands between the marks, and "mixed" where a piece of it does; "unattributed" are stretches between marks
//! that nobody is said to have spoken; "speaker_kind" is "name", "nominal" (a role or a thing), "pronoun" or "none". So
//! direct quotes are held against full ones, partial ones against mixed ones, terms against the unattributed.
//! A stretch counts as found when its characters and the annotated ones have four fifths in common, paragraph by
//! paragraph; a speaker as right when its last name stands in the annotated source, or the source's in it.
//! Without MODEL, the models that presscut is shipped with are scored. `--without TEXT` leaves out the articles that
//! contain it (a kind of marks that their annotators did not read, say); `--wrong` prints each wrong speaker.

use std::ops::Range;

use presscut_extract::QuoteKind;
use presscut_extract::training::quotes;
use presscut_extract::training::quotes::{Models, QuoteGrammar, english_grammar};
use presscut_extract::{Document, Extractor};
use serde_json::Value;

/// An annotated stretch, or one that was found.
#[derive(Debug, Clone)]
struct Piece {
    place: Range<usize>,
    kind: usize,
    speaker: String,
    source: usize,
}

const KINDS: [&str; 3] = ["direct", "partial", "term"];
const SOURCES: [&str; 4] = ["name", "nominal", "pronoun", "none"];

/// How often what was found of a kind (row) is annotated as each kind, or as nothing (column).
#[derive(Default)]
struct Sums {
    met: [[usize; 4]; 3],
    annotated: [usize; 3],
    /// How many of them have a name for their source.
    named: usize,
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
    let mut sums = Sums::default();
    let mut articles = 0;
    for line in std::fs::read_to_string(input)?.lines() {
        let record: Value = serde_json::from_str(line)?;
        let text = record["text"].as_str().unwrap_or_default();
        if without.as_ref().is_none_or(|without| !text.contains(without.as_str())) {
            articles += 1;
            score(&record, text, &finder, &mut sums, wrong);
        }
    }
    println!("{articles} articles");
    print(&sums);
    Ok(())
}

fn score(record: &Value, text: &str, finder: &QuoteFinder, sums: &mut Sums, wrong: bool) {
    let characters: Vec<char> = text.chars().collect();
    let annotated = annotated(record, &characters);
    let found = found(record, text, &characters, finder);
    for piece in &annotated {
        sums.annotated[piece.kind] += 1;
        sums.named += usize::from(piece.kind < 2 && piece.source == 0);
    }
    let met = pairs(&found, &annotated);
    for (one, other) in found.iter().zip(&met) {
        sums.met[one.kind][other.map_or(3, |other| annotated[other].kind)] += 1;
        let Some(gold) = other.map(|other| &annotated[other]).filter(|gold| gold.kind < 2) else { continue };
        if one.kind == 2 {
            continue;
        }
        let right = is_right(&one.speaker, gold);
        let (all, good) = &mut sums.sources[gold.source];
        *all += 1;
        *good += usize::from(right);
        if wrong && !right {
            let from = one.place.start.saturating_sub(200);
            let to = (one.place.end + 100).min(characters.len());
            let part = |range: Range<usize>| characters[range].iter().collect::<String>().replace('\n', "¶");
            println!(
                "{}: found {:?}, annotated {:?}\n    {}[[{}]]{}",
                SOURCES[gold.source],
                one.speaker,
                gold.speaker,
                part(from..one.place.start),
                part(one.place.clone()),
                part(one.place.end..to)
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

fn annotated(record: &Value, text: &[char]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for gold in record["gold"].as_array().into_iter().flatten() {
        let kind = usize::from(gold["form"] == "mixed");
        let speaker = gold["speaker"].as_str().unwrap_or_default().to_owned();
        let source = SOURCES.iter().position(|source| gold["speaker_kind"] == *source).unwrap_or(0);
        let places = cut(text, number(&gold["start"])..number(&gold["end"]));
        pieces.extend(places.map(|place| Piece { place, kind, speaker: speaker.clone(), source }));
    }
    for span in ranges(&record["unattributed"]) {
        let places = cut(text, span);
        pieces.extend(places.map(|place| Piece { place, kind: 2, speaker: String::new(), source: 3 }));
    }
    pieces
}

fn found(record: &Value, text: &str, characters: &[char], finder: &QuoteFinder) -> Vec<Piece> {
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
        let places = cut(characters, quote.span.start..quote.span.end)
            .filter(|place| !ignored.iter().any(|span| span.start <= place.start && place.end <= span.end));
        pieces.extend(places.map(|place| Piece { place, kind, speaker: speaker.clone(), source: 3 }));
    }
    pieces
}

/// A span without its marks, cut where a paragraph ends.
fn cut(text: &[char], span: Range<usize>) -> impl Iterator<Item = Range<usize>> {
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

/// For each that was found the annotated one that it is, the most alike first.
fn pairs(found: &[Piece], annotated: &[Piece]) -> Vec<Option<usize>> {
    let mut alike: Vec<(f64, usize, usize)> = Vec::new();
    for (one, piece) in found.iter().enumerate() {
        for (other, gold) in annotated.iter().enumerate() {
            let (one_place, other_place) = (&piece.place, &gold.place);
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

fn is_right(speaker: &str, gold: &Piece) -> bool {
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

fn print(sums: &Sums) {
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    println!("kind        found  annotated      P      R     F1   as speech at all: P      R");
    for kind in 0..3 {
        let row = &sums.met[kind];
        let (all, right) = (row.iter().sum::<usize>(), row[kind]);
        let (p, r) = (share(right, all), share(right, sums.annotated[kind]));
        let f1 = 2.0 * p * r / (p + r).max(1e-9);
        print!("{:10} {all:6} {:10} {p:6.1} {r:6.1} {f1:6.1}", KINDS[kind], sums.annotated[kind]);
        match kind {
            2 => println!(),
            _ => {
                let speech: usize = row[..2].iter().sum();
                let got: usize = sums.met[..2].iter().map(|row| row[kind]).sum();
                println!("{:24.1} {:6.1}", share(speech, all), share(got, sums.annotated[kind]));
            }
        }
    }
    let speech: usize = sums.met[..2].iter().flat_map(|row| &row[..2]).sum();
    let found: usize = sums.met[..2].iter().flatten().sum();
    let (p, r) = (share(speech, found), share(speech, sums.annotated[0] + sums.annotated[1]));
    println!(
        "speech     {found:6} {:10} {p:6.1} {r:6.1} {:6.1}",
        sums.annotated[0] + sums.annotated[1],
        2.0 * p * r / (p + r)
    );
    // Of the others no name is asked.
    let others: usize = sums.sources[1..].iter().map(|(all, _)| all).sum();
    let (p, r) = (share(sums.sources[0].1, found - others), share(sums.sources[0].1, sums.named));
    println!("and its speaker, where named: P {p:.1} R {r:.1} F1 {:.1}", 2.0 * p * r / (p + r));
    println!("of what was found (rows), annotated as full, mixed, unattributed, nothing:");
    for (kind, row) in KINDS.iter().zip(&sums.met) {
        println!("{kind:10} {row:6?}");
    }
    for (source, (all, right)) in SOURCES.iter().zip(&sums.sources) {
        println!(
            "speaker, where annotated as {source:8} {right:5} of {all:5} right, {:5.1} %",
            share(*right, *all)
        );
    }
}
