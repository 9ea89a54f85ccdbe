//! Lets in what the gate turned away: the user knows better.
//!
//! What was read of each record goes the rest of the line, past the gate, as a run of its own in the ledger; the record
//! is remembered by its bytes, so that later imports take it too.

use std::path::Path;

use crate::app::import::record;
use crate::app::reanalyze;
use crate::archive::ArchiveError;
use crate::archive::articles::writer::Writer;
use crate::archive::ledger::{Counts, Ending, FileEnd, FileFacts, Readmission, path_text};
use crate::archive::schema::lock::WriterLock;
use crate::clean;
use crate::model::Scrape;
use presscut_extract::Extractor;

/// What became of the rejects that were to be let in.
#[derive(Debug, Default)]
pub struct Report {
    /// What they became.
    pub counts: Counts,
    /// Those that stay out, each with the reason.
    pub kept_out: Vec<(i64, String)>,
}

/// Lets the rejects with these numbers in.
pub fn readmit(archive: &Path, ids: &[i64], command: &str) -> Result<Report, ArchiveError> {
    let lock = WriterLock::take_if_free(archive)?;
    let extractor = Extractor::default();
    let reread = Box::new(reanalyze::Extractors::new(extractor.clone()));
    let mut writer = Writer::open(archive, command, reread, lock)?;
    let mut report = Report::default();
    for &id in ids {
        match let_in(&mut writer, &extractor, id) {
            Ok(Ok(())) => {}
            Ok(Err(why)) => report.kept_out.push((id, why)),
            Err(error) => {
                writer.abandon();
                return Err(error);
            }
        }
    }
    report.counts = writer.finish(Ending::Done)?;
    Ok(report)
}

/// Lets one in, or says why it cannot be.
fn let_in(writer: &mut Writer, extractor: &Extractor, id: i64) -> Result<Result<(), String>, ArchiveError> {
    let found = match writer.readmission(id)? {
        None => return Ok(Err("there is no such reject: `presscut rejects` lists them".into())),
        Some(None) => {
            let why = "nothing could be read of it: mend the file, and import it again";
            return Ok(Err(why.into()));
        }
        Some(Some(Readmission { done: true, .. })) => return Ok(Err("it was let in before".into())),
        Some(Some(found)) => found,
    };
    let scrape = match serde_json::from_str::<Scrape>(&found.scrape) {
        Ok(scrape) => Scrape { origin: found.origin.clone(), ..scrape },
        Err(error) => return Ok(Err(format!("what was read of it cannot be read again: {error}"))),
    };
    let options = clean::Options { admit_all: true, ..clean::Options::default() };
    let annotated = match record::annotate(&scrape, found.byte_length, &options, extractor) {
        Ok(annotated) => annotated,
        Err(refusal) => return Ok(Err(format!("it {}", refusal.reason))),
    };
    let facts = FileFacts {
        path: path_text(&found.origin.path),
        sha256: None,
        bytes: None,
        format: None,
        settings: format!("reject {id}"),
    };
    let mut file = writer.begin_file(&facts)?;
    writer.store(&mut file, Box::new(annotated))?;
    writer.settle_dates(&file)?;
    writer.end_file(file, FileEnd { ending: Ending::Done, passed_over: 0 })?;
    writer.enter_readmission(id)?;
    Ok(Ok(()))
}
