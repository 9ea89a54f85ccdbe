//! A scrape made an article: the story without everything that was around it on its page.
//!
//! Takes a [`Scrape`], gives a [`Cutting`], or a [`Rejection`] that says why there is no article in it. Nothing is
//! thrown away: what is taken out of the body becomes a block or a teaser of the cutting.

pub(crate) mod boilerplate;
pub(crate) mod gate;
pub mod mojibake;
pub(crate) mod options;
pub(crate) mod page;
pub(crate) mod page_head;
pub(crate) mod paragraphs;
pub(crate) mod publication;
pub(crate) mod rejection;
pub(crate) mod story_edges;
pub(crate) mod teasers;

pub use gate::{Judgement, Verdict};
pub use options::Options;
pub use rejection::Rejection;

use crate::clean::page::Page;
use crate::clean::publication::{fill_in_published, set_published};
use crate::clean::rejection::MAX_TEXT_BYTES;
use crate::clean::teasers::take_teasers;
use crate::model::{Article, Block, Cutting, PublishedFrom, Scrape};
use crate::text::byline::tidy_byline;
use crate::text::characters::one_line;
use crate::text::language::identify_language;
use crate::text::url;
use crate::text::written_dates::parse_written_date;

/// Makes an article of a scrape.
///
/// # Errors
/// Where no text is left for a body, and where the gate finds no story.
pub fn clean(scrape: &Scrape, options: &Options) -> Result<Cutting, Rejection> {
    if scrape.text.len() > MAX_TEXT_BYTES {
        return Err(Rejection::TooLong(scrape.text.len()));
    }
    if !options.admit_all
        && let Some(judgement) = scrape.status.map(gate::judge_status)
    {
        return Err(Rejection::NoStory(judgement));
    }
    let (repaired, repair) = mojibake::repair_scrape(scrape);
    let scrape = repaired.as_ref();
    let mut article = Article { repair, ..Article::from_fields(scrape) };
    article.title = scrape.title.as_deref().map(one_line).filter(|title| !title.is_empty());
    article.byline = scrape
        .byline
        .as_deref()
        .map(one_line)
        .map(|byline| tidy_byline(&byline))
        .filter(|byline| !byline.is_empty());
    article.kicker = scrape.kicker.as_deref().map(one_line).filter(|kicker| !kicker.is_empty());
    if let Some(text) = &scrape.published {
        let from = scrape.published_from.unwrap_or(PublishedFrom::RecordField);
        set_published(&mut article, text, from, options);
    }
    let line = |field: &Option<String>| field.as_deref().map(one_line).filter(|line| !line.is_empty());
    article.section = line(&scrape.section);
    article.page = line(&scrape.page);
    article.vendor_number = line(&scrape.vendor_number);
    article.dateline = line(&scrape.dateline);
    let mut page = Page::of_text(&scrape.text);
    page.add_given_blocks(&scrape.blocks);
    page.take_captions(scrape);
    page.take_address(&mut article, scrape.is_page);
    page.take_headline(&mut article, scrape.is_page);
    page.take_boilerplate(&mut article, options);
    let teasers = take_teasers(&mut page.paragraphs);
    page.take_dateline(&mut article);
    article.body =
        page.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect::<Vec<_>>().join("\n\n");
    if !article.body.contains(char::is_alphanumeric) {
        return Err(Rejection::NoText { found: describe_blocks(&page.blocks) });
    }
    if !options.admit_all
        && let Some(judgement) = gate::judge(article.title.as_deref(), &article.body)
    {
        return Err(Rejection::NoStory(judgement));
    }
    fill_in(&mut article, scrape, options);
    page.blocks.sort_by_key(|block| block.line);
    Ok(Cutting { article, blocks: page.blocks, teasers })
}

fn describe_blocks(blocks: &[Block]) -> String {
    match blocks.first() {
        Some(block) => {
            format!("only boilerplate, such as “{}”", block.text.chars().take(60).collect::<String>())
        }
        None => "it is empty".to_string(),
    }
}

/// Adds what the options, or the rest of the scrape, say where the scrape's fields do not.
fn fill_in(article: &mut Article, scrape: &Scrape, options: &Options) {
    fill_in_published(article, options);
    // A time of change that cannot be parsed is dropped, and so is one that repeats the publication time. An ambiguous one is
    // read in the order of its article's date.
    let modified = scrape.modified.as_deref().and_then(|text| parse_written_date(text).ok());
    let order = options.date_order.or_else(|| article.dating.numeric?.order());
    article.modified = article.modified.or(modified.map(|written| written.in_order(order)));
    article.modified.take_if(|modified| article.published == Some(*modified));
    let host = article.url.as_deref().and_then(url::domain_of);
    article.domain = host.or_else(|| scrape.domain.as_deref().and_then(url::domain_of));
    if article.source.as_deref().is_none_or(|source| url::domain_of(source).is_some()) {
        let from_name = article.source.take();
        article.domain = article.domain.take().or_else(|| from_name.as_deref().and_then(url::domain_of));
        article.source = options.source.clone();
    }
    article.language = identify_language(&article.body, scrape.language.as_deref());
}
