//! Times in attributes that pages keep for their scripts: `data-published="1709622000"`, `data-deploy-dt="2024.03.05 08:15"`.

use crate::read::html::page_head::parsed_page::ParsedPage;
use crate::text::characters::collapse_whitespace;
use crate::text::written_dates::parse_written_date;

/// What names of attributes about the publication contain, without hyphens.
const PUBLISHED: &[&str] = &[
    "publish",
    "pubdate",
    "pubtime",
    "pubts",
    "posted",
    "created",
    "deploydt",
    "deploydate",
    "regdate",
    "regdt",
    "inputdate",
    "articledate",
    "issuedate",
    "releasedate",
    "firstpub",
    "onlinedate",
];
/// Names that are of the story only if nothing more precise is there.
const GENERAL: &[&str] = &["date", "datetime", "timestamp", "time", "articletime", "storydate", "unixtime"];
/// What names of other times contain.
const OTHERS: &[&str] = &[
    "modif",
    "updat",
    "redeploy",
    "republish",
    "unpublish",
    "expire",
    "event",
    "start",
    "end",
    "until",
    "format",
    "server",
    "now",
    "today",
    "current",
    "build",
    "publisher",
    "comment",
];

/// The times in the attributes of the page's elements, the most trusted first.
pub(super) fn published(page: &ParsedPage<'_>) -> Vec<String> {
    let (mut named, mut general) = (None, None);
    for element in &page.shown.elements {
        for attribute in element.node.attrs() {
            let Some(name) = attribute.name.local.strip_prefix("data-") else { continue };
            let name: String = name.chars().filter(|c| !matches!(c, '-' | '_')).collect();
            if OTHERS.iter().any(|word| name.contains(word)) {
                continue;
            }
            let is_named = PUBLISHED.iter().any(|word| name.contains(word));
            if (is_named && named.is_some()) || (!is_named && !GENERAL.contains(&name.as_str())) {
                continue;
            }
            let value = collapse_whitespace(&attribute.value);
            let is_clear = parse_written_date(&value)
                .is_ok_and(|written| written.certain.anchor().is_some() && written.ambiguous().is_none());
            match (is_clear, is_named) {
                (true, true) => named = Some(value),
                (true, false) if general.is_none() => general = Some(value),
                _ => {}
            }
        }
    }
    named.into_iter().chain(general).collect()
}
