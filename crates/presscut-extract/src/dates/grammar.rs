//! The door through which the finder reaches a language: one value, [`DateGrammar`].
//!
//! A grammar reads the tokens of a document once and gives a [`DateReader`], which answers questions: which time
//! expression begins at a token, whether it is the first half of a range, and which tense the words around it have.
//! The finder and the resolver know a language only through these answers.

use std::ops::Range;

use crate::dates::expression::{DateRole, Placement, Tense, TimeExpression};
use crate::{Certainty, Document};

/// Everything that finding time expressions needs to know of one language.
#[derive(Clone, Copy)]
pub struct DateGrammar {
    /// Looks up the tokens of a document.
    pub(crate) reader: for<'d> fn(&'d Document<'d>) -> Box<dyn DateReader + 'd>,
}

impl std::fmt::Debug for DateGrammar {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("DateGrammar")
    }
}

/// A time expression and the tokens that it covers.
pub(crate) type ExpressionAt = (Range<usize>, TimeExpression);

/// A document that one language has read for time expressions. Positions are indices of tokens.
pub(crate) trait DateReader {
    /// The expression that begins at a token.
    fn expression_at(&self, token: usize) -> Option<ExpressionAt>;

    /// The second half of a range or list ("June 2022" in "between March and June 2022"), if `first` is the first
    /// half. What the second half says of the first, such as its year, is written into `first`.
    fn second_half(&self, first: &mut ExpressionAt) -> Option<ExpressionAt>;

    /// Whether the tokens between two dates join them into a list or range: "and", "to", a comma before a figure.
    fn joins_dates(&self, between: Range<usize>) -> bool;

    /// What an expression does in its sentence.
    fn role_of(&self, tokens: Range<usize>) -> DateRole;

    /// How certainly the text says that something will happen on a date to come; `None` where it does not say so.
    fn certainty_ahead(&self, tokens: Range<usize>, placement: Placement) -> Option<Certainty>;

    /// The tense of the words around an expression; `None` where no word gives one.
    fn tense_around(&self, tokens: Range<usize>) -> Option<Tense>;

    /// What an expression means in its tense: "two weeks" is a day to come in "will meet in two weeks".
    fn read_in_tense(
        &self,
        tokens: Range<usize>,
        expression: TimeExpression,
        tense: Option<Tense>,
    ) -> TimeExpression;
}
