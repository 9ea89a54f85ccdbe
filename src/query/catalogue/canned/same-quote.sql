-- title: The same quote
-- about: One quote in several articles: who printed it first, who after, and where the words differ.
-- chart: none (see speakers): each row is a quote in another article
-- parameter: speaker (entity, default none, example Jane Roe): of this one only, by any name
-- parameter: differing (bool, default no): only where the words differ
-- parameter: letters (int, default 25): quotes are one if this many characters are the same at the beginning or the end
-- parameter: from (date, default none, example last month): first printed on this day or later
-- parameter: to (date, default none): first printed on this day or earlier
-- parameter: tag (tag, default none): where one of the two articles has this tag only
-- note: unless a speaker is named, all quotes of each speaker are held against each other, one speaker after the other: that
--    takes longer the more there are; memory grows only with what is found.
WITH placed AS (
    SELECT q.id, q.article_id,
           first_value(q.id) OVER (PARTITION BY e.id, lower(substr(q.text, 1, :letters))
                                   ORDER BY coalesce(a.published_at, '9999'), q.article_id, q.start) AS first_id
    FROM entities e
    JOIN quotes q ON q.speaker_entity_id = +e.id
    JOIN articles a ON a.id = +q.article_id
    WHERE (:speaker IS NULL OR e.key = :speaker)
      AND q.kind IN ('direct', 'partial')
      AND a.kind = 'article'
      AND length(q.text) > :letters
    UNION ALL
    SELECT q.id, q.article_id,
           first_value(q.id) OVER (PARTITION BY e.id, lower(CASE WHEN substr(q.text, length(q.text), 1) IN (',', '.', '!', '?', ';')
                                                            THEN substr(q.text, length(q.text) - :letters, :letters)
                                                            ELSE substr(q.text, length(q.text) - :letters + 1, :letters) END)
                                   ORDER BY coalesce(a.published_at, '9999'), q.article_id, q.start) AS first_id
    FROM entities e
    JOIN quotes q ON q.speaker_entity_id = +e.id
    JOIN articles a ON a.id = +q.article_id
    WHERE (:speaker IS NULL OR e.key = :speaker)
      AND q.kind IN ('direct', 'partial')
      AND a.kind = 'article'
      AND length(q.text) > :letters
),
pairs AS (
    SELECT DISTINCT p.first_id, p.id
    FROM placed p
    WHERE p.first_id <> p.id
),
said AS (
    SELECT f.id AS first_id, o.id, f.speaker_entity_id, f.article_id AS first_article_id, o.article_id, f.start AS first_start,
           o.start, f.text AS first_text, o.text,
           CASE WHEN substr(f.text, length(f.text), 1) IN (',', '.', '!', '?', ';')
                THEN substr(f.text, 1, length(f.text) - 1) ELSE f.text END AS first_words,
           CASE WHEN substr(o.text, length(o.text), 1) IN (',', '.', '!', '?', ';')
                THEN substr(o.text, 1, length(o.text) - 1) ELSE o.text END AS words
    FROM pairs p
    JOIN quotes f ON f.id = p.first_id
    JOIN quotes o ON o.id = p.id AND o.article_id <> f.article_id
)
SELECT e.name AS speaker, CASE WHEN q.first_words = q.words THEN 'same' ELSE 'differs' END AS wording, q.first_text,
       fs.name AS first_source, q.text, os.name AS source, fa.published_day AS first_published, oa.published_day AS published,
       oa.title, oa.url, q.first_article_id, q.article_id
FROM said q
JOIN entities e ON e.id = q.speaker_entity_id
JOIN articles fa ON fa.id = q.first_article_id
JOIN articles oa ON oa.id = q.article_id
LEFT JOIN sources fs ON fs.id = fa.source_id
LEFT JOIN sources os ON os.id = oa.source_id
WHERE (:differing = 0 OR q.first_words <> q.words)
  AND (:from IS NULL OR fa.published_day >= :from)
  AND (:to IS NULL OR fa.published_day <= :to)
  AND (:tag IS NULL OR q.first_article_id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag)
       OR q.article_id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
ORDER BY coalesce(fa.published_day, ''), q.first_article_id, q.first_start, coalesce(oa.published_day, ''), q.article_id, q.start,
         q.first_id, q.id
