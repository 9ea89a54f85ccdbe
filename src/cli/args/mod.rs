//! Arguments that several commands share, and what they mean.

pub(crate) mod output_files;
pub(crate) mod output_options;
pub(crate) mod query_session;
