//! Arguments that several commands share, and what they mean.

pub(crate) mod chart_options;
pub(crate) mod command_line;
pub(crate) mod list_output;
pub(crate) mod mark_targets;
pub(crate) mod output_options;
pub(crate) mod parameters;
pub(crate) mod reading_args;
pub(crate) mod reason;
pub(crate) mod reported;
pub(crate) mod row_numbers;
pub(crate) mod scope_options;
pub(crate) mod selection;
pub(crate) mod time_limit;
pub(crate) mod workers;
