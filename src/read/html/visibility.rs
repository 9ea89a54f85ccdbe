//! Whether a browser shows an element, as far as its markup says: by its tag, its attributes and the names that style
//! sheets give to what is hidden. The style sheets themselves are not read.
//!
//! The surprising decision: `aria-hidden` hides nothing. It is for screen readers, and what it marks, readers see: drop
//! capitals, whose copy for screen readers is the one that is hidden.

use dom_query::{Element, NodeRef};

/// Whether an element holds no text of the page, whatever its attributes: scripts, controls, embedded documents.
pub(crate) fn is_never_text(tag: &str) -> bool {
    matches!(
        tag,
        "script"
            | "style"
            | "template"
            | "noscript"
            | "head"
            | "svg"
            | "math"
            | "iframe"
            | "object"
            | "video"
            | "audio"
            | "canvas"
            | "select"
            | "datalist"
            | "input"
            | "rt"
            | "rp"
            | "rtc"
    )
}

/// Whether readers do not see an element.
pub(crate) fn is_hidden(node: &NodeRef<'_>) -> bool {
    node.element_ref().is_some_and(|element| is_hidden_element(&element))
}

fn is_hidden_element(element: &Element) -> bool {
    let tag = &*element.name.local;
    if is_never_text(tag) || tag == "dialog" && !has_attribute(element, "open") {
        return true;
    }
    element.attrs.iter().any(|attribute| match &*attribute.name.local {
        "hidden" => true,
        "style" => hides(&attribute.value),
        "class" => attribute.value.split_ascii_whitespace().any(is_name_of_hidden),
        _ => false,
    })
}

fn has_attribute(element: &Element, name: &str) -> bool {
    element.attrs.iter().any(|attribute| &*attribute.name.local == name)
}

fn hides(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}

/// Names of common style sheets (Bootstrap, Foundation, WordPress, Tailwind, Drupal, USWDS, Angular) for what is hidden, or is
/// there for screen readers alone. A name is compared without case, hyphens and underscores: "visually-hidden".
const NAMES_OF_HIDDEN: &[&str] = &[
    "hidden",
    "hide",
    "ishidden",
    "uhidden",
    "dnone",
    "displaynone",
    "sronly",
    "sronlyfocusable",
    "srlabel",
    "srtext",
    "usasronly",
    "showforsr",
    "visuallyhidden",
    "visuallyhiddenfocusable",
    "isvisuallyhidden",
    "uvisuallyhidden",
    "cdkvisuallyhidden",
    "hiddenvisually",
    "uhiddenvisually",
    "screenreader",
    "screenreaders",
    "screenreaderonly",
    "screenreadersonly",
    "screenreadertext",
    "screenreaderresponse",
    "forscreenreaders",
    "a11yhidden",
    "a11ytext",
    "a11yonly",
    "accessiblyhidden",
    "accessibilityhidden",
    "accessibletext",
    "assistivetext",
    "elementinvisible",
    "invisible",
    "offscreen",
    "hoffscreen",
    "uoffscreen",
    "clipped",
    "printonly",
    "onlyprint",
    "visibleprint",
    "showforprint",
];

fn is_name_of_hidden(class: &str) -> bool {
    // "article__label--visually-hidden": the modifier alone says it.
    let names = [
        Some(class),
        class.rsplit_once("--").map(|(_, last)| last),
        class.rsplit_once("__").map(|(_, last)| last),
    ];
    names.into_iter().flatten().any(|name| {
        let is_short = name.len() <= 32;
        let letters =
            || name.bytes().filter(|byte| !matches!(byte, b'-' | b'_')).map(|byte| byte.to_ascii_lowercase());
        is_short && NAMES_OF_HIDDEN.iter().any(|hidden| letters().eq(hidden.bytes()))
    })
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::is_hidden;

    fn hides(tag: &str) -> bool {
        let document = Document::from(format!("<body><{tag}>x</{}>", tag.split(' ').next().unwrap()));
        let element = document.body().unwrap().first_child().unwrap();
        is_hidden(&element)
    }

    #[test]
    fn what_markup_or_common_style_sheets_hide_is_hidden() {
        for tag in [
            "div hidden",
            "p style='color: red; DISPLAY : none'",
            "span class='label sr-only'",
            "span class=visually-hidden",
            "span class=u-hiddenVisually",
            "span class=screen-reader-text",
            "span class=card__label--visuallyHidden",
            "div class='offer d-none'",
            "dialog",
            "noscript",
        ] {
            assert!(hides(tag), "{tag}");
        }
    }

    #[test]
    fn what_readers_see_is_not_hidden() {
        for tag in [
            "div",
            "span aria-hidden=true",
            "p class='not-sr-only overflow-hidden'",
            "p class=hidden-gems",
            "p style='overflow:hidden'",
            "dialog open",
        ] {
            assert!(!hides(tag), "{tag}");
        }
    }
}
