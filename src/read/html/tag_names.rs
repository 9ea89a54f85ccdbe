//! Names of tags: which are HTML's, and which a piece of markup begins with.

/// Elements of HTML that a page or a text may begin with; "title" is in much other markup too, and is not among them.
const HTML_ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "base",
    "blockquote",
    "body",
    "br",
    "center",
    "cite",
    "code",
    "del",
    "div",
    "dl",
    "em",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "img",
    "ins",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "noscript",
    "ol",
    "p",
    "pre",
    "script",
    "section",
    "small",
    "span",
    "strong",
    "style",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "time",
    "tr",
    "u",
    "ul",
    "video",
];

/// Whether an element, in lower case, is one of those.
pub(crate) fn is_html_element(name: &str) -> bool {
    HTML_ELEMENTS.contains(&name)
}

/// The name in what follows an angle bracket, if that opens an element.
pub(crate) fn element_name(tag: &str) -> Option<&str> {
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-' | '_' | ':'))?;
    let name = &tag[..end];
    let opens = matches!(tag[end..].chars().next(), Some('>' | ' ' | '/' | '\n' | '\r' | '\t'));
    (opens && name.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(name)
}
