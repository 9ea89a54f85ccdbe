-- title: Entities
-- about: Who and what is named most, in how many articles, stories and papers; mentions in copies count once.
-- parameter: type (choice(person, organization, location, facility, norp, product, misc), default none): of this type only
-- parameter: source (source, default none): in this paper only
-- parameter: from (date, default none): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: count_by (choice(article, story, source), default none): most of these first, rather than most mentions
SELECT e.name AS entity, e.type,
       count(CASE WHEN a.duplicate_of IS NULL THEN m.id END) AS mentions,
       count(DISTINCT CASE WHEN a.duplicate_of IS NULL THEN a.id END) AS articles,
       count(DISTINCT a.story_id) AS stories,
       count(DISTINCT a.source_id) AS sources,
       min(a.published_day) AS "first", max(a.published_day) AS "last"
FROM entities e
JOIN mentions m ON m.entity_id = e.id
JOIN articles a ON a.id = m.article_id
LEFT JOIN sources s ON s.id = a.source_id
WHERE a.kind = 'article'
  AND e.hidden = 0
  AND (:type IS NULL OR e.type = :type)
  AND (:source IS NULL OR s.name = :source)
  AND (:from IS NULL OR a.published_day >= :from)
  AND (:to IS NULL OR a.published_day <= :to)
GROUP BY e.id, e.name, e.type
ORDER BY CASE WHEN :count_by = 'article' THEN count(DISTINCT CASE WHEN a.duplicate_of IS NULL THEN a.id END)
              WHEN :count_by = 'story' THEN count(DISTINCT a.story_id)
              WHEN :count_by = 'source' THEN count(DISTINCT a.source_id) END DESC,
         mentions DESC, articles DESC, entity, e.id
