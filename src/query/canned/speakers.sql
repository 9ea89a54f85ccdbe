-- title: Speakers
-- about: Who is quoted most, in how many articles and papers; copies of an article are left out.
-- parameter: source (source, default none): in this paper only
-- parameter: from (date, default none): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
SELECT e.name AS speaker, e.type,
       count(DISTINCT a.id || ' ' || q.utterance) AS quotes,
       count(DISTINCT a.id) AS articles,
       count(DISTINCT a.source_id) AS sources,
       min(a.published_day) AS "first", max(a.published_day) AS "last"
FROM quotes q
JOIN entities e ON e.id = q.speaker_entity_id
JOIN articles a ON a.id = q.article_id
LEFT JOIN sources s ON s.id = a.source_id
WHERE q.kind <> 'term'
  AND a.kind = 'article'
  AND a.duplicate_of IS NULL
  AND (:source IS NULL OR s.name = :source)
  AND (:from IS NULL OR a.published_day >= :from)
  AND (:to IS NULL OR a.published_day <= :to)
GROUP BY e.id, e.name, e.type
ORDER BY quotes DESC, articles DESC, speaker, e.id
