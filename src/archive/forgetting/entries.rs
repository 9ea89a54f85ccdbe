//! The entries of forgotten articles: SHA-256 of what an article is known by, and not a word of it.
//!
//! An article that comes again is known by its identity (its address, or what it has instead); one without an address by its
//! text too; a record that is no article by its bytes.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, params};

use crate::archive::ArchiveError;
use crate::archive::clock::utc_now;
use crate::archive::decision_log::Reason;
use crate::text::fingerprint::sha256_hex;
use crate::text::url::canonical_url;

/// The entry of an article, as it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NewEntry<'e> {
    /// `articles.identity`.
    pub identity: &'e str,
    /// The text keys of its versions.
    pub text_keys: &'e [String],
    /// SHA-256 of rejected records of it.
    pub records: &'e [String],
}

/// Enters an article that is forgotten now; gives its entry. One that was forgotten and let in again before has its entry.
pub(crate) fn enter(
    connection: &Connection,
    entry: &NewEntry<'_>,
    reason: &Reason,
) -> Result<i64, ArchiveError> {
    let id: i64 = connection
        .prepare_cached(
            "INSERT INTO forgotten (identity_sha256, forgotten_at, \"by\", reason) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (identity_sha256) DO UPDATE SET forgotten_at = excluded.forgotten_at, \"by\" = excluded.\"by\",
                 reason = excluded.reason, readmitted_at = NULL, erased_at = NULL
             RETURNING id",
        )?
        .query_row(
            params![sha256_hex(entry.identity.as_bytes()), utc_now(), reason.by, reason.why],
            |row| row.get(0),
        )?;
    for text_key in entry.text_keys {
        enter_hash(connection, id, "text", &sha256_hex(text_key.as_bytes()))?;
    }
    for record in entry.records {
        enter_hash(connection, id, "record", record)?;
    }
    Ok(id)
}

/// Adds a hash to an entry.
pub(crate) fn enter_hash(
    connection: &Connection,
    entry: i64,
    kind: &str,
    sha256: &str,
) -> Result<(), ArchiveError> {
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO forgotten_hashes (forgotten_id, kind, sha256) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![entry, kind, sha256])?;
    Ok(())
}

/// What is kept out, in memory: an import asks for every record.
#[derive(Debug, Default)]
pub(crate) struct KeptOut {
    /// Entries by SHA-256 of an identity.
    identities: HashMap<String, i64>,
    /// By SHA-256 of a text's key.
    texts: HashMap<String, i64>,
    /// By SHA-256 of a record.
    records: HashMap<String, i64>,
}

impl KeptOut {
    /// All entries in force.
    pub fn load(connection: &Connection) -> Result<KeptOut, ArchiveError> {
        let mut kept_out = KeptOut::default();
        let mut statement = connection.prepare(
            "SELECT id, 'identity', identity_sha256 FROM forgotten WHERE readmitted_at IS NULL
             UNION ALL
             SELECT f.id, h.kind, h.sha256 FROM forgotten f JOIN forgotten_hashes h ON h.forgotten_id = f.id
             WHERE f.readmitted_at IS NULL",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (id, kind, sha256): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let by_hash = match kind.as_str() {
                "identity" => &mut kept_out.identities,
                "text" => &mut kept_out.texts,
                _ => &mut kept_out.records,
            };
            by_hash.insert(sha256, id);
        }
        Ok(kept_out)
    }

    /// Whether nothing is kept out.
    pub fn is_empty(&self) -> bool {
        self.identities.is_empty()
    }

    /// The entries that keep an article out: by its identity, and by its text where that is given because it has no address.
    pub fn entries_of(&self, identity: &str, text_key: Option<&str>) -> HashSet<i64> {
        if self.is_empty() {
            return HashSet::new();
        }
        let by_identity = self.identities.get(&sha256_hex(identity.as_bytes()));
        let by_text = text_key.and_then(|key| self.texts.get(&sha256_hex(key.as_bytes())));
        by_identity.into_iter().chain(by_text).copied().collect()
    }

    /// Whether a rejected record is kept out: by its bytes, or by the address in what was read of it.
    pub fn keeps_out_record(&self, raw: &[u8], scrape: Option<&str>) -> bool {
        if self.is_empty() {
            return false;
        }
        let address = || {
            let scrape: serde_json::Value = serde_json::from_str(scrape?).ok()?;
            canonical_url(scrape.get("url")?.as_str()?)
        };
        self.records.contains_key(&sha256_hex(raw))
            || address()
                .is_some_and(|url| self.identities.contains_key(&sha256_hex(format!("url:{url}").as_bytes())))
    }

    /// Lets the articles of entries in again.
    pub fn readmit(&mut self, connection: &Connection, entries: &HashSet<i64>) -> Result<(), ArchiveError> {
        for by_hash in [&mut self.identities, &mut self.texts, &mut self.records] {
            by_hash.retain(|_, id| !entries.contains(id));
        }
        for id in entries {
            connection
                .prepare_cached("UPDATE forgotten SET readmitted_at = ?2 WHERE id = ?1")?
                .execute(params![id, utc_now()])?;
        }
        Ok(())
    }
}
