-- Articles by source: what is new and what was changed. Parameters: the first and the last import.
WITH seen AS (
    SELECT a.id, a.source_id, a.kind, a.duplicate_of, a.story_id,
           coalesce((SELECT r.import_id FROM revisions r WHERE r.article_id = a.id ORDER BY r.revision LIMIT 1), a.import_id)
               AS first_import
    FROM articles a
    WHERE a.import_id BETWEEN :first AND :last
       OR a.id IN (SELECT r.article_id FROM revisions r WHERE r.import_id BETWEEN :first AND :last)
)
SELECT coalesce(s.name, '(none)') AS source,
       count(CASE WHEN t.kind = 'article' AND t.first_import >= :first THEN t.id END) AS "new",
       count(CASE WHEN t.kind = 'article' AND t.first_import >= :first AND t.duplicate_of IS NOT NULL THEN t.id END) AS copies,
       count(CASE WHEN t.kind = 'article' AND t.first_import < :first THEN t.id END) AS changed,
       count(CASE WHEN t.kind = 'teaser' THEN t.id END) AS teasers
FROM seen t
LEFT JOIN sources s ON s.id = t.source_id
GROUP BY s.id, s.name
ORDER BY "new" DESC, changed DESC, source, s.id
