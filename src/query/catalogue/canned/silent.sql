-- title: Named and never quoted
-- about: Who is in many articles and quoted in none: people to call, or people whom the papers write about without asking.
-- chart: bars (x entity, apart type, y articles): Names that are in articles and never quoted; articles
-- parameter: type (choice(person, organization, location, facility, norp, product, misc), default person): of this type
-- parameter: source (source, default none): in this paper only
-- parameter: from (date, default none, example last month): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: at_least (int, default 2): named in at least this many articles
-- parameter: tag (tag, default none): with this tag only
-- note: who was quoted in another paper, or before the period, is left out too.
-- effort: every mention of everybody of the type is counted, whatever the period: of a million articles that takes
--    six seconds.
WITH named AS (
    SELECT m.entity_id, m.article_id, count(*) AS mentions
    FROM entities e
    JOIN mentions m ON m.entity_id = e.id
    WHERE e.type = :type
      AND e.hidden = 0
      AND NOT EXISTS (SELECT 1 FROM quotes q
                      WHERE q.speaker_entity_id = e.id AND q.kind IN ('direct', 'partial'))
    GROUP BY m.entity_id, m.article_id
),
counted AS (
    SELECT n.entity_id, count(*) AS articles, sum(n.mentions) AS mentions, count(DISTINCT a.story_id) AS stories,
           count(DISTINCT a.source_id) AS sources, min(a.published_day) AS first_day, max(a.published_day) AS last_day
    FROM named n
    JOIN articles a ON a.id = n.article_id
    LEFT JOIN sources s ON s.id = a.source_id
    WHERE a.kind = 'article'
      AND a.duplicate_of IS NULL
      AND (:source IS NULL OR s.name = :source)
      AND (:from IS NULL OR a.published_day >= :from)
      AND (:to IS NULL OR a.published_day <= :to)
      AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
    GROUP BY n.entity_id
    HAVING count(*) >= :at_least
)
SELECT e.name AS entity, e.type, c.articles, c.mentions, c.stories, c.sources, c.first_day AS "first",
       c.last_day AS "last"
FROM counted c
JOIN entities e ON e.id = c.entity_id
ORDER BY c.articles DESC, c.mentions DESC, entity, e.id
