-- title: Stories
-- about: What several articles print in the same words, or nearly: agency copy, reprints; the most printed first.
-- chart: none (see first-with): each row is a story
-- parameter: at_least (int, default 2): in at least this many articles
-- parameter: from (date, default none): with an article published on this day or later
-- parameter: to (date, default none): with an article published on this day or earlier
-- parameter: count_by (choice(article, source), default article): most of these first
-- parameter: tag (tag, default none): of which an article has this tag only
WITH told AS (
    SELECT a.story_id
    FROM articles a
    WHERE a.kind = 'article'
      AND a.story_id IS NOT NULL
    GROUP BY a.story_id
    HAVING count(*) >= :at_least
       AND (:from IS NULL OR max(a.published_day) >= :from)
       AND (:to IS NULL OR min(a.published_day) <= :to)
)
SELECT o.id AS story, o.title, s.name AS first_in, count(*) AS articles, count(DISTINCT a.text_id) AS versions,
       count(DISTINCT a.source_id) AS sources, min(a.published_day) AS "first", max(a.published_day) AS "last",
       round(min(coalesce(a.similarity, 1)), 2) AS least_alike
FROM told t
CROSS JOIN articles a
JOIN articles o ON o.id = a.story_id
LEFT JOIN sources s ON s.id = o.source_id
WHERE a.story_id = t.story_id
  AND a.kind = 'article'
GROUP BY o.id, o.title, s.name
HAVING (:tag IS NULL OR max(CASE WHEN a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag) THEN 1 ELSE 0 END) = 1)
ORDER BY CASE WHEN :count_by = 'source' THEN sources END DESC, articles DESC, "first", o.id
