//! Full-text search: a search ([`parser`]) made into SQL that cannot be misread, and its hits marked ([`hit_marks`]).
//!
//! Three indexes answer: one of articles, one of quotes, and one of the articles whose script has no spaces between words,
//! in which each letter is a word ([`crate::archive::full_text`]). Which one is asked depends on the letters of a word, and
//! a search can need two. Ranked by BM25, a word in a headline counting as four in the body.

pub(crate) mod days;
pub mod hit_marks;
pub(crate) mod initials;
pub mod parser;
pub mod rows;

use rusqlite::types::Value;

use crate::archive::full_text::{is_unspaced, separate_letters};
use crate::text::letter_folding::fold_for_index;
use crate::text::name_key::name_key;
use initials::{only_in_capitals, spellings};
use parser::{Field, ParsedSearch, Phrase, Term};

/// What is looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchTarget {
    /// Headlines and bodies.
    Articles,
    /// Texts between quotation marks.
    Quotes,
}

/// What narrows a search beside the words.
#[derive(Debug, Clone, Default)]
pub struct Filters {
    /// A paper, by the name that the archive has for it.
    pub source: Option<String>,
    /// Published on this day or later.
    pub from: Option<String>,
    /// Published on this day or earlier.
    pub to: Option<String>,
    /// With this tag: articles, or quotes of such articles or with it themselves.
    pub tag: Option<String>,
}

/// Which articles and quotes a search is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Those of the session, which may be limited to some imports: each hit is looked up.
    Session,
    /// Those of the whole archive: what the index has need not be looked up.
    Archive,
    /// Those of the whole archive, where the best few are wanted: of the articles that nothing but common words find,
    /// 100,000 are ranked, those that were imported last.
    BestOfArchive,
}

/// Articles that are ranked where a few are wanted. A rank takes 2 microseconds, and says little where so many have the words.
const MAX_RANKED_ARTICLES: u32 = 100_000;

/// SQL and the values of its parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchSql {
    /// The SQL.
    pub sql: String,
    /// Names and values.
    pub values: Vec<(String, Value)>,
}

impl SearchSql {
    fn name(&mut self, value: impl Into<Value>) -> String {
        let name = format!("p{}", self.values.len() + 1);
        self.values.push((name.clone(), value.into()));
        format!(":{name}")
    }
}

/// The numbers and ranks of what is found, in no order: columns `id` and `rank`.
pub fn found_sql(search: &ParsedSearch, target: SearchTarget, filters: &Filters, reach: Reach) -> SearchSql {
    let mut question = SearchSql { sql: String::new(), values: Vec::new() };
    let conditions = conditions(&mut question, search, target, filters);
    let is_narrowed = !conditions.is_empty() || reach == Reach::Session;
    let hits = match target {
        SearchTarget::Articles => {
            let is_bounded = reach == Reach::BestOfArchive && !is_narrowed;
            article_hits(&mut question, search, is_bounded)
        }
        SearchTarget::Quotes => quote_hits(&mut question, search),
    };
    let from = match target {
        SearchTarget::Articles => "JOIN articles a ON a.id = h.id LEFT JOIN sources s ON s.id = a.source_id",
        SearchTarget::Quotes => {
            "JOIN quotes q ON q.id = h.id JOIN articles a ON a.id = q.article_id
                LEFT JOIN sources s ON s.id = a.source_id"
        }
    };
    let from = if is_narrowed { from } else { "" };
    question.sql = format!(
        "WITH hits (id, rank) AS MATERIALIZED ({hits}) SELECT h.id, h.rank FROM hits h {from}{conditions}"
    );
    question
}

/// What is found, the best first, with its text as the last column.
pub fn ranked_sql(found: &SearchSql, target: SearchTarget) -> SearchSql {
    // The limit, which limits nothing, makes SQLite keep the order; texts are then read one by one, and not sorted.
    let sorted = format!("(SELECT id, rank FROM ({}) ORDER BY rank, id LIMIT -1) f", found.sql);
    let sql = match target {
        SearchTarget::Articles => format!(
            "SELECT a.id, a.published_day AS published, s.name AS source, a.title, a.body AS snippet
             FROM {sorted} CROSS JOIN articles a ON a.id = f.id LEFT JOIN sources s ON s.id = a.source_id"
        ),
        SearchTarget::Quotes => format!(
            "SELECT q.id, a.published_day AS published, s.name AS source, coalesce(e.name, q.speaker) AS speaker,
                 a.id AS article_id, a.title, q.text AS quote
             FROM {sorted} CROSS JOIN quotes q ON q.id = f.id JOIN articles a ON a.id = q.article_id
             LEFT JOIN entities e ON e.id = q.speaker_entity_id LEFT JOIN sources s ON s.id = a.source_id"
        ),
    };
    SearchSql { sql, values: found.values.clone() }
}

/// How many are found.
pub fn count_sql(found: &SearchSql, target: SearchTarget) -> SearchSql {
    let column = match target {
        SearchTarget::Articles => "articles",
        SearchTarget::Quotes => "quotes",
    };
    SearchSql {
        sql: format!("SELECT count(*) AS {column} FROM ({})", found.sql),
        values: found.values.clone(),
    }
}

/// What is found, as the rows of [`crate::query::facets`].
pub fn facet_rows_sql(found: &SearchSql, target: SearchTarget) -> SearchSql {
    let sql = match target {
        SearchTarget::Articles => format!("SELECT id AS article_id FROM ({})", found.sql),
        SearchTarget::Quotes => format!(
            "SELECT q.article_id, q.kind AS type, coalesce(e.name, q.speaker) AS speaker FROM ({}) f
             JOIN quotes q ON q.id = f.id LEFT JOIN entities e ON e.id = q.speaker_entity_id",
            found.sql
        ),
    };
    SearchSql { sql, values: found.values.clone() }
}

fn is_of_unspaced(term: &Term) -> bool {
    term.phrases.iter().any(|phrase| phrase.text.contains(is_unspaced))
}

/// The index that answers for articles' words of one kind of script.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Index {
    Spaced,
    Unspaced,
}

impl Index {
    fn table(self) -> &'static str {
        match self {
            Index::Spaced => "articles_fts",
            Index::Unspaced => "articles_unspaced",
        }
    }

    /// How well an article fits, as SQL: a word in a title counts four times.
    fn rank(self) -> &'static str {
        match self {
            Index::Spaced => "bm25(articles_fts, 1.0, 4.0)",
            Index::Unspaced => "bm25(articles_unspaced, 4.0, 1.0)",
        }
    }

    /// A phrase as FTS5 takes it, in each of the spellings that the index can have.
    fn phrase(self, phrase: &Phrase) -> Vec<String> {
        let star = if phrase.prefix { " *" } else { "" };
        match self {
            Index::Spaced => {
                let spellings =
                    if phrase.prefix { vec![phrase.text.as_str().into()] } else { spellings(&phrase.text) };
                spellings.iter().map(|text| format!("\"{}\"{star}", fold_for_index(text))).collect()
            }
            Index::Unspaced => vec![format!("\"{}\"{star}", separate_letters(&phrase.text))],
        }
    }

    /// A term as FTS5 takes it; every word of the user's is between marks.
    fn term(self, term: &Term) -> String {
        let mut combined: Vec<Vec<String>> = vec![Vec::new()];
        for phrase in &term.phrases {
            let spelled = self.phrase(phrase);
            combined = combined
                .iter()
                .flat_map(|before| {
                    spelled.iter().map(|one| [before.as_slice(), std::slice::from_ref(one)].concat())
                })
                .collect();
        }
        let each: Vec<String> = combined
            .into_iter()
            .map(|phrases| match &phrases[..] {
                [one] => one.clone(),
                several => format!("NEAR({}, {})", several.join(" "), term.within),
            })
            .collect();
        let title = if term.title && term.phrases.len() == 1 { "title : " } else { "" };
        match &each[..] {
            [one] => format!("{title}{one}"),
            several => format!("{title}({})", several.join(" OR ")),
        }
    }

    fn all(self, terms: &[Term]) -> String {
        terms.iter().map(|term| self.term(term)).collect::<Vec<_>>().join(" AND ")
    }

    fn any(self, terms: &[Term]) -> String {
        terms.iter().map(|term| self.term(term)).collect::<Vec<_>>().join(" OR ")
    }
}

/// The FTS5 query of those alternatives that an index answers, less what it can leave out.
fn expression(search: &ParsedSearch, index: Index) -> Option<String> {
    let alternatives: Vec<String> = search
        .any
        .iter()
        .filter(|terms| terms.iter().any(is_of_unspaced) == (index == Index::Unspaced))
        .map(|terms| format!("({})", index.all(terms)))
        .collect();
    if alternatives.is_empty() {
        return None;
    }
    let not: Vec<Term> = match index {
        Index::Spaced => search.not.iter().filter(|term| !is_of_unspaced(term)).cloned().collect(),
        Index::Unspaced => search.not.clone(),
    };
    let any = alternatives.join(" OR ");
    Some(if not.is_empty() { any } else { format!("({any}) NOT ({})", index.any(&not)) })
}

/// Numbers of articles that have none of these terms, as a condition.
fn without(question: &mut SearchSql, terms: &[&Term], column: &str) -> String {
    let mut conditions = String::new();
    for term in terms {
        let index = if is_of_unspaced(term) { Index::Unspaced } else { Index::Spaced };
        let (table, name) = (index.table(), question.name(index.term(term)));
        conditions.push_str(&format!(
            " AND {column} NOT IN (SELECT rowid FROM {table} WHERE {table} MATCH {name})"
        ));
    }
    conditions
}

fn article_hits(question: &mut SearchSql, search: &ParsedSearch, is_bounded: bool) -> String {
    let mut parts = Vec::new();
    for index in [Index::Spaced, Index::Unspaced] {
        let Some(expression) = expression(search, index) else { continue };
        let (table, rank, name) = (index.table(), index.rank(), question.name(expression));
        let rest: Vec<&Term> = match index {
            Index::Spaced => search.not.iter().filter(|term| is_of_unspaced(term)).collect(),
            Index::Unspaced => Vec::new(),
        };
        let without = without(question, &rest, "rowid");
        let bound = if is_bounded { latest_found(table, &name) } else { String::new() };
        parts.push(format!(
            "SELECT rowid AS id, {rank} AS rank FROM {table} WHERE {table} MATCH {name}{bound}{without}"
        ));
    }
    match &parts[..] {
        // Nothing but fields: every article, the latest first.
        [] => {
            let without = without(question, &search.not.iter().collect::<Vec<_>>(), "id");
            format!("SELECT id, {LATEST} FROM articles WHERE kind = 'article'{without}")
        }
        [one] => one.clone(),
        both => format!("SELECT id, min(rank) FROM ({}) GROUP BY id", both.join(" UNION ALL ")),
    }
}

/// The condition that a hit is among the [`MAX_RANKED_ARTICLES`] that were imported last.
fn latest_found(table: &str, name: &str) -> String {
    let last = MAX_RANKED_ARTICLES - 1;
    format!(
        " AND rowid >= coalesce((SELECT rowid FROM {table} WHERE {table} MATCH {name}
            ORDER BY rowid DESC LIMIT 1 OFFSET {last}), 0)"
    )
}

/// A rank that puts the latest first, and what has no day at the end.
const LATEST: &str = "-coalesce(CAST(replace(published_day, '-', '') AS REAL), 0.0)";

fn quote_hits(question: &mut SearchSql, search: &ParsedSearch) -> String {
    let in_text =
        |terms: &[Term]| -> Vec<Term> { terms.iter().filter(|term| !term.title).cloned().collect() };
    let any: Vec<Vec<Term>> =
        search.any.iter().map(|terms| in_text(terms)).filter(|terms| !terms.is_empty()).collect();
    let words = ParsedSearch { any, not: in_text(&search.not), fields: Vec::new() };
    let mut parts = Vec::new();
    let (not_spaced, not_unspaced): (Vec<&Term>, Vec<&Term>) =
        words.not.iter().partition(|term| !is_of_unspaced(term));
    let mut spared = String::new();
    for term in &not_unspaced {
        let has = has_term(question, term);
        spared.push_str(&format!(" AND NOT ({has})"));
    }
    for term in &not_spaced {
        let name = question.name(Index::Spaced.term(term));
        spared.push_str(&format!(
            " AND q.id NOT IN (SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH {name})"
        ));
    }
    let only_spaced = ParsedSearch { not: Vec::new(), ..words.clone() };
    if let Some(expression) = expression(&only_spaced, Index::Spaced) {
        let name = question.name(expression);
        parts.push(format!(
            "SELECT q.id, f.rank FROM (SELECT rowid AS id, bm25(quotes_fts) AS rank FROM quotes_fts
                 WHERE quotes_fts MATCH {name}) f JOIN quotes q ON q.id = f.id WHERE true{spared}"
        ));
    }
    // A quote is a part of an article that has the words; whether they are in the quote is seen in its text.
    for terms in words.any.iter().filter(|terms| terms.iter().any(is_of_unspaced)) {
        let name = question.name(Index::Unspaced.all(terms));
        let each: Vec<String> = terms.iter().map(|term| has_term(question, term)).collect();
        parts.push(format!(
            "SELECT q.id, 0.0 AS rank FROM quotes q
             WHERE q.article_id IN (SELECT rowid FROM articles_unspaced WHERE articles_unspaced MATCH {name})
               AND {}{spared}",
            each.join(" AND ")
        ));
    }
    match &parts[..] {
        [] => format!(
            "SELECT q.id, {LATEST} AS rank FROM quotes q JOIN articles a ON a.id = q.article_id WHERE true{spared}"
        ),
        [one] => one.clone(),
        several => format!("SELECT id, min(rank) FROM ({}) GROUP BY id", several.join(" UNION ALL ")),
    }
}

/// That a quote's text has a term in it, letter by letter.
fn has_term(question: &mut SearchSql, term: &Term) -> String {
    let each: Vec<String> = term
        .phrases
        .iter()
        .map(|phrase| format!("instr(fold(q.text), fold({})) > 0", question.name(phrase.text.clone())))
        .collect();
    each.join(" AND ")
}

fn conditions(
    question: &mut SearchSql,
    search: &ParsedSearch,
    target: SearchTarget,
    filters: &Filters,
) -> String {
    let mut all: Vec<String> = Vec::new();
    if let Some(source) = &filters.source {
        let name = question.name(source.clone());
        all.push(format!("s.name = {name}"));
    }
    for (day, sign) in [(&filters.from, ">="), (&filters.to, "<=")] {
        if let Some(day) = day {
            let name = question.name(day.clone());
            all.push(format!("a.published_day {sign} {name}"));
        }
    }
    if let Some(tag) = &filters.tag {
        let name = question.name(tag.clone());
        let of_article = format!("a.id IN (SELECT article_id FROM article_tags WHERE tag = {name})");
        all.push(match target {
            SearchTarget::Articles => of_article,
            SearchTarget::Quotes => {
                format!("({of_article} OR q.id IN (SELECT quote_id FROM quote_tags WHERE tag = {name}))")
            }
        });
    }
    if target == SearchTarget::Quotes {
        let titles =
            |terms: &[Term]| -> Vec<Term> { terms.iter().filter(|term| term.title).cloned().collect() };
        let wanted: Vec<Term> = search.any.iter().flat_map(|terms| titles(terms)).collect();
        for (terms, within) in [(wanted, "IN"), (titles(&search.not), "NOT IN")] {
            for term in terms {
                let index = if is_of_unspaced(&term) { Index::Unspaced } else { Index::Spaced };
                let (table, name) = (index.table(), question.name(index.term(&term)));
                all.push(format!("a.id {within} (SELECT rowid FROM {table} WHERE {table} MATCH {name})"));
            }
        }
    }
    // Where there is an alternative, a text may have that instead.
    if let [terms] = &search.any[..] {
        for letters in
            terms.iter().flat_map(|term| &term.phrases).flat_map(|phrase| only_in_capitals(&phrase.text))
        {
            all.push(capitals_condition(question, &letters, target));
        }
    }
    for field in &search.fields {
        let condition = field_condition(question, field, target);
        all.push(condition);
    }
    if all.is_empty() { String::new() } else { format!(" WHERE {}", all.join(" AND ")) }
}

/// That a text has these initials in capitals: "us" is no "US".
fn capitals_condition(question: &mut SearchSql, letters: &str, target: SearchTarget) -> String {
    let text = match target {
        SearchTarget::Articles => "coalesce(a.title, '') || char(10) || a.body",
        SearchTarget::Quotes => "q.text",
    };
    let stops = letters.chars().map(String::from).collect::<Vec<_>>().join(".");
    let (joined, stops) = (question.name(letters.to_string()), question.name(stops));
    format!("(instr({text}, {joined}) > 0 OR instr(upper({text}), {stops}) > 0)")
}

fn field_condition(question: &mut SearchSql, field: &Field, target: SearchTarget) -> String {
    let unless = |negative: &bool, condition: String| match negative {
        true => format!("NOT coalesce({condition}, false)"),
        false => condition,
    };
    match field {
        Field::Before(day) => format!("a.published_day < {}", question.name(day.clone())),
        Field::After(day) => format!("a.published_day >= {}", question.name(day.clone())),
        Field::Source(name, negative) => {
            let name = question.name(name.clone());
            unless(
                negative,
                format!("(instr(fold(s.name), fold({name})) > 0 OR instr(s.domain, fold({name})) > 0)"),
            )
        }
        Field::Speaker(name, negative) => {
            let key = question.name(format!("% {} %", name_key(name)));
            let name = question.name(name.clone());
            let said = format!(
                "(q.speaker_entity_id IN (SELECT id FROM entities WHERE ' ' || key || ' ' LIKE {key}
                      UNION SELECT entity_id FROM aliases WHERE ' ' || key || ' ' LIKE {key})
                  OR instr(fold(q.speaker), fold({name})) > 0)"
            );
            unless(
                negative,
                match target {
                    SearchTarget::Quotes => said,
                    SearchTarget::Articles => {
                        format!("a.id IN (SELECT q.article_id FROM quotes q WHERE {said})")
                    }
                },
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spaced(search: &str) -> Option<String> {
        expression(&ParsedSearch::parse(search), Index::Spaced)
    }

    #[test]
    fn every_word_of_the_users_is_between_marks() {
        for (search, fts) in [
            ("ferry strike", "(\"ferry\" AND \"strike\")"),
            ("\"harbor wall\" leak*", "(\"harbor wall\" AND \"leak\" *)"),
            ("ferry -tram -\"night train\"", "((\"ferry\")) NOT (\"tram\" OR \"night train\")"),
            ("ferry OR tram", "(\"ferry\") OR (\"tram\")"),
            ("ferry NEAR/3 tram", "(NEAR(\"ferry\" \"tram\", 3))"),
            ("title:ferr* tram", "(title : \"ferr\" * AND \"tram\")"),
            ("O'Neil C++ (NEAR", "(\"O'Neil\" AND \"C++\" AND (\"NEAR\" OR \"N E A R\"))"),
            ("Gołąb Žižek", "(\"Goląb\" AND \"Žižek\")"),
            ("title:U.S. ferry", "(title : (\"US\" OR \"U S\") AND \"ferry\")"),
            ("EU NEAR/3 bus*", "((NEAR(\"EU\" \"bus\" *, 3) OR NEAR(\"E U\" \"bus\" *, 3)))"),
        ] {
            assert_eq!(spaced(search).as_deref(), Some(fts), "{search}");
        }
    }

    #[test]
    fn letters_of_a_script_without_spaces_are_looked_for_in_its_index() {
        let search = ParsedSearch::parse("ferry OR 台積 fab -積");
        assert_eq!(expression(&search, Index::Spaced).as_deref(), Some("(\"ferry\")"));
        assert_eq!(
            expression(&search, Index::Unspaced).unwrap(),
            "((\"台\u{1f}積\u{1f}\" AND \"fab\")) NOT (\"積\u{1f}\")"
        );
        let found = found_sql(&search, SearchTarget::Articles, &Filters::default(), Reach::Session);
        assert!(found.sql.contains("rowid NOT IN (SELECT rowid FROM articles_unspaced"), "{}", found.sql);
    }

    #[test]
    fn of_common_words_only_the_latest_articles_are_ranked_and_only_where_few_are_wanted() {
        let sql = |reach, filters: &Filters| {
            found_sql(&ParsedSearch::parse("ferry"), SearchTarget::Articles, filters, reach).sql
        };
        assert!(sql(Reach::BestOfArchive, &Filters::default()).contains("OFFSET 99999"));
        assert!(!sql(Reach::Archive, &Filters::default()).contains("OFFSET"));
        // What a filter leaves of the latest may be nothing.
        let filters = Filters { from: Some("2031-03-01".into()), ..Filters::default() };
        assert!(!sql(Reach::BestOfArchive, &filters).contains("OFFSET"));
        assert!(!sql(Reach::Archive, &Filters::default()).contains("JOIN articles"));
        assert!(sql(Reach::Session, &Filters::default()).contains("JOIN articles"));
    }
}
