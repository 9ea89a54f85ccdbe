//! An article's element as a small tree, in the order of its text; as lenient as SGML and old archives need.
//!
//! quick-xml gives the tags; this puts them together: end tags that are missing or wrong, ampersands that are not escaped,
//! references to characters by number and by HTML's names. The feeds' tree keeps the source of an element instead of the
//! order of its text, which is why there are two.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::read::fields::references::value_of_reference;
use crate::read::records::feed_elements::decode_attribute;

/// Deeper elements are not opened: their text belongs to the one that they are in.
const MAX_DEPTH: usize = 64;

/// Elements that end where another one of their name begins.
const NEVER_NESTED: [&str; 8] = ["p", "para", "ptext", "li", "tr", "td", "d", "sent"];

/// What is in an element.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum XmlNode {
    /// Text, its references decoded.
    Text(String),
    /// An element.
    Element(XmlElement),
}

/// An element.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct XmlElement {
    /// Its name without its prefix, in lower case.
    pub name: String,
    /// Its attributes: names without prefix in lower case, values decoded.
    pub attributes: Vec<(String, String)>,
    /// What is in it.
    pub nodes: Vec<XmlNode>,
}

impl XmlElement {
    /// The value of an attribute, without white space around it.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// The elements in it.
    pub fn children(&self) -> impl Iterator<Item = &XmlElement> {
        self.nodes.iter().filter_map(|node| match node {
            XmlNode::Element(element) => Some(element),
            XmlNode::Text(_) => None,
        })
    }

    /// The first element in it with a name.
    pub fn child(&self, name: &str) -> Option<&XmlElement> {
        self.children().find(|child| child.name == name)
    }

    /// Every element below it, in the order of the text.
    pub fn descendants(&self) -> Vec<&XmlElement> {
        let mut found = Vec::new();
        let mut left: Vec<&XmlElement> = vec![self];
        while let Some(element) = left.pop() {
            found.push(element);
            let children: Vec<&XmlElement> = element.children().collect();
            left.extend(children.into_iter().rev());
        }
        found.remove(0);
        found
    }

    /// The first element of a name below it.
    pub fn find(&self, name: &str) -> Option<&XmlElement> {
        self.descendants().into_iter().find(|element| element.name == name)
    }

    /// All its text on one line; `None` if there is none.
    pub fn line(&self) -> Option<String> {
        let mut text = String::new();
        self.push_text(&mut text);
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!line.is_empty()).then_some(line)
    }

    /// All its text as it is written.
    pub fn push_text(&self, text: &mut String) {
        for node in &self.nodes {
            match node {
                XmlNode::Text(piece) => text.push_str(piece),
                XmlNode::Element(element) => {
                    element.push_text(text);
                    text.push(' ');
                }
            }
        }
    }

    /// The line of the first element of these names below it that has a text.
    pub fn line_of(&self, names: &[&str]) -> Option<String> {
        let below = self.descendants();
        names.iter().find_map(|name| {
            below.iter().filter(|element| element.name == *name).find_map(|element| element.line())
        })
    }
}

/// A tree, and the names of references in it that mean nothing without a document type.
#[derive(Debug, Default)]
pub(crate) struct ParsedXml {
    /// A root without a name; what was parsed is in it.
    pub root: XmlElement,
    /// Names of entities that are not characters.
    pub unknown_entities: Vec<String>,
}

/// Parses a piece of XML or SGML.
pub(crate) fn parse_xml(xml: &str) -> ParsedXml {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut unknown_entities = Vec::new();
    let mut open = vec![XmlElement::default()];
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                let element = element_of_tag(&tag);
                let ends_last = open.last().is_some_and(|last| {
                    last.name == element.name && NEVER_NESTED.contains(&element.name.as_str())
                });
                if ends_last {
                    let depth = open.len() - 1;
                    close_down_to(&mut open, depth);
                }
                if open.len() < MAX_DEPTH {
                    open.push(element);
                }
            }
            Ok(Event::Empty(tag)) => push_node(&mut open, XmlNode::Element(element_of_tag(&tag))),
            Ok(Event::End(tag)) => {
                let name = local_name(tag.name().as_ref());
                if let Some(at) = open.iter().skip(1).rposition(|element| element.name == name) {
                    close_down_to(&mut open, at + 1);
                }
            }
            Ok(Event::Text(text)) => push_text(&mut open, &text.xml10_content()),
            Ok(Event::CData(text)) => push_text(&mut open, &text.xml10_content()),
            Ok(Event::GeneralRef(reference)) => {
                let name = reference.xml10_content();
                match control_character(&name).or_else(|| value_of_reference(&name)) {
                    Some(value) => push_text(&mut open, &value),
                    None => {
                        push_text(&mut open, &format!("&{name};"));
                        unknown_entities.push(name.into_owned());
                    }
                }
            }
            Ok(Event::Eof) | Err(_) => {
                close_down_to(&mut open, 1);
                let root = open.pop().unwrap_or_default();
                return ParsedXml { root, unknown_entities };
            }
            Ok(_) => {}
        }
    }
}

/// A reference to a character that no text may hold ("&#5;", in old wire copy): nothing.
fn control_character(name: &str) -> Option<String> {
    let number: u32 = name.strip_prefix('#')?.parse().ok()?;
    (number < 32).then(String::new)
}

fn push_text(open: &mut [XmlElement], text: &str) {
    let Some(element) = open.last_mut() else { return };
    match element.nodes.last_mut() {
        Some(XmlNode::Text(before)) => before.push_str(text),
        _ => element.nodes.push(XmlNode::Text(text.to_string())),
    }
}

fn push_node(open: &mut [XmlElement], node: XmlNode) {
    if let Some(element) = open.last_mut() {
        element.nodes.push(node);
    }
}

fn close_down_to(open: &mut Vec<XmlElement>, depth: usize) {
    while open.len() > depth
        && let Some(element) = open.pop()
    {
        push_node(open, XmlNode::Element(element));
    }
}

fn element_of_tag(tag: &BytesStart<'_>) -> XmlElement {
    let mut attributes = tag.html_attributes();
    let attributes = attributes
        .with_checks(false)
        .flatten()
        .map(|attribute| (local_name(attribute.key.as_ref()), decode_attribute(&attribute.value)))
        .collect();
    XmlElement { name: local_name(tag.name().as_ref()), attributes, nodes: Vec::new() }
}

fn local_name(name: &str) -> String {
    name.rsplit(':').next().unwrap_or_default().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_sgml_leaves_out_is_put_in() {
        let parsed = parse_xml(
            "<DOC ID=\"A&amp;B\"><TEXT><P>One &lt;two&gt;\n<P>Fish & chips &#5;&hyph; caf&eacute;</TEXT></DOC>",
        );
        let doc = parsed.root.child("doc").unwrap();
        assert_eq!(doc.attribute("id"), Some("A&B"));
        let text = doc.child("text").unwrap();
        let lines: Vec<_> = text.children().map(|p| p.line().unwrap()).collect();
        assert_eq!(lines, ["One <two>", "Fish & chips &hyph; café"]);
        assert_eq!(parsed.unknown_entities, ["hyph"]);
    }

    proptest! {
        #[test]
        fn any_text_is_read(xml in "[<>/&;#a-c\"= !\\[\\]é-]{0,80}") {
            parse_xml(&xml);
        }
    }
}
