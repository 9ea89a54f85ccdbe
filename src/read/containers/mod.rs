//! Files that hold other files or responses: compression, ZIP and tar, WARC, HTTP, MHTML.

pub mod archive_members;
pub mod compression;
pub mod http;
pub mod mhtml;
pub mod warc;
