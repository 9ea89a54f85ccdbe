//! Which candidate spoke: what speaks for and against each, as features of a linear model.
//!
//! Takes a stretch and its [`Candidate`]s; gives each its features. The surprising decision: what the rules chose is
//! one feature among the others, so that the model learns where to trust them and where not.

use crate::QuoteKind;
use crate::quotes::attribution::candidates::{Candidate, Place, class_of};
use crate::quotes::attribution::{Attribution, Attributor, Method};
use crate::quotes::context::{Class, Scene};
use crate::quotes::english::cues::Frame;
use crate::quotes::english::lexicon::Function;
use crate::quotes::english::noun_phrases::{Phrase, PhraseKind};
use crate::quotes::models::linear::{Sink, feature};

/// A stretch whose speaker is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// Its number.
    pub stretch: usize,
    /// What it is.
    pub kind: QuoteKind,
    /// Whom the rules take.
    pub rule: Option<&'a Attribution>,
    /// Who spoke before.
    pub last: Option<&'a Attribution>,
}

/// A number for how far: exact while it is near, coarse when it is far.
#[inline]
pub fn bucket(distance: usize) -> u64 {
    match distance {
        0..=4 => distance as u64,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        25..=49 => 9,
        _ => 10,
    }
}

/// A number for a token's class.
#[inline]
pub fn class_number(scene: &Scene, token: usize) -> u64 {
    match scene.class(token) {
        Class::Quoted => 1,
        Class::Function(function) => 32 + function as u64,
        Class::Capital => 2,
        Class::Lower => {
            3 + 16 * u64::from(scene.verb(token).is_some()) + 128 * u64::from(scene.is_role(token))
        }
        Class::Number => 4,
        Class::Clitic => 5,
        Class::Comma => 6,
        Class::Colon => 7,
        Class::Dash => 8,
        Class::Joiner => 9,
        Class::Stop => 10,
        Class::OpenBracket => 11,
        Class::CloseBracket => 12,
        Class::Other => 13,
    }
}

struct Writer<'s, S: Sink> {
    sink: &'s mut S,
    kind: u64,
    place: u64,
}

impl<S: Sink> Writer<'_, S> {
    /// The value alone, with the kind of the quote, and with the candidate's place.
    #[inline]
    fn add(&mut self, template: u32, value: u64) {
        self.sink.take(feature(template, value << 8 | self.place));
        self.sink.take(feature(template + 64, value << 12 | self.place << 4 | self.kind));
    }

    #[inline]
    fn one(&mut self, template: u32, value: u64) {
        self.sink.take(feature(template + 128, value << 8 | self.place));
    }
}

/// What speaks for and against a candidate.
pub fn features(
    sink: &mut impl Sink,
    scene: &Scene,
    attributor: &Attributor,
    question: Question,
    candidate: &Candidate,
) {
    let (open, after) = (scene.stretches[question.stretch].open, scene.stretches[question.stretch].after());
    let side = candidate.speaker.as_ref().map_or(0, |speaker| {
        let start = candidate.cue.as_ref().map_or(speaker.tokens.start, |cue| cue.tokens.start);
        1 + u64::from(start >= open)
    });
    let place = candidate.place as u64 | side << 4;
    let mut to = Writer { sink, kind: question.kind as u64, place };
    to.add(0, candidate.nearer.min(4) as u64);
    rule_features(&mut to, question, candidate);
    stretch_features(&mut to, scene, attributor, question.stretch);
    if let Some(lent) = &candidate.lent {
        lent_features(&mut to, scene, question, lent);
    }
    if let Some(speaker) = &candidate.speaker {
        phrase_features(&mut to, scene, speaker);
        if candidate.lent.is_none() {
            let same = question.last.is_some_and(|last| same_head(scene, &last.speaker, speaker));
            to.add(1, u64::from(same));
            between_features(&mut to, scene, candidate, speaker, (open, after));
        }
    }
    cue_features(&mut to, scene, candidate, (open, after));
}

fn rule_features(to: &mut Writer<impl Sink>, question: Question, candidate: &Candidate) {
    let Some(rule) = question.rule else { return to.add(2, 99) };
    let same_speaker = candidate.speaker.as_ref().is_some_and(|speaker| {
        speaker.tokens.start < rule.speaker.tokens.end && rule.speaker.tokens.start < speaker.tokens.end
    });
    let same_cue = match (&candidate.cue, &rule.cue) {
        (Some(cue), Some(tokens)) => cue.tokens == *tokens,
        (None, None) => true,
        _ => false,
    };
    let agrees = u64::from(same_speaker) + 2 * u64::from(same_cue);
    to.add(2, agrees << 4 | rule.method as u64);
    to.one(3, agrees << 12 | (rule.method as u64) << 8 | bucket(rule.distance) << 4 | rule.frame as u64);
}

fn stretch_features(to: &mut Writer<impl Sink>, scene: &Scene, attributor: &Attributor, number: usize) {
    let stretch = &scene.stretches[number];
    let sentence = &scene.sentences[attributor.sentence_of[number]];
    let opens = stretch.open == sentence.start;
    let ends = stretch.after() >= sentence.end || scene.class(stretch.after()) == Class::Stop;
    let paragraph = &scene.document.paragraphs[stretch.paragraph];
    let opens_paragraph = stretch.open == paragraph.start;
    let ends_paragraph = stretch.after() + 1 >= paragraph.end;
    let shape = u64::from(opens)
        | u64::from(ends) << 1
        | u64::from(opens_paragraph) << 2
        | u64::from(ends_paragraph) << 3;
    to.add(4, shape);
    let left = if opens { 99 } else { class_number(scene, stretch.open - 1) };
    to.add(5, left);
    to.one(6, class_number(scene, stretch.after()) << 8 | left);
    let first = bucket(stretch.inner.len());
    to.one(7, first);
}

fn lent_features(to: &mut Writer<impl Sink>, scene: &Scene, question: Question, lent: &Attribution) {
    let number = question.stretch;
    let stretch = &scene.stretches[number];
    let from = &lent.speaker.tokens;
    let paragraph = scene.document.paragraph_of(from.start);
    let apart = stretch.paragraph.abs_diff(paragraph).min(4) as u64;
    let sentences = scene.sentence_of(stretch.open).abs_diff(scene.sentence_of(from.start)).min(6) as u64;
    to.add(10, apart << 4 | lent.method as u64);
    to.add(11, apart << 4 | sentences);
    // A quote with a reporting word of its own, right beside it, does not lean on its neighbours.
    let own = question.rule.filter(|rule| rule.cue.is_some() && rule.speaker != lent.speaker);
    let own = own.map_or(15, |rule| rule.method as u64);
    to.add(13, own << 4 | lent.method as u64);
    let before = number.checked_sub(1).map(|before| &scene.stretches[before]);
    if let Some(before) = before {
        let near = stretch.paragraph - before.paragraph;
        let unclosed = u64::from(!before.closed);
        let between = bucket(stretch.open.saturating_sub(before.after()));
        to.add(12, (near.min(3) as u64) << 8 | unclosed << 4 | between);
    }
}

fn same_head(scene: &Scene, one: &Phrase, other: &Phrase) -> bool {
    scene.word(one.tokens.end - 1) == scene.word(other.tokens.end - 1)
}

fn phrase_features(to: &mut Writer<impl Sink>, scene: &Scene, speaker: &Phrase) {
    let tokens = &speaker.tokens;
    let kind = speaker.kind as u64;
    let determined = matches!(
        scene.class(tokens.start),
        Class::Function(Function::Determiner | Function::Possessive | Function::Honorific)
    );
    let role = tokens.clone().any(|token| scene.is_role(token));
    let head = tokens.end - 1;
    let name = tokens.clone().any(|token| scene.class(token) == Class::Capital);
    let shape = u64::from(determined) | u64::from(role) << 1 | u64::from(name) << 2 | kind << 3;
    to.add(16, shape);
    to.one(17, (tokens.len().min(8) as u64) << 4 | kind);
    to.add(18, class_number(scene, head) << 9 | class_number(scene, tokens.start));
    if speaker.kind != PhraseKind::Name {
        to.one(19, scene.number(head));
        to.one(20, scene.number(tokens.start));
    }
    let before = tokens.start.checked_sub(1);
    let before_class = before.map_or(0, |before| class_number(scene, before));
    to.add(21, before_class << 2 | kind);
    if let Some(before) =
        before.filter(|&before| matches!(scene.class(before), Class::Function(_) | Class::Lower))
    {
        to.one(22, scene.number(before));
    }
    to.add(23, class_number(scene, tokens.end) << 2 | kind);
    if matches!(scene.class(tokens.end), Class::Function(_) | Class::Lower) {
        to.one(24, scene.number(tokens.end));
    }
    let sentence = &scene.sentences[scene.sentence_of(tokens.start)];
    to.add(25, bucket(tokens.start - sentence.start));
}

/// What lies between the candidate and the quote.
fn between_features(
    to: &mut Writer<impl Sink>,
    scene: &Scene,
    candidate: &Candidate,
    speaker: &Phrase,
    (open, after): (usize, usize),
) {
    let (start, end) = candidate
        .cue
        .as_ref()
        .map_or((speaker.tokens.start, speaker.tokens.end), |cue| (cue.start(), cue.end()));
    let between = if end <= open {
        end..open
    } else if start >= after {
        after..start
    } else {
        open..open
    };
    let (mut commas, mut stops, mut verbs, mut subjects) = (0u64, 0u64, 0u64, 0u64);
    let (mut quoted, mut relative) = (0, 0);
    for token in between.clone().take(120) {
        match scene.class(token) {
            Class::Comma => commas += 1,
            Class::Stop => stops += 1,
            Class::Quoted => quoted = 1,
            Class::Function(Function::Pronoun) => subjects += 1,
            Class::Function(Function::Relative) => relative = 1,
            _ => {}
        }
        verbs += u64::from(scene.verb(token).is_some());
    }
    let (commas, stops, verbs, subjects) = (commas.min(3), stops.min(2), verbs.min(3), subjects.min(2));
    to.add(32, bucket(between.len()));
    to.add(33, commas << 4 | stops << 2 | quoted);
    to.add(34, verbs << 4 | subjects << 2 | relative);
    let link = if between.len() <= 4 {
        between.clone().fold(1, |sum, token| sum * 31 + link_number(scene, token))
    } else {
        0
    };
    to.add(35, link);
    let across = scene.document.paragraph_of(start) != scene.document.paragraph_of(open);
    to.add(36, u64::from(across));
    let last = if end <= open { open.wrapping_sub(1) } else { start.wrapping_sub(1) };
    to.add(37, class_number(scene, last));
}

fn link_number(scene: &Scene, token: usize) -> u64 {
    match scene.class(token) {
        Class::Function(_) => scene.number(token) & 0xffff,
        _ => class_number(scene, token),
    }
}

fn cue_features(
    to: &mut Writer<impl Sink>,
    scene: &Scene,
    candidate: &Candidate,
    (open, after): (usize, usize),
) {
    let Some(cue) = &candidate.cue else { return to.add(40, 0) };
    let class = class_of(candidate).map_or(0, |class| 1 + class as u64);
    let frame = cue.frame as u64;
    to.add(40, frame << 3 | class);
    let word = scene.number(cue.tokens.start);
    to.add(41, word);
    to.one(42, word << 3 | frame);
    let apart = if cue.tokens.start >= cue.speaker.tokens.end {
        cue.tokens.start - cue.speaker.tokens.end
    } else {
        cue.speaker.tokens.start.saturating_sub(cue.tokens.end)
    };
    to.add(43, bucket(apart) << 3 | frame);
    let before = cue.tokens.start.checked_sub(1).map_or(0, |before| class_number(scene, before));
    to.add(44, before << 3 | frame);
    let inherited = u64::from(cue.frame == Frame::Inherited);
    let distance = bucket(open.abs_diff(cue.tokens.end));
    to.add(45, distance << 1 | inherited);
    let gap = if cue.start() >= after { cue.start() - after } else { open.saturating_sub(cue.end()) };
    let tight = bucket(gap) << 8 | frame << 4 | class << 2;
    to.add(47, tight | cue.speaker.kind as u64);
    to.one(48, word ^ bucket(gap));
    let object = class_number(scene, cue.tokens.end);
    to.one(46, object << 3 | frame);
}

/// How a chosen candidate is known, as its attribution names it.
pub fn method(candidate: &Candidate, question: Question, scene: &Scene) -> Method {
    let stretch = &scene.stretches[question.stretch];
    match candidate.place {
        Place::OwnCue | Place::CueAfter => {
            let cue = candidate.cue.as_ref();
            let after = cue.is_some_and(|cue| cue.tokens.start >= stretch.open);
            let gap = cue.map_or(0, |cue| {
                if after {
                    cue.start().saturating_sub(stretch.after())
                } else {
                    stretch.open.saturating_sub(cue.end())
                }
            });
            match (after, gap <= 2) {
                (false, true) => Method::CueBefore,
                (true, true) => Method::CueAfter,
                (false, false) => Method::SentenceBefore,
                (true, false) => Method::SentenceAfter,
            }
        }
        Place::CueBefore | Place::SubjectBefore => Method::SentencePrevious,
        Place::OwnPhrase => Method::Subject,
        Place::Signed => Method::Signed,
        Place::Last | Place::LastButOne | Place::Next | Place::Nobody => {
            let lent = candidate.lent.as_ref().map(|lent| lent.speaker.tokens.start);
            let same = |at: usize| scene.document.paragraph_of(at) == stretch.paragraph;
            match lent {
                Some(at) if scene.sentence_of(at) == scene.sentence_of(stretch.open) => Method::Split,
                Some(at) if same(at) => Method::Paragraph,
                _ => Method::Running,
            }
        }
    }
}
