//! Watches: questions that the archive keeps, and what is new to each.
//!
//! A watch has the memory of its question: what `--new` has shown of the same query by hand is not shown again. When it is
//! added, what there is already is remembered, so that its first answer is what comes after.

use std::path::Path;

use crate::app::ask::answer::{AskContext, LimitedSession};
use crate::app::ask::canned::{AskedQuery, answer_canned, find_query};
use crate::app::ask::collected::{CollectSink, CollectedRows};
use crate::app::ask::error::AskError;
use crate::app::ask::question::Question;
use crate::app::ask::scope::{AskScope, WantedRows};
use crate::app::ask::search::{AskedSearch, SearchFilters, SearchForm, SearchTarget, answer_search};
use crate::app::ask::sql::answer_sql;
use crate::app::output::RowsAbout;
use crate::app::output::new_rows::NewRows;
use crate::archive::asked_questions::{MAX_ROWS_REMEMBERED, remember_rows, shown_rows};
use crate::archive::schema::open;
use crate::archive::watches;
use crate::output::{RowSource, StopReason};
use crate::query::search::hit_marks::MarkStyle;
use crate::query::suggest::did_you_mean;
use crate::query::{Provenance, QueryError, TimeLimit, open_archive};

/// A watch as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedWatch {
    /// Its name.
    pub name: String,
    /// Its question in a line; or why it cannot be read.
    pub question: String,
    /// When it was added, UTC.
    pub added_at: String,
}

/// What is new to a watch.
#[derive(Debug)]
pub struct WatchNews {
    /// Its name.
    pub name: String,
    /// Its question in a line.
    pub question: String,
    /// What is new, or why it could not be asked.
    pub answer: Result<WatchAnswer, AskError>,
}

/// The answer of a watch.
#[derive(Debug)]
pub struct WatchAnswer {
    /// The new rows.
    pub rows: CollectedRows,
    /// When it was asked before, UTC.
    pub since: Option<String>,
    /// How many rows there are, old and new, as far as they were come to.
    pub all: u64,
    /// Whether there are more new rows than were wanted; these are new the next time too.
    pub has_more: bool,
    /// What is to be remembered, where all rows were come to.
    to_remember: Option<Remembered>,
}

/// What of a question is to be remembered.
#[derive(Debug, Clone)]
pub struct Remembered {
    key: String,
    hashes: Vec<u64>,
}

/// Where watches are asked, and for how long each.
#[derive(Debug, Clone, Copy)]
pub struct WatchRequest<'r> {
    /// The archive's file.
    pub archive: &'r Path,
    /// A folder with queries of the user's own.
    pub queries: Option<&'r Path>,
    /// How long one may take.
    pub time: TimeLimit,
}

const NEW_ROWS: AskScope = AskScope { imports: None, rows: WantedRows::New, min_confidence: None };

impl WatchRequest<'_> {
    /// Asks a question for the rows that are new to it.
    fn ask(&self, question: &Question, max_rows: Option<u64>) -> Result<WatchAnswer, AskError> {
        let context = AskContext {
            archive: self.archive,
            scope: &NEW_ROWS,
            time: self.time,
            provenance: Provenance::NotDescribed,
        };
        let collect = |question: &Question,
                       limited: &LimitedSession,
                       _: &RowsAbout,
                       rows: &mut dyn RowSource<Error = QueryError>| {
            collect_new(question, limited, rows, max_rows)
        };
        match question {
            Question::Query { name, parameters, facet } => {
                let query = find_query(self.archive, self.queries, name)?;
                let parameters: Vec<(String, String)> = parameters.clone().into_iter().collect();
                let asked = AskedQuery { query: &query, parameters: &parameters, facet: facet.as_deref() };
                answer_canned(&context, &asked, collect)
            }
            Question::Search { words, quotes, filters, .. } => {
                let filter = |name: &str| filters.get(name).map(String::as_str);
                let asked = AskedSearch {
                    words,
                    target: if *quotes { SearchTarget::Quotes } else { SearchTarget::Articles },
                    filters: SearchFilters {
                        source: filter("source"),
                        from: filter("from"),
                        to: filter("to"),
                        tag: filter("tag"),
                    },
                    form: SearchForm::Snippets(None),
                    marks: MarkStyle::Guillemets,
                    is_limited: false,
                };
                answer_search(&context, &asked, collect)
            }
            Question::Sql { sql, parameters } => {
                let parameters: Vec<(String, String)> = parameters.clone().into_iter().collect();
                answer_sql(&context, sql, &parameters, collect)
            }
        }
    }

    /// Keeps a question under a name; gives how many rows it has already.
    ///
    /// # Errors
    /// Where the question cannot be asked, the name is taken or empty, or the archive cannot be written.
    pub fn add(&self, name: &str, question: &Question) -> Result<u64, AskError> {
        let name = name.trim();
        if name.is_empty() || name.contains(char::is_control) {
            return Err(AskError::Usage(format!("{name:?} is no name for a watch")));
        }
        let answer = self.ask(question, None)?;
        let all = answer.all;
        let Some(Remembered { key, hashes }) = answer.to_remember else {
            let more = "give it more with --timeout SECONDS";
            return Err(AskError::Usage(format!("time was up before all rows were found: {more}")));
        };
        let kept = serde_json::to_string(question).map_err(std::io::Error::from)?;
        let is_added = open::change(self.archive, |archive| {
            let is_added = watches::add_watch(archive, name, &kept)?;
            if is_added {
                remember_rows(archive, &key, &hashes)?;
            }
            Ok::<_, AskError>(is_added)
        })?;
        match is_added {
            true => Ok(all),
            false => Err(AskError::Usage(format!(
                "there is a watch {name} already: take another name, or `presscut watch remove {name}` first"
            ))),
        }
    }

    /// Asks every watch; `max_rows` is of each.
    ///
    /// # Errors
    /// Where the archive cannot be read. That one watch cannot be asked is part of its answer.
    pub fn news(&self, max_rows: Option<u64>) -> Result<Vec<WatchNews>, AskError> {
        let kept = watches::watches(&open_archive(self.archive)?)?;
        let mut news = Vec::new();
        for watch in kept {
            let (question, answer) = match serde_json::from_str::<Question>(&watch.question) {
                Ok(question) => (question.describe(), self.ask(&question, max_rows)),
                Err(error) => (String::new(), Err(unreadable(&watch.name, &error))),
            };
            news.push(WatchNews { name: watch.name, question, answer });
        }
        Ok(news)
    }
}

fn unreadable(name: &str, error: &serde_json::Error) -> AskError {
    AskError::Failed(format!(
        "the question of the watch {name} cannot be read ({error}): remove it and add it again"
    ))
}

/// The new rows of a question, and what is to be remembered of it.
fn collect_new(
    question: &Question,
    limited: &LimitedSession,
    rows: &mut dyn RowSource<Error = QueryError>,
    max_rows: Option<u64>,
) -> Result<WatchAnswer, AskError> {
    let key = question.key(&NEW_ROWS)?;
    let shown = shown_rows(limited.session.unlimited(), &key)?;
    let hashes = shown.as_ref().map_or(&[][..], |shown| &shown.hashes);
    let mut new = NewRows::of(rows, hashes);
    let mut sink = CollectSink::new(max_rows.unwrap_or(0));
    let end = new.stream_into(max_rows, &mut sink)?;
    if new.are_too_many() {
        let what = "a watch can have, and this one has more: ask for less";
        return Err(AskError::Usage(format!("{MAX_ROWS_REMEMBERED} rows is the most that {what}")));
    }
    let all = new.all();
    let to_remember = new.into_remembered().map(|hashes| Remembered { key, hashes });
    let since = shown.map(|shown| shown.asked_at);
    let has_more = end.stopped == Some(StopReason::RowLimit);
    Ok(WatchAnswer { rows: sink.into_rows(), since, all, has_more, to_remember })
}

/// What of the news is to be remembered.
pub fn to_remember(news: &[WatchNews]) -> Vec<Remembered> {
    let answers = news.iter().filter_map(|watch| watch.answer.as_ref().ok());
    answers.filter_map(|answer| answer.to_remember.clone()).collect()
}

/// Remembers what was shown.
///
/// # Errors
/// Where the archive cannot be written.
pub fn remember(archive: &Path, shown: &[Remembered]) -> Result<(), AskError> {
    open::change(archive, |archive| {
        shown.iter().try_for_each(|Remembered { key, hashes }| remember_rows(archive, key, hashes))
    })
    .map_err(AskError::from)
}

/// All watches.
///
/// # Errors
/// Where the archive cannot be read.
pub fn list_watches(archive: &Path) -> Result<Vec<ListedWatch>, AskError> {
    let kept = watches::watches(&open_archive(archive)?)?;
    let listed = kept.into_iter().map(|watch| {
        let read = serde_json::from_str::<Question>(&watch.question);
        let question =
            read.map_or_else(|error| unreadable(&watch.name, &error).to_string(), |q| q.describe());
        ListedWatch { name: watch.name, question, added_at: watch.added_at }
    });
    Ok(listed.collect())
}

/// Removes a watch; what its question has shown stays remembered.
///
/// # Errors
/// Where there is none of that name, or the archive cannot be written.
pub fn remove_watch(archive: &Path, name: &str) -> Result<(), AskError> {
    let known: Vec<String> =
        watches::watches(&open_archive(archive)?)?.into_iter().map(|watch| watch.name).collect();
    let is_removed = open::change(archive, |archive| watches::remove_watch(archive, name))?;
    match is_removed {
        true => Ok(()),
        false => {
            let near = did_you_mean(name, known.iter().map(String::as_str));
            Err(AskError::Usage(format!("there is no watch {name}{near}: `presscut watch` lists them")))
        }
    }
}
