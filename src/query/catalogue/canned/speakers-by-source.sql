-- title: Speakers by paper
-- about: Who is quoted in each paper: utterances, quotes and articles of each speaker in each paper, and the paper's part
--    of all of the speaker's utterances.
-- chart: multiples (x speaker, y utterances, series source): Utterances by speaker, in each paper; utterances, copies left out
-- parameter: speaker (entity, default none, example Jane Roe): of this one only, by any name
-- parameter: source (source, default none): in this paper only
-- parameter: from (date, default none, example last month): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: at_least (int, default 1): with at least this many utterances in all papers together
-- parameter: min_confidence (share, default 0.8): only quotes whose speaker is at least this likely to be right; 0 shows all
-- parameter: tag (tag, default none): with this tag only
-- note: an utterance that is printed in two pieces is two quotes.
-- effort: unless a speaker is named, every quote of the period is counted: half a million of them take two seconds.
WITH uttered AS (
    SELECT q.speaker_entity_id, a.id, a.source_id, a.published_day, count(DISTINCT q.utterance) AS utterances, count(*) AS quotes
    FROM entities e
    CROSS JOIN quotes q
    JOIN articles a ON a.id = q.article_id
    WHERE e.key = :speaker
      AND q.speaker_entity_id = e.id
      AND e.hidden = 0
      AND q.kind IN ('direct', 'partial')
      AND q.confidence >= :min_confidence
      AND a.kind = 'article'
    GROUP BY q.speaker_entity_id, a.id, a.source_id, a.published_day
    UNION ALL
    SELECT q.speaker_entity_id, a.id, a.source_id, a.published_day, count(DISTINCT q.utterance), count(*)
    FROM articles a
    CROSS JOIN quotes q
    JOIN entities e ON e.id = q.speaker_entity_id
    WHERE :speaker IS NULL
      AND q.article_id = a.id
      AND e.hidden = 0
      AND q.kind IN ('direct', 'partial')
      AND q.confidence >= :min_confidence
      AND a.kind = 'article'
      AND (:from IS NULL OR a.published_day >= :from)
      AND (:to IS NULL OR a.published_day <= :to)
    GROUP BY a.id, q.speaker_entity_id, a.source_id, a.published_day
),
spoken AS (
    SELECT u.speaker_entity_id, u.source_id, sum(u.utterances) AS utterances, sum(u.quotes) AS quotes, count(*) AS articles,
           min(u.published_day) AS first_day, max(u.published_day) AS last_day
    FROM uttered u
    WHERE (:from IS NULL OR u.published_day >= :from)
      AND (:to IS NULL OR u.published_day <= :to)
      AND (:tag IS NULL OR u.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
    GROUP BY u.speaker_entity_id, u.source_id
),
summed AS (
    SELECT spoken.*, sum(spoken.utterances) OVER (PARTITION BY spoken.speaker_entity_id) AS of_utterances,
           count(*) OVER (PARTITION BY spoken.speaker_entity_id) AS papers
    FROM spoken
)
SELECT e.name AS speaker, e.type, coalesce(s.name, '(none)') AS source, t.utterances, t.quotes, t.articles, t.of_utterances,
       round(100.0 * t.utterances / t.of_utterances, 0) AS percent, t.papers, t.first_day AS "first", t.last_day AS "last"
FROM summed t
JOIN entities e ON e.id = t.speaker_entity_id
LEFT JOIN sources s ON s.id = t.source_id
WHERE t.of_utterances >= :at_least
  AND (:source IS NULL OR s.name = :source)
ORDER BY t.of_utterances DESC, speaker, e.id, t.utterances DESC, source, s.id
