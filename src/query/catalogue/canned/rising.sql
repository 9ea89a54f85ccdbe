-- title: Rising
-- about: Who and what is named more than in the period before, by the share of articles that name it; copies count once.
-- chart: dots (x entity, apart type, y in_100_before as the period before, y in_100_articles as this period): Names that are in more articles than in the period before; articles in a hundred
-- parameter: by (choice(week, month, year), default month): the periods that are compared
-- parameter: to (date, default none, example last month): the period of the last article up to this day; the archive's last unless given
-- parameter: type (choice(person, organization, location, facility, norp, product, misc), default none): of this type only
-- parameter: source (source, default none): in this paper only
-- parameter: at_least (int, default 2): named in at least this many articles of the period
-- parameter: tag (tag, default none): with this tag only
-- note: the period before is the last one before it in which the archive has articles.
WITH dated AS (
    SELECT a.id, CASE WHEN :by = 'week' THEN a.published_week
                      WHEN :by = 'year' THEN a.published_year ELSE a.published_month END AS period
    FROM articles a
    LEFT JOIN sources s ON s.id = a.source_id
    WHERE a.kind = 'article'
      AND a.duplicate_of IS NULL
      AND a.published_day IS NOT NULL
      AND (:to IS NULL OR a.published_day <= :to)
      AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
      AND (:source IS NULL OR s.name = :source)
),
periods AS (SELECT d.period, count(*) AS articles FROM dated d GROUP BY d.period),
placed AS (
    SELECT p.period, p.articles, lead(p.period) OVER (ORDER BY p.period DESC) AS period_before,
           lead(p.articles) OVER (ORDER BY p.period DESC) AS articles_before,
           row_number() OVER (ORDER BY p.period DESC) AS place
    FROM periods p
),
sizes AS (
    SELECT p.period, p.articles AS now, p.period_before, coalesce(p.articles_before, 0) AS before
    FROM placed p
    WHERE p.place = 1
),
named AS (
    SELECT x.entity_id, count(CASE WHEN x.period = (SELECT z.period FROM sizes z) THEN x.id END) AS now,
           count(CASE WHEN x.period = (SELECT z.period_before FROM sizes z) THEN x.id END) AS before
    FROM (SELECT DISTINCT d.id, d.period, m.entity_id
          FROM dated d
          JOIN mentions m ON m.article_id = d.id
          WHERE d.period IN (SELECT z.period FROM sizes z UNION ALL SELECT z.period_before FROM sizes z)) x
    GROUP BY x.entity_id
)
SELECT e.name AS entity, e.type, n.now AS articles, n.before AS articles_before,
       round(100.0 * n.now / z.now, 1) AS in_100_articles,
       CASE WHEN z.before > 0 THEN round(100.0 * n.before / z.before, 1) END AS in_100_before,
       z.period, z.period_before
FROM named n
JOIN entities e ON e.id = n.entity_id
CROSS JOIN sizes z
WHERE n.now >= :at_least
  AND e.hidden = 0
  AND (:type IS NULL OR e.type = :type)
  AND (z.before = 0 OR 1.0 * n.now / z.now > 1.0 * n.before / z.before)
ORDER BY 1.0 * n.now / z.now - CASE WHEN z.before > 0 THEN 1.0 * n.before / z.before ELSE 0.0 END DESC,
         n.now DESC, entity, e.id
