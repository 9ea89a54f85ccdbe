-- title: Articles mentioning somebody
-- about: The articles in which a person, organisation or place is named, with the first place where it is.
-- chart: none (see entity-timeline): each row is an article
-- parameter: entity (entity, example Jane Roe): who or what, by any name
-- parameter: source (source, default none): of this paper only
-- parameter: from (date, default none, example last month): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: tag (tag, default none): with this tag only
-- effort: every mention of the name is read: for a name in most of twenty thousand articles that takes a tenth of a
--    second.
WITH named AS (
    SELECT m.article_id, e.id AS entity_id, e.name, e.type, count(*) AS mentions, min(m.start) AS first_start
    FROM entities e
    JOIN mentions m ON m.entity_id = e.id
    WHERE e.key = :entity
    GROUP BY m.article_id, e.id, e.name, e.type
)
SELECT a.id, a.published_day AS published, s.name AS source, a.title, n.name AS entity, n.type, n.mentions,
       replace(substr(a.body, CASE WHEN n.first_start > 60 THEN n.first_start - 59 ELSE 1 END, 160), '
', ' ') AS context,
       a.url
FROM named n
JOIN articles a ON a.id = n.article_id
LEFT JOIN sources s ON s.id = a.source_id
WHERE a.kind = 'article'
  AND (:source IS NULL OR s.name = :source)
  AND (:from IS NULL OR a.published_day >= :from)
  AND (:to IS NULL OR a.published_day <= :to)
  AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
ORDER BY coalesce(a.published_day, ''), a.id, n.type, n.entity_id
