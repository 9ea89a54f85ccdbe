-- title: Datelines
-- about: Where each paper reports from, by the places at the head of its articles.
-- chart: bars (x dateline, apart source, y articles): Articles by dateline; articles
-- parameter: place (text, default none, example Port Arden): datelines that hold this
-- parameter: source (source, default none): of this paper only
-- parameter: from (date, default none, example last month): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: tag (tag, default none): with this tag only
SELECT b.text AS dateline, s.name AS source, count(DISTINCT a.id) AS articles,
       min(a.published_day) AS "first", max(a.published_day) AS "last"
FROM blocks b
JOIN articles a ON a.id = b.article_id
LEFT JOIN sources s ON s.id = a.source_id
WHERE b.kind = 'dateline'
  AND a.kind = 'article'
  AND a.duplicate_of IS NULL
  AND (:place IS NULL OR lower(b.text) LIKE '%' || lower(:place) || '%')
  AND (:source IS NULL OR s.name = :source)
  AND (:from IS NULL OR a.published_day >= :from)
  AND (:to IS NULL OR a.published_day <= :to)
  AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
GROUP BY b.text, s.id, s.name
ORDER BY articles DESC, dateline, coalesce(s.name, ''), s.id
