-- title: Who appears with whom
-- about: Who and what is named in the same articles as somebody, most often first; mentions in copies count once.
-- chart: bars (x entity, apart type, y articles_together): Names in the same articles as :entity; articles with both, copies left out
-- parameter: entity (entity, example Jane Roe): who or what, by any name
-- parameter: type (choice(person, organization, location, facility, norp, product, misc), default none): others of this type only
-- parameter: from (date, default none, example last month): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: count_by (choice(article, story, source), default article): most of these first
-- parameter: tag (tag, default none): with this tag only
-- effort: every mention of the articles is counted: for a name that is in twenty thousand of them that takes most of
--    a second.
WITH own AS (
    SELECT DISTINCT a.id, a.duplicate_of, a.story_id, a.source_id
    FROM entities e
    JOIN mentions m ON m.entity_id = e.id
    JOIN articles a ON a.id = m.article_id
    WHERE e.key = :entity
      AND a.kind = 'article'
      AND (:from IS NULL OR a.published_day >= :from)
      AND (:to IS NULL OR a.published_day <= :to)
      AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
),
pairs AS (
    SELECT own.id, own.duplicate_of, own.story_id, own.source_id, m.entity_id, count(*) AS mentions
    FROM own
    JOIN mentions m ON m.article_id = own.id
    GROUP BY own.id, own.duplicate_of, own.story_id, own.source_id, m.entity_id
)
SELECT e.name AS entity, e.type,
       count(CASE WHEN p.duplicate_of IS NULL THEN p.id END) AS articles_together,
       sum(CASE WHEN p.duplicate_of IS NULL THEN p.mentions ELSE 0 END) AS mentions,
       count(DISTINCT p.story_id) AS stories,
       count(DISTINCT p.source_id) AS sources
FROM pairs p
JOIN entities e ON e.id = p.entity_id
WHERE e.key <> :entity
  AND e.hidden = 0
  AND (:type IS NULL OR e.type = :type)
GROUP BY e.id, e.name, e.type
ORDER BY CASE WHEN :count_by = 'story' THEN count(DISTINCT p.story_id)
              WHEN :count_by = 'source' THEN count(DISTINCT p.source_id) END DESC,
         articles_together DESC, mentions DESC, entity, e.id
