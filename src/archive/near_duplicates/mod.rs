//! Texts that are the same, or nearly: copies, stories, and the index that finds them.

pub(crate) mod duplicates;
pub(crate) mod index;
pub(crate) mod stories;
pub(crate) mod text_id;
