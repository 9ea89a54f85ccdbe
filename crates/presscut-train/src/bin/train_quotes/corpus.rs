//! The annotated articles that the models learn from, and what their annotation says of a span.

use std::ops::Range;

use presscut_extract::{Document, Entity, Extractor, Mention, Span};
use serde_json::Value;

/// An annotated quote.
pub struct Gold {
    /// What is quoted.
    pub span: Span,
    /// Who spoke it, as written; empty for nobody.
    pub speaker: String,
    /// Whom a pronoun means, where the annotation says.
    pub means: Option<String>,
    /// Where the speaker is written, as far as its head reaches; empty for nobody.
    pub place: Span,
    /// The same with all that follows the head: "the mayor, Ana Roe".
    pub whole: Span,
}

/// An annotated article.
pub struct Article {
    /// Its text.
    pub text: String,
    /// Its quotes.
    pub gold: Vec<Gold>,
    /// Spans of which the annotation says nothing.
    ignore: Vec<Span>,
}

impl Article {
    /// Whether the annotation says nothing about a span.
    pub fn ignores(&self, span: Span) -> bool {
        self.ignore.iter().any(|ignored| ignored.start <= span.start && span.end <= ignored.end)
    }

    /// Whether the annotation says nothing about a part of a span.
    pub fn touches(&self, span: Span) -> bool {
        self.ignore.iter().any(|ignored| ignored.overlaps(&span))
    }
}

/// The articles of a corpus, one a line, without those that have no quote annotated.
pub fn parse_articles(corpus: &str) -> Result<Vec<Article>, serde_json::Error> {
    let articles: Vec<Article> = corpus
        .lines()
        .map(|line| Ok(article(&serde_json::from_str(line)?)))
        .collect::<Result<_, serde_json::Error>>()?;
    Ok(articles.into_iter().filter(|article| !article.gold.is_empty()).collect())
}

fn article(record: &Value) -> Article {
    let number = |value: &Value| value.as_u64().unwrap_or(0) as usize;
    let text = record["text"].as_str().unwrap_or_default().to_string();
    let gold = record["gold"].as_array().into_iter().flatten().map(|quote| {
        let speaker = quote["speaker"].as_str().unwrap_or_default().to_string();
        let start = number(&quote["speaker_start"]);
        let place = Span::new(start, start + head_length(&speaker));
        let whole = Span::new(start, start + speaker.chars().count());
        let span = Span::new(number(&quote["start"]), number(&quote["end"]));
        let means = quote["speaker_silver"].as_str().map(str::to_owned);
        Gold { means, span, speaker, place, whole }
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
pub fn gold_of(article: &Article, span: Span) -> Option<&Gold> {
    let share = |gold: &&Gold| {
        let common = span.end.min(gold.span.end) as f64 - span.start.max(gold.span.start) as f64;
        let whole = span.end.max(gold.span.end) - span.start.min(gold.span.start);
        let inside = gold.span.start <= span.start + 2 && span.end <= gold.span.end + 2;
        common > 0.0
            && (common / whole as f64 >= 0.8 || inside && common > 20.0 || common + 4.0 >= whole as f64)
    };
    article.gold.iter().find(share)
}

/// Whether the phrase with these tokens is the speaker that the annotation gives.
pub fn is_right(gold: &Gold, document: &Document, speaker: Option<&Range<usize>>) -> bool {
    let Some(tokens) = speaker else { return gold.speaker.is_empty() };
    let place = document.span(tokens.clone());
    let here = place.start < gold.place.end && gold.place.start < place.end;
    let phrase = document.slice(tokens.clone());
    here || names_role(gold, place, phrase) || same_last_word(phrase, &gold.speaker)
}

/// "Ana Roe" of "the mayor, Ana Roe".
fn names_role(gold: &Gold, place: Span, phrase: &str) -> bool {
    let is_capital = |text: &str| {
        text.split_whitespace().next_back().is_some_and(|word| word.starts_with(char::is_uppercase))
    };
    let head: String = gold.speaker.chars().take(gold.place.end - gold.place.start).collect();
    gold.whole.start <= place.start && place.end <= gold.whole.end && is_capital(phrase) && !is_capital(&head)
}

/// Whether the last word of a name is one of the other's first part.
pub fn same_last_word(one: &str, other: &str) -> bool {
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

/// An annotated article with what is found in its text before quotes are.
pub struct AnnotatedText<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its tokens and sentences.
    pub document: Document<'a>,
    /// The entities of its text.
    pub entities: Vec<Entity>,
    /// Their mentions.
    pub mentions: Vec<Mention>,
}

impl<'a> AnnotatedText<'a> {
    /// Reads the text of an article.
    pub fn new(article: &'a Article) -> AnnotatedText<'a> {
        thread_local! {
            static EXTRACTOR: Extractor = Extractor::default();
        }
        let document = Document::new(&article.text);
        let (entities, mentions, _) = EXTRACTOR.with(|extractor| extractor.find_entities(&document));
        AnnotatedText { article, document, entities, mentions }
    }
}
