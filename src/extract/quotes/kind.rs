//! Speech or not: whether a stretch is a whole utterance, a quoted fragment, or a term that nobody speaks.
//!
//! Takes a stretch with what its sentence says of a speaker; gives its [`QuoteKind`].

use super::attribution::{Attribution, Method};
use super::lexicon::{Function, VerbClass};
use super::marks::Stretch;
use super::scene::{Class, Scene};
use crate::extract::document::TokenKind;
use crate::model::QuoteKind;

/// What a stretch looks like from outside and inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// How many words it has.
    pub words: usize,
    /// Whether its first word has a capital.
    pub capital: bool,
    /// Whether all its long words have one: a title.
    pub title: bool,
    /// Whether it is first in its sentence.
    pub opens_sentence: bool,
    /// Whether it is last in its sentence.
    pub ends_sentence: bool,
    /// Whether it stands after a colon, or a comma.
    pub introduced: bool,
}

/// Measures a stretch.
pub fn shape(scene: &Scene, stretch: &Stretch, sentence: usize) -> Shape {
    let document = scene.document;
    let words = stretch
        .inner
        .clone()
        .filter(|&token| matches!(document.tokens[token].kind, TokenKind::Word | TokenKind::Number));
    let (mut count, mut long, mut long_capitals) = (0, 0, 0);
    let mut capital = None;
    for token in words {
        let word = document.word(token);
        let upper = word.chars().next().is_some_and(|c| !c.is_lowercase());
        capital.get_or_insert(upper);
        count += 1;
        if word.chars().count() > 3 || upper {
            long += 1;
            long_capitals += usize::from(upper);
        }
    }
    let range = &scene.sentences[sentence];
    let before = stretch.open.checked_sub(1).filter(|&before| before >= range.start);
    let introduced = before.is_some_and(|before| matches!(scene.class(before), Class::Colon | Class::Comma));
    Shape {
        words: count,
        capital: capital.unwrap_or(false),
        title: long > 0 && long == long_capitals,
        opens_sentence: before.is_none(),
        ends_sentence: stretch.after() >= range.end || scene.class(stretch.after()) == Class::Stop,
        introduced,
    }
}

/// Decides the kind of a stretch by its shape and by its own sentence's attribution.
pub fn decide(scene: &Scene, stretch: &Stretch, shape: Shape, found: Option<&Attribution>) -> QuoteKind {
    if shape.words == 0 || is_term(scene, stretch, shape, found) {
        return QuoteKind::Term;
    }
    if is_whole(shape, found) { QuoteKind::Direct } else { QuoteKind::Partial }
}

fn is_whole(shape: Shape, found: Option<&Attribution>) -> bool {
    let tight = found.is_some_and(|found| matches!(found.method, Method::CueBefore | Method::CueAfter));
    let sentence_like = shape.capital && (shape.opens_sentence || shape.introduced || tight);
    sentence_like && (shape.words > 2 || tight) || (shape.opens_sentence && (shape.ends_sentence || tight))
}

fn is_term(scene: &Scene, stretch: &Stretch, shape: Shape, found: Option<&Attribution>) -> bool {
    let tight = found.is_some_and(|found| {
        found.method == Method::CueBefore
            || (found.method == Method::CueAfter && (shape.opens_sentence || shape.introduced))
    });
    if tight || shape.words >= 12 {
        return false;
    }
    if is_named_so(scene, stretch) {
        return true;
    }
    let inside = !shape.opens_sentence && !shape.introduced;
    if shape.title && inside && shape.words <= 7 {
        return true;
    }
    let spoken = found.is_some_and(|found| match found.method {
        Method::SentenceBefore => found.class != VerbClass::Think || shape.words >= 3,
        Method::SentenceAfter => shape.words >= 2,
        _ => false,
    });
    if spoken {
        return false;
    }
    if shape.opens_sentence && (shape.ends_sentence || shape.capital) {
        return shape.words <= 2;
    }
    shape.words <= 4
}

/// the so-called “…”, known as “…”, a film called “…”.
fn is_named_so(scene: &Scene, stretch: &Stretch) -> bool {
    const NAMING: &[&str] =
        &["called", "titled", "entitled", "dubbed", "nicknamed", "named", "so-called", "known"];
    let Some(before) = stretch.open.checked_sub(1) else { return false };
    let as_before = scene.is_word(before, "as") && before > 0 && scene.is_word(before - 1, "known");
    let called = NAMING.iter().any(|word| scene.is_word(before, word));
    if called {
        // "Roe called “absurd”" is no English; "the so-called", "a film called" name things.
        let group = before.checked_sub(1);
        return group.is_some_and(|at| {
            matches!(scene.class(at), Class::Lower | Class::Joiner | Class::Comma | Class::Capital)
                || scene.function(at) == Some(Function::Auxiliary)
        });
    }
    as_before
}
