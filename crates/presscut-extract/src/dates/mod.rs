//! Time expressions: found, typed and resolved as TIMEX3 (TimeML 1.2.1), with the days that they can mean.
//!
//! Takes a document, its day of publication and the [`DateGrammar`] of its language; gives [`DateMention`]s. The
//! grammar (`english`) turns tokens into expressions (`expression`), which depend on no language; `resolve` gives each
//! its TIMEX3 value and its days. The surprising decision: "May 3-5" is two expressions, as in the annotated corpora.

pub mod english;
pub(crate) mod expression;
pub(crate) mod grammar;
pub(crate) mod holiday;
pub(crate) mod located;
pub(crate) mod resolve;
#[cfg(test)]
mod tests;
pub(crate) mod units;
pub(crate) mod weekdays;

use std::ops::Range;

use chrono::NaiveDate;

use crate::Certainty;
use crate::DateMention;
use crate::Document;
use expression::{DateRole, Placement, TimeExpression};
pub use grammar::DateGrammar;
use grammar::DateReader;
use located::LocatedExpression;
use resolve::context::Position;
use resolve::{Resolver, Timex};
use weekdays::WeekdayDirections;

/// Without a tense, the month or day nearest to publication is trusted up to this distance.
const MAX_DAYS_SOON: i64 = 90;

/// Finds the time expressions of a document, in order, without overlaps.
///
/// `publication` is the day of publication in the publisher's time zone, from which relative expressions are counted.
/// Without it they keep an underspecified value ("XXXX-WXX-2") and no days.
pub fn find_dates(
    document: &Document,
    publication: Option<NaiveDate>,
    grammar: DateGrammar,
) -> Vec<DateMention> {
    let reader = (grammar.reader)(document);
    let located = locate_expressions(document, reader.as_ref());
    let weekdays = WeekdayDirections::gather(&located, publication);
    let mut resolver = Resolver::new(publication);
    let mut mentions = Vec::with_capacity(located.len());
    let mut position = Position::default();
    for found in located {
        let LocatedExpression { tokens, expression, list, tense } = found;
        let tense = weekdays.tense_of(&expression, tense);
        position = advance(document, position, tokens.start);
        let role = match expression {
            TimeExpression::Date(..) => reader.role_of(tokens.clone()),
            // "5:25 p.m." alone in its paragraph stamps what follows.
            _ if is_paragraph(document, position, &tokens) => DateRole::Scene,
            _ => DateRole::Attribute,
        };
        if let Some(timex) = resolver.resolve(&expression, tense, position, role) {
            let ahead = publication
                .and_then(|publication| timex.days_ahead(publication))
                .map(|days| placement(&expression, days))
                .and_then(|placement| reader.certainty_ahead(list, placement));
            let sentence = document.sentences[position.sentence].clone();
            mentions.push(date_mention(document, tokens, sentence, timex, ahead));
        }
    }
    mentions
}

/// The expressions of a document, in order.
fn locate_expressions(document: &Document, reader: &dyn DateReader) -> Vec<LocatedExpression> {
    let mut located = Vec::new();
    let mut token = 0;
    let mut list = 0..0;
    while token < document.tokens.len() {
        let Some(mut first) = reader.expression_at(token) else {
            token += 1;
            continue;
        };
        let mut found = Vec::new();
        while let Some(next) = reader.second_half(&mut first) {
            found.push(std::mem::replace(&mut first, next));
        }
        token = first.0.end.max(token + 1);
        // What is said of a list or range is said of each of its dates.
        let start = found.first().map_or(first.0.start, |(tokens, _)| tokens.start);
        let joined = list.end < start && reader.joins_dates(list.end..start);
        list = if joined { list.start } else { start }..first.0.end;
        let tense = reader.tense_around(list.clone());
        for (tokens, expression) in found.into_iter().chain([first]) {
            let expression = reader.read_in_tense(tokens.clone(), expression, tense);
            located.push(LocatedExpression { tokens, expression, list: list.clone(), tense });
        }
    }
    located
}

/// The position of a token that is not before `position`.
fn advance(document: &Document, mut position: Position, token: usize) -> Position {
    while document.sentences[position.sentence].end <= token {
        position.sentence += 1;
    }
    while document.paragraphs[position.paragraph].end <= token {
        position.paragraph += 1;
    }
    position
}

/// Whether an expression is all that its paragraph has, a full stop aside.
fn is_paragraph(document: &Document, position: Position, tokens: &Range<usize>) -> bool {
    let paragraph = &document.paragraphs[position.paragraph];
    paragraph.start == tokens.start && paragraph.end <= tokens.end + 1
}

fn placement(expression: &TimeExpression, days_ahead: i64) -> Placement {
    match () {
        () if expression.states_that_it_is_ahead() => Placement::Stated,
        () if days_ahead <= MAX_DAYS_SOON => Placement::Soon,
        () => Placement::Open,
    }
}

fn date_mention(
    document: &Document,
    tokens: Range<usize>,
    sentence: Range<usize>,
    timex: Timex,
    ahead: Option<Certainty>,
) -> DateMention {
    let Timex { kind, value, modifier, days, quantifier, frequency } = timex;
    DateMention {
        span: document.span(tokens.clone()),
        text: document.slice(tokens).to_string(),
        kind,
        value,
        modifier: modifier.map(|modifier| modifier.as_str().to_string()),
        quantifier: quantifier.map(|quantifier| quantifier.as_str().to_string()),
        frequency: frequency.map(|times| format!("{times}X")),
        earliest: days.map(|(earliest, _)| earliest),
        latest: days.map(|(_, latest)| latest),
        sentence: document.span(sentence),
        ahead,
    }
}
