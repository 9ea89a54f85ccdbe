-- title: Reporting verbs
-- about: The words with which papers give what is said: who "says", who "claims", who "admits".
-- chart: bars (x verb, y quotes): Quotes by reporting verb; quotes, copies left out
-- parameter: speaker (entity, default none, example Jane Roe): of what this one says only, by any name
-- parameter: source (source, default none): in this paper only
-- parameter: from (date, default none, example last month): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: tag (tag, default none): with this tag only
-- note: unless a speaker is named, every quote of the archive is read.
WITH counted AS (
    SELECT coalesce(s.name, '(none)') AS source, lower(q.cue) AS verb, count(*) AS quotes,
           count(DISTINCT q.speaker_entity_id) AS speakers
    FROM quotes q
    JOIN articles a ON a.id = q.article_id
    LEFT JOIN entities e ON e.id = q.speaker_entity_id
    LEFT JOIN sources s ON s.id = a.source_id
    WHERE q.cue IS NOT NULL
      AND q.kind IN ('direct', 'partial')
      AND a.kind = 'article'
      AND a.duplicate_of IS NULL
      AND (:speaker IS NULL OR e.key = :speaker)
      AND (:source IS NULL OR s.name = :source)
      AND (:from IS NULL OR a.published_day >= :from)
      AND (:to IS NULL OR a.published_day <= :to)
      AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
    GROUP BY s.id, s.name, lower(q.cue)
)
SELECT c.source, c.verb, c.quotes, round(100.0 * c.quotes / sum(c.quotes) OVER (PARTITION BY c.source), 1) AS percent,
       c.speakers
FROM counted c
ORDER BY c.source, c.quotes DESC, c.verb
