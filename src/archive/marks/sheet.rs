//! The sheet of tags and notes that goes out to a spreadsheet and comes back.
//!
//! A row is one thing; its cell `tags` lists all tags that it is to have, with commas between them, and its cell `notes` all
//! notes, one a line. So what is added to a cell is added, and what is deleted from it is taken off. A row or a column that
//! is missing changes nothing, and a sheet with one bad row changes nothing at all. The surprising decision: a sheet says
//! as of which decision it was written, and changes only what it can have known: a tag that a colleague gave since stays,
//! though the cell lacks it, and one that a colleague took off since stays off.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::params;

use crate::archive::ArchiveError;
use crate::archive::entities::entity::Entity;
use crate::archive::marks::changes::{Change, MarkChange};
use crate::archive::marks::subject::{Subject, SubjectKey, SubjectKind};
use crate::archive::marks::words::WordsError;
use crate::archive::marks::{Mark, changes, subject, words};
use crate::archive::schema::connection::ArchiveReader;
use crate::text::edited_sheet::{EditedRow, EditedSheet, has_lost_letters};

/// The columns that a sheet is exported with.
pub const COLUMNS: &str =
    "kind, id, subject, tags, notes, source, published, url, identity, occurrence, as_of";

/// A row of a sheet: a thing, and the marks that it is to have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    line: u64,
    named: NamedSubject,
    /// `None` where the sheet has no such column.
    tags: Option<BTreeSet<String>>,
    notes: Option<BTreeSet<String>>,
    /// The decision as of which the row was written, if it says so.
    as_of: Option<i64>,
}

/// How a row names its thing.
#[derive(Debug, Clone, PartialEq, Eq)]
enum NamedSubject {
    /// By its key: it need not be here now.
    Key(SubjectKey),
    /// By its number.
    Number(SubjectKind, i64),
}

/// Reads a sheet.
///
/// # Errors
/// Everything that is wrong with it, each with its line.
pub fn read(bytes: &[u8]) -> Result<Vec<SheetRow>, Vec<String>> {
    let sheet = EditedSheet::read(bytes).map_err(|what| vec![what])?;
    let columns = Columns::find(&sheet).map_err(|what| vec![what])?;
    let (mut rows, mut wrong) = (Vec::new(), sheet.wrong);
    for row in &sheet.rows {
        match columns.row(row) {
            Ok(row) => rows.push(row),
            Err(what) => wrong.push(format!("line {}: {what}", row.line)),
        }
    }
    if wrong.is_empty() { Ok(rows) } else { Err(wrong) }
}

/// The positions of the columns.
struct Columns {
    kind: Option<usize>,
    id: Option<usize>,
    subject: Option<usize>,
    identity: Option<usize>,
    occurrence: Option<usize>,
    tags: Option<usize>,
    notes: Option<usize>,
    as_of: Option<usize>,
}

impl Columns {
    fn find(sheet: &EditedSheet) -> Result<Columns, String> {
        let lacks = |what: &str| {
            Err(format!(
                "line 1: there is no column {what}: the columns of `presscut tags export` are {COLUMNS}"
            ))
        };
        let at = |name: &str| sheet.column(name);
        let columns = Columns {
            kind: at("kind"),
            id: at("id"),
            subject: at("subject"),
            identity: at("identity"),
            occurrence: at("occurrence"),
            tags: at("tags"),
            notes: at("notes"),
            as_of: at("as_of"),
        };
        if columns.identity.is_none() && columns.id.is_none() {
            return lacks("“identity” or “id”");
        }
        if columns.tags.is_none() && columns.notes.is_none() {
            return lacks("“tags” or “notes”");
        }
        Ok(columns)
    }

    fn row(&self, row: &EditedRow) -> Result<SheetRow, String> {
        let cell = |at: Option<usize>| at.map_or("", |at| row.cell(at));
        let kind = match cell(self.kind).to_lowercase().as_str() {
            "" => SubjectKind::Article,
            word => SubjectKind::named(word)
                .ok_or_else(|| format!("kind “{word}” is none: it has to be article, quote or entity"))?,
        };
        let number = |at: Option<usize>, column: &str| match cell(at) {
            "" => Ok(None),
            text => text.parse::<i64>().map(Some).map_err(|_| format!("{column} “{text}” is no number")),
        };
        let identity = cell(self.identity);
        let named = match (identity, number(self.id, "id")?) {
            ("", Some(id)) => NamedSubject::Number(kind, id),
            ("", None) => return Err("the cells identity and id are empty: what is it about?".into()),
            (identity, _) => NamedSubject::Key(key(kind, identity, cell(self.subject), || {
                number(self.occurrence, "occurrence")
            })?),
        };
        for column in [self.tags, self.notes] {
            if has_lost_letters(cell(column)) {
                return Err(format!("“{}” has lost letters: save the sheet as CSV UTF-8", cell(column)));
            }
        }
        let parts = |at: Option<usize>, separators: &[char], word: fn(&str) -> Result<String, WordsError>| {
            let Some(at) = at else { return Ok(None) };
            let parts = row.cell(at).split(separators).filter(|part| !part.trim().is_empty());
            let words = parts.map(word).collect::<Result<BTreeSet<String>, _>>();
            words.map(Some).map_err(|error| error.to_string())
        };
        Ok(SheetRow {
            line: row.line,
            named,
            tags: parts(self.tags, &[',', ';', '\n'], words::tag)?,
            notes: parts(self.notes, &['\n'], words::note)?,
            as_of: number(self.as_of, "as_of")?,
        })
    }
}

/// The key in a row.
fn key(
    kind: SubjectKind,
    identity: &str,
    text: &str,
    occurrence: impl FnOnce() -> Result<Option<i64>, String>,
) -> Result<SubjectKey, String> {
    let identity = identity.to_string();
    match kind {
        SubjectKind::Article => Ok(SubjectKey { kind, identity, text: String::new(), occurrence: 0 }),
        SubjectKind::Quote if text.is_empty() => {
            Err("the cell subject is empty: it has to be the quote's text, as it was".into())
        }
        SubjectKind::Quote => {
            let occurrence = occurrence()?.unwrap_or(1).max(1);
            Ok(SubjectKey { kind, identity, text: text.to_string(), occurrence })
        }
        SubjectKind::Entity if subject::entity_name(&identity).is_none() => {
            Err(format!("identity “{identity}” is that of no entity: leave it as it was exported"))
        }
        SubjectKind::Entity => Ok(SubjectKey { kind, identity, text: String::new(), occurrence: 0 }),
    }
}

/// What a sheet changes, prepared and not written.
#[derive(Debug)]
pub struct Plan {
    /// To be decided.
    pub changes: Vec<MarkChange>,
    /// One line a thing, for people.
    pub lines: Vec<String>,
}

/// Works out what a sheet changes in an archive.
///
/// # Errors
/// The outer error is the archive's; the inner one lists rows that are about nothing, or contradict each other.
pub fn plan(archive: &ArchiveReader, rows: &[SheetRow]) -> Result<Result<Plan, Vec<String>>, ArchiveError> {
    let mut plan = Plan { changes: Vec::new(), lines: Vec::new() };
    let mut wrong = Vec::new();
    let mut seen: BTreeMap<(SubjectKind, Result<i64, SubjectKey>), &SheetRow> = BTreeMap::new();
    for row in rows {
        let Some(subject) = find(archive, &row.named)? else {
            if let NamedSubject::Number(kind, id) = row.named {
                wrong.push(format!("line {}: there is no {} {id}", row.line, kind.as_str()));
            }
            continue;
        };
        let same = (subject.key.kind, subject.row.ok_or_else(|| subject.key.clone()));
        if let Some(first) = seen.get(&same) {
            if (&first.tags, &first.notes) != (&row.tags, &row.notes) {
                let what = format!("line {}: {} is in line {} too", row.line, subject.described, first.line);
                wrong.push(format!("{what}, with other tags or notes"));
            }
            continue;
        }
        seen.insert(same, row);
        let changes = changes_of(archive, row, &subject)?;
        if !changes.is_empty() {
            plan.lines.push(format!("line {}: {}: {}", row.line, subject.described, in_words(&changes)));
            plan.changes.extend(changes);
        }
    }
    Ok(if wrong.is_empty() { Ok(plan) } else { Err(wrong) })
}

fn find(archive: &ArchiveReader, named: &NamedSubject) -> Result<Option<Subject>, ArchiveError> {
    match named {
        NamedSubject::Key(key) => subject::of_key(archive, key.clone()).map(Some),
        NamedSubject::Number(SubjectKind::Article, id) => subject::article(archive, *id),
        NamedSubject::Number(SubjectKind::Quote, id) => subject::quote(archive, *id),
        NamedSubject::Number(SubjectKind::Entity, id) => match Entity::load(archive, *id)? {
            Some(entity) => subject::entity(archive, &entity),
            None => Ok(None),
        },
    }
}

fn changes_of(
    archive: &ArchiveReader,
    row: &SheetRow,
    subject: &Subject,
) -> Result<Vec<MarkChange>, ArchiveError> {
    let mut changes = Vec::new();
    for (mark, wanted) in [(Mark::Tag, &row.tags), (Mark::Note, &row.notes)] {
        let Some(wanted) = wanted else { continue };
        let current = changes::current(archive, subject, mark)?;
        let since = changed_since(archive, subject, mark, row.as_of)?;
        let added = wanted.difference(&current).map(|words| (words, Change::Add));
        let removed = current.difference(wanted).map(|words| (words, Change::Remove));
        for (words, change) in added.chain(removed).filter(|(words, _)| !since.contains(*words)) {
            changes.push(MarkChange { subject: subject.clone(), mark, words: words.clone(), change });
        }
    }
    Ok(changes)
}

/// The marks of a thing that were put on or taken off after a decision; none where it is not known when the row was written.
fn changed_since(
    archive: &ArchiveReader,
    subject: &Subject,
    mark: Mark,
    as_of: Option<i64>,
) -> Result<BTreeSet<String>, ArchiveError> {
    let mut words = BTreeSet::new();
    let Some(as_of) = as_of else { return Ok(words) };
    let (table, column) = (mark.table(), mark.column());
    for id in subject::stored(archive.connection(), subject)? {
        let mut statement = archive.connection().prepare_cached(&format!(
            "SELECT {column} FROM {table} WHERE subject_id = ?1 AND (decision_id > ?2 OR removed_by > ?2)"
        ))?;
        for found in statement.query_map(params![id, as_of], |row| row.get(0))? {
            words.insert(found?);
        }
    }
    Ok(words)
}

/// "+ budget, − follow-up, + a note".
fn in_words(changes: &[MarkChange]) -> String {
    let each = changes.iter().map(|change| {
        let sign = if change.change == Change::Add { '+' } else { '−' };
        match change.mark {
            Mark::Tag => format!("{sign} {}", change.words),
            Mark::Note => format!("{sign} “{}”", change.words),
        }
    });
    each.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_named_by_line() {
        let wrong = read(
            "kind,id,identity,subject,tags,notes\n\
             thing,1,,,a,\n\
             article,,,,a,\n\
             article,x,,,a,\n\
             article,1,,,12,\n\
             entity,,nobody,,a,\n\
             quote,,url:a,,a,\n\
             article,1,,,r\u{fffd}sum\u{fffd},\n"
                .as_bytes(),
        )
        .unwrap_err();
        let lines: Vec<&str> = wrong.iter().map(|what| what.split(':').next().unwrap()).collect();
        assert_eq!(
            lines,
            ["line 2", "line 3", "line 4", "line 5", "line 6", "line 7", "line 8"],
            "{wrong:?}"
        );
        assert!(read(b"id,tag\n1,a\n").unwrap_err()[0].contains("there is no column “tags” or “notes”"));
        assert!(read(b"tags\na\n").unwrap_err()[0].contains("there is no column “identity” or “id”"));
    }

    #[test]
    fn cells_list_tags_and_notes() {
        let rows =
            read("id;tags;notes\n7;Budget, follow-up ,;\"Ask the clerk.\nCall  back.\n\"\n".as_bytes());
        let row = &rows.unwrap()[0];
        assert_eq!(row.named, NamedSubject::Number(SubjectKind::Article, 7));
        assert_eq!(row.tags, Some(BTreeSet::from(["budget".to_string(), "follow-up".into()])));
        assert_eq!(row.notes, Some(BTreeSet::from(["Ask the clerk.".to_string(), "Call back.".into()])));
    }
}
