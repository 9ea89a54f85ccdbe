-- title: Quotes without a speaker
-- about: Quotes without a known speaker, or of an unknown "he" or "she": to be looked up by hand.
-- chart: none (see speakers): each row is a quote
-- parameter: source (source, default none): in this paper only
-- parameter: from (date, default none, example last month): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: tag (tag, default none): with this tag only
SELECT a.published_day AS published, s.name AS source, q.text, q.kind, q.speaker AS as_written,
       replace(substr(a.body, CASE WHEN q.start > 100 THEN q.start - 99 ELSE 1 END,
                      CASE WHEN q.start > 100 THEN 100 ELSE q.start END + q."end" - q.start + 100), '
', ' ') AS context,
       a.title, a.url, a.id AS article_id, q.id AS quote_id
FROM quotes q
JOIN articles a ON a.id = q.article_id
LEFT JOIN sources s ON s.id = a.source_id
WHERE q.speaker_entity_id IS NULL
  AND (q.speaker IS NULL OR lower(q.speaker) IN ('he', 'she', 'they', 'it', 'who'))
  AND q.kind IN ('direct', 'partial')
  AND a.kind = 'article'
  AND a.duplicate_of IS NULL
  AND (:source IS NULL OR s.name = :source)
  AND (:from IS NULL OR a.published_day >= :from)
  AND (:to IS NULL OR a.published_day <= :to)
  AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
ORDER BY coalesce(a.published_day, ''), a.id, q.start
