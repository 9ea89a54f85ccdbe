//! A stretch of a text, counted as users and SQL count: in Unicode characters (scalar values).
//!
//! Byte offsets never leave the station that needs them: two systems of offsets in the same
//! row is how spans go wrong, so there is one type and it has one unit.

/// Characters `start..end` of a text: from 0, end exclusive, never empty in an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first character's number, from 0.
    pub start: usize,
    /// The number of the character after the last.
    pub end: usize,
}

impl Span {
    /// The span of the characters `start..end`.
    pub fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end);
        Span { start, end }
    }

    /// How many characters the span holds.
    pub fn len(&self) -> usize {
        self.end - self.start
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// Whether a character belongs to both.
    pub fn overlaps(&self, other: &Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly in this one.
    pub fn contains(&self, other: &Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// What the span covers in `text`; `None` where it reaches past the end.
    pub fn slice<'t>(&self, text: &'t str) -> Option<&'t str> {
        let mut at = text.char_indices().map(|(byte, _)| byte).chain([text.len()]);
        let from = at.nth(self.start)?;
        let to = if self.is_empty() { from } else { at.nth(self.len() - 1)? };
        text.get(from..to)
    }
}

#[cfg(test)]
mod tests {
    use super::Span;

    #[test]
    fn a_span_counts_characters_not_bytes() {
        let text = "a“é台”z";
        assert_eq!(Span::new(1, 5).slice(text), Some("“é台”"));
        assert_eq!(Span::new(0, 6).slice(text), Some(text));
        assert_eq!(Span::new(6, 6).slice(text), Some(""));
        assert_eq!(Span::new(5, 7).slice(text), None);
    }
}
