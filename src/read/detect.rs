//! What kind of scrape a stream is, told by its content; the file's name only decides where content cannot.

use std::fmt;
use std::io::{self, BufRead, Read};
use std::path::Path;

use crate::read::containers::mhtml;
use crate::read::records::{csv_dialect, feed, json};
use crate::read::{FieldMap, Unreadable, html};

/// The kinds of scrape that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, clap::ValueEnum)]
pub enum Format {
    /// One page, saved as text
    Text,
    /// One article a line, as a JSON object
    Jsonl,
    /// Articles in arrays, wherever they stand, or one behind the other
    Json,
    /// One page, saved as HTML
    Html,
    /// One article a row, under a row of column names
    Csv,
    /// A crawl: WARC 1.0 or 1.1, whole or with every record packed
    Warc,
    /// RSS or Atom
    Feed,
    /// One page with its pictures, as browsers save it in one file
    Mhtml,
    /// Files of any of these kinds
    Zip,
    /// Files of any of these kinds
    Tar,
    /// A workbook (XLSX): a table in each sheet
    Workbook,
}

impl Format {
    /// The word in the ledger.
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Jsonl => "jsonl",
            Format::Json => "json",
            Format::Html => "html",
            Format::Csv => "csv",
            Format::Warc => "warc",
            Format::Feed => "feed",
            Format::Mhtml => "mhtml",
            Format::Zip => "zip",
            Format::Tar => "tar",
            Format::Workbook => "workbook",
        }
    }

    /// Whether what is inside says itself how it is written.
    pub fn is_container(self) -> bool {
        matches!(self, Format::Warc | Format::Mhtml | Format::Zip | Format::Tar | Format::Workbook)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How many bytes are looked at.
pub const HEAD: usize = 64 << 10;

/// The first bytes of a stream, put back so that reading starts with them.
pub fn peek<'s>(stream: &mut Box<dyn BufRead + 's>, length: usize) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    let ended = stream.by_ref().take(length as u64).read_to_end(&mut head);
    let mut rest = std::mem::replace(stream, Box::new(io::empty()));
    if let Err(error) = ended {
        // What was packed may break off at once: what came before that is read all the same.
        if head.is_empty() {
            return Err(error);
        }
        rest = Box::new(io::BufReader::new(BreaksOff(Some(error))));
    }
    *stream = Box::new(io::Cursor::new(head.clone()).chain(rest));
    Ok(head)
}

/// What is left of a stream that cannot be read on: its error.
struct BreaksOff(Option<io::Error>);

impl Read for BreaksOff {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// The kinds that their first bytes alone tell.
pub fn container(head: &[u8]) -> Option<Format> {
    match head {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(Format::Zip),
        _ if head.get(257..262) == Some(b"ustar") => Some(Format::Tar),
        _ if head.trim_ascii_start().starts_with(b"WARC/") => Some(Format::Warc),
        _ if mhtml::looks_like_mhtml(head) => Some(Format::Mhtml),
        _ => None,
    }
}

/// Decides by the first bytes, then by the name.
pub fn detect(head: &[u8], path: &Path, fields: &FieldMap) -> Result<Format, Unreadable> {
    if let Some(kind) = no_scrape(head) {
        return Err(Unreadable::new("not text", format!("is {kind}")));
    }
    // A stray one is a flaw of its record.
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    if zeros * 100 > head.len() {
        return Err(Unreadable::new(
            "not text",
            "has NUL bytes: not a text in a known character set (name it with --encoding if it is one)",
        ));
    }
    // Packed data is bytes of all kinds: a tenth of them are control characters, of which a text has one here and there.
    let controls = head.iter().filter(is_control).count();
    if controls > 3 && controls * 33 > head.len() {
        let reason = "is data, not a text in a known character set (name it with --encoding if it is one)";
        return Err(Unreadable::new("not text", reason));
    }
    let trimmed = head.trim_ascii_start();
    if feed::looks_like_feed(trimmed) {
        return Ok(Format::Feed);
    }
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
    if html::looks_like_html(trimmed)
        || (matches!(extension.as_str(), "html" | "htm") && trimmed.starts_with(b"<"))
    {
        return Ok(Format::Html);
    }
    if looks_like_jsonl(trimmed, &extension) {
        if holds_an_array(trimmed, fields) {
            return Ok(Format::Json);
        }
        return Ok(Format::Jsonl);
    }
    // A JSON text sequence parts its values with a mark of its own.
    let value = trimmed.trim_ascii_start().strip_prefix(b"\x1e").unwrap_or(trimmed);
    if starts_json(value) && (serde_json_like(value) || (extension == "json" && value.len() > 1)) {
        return Ok(Format::Json);
    }
    if matches!(extension.as_str(), "csv" | "tsv") || csv_dialect::has_known_header(head) {
        return Ok(Format::Csv);
    }
    Ok(Format::Text)
}

/// Control characters but white space, those that character sets are switched with, and the mark between JSON texts.
fn is_control(byte: &&u8) -> bool {
    matches!(byte, 0x00..=0x08 | 0x10..=0x1a | 0x1c | 0x1d | 0x1f | 0x7f)
}

/// The files that lie among scrapes most often and are none, by their first bytes, and what to do about it.
fn no_scrape(head: &[u8]) -> Option<&'static str> {
    match head {
        [b'%', b'P', b'D', b'F', b'-', ..] => Some("a PDF file, not a text"),
        [0xff, 0xd8, 0xff, ..] | [0x89, b'P', b'N', b'G', b'\r', b'\n', ..] => Some("a picture, not a text"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("a picture, not a text"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("a picture, not a text"),
        [b'{', b'\\', b'r', b't', b'f', ..] => {
            Some("a document in RTF: save it as text or HTML in the program that wrote it, and import that")
        }
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..] => Some(
            "an Office file of the old kind, or one with a password: save a workbook as XLSX or CSV without one, a document as text or HTML, and import that",
        ),
        _ if head.starts_with(b"SQLite format 3\0") => {
            Some("a SQLite database: export the table of articles as CSV or JSON, and import that")
        }
        [b'P', b'A', b'R', b'1', ..] => Some("a Parquet file: export it as CSV or JSONL, and import that"),
        _ => None,
    }
}

/// What a ZIP is whose members are the parts of one document that is not read, and what to do about it; `has` tells whether it
/// has a member.
pub fn document_in_zip(has: impl Fn(&str) -> bool) -> Option<&'static str> {
    match () {
        () if has("xl/workbook.bin") => {
            Some("is a workbook in Excel's binary form: save it as XLSX or CSV, and import that")
        }
        () if has("word/document.xml") => {
            Some("is a Word document: save it as text or HTML, and import that")
        }
        () if has("ppt/presentation.xml") => Some("is a presentation, not a text"),
        () if has("content.xml") && has("META-INF/manifest.xml") => {
            Some("is an OpenDocument file: save a sheet as CSV, a document as text or HTML, and import that")
        }
        () => None,
    }
}

/// Most of the lines that are there open an object; a broken one among them is a record to reject, not another format.
fn looks_like_jsonl(head: &[u8], extension: &str) -> bool {
    let lines: Vec<&[u8]> =
        head.split(|&b| b == b'\n').map(<[u8]>::trim_ascii).filter(|l| !l.is_empty()).take(20).collect();
    let objects = lines.iter().filter(|line| line.starts_with(b"{\"") || **line == *b"{}").count();
    let named = matches!(extension, "jsonl" | "ndjson" | "jl");
    let is_whole =
        |line: &&[u8]| serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(line).is_ok();
    let whole = lines.iter().any(is_whole);
    // An array that was written element by element: its first line is an opening.
    let opens = lines.len() > 1
        && lines.first().is_some_and(|first| matches!(first.last(), Some(b'[' | b'{' | b',' | b':')));
    if head.starts_with(b"[") || (opens && !named) {
        return false;
    }
    // A single line that fills the whole head may be one very long record: it cannot be seen to end.
    let long = lines.len() == 1 && head.len() >= HEAD / 2;
    objects * 2 > lines.len() && (whole || named || long) || (named && objects > 0)
}

/// Whether the first line holds an array of articles and no text of its own: what a service answers,
/// `{"status": "ok", "articles": [{…`.
fn holds_an_array(head: &[u8], fields: &FieldMap) -> bool {
    let first = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    json::holds_articles(first, fields)
}

fn starts_json(head: &[u8]) -> bool {
    matches!(head.first(), Some(b'{' | b'['))
}

/// Whether what follows the first bracket is what JSON allows there; a text may open with a bracket too.
fn serde_json_like(head: &[u8]) -> bool {
    let inner = head[1..].trim_ascii_start();
    match head[0] {
        b'[' => matches!(inner.first(), Some(b'{' | b']')),
        _ => matches!(inner.first(), Some(b'"' | b'}')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(name: &str, content: &str) -> Result<Format, &'static str> {
        detect(content.as_bytes(), Path::new(name), &FieldMap::default()).map_err(|error| error.rule)
    }

    #[test]
    fn content_decides_before_the_name() {
        assert_eq!(kind("a.txt", "{\"text\": \"x\"}\n{\"text\": \"y\"}\n"), Ok(Format::Jsonl));
        assert_eq!(kind("a.txt", "url,title,text\nhttp://a.example,b,c\n"), Ok(Format::Csv));
        assert_eq!(kind("a.jsonl", "The mayor, who left, said so.\nMore, she said."), Ok(Format::Text));
        assert_eq!(kind("a", "[Editor’s note] The mayor left."), Ok(Format::Text));
    }

    #[test]
    fn a_broken_first_line_does_not_make_jsonl_a_text() {
        assert_eq!(kind("a.jsonl", "{\"text\": \"x\n"), Ok(Format::Jsonl));
        assert_eq!(kind("a", "{\"text\": \"x\n{\"text\": \"y\"}\n"), Ok(Format::Jsonl));
    }

    #[test]
    fn pages_and_arrays_are_told_by_their_beginning() {
        assert_eq!(kind("a.json", "[\n {\"text\": \"x\"}\n]"), Ok(Format::Json));
        assert_eq!(kind("a", "{\"articles\": [\n{\"text\": \"x\"}]}"), Ok(Format::Json));
        let one = "{\"images\": [{\"url\": \"x\"}], \"text\": \"A story.\"}";
        assert_eq!(kind("a", one), Ok(Format::Jsonl));
        assert_eq!(kind("a", "{\"status\": 1, \"results\": [{\"text\": \"x\"}]}"), Ok(Format::Json));
        let nested = "{\"response\": {\"n\": 2, \"results\": [{\"text\": \"x\"}]}}";
        assert_eq!(kind("a", nested), Ok(Format::Json));
        let lines = "[\n{\"text\": \"x\"},\n{\"text\": \"x\"},\n{\"text\": \"x\"}\n]";
        assert_eq!(kind("a", lines), Ok(Format::Json));
        assert_eq!(kind("a", &format!("{{\"articles\": {lines}}}")), Ok(Format::Json));
        assert_eq!(kind("a", "{\n \"text\": \"x\"\n}\n{\n \"text\": \"y\"\n}"), Ok(Format::Json));
        assert_eq!(kind("a", "\u{1e}{\"text\": \"x\"}\n\u{1e}{\"text\": \"y\"}\n"), Ok(Format::Json));
        assert_eq!(kind("a.txt", " <!DOCTYPE html><html><p>x"), Ok(Format::Html));
        assert_eq!(kind("a.txt", "<b>Bold</b> words"), Ok(Format::Text));
    }

    #[test]
    fn what_is_no_text_is_said() {
        assert_eq!(kind("a.png", "\u{89}PNG\0\0"), Err("not text"));
        assert_eq!(kind("a", "%PDF-1.7\n1 0 obj\n"), Err("not text"));
        assert_eq!(
            kind("a.rtf", "{\\rtf1\\ansi {\\b Ferry returns}\\par The ferry came back.}"),
            Err("not text")
        );
        assert_eq!(kind("a", "SQLite format 3\0"), Err("not text"));
        // Like packed data: every byte there is, without the zeros.
        let bytes: Vec<u8> =
            (0..8192u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).filter(|b| *b != 0).collect();
        assert_eq!(detect(&bytes, Path::new("a"), &FieldMap::default()).map_err(|e| e.rule), Err("not text"));
        assert_eq!(kind("a", "A page\u{7}\u{1b}$B of a terminal, with a bell in it."), Ok(Format::Text));
    }
}
