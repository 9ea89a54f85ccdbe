//! What the search for similar texts has in hand: the keys of texts that the current batch has added, the fullest shelves,
//! and sketches that were compared of late.
//!
//! Everything here is in the archive too, or goes there with [`Shelves::flush`] before the batch is committed: keys are
//! scattered all over their table, and in one go, in order, they cost a third of what they cost one by one.

use std::collections::BTreeSet;
use std::iter::repeat;
use std::sync::LazyLock;

use rusqlite::{Connection, params};
use rustc_hash::FxHashMap;

use crate::archive::ArchiveError;
use crate::archive::bulk_insert::{ManyRows, number};
use crate::archive::near_duplicates::TextId;
use crate::model::Sketch;

/// Texts that are looked at under one key.
const ON_A_SHELF: usize = 16;

/// So many sketches and full shelves are remembered; then all are forgotten.
const REMEMBERED: usize = 8192;

static KEYS: LazyLock<ManyRows<2>> = LazyLock::new(|| ManyRows::into("text_keys", ["key", "text_id"]));

/// All shelves of a text in one statement. The number of texts stands there as it is: SQLite plans anew whenever a
/// parameter of LIMIT is bound.
static LOOK_UP: LazyLock<String> = LazyLock::new(|| {
    let shelf = |at: usize| {
        format!("SELECT * FROM (SELECT key, text_id FROM text_keys WHERE key = ?{at} LIMIT {ON_A_SHELF})")
    };
    (1..=Sketch::KEYS).map(shelf).collect::<Vec<_>>().join(" UNION ALL ")
});

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct Shelves {
    /// Texts by key that are not in the archive's table yet, the lowest number first.
    new: FxHashMap<u32, Vec<i64>>,
    /// Shelves from which nothing more is looked at.
    full: FxHashMap<u32, [i64; ON_A_SHELF]>,
    sketches: FxHashMap<i64, Sketch>,
}

impl Shelves {
    /// The texts under each of a sketch's keys, as many as are looked at.
    pub fn texts(&mut self, connection: &Connection, sketch: &Sketch) -> Result<Vec<i64>, ArchiveError> {
        let mut found = Vec::new();
        let mut shelves: FxHashMap<u32, Vec<i64>> = FxHashMap::default();
        for key in sketch.keys() {
            match self.full.get(key) {
                Some(full) => found.extend_from_slice(full),
                None => {
                    shelves.insert(*key, Vec::new());
                }
            }
        }
        let mut looked_up = connection.prepare_cached(&LOOK_UP)?;
        for (at, key) in (1..=Sketch::KEYS).zip(shelves.keys().map(Some).chain(repeat(None))) {
            looked_up.raw_bind_parameter(at, key)?;
        }
        let mut rows = looked_up.raw_query();
        while let Some(row) = rows.next()? {
            shelves.entry(row.get(0)?).or_default().push(row.get(1)?);
        }
        for (key, mut texts) in shelves {
            let room = ON_A_SHELF - texts.len();
            texts.extend(self.new.get(&key).into_iter().flatten().take(room));
            found.extend_from_slice(&texts);
            if let Ok(full) = texts.try_into() {
                if self.full.len() >= REMEMBERED {
                    self.full.clear();
                }
                self.full.insert(key, full);
            }
        }
        Ok(found)
    }

    /// Puts a new text under its keys.
    pub fn put(&mut self, text: TextId, sketch: &Sketch) {
        for key in sketch.keys() {
            self.new.entry(*key).or_default().push(text.0);
        }
        self.remember(text, sketch.clone());
    }

    /// A text's sketch.
    pub fn sketch(&mut self, connection: &Connection, text: TextId) -> Result<&Sketch, ArchiveError> {
        if !self.sketches.contains_key(&text.0) {
            let sketch = sketch_of(connection, text)?;
            self.remember(text, sketch);
        }
        Ok(&self.sketches[&text.0])
    }

    fn remember(&mut self, text: TextId, sketch: Sketch) {
        if self.sketches.len() >= REMEMBERED {
            self.sketches.clear();
        }
        self.sketches.insert(text.0, sketch);
    }

    /// Takes a text away from its keys.
    pub fn take_away(&mut self, connection: &Connection, text: TextId) -> Result<(), ArchiveError> {
        self.flush(connection)?;
        let mut unshelve =
            connection.prepare_cached("DELETE FROM text_keys WHERE key = ?1 AND text_id = ?2")?;
        for key in sketch_of(connection, text)?.keys() {
            unshelve.execute(params![key, text.0])?;
            self.full.remove(key);
        }
        // Its number may be given again.
        self.sketches.remove(&text.0);
        Ok(())
    }

    /// Writes what is not in the archive yet.
    pub fn flush(&mut self, connection: &Connection) -> Result<(), ArchiveError> {
        let rows: BTreeSet<(u32, i64)> = self
            .new
            .drain()
            .flat_map(|(key, texts)| texts.into_iter().map(move |text| (key, text)))
            .collect();
        KEYS.insert(
            connection,
            rows.len(),
            rows.into_iter().map(|(key, text)| [number(key.into()), number(text)]),
        )
    }
}

/// A text's sketch as the archive keeps it.
pub(crate) fn sketch_of(connection: &Connection, text: TextId) -> Result<Sketch, ArchiveError> {
    let mut statement = connection.prepare_cached("SELECT sketch FROM texts WHERE id = ?1")?;
    let sketch = statement.query_row([text.0], |row| Ok(Sketch::from_bytes(row.get_ref(0)?.as_blob()?)))?;
    Ok(sketch)
}
