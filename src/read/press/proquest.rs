//! An article of ProQuest, whatever its container: labelled fields, the full text, and the citation below it.
//!
//! Takes lines, gives a scrape. The surprising decision: the citation is found from its end. A paragraph of the text may begin
//! like a label ("Title: …"), but below the citation there is no more text.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::{BlockKind, Scrape};
use crate::read::error::Unreadable;
use crate::read::press::article::{PressArticle, first_names_first};
use crate::text::characters::one_line;
use crate::text::patterns::compile_pattern;

/// How the database is called in the archive.
const VENDOR: &str = "ProQuest";

/// Why a record of a scanned newspaper has no text.
const PAGE_SCAN: &str = "it is a page scan, and the export has no text of it";

/// Labels above and below the text, in small letters and without spaces: databases lose spaces in them.
const LABELS: [&str; 50] = [
    "author",
    "authors",
    "byline",
    "publicationinfo",
    "abstract",
    "abstract(english)",
    "abstract(summary)",
    "links",
    "fulltext",
    "subject",
    "location",
    "people",
    "company/organization",
    "companies",
    "title",
    "alternatetitle",
    "correspondenceauthor",
    "publicationtitle",
    "pages",
    "firstpage",
    "numberofpages",
    "publicationyear",
    "publicationdate",
    "year",
    "section",
    "publisher",
    "placeofpublication",
    "countryofpublication",
    "publicationsubject",
    "issn",
    "eissn",
    "sourcetype",
    "languageofpublication",
    "language",
    "documenttype",
    "proquestdocumentid",
    "documenturl",
    "copyright",
    "lastupdated",
    "database",
    "dateline",
    "column",
    "edition",
    "volume",
    "issue",
    "classification",
    "documentfeature",
    "identifier/keyword",
    "accessionnumber",
    "ethnicity",
];

/// A labelled line: the label as in [`LABELS`], and its value.
pub(crate) fn split_label(line: &str) -> Option<(String, &str)> {
    const MAX_LABEL_CHARS: usize = 32;
    let (label, value) = line.split_once(':').or_else(|| line.split_once('\t'))?;
    if label.chars().count() > MAX_LABEL_CHARS {
        return None;
    }
    let folded: String = label.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    LABELS.contains(&folded.as_str()).then(|| (folded, value.trim()))
}

/// The word that heads a part, on a line of its own: "FULL TEXT", "ABSTRACT", "DETAILS".
pub(crate) fn head_of(line: &str) -> Option<&'static str> {
    let folded = line.trim().trim_end_matches(':').to_lowercase();
    match folded.as_str() {
        "full text" | "fulltext" => Some("full text"),
        "details" => Some("details"),
        _ if folded == "abstract" || (folded.starts_with("abstract (") && folded.ends_with(')')) => {
            Some("abstract")
        }
        _ => None,
    }
}

/// Whether a line is the link to the article in the database, which every record has.
pub(crate) fn is_document_link(line: &str) -> bool {
    line.trim().trim_end_matches(':').eq_ignore_ascii_case("ProQuest document link")
}

/// The fields of an article.
#[derive(Debug, Default)]
struct Fields(Vec<(String, String)>);

impl Fields {
    fn get(&self, names: &[&str]) -> Option<String> {
        let find =
            |name: &&str| self.0.iter().rev().find(|(label, value)| label == name && !value.is_empty());
        names.iter().find_map(find).map(|(_, value)| value.clone())
    }
}

/// Reads an article: its lines, one a paragraph; or the text apart, where the container marks it.
///
/// # Errors
/// Where it has no text.
pub(crate) fn read_lines(
    lines: &[String],
    text: Option<Vec<String>>,
    number: Option<String>,
) -> Result<Scrape, Unreadable> {
    let lines: Vec<&str> = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
    let mut title = None;
    let mut fields = Fields::default();
    let mut parts = Parts::default();
    let citation = text.is_none().then(|| start_of_citation(&lines)).flatten().unwrap_or(lines.len());
    let mut part = "";
    for (at, line) in lines.iter().enumerate() {
        let is_cited = text.is_some() || at >= citation || part != "full text";
        if let Some(head) = head_of(line).filter(|_| is_cited) {
            part = head;
        } else if is_document_link(line) {
            part = "";
        } else if let Some((label, value)) =
            split_label(line).filter(|(label, _)| is_cited || label == "fulltext")
        {
            part = match label.as_str() {
                "fulltext" => "full text",
                "abstract" | "abstract(english)" | "abstract(summary)" => "abstract",
                _ => "field",
            };
            match part {
                "full text" if !value.is_empty() => parts.text.push(value.to_string()),
                "abstract" if !value.is_empty() => parts.summary.push(value.to_string()),
                "full text" | "abstract" => {}
                _ => fields.0.push((label, value.to_string())),
            }
        } else {
            match part {
                "full text" => parts.text.push((*line).to_string()),
                "abstract" => parts.summary.push((*line).to_string()),
                "" if title.is_none() && !is_counter(line) => title = Some(one_line(line)),
                "" if fields.get(&["publicationinfo"]).is_none() && line.contains('[') => {
                    fields.0.push(("publicationinfo".into(), (*line).to_string()));
                }
                _ => {}
            }
        }
    }
    if let Some(text) = text {
        parts.text = text;
    }
    article_of(title, &fields, parts, number).into_scrape()
}

/// The text and the summary.
#[derive(Debug, Default)]
struct Parts {
    text: Vec<String>,
    summary: Vec<String>,
}

/// Where the citation below the text begins.
fn start_of_citation(lines: &[&str]) -> Option<usize> {
    const MARKS: [&str; 6] = [
        "publicationtitle",
        "publicationdate",
        "publicationyear",
        "proquestdocumentid",
        "documenturl",
        "lastupdated",
    ];
    let full_text = lines.iter().position(|line| {
        head_of(line) == Some("full text") || split_label(line).is_some_and(|(label, _)| label == "fulltext")
    })?;
    let is_mark = |line: &&str| split_label(line).is_some_and(|(label, _)| MARKS.contains(&label.as_str()));
    let details = (full_text + 1..lines.len()).find(|&at| head_of(lines[at]) == Some("details"));
    if let Some(details) = details {
        return Some(details);
    }
    let mark = (full_text + 1..lines.len()).find(|&at| is_mark(&lines[at]))?;
    let is_label = |at: usize| split_label(lines[at]).is_some_and(|(label, _)| label != "fulltext");
    let mut first = mark;
    while first > full_text + 1 && is_label(first - 1) {
        first -= 1;
    }
    Some(first)
}

/// "Document 3 of 84"
fn is_counter(line: &str) -> bool {
    static COUNTER: LazyLock<Regex> = LazyLock::new(|| compile_pattern(r"^(?i:document) \d+ (?i:of) \d+$"));
    COUNTER.is_match(line)
}

fn article_of(title: Option<String>, fields: &Fields, parts: Parts, number: Option<String>) -> PressArticle {
    let info = fields.get(&["publicationinfo"]).map(|info| read_publication_info(&info)).unwrap_or_default();
    // In RTF the authors stand before the paper: "Roe, Jane. Arden Post; …".
    let cited = info.paper.as_deref().unwrap_or_default().to_string();
    let source = fields.get(&["publicationtitle"]).or(info.paper).map(|paper| before_place(&paper));
    let authors = source.as_deref().and_then(|paper| cited.split_once(paper)).map(|(names, _)| names.trim());
    let authors = authors.and_then(|names| names.strip_suffix('.')).map(str::to_string);
    let url = fields.get(&["documenturl"]).or_else(|| parts_url(fields));
    let mut article = PressArticle {
        vendor: VENDOR,
        number: fields.get(&["proquestdocumentid"]).or(number),
        title: title.or_else(|| fields.get(&["title"])),
        byline: fields
            .get(&["author", "authors", "byline"])
            .or(authors)
            .map(|names| first_names_first(&names)),
        source,
        published: fields.get(&["publicationdate"]).or(info.date).map(|date| join_split_year(&date)),
        section: fields.get(&["section"]),
        page: fields.get(&["pages", "firstpage"]).or(info.page),
        dateline: fields.get(&["dateline"]),
        language: fields.get(&["languageofpublication", "language"]),
        url: url.map(|url| address_of_document(&url)),
        why_no_text: Some(PAGE_SCAN),
        ..PressArticle::default()
    };
    read_text(parts.text, &mut article);
    let summary = parts.summary.into_iter().filter(|line| !says_none(line));
    article.blocks.extend(summary.map(|line| (BlockKind::Abstract, line)));
    article
}

fn parts_url(fields: &Fields) -> Option<String> {
    fields.get(&["links"]).filter(|link| link.contains("/docview/"))
}

/// "None available.", "Not available."
fn says_none(line: &str) -> bool {
    let folded = line.trim().trim_end_matches('.').to_lowercase();
    matches!(folded.as_str(), "none available" | "not available" | "full text not available" | "none")
}

/// The text without corrections, and without what the paper's system wrote under it.
fn read_text(mut text: Vec<String>, article: &mut PressArticle) {
    static CORRECTION: LazyLock<Regex> = LazyLock::new(|| {
        compile_pattern(r"^(?:(?i:corrections?|clarification|published correction)\s*:|CORRECTION\b)")
    });
    text.retain(|line| !says_none(line));
    let corrections = text.extract_if(.., |line| CORRECTION.is_match(line));
    article.blocks.extend(corrections.map(|line| (BlockKind::Correction, line)));
    while let Some(last) = text.pop_if(|last| is_below_text(last)) {
        article.blocks.push((BlockKind::Furniture, last));
    }
    article.paragraphs = text;
}

/// "--", a mail address, "Credit: …", rights.
fn is_below_text(line: &str) -> bool {
    let line = line.trim();
    let is_mail = line.contains('@') && !line.contains(' ');
    let is_rule = !line.is_empty() && line.chars().all(|c| matches!(c, '-' | '–' | '—' | '*' | '_'));
    is_mail || is_rule || crate::read::press::nexis_labels::is_copyright(line)
}

/// "Paper; Place" without the place.
fn before_place(paper: &str) -> String {
    paper.split(" ; ").next().unwrap_or(paper).split(';').next().unwrap_or(paper).trim().to_string()
}

/// "Jan 11, 2 009" as "Jan 11, 2009".
fn join_split_year(date: &str) -> String {
    static SPLIT: LazyLock<Regex> = LazyLock::new(|| {
        compile_pattern(
            r"\b(?P<a>[12])\s(?P<b>\d{3})\b|\b(?P<c>[12]\d)\s(?P<d>\d{2})$|\b(?P<e>[12]\d{2})\s(?P<f>\d)$",
        )
    });
    SPLIT.replace(date, "$a$b$c$d$e$f").into_owned()
}

/// The address of a document, without what is added for a reader's account.
fn address_of_document(address: &str) -> String {
    let address = address.split_whitespace().next().unwrap_or(address);
    let address = address.split(['?', '#']).next().unwrap_or(address);
    address.trim_end_matches('/').trim_end_matches("/se-2").to_string()
}

/// What a line says of the publication.
#[derive(Debug, Default, PartialEq, Eq)]
struct PublicationInfo {
    paper: Option<String>,
    date: Option<String>,
    page: Option<String>,
}

/// "Tarn Valley Post ; Upper Tarn [Upper Tarn]13 Mar 2031: B.4."
fn read_publication_info(info: &str) -> PublicationInfo {
    static INFO: LazyLock<Regex> = LazyLock::new(|| {
        compile_pattern(
            r"^(?P<paper>[^\[]+?)\s*(?:\[(?P<place>[^\]]*)\])?\s*(?P<date>\d{1,2} [A-Z][a-z]{2,8}\.? \d[\d ]{3,4}|[A-Z][a-z]{2,8}\.? \d{1,2}, \d[\d ]{3,4})(?:\s*:\s*(?P<page>[^:]*?))?\.?$",
        )
    });
    let Some(found) = INFO.captures(info.trim()) else { return PublicationInfo::default() };
    let part = |name: &str| {
        found.name(name).map(|part| part.as_str().trim().to_string()).filter(|part| !part.is_empty())
    };
    let page = part("page").filter(|page| page.len() <= 12 && page.contains(|c: char| c.is_ascii_digit()));
    PublicationInfo { paper: part("paper"), date: part("date"), page }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_publication_is_taken_apart() {
        let info = read_publication_info("Tarn Valley Post ; Upper Tarn [Upper Tarn]13 Mar 2031: B.4.");
        assert_eq!((info.date.as_deref(), info.page.as_deref()), (Some("13 Mar 2031"), Some("B.4")));
        assert_eq!(before_place(&info.paper.unwrap()), "Tarn Valley Post");
        assert_eq!(join_split_year("Jan 11, 2 009"), "Jan 11, 2009");
        assert_eq!(
            address_of_document("https://p.example/docview/25/se-2?accountid=1"),
            "https://p.example/docview/25"
        );
    }

    #[test]
    fn text_that_looks_like_a_label_is_text_above_the_citation() {
        let lines = [
            "Owls return",
            "Author: Roe, Jane",
            "Full text: They came back.",
            "Title: that was on the sign.",
            "It stayed.",
            "Subject: Owls",
            "Publication title: Island Echo; Arden",
            "Publication date: Mar 12, 2031",
        ];
        let scrape = read_lines(&lines.map(String::from), None, None).unwrap();
        assert_eq!(scrape.text, "They came back.\n\nTitle: that was on the sign.\n\nIt stayed.");
        assert_eq!(
            (scrape.byline.as_deref(), scrape.source.as_deref()),
            (Some("Jane Roe"), Some("Island Echo"))
        );
    }
}
