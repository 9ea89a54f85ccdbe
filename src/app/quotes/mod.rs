//! Quotes: listed, corrected, and their quality measured on a sample that a person has checked.

pub mod corrections;
mod corrections_file;
pub mod sample;
pub mod score;

use crate::query::lists::ListQuery;
use crate::query::lists::quotes;

pub use crate::query::lists::quotes::{QuoteFilter, WhichCorrections};

/// The quotes that a filter lets through.
pub fn list(filter: &QuoteFilter) -> ListQuery {
    quotes::quotes(filter)
}

/// Corrections.
pub fn list_corrections(which: WhichCorrections) -> ListQuery {
    quotes::corrections(which)
}
