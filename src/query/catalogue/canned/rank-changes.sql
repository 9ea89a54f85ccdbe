-- title: Changes of rank
-- about: Who and what is in more or fewer articles than in another period, by rank: those that came, those that went, and those that moved most.
-- chart: dots (x entity, apart type, y articles_before, y articles): Names whose rank changed most; articles in each period
-- parameter: from (date, example this month): the period: published on this day or later
-- parameter: to (date, default none): the period: published on this day or earlier
-- parameter: before_from (date, default none, example last month): the period before: published on this day or later
-- parameter: before_to (date, default none, example last month): the period before: published on this day or earlier; unless given, all before the period
-- parameter: type (choice(person, organization, location, facility, norp, product, misc), default none): of this type only
-- parameter: source (source, default none): in this paper only
-- parameter: top (int, default 100): among this many of either period
-- parameter: tag (tag, default none): with this tag only
-- note: names that are in equally many articles have one rank. `rank` is empty where the name is in no article of the
--    period, `rank_before` likewise; such a name has come from below, or fallen below, the last rank. Copies count
--    once.
-- effort: every mention of both periods is counted: four million of them take five seconds.
WITH sided AS (
    SELECT a.id,
           CASE WHEN a.published_day >= :from AND (:to IS NULL OR a.published_day <= :to) THEN 'now'
                WHEN (:before_from IS NULL OR a.published_day >= :before_from)
                 AND a.published_day <= coalesce(:before_to, '9999')
                 AND (:before_to IS NOT NULL OR a.published_day < :from) THEN 'before' END AS side
    FROM articles a
    LEFT JOIN sources s ON s.id = a.source_id
    WHERE a.kind = 'article'
      AND a.duplicate_of IS NULL
      AND a.published_day IS NOT NULL
      AND a.published_day >= CASE WHEN :before_from < :from THEN :before_from
                                  WHEN :before_from IS NULL THEN '0000' ELSE :from END
      AND (:source IS NULL OR s.name = :source)
      AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
),
sizes AS (
    SELECT count(CASE WHEN c.side = 'now' THEN c.id END) AS now, count(CASE WHEN c.side = 'before' THEN c.id END) AS before
    FROM sided c
),
counted AS (
    SELECT x.entity_id, count(CASE WHEN x.side = 'now' THEN x.id END) AS now,
           count(CASE WHEN x.side = 'before' THEN x.id END) AS before
    FROM (SELECT DISTINCT c.id, c.side, m.entity_id
          FROM sided c
          JOIN mentions m ON m.article_id = c.id
          WHERE c.side IS NOT NULL) x
    JOIN entities e ON e.id = x.entity_id
    WHERE e.hidden = 0
      AND (:type IS NULL OR e.type = :type)
    GROUP BY x.entity_id
),
placed AS (
    SELECT c.entity_id, c.now, c.before,
           rank() OVER (ORDER BY c.now DESC) AS rank_now, rank() OVER (ORDER BY c.before DESC) AS rank_before
    FROM counted c
)
SELECT e.name AS entity, e.type, CASE WHEN p.now > 0 THEN p.rank_now END AS rank,
       CASE WHEN p.before > 0 THEN p.rank_before END AS rank_before, p.rank_before - p.rank_now AS change,
       p.now AS articles, p.before AS articles_before,
       CASE WHEN z.now > 0 THEN round(100.0 * p.now / z.now, 1) END AS in_100_articles,
       CASE WHEN z.before > 0 THEN round(100.0 * p.before / z.before, 1) END AS in_100_before
FROM placed p
JOIN entities e ON e.id = p.entity_id
CROSS JOIN sizes z
WHERE p.rank_now <> p.rank_before
  AND (p.rank_now <= :top OR p.rank_before <= :top)
ORDER BY abs(p.rank_before - p.rank_now) DESC, p.now DESC, p.before DESC, entity, e.id
