//! The tables and views that can be exported whole, by name.

use crate::archive::schema::connection::ArchiveReader;
use crate::query::QueryError;
use crate::query::export::table_schemas::{TABLES, declared_table};
use crate::query::suggest::did_you_mean;
use crate::text::sql_names::quoted_name;

/// What is exported where nothing is named: what the archive's users are promised.
pub const PROMISED: &[&str] = &[
    "sources",
    "articles",
    "entities",
    "aliases",
    "mentions",
    "quotes",
    "dates",
    "sums",
    "stories",
    "article_tags",
    "imports",
    "import_files",
];

/// Which tables are exported where none is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DefaultTables {
    /// Those of [`PROMISED`].
    Promised,
    /// Every table that a canned query reads, for an engine that is to answer them.
    Catalogue,
}

/// The names that are tables or views; the default ones where there is none.
///
/// # Errors
/// A name that is neither, with those that are near.
pub fn tables_named(
    archive: &ArchiveReader,
    names: &[String],
    default: DefaultTables,
) -> Result<Vec<String>, QueryError> {
    let archive = archive.connection();
    let sql = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'
               AND name NOT LIKE '%\\_fts%' ESCAPE '\\' AND name NOT LIKE 'articles\\_unspaced%' ESCAPE '\\'
               AND name NOT IN ('letter_folds', 'folded_articles', 'folded_quotes')
               ORDER BY name";
    let known: Vec<String> =
        archive.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    if names.is_empty() {
        return Ok(match default {
            DefaultTables::Promised => PROMISED.iter().map(|name| name.to_string()).collect(),
            DefaultTables::Catalogue => TABLES.iter().map(|table| table.name.to_string()).collect(),
        });
    }
    let find = |name: &String| match known.iter().find(|known| known.eq_ignore_ascii_case(name)) {
        Some(known) => Ok(known.clone()),
        None => {
            let near = did_you_mean(name, known.iter().map(String::as_str));
            Err(QueryError::Usage(format!(
                "there is no table {name}{near}: `presscut schema` lists them, and `presscut query NAME -o FILE` writes a \
                 canned query"
            )))
        }
    };
    names.iter().map(find).collect()
}

/// All rows of a table or view.
pub fn select_all(name: &str) -> String {
    format!("SELECT * FROM {}", quoted_name(name))
}

/// SQL for the rows of a table that belong to the articles of the month `:month`, null being those of no month; `None` where
/// its rows belong to no article.
pub fn select_month(name: &str) -> Option<String> {
    let key = match name {
        "articles" => "id",
        _ => declared_table(name)?.column("article_id")?.name,
    };
    // By the index of days, and of those without a day by the month.
    Some(format!(
        "SELECT * FROM \"{name}\" WHERE \"{key}\" IN (
             SELECT id FROM articles WHERE published_day >= :month || '-01' AND published_day <= :month || '-31'
             UNION ALL SELECT id FROM articles WHERE published_day IS NULL AND published_month IS :month)
         ORDER BY 1"
    ))
}

/// The months of the archive's articles, and `None` for those of no month.
///
/// # Errors
/// Where the archive cannot be read.
pub fn months(archive: &ArchiveReader) -> Result<Vec<Option<String>>, QueryError> {
    let sql = "SELECT DISTINCT published_month FROM articles WHERE published_month IS NOT NULL ORDER BY 1";
    let mut months: Vec<Option<String>> =
        archive.connection().prepare(sql)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    months.push(None);
    Ok(months)
}
