-- Names that no earlier import had. A name in an article of an earlier import was there before only if the text of then had it.
WITH brought AS (
    SELECT a.id
    FROM articles a
    WHERE a.kind = 'article' AND a.import_id BETWEEN :first AND :last
    UNION
    SELECT r.article_id FROM revisions r JOIN articles a ON a.id = r.article_id
    WHERE a.kind = 'article' AND r.import_id BETWEEN :first AND :last
),
named AS (
    SELECT m.entity_id, count(*) AS mentions, count(DISTINCT m.article_id) AS articles, min(m.article_id) AS article_id
    FROM brought b
    JOIN mentions m ON m.article_id = b.id
    GROUP BY m.entity_id
)
SELECT e.name, e.type, n.articles, s.name AS source, a.title, n.article_id
FROM named n
JOIN entities e ON e.id = n.entity_id
JOIN articles a ON a.id = n.article_id
LEFT JOIN sources s ON s.id = a.source_id
WHERE e.hidden = 0
  AND NOT EXISTS (
      SELECT 1
      FROM mentions m
      JOIN articles o ON o.id = m.article_id
      WHERE m.entity_id = n.entity_id
        AND (o.import_id < :first
             OR EXISTS (SELECT 1 FROM revisions r
                        WHERE r.article_id = o.id AND r.import_id < :first
                          AND instr(coalesce(r.title, '') || char(10) || r.body, m.surface) > 0)))
ORDER BY n.articles DESC, n.mentions DESC, e.name, e.id
