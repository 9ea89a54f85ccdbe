//! The text of an element: a paragraph for each block in it, in order.
//!
//! Names of blocks are those that the vocabularies of news and texts share. An element that holds no block is text whose
//! lines somebody broke: see [`unwrap_lines`].

use crate::read::records::xml::tree::{XmlElement, XmlNode};
use crate::read::records::xml::wrapped_lines::unwrap_lines;

/// Elements that are paragraphs, or hold some.
const BLOCKS: [&str; 39] = [
    "p",
    "para",
    "paragraph",
    "ptext",
    "lp",
    "tpar",
    "head",
    "hl1",
    "hl2",
    "hedline",
    "headline",
    "title",
    "subtitle",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "block",
    "div",
    "div1",
    "div2",
    "section",
    "sec",
    "ab",
    "lg",
    "l",
    "sp",
    "quote",
    "blockquote",
    "list",
    "ul",
    "ol",
    "item",
    "li",
    "tr",
    "body",
    "text",
];

/// Elements that are no part of a story: pictures, notes, tables of figures, what is about the text.
const LEFT_OUT: [&str; 17] = [
    "media",
    "figure",
    "graphic",
    "note",
    "fw",
    "teiheader",
    "comments",
    "script",
    "style",
    "table",
    "media-caption",
    "media-producer",
    "copyright",
    "aside",
    "figdesc",
    "iframe",
    "object",
];

/// The text of an element, with an empty line between paragraphs.
pub(crate) fn story_text(element: &XmlElement) -> String {
    paragraphs_of(element, &[]).join("\n\n")
}

/// The paragraphs of an element; elements of the names in `left_out` are no part of it.
pub(crate) fn paragraphs_of(element: &XmlElement, left_out: &[&str]) -> Vec<String> {
    paragraphs_without(element, |element| left_out.contains(&element.name.as_str()))
}

/// The paragraphs of an element without the elements that `is_left_out` says.
pub(crate) fn paragraphs_without(
    element: &XmlElement,
    is_left_out: impl Fn(&XmlElement) -> bool,
) -> Vec<String> {
    let mut text = TextBlocks::default();
    text.add(element, &is_left_out);
    text.end_block();
    text.paragraphs
}

#[derive(Default)]
struct TextBlocks {
    paragraphs: Vec<String>,
    /// The text since the last block began or ended.
    open: String,
}

impl TextBlocks {
    fn add(&mut self, element: &XmlElement, left_out: &dyn Fn(&XmlElement) -> bool) {
        let holds_blocks = element.children().any(|child| is_block(&child.name));
        for node in &element.nodes {
            match node {
                XmlNode::Text(text) => self.open.push_str(text),
                XmlNode::Element(child) if LEFT_OUT.contains(&child.name.as_str()) || left_out(child) => {
                    self.open.push(' ');
                }
                XmlNode::Element(child) if is_block(&child.name) => {
                    self.end_block();
                    self.add_block(child, left_out);
                }
                XmlNode::Element(child) if matches!(child.name.as_str(), "lb" | "br" | "pb" | "cb") => {
                    self.open.push(' ')
                }
                XmlNode::Element(child) => self.add(child, left_out),
            }
        }
        if holds_blocks {
            self.end_block();
        }
    }

    fn add_block(&mut self, block: &XmlElement, left_out: &dyn Fn(&XmlElement) -> bool) {
        self.add(block, left_out);
        let is_paragraph = !block.children().any(|child| is_block(&child.name));
        match is_paragraph && is_single_paragraph(&block.name) {
            true => {
                let line = self.open.split_whitespace().collect::<Vec<_>>().join(" ");
                self.open.clear();
                self.paragraphs.extend(Some(line).filter(|line| !line.is_empty()));
            }
            false => self.end_block(),
        }
    }

    /// Ends the text that is open: its lines may have been broken.
    fn end_block(&mut self) {
        let open = std::mem::take(&mut self.open);
        self.paragraphs.extend(unwrap_lines(&open));
    }
}

fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// Whether an element of this name is one paragraph, however its lines are broken.
fn is_single_paragraph(name: &str) -> bool {
    !matches!(
        name,
        "body"
            | "text"
            | "block"
            | "div"
            | "div1"
            | "div2"
            | "section"
            | "sec"
            | "quote"
            | "blockquote"
            | "lp"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::records::xml::tree::parse_xml;

    #[test]
    fn blocks_are_paragraphs_and_the_rest_runs_on() {
        for (xml, paragraphs) in [
            (
                "<text><p>One <hi>two</hi>\nthree.</p><head>Four</head><p>Five<lb/>six.</p></text>",
                vec!["One two three.", "Four", "Five six."],
            ),
            ("<body>One two\nthree.\n   Four.\n</body>", vec!["One two three.", "Four."]),
            (
                "<body><block><p>One.</p><media><p>A picture.</p></media></block><list><item>Two</item><item>Three</item></list></body>",
                vec!["One.", "Two", "Three"],
            ),
            ("<text>Loose.<p>One.<p>Two.</text>", vec!["Loose.", "One.", "Two."]),
        ] {
            let parsed = parse_xml(xml);
            assert_eq!(paragraphs_of(&parsed.root, &[]), paragraphs, "{xml}");
        }
    }
}
