//! What belongs to an article, stored by its writer: blocks, annotations, and teasers, which are rows of their own.

use rusqlite::{OptionalExtension, params};

use super::Writer;
use crate::archive::ArchiveError;
use crate::archive::articles::article_version::ArticleVersion;
use crate::archive::articles::open_file::OpenFile;
use crate::model::{Annotated, AnnotatedTeaser, Teaser};

impl Writer {
    /// The number of the next article.
    pub(super) fn next_article(&mut self) -> i64 {
        let id = self.next_article;
        self.next_article += 1;
        id
    }

    /// Stores what belongs to an article: blocks, mentions, quotes, dates, teasers.
    pub(super) fn store_contents(
        &mut self,
        file: &mut OpenFile,
        (id, identity): (i64, &str),
        annotated: &mut Annotated,
    ) -> Result<(), ArchiveError> {
        for block in &annotated.cutting.blocks {
            self.archive
                .connection()
                .prepare_cached("INSERT INTO blocks (article_id, kind, text, line) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![id, block.kind.as_str(), block.text, block.line as i64])?;
        }
        let annotations = std::mem::take(&mut annotated.annotations);
        self.pending_annotations.push(self.archive.connection(), &mut self.names, id, annotations)?;
        let teasers = std::mem::take(&mut annotated.teasers);
        for (teaser, found) in annotated.cutting.teasers.iter().zip(teasers) {
            if let Some(teaser_id) = self.store_teaser(file, (id, identity), annotated, teaser, &found)? {
                let connection = self.archive.connection();
                self.pending_annotations.push(connection, &mut self.names, teaser_id, found.annotations)?;
                file.counts.teasers += 1;
            }
        }
        Ok(())
    }

    /// Stores a teaser, unless the page had it before.
    fn store_teaser(
        &mut self,
        file: &OpenFile,
        (page, page_identity): (i64, &str),
        annotated: &Annotated,
        teaser: &Teaser,
        found: &AnnotatedTeaser,
    ) -> Result<Option<i64>, ArchiveError> {
        let identity = format!("teaser:{}:{page_identity}", found.text_key);
        let known: Option<i64> = self
            .archive
            .connection()
            .prepare_cached("SELECT id FROM articles WHERE identity = ?1")?
            .query_row([&identity], |row| row.get(0))
            .optional()?;
        if let Some(known) = known {
            self.observe_again(file, known, &found.text_key, annotated)?;
            return Ok(None);
        }
        if !self.kept_out.entries_of(&identity, None).is_empty() {
            return Ok(None);
        }
        let version = ArticleVersion::from_teaser(teaser, found, page, identity);
        let id = self.next_article();
        let connection = self.archive.connection();
        version.insert(connection, id, None, &self.provenance(file, annotated))?;
        self.pending_full_text.push(connection, id, version.title, version.body)?;
        Ok(Some(id))
    }
}
