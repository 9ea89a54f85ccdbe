-- title: Somebody by paper
-- about: Which papers name somebody or something, how often, and in how many of a hundred of their articles.
-- chart: dots (x source, y in_100_articles): Articles that name :entity, of a hundred of each paper; articles in a hundred
-- parameter: entity (entity, example Jane Roe): who or what, by any name
-- parameter: from (date, default none, example last month): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: tag (tag, default none): with this tag only
WITH named AS (
    SELECT m.article_id, count(*) AS mentions
    FROM entities e
    JOIN mentions m ON m.entity_id = e.id
    WHERE e.key = :entity
    GROUP BY m.article_id
)
SELECT coalesce(s.name, '(none)') AS source, coalesce(sum(n.mentions), 0) AS mentions, count(n.article_id) AS articles,
       count(*) AS of_articles, round(100.0 * count(n.article_id) / count(*), 1) AS in_100_articles,
       min(CASE WHEN n.article_id IS NOT NULL THEN a.published_day END) AS "first",
       max(CASE WHEN n.article_id IS NOT NULL THEN a.published_day END) AS "last"
FROM articles a
LEFT JOIN sources s ON s.id = a.source_id
LEFT JOIN named n ON n.article_id = a.id
WHERE a.kind = 'article'
  AND (:from IS NULL OR a.published_day >= :from)
  AND (:to IS NULL OR a.published_day <= :to)
  AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
GROUP BY s.id, s.name
ORDER BY articles DESC, mentions DESC, coalesce(s.name, ''), s.id
