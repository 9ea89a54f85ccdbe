//! A record of a lake as JSON: all that the archive stores of an article, or why a record is none.
//!
//! [`LakeRecord`] is what was found, [`write_line`] and [`read_line`] are the two directions. Nothing is lost on the way: a
//! record that was written and read is stored as if it had just been annotated. The surprising decision: what can be computed
//! from the rest (the day, the key of a name) is written too, for engines that know no rules, and is not read back.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::app::lake::annotation_lines::{
    AnnotationLines, BadLine, DateLine, from_date_lines, from_lines, known_word, needed_word, to_date_lines,
    to_lines,
};
use crate::app::lake::date_readings::DateReading;
use crate::archive::ledger::Reject;
use crate::model::{
    Annotated, AnnotatedTeaser, Article, Block, Cutting, DateOrder, Dating, Decision, Identity,
    MinHashSketch, Origin, PublicationKey, Published, PublishedFrom, Teaser,
};
use crate::text::fingerprint::{from_hex, sha256_hex, to_hex};
use crate::text::written_dates::parse_written_date;

/// One record of a lake.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum LakeRecord {
    /// An article with everything found in it.
    Article(Box<Annotated>),
    /// A record that is no article.
    Reject(Box<Reject>),
}

/// A record's line: what the record was given as its identifier, who annotated it, and the record.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LakeLine {
    /// As it was given; null where nothing was.
    pub id: Value,
    /// The version of the extractors.
    pub extractor: String,
    /// The options that decided what the record became.
    pub settings: String,
    /// What it became.
    pub record: LakeRecord,
    /// Both readings of an article's date, where it can be two days.
    pub readings: Vec<DateReading>,
}

#[derive(Serialize, Deserialize)]
struct Line {
    id: Value,
    kind: Kind,
    extractor: String,
    settings: String,
    origin: OriginLine,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    article: Option<ArticleLine>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reject: Option<RejectLine>,
}

#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Article,
    Reject,
}

#[derive(Serialize, Deserialize)]
struct OriginLine {
    path: String,
    member: Option<String>,
    record: u64,
    byte_offset: u64,
}

#[derive(Serialize, Deserialize)]
struct ArticleLine {
    identity: String,
    publication: PublicationLine,
    text_key: String,
    sketch: Vec<u32>,
    source: Option<String>,
    domain: Option<String>,
    url: Option<String>,
    title: Option<String>,
    kicker: Option<String>,
    byline: Option<String>,
    dateline: Option<String>,
    published: Option<String>,
    published_day: Option<String>,
    published_from: Option<PublishedFrom>,
    published_text: Option<String>,
    date_order: Option<String>,
    /// The order that the written date shows by itself: what decides those that can be two days.
    #[serde(default)]
    digits_order: Option<String>,
    /// Both days of a date that can be two.
    #[serde(default)]
    readings: Vec<ReadingLine>,
    modified: Option<String>,
    section: Option<String>,
    page: Option<String>,
    vendor: Option<String>,
    vendor_number: Option<String>,
    stated_words: Option<u64>,
    language: Option<String>,
    cut_off: bool,
    encoding: Option<String>,
    repair: Option<String>,
    word_count: usize,
    byte_length: u64,
    not_extracted: Option<String>,
    body: String,
    blocks: Vec<Block>,
    found: AnnotationLines,
    teasers: Vec<TeaserLine>,
}

#[derive(Serialize, Deserialize)]
struct ReadingLine {
    order: String,
    published: String,
    published_day: Option<String>,
    dates: Vec<DateLine>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum PublicationLine {
    Address(String),
    VendorNumber { giver: String, number: String },
    Imprint(String),
}

#[derive(Serialize, Deserialize)]
struct TeaserLine {
    kicker: Option<String>,
    body: String,
    cut_off: bool,
    line: usize,
    evidence: String,
    text_key: String,
    not_extracted: Option<String>,
    found: AnnotationLines,
}

#[derive(Serialize, Deserialize)]
struct RejectLine {
    rule: String,
    error: String,
    raw_sha256: String,
    /// Its bytes, where they are UTF-8.
    raw: Option<String>,
    /// Its bytes in hexadecimal, where they are not.
    raw_hex: Option<String>,
    scrape: Option<String>,
}

/// The line of a record, without an end of line.
pub(crate) fn write_line(line: LakeLine) -> String {
    let LakeLine { id, extractor, settings, record, readings } = line;
    let line = match record {
        LakeRecord::Article(annotated) => {
            let origin = origin_line(&annotated.origin);
            let article = Some(article_line(*annotated, readings));
            Line { id, kind: Kind::Article, extractor, settings, origin, article, reject: None }
        }
        LakeRecord::Reject(reject) => {
            let origin = origin_line(&reject.origin);
            let reject = Some(reject_line(*reject));
            Line { id, kind: Kind::Reject, extractor, settings, origin, article: None, reject }
        }
    };
    // Its maps have text keys, and its numbers are finite or null.
    serde_json::to_string(&line).unwrap_or_default()
}

/// Reads what [`write_line`] has written.
///
/// # Errors
/// What is wrong with it, in words.
pub(crate) fn read_line(text: &str) -> Result<LakeLine, BadLine> {
    let line: Line = serde_json::from_str(text).map_err(|error| BadLine(error.to_string()))?;
    let Line { id, kind, extractor, settings, origin, article, reject } = line;
    let origin = Origin {
        path: origin.path.into(),
        member: origin.member,
        record: origin.record,
        byte_offset: origin.byte_offset,
    };
    let mut readings = Vec::new();
    let record = match (kind, article, reject) {
        (Kind::Article, Some(mut article), _) => {
            let lines = std::mem::take(&mut article.readings);
            readings = lines.into_iter().map(read_reading).collect::<Result<_, _>>()?;
            LakeRecord::Article(Box::new(read_article(article, origin, &id)?))
        }
        (Kind::Reject, _, Some(reject)) => LakeRecord::Reject(Box::new(read_reject(reject, origin)?)),
        _ => return Err(BadLine("it has neither an article nor a reject".into())),
    };
    Ok(LakeLine { id, extractor, settings, record, readings })
}

fn origin_line(origin: &Origin) -> OriginLine {
    OriginLine {
        path: origin.path.to_string_lossy().into_owned(),
        member: origin.member.clone(),
        record: origin.record,
        byte_offset: origin.byte_offset,
    }
}

fn article_line(annotated: Annotated, readings: Vec<DateReading>) -> ArticleLine {
    let Annotated { cutting: Cutting { article, blocks, teasers }, identity, .. } = annotated;
    let dating = article.dating;
    let iso = |published: Option<Published>| published.map(|published| published.to_iso());
    let anchor = article.published.and_then(|published| published.anchor());
    ArticleLine {
        identity: identity.key(),
        publication: match identity.publication {
            PublicationKey::Address(url) => PublicationLine::Address(url),
            PublicationKey::VendorNumber { giver, number } => PublicationLine::VendorNumber { giver, number },
            PublicationKey::Imprint(imprint) => PublicationLine::Imprint(imprint),
        },
        text_key: identity.text_key,
        sketch: annotated.sketch.hashes().to_vec(),
        source: article.source,
        domain: article.domain,
        url: article.url,
        title: article.title,
        kicker: article.kicker,
        byline: article.byline,
        dateline: article.dateline,
        published: iso(article.published),
        published_day: anchor.map(|day| day.to_string()),
        published_from: dating.from,
        published_text: dating.written,
        date_order: dating.decision.map(|decision| decision.as_str().to_string()),
        digits_order: dating.numeric.and_then(|date| date.order()).map(|order| order.as_str().to_string()),
        readings: readings.into_iter().map(reading_line).collect(),
        modified: iso(article.modified),
        section: article.section,
        page: article.page,
        vendor: article.vendor.map(Into::into),
        vendor_number: article.vendor_number,
        stated_words: article.stated_words,
        language: article.language,
        cut_off: article.cut_off,
        encoding: article.encoding.map(Into::into),
        repair: article.repair,
        word_count: annotated.words,
        byte_length: annotated.byte_length,
        not_extracted: annotated.not_extracted,
        body: article.body,
        blocks,
        found: to_lines(annotated.annotations),
        teasers: teasers.into_iter().zip(annotated.teasers).map(teaser_line).collect(),
    }
}

fn reading_line(reading: DateReading) -> ReadingLine {
    ReadingLine {
        order: reading.order.as_str().into(),
        published: reading.published.to_iso(),
        published_day: reading.published.anchor().map(|day| day.to_string()),
        dates: to_date_lines(reading.dates),
    }
}

fn read_reading(line: ReadingLine) -> Result<DateReading, BadLine> {
    Ok(DateReading {
        order: needed_word(&line.order, "order of a date", DateOrder::from_words)?,
        published: needed_word(&line.published, "time", Published::from_iso)?,
        dates: from_date_lines(line.dates)?,
    })
}

fn teaser_line((teaser, found): (Teaser, AnnotatedTeaser)) -> TeaserLine {
    TeaserLine {
        kicker: teaser.kicker,
        body: teaser.body,
        cut_off: teaser.cut_off,
        line: teaser.line,
        evidence: teaser.evidence,
        text_key: found.text_key,
        not_extracted: found.not_extracted,
        found: to_lines(found.annotations),
    }
}

fn reject_line(reject: Reject) -> RejectLine {
    let raw_sha256 = sha256_hex(&reject.raw);
    let (raw, raw_hex) = match String::from_utf8(reject.raw) {
        Ok(text) => (Some(text), None),
        Err(error) => (None, Some(to_hex(error.as_bytes()))),
    };
    RejectLine { rule: reject.rule, error: reject.reason, raw_sha256, raw, raw_hex, scrape: reject.scrape }
}

fn read_article(line: ArticleLine, origin: Origin, id: &Value) -> Result<Annotated, BadLine> {
    let published = |iso: &Option<String>| known_word(iso.as_deref(), "time", Published::from_iso);
    let numeric = line.published_text.as_deref().and_then(|text| parse_written_date(text).ok()?.numeric);
    let dating = Dating {
        from: line.published_from,
        numeric,
        decision: known_word(line.date_order.as_deref(), "order of a date", Decision::from_words)?,
        written: line.published_text,
    };
    let article = Article {
        published: published(&line.published)?,
        modified: published(&line.modified)?,
        url: line.url,
        title: line.title,
        kicker: line.kicker,
        byline: line.byline,
        dateline: line.dateline,
        dating,
        section: line.section,
        page: line.page,
        vendor: line.vendor.map(Into::into),
        vendor_number: line.vendor_number,
        stated_words: line.stated_words,
        source: line.source,
        domain: line.domain,
        language: line.language,
        body: line.body,
        cut_off: line.cut_off,
        encoding: line.encoding.map(Into::into),
        repair: line.repair,
    };
    let (teasers, found): (Vec<Teaser>, Vec<AnnotatedTeaser>) =
        line.teasers.into_iter().map(read_teaser).collect::<Result<Vec<_>, _>>()?.into_iter().unzip();
    Ok(Annotated {
        origin,
        given_id: id.as_str().map(str::to_string),
        byte_length: line.byte_length,
        identity: Identity {
            publication: match line.publication {
                PublicationLine::Address(url) => PublicationKey::Address(url),
                PublicationLine::VendorNumber { giver, number } => {
                    PublicationKey::VendorNumber { giver, number }
                }
                PublicationLine::Imprint(imprint) => PublicationKey::Imprint(imprint),
            },
            text_key: line.text_key,
        },
        sketch: MinHashSketch::from_hashes(line.sketch),
        cutting: Cutting { article, blocks: line.blocks, teasers },
        words: line.word_count,
        annotations: from_lines(line.found)?,
        not_extracted: line.not_extracted,
        teasers: found,
    })
}

fn read_teaser(line: TeaserLine) -> Result<(Teaser, AnnotatedTeaser), BadLine> {
    let TeaserLine { kicker, body, cut_off, line, evidence, text_key, not_extracted, found } = line;
    let found = AnnotatedTeaser { text_key, annotations: from_lines(found)?, not_extracted };
    Ok((Teaser { kicker, body, cut_off, line, evidence }, found))
}

fn read_reject(line: RejectLine, origin: Origin) -> Result<Reject, BadLine> {
    let raw = match (line.raw, line.raw_hex) {
        (Some(text), _) => text.into_bytes(),
        (None, Some(hex)) => {
            from_hex(&hex).ok_or_else(|| BadLine("the bytes of its reject are not hexadecimal".into()))?
        }
        (None, None) => Vec::new(),
    };
    Ok(Reject { origin, rule: line.rule, reason: line.error, raw, scrape: line.scrape })
}

#[cfg(test)]
mod tests {
    use presscut_extract::Extractor;
    use serde_json::json;

    use super::*;
    use crate::app::lake::date_readings::date_readings;
    use crate::app::record;
    use crate::clean;
    use crate::model::Scrape;

    fn line(id: Value, record: LakeRecord, readings: Vec<DateReading>) -> LakeLine {
        LakeLine {
            id,
            extractor: "presscut 0.1.0+5".into(),
            settings: "dates=day first".into(),
            record,
            readings,
        }
    }

    #[test]
    fn an_article_comes_back_as_it_was_with_all_that_was_found() {
        let scrape = Scrape {
            text: "By Nora Quint\n\nPORT ARDEN — “The bridge cost US$5.37 million in 2029,” Mayor Jane Roe told the council on \
                   Tuesday, and she said that it would open next month.\n\nRoe had asked for 1,234,567.89 euros every year \
                   since the spring of 2028, the Harbour Authority (HA) said.\n\nPhoto: AFP"
                .into(),
            given_id: Some("a-1".into()),
            title: Some("Bridge".into()),
            published: Some("03/04/2031".into()),
            vendor: Some("Factiva".into()),
            vendor_number: Some("ABC0000012345".into()),
            stated_words: Some(60),
            source: Some("Arden Post".into()),
            ..Scrape::default()
        };
        let options = clean::Options { admit_all: true, ..clean::Options::default() };
        let extractor = Extractor::default();
        let annotated = record::annotate(&scrape, 99, &options, &extractor).unwrap();
        let found = &annotated.annotations;
        assert!(!found.quotes.is_empty() && found.money.len() == 2 && found.dates.len() > 2, "{found:?}");
        assert_eq!(annotated.cutting.article.dating.decision, Some(Decision::Undecided));
        let readings = date_readings(&annotated, &extractor);
        let days: Vec<_> = readings.iter().map(|reading| reading.published.to_iso()).collect();
        assert_eq!(days, ["2031-04-03", "2031-03-04"]);
        assert!(readings[0].dates != readings[1].dates && readings[0].dates != annotated.annotations.dates);
        let line = line(json!("a-1"), LakeRecord::Article(Box::new(annotated)), readings);
        let written = write_line(line.clone());
        assert!(!written.contains('\n'));
        assert_eq!(read_line(&written).unwrap(), line);
    }

    #[test]
    fn a_reject_keeps_its_bytes_whatever_they_are() {
        for raw in [b"not json".to_vec(), b"caf\xe9\x00\xff".to_vec(), Vec::new()] {
            let reject = Reject {
                origin: Origin {
                    path: "a.jsonl".into(),
                    member: Some("b".into()),
                    record: 3,
                    byte_offset: 9,
                },
                rule: "not JSON".into(),
                reason: "is not JSON".into(),
                raw,
                scrape: None,
            };
            let line = line(json!(7), LakeRecord::Reject(Box::new(reject)), Vec::new());
            assert_eq!(read_line(&write_line(line.clone())).unwrap(), line);
        }
    }

    #[test]
    fn what_no_presscut_writes_is_refused() {
        let reject = json!({"id": 1, "kind": "reject", "extractor": "x", "settings": "",
            "origin": {"path": "a", "member": null, "record": 1, "byte_offset": 0},
            "reject": {"rule": "r", "error": "e", "raw_sha256": "", "raw": null, "raw_hex": "abc", "scrape": null}});
        assert!(read_line(&reject.to_string()).unwrap_err().0.contains("hexadecimal"));
        assert!(read_line("{\"text\": \"a\"}").is_err() && read_line("").is_err());
        let mut empty = reject;
        empty["kind"] = json!("article");
        assert!(read_line(&empty.to_string()).unwrap_err().0.contains("neither an article nor a reject"));
    }
}
