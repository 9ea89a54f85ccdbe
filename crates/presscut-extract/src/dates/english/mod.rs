//! What is English in time expressions: the words, the rules that join them, the names of holidays and the cues of
//! tense. Everything else in [`crate::dates`] reaches it through [`DATE_GRAMMAR`].

pub(crate) mod holiday_names;
pub(crate) mod lexicon;
pub(crate) mod numbers;
pub(crate) mod outlook;
pub(crate) mod rules;
pub(crate) mod scanner;
pub(crate) mod tense;

use std::cell::RefCell;
use std::ops::Range;
use std::sync::LazyLock;

use crate::dates::expression::{DateRole, Placement, Tense, TimeExpression};
use crate::dates::grammar::{DateGrammar, DateReader, ExpressionAt};
use crate::document::vocabulary::WordMemo;
use crate::{Certainty, Document};
use lexicon::{Lexicon, Meaning, Trigger};
use scanner::Scanner;

/// The grammar of English time expressions.
pub const DATE_GRAMMAR: DateGrammar = DateGrammar { reader: read_document };

static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::new(rules::rule_words().chain(holiday_names::first_words())));

thread_local! {
    /// What the lexicon says of the words that this thread has met.
    static MEANINGS: RefCell<WordMemo<(Meaning, Trigger)>> = RefCell::default();
}

fn read_document<'d>(document: &'d Document<'d>) -> Box<dyn DateReader + 'd> {
    let meanings = MEANINGS.with_borrow_mut(|memo| LEXICON.look_up_tokens(document, memo));
    Box::new(EnglishReader(Scanner::new(document, meanings)))
}

struct EnglishReader<'d>(Scanner<'d>);

impl DateReader for EnglishReader<'_> {
    fn expression_at(&self, token: usize) -> Option<ExpressionAt> {
        if !self.0.can_start_expression(token) {
            return None;
        }
        self.0.see_block_of(token);
        self.0.longest_expression(token).map(|(end, expression)| (token..end, expression))
    }

    fn second_half(&self, (tokens, first): &mut ExpressionAt) -> Option<ExpressionAt> {
        self.0.read_second_of_pair(tokens.end, first)
    }

    fn joins_dates(&self, between: Range<usize>) -> bool {
        self.0.joins_dates(between)
    }

    fn role_of(&self, tokens: Range<usize>) -> DateRole {
        self.0.see_block_of(tokens.start);
        self.0.role_of_date(tokens)
    }

    fn certainty_ahead(&self, tokens: Range<usize>, placement: Placement) -> Option<Certainty> {
        self.0.see_block_of(tokens.start);
        outlook::certainty_ahead(&self.0, &tokens, placement)
    }

    fn tense_around(&self, tokens: Range<usize>) -> Option<Tense> {
        tense::tense_around(&self.0, tokens)
    }

    fn read_in_tense(
        &self,
        tokens: Range<usize>,
        expression: TimeExpression,
        tense: Option<Tense>,
    ) -> TimeExpression {
        match expression {
            TimeExpression::Duration(duration) => {
                let date = tense.and_then(|tense| self.0.read_days_from_now(&tokens, &duration, tense));
                date.map_or(TimeExpression::Duration(duration), |date| TimeExpression::Date(date, None))
            }
            other => other,
        }
    }
}
