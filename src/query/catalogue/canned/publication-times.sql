-- title: When papers publish
-- about: Articles by weekday and hour of publication, as the paper gives its times.
-- chart: heatmap (x hour, series weekday, y articles): Articles by weekday and hour of publication; articles
-- parameter: source (source, default none): of this paper only
-- parameter: from (date, default none, example last month): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: tag (tag, default none): with this tag only
WITH days AS (
    SELECT a.id, s.name AS source, a.published_precision, a.published_at,
           CAST(substr(a.published_day, 1, 4) AS INTEGER)
             - CASE WHEN substr(a.published_day, 6, 2) < '03' THEN 1 ELSE 0 END AS y,
           CAST(substr('032503514624', CAST(substr(a.published_day, 6, 2) AS INTEGER), 1) AS INTEGER) AS shift,
           CAST(substr(a.published_day, 9, 2) AS INTEGER) AS d
    FROM articles a
    LEFT JOIN sources s ON s.id = a.source_id
    WHERE a.kind = 'article'
      AND a.published_day IS NOT NULL
      AND (:source IS NULL OR s.name = :source)
      AND (:from IS NULL OR a.published_day >= :from)
      AND (:to IS NULL OR a.published_day <= :to)
      AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
),
placed AS (
    SELECT days.id, coalesce(days.source, '(none)') AS source,
           CAST((y + (y - y % 4) / 4 - (y - y % 100) / 100 + (y - y % 400) / 400 + shift + d + 6) % 7 + 1 AS INTEGER)
             AS weekday_number,
           CASE WHEN days.published_precision = 'minute' THEN substr(days.published_at, 12, 2) END AS hour
    FROM days
)
SELECT p.source, p.weekday_number,
       CASE p.weekday_number WHEN 1 THEN 'Monday' WHEN 2 THEN 'Tuesday' WHEN 3 THEN 'Wednesday' WHEN 4 THEN 'Thursday'
                             WHEN 5 THEN 'Friday' WHEN 6 THEN 'Saturday' ELSE 'Sunday' END AS weekday,
       p.hour, count(*) AS articles
FROM placed p
GROUP BY p.source, p.weekday_number, p.hour
ORDER BY p.source, p.weekday_number, coalesce(p.hour, '')
