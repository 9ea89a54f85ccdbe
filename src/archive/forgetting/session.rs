//! Articles forgotten: every row that holds a word of them deleted, in the transaction of the writer that is borrowed.
//!
//! What depended on them is settled again, as when a run is undone. Dates that can be two days may have to be read
//! again for that, by the extractors; so this is two steps, [`begin`] and [`ForgetSession::finish`], between which `app` does it.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension};

use crate::archive::ArchiveError;
use crate::archive::applied_corrections::apply_corrections;
use crate::archive::articles::date_disambiguation::PendingDates;
use crate::archive::articles::removal::Removal;
use crate::archive::decision_log::Reason;
use crate::archive::forgetting::entries;
use crate::archive::forgetting::entries::NewEntry;
use crate::archive::forgetting::traces_in_decisions::Names;
use crate::archive::forgetting::{traces_in_decisions, traces_in_ledger, traces_in_marks};
use crate::archive::schema::connection::ArchiveWriter;

/// The indexes of full text.
const FULL_TEXT_INDEXES: [&str; 3] = ["articles_fts", "quotes_fts", "articles_unspaced"];

/// What was forgotten.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Articles.
    pub articles: u64,
    /// Openings of other stories.
    pub teasers: u64,
    /// Earlier versions of the articles.
    pub revisions: u64,
    /// Rejected records that were of these articles.
    pub rejects: u64,
}

/// Articles that are forgotten, but for what depends on others that have to be read again.
#[must_use]
pub struct ForgetSession<'a> {
    connection: &'a Connection,
    removal: Removal,
    names: Names,
    identities: Vec<String>,
    forgotten: Forgotten,
}

/// An article that is about to be forgotten.
struct Doomed {
    id: i64,
    kind: String,
    identity: String,
    text_keys: Vec<String>,
    bodies: Vec<String>,
    parent: Option<i64>,
}

/// Whether what is forgotten has its entry already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entries {
    /// It gets one.
    AreNew,
    /// It has one, which came from another archive: its traces here are still to be erased.
    AreThere,
}

/// Forgets articles and teasers by their numbers; those that are not there are passed over. Gives the articles whose dates
/// have to be found again.
///
/// # Errors
/// Where the archive cannot be written.
pub fn begin<'a>(
    archive: &'a ArchiveWriter,
    ids: &[i64],
    made: Entries,
    reason: &Reason,
) -> Result<(ForgetSession<'a>, PendingDates), ArchiveError> {
    let connection = archive.connection();
    connection.pragma_update(None, "secure_delete", true)?;
    // Articles go before those that refer to them; at the end every reference leads to a row again.
    connection.pragma_update(None, "defer_foreign_keys", true)?;
    if made == Entries::AreThere {
        connection.execute("UPDATE forgotten SET erased_at = NULL", [])?;
    }
    let doomed = load_doomed(connection, ids)?;
    let numbers: Vec<i64> = doomed.iter().map(|article| article.id).collect();
    let names = traces_in_decisions::names_of_articles(connection, &numbers)?;
    traces_in_ledger::note_places(connection, &numbers)?;
    let bodies: Vec<(i64, String)> = doomed
        .iter()
        .filter(|article| article.parent.is_none())
        .flat_map(|article| article.bodies.iter().map(|body| (article.id, body.clone())))
        .collect();
    let mut deleted = traces_in_ledger::delete_records(connection, &bodies)?;
    let mut session = ForgetSession {
        connection,
        removal: Removal::default(),
        names,
        identities: doomed.iter().map(|article| article.identity.clone()).collect(),
        forgotten: Forgotten::default(),
    };
    session.forgotten.rejects = deleted.values().map(|records| records.len() as u64).sum();
    for article in &doomed {
        let records: Vec<String> = deleted.remove(&article.id).unwrap_or_default().into_iter().collect();
        let has_forgotten_page = article.parent.is_some_and(|page| numbers.binary_search(&page).is_ok());
        if made == Entries::AreNew && !has_forgotten_page {
            // A teaser does not come without its page.
            let Doomed { identity, text_keys, .. } = article;
            entries::enter(connection, &NewEntry { identity, text_keys, records: &records }, reason)?;
        }
        session.forget(article)?;
    }
    session.removal.regroup_stories(connection)?;
    session.removal.names.resolve(connection)?;
    let pending = session.removal.disambiguate_dates(archive)?;
    Ok((session, pending))
}

/// The articles with their teasers, each once.
fn load_doomed(connection: &Connection, ids: &[i64]) -> Result<Vec<Doomed>, ArchiveError> {
    let mut all: BTreeSet<i64> = ids.iter().copied().collect();
    let mut teasers = connection.prepare_cached("SELECT id FROM articles WHERE parent_id = ?1")?;
    for id in ids {
        all.extend(teasers.query_map([id], |row| row.get::<_, i64>(0))?.collect::<Result<Vec<_>, _>>()?);
    }
    let mut doomed = Vec::new();
    let mut earlier =
        connection.prepare_cached("SELECT text_key, body FROM revisions WHERE article_id = ?1")?;
    for id in all {
        let article = connection
            .prepare_cached("SELECT kind, identity, text_key, body, parent_id FROM articles WHERE id = ?1")?
            .query_row([id], |row| {
                Ok(Doomed {
                    id,
                    kind: row.get(0)?,
                    identity: row.get(1)?,
                    text_keys: vec![row.get(2)?],
                    bodies: vec![row.get(3)?],
                    parent: row.get(4)?,
                })
            })
            .optional()?;
        let Some(mut article) = article else { continue };
        let mut rows = earlier.query([id])?;
        while let Some(row) = rows.next()? {
            article.text_keys.push(row.get(0)?);
            article.bodies.push(row.get(1)?);
        }
        doomed.push(article);
    }
    Ok(doomed)
}

impl ForgetSession<'_> {
    fn forget(&mut self, article: &Doomed) -> Result<(), ArchiveError> {
        let Doomed { id, identity, text_keys, .. } = article;
        self.removal.note(self.connection, *id)?;
        self.removal.delete_row(self.connection, *id)?;
        self.connection
            .prepare_cached("DELETE FROM quote_corrections WHERE identity = ?1")?
            .execute([identity])?;
        match article.kind.as_str() {
            "teaser" => self.forgotten.teasers += 1,
            _ => self.forgotten.articles += 1,
        }
        self.forgotten.revisions += text_keys.len() as u64 - 1;
        Ok(())
    }

    /// Ends it: what decisions and the ledger hold of the articles goes too, and the full-text indexes are built anew, since they
    /// keep words of what was deleted, also after they are merged.
    ///
    /// # Errors
    /// Where the archive cannot be written.
    pub fn finish(mut self) -> Result<Forgotten, ArchiveError> {
        self.removal.finish(self.connection)?;
        let gone = traces_in_decisions::forget_names(self.connection, self.names)?;
        traces_in_marks::forget_marks(self.connection, &self.identities, &gone)?;
        traces_in_ledger::forget_paths(self.connection)?;
        // The session ends here, and with it what it knows of names.
        let _ = apply_corrections(self.connection)?;
        for index in FULL_TEXT_INDEXES {
            self.connection.execute(&format!("INSERT INTO {index} ({index}) VALUES ('rebuild')"), [])?;
        }
        Ok(self.forgotten)
    }
}
