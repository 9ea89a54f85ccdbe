//! The index of MinHash sketches: postings from a hash to the texts that have it among their smallest.
//!
//! Postings are rows of `text_keys`. Kept in memory are those of texts that the current batch has added, full postings, and
//! sketches that were compared last. New postings go to the archive with [`SketchIndex::flush`] before the batch is
//! committed: they are scattered all over their table, and written at once, in order, they cost a third of what they cost
//! one by one.

use std::collections::BTreeSet;
use std::iter::repeat;
use std::sync::LazyLock;

use rusqlite::{Connection, params};
use rustc_hash::FxHashMap;

use crate::archive::ArchiveError;
use crate::archive::bulk_insert::{BulkInsert, integer_value};
use crate::archive::near_duplicates::text_id::TextId;
use crate::model::MinHashSketch;

/// Postings of a hash that are read at most.
const MAX_POSTINGS: usize = 16;

/// Sketches, and full postings, that are cached at most; then all are dropped.
const MAX_CACHED: usize = 8192;

static INSERT_POSTINGS: LazyLock<BulkInsert<2>> =
    LazyLock::new(|| BulkInsert::into_table("text_keys", ["key", "text_id"]));

/// The postings of all hashes of a text in one statement. The limit is a literal: SQLite plans anew whenever a parameter of
/// LIMIT is bound.
static SELECT_POSTINGS: LazyLock<String> = LazyLock::new(|| {
    let postings = |at: usize| {
        format!("SELECT * FROM (SELECT key, text_id FROM text_keys WHERE key = ?{at} LIMIT {MAX_POSTINGS})")
    };
    (1..=MinHashSketch::INDEX_HASHES).map(postings).collect::<Vec<_>>().join(" UNION ALL ")
});

/// The index, with what is cached and what is pending.
#[derive(Debug, Default)]
pub(crate) struct SketchIndex {
    /// Postings by hash that are not in the table yet, the lowest text first.
    new: FxHashMap<u32, Vec<i64>>,
    /// Postings of hashes that have reached the limit.
    full: FxHashMap<u32, [i64; MAX_POSTINGS]>,
    sketches: FxHashMap<i64, MinHashSketch>,
}

impl SketchIndex {
    /// The texts in the postings of a sketch's index hashes; a text once for each hash that it shares.
    pub fn candidates(
        &mut self,
        connection: &Connection,
        sketch: &MinHashSketch,
    ) -> Result<Vec<i64>, ArchiveError> {
        let mut found = Vec::new();
        let mut postings: FxHashMap<u32, Vec<i64>> = FxHashMap::default();
        for hash in sketch.index_hashes() {
            match self.full.get(hash) {
                Some(full) => found.extend_from_slice(full),
                None => {
                    postings.insert(*hash, Vec::new());
                }
            }
        }
        let mut looked_up = connection.prepare_cached(&SELECT_POSTINGS)?;
        for (at, hash) in (1..=MinHashSketch::INDEX_HASHES).zip(postings.keys().map(Some).chain(repeat(None)))
        {
            looked_up.raw_bind_parameter(at, hash)?;
        }
        let mut rows = looked_up.raw_query();
        while let Some(row) = rows.next()? {
            postings.entry(row.get(0)?).or_default().push(row.get(1)?);
        }
        for (hash, mut texts) in postings {
            let room = MAX_POSTINGS - texts.len();
            texts.extend(self.new.get(&hash).into_iter().flatten().take(room));
            found.extend_from_slice(&texts);
            if let Ok(full) = texts.try_into() {
                if self.full.len() >= MAX_CACHED {
                    self.full.clear();
                }
                self.full.insert(hash, full);
            }
        }
        Ok(found)
    }

    /// Adds a new text.
    pub fn add(&mut self, text: TextId, sketch: &MinHashSketch) {
        for hash in sketch.index_hashes() {
            self.new.entry(*hash).or_default().push(text.0);
        }
        self.cache(text, sketch.clone());
    }

    /// A text's sketch.
    pub fn sketch(&mut self, connection: &Connection, text: TextId) -> Result<&MinHashSketch, ArchiveError> {
        if !self.sketches.contains_key(&text.0) {
            let sketch = load_sketch(connection, text)?;
            self.cache(text, sketch);
        }
        Ok(&self.sketches[&text.0])
    }

    fn cache(&mut self, text: TextId, sketch: MinHashSketch) {
        if self.sketches.len() >= MAX_CACHED {
            self.sketches.clear();
        }
        self.sketches.insert(text.0, sketch);
    }

    /// Removes a text.
    pub fn remove(&mut self, connection: &Connection, text: TextId) -> Result<(), ArchiveError> {
        self.flush(connection)?;
        let mut delete =
            connection.prepare_cached("DELETE FROM text_keys WHERE key = ?1 AND text_id = ?2")?;
        for hash in load_sketch(connection, text)?.index_hashes() {
            delete.execute(params![hash, text.0])?;
            self.full.remove(hash);
        }
        // Its number may be given again.
        self.sketches.remove(&text.0);
        Ok(())
    }

    /// Writes the pending postings.
    pub fn flush(&mut self, connection: &Connection) -> Result<(), ArchiveError> {
        let rows: BTreeSet<(u32, i64)> = self
            .new
            .drain()
            .flat_map(|(hash, texts)| texts.into_iter().map(move |text| (hash, text)))
            .collect();
        INSERT_POSTINGS.insert(
            connection,
            rows.len(),
            rows.into_iter().map(|(hash, text)| [integer_value(hash.into()), integer_value(text)]),
        )
    }
}

/// Packs the sketches of an archive from before they were packed: they had four bytes a hash.
pub(crate) fn pack_sketches(connection: &Connection) -> Result<(), ArchiveError> {
    let mut texts = connection.prepare("SELECT id, sketch FROM texts ORDER BY id")?;
    let mut set = connection.prepare("UPDATE texts SET sketch = ?2 WHERE id = ?1")?;
    let packed: Vec<(i64, Vec<u8>)> = texts
        .query_map([], |row| {
            let hashes = row.get_ref(1)?.as_blob()?.chunks_exact(4);
            let hashes = hashes.map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]));
            Ok((row.get(0)?, MinHashSketch::from_hashes(hashes.collect()).to_bytes()))
        })?
        .collect::<Result<_, _>>()?;
    for (id, sketch) in packed {
        set.execute(params![id, sketch])?;
    }
    Ok(())
}

/// A text's sketch as the archive keeps it.
pub(crate) fn load_sketch(connection: &Connection, text: TextId) -> Result<MinHashSketch, ArchiveError> {
    let mut statement = connection.prepare_cached("SELECT sketch FROM texts WHERE id = ?1")?;
    let sketch =
        statement.query_row([text.0], |row| Ok(MinHashSketch::from_bytes(row.get_ref(0)?.as_blob()?)))?;
    Ok(sketch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sketches_of_four_bytes_a_hash_are_packed_with_every_hash_kept() {
        let archive = Connection::open_in_memory().unwrap();
        archive.execute_batch("CREATE TABLE texts (id INTEGER PRIMARY KEY, sketch BLOB NOT NULL)").unwrap();
        let hashes: Vec<u32> = (1..=128).map(|n: u32| n * 9_000_000 + n * n % 89 * 50_000).collect();
        let bytes: Vec<u8> = hashes.iter().flat_map(|hash| hash.to_le_bytes()).collect();
        let insert = "INSERT INTO texts (id, sketch) VALUES (?1, ?2)";
        archive.execute(insert, params![1, bytes]).unwrap();
        archive.execute(insert, params![2, Vec::<u8>::new()]).unwrap();
        pack_sketches(&archive).unwrap();
        assert_eq!(load_sketch(&archive, TextId(1)).unwrap().hashes(), hashes);
        assert!(load_sketch(&archive, TextId(2)).unwrap().is_empty());
        let packed: usize =
            archive.query_row("SELECT length(sketch) FROM texts WHERE id = 1", [], |row| row.get(0)).unwrap();
        assert!(packed * 5 < bytes.len() * 4, "{packed}");
    }
}
