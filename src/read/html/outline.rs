//! A page's elements as a list in page order, each with counts over everything in it.
//!
//! Takes a parsed page, gives an [`Outline`], on which boilerplate and story are found without walking the tree again.
//! Elements that hold no text of the page are in it without what is in them.

use dom_query::{Document, NodeData, NodeId, NodeRef};
use rustc_hash::FxHashMap;

use crate::read::error::Unreadable;
use crate::read::html::rendered_text::is_block_tag;
use crate::read::html::visibility::{is_hidden, is_never_text};

/// Deeper trees are no pages. [`crate::read::html::limits`] prevents them; this is a second check.
const MAX_TREE_DEPTH: usize = 600;
/// A text without markup inside it is prose if it has at least as many characters.
const MIN_PROSE_CHARS: usize = 60;

/// An element, with counts over everything in it.
pub(crate) struct OutlinedElement<'a> {
    /// Itself.
    pub node: NodeRef<'a>,
    /// Its tag.
    pub tag: String,
    /// The index of the element around it; the root's is its own.
    pub parent: usize,
    /// The index after that of its last descendant.
    pub end: usize,
    /// Visible characters without white space.
    pub chars: usize,
    /// Those of them in links.
    pub link_chars: usize,
    /// Links in it, itself included.
    pub links: usize,
    /// Blocks in it, without itself.
    pub blocks: usize,
    /// Characters of prose directly in it.
    pub prose: usize,
    /// Whether it is a link or in one.
    pub is_in_link: bool,
    /// Whether its own markup hides it.
    pub is_hidden: bool,
}

impl OutlinedElement<'_> {
    /// Visible characters that are in no link.
    pub fn text_chars(&self) -> usize {
        self.chars - self.link_chars
    }

    /// Whether it is laid out as a block.
    pub fn is_block(&self) -> bool {
        is_block_tag(&self.tag)
    }
}

/// All elements of a page in the order in which they begin.
pub(crate) struct Outline<'a> {
    /// The first is the root.
    pub elements: Vec<OutlinedElement<'a>>,
    indices: FxHashMap<NodeId, usize>,
}

impl<'a> Outline<'a> {
    /// Walks a page.
    ///
    /// # Errors
    /// Where the tree is too deep.
    pub fn of(document: &'a Document) -> Result<Outline<'a>, Unreadable> {
        let mut elements: Vec<OutlinedElement<'a>> = Vec::new();
        let mut indices = FxHashMap::default();
        let mut left = vec![(document.root(), 0, 0)];
        while let Some((node, parent, depth)) = left.pop() {
            if depth > MAX_TREE_DEPTH {
                let reason = format!("is a page of elements more than {MAX_TREE_DEPTH} deep");
                return Err(Unreadable::new("too much markup", reason));
            }
            let text_chars = node.query_or(None, |inner| match &inner.data {
                NodeData::Text { contents } => Some(contents.chars().filter(|c| !c.is_whitespace()).count()),
                NodeData::Comment { .. } => Some(0),
                _ => None,
            });
            if let Some(chars) = text_chars {
                if let Some(element) = elements.get_mut(parent) {
                    element.chars += chars;
                    element.link_chars += if element.is_in_link { chars } else { 0 };
                    element.prose += if element.is_in_link || chars < MIN_PROSE_CHARS { 0 } else { chars };
                }
                continue;
            }
            let tag = node.node_name().map(|name| name.to_string()).unwrap_or_default();
            let index = elements.len();
            let is_link = tag == "a" && node.has_attr("href");
            let is_in_link = is_link || elements.get(parent).is_some_and(|parent| parent.is_in_link);
            if !is_never_text(&tag) {
                left.extend(node.children_it(true).map(|child| (child, index, depth + 1)));
            }
            indices.insert(node.id, index);
            elements.push(OutlinedElement {
                node,
                tag,
                parent,
                end: 0,
                chars: 0,
                link_chars: 0,
                links: usize::from(is_link),
                blocks: 0,
                prose: 0,
                is_in_link,
                is_hidden: is_hidden(&node),
            });
        }
        add_up(&mut elements);
        Ok(Outline { elements, indices })
    }

    /// The index of an element.
    pub fn index_of(&self, node: NodeId) -> usize {
        self.indices.get(&node).copied().unwrap_or_default()
    }

    /// The elements around one, from the innermost, with their indices.
    pub fn around(&self, index: usize) -> impl Iterator<Item = (usize, &OutlinedElement<'a>)> {
        let mut at = index;
        std::iter::from_fn(move || {
            let parent = self.elements.get(at)?.parent;
            (parent != at).then(|| {
                at = parent;
                (parent, &self.elements[parent])
            })
        })
    }
}

/// Adds the counts of each element to the one around it.
fn add_up(elements: &mut [OutlinedElement<'_>]) {
    for index in (1..elements.len()).rev() {
        let element = &mut elements[index];
        element.end = element.end.max(index + 1);
        let (parent, end) = (element.parent, element.end);
        let (chars, link_chars) = (element.chars, element.link_chars);
        let (links, blocks) = (element.links, element.blocks + usize::from(element.is_block()));
        let outer = &mut elements[parent];
        outer.end = outer.end.max(end);
        outer.chars += chars;
        outer.link_chars += link_chars;
        outer.links += links;
        outer.blocks += blocks;
    }
    if let Some(root) = elements.first_mut() {
        root.end = root.end.max(1);
    }
}
