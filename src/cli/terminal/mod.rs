//! The terminal: its width, the pager, progress, interrupts, and the end of a program that does not answer.

pub(crate) mod display;
pub(crate) mod interrupt;
pub(crate) mod overdue;
pub(crate) mod progress;
pub mod streams;
pub(crate) mod width;
