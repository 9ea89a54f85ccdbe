//! Carries out the archive's requests: bodies that have to be read again by the extractors, and what is stored of them.
//!
//! Each function here is a pair of steps around the extractors: the archive gives a [`ReanalysisRequest`], and takes the
//! answer in the same transaction.

use crate::app::known_dates::KnownDates;
use crate::archive::ArchiveError;
use crate::archive::articles::date_disambiguation;
use crate::archive::articles::date_disambiguation::PendingDates;
use crate::archive::articles::open_file::OpenFile;
use crate::archive::articles::reanalysis::ReanalysisRequest;
use crate::archive::articles::store_outcome::{ArticleOutcome, StoreOutcome};
use crate::archive::articles::writer::Writer;
use crate::archive::quotes;
use crate::archive::quotes::{CorrectionError, Subject};
use crate::archive::schema::connection::ArchiveWriter;
use crate::model::{Annotated, Annotations, DateOrder};
use presscut_extract::Extractor;

/// What is found in a stored body.
pub(crate) fn annotate(extractor: &Extractor, request: &ReanalysisRequest) -> Annotations {
    extractor.annotate(&request.body, request.anchor)
}

/// Stores a cutting; where it is a revision that takes its day from an earlier scrape, its body is read again first.
///
/// # Errors
/// Where the archive cannot be written.
pub fn store_article(
    extractor: &Extractor,
    writer: &mut Writer,
    file: &mut OpenFile,
    annotated: Box<Annotated>,
) -> Result<ArticleOutcome, ArchiveError> {
    match writer.store(file, annotated)? {
        StoreOutcome::Stored(outcome) => Ok(outcome),
        StoreOutcome::NeedsReanalysis(revision) => {
            let annotations = annotate(extractor, &revision.request());
            writer.store_reanalyzed(file, revision, annotations)
        }
    }
}

/// Decides the ambiguous dates of a file's sources, and finds the dates of their bodies again where they are not known.
///
/// # Errors
/// Where the archive cannot be written.
pub(crate) fn disambiguate_file(
    extractor: &Extractor,
    known: &KnownDates,
    writer: &mut Writer,
    file: &OpenFile,
) -> Result<(), ArchiveError> {
    let pending = writer.disambiguate_dates(file)?;
    store_changed_dates(extractor, writer.archive(), known, pending)?;
    Ok(())
}

/// Keeps (or with `None` forgets) the user's rule for how a source writes its dates, and decides its ambiguous dates anew.
/// Gives how many are read in another way than before. To be called in a transaction.
///
/// # Errors
/// Where the archive cannot be written.
pub fn set_date_rule(
    extractor: &Extractor,
    archive: &ArchiveWriter,
    source: i64,
    rule: Option<DateOrder>,
) -> Result<u64, ArchiveError> {
    date_disambiguation::set_rule(archive, source, rule)?;
    reanalyze_dates(extractor, archive, date_disambiguation::disambiguate_source(archive, source)?)
}

/// Finds the dates again in bodies whose day has changed; gives how many publication dates have.
pub(crate) fn reanalyze_dates(
    extractor: &Extractor,
    archive: &ArchiveWriter,
    pending: PendingDates,
) -> Result<u64, ArchiveError> {
    store_changed_dates(extractor, archive, &KnownDates::default(), pending)
}

/// Stores the dates of bodies whose day has changed, found again where they are not known; gives how many publication dates have.
fn store_changed_dates(
    extractor: &Extractor,
    archive: &ArchiveWriter,
    known: &KnownDates,
    mut pending: PendingDates,
) -> Result<u64, ArchiveError> {
    while let Some(ReanalysisRequest { article, body, anchor }) = pending.next_request(archive)? {
        match known.dates_of(&body, anchor) {
            Some(dates) => date_disambiguation::store_dates(archive, article, dates)?,
            None => {
                let dates = extractor.find_dates(&extractor.segment(&body), anchor);
                date_disambiguation::store_dates(archive, article, &dates)?;
            }
        }
    }
    Ok(pending.changed())
}

/// Undoes a correction of a quote: it is again as it was found, in copies too. To be called in a transaction.
///
/// # Errors
/// Where there is no such correction, and where it was undone or replaced before.
pub fn undo_correction(
    extractor: &Extractor,
    archive: &ArchiveWriter,
    id: i64,
    by: &str,
) -> Result<Subject, CorrectionError> {
    let (subject, to_restore) = quotes::undo(archive, id, by)?;
    for quote in to_restore {
        quotes::restore_as_found(archive, &quote, &annotate(extractor, &quote.request))?;
    }
    // A correction of a copy may hold for it now, and a person whom only this one named is in no quote any more.
    quotes::apply_all(archive)?;
    Ok(subject)
}
