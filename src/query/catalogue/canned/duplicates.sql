-- title: Copies
-- about: Articles whose text is that of another, with the one that they copy, and whether the headline was changed.
-- chart: none (see wire-share): each row is a copy
-- parameter: source (source, default none): of this paper only
-- parameter: from (date, default none, example last month): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: tag (tag, default none): with this tag only
SELECT a.id, a.published_day AS published, s.name AS source, a.title,
       o.id AS copy_of, o.published_day AS first_published, os.name AS first_source, o.title AS first_title,
       CASE WHEN a.title = o.title THEN 'same' ELSE 'other' END AS headline, a.byline, a.url, o.url AS first_url
FROM articles a
JOIN articles o ON o.id = a.duplicate_of
LEFT JOIN sources s ON s.id = a.source_id
LEFT JOIN sources os ON os.id = o.source_id
WHERE a.duplicate_of IS NOT NULL
  AND a.kind = 'article'
  AND (:source IS NULL OR s.name = :source)
  AND (:from IS NULL OR a.published_day >= :from)
  AND (:to IS NULL OR a.published_day <= :to)
  AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
ORDER BY coalesce(a.published_day, ''), a.id
