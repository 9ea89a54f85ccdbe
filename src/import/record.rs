//! What is done to one record, on any thread: read, clean, annotate.
//!
//! A record that makes any of it panic is a reject like any other: a bug of ours must not cost the user the rest
//! of the file.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::Taken;
use super::reader::Cut;
use crate::archive::ledger::Reject;
use crate::clean::{self, identity};
use crate::extract;
use crate::model::{Annotated, Cutting, Identity, Scrape};
use crate::read::{Parser, Record};

/// Makes of a record what the archive takes.
pub(super) fn take(cut: Cut, options: &clean::Options) -> Taken {
    let (record, parser) = cut?;
    let taken = catch_unwind(AssertUnwindSafe(|| {
        let scrape = read_record(&record, parser.as_ref())?;
        annotate(&scrape, record.bytes.len() as u64, options)
    }));
    let taken = taken.unwrap_or_else(|_| {
        Err(Refusal {
            rule: "internal error".into(),
            reason: "made presscut fail: please report it, with this record".into(),
        })
    });
    taken.map(Box::new).map_err(|Refusal { rule, reason }| {
        Box::new(Reject { origin: record.origin, rule, reason, raw: record.bytes })
    })
}

/// Why a record becomes no article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// One or two words, for grouping.
    pub rule: String,
    /// For people.
    pub reason: String,
}

/// Reads one record.
pub fn read_record(record: &Record, parser: &dyn Parser) -> Result<Scrape, Refusal> {
    if record.too_long {
        let reason =
            format!("is longer than {} MB, the most that one record may have", record.bytes.len() >> 20);
        return Err(Refusal { rule: "too long".into(), reason });
    }
    parser.parse(record).map_err(|error| Refusal { rule: error.rule.into(), reason: error.reason })
}

/// Cleans and annotates one scrape.
pub fn annotate(scrape: &Scrape, byte_length: u64, options: &clean::Options) -> Result<Annotated, Refusal> {
    let cutting = clean::clean(scrape, options)
        .map_err(|rejection| Refusal { rule: rejection.rule().into(), reason: rejection.to_string() })?;
    let Cutting { article, teasers, .. } = &cutting;
    let anchor = article.published.and_then(|published| published.anchor());
    let annotations = extract::annotate(&article.body, anchor);
    // A teaser's day is not the page's: its relative dates stay unresolved.
    let teasers = teasers
        .iter()
        .map(|teaser| (identity::text_key(&teaser.body), extract::annotate(&teaser.body, None)))
        .collect();
    let url_key = article.url.as_deref().and_then(clean::url::canonical);
    let identity = Identity { url_key, text_key: identity::text_key(&article.body) };
    Ok(Annotated { origin: scrape.origin.clone(), byte_length, identity, annotations, teasers, cutting })
}
