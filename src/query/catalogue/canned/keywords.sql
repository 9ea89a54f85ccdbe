-- title: Keywords
-- about: Which words one paper or period uses more than another, by log-likelihood: how many times as often, how often, and in how many articles.
-- chart: dots (x word, apart side, y in_10000_words as the first side, y other_in_10000_words as the second side): Words that one side uses more than the other; uses in 10,000 words
-- parameter: source (source, default none, example Arden Post): the first side: this paper
-- parameter: from (date, default none): the first side: published on this day or later
-- parameter: to (date, default none): the first side: published on this day or earlier
-- parameter: other (source, default none): the second side: this paper; unless given, the same paper in the other period, or all other papers
-- parameter: other_from (date, default none): the second side: published on this day or later; unless given, the period of the first side
-- parameter: other_to (date, default none): the second side: published on this day or earlier
-- parameter: at_least (int, default 2): in at least this many articles of the side that uses the word more
-- parameter: top (int, default 50): how many words of each side
-- parameter: tag (tag, default none): with this tag only
-- note: two papers need `source` and `other`, two periods `from`, `to`, `other_from` and `other_to`; with a source or
--    a period alone the second side is everything else. A text counts once on each side. Above 10.8 a difference is
--    chance in one of a thousand words, above 15.1 in one of ten thousand; words of one long article can be there
--    too, so look at the articles. `ratio` is empty where the other side does not have the word. It uses functions of
--    presscut and runs in no other engine.
-- effort: every word is counted: of twenty thousand articles that takes some seconds.
WITH sided AS (
    SELECT a.id, a.text_id,
           CASE WHEN (CASE WHEN :source IS NOT NULL THEN s.name = :source
                           WHEN :other IS NOT NULL THEN coalesce(s.name, '') <> :other ELSE 1 = 1 END)
                 AND (:from IS NULL OR a.published_day >= :from)
                 AND (:to IS NULL OR a.published_day <= :to) THEN 'first'
                WHEN (CASE WHEN :other IS NOT NULL THEN s.name = :other
                           WHEN :other_from IS NOT NULL OR :other_to IS NOT NULL THEN :source IS NULL OR s.name = :source
                           ELSE 1 = 1 END)
                 AND (CASE WHEN :other_from IS NOT NULL OR :other_to IS NOT NULL
                           THEN (:other_from IS NULL OR a.published_day >= :other_from)
                                AND (:other_to IS NULL OR a.published_day <= :other_to)
                           WHEN :source IS NOT NULL OR :other IS NOT NULL
                           THEN (:from IS NULL OR a.published_day >= :from) AND (:to IS NULL OR a.published_day <= :to)
                           ELSE 1 = 1 END) THEN 'second' END AS side
    FROM articles a
    LEFT JOIN sources s ON s.id = a.source_id
    WHERE a.kind = 'article'
      AND (:tag IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = :tag))
),
texts_of_sides AS (
    SELECT c.side, min(c.id) AS id
    FROM sided c
    WHERE c.side IS NOT NULL
    GROUP BY c.side, c.text_id
),
counted AS (
    SELECT w.key AS word,
           sum(CASE WHEN t.side = 'first' THEN w.value ELSE 0 END) AS uses,
           sum(CASE WHEN t.side = 'second' THEN w.value ELSE 0 END) AS other_uses,
           sum(CASE WHEN t.side = 'first' THEN 1 ELSE 0 END) AS articles,
           sum(CASE WHEN t.side = 'second' THEN 1 ELSE 0 END) AS other_articles
    FROM texts_of_sides t
    JOIN articles a ON a.id = t.id
    JOIN json_each(word_counts(a.body)) w
    GROUP BY w.key
),
sizes AS (
    SELECT sum(c.uses) AS words, sum(c.other_uses) AS other_words
    FROM counted c
),
compared AS (
    SELECT c.word, c.uses, c.other_uses, c.articles, c.other_articles, z.words, z.other_words,
           CASE WHEN 1.0 * c.uses * z.other_words >= 1.0 * c.other_uses * z.words THEN 'first' ELSE 'second' END AS side,
           log_likelihood(c.uses, z.words, c.other_uses, z.other_words) AS log_likelihood
    FROM counted c
    CROSS JOIN sizes z
    WHERE z.words > 0
      AND z.other_words > 0
),
ranked AS (
    SELECT k.*, row_number() OVER (PARTITION BY k.side ORDER BY k.log_likelihood DESC, k.word) AS place
    FROM compared k
    WHERE k.log_likelihood > 0
      AND CASE WHEN k.side = 'first' THEN k.articles ELSE k.other_articles END >= :at_least
)
SELECT r.side, r.place, r.word, round(r.log_likelihood, 2) AS log_likelihood,
       CASE WHEN r.uses > 0 AND r.other_uses > 0
            THEN round(CASE WHEN r.side = 'first' THEN 1.0 * r.uses * r.other_words / r.words / r.other_uses
                            ELSE 1.0 * r.other_uses * r.words / r.other_words / r.uses END, 2) END AS ratio,
       r.uses, r.other_uses, round(10000.0 * r.uses / r.words, 1) AS in_10000_words,
       round(10000.0 * r.other_uses / r.other_words, 1) AS other_in_10000_words, r.articles, r.other_articles
FROM ranked r
WHERE r.place <= :top
ORDER BY r.side, r.place
