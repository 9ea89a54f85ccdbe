//! Pages that a program saved as Markdown: what stands above the text as fields, the text without its marks.
//!
//! A file is Markdown if it is called so, or if what is known of the page stands above it: between two lines of three
//! dashes, a `name: value` a line, or over a line that says "Markdown Content:". Of the YAML in the former only the plainest
//! is read; where there is more, it is left in the text, where nothing is lost. Nothing else makes a text Markdown: a star
//! or an underscore means no more than itself to most people. Paragraphs stay on their lines of the file, down to the first
//! list.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::model::Origin;
use crate::read::fields::roles;
use crate::read::html::fragment;

/// Lines that may stand above a text, about it.
const LONGEST_FRONT: usize = 80;

/// A page that was Markdown.
#[derive(Debug, PartialEq, Eq)]
pub struct Markdown {
    /// What stood above it, by name.
    pub fields: Vec<(String, String)>,
    /// Its text, whose headline is marked by "# ".
    pub text: String,
}

/// Reads a page, if it is Markdown.
pub fn read(page: &str, origin: &Origin) -> Option<Markdown> {
    let name = origin.member.as_deref().or_else(|| origin.path.to_str()).unwrap_or_default();
    let is_called_so = [".md", ".markdown"].iter().any(|end| name.to_lowercase().ends_with(end));
    let above = front_matter(page).or_else(|| labelled(page));
    if above.is_none() && !is_called_so {
        return None;
    }
    let (fields, text) = above.unwrap_or((Vec::new(), page));
    let fields = fields.into_iter().map(|(name, value)| (name.to_string(), value)).collect();
    let lines_above = page[..page.len() - text.len()].matches('\n').count();
    Some(Markdown { fields, text: plain(&("\n".repeat(lines_above) + text)) })
}

/// Fields, and the text below them.
type Above<'p> = (Vec<(&'p str, String)>, &'p str);

/// What stands between two lines of dashes, by name, and the text below. Lists, in brackets or with a dash a line, are
/// taken as they would be written in a line; where a name has more below it, that is passed over.
fn front_matter(page: &str) -> Option<Above<'_>> {
    let is_mark = |line: &str| line.trim_end() == "---";
    let mut lines = page.split_inclusive('\n');
    let mut read = lines.next().filter(|line| is_mark(line))?.len();
    let mut front: Vec<(&str, String)> = Vec::new();
    for line in lines.take(LONGEST_FRONT) {
        read += line.len();
        if is_mark(line) {
            let is_known = front.iter().any(|(name, _)| roles::is_known(name));
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

/// What stands over "Markdown Content:", by name, and the text below: readers that turn pages into text write it so.
fn labelled(page: &str) -> Option<Above<'_>> {
    let mut above = Vec::new();
    let mut read = 0;
    for line in page.split_inclusive('\n').take(LONGEST_FRONT) {
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

/// The text without marks.
pub fn plain(markdown: &str) -> String {
    let mut text = Plain { markdown, text: String::new(), line: 0, read: (0, 0), in_image: 0, html: None };
    for (event, range) in Parser::new_ext(markdown, Options::ENABLE_TABLES).into_offset_iter() {
        text.take(event, range.start);
    }
    text.text
}

struct Plain<'m> {
    markdown: &'m str,
    text: String,
    /// The last line of the text, from 0.
    line: usize,
    /// How many bytes of the Markdown were read, and lines.
    read: (usize, usize),
    in_image: usize,
    html: Option<String>,
}

impl Plain<'_> {
    fn take(&mut self, event: Event<'_>, at: usize) {
        match event {
            Event::Start(Tag::Image { .. }) => self.in_image += 1,
            Event::End(TagEnd::Image) => self.in_image = self.in_image.saturating_sub(1),
            Event::Start(Tag::Heading { level, .. }) => {
                let is_first = self.text.trim().is_empty();
                self.begin(at);
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
                let text = fragment::text_of(&self.html.take().unwrap_or_default());
                if !text.trim().is_empty() {
                    self.begin(at);
                    self.push(text.trim());
                }
            }
            Event::Start(Tag::Paragraph | Tag::Item | Tag::CodeBlock(_) | Tag::TableHead | Tag::TableRow) => {
                self.begin(at)
            }
            Event::Start(Tag::TableCell) if !self.text.ends_with('\n') => self.push(" "),
            Event::Text(words) | Event::Code(words) if self.in_image == 0 => self.push(&words),
            Event::SoftBreak | Event::HardBreak if self.in_image == 0 => self.push("\n"),
            _ => {}
        }
    }

    fn push(&mut self, words: &str) {
        self.line += words.matches('\n').count();
        self.text.push_str(words);
    }

    /// Begins a paragraph that begins there in the Markdown: on the same line, and after an empty one.
    fn begin(&mut self, at: usize) {
        let (bytes, lines) = self.read;
        let so_far = lines + self.markdown.get(bytes..at).unwrap_or_default().matches('\n').count();
        self.read = (bytes.max(at), so_far);
        let written = self.text.trim_end_matches('\n').len();
        let gap = match written {
            0 => 0,
            _ => 2_usize.saturating_sub(self.text.len() - written),
        };
        let more = so_far.saturating_sub(self.line).max(gap);
        self.push(&"\n".repeat(more));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn called(name: &str) -> Origin {
        Origin { path: name.into(), ..Origin::default() }
    }

    #[test]
    fn a_text_loses_its_marks_and_keeps_its_lines() {
        let page = "# The *hall* closes\n\n![A hall](hall.jpg)\n\nThe [council](https://echo.example/c) voted on\n**Tuesday** &amp; left. \n\n## Costs\n\n- two_years_long\n- 3 * 4 million\n\n| Year | Sum |\n| --- | --- |\n| 2031 | 4 |\n\n<p>It was <b>late</b>.</p>\n\n> No more.\n";
        let read = read(page, &called("a.md")).unwrap();
        assert_eq!(
            read.text,
            "# The hall closes\n\n\n\nThe council voted on\nTuesday & left.\n\nCosts\n\ntwo_years_long\n\n3 * 4 million\n\nYear Sum\n\n2031 4\n\nIt was late.\n\nNo more."
        );
    }

    #[test]
    fn what_readers_of_pages_write_is_known_and_nothing_else_is_markdown() {
        let page = "Title: Hall to close\n\nURL Source: https://echo.example/hall\n\nPublished Time: 2031-04-06\n\nMarkdown Content:\nIt *was* late.";
        let read_page = read(page, &called("a.txt")).unwrap();
        assert_eq!(read_page.text.trim(), "It was late.");
        let fields: Vec<&str> = read_page.fields.iter().map(|(_, value)| value.as_str()).collect();
        assert_eq!(fields, ["Hall to close", "https://echo.example/hall", "2031-04-06"]);
        for page in ["It *was* late.", "Title: Hall to close\n\nIt *was* late.", "# It *was* late."] {
            assert_eq!(read(page, &called("a.txt")), None, "{page}");
        }
    }

    #[test]
    fn what_stands_above_a_text_about_it_is_told_from_the_text() {
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
