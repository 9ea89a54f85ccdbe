//! The time in the data of pages that are built by script: `"publishedAt":"2024-03-05T08:15:00Z"` in one of their scripts.
//!
//! Such data describe other stories too. So they count only if all times under one name are one.

use std::sync::LazyLock;

use regex::Regex;

use crate::read::html::page_head::parsed_page::ParsedPage;
use crate::text::patterns::compile_pattern;

/// A name of a publication time with its value, also where the quotation marks are escaped.
static NAMED_TIME: LazyLock<Regex> = LazyLock::new(|| {
    compile_pattern(
        r#"(?x) \b (?P<name> date_?[Pp]ublished | (?:first|original)?_?[Pp]ublish(?:ed)?_?(?:[Aa]t|[Dd]ate|[Tt]ime|[Oo]n)
            | [Pp]ub_?[Dd]ate | [Pp]ublication_?[Dd]ate | date_?[Cc]reated )
            \\*["']? \s* : \s* \\*["'] (?P<time> [^"'\\]{8,40} ) \\*["']"#,
    )
});
/// More script than this is not searched.
const MAX_SCRIPT_BYTES: usize = 2_000_000;

/// The times that the page's scripts have under a name for it.
pub(super) fn published(page: &ParsedPage<'_>) -> Vec<String> {
    let mut times: Vec<(String, String)> = Vec::new();
    let mut left = MAX_SCRIPT_BYTES;
    for script in page.document.select("script").iter() {
        let text = script.text();
        if text.len() > left {
            break;
        }
        left -= text.len();
        for found in NAMED_TIME.captures_iter(&text) {
            times.push((found["name"].to_lowercase().replace('_', ""), found["time"].to_string()));
        }
    }
    let Some((name, time)) = times.first() else { return Vec::new() };
    let is_only = times.iter().all(|(other_name, other)| other_name != name || other == time);
    if is_only { vec![time.clone()] } else { Vec::new() }
}
