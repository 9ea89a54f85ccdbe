//! HTML character references (`&#8217;`, `&amp;`) in a field that should hold text: whether it is HTML-escaped, and decoding.
//!
//! Many crawlers copy titles and paragraphs out of a page's source, with its references. A real text may have some too: one
//! about HTML. So evidence decides: what nobody writes by hand (`&rsquo;`, `&#233;`) speaks for an escaped text; a bare `&` or
//! `<`, which an escaped text would not have, a reference in quotation marks and talk of HTML speak against it.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;
use quick_xml::escape::resolve_html5_entity;

/// The longest reference, in bytes: `&CounterClockwiseContourIntegral;` is 33.
const MAX_REFERENCE_BYTES: usize = 34;

/// A reference in a text.
struct Reference<'t> {
    /// Without `&` and `;`.
    name: &'t str,
    /// What it stands for.
    value: Cow<'static, str>,
}

impl Reference<'_> {
    /// Its bytes in the text.
    fn length(&self) -> usize {
        self.name.len() + 2
    }

    /// Whether even texts that are no HTML may have it: XML and programs know these.
    fn is_weak(&self) -> bool {
        matches!(self.name, "amp" | "lt" | "gt" | "quot" | "apos")
    }
}

/// The reference at the start of a text.
fn reference_at(text: &str) -> Option<Reference<'_>> {
    let end = text.bytes().take(MAX_REFERENCE_BYTES).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let value = match name.strip_prefix('#') {
        Some(number) => Cow::Owned(char_of_number(number)?.to_string()),
        None if name.bytes().all(|byte| byte.is_ascii_alphanumeric()) => Cow::Borrowed(named_value(name)?),
        None => return None,
    };
    Some(Reference { name, value })
}

/// The value of a name. The library's list is long, and it is searched from its start: the usual ones come first.
fn named_value(name: &str) -> Option<&'static str> {
    match name {
        "amp" => Some("&"),
        "quot" => Some("\""),
        "nbsp" => Some("\u{a0}"),
        "rsquo" => Some("’"),
        "lsquo" => Some("‘"),
        "ldquo" => Some("“"),
        "rdquo" => Some("”"),
        "ndash" => Some("–"),
        "mdash" => Some("—"),
        "hellip" => Some("…"),
        "lt" => Some("<"),
        "gt" => Some(">"),
        _ => resolve_html5_entity(name),
    }
}

/// The character of "8217" or "x2019"; in the range that Unicode gives to control characters, that of Windows, as browsers
/// decide.
fn char_of_number(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    if let 0x80..=0x9f = code {
        let byte = [code as u8];
        return WINDOWS_1252.decode_without_bom_handling(&byte).0.chars().next();
    }
    char::from_u32(code).filter(|c| *c != '\0')
}

/// What a text's references and bare marks are.
#[derive(Default)]
struct Evidence {
    /// References of all kinds.
    references: usize,
    /// Those that only HTML has.
    strong: usize,
    /// Those of them between two letters: `Orla&#8217;s`.
    inside_words: usize,
    /// `&amp;` before what would then be a reference: `&amp;#8217;`.
    doubled: usize,
    /// `&` and `<` that an escaped text would not have.
    bare: usize,
    /// Whether a reference alone is in quotation marks.
    is_mentioned: bool,
}

impl Evidence {
    fn of_text(text: &str) -> Evidence {
        let mut evidence = Evidence { bare: text.matches('<').count(), ..Evidence::default() };
        for (at, _) in text.match_indices('&') {
            let Some(reference) = reference_at(&text[at..]) else {
                evidence.bare += 1;
                continue;
            };
            let after = &text[at + reference.length()..];
            let (before, next) = (text[..at].chars().next_back(), after.chars().next());
            let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let is_mark = |c: Option<char>| c.is_some_and(|c| "“”\"‘’'`«»„".contains(c));
            evidence.references += 1;
            evidence.strong += usize::from(!reference.is_weak());
            evidence.inside_words +=
                usize::from(!reference.is_weak() && is_letter(before) && is_letter(next));
            let would_be = || {
                reference_at(&format!("&{}", after.get(..MAX_REFERENCE_BYTES.min(after.len())).unwrap_or("")))
                    .is_some()
            };
            evidence.doubled += usize::from(reference.name == "amp" && would_be());
            evidence.is_mentioned |= is_mark(before) && is_mark(next);
        }
        evidence
    }

    /// Whether a text with this evidence is HTML-escaped.
    fn shows_escaped(&self, text: &str) -> bool {
        match () {
            () if self.references == 0 || self.is_mentioned => false,
            () if talks_of_markup(text) => self.inside_words > 0 && self.bare == 0,
            () if self.bare > 0 => self.strong > self.bare,
            () => true,
        }
    }
}

/// Whether a text is about the language that references belong to.
fn talks_of_markup(text: &str) -> bool {
    ["HTML", "XML", "ampersand", "Ampersand"].iter().any(|word| text.contains(word))
}

/// The text with its references decoded, if it is HTML-escaped, and again if it was escaped twice.
pub(crate) fn decode_if_escaped(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let evidence = Evidence::of_text(text);
    if !evidence.shows_escaped(text) {
        return Cow::Borrowed(text);
    }
    let decoded = decode_references(text);
    let is_doubled = evidence.doubled == evidence.references;
    let left = Evidence::of_text(&decoded);
    if left.shows_escaped(&decoded) && (is_doubled || (left.strong > 0 && left.bare == 0)) {
        return Cow::Owned(decode_references(&decoded));
    }
    Cow::Owned(decoded)
}

/// The text with every reference decoded once; what is none stays.
fn decode_references(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        match reference_at(rest) {
            Some(reference) => {
                decoded.push_str(&reference.value);
                rest = &rest[reference.length()..];
            }
            None => {
                decoded.push('&');
                rest = &rest[1..];
            }
        }
    }
    decoded.push_str(rest);
    decoded
}

/// What an XML reference stands for, by its name: feeds use those of HTML too. `None` where nobody knows it.
pub(crate) fn value_of_reference(name: &str) -> Option<String> {
    reference_at(&format!("&{name};")).map(|reference| reference.value.into_owned())
}

/// An address without `&amp;` in it, which no address has.
pub(crate) fn decode_address(address: &str) -> Cow<'_, str> {
    match address.contains("&amp;") || address.contains("&#38;") || address.contains("&#038;") {
        true => Cow::Owned(address.replace("&amp;", "&").replace("&#38;", "&").replace("&#038;", "&")),
        false => Cow::Borrowed(address),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_escaped_text_is_decoded() {
        for (text, decoded) in [
            ("Orla&#8217;s market &amp; hall close", "Orla’s market & hall close"),
            ("&ldquo;We had no choice,&rdquo; she said.", "“We had no choice,” she said."),
            ("Tom &amp; Jerry", "Tom & Jerry"),
            ("caf&eacute;s in M&#xFC;nchen", "cafés in München"),
            ("It&#146;s late", "It’s late"),
            ("He wrote &lt;sic&gt; in it", "He wrote <sic> in it"),
            ("R&D at Arden&rsquo;s &ldquo;lab&rdquo;", "R&D at Arden’s “lab”"),
            ("The HTML of Orla&#8217;s page", "The HTML of Orla’s page"),
        ] {
            assert_eq!(decode_if_escaped(text), decoded);
        }
    }

    #[test]
    fn a_text_escaped_twice_is_decoded_twice() {
        for (text, decoded) in [
            ("Orla&amp;#8217;s hall", "Orla’s hall"),
            ("Tom &amp;amp; Jerry", "Tom & Jerry"),
            ("&#8220;A &amp;#038; B&#8221;", "“A & B”"),
        ] {
            assert_eq!(decode_if_escaped(text), decoded);
        }
        assert_eq!(decode_if_escaped("In HTML&#8217;s way: &amp;amp; is &amp;"), "In HTML’s way: &amp; is &");
    }

    #[test]
    fn a_text_that_is_not_escaped_stays() {
        for text in [
            "R&D and AT&T",
            "5 < 6 &amp; 7 > 6",
            "She typed “&amp;” and saw nothing.",
            "Write `&nbsp;` to keep words together.",
            "In HTML, &amp; is written for an ampersand.",
            "https://a.example/?a=1&copy=2&b;c",
            "Fish & chips &amp; peas",
            "&unknown; &; &#; &#xZZ; &#0; &#1114112;",
        ] {
            assert_eq!(decode_if_escaped(text), text);
        }
    }

    proptest! {
        #[test]
        fn text_that_was_escaped_comes_back(text in "[a-zA-Zé’ .,]{0,40}&[a-z ]{0,5}<[ 0-9]{0,5}>[a-z \"]{0,20}") {
            prop_assume!(!["xml", "html", "entit"].iter().any(|word| text.to_lowercase().contains(word)));
            let escaped = quick_xml::escape::escape(text.as_str()).into_owned();
            prop_assert_eq!(decode_if_escaped(&escaped).into_owned(), text);
        }

        #[test]
        fn any_text_is_read(text in "[&#;a-z0-9x<é]{0,60}") {
            let _ = decode_if_escaped(&text);
        }
    }
}
