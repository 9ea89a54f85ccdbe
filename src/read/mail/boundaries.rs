//! The lines that separate the parts of a message (RFC 2046), mended where they are broken.
//!
//! A message that breaks off has no last line, and some programs announce another line than they write. The mail parser
//! would take the parts for attachments, or everything for one text.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::bytes::Regex;

use crate::read::mail::mailbox::message_bytes;

/// The most bytes of a header that are searched.
const MAX_HEADER_BYTES: usize = 256 << 10;

/// A record's message as its sender wrote it, with the lines that separate its parts.
pub(crate) fn whole_message(record: &[u8]) -> Cow<'_, [u8]> {
    let message = message_bytes(record);
    match mend_boundaries(&message) {
        Some(mended) => Cow::Owned(mended),
        None => message,
    }
}

/// The message with its lines mended; `None` if nothing is broken.
fn mend_boundaries(message: &[u8]) -> Option<Vec<u8>> {
    static DECLARED: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r#"(?i-u)\bboundary[ \t]*=[ \t]*(?:"([^"\r\n]+)"|([^\s;"]+))"#).ok());
    static WRITTEN: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?m-u)^--([^\r\n]{1,70}?)[ \t]*\r?\nContent-[A-Za-z-]+:").ok());
    let declared: Vec<(usize, &[u8])> = DECLARED
        .as_ref()?
        .captures_iter(message)
        .filter_map(|found| found.get(1).or(found.get(2)))
        .map(|found| (found.start(), found.as_bytes()))
        .collect();
    let &(start, outer) = declared.first()?;
    if start > MAX_HEADER_BYTES {
        return None;
    }
    let mut mended = Vec::new();
    if !has_line(message, &[b"--", outer].concat())
        && let Some(written) = WRITTEN.as_ref()?.captures(message).and_then(|found| found.get(1))
    {
        mended.extend_from_slice(&message[..start]);
        mended.extend_from_slice(written.as_bytes());
        mended.extend_from_slice(&message[start + outer.len()..]);
    }
    // The innermost part breaks off first.
    for (_, boundary) in declared.iter().rev() {
        let opening = [b"--", *boundary].concat();
        if has_line(message, &opening) && !has_line(message, &[&opening[..], b"--"].concat()) {
            if mended.is_empty() {
                mended.extend_from_slice(message);
            }
            mended.extend_from_slice(&[b"\r\n", &opening[..], b"--\r\n"].concat());
        }
    }
    (!mended.is_empty()).then_some(mended)
}

/// Whether a line of a message begins so.
fn has_line(message: &[u8], start: &[u8]) -> bool {
    memchr::memmem::find_iter(message, start).any(|at| at == 0 || message[at - 1] == b'\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_that_breaks_off_is_closed_and_a_wrong_announcement_is_put_right() {
        let mended = |message: &str| {
            mend_boundaries(message.as_bytes()).map(|mended| String::from_utf8(mended).unwrap())
        };
        let whole = "Content-Type: multipart/mixed; boundary=\"a b\"\n\n--a b\nContent-Type: text/plain\n\nx\n--a b--\n";
        assert_eq!(mended(whole), None);
        let cut = &whole[..whole.len() - 8];
        assert_eq!(mended(cut).unwrap(), format!("{cut}\r\n--a b--\r\n"));
        assert_eq!(mended(&whole.replacen("a b", "other", 1)).unwrap(), whole);
        assert_eq!(mended("Subject: boundary\n\nText"), None);
    }
}
