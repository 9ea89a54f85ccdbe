//! Speech or not: whether a stretch is a whole utterance, a quoted fragment, or a term that nobody speaks. A model tells
//! speech from terms; a rule tells utterances from fragments.
//!
//! Takes a stretch with what its sentence says of a speaker; gives the features from which a model decides. The
//! surprising decision: the words between the marks count for little, and those around them for much. What is quoted is
//! new each time; how it is brought in is not.

use crate::document::TokenKind;
use crate::quotes::attribution::ranking;
use crate::quotes::attribution::speakers::Spoken;
use crate::quotes::attribution::{Attribution, Attributor, Method};
use crate::quotes::context::{Class, Scene};
use crate::quotes::english::lexicon;
use crate::quotes::english::lexicon::{Entry, Function, VerbClass};
use crate::quotes::models::linear::{Sink, feature};
use crate::quotes::spans::Stretch;

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

/// Whether speech is a whole utterance and not a piece of a reported sentence: a capital where a sentence begins, or
/// nothing but the attribution around it.
pub fn is_whole(shape: Shape, own: Option<&Attribution>) -> bool {
    let tight = own.is_some_and(|own| matches!(own.method, Method::CueBefore | Method::CueAfter));
    let sentence_like = shape.capital && (shape.opens_sentence || shape.introduced || tight);
    sentence_like && (shape.words > 2 || tight) || (shape.opens_sentence && (shape.ends_sentence || tight))
}

/// What no model is asked, since it is plain: words right beside a verb of saying are speech, a name in capitals inside
/// of a sentence is a term. `Some(true)` is speech.
pub fn plain(scene: &Scene, number: usize, shape: Shape, own: Option<&Attribution>) -> Option<bool> {
    let stretch = &scene.stretches[number];
    let before = own.is_some_and(|own| own.method == Method::CueBefore);
    let after = own.is_some_and(|own| {
        own.method == Method::CueAfter && own.class == VerbClass::Say && own.distance == 0
    });
    if shape.words > 0 && after && shape.opens_sentence && stretch.closed {
        return Some(true);
    }
    if is_self_styled(scene, stretch) || is_nickname(scene, stretch, shape) {
        return Some(false);
    }
    let inside = !shape.opens_sentence && !shape.introduced && !before;
    if shape.words == 0 || inside && shape.title && (2..=5).contains(&shape.words) {
        return Some(false);
    }
    None
}

/// Ana “Nan” Roe.
fn is_nickname(scene: &Scene, stretch: &Stretch, shape: Shape) -> bool {
    let name = |token: usize| scene.class(token) == Class::Capital;
    shape.title && shape.words <= 2 && stretch.open > 0 && name(stretch.open - 1) && name(stretch.after())
}

/// a self-declared “…”, the self-styled “…”.
fn is_self_styled(scene: &Scene, stretch: &Stretch) -> bool {
    const STYLED: &[&str] = &["declared", "described", "styled", "proclaimed", "professed", "called"];
    stretch.open >= 3
        && STYLED.iter().any(|word| scene.is_word(stretch.open - 1, word))
        && scene.class(stretch.open - 2) == Class::Joiner
        && (scene.is_word(stretch.open - 3, "self") || scene.is_word(stretch.open - 3, "so"))
}

/// What speaks for a stretch being an utterance, a fragment or a term.
pub fn features(
    sink: &mut impl Sink,
    scene: &Scene,
    attributor: &Attributor,
    (number, shape): (usize, Shape),
    own: Option<&Attribution>,
    before: Option<&Spoken>,
) {
    let stretch = &scene.stretches[number];
    let words = ranking::bucket(shape.words);
    let look = u64::from(shape.capital)
        | u64::from(shape.title) << 1
        | u64::from(shape.opens_sentence) << 2
        | u64::from(shape.ends_sentence) << 3
        | u64::from(shape.introduced) << 4;
    let mut add = |template: u32, value: u64| sink.take(feature(template, value));
    add(0, 0);
    add(1, words);
    add(2, look);
    add(3, look << 4 | words);
    let rule = own.map_or(99, |own| own.method as u64 | (own.class as u64) << 4 | (own.frame as u64) << 8);
    let cue = own.and_then(|own| own.cue.as_ref()).map_or(0, |cue| scene.number(cue.start));
    add(4, rule);
    add(5, rule << 5 | look);
    add(6, rule << 4 | words);
    add(7, own.map_or(99, |own| own.method as u64 | ranking::bucket(own.distance) << 4));
    add(8, cue);
    add(9, cue ^ own.map_or(99, |own| own.method as u64 | words << 4));
    around(&mut add, scene, stretch, look, words);
    inside(&mut add, scene, stretch, words);
    let place = place(scene, attributor, number);
    add(50, place << 4 | words);
    add(51, place << 5 | look);
    let last = before.map_or(9, |before| before.kind as u64);
    add(52, last << 8 | place);
    add(53, last << 12 | place << 4 | words);
    add(54, u64::from(is_named_so(scene, stretch)));
}

/// The words on either side.
fn around(add: &mut impl FnMut(u32, u64), scene: &Scene, stretch: &Stretch, look: u64, words: u64) {
    let number = |token: Option<usize>| token.map_or(0, |token| scene.number(token));
    let class = |token: Option<usize>| token.map_or(0, |token| ranking::class_number(scene, token));
    let (one, two) = (stretch.open.checked_sub(1), stretch.open.checked_sub(2));
    let (next, next_but_one) = (Some(stretch.after()), Some(stretch.after() + 1));
    add(16, number(one));
    add(17, number(one) ^ look);
    add(18, number(two) ^ number(one).rotate_left(7));
    add(19, class(one) << 4 | words);
    add(20, class(one) << 20 | class(two) << 10 | look);
    add(21, number(next));
    add(22, number(next) ^ look << 3);
    add(23, class(next) << 10 | class(next_but_one));
    add(24, class(next) << 4 | words);
    add(25, class(one) << 20 | class(next) << 10 | look);
    add(26, number(next_but_one));
    add(27, number(two));
}

/// The words between the marks.
fn inside(add: &mut impl FnMut(u32, u64), scene: &Scene, stretch: &Stretch, words: u64) {
    let document = scene.document;
    let (first, last) = (stretch.inner.start, stretch.inner.end - 1);
    let number = |token: usize| scene.number(token);
    let mark = u64::from(document.word(stretch.open).len() > 1)
        | u64::from(matches!(document.word(stretch.open), "'" | "‘" | "’" | "`")) << 1
        | u64::from(stretch.closed) << 2;
    let stop = if document.tokens[last].kind == TokenKind::Punct { number(last) } else { 0 };
    add(32, number(first));
    add(33, number(first) ^ words);
    add(34, number(last));
    add(35, stop);
    add(36, stop ^ ranking::class_number(scene, stretch.after()));
    add(37, mark << 4 | words);
    let mut seen = 0u64;
    let mut capitals = 0;
    for token in stretch.inner.clone().take(40) {
        let entry = entry(scene, token);
        seen |= match entry.function {
            Some(Function::Pronoun) => 1,
            Some(Function::Auxiliary) => 2,
            Some(Function::Preposition) => 4,
            Some(Function::Possessive) => 8,
            Some(Function::Conjunction) => 16,
            Some(Function::Determiner) => 32,
            _ => 0,
        };
        capitals += u64::from(document.word(token).chars().all(char::is_uppercase));
    }
    add(38, seen);
    add(39, seen << 4 | words);
    add(40, entry(scene, first).function.map_or(99, |function| function as u64) << 4 | words);
    let shouted = capitals as usize >= stretch.inner.len().div_ceil(2);
    add(41, u64::from(shouted) << 4 | words);
    if stretch.inner.len() > 1 {
        add(42, number(first) ^ number(first + 1).rotate_left(9));
    }
}

/// What the lexicon knows of a token; also of the "n’t" that the scene takes for a mere clitic.
fn entry(scene: &Scene, token: usize) -> Entry {
    match scene.document.tokens[token].kind {
        TokenKind::Clitic => lexicon::lookup(scene.word(token)),
        _ => scene.entry(token),
    }
}

/// Whether it opens or ends its paragraph, and whether others stand in its sentence.
fn place(scene: &Scene, attributor: &Attributor, number: usize) -> u64 {
    let stretch = &scene.stretches[number];
    let paragraph = &scene.document.paragraphs[stretch.paragraph];
    let beside = |other: Option<usize>| {
        let same = |other: usize| attributor.sentence_of.get(other) == Some(&attributor.sentence_of[number]);
        u64::from(other.is_some_and(same))
    };
    u64::from(stretch.open == paragraph.start)
        | u64::from(stretch.after() + 1 >= paragraph.end) << 1
        | beside(number.checked_sub(1)) << 2
        | beside(Some(number + 1)) << 3
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
