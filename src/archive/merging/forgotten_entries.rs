//! What was forgotten in another archive is forgotten here too, whichever was first: it does not come back from either.

use rusqlite::{Connection, OptionalExtension, params};

use crate::archive::ArchiveError;
use crate::archive::forgetting::entries::KeptOut;
use crate::archive::merging::stored_row::StoredRow;

/// Takes over the entries of another archive. Of an article that one archive has forgotten and the other let in again, the
/// later of both holds. Entries that are new here have traces to erase only if an article here is theirs.
pub(super) fn merge_entries(to: &Connection, from: &Connection) -> Result<(), ArchiveError> {
    for row in StoredRow::select(from, "SELECT * FROM forgotten ORDER BY id", [])? {
        let there = row.integer("id").unwrap_or_default();
        let known: Option<i64> = to
            .prepare_cached("SELECT id FROM forgotten WHERE identity_sha256 = ?1")?
            .query_row([row.get("identity_sha256")], |row| row.get(0))
            .optional()?;
        let here = match known {
            Some(here) => {
                to.prepare_cached(
                    "UPDATE forgotten SET forgotten_at = ?2, \"by\" = ?3, reason = ?4, readmitted_at = ?5
                     WHERE id = ?1 AND max(forgotten_at, coalesce(readmitted_at, '')) < max(?2, coalesce(?5, ''))",
                )?
                .execute(params![here, row.get("forgotten_at"), row.get("by"), row.get("reason"), row.get("readmitted_at")])?;
                here
            }
            // Nothing of it was ever in this file, or is deleted below.
            None => {
                let at = row.get("forgotten_at").clone();
                row.without(&["id"]).with("erased_at", at).insert(to, "forgotten")?
            }
        };
        for hash in
            StoredRow::select(from, "SELECT * FROM forgotten_hashes WHERE forgotten_id = ?1", [there])?
        {
            to.prepare_cached(
                "INSERT OR IGNORE INTO forgotten_hashes (forgotten_id, kind, sha256) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![here, hash.get("kind"), hash.get("sha256")])?;
        }
    }
    Ok(())
}

/// The articles here that are to be kept out.
pub(super) fn articles_to_forget(to: &Connection) -> Result<Vec<i64>, ArchiveError> {
    let kept_out = KeptOut::load(to)?;
    let mut found = Vec::new();
    if kept_out.is_empty() {
        return Ok(found);
    }
    let mut statement = to.prepare("SELECT id, identity, text_key FROM articles ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if is_kept_out(&kept_out, &row.get::<_, String>(1)?, &row.get::<_, String>(2)?) {
            found.push(row.get(0)?);
        }
    }
    Ok(found)
}

/// Whether an article is kept out: one without an address by its text too.
pub(super) fn is_kept_out(kept_out: &KeptOut, identity: &str, text_key: &str) -> bool {
    let text_key = identity.starts_with("text:").then_some(text_key);
    !kept_out.entries_of(identity, text_key).is_empty()
}
