//! What people write on articles, quotes and entities: tags and notes, one by one, and as a sheet that goes out to a
//! spreadsheet and comes back.

pub mod error;
pub mod mark;
pub mod sheet;

use std::path::Path;

use crate::archive::marks::changes;
use crate::archive::schema::open;
use crate::query::lists::ListQuery;
use crate::query::lists::marks;
use crate::query::lists::marks::MarkFilter;
use crate::query::resolve::resolve_tag;

pub use crate::archive::marks::subject::SubjectKind;
pub use error::MarksError;

/// Which marks, as the user says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WhichMarks {
    /// This tag, or what has it.
    pub tag: Option<String>,
    /// On this kind of thing only.
    pub kind: Option<SubjectKind>,
}

impl WhichMarks {
    pub(crate) fn resolve(&self, archive: &Path) -> Result<MarkFilter, MarksError> {
        let archive = open::reading(archive)?;
        let tag = self.tag.as_deref().map(|tag| resolve_tag(&archive, tag)).transpose()?;
        Ok(MarkFilter { tag, kind: self.kind })
    }
}

/// A tag that something has, in the form in which it is kept.
///
/// # Errors
/// Where nothing has it.
pub fn known_tag(archive: &Path, tag: &str) -> Result<String, MarksError> {
    Ok(resolve_tag(&open::reading(archive)?, tag)?)
}

/// The tags, with how many things have each.
pub fn tags() -> ListQuery {
    marks::tags()
}

/// Everything that is tagged.
///
/// # Errors
/// Where nothing has the tag.
pub fn tagged(archive: &Path, which: &WhichMarks) -> Result<ListQuery, MarksError> {
    Ok(marks::tagged(&which.resolve(archive)?))
}

/// The notes.
///
/// # Errors
/// Where nothing has the tag.
pub fn notes(archive: &Path, which: &WhichMarks) -> Result<ListQuery, MarksError> {
    Ok(marks::notes(&which.resolve(archive)?))
}

/// All decisions about tags and notes.
pub fn history() -> ListQuery {
    marks::history(&changes::actions())
}
