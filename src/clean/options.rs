//! What a run gives to records that lack it.

use crate::model::{DateOrder, Published};

/// What a run gives to records that lack it.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The publication date.
    pub published: Option<Published>,
    /// How dates like 03/04/2024 are read.
    pub date_order: Option<DateOrder>,
    /// The name of the source.
    pub source: Option<String>,
    /// Whether the gate is open: the user has admitted the record.
    pub admit_all: bool,
}
