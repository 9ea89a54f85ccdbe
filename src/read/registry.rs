//! The formats that are read. A new one is a line here.

use std::fs::File;
use std::path::Path;
use std::str::FromStr;

use ::zip::ZipArchive;

use crate::read::containers::{arc, mhtml, tar, warc, zip};
use crate::read::error::Unreadable;
use crate::read::format::{Format, FormatKind, FormatSpec, OpenText, OpenZip, TextHead};
use crate::read::html;
use crate::read::not_text::reject_non_text;
use crate::read::record_options::RecordOptions;
use crate::read::records::{csv, feed, json, jsonl, sheets, text};

/// Every format, in the order in which help and messages list them. Detection follows [`FormatSpec::precedence`].
static FORMATS: [&FormatSpec; 12] = [
    &text::FORMAT,
    &jsonl::FORMAT,
    &json::FORMAT,
    &html::FORMAT,
    &csv::FORMAT,
    &warc::FORMAT,
    &arc::FORMAT,
    &feed::FORMAT,
    &mhtml::FORMAT,
    &zip::FORMAT,
    &tar::FORMAT,
    &sheets::FORMAT,
];

impl Format {
    /// JSONL, which `presscut extract` reads from standard input.
    pub const JSONL: Format = Format::of_spec(&jsonl::FORMAT);

    /// Every format, in the order of help.
    pub fn all() -> impl Iterator<Item = Format> {
        FORMATS.into_iter().map(Format::of_spec)
    }

    fn by_precedence() -> Vec<Format> {
        let mut formats: Vec<Format> = Format::all().collect();
        formats.sort_by_key(|format| format.spec().precedence);
        formats
    }
}

/// No format has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no format is called “{name}”; these are: {known}", known = Format::all().map(Format::name).collect::<Vec<_>>().join(", "))]
pub struct UnknownFormat {
    name: String,
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Format, UnknownFormat> {
        Format::all().find(|format| format.name() == name).ok_or_else(|| UnknownFormat { name: name.into() })
    }
}

/// The format that a stream's first bytes show before anything is decoded: archives, and records of bytes.
pub(crate) fn detect_container(head: &[u8]) -> Option<Format> {
    if zip::looks_like_zip(head) {
        return Some(Format::of_spec(&zip::FORMAT));
    }
    Format::by_precedence().into_iter().find(|format| match format.spec().kind {
        FormatKind::Archive { recognise, .. } | FormatKind::Bytes { recognise, .. } => recognise(head),
        FormatKind::Text { .. } | FormatKind::Zip { .. } => false,
    })
}

/// What opens a ZIP with these members: the first format that recognises them.
pub(crate) fn detect_zip(archive: &ZipArchive<File>) -> OpenZip {
    let found = Format::by_precedence().into_iter().find_map(|format| match format.spec().kind {
        FormatKind::Zip { recognise, open } => recognise(archive).then_some(open),
        FormatKind::Archive { .. } | FormatKind::Bytes { .. } | FormatKind::Text { .. } => None,
    });
    found.unwrap_or(zip::open_members)
}

/// The format of a text, by its first bytes, then by the name of its file; and what opens it.
///
/// # Errors
/// Where the bytes are no text.
pub(crate) fn detect_text(
    head: &[u8],
    path: &Path,
    options: &RecordOptions,
) -> Result<(Format, OpenText), Unreadable> {
    reject_non_text(head)?;
    let head = TextHead::new(head, path, options);
    let found = Format::by_precedence().into_iter().find_map(|format| match format.spec().kind {
        FormatKind::Text { recognise, open, .. } => recognise(&head).then_some((format, open)),
        FormatKind::Archive { .. } | FormatKind::Zip { .. } | FormatKind::Bytes { .. } => None,
    });
    Ok(found.unwrap_or((Format::of_spec(&text::FORMAT), text::open)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detected(name: &str, content: &str) -> Result<&'static str, &'static str> {
        detect_text(content.as_bytes(), Path::new(name), &RecordOptions::default())
            .map(|(format, _)| format.name())
            .map_err(|error| error.rule)
    }

    #[test]
    fn a_name_is_one_formats_and_so_is_a_precedence() {
        for format in Format::all() {
            assert_eq!(format.name().parse(), Ok(format));
            let twins = Format::all().filter(|other| other.spec().precedence == format.spec().precedence);
            assert_eq!(twins.count(), 1, "{format}");
        }
        let unknown = "Csv".parse::<Format>().unwrap_err().to_string();
        assert!(unknown.starts_with("no format is called “Csv”; these are: text, jsonl, json,"), "{unknown}");
    }

    #[test]
    fn containers_are_recognised_by_their_first_bytes() {
        let mut tar = vec![b'a'; 600];
        tar[257..262].copy_from_slice(b"ustar");
        for (head, name) in [
            (&b"PK\x03\x04rest"[..], Some("zip")),
            (&tar[..], Some("tar")),
            (&b"\r\nWARC/1.0\r\n"[..], Some("warc")),
            (&b"filedesc://a.arc 0.0.0.0 20310407100000 text/plain 65\n1 0 Arden\n"[..], Some("arc")),
            (&b"From: x\nMIME-Version: 1.0\nContent-Type: multipart/related\n\n"[..], Some("mhtml")),
            (&b"A story."[..], None),
        ] {
            assert_eq!(detect_container(head).map(Format::name), name);
        }
    }

    #[test]
    fn content_decides_before_the_name() {
        assert_eq!(detected("a.txt", "{\"text\": \"x\"}\n{\"text\": \"y\"}\n"), Ok("jsonl"));
        assert_eq!(detected("a.txt", "url,title,text\nhttp://a.example,b,c\n"), Ok("csv"));
        assert_eq!(detected("a.jsonl", "The mayor, who left, said so.\nMore, she said."), Ok("text"));
        assert_eq!(detected("a", "[Editor’s note] The mayor left."), Ok("text"));
    }

    #[test]
    fn a_broken_first_line_does_not_make_jsonl_a_text() {
        assert_eq!(detected("a.jsonl", "{\"text\": \"x\n"), Ok("jsonl"));
        assert_eq!(detected("a", "{\"text\": \"x\n{\"text\": \"y\"}\n"), Ok("jsonl"));
    }

    #[test]
    fn pages_and_arrays_are_recognised_by_their_beginning() {
        assert_eq!(detected("a.json", "[\n {\"text\": \"x\"}\n]"), Ok("json"));
        assert_eq!(detected("a", "{\"articles\": [\n{\"text\": \"x\"}]}"), Ok("json"));
        let one = "{\"images\": [{\"url\": \"x\"}], \"text\": \"A story.\"}";
        assert_eq!(detected("a", one), Ok("jsonl"));
        assert_eq!(detected("a", "{\"status\": 1, \"results\": [{\"text\": \"x\"}]}"), Ok("json"));
        let nested = "{\"response\": {\"n\": 2, \"results\": [{\"text\": \"x\"}]}}";
        assert_eq!(detected("a", nested), Ok("json"));
        let lines = "[\n{\"text\": \"x\"},\n{\"text\": \"x\"},\n{\"text\": \"x\"}\n]";
        assert_eq!(detected("a", lines), Ok("json"));
        assert_eq!(detected("a", &format!("{{\"articles\": {lines}}}")), Ok("json"));
        assert_eq!(detected("a", "{\n \"text\": \"x\"\n}\n{\n \"text\": \"y\"\n}"), Ok("json"));
        assert_eq!(detected("a", "\u{1e}{\"text\": \"x\"}\n\u{1e}{\"text\": \"y\"}\n"), Ok("json"));
        assert_eq!(detected("a.txt", " <!DOCTYPE html><html><p>x"), Ok("html"));
        assert_eq!(detected("a.txt", "<b>Bold</b> words"), Ok("text"));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(detected("a.png", "\u{89}PNG\0\0"), Err("not text"));
        assert_eq!(detected("a", "%PDF-1.7\n1 0 obj\n"), Err("not text"));
        let rtf = "{\\rtf1\\ansi {\\b Ferry returns}\\par The ferry came back.}";
        assert_eq!(detected("a.rtf", rtf), Err("not text"));
        assert_eq!(detected("a", "SQLite format 3\0"), Err("not text"));
        assert_eq!(detected("a", "A page\u{7}\u{1b}$B of a terminal, with a bell in it."), Ok("text"));
    }
}
