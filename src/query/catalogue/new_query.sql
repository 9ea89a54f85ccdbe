-- title: NAME
-- about: What this answers, in a sentence.
-- parameter: source (source, default none): of this paper only
-- parameter: from (date, default none): published on this day or later
-- parameter: to (date, default none): published on this day or earlier

-- A parameter is written `name (type, default value, example value): help`; without a default it has to be given. Types:
-- text, int, share (0 to 1), bool, date, entity (compare it with entities.key), source (with sources.name), choice(a, b).
-- To draw the rows, put under `about` a line as `-- chart: bars (x source, y words): Words by paper; words`.
-- `presscut schema` shows tables and columns.
SELECT a.id, a.published_day AS published, s.name AS source, a.title, a.word_count AS words
FROM articles a
LEFT JOIN sources s ON s.id = a.source_id
WHERE a.kind = 'article'
  AND (:source IS NULL OR s.name = :source)
  AND (:from IS NULL OR a.published_day >= :from)
  AND (:to IS NULL OR a.published_day <= :to)
ORDER BY a.published_day, a.id
