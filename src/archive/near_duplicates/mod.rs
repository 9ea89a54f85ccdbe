//! Stories: articles whose texts are the same, or nearly, in however many papers. Never deleted, only related.
//!
//! Two texts are linked where [`NEAR`] of the shorter one stands in the other, by their sketches; a story is what hangs
//! together by links. A new text is compared with those that share some of its sketch's keys, which an index finds, so
//! that an import does not read the archive. Links depend on two texts alone, and the first article of a story is told
//! by what it says of itself, so that stories do not depend on the order of imports. The one exception is deliberate:
//! of the texts that share a key no more than sixteen ([`Shelves`]) are looked at. A key that so many share is a phrase that a
//! paper prints under everything, and the other keys find what is worth finding.

pub(crate) mod duplicates;
pub(crate) mod index;

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use crate::archive::ArchiveError;
use crate::model::Sketch;
use index::{Shelves, sketch_of};

/// Texts are one story from here on. Follow-ups repeat up to half of yesterday's report, reprints keep nearly all.
const NEAR: f64 = 0.6;

/// A text is compared with another if they share so many keys.
const SHARED_KEYS: usize = 2;

/// The first of a story or of copies: the earliest published, as far as its day is known, then one with an address, then
/// by identity.
pub(crate) const FIRST: &str =
    "published_day IS NULL, coalesce(published_utc, published_at), url IS NULL, identity";

/// A row of `texts`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TextId(pub i64);

/// A text that an article is about to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entered {
    /// Its row.
    pub id: TextId,
    /// Whether an article has it already.
    pub known: bool,
    /// Whether some other text is nearly the same.
    pub linked: bool,
}

/// The text's row, made and linked if it is new.
pub(crate) fn enter(
    connection: &Connection,
    shelves: &mut Shelves,
    text_key: &str,
    sketch: &Sketch,
) -> Result<Entered, ArchiveError> {
    let known = connection
        .prepare_cached("SELECT id FROM texts WHERE text_key = ?1")?
        .query_row([text_key], |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok(Entered { id: TextId(id), known: true, linked: false });
    }
    let alike = find_alike(connection, shelves, sketch)?;
    connection
        .prepare_cached("INSERT INTO texts (text_key, sketch) VALUES (?1, ?2)")?
        .execute(params![text_key, sketch.to_bytes()])?;
    let id = connection.last_insert_rowid();
    shelves.put(TextId(id), sketch);
    let mut link = connection
        .prepare_cached("INSERT INTO text_links (text_id, other_id, similarity) VALUES (?1, ?2, ?3)")?;
    for &(other, similarity) in &alike {
        link.execute(params![id, other, similarity])?;
        link.execute(params![other, id, similarity])?;
    }
    Ok(Entered { id: TextId(id), known: false, linked: !alike.is_empty() })
}

/// The texts that are nearly this one, and how nearly.
fn find_alike(
    connection: &Connection,
    shelves: &mut Shelves,
    sketch: &Sketch,
) -> Result<Vec<(i64, f64)>, ArchiveError> {
    if sketch.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = shelves.texts(connection, sketch)?;
    found.sort_unstable();
    let mut alike = Vec::new();
    for shared in found.chunk_by(|one, other| one == other).filter(|shared| shared.len() >= SHARED_KEYS) {
        let other = shared[0];
        // What is rounded up to it is near, too.
        let similarity = sketch.containment_from(shelves.sketch(connection, TextId(other))?, NEAR - 0.01);
        if let Some(similarity) = similarity.map(rounded).filter(|similarity| *similarity >= NEAR) {
            alike.push((other, similarity));
        }
    }
    Ok(alike)
}

/// More digits would be noise of the estimate.
fn rounded(similarity: f64) -> f64 {
    (similarity * 100.0).round() / 100.0
}

/// Joins an article to the stories that its text belongs to, which become one.
pub(crate) fn join(connection: &Connection, article: i64, text: TextId) -> Result<(), ArchiveError> {
    let mut stories: BTreeSet<i64> = connection
        .prepare_cached(
            "SELECT story_id FROM articles WHERE text_id = ?1 AND id <> ?2
             UNION SELECT a.story_id FROM text_links l JOIN articles a ON a.text_id = l.other_id WHERE l.text_id = ?1",
        )?
        .query_map([text.0, article], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    stories.insert(article);
    let first = first_of(connection, &stories)?;
    for story in stories {
        let mut members = if story == first { Vec::new() } else { members(connection, story)? };
        // It may be the first of others already, which then come along, or of no story yet.
        if story == article && !members.contains(&(article, text)) {
            members.push((article, text));
        }
        tell(connection, first, &members)?;
    }
    Ok(())
}

/// Which of these articles is the first.
fn first_of(connection: &Connection, articles: &BTreeSet<i64>) -> Result<i64, ArchiveError> {
    // Two or three nearly always: so many statements are kept.
    let marks = vec!["?"; articles.len()].join(", ");
    let first = connection
        .prepare_cached(&format!("SELECT id FROM articles WHERE id IN ({marks}) ORDER BY {FIRST} LIMIT 1"))?
        .query_row(params_from_iter(articles), |row| row.get(0))?;
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
fn tell(connection: &Connection, first: i64, members: &[(i64, TextId)]) -> Result<(), ArchiveError> {
    let first_text = TextId(
        connection
            .prepare_cached("SELECT text_id FROM articles WHERE id = ?1")?
            .query_row([first], |row| row.get(0))?,
    );
    let of_first = sketch_of(connection, first_text)?;
    for &(article, text) in members {
        let similarity = match () {
            () if article == first => None,
            () if text == first_text => Some(1.0),
            () => Some(rounded(of_first.containment(&sketch_of(connection, text)?))),
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
pub(crate) fn of_article(connection: &Connection, article: i64) -> Result<(i64, TextId), ArchiveError> {
    let found = connection
        .prepare_cached("SELECT story_id, text_id FROM articles WHERE id = ?1")?
        .query_row([article], |row| Ok((row.get(0)?, TextId(row.get(1)?))))?;
    Ok(found)
}

/// Relates copies and stories anew after an article of `story` has changed, and its text from one to another.
pub(crate) fn move_text(
    connection: &Connection,
    shelves: &mut Shelves,
    article: i64,
    story: i64,
    (old, new): (TextId, TextId),
) -> Result<(), ArchiveError> {
    if old != new {
        duplicates::relate(connection, old)?;
        leave(connection, shelves, old)?;
    }
    move_day(connection, article, story, new)
}

/// Relates copies and stories anew after an article of `story` has changed its date.
pub(crate) fn move_day(
    connection: &Connection,
    article: i64,
    story: i64,
    text: TextId,
) -> Result<(), ArchiveError> {
    duplicates::relate(connection, text)?;
    regroup(connection, story)?;
    join(connection, article, text)
}

/// Forgets a text that no article has any more.
pub(crate) fn leave(
    connection: &Connection,
    shelves: &mut Shelves,
    text: TextId,
) -> Result<(), ArchiveError> {
    let in_use = connection.prepare_cached("SELECT 1 FROM articles WHERE text_id = ?1")?.exists([text.0])?;
    if in_use {
        return Ok(());
    }
    shelves.take_away(connection, text)?;
    connection
        .prepare_cached("DELETE FROM text_links WHERE text_id = ?1 OR other_id = ?1")?
        .execute([text.0])?;
    connection.prepare_cached("DELETE FROM texts WHERE id = ?1")?.execute([text.0])?;
    Ok(())
}

/// Finds anew what hangs together of a story from which an article went away.
pub(crate) fn regroup(connection: &Connection, story: i64) -> Result<(), ArchiveError> {
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
        let first = first_of(connection, &articles.iter().map(|(article, _)| *article).collect())?;
        tell(connection, first, &articles)?;
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
