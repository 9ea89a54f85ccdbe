//! Whom a speaker means: the entity behind a name, a pronoun or a role.
//!
//! Takes the entities and mentions of a text, and its speakers in reading order; gives each speaker its [`LocalEntity`], or
//! `None` where nothing decides. The surprising decision: the resolver answers in reading order and remembers its answers,
//! since who spoke last is the best evidence for whom "he" means.

pub(crate) mod antecedents;
pub(crate) mod gender;
pub(crate) mod mentioned;
pub(crate) mod reference_words;
pub(crate) mod templates;

use std::ops::Range;

use crate::quotes::context::QuoteContext;
use crate::quotes::cued_context::CuedContext;
use crate::quotes::grammar::QuoteGrammar;
use crate::quotes::lexicon::FunctionWord;
use crate::quotes::models::linear::{LinearModel, best_index};
use crate::quotes::noun_phrase::{NounPhrase, PhraseKind};
use crate::{Entity, EntityType, LocalEntity, Mention};
use antecedents::Antecedent;
use mentioned::MentionedEntities;

/// Sentences back in which the organization that "it" means is looked for.
const MAX_SENTENCES_TO_IT: usize = 2;
/// Sentences back in which the organization that "the company" means is looked for.
const MAX_SENTENCES_TO_NOUN: usize = 3;

/// Resolves the speakers of one text, in reading order.
pub struct SpeakerResolver<'s, 'd, 't> {
    context: &'s QuoteContext<'d, 't>,
    grammar: &'s QuoteGrammar,
    mentioned: MentionedEntities<'s>,
    /// Who spoke, with the token of the phrase; the last one last, each once.
    speakers: Vec<(usize, LocalEntity)>,
    /// The tokens of the last phrase, and whom it means.
    last_answer: Option<(Range<usize>, Option<LocalEntity>)>,
    model: &'s LinearModel,
}

impl<'s, 'd, 't> SpeakerResolver<'s, 'd, 't> {
    /// Gathers what the text says of its people. `model` weighs whom a pronoun means.
    pub fn new(
        text: &CuedContext<'s, 'd, 't>,
        entities: &'s [Entity],
        mentions: &'s [Mention],
        model: &'s LinearModel,
    ) -> Self {
        SpeakerResolver {
            context: text.context,
            grammar: text.grammar,
            mentioned: MentionedEntities::gather(text, entities, mentions),
            speakers: Vec::new(),
            last_answer: None,
            model,
        }
    }

    /// The entity that a phrase means.
    pub fn resolve(&mut self, phrase: &NounPhrase) -> Option<LocalEntity> {
        // Several quotes can have one phrase as their speaker, and it means one entity.
        if let Some((_, found)) = self.last_answer.as_ref().filter(|(tokens, _)| *tokens == phrase.tokens) {
            return *found;
        }
        let found = match phrase.kind {
            PhraseKind::Name => self.entity_of_name(phrase),
            PhraseKind::Pronoun => self.entity_of_pronoun(phrase),
            PhraseKind::Nominal => self.entity_of_role(phrase),
        };
        if let Some(entity) = found {
            self.speakers.retain(|&(_, known)| known != entity);
            self.speakers.push((phrase.tokens.start, entity));
        }
        self.last_answer = Some((phrase.tokens.clone(), found));
        found
    }

    /// The people whom a pronoun with a gender can mean, if the next [`resolve`](Self::resolve) will choose among them.
    pub fn antecedents(&self, phrase: &NounPhrase) -> Vec<Antecedent> {
        if phrase.kind != PhraseKind::Pronoun {
            return Vec::new();
        }
        let pronoun = phrase.tokens.start;
        let Some(gender) = self.grammar.genders.gender_of_pronoun(self.context.word(pronoun)) else {
            return Vec::new();
        };
        antecedents::find_antecedents(self.context, &self.mentioned, &self.speakers, pronoun, gender)
    }

    fn entity_of_pronoun(&self, phrase: &NounPhrase) -> Option<LocalEntity> {
        let at = phrase.tokens.start;
        if self.context.is_any_word(at, self.grammar.references.organization_pronouns) {
            return self.mentioned.recent_organization(self.context, at, MAX_SENTENCES_TO_IT);
        }
        let antecedents = self.antecedents(phrase);
        let scores: Vec<f32> =
            antecedents.iter().map(|antecedent| self.model.score(&antecedent.features)).collect();
        // The first of equals is the one mentioned last.
        best_index(&scores).map(|best| antecedents[best].entity)
    }

    fn entity_of_name(&self, phrase: &NounPhrase) -> Option<LocalEntity> {
        let span = self.context.document.span(phrase.tokens.clone());
        let inside = self.mentioned.mentions_in(span);
        let persons: Vec<LocalEntity> = inside
            .iter()
            .map(|mention| mention.entity)
            .filter(|&entity| self.mentioned.type_of(entity) == Some(EntityType::Person))
            .collect();
        match (persons.as_slice(), inside.last()) {
            // "Roe and Doe said": two people are not one entity.
            ([first, .., last], _) if first != last && self.is_conjoined(phrase) => None,
            ([.., last], _) => Some(*last),
            ([], Some(mention)) if mention.span.end == span.end || inside.len() == 1 => Some(mention.entity),
            _ => self.mentioned.only_entity_ending_with(self.context.word(phrase.last_token())),
        }
    }

    fn is_conjoined(&self, phrase: &NounPhrase) -> bool {
        let conjunctions = self.grammar.references.conjunctions;
        phrase.tokens.clone().any(|token| self.context.is_any_word(token, conjunctions))
    }

    /// "the minister", "the bank": who was given that role before, or the organization that has the word in its name.
    fn entity_of_role(&self, phrase: &NounPhrase) -> Option<LocalEntity> {
        let context = self.context;
        let tokens = phrase.tokens.clone();
        let at = tokens.start;
        let is_definite = context.is_any_word(at, self.grammar.references.definite_determiners)
            || context.function_word(at) == Some(FunctionWord::Possessive);
        let is_bare = tokens.len() == 1 && context.is_speaker_noun(at);
        let names = self.mentioned.mentions_in(context.document.span(tokens.clone()));
        if !(is_definite || is_bare) || !names.is_empty() {
            return None;
        }
        let head = tokens.rev().find(|&token| context.is_speaker_noun(token))?;
        self.mentioned
            .last_role_holder(context.word_hash(head), at)
            .or_else(|| self.organization_named_with(at, &context.word(head).to_lowercase()))
    }

    /// The organization with a noun in its name; for a noun of organizations, the last one mentioned.
    fn organization_named_with(&self, at: usize, noun: &str) -> Option<LocalEntity> {
        let mentioned = &self.mentioned;
        let has_noun = |entity: LocalEntity| {
            let name = &mentioned.entities[entity.0].name;
            name.split_whitespace().any(|part| part.to_lowercase() == noun)
        };
        let named = mentioned
            .mentions_before(at)
            .map(|number| mentioned.mentions[number].entity)
            .find(|&entity| mentioned.type_of(entity) == Some(EntityType::Organization) && has_noun(entity));
        named.or_else(|| {
            let is_any = self.grammar.references.organization_nouns.contains(&noun);
            is_any.then(|| mentioned.recent_organization(self.context, at, MAX_SENTENCES_TO_NOUN)).flatten()
        })
    }
}
