-- title: Not read
-- about: Articles in which no names, quotes and dates were looked for, by reason: other languages, texts that are too long.
-- chart: bars (x reason, y articles): Articles in which no names were looked for, by reason; articles
-- parameter: source (source, default none): of this paper only
-- parameter: from (date, default none, example last month): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: tag (tag, default none): with this tag only
SELECT a.not_extracted AS reason, s.name AS source, count(*) AS articles, sum(a.word_count) AS words,
       min(a.published_day) AS "first", max(a.published_day) AS "last", min(a.id) AS example_id, min(a.title) AS example
FROM articles a
LEFT JOIN sources s ON s.id = a.source_id
WHERE a.kind = 'article'
  AND a.not_extracted IS NOT NULL
  AND (:source IS NULL OR s.name = :source)
  AND (:from IS NULL OR a.published_day >= :from)
  AND (:to IS NULL OR a.published_day <= :to)
  AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
GROUP BY a.not_extracted, s.id, s.name
ORDER BY articles DESC, reason, coalesce(s.name, ''), s.id
