//! What was forgotten: when, by whom and why. No word of the articles is left to list.

use crate::query::lists::ListQuery;

const FORGOTTEN: &str = "
    SELECT f.id, f.forgotten_at, f.\"by\", f.reason, f.readmitted_at, f.erased_at, substr(f.identity_sha256, 1, 12) AS identity_sha256
    FROM forgotten f
    ORDER BY f.id";

/// All entries.
pub fn forgotten() -> ListQuery {
    ListQuery::new(FORGOTTEN)
}
