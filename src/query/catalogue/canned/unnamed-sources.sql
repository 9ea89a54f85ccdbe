-- title: Sources without a name
-- about: Who is quoted and not named: officials, spokespeople, witnesses, "sources close to"; with what they say.
-- chart: none (see reporting-verbs): each row is a quote
-- parameter: holds (text, default none, example official): described with these words
-- parameter: source (source, default none): in this paper only
-- parameter: from (date, default none, example last month): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: tag (tag, default none): with this tag only
-- effort: every quote of the period is looked at: half a million of them take three seconds.
SELECT q.speaker AS as_written,
       coalesce(e.name, (SELECT en.name
                         FROM mentions m
                         JOIN entities en ON en.id = m.entity_id
                         WHERE m.article_id = q.article_id
                           AND m.start >= q.speaker_start
                           AND m."end" <= q.speaker_end
                           AND en.type IN ('organization', 'person')
                         ORDER BY m.start DESC
                         LIMIT 1)) AS speaks_for,
       q.text, s.name AS source, a.published_day AS published, q.kind,
       q.cue, a.title, a.byline, a.url, a.id AS article_id
FROM articles a
CROSS JOIN quotes q
LEFT JOIN entities e ON e.id = q.speaker_entity_id
LEFT JOIN sources s ON s.id = a.source_id
WHERE q.article_id = a.id
  AND q.kind IN ('direct', 'partial')
  AND CASE WHEN q.speaker_entity_id IS NULL THEN q.speaker IS NOT NULL
           WHEN e.type IN ('organization', 'facility', 'location', 'norp', 'product', 'misc')
           THEN lower(q.speaker) LIKE 'a %' OR lower(q.speaker) LIKE 'an %' OR lower(q.speaker) LIKE '%spokes%'
                OR lower(q.speaker) LIKE '%official%' OR lower(q.speaker) LIKE '%source%'
           ELSE 1 = 0 END
  AND lower(q.speaker) NOT IN ('he', 'she', 'they', 'it', 'who')
  AND (:holds IS NULL OR lower(q.speaker) LIKE '%' || lower(:holds) || '%')
  AND a.kind = 'article'
  AND a.duplicate_of IS NULL
  AND (:source IS NULL OR s.name = :source)
  AND (:from IS NULL OR a.published_day >= :from)
  AND (:to IS NULL OR a.published_day <= :to)
  AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
ORDER BY coalesce(a.published_day, ''), a.id, q.start
