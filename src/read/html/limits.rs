//! HTML made safe to parse: within limits of depth, size and number of elements.
//!
//! Takes a page's text, gives it without scripts, styles and comments, and without the tags that nest too deep. A page of
//! 100,000 nested elements would take a parser a minute and overflow the stack of code that walks its tree, which would end
//! the whole import. The surprising decision: this is a scan of its own, before any parser, and rather counts too much. It
//! follows the standard's tokenizer only where a page could hide tags from it; what it cannot follow (`<select>`,
//! `<noscript>`, foreign elements) it leaves out.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::read::error::Unreadable;

/// The most nested elements, not counting those that end by themselves (`<p>`, `<li>`, cells). Stories are ten to forty deep.
const MAX_DEPTH: usize = 60;
/// The most unclosed `<b>`, `<i>` and the like: parsers open each again in every paragraph that follows.
const MAX_OPEN_FORMATTING: usize = 8;
/// The most elements, each counted once more for every formatting element that is open around it.
const MAX_ELEMENTS: usize = 40_000;
/// The most bytes of a tag that keeps its attributes: parsers compare each with all before it.
const MAX_TAG_BYTES: usize = 2048;
/// The most bytes of a page.
const MAX_PAGE_BYTES: usize = 24 << 20;

/// The page, safe to parse.
///
/// # Errors
/// Where it is larger than the page of any story.
pub(crate) fn enforce_limits(page: &str) -> Result<String, Unreadable> {
    if page.len() > MAX_PAGE_BYTES {
        let reason = format!(
            "is a page of {} MB; {} MB is the most that is read",
            page.len() >> 20,
            MAX_PAGE_BYTES >> 20
        );
        return Err(Unreadable::new("too long", reason));
    }
    let mut scan = TagScan { page, out: String::with_capacity(page.len() / 2), ..TagScan::default() };
    scan.run();
    if scan.elements > MAX_ELEMENTS {
        let reason = format!("is a page of more than {MAX_ELEMENTS} elements: too much markup for a story");
        return Err(Unreadable::new("too much markup", reason));
    }
    Ok(scan.out)
}

#[derive(Default)]
struct TagScan<'p> {
    page: &'p str,
    out: String,
    /// The names of the elements that are open.
    open: Vec<Cow<'p, str>>,
    /// Formatting elements that are open, even if the elements around them have ended.
    formatting: HashMap<Cow<'p, str>, usize>,
    /// Start tags that were left out, and whose end tags must be left out too.
    left_out: HashMap<Cow<'p, str>, usize>,
    /// Names that have no further end tag.
    without_end_tag: Vec<String>,
    elements: usize,
}

impl<'p> TagScan<'p> {
    fn run(&mut self) {
        let bytes = self.page.as_bytes();
        let mut at = 0;
        while self.elements <= MAX_ELEMENTS {
            let Some(tag) = self.page[at..].find('<').map(|found| at + found) else { break };
            self.out.push_str(&self.page[at..tag]);
            at = match bytes.get(tag + 1) {
                Some(b'!' | b'?') => self.declaration(tag),
                Some(b'/') if bytes.get(tag + 2).is_some_and(u8::is_ascii_alphabetic) => self.end_tag(tag),
                Some(b'/') => offset_after(self.page, tag, ">"),
                Some(next) if next.is_ascii_alphabetic() => self.start_tag(tag),
                _ => {
                    self.out.push_str("&lt;");
                    tag + bytes[tag + 1..].iter().take_while(|byte| **byte == b'<').count().max(1)
                }
            };
        }
        self.out.push_str(&self.page[at..]);
    }

    /// Comments are left out; a doctype says how the rest must be parsed, and stays.
    fn declaration(&mut self, tag: usize) -> usize {
        let rest = &self.page[tag..];
        if rest.starts_with("<!--") {
            if rest.starts_with("<!-->") || rest.starts_with("<!--->") {
                return offset_after(self.page, tag, ">");
            }
            return offset_after(self.page, tag + 4, "-->");
        }
        let end = offset_after(self.page, tag, ">");
        if rest.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype")) {
            self.out.push_str(&self.page[tag..end]);
        }
        end
    }

    fn end_tag(&mut self, tag: usize) -> usize {
        let name = name_at(self.page, tag + 2);
        let end = tag_end(self.page, tag + 2 + name.len());
        let name = fold_tag_name(name);
        if let Some(count) = self.left_out.get_mut(&name).filter(|count| **count > 0) {
            *count -= 1;
            return end;
        }
        if let Some(count) = self.formatting.get_mut(&name) {
            *count = count.saturating_sub(1);
        }
        if !ends_by_itself(&name) {
            // An end tag within a table ends nothing around the table.
            let barrier = self.open.iter().rposition(|open| is_barrier(open)).unwrap_or(0);
            let found = self.open.iter().rposition(|open| *open == name);
            // Nor does the end tag of an ordinary element end a special one that was opened in it: parsers ignore it.
            let is_ignored = |found: &usize| {
                !is_special(&name) && self.open[found + 1..].iter().any(|open| is_special(open))
            };
            match found.filter(|found| *found >= barrier && !is_ignored(found)) {
                Some(found) => self.open.truncate(found),
                None => return end,
            }
        }
        self.out.push_str(&self.page[tag..end]);
        end
    }

    fn start_tag(&mut self, tag: usize) -> usize {
        let written = name_at(self.page, tag + 1);
        let end = tag_end(self.page, tag + 1 + written.len());
        let name = fold_tag_name(written);
        match name.as_ref() {
            "script" | "style" => return self.raw_text(&name, tag, end),
            "title" | "textarea" => return self.text_only(&name, tag, end),
            "svg" | "math" | "noscript" | "template" | "select" | "iframe" | "noembed" | "noframes"
            | "xmp" => {
                return self.find_end_tag(&name, end).map_or(end, |inner| tag_end(self.page, inner + 2));
            }
            "plaintext" | "frameset" | "frame" | "image" => return end,
            _ => {}
        }
        let formatting: usize = self.formatting.values().sum();
        let too_much = if is_formatting(&name) {
            formatting >= MAX_OPEN_FORMATTING && !is_single(&name)
        } else {
            !ends_by_itself(&name) && self.open.len() >= MAX_DEPTH
        };
        if too_much {
            *self.left_out.entry(name).or_default() += 1;
            return end;
        }
        self.elements += 1 + formatting;
        if is_formatting(&name) {
            let count = self.formatting.entry(name.clone()).or_default();
            // A second link ends the first.
            *count = if is_single(&name) { 1 } else { *count + 1 };
        } else if !ends_by_itself(&name) {
            self.open.push(name);
        }
        if end - tag > MAX_TAG_BYTES {
            self.out.extend(["<", written, ">"]);
        } else {
            self.out.push_str(&self.page[tag..end]);
        }
        end
    }

    /// Scripts and styles are left out, except JSON-LD; one that does not end goes on to the page's end.
    fn raw_text(&mut self, name: &str, tag: usize, end: usize) -> usize {
        let inner_end = self.find_end_tag(name, end).unwrap_or(self.page.len());
        let after = tag_end(self.page, (inner_end + 2).min(self.page.len()));
        let is_json_ld = name == "script" && self.page[tag..end].to_ascii_lowercase().contains("ld+json");
        if is_json_ld && inner_end < self.page.len() {
            self.out.push_str(&self.page[tag..after]);
        }
        after
    }

    /// An element that holds text alone: what looks like tags is text.
    fn text_only(&mut self, name: &str, tag: usize, end: usize) -> usize {
        let inner_end = self.find_end_tag(name, end).unwrap_or(self.page.len());
        self.out.push_str(&self.page[tag..end]);
        self.out.push_str(&self.page[end..inner_end].replace('<', "&lt;"));
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
        tag_end(self.page, (inner_end + 2).min(self.page.len()))
    }

    /// Where the next end tag of this name begins.
    fn find_end_tag(&mut self, name: &str, from: usize) -> Option<usize> {
        if self.without_end_tag.iter().any(|other| other == name) {
            return None;
        }
        let bytes = self.page.as_bytes();
        let mut at = from;
        while let Some(found) = self.page[at..].find("</").map(|found| at + found) {
            let after = found + 2 + name.len();
            let named =
                bytes.get(found + 2..after).is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes()));
            if named && bytes.get(after).is_none_or(|next| !next.is_ascii_alphanumeric()) {
                return Some(found);
            }
            at = found + 2;
        }
        self.without_end_tag.push(name.to_string());
        None
    }
}

/// Whether an element is one that end tags of others do not reach through ("special" in the HTML standard, 13.2.4.2).
fn is_special(name: &str) -> bool {
    const SPECIAL: &[&str] = &[
        "address",
        "applet",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "center",
        "details",
        "dir",
        "div",
        "dl",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        // Headings of all levels.
        "h",
        "header",
        "hgroup",
        "html",
        "listing",
        "main",
        "marquee",
        "menu",
        "nav",
        "object",
        "ol",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "ul",
    ];
    SPECIAL.contains(&name)
}

/// The offset after the next `sign`, or the end.
fn offset_after(page: &str, from: usize, sign: &str) -> usize {
    page[from..].find(sign).map_or(page.len(), |found| from + found + sign.len())
}

fn name_at(page: &str, from: usize) -> &str {
    let rest = &page[from..];
    let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(rest.len());
    &rest[..end]
}

fn fold_tag_name(name: &str) -> Cow<'_, str> {
    // One heading ends another, whatever their levels.
    if matches!(name.as_bytes(), [b'h' | b'H', b'1'..=b'6']) {
        return Cow::Borrowed("h");
    }
    if name.bytes().any(|b| b.is_ascii_uppercase()) {
        return Cow::Owned(name.to_ascii_lowercase());
    }
    Cow::Borrowed(name)
}

/// Where a tag is in its attributes.
enum TagState {
    /// Between attributes.
    Tag,
    Name,
    /// After `=`.
    Equals,
    Value,
    Quoted(u8),
}

/// The offset after the `>` that ends a tag, as the standard's tokenizer finds it: quotes quote only after `=`.
fn tag_end(page: &str, from: usize) -> usize {
    let mut state = TagState::Tag;
    for (at, byte) in page.bytes().enumerate().skip(from) {
        state = match (state, byte) {
            (TagState::Quoted(quote), _) if byte == quote => TagState::Tag,
            (TagState::Quoted(quote), _) => TagState::Quoted(quote),
            (_, b'>') => return at + 1,
            (TagState::Equals, b'"' | b'\'') => TagState::Quoted(byte),
            (TagState::Equals, _) if byte.is_ascii_whitespace() => TagState::Equals,
            (TagState::Equals | TagState::Value, _) if !byte.is_ascii_whitespace() => TagState::Value,
            (TagState::Value, _) => TagState::Tag,
            (TagState::Name, b'=') => TagState::Equals,
            (TagState::Name, b'/') | (TagState::Tag, b'/') => TagState::Tag,
            // "a =b": the sign may be separated from the name.
            (TagState::Name, _) => TagState::Name,
            (TagState::Tag, _) if byte.is_ascii_whitespace() => TagState::Tag,
            (TagState::Tag | TagState::Equals, _) => TagState::Name,
        };
    }
    page.len()
}

/// Void elements, and those that the next of their kind or the end of their parent closes.
fn ends_by_itself(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "keygen"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
            | "p"
            | "li"
            | "dd"
            | "dt"
            | "tr"
            | "td"
            | "th"
            | "tbody"
            | "thead"
            | "tfoot"
            | "caption"
            | "colgroup"
            | "option"
            | "optgroup"
            | "html"
            | "body"
            | "head"
    ) || is_formatting(name)
}

fn is_formatting(name: &str) -> bool {
    matches!(
        name,
        "a" | "b"
            | "big"
            | "code"
            | "em"
            | "font"
            | "i"
            | "nobr"
            | "s"
            | "small"
            | "strike"
            | "strong"
            | "tt"
            | "u"
    )
}

fn is_single(name: &str) -> bool {
    matches!(name, "a" | "nobr")
}

fn is_barrier(name: &str) -> bool {
    matches!(name, "table" | "object" | "marquee" | "applet")
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;
    use proptest::prelude::*;

    fn depth(page: &str) -> usize {
        let document = Document::from(page);
        let (mut deepest, mut left) = (0, vec![(document.root(), 0)]);
        while let Some((node, depth)) = left.pop() {
            deepest = deepest.max(depth);
            left.extend(node.children_it(false).map(|child| (child, depth + 1)));
        }
        deepest
    }

    #[test]
    fn an_ordinary_page_stays_as_it_is() {
        let page = "<!DOCTYPE html><html lang=en><head><title>A &amp; B</title></head><body class='a > b'><P>One<br/>two \
                    <a href=\"x?a>b\">three</a></P><ul><li>x<li>y</ul><h2>z</h3></body></html>";
        // Even an end tag that the parser would ignore or take for the heading's.
        assert_eq!(enforce_limits(page).unwrap(), page);
    }

    #[test]
    fn scripts_go_and_json_ld_stays() {
        let stated = "<script type=\"application/ld+json\">{\"a\": \"<p>\"}</script>";
        let page = format!(
            "<script>if (a < b) '<div>'</script>{stated}<style>a>b{{}}</style><!-- <p> -->x<svg><g/></svg>"
        );
        assert_eq!(enforce_limits(&page).unwrap(), format!("{stated}x"));
    }

    #[test]
    fn what_is_too_deep_loses_its_tags_and_not_its_text() {
        let page = format!("{}story{}<p>end", "<div>".repeat(9_000), "</div>".repeat(9_000));
        let shallow = enforce_limits(&page).unwrap();
        assert_eq!(shallow.matches("<div>").count(), MAX_DEPTH);
        assert_eq!(shallow.matches("</div>").count(), MAX_DEPTH);
        assert!(shallow.contains("story") && shallow.ends_with("<p>end"));
    }

    #[test]
    fn too_much_is_rejected() {
        assert_eq!(enforce_limits(&"<p>x".repeat(MAX_ELEMENTS + 1)).unwrap_err().rule, "too much markup");
        assert_eq!(enforce_limits(&"x".repeat(MAX_PAGE_BYTES + 1)).unwrap_err().rule, "too long");
    }

    #[test]
    fn tables_in_cells_in_paragraphs_stay_shallow() {
        // Each table adds a body, a row and a cell that nobody wrote: five levels for one that was written.
        let page = "<td></h2><p><b id=x<table><table><td><td>".repeat(200);
        let shallow = enforce_limits(&page).unwrap();
        assert!(depth(&shallow) <= 600, "{}", depth(&shallow));
    }

    #[test]
    fn an_unknown_end_tag_does_not_hide_how_deep_it_is() {
        for part in ["</x><x/><div><div><div><div></table>", "<div><x/><h1></x><li>", "<x><marquee></x>"] {
            let shallow = enforce_limits(&part.repeat(900)).unwrap();
            assert!(depth(&shallow) <= 600, "{part}: {}", depth(&shallow));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

        #[test]
        fn no_soup_of_tags_is_deep(parts in prop::collection::vec(prop::sample::select(vec![
            "<div>", "</div>", "<b>", "</b>", "<b id=x", " a=\"", "\">", "'", "<table>", "</table>", "<td>", "<p>", "<a href=x>",
            "</a>", "<select>", "</select>", "<style>", "</style>", "<!--", "-->", "<svg>", "</svg>", "<title>", "</title>",
            "<h1>", "</h2>", "<li>", "<ul>", "</ul>", "<object>", "</object>", "<button>", "</x>", "<x/>", "ä", "<", "&lt;", "<form>",
        ]), 0..60)) {
            let page = parts.concat().repeat(200);
            if let Ok(shallow) = enforce_limits(&page) {
                prop_assert!(depth(&shallow) <= 600, "{}", depth(&shallow));
            }
        }
    }
}
