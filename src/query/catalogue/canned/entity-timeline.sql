-- title: Mentions by month
-- about: How often somebody or something is named, month by month; mentions in copies count once.
-- chart: columns (x month, y mentions): Mentions of :entity by month; mentions, copies left out
-- parameter: entity (entity, example Jane Roe): who or what, by any name
-- parameter: from (date, default none): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: tag (tag, default none): with this tag only
SELECT a.published_month AS month, e.name AS entity, e.type,
       count(CASE WHEN a.duplicate_of IS NULL THEN m.id END) AS mentions,
       count(DISTINCT CASE WHEN a.duplicate_of IS NULL THEN a.id END) AS articles,
       count(DISTINCT a.story_id) AS stories,
       count(DISTINCT a.source_id) AS sources
FROM entities e
JOIN mentions m ON m.entity_id = e.id
JOIN articles a ON a.id = m.article_id
WHERE e.key = :entity
  AND a.kind = 'article'
  AND (:from IS NULL OR a.published_day >= :from)
  AND (:to IS NULL OR a.published_day <= :to)
  AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
GROUP BY a.published_month, e.id, e.name, e.type
ORDER BY coalesce(a.published_month, ''), e.type
