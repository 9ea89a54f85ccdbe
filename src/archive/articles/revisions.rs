//! The versions of an article, oldest first, the current one last.

use rusqlite::{OptionalExtension, Row};

use crate::archive::ArchiveError;
use crate::archive::schema::connection::ArchiveReader;

/// One version.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Version {
    /// 1 for the first.
    pub revision: i64,
    /// The headline.
    pub title: Option<String>,
    /// The authors.
    pub byline: Option<String>,
    /// ISO 8601, as many digits as were given.
    pub published_at: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// The text.
    pub body: String,
    /// The run that brought it.
    pub import: i64,
    /// When that run began, UTC.
    pub imported_at: String,
    /// The file, as it was named.
    pub path: String,
    /// The record's number in it.
    pub record: i64,
}

/// The versions of an article or teaser; none where there is no article of that number.
///
/// # Errors
/// Where the archive cannot be read.
pub fn versions(archive: &ArchiveReader, article: i64) -> Result<Vec<Version>, ArchiveError> {
    let connection = archive.connection();
    const COLUMNS: &str = "v.revision, v.title, v.byline, v.published_at, v.url, v.body, v.import_id, i.started_at, f.path, v.record";
    const JOINS: &str = "JOIN imports i ON i.id = v.import_id JOIN import_files f ON f.id = v.import_file_id";
    let current = connection
        .prepare(&format!("SELECT {COLUMNS} FROM articles v {JOINS} WHERE v.id = ?1"))?
        .query_row([article], version)
        .optional()?;
    let mut versions: Vec<Version> = connection
        .prepare(&format!(
            "SELECT {COLUMNS} FROM revisions v {JOINS} WHERE v.article_id = ?1 ORDER BY v.revision"
        ))?
        .query_map([article], version)?
        .collect::<Result<_, _>>()?;
    versions.extend(current);
    Ok(versions)
}

fn version(row: &Row<'_>) -> rusqlite::Result<Version> {
    Ok(Version {
        revision: row.get(0)?,
        title: row.get(1)?,
        byline: row.get(2)?,
        published_at: row.get(3)?,
        url: row.get(4)?,
        body: row.get(5)?,
        import: row.get(6)?,
        imported_at: row.get(7)?,
        path: row.get(8)?,
        record: row.get(9)?,
    })
}
