//! A scrape made an article: the story apart from all that stood around it on its page.
//!
//! Takes a [`Scrape`], gives a [`Cutting`], or a [`Rejection`] that says why there is no article in it. Nothing is
//! thrown away: what is taken out of the body becomes a block or a teaser of the cutting.

pub(crate) mod boilerplate;
pub mod gate;
pub mod mojibake;
pub(crate) mod paragraphs;
pub(crate) mod teasers;

pub use crate::text::byline::split_authors;
pub use crate::text::language::identify_language;
pub use crate::text::written_dates::{find_written_date, parse_published, parse_written_date};

use crate::model::{
    Article, BadDate, Block, BlockKind, Cutting, DateOrder, DecidedBy, Decision, Published, PublishedFrom,
    Scrape,
};
use paragraphs::Paragraph;

/// What a run gives to records that lack it.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The publication date.
    pub published: Option<Published>,
    /// How dates like 03/04/2024 are to be read.
    pub date_order: Option<DateOrder>,
    /// The paper.
    pub source: Option<String>,
    /// Take what is no story too: the user has said so.
    pub admit_all: bool,
}

/// Why a scrape is no article.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// Its publication date is none.
    #[error("the publication date {0}")]
    BadDate(BadDate),
    /// It is a page, but no story.
    #[error("is {}, no article: {}", with_article(.0.verdict.as_str()), .0.evidence)]
    NoStory(gate::Judgement),
    /// No article is as long.
    #[error(
        "has a text of {:.1} MB, and no article has more than {} MB: cut it into its articles",
        *.0 as f64 / 1e6,
        LONGEST_TEXT / 1_000_000
    )]
    TooLong(usize),
    /// There is no text in it, or nothing but what stands around stories.
    #[error("has no text: {found}")]
    NoText {
        /// What there was instead.
        found: String,
    },
}

impl Rejection {
    /// One or two words, for grouping.
    pub fn rule(&self) -> &'static str {
        match self {
            Rejection::BadDate(_) => "bad date",
            Rejection::NoStory(judgement) => judgement.verdict.as_str(),
            Rejection::TooLong(_) => "too long",
            Rejection::NoText { .. } => "no text",
        }
    }
}

fn with_article(kind: &str) -> String {
    match kind {
        "too short" => kind.to_string(),
        _ if kind.starts_with(['a', 'e', 'i', 'o', 'u']) => format!("an {kind}"),
        _ => format!("a {kind}"),
    }
}

/// Bytes of a text: ten long novels. It is copied some six times on its way.
const LONGEST_TEXT: usize = 8_000_000;

/// How many paragraphs from the top a byline may stand.
const HEAD: usize = 8;

/// Makes an article of a scrape.
///
/// # Errors
/// Where the scrape's own date is no date, and where no text is left for a body.
pub fn clean(scrape: &Scrape, options: &Options) -> Result<Cutting, Rejection> {
    if scrape.text.len() > LONGEST_TEXT {
        return Err(Rejection::TooLong(scrape.text.len()));
    }
    if !options.admit_all
        && let Some(judgement) = scrape.status.map(gate::judge_status)
    {
        return Err(Rejection::NoStory(judgement));
    }
    let (mended, repair) = mojibake::mended(scrape);
    let scrape = mended.as_ref();
    let mut article = Article { repair, ..Article::from_fields(scrape) };
    article.title = scrape.title.as_deref().map(one_line).filter(|title| !title.is_empty());
    article.byline =
        scrape.byline.as_deref().map(one_line).map(without_by).filter(|byline| !byline.is_empty());
    if let Some(text) = &scrape.published {
        let from = scrape.published_from.unwrap_or(PublishedFrom::RecordField);
        date(&mut article, text, from, options).map_err(Rejection::BadDate)?;
    }
    article.section = scrape.section.as_deref().map(one_line).filter(|section| !section.is_empty());
    let mut page = Page {
        paragraphs: paragraphs::paragraphs(&crate::text::characters::normalize_characters(&scrape.text)),
        blocks: Vec::new(),
    };
    page.take_captions(scrape);
    page.take_address(&mut article, scrape.is_page);
    page.take_headline(&mut article, scrape.is_page);
    page.take_furniture(&mut article, options);
    let teasers = teasers::take(&mut page.paragraphs);
    page.take_dateline(&mut article);
    article.body =
        page.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect::<Vec<_>>().join("\n\n");
    if !article.body.contains(char::is_alphanumeric) {
        return Err(Rejection::NoText { found: describe(&page.blocks) });
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

/// Gives an article the publication time that is written in `text`.
fn date(article: &mut Article, text: &str, from: PublishedFrom, options: &Options) -> Result<(), BadDate> {
    let written = parse_written_date(text)?;
    article.published = Some(written.in_order(options.date_order));
    article.dating.from = Some(from);
    article.dating.numeric = written.numeric;
    article.dating.written = written.numeric.map(|_| one_line(text));
    article.dating.decision = written.ambiguous().map(|_| match options.date_order {
        Some(order) => Decision::Read(order, DecidedBy::Option),
        None => Decision::Undecided,
    });
    Ok(())
}

fn one_line(text: &str) -> String {
    crate::text::characters::normalize_characters(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_by(byline: String) -> String {
    crate::text::byline::recognise_byline(&byline)
        .filter(|rest| byline.ends_with(rest.as_str()))
        .unwrap_or(byline)
}

fn describe(blocks: &[Block]) -> String {
    match blocks.first() {
        Some(block) => format!(
            "only what stands around a story, such as “{}”",
            block.text.chars().take(60).collect::<String>()
        ),
        None => "it is empty".to_string(),
    }
}

/// What the run, or the rest of the scrape, says where the scrape's fields do not.
fn fill_in(article: &mut Article, scrape: &Scrape, options: &Options) {
    if article.published.is_none() && options.published.is_some() {
        article.published = options.published;
        article.dating.from = Some(PublishedFrom::Option);
    }
    // A time of change that cannot be read is none, and so is one that says no more than the publication time. One that
    // can be two days is read as its article's date is.
    let modified = scrape.modified.as_deref().and_then(|text| parse_written_date(text).ok());
    let order = options.date_order.or_else(|| article.dating.numeric?.order());
    article.modified = article.modified.or(modified.map(|written| written.in_order(order)));
    article.modified.take_if(|modified| article.published == Some(*modified));
    let host = article.url.as_deref().and_then(crate::text::url::domain_of);
    article.domain = host.or_else(|| scrape.domain.as_deref().and_then(crate::text::url::domain_of));
    if article.source.as_deref().is_none_or(|source| crate::text::url::domain_of(source).is_some()) {
        let from_name = article.source.take();
        article.domain =
            article.domain.take().or_else(|| from_name.as_deref().and_then(crate::text::url::domain_of));
        article.source = options.source.clone();
    }
    article.language = match &scrape.language {
        Some(given) => {
            Some(given.trim().to_lowercase().chars().take_while(char::is_ascii_alphabetic).collect())
        }
        None => crate::text::language::identify_language(&article.body),
    };
    article.language.take_if(|language| !(2..=3).contains(&language.len()));
}

/// A page from which things are taken until the story is left.
struct Page {
    paragraphs: Vec<Paragraph>,
    blocks: Vec<Block>,
}

impl Page {
    fn set_apart(&mut self, kind: BlockKind, paragraph: Paragraph) {
        self.blocks.push(Block { kind, text: paragraph.text, line: paragraph.line });
    }

    /// What is said under the page's pictures, wherever the text has it too.
    fn take_captions(&mut self, scrape: &Scrape) {
        for picture in &scrape.pictures {
            let said = [(BlockKind::Caption, &picture.caption), (BlockKind::Credit, &picture.credit)];
            let mut keys: Vec<String> = Vec::new();
            for (kind, text) in said {
                let Some(text) = text.as_deref().map(one_line).filter(|text| !text.is_empty()) else {
                    continue;
                };
                keys.push(crate::text::identity::text_key(&text));
                self.set_apart(kind, Paragraph { line: picture.line, text });
            }
            let both = [&picture.caption, &picture.credit].map(|text| text.as_deref().unwrap_or_default());
            keys.push(crate::text::identity::text_key(&both.join(" ")));
            self.paragraphs
                .retain(|paragraph| !keys.contains(&crate::text::identity::text_key(&paragraph.text)));
        }
    }

    /// The address over the story.
    fn take_address(&mut self, article: &mut Article, is_page: bool) {
        if is_page && let Some(address) = boilerplate::page_head::take_url(&mut self.paragraphs) {
            article.url.get_or_insert_with(|| address.text.clone());
            self.set_apart(BlockKind::Url, address);
        }
    }

    /// The headline over the story.
    fn take_headline(&mut self, article: &mut Article, is_page: bool) {
        let dateline = |first: &Paragraph| boilerplate::page_head::split_dateline(&first.text).is_some();
        let is_headline = match (&article.title, self.paragraphs.first()) {
            (Some(title), Some(first))
                if crate::text::identity::text_key(title) == crate::text::identity::text_key(&first.text) =>
            {
                true
            }
            (Some(title), Some(first)) if is_page => {
                let marked = boilerplate::page_head::marked_title(first);
                // "Ferry returns | Island Echo": readers saw what stands over the story.
                if let Some(marked) = marked.filter(|marked| title.starts_with(marked)) {
                    article.title = Some(marked.to_string());
                }
                marked.is_some()
            }
            _ => false,
        };
        if is_headline {
            let title = self.paragraphs.remove(0);
            self.set_apart(BlockKind::Title, title);
        } else if article.title.is_none()
            && self.paragraphs.first().is_some_and(|first| kind_of(first, true).is_none() && !dateline(first))
            && let Some(title) = boilerplate::page_head::take_title(&mut self.paragraphs)
        {
            article.title = Some(title.text.clone());
            self.set_apart(BlockKind::Title, title);
        }
    }

    /// Bylines near the top, and furniture anywhere.
    fn take_furniture(&mut self, article: &mut Article, options: &Options) {
        let mut head = HEAD;
        for paragraph in std::mem::take(&mut self.paragraphs) {
            let Some(kind) = kind_of(&paragraph, head > 0) else {
                head = head.saturating_sub(if paragraph.text.chars().count() > 200 { HEAD } else { 1 });
                self.paragraphs.push(paragraph);
                continue;
            };
            match kind {
                BlockKind::Byline if article.byline.is_none() => {
                    article.byline = crate::text::byline::recognise_byline(&paragraph.text)
                }
                BlockKind::Published if article.published.is_none() => {
                    if let Some(written) = boilerplate::stamped_date(&paragraph.text) {
                        // It is a date: that is why its line was taken.
                        let _ = date(article, &written, PublishedFrom::PageText, options);
                    }
                }
                BlockKind::Updated if article.modified.is_none() => {
                    let written = boilerplate::stamped_date(&paragraph.text);
                    article.modified = written
                        .and_then(|written| parse_written_date(&written).ok())
                        .map(|written| written.in_order(options.date_order));
                }
                _ => {}
            }
            self.set_apart(kind, paragraph);
        }
    }

    /// The dateline of the story's first paragraph.
    fn take_dateline(&mut self, article: &mut Article) {
        let Some(first) = self.paragraphs.first_mut() else { return };
        let Some((dateline, rest)) = boilerplate::page_head::split_dateline(&first.text) else { return };
        let block = Block { kind: BlockKind::Dateline, text: dateline.to_string(), line: first.line };
        article.dateline = Some(dateline.to_string());
        first.text = rest.to_string();
        if first.text.is_empty() {
            self.paragraphs.remove(0);
        }
        self.blocks.push(block);
    }
}

fn kind_of(paragraph: &Paragraph, near_top: bool) -> Option<BlockKind> {
    let by = near_top && crate::text::byline::recognise_byline(&paragraph.text).is_some();
    if by { Some(BlockKind::Byline) } else { boilerplate::classify(&paragraph.text) }
}
