//! From any row back to the record that it came from.

use rusqlite::OptionalExtension;

use crate::archive::ArchiveError;
use crate::archive::schema::connection::ArchiveReader;

/// A row that can be traced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// An article or teaser.
    Article,
    /// A quote.
    Quote,
    /// A mention of an entity.
    Mention,
    /// A time expression.
    Date,
}

impl RowKind {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            RowKind::Article => "article",
            RowKind::Quote => "quote",
            RowKind::Mention => "mention",
            RowKind::Date => "date",
        }
    }

    fn table(self) -> &'static str {
        match self {
            RowKind::Article => "articles",
            RowKind::Quote => "quotes",
            RowKind::Mention => "mentions",
            RowKind::Date => "dates",
        }
    }
}

/// Where a row came from.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Trace {
    /// The article that it belongs to.
    pub article: i64,
    /// For a teaser, the article on whose page it was.
    pub page: Option<i64>,
    /// Where in the article's body, in characters; `None` for an article itself.
    pub span: Option<(i64, i64)>,
    /// The text there.
    pub text: Option<String>,
    /// The file, as it was named.
    pub path: String,
    /// The file's SHA-256 when it was read.
    pub sha256: Option<String>,
    /// The file's size when it was read.
    pub bytes: Option<u64>,
    /// The format that the file was read as.
    pub format: Option<String>,
    /// The character set that it was decoded from.
    pub encoding: Option<String>,
    /// What was repaired in its text.
    pub repair: Option<String>,
    /// The options of the import that brought it.
    pub settings: String,
    /// The member of an archive file.
    pub member: Option<String>,
    /// The record's number in the file, from 1.
    pub record: i64,
    /// Where the record begins, in bytes of the (decompressed) file.
    pub byte_offset: i64,
    /// How many bytes it has.
    pub byte_length: i64,
    /// The run that brought it.
    pub import: i64,
    /// When that run began, UTC.
    pub imported_at: String,
}

/// Traces a row; `None` where there is none of that number.
///
/// # Errors
/// Where the archive cannot be read.
pub fn trace(archive: &ArchiveReader, kind: RowKind, id: i64) -> Result<Option<Trace>, ArchiveError> {
    let connection = archive.connection();
    let span = match kind {
        RowKind::Article => {
            "SELECT id AS article_id, NULL AS start, NULL AS \"end\" FROM articles WHERE id = ?1".to_string()
        }
        _ => format!("SELECT article_id, start, \"end\" FROM {} WHERE id = ?1", kind.table()),
    };
    let sql = format!(
        "SELECT a.id, a.parent_id, p.start, p.\"end\", substr(a.body, p.start + 1, p.\"end\" - p.start), f.path,
                coalesce(f.sha256, o.sha256) AS sha256, coalesce(f.bytes, o.bytes) AS bytes,
                coalesce(a.encoding, f.encoding) AS encoding, a.repair, coalesce(o.format, f.format) AS format, coalesce(o.settings, f.settings) AS settings,
                a.member, a.record, a.byte_offset, a.byte_length, a.import_id, i.started_at
         FROM ({span}) p
         JOIN articles a ON a.id = p.article_id
         JOIN import_files f ON f.id = a.import_file_id
         JOIN imports i ON i.id = a.import_id
         -- What was let in came from the file that it was rejected from.
         LEFT JOIN rejects r ON f.settings = 'reject ' || r.id
         LEFT JOIN import_files o ON o.id = r.import_file_id"
    );
    let found = connection.prepare(&sql)?.query_row([id], |row| {
        let (start, end): (Option<i64>, Option<i64>) = (row.get(2)?, row.get(3)?);
        Ok(Trace {
            article: row.get(0)?,
            page: row.get(1)?,
            span: start.zip(end),
            text: row.get(4)?,
            path: row.get("path")?,
            sha256: row.get("sha256")?,
            bytes: row.get("bytes")?,
            format: row.get("format")?,
            encoding: row.get("encoding")?,
            repair: row.get("repair")?,
            settings: row.get("settings")?,
            member: row.get("member")?,
            record: row.get("record")?,
            byte_offset: row.get("byte_offset")?,
            byte_length: row.get("byte_length")?,
            import: row.get("import_id")?,
            imported_at: row.get("started_at")?,
        })
    });
    Ok(found.optional()?)
}
