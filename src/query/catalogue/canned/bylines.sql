-- title: Bylines
-- about: Who writes, for which paper, how much and since when; copies of an article count once.
-- chart: bars (x byline, apart source, y articles): Articles by byline; articles, copies left out
-- parameter: name (text, default none, example Roe): bylines that hold this
-- parameter: source (source, default none): of this paper only
-- parameter: from (date, default none, example last month): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: tag (tag, default none): with this tag only
SELECT a.byline, s.name AS source, count(*) AS articles, sum(a.word_count) AS words,
       count(DISTINCT a.published_day) AS days, min(a.published_day) AS "first", max(a.published_day) AS "last"
FROM articles a
LEFT JOIN sources s ON s.id = a.source_id
WHERE a.kind = 'article'
  AND a.duplicate_of IS NULL
  AND a.byline IS NOT NULL
  AND (:name IS NULL OR lower(a.byline) LIKE '%' || lower(:name) || '%')
  AND (:source IS NULL OR s.name = :source)
  AND (:from IS NULL OR a.published_day >= :from)
  AND (:to IS NULL OR a.published_day <= :to)
  AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
GROUP BY a.byline, s.id, s.name
ORDER BY articles DESC, words DESC, a.byline, coalesce(s.name, ''), s.id
