-- title: Sections
-- about: How much each paper prints in each of its sections: articles, words, and words an article.
-- chart: multiples (x section, y articles, series source): Articles by section, in each paper; articles
-- parameter: source (source, default none): of this paper only
-- parameter: from (date, default none, example last month): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: tag (tag, default none): with this tag only
SELECT coalesce(s.name, '(none)') AS source, coalesce(a.section, '(none)') AS section, count(*) AS articles,
       sum(a.word_count) AS words, round(1.0 * sum(a.word_count) / count(*), 0) AS words_an_article,
       min(a.published_day) AS "first", max(a.published_day) AS "last"
FROM articles a
LEFT JOIN sources s ON s.id = a.source_id
WHERE a.kind = 'article'
  AND (:source IS NULL OR s.name = :source)
  AND (:from IS NULL OR a.published_day >= :from)
  AND (:to IS NULL OR a.published_day <= :to)
  AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
GROUP BY s.id, s.name, a.section
ORDER BY source, s.id, articles DESC, section
