//! `presscut show`: one article with its entities, quotes and dates, to read.

use std::io::{self, Write};
use std::path::PathBuf;

use crate::app::article;
use crate::app::article::{ArticleRow, FullArticle, QuoteRow, ShownNote, Since};
use crate::app::article_files;
use crate::app::article_files::DocumentFormat;
use crate::cli::args::row_numbers;
use crate::cli::commands::versions;
use crate::cli::commands::versions::Marks;
use crate::cli::terminal::streams::{page_out, record_out};
use crate::cli::{CliError, Global, Outcome};

/// Show one article with its entities, quotes, dates and teasers
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples: presscut show 17\n          presscut show 17 -o article.md")]
pub struct Args {
    /// The article's number, as `presscut query articles` and `presscut search` give it
    #[arg(value_parser = row_numbers::article, value_name = "ID")]
    id: i64,
    /// As one JSON object
    #[arg(long)]
    json: bool,
    /// List its versions, oldest first: a changed article keeps the older ones
    #[arg(long, conflicts_with = "diff")]
    revisions: bool,
    /// What changed since the version before, or since version N
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = PREVIOUS, conflicts_with = "json",
          value_parser = parse_since)]
    diff: Option<Since>,
    /// Write its text to a file: article.md, article.txt or article.html
    #[arg(short, long, value_name = "FILE", conflicts_with_all = ["json", "revisions", "diff"])]
    output: Option<PathBuf>,
    /// Replace a file that is there
    #[arg(long, requires = "output")]
    force: bool,
}

/// What `--diff` means without a number.
const PREVIOUS: &str = "previous";

fn parse_since(text: &str) -> Result<Since, std::num::ParseIntError> {
    if text == PREVIOUS { Ok(Since::Previous) } else { text.parse().map(Since::Version) }
}

/// Columns of a page at most: longer lines are hard to read, however wide the terminal.
const MAX_WIDTH: usize = 100;

/// Shows it.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    if let Some(path) = &args.output {
        let format = DocumentFormat::of_file(path).ok_or_else(|| {
            CliError::Usage(format!("{}: an article is written as .md, .txt or .html", path.display()))
        })?;
        article_files::write_article(&global.db, args.id, (path, format), args.force)?;
        return Ok(Outcome::Done);
    }
    if let Some(since) = args.diff {
        // It colours its own output, and makes the text in it printable itself.
        let mut out = io::stdout().lock();
        versions::write_diff(&mut out, &article::diff(&global.db, args.id, since)?, Marks::wanted(global))?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    let mut out = if args.json { record_out() } else { Box::new(page_out()) };
    if args.revisions {
        let found = article::versions(&global.db, args.id)?;
        if args.json { write_json(&mut out, &found)? } else { versions::write_list(&mut out, &found)? }
    } else {
        let found = article::show(&global.db, args.id)?;
        if args.json { write_json(&mut out, &found)? } else { write_page(&mut out, &found)? }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn write_page(out: &mut dyn Write, found: &FullArticle) -> io::Result<()> {
    let terminal = terminal_size::terminal_size();
    let width = terminal.map_or(MAX_WIDTH, |(width, _)| usize::from(width.0).min(MAX_WIDTH));
    out.write_all(page(found, width).as_bytes())
}

fn write_json(out: &mut dyn Write, what: &impl serde::Serialize) -> io::Result<()> {
    let json = serde_json::to_string_pretty(what).map_err(io::Error::from)?;
    writeln!(out, "{json}")
}

fn page(found: &FullArticle, width: usize) -> String {
    let mut page = Page { text: String::new(), width, wrapped_bytes: 0 };
    head(&mut page, &found.article, &found.tags);
    for paragraph in found.article.body.split("\n\n") {
        page.wrapped("", paragraph);
        page.line("");
    }
    page.section("Notes", found.notes.iter().map(describe_note));
    page.section(
        "Entities",
        found.entities.iter().map(|entity| {
            let title = entity.title.as_ref().map(|title| format!(" ({title})")).unwrap_or_default();
            format!("{}{title}: {}, {} ×", entity.name, entity.kind, entity.mentions)
        }),
    );
    page.section("Quotes", found.quotes.iter().map(quote));
    page.section(
        "Dates",
        found.dates.iter().map(|date| match (&date.earliest, &date.latest) {
            (Some(from), Some(to)) if from == to => format!("{}: {from}", date.text),
            (Some(from), Some(to)) => format!("{}: {} ({from} to {to})", date.text, date.value),
            _ => format!("{}: {}", date.text, date.value),
        }),
    );
    page.section(
        "Taken out of the body",
        found.blocks.iter().map(|block| format!("{} (line {}): {}", block.kind, block.line, block.text)),
    );
    page.section(
        "Other stories on the page",
        found.teasers.iter().map(|teaser| {
            let kicker = teaser.kicker.as_ref().map(|kicker| format!("{kicker}: ")).unwrap_or_default();
            let cut = if teaser.cut_off { " […]" } else { "" };
            format!("{}  {kicker}{}{cut}", teaser.id, teaser.body)
        }),
    );
    // An empty line follows each section but the last.
    page.text.truncate(page.text.trim_end().len());
    page.line("");
    page.text
}

fn head(page: &mut Page, article: &ArticleRow, tags: &[String]) {
    let mut facts = vec![format!("{} {}", article.kind, article.id)];
    facts.extend(article.source.clone());
    facts.extend(article.section.clone());
    facts.extend(article.page.as_ref().map(|page| format!("page {page}")));
    facts.extend(article.published_at.clone());
    if let (Some(order), Some(written)) = (&article.date_order, &article.published_text) {
        facts.push(match order.as_str() {
            "undecided" => format!("“{written}” can be two days"),
            order => format!("“{written}” read {order}"),
        });
    }
    if let (None, Some(written)) = (&article.published_at, &article.published_text) {
        facts.push(format!("“{written}” cannot be read as a date"));
    }
    facts.extend(article.modified_at.as_ref().map(|modified| format!("updated {modified}")));
    facts.push(match article.stated_words.filter(|stated| *stated != article.word_count) {
        Some(stated) => format!("{} words ({stated} as stated)", article.word_count),
        None => format!("{} words", article.word_count),
    });
    if let Some(number) = &article.vendor_number {
        facts.push(format!("{} {number}", article.vendor.as_deref().unwrap_or("number")));
    }
    if article.revision > 1 {
        facts.push(format!("revision {}", article.revision));
    }
    if let Some(original) = article.duplicate_of {
        facts.push(format!("copy of article {original}"));
    } else if let Some(story) = article.story_id.filter(|story| *story != article.id) {
        facts.push(format!("of one story with article {story}"));
    }
    if let Some(parent) = article.parent_id {
        facts.push(format!("stood on the page of article {parent}"));
    }
    page.wrapped("", &facts.join(" · "));
    for line in [&article.title, &article.byline, &article.url, &article.kicker, &article.dateline]
        .into_iter()
        .flatten()
    {
        page.wrapped("", line);
    }
    if !tags.is_empty() {
        page.wrapped("", &format!("Tags: {}", tags.join(", ")));
    }
    page.line("");
}

/// "3  Jo, 2031-03-12: Ask the clerk."
pub(crate) fn describe_note(note: &ShownNote) -> String {
    let ShownNote { id, quote, note, by, at } = note;
    let about = quote.map_or(String::new(), |quote| format!(", on quote {quote}"));
    format!("{id}  {by}, {}{about}: {note}", at.get(..10).unwrap_or(at))
}

fn quote(quote: &QuoteRow) -> String {
    let speaker = match (&quote.speaker_name, &quote.speaker) {
        (Some(name), Some(written)) if name != written => format!(" {name} (“{written}”):"),
        (Some(name), _) | (None, Some(name)) => format!(" {name}:"),
        (None, None) => String::new(),
    };
    let tags = if quote.tags.is_empty() { String::new() } else { format!(" [{}]", quote.tags.join(", ")) };
    format!("{}  {},{speaker} “{}”{tags}", quote.id, quote.kind, quote.text)
}

/// A page that is filled line by line.
struct Page {
    text: String,
    width: usize,
    /// How much has been wrapped so far.
    wrapped_bytes: usize,
}

/// After this number of bytes lines are left to the terminal: nobody reads a book in this way, and to wrap one takes long.
const MAX_WRAPPED_BYTES: usize = 2 << 20;

impl Page {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn wrapped(&mut self, indent: &str, text: &str) {
        self.wrapped_bytes = self.wrapped_bytes.saturating_add(text.len());
        if self.wrapped_bytes > MAX_WRAPPED_BYTES {
            self.line(&format!("{indent}{text}"));
            return;
        }
        let hanging = format!("{indent}{indent}");
        // A hyphen in a name is no place to break a line that may be copied.
        let options = textwrap::Options::new(self.width)
            .initial_indent(indent)
            .subsequent_indent(&hanging)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        for line in textwrap::wrap(text, options) {
            self.line(&line);
        }
    }

    fn section(&mut self, title: &str, items: impl ExactSizeIterator<Item = String>) {
        if items.len() == 0 {
            return;
        }
        self.line(title);
        for item in items {
            self.wrapped("  ", &item);
        }
        self.line("");
    }
}
