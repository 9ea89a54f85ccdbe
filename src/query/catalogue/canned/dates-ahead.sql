-- title: Dates ahead
-- about: What the articles say will happen, by date: days after an article's own, with the words around them.
-- parameter: from (date, default none): to happen on this day or later
-- parameter: to (date, default none): to happen on this day or earlier
-- parameter: source (source, default none): in this paper only
-- note: without a period every date of the archive is listed, in the order in which things are to happen.
SELECT d.earliest AS "from", d.latest AS "to", d.text AS as_written,
       substr(a.body, CASE WHEN d.start > 100 THEN d.start - 99 ELSE 1 END, 200) AS context,
       a.published_day AS published, s.name AS source, a.title, a.url, a.id AS article_id
FROM dates d
JOIN articles a ON a.id = d.article_id
LEFT JOIN sources s ON s.id = a.source_id
WHERE d.type IN ('DATE', 'TIME')
  AND a.kind = 'article'
  AND a.duplicate_of IS NULL
  AND d.latest > a.published_day
  AND d.earliest >= a.published_day
  AND (:from IS NULL OR d.latest >= :from)
  AND (:to IS NULL OR d.earliest <= :to)
  AND (:source IS NULL OR s.name = :source)
ORDER BY d.earliest, d.latest, a.id, d.start
