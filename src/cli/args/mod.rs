//! Arguments that several commands share, and what they mean.

pub(crate) mod answer;
pub(crate) mod output_options;
pub(crate) mod parameters;
pub(crate) mod reported;
pub(crate) mod time_limit;
