//! Who is who within an article, measured on articles of many regions' names: B-cubed F1 over the mentions.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::workspace::Workspace;

/// A text, and in it who stands where.
struct Article {
    about: String,
    text: String,
    /// First character, the one after the last, and who it is.
    mentions: Vec<(usize, usize, String)>,
}

fn articles() -> Vec<Article> {
    let mut articles: Vec<Article> = Vec::new();
    for line in include_str!("../data/who_is_who.txt").lines().filter(|line| !line.starts_with('#')) {
        if let Some(about) = line.strip_prefix("= ") {
            articles.push(Article { about: about.into(), text: String::new(), mentions: Vec::new() });
            continue;
        }
        let article = articles.last_mut().unwrap();
        let mut rest = line;
        while let Some((before, marked)) = rest.split_once('{') {
            article.text += before;
            let (mention, after) = marked.split_once('}').unwrap();
            let (who, surface) = mention.split_once('|').unwrap();
            let start = article.text.chars().count();
            article.text += surface;
            article.mentions.push((start, start + surface.chars().count(), who.into()));
            rest = after;
        }
        article.text += rest;
    }
    articles
}

/// Precision and recall of B-cubed, summed over mentions: for each one, how much of its entity is right.
#[derive(Default)]
struct Score {
    precision: f64,
    recall: f64,
    matched: f64,
    all: f64,
}

impl Score {
    fn add(&mut self, article: &Article, found: &HashMap<(usize, usize), String>) -> bool {
        let pairs: Vec<(&str, &str)> = article
            .mentions
            .iter()
            .filter_map(|(start, end, who)| Some((who.as_str(), found.get(&(*start, *end))?.as_str())))
            .collect();
        let mut right = true;
        for (who, name) in &pairs {
            let both = pairs.iter().filter(|(other, called)| other == who && called == name).count() as f64;
            let named = pairs.iter().filter(|(_, called)| called == name).count() as f64;
            let meant = pairs.iter().filter(|(other, _)| other == who).count() as f64;
            self.precision += both / named;
            self.recall += both / meant;
            right &= both == named && both == meant;
        }
        self.matched += pairs.len() as f64;
        self.all += article.mentions.len() as f64;
        right
    }

    /// F1 over the mentions that were found, and with those that were not counted as missed.
    fn f1(&self) -> (f64, f64) {
        let f1 = |precision: f64, recall: f64| 2.0 * precision * recall / (precision + recall);
        let precision = self.precision / self.matched;
        (f1(precision, self.recall / self.matched), f1(precision, self.recall / self.all))
    }
}

#[test]
fn who_is_who_is_known_within_an_article() {
    let articles = articles();
    assert!(articles.len() >= 60, "{}", articles.len());
    let space = Workspace::new();
    let lines: Vec<String> =
        articles.iter().map(|article| json!({"text": article.text}).to_string() + "\n").collect();
    let ended = space.run_with_input(&["extract", "--verbatim"], lines.concat()).code(0);
    let (mut score, mut wrong) = (Score::default(), Vec::new());
    for (article, line) in articles.iter().zip(ended.stdout.lines()) {
        let record: Value = serde_json::from_str(line).unwrap();
        let found: HashMap<(usize, usize), String> = record["entities"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|entity| entity["type"] != "money")
            .map(|entity| {
                let at = |key: &str| entity[key].as_u64().unwrap() as usize;
                ((at("start"), at("end")), format!("{} {}", entity["type"], entity["name"]))
            })
            .collect();
        if !score.add(article, &found) {
            let called: Vec<String> = article
                .mentions
                .iter()
                .map(|(start, end, who)| {
                    format!("{who}={}", found.get(&(*start, *end)).map_or("-", |name| name))
                })
                .collect();
            wrong.push(format!("{}: {}", article.about, called.join(", ")));
        }
    }
    let (matched, overall) = score.f1();
    let said = format!(
        "{} articles, {} of {} mentions found, B3 F1 {matched:.3} over these, {overall:.3} over all\n{}",
        articles.len(),
        score.matched,
        score.all,
        wrong.join("\n")
    );
    println!("{said}");
    assert!(score.matched >= 0.8 * score.all, "{said}");
    assert!(matched >= 0.95, "{said}");
    assert!(overall >= 0.90, "{said}");
}
