-- title: Gaps
-- about: Articles that lack a date, a byline, an address, a headline or a source: what to look up before publishing.
-- chart: none (see sources): each row is an article that lacks something
-- parameter: lacking (choice(date, byline, url, title, source), default none): this only
-- parameter: source (source, default none): of this paper only
-- parameter: tag (tag, default none): with this tag only
SELECT a.id, s.name AS source, a.published_day AS published, a.title,
       CASE WHEN a.published_day IS NULL THEN 'x' END AS no_date,
       CASE WHEN a.published_day IS NULL THEN a.published_text END AS date_as_written,
       CASE WHEN a.byline IS NULL THEN 'x' END AS no_byline,
       CASE WHEN a.url IS NULL THEN 'x' END AS no_url,
       CASE WHEN a.title IS NULL THEN 'x' END AS no_title,
       CASE WHEN a.source_id IS NULL THEN 'x' END AS no_source,
       substr(a.body, 1, 80) AS beginning
FROM articles a
LEFT JOIN sources s ON s.id = a.source_id
WHERE a.kind = 'article'
  AND (:source IS NULL OR s.name = :source)
  AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
  AND CASE WHEN :lacking = 'date' THEN a.published_day IS NULL
           WHEN :lacking = 'byline' THEN a.byline IS NULL
           WHEN :lacking = 'url' THEN a.url IS NULL
           WHEN :lacking = 'title' THEN a.title IS NULL
           WHEN :lacking = 'source' THEN a.source_id IS NULL
           ELSE a.published_day IS NULL OR a.byline IS NULL OR a.url IS NULL OR a.title IS NULL
                OR a.source_id IS NULL END
ORDER BY a.id
