//! What of an answer is wanted: all of it or what is new, from all imports or from some.

pub use crate::query::ImportChoice;

/// What of an answer is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AskScope {
    /// Only what these imports brought or changed.
    pub imports: Option<ImportChoice>,
    /// Which rows.
    pub rows: WantedRows,
    /// How sure a query has to be of a speaker where the user does not say: 0 to 1, as a decimal number.
    pub min_confidence: Option<String>,
}

/// Which rows of an answer are wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum WantedRows {
    /// All.
    #[default]
    All,
    /// Those that were not there when the same was last asked for new rows; it is remembered which are shown.
    New,
    /// The same, and nothing is remembered.
    NewUnremembered,
}
