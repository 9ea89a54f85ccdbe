-- title: Said before
-- about: What somebody has said on a topic, oldest first, to compare with today's words.
-- chart: none (see speakers): each row is a quote
-- parameter: speaker (entity, example Jane Roe): whose words, by any name
-- parameter: topic (text, example ferry): words that the quote holds
-- parameter: look_in (choice(quote, article), default quote): for the topic: in the quote itself, or anywhere in its article
-- parameter: kind (choice(direct, partial, indirect), default none): whole utterances, fragments, or reported speech only; reported speech is left out unless it is chosen
-- parameter: from (date, default none, example last month): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: tag (tag, default none): with this tag only
SELECT a.published_day AS published, e.name AS speaker, q.text, q.kind, q.cue, s.name AS source, a.title,
       replace(substr(a.body, CASE WHEN q.start > 100 THEN q.start - 99 ELSE 1 END,
                      CASE WHEN q.start > 100 THEN 100 ELSE q.start END + q."end" - q.start + 100), '
', ' ') AS context,
       a.url, a.story_id AS story, a.id AS article_id
FROM entities e
JOIN quotes q ON q.speaker_entity_id = e.id
JOIN articles a ON a.id = q.article_id
LEFT JOIN sources s ON s.id = a.source_id
WHERE e.key = :speaker
  AND a.kind = 'article'
  AND a.duplicate_of IS NULL
  AND CASE WHEN :kind IS NULL THEN q.kind IN ('direct', 'partial') ELSE q.kind = :kind END
  AND CASE WHEN :look_in = 'article' THEN lower(a.body) LIKE '%' || lower(:topic) || '%'
           ELSE lower(q.text) LIKE '%' || lower(:topic) || '%' END
  AND (:from IS NULL OR a.published_day >= :from)
  AND (:to IS NULL OR a.published_day <= :to)
  AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
ORDER BY coalesce(a.published_day, ''), a.id, q.start
