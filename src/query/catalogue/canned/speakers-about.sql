-- title: Speakers on a topic
-- about: Who is quoted most about a topic: utterances, quotes, articles and papers; quotes in articles about it, or those that name it themselves.
-- chart: bars (x speaker, apart type, y utterances): Utterances by speakers on :topic; utterances, copies left out
-- parameter: topic (text, example ferry): words that stand together in the article, or in the quote
-- parameter: look_in (choice(article, quote), default article): for the topic: in headline and text of the article, or in the quote itself
-- parameter: type (choice(person, organization, location, facility, norp, product, misc), default none): speakers of this type only
-- parameter: source (source, default none): in this paper only
-- parameter: from (date, default none, example last month): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: min_confidence (share, default 0.8): only quotes whose speaker is at least this likely to be right; 0 shows all
-- parameter: tag (tag, default none): with this tag only
-- note: an utterance that is printed in two pieces is two quotes. `naming_it` counts the quotes that have the words
--    themselves.
-- effort: every text of the period is looked through: a hundred thousand of them take up to thirteen seconds.
WITH about AS (
    SELECT a.id, a.story_id, a.source_id, a.published_day
    FROM articles a
    LEFT JOIN sources s ON s.id = a.source_id
    WHERE a.kind = 'article'
      AND a.duplicate_of IS NULL
      AND (:look_in = 'quote'
           OR lower(a.body) LIKE '%' || lower(:topic) || '%'
           OR lower(coalesce(a.title, '')) LIKE '%' || lower(:topic) || '%')
      AND (:source IS NULL OR s.name = :source)
      AND (:from IS NULL OR a.published_day >= :from)
      AND (:to IS NULL OR a.published_day <= :to)
      AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
),
uttered AS (
    SELECT q.speaker_entity_id, b.id, b.story_id, b.source_id, b.published_day,
           count(DISTINCT q.utterance) AS utterances, count(*) AS quotes,
           sum(CASE WHEN lower(q.text) LIKE '%' || lower(:topic) || '%' THEN 1 ELSE 0 END) AS naming_it
    FROM about b
    CROSS JOIN quotes q
    WHERE q.article_id = b.id
      AND q.speaker_entity_id IS NOT NULL
      AND q.kind IN ('direct', 'partial')
      AND q.confidence >= :min_confidence
      AND (:look_in = 'article' OR lower(q.text) LIKE '%' || lower(:topic) || '%')
    GROUP BY q.speaker_entity_id, b.id, b.story_id, b.source_id, b.published_day
)
SELECT e.name AS speaker, e.type, sum(u.utterances) AS utterances, sum(u.quotes) AS quotes,
       sum(u.naming_it) AS naming_it, count(*) AS articles, count(DISTINCT u.story_id) AS stories,
       count(DISTINCT u.source_id) AS sources, min(u.published_day) AS "first", max(u.published_day) AS "last"
FROM uttered u
JOIN entities e ON e.id = u.speaker_entity_id
WHERE e.hidden = 0
  AND (:type IS NULL OR e.type = :type)
GROUP BY e.id, e.name, e.type
ORDER BY utterances DESC, quotes DESC, articles DESC, speaker, e.id
