//! Time expressions: found, typed and resolved, as TIMEX3 (TimeML 1.2.1) with the days that they can mean.
//!
//! In three layers. [`lexicon`] says what each token can mean; rules over those meanings ([`calendar`], [`counted`], [`relative`],
//! [`lengths`], [`recurrence`], [`clock`], put together in [`patterns`]) give an [`expression`]; [`resolve`] makes it a TIMEX3 value
//! on the day of publication, with [`tense`] to say which side of it, and [`interval`] gives the value's days. The
//! surprising decision: "May 3-5" is two expressions, as the annotated corpora have it.

pub mod english;
pub(crate) mod expression;
pub(crate) mod resolve;
#[cfg(test)]
pub(crate) mod tests;

use std::ops::Range;

use chrono::NaiveDate;

use crate::DateMention;
use crate::Document;
use english::scanner::Scanner;
use resolve::{Resolved, Resolver};

/// Finds the time expressions of a text, in order, without overlaps.
///
/// `anchor` is the day of publication, at the publisher; without one, relative expressions keep an
/// underspecified value ("XXXX-WXX-2") and no days.
pub fn find(document: &Document, anchor: Option<NaiveDate>) -> Vec<DateMention> {
    let scanner = Scanner::new(document);
    let mut resolver = Resolver::new(anchor);
    let mut found = Vec::new();
    let mut at = 0;
    while at < scanner.len() {
        let Some((end, mut expression)) = scanner.expression(at) else {
            at += 1;
            continue;
        };
        let second = scanner.second_of_pair(end, &mut expression);
        let mut pieces = vec![(at..end, expression)];
        at = second.as_ref().map_or(end, |(tokens, _)| tokens.end).max(at + 1);
        pieces.extend(second);
        for (tokens, expression) in pieces {
            resolver.enter(document.sentence_of(tokens.start));
            let tense = english::tense::tense(&scanner, tokens.clone());
            if let Some(resolved) = resolver.resolve(&expression, tense) {
                found.push(mention(document, tokens, resolved));
            }
        }
    }
    found
}

fn mention(document: &Document, tokens: Range<usize>, resolved: Resolved) -> DateMention {
    let Resolved { kind, value, modifier, days, recurrence } = resolved;
    let (quantifier, times) = recurrence.map_or((None, None), |found| (found.quantifier, found.times));
    DateMention {
        span: document.span(tokens.clone()),
        text: document.slice(tokens).to_string(),
        kind,
        value,
        modifier: modifier.map(|modifier| modifier.as_str().to_string()),
        quantifier: quantifier.map(str::to_string),
        frequency: times.map(|times| format!("{times}X")),
        earliest: days.map(|(earliest, _)| earliest),
        latest: days.map(|(_, latest)| latest),
    }
}
