//! Articles as files: one that is shown, or all of an archive in a folder.
//!
//! A file has the text and what is known of the article: as front matter in Markdown, as lines in plain text, as a list on a
//! page. Its name in a folder is made of day, source and headline, so that the folder is in order of publication.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::app::article::{ArticleError, FullArticle};
use crate::app::output::document_file::write_document_file;
use crate::archive::ArchiveError;
use crate::archive::articles::full_article;
use crate::archive::schema::connection::ArchiveReader;
use crate::archive::schema::open;
use crate::output::TargetError;
use crate::output::document::{Document, Part};
use crate::text::name_key::name_key;

pub use crate::output::document::DocumentFormat;

/// Characters of a file's name at most, without its number and extension.
const MAX_NAME_CHARACTERS: usize = 90;

/// Why no file was written.
#[derive(Debug, thiserror::Error)]
pub enum ArticleFilesError {
    /// There is no such article.
    #[error(transparent)]
    Article(#[from] ArticleError),
    /// The archive has none.
    #[error("the archive has no articles to write")]
    NothingToWrite,
    /// Files are there already; none was written.
    #[error("{path} and {others} more are there already, and nothing was written: --force replaces them", path = .first.display())]
    Exist {
        /// The first of them.
        first: PathBuf,
        /// How many others.
        others: usize,
    },
    /// A file or the folder cannot be written.
    #[error(transparent)]
    Target(#[from] TargetError),
    /// The archive's own.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
}

/// Writes one article to a file, "-" being stdout.
///
/// # Errors
/// Where there is no article of that number, or the file is there already or cannot be written.
pub fn write_article(
    archive: &Path,
    id: i64,
    (path, format): (&Path, DocumentFormat),
    overwrite: bool,
) -> Result<(), ArticleFilesError> {
    let reader = open::reading(archive)?;
    let article = full_article::full_article(&reader, id)?.ok_or(ArticleError::Unknown(id))?;
    Ok(write_document_file(&document_of(article), path, format, overwrite)?)
}

/// Writes all articles into a folder, which is made if it is not there; gives how many.
///
/// # Errors
/// Where there are none, where one of the files is there already (then none is written), and where one cannot be written.
pub fn write_all_articles(
    archive: &Path,
    folder: &Path,
    format: DocumentFormat,
    overwrite: bool,
) -> Result<u64, ArticleFilesError> {
    let reader = open::reading(archive)?;
    let names = file_names(&reader, format)?;
    if names.is_empty() {
        return Err(ArticleFilesError::NothingToWrite);
    }
    let places: Vec<(i64, PathBuf)> = names.into_iter().map(|(id, name)| (id, folder.join(name))).collect();
    if !overwrite {
        let there: Vec<&PathBuf> = places.iter().map(|(_, path)| path).filter(|path| path.exists()).collect();
        if let Some((first, others)) = there.split_first() {
            return Err(ArticleFilesError::Exist { first: first.to_path_buf(), others: others.len() });
        }
    }
    std::fs::create_dir_all(folder).map_err(|error| TargetError::Io { path: folder.into(), error })?;
    let mut written = 0;
    for (id, path) in places {
        if let Some(article) = full_article::full_article(&reader, id)? {
            write_document_file(&document_of(article), &path, format, overwrite)?;
            written += 1;
        }
    }
    Ok(written)
}

fn document_of(found: FullArticle) -> Document {
    let article = found.article;
    let facts: Vec<(&'static str, Option<String>)> = vec![
        ("source", article.source),
        ("published", article.published_at),
        ("byline", article.byline),
        ("section", article.section),
        ("page", article.page),
        ("dateline", article.dateline),
        ("url", article.url),
        ("article", Some(article.id.to_string())),
        (
            "revision",
            Some(article.revision).filter(|revision| *revision > 1).map(|revision| revision.to_string()),
        ),
        ("copy_of", article.duplicate_of.map(|id| id.to_string())),
    ];
    let beginning: String = article.body.chars().take(60).collect();
    Document {
        title: article.title.unwrap_or(beginning),
        language: article.language,
        facts: facts.into_iter().filter_map(|(name, value)| Some((name, value?))).collect(),
        parts: article.body.split("\n\n").map(|paragraph| Part::Paragraph(paragraph.to_string())).collect(),
        source: None,
    }
}

/// The articles with the names of their files, each name once.
fn file_names(archive: &ArchiveReader, format: DocumentFormat) -> Result<Vec<(i64, String)>, ArchiveError> {
    let mut taken = HashSet::new();
    let mut names = Vec::new();
    for listed in full_article::listed_articles(archive)? {
        let day = listed.published_at.as_deref().map_or("undated", |day| day.get(..10).unwrap_or(day));
        let words = [listed.source.as_deref(), listed.title.as_deref()].into_iter().flatten();
        let slug = words.map(name_key).collect::<Vec<_>>().join(" ");
        let mut name = format!("{day} {slug}").trim().replace(' ', "-");
        if let Some((at, _)) = name.char_indices().nth(MAX_NAME_CHARACTERS) {
            name.truncate(at);
        }
        if !taken.insert(name.clone()) {
            name = format!("{name}-{}", listed.id);
            taken.insert(name.clone());
        }
        names.push((listed.id, format!("{name}.{}", format.extension())));
    }
    Ok(names)
}
