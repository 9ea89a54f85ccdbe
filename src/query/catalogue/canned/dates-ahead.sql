-- title: Dates ahead
-- about: What the articles say will happen, by date: days after an article's own, with the sentence that says so and how certainly it does.
-- chart: none (see volume): each row is a date in a sentence
-- parameter: entity (entity, default none, example Jane Roe): near to where this one is named, by any name
-- parameter: within (int, default 250): at most this many characters from the name
-- parameter: from (date, default none): to happen on this day or later
-- parameter: to (date, default none): to happen on this day or earlier
-- parameter: source (source, default none): in this paper only
-- parameter: certainty (choice(certain, likely, possible), default likely): at least this certain
-- parameter: tag (tag, default none): with this tag only
-- note: certain: "will", "is due on"; likely: "plans to", "is expected to", "the November election"; possible: "may", "if",
--    and dates to come of which nothing more is said. Without a period every date of the archive is listed, in the order
--    in which things are to happen. Articles from before this query need presscut reextract.
WITH near AS (
    SELECT DISTINCT d.id
    FROM entities e
    JOIN mentions m ON m.entity_id = e.id
    JOIN dates d ON d.article_id = m.article_id
    WHERE e.key = :entity
      AND abs(d.start - m.start) <= :within
)
SELECT d.earliest AS "from", d.latest AS "to", d.text AS as_written, d.ahead AS certainty,
       replace(replace(replace(substr(a.body, d.sentence_start + 1, d.sentence_end - d.sentence_start), '
', ' '), '  ', ' '), '  ', ' ') AS sentence,
       a.published_day AS published, s.name AS source, a.title, a.url, a.id AS article_id
FROM dates d
JOIN articles a ON a.id = d.article_id
LEFT JOIN sources s ON s.id = a.source_id
WHERE d.ahead IS NOT NULL
  AND CASE d.ahead WHEN 'certain' THEN 3 WHEN 'likely' THEN 2 ELSE 1 END
      >= CASE :certainty WHEN 'certain' THEN 3 WHEN 'likely' THEN 2 ELSE 1 END
  AND d.type IN ('DATE', 'TIME')
  AND a.kind = 'article'
  AND a.duplicate_of IS NULL
  AND d.latest > a.published_day
  AND (d.earliest >= a.published_day OR d.ahead = 'certain')
  AND (:entity IS NULL OR d.id IN (SELECT near.id FROM near))
  AND (:from IS NULL OR d.latest >= :from)
  AND (:to IS NULL OR d.earliest <= :to)
  AND (:source IS NULL OR s.name = :source)
  AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
ORDER BY d.earliest, d.latest, a.id, d.start
