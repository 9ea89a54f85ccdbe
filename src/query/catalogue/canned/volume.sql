-- title: Volume
-- about: How much each paper printed, day by day, week by week or month by month: gaps in it are gaps in the archive.
-- chart: lines (x period, y articles, series source): Articles by paper, over time; articles
-- parameter: by (choice(day, week, month, year), default month): the periods
-- parameter: source (source, default none): of this paper only
-- parameter: from (date, default none, example last month): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: tag (tag, default none): with this tag only
WITH dated AS (
    SELECT CASE WHEN :by = 'day' THEN a.published_day WHEN :by = 'week' THEN a.published_week
                WHEN :by = 'year' THEN a.published_year ELSE a.published_month END AS period,
           coalesce(s.name, '(none)') AS source, a.word_count, a.duplicate_of, a.story_id
    FROM articles a
    LEFT JOIN sources s ON s.id = a.source_id
    WHERE a.kind = 'article'
      AND (:source IS NULL OR s.name = :source)
      AND (:from IS NULL OR a.published_day >= :from)
      AND (:to IS NULL OR a.published_day <= :to)
      AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
)
SELECT d.period, d.source, count(*) AS articles,
       sum(CASE WHEN d.duplicate_of IS NULL THEN 0 ELSE 1 END) AS copies, count(DISTINCT d.story_id) AS stories,
       sum(d.word_count) AS words
FROM dated d
GROUP BY d.period, d.source
ORDER BY coalesce(d.period, ''), d.source
