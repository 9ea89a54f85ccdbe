//! Questions to the archive: the catalogue, the user’s own queries, ad-hoc SQL and full-text search.

mod catalogue;
mod names;
mod questions;
mod search;
mod sql;
mod user_queries;

use crate::workspace::Ended;

/// The lines that a command printed, which must have succeeded.
#[track_caller]
fn lines(ended: Ended) -> Vec<String> {
    ended.code(0).stdout.lines().map(str::to_string).collect()
}
