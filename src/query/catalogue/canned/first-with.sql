-- title: Who was first
-- about: Of the stories that several papers printed: how often each paper was the first, and how often it followed.
-- chart: dots (x source, y first as had it first, y followed): Stories that each paper had first, and those in which it followed; shared stories
-- parameter: from (date, default none, example last month): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: tag (tag, default none): with this tag only
-- note: only stories in nearly the same words count. Where two papers printed one on the same day and no
--    time is known, the one that was imported first is called first.
WITH shared AS (
    SELECT a.story_id
    FROM articles a
    WHERE a.kind = 'article'
    GROUP BY a.story_id
    HAVING count(DISTINCT a.source_id) > 1
)
SELECT s.name AS source, count(DISTINCT a.story_id) AS shared_stories,
       count(DISTINCT CASE WHEN o.source_id = a.source_id THEN a.story_id END) AS "first",
       count(DISTINCT CASE WHEN o.source_id = a.source_id THEN NULL ELSE a.story_id END) AS followed,
       round(100.0 * count(DISTINCT CASE WHEN o.source_id = a.source_id THEN a.story_id END)
             / count(DISTINCT a.story_id), 0) AS first_percent
FROM shared
JOIN articles a ON a.story_id = shared.story_id
JOIN articles o ON o.id = a.story_id
JOIN sources s ON s.id = a.source_id
WHERE a.kind = 'article'
  AND (:from IS NULL OR a.published_day >= :from)
  AND (:to IS NULL OR a.published_day <= :to)
  AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
GROUP BY s.id, s.name
ORDER BY "first" DESC, shared_stories DESC, coalesce(s.name, ''), s.id
