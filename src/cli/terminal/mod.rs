//! The terminal: the pager, and the end of a program that does not answer.

pub(crate) mod pager;
pub(crate) mod watchdog;
