//! What cleaning gives: an article's body, separated from everything that was around it.

use std::borrow::Cow;

use crate::model::{Decision, NumericDate, Published, PublishedFrom, Scrape};

/// What a row of `articles` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ArticleKind {
    /// A whole story.
    Article,
    /// The opening of another story on an article's page.
    Teaser,
}

impl ArticleKind {
    /// The word in the archive.
    pub fn as_str(self) -> &'static str {
        match self {
            ArticleKind::Article => "article",
            ArticleKind::Teaser => "teaser",
        }
    }
}

/// An article and what was found beside it on its page.
#[derive(Debug, Clone, PartialEq)]
pub struct Cutting {
    /// The story itself.
    pub article: Article,
    /// What was removed from the body, in page order.
    pub blocks: Vec<Block>,
    /// The openings of other stories that the page carried, in page order.
    pub teasers: Vec<Teaser>,
}

/// One story, clean.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Article {
    /// Its address, as given (canonicalised only to compare).
    pub url: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// What is above the headline: "Harbour".
    pub kicker: Option<String>,
    /// The authors, without "By": "Jane Roe / Staff reporter".
    pub byline: Option<String>,
    /// The dateline at the head of the story, without its dash: "TAIPEI, Oct. 3 (Reuters)".
    pub dateline: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// Where that time comes from.
    pub dating: Dating,
    /// When it was last changed, if that is another time.
    pub modified: Option<Published>,
    /// The section of the paper: "Politics".
    pub section: Option<String>,
    /// The page of the printed paper: "B4".
    pub page: Option<String>,
    /// The database that it was exported from: "Factiva".
    pub vendor: Option<Cow<'static, str>>,
    /// The number that the database gives to it.
    pub vendor_number: Option<String>,
    /// How many words it has, as whoever gave it says.
    pub stated_words: Option<u64>,
    /// The paper's name.
    pub source: Option<String>,
    /// The paper's domain, lower case, without "www.".
    pub domain: Option<String>,
    /// The language, as a two-letter code.
    pub language: Option<String>,
    /// The story alone: paragraphs separated by one empty line ("\n\n"), no other line breaks within a paragraph.
    pub body: String,
    /// Whether the body is only the beginning of the story, as whoever gave it says.
    pub cut_off: bool,
    /// What its bytes were decoded from.
    pub encoding: Option<Cow<'static, str>>,
    /// What was repaired in its characters, and in how many places.
    pub repair: Option<String>,
}

impl Article {
    /// Whether something is written as its date that cannot be read, or stands for no date.
    pub fn has_unreadable_date(&self) -> bool {
        self.published.is_none() && self.dating.written.is_some()
    }
}

/// Where an article's publication time comes from, and how sure it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dating {
    /// Where it was found.
    pub from: Option<PublishedFrom>,
    /// As it was written, where it was written in digits whose order could differ (31/12/2024, 03/04/2024), and where it
    /// cannot be read or stands for no date ("tomorrow", 0001-01-01).
    pub written: Option<String>,
    /// The parts of that written date.
    pub numeric: Option<NumericDate>,
    /// How it was read, where it could be two days.
    pub decision: Option<Decision>,
}

/// The kind of what was removed from a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// The page's address on a line of its own.
    Url,
    /// The headline on a line of its own.
    Title,
    /// "By Jane Roe / Staff reporter".
    Byline,
    /// "TAIPEI, Oct. 3 (Reuters) —".
    Dateline,
    /// "Published: …", "Oct. 3, 2024" on a line of its own.
    Published,
    /// "Updated: …".
    Updated,
    /// "Photo: AFP".
    Credit,
    /// What a picture shows.
    Caption,
    /// "Read more: …", "Related: …".
    ReadMore,
    /// "Advertisement".
    Advertisement,
    /// "Share on Facebook", "Follow us on …".
    Share,
    /// "Sign up for our newsletter".
    Newsletter,
    /// "All rights reserved", "© 2024 …".
    Copyright,
    /// What the article is about, by whoever gave it.
    Abstract,
    /// The lines that the paper set off: the deck, the summary above the text.
    Highlight,
    /// What the paper put right later.
    Correction,
    /// Navigation and other lines of the page itself.
    Furniture,
}

impl BlockKind {
    /// The word in the archive.
    pub fn as_str(self) -> &'static str {
        match self {
            BlockKind::Url => "url",
            BlockKind::Title => "title",
            BlockKind::Byline => "byline",
            BlockKind::Dateline => "dateline",
            BlockKind::Published => "published",
            BlockKind::Updated => "updated",
            BlockKind::Credit => "credit",
            BlockKind::Caption => "caption",
            BlockKind::ReadMore => "read_more",
            BlockKind::Advertisement => "advertisement",
            BlockKind::Share => "share",
            BlockKind::Newsletter => "newsletter",
            BlockKind::Copyright => "copyright",
            BlockKind::Abstract => "abstract",
            BlockKind::Highlight => "highlight",
            BlockKind::Correction => "correction",
            BlockKind::Furniture => "furniture",
        }
    }
}

/// A line or paragraph that was removed from a body, kept so that nothing is lost.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text (after the clean-up of characters).
    pub text: String,
    /// Its line on the page, from 1.
    pub line: usize,
}

/// The opening of another story, glued to the page by its "most read" box.
#[derive(Debug, Clone, PartialEq)]
pub struct Teaser {
    /// The capitals before the colon: "NEXT GENERATION".
    pub kicker: Option<String>,
    /// The rest.
    pub body: String,
    /// Whether it stops in mid-sentence.
    pub cut_off: bool,
    /// Its line on the page, from 1.
    pub line: usize,
    /// Why it was classified as a teaser: "cut off; kicker; shares no name with the story".
    pub evidence: String,
}

impl Article {
    /// An article with the fields of a scrape and an empty body, for the cleaner to fill.
    pub fn from_fields(scrape: &Scrape) -> Article {
        Article {
            url: scrape.url.clone(),
            title: scrape.title.clone(),
            byline: scrape.byline.clone(),
            source: scrape.source.clone(),
            domain: scrape.domain.clone(),
            language: scrape.language.clone(),
            vendor: scrape.vendor.clone(),
            stated_words: scrape.stated_words,
            cut_off: scrape.cut_off,
            encoding: scrape.encoding.clone(),
            ..Article::default()
        }
    }
}
