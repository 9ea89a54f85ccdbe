//! Documents of word processors, as lines: DOCX and RTF. What their lines mean is known in [`crate::read::press`].

pub(crate) mod docx_lines;
pub(crate) mod rtf_charsets;
pub(crate) mod rtf_lines;
pub(crate) mod rtf_tokens;
