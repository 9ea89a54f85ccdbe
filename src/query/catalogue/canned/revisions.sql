-- title: Changed articles
-- about: What papers changed after publication: the headline before and after, and what else changed.
--    `presscut show ID --diff` shows the words.
-- chart: none (see volume): each row is a change of one article
-- parameter: source (source, default none): of this paper only
-- parameter: changed (choice(title, text, byline, date), default none): where this was changed
-- parameter: from (date, default none, example last month): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: tag (tag, default none): with this tag only
WITH steps AS (
    SELECT r.article_id, r.revision, r.title AS old_title, r.byline AS old_byline, r.published_at AS old_date,
           r.body AS old_body, r.text_key AS old_key, i.started_at,
           CASE WHEN n.id IS NULL THEN a.title ELSE n.title END AS new_title,
           CASE WHEN n.id IS NULL THEN a.byline ELSE n.byline END AS new_byline,
           CASE WHEN n.id IS NULL THEN a.published_at ELSE n.published_at END AS new_date,
           CASE WHEN n.id IS NULL THEN a.body ELSE n.body END AS new_body,
           CASE WHEN n.id IS NULL THEN a.text_key ELSE n.text_key END AS new_key
    FROM revisions r
    JOIN articles a ON a.id = r.article_id
    JOIN imports i ON i.id = r.replaced_by_import
    LEFT JOIN revisions n ON n.article_id = r.article_id AND n.revision = r.revision + 1
),
told AS (
    SELECT steps.*,
           CASE WHEN coalesce(old_title, '') = coalesce(new_title, '') THEN NULL ELSE 'x' END AS title_changed,
           CASE WHEN old_key = new_key THEN NULL ELSE 'x' END AS text_changed,
           CASE WHEN coalesce(old_byline, '') = coalesce(new_byline, '') THEN NULL ELSE 'x' END AS byline_changed,
           CASE WHEN coalesce(old_date, '') = coalesce(new_date, '') THEN NULL ELSE 'x' END AS date_changed
    FROM steps
)
SELECT a.id, s.name AS source, a.published_day AS published, substr(t.started_at, 1, 10) AS seen, t.revision,
       t.old_title, t.new_title, t.title_changed, t.text_changed, t.byline_changed, t.date_changed,
       length(t.new_body) - length(t.old_body) AS characters_more, a.url
FROM told t
JOIN articles a ON a.id = t.article_id
LEFT JOIN sources s ON s.id = a.source_id
WHERE a.kind = 'article'
  AND CASE WHEN :changed = 'title' THEN t.title_changed IS NOT NULL
           WHEN :changed = 'text' THEN t.text_changed IS NOT NULL
           WHEN :changed = 'byline' THEN t.byline_changed IS NOT NULL
           WHEN :changed = 'date' THEN t.date_changed IS NOT NULL
           ELSE 1 = 1 END
  AND (:source IS NULL OR s.name = :source)
  AND (:from IS NULL OR a.published_day >= :from)
  AND (:to IS NULL OR a.published_day <= :to)
  AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
ORDER BY t.started_at, a.id, t.revision
