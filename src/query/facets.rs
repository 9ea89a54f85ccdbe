//! Facets: how many rows of an answer fall to each source, year, speaker … Works on the SQL of any answer, by a column that
//! it has, or by one of the article that its `article_id` names.

use rusqlite::Connection;

use crate::query::QueryError;
use crate::query::sandbox::errors::explain;
use crate::query::sandbox::script::SqlScript;
use crate::query::suggest::did_you_mean;
use crate::text::sql_names::quoted_name;

/// What an answer with a column `article_id` can be counted by, whatever its other columns.
const ARTICLE_FACETS: &[(&str, &str)] = &[
    ("source", "(SELECT s.name FROM sources s WHERE s.id = a.source_id)"),
    ("year", "a.published_year"),
    ("month", "a.published_month"),
    ("week", "a.published_week"),
    ("day", "a.published_day"),
    ("section", "a.section"),
    ("language", "a.language"),
    ("type", "a.kind"),
];

/// How much of a day makes a year and a month.
const DAY_FACETS: &[(&str, usize)] = &[("year", 4), ("month", 7), ("day", 10)];

/// SQL that counts the rows of `sql` by a facet, most first: columns named after the facet, and `count`. It has the same
/// parameters.
///
/// # Errors
/// Where the SQL is wrong, or its rows have nothing to count by under that name, with what they have.
pub fn count_by(archive: &Connection, script: &SqlScript, facet: &str) -> Result<String, QueryError> {
    let Some(statement) = script.single() else {
        return Err(QueryError::Usage("--facet counts the rows of one statement".into()));
    };
    let sql = statement.text;
    let columns: Vec<String> = {
        let prepared = archive.prepare(sql).map_err(|error| explain(archive, &statement, &error))?;
        prepared.column_names().map(str::to_string).collect()
    };
    let wanted = facet.to_lowercase();
    let has = |name: &str| columns.iter().find(|column| column.eq_ignore_ascii_case(name));
    let of_article = has("article_id");
    // A line end, since a comment at the end of the SQL would take the bracket with it.
    let rows = format!("({sql}\n) AS r");
    let named = quoted_name(facet);
    if let Some(column) = has(&wanted) {
        return Ok(count_sql(&format!("r.{}", quoted_name(column)), &named, &rows));
    }
    let day = ["published", "published_at", "published_day", "day", "date", "first"]
        .iter()
        .find_map(|name| has(name));
    if let (Some(day), Some((_, length))) = (day, DAY_FACETS.iter().find(|(name, _)| *name == wanted)) {
        return Ok(count_sql(&format!("substr(r.{}, 1, {length})", quoted_name(day)), &named, &rows));
    }
    if let Some(id) = of_article {
        if let Some((_, value)) = ARTICLE_FACETS.iter().find(|(name, _)| *name == wanted) {
            let rows = format!("{rows} JOIN articles a ON a.id = r.{}", quoted_name(id));
            return Ok(count_sql(value, &named, &rows));
        }
        if wanted == "speaker" {
            return Ok(count_by_speaker_sql(&quoted_name(id), &named, &rows));
        }
    }
    let mut known: Vec<&str> = columns.iter().map(String::as_str).collect();
    if of_article.is_some() {
        known.extend(ARTICLE_FACETS.iter().map(|(name, _)| *name).chain(["speaker"]));
    }
    known.extend(day.iter().flat_map(|_| DAY_FACETS.iter().map(|(name, _)| *name)));
    known.sort_unstable();
    known.dedup();
    let near = did_you_mean(facet, known.iter().copied());
    Err(QueryError::Usage(format!("there is no {facet} to count by{near}: there is {}", known.join(", "))))
}

fn count_sql(value: &str, named: &str, rows: &str) -> String {
    format!("SELECT {value} AS {named}, count(*) AS count FROM {rows} GROUP BY 1 ORDER BY count DESC, 1")
}

/// An article has several speakers, and counts once for each.
fn count_by_speaker_sql(id: &str, named: &str, rows: &str) -> String {
    format!(
        "SELECT coalesce(e.name, q.speaker) AS {named}, count(DISTINCT q.article_id) AS count
         FROM quotes q LEFT JOIN entities e ON e.id = q.speaker_entity_id
         WHERE q.article_id IN (SELECT r.{id} FROM {rows}) AND coalesce(e.name, q.speaker) IS NOT NULL
         GROUP BY 1 ORDER BY count DESC, 1"
    )
}
