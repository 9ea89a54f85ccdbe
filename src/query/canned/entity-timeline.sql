-- title: Mentions by month
-- about: How often somebody or something is named, month by month; copies of an article are left out.
-- parameter: entity (entity): who or what, by any name
-- parameter: from (date, default none): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
SELECT a.published_month AS month, e.name AS entity, e.type, count(*) AS mentions, count(DISTINCT a.id) AS articles
FROM entities e
JOIN mentions m ON m.entity_id = e.id
JOIN articles a ON a.id = m.article_id
WHERE e.key = :entity
  AND a.kind = 'article'
  AND a.duplicate_of IS NULL
  AND (:from IS NULL OR a.published_day >= :from)
  AND (:to IS NULL OR a.published_day <= :to)
GROUP BY a.published_month, e.id, e.name, e.type
ORDER BY a.published_month, e.type
