//! The tables and views that can be exported whole, by name.

use crate::archive::schema::connection::ArchiveReader;
use crate::query::QueryError;
use crate::query::suggest::did_you_mean;

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

/// The names that are tables or views; those of [`PROMISED`] where there is none.
///
/// # Errors
/// A name that is neither, with those that are near.
pub fn tables_named(archive: &ArchiveReader, names: &[String]) -> Result<Vec<String>, QueryError> {
    let archive = archive.connection();
    let sql = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'
               AND name NOT LIKE '%\\_fts%' ESCAPE '\\' AND name NOT LIKE 'articles\\_unspaced%' ESCAPE '\\'
               AND name NOT IN ('letter_folds', 'folded_articles', 'folded_quotes')
               ORDER BY name";
    let known: Vec<String> =
        archive.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    if names.is_empty() {
        return Ok(PROMISED.iter().map(|name| name.to_string()).collect());
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
    format!("SELECT * FROM \"{}\"", name.replace('"', "\"\""))
}
