-- title: Cut off
-- about: Texts that stop in mid-sentence: paywalls, scrapers that gave up, openings of other stories on a page.
-- chart: none (see sources): each row is a text
-- parameter: kind (choice(article, teaser), default none): articles, or openings of other stories, only
-- parameter: source (source, default none): of this paper only
-- parameter: from (date, default none, example last month): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: tag (tag, default none): with this tag only
SELECT a.id, a.kind,
       replace(substr(a.body, CASE WHEN length(a.body) > 80 THEN length(a.body) - 79 ELSE 1 END, 80), '
', ' ') AS ends_with,
       a.word_count AS words, a.published_day AS published, s.name AS source, a.title, a.url, a.parent_id AS on_page_of
FROM articles a
LEFT JOIN sources s ON s.id = a.source_id
WHERE a.cut_off = 1
  AND (:kind IS NULL OR a.kind = :kind)
  AND (:source IS NULL OR s.name = :source)
  AND (:from IS NULL OR a.published_day >= :from)
  AND (:to IS NULL OR a.published_day <= :to)
  AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
ORDER BY a.id
