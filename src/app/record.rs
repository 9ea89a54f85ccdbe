//! One record, on any thread: parsed, cleaned, annotated.
//!
//! A record that makes any of it panic is rejected like any other: a bug in presscut must not cost the user the rest of the
//! file.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::archive::ledger::Reject;
use crate::clean;
use crate::clean::Rejection;
use crate::model::{
    Annotated, AnnotatedTeaser, Annotations, Article, Cutting, Identity, Precision, PublicationKey,
    Published, PublishedFrom, Scrape, Teaser,
};
use crate::read::{Parser, Record};
use crate::text::fingerprint::sha256_hex;
use crate::text::language::ENGLISH;
use crate::text::word_count::word_count;
use crate::text::{identity, shingles, written_dates};
use presscut_extract::Extractor;

/// What a record became before the archive sees it.
pub(crate) type Taken = Result<Box<Annotated>, Box<Reject>>;

/// Turns a record into what the archive takes. The records in `readmitted`, by the SHA-256 of their bytes, pass the gate.
///
/// # Errors
/// The reject that the archive keeps instead.
pub(crate) fn annotate_record(
    (record, parser): (Record, Arc<dyn Parser>),
    options: &clean::Options,
    extractor: &Extractor,
    readmitted: &HashSet<String>,
) -> Taken {
    let taken = catch_failure(|| {
        let scrape = read_record(&record, parser.as_ref())?;
        let taken = annotate(&scrape, record.byte_length(), options, extractor);
        match taken {
            Err(refusal) if refusal.scrape.is_some() && readmitted.contains(&sha256_hex(&record.bytes)) => {
                let options = clean::Options { admit_all: true, ..options.clone() };
                annotate(&scrape, record.byte_length(), &options, extractor)
            }
            taken => taken,
        }
    });
    taken.map(Box::new).map_err(|Refusal { rule, reason, scrape }| {
        Box::new(Reject { origin: record.origin, rule, reason, raw: record.bytes, scrape })
    })
}

/// Runs the work on one record; where it panics, that is the record's refusal and nobody else's loss.
pub(crate) fn catch_failure<T>(work: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        Err(Refusal::new("internal error", "made presscut fail: please report it, with this record"))
    })
}

/// Why a record becomes no article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// One or two words, for grouping.
    pub rule: String,
    /// For people.
    pub reason: String,
    /// What was read, as JSON, if it is only the gate that does not let it in.
    pub scrape: Option<String>,
}

impl Refusal {
    /// Of a record that cannot be read.
    pub fn new(rule: &str, reason: impl Into<String>) -> Refusal {
        Refusal { rule: rule.into(), reason: reason.into(), scrape: None }
    }
}

/// Reads one record.
pub fn read_record(record: &Record, parser: &dyn Parser) -> Result<Scrape, Refusal> {
    if record.too_long {
        let reason =
            format!("is longer than {} MB, the most that one record may have", record.bytes.len() >> 20);
        return Err(Refusal::new("too long", reason));
    }
    parser.parse(record).map_err(|error| Refusal::new(error.rule, error.reason))
}

/// Bytes of a body. This is longer than any article, and the extractors need about a hundred times as much memory.
const MAX_EXTRACTED_BYTES: usize = 500_000;

/// Cleans and annotates one scrape.
pub fn annotate(
    scrape: &Scrape,
    byte_length: u64,
    options: &clean::Options,
    extractor: &Extractor,
) -> Result<Annotated, Refusal> {
    let cutting = clean::clean(scrape, options).map_err(|rejection| Refusal {
        rule: rejection.rule().into(),
        reason: rejection.to_string(),
        scrape: match rejection {
            Rejection::NoStory(_) => serde_json::to_string(&completed(scrape, options)).ok(),
            _ => None,
        },
    })?;
    let Cutting { article, teasers, .. } = &cutting;
    let found = find_annotations(article, teasers, options.admit_all, extractor);
    let normal = identity::normalize_text(&article.body);
    let identity =
        Identity { publication: publication_key(article), text_key: sha256_hex(normal.as_bytes()) };
    Ok(Annotated {
        origin: scrape.origin.clone(),
        given_id: scrape.given_id.clone(),
        byte_length,
        identity,
        sketch: shingles::sketch_of(&normal),
        words: word_count(&cutting.article.body),
        annotations: found.annotations,
        not_extracted: found.not_extracted,
        teasers: found.teasers,
        cutting,
    })
}

/// What the extractors find in an article and its teasers.
struct FoundInCutting {
    annotations: Annotations,
    not_extracted: Option<String>,
    teasers: Vec<AnnotatedTeaser>,
}

/// Annotates a cutting again, which another version of the extractors has annotated.
pub(crate) fn annotate_again(annotated: &mut Annotated, extractor: &Extractor) {
    let Cutting { article, teasers, .. } = &annotated.cutting;
    let found = find_annotations(article, teasers, false, extractor);
    annotated.annotations = found.annotations;
    annotated.not_extracted = found.not_extracted;
    annotated.teasers = found.teasers;
}

fn find_annotations(
    article: &Article,
    teasers: &[Teaser],
    admit_all: bool,
    extractor: &Extractor,
) -> FoundInCutting {
    let anchor = article.published.and_then(|published| published.anchor());
    let not_extracted = match article.body.len() > MAX_EXTRACTED_BYTES && !admit_all {
        true => Some(format!("length: {:.1} MB", article.body.len() as f64 / 1e6)),
        false => not_extracted_language(article.language.as_deref()),
    };
    let annotations = match not_extracted {
        None => extractor.annotate(&article.body, anchor),
        Some(_) => Annotations::default(),
    };
    // A teaser's day is not the page's: its relative dates stay unresolved.
    let annotate_teaser = |teaser: &Teaser| {
        // Too short to show its own language.
        let not_extracted = not_extracted_language(article.language.as_deref());
        let annotations = match not_extracted {
            None => extractor.annotate(&teaser.body, None),
            Some(_) => Annotations::default(),
        };
        AnnotatedTeaser { text_key: identity::text_key(&teaser.body), annotations, not_extracted }
    };
    FoundInCutting { annotations, not_extracted, teasers: teasers.iter().map(annotate_teaser).collect() }
}

/// What tells an article from others with its text.
fn publication_key(article: &Article) -> PublicationKey {
    if let Some(url) = article.url.as_deref().and_then(crate::text::url::canonical_url) {
        return PublicationKey::Address(url);
    }
    let source = article.source.as_deref().or(article.domain.as_deref());
    if let Some(number) = &article.vendor_number {
        let giver = identity::imprint_key(article.vendor.as_deref().or(source), None, None);
        return PublicationKey::VendorNumber { giver, number: number.clone() };
    }
    let day = article
        .published
        .map(|published| Published { precision: published.precision.min(Precision::Day), ..published });
    PublicationKey::Imprint(identity::imprint_key(
        source,
        day.map(|day| day.to_iso()).as_deref(),
        article.title.as_deref(),
    ))
}

/// A scrape with what the run's options say of it, so that it can be readmitted without them.
fn completed(scrape: &Scrape, options: &clean::Options) -> Scrape {
    let mut scrape = scrape.clone();
    scrape.source = scrape.source.or_else(|| options.source.clone());
    if let (Some(text), Some(order)) = (&scrape.published, options.date_order)
        && let Ok(written) = written_dates::parse_written_date(text)
    {
        scrape.published = Some(written.in_order(Some(order)).to_iso());
    }
    if let (None, Some(published)) = (&scrape.published, options.published) {
        scrape.published = Some(published.to_iso());
        scrape.published_from = Some(PublishedFrom::Option);
    }
    scrape
}

/// Why nothing is looked for in a text in this language, if it is not English, the one that the extractors read.
pub(crate) fn not_extracted_language(language: Option<&str>) -> Option<String> {
    language.filter(|language| *language != ENGLISH).map(|language| format!("language: {language}"))
}
