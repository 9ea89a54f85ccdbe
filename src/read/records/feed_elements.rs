//! The elements of a feed's entry, or of its opening, as a small tree.
//!
//! quick-xml gives the tags; this puts them together, as leniently as feeds are written: prefixes that nobody declared, HTML's
//! character references, ampersands and tags that are not escaped. feed-rs 3.0, which gives a model of the whole, rejects such
//! an entry, and leaves out what matters here: whether a guid is an address, an author's name beside an address, a time as
//! it is written.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::read::fields::references::value_of_reference;

/// An element of a feed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct FeedElement {
    /// Its name in lower case, with its prefix, unless that is one of the feed's own: "pubdate", "dc:creator".
    pub name: String,
    attributes: Vec<(String, String)>,
    /// The text that is directly in it, decoded once.
    pub text: String,
    /// The elements in it.
    pub children: Vec<FeedElement>,
    /// Its source between its tags; empty for elements that are deeper than those of an entry.
    source: String,
}

impl FeedElement {
    /// The value of an attribute, without white space around it.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// The first element in it with a name.
    pub fn child(&self, name: &str) -> Option<&FeedElement> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The elements in it with a name.
    pub fn children_named<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e FeedElement> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// Its text, if it has any.
    pub fn given_text(&self) -> Option<&str> {
        Some(self.text.trim()).filter(|text| !text.is_empty())
    }

    /// What it holds as HTML or text: XHTML, and HTML that is not escaped, is its source.
    pub fn content(&self) -> String {
        match self.children.is_empty() {
            true => self.text.clone(),
            false => self.source.replace("<xhtml:", "<").replace("</xhtml:", "</"),
        }
    }

    /// The first element of this name in the tree, itself included.
    pub fn find(&self, name: &str) -> Option<&FeedElement> {
        let mut left = vec![self];
        while let Some(element) = left.pop() {
            if element.name == name {
                return Some(element);
            }
            left.extend(element.children.iter().rev());
        }
        None
    }
}

/// How deep the elements are whose source is kept: those in an entry, and those in them.
const SOURCE_DEPTHS: std::ops::RangeInclusive<usize> = 2..=3;

/// Deeper elements are part of the source of those above, and nothing more.
const MAX_DEPTH: usize = 24;

/// The root of a piece of XML, without a name, with everything in it; an element that is not closed ends with the one that
/// it is in.
pub(crate) fn parse_elements(xml: &str) -> FeedElement {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    // The elements that are open, each with the byte after its opening tag.
    let mut open: Vec<(FeedElement, usize)> = vec![(FeedElement::default(), 0)];
    loop {
        let before = reader.buffer_position() as usize;
        let event = reader.read_event();
        let after = reader.buffer_position() as usize;
        match event {
            Ok(Event::Start(tag)) if open.len() < MAX_DEPTH => open.push((element_of_tag(&tag), after)),
            Ok(Event::Empty(tag)) => add_child(&mut open, element_of_tag(&tag)),
            Ok(Event::End(tag)) => {
                let name = folded_name(tag.name().as_ref());
                if let Some(at) = open.iter().skip(1).rposition(|(element, _)| element.name == name) {
                    close_down_to(&mut open, at + 1, xml, before);
                }
            }
            Ok(Event::Text(text)) => push_text(&mut open, &text.xml10_content()),
            Ok(Event::CData(text)) => push_text(&mut open, &text.xml10_content()),
            Ok(Event::GeneralRef(reference)) => {
                let name = reference.xml10_content();
                let value = value_of_reference(&name).unwrap_or_else(|| format!("&{name};"));
                push_text(&mut open, &value);
            }
            Ok(Event::Eof) | Err(_) => {
                close_down_to(&mut open, 1, xml, before.min(xml.len()));
                return open.pop().map(|(root, _)| root).unwrap_or_default();
            }
            Ok(_) => {}
        }
    }
}

fn push_text(open: &mut [(FeedElement, usize)], text: &str) {
    if let Some((element, _)) = open.last_mut() {
        element.text.push_str(text);
    }
}

fn add_child(open: &mut [(FeedElement, usize)], child: FeedElement) {
    if let Some((parent, _)) = open.last_mut() {
        parent.children.push(child);
    }
}

/// Closes the open elements from the innermost down to the one at `depth`.
fn close_down_to(open: &mut Vec<(FeedElement, usize)>, depth: usize, xml: &str, end: usize) {
    while open.len() > depth
        && let Some((mut element, start)) = open.pop()
    {
        // Of an entry's elements alone: a deep tree would hold every text as often as it is deep.
        if SOURCE_DEPTHS.contains(&open.len()) {
            element.source = xml.get(start..end).unwrap_or_default().to_string();
        }
        add_child(open, element);
    }
}

fn element_of_tag(tag: &BytesStart<'_>) -> FeedElement {
    let mut attributes = tag.html_attributes();
    let attributes = attributes
        .with_checks(false)
        .flatten()
        .map(|attribute| (attribute.key.as_ref().to_ascii_lowercase(), decode_attribute(&attribute.value)));
    let attributes = attributes.collect();
    FeedElement { name: folded_name(tag.name().as_ref()), attributes, ..FeedElement::default() }
}

/// An attribute's value with its references decoded; what is none stays.
pub(crate) fn decode_attribute(value: &str) -> String {
    let mut decoded = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('&') {
        decoded.push_str(before);
        let reference =
            after.split_once(';').and_then(|(name, rest)| Some((value_of_reference(name)?, rest)));
        let (value, left) = reference.unwrap_or_else(|| ("&".to_string(), after));
        decoded.push_str(&value);
        rest = left;
    }
    decoded.push_str(rest);
    decoded
}

/// A name in lower case, without the prefix of Atom or RSS, whose elements mostly have none.
fn folded_name(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    match name.split_once(':') {
        Some(("atom" | "atom03" | "atom10" | "a10" | "a" | "rss" | "rss1", local)) => local.to_string(),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_feeds_are_not_allowed_to_write_is_read() {
        let entry = "<item><title>Fish & chips&nbsp;&unknown; up</title><odd:x>1</odd:x>
            <link href=\"https://a.example/?a=1&amp;b=2\"/><description>It <b>was</b><br> late.</description>
            <content:encoded><![CDATA[<p>It & more</p>]]></content:encoded><a10:updated>2031</a10:updated></item>";
        let root = parse_elements(entry);
        let item = root.child("item").unwrap();
        assert_eq!(item.child("title").unwrap().text, "Fish & chips\u{a0}&unknown; up");
        assert_eq!(item.child("link").unwrap().attribute("href"), Some("https://a.example/?a=1&b=2"));
        assert_eq!(item.child("description").unwrap().content(), "It <b>was</b><br> late.");
        assert_eq!(item.child("content:encoded").unwrap().content(), "<p>It & more</p>");
        assert_eq!(item.child("updated").unwrap().given_text(), Some("2031"));
        assert_eq!(root.find("odd:x").unwrap().text, "1");
    }

    proptest! {
        #[test]
        fn any_text_is_read(xml in "[<>/&;a-c\"= !\\[\\]é-]{0,80}") {
            parse_elements(&xml);
        }
    }
}
