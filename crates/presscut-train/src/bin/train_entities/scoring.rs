//! How many names were found: strict, by class and by region.

use std::collections::BTreeMap;

use presscut_extract::Document;
use presscut_extract::entities::crf::bioes::{NameClass, TaggedName, Tag, names};
use presscut_extract::entities::crf::model::Model;
use presscut_extract::entities::recognise;

use super::corpus::{Article, Part, Seen};

/// TaggedName and right, found, and there.
type Counts = [usize; 3];

/// Scores tags of articles.
pub fn show<'t>(what: &str, articles: &[Article], seen: &[Seen], tags: impl Fn(usize) -> &'t Vec<Tag>) {
    for part in [Part::Dev, Part::Held] {
        let of_part = articles.iter().zip(seen).enumerate().filter(|(_, (article, _))| article.part == part);
        let pairs: Vec<_> =
            of_part.map(|(at, (article, seen))| (article, &seen.gold[..], names(tags(at), 0))).collect();
        if !pairs.is_empty() {
            println!("{what}, {part:?}: {}", line(&pairs));
        }
    }
}

/// Scores a model as it is shipped.
pub fn show_model(articles: &[Article], seen: &[Seen], model: &Model) {
    for part in [Part::Dev, Part::Held] {
        let of_part = articles.iter().zip(seen).filter(|(article, _)| article.part == part);
        let pairs: Vec<_> = of_part
            .map(|(article, seen)| (article, &seen.gold[..], recognise(&Document::new(&article.text), model)))
            .collect();
        if pairs.is_empty() {
            continue;
        }
        println!("as shipped, {part:?}: {}", line(&pairs));
        let mut regions: BTreeMap<&str, Counts> = BTreeMap::new();
        for (article, gold, found) in &pairs {
            let counts = regions.entry(&article.region).or_default();
            *counts = by_class(gold, found).iter().fold(*counts, sum);
        }
        for (region, counts) in regions {
            println!("    {region}: {:.1} of {} names", f1(counts), counts[2]);
        }
    }
}

fn line(pairs: &[(&Article, &[TaggedName], Vec<TaggedName>)]) -> String {
    let mut classes = [Counts::default(); NameClass::ALL.len()];
    for (_, gold, found) in pairs {
        for (class, own) in classes.iter_mut().zip(by_class(gold, found)) {
            *class = sum(*class, &own);
        }
    }
    let all = classes.iter().fold(Counts::default(), sum);
    let names = classes[..NameClass::Date as usize].iter().fold(Counts::default(), sum);
    let percent = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    let each = NameClass::ALL.map(|class| format!("{class:?} {:.1}", f1(classes[class as usize])));
    let (precision, recall) = (percent(all[0], all[1]), percent(all[0], all[2]));
    format!(
        "F1 {:.2} (P {precision:.1} R {recall:.1}), without dates {:.2}: {}",
        f1(all),
        f1(names),
        each.join(" ")
    )
}

fn sum(a: Counts, b: &Counts) -> Counts {
    std::array::from_fn(|at| a[at] + b[at])
}

fn by_class(gold: &[TaggedName], found: &[TaggedName]) -> [Counts; NameClass::ALL.len()] {
    let mut counts = [Counts::default(); NameClass::ALL.len()];
    for name in gold {
        counts[name.class as usize][2] += 1;
    }
    for name in found {
        counts[name.class as usize][1] += 1;
        counts[name.class as usize][0] += usize::from(gold.contains(name));
    }
    counts
}

fn f1([right, found, there]: Counts) -> f64 {
    200.0 * right as f64 / (found + there).max(1) as f64
}
