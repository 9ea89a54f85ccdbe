//! Character sets: what bytes mean as text.
//!
//! UTF-16 has to be turned into UTF-8 before a stream can be cut into lines, so it is found at the stream's
//! start; the sets that contain ASCII are decoded record by record, so that one bad record does not spoil a
//! file. A record that is valid UTF-8 is UTF-8; any other is guessed as browsers guess.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use encoding_rs_io::DecodeReaderBytesBuilder;

/// A character set that the user named.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Named(pub &'static Encoding);

impl std::str::FromStr for Named {
    type Err = String;

    fn from_str(label: &str) -> Result<Named, String> {
        Encoding::for_label(label.as_bytes()).map(Named).ok_or_else(|| {
            format!("no character set is called “{label}” (utf-8, utf-16le, windows-1252, shift_jis, big5, gb18030, euc-kr …)")
        })
    }
}

/// The stream as UTF-8 or an ASCII-compatible set, without a byte order mark.
pub fn transcoded<'s>(
    mut stream: Box<dyn BufRead + 's>,
    named: Option<Named>,
) -> io::Result<Box<dyn BufRead + 's>> {
    let encoding = match named {
        Some(Named(encoding)) => Some(encoding),
        None => unicode_by_start(stream.fill_buf()?),
    };
    match encoding {
        Some(encoding) => {
            let decoder = DecodeReaderBytesBuilder::new().encoding(Some(encoding)).build(stream);
            Ok(Box::new(BufReader::with_capacity(64 << 10, decoder)))
        }
        None => Ok(stream),
    }
}

/// A byte order mark, or the zero bytes that UTF-16 gives to ASCII letters.
fn unicode_by_start(head: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Some(encoding);
    }
    let pairs = || head.chunks_exact(2).take(256);
    let count = pairs().count();
    let zeros = |which: usize| pairs().filter(|pair| pair[which] == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    match count {
        0..4 => None,
        _ if second * 10 > count * 4 && first == 0 => Some(UTF_16LE),
        _ if first * 10 > count * 4 && second == 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// A record's text.
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => guess(bytes).decode_without_bom_handling(bytes).0,
    }
}

/// The text of a page of HTML or XML: by what it declares in its first bytes, then as any other record's.
pub fn decode_page(bytes: &[u8]) -> Cow<'_, str> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_lowercase();
    let declared = ["charset=", "encoding="].iter().find_map(|name| Some(head.split_once(name)?.1));
    let label = declared.and_then(|rest| {
        rest.trim_start_matches(['"', '\'']).split(['"', '\'', ' ', '>', ';', '/', '?']).next()
    });
    decode_as(bytes, label)
}

/// Text that something beside it says to be in a set; UTF-8 that is valid is UTF-8 whatever is said.
pub fn decode_as<'b>(bytes: &'b [u8], label: Option<&str>) -> Cow<'b, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text.trim_start_matches('\u{feff}'));
    }
    match label.and_then(|label| Encoding::for_label(label.as_bytes())) {
        Some(encoding) if encoding != UTF_8 => encoding.decode_with_bom_removal(bytes).0,
        _ => decode(bytes),
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    // Mostly UTF-8 with a broken byte or two is UTF-8, not Windows-1252: a cut in the middle of a character.
    let (text, broken) = UTF_8.decode_without_bom_handling(bytes);
    if broken {
        let lost = text.matches('\u{fffd}').count();
        let kept = text.chars().filter(|c| !c.is_ascii()).count() - lost;
        if kept >= 4 * lost {
            return UTF_8;
        }
    }
    let mut detector = chardetng::EncodingDetector::new();
    detector.feed(bytes, true);
    detector.guess(None, true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn all(bytes: &[u8], named: Option<Named>) -> String {
        let mut out = Vec::new();
        transcoded(Box::new(io::Cursor::new(bytes.to_vec())), named).unwrap().read_to_end(&mut out).unwrap();
        decode(&out).into_owned()
    }

    #[test]
    fn utf_16_is_found_with_and_without_its_mark() {
        let text = "The mayor said “no”.";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(all(&little, None), text);
        assert_eq!(all(&big, None), text);
        assert_eq!(all(&[&[0xff, 0xfe], &little[..]].concat(), None), text);
    }

    #[test]
    fn marks_fall_and_old_sets_are_guessed_or_named() {
        assert_eq!(all("\u{feff}text".as_bytes(), None), "text");
        assert_eq!(all(b"\x93It\x92s late,\x94 said Andr\xe9.", None), "“It’s late,” said André.");
        assert_eq!(all(b"\x88\xe4", Some("shift_jis".parse().unwrap())), "威".replace('威', &decode_sjis()));
    }

    fn decode_sjis() -> String {
        encoding_rs::SHIFT_JIS.decode(b"\x88\xe4").0.into_owned()
    }
}
