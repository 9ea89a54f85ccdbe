-- title: Speakers
-- about: Who is quoted most, in how many articles, stories and papers; a quote in copies of an article counts once.
-- parameter: source (source, default none): in this paper only
-- parameter: from (date, default none): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: count_by (choice(article, story, source), default none): most of these first, rather than most quotes
SELECT e.name AS speaker, e.type,
       count(DISTINCT CASE WHEN a.duplicate_of IS NULL THEN a.id || ' ' || q.utterance END) AS quotes,
       count(DISTINCT CASE WHEN a.duplicate_of IS NULL THEN a.id END) AS articles,
       count(DISTINCT a.story_id) AS stories,
       count(DISTINCT a.source_id) AS sources,
       min(a.published_day) AS "first", max(a.published_day) AS "last"
FROM quotes q
JOIN entities e ON e.id = q.speaker_entity_id
JOIN articles a ON a.id = q.article_id
LEFT JOIN sources s ON s.id = a.source_id
WHERE q.kind IN ('direct', 'partial')
  AND e.hidden = 0
  AND a.kind = 'article'
  AND (:source IS NULL OR s.name = :source)
  AND (:from IS NULL OR a.published_day >= :from)
  AND (:to IS NULL OR a.published_day <= :to)
GROUP BY e.id, e.name, e.type
ORDER BY CASE WHEN :count_by = 'article' THEN count(DISTINCT CASE WHEN a.duplicate_of IS NULL THEN a.id END)
              WHEN :count_by = 'story' THEN count(DISTINCT a.story_id)
              WHEN :count_by = 'source' THEN count(DISTINCT a.source_id) END DESC,
         quotes DESC, articles DESC, speaker, e.id
