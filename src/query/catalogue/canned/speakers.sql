-- title: Speakers
-- about: Who is quoted most: utterances, the quotes that they are printed in, articles, stories and papers; copies of an article count once.
-- chart: bars (x speaker, apart type, y utterances): Utterances by speaker; utterances, copies left out
-- parameter: source (source, default none): in this paper only
-- parameter: from (date, default none, example last month): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: count_by (choice(article, story, source), default none): most of these first, rather than most utterances
-- parameter: min_confidence (share, default 0.8): only quotes whose speaker is at least this likely to be right; 0 shows all
-- parameter: tag (tag, default none): with this tag only
-- note: an utterance that is printed in two pieces is two quotes: `quotes` counts the rows of quotes-by-speaker,
--    `utterances` what was said. `left_out` counts utterances below min_confidence.
-- effort: every quote of the period is counted: half a million of them take five seconds.
WITH uttered AS (
    SELECT q.speaker_entity_id, a.id, a.duplicate_of, a.story_id, a.source_id, a.published_day,
           count(DISTINCT CASE WHEN q.confidence >= :min_confidence THEN q.utterance END) AS utterances,
           count(CASE WHEN q.confidence >= :min_confidence THEN q.id END) AS quotes,
           count(DISTINCT q.utterance) AS all_utterances
    FROM articles a
    CROSS JOIN quotes q
    LEFT JOIN sources s ON s.id = a.source_id
    WHERE q.article_id = a.id
      AND a.kind = 'article'
      AND q.speaker_entity_id IS NOT NULL
      AND q.kind IN ('direct', 'partial')
      AND (:source IS NULL OR s.name = :source)
      AND (:from IS NULL OR a.published_day >= :from)
      AND (:to IS NULL OR a.published_day <= :to)
      AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
    GROUP BY a.id, q.speaker_entity_id, a.duplicate_of, a.story_id, a.source_id, a.published_day
),
counted AS (
    SELECT u.speaker_entity_id,
           sum(CASE WHEN u.duplicate_of IS NULL THEN u.utterances ELSE 0 END) AS utterances,
           sum(CASE WHEN u.duplicate_of IS NULL THEN u.quotes ELSE 0 END) AS quotes,
           sum(CASE WHEN u.duplicate_of IS NULL THEN u.all_utterances - u.utterances ELSE 0 END) AS left_out,
           count(CASE WHEN u.duplicate_of IS NULL AND u.quotes > 0 THEN u.id END) AS articles,
           count(DISTINCT CASE WHEN u.quotes > 0 THEN u.story_id END) AS stories,
           count(DISTINCT CASE WHEN u.quotes > 0 THEN u.source_id END) AS sources,
           min(CASE WHEN u.quotes > 0 THEN u.published_day END) AS first_day,
           max(CASE WHEN u.quotes > 0 THEN u.published_day END) AS last_day, sum(u.quotes) AS shown
    FROM uttered u
    GROUP BY u.speaker_entity_id
)
SELECT e.name AS speaker, e.type, c.utterances, c.quotes, c.articles, c.stories, c.sources, c.first_day AS "first",
       c.last_day AS "last", c.left_out
FROM counted c
JOIN entities e ON e.id = c.speaker_entity_id
WHERE e.hidden = 0
  AND c.shown > 0
ORDER BY CASE WHEN :count_by = 'article' THEN c.articles
              WHEN :count_by = 'story' THEN c.stories
              WHEN :count_by = 'source' THEN c.sources END DESC,
         c.utterances DESC, c.articles DESC, speaker, e.id
