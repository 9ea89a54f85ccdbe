//! The ledger: which runs there were, which files they read, which records they rejected.
//!
//! Takes counts and reasons from the importer, gives ids for the rows that point here. A file that a run has
//! read to its end under the same settings is known by its SHA-256 and need not be read again.

pub(crate) mod ended_rejects;
pub(crate) mod files;
pub(crate) mod hand_over;
pub(crate) mod observations;
pub(crate) mod records;
pub(crate) mod rejects;
pub(crate) mod runs;
pub mod stored_rejects;
pub mod undo;

pub use files::{known_file, path_text};
pub use records::{Counts, Ending, FileEnd, FileFacts, FileId, ImportId, Reject};
pub use rejects::{Readmission, RejectedRecord};
