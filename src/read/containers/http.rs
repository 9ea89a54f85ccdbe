//! A response as a server sent it: its head parsed, its body dechunked and decompressed.
//!
//! The surprising decisions: a body that breaks off is given as far as it could be decompressed, since crawls break off and
//! half of a page may be a whole story; and a head of HTTP/2, HTTP/3 or HTTP/0.9 is parsed as if it were one of HTTP/1.1,
//! because crawlers write it so and httparse knows no other version.

use std::borrow::Cow;
use std::io::{self, Read};

/// The most header lines that are parsed.
const MAX_HEADERS: usize = 512;

/// The most bytes of a status line.
const MAX_STATUS_LINE_BYTES: usize = 4096;

/// The most bytes of a decompressed body: a few compressed bytes may expand to gigabytes.
const MAX_BODY_BYTES: u64 = 64 << 20;

/// A response's head.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ResponseHead {
    /// 200, 404 …
    pub status: u16,
    /// The media type, lower case: "text/html".
    pub media_type: String,
    /// The character set, as it was named.
    pub charset: Option<String>,
    chunked: bool,
    /// The content codings, in the order in which they were applied.
    codings: Vec<String>,
    /// Of the head itself, in bytes.
    length: usize,
}

impl ResponseHead {
    /// Parses the head of a response; `None` if the bytes are no response.
    pub fn parse(message: &[u8]) -> Option<ResponseHead> {
        let (as_http1, shift) = with_http1_status_line(message)?;
        let mut lines = [httparse::EMPTY_HEADER; MAX_HEADERS];
        let mut response = httparse::Response::new(&mut lines);
        let mut config = httparse::ParserConfig::default();
        config
            .ignore_invalid_headers_in_responses(true)
            .allow_obsolete_multiline_headers_in_responses(true)
            .allow_spaces_after_header_name_in_responses(true);
        let length = match config.parse_response(&mut response, &as_http1) {
            Ok(httparse::Status::Complete(length)) => length.checked_add_signed(shift)?,
            _ => return None,
        };
        let mut head = ResponseHead { status: response.code?, length, ..ResponseHead::default() };
        for line in response.headers.iter() {
            let value = String::from_utf8_lossy(line.value).trim().to_string();
            match line.name.to_ascii_lowercase().as_str() {
                "content-type" => (head.media_type, head.charset) = parse_media_type(&value),
                "transfer-encoding" => head.chunked = value.to_ascii_lowercase().contains("chunked"),
                "content-encoding" => {
                    head.codings = value.split(',').map(|name| name.trim().to_ascii_lowercase()).collect();
                }
                _ => {}
            }
        }
        Some(head)
    }

    /// The body of the message with this head.
    pub fn body(&self, message: &[u8]) -> Vec<u8> {
        let sent = &message[self.length.min(message.len())..];
        // Some crawlers write the decoded body, and leave the head as it was.
        let chunked = self.chunked && starts_with_chunk_size(sent);
        let mut body = match chunked {
            true => read_all(chunked_transfer::Decoder::new(sent)),
            false => sent.to_vec(),
        };
        for coding in self.codings.iter().rev() {
            body = decode_content(coding, body);
        }
        body
    }
}

/// A response's head as HTTP/1.1 would have it, and by how many bytes the real one is longer; `None` if the bytes are no
/// response.
fn with_http1_status_line(message: &[u8]) -> Option<(Cow<'_, [u8]>, isize)> {
    if message.starts_with(b"HTTP/1.1 ") || message.starts_with(b"HTTP/1.0 ") {
        return Some((Cow::Borrowed(message), 0));
    }
    let line_end = message.iter().take(MAX_STATUS_LINE_BYTES).position(|&byte| byte == b'\n')?;
    let line = String::from_utf8_lossy(&message[..line_end]);
    let mut words = line.split_ascii_whitespace();
    let first = words.next()?.to_ascii_uppercase();
    // HTTP/2 has no status line: some crawlers write its pseudo-header instead.
    if !first.starts_with("HTTP/") && first != ":STATUS:" {
        return None;
    }
    let status = words.next().filter(|code| code.len() == 3 && code.bytes().all(|b| b.is_ascii_digit()))?;
    let mut head = format!("HTTP/1.1 {status}\r\n").into_bytes();
    let below = &message[line_end + 1..];
    let is_headless = below.trim_ascii_start().starts_with(b"<");
    let head_end =
        if is_headless { Some(below.len() - below.trim_ascii_start().len()) } else { end_of_head(below) };
    let headers = if is_headless { &b"\r\n"[..] } else { &below[..head_end?] };
    head.extend_from_slice(headers);
    let real_length = line_end + 1 + head_end?;
    let shift = real_length as isize - head.len() as isize;
    Some((Cow::Owned(head), shift))
}

/// Where the empty line under the header lines ends.
fn end_of_head(lines: &[u8]) -> Option<usize> {
    let mut at = 0;
    for line in lines.split_inclusive(|&byte| byte == b'\n') {
        at += line.len();
        if line.trim_ascii().is_empty() {
            return Some(at);
        }
    }
    None
}

/// The two parts of "text/html; charset=utf-8".
pub(crate) fn parse_media_type(value: &str) -> (String, Option<String>) {
    let mut parts = value.split(';');
    let kind = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"').to_string())
    });
    (kind, charset)
}

fn starts_with_chunk_size(body: &[u8]) -> bool {
    let line = body.split(|&byte| byte == b'\n').next().unwrap_or_default().trim_ascii();
    let digits = line.split(|&byte| byte == b';').next().unwrap_or_default().trim_ascii();
    !digits.is_empty() && digits.len() <= 8 && digits.iter().all(u8::is_ascii_hexdigit)
}

fn decode_content(coding: &str, body: Vec<u8>) -> Vec<u8> {
    let from = io::Cursor::new(&body);
    let decoded = match (coding, body.as_slice()) {
        (_, [0x1f, 0x8b, ..]) => read_all(flate2::read::MultiGzDecoder::new(from)),
        ("deflate", [0x78, ..]) => read_all(flate2::read::ZlibDecoder::new(from)),
        ("deflate", _) => read_all(flate2::read::DeflateDecoder::new(from)),
        ("br", _) => read_all(brotli_decompressor::Decompressor::new(from, 64 << 10)),
        ("zstd", [0x28, 0xb5, 0x2f, 0xfd, ..]) => match zstd::stream::read::Decoder::new(from) {
            Ok(decoder) => read_all(decoder),
            Err(_) => Vec::new(),
        },
        _ => return body,
    };
    // Declared as compressed, but not: the crawler had decompressed it.
    if decoded.is_empty() { body } else { decoded }
}

/// Everything that can be read before the end or the first error.
fn read_all(reader: impl Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    // What came before the error is in `bytes`.
    let _ = reader.take(MAX_BODY_BYTES).read_to_end(&mut bytes);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_chunked_and_compressed_body_is_read() {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(b"<html>story</html>").unwrap();
        let packed = packer.finish().unwrap();
        let mut message = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"UTF-8\"\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
        for part in packed.chunks(7) {
            message.extend(format!("{:x}\r\n", part.len()).bytes());
            message.extend(part);
            message.extend(b"\r\n");
        }
        message.extend(b"0\r\n\r\n");
        let head = ResponseHead::parse(&message).unwrap();
        assert_eq!(
            (head.status, head.media_type.as_str(), head.charset.as_deref()),
            (200, "text/html", Some("UTF-8"))
        );
        assert_eq!(head.body(&message), b"<html>story</html>");
        // Truncated: what could be read stays.
        assert!(b"<html>story</html>".starts_with(&head.body(&message[..message.len() - 20])));
    }

    #[test]
    fn status_lines_of_other_versions_are_read() {
        for head in [
            "HTTP/2 200\r\ncontent-type: text/html; charset=utf-8\r\n\r\n",
            "HTTP/2.0 200 OK\ncontent-type: text/html; charset=utf-8\n\n",
            "HTTP/3 200 \r\ncontent-type: text/html; charset=utf-8\r\n\r\n",
            "http/1.1 200 ok\r\ncontent-type: text/html; charset=utf-8\r\n\r\n",
            ":status: 200\r\ncontent-type: text/html; charset=utf-8\r\n\r\n",
            "HTTP/1.1 200\r\ncontent-type: text/html; charset=utf-8\r\n\r\n",
        ] {
            let message = format!("{head}<p>It is.</p>");
            let parsed = ResponseHead::parse(message.as_bytes()).unwrap();
            assert_eq!((parsed.status, parsed.media_type.as_str()), (200, "text/html"), "{head}");
            assert_eq!(parsed.body(message.as_bytes()), b"<p>It is.</p>", "{head}");
        }
        for message in ["HTTP/0.9 200 OK\r\n\r\n<p>It is.</p>", "HTTP/0.9 404 Gone\n<p>It is.</p>"] {
            let parsed = ResponseHead::parse(message.as_bytes()).unwrap();
            assert_eq!(parsed.body(message.as_bytes()), b"<p>It is.</p>", "{message}");
        }
        for message in ["HTTP/2 ok\r\n\r\n<p>", "HTTPS is safe.\n\n", "<html>"] {
            assert_eq!(ResponseHead::parse(message.as_bytes()), None, "{message}");
        }
    }

    #[test]
    fn a_body_that_the_crawler_decoded_stays_as_it_is() {
        let message =
            b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nTransfer-Encoding: chunked\r\n\r\n<p>plain</p>";
        assert_eq!(ResponseHead::parse(message).unwrap().body(message), b"<p>plain</p>");
        assert_eq!(ResponseHead::parse(b"<p>plain</p>"), None);
    }
}
