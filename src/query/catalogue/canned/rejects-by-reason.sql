-- title: Rejects by reason
-- about: What was not taken and why, with an example: what to fix in the scraper, and what to let in.
-- chart: bars (x rule, y rejects): Rejects by rule; rejected records
-- parameter: path (text, default none, example crawl): of files whose path holds this
SELECT r.rule, count(*) AS rejects, count(DISTINCT r.path) AS files,
       sum(CASE WHEN r.readmitted_at IS NULL THEN 0 ELSE 1 END) AS let_in,
       substr(max(i.started_at), 1, 10) AS last_seen, min(r.reason) AS example_reason, min(r.path) AS example_path,
       min(r.id) AS example_id
FROM rejects r
JOIN imports i ON i.id = r.import_id
WHERE (:path IS NULL OR lower(r.path) LIKE '%' || lower(:path) || '%')
GROUP BY r.rule
ORDER BY rejects DESC, r.rule
