//! Quotation marks paired into spans, one paragraph at a time.
//!
//! Takes the [`QuotationMark`]s of a paragraph; gives the outermost [`QuotedSpan`]s. The surprising decision: a mark that
//! is never closed ends with its paragraph or before the next opening mark, since newspapers leave out the closing mark
//! where an utterance continues in the next paragraph.

use std::ops::Range;

use crate::Document;
use crate::quotes::spans::apostrophes::ApostropheRules;
use crate::quotes::spans::marks::{MarkLevel, QuotationMark, first_char, is_digit, last_char};
use crate::quotes::spans::quoted_span::QuotedSpan;

/// The marks of one paragraph, ready to be paired.
pub struct MarkPairing<'d, 't> {
    document: &'d Document<'t>,
    paragraph: Range<usize>,
    number: usize,
    marks: &'d [QuotationMark],
    /// For each mark, the first at or after it that is a single closing one; a firm one; a double one. Made once,
    /// so that the search for a closing mark takes constant time.
    next_close: Vec<Option<usize>>,
    next_firm: Vec<Option<usize>>,
    next_double: Vec<Option<usize>>,
    takes_apostrophe: fn(&str) -> bool,
}

impl<'d, 't> MarkPairing<'d, 't> {
    /// Prepares to pair the marks of the paragraph with this number.
    pub fn new(
        document: &'d Document<'t>,
        number: usize,
        marks: &'d [QuotationMark],
        apostrophes: ApostropheRules,
    ) -> Self {
        let mut next_close = vec![None; marks.len() + 1];
        let mut next_firm = vec![None; marks.len() + 1];
        let mut next_double = vec![None; marks.len() + 1];
        for (at, mark) in marks.iter().enumerate().rev() {
            next_double[at] = if mark.level == MarkLevel::Double { Some(at) } else { next_double[at + 1] };
            let single_close =
                mark.level == MarkLevel::Single && mark.closes && !(mark.directed_open && mark.opens);
            next_close[at] = if single_close { Some(at) } else { next_close[at + 1] };
            next_firm[at] = if single_close && mark.firm { Some(at) } else { next_firm[at + 1] };
        }
        let paragraph = document.paragraphs[number].clone();
        let takes_apostrophe = apostrophes.takes_apostrophe;
        MarkPairing {
            document,
            paragraph,
            number,
            marks,
            next_close,
            next_firm,
            next_double,
            takes_apostrophe,
        }
    }

    /// Walks over the marks with at most one double and one single mark open, in either order of nesting.
    pub fn pair(&self, found: &mut Vec<QuotedSpan>) {
        let mut outer: Option<QuotationMark> = None;
        let mut inner: Option<QuotationMark> = None;
        for (at, &mark) in self.marks.iter().enumerate() {
            match outer {
                None => {
                    if self.may_open(at, None) {
                        outer = Some(mark);
                        inner = None;
                    }
                }
                Some(open) if open.level == mark.level => {
                    if self.closes_outer(at, open, inner.is_some()) {
                        self.push(found, open.token, mark.token, true);
                        outer = None;
                    } else if mark.opens && !mark.closes && mark.level == MarkLevel::Double {
                        // Its closing mark is missing: it ends before the next one opens.
                        self.push(found, open.token, mark.token, false);
                        outer = Some(mark);
                    } else {
                        continue;
                    }
                    inner = None;
                }
                Some(open) => match inner {
                    None if self.may_open(at, Some(open.level)) => inner = Some(mark),
                    Some(_) if mark.closes => inner = None,
                    _ => {}
                },
            }
        }
        if let Some(open) = outer {
            self.push(found, open.token, self.paragraph.end, false);
        }
    }

    fn may_open(&self, at: usize, within: Option<MarkLevel>) -> bool {
        let mark = self.marks[at];
        if mark.level == MarkLevel::Double {
            let left_digit = mark.token > self.paragraph.start
                && !self.document.tokens[mark.token].space_before
                && is_digit(last_char(self.document, mark.token - 1));
            // Sloppy spacing (" so ") opens too, where nothing else is open.
            return !left_digit && (mark.opens || !mark.closes || self.has_space_around(mark.token));
        }
        if !mark.opens {
            return false;
        }
        let close = self.next_close[at + 1];
        match (within, close) {
            (Some(_), close) => close.is_some(),
            // A British utterance that continues in the next paragraph has no closing mark in this one.
            (None, None) => {
                (mark.directed_open || mark.token == self.paragraph.start)
                    && self.next_paragraph_opens_single()
            }
            (None, Some(close)) => self.is_plausible_single(at, close),
        }
    }

    /// Between a single opening mark and its closing mark no double mark may stay open, and a pair with doubles inside
    /// must end as speech ends.
    fn is_plausible_single(&self, at: usize, close: usize) -> bool {
        let capital = first_char(self.document, self.marks[at].token + 1).is_some_and(char::is_uppercase);
        match self.next_double[at + 1] {
            Some(double) if double < close => {
                self.next_firm[at + 1].is_some() && (self.marks[at].directed_open || capital)
            }
            _ => true,
        }
    }

    fn has_space_around(&self, token: usize) -> bool {
        self.document.tokens[token].space_before
            && self.document.tokens.get(token + 1).is_some_and(|next| next.space_before)
    }

    fn next_paragraph_opens_single(&self) -> bool {
        self.document.paragraphs.get(self.number + 1).is_some_and(|next| {
            matches!(self.document.word(next.start), "‘" | "'")
                && self.document.tokens.get(next.start + 1).is_some_and(|after| !after.space_before)
        })
    }

    fn closes_outer(&self, at: usize, open: QuotationMark, inner_open: bool) -> bool {
        let mark = self.marks[at];
        if mark.token == open.token + 1 {
            return mark.level == MarkLevel::Double;
        }
        if mark.level == MarkLevel::Double {
            let nested_low = open.directed_open && mark.directed_open && mark.opens && !self.glued_left(mark);
            return (mark.closes || self.has_space_around(mark.token)) && !nested_low;
        }
        if !mark.closes || inner_open && !mark.firm {
            return false;
        }
        mark.firm || !self.is_apostrophe(at)
    }

    fn glued_left(&self, mark: QuotationMark) -> bool {
        mark.token > self.paragraph.start && !self.document.tokens[mark.token].space_before
    }

    /// the ministers’ plan, goin’ home: inside a span that a later mark closes better.
    fn is_apostrophe(&self, at: usize) -> bool {
        let word = self.document.word(self.marks[at].token - 1);
        if !(self.takes_apostrophe)(word) {
            return false;
        }
        let Some(later) = self.next_close[at + 1] else { return false };
        !self.marks[at + 1..later].iter().any(|mark| mark.level == MarkLevel::Single && mark.opens)
    }

    fn push(&self, found: &mut Vec<QuotedSpan>, open: usize, end: usize, closed: bool) {
        if open + 1 < end {
            found.push(QuotedSpan { open, inner: open + 1..end, closed, paragraph: self.number });
        }
    }
}
