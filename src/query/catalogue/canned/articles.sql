-- title: Articles
-- about: What the archive holds, by day; with the article that a copy copies, and the first article of the story that it tells.
-- chart: none (see volume): each row is an article
-- parameter: source (source, default none): of this paper only
-- parameter: from (date, default none): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: tag (tag, default none): with this tag only
SELECT a.id, a.published_day AS published, s.name AS source, a.title, a.byline, a.word_count AS words, a.url,
       a.duplicate_of, a.story_id AS story
FROM articles a
LEFT JOIN sources s ON s.id = a.source_id
WHERE a.kind = 'article'
  AND (:source IS NULL OR s.name = :source)
  AND (:from IS NULL OR a.published_day >= :from)
  AND (:to IS NULL OR a.published_day <= :to)
  AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
ORDER BY coalesce(a.published_day, ''), coalesce(s.name, ''), a.id
