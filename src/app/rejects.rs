//! Rejected records: shown, and readmitted as articles because the user knows better than the gate.
//!
//! What was read of each record is cleaned and annotated like any other, past the gate, as a run of its own in the ledger;
//! the record is remembered by its bytes, so that later imports take it too.

use std::fmt;
use std::path::{Path, PathBuf};

use presscut_extract::Extractor;

use crate::app::known_dates::KnownDates;
use crate::app::{reanalyze, record};
use crate::archive::ArchiveError;
use crate::archive::articles::store_outcome::ArticleOutcome;
use crate::archive::articles::writer::{ForgottenArticles, Writer};
use crate::archive::ledger::stored_rejects;
use crate::archive::ledger::{Counts, Ending, FileEnd, FileFacts, Readmission, RejectedRecord, path_text};
use crate::archive::schema::lock::WriterLock;
use crate::archive::schema::open;
use crate::clean;
use crate::model::{Annotated, Scrape};
use crate::query::lists;
use crate::query::lists::ListQuery;

pub use crate::archive::ledger::stored_rejects::StoredReject;
pub use crate::query::lists::rejects::RejectFilter;

/// Which rejects to readmit.
#[derive(Debug, Clone)]
pub struct ReadmitRequest {
    /// The archive's file.
    pub archive: PathBuf,
    /// Which.
    pub which: Readmitted,
    /// The user's command line, for the ledger.
    pub command: String,
}

/// A choice of rejects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Readmitted {
    /// These, by their numbers.
    These(Vec<i64>),
    /// All that can be readmitted and are not.
    All {
        /// Those of this rule only.
        rule: Option<String>,
    },
}

/// What became of the rejects.
#[derive(Debug, Default)]
pub struct ReadmitOutcome {
    /// Those that are articles now.
    pub counts: Counts,
    /// Those that stay out, each with its number and the reason.
    pub kept_out: Vec<(i64, KeptOut)>,
}

/// Why a reject is not readmitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeptOut {
    /// There is none of that number.
    Unknown,
    /// Nothing could be read of it.
    NotReadable,
    /// It was readmitted before.
    Done,
    /// Its article was forgotten.
    Forgotten,
    /// What the archive keeps of it is damaged; the parser's words.
    Damaged(String),
    /// It cannot be cleaned or annotated; the reason.
    Refused(String),
}

impl fmt::Display for KeptOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            KeptOut::Unknown => f.write_str("there is no such reject: `presscut rejects` lists them"),
            KeptOut::NotReadable => {
                f.write_str("nothing could be read of it: repair the file, and import it again")
            }
            KeptOut::Done => f.write_str("it was let in before"),
            KeptOut::Forgotten => f.write_str(
                "its article was forgotten: `presscut import --readmit` lets in what was forgotten",
            ),
            KeptOut::Damaged(error) => write!(f, "what was read of it cannot be read again: {error}"),
            KeptOut::Refused(reason) => write!(f, "it {reason}"),
        }
    }
}

/// Why rejects are not shown or readmitted.
#[derive(Debug, thiserror::Error)]
pub enum RejectsError {
    /// There is none of that number.
    #[error("there is no reject {0}: `presscut rejects` lists them")]
    Unknown(i64),
    /// There is none that could be readmitted.
    #[error("there is nothing to let in: `presscut rejects` lists the rejected records")]
    NothingToReadmit,
    /// The archive's own.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
}

/// The rejects that a filter lets through.
pub fn list(filter: &RejectFilter) -> ListQuery {
    lists::rejects::rejects(filter)
}

/// One reject.
///
/// # Errors
/// Where there is none of that number.
pub fn show(archive: &Path, id: i64) -> Result<StoredReject, RejectsError> {
    stored_rejects::stored_reject(&open::reading(archive)?, id)?.ok_or(RejectsError::Unknown(id))
}

/// Readmits rejects. One that stays out is no error; the outcome names it.
///
/// # Errors
/// Where there is no archive or nothing to readmit, and where the archive cannot be written.
pub fn readmit(request: &ReadmitRequest) -> Result<ReadmitOutcome, RejectsError> {
    let ids = {
        let archive = open::reading(&request.archive)?;
        match &request.which {
            Readmitted::These(ids) => ids.clone(),
            Readmitted::All { rule } => stored_rejects::readmittable(&archive, rule.as_deref())?,
        }
    };
    if ids.is_empty() {
        return Err(RejectsError::NothingToReadmit);
    }
    let lock = WriterLock::take_soon(&request.archive)?;
    let mut writer = Writer::open(&request.archive, &request.command, ForgottenArticles::KeptOut, lock)?;
    let extractor = Extractor::default();
    let mut outcome = ReadmitOutcome::default();
    for &id in &ids {
        match readmit_one(&mut writer, id, &extractor) {
            Ok(None) => {}
            Ok(Some(why)) => outcome.kept_out.push((id, why)),
            Err(error) => {
                writer.abandon();
                return Err(error.into());
            }
        }
    }
    if outcome.kept_out.len() == ids.len() {
        // A run that has brought nothing is no run.
        writer.discard()?;
        return Ok(outcome);
    }
    outcome.counts = writer.finish(Ending::Done)?;
    Ok(outcome)
}

/// Readmits one, or says why it stays out.
fn readmit_one(writer: &mut Writer, id: i64, extractor: &Extractor) -> Result<Option<KeptOut>, ArchiveError> {
    let reject = match writer.readmission(id)? {
        Readmission::Unknown => return Ok(Some(KeptOut::Unknown)),
        Readmission::NotReadable => return Ok(Some(KeptOut::NotReadable)),
        Readmission::Done => return Ok(Some(KeptOut::Done)),
        Readmission::Ready(reject) => reject,
    };
    let annotated = match annotate_past_gate(&reject, extractor) {
        Ok(annotated) => annotated,
        Err(why) => return Ok(Some(why)),
    };
    let facts = FileFacts {
        path: path_text(&reject.origin.path),
        sha256: None,
        bytes: None,
        format: None,
        settings: format!("reject {id}"),
    };
    let mut file = writer.begin_file(&facts)?;
    let outcome = reanalyze::store_article(extractor, writer, &mut file, Box::new(annotated))?;
    reanalyze::disambiguate_file(extractor, &KnownDates::default(), writer, &file)?;
    writer.end_file(file, FileEnd { ending: Ending::Done, passed_over: 0 })?;
    if outcome == ArticleOutcome::Forgotten {
        return Ok(Some(KeptOut::Forgotten));
    }
    writer.enter_readmission(id)?;
    Ok(None)
}

fn annotate_past_gate(reject: &RejectedRecord, extractor: &Extractor) -> Result<Annotated, KeptOut> {
    let scrape = serde_json::from_str::<Scrape>(&reject.scrape)
        .map_err(|error| KeptOut::Damaged(error.to_string()))?;
    let scrape = Scrape { origin: reject.origin.clone(), ..scrape };
    let options = clean::Options { admit_all: true, ..clean::Options::default() };
    record::annotate(&scrape, reject.byte_length, &options, extractor)
        .map_err(|refusal| KeptOut::Refused(refusal.reason))
}
