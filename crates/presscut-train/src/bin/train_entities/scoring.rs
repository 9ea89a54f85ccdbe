//! Precision, recall and F1 of names, strict (span and class), by class and by region.

use std::collections::BTreeMap;

use presscut_extract::Document;
use presscut_extract::training::entities::EntityFinder;
use presscut_extract::training::entities::bioes::{NameClass, Tag, TaggedName, names_from_tags};

use super::corpus::{Article, FeaturedArticle, Part};

/// Names that are found and right, found, and annotated.
type Counts = [usize; 3];

/// Prints and returns the scores of the tags of articles, one line for each part that was not trained on.
pub fn score_tags<'t>(
    what: &str,
    articles: &[Article],
    seen: &[FeaturedArticle],
    tags: impl Fn(usize) -> &'t Vec<Tag>,
) -> Vec<String> {
    let mut lines = Vec::new();
    for part in [Part::Dev, Part::Held] {
        let of_part = articles.iter().zip(seen).enumerate().filter(|(_, (article, _))| article.part == part);
        let pairs: Vec<_> = of_part
            .map(|(at, (article, seen))| (article, &seen.gold[..], names_from_tags(tags(at), 0)))
            .collect();
        if !pairs.is_empty() {
            let line = format!("{what}, {part:?}: {}", score_line(&pairs));
            println!("{line}");
            lines.push(line);
        }
    }
    lines
}

/// Prints and returns the scores of a model as users run it.
pub fn score_model(articles: &[Article], seen: &[FeaturedArticle], finder: &EntityFinder) -> Vec<String> {
    let mut lines = Vec::new();
    for part in [Part::Dev, Part::Held] {
        let of_part = articles.iter().zip(seen).filter(|(article, _)| article.part == part);
        let pairs: Vec<_> = of_part
            .map(|(article, seen)| (article, &seen.gold[..], finder.tag_names(&Document::new(&article.text))))
            .collect();
        if pairs.is_empty() {
            continue;
        }
        let line = format!("as shipped, {part:?}: {}", score_line(&pairs));
        println!("{line}");
        lines.push(line);
        let mut regions: BTreeMap<&str, Counts> = BTreeMap::new();
        for (article, gold, found) in &pairs {
            let counts = regions.entry(&article.region).or_default();
            *counts = count_by_class(gold, found).iter().fold(*counts, add_counts);
        }
        for (region, counts) in regions {
            println!("    {region}: {:.1} of {} names", f1(counts), counts[2]);
        }
    }
    lines
}

fn score_line(pairs: &[(&Article, &[TaggedName], Vec<TaggedName>)]) -> String {
    let mut classes = [Counts::default(); NameClass::ALL.len()];
    for (_, gold, found) in pairs {
        for (class, own) in classes.iter_mut().zip(count_by_class(gold, found)) {
            *class = add_counts(*class, &own);
        }
    }
    let all = classes.iter().fold(Counts::default(), add_counts);
    let names = classes[..NameClass::Date as usize].iter().fold(Counts::default(), add_counts);
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

fn add_counts(a: Counts, b: &Counts) -> Counts {
    std::array::from_fn(|at| a[at] + b[at])
}

fn count_by_class(gold: &[TaggedName], found: &[TaggedName]) -> [Counts; NameClass::ALL.len()] {
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
