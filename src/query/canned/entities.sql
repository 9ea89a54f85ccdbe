-- title: Entities
-- about: Who and what is named most, in how many articles and papers; copies of an article are left out.
-- parameter: type (choice(person, organization, location, facility, norp, product, misc), default none): of this type only
-- parameter: source (source, default none): in this paper only
-- parameter: from (date, default none): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
SELECT e.name AS entity, e.type, count(*) AS mentions, count(DISTINCT a.id) AS articles,
       count(DISTINCT a.source_id) AS sources, min(a.published_day) AS "first", max(a.published_day) AS "last"
FROM entities e
JOIN mentions m ON m.entity_id = e.id
JOIN articles a ON a.id = m.article_id
LEFT JOIN sources s ON s.id = a.source_id
WHERE a.duplicate_of IS NULL
  AND a.kind = 'article'
  AND (:type IS NULL OR e.type = :type)
  AND (:source IS NULL OR s.name = :source)
  AND (:from IS NULL OR a.published_day >= :from)
  AND (:to IS NULL OR a.published_day <= :to)
GROUP BY e.id, e.name, e.type
ORDER BY mentions DESC, articles DESC, entity, e.id
