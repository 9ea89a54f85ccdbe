-- title: Coverage gap
-- about: Stories that some papers printed and another did not, though it came out on those days.
-- chart: none (see first-with): each row is a story that a paper lacks
-- parameter: source (source, default none): that this paper lacks
-- parameter: at_least (int, default 2): printed by at least this many papers
-- parameter: from (date, default none, example last month): with an article published on this day or later
-- parameter: to (date, default none): with an article published on this day or earlier
-- parameter: tag (tag, default none): of which an article has this tag only
-- note: a story is one text in several versions (agency copy, reprints): what a paper wrote in words of its own
--    counts as another story.
WITH told AS (
    SELECT a.story_id, count(DISTINCT a.source_id) AS papers, min(a.published_day) AS first_day,
           max(a.published_day) AS last_day
    FROM articles a
    WHERE a.kind = 'article'
    GROUP BY a.story_id
    HAVING count(DISTINCT a.source_id) >= :at_least
)
SELECT lacks.name AS lacking_in, t.story_id AS story, o.title, first_in.name AS first_in, t.papers,
       t.first_day AS "first", t.last_day AS "last", o.url
FROM told t
JOIN articles o ON o.id = t.story_id
LEFT JOIN sources first_in ON first_in.id = o.source_id
CROSS JOIN sources lacks
WHERE (:source IS NULL OR lacks.name = :source)
  AND (:from IS NULL OR t.last_day >= :from)
  AND (:to IS NULL OR t.first_day <= :to)
  AND (:tag IS NULL OR t.story_id IN (SELECT ga.story_id FROM article_tags g JOIN articles ga ON ga.id = g.article_id
                                      WHERE g.tag = :tag))
  AND NOT EXISTS (SELECT 1 FROM articles a
                  WHERE a.story_id = t.story_id AND a.kind = 'article' AND a.source_id = lacks.id)
  AND EXISTS (SELECT 1 FROM articles a
              WHERE a.source_id = lacks.id AND a.kind = 'article' AND a.published_day >= t.first_day
                AND a.published_day <= t.last_day)
ORDER BY t.papers DESC, t.first_day, t.story_id, coalesce(lacks.name, '')
