//! The rejected records.

use crate::query::lists::ListQuery;

const REJECTS: &str = "
    SELECT r.id, r.import_id AS import, r.path, r.member, r.record, r.rule, r.reason, r.byte_offset,
           CAST(r.raw AS TEXT) AS raw, r.readmitted_at
    FROM rejects r
    WHERE (:import IS NULL OR r.import_id = :import) AND (:rule IS NULL OR r.rule = :rule)
    ORDER BY r.id";

/// Which rejects are listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RejectFilter {
    /// Of this run only.
    pub import: Option<i64>,
    /// Rejected by this rule only.
    pub rule: Option<String>,
}

/// The rejects that a filter lets through.
pub fn rejects(filter: &RejectFilter) -> ListQuery {
    ListQuery::new(REJECTS).with("import", filter.import).with("rule", filter.rule.clone())
}
