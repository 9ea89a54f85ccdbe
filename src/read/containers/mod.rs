//! Files that hold other files, responses or tables: compression, ZIP, tar and WACZ, WARC and ARC, HTTP, MHTML, Parquet, SQLite.

pub(crate) mod arc;
pub(crate) mod archive_members;
pub(crate) mod compression;
pub(crate) mod http;
pub(crate) mod mhtml;
pub(crate) mod parquet;
pub(crate) mod response;
pub(crate) mod sqlite;
pub(crate) mod sqlite_tables;
pub(crate) mod tar;
pub(crate) mod wacz;
pub(crate) mod warc;
pub(crate) mod zip;
