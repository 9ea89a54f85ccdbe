//! What stands at the head of an XML or SGML file: the root element, its declared character set, and the entities that its
//! document type declares.

use std::io;
use std::sync::LazyLock;

use encoding_rs::Encoding;
use regex::Regex;

use crate::read::input::lookahead::LookaheadBuffer;
use crate::read::records::xml::tags::{TagKind, next_tag};

/// How much of a file is looked at to find its root.
const MAX_HEAD_BYTES: usize = 64 << 10;

/// The head of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct DocumentHead {
    /// The root's name without prefix, as written.
    pub root: String,
    /// The name of the element after it.
    pub first_child: Option<String>,
    /// Whether an XML declaration or a document type comes first.
    pub is_declared: bool,
    /// The names of the entities that the document type declares.
    pub entities: Vec<String>,
}

impl DocumentHead {
    /// Of a file's first bytes; `None` if they are no XML or SGML.
    pub fn read(head: &[u8]) -> Option<DocumentHead> {
        let head = head.trim_ascii_start();
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
        if !head.starts_with(b"<") {
            return None;
        }
        let head = &head[..head.len().min(MAX_HEAD_BYTES)];
        let mut buffer = LookaheadBuffer::new(head, 0);
        let root = read_tag(&mut buffer, 0)?;
        if root.kind == TagKind::Close || !is_markup_only(&head[..root.start]) {
            return None;
        }
        let child = read_tag(&mut buffer, root.end).filter(|child| child.kind != TagKind::Close);
        let before = &head[..root.start];
        let starts = |mark: &[u8]| before.windows(mark.len()).any(|window| window.eq_ignore_ascii_case(mark));
        Some(DocumentHead {
            root: root.name,
            first_child: child.map(|child| child.name),
            is_declared: starts(b"<?xml") || starts(b"<!doctype"),
            entities: declared_entities(before),
        })
    }

    /// Whether the root has one of these names, in any case.
    pub fn has_root(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.root.eq_ignore_ascii_case(name))
    }
}

fn read_tag(buffer: &mut LookaheadBuffer<&[u8]>, at: usize) -> Option<crate::read::records::xml::tags::Tag> {
    let found: io::Result<_> = next_tag(buffer, at, MAX_HEAD_BYTES);
    found.ok().flatten()
}

/// Whether there is no text outside of declarations and comments.
fn is_markup_only(bytes: &[u8]) -> bool {
    static MARKUP: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?s)<!--.*?-->|<\?.*?\?>|<!\w[^\[>]*(?:\[.*?\]\s*)?>").ok());
    let text = String::from_utf8_lossy(bytes);
    MARKUP.as_ref().is_none_or(|markup| markup.replace_all(&text, "").trim().is_empty())
}

fn declared_entities(bytes: &[u8]) -> Vec<String> {
    static ENTITY: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"<!ENTITY\s+(?:%\s+)?([\w.-]+)").ok());
    let text = String::from_utf8_lossy(bytes);
    let found = ENTITY.iter().flat_map(|entity| entity.captures_iter(&text));
    found.map(|found| found[1].to_string()).collect()
}

/// The character set that an XML declaration names.
pub(crate) fn declared_encoding(head: &[u8]) -> Option<&'static Encoding> {
    static NAME: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r#"^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']"#).ok());
    let head = String::from_utf8_lossy(&head[..head.len().min(400)]);
    let name = NAME.as_ref()?.captures(&head)?;
    Encoding::for_label(name[1].as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_found_behind_declarations_and_nothing_else() {
        let head = |text: &str| DocumentHead::read(text.as_bytes()).map(|head| (head.root, head.is_declared));
        assert_eq!(head("<?xml version='1.0'?>\n<!-- <x> -->\n<n:nitf a='b'>"), Some(("nitf".into(), true)));
        assert_eq!(
            head("<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS A=\"B\">"),
            Some(("REUTERS".into(), true))
        );
        assert_eq!(head("<DOC>"), Some(("DOC".into(), false)));
        assert_eq!(head("Text <b>bold</b>"), None);
        assert_eq!(head("</doc><doc>"), None);
    }

    #[test]
    fn declared_entities_and_encodings_are_known() {
        let text = b"<?xml version='1.0' encoding='ISO-8859-1'?><!DOCTYPE a [<!ENTITY lol \"lol\"><!ENTITY % p 'x'>]><a>";
        assert_eq!(DocumentHead::read(text).unwrap().entities, ["lol", "p"]);
        assert_eq!(declared_encoding(text).map(Encoding::name), Some("windows-1252"));
    }
}
