//! How to read: what the user said, which goes before what the bytes show.

use crate::read::encoding::NamedEncoding;
use crate::read::fields::field_map::FieldMap;
use crate::read::format::Format;
use crate::read::record::Limits;
use crate::read::records::csv_dialect::HeaderRow;

/// How to read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The format, if the user named one; otherwise it is detected.
    pub format: Option<Format>,
    /// Which field is what, beyond the known names.
    pub fields: FieldMap,
    /// The character set, if the user named one; otherwise it is detected.
    pub encoding: Option<NamedEncoding>,
    /// Whether a row of a CSV names its columns.
    pub header: HeaderRow,
    /// The one member of an archive file to read; `None` reads all.
    pub only_member: Option<String>,
    /// What is too large.
    pub limits: Limits,
}
