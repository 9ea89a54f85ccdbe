//! Articles removed for good: chosen, described to whoever decides, removed, and kept out of later imports.
//!
//! [`plan`] only reads, so that people see what would go before it does. [`run`] removes in one transaction, and then has the
//! file written anew, since deleted rows leave their bytes in it. The copies of an archive that presscut itself put beside it
//! still have the articles: they are named, and left to the user.

use std::path::{Path, PathBuf};

use presscut_extract::Extractor;

use crate::app::ask::AskError;
use crate::app::ask::search::SearchTarget;
use crate::app::ask::selection::{Selection, selected_ids};
use crate::app::ask::sql::TimeLimit;
use crate::app::reanalyze;
use crate::archive::ArchiveError;
use crate::archive::forgetting::choice::{by_address, by_number, by_source_and_day, copies_of};
use crate::archive::forgetting::session::Forgotten;
use crate::archive::forgetting::{erasure, session};
use crate::archive::schema::open;
use crate::query::catalogue::parameter_values::parameter_value;
use crate::query::catalogue::parameters::ParameterKind;
use crate::query::lists;
use crate::query::lists::ListQuery;
use crate::query::resolve::{NotResolved, resolve_source};
use crate::query::{QueryError, Value};

pub use crate::archive::decision_log::Reason;
pub use crate::archive::forgetting::choice::ChosenArticle;
pub use crate::archive::forgetting::erasure::Erasure;

/// Which articles to forget, as the user says it.
#[derive(Debug, Clone, Copy)]
pub struct ForgetChoice<'r> {
    /// The archive's file.
    pub archive: &'r Path,
    /// By number, by a search, by a query.
    pub selection: &'r Selection<'r>,
    /// By address.
    pub urls: &'r [String],
    /// All of a source, by any of its names.
    pub source: Option<&'r str>,
    /// All published before a day, as the user wrote it.
    pub before: Option<&'r str>,
    /// Whether other articles with just the same text go too.
    pub copies: Copies,
    /// How long finding them may take.
    pub time: TimeLimit,
}

/// What becomes of other articles with the text of a forgotten one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copies {
    /// They stay.
    Stay,
    /// They are forgotten too.
    Go,
}

/// What would be forgotten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForgetPlan {
    /// The articles.
    pub articles: Vec<ChosenArticle>,
    /// Others with just the text of one of them, which stay.
    pub copies: Vec<ChosenArticle>,
}

/// What was forgotten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForgetOutcome {
    /// What was removed.
    pub forgotten: Forgotten,
    /// Copies of the archive that presscut has put beside it, which still have the articles.
    pub backups: Vec<PathBuf>,
    /// Whether its traces are gone from the file; an error where the file could not be written anew.
    pub erasure: Result<Erasure, String>,
}

/// Why nothing was forgotten.
#[derive(Debug, thiserror::Error)]
pub enum ForgetError {
    /// There are no articles of these numbers.
    #[error("there is no article {}: `presscut query articles` and `presscut search WORDS` list the numbers; nothing was forgotten",
        .0.iter().map(i64::to_string).collect::<Vec<_>>().join(", "))]
    UnknownArticles(Vec<i64>),
    /// There are none, and a command that forgot articles was interrupted before it was done.
    #[error("there is no article {}. A `presscut forget` was interrupted, and may have removed it before its last traces were gone \
             from the file: `presscut forget --finish` erases them",
        .0.iter().map(i64::to_string).collect::<Vec<_>>().join(", "))]
    Interrupted(Vec<i64>),
    /// There is no article at an address.
    #[error("there is no article with the address {0}; nothing was forgotten")]
    UnknownAddress(String),
    /// The choice gives nothing.
    #[error("nothing was found, so nothing is forgotten")]
    NothingFound,
    /// Nothing waits to be erased.
    #[error("there is nothing to finish: no trace of a forgotten article is in the file")]
    NothingToFinish,
    /// The source is unknown, or can be several.
    #[error(transparent)]
    NotResolved(#[from] NotResolved),
    /// The search or query is wrong.
    #[error(transparent)]
    Selection(#[from] AskError),
    /// The archive's own.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
}

impl From<QueryError> for ForgetError {
    fn from(error: QueryError) -> ForgetError {
        ForgetError::Selection(error.into())
    }
}

/// What was forgotten so far, without a word of it.
pub fn list() -> ListQuery {
    lists::forgotten::forgotten()
}

/// Finds the articles that are meant.
///
/// # Errors
/// Where there is no archive, where a number or an address is that of no article, and where nothing is found.
pub fn plan(choice: &ForgetChoice<'_>) -> Result<ForgetPlan, ForgetError> {
    let archive = open::reading(choice.archive)?;
    let mut ids = selected_ids(choice.archive, choice.selection, SearchTarget::Articles, choice.time)?;
    for url in choice.urls {
        let id = by_address(&archive, url)?.ok_or_else(|| ForgetError::UnknownAddress(url.clone()))?;
        ids.push(id);
    }
    if choice.source.is_some() || choice.before.is_some() {
        let source = choice.source.map(|source| resolve_source(&archive, source)).transpose()?;
        let before = match choice.before {
            Some(day) => match parameter_value("before", &ParameterKind::Date, day, &archive)? {
                Value::Text(day) => Some(day),
                _ => None,
            },
            None => None,
        };
        ids.extend(by_source_and_day(&archive, source.map(|source| source.id), before.as_deref())?);
    }
    let mut seen = std::collections::HashSet::new();
    ids.retain(|id| seen.insert(*id));
    let mut copies = copies_of(&archive, &ids)?;
    if choice.copies == Copies::Go {
        ids.append(&mut copies);
    }
    let (mut articles, mut unknown) = (Vec::new(), Vec::new());
    for id in ids {
        match by_number(&archive, id)? {
            Some(article) => articles.push(article),
            None => unknown.push(id),
        }
    }
    match (articles.is_empty(), unknown.is_empty()) {
        (_, false) if erasure::is_pending(&archive)? => return Err(ForgetError::Interrupted(unknown)),
        (_, false) => return Err(ForgetError::UnknownArticles(unknown)),
        (true, true) => return Err(ForgetError::NothingFound),
        (false, true) => {}
    }
    let mut left = Vec::new();
    for id in copies {
        left.extend(by_number(&archive, id)?);
    }
    Ok(ForgetPlan { articles, copies: left })
}

/// Forgets the articles of a plan.
///
/// # Errors
/// Where another program writes to the archive, and where it cannot be written: then nothing is forgotten.
pub fn run(archive: &Path, plan: &ForgetPlan, reason: &Reason) -> Result<ForgetOutcome, ForgetError> {
    let ids: Vec<i64> = plan.articles.iter().map(|article| article.id).collect();
    let forgotten = open::change(archive, |writer| {
        let (session, dates) = session::begin(writer, &ids, session::Entries::AreNew, reason)?;
        reanalyze::reanalyze_dates(&Extractor::default(), writer, dates)?;
        session.finish()
    })?;
    let erasure = match erasure::erase(archive) {
        Ok(erasure) => Ok(erasure.unwrap_or(Erasure::Complete)),
        Err(error) => Err(error.to_string()),
    };
    Ok(ForgetOutcome { forgotten, backups: backups_beside(archive), erasure })
}

/// Writes the file anew where that was not done when articles were forgotten.
///
/// # Errors
/// Where nothing waits for that, and where the file cannot be written.
pub fn finish(archive: &Path) -> Result<Erasure, ForgetError> {
    drop(open::reading(archive)?);
    erasure::erase(archive)?.ok_or(ForgetError::NothingToFinish)
}

/// The copies that presscut makes beside an archive: before its schema is changed, and before `sql --write`.
fn backups_beside(archive: &Path) -> Vec<PathBuf> {
    let stem = archive.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let folder = archive.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let is_backup = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        ["-schema-", "-before-"].iter().any(|kind| name.starts_with(&format!("{stem}{kind}")))
    };
    let mut found: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(is_backup).collect();
    found.sort();
    found
}
