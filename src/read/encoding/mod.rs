//! Character sets: what bytes mean as text.
//!
//! A byte order mark decides first, then the bytes if they are valid UTF-8, then what is declared beside them, then what they
//! look like. The surprising decision: a declaration comes after valid UTF-8, and is dropped where the bytes contradict it,
//! because templates go on declaring Latin-1 long after their pages are UTF-8. Only the user's own word goes before the
//! bytes.

pub(crate) mod sampling;
pub(crate) mod utf16;

use std::borrow::Cow;
use std::sync::LazyLock;

use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use regex::bytes::Regex;

/// A character set that the user named.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NamedEncoding(pub &'static Encoding);

impl std::str::FromStr for NamedEncoding {
    type Err = String;

    fn from_str(label: &str) -> Result<NamedEncoding, String> {
        Encoding::for_label(label.as_bytes()).map(NamedEncoding).ok_or_else(|| {
            format!("no character set is called “{label}” (utf-8, utf-16le, windows-1252, shift_jis, big5, gb18030, euc-kr …)")
        })
    }
}

/// What is known of a record's character set before its bytes are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Charset {
    /// Nothing.
    #[default]
    Unknown,
    /// It is this one, whatever the bytes look like: the user says so, or the stream was decoded as such.
    Named(&'static Encoding),
    /// The records around it that are not UTF-8 are in this one.
    Surrounding(&'static Encoding),
}

/// Text, and the character set it was decoded from.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoded<'b> {
    /// The text, without a byte order mark.
    pub text: Cow<'b, str>,
    /// The character set of its bytes.
    pub encoding: &'static Encoding,
}

impl<'b> Decoded<'b> {
    fn decode_as(bytes: &'b [u8], encoding: &'static Encoding) -> Decoded<'b> {
        Decoded { text: encoding.decode_with_bom_removal(bytes).0, encoding }
    }

    /// The character set's name, as the archive stores it.
    pub fn encoding_name(&self) -> Cow<'static, str> {
        encoding_name(self.encoding)
    }
}

/// A character set's WHATWG name in lower case: "utf-8", "windows-1252", "shift_jis".
pub fn encoding_name(encoding: &'static Encoding) -> Cow<'static, str> {
    match encoding.name() {
        "UTF-8" => Cow::Borrowed("utf-8"),
        name if name.bytes().any(|byte| byte.is_ascii_uppercase()) => Cow::Owned(name.to_ascii_lowercase()),
        name => Cow::Borrowed(name),
    }
}

/// Decodes a record's text.
pub fn decode(bytes: &[u8], charset: Charset) -> Decoded<'_> {
    decode_declared(bytes, charset, &[])
}

/// Decodes a page of HTML or XML; `declared_beside` is the label that came with it, which goes
/// before its own declaration.
pub fn decode_page<'b>(bytes: &'b [u8], charset: Charset, declared_beside: Option<&str>) -> Decoded<'b> {
    let own = declared_charset(bytes);
    let labels: Vec<&str> = declared_beside.into_iter().chain(own.as_deref()).collect();
    decode_declared(bytes, charset, &labels)
}

/// Decodes text that one or several labels were declared for, the most trusted first.
pub fn decode_declared<'b>(bytes: &'b [u8], charset: Charset, labels: &[&str]) -> Decoded<'b> {
    if let Charset::Named(encoding) = charset {
        return Decoded::decode_as(bytes, encoding);
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Decoded::decode_as(bytes, encoding);
    }
    if let Some(encoding) = detect_utf16_without_bom(bytes) {
        return Decoded::decode_as(bytes, encoding);
    }
    let declared = || labels.iter().filter_map(|label| Encoding::for_label(label.trim().as_bytes()));
    if let Ok(text) = std::str::from_utf8(bytes) {
        // The one set that hides behind ASCII.
        if let Some(hidden) = declared().find(|set| *set == encoding_rs::ISO_2022_JP)
            && bytes.contains(&0x1b)
        {
            return Decoded::decode_as(bytes, hidden);
        }
        let encoding = match charset {
            Charset::Surrounding(around) if text.is_ascii() => around,
            _ => UTF_8,
        };
        return Decoded { text: Cow::Borrowed(text), encoding };
    }
    if is_damaged_utf_8(bytes) {
        return Decoded::decode_as(bytes, UTF_8);
    }
    let possible = |set: &&'static Encoding| ![UTF_8, UTF_16LE, UTF_16BE].contains(set);
    if let Some(encoding) = declared().filter(possible).find(|set| decodes_cleanly(bytes, set)) {
        return Decoded::decode_as(bytes, encoding);
    }
    Decoded::decode_as(bytes, guess_in_context(bytes, charset))
}

/// Guesses the character set of bytes that are not UTF-8, with what is known of the records around them: one record may be
/// too short to tell, but one that is long enough may be in another script.
fn guess_in_context(bytes: &[u8], charset: Charset) -> &'static Encoding {
    /// From this many bytes beyond ASCII on, a guess tells one script from another.
    const TELLING_BYTES: usize = 48;
    /// From this many on, it tells a Latin text with its few accents.
    const TELLING_LATIN_BYTES: usize = 6;
    let Charset::Surrounding(around) = charset else { return guess_encoding(bytes) };
    let beyond = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    if beyond < TELLING_LATIN_BYTES && decodes_cleanly(bytes, around) {
        return around;
    }
    let own = guess_encoding(bytes);
    if beyond < TELLING_BYTES && family(own) != "latin" && decodes_cleanly(bytes, around) {
        return around;
    }
    let alike = family(own) == family(around) || !decodes_cleanly(bytes, own);
    if alike && decodes_cleanly(bytes, around) { around } else { own }
}

/// Character sets that only long texts tell apart are one family.
fn family(encoding: &'static Encoding) -> &'static str {
    match encoding.name() {
        "windows-1250" | "windows-1252" | "windows-1254" | "windows-1257" | "windows-1258" | "ISO-8859-2"
        | "ISO-8859-3" | "ISO-8859-4" | "ISO-8859-10" | "ISO-8859-13" | "ISO-8859-14" | "ISO-8859-15"
        | "ISO-8859-16" => "latin",
        "GBK" | "gb18030" => "chinese",
        name => name,
    }
}

/// Whether bytes can be in a character set: almost all of them mean something in it, and not control characters, which is
/// how UTF-8, Shift_JIS and the like look in single-byte sets.
fn decodes_cleanly(bytes: &[u8], encoding: &'static Encoding) -> bool {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let (mut beyond, mut wrong) = (0, 0);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        beyond += 1;
        wrong += usize::from(matches!(c, '\u{fffd}' | '\u{80}'..='\u{9f}') && c != '\u{85}');
    }
    wrong * 50 <= beyond
}

/// Whether bytes are mostly UTF-8, with a broken byte or two or cut off inside a character.
fn is_damaged_utf_8(bytes: &[u8]) -> bool {
    let (text, _) = UTF_8.decode_without_bom_handling(bytes);
    let lost = text.matches('\u{fffd}').count();
    let kept = text.chars().filter(|c| !c.is_ascii()).count() - lost;
    let cut_off = std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none());
    kept >= 4 * lost || (cut_off && kept > 0)
}

/// The character set that bytes which are not UTF-8 look like.
pub fn guess_encoding(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new();
    detector.feed(bytes, true);
    superset_of(detector.guess(None, false))
}

/// The character set that contains a guessed one, so that no character is lost.
pub fn superset_of(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == GBK { GB18030 } else { encoding }
}

/// How many bytes are looked at for UTF-16 without a byte order mark.
const UTF16_SAMPLE_BYTES: usize = 4096;

/// UTF-16 without a byte order mark, if it is certain: it has bytes that no other text has, and in one byte order, but not
/// in the other, they are characters that texts are made of.
pub fn detect_utf16_without_bom(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(UTF16_SAMPLE_BYTES) & !1];
    let controls =
        sample.iter().filter(|byte| **byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x1b)).count();
    if sample.len() < 8 || controls * 50 < sample.len() {
        return None;
    }
    let printable = sample.iter().filter(|byte| matches!(byte, 0x20..=0x7e)).count();
    let orders = [(UTF_16LE, 0), (UTF_16BE, 1)].map(|(encoding, high)| {
        let units = sample.chunks_exact(2).map(|pair| u16::from(pair[1 - high]) << 8 | u16::from(pair[high]));
        (encoding, plausibility(units))
    });
    let [(little, of_little), (big, of_big)] = orders;
    let (encoding, found) = match (of_little, of_big) {
        (Some(a), Some(b)) if a.marks != b.marks => {
            if a.marks > b.marks {
                (little, a)
            } else {
                (big, b)
            }
        }
        (Some(a), None) => (little, a),
        (None, Some(b)) => (big, b),
        _ => return None,
    };
    // Pairs of ASCII letters look like Chinese: bytes that are nearly all ASCII are UTF-16 only if their units are ASCII too.
    let as_ascii = found.latin * 10 >= found.units * 4;
    (as_ascii || (printable * 10 < sample.len() * 8 && found.marks > 0)).then_some(encoding)
}

/// Counts over UTF-16 code units that speak for a text.
struct Plausibility {
    units: usize,
    /// Up to U+00FF.
    latin: usize,
    /// Spaces, line ends, digits and punctuation, which every text has.
    marks: usize,
}

/// `None` where the units hold what no text does.
fn plausibility(units: impl Iterator<Item = u16> + Clone) -> Option<Plausibility> {
    let mut found = Plausibility { units: 0, latin: 0, marks: 0 };
    let mut odd = 0;
    for unit in units.clone() {
        found.units += 1;
        match unit {
            0x09 | 0x0a | 0x0d | 0x20..=0x40 | 0x2013..=0x2026 | 0x3000..=0x3011 | 0xff01..=0xff1f => {
                found.marks += 1
            }
            0x00..=0x1f | 0x7f..=0x9f | 0xe000..=0xf8ff | 0xfdd0..=0xfdef | 0xfffe | 0xffff => return None,
            0x41..=0x052f
            | 0x0590..=0x06ff
            | 0x0900..=0x0dff
            | 0x0e00..=0x0eff
            | 0x10a0..=0x10ff
            | 0x1e00..=0x1fff => {}
            0x2000..=0x22ff
            | 0x2500..=0x26ff
            | 0x3040..=0x30ff
            | 0x3200..=0x33ff
            | 0x4e00..=0x9fff
            | 0xac00..=0xd7a3 => {}
            0xd800..=0xdfff | 0xf900..=0xfaff | 0xfe30..=0xfe4f | 0xff00..=0xffef | 0xfeff => {}
            _ => odd += 1,
        }
        found.latin += usize::from(unit < 0x100);
    }
    // The sample may end inside a surrogate pair.
    let lone = char::decode_utf16(units).filter(Result::is_err).count();
    (lone <= 1 && odd * 50 <= found.units).then_some(found)
}

/// How many bytes of a page are searched for its declaration.
const DECLARATION_SEARCH_BYTES: usize = 8192;

/// The label that a page declares.
pub(crate) fn declared_charset(bytes: &[u8]) -> Option<String> {
    static DECLARATION: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r#"(?i)(?:<meta\b[^>]*?\bcharset\s*=|\A\s*<\?xml\b[^>]*?\bencoding\s*=)\s*["']?\s*([a-z0-9_.:-]+)"#).ok()
    });
    let head = &bytes[..bytes.len().min(DECLARATION_SEARCH_BYTES)];
    let found = DECLARATION.as_ref()?.captures(head)?;
    Some(String::from_utf8_lossy(&found[1]).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(bytes: &[u8], labels: &[&str]) -> (String, String) {
        let decoded = decode_declared(bytes, Charset::Unknown, labels);
        (decoded.encoding_name().into_owned(), decoded.text.into_owned())
    }

    fn found(name: &str, text: &str) -> (String, String) {
        (name.into(), text.into())
    }

    fn utf16_bytes(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn utf_16_is_found_without_its_mark_in_any_script() {
        let texts = [
            "The mayor said “no”.",
            "Мэр сказал «нет».\nПотом он ушёл, и совет разошёлся.",
            "市長は「いいえ」と述べた。\n議会は三時間後に閉会した。",
            "市长说：“不。”议会在三小时后闭会，没有通过任何决议。一切照旧。\n",
            "시장은 “아니요”라고 말했다. 의회는 세 시간 뒤에 폐회했다.",
        ];
        for text in texts {
            for (name, order) in
                [("utf-16le", u16::to_le_bytes as fn(u16) -> [u8; 2]), ("utf-16be", u16::to_be_bytes)]
            {
                assert_eq!(named(&utf16_bytes(text, order), &[]), found(name, text));
            }
        }
        let marked = [&[0xff, 0xfe], &utf16_bytes("Ćma", u16::to_le_bytes)[..]].concat();
        assert_eq!(named(&marked, &["utf-8"]), found("utf-16le", "Ćma"));
    }

    #[test]
    fn other_bytes_are_not_taken_for_utf_16() {
        assert_eq!(detect_utf16_without_bom("bush hid the facts".as_bytes()), None);
        assert_eq!(detect_utf16_without_bom(b"some text with\0zero bytes in\0it and more words"), None);
        assert_eq!(
            detect_utf16_without_bom(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0"),
            None
        );
    }

    #[test]
    fn the_bytes_overrule_what_is_declared() {
        assert_eq!(named("Łódź".as_bytes(), &["iso-8859-1"]), found("utf-8", "Łódź"));
        assert_eq!(named(b"caf\xe9 cr\xe8me", &["utf-8"]), found("windows-1252", "café crème"));
        let (japanese, ..) = encoding_rs::SHIFT_JIS.encode("港の壁がまた漏れていると島の議会が述べた。");
        assert_eq!(named(&japanese, &["iso-8859-1"]).0, "shift_jis");
        // A second label is tried where the first is wrong.
        assert_eq!(named(&japanese, &["utf-8", "shift_jis"]).0, "shift_jis");
    }

    #[test]
    fn what_is_declared_decides_where_the_bytes_do_not() {
        assert_eq!(
            named(b"\x93It\x92s late,\x94 said Andr\xe9.", &["latin1"]),
            found("windows-1252", "“It’s late,” said André.")
        );
        assert_eq!(named(b"\xa3\xf3d\xbc", &["iso-8859-2"]), found("iso-8859-2", "Łódź"));
        let page = b"<html><head><meta http-equiv='Content-Type' content='text/html; charset=iso-8859-2'></head>\xa3\xf3d\xbc";
        assert_eq!(decode_page(page, Charset::Unknown, None).encoding_name(), "iso-8859-2");
        let xml = b"<?xml version='1.0' encoding='windows-1251'?><a>\xcc\xfd\xf0</a>";
        assert!(decode_page(xml, Charset::Unknown, None).text.contains("Мэр"));
    }

    #[test]
    fn what_the_user_names_goes_before_everything() {
        let named = Charset::Named(encoding_rs::WINDOWS_1252);
        assert_eq!(decode("é".as_bytes(), named).text, "Ã©");
    }

    #[test]
    fn utf_8_with_a_damaged_character_is_utf_8() {
        let text = "“Łódź”, żółć, “gęś”".as_bytes();
        assert_eq!(named(&text[..text.len() - 1], &[]).0, "utf-8");
        assert_eq!(named(&text[1..], &["windows-1252"]).0, "utf-8");
    }
}
