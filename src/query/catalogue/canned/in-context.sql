-- title: In context
-- about: Every place where somebody or something is named, with the words before and after it, oldest first.
-- chart: none (see entity-timeline): each row is a passage
-- parameter: entity (entity, example Jane Roe): who or what, by any name
-- parameter: source (source, default none): in this paper only
-- parameter: from (date, default none, example last month): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: tag (tag, default none): with this tag only
-- effort: a name that is in most of twenty thousand articles has a hundred thousand rows, which take some tenths of a
--    second.
SELECT a.published_day AS published, s.name AS source,
       replace(substr(a.body, CASE WHEN m.start > 60 THEN m.start - 59 ELSE 1 END,
                      CASE WHEN m.start > 60 THEN 60 ELSE m.start END), '
', ' ') AS before,
       m.surface AS name,
       replace(substr(a.body, m."end" + 1, 60), '
', ' ') AS after,
       a.title, a.url, a.id AS article_id
FROM entities e
JOIN mentions m ON m.entity_id = e.id
JOIN articles a ON a.id = m.article_id
LEFT JOIN sources s ON s.id = a.source_id
WHERE e.key = :entity
  AND a.kind = 'article'
  AND a.duplicate_of IS NULL
  AND (:source IS NULL OR s.name = :source)
  AND (:from IS NULL OR a.published_day >= :from)
  AND (:to IS NULL OR a.published_day <= :to)
  AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
ORDER BY coalesce(a.published_day, ''), a.id, m.start
