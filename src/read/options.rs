//! How to read: what the user said, which goes before what the bytes show.

use crate::read::encoding::NamedEncoding;
use crate::read::format::Format;
use crate::read::record_options::RecordOptions;

/// How to read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The format, if the user named one; otherwise it is detected.
    pub format: Option<Format>,
    /// The character set, if the user named one; otherwise it is detected.
    pub encoding: Option<NamedEncoding>,
    /// The one member of an archive file to read; `None` reads all.
    pub only_member: Option<String>,
    /// How records are split and parsed.
    pub records: RecordOptions,
}
