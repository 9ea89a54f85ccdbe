//! Stories: articles whose texts are the same, or nearly, in any number of papers. They are never deleted, only related.
//!
//! Two texts are linked where the other contains at least [`MIN_CONTAINMENT`] of the shorter one, by their MinHash sketches; a story is
//! a connected component of links. A new text is compared with those that share some of its index hashes
//! ([`SketchIndex`]), so that an import does not read the archive. Links depend on two texts alone, and the first
//! article of a story follows from its own fields, so that stories do not depend on the order of imports. The one exception
//! is deliberate: of the texts that share a hash no more than sixteen are compared. A hash that more share is of a phrase that a
//! paper prints under everything, and the other hashes find what is worth finding.
//!
//! Not a crate for MinHash and LSH (gaoya, datasketch-minhash-lsh): they estimate Jaccard similarity from
//! permutations and keep their index in memory. Here a shortened reprint counts, which takes containment by bottom-k sketches,
//! the index is a table of the archive, and another hash would change every stored sketch.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::json;

use crate::archive::ArchiveError;
use crate::archive::near_duplicates::duplicates;
use crate::archive::near_duplicates::index::{SketchIndex, load_sketch};
use crate::archive::near_duplicates::text_id::{ORIGINAL_FIRST, TextId};
use crate::model::MinHashSketch;

/// Containment from which texts are one story. Follow-ups repeat up to half of yesterday's report, reprints keep nearly all.
const MIN_CONTAINMENT: f64 = 0.6;

/// Index hashes that two texts share at least before they are compared.
const MIN_SHARED_HASHES: usize = 2;

/// A text that an article is about to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EnteredText {
    /// Its row.
    pub id: TextId,
    /// Whether an article has it already.
    pub is_known: bool,
    /// Whether some other text is nearly the same.
    pub is_linked: bool,
}

/// The text's row, made and linked if it is new.
pub(crate) fn enter_text(
    connection: &Connection,
    sketch_index: &mut SketchIndex,
    text_key: &str,
    sketch: &MinHashSketch,
) -> Result<EnteredText, ArchiveError> {
    let known = connection
        .prepare_cached("SELECT id FROM texts WHERE text_key = ?1")?
        .query_row([text_key], |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok(EnteredText { id: TextId(id), is_known: true, is_linked: false });
    }
    let alike = find_near_duplicates(connection, sketch_index, sketch)?;
    connection
        .prepare_cached("INSERT INTO texts (text_key, sketch) VALUES (?1, ?2)")?
        .execute(params![text_key, sketch.to_bytes()])?;
    let id = connection.last_insert_rowid();
    sketch_index.add(TextId(id), sketch);
    let mut link = connection
        .prepare_cached("INSERT INTO text_links (text_id, other_id, similarity) VALUES (?1, ?2, ?3)")?;
    for &(other, similarity) in &alike {
        link.execute(params![id, other, similarity])?;
        link.execute(params![other, id, similarity])?;
    }
    Ok(EnteredText { id: TextId(id), is_known: false, is_linked: !alike.is_empty() })
}

/// The texts that are nearly this one, each with its containment.
fn find_near_duplicates(
    connection: &Connection,
    sketch_index: &mut SketchIndex,
    sketch: &MinHashSketch,
) -> Result<Vec<(i64, f64)>, ArchiveError> {
    if sketch.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = sketch_index.candidates(connection, sketch)?;
    found.sort_unstable();
    let mut alike = Vec::new();
    for shared in found.chunk_by(|one, other| one == other).filter(|shared| shared.len() >= MIN_SHARED_HASHES)
    {
        let other = shared[0];
        // A similarity that is rounded up to the least one counts too.
        let similarity = sketch
            .containment_at_least(sketch_index.sketch(connection, TextId(other))?, MIN_CONTAINMENT - 0.01);
        if let Some(similarity) = similarity.map(rounded).filter(|similarity| *similarity >= MIN_CONTAINMENT)
        {
            alike.push((other, similarity));
        }
    }
    Ok(alike)
}

/// More digits would be noise of the estimate.
fn rounded(similarity: f64) -> f64 {
    (similarity * 100.0).round() / 100.0
}

/// Articles of the current batch that are the first of their stories: every other article of those has to be moved. That is
/// done once a batch, since scrapes that go back in time bring one first article after the other.
#[derive(Debug, Default)]
pub(crate) struct PendingFirsts {
    articles: BTreeMap<i64, TextId>,
}

impl PendingFirsts {
    /// Relates a new article to its copies and joins it to its story; what moves others waits for [`PendingFirsts::flush`].
    pub fn add(
        &mut self,
        connection: &Connection,
        article: i64,
        text: EnteredText,
    ) -> Result<(), ArchiveError> {
        let EnteredText { id, is_known, is_linked } = text;
        let mut is_settled = !is_known || duplicates::relate_if_copy(connection, article, id)?;
        if is_settled && (is_known || is_linked) {
            let stories = stories_of_texts(connection, article, id)?;
            let with_article = stories.iter().copied().chain([article]).collect();
            is_settled = stories.is_empty() || first_article(connection, &with_article)? != article;
            if is_settled {
                merge_stories(connection, article, id, stories)?;
            }
        }
        if !is_settled {
            self.articles.insert(article, id);
        }
        Ok(())
    }

    /// Relates and joins what waits.
    pub fn flush(&mut self, connection: &Connection) -> Result<(), ArchiveError> {
        if self.articles.is_empty() {
            return Ok(());
        }
        let pending = std::mem::take(&mut self.articles);
        // The very first one goes first: the others then join its story and move nothing.
        let numbers = json!(pending.keys().collect::<Vec<_>>()).to_string();
        let in_order: Vec<i64> = connection
            .prepare_cached(&format!(
                "SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(?1)) ORDER BY {ORIGINAL_FIRST}"
            ))?
            .query_map([numbers], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let mut settled = BTreeSet::new();
        for article in in_order {
            let text = pending[&article];
            // This settles all articles that have the text.
            if settled.insert(text) {
                duplicates::relate_copies(connection, text)?;
                join_stories(connection, article, text)?;
            }
        }
        Ok(())
    }
}

/// Joins an article to the stories that its text belongs to, which become one.
pub(crate) fn join_stories(connection: &Connection, article: i64, text: TextId) -> Result<(), ArchiveError> {
    let stories = connection
        .prepare_cached(
            "SELECT story_id FROM articles WHERE text_id = ?1 AND id <> ?2
             UNION SELECT a.story_id FROM text_links l JOIN articles a ON a.text_id = l.other_id WHERE l.text_id = ?1",
        )?
        .query_map([text.0, article], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    merge_stories(connection, article, text, stories)
}

/// The stories that a new article is to join, of one article for each text: all that have one text are of one story, but for
/// those that wait in [`PendingFirsts`] and are joined with it later.
fn stories_of_texts(
    connection: &Connection,
    article: i64,
    text: TextId,
) -> Result<BTreeSet<i64>, ArchiveError> {
    let stories = connection
        .prepare_cached(
            "SELECT * FROM (SELECT story_id FROM articles WHERE text_id = ?1 AND id <> ?2 LIMIT 1)
             UNION SELECT (SELECT story_id FROM articles a WHERE a.text_id = l.other_id LIMIT 1)
             FROM text_links l WHERE l.text_id = ?1",
        )?
        .query_map([text.0, article], |row| row.get::<_, Option<i64>>(0))?
        .filter_map(Result::transpose)
        .collect::<Result<_, _>>()?;
    Ok(stories)
}

/// Makes an article and stories one story.
fn merge_stories(
    connection: &Connection,
    article: i64,
    text: TextId,
    mut stories: BTreeSet<i64>,
) -> Result<(), ArchiveError> {
    stories.insert(article);
    let first = first_article(connection, &stories)?;
    for story in stories {
        let mut members = if story == first { Vec::new() } else { members(connection, story)? };
        // It may be the first of others already, which are then moved with it, or of no story yet.
        if story == article && !members.contains(&(article, text)) {
            members.push((article, text));
        }
        assign_story(connection, first, &members)?;
    }
    Ok(())
}

/// Which of these articles is the first.
fn first_article(connection: &Connection, articles: &BTreeSet<i64>) -> Result<i64, ArchiveError> {
    // As one value: a story can have more articles than a statement can have parameters.
    let first = connection
        .prepare_cached(&format!(
            "SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(?1)) ORDER BY {ORIGINAL_FIRST} LIMIT 1"
        ))?
        .query_row([json!(articles).to_string()], |row| row.get(0))?;
    Ok(first)
}

/// The articles of a story, with their texts.
fn members(connection: &Connection, story: i64) -> Result<Vec<(i64, TextId)>, ArchiveError> {
    let members = connection
        .prepare_cached("SELECT id, text_id FROM articles WHERE story_id = ?1")?
        .query_map([story], |row| Ok((row.get(0)?, TextId(row.get(1)?))))?
        .collect::<Result<_, _>>()?;
    Ok(members)
}

/// Makes articles part of the story that `first` is the first of.
fn assign_story(connection: &Connection, first: i64, members: &[(i64, TextId)]) -> Result<(), ArchiveError> {
    let first_text = TextId(
        connection
            .prepare_cached("SELECT text_id FROM articles WHERE id = ?1")?
            .query_row([first], |row| row.get(0))?,
    );
    let of_first = load_sketch(connection, first_text)?;
    for &(article, text) in members {
        let similarity = match () {
            () if article == first => None,
            () if text == first_text => Some(1.0),
            () => Some(rounded(of_first.containment(&load_sketch(connection, text)?))),
        };
        connection
            .prepare_cached(
                "UPDATE articles SET story_id = ?2, similarity = ?3
                 WHERE id = ?1 AND (story_id IS NOT ?2 OR similarity IS NOT ?3)",
            )?
            .execute(params![article, first, similarity])?;
    }
    Ok(())
}

/// The story and the text of an article.
pub(crate) fn story_and_text(connection: &Connection, article: i64) -> Result<(i64, TextId), ArchiveError> {
    let found = connection
        .prepare_cached("SELECT story_id, text_id FROM articles WHERE id = ?1")?
        .query_row([article], |row| Ok((row.get(0)?, TextId(row.get(1)?))))?;
    Ok(found)
}

/// Relates copies and stories anew after an article of `story` has changed its text from one to another.
pub(crate) fn replace_text(
    connection: &Connection,
    sketch_index: &mut SketchIndex,
    article: i64,
    story: i64,
    (old, new): (TextId, TextId),
) -> Result<(), ArchiveError> {
    if old != new {
        duplicates::relate_copies(connection, old)?;
        remove_unused_text(connection, sketch_index, old)?;
    }
    regroup_after_date_change(connection, article, story, new)
}

/// Relates copies and stories anew after an article of `story` has changed its date.
pub(crate) fn regroup_after_date_change(
    connection: &Connection,
    article: i64,
    story: i64,
    text: TextId,
) -> Result<(), ArchiveError> {
    duplicates::relate_copies(connection, text)?;
    regroup_story(connection, story)?;
    join_stories(connection, article, text)
}

/// Deletes a text that no article has any more.
pub(crate) fn remove_unused_text(
    connection: &Connection,
    sketch_index: &mut SketchIndex,
    text: TextId,
) -> Result<(), ArchiveError> {
    let in_use = connection.prepare_cached("SELECT 1 FROM articles WHERE text_id = ?1")?.exists([text.0])?;
    if in_use {
        return Ok(());
    }
    sketch_index.remove(connection, text)?;
    connection
        .prepare_cached("DELETE FROM text_links WHERE text_id = ?1 OR other_id = ?1")?
        .execute([text.0])?;
    connection.prepare_cached("DELETE FROM texts WHERE id = ?1")?.execute([text.0])?;
    Ok(())
}

/// Finds the connected components of a story anew, after an article left it.
pub(crate) fn regroup_story(connection: &Connection, story: i64) -> Result<(), ArchiveError> {
    let mut left: BTreeMap<TextId, Vec<i64>> = BTreeMap::new();
    for (article, text) in members(connection, story)? {
        left.entry(text).or_default().push(article);
    }
    while let Some(start) = left.pop_first() {
        let mut component = vec![start];
        let mut next = 0;
        while next < component.len() {
            for neighbour in neighbours(connection, component[next].0)? {
                component.extend(left.remove_entry(&neighbour));
            }
            next += 1;
        }
        let articles: Vec<(i64, TextId)> = component
            .into_iter()
            .flat_map(|(text, articles)| articles.into_iter().map(move |article| (article, text)))
            .collect();
        let first = first_article(connection, &articles.iter().map(|(article, _)| *article).collect())?;
        assign_story(connection, first, &articles)?;
    }
    Ok(())
}

fn neighbours(connection: &Connection, text: TextId) -> Result<Vec<TextId>, ArchiveError> {
    let neighbours = connection
        .prepare_cached("SELECT other_id FROM text_links WHERE text_id = ?1")?
        .query_map([text.0], |row| Ok(TextId(row.get(0)?)))?
        .collect::<Result<_, _>>()?;
    Ok(neighbours)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_more_articles_than_a_statement_has_parameters_is_found() {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch(
                "CREATE TABLE articles (id INTEGER PRIMARY KEY, published_day, published_utc, published_at, url, identity);
                 INSERT INTO articles VALUES (7, '2031-03-12', NULL, '2031-03-12T10:00', 'https://a.example/1', 'a'),
                                             (9, '2031-03-12', NULL, '2031-03-12T09:00', 'https://a.example/2', 'b')",
            )
            .unwrap();
        let articles: BTreeSet<i64> = (1..=40_000).collect();
        assert_eq!(first_article(&connection, &articles).unwrap(), 9);
    }
}
