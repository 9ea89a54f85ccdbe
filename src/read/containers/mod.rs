//! Files that hold other files or responses: compression, ZIP and tar, WARC, HTTP, MHTML.

pub(crate) mod archive_members;
pub(crate) mod compression;
pub(crate) mod http;
pub(crate) mod mhtml;
pub(crate) mod tar;
pub(crate) mod warc;
pub(crate) mod zip;
