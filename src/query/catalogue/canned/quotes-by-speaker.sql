-- title: Quotes by speaker
-- about: What somebody said, oldest first, and where it was printed; copies of an article are left out.
-- chart: none (see speakers): each row is a quote
-- parameter: speaker (entity, example Jane Roe): whose words, by any name
-- parameter: kind (choice(direct, partial, indirect), default none): whole utterances, fragments, or reported speech only; reported speech is left out unless it is chosen
-- parameter: from (date, default none): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: min_confidence (share, default 0.8): only quotes whose speaker is at least this likely to be right; 0 shows all
-- parameter: tag (tag, default none): with this tag only
-- note: quotes with one `article_id` and one `utterance` are pieces of what was said at one go; `speakers` counts both.
SELECT a.published_day AS published, e.name AS speaker, q.speaker AS as_written, q.text, q.kind, q.cue,
       q.confidence, s.name AS source, a.title, a.url, a.id AS article_id, q.utterance
FROM entities e
JOIN quotes q ON q.speaker_entity_id = e.id
JOIN articles a ON a.id = q.article_id
LEFT JOIN sources s ON s.id = a.source_id
WHERE e.key = :speaker
  AND a.kind = 'article'
  AND a.duplicate_of IS NULL
  AND q.confidence >= :min_confidence
  AND CASE WHEN :kind IS NULL THEN q.kind IN ('direct', 'partial') ELSE q.kind = :kind END
  AND (:from IS NULL OR a.published_day >= :from)
  AND (:to IS NULL OR a.published_day <= :to)
  AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
ORDER BY coalesce(a.published_day, ''), a.id, q.start
