//! Whom a speaker means: the entity behind a name, a pronoun or a role.
//!
//! Takes the entities and mentions of a text, and its speakers in reading order; gives each speaker its [`LocalEntity`], or
//! `None` where nothing decides. The surprising decision: the resolver answers in reading order and remembers its answers,
//! since who spoke last is the best evidence for whom "he" means.

pub(crate) mod antecedents;
pub(crate) mod gender;
pub(crate) mod mentioned;
pub(crate) mod organizations;
pub(crate) mod reference_words;
pub(crate) mod sentence_subjects;
pub(crate) mod templates;

use std::ops::Range;

use crate::quotes::context::{QuoteContext, TokenClass};
use crate::quotes::coreference::gender::Gender;
use crate::quotes::cued_context::CuedContext;
use crate::quotes::grammar::QuoteGrammar;
use crate::quotes::lexicon::FunctionWord;
use crate::quotes::models::Models;
use crate::quotes::models::linear::{best_index, softmax};
use crate::quotes::noun_phrase::{NounPhrase, PhraseKind};
use crate::{Entity, EntityType, LocalEntity, Mention};
use antecedents::Antecedent;
use mentioned::MentionedEntities;
use sentence_subjects::SentenceSubjects;

/// Sentences back in which the organization that "it" means is looked for.
const MAX_SENTENCES_TO_IT: usize = 2;

/// How often "it" means the organization that was mentioned last: an estimate.
const IT_PROBABILITY: f32 = 0.8;
/// How often a role means the last one who was given it: an estimate.
const ROLE_PROBABILITY: f32 = 0.9;
/// How often "the 36-year-old" and "the singer" mean the last one who spoke: an estimate.
const DESCRIPTION_PROBABILITY: f32 = 0.8;
/// How often nobody named is meant by a pronoun for which the text has nobody, as far as presscut sees: an estimate.
const NOBODY_NAMED_PROBABILITY: f32 = 0.5;
/// The same for "the woman", "the committee".
const NO_HOLDER_PROBABILITY: f32 = 0.8;
/// How often "she" means the unnamed subject before it: an estimate.
const UNNAMED_PROBABILITY: f32 = 0.8;

/// Whom a speaker means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Resolution {
    /// The entity; `None` for somebody without a name.
    pub entity: Option<LocalEntity>,
    /// The probability that it is right, from 0 to 1, if the phrase is the speaker.
    pub probability: f32,
}

impl Resolution {
    /// Nobody of the text is meant, with this probability.
    const fn nobody(probability: f32) -> Resolution {
        Resolution { entity: None, probability }
    }

    fn entity((entity, probability): (LocalEntity, f32)) -> Resolution {
        Resolution { entity: Some(entity), probability }
    }
}

/// Resolves the speakers of one text, in reading order.
pub struct SpeakerResolver<'s, 'd, 't> {
    context: &'s QuoteContext<'d, 't>,
    grammar: &'s QuoteGrammar,
    mentioned: MentionedEntities<'s>,
    sentence_subjects: SentenceSubjects<'s, 'd, 't>,
    /// Who spoke, with the token of the phrase; the last one last, each once.
    speakers: Vec<(usize, LocalEntity)>,
    /// The last role that spoke and means nobody named.
    unnamed_speaker: Option<NounPhrase>,
    /// The last pronoun that means somebody unnamed, and its gender.
    unnamed_pronoun: Option<(usize, Gender)>,
    /// The tokens of the last phrase, and whom it means.
    last_answer: Option<(Range<usize>, Resolution)>,
    models: &'s Models,
}

impl<'s, 'd, 't> SpeakerResolver<'s, 'd, 't> {
    /// Gathers what the text says of its people. The models weigh whom a pronoun means.
    pub fn new(
        text: &CuedContext<'s, 'd, 't>,
        entities: &'s [Entity],
        mentions: &'s [Mention],
        models: &'s Models,
    ) -> Self {
        SpeakerResolver {
            context: text.context,
            grammar: text.grammar,
            mentioned: MentionedEntities::gather(text, entities, mentions),
            sentence_subjects: SentenceSubjects::new(text.context, text.grammar),
            speakers: Vec::new(),
            unnamed_speaker: None,
            unnamed_pronoun: None,
            last_answer: None,
            models,
        }
    }

    /// The entity that a phrase means, and how likely that is.
    pub fn resolve(&mut self, phrase: &NounPhrase) -> Resolution {
        // Several quotes can have one phrase as their speaker, and it means one entity.
        if let Some((_, found)) = self.last_answer.as_ref().filter(|(tokens, _)| *tokens == phrase.tokens) {
            return *found;
        }
        let found = match phrase.kind {
            PhraseKind::Name => Resolution { entity: self.entity_of_name(phrase), probability: 1.0 },
            PhraseKind::Pronoun => self.entity_of_pronoun(phrase),
            PhraseKind::Nominal => {
                let role = self.entity_of_role(phrase);
                let known = role.or_else(|| self.person_described(phrase));
                known.map_or_else(|| self.nobody_named(phrase), Resolution::entity)
            }
        };
        if found.entity.is_none() && phrase.kind == PhraseKind::Nominal {
            self.unnamed_speaker = Some(phrase.clone());
        }
        if phrase.kind == PhraseKind::Pronoun
            && let Some(gender) =
                self.grammar.genders.gender_of_pronoun(self.context.word(phrase.tokens.start))
        {
            self.unnamed_pronoun = found.entity.is_none().then_some((phrase.tokens.start, gender));
        }
        if let Some(entity) = found.entity {
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
        self.antecedents_of(pronoun, Some(gender))
    }

    /// The people mentioned before a token who are not known to have another gender.
    fn antecedents_of(&self, token: usize, gender: Option<Gender>) -> Vec<Antecedent> {
        antecedents::find_antecedents(
            self.context,
            &self.sentence_subjects,
            &self.mentioned,
            &self.speakers,
            token,
            gender,
        )
    }

    /// The antecedent that the model weighs most, with its probability.
    fn best_antecedent(&self, antecedents: &[Antecedent]) -> Option<(LocalEntity, f32)> {
        let scores: Vec<f32> =
            antecedents.iter().map(|antecedent| self.models.pronoun.score(&antecedent.features)).collect();
        // The first of equals is the one mentioned last.
        let best = best_index(&scores)?;
        let probability = self.models.pronoun_curve.apply(softmax(&scores)[best]);
        Some((antecedents[best].entity, probability))
    }

    fn entity_of_pronoun(&self, phrase: &NounPhrase) -> Resolution {
        let at = phrase.tokens.start;
        let references = &self.grammar.references;
        if self.context.is_any_word(at, references.organization_pronouns) {
            let found = self.mentioned.recent_organization(self.context, at, MAX_SENTENCES_TO_IT);
            return found.map_or(Resolution::nobody(NOBODY_NAMED_PROBABILITY), |entity| {
                Resolution::entity((entity, IT_PROBABILITY))
            });
        }
        let Some((entity, probability)) = self.best_antecedent(&self.antecedents(phrase)) else {
            let is_anaphor = self.context.is_any_word(at, references.anaphoric_pronouns);
            return Resolution::nobody(if is_anaphor { NOBODY_NAMED_PROBABILITY } else { 1.0 });
        };
        if self.means_unnamed(at, entity) {
            return Resolution { entity: None, probability: UNNAMED_PROBABILITY };
        }
        Resolution { entity: Some(entity), probability }
    }

    /// Nobody named is meant by a role; less surely by "the woman", "the committee", whom the text can have named before.
    fn nobody_named(&self, phrase: &NounPhrase) -> Resolution {
        let context = self.context;
        let head = phrase.last_token();
        let is_anaphor = context
            .is_any_word(phrase.tokens.start, self.grammar.references.definite_determiners)
            && mentioned::head_end(context, phrase.tokens.clone()) == phrase.tokens.end
            && context.class(head) == TokenClass::Lower
            && !(self.grammar.is_plural_noun)(context.word(head));
        Resolution::nobody(if is_anaphor { NO_HOLDER_PROBABILITY } else { 1.0 })
    }

    /// Whether "he" or "she" means somebody without a name who spoke or was the subject after a person was last mentioned:
    /// "Roe's widow was there. “…,” she said."
    fn means_unnamed(&self, pronoun: usize, person: LocalEntity) -> bool {
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
    fn is_introduced_before(&self, noun: usize, token: usize) -> bool {
        const MAX_TOKENS_APART: usize = 4;
        let context = self.context;
        let indefinite = self.grammar.references.indefinite_determiners;
        (0..token).filter(|&at| context.word_hash(at) == context.word_hash(noun)).any(|at| {
            (at.saturating_sub(MAX_TOKENS_APART)..at).any(|before| context.is_any_word(before, indefinite))
        })
    }

    /// Whether the name at a token is the subject of its clause.
    fn is_prominent(&self, token: usize) -> bool {
        let mention = self.mentioned.mention_at(self.context, token);
        mention.is_some_and(|mention| {
            let tokens = self.context.document.tokens_in(mention.span);
            mentioned::is_subject(self.context, tokens.start, tokens.end)
        })
    }

    fn entity_of_name(&self, phrase: &NounPhrase) -> Option<LocalEntity> {
        let span = self.context.document.span(phrase.tokens.clone());
        let inside = self.mentioned.mentions_in(span);
        let persons: Vec<LocalEntity> = inside
            .iter()
            .map(|mention| mention.entity)
            .filter(|&entity| self.mentioned.type_of(entity) == Some(EntityType::Person))
            .collect();
        // "Roe and Doe said": two people are not one entity.
        if persons.first() != persons.last() && self.is_conjoined(phrase) {
            return None;
        }
        self.entity_of_head(phrase)
            .or_else(|| self.mentioned.only_entity_ending_with(self.context.word(phrase.last_token())))
    }

    /// Whoever is mentioned at the head of a phrase: not "Ghent" in "Ghent MP", not "Karl Roe" in "the widow of Karl Roe".
    fn entity_of_head(&self, phrase: &NounPhrase) -> Option<LocalEntity> {
        const MAX_SUFFIX_LETTERS: usize = 3;
        let context = self.context;
        let end = mentioned::head_end(context, phrase.tokens.clone());
        let mut head = end - 1;
        let mut is_suffixed = false;
        loop {
            if let Some(mention) = self.mentioned.mention_at(context, head) {
                // "Jon Roe QC", but not "Ghent MP".
                let is_person = self.mentioned.type_of(mention.entity) == Some(EntityType::Person);
                return (is_person || !is_suffixed).then_some(mention.entity);
            }
            let is_short = context.class(head) == TokenClass::Capital
                && context.word(head).chars().count() <= MAX_SUFFIX_LETTERS;
            if head == phrase.tokens.start || !is_short && context.class(head) != TokenClass::Joiner {
                return None;
            }
            is_suffixed |= is_short;
            head -= 1;
        }
    }

    fn is_conjoined(&self, phrase: &NounPhrase) -> bool {
        let conjunctions = self.grammar.references.conjunctions;
        phrase.tokens.clone().any(|token| self.context.is_any_word(token, conjunctions))
    }

    /// "the minister", "the bank": who was given that role before, or the organization that the noun means; "Baker": the person
    /// of that name; "Acme's report": who wrote it. With the probability that it is right.
    fn entity_of_role(&self, phrase: &NounPhrase) -> Option<(LocalEntity, f32)> {
        let (context, references) = (self.context, &self.grammar.references);
        let tokens = phrase.tokens.clone();
        let at = tokens.start;
        let end = mentioned::head_end(context, tokens.clone());
        if context.class(end - 1) == TokenClass::Capital {
            let named = self.entity_of_head(phrase).filter(|_| end == tokens.end).or_else(|| {
                let is_one_word = tokens.len() == 1;
                is_one_word.then(|| self.mentioned.only_entity_ending_with(context.word(at))).flatten()
            });
            if let Some(named) = named {
                return Some((named, ROLE_PROBABILITY));
            }
        }
        let owner = organizations::owner_of_document(context, &self.mentioned, references, phrase);
        if owner.is_some() {
            return owner;
        }
        if context.class(end - 1) == TokenClass::Lower && !context.is_person_noun(end - 1) {
            let described = organizations::organization_described(context, &self.mentioned, at..end);
            if described.is_some() {
                return described;
            }
        }
        let is_definite = context.is_any_word(at, references.definite_determiners)
            || context.function_word(at) == Some(FunctionWord::Possessive);
        let is_bare = tokens.len() == 1 && context.is_speaker_noun(at);
        if !(is_definite || is_bare) || self.is_described_by_name(&tokens, end) {
            return None;
        }
        let role = (at..end).rev().find(|&token| context.is_speaker_noun(token));
        let person = role
            .filter(|&role| context.is_person_noun(role))
            .and_then(|role| self.mentioned.last_role_holder(context.word_hash(role), at));
        if let Some(person) = person {
            return Some((person, ROLE_PROBABILITY));
        }
        let noun = context.word(role.unwrap_or(end - 1)).to_lowercase();
        organizations::organization_meant(context, &self.mentioned, references, at, &noun)
    }

    /// "the 36-year-old", "the singer": whoever was introduced with that age, or who spoke last, where no unnamed singer was
    /// introduced.
    fn person_described(&self, phrase: &NounPhrase) -> Option<(LocalEntity, f32)> {
        const MAX_SENTENCES: usize = 8;
        let context = self.context;
        let (start, head) = (phrase.tokens.start, phrase.tokens.end - 1);
        if !context.is_any_word(start, self.grammar.references.definite_determiners) {
            return None;
        }
        let is_age = |&token: &usize| {
            context.class(token) == TokenClass::Number && context.class(token + 1) == TokenClass::Joiner
        };
        let age = phrase.tokens.clone().find(is_age);
        let is_descriptive = context.is_any_word(head, self.grammar.references.descriptive_nouns);
        // "the woman who found it" is told apart from others.
        let is_restricted = context.function_word(head + 1) == Some(FunctionWord::Relative);
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
        let spoke = self.speakers.last().filter(|&&(token, speaker)| {
            let is_near = context.sentence_of(token) + MAX_SENTENCES >= context.sentence_of(start);
            let is_person = self.mentioned.type_of(speaker) == Some(EntityType::Person);
            fits(speaker) && is_near && is_person
        });
        if let Some(&(_, speaker)) = spoke {
            return Some((speaker, DESCRIPTION_PROBABILITY));
        }
        age?;
        let (entity, probability) = self.best_antecedent(&self.antecedents_of(start, shown))?;
        Some((entity, probability * DESCRIPTION_PROBABILITY))
    }

    /// "the widow of Karl Roe", "the Acme lawyer": a name inside says who else it is; but "the Ghent mayor" is the mayor.
    fn is_described_by_name(&self, tokens: &Range<usize>, head_end: usize) -> bool {
        let place = |mention: &Mention| {
            matches!(self.mentioned.type_of(mention.entity), Some(EntityType::Location | EntityType::Norp))
        };
        let inside = self.mentioned.mentions_in(self.context.document.span(tokens.clone()));
        head_end != tokens.end && !inside.is_empty() || inside.iter().any(|mention| !place(mention))
    }
}
