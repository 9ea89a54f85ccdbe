//! A span of text between quotation marks.
//!
//! A value only, in tokens of its document.

use std::ops::Range;

/// What an opening mark and its closing mark, or the end of its paragraph, enclose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotedSpan {
    /// The token that is the opening mark.
    pub open: usize,
    /// The tokens between the marks; never empty.
    pub inner: Range<usize>,
    /// Whether a closing mark follows `inner`.
    pub closed: bool,
    /// The number of its paragraph.
    pub paragraph: usize,
}

impl QuotedSpan {
    /// The first token after the span and its closing mark.
    pub fn end(&self) -> usize {
        self.inner.end + usize::from(self.closed)
    }
}
