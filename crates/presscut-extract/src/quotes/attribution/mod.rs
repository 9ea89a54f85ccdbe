//! Which cue speaks which quote: the rules, in the order in which they are trusted.
//!
//! Takes a [`Scene`]; gives one [`Attribution`] (or none) for each stretch. The surprising decision: the rules are
//! tried for all stretches of the text before the next weaker one is, so that a quote without a cue of its own can
//! lean on a neighbour that has one, on either side.

pub(crate) mod candidates;
pub(crate) mod ranking;
pub(crate) mod speakers;

use std::ops::Range;

use crate::quotes::context::{Class, Scene};
use crate::quotes::english::cues;
use crate::quotes::english::cues::{Cue, Frame};
use crate::quotes::english::lexicon::{Function, VerbClass};
use crate::quotes::english::noun_phrases::Phrase;

pub use crate::Method;

/// Who speaks a stretch, and how that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// The speaker as written.
    pub speaker: Phrase,
    /// The reporting word, where there is one.
    pub cue: Option<Range<usize>>,
    /// What the reporting word does.
    pub class: VerbClass,
    /// How cue and speaker stand.
    pub frame: Frame,
    /// The rule that decided.
    pub method: Method,
    /// How many tokens lie between the quote and its cue.
    pub distance: usize,
}

/// The attributions of a text, one for each stretch, as far as its own sentence and the neighbours give them.
pub struct Attributor<'s, 'd, 't> {
    scene: &'s Scene<'d, 't>,
    /// The narrator's sentence of each stretch.
    pub sentence_of: Vec<usize>,
    cues: Vec<Vec<Cue>>,
}

impl<'s, 'd, 't> Attributor<'s, 'd, 't> {
    /// Makes ready to attribute the stretches of a scene.
    pub fn new(scene: &'s Scene<'d, 't>) -> Self {
        let sentence_of = scene.stretches.iter().map(|stretch| scene.sentence_of(stretch.open)).collect();
        let mut cues = vec![Vec::new(); scene.sentences.len()];
        let mut next = 0;
        for &sentence in &sentence_of {
            let sentence: usize = sentence;
            for near in next.max(sentence.saturating_sub(1))..(sentence + 2).min(cues.len()) {
                cues[near] = cues::in_sentence(scene, &scene.sentences[near]);
                next = near + 1;
            }
        }
        Attributor { scene, sentence_of, cues }
    }

    /// The same, with the cues of all sentences and not only of those beside a stretch.
    pub fn of_all_sentences(scene: &'s Scene<'d, 't>) -> Self {
        let sentence_of = scene.stretches.iter().map(|stretch| scene.sentence_of(stretch.open)).collect();
        let cues = scene.sentences.iter().map(|sentence| cues::in_sentence(scene, sentence)).collect();
        Attributor { scene, sentence_of, cues }
    }

    /// The cues of a sentence.
    pub fn cues(&self, sentence: usize) -> &[Cue] {
        self.cues.get(sentence).map(Vec::as_slice).unwrap_or_default()
    }

    /// What the stretch's own sentence says of its speaker.
    pub fn own(&self, stretch: usize) -> Option<Attribution> {
        self.before(stretch, true)
            .or_else(|| self.after_tight(stretch))
            .or_else(|| self.before(stretch, false))
            .or_else(|| self.after_loose(stretch))
    }

    /// What a cue says of a stretch's speaker.
    pub fn attribution(&self, cue: &Cue, method: Method, distance: usize) -> Attribution {
        Attribution {
            speaker: cue.speaker.clone(),
            cue: Some(cue.tokens.clone()),
            class: cue.class,
            frame: cue.frame,
            method,
            distance,
        }
    }

    /// The nearest cue before the quote; `tight`: only one that has nothing but "that", a colon or a comma after it.
    fn before(&self, stretch: usize, tight: bool) -> Option<Attribution> {
        let open = self.scene.stretches[stretch].open;
        let cues = self.cues(self.sentence_of[stretch]);
        let until = cues.partition_point(|cue| cue.tokens.start < open);
        let candidates =
            cues[..until].iter().rev().filter(|cue| cue.end() <= open || cue.frame == Frame::ByAgent);
        if tight {
            let cue = candidates.into_iter().find(|cue| cue.end() <= open)?;
            let gap = cue.end()..open;
            let linked = gap.len() <= 3
                && gap.clone().all(|token| self.is_link(token))
                && cue.class != VerbClass::Think
                || (self.scene.class(open.wrapping_sub(1)) == Class::Colon && cue.class == VerbClass::Say);
            return linked.then(|| self.attribution(cue, Method::CueBefore, gap.len()));
        }
        let mut best: Option<&Cue> = None;
        for cue in candidates.take(6) {
            if best.is_none_or(|best| best.class == VerbClass::Think && cue.class != VerbClass::Think) {
                best = Some(cue);
            }
        }
        let cue = best?;
        Some(self.attribution(cue, Method::SentenceBefore, open.saturating_sub(cue.end())))
    }

    fn is_link(&self, token: usize) -> bool {
        match self.scene.class(token) {
            Class::Comma | Class::Colon | Class::Dash | Class::Other => true,
            Class::Function(Function::Conjunction) => self.scene.is_word(token, "that"),
            Class::Function(Function::Time | Function::Adverb) => true,
            Class::Function(_) => self.scene.is_word(token, "as") || self.scene.is_word(token, "on"),
            _ => false,
        }
    }

    /// The first token after the quote that is a word.
    fn first_after(&self, stretch: usize) -> usize {
        let mut at = self.scene.stretches[stretch].after();
        let limit = at + 2;
        while at < limit && matches!(self.scene.class(at), Class::Comma | Class::Dash | Class::Other) {
            at += 1;
        }
        at
    }

    fn after_tight(&self, stretch: usize) -> Option<Attribution> {
        let at = self.first_after(stretch);
        let sentence = self.scene.sentence_of(at);
        let own = self.sentence_of[stretch];
        if sentence != own && !self.speaks_on(stretch, sentence) {
            return None;
        }
        let cue = self.cues(sentence).iter().find(|cue| {
            cue.start() >= at
                && cue.start() <= at + 1
                && cue.class == VerbClass::Say
                && cue.frame != Frame::Inherited
        })?;
        if sentence != own && !self.is_bare(cue, sentence) {
            return None;
        }
        let apart = (at..cue.tokens.start).any(|token| self.scene.class(token) == Class::Quoted);
        (!apart).then(|| self.attribution(cue, Method::CueAfter, cue.start() - at))
    }

    /// “Is it?” Roe asked. The quote's own stop ended the sentence, and the attribution stands in the next.
    fn speaks_on(&self, stretch: usize, sentence: usize) -> bool {
        let after = self.scene.stretches[stretch].after();
        self.scene.stretches[stretch].closed
            && sentence == self.sentence_of[stretch] + 1
            && self.scene.document.paragraph_of(after) == self.scene.stretches[stretch].paragraph
    }

    /// Whether a cue's sentence says no more than that somebody spoke.
    fn is_bare(&self, cue: &Cue, sentence: usize) -> bool {
        let end = self.scene.sentences[sentence].end;
        let rest = cue.end()..end;
        rest.len() <= 8
            && !rest.clone().any(|token| matches!(self.scene.class(token), Class::Quoted | Class::Colon))
            && !(rest.start < end && self.scene.is_word(rest.start, "that"))
    }

    fn after_loose(&self, stretch: usize) -> Option<Attribution> {
        let after = self.scene.stretches[stretch].after();
        let cues = self.cues(self.sentence_of[stretch]);
        let from = cues.partition_point(|cue| cue.tokens.start < after);
        let cue = cues[from..].iter().take(6).find(|cue| {
            cue.start() >= after
                && cue.class == VerbClass::Say
                && cue.frame != Frame::Inherited
                && (cue.start() == after
                    || !matches!(self.scene.class(cue.start() - 1), Class::Function(Function::Relative)))
        })?;
        Some(self.attribution(cue, Method::SentenceAfter, cue.start() - after))
    }

    /// A speaker whom no reporting word gives.
    pub fn without_cue(&self, speaker: Phrase, method: Method, stretch: usize) -> Attribution {
        let distance = speaker.tokens.end.abs_diff(self.scene.stretches[stretch].open);
        Attribution {
            speaker,
            cue: None,
            class: VerbClass::Think,
            frame: Frame::SubjectVerb,
            method,
            distance,
        }
    }

    /// The subject of the quote's sentence.
    pub fn subject(&self, stretch: usize) -> Option<Attribution> {
        let open = self.scene.stretches[stretch].open;
        let sentence = &self.scene.sentences[self.sentence_of[stretch]];
        let speaker = cues::sentence_subject(self.scene, sentence, open)?;
        Some(self.without_cue(speaker, Method::Subject, stretch))
    }

    /// The sentence before the quote's, where it ends with a colon or has a cue, in the same paragraph or at the
    /// end of the one before.
    pub fn previous(&self, stretch: usize) -> Option<Attribution> {
        let own = self.sentence_of[stretch];
        let previous = own.checked_sub(1)?;
        let range = self.scene.sentences[previous].clone();
        let colon = self.scene.class(range.end - 1) == Class::Colon;
        let same_paragraph =
            self.scene.document.paragraph_of(range.start) == self.scene.stretches[stretch].paragraph;
        if !colon && !same_paragraph {
            return None;
        }
        let cue = self.cues(previous).iter().rev().find(|cue| cue.class == VerbClass::Say || colon);
        match cue {
            Some(cue) => {
                Some(self.attribution(cue, Method::SentencePrevious, range.end - cue.end().min(range.end)))
            }
            None if colon => {
                let speaker = cues::sentence_subject(self.scene, &range, range.end)?;
                Some(Attribution {
                    speaker,
                    cue: None,
                    class: VerbClass::Say,
                    frame: Frame::SubjectVerb,
                    method: Method::SentencePrevious,
                    distance: range.len(),
                })
            }
            None => None,
        }
    }
}
