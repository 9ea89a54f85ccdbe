//! Questions to an archive: canned queries, SQL, searches, reports. Each file is a use case: a request of plain values, an
//! outcome of plain values.

pub mod batch;
pub mod canned;
pub mod change;
pub mod completion;
pub mod error;
pub mod listing;
pub mod report;
pub mod rows;
pub mod schema;
pub mod search;
pub mod selection;
pub mod shell;
pub mod sql;

pub use error::AskError;
