-- title: Quotes about somebody
-- about: What people say of a person, organisation or place: quotes in which it is named, oldest first; copies are left out.
-- chart: none (see speakers): each row is a quote
-- parameter: entity (entity, example Jane Roe): who or what, by any name
-- parameter: kind (choice(direct, partial, indirect), default none): whole utterances, fragments, or reported speech only; reported speech is left out unless it is chosen
-- parameter: source (source, default none): in this paper only
-- parameter: from (date, default none, example last month): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: min_confidence (share, default 0.8): only quotes whose speaker is at least this likely to be right; 0 shows all
-- parameter: tag (tag, default none): with this tag only
-- effort: every mention is compared with the quotes of its article: for a name that is in most of twenty thousand
--    articles that takes two tenths of a second.
WITH about AS (
    SELECT DISTINCT q.id, en.name AS about
    FROM entities en
    JOIN mentions m ON m.entity_id = en.id
    JOIN quotes q ON q.article_id = m.article_id AND q.start <= m.start AND q."end" >= m."end"
    WHERE en.key = :entity
      AND CASE WHEN :kind IS NULL THEN q.kind IN ('direct', 'partial') ELSE q.kind = :kind END
)
SELECT a.published_day AS published, b.about, coalesce(e.name, q.speaker) AS speaker, q.text, q.kind, q.confidence,
       s.name AS source, a.title,
       replace(substr(a.body, CASE WHEN q.start > 100 THEN q.start - 99 ELSE 1 END,
                      CASE WHEN q.start > 100 THEN 100 ELSE q.start END + q."end" - q.start + 100), '
', ' ') AS context,
       a.url, a.story_id AS story, a.id AS article_id
FROM about b
JOIN quotes q ON q.id = b.id
JOIN articles a ON a.id = q.article_id
LEFT JOIN entities e ON e.id = q.speaker_entity_id
LEFT JOIN sources s ON s.id = a.source_id
WHERE a.kind = 'article'
  AND a.duplicate_of IS NULL
  AND q.confidence >= :min_confidence
  AND (:source IS NULL OR s.name = :source)
  AND (:from IS NULL OR a.published_day >= :from)
  AND (:to IS NULL OR a.published_day <= :to)
  AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
ORDER BY coalesce(a.published_day, ''), a.id, q.start, b.about
