-- title: Named together
-- about: Where two names are close together: the passage of each article in which they are nearest to each other.
-- chart: none (see co-mentions): each row is a passage
-- parameter: entity (entity, example Jane Roe): the one, by any name
-- parameter: other (entity, example Arden Post): the other, by any name
-- parameter: within (int, default 300): with at most this many characters between them
-- parameter: from (date, default none, example last month): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: tag (tag, default none): with this tag only
-- effort: mentions are compared with each other: for two names that are in most of twenty thousand articles that
--    takes a second or two.
WITH pairs AS (
    SELECT m.article_id,
           CASE WHEN m.start < o.start THEN m.start ELSE o.start END AS start,
           CASE WHEN m."end" > o."end" THEN m."end" ELSE o."end" END AS stop,
           row_number() OVER (PARTITION BY m.article_id ORDER BY abs(m.start - o.start), m.start, m.id, o.id) AS nearest
    FROM entities e
    JOIN mentions m ON m.entity_id = e.id
    JOIN entities oe ON oe.key = :other
    JOIN mentions o ON o.entity_id = oe.id AND o.article_id = m.article_id
    WHERE e.key = :entity
      AND abs(m.start - o.start) <= :within
)
SELECT a.published_day AS published, s.name AS source,
       replace(substr(a.body, CASE WHEN p.start > 80 THEN p.start - 79 ELSE 1 END,
                      CASE WHEN p.start > 80 THEN 80 ELSE p.start END + p.stop - p.start + 80), '
', ' ') AS passage,
       a.title, p.stop - p.start AS characters, a.url, a.id AS article_id
FROM pairs p
JOIN articles a ON a.id = p.article_id
LEFT JOIN sources s ON s.id = a.source_id
WHERE p.nearest = 1
  AND a.kind = 'article'
  AND a.duplicate_of IS NULL
  AND (:from IS NULL OR a.published_day >= :from)
  AND (:to IS NULL OR a.published_day <= :to)
  AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
ORDER BY coalesce(a.published_day, ''), a.id
