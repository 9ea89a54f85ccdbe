//! The commands: one file each, with its arguments and a `run` that makes a request of them and shows the outcome.

pub(crate) mod backup;
pub(crate) mod chart;
pub(crate) mod check;
pub(crate) mod entities;
pub(crate) mod export;
pub(crate) mod extract;
pub(crate) mod import;
pub(crate) mod imports;
pub(crate) mod licences;
pub(crate) mod note;
pub(crate) mod notes;
pub(crate) mod query;
pub(crate) mod quote_sample;
pub(crate) mod quotes;
pub(crate) mod reextract;
pub(crate) mod rejects;
pub(crate) mod report;
pub(crate) mod schema;
pub(crate) mod search;
pub(crate) mod show;
pub(crate) mod sources;
pub(crate) mod sql;
pub(crate) mod tag;
pub(crate) mod tags;
pub(crate) mod trace;
pub(crate) mod versions;
