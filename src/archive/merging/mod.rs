//! One archive out of two: what another archive holds is brought into this one, and settled as an import settles it.
//!
//! Takes an archive that is written and one that is only read. Articles, versions, annotations, ledger, rejected records and
//! decisions are copied row by row, names, copies and stories are settled anew. The result depends on what both hold and not
//! on which is merged into which, but for the numbers of rows and for what is said in `ledger_rows` of date rules. All of
//! it is one transaction, so that an archive is never half merged; merged again, nothing changes. What the other archive has
//! forgotten is forgotten here before ([`take_over_forgotten`]), so that it does not come back.

mod annotation_copies;
mod article_rows;
mod decision_rows;
mod forgotten_entries;
mod ledger_rows;
mod stored_row;
mod versions;

use std::collections::{BTreeSet, HashMap};

use rusqlite::Connection;

use crate::archive::applied_corrections::{NamesChange, apply_corrections};
use crate::archive::articles::date_disambiguation;
use crate::archive::articles::date_disambiguation::PendingDates;
use crate::archive::entities::names::NameRegistry;
use crate::archive::forgetting::entries::KeptOut;
use crate::archive::full_text::PendingFullText;
use crate::archive::near_duplicates::index::SketchIndex;
use crate::archive::near_duplicates::stories::PendingFirsts;
use crate::archive::schema::connection::{ArchiveReader, ArchiveWriter};
use crate::archive::{ArchiveError, EXTRACTOR, full_text};
use article_rows::ArticleMerger;
use stored_row::StoredRow;

/// What merging an archive has brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Merged {
    /// Articles that this archive had not.
    pub articles: u64,
    /// Versions that it had not.
    pub versions: u64,
    /// Runs of imports.
    pub imports: u64,
    /// Rejected records.
    pub rejects: u64,
    /// Decisions about entities, tags and notes, and corrections of quotes.
    pub decisions: u64,
    /// Articles of the other archive that are kept out because they were forgotten.
    pub kept_out: u64,
    /// Articles that were read by another version of the extractors.
    pub read_by_another: u64,
}

impl Merged {
    /// Whether the archive is as it was.
    pub fn is_nothing(&self) -> bool {
        Merged { kept_out: 0, read_by_another: 0, ..*self } == Merged::default()
    }
}

/// Takes over what another archive has forgotten; gives the articles here that are to be forgotten for that. In a transaction.
///
/// # Errors
/// Where one of the archives cannot be read or written.
pub fn take_over_forgotten(archive: &ArchiveWriter, other: &ArchiveReader) -> Result<Vec<i64>, ArchiveError> {
    forgotten_entries::merge_entries(archive.connection(), other.connection())?;
    forgotten_entries::articles_to_forget(archive.connection())
}

/// Merges another archive into this one, in a transaction of a connection for imports. Gives the articles whose dates have to
/// be found again.
///
/// # Errors
/// Where one of the archives cannot be read or written.
pub fn merge(archive: &ArchiveWriter, other: &ArchiveReader) -> Result<(Merged, PendingDates), ArchiveError> {
    let (to, from) = (archive.connection(), other.connection());
    let mut merged = Merged::default();
    let ledger = ledger_rows::map_ledger(to, from)?;
    merged.imports = ledger.new_imports;
    let kept_out = KeptOut::load(to)?;
    let mut articles = ArticleMerger {
        to,
        from,
        ledger: &ledger,
        names: NameRegistry::default(),
        sketch_index: SketchIndex::default(),
        firsts: PendingFirsts::default(),
        full_text: PendingFullText::default(),
        next: to.query_row("SELECT 1 + coalesce(max(id), 0) FROM articles", [], |row| row.get(0))?,
        articles: HashMap::new(),
        identities: HashMap::new(),
        added: 0,
        revised: 0,
        redated: BTreeSet::new(),
    };
    // Numbers first, since rows are large.
    let ids: Vec<i64> = from
        .prepare("SELECT id FROM articles WHERE kind = 'article' ORDER BY id")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for id in ids {
        for row in StoredRow::select(from, "SELECT * FROM articles WHERE id = ?1", [id])? {
            let text = |column| row.text(column).unwrap_or_default();
            if forgotten_entries::is_kept_out(&kept_out, text("identity"), text("text_key")) {
                merged.kept_out += 1;
                continue;
            }
            merged.read_by_another += u64::from(text("extractor") != EXTRACTOR);
            articles.merge(row)?;
        }
    }
    let is_kept_out = |row: &StoredRow| match row.get("raw") {
        rusqlite::types::Value::Blob(raw) => kept_out.keeps_out_record(raw, row.text("scrape")),
        _ => false,
    };
    let (rejects, new_rejects) = ledger_rows::copy_rejects(to, from, &ledger, is_kept_out)?;
    merged.rejects = new_rejects;
    ledger_rows::copy_reject_sightings(to, from, &ledger, &rejects)?;
    articles.firsts.flush(to)?;
    articles.full_text.flush(to)?;
    articles.sketch_index.flush(to)?;
    articles.names.resolve(to)?;
    (merged.articles, merged.versions) = (articles.added, articles.revised);
    merged.decisions = decision_rows::merge_decisions(to, from, &articles.identities)?
        + decision_rows::merge_corrections(to, from, &articles.identities)?;
    decision_rows::merge_watches(to, from)?;
    // A run that is undone in one archive has articles from the other.
    to.execute(
        "UPDATE imports SET undone_at = NULL
         WHERE undone_at IS NOT NULL AND id IN (SELECT import_id FROM articles UNION SELECT import_id FROM revisions)",
        [],
    )?;
    if apply_corrections(to)? == NamesChange::Changed {
        articles.names.clear();
    }
    full_text::index_new_quotes(to)?;
    let pending = settle_dates(archive, &articles.redated)?;
    Ok((merged, pending))
}

/// The articles whose dates have to be found again: those that have another day now, and those whose ambiguous dates are read
/// in another way, since both archives show how a source writes.
fn settle_dates(archive: &ArchiveWriter, redated: &BTreeSet<i64>) -> Result<PendingDates, ArchiveError> {
    let connection: &Connection = archive.connection();
    let mut pending = PendingDates::default();
    let sources: Vec<i64> = connection
        .prepare("SELECT id FROM sources ORDER BY id")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for source in sources {
        pending.append(date_disambiguation::disambiguate_source(archive, source)?);
    }
    for &article in redated {
        pending.append(date_disambiguation::dates_of_article(connection, article)?);
    }
    Ok(pending)
}
