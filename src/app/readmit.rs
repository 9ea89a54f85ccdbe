//! Lets in records that the gate rejected, because the user decided so.
//!
//! What was read of each record is cleaned, annotated and stored without the gate, as a run of its own in the ledger; the
//! record is known by its bytes, so that later imports take it too.

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

/// What the rejects that were to be let in became.
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
    let mut writer = Writer::open(archive, command, lock)?;
    let mut report = Report::default();
    for &id in ids {
        match let_in(&mut writer, &extractor, id) {
            Ok(Admission::LetIn) => {}
            Ok(Admission::KeptOut(why)) => report.kept_out.push((id, why)),
            Err(error) => {
                writer.abandon();
                return Err(error);
            }
        }
    }
    report.counts = writer.finish(Ending::Done)?;
    Ok(report)
}

/// Whether a reject was let in.
enum Admission {
    LetIn,
    /// It stays out; why, for people.
    KeptOut(String),
}

/// Lets a reject in, or says why it cannot be let in.
fn let_in(writer: &mut Writer, extractor: &Extractor, id: i64) -> Result<Admission, ArchiveError> {
    let kept_out = |why: &str| Ok(Admission::KeptOut(why.into()));
    let found = match writer.readmission(id)? {
        Readmission::Unknown => return kept_out("there is no such reject: `presscut rejects` lists them"),
        Readmission::NotReadable => {
            return kept_out("nothing could be read of it: mend the file, and import it again");
        }
        Readmission::Done => return kept_out("it was let in before"),
        Readmission::Ready(found) => found,
    };
    let scrape = match serde_json::from_str::<Scrape>(&found.scrape) {
        Ok(scrape) => Scrape { origin: found.origin.clone(), ..scrape },
        Err(error) => return kept_out(&format!("what was read of it cannot be read again: {error}")),
    };
    let options = clean::Options { admit_all: true, ..clean::Options::default() };
    let annotated = match record::annotate(&scrape, found.byte_length, &options, extractor) {
        Ok(annotated) => annotated,
        Err(refusal) => return kept_out(&format!("it {}", refusal.reason)),
    };
    let facts = FileFacts {
        path: path_text(&found.origin.path),
        sha256: None,
        bytes: None,
        format: None,
        settings: format!("reject {id}"),
    };
    let mut file = writer.begin_file(&facts)?;
    reanalyze::store_article(extractor, writer, &mut file, Box::new(annotated))?;
    reanalyze::disambiguate_file(extractor, writer, &file)?;
    writer.end_file(file, FileEnd { ending: Ending::Done, passed_over: 0 })?;
    writer.enter_readmission(id)?;
    Ok(Admission::LetIn)
}
