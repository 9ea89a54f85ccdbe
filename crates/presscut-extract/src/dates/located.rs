//! A time expression where the text has it, before it is resolved.
//!
//! A value only: the finder makes it from a language's answers, and resolves it.

use std::ops::Range;

use crate::dates::expression::{Tense, TimeExpression};

/// An expression with what the words around it say. Ranges are of tokens.
#[derive(Debug)]
pub struct LocatedExpression {
    /// Its own tokens.
    pub tokens: Range<usize>,
    /// What it says.
    pub expression: TimeExpression,
    /// The tokens from the first date of its list or range to the end of the expression that ends last.
    pub list: Range<usize>,
    /// The tense of the words around it.
    pub tense: Option<Tense>,
}
