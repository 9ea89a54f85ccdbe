-- People and bodies that are quoted for the first time.
WITH brought AS (
    SELECT a.id
    FROM articles a
    WHERE a.kind = 'article' AND a.import_id BETWEEN :first AND :last
    UNION
    SELECT r.article_id FROM revisions r JOIN articles a ON a.id = r.article_id
    WHERE a.kind = 'article' AND r.import_id BETWEEN :first AND :last
),
spoken AS (
    SELECT q.speaker_entity_id AS entity_id, count(*) AS quotes, count(DISTINCT q.article_id) AS articles, min(q.id) AS quote_id
    FROM brought b
    JOIN quotes q ON q.article_id = b.id
    WHERE q.speaker_entity_id IS NOT NULL AND q.kind IN ('direct', 'partial') AND q.confidence >= :min_confidence
    GROUP BY q.speaker_entity_id
)
SELECT e.name AS speaker, p.quotes, q.text AS quote, q.confidence, s.name AS source, q.article_id, p.quote_id
FROM spoken p
JOIN entities e ON e.id = p.entity_id
JOIN quotes q ON q.id = p.quote_id
JOIN articles a ON a.id = q.article_id
LEFT JOIN sources s ON s.id = a.source_id
WHERE e.hidden = 0
  AND NOT EXISTS (
      SELECT 1
      FROM quotes o
      JOIN articles a ON a.id = o.article_id
      WHERE o.speaker_entity_id = p.entity_id
        AND o.kind IN ('direct', 'partial') AND o.confidence >= :min_confidence
        AND (a.import_id < :first
             OR EXISTS (SELECT 1 FROM revisions r
                        WHERE r.article_id = a.id AND r.import_id < :first AND instr(r.body, o.text) > 0)))
ORDER BY p.articles DESC, p.quotes DESC, e.name, e.id
