-- title: Dates ahead
-- about: What the articles say will happen, by date: days after an article's own, with the sentence that says so and how certainly it does.
-- chart: none (see volume): each row is a date in a sentence
-- parameter: from (date, default none): to happen on this day or later
-- parameter: to (date, default none): to happen on this day or earlier
-- parameter: source (source, default none): in this paper only
-- parameter: certainty (choice(certain, likely, possible), default likely): at least this certain
-- parameter: tag (tag, default none): with this tag only
-- note: certain: "will", "is due on"; likely: "plans to", "is expected to", "the November election"; possible: "may", "if",
--    and dates to come of which nothing more is said. Without a period every date of the archive is listed, in the order
--    in which things are to happen. Articles from before this query need presscut reextract.
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
  AND (:from IS NULL OR d.latest >= :from)
  AND (:to IS NULL OR d.earliest <= :to)
  AND (:source IS NULL OR s.name = :source)
  AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
ORDER BY d.earliest, d.latest, a.id, d.start
