//! The formats that are read. A new one is a line here.

use std::fs::File;
use std::path::Path;
use std::str::FromStr;

use ::zip::ZipArchive;

use crate::read::containers::{arc, mhtml, parquet, sqlite, tar, wacz, warc, zip};
use crate::read::documents::pdf;
use crate::read::error::Unreadable;
use crate::read::format::{Format, FormatKind, FormatSpec, OpenText, OpenZip, TextHead};
use crate::read::html;
use crate::read::mail::records as mail;
use crate::read::not_text::reject_non_text;
use crate::read::press::{
    europresse, factiva_html, factiva_text, factiva_xml, integrum, nexis_html, nexis_text, nexis_word,
    proquest_html, proquest_text, retriever, rtf_export,
};
use crate::read::record_options::RecordOptions;
use crate::read::records::xml::{
    alto, any_element, mediawiki, newsml, nitf, reuters, sgml_docs, tei, trafilatura,
};
use crate::read::records::{
    bibtex, csv, feed, held_sheets, json, json_columns, json_rows, jsonl, link_list, ris, sheets, stories,
    text,
};
use crate::read::unknown_markup::reject_unknown_markup;

/// Every format, in the order in which help and messages list them. Detection follows [`FormatSpec::precedence`].
static FORMATS: &[&FormatSpec] = &[
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
    &nexis_word::FORMAT,
    &nexis_text::FORMAT,
    &nexis_html::FORMAT,
    &factiva_html::FORMAT,
    &factiva_text::FORMAT,
    &factiva_xml::FORMAT,
    &proquest_text::FORMAT,
    &proquest_html::FORMAT,
    &europresse::FORMAT,
    &retriever::FORMAT,
    &integrum::FORMAT,
    &rtf_export::FORMAT,
    &pdf::FORMAT,
    &wacz::FORMAT,
    &mail::FORMAT,
    &link_list::FORMAT,
    &ris::FORMAT,
    &bibtex::FORMAT,
    &parquet::FORMAT,
    &sqlite::FORMAT,
    &nitf::FORMAT,
    &newsml::FORMAT,
    &tei::FORMAT,
    &trafilatura::FORMAT,
    &reuters::FORMAT,
    &sgml_docs::FORMAT,
    &mediawiki::FORMAT,
    &alto::FORMAT,
    &any_element::FORMAT,
    &held_sheets::XLS_FORMAT,
    &held_sheets::ODS_FORMAT,
    &stories::FORMAT,
    &json_rows::FORMAT,
    &json_columns::FORMAT,
];

impl Format {
    /// JSONL, which `presscut extract` reads from standard input.
    pub const JSONL: Format = Format::of_spec(&jsonl::FORMAT);

    /// Every format, in the order of help.
    pub fn all() -> impl Iterator<Item = Format> {
        FORMATS.iter().copied().map(Format::of_spec)
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
        FormatKind::Archive { recognise, .. }
        | FormatKind::Table { recognise, .. }
        | FormatKind::Bytes { recognise, .. }
        | FormatKind::Parts { recognise, .. } => recognise(head),
        FormatKind::Text { .. } | FormatKind::Zip { .. } => false,
    })
}

/// What opens a ZIP with these members: the first format that recognises them.
pub(crate) fn detect_zip(archive: &ZipArchive<File>) -> OpenZip {
    let found = Format::by_precedence().into_iter().find_map(|format| match format.spec().kind {
        FormatKind::Zip { recognise, open } => recognise(archive).then_some(open),
        _ => None,
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
        _ => None,
    });
    let (format, open) = found.unwrap_or((Format::of_spec(&text::FORMAT), text::open));
    if format == Format::of_spec(&text::FORMAT) {
        reject_unknown_markup(head.trimmed)?;
    }
    Ok((format, open))
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
            (&b"{\\rtf1\\ansi {\\b Ferry returns}\\par The ferry came back.}"[..], Some("rtf")),
            (&b"%PDF-1.7\n1 0 obj\n"[..], Some("pdf")),
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
        assert_eq!(
            detected(
                "a.xml",
                "<?xml version=\"1.0\"?>
<dump><entry><t>x</t></entry></dump>"
            ),
            Ok("xml")
        );
        assert_eq!(
            detected("a", "<BATCH>\n<NO> 1 </NO>\n<HEADLINE>Owls</HEADLINE>\n</BATCH>"),
            Err("unknown markup")
        );
        assert_eq!(detected("a", "A page\u{7}\u{1b}$B of a terminal, with a bell in it."), Ok("text"));
    }
}
