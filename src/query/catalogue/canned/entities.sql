-- title: Entities
-- about: Who and what is named most, in how many articles, stories and papers; mentions in copies count once.
-- chart: bars (x entity, apart type, y mentions): Names by mentions; mentions, copies left out
-- parameter: type (choice(person, organization, location, facility, norp, product, misc), default none): of this type only
-- parameter: source (source, default none): in this paper only
-- parameter: from (date, default none, example last month): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: count_by (choice(article, story, source), default none): most of these first, rather than most mentions
-- parameter: tag (tag, default none): with this tag only
-- effort: every mention of the period is counted: two million of them take three seconds.
WITH counted_in_articles AS (
    SELECT m.article_id, m.entity_id, count(*) AS mentions
    FROM articles a
    CROSS JOIN mentions m
    LEFT JOIN sources s ON s.id = a.source_id
    WHERE m.article_id = a.id
      AND a.kind = 'article'
      AND (:source IS NULL OR s.name = :source)
      AND (:from IS NULL OR a.published_day >= :from)
      AND (:to IS NULL OR a.published_day <= :to)
      AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
    GROUP BY m.article_id, m.entity_id
),
named AS (
    SELECT n.article_id, a.duplicate_of, a.story_id, a.source_id, a.published_day, n.entity_id, n.mentions
    FROM counted_in_articles n
    CROSS JOIN articles a
    WHERE a.id = n.article_id
),
counted AS (
    SELECT n.entity_id,
           sum(CASE WHEN n.duplicate_of IS NULL THEN n.mentions ELSE 0 END) AS mentions,
           count(CASE WHEN n.duplicate_of IS NULL THEN n.article_id END) AS articles,
           count(DISTINCT n.story_id) AS stories, count(DISTINCT n.source_id) AS sources,
           min(n.published_day) AS first_day, max(n.published_day) AS last_day
    FROM named n
    GROUP BY n.entity_id
)
SELECT e.name AS entity, e.type, c.mentions, c.articles, c.stories, c.sources, c.first_day AS "first",
       c.last_day AS "last"
FROM counted c
JOIN entities e ON e.id = c.entity_id
WHERE e.hidden = 0
  AND (:type IS NULL OR e.type = :type)
ORDER BY CASE WHEN :count_by = 'article' THEN c.articles
              WHEN :count_by = 'story' THEN c.stories
              WHEN :count_by = 'source' THEN c.sources END DESC,
         c.mentions DESC, c.articles DESC, entity, e.id
