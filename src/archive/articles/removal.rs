//! Articles that leave the archive: their rows deleted, and what depended on them settled again.
//!
//! Takes the numbers of rows, one by one, and remembers which stories, texts and sources they had; at the end copies and stories
//! are related anew, and texts and sources that nothing refers to any more are deleted. Used where a run is undone and
//! where articles are forgotten.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension};

use crate::archive::ArchiveError;
use crate::archive::articles::annotation_rows;
use crate::archive::articles::date_disambiguation;
use crate::archive::articles::date_disambiguation::PendingDates;
use crate::archive::entities::names::NameRegistry;
use crate::archive::near_duplicates::index::SketchIndex;
use crate::archive::near_duplicates::text_id::TextId;
use crate::archive::near_duplicates::{duplicates, stories};
use crate::archive::schema::connection::ArchiveWriter;

/// What the removed articles leave behind until it is settled.
#[derive(Default)]
pub(crate) struct Removal {
    pub names: NameRegistry,
    pub sketch_index: SketchIndex,
    stories: BTreeSet<i64>,
    texts: BTreeSet<i64>,
    sources: BTreeSet<i64>,
}

impl Removal {
    /// Remembers the story, text and source of an article that is about to go or to change.
    pub fn note(&mut self, connection: &Connection, article: i64) -> Result<(), ArchiveError> {
        let row: Option<[Option<i64>; 3]> = connection
            .prepare_cached("SELECT story_id, text_id, source_id FROM articles WHERE id = ?1")?
            .query_row([article], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?]))
            .optional()?;
        let [story, text, source] = row.unwrap_or_default();
        self.stories.extend(story);
        self.texts.extend(text);
        self.sources.extend(source);
        Ok(())
    }

    /// Deletes a row of `articles`; revisions and blocks go with it.
    pub fn delete_row(&mut self, connection: &Connection, article: i64) -> Result<(), ArchiveError> {
        annotation_rows::delete_annotations(connection, &mut self.names, article)?;
        connection.prepare_cached("DELETE FROM articles WHERE id = ?1")?.execute([article])?;
        Ok(())
    }

    /// Relates the copies and stories anew that articles have left.
    pub fn regroup_stories(&mut self, connection: &Connection) -> Result<(), ArchiveError> {
        let mut texts_of_story =
            connection.prepare_cached("SELECT DISTINCT text_id FROM articles WHERE story_id = ?1")?;
        for story in &self.stories {
            for text in texts_of_story.query_map([story], |row| row.get(0))? {
                self.texts.insert(text?);
            }
        }
        for &text in &self.texts {
            duplicates::relate_copies(connection, TextId(text))?;
            stories::remove_unused_text(connection, &mut self.sketch_index, TextId(text))?;
        }
        for &story in &self.stories {
            stories::regroup_story(connection, story)?;
        }
        Ok(())
    }

    /// Decides again how the ambiguous dates of the articles' sources are read: they may show less now of how they write.
    /// Gives the articles whose bodies have to be read again.
    pub fn disambiguate_dates(&self, archive: &ArchiveWriter) -> Result<PendingDates, ArchiveError> {
        let mut pending = PendingDates::default();
        for &source in &self.sources {
            pending.append(date_disambiguation::disambiguate_source(archive, source)?);
        }
        Ok(pending)
    }

    /// Ends it: sources that nothing refers to any more are deleted, and pending rows are written. What the user has said of a
    /// source stays.
    pub fn finish(&mut self, connection: &Connection) -> Result<(), ArchiveError> {
        // Any source, since an earlier version that went may have named another one.
        connection.execute(
            "DELETE FROM sources WHERE NOT EXISTS (SELECT 1 FROM articles WHERE source_id = sources.id)
               AND id NOT IN (SELECT source_id FROM revisions WHERE source_id > 0)
               AND id NOT IN (SELECT source_id FROM date_orders)",
            [],
        )?;
        self.sketch_index.flush(connection)
    }
}
