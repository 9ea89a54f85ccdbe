-- Articles that were changed: headline before and after, and whether the text says that it was corrected.
WITH versions AS (
    SELECT r.article_id, r.revision, r.import_id, r.title, r.byline, r.body, r.text_key, r.replaced_by_import
    FROM revisions r
    WHERE r.article_id IN (SELECT article_id FROM revisions WHERE replaced_by_import BETWEEN :first AND :last)
    UNION ALL
    SELECT a.id, a.revision, a.import_id, a.title, a.byline, a.body, a.text_key, NULL
    FROM articles a
    WHERE a.id IN (SELECT article_id FROM revisions WHERE replaced_by_import BETWEEN :first AND :last)
),
steps AS (
    SELECT o.article_id, n.revision, o.title AS old_title, n.title AS new_title,
           coalesce(o.title, '') <> coalesce(n.title, '') AS has_other_title,
           coalesce(o.byline, '') <> coalesce(n.byline, '') AS has_other_byline,
           o.text_key <> n.text_key AS has_other_text,
           length(n.body) - length(o.body) AS characters_more,
           (lower(n.body) LIKE '%correction%' OR lower(n.body) LIKE '%was corrected%' OR lower(n.body) LIKE '%been corrected%'
                OR lower(n.body) LIKE '%clarification%' OR lower(n.body) LIKE '%an earlier version of%'
                OR lower(n.body) LIKE '%a previous version of%')
           AND NOT (lower(o.body) LIKE '%correction%' OR lower(o.body) LIKE '%was corrected%'
                OR lower(o.body) LIKE '%been corrected%' OR lower(o.body) LIKE '%clarification%'
                OR lower(o.body) LIKE '%an earlier version of%' OR lower(o.body) LIKE '%a previous version of%') AS is_corrected
    FROM versions o
    JOIN versions n ON n.article_id = o.article_id AND n.revision = o.revision + 1
    WHERE o.replaced_by_import BETWEEN :first AND :last
    UNION ALL
    -- A correction that is printed as an article of its own.
    SELECT a.id, a.revision, NULL, a.title, 0, 0, 1, NULL, 1
    FROM articles a
    WHERE a.import_id BETWEEN :first AND :last
      AND a.revision = 1
      AND (lower(a.title) LIKE 'correction%' OR lower(a.title) LIKE 'clarification%')
)
SELECT CASE WHEN t.is_corrected THEN 'correction'
            WHEN t.has_other_title THEN CASE WHEN t.has_other_text THEN 'headline, text' ELSE 'headline' END
            WHEN t.has_other_text THEN 'text'
            WHEN t.has_other_byline THEN 'byline'
            ELSE 'date or address' END AS changed,
       CASE WHEN t.has_other_title THEN t.old_title END AS headline_before, t.new_title AS headline, t.characters_more,
       s.name AS source, t.article_id
FROM steps t
JOIN articles a ON a.id = t.article_id
LEFT JOIN sources s ON s.id = a.source_id
WHERE a.kind = 'article'
ORDER BY t.is_corrected DESC, t.has_other_title DESC, t.article_id, t.revision
