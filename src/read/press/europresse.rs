//! Europresse (Eureka.cc) as HTML, of both generations: `<article>`s since 2014, tables before.
//!
//! The day is that of the document's number, which is the same in every language; what the header says in words gives the time.

use std::sync::LazyLock;

use dom_query::{Document, Selection};
use regex::Regex;
use regex::bytes::Regex as BytesRegex;

use crate::model::{BlockKind, Scrape};
use crate::read::error::{OpenError, Unreadable};
use crate::read::format::{FormatKind, FormatRecords, FormatSpec, TextHead, TextStream};
use crate::read::html::fragment::html_to_text;
use crate::read::html::limits::enforce_limits;
use crate::read::press::article::{PressArticle, WORD_UNITS};
use crate::read::press::dated_lines::{split_date, with_time};
use crate::read::press::sections::labelled_page;
use crate::read::press::splitter::{Cut, PressFormat, mark, open_export};
use crate::text::calendar_words::is_weekday;
use crate::text::characters::one_line;
use crate::text::patterns::compile_pattern;
use crate::text::written_dates::parse_written_date;

/// Europresse.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "europresse",
    description: "Europresse or Eureka.cc as HTML",
    precedence: 47,
    kind: FormatKind::Text { extensions: &[], recognise, open },
};

fn publication_name() -> &'static BytesRegex {
    static NAME: LazyLock<BytesRegex> = LazyLock::new(|| {
        mark(r#"(?i-u)<(?:span|div|td|p)[^<>]*\bclass\s*=\s*["']?(?:rdp__)?DocPublicationName\b"#)
    });
    &NAME
}

fn article_tag() -> &'static BytesRegex {
    static TAG: LazyLock<BytesRegex> = LazyLock::new(|| mark(r"(?i-u)<article\b"));
    &TAG
}

fn recognise(head: &TextHead<'_>) -> bool {
    head.trimmed.starts_with(b"<") && publication_name().is_match(head.bytes)
}

fn open<'s>(text: TextStream<'s, '_>) -> Result<FormatRecords<'s>, OpenError> {
    let mark = if article_tag().is_match(text.head) { article_tag } else { publication_name };
    let is_article: fn(&[u8]) -> bool = |bytes| publication_name().is_match(bytes);
    open_export(text, PressFormat { cut: Cut::Before, mark, is_article: Some(is_article), parse })
}

fn parse(html: &str) -> Result<Scrape, Unreadable> {
    let document = Document::fragment(enforce_limits(html)?);
    let find = |selector: &str| document.select(selector).first();
    let mut article = PressArticle { vendor: "Europresse", ..PressArticle::default() };
    read_publication_name(&lines_of(&find(".DocPublicationName, .rdp__DocPublicationName")), &mut article);
    let title = find(".titreArticleVisu, .rdp__articletitle, .TitreArticleVisu");
    article.title = Some(one_line(&lines_of(&title).join(" "))).filter(|title| !title.is_empty());
    article.number =
        Some(one_line(&find(".publiC-lblNodoc, #PubliC_lblNodoc, [id$=lblNodoc], [class$=lblNodoc]").text()))
            .filter(|number| !number.is_empty())
            .or_else(|| number_in(html));
    let headers: Vec<String> =
        document.select(".DocHeader").iter().flat_map(|header| lines_of(&header)).collect();
    read_header(&headers.join(", "), &mut article);
    article.kicker = kicker(&document);
    article.byline = byline(&document);
    read_text(&document, &mut article);
    read_asides(&document, &mut article);
    article.into_scrape()
}

fn lines_of(element: &Selection<'_>) -> Vec<String> {
    let text = html_to_text(&element.inner_html());
    // Some files have their content escaped twice.
    let text = if text.contains("&lt;") || text.contains("<p>") || text.contains("&amp;") {
        html_to_text(&html_to_text(&text))
    } else {
        text
    };
    text.lines().map(one_line).filter(|line| !line.is_empty()).collect()
}

/// "La Dépêche de Vaugrenard, no. 15968", with the section of the paper on a second line.
fn read_publication_name(lines: &[String], article: &mut PressArticle) {
    static ISSUE: LazyLock<Regex> =
        LazyLock::new(|| compile_pattern(r"(?i),?\s*(?:\bno\.?|n[°º]|nr\.?|vol\.?|issue|#)\s*\d.*$"));
    let Some(first) = lines.first() else { return };
    let name = ISSUE.replace(first, "").trim_end_matches([',', ' ']).to_string();
    article.source = Some(name);
    article.section = lines.get(1).cloned();
}

/// "Région, lundi 10 mars 2031 1 204 mots, p. 16": section, date, length, page, in an order that varies.
fn read_header(header: &str, article: &mut PressArticle) {
    static LENGTH: LazyLock<Regex> = LazyLock::new(|| {
        compile_pattern(&format!(
            r"(?:^|[\s,])(?P<length>\d{{1,3}}(?:[ \x{{a0}}\x{{202f}},.]\d{{3}})*\s*(?i:{WORD_UNITS})\b)"
        ))
    });
    static TIME: LazyLock<Regex> = LazyLock::new(|| {
        compile_pattern(r"(?P<time>\b\d{1,2}[:h]\d{2})(?:\s*(?:UTC|GMT)\s*(?P<zone>[+-]\d{1,2}:?\d{2}))?")
    });
    let header = one_line(header);
    article.length = LENGTH.captures(&header).map(|found| found["length"].to_string());
    let rest = LENGTH.replace(&header, " ").into_owned();
    article.page = labelled_page(&rest);
    let (section, day) = find_date(&rest);
    let time = TIME.captures(&rest).map(|found| {
        format!(
            "{}{}",
            &found["time"],
            found.name("zone").map_or(String::new(), |zone| format!(" {}", zone.as_str()))
        )
    });
    let day = article.number.as_deref().and_then(day_of_number).or(day);
    article.published = day.map(|day| with_time(&day, time.as_deref()));
    if let Some(section) = section {
        article.section = Some(match &article.section {
            Some(part) if *part != section => format!("{part}; {section}"),
            _ => section,
        });
    }
}

/// The words before the date of a header, and the date.
fn find_date(header: &str) -> (Option<String>, Option<String>) {
    let words: Vec<(usize, &str)> = header
        .split_whitespace()
        .map(|word| (word.as_ptr() as usize - header.as_ptr() as usize, word))
        .collect();
    let found = words.iter().find_map(|&(at, _)| split_date(&header[at..]).map(|(date, _)| (at, date)));
    let Some((at, date)) = found else { return (None, None) };
    let before = header[..at].trim().trim_end_matches([',', ' ', '-', '–']);
    let before = match before.rsplit_once([' ', ',']) {
        Some((rest, last)) if is_weekday(last.trim_matches(',')) => rest.trim_end_matches([',', ' ']),
        None if is_weekday(before) => "",
        _ => before,
    };
    (Some(before.to_string()).filter(|before| !before.is_empty()), Some(date.to_string()))
}

/// The day in "news·20310310·DV·0q1503_1256056".
fn day_of_number(number: &str) -> Option<String> {
    static DAY: LazyLock<Regex> =
        LazyLock::new(|| compile_pattern(r"(?:^|\D)(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})\D"));
    let found = DAY.captures(number)?;
    let day = format!("{}-{}-{}", &found["y"], &found["m"], &found["d"]);
    parse_written_date(&day).is_ok().then_some(day)
}

fn number_in(html: &str) -> Option<String> {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        compile_pattern(
            r"\b(?:news|web|bio|med|soc)(?:·|&middot;|&#183;)\d{8}(?:·|&middot;|&#183;)[\w·&;#-]+",
        )
    });
    NUMBER.find(html).map(|found| found.as_str().replace("&middot;", "·").replace("&#183;", "·"))
}

/// What is above the headline.
fn kicker(document: &Document) -> Option<String> {
    let header = document.select("article header, header").first();
    let above = header.children().iter().take_while(|child| {
        !child.select(".titreArticleVisu, .rdp__articletitle").exists() && !child.has_class("titreArticle")
    });
    let lines: Vec<String> = above
        .filter(|child| {
            !child.select(".DocPublicationName, .DocHeader").exists() && !child.has_class("DocHeader")
        })
        .flat_map(|child| lines_of(&child))
        .collect();
    Some(lines.join(" ")).filter(|line| !line.is_empty())
}

/// Who wrote it: in an element of its own, or in the bare one after the headline.
fn byline(document: &Document) -> Option<String> {
    let authors = document.select(".docAuthors, .DocAuthors, .sm-margin-bottomNews").first();
    let named = lines_of(&authors).join(", ");
    if !named.is_empty() {
        return Some(named);
    }
    let header = document.select("article header, header").first();
    let below = header.children().iter().skip_while(|child| {
        !child.select(".titreArticleVisu, .rdp__articletitle").exists() && !child.has_class("titreArticle")
    });
    let lines: Vec<String> = below.skip(1).flat_map(|child| lines_of(&child)).collect();
    Some(lines.join(", ")).filter(|line| !line.is_empty() && line.chars().count() < 200)
}

fn read_text(document: &Document, article: &mut PressArticle) {
    static PRINTED_IN: LazyLock<Regex> = LazyLock::new(|| {
        compile_pattern(
            r"(?i)^(?:cet article (?:est|a été) (?:paru|publié) (?:dans|sur)|this article (?:was published|appeared|has been published) (?:in|on))\b",
        )
    });
    let container = document.select(".docOcurrContainer, .DocText").first();
    let paragraphs = match container.exists() {
        true => lines_of(&container),
        // Before 2014 the text is bare paragraphs.
        false => document.select("p").iter().filter(|p| !is_head(p)).flat_map(|p| lines_of(&p)).collect(),
    };
    for line in paragraphs {
        if PRINTED_IN.is_match(&line) {
            let link =
                document.select(".docOcurrContainer a[href], .DocText a[href], p a[href]").iter().last();
            article.url = link.and_then(|link| link.attr("href")).map(|href| href.to_string());
        } else {
            article.paragraphs.push(line);
        }
    }
}

/// Whether a paragraph belongs to the head or the foot of a document.
fn is_head(paragraph: &Selection<'_>) -> bool {
    let class = paragraph.attr("class").unwrap_or_default().to_lowercase();
    class.contains("titrearticle")
        || class.contains("docpublication")
        || class.contains("docheader")
        || paragraph
            .select(".DocPublicationName, .DocHeader, .TitreArticleVisu, .publiC-lblNodoc, #PubliC_lblNodoc")
            .exists()
}

/// Captions and notes beside the text.
fn read_asides(document: &Document, article: &mut PressArticle) {
    for aside in document.select("aside").iter() {
        let mut kind = BlockKind::Caption;
        for line in lines_of(&aside) {
            let folded = line.to_lowercase();
            match () {
                () if folded.starts_with("illustration") && folded.ends_with(':') => {
                    kind = BlockKind::Caption
                }
                () if folded.starts_with("note") && folded.trim_end().ends_with(':') => {
                    kind = BlockKind::Furniture
                }
                () => article.blocks.push((kind, line)),
            }
        }
    }
}
