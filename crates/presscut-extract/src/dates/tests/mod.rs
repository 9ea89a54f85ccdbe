//! Forms and what they come to, by kind, as tables; and what holds for every text.

pub(crate) mod explicit;
pub(crate) mod lengths;
pub(crate) mod no_dates;
pub(crate) mod properties;
pub(crate) mod relative;
pub(crate) mod table;
