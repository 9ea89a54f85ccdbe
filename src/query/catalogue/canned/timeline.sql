-- title: Timeline
-- about: What the articles date, in the order of the dates and not of publication: the raw material of a chronology.
-- chart: none (see volume): each row is a date in a sentence
-- parameter: entity (entity, default none, example Jane Roe): near to where this one is named, by any name
-- parameter: within (int, default 250): at most this many characters from the name
-- parameter: from (date, default none, example 2024): dates on this day or later
-- parameter: to (date, default none): dates on this day or earlier
-- parameter: source (source, default none): in this paper only
-- parameter: tag (tag, default none): with this tag only
-- note: without a name or a period every date of the archive is listed. Ages and spans of unknown beginning are left
--    out; a copy's dates are those of its original.
WITH near AS (
    SELECT DISTINCT d.article_id, d.start
    FROM entities e
    JOIN mentions m ON m.entity_id = e.id
    JOIN dates d ON d.article_id = m.article_id
    WHERE e.key = :entity
      AND abs(d.start - m.start) <= :within
    UNION ALL
    SELECT d.article_id, d.start
    FROM dates d
    WHERE :entity IS NULL
      AND d.earliest IS NOT NULL
)
SELECT d.earliest AS "from", d.latest AS "to", d.text AS as_written,
       replace(replace(CASE WHEN d.sentence_start IS NULL
                                THEN substr(a.body, CASE WHEN d.start > 100 THEN d.start - 99 ELSE 1 END, 200)
                            ELSE substr(a.body, d.sentence_start + 1, d.sentence_end - d.sentence_start) END, '
', ' '), '  ', ' ') AS context,
       a.published_day AS published, s.name AS source, a.title, a.url, a.id AS article_id
FROM near n
CROSS JOIN dates d
JOIN articles a ON a.id = d.article_id
LEFT JOIN sources s ON s.id = a.source_id
WHERE d.article_id = n.article_id
  AND d.start = n.start
  AND d.earliest IS NOT NULL
  AND d.type IN ('DATE', 'TIME')
  AND a.kind = 'article'
  AND a.duplicate_of IS NULL
  AND (:from IS NULL OR d.latest >= :from)
  AND (:to IS NULL OR d.earliest <= :to)
  AND (:source IS NULL OR s.name = :source)
  AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
ORDER BY d.earliest, d.latest, coalesce(a.published_day, ''), a.id, d.start
