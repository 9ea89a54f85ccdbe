//! Articles that are removed for good, and kept out of later imports.
//!
//! [`session`] removes them with everything that holds a word of them, in one transaction; [`entries`] is what stays: hashes
//! that tell an article when it comes again. Deleting rows leaves their bytes in the file, so [`erasure`] then writes the file
//! anew. The surprising decision: that is a second step. A program that is killed between the two has forgotten the
//! articles, the entries say that the file is still to be written anew, and `presscut check` does too.

pub mod choice;
pub mod entries;
pub mod erasure;
pub mod session;
mod traces_in_decisions;
mod traces_in_ledger;
mod traces_in_marks;
