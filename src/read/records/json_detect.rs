//! Whether a text is JSONL, or JSON of another shape: the two formats ask the same questions.

use crate::read::fields::lenient_json::parse_lenient_object;
use crate::read::format::{HEAD_BYTES, TextHead};
use crate::read::records::json_splitter::holds_articles;

/// How many lines are looked at.
const PROBED_LINES: usize = 20;

/// Whether most of the first lines open an object; a broken one among them is a record to reject, not another format.
/// `is_named` says whether the file's name speaks for JSONL.
pub(crate) fn looks_like_jsonl(head: &TextHead<'_>, is_named: bool) -> bool {
    let head = head.trimmed;
    let lines = head.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let lines: Vec<&[u8]> = lines.take(PROBED_LINES).collect();
    let objects = lines.iter().filter(|line| begins_object(line)).count();
    let is_whole = |line: &&[u8]| {
        serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(line).is_ok()
            || std::str::from_utf8(line).is_ok_and(|line| parse_lenient_object(line).is_some())
    };
    let has_whole = lines.iter().any(is_whole);
    // An array that was written element by element: its first line is an opening.
    let is_spread_over_lines = lines.len() > 1
        && lines.first().is_some_and(|first| matches!(first.last(), Some(b'[' | b'{' | b',' | b':')));
    if head.starts_with(b"[") || (is_spread_over_lines && !is_named) {
        return false;
    }
    // A single line that fills the whole head may be one very long record, whose end is not in sight.
    let is_long_line = lines.len() == 1 && head.len() >= HEAD_BYTES / 2;
    objects * 2 > lines.len() && (has_whole || is_named || is_long_line) || (is_named && objects > 0)
}

/// Whether a line begins as an object does; Python writes its own with other quotation marks.
fn begins_object(line: &[u8]) -> bool {
    line.starts_with(b"{\"") || line.starts_with(b"{'") || *line == *b"{}"
}

/// Whether the first line is an object that holds an array of articles and has no text of its own, as a service answers:
/// `{"status": "ok", "articles": [{…`.
pub(crate) fn holds_array_of_articles(head: &TextHead<'_>) -> bool {
    let first = head.trimmed.split(|&byte| byte == b'\n').next().unwrap_or_default();
    holds_articles(first, &head.options.fields)
}
