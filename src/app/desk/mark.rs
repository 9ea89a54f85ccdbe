//! Tags and notes put on things and taken off, each command one decision.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::app::ask::canned::CannedQuery;
use crate::app::ask::search::SearchTarget;
use crate::app::ask::selection::{Selection, selected_ids};
use crate::app::desk::error::MarksError;
use crate::app::entities::curate;
use crate::app::entities::curate::{Decided, Reason};
use crate::archive::marks::changes::{Action, MarkChange};
use crate::archive::marks::subject::{Subject, SubjectKind};
use crate::archive::marks::{Mark, changes, subject, words};
use crate::archive::schema::connection::{ArchiveReader, ArchiveWriter};
use crate::archive::schema::open;
use crate::query::TimeLimit;
use crate::query::resolve::resolve_tag;
use crate::text::count_phrase::count_phrase;

pub use crate::archive::marks::changes::Change;
pub use crate::archive::marks::words::WordsError;

/// Tags to be put on things or taken off, or a note to be put on them.
#[derive(Debug)]
pub struct MarkRequest {
    /// The archive's file.
    pub archive: PathBuf,
    /// The things.
    pub targets: Targets,
    /// The tags, or the note.
    pub words: MarkWords,
    /// Who decides, and why.
    pub reason: Reason,
    /// How long the search or query may take that names the things.
    pub time: TimeLimit,
}

/// What is to be marked.
#[derive(Debug, Default)]
pub struct Targets {
    /// Numbers of articles.
    pub articles: Vec<i64>,
    /// Numbers of quotes.
    pub quotes: Vec<i64>,
    /// Names of entities, or their numbers.
    pub entities: Vec<String>,
    /// What a search finds.
    pub search: Option<String>,
    /// What a canned query gives, with its parameters.
    pub query: Option<(CannedQuery, Vec<(String, String)>)>,
    /// Whether the search and the query name quotes rather than articles.
    pub found_quotes: bool,
}

impl Targets {
    /// Whether nothing is named.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
            && self.quotes.is_empty()
            && self.entities.is_empty()
            && self.search.is_none()
            && self.query.is_none()
    }
}

/// What is written on them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkWords {
    /// Tags, put on or taken off.
    Tags(Vec<String>, Change),
    /// A note, put on.
    Note(String),
}

/// Puts marks on things, or takes them off.
///
/// # Errors
/// Where a thing is not there, a tag or note cannot be one, or a tag that is to be taken off is nowhere.
pub fn decide(request: &MarkRequest) -> Result<Decided, MarksError> {
    drop(open::reading(&request.archive)?);
    let found = found_ids(request)?;
    open::change(&request.archive, |archive| {
        let subjects = resolve(archive, &request.targets, &found)?;
        let changes = match &request.words {
            MarkWords::Tags(tags, change) => tag_changes(archive, &subjects, tags, *change)?,
            MarkWords::Note(note) => {
                let note = words::note(note)?;
                let note = |subject: &Subject| MarkChange {
                    subject: subject.clone(),
                    mark: Mark::Note,
                    words: note.clone(),
                    change: Change::Add,
                };
                subjects.iter().map(note).collect()
            }
        };
        keep(archive, changes, &request.words, &request.reason)
    })
}

/// The numbers that the search or the query gives.
fn found_ids(request: &MarkRequest) -> Result<Vec<i64>, MarksError> {
    let Targets { search, query, found_quotes, .. } = &request.targets;
    let query = query.as_ref().map(|(query, parameters)| (query, parameters.as_slice()));
    let selection = Selection { search: search.as_deref(), query, ..Selection::default() };
    if selection.is_empty() {
        return Ok(Vec::new());
    }
    let target = if *found_quotes { SearchTarget::Quotes } else { SearchTarget::Articles };
    match selected_ids(&request.archive, &selection, target, request.time)? {
        found if found.is_empty() => Err(MarksError::NothingFound),
        found => Ok(found),
    }
}

/// The things that are meant, as they are now.
fn resolve(archive: &ArchiveReader, targets: &Targets, found: &[i64]) -> Result<Vec<Subject>, MarksError> {
    let (found_quotes, found_articles) =
        if targets.found_quotes { (found, &[][..]) } else { (&[][..], found) };
    let mut subjects = Vec::new();
    for &id in targets.articles.iter().chain(found_articles) {
        subjects.push(subject::article(archive, id)?.ok_or(MarksError::UnknownArticle(id))?);
    }
    for &id in targets.quotes.iter().chain(found_quotes) {
        subjects.push(subject::quote(archive, id)?.ok_or(MarksError::UnknownQuote(id))?);
    }
    for name in &targets.entities {
        let entity = curate::resolve(archive, name, None)?;
        subjects.extend(subject::entity(archive, &entity)?);
    }
    let mut seen = BTreeSet::new();
    subjects.retain(|subject| seen.insert((subject.key.kind, subject.row)));
    Ok(subjects)
}

fn tag_changes(
    archive: &ArchiveReader,
    subjects: &[Subject],
    tags: &[String],
    change: Change,
) -> Result<Vec<MarkChange>, MarksError> {
    let tags = match change {
        Change::Add => tags.iter().map(|tag| words::tag(tag)).collect::<Result<Vec<_>, _>>()?,
        Change::Remove => tags.iter().map(|tag| resolve_tag(archive, tag)).collect::<Result<_, _>>()?,
    };
    let mut changes = Vec::with_capacity(subjects.len() * tags.len());
    for subject in subjects {
        for tag in &tags {
            let (subject, words) = (subject.clone(), tag.clone());
            changes.push(MarkChange { subject, mark: Mark::Tag, words, change });
        }
    }
    Ok(changes)
}

/// Makes the changes one decision.
fn keep(
    archive: &ArchiveWriter,
    changes: Vec<MarkChange>,
    words: &MarkWords,
    reason: &Reason,
) -> Result<Decided, MarksError> {
    let changes = changes::effective(archive, changes)?;
    let (on, tags) = (describe(&changes), tags_of(&changes));
    let (action, what) = match words {
        MarkWords::Tags(_, Change::Add) => (Action::Tag, format!("{on}: {tags}")),
        MarkWords::Tags(_, Change::Remove) => (Action::Untag, format!("{on}: no longer {tags}")),
        // The note itself is not in the log: it goes with what it is on.
        MarkWords::Note(_) => (Action::Note, format!("{on}: a note")),
    };
    let number = changes::decide(archive, &changes, (action, &what), reason)?;
    Ok(Decided::new(number, what))
}

/// Things listed by name at most; more are counted.
const MAX_LISTED_SUBJECTS: usize = 3;

/// "article 12, article 15", or "31 articles and 2 quotes".
fn describe(changes: &[MarkChange]) -> String {
    let mut subjects: Vec<&Subject> = Vec::new();
    for change in changes {
        if subjects.last().is_none_or(|last| last.key != change.subject.key) {
            subjects.push(&change.subject);
        }
    }
    if subjects.len() <= MAX_LISTED_SUBJECTS {
        let each: Vec<&str> = subjects.iter().map(|subject| subject.described.as_str()).collect();
        return each.join(", ");
    }
    let counted = SubjectKind::ALL.into_iter().filter_map(|kind| {
        let count = subjects.iter().filter(|subject| subject.key.kind == kind).count() as u64;
        let phrase = match kind {
            SubjectKind::Entity if count > 1 => format!("{count} entities"),
            kind => count_phrase(count, kind.as_str()),
        };
        (count > 0).then_some(phrase)
    });
    counted.collect::<Vec<_>>().join(" and ")
}

fn tags_of(changes: &[MarkChange]) -> String {
    let mut tags: Vec<&str> = Vec::new();
    for change in changes {
        if !tags.contains(&change.words.as_str()) {
            tags.push(&change.words);
        }
    }
    tags.join(", ")
}

/// A tag to be called another name everywhere, or taken off everywhere.
#[derive(Debug)]
pub struct RenameTagRequest {
    /// The archive's file.
    pub archive: PathBuf,
    /// The tag.
    pub tag: String,
    /// Its new name; `None` where it is taken off. Things can have a tag of that name: then the two become one.
    pub name: Option<String>,
    /// Who decides, and why.
    pub reason: Reason,
}

/// Calls a tag by another name on all that has it, or takes it off.
///
/// # Errors
/// Where nothing has the tag, and where the new name cannot be one.
pub fn rename_tag(request: &RenameTagRequest) -> Result<Decided, MarksError> {
    drop(open::reading(&request.archive)?);
    open::change(&request.archive, |archive| {
        let old = resolve_tag(archive, &request.tag)?;
        let new = request.name.as_deref().map(words::tag).transpose()?;
        let mut changes = Vec::new();
        if new.as_ref() != Some(&old) {
            for subject in subject::tagged(archive, &old)? {
                let change = |words: &String, change| MarkChange {
                    subject: subject.clone(),
                    mark: Mark::Tag,
                    words: words.clone(),
                    change,
                };
                changes.push(change(&old, Change::Remove));
                changes.extend(new.as_ref().map(|new| change(new, Change::Add)));
            }
        }
        let changes = changes::effective(archive, changes)?;
        let on = describe(&changes);
        let (action, what) = match &new {
            Some(new) => (Action::RenameTag, format!("{on}: {new} instead of {old}")),
            None => (Action::Untag, format!("{on}: no longer {old}")),
        };
        let number = changes::decide(archive, &changes, (action, &what), &request.reason)?;
        Ok(Decided::new(number, what))
    })
}

/// Notes to be taken off.
#[derive(Debug)]
pub struct RemoveNotesRequest {
    /// The archive's file.
    pub archive: PathBuf,
    /// Their numbers.
    pub notes: Vec<i64>,
    /// Who decides, and why.
    pub reason: Reason,
}

/// Takes notes off.
///
/// # Errors
/// Where there is no such note.
pub fn remove_notes(request: &RemoveNotesRequest) -> Result<Decided, MarksError> {
    drop(open::reading(&request.archive)?);
    open::change(&request.archive, |archive| {
        let mut changes = Vec::new();
        for &id in &request.notes {
            let (subject, words) = subject::noted(archive, id)?.ok_or(MarksError::UnknownNote(id))?;
            changes.push(MarkChange { subject, mark: Mark::Note, words, change: Change::Remove });
        }
        let changes = changes::effective(archive, changes)?;
        let what = format!("{}: without a note", describe(&changes));
        let number = changes::decide(archive, &changes, (Action::RemoveNote, &what), &request.reason)?;
        Ok(Decided::new(number, what))
    })
}
