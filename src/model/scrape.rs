//! What reading gives: one record of a scrape, the crawler's fields mapped to ours, nothing judged yet.

use std::borrow::Cow;
use std::path::PathBuf;

use crate::model::{Block, PublishedFrom};

/// One record, as it was read: a page saved as text, a line of JSONL, a row of CSV.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Scrape {
    /// Where it came from, down to the byte.
    #[serde(skip)]
    pub origin: Origin,
    /// The text of the page or of its body field, decoded, not cleaned.
    pub text: String,
    /// The identifier that whoever gave it has for it; the archive has its own.
    #[serde(skip)]
    pub given_id: Option<String>,
    /// The address, as written.
    pub url: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// What is above the headline: "Harbour".
    #[serde(default)]
    pub kicker: Option<String>,
    /// The author line: "By Jane Roe / Staff reporter", or names joined with ", ".
    pub byline: Option<String>,
    /// The publication time as written.
    pub published: Option<String>,
    /// Where that was found.
    pub published_from: Option<PublishedFrom>,
    /// When it was last changed, as written.
    pub modified: Option<String>,
    /// The section of the paper: "Politics".
    pub section: Option<String>,
    /// The page of the printed paper, as written: "B4".
    #[serde(default)]
    pub page: Option<String>,
    /// The database that it was exported from: "Factiva".
    #[serde(default)]
    pub vendor: Option<Cow<'static, str>>,
    /// The number that the database gives to it.
    #[serde(default)]
    pub vendor_number: Option<String>,
    /// How many words it has, as whoever gave it says.
    #[serde(default)]
    pub stated_words: Option<u64>,
    /// The place and agency at the head of the story, where they are given apart from it.
    #[serde(default)]
    pub dateline: Option<String>,
    /// What belongs to the article and is not its text, as whoever gave it says: abstract, correction, caption.
    #[serde(default)]
    pub blocks: Vec<Block>,
    /// The paper's name as written.
    pub source: Option<String>,
    /// The paper's domain as written.
    pub domain: Option<String>,
    /// The language as written: "en", "en-GB".
    pub language: Option<String>,
    /// The captions of the page's pictures, in page order.
    #[serde(default)]
    pub pictures: Vec<Picture>,
    /// The status that the server answered with, where a crawl has it and it was no success: 404.
    pub status: Option<u16>,
    /// Whether the text is a whole page, whose first lines may be URL, title and byline and whose end may be other stories' teasers.
    pub is_page: bool,
    /// Whether whoever gave the text says that it is only the beginning: "[+1234 chars]".
    #[serde(default)]
    pub cut_off: bool,
    /// What its bytes were decoded from, by the WHATWG name in lower case: "utf-8", "windows-1252".
    #[serde(default)]
    pub encoding: Option<Cow<'static, str>>,
}

/// A picture of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Picture {
    /// What it shows.
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
    /// The line of the text before which it is, from 1.
    pub line: usize,
}

/// Where a record was.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Origin {
    /// The file, as the user named it; "-" for standard input.
    pub path: PathBuf,
    /// The member inside an archive file, if the file is one.
    pub member: Option<String>,
    /// The record's number in the file, from 1 (for CSV, the header is not counted).
    pub record: u64,
    /// Where its bytes begin in the (decompressed) file or member.
    pub byte_offset: u64,
}
