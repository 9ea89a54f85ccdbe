//! The articles of another archive: added, or settled with the one that this archive has.
//!
//! An article is found as an import finds it: by its identity, or without an address by its imprint and text. Of two
//! versions the later one is current, and the other an earlier one; what the later one does not say is taken from the
//! other. All of it depends on the rows alone, so that it does not matter which archive is merged into which.

use std::collections::{BTreeSet, HashMap};

use rusqlite::{Connection, params};

use crate::archive::articles::annotation_rows;
use crate::archive::articles::article_version::{ArticleVersion, REVISION_COLUMNS};
use crate::archive::articles::imprint;
use crate::archive::entities::names::NameRegistry;
use crate::archive::full_text::PendingFullText;
use crate::archive::merging::annotation_copies::copy_annotations;
use crate::archive::merging::ledger_rows::LedgerMap;
use crate::archive::merging::stored_row::StoredRow;
use crate::archive::merging::versions::{
    CONTENT, FILLED, PLACE, PUBLICATION, is_same_version, order_of, place_order, says_all_of, sorts_after,
};
use crate::archive::near_duplicates::index::SketchIndex;
use crate::archive::near_duplicates::stories;
use crate::archive::near_duplicates::stories::PendingFirsts;
use crate::archive::near_duplicates::text_id::TextId;
use crate::archive::{ArchiveError, full_text};
use crate::model::MinHashSketch;

/// Columns that belong to an article's row here, and not to a version.
const OWN: [&str; 9] =
    ["id", "kind", "identity", "parent_id", "duplicate_of", "story_id", "similarity", "text_id", "revision"];

/// What tells one version of an article from others.
const VERSION_KEY: [&str; 4] = ["text_key", "title", "byline", "published_at"];

/// Articles on their way from one archive to another.
pub(super) struct ArticleMerger<'a> {
    pub to: &'a Connection,
    pub from: &'a Connection,
    pub ledger: &'a LedgerMap,
    pub names: NameRegistry,
    pub sketch_index: SketchIndex,
    pub firsts: PendingFirsts,
    pub full_text: PendingFullText,
    pub next: i64,
    /// Articles here, by their number there.
    pub articles: HashMap<i64, i64>,
    /// Identities here, by the one there, where they differ.
    pub identities: HashMap<String, String>,
    pub added: u64,
    pub revised: u64,
    /// Articles whose day has changed: dates in their bodies are to be found again.
    pub redated: BTreeSet<i64>,
}

impl ArticleMerger<'_> {
    /// Adds an article of the other archive, or settles it with the one that is here.
    pub fn merge(&mut self, row: StoredRow) -> Result<(), ArchiveError> {
        let Some(there) = row.integer("id") else { return Ok(()) };
        let identity = row.text("identity").unwrap_or_default().to_string();
        let here = match self.find(there, &identity, &row)? {
            Some(here) => {
                self.settle((there, here), &row)?;
                here
            }
            None => self.add(there, &identity, &row)?,
        };
        self.articles.insert(there, here);
        self.merge_revisions(there, here)?;
        self.merge_teasers(there, here)?;
        self.merge_sightings(there, here)
    }

    /// The article here that a row there is.
    fn find(&mut self, there: i64, identity: &str, row: &StoredRow) -> Result<Option<i64>, ArchiveError> {
        if !identity.starts_with("text:") {
            return Ok(ArticleVersion::find(self.to, identity)?.map(|(id, _)| id));
        }
        let Some((_, mut version)) = ArticleVersion::select(self.from, "SELECT ?1", [there])?.pop() else {
            return Ok(None);
        };
        version.source_id =
            row.integer("source_id").and_then(|there| self.ledger.sources.get(&there).copied());
        if let Some((id, _)) = imprint::find_by_text(self.to, &version)? {
            return Ok(Some(id));
        }
        let text = self.enter_text(row)?;
        let found = imprint::find_by_near_text(self.to, &version, text.id)?;
        if found.is_some() {
            stories::remove_unused_text(self.to, &mut self.sketch_index, text.id)?;
        }
        Ok(found.map(|(id, _)| id))
    }

    fn enter_text(&mut self, row: &StoredRow) -> Result<stories::EnteredText, ArchiveError> {
        let sketch: Vec<u8> = self
            .from
            .prepare_cached("SELECT sketch FROM texts WHERE id = ?1")?
            .query_row([row.integer("text_id")], |row| row.get(0))?;
        let text_key = row.text("text_key").unwrap_or_default();
        stories::enter_text(self.to, &mut self.sketch_index, text_key, &MinHashSketch::from_bytes(&sketch))
    }

    fn add(&mut self, there: i64, identity: &str, row: &StoredRow) -> Result<i64, ArchiveError> {
        let text = self.enter_text(row)?;
        let id = self.next;
        self.next += 1;
        let own = match identity.starts_with("text:") {
            true => imprint::free_identity(self.to, identity)?,
            false => identity.to_string(),
        };
        if own != identity {
            self.identities.insert(identity.to_string(), own.clone());
        }
        self.insert_row(row, (id, &own), None, Some(text.id))?;
        copy_annotations((self.to, self.from), &mut self.names, (there, id))?;
        self.firsts.add(self.to, id, text)?;
        self.added += 1;
        Ok(id)
    }

    fn insert_row(
        &mut self,
        row: &StoredRow,
        (id, identity): (i64, &str),
        parent: Option<i64>,
        text: Option<TextId>,
    ) -> Result<(), ArchiveError> {
        self.ledger
            .translate(row.clone())
            .with("id", id)
            .with("identity", identity.to_string())
            .with("parent_id", parent)
            .with("duplicate_of", None::<i64>)
            .with("similarity", None::<f64>)
            .with("revision", 1)
            .with("text_id", text.map(|text| text.0))
            .with("story_id", text.map(|_| id))
            .insert(self.to, "articles")?;
        let (title, body) =
            (row.text("title").map(str::to_string), row.text("body").unwrap_or_default().to_string());
        self.full_text.push(self.to, id, title, body)
    }

    /// Settles an article of the other archive with the one that is here.
    fn settle(&mut self, (there, here): (i64, i64), row: &StoredRow) -> Result<(), ArchiveError> {
        let theirs = self.ledger.translate(row.clone());
        let Some(ours) = StoredRow::select(self.to, "SELECT * FROM articles WHERE id = ?1", [here])?.pop()
        else {
            return Ok(());
        };
        if let (Some(identity), Some(own)) = (theirs.text("identity"), ours.text("identity"))
            && identity != own
        {
            self.identities.insert(identity.to_string(), own.to_string());
        }
        if says_all_of(&ours, &theirs) {
            return self.choose_place(row, &theirs, (here, &ours));
        }
        if says_all_of(&theirs, &ours) {
            let fuller =
                PLACE.iter().fold(theirs.clone(), |row, column| row.with(column, ours.get(column).clone()));
            self.write_current((there, here), (&ours, fuller), row, false)?;
            return self.choose_place(row, &theirs, (here, &ours));
        }
        let theirs_is_later = self.is_later(there, row, here, &ours)?;
        let (later, earlier) = if theirs_is_later { (&theirs, &ours) } else { (&ours, &theirs) };
        let filled = if earlier.text("published_at").is_some() && later.text("published_at").is_none() {
            let with_time = later.clone().without(&PUBLICATION);
            PUBLICATION.iter().fold(with_time, |row, column| row.with(column, earlier.get(column).clone()))
        } else {
            later.clone()
        };
        let merged = filled.filled_from(earlier, &FILLED).filled_from(earlier, &["language"]);
        if !is_same_version(later, earlier) {
            if theirs_is_later {
                self.keep_as_revision(self.to, here, here, |row| row)?;
            } else if !self.has_version(here, &theirs)? {
                let ledger = self.ledger;
                self.keep_as_revision(self.from, there, here, |row| ledger.translate(row))?;
            }
        } else if theirs_is_later {
            self.observe(here, &ours)?;
        } else {
            self.observe(here, &theirs)?;
        }
        if !merged.agrees(&ours, &CONTENT) {
            self.write_current((there, here), (&ours, merged), row, theirs_is_later)?;
        }
        Ok(())
    }

    /// Whether the version there is later than the one here.
    fn is_later(
        &self,
        there: i64,
        row: &StoredRow,
        here: i64,
        ours: &StoredRow,
    ) -> Result<bool, ArchiveError> {
        let knows =
            |connection: &Connection, article: i64, version: &StoredRow| -> Result<bool, ArchiveError> {
                let mut statement = connection.prepare_cached(
                    "SELECT 1 FROM revisions WHERE article_id = ?1 AND text_key = ?2 AND title IS ?3
                             AND byline IS ?4 AND published_at IS ?5",
                )?;
                let [text_key, title, byline, published] = VERSION_KEY.map(|column| version.get(column));
                Ok(statement.exists(params![article, text_key, title, byline, published])?)
            };
        match (knows(self.from, there, ours)?, knows(self.to, here, row)?) {
            (true, false) => Ok(true),
            (false, true) => Ok(false),
            _ => {
                let (theirs, own) = (order_of(self.from, row)?, order_of(self.to, ours)?);
                Ok(theirs > own || (theirs == own && sorts_after(row, ours)))
            }
        }
    }

    /// Of two places where one version was met, the first one is its own and the other an observation.
    fn choose_place(
        &mut self,
        row: &StoredRow,
        theirs: &StoredRow,
        (here, ours): (i64, &StoredRow),
    ) -> Result<(), ArchiveError> {
        if theirs.agrees(ours, &PLACE) {
            return Ok(());
        }
        if place_order(self.from, row)? >= place_order(self.to, ours)? {
            return self.observe(here, theirs);
        }
        let set = PLACE.map(|column| format!("{column} = ?")).join(", ");
        let mut values: Vec<_> = PLACE.iter().map(|column| theirs.get(column).clone()).collect();
        values.push(here.into());
        self.to
            .prepare_cached(&format!("UPDATE articles SET {set} WHERE id = ?"))?
            .execute(rusqlite::params_from_iter(values))?;
        self.to.prepare_cached(
            "DELETE FROM sightings WHERE article_id = ?1 AND import_file_id = ?2 AND member IS ?3 AND record IS ?4",
        )?.execute(params![here, theirs.get("import_file_id"), theirs.get("member"), theirs.get("record")])?;
        self.observe(here, ours)?;
        // What stood around the text belongs to the place where it was met.
        self.to.prepare_cached("DELETE FROM blocks WHERE article_id = ?1")?.execute([here])?;
        for block in StoredRow::select(
            self.from,
            "SELECT * FROM blocks WHERE article_id = ?1 ORDER BY id",
            [row.integer("id")],
        )? {
            block.without(&["id"]).with("article_id", here).insert(self.to, "blocks")?;
        }
        Ok(())
    }

    /// Enters where a version was met, unless that place is known.
    fn observe(&self, here: i64, place: &StoredRow) -> Result<(), ArchiveError> {
        let [import, file, member, record, offset, length] = PLACE.map(|column| place.get(column));
        self.to.prepare_cached(
            "INSERT INTO sightings (article_id, text_key, import_id, import_file_id, member, record, byte_offset, byte_length)
             SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
             WHERE NOT EXISTS (
                 SELECT 1 FROM (SELECT import_file_id, member, record FROM articles WHERE id = ?1
                       UNION ALL SELECT import_file_id, member, record FROM revisions WHERE article_id = ?1
                       UNION ALL SELECT import_file_id, member, record FROM sightings WHERE article_id = ?1)
                 WHERE import_file_id = ?4 AND member IS ?5 AND record IS ?6)",
        )?.execute(params![here, place.get("text_key"), import, file, member, record, offset, length])?;
        Ok(())
    }

    /// Whether the article here has a version, now or before.
    fn has_version(&self, here: i64, version: &StoredRow) -> Result<bool, ArchiveError> {
        let [text_key, title, byline, published] = VERSION_KEY.map(|column| version.get(column));
        let has = self
            .to
            .prepare_cached(
                "SELECT 1 FROM (SELECT text_key, title, byline, published_at FROM articles WHERE id = ?1
                                UNION ALL SELECT text_key, title, byline, published_at FROM revisions WHERE article_id = ?1)
                 WHERE text_key = ?2 AND title IS ?3 AND byline IS ?4 AND published_at IS ?5",
            )?
            .exists(params![here, text_key, title, byline, published])?;
        Ok(has)
    }

    /// Keeps the current version of an article of one of the archives as an earlier version of the one here.
    fn keep_as_revision(
        &mut self,
        archive: &Connection,
        article: i64,
        here: i64,
        translate: impl Fn(StoredRow) -> StoredRow,
    ) -> Result<(), ArchiveError> {
        let sql = format!(
            "SELECT {REVISION_COLUMNS}, import_id AS replaced_by_import,
                 (SELECT json_group_array(json_array(kind, text, line) ORDER BY line, b.id) FROM blocks b
                  WHERE b.article_id = a.id) AS blocks
             FROM articles a WHERE id = ?1"
        );
        for row in StoredRow::select(archive, &sql, [article])? {
            self.add_revision(here, translate(row))?;
        }
        Ok(())
    }

    /// Adds an earlier version, under a number that is free; [`ArticleMerger::renumber`] puts it in its place.
    fn add_revision(&mut self, here: i64, row: StoredRow) -> Result<(), ArchiveError> {
        let number: i64 = self
            .to
            .prepare_cached("SELECT 1 + coalesce(max(revision), 0) FROM revisions WHERE article_id = ?1")?
            .query_row([here], |row| row.get(0))?;
        row.with("article_id", here).with("revision", number).insert(self.to, "revisions")?;
        self.revised += 1;
        self.renumber(here)
    }

    /// Numbers the versions of an article by their order.
    fn renumber(&self, here: i64) -> Result<(), ArchiveError> {
        let mut versions = Vec::new();
        for row in StoredRow::select(self.to, "SELECT * FROM revisions WHERE article_id = ?1", [here])? {
            versions.push((order_of(self.to, &row)?, row.integer("id"), row.integer("import_id")));
        }
        versions.sort();
        let current: i64 = self
            .to
            .prepare_cached("SELECT import_id FROM articles WHERE id = ?1")?
            .query_row([here], |row| row.get(0))?;
        let mut number = self
            .to
            .prepare_cached("UPDATE revisions SET revision = ?2, replaced_by_import = ?3 WHERE id = ?1")?;
        // No two versions may have one number in between.
        for (at, (_, id, _)) in versions.iter().enumerate() {
            let next = versions.get(at + 1).map_or(Some(current), |(_, _, import)| *import);
            number.execute(params![id, -(at as i64 + 1), next])?;
        }
        self.to
            .prepare_cached(
                "UPDATE revisions SET revision = -revision WHERE article_id = ?1 AND revision < 0",
            )?
            .execute([here])?;
        self.to
            .prepare_cached("UPDATE articles SET revision = ?2 WHERE id = ?1")?
            .execute(params![here, versions.len() as i64 + 1])?;
        Ok(())
    }

    /// Writes the later version over the row here, with what was found in it.
    fn write_current(
        &mut self,
        (there, here): (i64, i64),
        (ours, merged): (&StoredRow, StoredRow),
        row: &StoredRow,
        is_theirs: bool,
    ) -> Result<(), ArchiveError> {
        self.firsts.flush(self.to)?;
        self.full_text.flush(self.to)?;
        let is_redated = merged.get("published_day")
            != if is_theirs { row.get("published_day") } else { ours.get("published_day") };
        let (story, old) = stories::story_and_text(self.to, here)?;
        let new = if is_theirs { self.enter_text(row)?.id } else { old };
        if is_theirs {
            annotation_rows::delete_annotations(self.to, &mut self.names, here)?;
        }
        self.to
            .prepare_cached(
                "INSERT INTO articles_fts (articles_fts, rowid, title, body)
                 SELECT 'delete', id, title, body FROM folded_articles WHERE id = ?1",
            )?
            .execute([here])?;
        full_text::remove_unspaced(self.to, here)?;
        let (title, body) = (merged.text("title"), merged.text("body").unwrap_or_default());
        full_text::index_article(self.to, here, title, body)?;
        merged.clone().without(&OWN).with("text_id", new.0).update(self.to, "articles", here)?;
        if is_theirs {
            copy_annotations((self.to, self.from), &mut self.names, (there, here))?;
            self.revised += 1;
        }
        stories::replace_text(self.to, &mut self.sketch_index, here, story, (old, new))?;
        if is_redated {
            self.redated.insert(here);
        }
        self.renumber(here)
    }

    /// Adds the earlier versions that the article here has not.
    fn merge_revisions(&mut self, there: i64, here: i64) -> Result<(), ArchiveError> {
        for row in StoredRow::select(
            self.from,
            "SELECT * FROM revisions WHERE article_id = ?1 ORDER BY revision",
            [there],
        )? {
            let row = self.ledger.translate(row).without(&["id"]);
            if !self.has_version(here, &row)? {
                self.add_revision(here, row)?;
            }
        }
        Ok(())
    }

    fn merge_teasers(&mut self, there: i64, here: i64) -> Result<(), ArchiveError> {
        let page: String = self
            .to
            .prepare_cached("SELECT identity FROM articles WHERE id = ?1")?
            .query_row([here], |row| row.get(0))?;
        for row in
            StoredRow::select(self.from, "SELECT * FROM articles WHERE parent_id = ?1 ORDER BY id", [there])?
        {
            let Some(teaser) = row.integer("id") else { continue };
            let identity = format!("teaser:{}:{page}", row.text("text_key").unwrap_or_default());
            let own = row.text("identity").unwrap_or_default().to_string();
            let id = match ArticleVersion::find(self.to, &identity)? {
                Some((id, _)) => {
                    let ours =
                        StoredRow::select(self.to, "SELECT * FROM articles WHERE id = ?1", [id])?.pop();
                    if let Some(ours) = ours {
                        self.choose_place(&row, &self.ledger.translate(row.clone()), (id, &ours))?;
                    }
                    id
                }
                None => {
                    let id = self.next;
                    self.next += 1;
                    self.insert_row(&row, (id, &identity), Some(here), None)?;
                    copy_annotations((self.to, self.from), &mut self.names, (teaser, id))?;
                    id
                }
            };
            if own != identity {
                self.identities.insert(own, identity);
            }
            self.articles.insert(teaser, id);
            self.merge_sightings(teaser, id)?;
        }
        Ok(())
    }

    fn merge_sightings(&mut self, there: i64, here: i64) -> Result<(), ArchiveError> {
        for row in StoredRow::select(
            self.from,
            "SELECT * FROM sightings WHERE article_id = ?1 ORDER BY id",
            [there],
        )? {
            self.observe(here, &self.ledger.translate(row))?;
        }
        Ok(())
    }
}
