//! The sources, and how each writes dates like 03/04/2024.

use std::path::PathBuf;

use presscut_extract::Extractor;

use crate::app::reanalyze;
use crate::archive::ArchiveError;
use crate::archive::schema::open;
use crate::model::DateOrder;
use crate::query::lists;
use crate::query::lists::ListQuery;
use crate::query::resolve::{NotResolved, resolve_source};

/// How a source writes its dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateOrderRequest {
    /// The archive's file.
    pub archive: PathBuf,
    /// The source's name, domain or number.
    pub source: String,
    /// The rule.
    pub rule: DateOrderRule,
}

/// What decides dates like 03/04/2024.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrderRule {
    /// They are read in this order.
    Always(DateOrder),
    /// The source's other dates decide, as before.
    Forget,
}

/// What a rule has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateOrderOutcome {
    /// Dates that are read in another way now.
    pub changed: u64,
}

/// Why a source is not changed.
#[derive(Debug, thiserror::Error)]
pub enum SourcesError {
    /// The name is no source's, or that of several.
    #[error(transparent)]
    NotResolved(#[from] NotResolved),
    /// The archive's own.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
}

/// All sources.
pub fn list() -> ListQuery {
    lists::sources::sources()
}

/// Keeps how a source writes its dates, and reads those in the archive again; later imports follow the rule too.
///
/// # Errors
/// Where there is no archive or no such source, where several can be meant, and where the archive cannot be written.
pub fn set_date_order(request: &DateOrderRequest) -> Result<DateOrderOutcome, SourcesError> {
    drop(open::reading(&request.archive)?);
    let rule = match request.rule {
        DateOrderRule::Always(order) => Some(order),
        DateOrderRule::Forget => None,
    };
    let changed = open::change(&request.archive, |archive| {
        let source = resolve_source(archive, &request.source)?.id;
        Ok::<_, SourcesError>(reanalyze::set_date_rule(&Extractor::default(), archive, source, rule)?)
    })?;
    Ok(DateOrderOutcome { changed })
}
