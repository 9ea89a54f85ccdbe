-- title: Captions and credits
-- about: Captions of the pictures, and who took them.
-- chart: none (see bylines): each row is the text of a picture
-- parameter: kind (choice(caption, credit), default none): of this kind only
-- parameter: holds (text, default none, example AFP): that hold these words
-- parameter: source (source, default none): in this paper only
-- parameter: from (date, default none, example last month): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: tag (tag, default none): with this tag only
SELECT a.published_day AS published, s.name AS source, b.kind, b.text, a.title, a.url, a.id AS article_id
FROM blocks b
JOIN articles a ON a.id = b.article_id
LEFT JOIN sources s ON s.id = a.source_id
WHERE b.kind IN ('caption', 'credit')
  AND (:kind IS NULL OR b.kind = :kind)
  AND (:holds IS NULL OR lower(b.text) LIKE '%' || lower(:holds) || '%')
  AND (:source IS NULL OR s.name = :source)
  AND (:from IS NULL OR a.published_day >= :from)
  AND (:to IS NULL OR a.published_day <= :to)
  AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
ORDER BY coalesce(a.published_day, ''), a.id, b.line, b.id
