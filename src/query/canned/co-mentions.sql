-- title: Who appears with whom
-- about: Who and what is named in the same articles as somebody, most often first; copies of an article are left out.
-- parameter: entity (entity): who or what, by any name
-- parameter: type (choice(person, organization, location, facility, norp, product, misc), default none): others of this type only
-- parameter: from (date, default none): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
WITH own AS (
    SELECT DISTINCT m.article_id
    FROM entities e
    JOIN mentions m ON m.entity_id = e.id
    JOIN articles a ON a.id = m.article_id
    WHERE e.key = :entity
      AND a.kind = 'article'
      AND a.duplicate_of IS NULL
      AND (:from IS NULL OR a.published_day >= :from)
      AND (:to IS NULL OR a.published_day <= :to)
)
SELECT e.name AS entity, e.type, count(DISTINCT m.article_id) AS articles_together, count(*) AS mentions
FROM own
JOIN mentions m ON m.article_id = own.article_id
JOIN entities e ON e.id = m.entity_id
WHERE e.key <> :entity
  AND (:type IS NULL OR e.type = :type)
GROUP BY e.id, e.name, e.type
ORDER BY articles_together DESC, mentions DESC, entity, e.id
