//! The organization that a noun means ("the alliance", "the center"), and whoever wrote a document ("Acme's report").
//!
//! Takes a phrase of a text with its mentions; gives the entity with the probability that it is right. The surprising decision:
//! an organization whose name says that it is another kind of body is never meant: "the airline" is no Ministry of Transport.

use crate::quotes::context::{QuoteContext, TokenClass};
use crate::quotes::coreference::mentioned::{self, MentionedEntities};
use crate::quotes::coreference::reference_words::ReferenceWords;
use crate::quotes::lexicon::FunctionWord;
use crate::quotes::models::features::word_hash;
use crate::quotes::noun_phrase::NounPhrase;
use crate::{EntityType, LocalEntity};

/// How often a noun means the last organization that has it in its name, or that it can always mean: an estimate.
const NAMED_PROBABILITY: f32 = 0.9;
/// How often a noun for a kind of body means the only organization near: an estimate.
const BODY_PROBABILITY: f32 = 0.75;
/// How often the words of a document are those of its owner: an estimate.
const OWNER_PROBABILITY: f32 = 0.85;

/// Sentences back in which the organization that "the company" means is looked for.
const MAX_SENTENCES_TO_NOUN: usize = 3;
/// The same for nouns that mean one kind of body.
const MAX_SENTENCES_TO_BODY: usize = 4;

/// The organization that "the" and a noun at a token mean.
pub fn organization_meant(
    context: &QuoteContext,
    mentioned: &MentionedEntities,
    references: &ReferenceWords,
    at: usize,
    noun: &str,
) -> Option<(LocalEntity, f32)> {
    let organizations = || {
        let entities = mentioned.mentions_before(at).map(|number| mentioned.mentions[number].entity);
        entities.filter(|&entity| mentioned.type_of(entity) == Some(EntityType::Organization))
    };
    if let Some(entity) = organizations().find(|&entity| has_word(mentioned, entity, |word| word == noun)) {
        return Some((entity, NAMED_PROBABILITY));
    }
    let called = mentioned.last_role_holder(word_hash(noun), at);
    if let Some(entity) = called.filter(|&entity| mentioned.type_of(entity) == Some(EntityType::Organization))
    {
        return Some((entity, NAMED_PROBABILITY));
    }
    if references.organization_nouns.contains(&noun) {
        let recent = mentioned.recent_organization(context, references, at, MAX_SENTENCES_TO_NOUN);
        return recent.map(|entity| (entity, NAMED_PROBABILITY));
    }
    if !references.body_nouns.contains(&noun) {
        return None;
    }
    only_body_near(context, mentioned, references, at).map(|entity| (entity, BODY_PROBABILITY))
}

/// The only organization of the last sentences whose name does not say that it is another kind of body.
fn only_body_near(
    context: &QuoteContext,
    mentioned: &MentionedEntities,
    references: &ReferenceWords,
    at: usize,
) -> Option<LocalEntity> {
    let sentence = context.sentence_of(at);
    let is_other_body = |word: &str| references.body_nouns.contains(&word);
    let mut near = mentioned
        .mentions_before(at)
        .map(|number| (mentioned.first_tokens[number], mentioned.mentions[number].entity))
        .take_while(|&(first, _)| context.sentence_of(first) + MAX_SENTENCES_TO_BODY >= sentence)
        .filter(|&(first, entity)| {
            // "told Reuters": who was told is not what the text is about.
            let is_told = first.checked_sub(1).is_some_and(|verb| context.reporting_verb(verb).is_some());
            mentioned.type_of(entity) == Some(EntityType::Organization)
                && context.class(first) != TokenClass::Quoted
                && !is_told
                && !has_word(mentioned, entity, is_other_body)
        })
        .map(|(_, entity)| entity);
    let last = near.next()?;
    near.all(|other| other == last).then_some(last)
}

/// The only organization of the text that has all words of a phrase in its name: "the nation's civil aviation authority", "the
/// school board".
pub fn organization_described(
    context: &QuoteContext,
    mentioned: &MentionedEntities,
    tokens: std::ops::Range<usize>,
) -> Option<(LocalEntity, f32)> {
    const MIN_WORDS: usize = 2;
    // "the nation's": who owns the body can be said by a noun; by a name, it is part of the body's.
    let is_content = |token: &usize| match context.class(*token) {
        TokenClass::Capital => true,
        TokenClass::Lower => context.class(token + 1) != TokenClass::Clitic,
        _ => false,
    };
    let words: Vec<String> =
        tokens.filter(is_content).map(|token| context.word(token).to_lowercase()).collect();
    if words.len() < MIN_WORDS {
        return None;
    }
    let has_all = |entity: &usize| {
        let names = |wanted: &String| has_word(mentioned, LocalEntity(*entity), |word| word == wanted);
        mentioned.entities[*entity].kind == EntityType::Organization && words.iter().all(names)
    };
    let mut found = (0..mentioned.entities.len()).filter(has_all);
    let first = found.next()?;
    found.next().is_none().then_some((LocalEntity(first), NAMED_PROBABILITY))
}

fn has_word(mentioned: &MentionedEntities, entity: LocalEntity, wanted: impl Fn(&str) -> bool) -> bool {
    mentioned.entities[entity.0].name.split_whitespace().any(|word| wanted(&word.to_lowercase()))
}

/// Where "the statement" was introduced: the token of the noun in "Acme issued a statement", "she said in a letter", and the
/// sentence that has it. Whoever is the subject there wrote it.
pub fn document_introduced(
    context: &QuoteContext,
    references: &ReferenceWords,
    phrase: &NounPhrase,
) -> Option<usize> {
    const MAX_SENTENCES: usize = 30;
    const MAX_TOKENS_TO_NOUN: usize = 5;
    let head = phrase.last_token();
    let start = phrase.tokens.start;
    let noun = context.word(head).to_lowercase();
    if phrase.tokens.len() != 2
        || !context.is_any_word(start, references.definite_determiners)
        || !references.document_nouns.contains(&noun.as_str())
    {
        return None;
    }
    let first_sentence = context.sentence_of(start).saturating_sub(MAX_SENTENCES);
    let floor = context.sentences[first_sentence].start;
    (floor + 2..start).rev().find(|&at| {
        if context.word_hash(at) != context.word_hash(head) || context.class(at) != TokenClass::Lower {
            return false;
        }
        let lowest = at.saturating_sub(MAX_TOKENS_TO_NOUN).max(floor + 1);
        let determiner = (lowest..at).rev().find(|&before| {
            context.is_any_word(before, references.indefinite_determiners)
                || context.function_word(before) == Some(FunctionWord::Possessive)
        });
        determiner.is_some_and(|determiner| {
            context.is_word(determiner - 1, "in")
                || context.is_any_word(determiner - 1, references.issuing_verbs)
        })
    })
}

/// Whose words a document has: "Acme's report", "a statement from the Ministry of Trade", "a study by Ana Roe".
pub fn owner_of_document(
    context: &QuoteContext,
    mentioned: &MentionedEntities,
    references: &ReferenceWords,
    phrase: &NounPhrase,
) -> Option<(LocalEntity, f32)> {
    let tokens = phrase.tokens.clone();
    let end = mentioned::head_end(context, tokens.clone());
    let head = context.word(end - 1).to_lowercase();
    if context.class(end - 1) != TokenClass::Lower || !references.document_nouns.contains(&head.as_str()) {
        return None;
    }
    let is_speaker = |entity: LocalEntity| {
        matches!(mentioned.type_of(entity), Some(EntityType::Person | EntityType::Organization))
    };
    let owner = (tokens.start + 1..end - 1).rev().find(|&token| context.class(token) == TokenClass::Clitic);
    let from = || {
        let is_from = context.is_any_word(end, references.author_prepositions) && end + 1 < tokens.end;
        let determiner = context.function_word(end + 1) == Some(FunctionWord::Determiner);
        is_from.then_some(end + 1 + usize::from(determiner))
    };
    let named = owner.map(|clitic| clitic - 1).or_else(from)?;
    let entity = mentioned.mention_at(context, named)?.entity;
    is_speaker(entity).then_some((entity, OWNER_PROBABILITY))
}
