//! Publication times as crawlers and pages write them, read without guessing.
//!
//! ISO 8601 with or without time and zone, RFC 2822, dates in the words of about fifty languages, 年月日, compact digits,
//! Unix seconds and milliseconds. What is written is first brought into one form (`canonical`), so that the forms of
//! dates know no language. A day that does not exist is an error, and so is a date that stands for "none"
//! (`placeholders`). A date that can be two days (03/04/2024) is read as far as it is certain, and keeps its parts.

mod canonical;
mod clock;
mod date_words;
mod forms;
mod other_calendars;
mod parse;
mod placeholders;
mod search;
mod unix_time;

pub use parse::{parse_published, parse_written_date};
pub use placeholders::{is_placeholder, says_nothing};
pub use search::find_written_date;

#[cfg(test)]
mod tests;
