//! Quotation marks paired into spans: which marks open, which close, and which are apostrophes.
//!
//! Takes a [`Document`]; gives the outermost [`QuotedSpan`]s in order, never overlapping and never crossing a
//! paragraph. The surprising decision: a quote inside a quote gives no span of its own. Its words are already those of
//! the outer one, and a reader who counts rows must not count them twice.

pub(crate) mod apostrophes;
pub(crate) mod marks;
pub(crate) mod pairing;
pub(crate) mod quoted_span;

use crate::Document;
use apostrophes::ApostropheRules;
use pairing::MarkPairing;
use quoted_span::QuotedSpan;

/// Finds the outermost quoted spans of a document. Linear in its length.
pub fn find_quoted_spans(document: &Document, apostrophes: ApostropheRules) -> Vec<QuotedSpan> {
    let mut found = Vec::new();
    for (number, paragraph) in document.paragraphs.iter().enumerate() {
        let marks = marks::find_marks(document, paragraph.clone(), apostrophes);
        if !marks.is_empty() {
            MarkPairing::new(document, number, &marks, apostrophes).pair(&mut found);
        }
    }
    found
}
