//! Documents of word processors, as lines: DOCX and RTF. What their lines mean is known in [`crate::read::press`]. PDF, whose lines
//! are found by where the letters are on the page, is read here as a whole.

pub(crate) mod docx_lines;
pub(crate) mod pdf;
pub(crate) mod pdf_glyphs;
pub(crate) mod pdf_layout;
pub(crate) mod rtf_charsets;
pub(crate) mod rtf_lines;
pub(crate) mod rtf_tokens;
