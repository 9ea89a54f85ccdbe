//! Boilerplate around a page's story: which elements of a page are no part of it, before the story is looked for.
//!
//! Takes the page's outline, gives the elements: those whose name says share bar or newsletter box, and those made of links.
//! Size limits every rule: an element with a good part of the page's prose in it is never boilerplate, whatever its class
//! says, because templates put misleading names on the whole story.

use dom_query::NodeId;
use rustc_hash::FxHashSet;

use crate::read::html::element_names::{has_boilerplate_name, is_called_comments, is_called_story};
use crate::read::html::outline::{Outline, OutlinedElement};
use crate::read::html::rendered_text::rendered_line;
use crate::text::characters::{ends_as_sentence, without_closing_marks};

/// Elements called comments are comments if there are at least as many characters of prose above them.
const MIN_STORY_CHARS: usize = 200;

/// The header of a story has its headline, deck and byline, and no more than a short paragraph.
const MAX_HEADER_CHARS: usize = 600;
/// How many percent of the page's text boilerplate holds at most.
const MAX_SHARE: usize = 30;
/// The same for lists of other stories, for footers and for dialogs.
const MAX_SHARE_OF_LISTS: usize = 70;
/// The same for comments and other stories below the page's own.
const MAX_SHARE_OF_COMMENTS: usize = 95;
/// A story below the page's own has at most as many times its prose; more is the page's own, below an introduction.
const MAX_NEXT_STORY: usize = 5;
/// A list of other stories has at least as many of them.
const MIN_CARDS: usize = 3;
/// The beginning of another story has at most as many characters.
const MAX_CARD_CHARS: usize = 400;
/// The label before a link to another story has at most as many characters.
const MAX_LABEL_CHARS: usize = 40;
/// A headline has at least as many characters.
const MIN_HEADLINE_CHARS: usize = 12;

/// The outermost elements that are boilerplate.
pub(crate) fn find_boilerplate(outline: &Outline<'_>) -> FxHashSet<NodeId> {
    let headings = outline.elements.iter().filter(|element| element.tag == "h1").count();
    let page = PageOutline { outline, headings, visible_prose: count_visible_prose(outline) };
    let mut found = FxHashSet::default();
    let mut found_until = 0;
    let mut prose_above = 0;
    for (index, element) in outline.elements.iter().enumerate() {
        if index < found_until {
            continue;
        }
        if page.is_boilerplate(index, prose_above) {
            found.insert(element.node.id);
            found_until = element.end;
        } else {
            prose_above += element.prose;
        }
    }
    found
}

struct PageOutline<'o, 'a> {
    outline: &'o Outline<'a>,
    /// How many headings of the first level there are.
    headings: usize,
    /// Characters of prose that markup does not hide.
    visible_prose: usize,
}

fn count_visible_prose(outline: &Outline<'_>) -> usize {
    let mut prose = 0;
    let mut index = 0;
    while let Some(element) = outline.elements.get(index) {
        if element.is_hidden {
            index = element.end;
        } else {
            prose += element.prose;
            index += 1;
        }
    }
    prose
}

impl PageOutline<'_, '_> {
    fn is_boilerplate(&self, index: usize, prose_above: usize) -> bool {
        let element = &self.outline.elements[index];
        if matches!(element.tag.as_str(), "html" | "body" | "main" | "head" | "") || element.chars == 0 {
            return false;
        }
        if element.is_hidden {
            return !self.is_shown_by_script(index);
        }
        let share = element.text_chars() * 100 / self.outline.elements[0].text_chars().max(1);
        self.max_share(index, prose_above).is_some_and(|max_share| share <= max_share)
    }

    /// How many percent of the page's text an element may hold and be boilerplate; `None` if nothing says that it is.
    fn max_share(&self, index: usize, prose_above: usize) -> Option<usize> {
        let element = &self.outline.elements[index];
        let role = element.node.attr("role");
        // What follows a story may be longer than it: comments, the beginnings of other stories.
        if prose_above >= MIN_STORY_CHARS {
            if is_called_comments(&element.node) || self.is_next_story(index, prose_above) {
                return Some(MAX_SHARE_OF_COMMENTS);
            }
            if element.tag == "footer" {
                return Some(MAX_SHARE_OF_LISTS);
            }
        }
        if self.is_list_of_cards(index) || role.as_deref().is_some_and(|role| role.trim().ends_with("dialog"))
        {
            return Some(MAX_SHARE_OF_LISTS);
        }
        let is_told = match element.tag.as_str() {
            "nav" | "button" | "dialog" | "textarea" | "aside" | "footer" | "figcaption" | "address"
            | "form" => true,
            "figure" => !self.holds_text(index),
            "h1" => self.headings == 1 || prose_above < MIN_STORY_CHARS,
            "header" => element.text_chars() < MAX_HEADER_CHARS,
            _ => false,
        };
        // A heading is part of a story, whatever it is called.
        let may_be_named = !matches!(element.tag.as_str(), "h2" | "h3" | "h4" | "h5" | "h6");
        let is_boilerplate = is_told
            || role.is_some_and(|role| is_role_of_boilerplate(&role))
            || self.is_made_of_links(index)
            || may_be_named && has_boilerplate_name(&element.node, prose_above) && !self.holds_story(index);
        is_boilerplate.then_some(MAX_SHARE)
    }

    /// Whether a hidden element holds more prose than all that is visible: a story that a script shows.
    fn is_shown_by_script(&self, index: usize) -> bool {
        let inner = &self.outline.elements[index..self.outline.elements[index].end];
        let prose: usize = inner.iter().map(|element| element.prose).sum();
        let paragraphs = inner.iter().filter(|element| element.tag == "p" && element.prose > 0).count();
        prose > self.visible_prose.max(MIN_STORY_CHARS) && paragraphs >= 3
    }

    /// Whether an element is called the story as well, or something in it is.
    fn holds_story(&self, index: usize) -> bool {
        let element = &self.outline.elements[index];
        element.text_chars() > MIN_STORY_CHARS
            && (index..element.end).any(|inner| is_called_story(&self.outline.elements[inner].node))
    }

    /// Whether a figure holds a table or a quotation, not only a picture.
    fn holds_text(&self, index: usize) -> bool {
        let inner = &self.outline.elements[index + 1..self.outline.elements[index].end];
        inner.iter().any(|element| matches!(element.tag.as_str(), "table" | "blockquote" | "p" | "pre"))
    }

    /// Whether an element is another story below the page's own: both have a headline of the first level, and this one is not
    /// much longer.
    fn is_next_story(&self, index: usize, prose_above: usize) -> bool {
        let (before, from) = self.outline.elements.split_at(index);
        let element = &from[0];
        let is_headline = |element: &OutlinedElement<'_>| element.tag == "h1";
        if element.tag != "article" || prose_above < MIN_STORY_CHARS || !before.iter().any(is_headline) {
            return false;
        }
        let inner = &from[..element.end - index];
        let prose: usize = inner.iter().map(|element| element.prose).sum();
        inner.iter().any(is_headline) && prose <= MAX_NEXT_STORY * prose_above
    }

    /// Whether an element is a list of other stories, each with its headline as a link and perhaps its beginning.
    fn is_list_of_cards(&self, index: usize) -> bool {
        let elements = &self.outline.elements;
        let element = &elements[index];
        if !element.is_block() || element.links < MIN_CARDS {
            return false;
        }
        let (mut cards, mut card_chars) = (0, 0);
        let mut child = index + 1;
        while child < element.end {
            if self.is_card(child) {
                cards += 1;
                card_chars += elements[child].chars;
            }
            child = elements[child].end;
        }
        cards >= MIN_CARDS && card_chars * 100 >= element.chars * 80
    }

    fn is_card(&self, index: usize) -> bool {
        let element = &self.outline.elements[index];
        matches!(element.tag.as_str(), "li" | "div" | "article" | "section" | "a" | "td" | "tr" | "dl")
            && element.chars <= MAX_CARD_CHARS
            && (index..element.end).any(|inner| self.is_headline_link(inner))
    }

    /// Whether an element is a link that is a block of its own, or begins one with several words.
    fn is_headline_link(&self, index: usize) -> bool {
        let element = &self.outline.elements[index];
        if element.tag != "a" || !element.is_in_link || element.chars < MIN_HEADLINE_CHARS {
            return false;
        }
        let Some((_, block)) = self.outline.around(index).find(|(_, outer)| outer.is_block()) else {
            return element.blocks > 0;
        };
        if element.blocks > 0 || block.link_chars * 100 >= block.chars * 90 {
            return true;
        }
        let link = element.node.text();
        let text = block.node.text();
        link.split_whitespace().count() >= 4
            && text.trim_start().starts_with(link.trim())
            && !is_sentence(text.trim())
    }

    /// Whether an element is a list of links, or a paragraph that is one link: the headline of another story.
    fn is_made_of_links(&self, index: usize) -> bool {
        let element = &self.outline.elements[index];
        if !element.is_block() || element.links == 0 || element.link_chars * 100 < element.chars * 30 {
            return false;
        }
        if element.links >= 3 && element.blocks >= 2 && element.link_chars * 100 >= element.chars * 85 {
            return true;
        }
        if self.is_list_of_labelled_links(index) {
            return true;
        }
        let is_list = matches!(element.tag.as_str(), "li" | "ul" | "ol" | "dl" | "dt" | "dd");
        let text = rendered_line(&element.node);
        if !is_list && element.link_chars * 100 >= element.chars * 75 && !is_sentence(&text) {
            return text.split_whitespace().count() >= 3;
        }
        element.blocks == 0 && element.links == 1 && self.is_label_with_link(index) && !text.ends_with('.')
    }

    /// "Read also: [headline]", "LEES OOK | [headline]": a short label, and a link to the end.
    fn is_label_with_link(&self, index: usize) -> bool {
        let inner = &self.outline.elements[index..self.outline.elements[index].end];
        let Some(link) = inner.iter().find(|inner| inner.tag == "a") else { return false };
        let (text, link) = (rendered_line(&self.outline.elements[index].node), rendered_line(&link.node));
        let Some(label) = text.strip_suffix(link.as_str()).map(str::trim_end) else { return false };
        link.split_whitespace().count() >= 3
            && label.chars().count() <= MAX_LABEL_CHARS
            && label.ends_with([':', '|', '：', '»', '>', '–', '—', '→'])
    }

    /// Whether a list has links in all of its items, none of which ends as a sentence does.
    fn is_list_of_labelled_links(&self, index: usize) -> bool {
        let element = &self.outline.elements[index];
        if !matches!(element.tag.as_str(), "ul" | "ol") || element.links < 2 {
            return false;
        }
        let mut items = 0;
        let mut child = index + 1;
        while child < element.end {
            let item = &self.outline.elements[child];
            let is_linked = item.links > 0 && item.link_chars * 100 >= item.chars * 40;
            if !is_linked || is_sentence(item.node.text().trim()) {
                return false;
            }
            items += 1;
            child = item.end;
        }
        items >= MIN_CARDS || items >= 2 && element.link_chars * 100 >= element.chars * 95
    }
}

fn is_sentence(text: &str) -> bool {
    ends_as_sentence(text) || without_closing_marks(text).ends_with(':')
}

/// Roles of ARIA for what is no part of a story.
fn is_role_of_boilerplate(role: &str) -> bool {
    matches!(
        role.trim(),
        "navigation"
            | "complementary"
            | "contentinfo"
            | "dialog"
            | "alertdialog"
            | "search"
            | "menu"
            | "menubar"
            | "toolbar"
            | "tablist"
            | "button"
    )
}
