-- title: Agency copy
-- about: How much of each paper is not its own: articles with an agency or another paper in the byline, and stories that
--    another paper had first.
-- chart: bars (x source, y percent_of_articles): Articles that are not a paper's own; percent of its articles
-- parameter: source (source, default none): of this paper only
-- parameter: from (date, default none, example last month): published on this day or later
-- parameter: to (date, default none): published on this day or earlier
-- parameter: tag (tag, default none): with this tag only
-- note: the agencies are the large ones, and every other source of this archive that is a byline. Copy that is
--    neither marked nor in another paper of the archive is not seen.
WITH agencies AS (
    SELECT '% afp %' AS pattern, 0 AS source_id
    UNION ALL SELECT '% agence france-presse %', 0 UNION ALL SELECT '% ap %', 0
    UNION ALL SELECT '% associated press %', 0 UNION ALL SELECT '% reuters %', 0 UNION ALL SELECT '% dpa %', 0
    UNION ALL SELECT '% bloomberg %', 0 UNION ALL SELECT '% xinhua %', 0 UNION ALL SELECT '% kyodo %', 0
    UNION ALL SELECT '% cna %', 0 UNION ALL SELECT '% efe %', 0 UNION ALL SELECT '% ansa %', 0
    UNION ALL SELECT '% tass %', 0 UNION ALL SELECT '% yonhap %', 0 UNION ALL SELECT '% pti %', 0
    UNION ALL SELECT '% ani %', 0 UNION ALL SELECT '% ians %', 0 UNION ALL SELECT '% upi %', 0
    UNION ALL SELECT '% wam %', 0 UNION ALL SELECT '% bernama %', 0 UNION ALL SELECT '% pa media %', 0
    UNION ALL SELECT '% aap %', 0 UNION ALL SELECT '% news agency %', 0
    UNION ALL SELECT '% ' || lower(s.name) || ' %', s.id FROM sources s
),
written AS (
    SELECT DISTINCT a.byline
    FROM articles a
    WHERE a.byline IS NOT NULL AND a.kind = 'article'
),
worded AS (
    SELECT w.byline,
           ' ' || lower(replace(replace(replace(replace(w.byline, ',', ' '), '/', ' '), '(', ' '), ')', ' ')) || ' ' AS words
    FROM written w
),
marked AS (
    SELECT DISTINCT w.byline, s.id AS source_id
    FROM worded w
    JOIN agencies g ON w.words LIKE g.pattern
    JOIN sources s ON s.id <> g.source_id
),
judged AS (
    SELECT a.id, a.source_id, a.word_count,
           CASE WHEN m.byline IS NULL THEN 0 ELSE 1 END AS agency,
           CASE WHEN o.id IS NOT NULL AND coalesce(o.source_id, 0) <> coalesce(a.source_id, 0) THEN 1 ELSE 0 END
             AS followed
    FROM articles a
    LEFT JOIN marked m ON m.byline = a.byline AND m.source_id = a.source_id
    LEFT JOIN articles o ON o.id = a.story_id AND a.story_id <> a.id
    WHERE a.kind = 'article'
      AND (:from IS NULL OR a.published_day >= :from)
      AND (:to IS NULL OR a.published_day <= :to)
      AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
)
SELECT coalesce(s.name, '(none)') AS source, count(*) AS articles,
       round(100.0 * sum(CASE WHEN j.agency + j.followed > 0 THEN 1 ELSE 0 END) / count(*), 0) AS percent_of_articles,
       CASE WHEN sum(j.word_count) > 0
            THEN round(100.0 * sum(CASE WHEN j.agency + j.followed > 0 THEN j.word_count ELSE 0 END)
                       / sum(j.word_count), 0) END AS percent_of_words,
       sum(CASE WHEN j.agency + j.followed > 0 THEN 1 ELSE 0 END) AS not_its_own,
       sum(j.agency) AS agency_byline, sum(j.followed) AS had_by_another_first
FROM judged j
LEFT JOIN sources s ON s.id = j.source_id
WHERE (:source IS NULL OR s.name = :source)
GROUP BY s.id, s.name
ORDER BY percent_of_articles DESC, articles DESC, source, s.id
