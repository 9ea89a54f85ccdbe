//! Questions to an archive: canned queries, SQL, searches, reports. Each file is a use case: a request of plain values, an
//! outcome of plain values.

pub(crate) mod answer;
pub mod batch;
pub mod canned;
pub mod change;
pub mod collected;
pub mod completion;
pub mod error;
pub mod listing;
pub mod news;
pub mod question;
pub mod report;
pub mod rows;
pub mod schema;
pub mod scope;
pub mod search;
pub mod selection;
pub mod shell;
pub mod sql;
pub mod watch;

pub use error::AskError;
