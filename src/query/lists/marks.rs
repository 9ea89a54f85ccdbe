//! Tags and notes, what they are on, and the decisions that made them.

use serde_json::json;

use crate::archive::marks::subject::SubjectKind;
use crate::query::lists::ListQuery;

/// Which marks are listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MarkFilter {
    /// This tag only, or what has it; as it is kept.
    pub tag: Option<String>,
    /// On this kind of thing only.
    pub kind: Option<SubjectKind>,
}

/// Every subject, in words: the beginning of a query. Several subjects of one entity have one `unit`.
const SUBJECTS: &str = "
    WITH described AS (
        SELECT s.id AS subject_id, s.kind, r.row_id AS id, s.kind || ':' || coalesce(r.row_id, 'subject ' || s.id) AS unit,
               CASE s.kind WHEN 'article' THEN a.title WHEN 'quote' THEN s.text
                    ELSE coalesce(e.name, substr(s.identity, instr(s.identity, ':') + 1)) END AS subject,
               so.name AS source, a.published_day AS published, a.url, s.identity, s.occurrence
        FROM subjects s
        LEFT JOIN subject_rows r ON r.subject_id = s.id
        LEFT JOIN entities e ON s.kind = 'entity' AND e.id = r.row_id
        LEFT JOIN articles a ON s.kind <> 'entity' AND a.identity = s.identity
        LEFT JOIN sources so ON so.id = a.source_id
    )";

const TAGS: &str = "
    SELECT t.tag, count(DISTINCT CASE WHEN d.kind = 'article' AND d.id > 0 THEN d.unit END) AS articles,
           count(DISTINCT CASE WHEN d.kind = 'quote' AND d.id > 0 THEN d.unit END) AS quotes,
           count(DISTINCT CASE WHEN d.kind = 'entity' AND d.id > 0 THEN d.unit END) AS entities,
           count(DISTINCT CASE WHEN d.id IS NULL THEN d.unit END) AS not_here, min(substr(o.at, 1, 10)) AS \"first\",
           max(substr(o.at, 1, 10)) AS \"last\"
    FROM tags t
    JOIN described d ON d.subject_id = t.subject_id
    JOIN decisions o ON o.id = t.decision_id
    WHERE t.removed_by IS NULL
    GROUP BY t.tag
    ORDER BY t.tag";

const TAGGED: &str = "
    SELECT t.tag, d.kind, d.id, d.subject, d.source, d.published, d.url, o.\"by\", o.at, o.why
    FROM tags t
    JOIN described d ON d.subject_id = t.subject_id
    JOIN decisions o ON o.id = t.decision_id
    WHERE t.removed_by IS NULL
      AND (:tag IS NULL OR t.tag = :tag)
      AND (:kind IS NULL OR d.kind = :kind)
    ORDER BY t.tag, d.kind, coalesce(d.published, ''), d.subject, d.id, t.id";

const NOTES: &str = "
    SELECT n.id AS note_id, d.kind, d.id, d.subject, n.note, o.\"by\", o.at, d.source, d.published, d.url
    FROM notes n
    JOIN described d ON d.subject_id = n.subject_id
    JOIN decisions o ON o.id = n.decision_id
    WHERE n.removed_by IS NULL
      AND (:tag IS NULL OR d.unit IN (SELECT x.unit FROM tags t JOIN described x ON x.subject_id = t.subject_id
                                      WHERE t.removed_by IS NULL AND t.tag = :tag))
      AND (:kind IS NULL OR d.kind = :kind)
    ORDER BY n.id";

const HISTORY: &str = "
    SELECT d.id, d.at, d.\"by\", d.action, d.what,
           (SELECT group_concat(note, ' / ' ORDER BY id) FROM (SELECT min(n.id) AS id, n.note FROM notes n
                WHERE n.decision_id = d.id OR n.removed_by = d.id GROUP BY n.note)) AS note,
           d.why, d.undone_at, d.undone_by
    FROM decisions d
    WHERE d.action IN (SELECT value FROM json_each(:actions))
    ORDER BY d.id";

/// The marks of each unit in one cell: the middle of the query of a sheet.
const UNITS: &str = "
    , unit_tags AS (
        SELECT unit, group_concat(tag, ', ' ORDER BY tag) AS tags
        FROM (SELECT DISTINCT d.unit, t.tag FROM tags t JOIN described d ON d.subject_id = t.subject_id
              WHERE t.removed_by IS NULL)
        GROUP BY unit
    ), unit_notes AS (
        SELECT unit, group_concat(note, char(10) ORDER BY id) AS notes
        FROM (SELECT d.unit, n.note, min(n.id) AS id FROM notes n JOIN described d ON d.subject_id = n.subject_id
              WHERE n.removed_by IS NULL GROUP BY d.unit, n.note)
        GROUP BY unit
    ), now AS (
        SELECT coalesce(max(id), 0) AS decision FROM decisions
    )";

const MARKED_SHEET: &str = "
    SELECT d.kind, d.id, d.subject, t.tags, n.notes, d.source, d.published, d.url, min(d.identity) AS identity,
           CASE WHEN d.kind = 'quote' THEN d.occurrence END AS occurrence, now.decision AS as_of
    FROM described d
    CROSS JOIN now
    LEFT JOIN unit_tags t ON t.unit = d.unit
    LEFT JOIN unit_notes n ON n.unit = d.unit
    WHERE (t.tags IS NOT NULL OR n.notes IS NOT NULL)
      AND (:tag IS NULL OR d.unit IN (SELECT x.unit FROM tags g JOIN described x ON x.subject_id = g.subject_id
                                      WHERE g.removed_by IS NULL AND g.tag = :tag))
      AND (:kind IS NULL OR d.kind = :kind)
    GROUP BY d.unit
    ORDER BY d.kind, coalesce(d.published, ''), d.subject, d.id, d.unit";

const ARTICLE_SHEET: &str = "
    SELECT 'article' AS kind, a.id, a.title AS subject, t.tags, n.notes, s.name AS source, a.published_day AS published,
           a.url, a.identity, NULL AS occurrence, now.decision AS as_of
    FROM json_each(:ids) chosen
    JOIN articles a ON a.id = chosen.value
    CROSS JOIN now
    LEFT JOIN sources s ON s.id = a.source_id
    LEFT JOIN unit_tags t ON t.unit = 'article:' || a.id
    LEFT JOIN unit_notes n ON n.unit = 'article:' || a.id
    ORDER BY chosen.key";

/// The tags, with how many things have each.
pub fn tags() -> ListQuery {
    ListQuery::new(format!("{SUBJECTS} {TAGS}"))
}

/// Everything that has a tag.
pub fn tagged(filter: &MarkFilter) -> ListQuery {
    filtered(filter, format!("{SUBJECTS} {TAGGED}"))
}

/// The notes.
pub fn notes(filter: &MarkFilter) -> ListQuery {
    filtered(filter, format!("{SUBJECTS} {NOTES}"))
}

/// The decisions with these actions, those that were taken back too.
pub fn history(actions: &[&str]) -> ListQuery {
    ListQuery::new(HISTORY).with("actions", json!(actions).to_string())
}

/// Everything that has a mark, a row each: the sheet that is edited and imported again.
pub fn marked_sheet(filter: &MarkFilter) -> ListQuery {
    filtered(filter, format!("{SUBJECTS} {UNITS} {MARKED_SHEET}"))
}

/// The same sheet of these articles, in this order, whether or not they have marks.
pub fn article_sheet(ids: &[i64]) -> ListQuery {
    ListQuery::new(format!("{SUBJECTS} {UNITS} {ARTICLE_SHEET}")).with("ids", json!(ids).to_string())
}

fn filtered(filter: &MarkFilter, sql: String) -> ListQuery {
    ListQuery::new(sql)
        .with("tag", filter.tag.clone())
        .with("kind", filter.kind.map(|kind| kind.as_str().to_string()))
}
