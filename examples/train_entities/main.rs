//! Experimental.
mod crf;
mod lists;

use std::collections::HashMap;
use std::ops::Range;

use crf::{Crf, Options, Sentence, WIDE, next};
use presscut::extract::Document;
use presscut::extract::entities::features::{Family, Features, Sink};
use presscut::extract::entities::decode::{allowed, best_sequence};
use presscut::extract::entities::model::{Model, Row};
use presscut::extract::entities::recognise;
use presscut::extract::entities::tags::{self, Class, Found, TAGS, tags};
use presscut::extract::entities::words::Words;
use presscut::model::Span;
use serde_json::Value;

struct Article {
    text: String,
    gold: Vec<(Span, Class)>,
    split: u8,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let option = |name: &str| arguments.iter().position(|a| a == name).map(|at| arguments[at + 1].clone());
    let number = |name: &str, default: f64| option(name).map_or(default, |v| v.parse().unwrap());
    let fold = option("--fold").is_some();
    let rounds = number("--rounds", 10.0) as usize;
    let least = number("--least", 3.0) as u32;
    let without: Vec<usize> = option("--without").map_or(vec![], |v| v.split(',').map(|x| x.parse().unwrap()).collect());
    let articles = read(&arguments[1], fold)?;
    let lexicon = lists::lexicon();
    eprintln!("lexicon {} bytes", lexicon.to_bytes().len());
    let mut counts: HashMap<u64, u32> = HashMap::new();
    let mut raw: Vec<Vec<(Vec<u64>, Vec<u32>, Vec<u8>, Range<usize>)>> = Vec::new();
    let mut golds = Vec::new();
    let mut words = Words::default();
    for article in &articles {
        let document = Document::new(&article.text);
        let numbers = words.read(&document, &lexicon);
        let features = Features::new(&document, &numbers, &words, &lexicon);
        let names = names(&document, &article.gold);
        let mut all = Vec::new();
        for sentence in features.sentences() {
            let inside: Vec<Found> = names.iter().filter(|n| sentence.start <= n.start && n.end <= sentence.end).copied().collect();
            let mut sink = Sink::default();
            let mut ends = Vec::new();
            for at in sentence.clone() {
                features.all(at, sentence, &mut sink);
                ends.push(sink.0.len() as u32);
            }
            if article.split == 0 {
                for f in &sink.0 { *counts.entry(*f).or_default() += 1; }
            }
            all.push((sink.0, ends, tags(&inside, sentence.start, sentence.len()), sentence.clone()));
        }
        raw.push(all);
        golds.push(names);
    }
    let mut kept: Vec<u64> = counts.iter().filter(|(f, n)| **n >= least && !without.contains(&(Family::of(**f) as usize))).map(|(f, _)| *f).collect();
    kept.sort_unstable();
    drop(counts);
    let ids: HashMap<u64, u32> = kept.iter().enumerate().map(|(n, f)| (*f, n as u32)).collect();
    let compact = |(fs, es, gold, _): &(Vec<u64>, Vec<u32>, Vec<u8>, Range<usize>)| {
        let mut s = Sentence { gold: gold.clone(), ..Default::default() };
        let mut start = 0;
        for &e in es {
            for f in &fs[start..e as usize] { if let Some(id) = ids.get(f) { s.features.push(*id); } }
            start = e as usize;
            s.ends.push(s.features.len() as u32);
        }
        s
    };
    let mut train = Vec::new();
    let mut tests: Vec<(u8, usize, Vec<(Sentence, Range<usize>)>)> = Vec::new();
    for (n, (article, all)) in articles.iter().zip(raw).enumerate() {
        if article.split == 0 { train.extend(all.iter().map(compact)); }
        else { tests.push((article.split, n, all.iter().map(|s| (compact(s), s.3.clone())).collect())); }
    }
    let tokens: usize = train.iter().map(|s| s.gold.len()).sum();
    eprintln!("{} sentences {} tokens {} features kept, {:.1} a token", train.len(), tokens, kept.len(), train.iter().map(|s| s.features.len()).sum::<usize>() as f64 / tokens as f64);
    let mut crf = Crf::new(kept.len(), Options { rate: number("--rate", 0.1) as f32, hidden: number("--hidden", 0.3) as f32, decay: number("--decay", 0.0) as f32, seed: number("--seed", 12345.0) as u64 * 0x9e37_79b9 + 1 });
    let mut order: Vec<usize> = (0..train.len()).collect();
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    for round in 1..=rounds {
        for at in (1..order.len()).rev() { order.swap(at, (next(&mut random) % (at as u64 + 1)) as usize); }
        let started = std::time::Instant::now();
        let loss = crf.round(&train, &order);
        if round * 2 > rounds { crf.remember(); }
        if round % 2 == 0 || round == rounds {
            let (rows, trans) = if round * 2 > rounds { crf.mean() } else { (crf.rows.clone(), crf.transitions.clone()) };
            println!("round {round} loss {loss:.0} {:.1}s", started.elapsed().as_secs_f32());
            for which in [1, 2] {
                let mut counts: HashMap<Class, [usize; 3]> = HashMap::new();
                let transitions = allowed(|a, b| trans[a][b]);
                for (split, n, sents) in &tests {
                    if *split != which { continue; }
                    let gold = &golds[*n];
                    gold.iter().for_each(|g| counts.entry(g.class).or_default()[2] += 1);
                    for (s, range) in sents {
                        let scores: Vec<[f32; TAGS]> = (0..s.gold.len()).map(|t| {
                            let mut sum = [0.0; WIDE];
                            for &f in s.of(t) { for (a, b) in sum.iter_mut().zip(&rows[f as usize]) { *a += b; } }
                            std::array::from_fn(|t| sum[t])
                        }).collect();
                        let best = best_sequence(&scores, &transitions, &mut Vec::new());
                        for f in tags::names(&best, range.start) {
                            let c = counts.entry(f.class).or_default();
                            c[1] += 1;
                            c[0] += usize::from(gold.contains(&f));
                        }
                    }
                }
                let f1 = |[r, f, t]: [usize; 3]| 200.0 * r as f64 / (f + t).max(1) as f64;
                let all = counts.values().fold([0; 3], |s, c| std::array::from_fn(|n| s[n] + c[n]));
                let each = Class::ALL.map(|c| format!("{c:?} {:.1}", f1(counts.get(&c).copied().unwrap_or_default())));
                println!("   {} F1 {:.2} (P {:.1} R {:.1}) {}", ["", "dev ", "fold"][which as usize], f1(all), 100.0 * all[0] as f64 / all[1].max(1) as f64, 100.0 * all[0] as f64 / all[2].max(1) as f64, each.join(" "));
            }
        }
    }
    if let Some(output) = option("--output") {
        let (rows, trans) = crf.mean();
        let mut importance: Vec<(f32, usize)> = rows.iter().enumerate().map(|(n, r)| (r.iter().fold(0.0f32, |m, w| m.max(w.abs())) , n)).collect();
        importance.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        importance.truncate(number("--rows", 150_000.0) as usize);
        let mut sizes: Vec<f32> = rows.iter().flatten().map(|w| w.abs()).filter(|w| *w > 0.0).collect();
        sizes.sort_by(f32::total_cmp);
        let largest = sizes[sizes.len() * 9999 / 10000];
        let scale = 127.0 / largest;
        println!("largest {largest} scale {scale} least importance {}", importance[importance.len()-1].0);
        let mut frequency: HashMap<u32, u32> = HashMap::new();
        for s in &train { for f in &s.features { *frequency.entry(*f).or_default() += 1; } }
        let mut keep: Vec<usize> = importance.iter().map(|x| x.1).collect();
        keep.sort_by_key(|n| (std::cmp::Reverse(frequency.get(&(*n as u32)).copied().unwrap_or(0)), *n));
        let table: Vec<(u64, Row)> = keep.iter().map(|&n| (kept[n], rows[n].map(|w| (w * scale).round().clamp(-127.0, 127.0) as i8))).filter(|(_, r)| r.iter().any(|w| *w != 0)).collect();
        println!("{} rows", table.len());
        let transitions: Vec<f32> = (0..TAGS).flat_map(|a| (0..TAGS).map(move |b| (a, b))).map(|(a, b)| (trans[a][b] * scale).round()).collect();
        let bytes = Model::bytes(&lexicon, &transitions, &table);
        println!("{} bytes", bytes.len());
        let model = Model::new(&bytes)?;
        for which in [1, 2] {
            let mut c = [0usize; 3];
            for (n, a) in articles.iter().enumerate().filter(|(_, a)| a.split == which) {
                let document = Document::new(&a.text);
                let found = recognise(&document, &model);
                c[0] += found.iter().filter(|f| golds[n].contains(f)).count();
                c[1] += found.len();
                c[2] += golds[n].len();
            }
            println!("quantised, {which}: F1 {:.2}", 200.0 * c[0] as f64 / (c[1] + c[2]).max(1) as f64);
        }
        std::fs::write(output, bytes)?;
    }
    Ok(())
}

fn read(path: &str, fold: bool) -> Result<Vec<Article>, Box<dyn std::error::Error>> {
    let mut articles = Vec::new();
    let mut n = 0;
    for line in std::fs::read_to_string(path)?.lines() {
        let record: Value = serde_json::from_str(line)?;
        let gold = record["gold"].as_array().into_iter().flatten().filter_map(|name| {
            let span = Span::new(name["start"].as_u64()? as usize, name["end"].as_u64()? as usize);
            Some((span, Class::named(name["type"].as_str()?)?))
        });
        let split = if record["split"] != "train" { 1 } else { n += 1; if fold && n % 6 == 3 { 2 } else { 0 } };
        articles.push(Article { text: record["text"].as_str().unwrap_or_default().to_string(), gold: gold.collect(), split });
    }
    Ok(articles)
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
