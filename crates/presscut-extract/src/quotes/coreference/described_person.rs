//! People whom a phrase describes instead of naming them: "the 36-year-old", "the singer", "the mother of two", "the Dane".
//!
//! Answers for the resolver who is meant. The surprising decision: only descriptions that are no office are looked up. "The
//! judge" after a sentence about Karl Roe is hardly ever Karl Roe; "the singer" nearly always is.

use crate::quotes::context::TokenClass;
use crate::quotes::coreference::{ROLE_PROBABILITY, SpeakerResolver, mentioned};
use crate::quotes::lexicon::FunctionWord;
use crate::quotes::noun_phrase::{NounPhrase, PhraseKind};
use crate::{EntityType, LocalEntity};

/// How often "the 36-year-old" and "the singer" mean the last one who spoke or was spoken of: an estimate.
const DESCRIPTION_PROBABILITY: f32 = 0.8;

impl SpeakerResolver<'_, '_, '_> {
    /// "the 36-year-old", "the singer": whoever was introduced with that age; who was the subject of the sentence before; or who
    /// spoke last. Nobody where an unnamed singer was introduced.
    pub(super) fn person_described(&self, phrase: &NounPhrase) -> Option<(LocalEntity, f32)> {
        let context = self.context;
        let start = phrase.tokens.start;
        let head = self.head_of_description(phrase);
        if !self.is_definite(start) {
            return None;
        }
        let is_age = |&token: &usize| {
            context.class(token) == TokenClass::Number && context.class(token + 1) == TokenClass::Joiner
        };
        let age = phrase.tokens.clone().find(is_age);
        let is_descriptive = context.is_any_word(head, self.grammar.references.descriptive_nouns)
            || self.is_one_of_a_people(phrase)
            || self.is_former_role(phrase, head);
        // "the woman who found it" is told apart from others.
        let is_restricted = context.function_word(phrase.tokens.end) == Some(FunctionWord::Relative);
        if age.is_none() && !is_descriptive || is_restricted || self.is_introduced_before(head, start) {
            return None;
        }
        let of_that_age =
            age.and_then(|age| self.mentioned.last_person_aged(context, context.word(age), start));
        if let Some(person) = of_that_age {
            return Some((person, ROLE_PROBABILITY));
        }
        let shown = self.grammar.genders.gender_of_title_word(context.word(head));
        let fits = |person: LocalEntity| {
            let known = self.mentioned.genders[person.0];
            shown.is_none() || known.is_none() || shown == known
        };
        let spoke = self.last_to_speak(start).filter(|&(_, speaker)| fits(speaker));
        let subject = self
            .person_before(start)
            .filter(|&(token, person)| fits(person) && spoke.is_none_or(|(said_at, _)| token > said_at));
        if let Some((_, person)) = subject.or(spoke) {
            return Some((person, DESCRIPTION_PROBABILITY));
        }
        age?;
        let (entity, probability) = self.best_antecedent(&self.antecedents_of(start, shown))?;
        Some((entity, probability * DESCRIPTION_PROBABILITY))
    }

    /// "the Dane", "the Ohio Democrat": one person by people, party or religion.
    pub(super) fn is_one_of_a_people(&self, phrase: &NounPhrase) -> bool {
        // "the French", "the Japanese", "the Dutch" are all of them.
        const ENDS_OF_ALL: &[&str] = &["s", "ch", "sh", "ese"];
        let last = phrase.last_token();
        let word = self.context.word(last);
        let people = self.mentioned.mention_at(self.context, last);
        self.context.is_any_word(phrase.tokens.start, self.grammar.references.definite_determiners)
            && !ENDS_OF_ALL.iter().any(|end| word.ends_with(end))
            && people.is_some_and(|people| {
                self.mentioned.type_of(people.entity) == Some(EntityType::Norp)
                    && self.context.document.tokens_in(people.span).end == phrase.tokens.end
            })
    }

    /// "the former champion", "the ex-wrestler": a role that somebody who was named has no longer.
    fn is_former_role(&self, phrase: &NounPhrase, head: usize) -> bool {
        let context = self.context;
        context.is_any_word(phrase.tokens.start + 1, self.grammar.references.former_adjectives)
            && context.class(head) == TokenClass::Lower
            && !(self.grammar.is_plural_noun)(context.word(head))
    }

    /// The noun that a description is about: "mother" in "the mother of two", which is no body that a preposition adds.
    fn head_of_description(&self, phrase: &NounPhrase) -> usize {
        let context = self.context;
        let end = mentioned::head_end(context, phrase.tokens.clone());
        let is_counted = end + 2 == phrase.tokens.end
            && context.is_any_word(end + 1, self.grammar.references.small_numbers);
        if is_counted { end - 1 } else { phrase.last_token() }
    }

    /// The person who spoke last, if near, with the token of the phrase that said so.
    fn last_to_speak(&self, token: usize) -> Option<(usize, LocalEntity)> {
        const MAX_SENTENCES: usize = 8;
        let context = self.context;
        self.speakers.last().copied().filter(|&(said_at, speaker)| {
            context.sentence_of(said_at) + MAX_SENTENCES >= context.sentence_of(token)
                && self.mentioned.type_of(speaker) == Some(EntityType::Person)
        })
    }

    /// The only person of the last sentence that is not a quote, or its subject.
    fn person_before(&self, token: usize) -> Option<(usize, LocalEntity)> {
        const MAX_SENTENCES: usize = 4;
        let context = self.context;
        let own = context.sentence_of(token);
        let is_narrated =
            |&sentence: &usize| context.class(context.sentences[sentence].start) != TokenClass::Quoted;
        let sentence = (own.saturating_sub(MAX_SENTENCES)..own).rev().find(is_narrated)?;
        let range = &context.sentences[sentence];
        let people: Vec<(usize, LocalEntity)> = self
            .mentioned
            .mentions_before(range.end)
            .map(|number| (self.mentioned.first_tokens[number], self.mentioned.mentions[number].entity))
            .take_while(|&(token, _)| token >= range.start)
            .filter(|&(_, entity)| self.mentioned.type_of(entity) == Some(EntityType::Person))
            .collect();
        let first = people.last()?;
        if people.iter().all(|(_, person)| *person == first.1) {
            return Some(*first);
        }
        let subject = self.sentence_subjects.subject(sentence)?;
        let named = (subject.kind == PhraseKind::Name).then(|| self.entity_of_name(&subject))??;
        people.into_iter().find(|&(_, person)| person == named)
    }
}
