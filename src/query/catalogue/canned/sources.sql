-- title: Sources
-- about: The papers, with how many articles each has, from when to when, and how many in a week in which it had any.
-- chart: bars (x source, y articles): Articles by paper; articles
-- parameter: from (date, default none): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: tag (tag, default none): with this tag only
SELECT coalesce(s.name, '(none)') AS source, s.domain, count(*) AS articles,
       sum(CASE WHEN a.duplicate_of IS NULL THEN 0 ELSE 1 END) AS copies,
       min(a.published_day) AS "first", max(a.published_day) AS "last",
       count(DISTINCT a.published_week) AS weeks,
       CASE WHEN count(DISTINCT a.published_week) > 0
            THEN round(1.0 * count(a.published_week) / count(DISTINCT a.published_week), 1) END AS per_week
FROM articles a
LEFT JOIN sources s ON s.id = a.source_id
WHERE a.kind = 'article'
  AND (:from IS NULL OR a.published_day >= :from)
  AND (:to IS NULL OR a.published_day <= :to)
  AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
GROUP BY s.id, s.name, s.domain
ORDER BY articles DESC, source, s.domain
