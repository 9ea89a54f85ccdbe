//! The sources, with what is known of how each writes dates like 03/04/2024.

use crate::query::lists::ListQuery;

const SOURCES: &str = "
    SELECT s.id, s.name, s.domain, count(a.id) AS articles, min(a.published_day) AS first_day,
           max(a.published_day) AS last_day, d.rule AS date_rule,
           count(CASE WHEN a.digits_order = 'day first' THEN 1 END) AS day_first_seen,
           count(CASE WHEN a.digits_order = 'month first' THEN 1 END) AS month_first_seen,
           count(CASE WHEN a.date_order = 'undecided' THEN 1 END) AS undecided
    FROM sources s
    LEFT JOIN articles a ON a.source_id = s.id AND a.kind = 'article'
    LEFT JOIN date_orders d ON d.source_id = s.id
    GROUP BY s.id, s.name, s.domain, d.rule
    ORDER BY s.name, s.id";

/// All sources.
pub fn sources() -> ListQuery {
    ListQuery::new(SOURCES)
}
