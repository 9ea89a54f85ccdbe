//! The stories that a newsletter or an alert lists: each a headline that is a link, with some text below it.
//!
//! Takes the page of a message, gives its stories, or none where the message is a story itself. Decided by structure and
//! never by sender: most of the text must be under at least two headlines with links of their own, or under one whose link
//! is wrapped by an alerting service. What comes before the first headline and after the last text belongs to the letter.

use dom_query::Document;

use crate::model::{Origin, Scrape};
use crate::read::error::Unreadable;
use crate::read::fields::excerpt::{Heading, ends_in_ellipsis, strip_excerpt_end};
use crate::read::html::limits::enforce_limits;
use crate::read::html::rendered_text::{RenderedLine, render_lines, rendered_line};
use crate::read::html::visibility::is_hidden;
use crate::read::mail::letter_lines::is_about_letter;
use crate::read::mail::wrapped_links::{is_wrapped, unwrap_link};
use crate::read::record::{Parser, Record};
use crate::text::characters::ends_as_sentence;

/// A headline has at least as many words, or characters where words have no spaces.
const MIN_HEADLINE_WORDS: usize = 3;
const MIN_HEADLINE_CHARS: usize = 12;
/// A longer link is a paragraph.
const MAX_HEADLINE_CHARS: usize = 220;
/// The least text below a headline.
const MIN_TEXT_CHARS: usize = 40;
/// A message lists as many stories, unless an alerting service wraps its links.
const MIN_STORIES: usize = 2;
/// The most stories of a message: more are an index.
const MAX_STORIES: usize = 200;
/// The share of a message's text that must be under its headlines, in percent.
const MIN_LISTED_PERCENT: usize = 65;
/// A story of a list with fewer words is the beginning of one.
const MIN_WHOLE_WORDS: usize = 120;

/// A story in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ListedStory {
    /// The text of its link.
    pub title: String,
    /// Where the link leads.
    pub url: String,
    /// The text below, a paragraph a line with an empty line between.
    pub text: String,
    /// Whether an alerting service wraps the link.
    is_alert: bool,
}

/// The stories that a page lists; none where it is a story itself.
pub(crate) fn find_listed_stories(page: &str) -> Vec<ListedStory> {
    let Ok(page) = enforce_limits(page) else { return Vec::new() };
    let document = Document::from(page);
    let lines = render_lines(&document.root(), |node| !is_hidden(node));
    let links: Vec<Link> = document
        .select("a[href]")
        .nodes()
        .iter()
        .map(|link| (rendered_line(link), link.attr("href").unwrap_or_default().to_string()))
        .collect();
    let (stories, other_chars) = group_lines(&lines, &links);
    let listed_chars: usize =
        stories.iter().map(|story| story.text.chars().count() + story.title.chars().count()).sum();
    let enough = stories.len() >= MIN_STORIES || stories.iter().any(|story| story.is_alert);
    let is_list = enough && listed_chars * 100 >= (listed_chars + other_chars) * MIN_LISTED_PERCENT;
    if is_list { stories } else { Vec::new() }
}

/// The text of a link, and where it leads as written.
type Link = (String, String);

/// The stories under headlines, and how many characters of prose belong to none.
fn group_lines(lines: &[RenderedLine], links: &[Link]) -> (Vec<ListedStory>, usize) {
    let (mut stories, mut other_chars): (Vec<ListedStory>, usize) = (Vec::new(), 0);
    let mut open: Option<ListedStory> = None;
    let mut next_link = 0;
    for line in lines {
        if is_about_letter(&line.text) {
            stories.extend(open.take());
            continue;
        }
        if let Some((title, url)) = headline_of(line, links, &mut next_link) {
            // A headline in two lines is one link.
            match &mut open {
                Some(story) if story.text.is_empty() && story.url == unwrap_link(&url) => {
                    story.title = format!("{} {title}", story.title);
                }
                _ => {
                    let is_alert = is_wrapped(&url);
                    let next = ListedStory { title, url: unwrap_link(&url), text: String::new(), is_alert };
                    stories.extend(open.replace(next));
                }
            }
            continue;
        }
        let is_prose = line.link_chars * 2 < line.chars && is_sentence_like(&line.text);
        match &mut open {
            Some(story) if is_prose => {
                if !story.text.is_empty() {
                    story.text.push_str("\n\n");
                }
                story.text.push_str(&line.text);
            }
            None if is_prose => other_chars += line.text.chars().count(),
            _ => {}
        }
    }
    stories.extend(open);
    let (whole, bare): (Vec<ListedStory>, Vec<ListedStory>) =
        stories.into_iter().partition(|story| story.text.chars().count() >= MIN_TEXT_CHARS);
    other_chars += bare.iter().map(|story| story.text.chars().count()).sum::<usize>();
    let mut stories: Vec<ListedStory> = Vec::new();
    for story in whole {
        if !stories.iter().any(|known| known.url == story.url) {
            stories.push(story);
        }
    }
    stories.truncate(MAX_STORIES);
    (stories, other_chars)
}

/// The headline and the address of a line that is one link.
fn headline_of(line: &RenderedLine, links: &[Link], next_link: &mut usize) -> Option<Link> {
    let is_link = line.chars > 0 && line.link_chars * 10 >= line.chars * 9;
    let words = line.text.split_whitespace().count();
    let length = line.text.chars().count();
    if !is_link || (words < MIN_HEADLINE_WORDS && length < MIN_HEADLINE_CHARS) || length > MAX_HEADLINE_CHARS
    {
        return None;
    }
    let of_line = |(text, _): &Link| {
        !text.is_empty() && (text.contains(&line.text) || line.text.contains(text.as_str()))
    };
    let at = links.iter().skip(*next_link).position(of_line)? + *next_link;
    *next_link = at;
    let (text, url) = &links[at];
    // Several links in a line are a bar of links.
    let is_whole = text.chars().count() * 2 > length;
    (is_whole && url.trim().starts_with("http")).then(|| (line.text.clone(), url.clone()))
}

/// Whether a line is prose: long, or a sentence. Names of papers, dates and buttons are not.
fn is_sentence_like(line: &str) -> bool {
    let words = line.split_whitespace().count();
    line.chars().count() >= MIN_TEXT_CHARS
        || (words >= 4 && (ends_as_sentence(line) || ends_in_ellipsis(line)))
}

/// Gives a story of a list, whatever the record's bytes are: they are its text as it was found.
pub(crate) struct ListedStoryParser(pub ListedStory);

impl Parser for ListedStoryParser {
    fn parse(&self, record: &Record) -> Result<Scrape, Unreadable> {
        let ListedStory { title, url, text, .. } = self.0.clone();
        let excerpt = strip_excerpt_end(text, Heading { title: Some(&title), source: None });
        let is_short = excerpt.text.split_whitespace().count() < MIN_WHOLE_WORDS;
        Ok(Scrape {
            origin: record.origin.clone(),
            cut_off: excerpt.cut_off || is_short || ends_in_ellipsis(&excerpt.text),
            text: excerpt.text,
            title: Some(title),
            url: Some(url),
            ..Scrape::default()
        })
    }
}

/// A story of a list as a record: its bytes are its headline, address and text.
pub(crate) fn record_of_story(story: &ListedStory, origin: Origin) -> Record {
    let bytes = format!("{}\n{}\n\n{}\n", story.title, story.url, story.text).into_bytes();
    Record { origin, bytes, ..Record::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALERT: &str = "<html><body><table>
        <tr><td><a href='https://www.google.com/url?rct=j&amp;url=https://post.example/tram&amp;ct=ga'>Tram opens a <b>year</b> late</a></td></tr>
        <tr><td><div>The Arden Post</div><div>The long-awaited tram carried its first passengers on Saturday, a year late and under budget&nbsp;...</div></td></tr>
        <tr><td><a href='https://www.google.com/alerts/share?x=1'>Flag as irrelevant</a></td></tr>
        <tr><td><a href='https://www.google.com/alerts?s=1'>See more results</a> | <a href='https://www.google.com/alerts/edit'>Edit this alert</a></td></tr>
        </table></body></html>";

    #[test]
    fn one_wrapped_headline_is_an_alert() {
        let stories = find_listed_stories(ALERT);
        assert_eq!(stories.len(), 1, "{stories:?}");
        assert_eq!(
            (stories[0].title.as_str(), stories[0].url.as_str()),
            ("Tram opens a year late", "https://post.example/tram")
        );
        assert!(stories[0].text.starts_with("The long-awaited tram") && stories[0].text.ends_with("..."));
    }

    #[test]
    fn a_letter_with_links_in_it_is_a_story() {
        let paragraph = "<p>The museum has handed back a painted drum to the people of the fells, <a href='https://a.example/1'>ninety years after</a> it was taken.</p>";
        let more = "<h4><a href='https://a.example/2'>Another story of this week</a></h4><p>It was late, the ferry company said on Monday.</p>";
        let letter = format!(
            "<h1><a href='https://a.example/0'>Museum returns a drum</a></h1>{}",
            paragraph.repeat(6)
        );
        assert_eq!(find_listed_stories(&letter), []);
        let letter = format!(
            "<h1>Museum returns a drum</h1>{}<h3>More</h3>{more}{}",
            paragraph.repeat(6),
            more.replace("/2", "/3")
        );
        assert_eq!(find_listed_stories(&letter), []);
        assert_eq!(find_listed_stories(&format!("{more}{}", more.replace("/2", "/3"))).len(), 2);
    }
}
