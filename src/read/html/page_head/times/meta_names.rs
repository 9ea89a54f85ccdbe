//! The names of `<meta>` for times, folded: letters and digits only, so that `article:published_time`,
//! `article:published:time` and `article.published-time` are one.

use crate::read::html::page_head::parsed_page::ParsedPage;

/// For the publication time, the most trusted first.
const PUBLISHED: &[&str] = &[
    "articlepublishedtime",
    "ogarticlepublishedtime",
    "articlepublished",
    "ogpublishedtime",
    "ogpubdate",
    "datepublished",
    "pubdate",
    "publishdate",
    "published",
    "publicationdate",
    "date",
    "dcdate",
    "dcdateissued",
    "dctermsdate",
    "dctermsissued",
    "dctermscreated",
    "dcdatecreated",
    "citationonlinedate",
    "citationpublicationdate",
    "citationdate",
    "prismpublicationdate",
    "sailthrudate",
    "parselypubdate",
    "articlecreated",
    "cxenseparserecspublishtime",
    "originalpublicationdate",
    "displaydate",
    "releasedate",
    "datecreated",
    "created",
    "creationdate",
    "articledate",
    "articledateoriginal",
    "weiboarticlecreateat",
];
/// What the names of other papers for it end in.
const PUBLISHED_ENDINGS: &[&str] = &[
    "publishedtime",
    "publisheddate",
    "publishedat",
    "publishtime",
    "publishdate",
    "publicationdate",
    "publicationtime",
    "datepublished",
    "pubdate",
    "dateissued",
    "dctermsissued",
    "firstpublished",
];
/// For the time of the last change.
const MODIFIED: &[&str] = &[
    "articlemodifiedtime",
    "ogarticlemodifiedtime",
    "ogupdatedtime",
    "articleupdatedtime",
    "articlemodified",
    "datemodified",
    "lastmodified",
    "lastmod",
    "modified",
    "dctermsmodified",
    "dcdatemodified",
    "articleupdated",
];

/// What the page's `<meta>` say of its publication, the most trusted first.
pub(super) fn published(page: &ParsedPage<'_>) -> Vec<String> {
    let metas = folded(page);
    let listed = contents(&metas, PUBLISHED);
    let others = metas.iter().filter(|(name, _)| {
        !PUBLISHED.contains(&name.as_str())
            && PUBLISHED_ENDINGS.iter().any(|ending| name.ends_with(ending))
            && !is_of_something_else(name)
    });
    listed.into_iter().chain(others.map(|(_, content)| content.to_string())).collect()
}

/// What the page's `<meta>` say of its last change.
pub(super) fn modified(page: &ParsedPage<'_>) -> Vec<String> {
    contents(&folded(page), MODIFIED)
}

fn is_of_something_else(name: &str) -> bool {
    ["modif", "updat", "unpub", "expir", "last"].iter().any(|word| name.contains(word))
}

fn contents(metas: &[(String, &str)], names: &[&str]) -> Vec<String> {
    let of_name = |wanted: &&str| {
        let found: Vec<String> =
            metas.iter().filter(|(name, _)| name == wanted).map(|(_, content)| content.to_string()).collect();
        found
    };
    names.iter().flat_map(of_name).collect()
}

fn folded<'p>(page: &'p ParsedPage<'_>) -> Vec<(String, &'p str)> {
    let has_digit = |content: &str| content.contains(char::is_numeric);
    page.named_metas()
        .filter(|(_, content)| has_digit(content) && content.len() <= 80)
        .map(|(name, content)| (name.chars().filter(char::is_ascii_alphanumeric).collect(), content))
        .collect()
}
