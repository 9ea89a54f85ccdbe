//! The terminal: its width, the pager, and the end of a program that does not answer.

pub(crate) mod overdue;
pub(crate) mod pager;
pub(crate) mod width;
