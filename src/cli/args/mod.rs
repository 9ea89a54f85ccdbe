//! Arguments that several commands share, and what they mean.

pub(crate) mod command_line;
pub(crate) mod list_output;
pub(crate) mod output_files;
pub(crate) mod output_options;
pub(crate) mod query_session;
pub(crate) mod reading_args;
pub(crate) mod user;
pub(crate) mod workers;
