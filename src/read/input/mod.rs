//! Where bytes come from: the files of a path, a stream to look ahead in, a record read again.

pub mod files;
pub(crate) mod lookahead;
pub(crate) mod peek;
pub mod reopen;
