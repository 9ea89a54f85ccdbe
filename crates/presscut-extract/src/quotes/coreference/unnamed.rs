//! Pronouns that mean somebody whom the text does not name: "Roe's widow was there. “…,” she said."
//!
//! Answers for the resolver whether that is so. The surprising decision: an unnamed person anywhere in the sentence before is
//! meant only where the named one is far away; a nearer one has to be the subject or to have spoken.

use crate::quotes::context::TokenClass;
use crate::quotes::coreference::gender::Gender;
use crate::quotes::coreference::{SpeakerResolver, mentioned};
use crate::quotes::noun_phrase::{NounPhrase, PhraseKind};
use crate::{EntityType, LocalEntity};

impl SpeakerResolver<'_, '_, '_> {
    /// Whether "he" or "she" means somebody without a name who spoke or was the subject after a person was last mentioned:
    /// "Roe's widow was there. “…,” she said."
    pub(super) fn means_unnamed(&self, pronoun: usize, person: LocalEntity) -> bool {
        let Some(gender) = self.grammar.genders.gender_of_pronoun(self.context.word(pronoun)) else {
            return false;
        };
        let last_mention = self
            .mentioned
            .mentions_before(pronoun)
            .find(|&number| self.mentioned.mentions[number].entity == person)
            .map_or(0, |number| self.mentioned.first_tokens[number]);
        if self.goes_on_unnamed(pronoun, gender, last_mention) {
            return true;
        }
        if self.is_long_ago(person, last_mention, pronoun) && self.unnamed_object_before(pronoun, gender) {
            return true;
        }
        let unnamed = self.unnamed_subject_before(pronoun, gender);
        unnamed.is_some_and(|token| last_mention < token || !self.is_prominent(last_mention))
    }

    /// "Roe came because of what he called": the only person of a fitting gender whom the sentence names before the clause.
    pub(super) fn meant_in_clause(&self, pronoun: usize) -> Option<LocalEntity> {
        let context = self.context;
        let gender = self.grammar.genders.gender_of_pronoun(context.word(pronoun))?;
        let opens = pronoun
            .checked_sub(1)
            .is_some_and(|what| context.is_any_word(what, self.grammar.references.clause_openers));
        if !opens {
            return None;
        }
        let start = context.sentences[context.sentence_of(pronoun)].start;
        let mut people = self
            .mentioned
            .mentions_before(pronoun)
            .take_while(|&number| self.mentioned.first_tokens[number] >= start)
            .filter(|&number| context.class(self.mentioned.first_tokens[number]) != TokenClass::Quoted)
            .map(|number| self.mentioned.mentions[number].entity)
            .filter(|&entity| {
                self.mentioned.type_of(entity) == Some(EntityType::Person)
                    && self.mentioned.genders[entity.0].is_none_or(|known| known == gender)
            });
        let last = people.next()?;
        people.all(|other| other == last).then_some(last)
    }

    /// Whether a mention is so far away that a pronoun seldom means it, if the person has not spoken since either.
    fn is_long_ago(&self, person: LocalEntity, mention: usize, pronoun: usize) -> bool {
        const MIN_PARAGRAPHS: usize = 3;
        let paragraph = |token: usize| self.context.document.paragraph_of(token);
        let spoke = self.speakers.iter().rev().find(|(_, speaker)| *speaker == person);
        paragraph(mention.max(spoke.map_or(0, |&(token, _)| token))) + MIN_PARAGRAPHS <= paragraph(pronoun)
    }

    /// Whether the last pronoun of a gender meant somebody unnamed, near, and the person was not mentioned since.
    fn goes_on_unnamed(&self, pronoun: usize, gender: Gender, last_mention: usize) -> bool {
        const MAX_SENTENCES: usize = 6;
        self.unnamed_pronoun.is_some_and(|(token, of)| {
            of == gender
                && last_mention < token
                && self.context.sentence_of(token) + MAX_SENTENCES >= self.context.sentence_of(pronoun)
        })
    }

    /// Whether the sentence of a pronoun or the one before has an unnamed person of a fitting gender in any place: "He rang a
    /// neighbour. “…,” she said."
    fn unnamed_object_before(&self, pronoun: usize, gender: Gender) -> bool {
        let context = self.context;
        let own = context.sentence_of(pronoun);
        let start = context.sentences[own.saturating_sub(1)].start;
        (start..pronoun).any(|token| {
            let shown = self.grammar.genders.gender_of_title_word(context.word(token));
            context.class(token) == TokenClass::Lower
                && context.is_person_noun(token)
                && !(self.grammar.is_plural_noun)(context.word(token))
                && shown.is_none_or(|shown| shown == gender)
                && context.class(token + 1) != TokenClass::Capital
                && context.class(token + 1) != TokenClass::Clitic
        })
    }

    /// The token of the last unnamed person of a fitting gender who spoke or was the subject of a sentence right before, if no
    /// named one was after that.
    fn unnamed_subject_before(&self, pronoun: usize, gender: Gender) -> Option<usize> {
        const MAX_SENTENCES: usize = 3;
        let context = self.context;
        let own = context.sentence_of(pronoun);
        let spoke = self.speakers.last().map_or(0, |&(token, _)| token);
        let unnamed = self.unnamed_speaker.as_ref().filter(|unnamed| {
            unnamed.tokens.start > spoke
                && context.sentence_of(unnamed.tokens.start) + MAX_SENTENCES >= own
                && self.is_unnamed_person(unnamed, gender)
        });
        if let Some(unnamed) = unnamed {
            return Some(unnamed.tokens.start);
        }
        for sentence in (own.saturating_sub(MAX_SENTENCES)..=own).rev() {
            let range = &context.sentences[sentence];
            let limit = pronoun.min(range.end);
            // A sentence that opens with a quote has its subject elsewhere.
            if range.start >= limit || context.class(range.start) == TokenClass::Quoted {
                continue;
            }
            let subject = if limit == range.end {
                self.sentence_subjects.subject(sentence)
            } else {
                (self.grammar.sentence_subject)(context, range, limit)
            };
            let Some(subject) = subject else { continue };
            if subject.kind == PhraseKind::Pronoun {
                continue;
            }
            let fits = subject.kind == PhraseKind::Nominal && self.is_unnamed_person(&subject, gender);
            return fits.then_some(subject.tokens.start);
        }
        None
    }

    /// "the widow of Karl Roe", "a teacher", "the teacher" after "a teacher": one person of a fitting gender whom the text does
    /// not name.
    fn is_unnamed_person(&self, phrase: &NounPhrase, gender: Gender) -> bool {
        let context = self.context;
        let end = mentioned::head_end(context, phrase.tokens.clone());
        let head = end - 1;
        let shown = self.grammar.genders.gender_of_title_word(context.word(head));
        let start = phrase.tokens.start;
        let is_anaphor = end == phrase.tokens.end
            && context.is_any_word(start, self.grammar.references.definite_determiners)
            && !self.is_introduced_before(head, start);
        context.is_person_noun(head)
            && context.class(head) == TokenClass::Lower
            && !(self.grammar.is_plural_noun)(context.word(head))
            && shown.is_none_or(|shown| shown == gender)
            && !is_anaphor
            && self.entity_of_role(phrase).is_none()
    }

    /// Whether a noun was used with an indefinite determiner before a token.
    pub(super) fn is_introduced_before(&self, noun: usize, token: usize) -> bool {
        const MAX_TOKENS_APART: usize = 4;
        let context = self.context;
        let indefinite = self.grammar.references.indefinite_determiners;
        (0..token).filter(|&at| context.word_hash(at) == context.word_hash(noun)).any(|at| {
            (at.saturating_sub(MAX_TOKENS_APART)..at).any(|before| context.is_any_word(before, indefinite))
        })
    }
}
