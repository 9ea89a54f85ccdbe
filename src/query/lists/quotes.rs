//! Quotes, their corrections, and a sample of them for checking.

use serde_json::json;

use crate::archive::ArchiveError;
use crate::archive::schema::connection::ArchiveReader;
use crate::query::lists::ListQuery;

const QUOTES: &str = "
    SELECT q.id, q.kind, coalesce(e.name, q.speaker) AS speaker, q.speaker AS speaker_as_written, q.cue, q.text,
           q.method, q.confidence, q.correction_id AS correction, a.id AS article_id, a.title AS article,
           s.name AS source, a.published_at, a.extractor
    FROM quotes q
    JOIN articles a ON a.id = q.article_id
    LEFT JOIN entities e ON e.id = q.speaker_entity_id
    LEFT JOIN sources s ON s.id = a.source_id
    WHERE (q.kind = :kind OR :kind IS NULL AND q.kind IN ('direct', 'partial', 'term'))
      AND (:article IS NULL OR a.id = :article)
      AND (:tag IS NULL OR q.id IN (SELECT quote_id FROM quote_tags WHERE tag = :tag))
    ORDER BY a.id, q.start, q.id";

const CORRECTIONS: &str = "
    SELECT c.id, q.id AS quote, c.kind, c.speaker, c.new_person, c.rejected, c.found_kind, c.found_speaker, c.text, c.\"by\", c.why,
           c.made_at, c.ended_at, c.ended_by, a.title AS article, c.identity, c.occurrence
    FROM quote_corrections c
    LEFT JOIN articles a ON a.identity = c.identity
    LEFT JOIN quotes q ON q.correction_id = c.id AND q.article_id = a.id
    WHERE :all OR c.ended_at IS NULL
    ORDER BY c.id";

const SAMPLE: &str = "
    SELECT q.id, q.kind, '' AS kind_right, coalesce(e.name, q.speaker) AS speaker, '' AS speaker_right,
           q.speaker AS speaker_as_written, q.cue, q.text,
           replace(substr(a.body, max(1, q.start - 199), q.\"end\" - max(q.start - 200, 0) + 200), char(10), ' ') AS context,
           q.method, q.confidence, a.id AS article_id, a.title AS article, s.name AS source, a.published_at, a.url
    FROM json_each(:ids) drawn
    JOIN quotes q ON q.id = drawn.value
    JOIN articles a ON a.id = q.article_id
    LEFT JOIN entities e ON e.id = q.speaker_entity_id
    LEFT JOIN sources s ON s.id = a.source_id
    ORDER BY q.kind, q.id";

/// Which quotes are listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QuoteFilter {
    /// Of this kind only; `None`: direct, partial and term.
    pub kind: Option<String>,
    /// Of this article only.
    pub article: Option<i64>,
    /// With this tag only, as it is kept.
    pub tag: Option<String>,
}

/// Which corrections are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhichCorrections {
    /// Those in force.
    InForce,
    /// Those that were taken back or replaced too.
    All,
}

/// The quotes that a filter lets through.
pub fn quotes(filter: &QuoteFilter) -> ListQuery {
    ListQuery::new(QUOTES)
        .with("kind", filter.kind.clone())
        .with("article", filter.article)
        .with("tag", filter.tag.clone())
}

/// Corrections.
pub fn corrections(which: WhichCorrections) -> ListQuery {
    ListQuery::new(CORRECTIONS).with("all", i64::from(which == WhichCorrections::All))
}

/// The quotes with these numbers, with their context and empty columns for a judgement.
pub fn sample(ids: &[i64]) -> ListQuery {
    ListQuery::new(SAMPLE).with("ids", json!(ids).to_string())
}

/// The numbers of all quotes of a kind (`None`: direct, partial and term) that are not in copies of other articles, in
/// order.
pub fn numbers(archive: &ArchiveReader, kind: Option<&str>) -> Result<Vec<i64>, ArchiveError> {
    let ids = archive
        .connection()
        .prepare_cached(
            "SELECT q.id FROM quotes q JOIN articles a ON a.id = q.article_id
             WHERE (q.kind = ?1 OR ?1 IS NULL AND q.kind IN ('direct', 'partial', 'term')) AND a.duplicate_of IS NULL
             ORDER BY q.id",
        )?
        .query_map([kind], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(ids)
}
