-- title: Articles mentioning somebody
-- about: The articles in which a person, organisation or place is named, with the first place where it is.
-- parameter: entity (entity, example Jane Roe): who or what, by any name
-- parameter: source (source, default none): of this paper only
-- parameter: from (date, default none): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
SELECT a.id, a.published_day AS published, s.name AS source, a.title, e.name AS entity, e.type,
       count(*) AS mentions,
       substr(a.body, CASE WHEN min(m.start) > 60 THEN min(m.start) - 59 ELSE 1 END, 160) AS context,
       a.url
FROM entities e
JOIN mentions m ON m.entity_id = e.id
JOIN articles a ON a.id = m.article_id
LEFT JOIN sources s ON s.id = a.source_id
WHERE e.key = :entity
  AND a.kind = 'article'
  AND (:source IS NULL OR s.name = :source)
  AND (:from IS NULL OR a.published_day >= :from)
  AND (:to IS NULL OR a.published_day <= :to)
GROUP BY a.id, a.published_day, s.name, a.title, e.name, e.type, a.body, a.url
ORDER BY a.published_day, a.id, e.type
