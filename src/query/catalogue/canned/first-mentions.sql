-- title: First mentions
-- about: Who and what is new: named for the first time in a period, and in which article.
-- chart: none (see entities): each row is a name with its first article
-- parameter: type (choice(person, organization, location, facility, norp, product, misc), default none): of this type only
-- parameter: from (date, example this month): new on this day or later
-- parameter: to (date, default none): new on this day or earlier
-- parameter: at_least (int, default 1): named in at least this many articles of the period
-- parameter: tag (tag, default none): named in articles of the period with this tag only
-- note: articles without a day are not looked at.
-- effort: every mention of the period is counted: two million of them take two seconds.
WITH period AS (
    SELECT a.id, a.published_day
    FROM articles a
    WHERE a.kind = 'article'
      AND a.duplicate_of IS NULL
      AND a.published_day >= :from
      AND a.published_day <= coalesce(:to, '9999')
      AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
),
named AS (
    SELECT m.entity_id, min(p.published_day) AS first_day, count(*) AS mentions, count(DISTINCT p.id) AS articles
    FROM period p
    JOIN mentions m ON m.article_id = p.id
    GROUP BY m.entity_id
    HAVING count(DISTINCT p.id) >= :at_least
),
fresh AS (
    SELECT n.entity_id, n.first_day, n.mentions, n.articles
    FROM named n
    WHERE NOT EXISTS (SELECT 1 FROM mentions m
                      JOIN articles a ON a.id = m.article_id
                      WHERE m.entity_id = n.entity_id AND a.kind = 'article' AND a.published_day < :from)
),
first_article AS (
    SELECT f.entity_id, min(p.id) AS article_id
    FROM period p
    CROSS JOIN mentions m
    CROSS JOIN fresh f
    WHERE m.article_id = p.id
      AND f.entity_id = m.entity_id
      AND f.first_day = p.published_day
    GROUP BY f.entity_id
)
SELECT f.first_day AS "first", e.name AS entity, e.type, f.articles, f.mentions, s.name AS source, a.title, a.url,
       a.id AS article_id
FROM fresh f
JOIN entities e ON e.id = f.entity_id
JOIN first_article fa ON fa.entity_id = f.entity_id
JOIN articles a ON a.id = fa.article_id
LEFT JOIN sources s ON s.id = a.source_id
WHERE e.hidden = 0
  AND (:type IS NULL OR e.type = :type)
ORDER BY f.first_day, f.articles DESC, f.mentions DESC, entity, e.id
