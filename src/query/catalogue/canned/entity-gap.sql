-- title: Coverage gap of somebody
-- about: What one paper printed about somebody or something and another did not: articles of stories that the other paper lacks, and how often it named them in that week.
-- chart: none (see entity-sources): each row is an article that another paper lacks
-- parameter: entity (entity, example Jane Roe): who or what, by any name
-- parameter: source (source, default none, example Arden Post): printed by this paper; by any but the other unless given
-- parameter: other (source, example Calder Tribune): and not by this paper
-- parameter: from (date, default none, example last month): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: tag (tag, default none): with this tag only
-- note: a story is one text in several versions. What the other paper wrote in words of its own is no version of it:
--    where `other_that_week` is above 0, it may have told the same in another way.
WITH named AS (
    SELECT m.article_id, e.name, count(*) AS mentions
    FROM entities e
    JOIN mentions m ON m.entity_id = e.id
    WHERE e.key = :entity
    GROUP BY m.article_id, e.id, e.name
),
other_weeks AS (
    SELECT a.published_week, count(DISTINCT a.id) AS articles
    FROM named n
    JOIN articles a ON a.id = n.article_id
    JOIN sources s ON s.id = a.source_id
    WHERE a.kind = 'article'
      AND s.name = :other
      AND a.published_week IS NOT NULL
    GROUP BY a.published_week
)
SELECT a.published_day AS published, s.name AS source, a.title, n.name AS entity, n.mentions, a.word_count AS words,
       coalesce(w.articles, 0) AS other_that_week, a.url, a.story_id AS story, a.id AS article_id
FROM named n
JOIN articles a ON a.id = n.article_id
LEFT JOIN sources s ON s.id = a.source_id
LEFT JOIN other_weeks w ON w.published_week = a.published_week
WHERE a.kind = 'article'
  AND coalesce(s.name, '') <> :other
  AND (:source IS NULL OR s.name = :source)
  AND (:source IS NOT NULL OR a.duplicate_of IS NULL)
  AND NOT EXISTS (SELECT 1 FROM articles o
                  JOIN sources os ON os.id = o.source_id
                  WHERE o.story_id = a.story_id AND o.kind = 'article' AND os.name = :other)
  AND (:from IS NULL OR a.published_day >= :from)
  AND (:to IS NULL OR a.published_day <= :to)
  AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
ORDER BY coalesce(a.published_day, ''), a.id, n.name
