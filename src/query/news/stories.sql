-- Stories that were there before and have more articles now.
WITH members AS (
    SELECT a.id, a.story_id, a.source_id,
           coalesce((SELECT r.import_id FROM revisions r WHERE r.article_id = a.id ORDER BY r.revision LIMIT 1), a.import_id)
               AS first_import
    FROM articles a
    WHERE a.kind = 'article'
      AND a.story_id IN (SELECT b.story_id FROM articles b
                         WHERE b.kind = 'article' AND b.story_id IS NOT NULL
                           AND (b.import_id BETWEEN :first AND :last
                                OR b.id IN (SELECT r.article_id FROM revisions r WHERE r.import_id BETWEEN :first AND :last)))
),
counted AS (
    SELECT m.story_id,
           count(CASE WHEN m.first_import < :first THEN m.id END) AS before,
           count(CASE WHEN m.first_import <= :last THEN m.id END) AS now,
           count(DISTINCT CASE WHEN m.first_import <= :last THEN m.source_id END) AS sources
    FROM members m
    GROUP BY m.story_id
)
SELECT o.title, c.before, c.now, c.sources,
       (SELECT group_concat(name, ', ') FROM (
            SELECT DISTINCT s.name FROM members m JOIN sources s ON s.id = m.source_id
            WHERE m.story_id = c.story_id AND m.first_import BETWEEN :first AND :last ORDER BY s.name)) AS new_in,
       c.story_id AS story
FROM counted c
JOIN articles o ON o.id = c.story_id
WHERE c.before > 0 AND c.now > c.before
ORDER BY c.now - c.before DESC, c.now DESC, c.story_id
