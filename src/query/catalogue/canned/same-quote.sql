-- title: The same quote
-- about: One quote in several articles: who printed it first, who after, and where the words differ.
-- chart: none (see speakers): each row is a quote in another article
-- parameter: speaker (entity, default none, example Jane Roe): of this one only, by any name
-- parameter: differing (bool, default no): only where the words differ
-- parameter: letters (int, default 25): quotes are one if this many characters are the same at the beginning or the end
-- parameter: from (date, default none, example last month): first printed on this day or later
-- parameter: to (date, default none): first printed on this day or earlier
-- parameter: tag (tag, default none): where one of the two articles has this tag only
-- note: unless a speaker is named, every quote of the archive is held against every other: that takes longer the more
--    there are.
WITH said AS (
    SELECT q.id, q.article_id, q.speaker_entity_id, q.start, q.text, a.published_day,
           coalesce(a.published_at, '9999') AS moment,
           CASE WHEN substr(q.text, length(q.text), 1) IN (',', '.', '!', '?', ';')
                THEN substr(q.text, 1, length(q.text) - 1) ELSE q.text END AS words
    FROM entities e
    JOIN quotes q ON q.speaker_entity_id = e.id
    JOIN articles a ON a.id = q.article_id
    WHERE (:speaker IS NULL OR e.key = :speaker)
      AND q.kind IN ('direct', 'partial')
      AND a.kind = 'article'
      AND length(q.text) > :letters
),
placed AS (
    SELECT s.id, s.article_id,
           first_value(s.id) OVER (PARTITION BY s.speaker_entity_id, lower(substr(s.words, 1, :letters))
                                   ORDER BY s.moment, s.article_id, s.start) AS first_id
    FROM said s
    UNION ALL
    SELECT s.id, s.article_id,
           first_value(s.id) OVER (PARTITION BY s.speaker_entity_id,
                                                lower(substr(s.words, length(s.words) - :letters + 1, :letters))
                                   ORDER BY s.moment, s.article_id, s.start) AS first_id
    FROM said s
),
pairs AS (
    SELECT DISTINCT p.first_id, p.id
    FROM placed p
    WHERE p.first_id <> p.id
)
SELECT e.name AS speaker, CASE WHEN f.words = o.words THEN 'same' ELSE 'differs' END AS wording,
       f.text AS first_text, fs.name AS first_source, o.text, os.name AS source, f.published_day AS first_published,
       o.published_day AS published, oa.title, oa.url, f.article_id AS first_article_id, o.article_id
FROM pairs p
JOIN said f ON f.id = p.first_id
JOIN said o ON o.id = p.id AND o.article_id <> f.article_id
JOIN entities e ON e.id = f.speaker_entity_id
JOIN articles fa ON fa.id = f.article_id
JOIN articles oa ON oa.id = o.article_id
LEFT JOIN sources fs ON fs.id = fa.source_id
LEFT JOIN sources os ON os.id = oa.source_id
WHERE (:differing = 0 OR f.words <> o.words)
  AND (:from IS NULL OR f.published_day >= :from)
  AND (:to IS NULL OR f.published_day <= :to)
  AND (:tag IS NULL OR f.article_id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag)
       OR o.article_id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
ORDER BY coalesce(f.published_day, ''), f.article_id, f.start, coalesce(o.published_day, ''), o.article_id, o.start, f.id, o.id
