//! Entities, their names as a sheet, and the log of decisions about them.

use crate::model::EntityType;
use crate::query::lists::ListQuery;
use crate::text::name_key::name_key;

/// Which entities are listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntityFilter {
    /// With this in one of their names.
    pub name: Option<String>,
    /// Of this type.
    pub kind: Option<EntityType>,
    /// Mentioned this often at least.
    pub min_mentions: i64,
    /// Those that somebody has decided about only.
    pub curated_only: bool,
    /// Those that are hidden only.
    pub hidden_only: bool,
    /// Those with this tag only, as it is kept.
    pub tag: Option<String>,
}

/// The entities that a filter lets through, with how often they are mentioned: the beginning of a query.
const FILTERED: &str = "
    WITH counted AS (
        SELECT e.id, e.name, e.type, e.hidden, e.curated_id, e.is_alias, count(m.start) AS mentions, count(DISTINCT m.article_id) AS articles
        FROM entities e LEFT JOIN mention_rows m ON m.entity_id = e.id
        WHERE (:type IS NULL OR e.type = :type)
          AND (:name IS NULL OR EXISTS (SELECT 1 FROM aliases a WHERE a.entity_id = e.id AND instr(a.key, :name) > 0))
          AND (:curated = 0 OR e.curated_id IS NOT NULL)
          AND (:hidden = 0 OR e.hidden = 1)
          AND (:tag IS NULL OR e.id IN (SELECT entity_id FROM entity_tags WHERE tag = :tag))
        GROUP BY e.id
        HAVING count(m.start) >= :at_least
    )";

const ENTITIES: &str = "
    SELECT c.id, c.name AS entity, c.type, c.mentions, c.articles,
           c.is_alias + (SELECT count(*) FROM alias_rows a WHERE a.entity_id = c.id) AS names,
           CASE WHEN c.hidden = 1 THEN 'hidden' WHEN c.curated_id IS NOT NULL THEN 'yes' END AS decided
    FROM counted c
    WHERE c.hidden = 0 OR :hidden = 1 OR :curated = 1
    ORDER BY c.mentions DESC, c.name, c.id";

/// Every name of the entities.
const SHEET: &str = "
    , said AS (
        SELECT m.name_id, count(*) AS mentions, count(DISTINCT m.article_id) AS articles
        FROM mentions m GROUP BY m.name_id
    )
    SELECT c.name AS entity, c.type, CASE WHEN c.hidden = 1 THEN 'yes' END AS hidden, n.name, n.type AS found_as,
           s.mentions, s.articles
    FROM counted c
    JOIN names n ON n.entity_id = c.id
    LEFT JOIN said s ON s.name_id = n.id
    ORDER BY c.mentions DESC, c.name, c.id, s.mentions DESC, n.name, n.type";

const HISTORY: &str = "
    SELECT d.id, d.at, d.\"by\", d.action, d.what, d.why, d.undone_at, d.undone_by
    FROM decisions d
    ORDER BY d.id";

/// The entities that a filter lets through, the most mentioned first.
pub fn entities(filter: &EntityFilter) -> ListQuery {
    filtered(filter, ENTITIES)
}

/// Every name of the entities that a filter lets through: the sheet that is edited and imported again.
pub fn sheet(filter: &EntityFilter) -> ListQuery {
    filtered(filter, SHEET)
}

/// All decisions, those that were taken back too.
pub fn history() -> ListQuery {
    ListQuery::new(HISTORY)
}

fn filtered(filter: &EntityFilter, sql: &str) -> ListQuery {
    ListQuery::new(format!("{FILTERED} {sql}"))
        .with("name", filter.name.as_deref().map(name_key))
        .with("type", filter.kind.map(|kind| kind.as_str().to_string()))
        .with("at_least", filter.min_mentions)
        .with("curated", i64::from(filter.curated_only))
        .with("hidden", i64::from(filter.hidden_only))
        .with("tag", filter.tag.clone())
}
