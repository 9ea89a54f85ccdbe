-- title: Longest articles
-- about: The articles with the most words: investigations, interviews, and pages that contain something else too.
-- chart: none (see sections): each row is an article, and its headline says more than its length
-- parameter: source (source, default none): of this paper only
-- parameter: from (date, default none, example last month): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: top (int, default 50): how many of them
-- parameter: tag (tag, default none): with this tag only
WITH ranked AS (
    SELECT a.id, a.word_count, row_number() OVER (ORDER BY a.word_count DESC, a.id) AS place
    FROM articles a
    LEFT JOIN sources s ON s.id = a.source_id
    WHERE a.kind = 'article'
      AND a.duplicate_of IS NULL
      AND (:source IS NULL OR s.name = :source)
      AND (:from IS NULL OR a.published_day >= :from)
      AND (:to IS NULL OR a.published_day <= :to)
      AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
)
SELECT r.place, r.word_count AS words, a.published_day AS published, s.name AS source, a.title, a.byline, a.url, a.id
FROM ranked r
JOIN articles a ON a.id = r.id
LEFT JOIN sources s ON s.id = a.source_id
WHERE r.place <= :top
ORDER BY r.place
