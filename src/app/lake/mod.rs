//! A lake: annotated records in many files, made by many machines, and what one machine does with them.
//!
//! [`extract`] makes the records, one for each record of a scrape; [`import`](crate::app::import) takes them back. [`settle`] makes one archive and its tables of all
//! of them.

pub(crate) mod annotation_lines;
pub(crate) mod date_readings;
pub mod extract;
pub(crate) mod line;
mod parts;
pub mod record_filter;
pub mod settle;
pub(crate) mod stored_lines;
