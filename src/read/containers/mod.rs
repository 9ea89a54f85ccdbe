//! Files that hold other files or responses: compression, ZIP, tar and WACZ, WARC and ARC, HTTP, MHTML.

pub(crate) mod arc;
pub(crate) mod archive_members;
pub(crate) mod compression;
pub(crate) mod http;
pub(crate) mod mhtml;
pub(crate) mod response;
pub(crate) mod tar;
pub(crate) mod wacz;
pub(crate) mod warc;
pub(crate) mod zip;
