-- title: As written
-- about: How somebody or something is written: each form of the name and each title before it, how often and where.
-- chart: bars (x as_written, apart title, y mentions): How :entity is written; mentions, copies left out
-- parameter: entity (entity, example Jane Roe): who or what, by any name
-- parameter: source (source, default none): in this paper only
-- parameter: from (date, default none, example last month): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: tag (tag, default none): with this tag only
-- effort: every mention is counted: of a name that is in most of twenty thousand articles that takes a tenth of a
--    second.
SELECT m.surface AS as_written, m.title, e.name AS entity, e.type, count(*) AS mentions,
       count(DISTINCT a.id) AS articles, count(DISTINCT a.source_id) AS sources,
       min(a.published_day) AS "first", max(a.published_day) AS "last"
FROM entities e
JOIN mentions m ON m.entity_id = e.id
JOIN articles a ON a.id = m.article_id
LEFT JOIN sources s ON s.id = a.source_id
WHERE e.key = :entity
  AND a.kind = 'article'
  AND a.duplicate_of IS NULL
  AND (:source IS NULL OR s.name = :source)
  AND (:from IS NULL OR a.published_day >= :from)
  AND (:to IS NULL OR a.published_day <= :to)
  AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
GROUP BY m.surface, m.title, e.id, e.name, e.type
ORDER BY mentions DESC, as_written, coalesce(m.title, ''), e.type, e.id
