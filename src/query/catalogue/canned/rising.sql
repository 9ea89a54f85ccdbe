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
current AS (SELECT max(d.period) AS period FROM dated d),
earlier AS (SELECT max(d.period) AS period FROM dated d WHERE d.period < (SELECT c.period FROM current c)),
sizes AS (
    SELECT count(CASE WHEN d.period = (SELECT c.period FROM current c) THEN d.id END) AS now,
           count(CASE WHEN d.period = (SELECT b.period FROM earlier b) THEN d.id END) AS before
    FROM dated d
),
compared AS (
    SELECT d.id, CASE WHEN d.period = (SELECT c.period FROM current c) THEN 'now' ELSE 'before' END AS side
    FROM dated d
    WHERE d.period IN (SELECT c.period FROM current c UNION ALL SELECT b.period FROM earlier b)
),
named AS (
    SELECT m.entity_id,
           count(DISTINCT CASE WHEN c.side = 'now' THEN c.id END) AS now,
           count(DISTINCT CASE WHEN c.side = 'before' THEN c.id END) AS before
    FROM compared c
    JOIN mentions m ON m.article_id = c.id
    GROUP BY m.entity_id
)
SELECT e.name AS entity, e.type, n.now AS articles, n.before AS articles_before,
       round(100.0 * n.now / z.now, 1) AS in_100_articles,
       CASE WHEN z.before > 0 THEN round(100.0 * n.before / z.before, 1) END AS in_100_before,
       c.period, b.period AS period_before
FROM named n
JOIN entities e ON e.id = n.entity_id
CROSS JOIN current c
CROSS JOIN earlier b
CROSS JOIN sizes z
WHERE n.now >= :at_least
  AND e.hidden = 0
  AND (:type IS NULL OR e.type = :type)
  AND (z.before = 0 OR 1.0 * n.now / z.now > 1.0 * n.before / z.before)
ORDER BY 1.0 * n.now / z.now - CASE WHEN z.before > 0 THEN 1.0 * n.before / z.before ELSE 0.0 END DESC,
         n.now DESC, entity, e.id
