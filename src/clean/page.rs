//! A page's paragraphs, from which everything is taken that is not the story: captions, headline, byline, dateline,
//! boilerplate.

use crate::clean::boilerplate::{classify_boilerplate, stamped_date};
use crate::clean::options::Options;
use crate::clean::page_head::{marked_title, split_dateline, take_title, take_url};
use crate::clean::paragraphs::{Paragraph, split_paragraphs};
use crate::clean::publication::set_published;
use crate::clean::story_edges::{
    byline_of_edge_line, classify_edge_line, classify_last_line, date_in_time_line,
};
use crate::model::{Article, Block, BlockKind, PublishedFrom, Scrape};
use crate::text::byline::{self, split_authors};
use crate::text::characters::{normalize_characters, one_line};
use crate::text::identity::{is_same_text, text_key};
use crate::text::written_dates::parse_written_date;

/// A role is on the line after its byline, with at most an empty line between.
const MAX_LINES_TO_ROLE: usize = 2;
/// Lines that are certainly about the story come after its first paragraph at most, where that is a summary.
const MAX_PARAGRAPHS_TO_EDGE_LINES: usize = 4;
/// A byline is one of the first paragraphs, at most this one.
const MAX_PARAGRAPHS_ABOVE_BYLINE: usize = 8;

/// A page from which blocks are taken until only the story is left.
pub(crate) struct Page {
    /// What is left.
    pub paragraphs: Vec<Paragraph>,
    /// What was taken.
    pub blocks: Vec<Block>,
}

impl Page {
    /// The page of a scrape's text.
    pub fn of_text(text: &str) -> Page {
        Page { paragraphs: split_paragraphs(&normalize_characters(text)), blocks: Vec::new() }
    }

    fn set_apart(&mut self, kind: BlockKind, paragraph: Paragraph) {
        self.blocks.push(Block { kind, text: paragraph.text, line: paragraph.line });
    }

    /// Takes the captions and credits of the page's pictures, also where the text repeats them.
    pub fn take_captions(&mut self, scrape: &Scrape) {
        for picture in &scrape.pictures {
            let texts = [(BlockKind::Caption, &picture.caption), (BlockKind::Credit, &picture.credit)];
            let mut keys: Vec<String> = Vec::new();
            for (kind, text) in texts {
                let Some(text) = text.as_deref().map(one_line).filter(|text| !text.is_empty()) else {
                    continue;
                };
                keys.push(text_key(&text));
                self.set_apart(kind, Paragraph { line: picture.line, text });
            }
            let both = [&picture.caption, &picture.credit].map(|text| text.as_deref().unwrap_or_default());
            keys.push(text_key(&both.join(" ")));
            self.paragraphs.retain(|paragraph| !keys.contains(&text_key(&paragraph.text)));
        }
    }

    /// Adds what the scrape gives apart from its text.
    pub fn add_given_blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            let text = normalize_characters(&block.text).trim().to_string();
            if !text.is_empty() {
                self.blocks.push(Block { kind: block.kind, text, line: block.line });
            }
        }
    }

    /// Takes the address above the story.
    pub fn take_address(&mut self, article: &mut Article, is_page: bool) {
        if is_page && let Some(address) = take_url(&mut self.paragraphs) {
            article.url.get_or_insert_with(|| address.text.clone());
            self.set_apart(BlockKind::Url, address);
        }
    }

    /// Takes the headline above the story.
    pub fn take_headline(&mut self, article: &mut Article, is_page: bool) {
        let dateline = |first: &Paragraph| split_dateline(&first.text).is_some();
        let is_headline = match (&article.title, self.paragraphs.first()) {
            (Some(title), Some(first)) if is_same_text(title, &first.text) => true,
            (Some(title), Some(first)) if is_page => {
                let marked = marked_title(first);
                // "Ferry returns | Island Echo": readers saw the headline that is above the story.
                if let Some(marked) = marked.filter(|marked| title.starts_with(marked)) {
                    article.title = Some(marked.to_string());
                }
                marked.is_some()
            }
            _ => false,
        };
        let is_kicker = |first: &Paragraph| {
            article.kicker.as_deref().is_some_and(|kicker| is_same_text(kicker, &first.text))
        };
        if !is_headline && self.paragraphs.len() > 1 && self.paragraphs.first().is_some_and(is_kicker) {
            let kicker = self.paragraphs.remove(0);
            self.set_apart(BlockKind::Title, kicker);
            return self.take_headline(article, is_page);
        }
        if is_headline {
            let title = self.paragraphs.remove(0);
            self.set_apart(BlockKind::Title, title);
        } else if article.title.is_none()
            && self
                .paragraphs
                .first()
                .is_some_and(|first| block_kind(first, true).is_none() && !dateline(first))
            && let Some(title) = take_title(&mut self.paragraphs)
        {
            article.title = Some(title.text.clone());
            self.set_apart(BlockKind::Title, title);
        }
    }

    /// Takes bylines near the top, and boilerplate anywhere.
    pub fn take_boilerplate(&mut self, article: &mut Article, options: &Options) {
        let authors = split_authors(article.byline.as_deref());
        self.take_last_lines(article, &authors);
        // Paragraphs near the top that are left.
        let mut near_top = MAX_PARAGRAPHS_ABOVE_BYLINE;
        for (at, paragraph) in std::mem::take(&mut self.paragraphs).into_iter().enumerate() {
            // Reading leaves out lines that only name an author, so a role may be what is first of a page.
            let opens_page = self.paragraphs.is_empty() && !authors.is_empty();
            let after_byline = opens_page
                || self.blocks.last().is_some_and(|block| {
                    block.kind == BlockKind::Byline && block.line + MAX_LINES_TO_ROLE >= paragraph.line
                });
            let edge = || classify_edge_line(&paragraph.text, &authors, after_byline);
            let kind = block_kind(&paragraph, near_top > 0)
                .or_else(|| (near_top > 0 || at < MAX_PARAGRAPHS_TO_EDGE_LINES).then(edge).flatten());
            let Some(kind) = kind else {
                let is_long = paragraph.text.chars().count() > 200;
                near_top = near_top.saturating_sub(if is_long { MAX_PARAGRAPHS_ABOVE_BYLINE } else { 1 });
                self.paragraphs.push(paragraph);
                continue;
            };
            match kind {
                BlockKind::Byline if article.byline.is_none() => {
                    article.byline = byline_of_edge_line(&paragraph.text)
                }
                BlockKind::Published if article.published.is_none() => {
                    if let Some(written) = date_of_line(&paragraph.text) {
                        set_published(article, &written, PublishedFrom::PageText, options);
                    }
                }
                BlockKind::Updated if article.modified.is_none() => {
                    let written = date_of_line(&paragraph.text);
                    article.modified = written
                        .and_then(|written| parse_written_date(&written).ok())
                        .map(|written| written.in_order(options.date_order));
                }
                _ => {}
            }
            self.set_apart(kind, paragraph);
        }
    }

    /// Takes bylines and times below the story.
    fn take_last_lines(&mut self, article: &mut Article, authors: &[String]) {
        while self.paragraphs.len() > 1
            && let Some(last) = self.paragraphs.last()
            && let Some(kind) = classify_last_line(&last.text, authors)
            && let Some(last) = self.paragraphs.pop()
        {
            if kind == BlockKind::Byline && article.byline.is_none() {
                article.byline = byline_of_edge_line(&last.text);
            }
            self.set_apart(kind, last);
        }
    }

    /// Takes the dateline of the story's first paragraph.
    pub fn take_dateline(&mut self, article: &mut Article) {
        let Some(first) = self.paragraphs.first_mut() else { return };
        let Some((dateline, rest)) = split_dateline(&first.text) else { return };
        let block = Block { kind: BlockKind::Dateline, text: dateline.to_string(), line: first.line };
        article.dateline = Some(dateline.to_string());
        first.text = rest.to_string();
        if first.text.is_empty() {
            self.paragraphs.remove(0);
        }
        self.blocks.push(block);
    }
}

/// The date on a line that was taken for a time.
fn date_of_line(line: &str) -> Option<String> {
    stamped_date(line).or_else(|| date_in_time_line(line).map(str::to_string))
}

fn block_kind(paragraph: &Paragraph, near_top: bool) -> Option<BlockKind> {
    let by = near_top && byline::recognise_byline(&paragraph.text).is_some();
    if by { Some(BlockKind::Byline) } else { classify_boilerplate(&paragraph.text) }
}
