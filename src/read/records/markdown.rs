//! Pages that a program saved as Markdown: the front matter as fields, the text without its markup.
//!
//! A file is Markdown if its name says so, or if front matter is above it: a `name: value` a line between two lines of three
//! dashes, or lines above one that says "Markdown Content:". Of YAML only the plainest is read; where there is more, it is
//! left in the text, where nothing is lost. Nothing else makes a text Markdown: a star or an underscore means no more than
//! itself to most people. Paragraphs keep their line numbers, down to the first list.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::model::Origin;
use crate::read::fields::roles::is_known_field;
use crate::read::html::fragment::html_to_text;

/// The most lines of front matter.
const MAX_FRONT_MATTER_LINES: usize = 80;

/// A page that was Markdown.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Markdown {
    /// Its front matter: names and values.
    pub fields: Vec<(String, String)>,
    /// Its text, whose headline is marked by "# ".
    pub text: String,
}

/// Reads a page, if it is Markdown.
pub(crate) fn read_markdown(page: &str, origin: &Origin) -> Option<Markdown> {
    let name = origin.member.as_deref().or_else(|| origin.path.to_str()).unwrap_or_default();
    let is_named_so = [".md", ".markdown"].iter().any(|end| name.to_lowercase().ends_with(end));
    let above = front_matter(page).or_else(|| labelled_lines(page));
    if above.is_none() && !is_named_so {
        return None;
    }
    let (fields, text) = above.unwrap_or((Vec::new(), page));
    let fields = fields.into_iter().map(|(name, value)| (name.to_string(), value)).collect();
    let lines_above = page[..page.len() - text.len()].matches('\n').count();
    Some(Markdown { fields, text: strip_markdown(&("\n".repeat(lines_above) + text)) })
}

/// Fields, and the text below them.
type FrontMatter<'p> = (Vec<(&'p str, String)>, &'p str);

/// The fields between two lines of dashes, and the text below. Lists, in brackets or with a dash a line, become one line
/// with commas; anything else below a name is skipped.
fn front_matter(page: &str) -> Option<FrontMatter<'_>> {
    let is_mark = |line: &str| line.trim_end() == "---";
    let mut lines = page.split_inclusive('\n');
    let mut read = lines.next().filter(|line| is_mark(line))?.len();
    let mut front: Vec<(&str, String)> = Vec::new();
    for line in lines.take(MAX_FRONT_MATTER_LINES) {
        read += line.len();
        if is_mark(line) {
            let is_known = front.iter().any(|(name, _)| is_known_field(name));
            return is_known.then(|| (front, &page[read..]));
        }
        if let (Some(item), Some((_, value))) = (line.trim_start().strip_prefix("- "), front.last_mut()) {
            let separator = if value.is_empty() { "" } else { ", " };
            *value = format!("{value}{separator}{}", unquoted(item));
        } else if !line.starts_with([' ', '\t']) && !line.trim().is_empty() {
            let (name, value) = line.split_once(':')?;
            let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ');
            if name.is_empty() || !name.chars().all(is_name) {
                return None;
            }
            let list = value.trim().strip_prefix('[').and_then(|value| value.strip_suffix(']'));
            let value = match list {
                Some(items) => items.split(',').map(unquoted).collect::<Vec<_>>().join(", "),
                None => unquoted(value).to_string(),
            };
            front.push((name, value));
        }
    }
    None
}

fn unquoted(value: &str) -> &str {
    let value = value.trim();
    let within = |mark: char| value.strip_prefix(mark).and_then(|value| value.strip_suffix(mark));
    within('"').or_else(|| within('\'')).unwrap_or(value)
}

/// The fields above "Markdown Content:", and the text below: services that turn pages into text write them so.
fn labelled_lines(page: &str) -> Option<FrontMatter<'_>> {
    let mut above = Vec::new();
    let mut read = 0;
    for line in page.split_inclusive('\n').take(MAX_FRONT_MATTER_LINES) {
        read += line.len();
        let Some((name, value)) = line.split_once(':') else {
            if line.trim().is_empty() {
                continue;
            }
            return None;
        };
        match name {
            "Markdown Content" if value.trim().is_empty() => return Some((above, &page[read..])),
            "Title" => above.push(("title", value.trim().to_string())),
            "URL Source" => above.push(("url", value.trim().to_string())),
            "Published Time" => above.push(("published", value.trim().to_string())),
            "Warning" | "Number of Pages" => {}
            _ => return None,
        }
    }
    None
}

/// The text without its markup; a first heading keeps "# " before it.
pub(crate) fn strip_markdown(markdown: &str) -> String {
    let mut text =
        MarkdownStripper { markdown, text: String::new(), line: 0, read: (0, 0), in_image: 0, html: None };
    for (event, range) in Parser::new_ext(markdown, Options::ENABLE_TABLES).into_offset_iter() {
        text.push_event(event, range.start);
    }
    text.text
}

struct MarkdownStripper<'m> {
    markdown: &'m str,
    text: String,
    /// The last line of the text, from 0.
    line: usize,
    /// How much of the Markdown was read: bytes and lines.
    read: (usize, usize),
    in_image: usize,
    html: Option<String>,
}

impl MarkdownStripper<'_> {
    fn push_event(&mut self, event: Event<'_>, at: usize) {
        match event {
            Event::Start(Tag::Image { .. }) => self.in_image += 1,
            Event::End(TagEnd::Image) => self.in_image = self.in_image.saturating_sub(1),
            Event::Start(Tag::Heading { level, .. }) => {
                let is_first = self.text.trim().is_empty();
                self.begin_paragraph(at);
                if is_first && level == HeadingLevel::H1 {
                    self.text.push_str("# ");
                }
            }
            Event::Start(Tag::HtmlBlock) => self.html = Some(String::new()),
            Event::Html(html) => {
                if let Some(block) = &mut self.html {
                    block.push_str(&html);
                }
            }
            Event::End(TagEnd::HtmlBlock) => {
                let text = html_to_text(&self.html.take().unwrap_or_default());
                if !text.trim().is_empty() {
                    self.begin_paragraph(at);
                    self.push_text(text.trim());
                }
            }
            Event::Start(Tag::Paragraph | Tag::Item | Tag::CodeBlock(_) | Tag::TableHead | Tag::TableRow) => {
                self.begin_paragraph(at)
            }
            Event::Start(Tag::TableCell) if !self.text.ends_with('\n') => self.push_text(" "),
            Event::Text(words) | Event::Code(words) if self.in_image == 0 => self.push_text(&words),
            Event::SoftBreak | Event::HardBreak if self.in_image == 0 => self.push_text("\n"),
            _ => {}
        }
    }

    fn push_text(&mut self, words: &str) {
        self.line += words.matches('\n').count();
        self.text.push_str(words);
    }

    /// Begins a paragraph that begins at byte `at` of the Markdown: on the same line, and after an empty one.
    fn begin_paragraph(&mut self, at: usize) {
        let (bytes, lines) = self.read;
        let line_in_markdown = lines + self.markdown.get(bytes..at).unwrap_or_default().matches('\n').count();
        self.read = (bytes.max(at), line_in_markdown);
        let written = self.text.trim_end_matches('\n').len();
        let gap = match written {
            0 => 0,
            _ => 2_usize.saturating_sub(self.text.len() - written),
        };
        let missing_lines = line_in_markdown.saturating_sub(self.line).max(gap);
        self.push_text(&"\n".repeat(missing_lines));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn called(name: &str) -> Origin {
        Origin { path: name.into(), ..Origin::default() }
    }

    #[test]
    fn a_text_loses_its_markup_and_keeps_its_lines() {
        let page = "# The *hall* closes\n\n![A hall](hall.jpg)\n\nThe [council](https://echo.example/c) voted on\n**Tuesday** &amp; left. \n\n## Costs\n\n- two_years_long\n- 3 * 4 million\n\n| Year | Sum |\n| --- | --- |\n| 2031 | 4 |\n\n<p>It was <b>late</b>.</p>\n\n> No more.\n";
        let read = read_markdown(page, &called("a.md")).unwrap();
        assert_eq!(
            read.text,
            "# The hall closes\n\n\n\nThe council voted on\nTuesday & left.\n\nCosts\n\ntwo_years_long\n\n3 * 4 million\n\nYear Sum\n\n2031 4\n\nIt was late.\n\nNo more."
        );
    }

    #[test]
    fn what_page_to_text_services_write_is_known_and_nothing_else_is_markdown() {
        let page = "Title: Hall to close\n\nURL Source: https://echo.example/hall\n\nPublished Time: 2031-04-06\n\nMarkdown Content:\nIt *was* late.";
        let read_page = read_markdown(page, &called("a.txt")).unwrap();
        assert_eq!(read_page.text.trim(), "It was late.");
        let fields: Vec<&str> = read_page.fields.iter().map(|(_, value)| value.as_str()).collect();
        assert_eq!(fields, ["Hall to close", "https://echo.example/hall", "2031-04-06"]);
        for page in ["It *was* late.", "Title: Hall to close\n\nIt *was* late.", "# It *was* late."] {
            assert_eq!(read_markdown(page, &called("a.txt")), None, "{page}");
        }
    }

    #[test]
    fn front_matter_is_told_from_the_text() {
        let page = "---\ntitle: \"Bridge: vote put off\"\nauthor: [Jane Roe, 'Tomas Okafor']\ntags:\n  - bridge\n---\n\nIt was late.";
        let (front, text) = front_matter(page).unwrap();
        assert_eq!(text, "\nIt was late.");
        let front: Vec<(&str, &str)> = front.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(
            front,
            [("title", "Bridge: vote put off"), ("author", "Jane Roe, Tomas Okafor"), ("tags", "bridge")]
        );
        for page in [
            "---\nIt was late, he said.\n---\nMore",
            "---\ncolour: red\n---\nMore",
            "---\ntitle: A",
            "title: A\n---\n",
            "---",
        ] {
            assert_eq!(front_matter(page), None, "{page}");
        }
    }
}
