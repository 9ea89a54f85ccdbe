//! Whom a speaker means: the entity behind a name, a pronoun or a role.
//!
//! Takes the entities and mentions of a text, and its speakers in reading order; gives each speaker its [`LocalEntity`], or
//! `None` where nothing decides. The surprising decision: the resolver answers in reading order and remembers its answers,
//! since who spoke last is the best evidence for whom "he" means.

pub(crate) mod antecedents;
pub(crate) mod described_person;
pub(crate) mod gender;
pub(crate) mod mentioned;
pub(crate) mod organizations;
pub(crate) mod reference_words;
pub(crate) mod sentence_subjects;
pub(crate) mod templates;
pub(crate) mod unnamed;

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
/// How often nobody named is meant by a pronoun for which the text has nobody, as far as presscut sees: an estimate.
const NOBODY_NAMED_PROBABILITY: f32 = 0.5;
/// The same for "the woman", "the committee".
const NO_HOLDER_PROBABILITY: f32 = 0.8;
/// How often "he" in "what he called" means the only man whom the sentence names before: an estimate.
const CLAUSE_PROBABILITY: f32 = 0.9;
/// How often a statement has the words of whoever issued it: an estimate.
const ISSUER_PROBABILITY: f32 = 0.85;
/// How often a role that means nobody named is the speaker and means nobody named: an estimate, from 52 articles read by hand.
const UNLINKED_ROLE_PROBABILITY: f32 = 0.95;
/// How often "they" means the one user who was named last: an estimate.
const USER_PROBABILITY: f32 = 0.75;
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
            PhraseKind::Name if self.is_one_of_a_people(phrase) => self
                .person_described(phrase)
                .map_or(Resolution::nobody(NO_HOLDER_PROBABILITY), Resolution::entity),
            PhraseKind::Name => self.resolve_name(phrase),
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
            self.note_gender(phrase, entity, found.probability);
            self.speakers.retain(|&(_, known)| known != entity);
            self.speakers.push((phrase.tokens.start, entity));
        }
        self.last_answer = Some((phrase.tokens.clone(), found));
        found
    }

    /// Whoever has the name; "the Dane", whom no entity has, can be anybody.
    fn resolve_name(&self, phrase: &NounPhrase) -> Resolution {
        let entity = self.entity_of_name(phrase);
        let is_description = entity.is_none() && self.is_definite(phrase.tokens.start);
        Resolution { entity, probability: if is_description { NO_HOLDER_PROBABILITY } else { 1.0 } }
    }

    /// Somebody who was surely "she" once is not "he" later.
    fn note_gender(&mut self, phrase: &NounPhrase, entity: LocalEntity, probability: f32) {
        const MIN_PROBABILITY: f32 = 0.8;
        let shown = self.grammar.genders.gender_of_pronoun(self.context.word(phrase.tokens.start));
        if phrase.kind == PhraseKind::Pronoun
            && probability >= MIN_PROBABILITY
            && let Some(known @ None) = self.mentioned.genders.get_mut(entity.0)
        {
            *known = shown;
        }
    }

    /// Whether a definite determiner opens a phrase, or is before the quoted words in front of it: "the “Tides” actor".
    fn is_definite(&self, start: usize) -> bool {
        let determiners = self.grammar.references.definite_determiners;
        let quoted = || {
            let span = self.context.spans.iter().find(|span| span.end() == start)?;
            span.open.checked_sub(1)
        };
        self.context.is_any_word(start, determiners)
            || quoted().is_some_and(|before| self.context.is_any_word(before, determiners))
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
            let found = self.mentioned.recent_organization(self.context, references, at, MAX_SENTENCES_TO_IT);
            return found.map_or(Resolution::nobody(NOBODY_NAMED_PROBABILITY), |entity| {
                Resolution::entity((entity, IT_PROBABILITY))
            });
        }
        if let Some(person) = self.meant_in_clause(at) {
            return Resolution::entity((person, CLAUSE_PROBABILITY));
        }
        let Some((entity, probability)) = self.best_antecedent(&self.antecedents(phrase)) else {
            if let Some(user) = self.user_meant(at) {
                return Resolution::entity((user, USER_PROBABILITY));
            }
            let is_anaphor = self.context.is_any_word(at, references.anaphoric_pronouns);
            return Resolution::nobody(if is_anaphor { NOBODY_NAMED_PROBABILITY } else { 1.0 });
        };
        if self.means_unnamed(at, entity) {
            return Resolution { entity: None, probability: UNNAMED_PROBABILITY };
        }
        Resolution { entity: Some(entity), probability }
    }

    /// "they": the one who writes under a user name and was named or spoke last, where no others are the subject since.
    fn user_meant(&self, at: usize) -> Option<LocalEntity> {
        const MAX_SENTENCES: usize = 6;
        if !self.context.is_any_word(at, self.grammar.references.ungendered_pronouns) {
            return None;
        }
        let own = self.context.sentence_of(at);
        let is_near = |token: usize| self.context.sentence_of(token) + MAX_SENTENCES >= own;
        let mentioned = self
            .mentioned
            .mentions_before(at)
            .map(|number| (self.mentioned.first_tokens[number], self.mentioned.mentions[number].entity))
            .find(|&(_, entity)| self.mentioned.type_of(entity) == Some(EntityType::Person));
        let spoke = self.speakers.last().copied();
        let (token, user) = mentioned
            .into_iter()
            .chain(spoke)
            .filter(|&(token, entity)| is_near(token) && self.mentioned.is_user_name(entity))
            .max_by_key(|&(token, _)| token)?;
        let since = self.context.sentence_of(token) + 1..own;
        let others = since.into_iter().any(|sentence| {
            self.sentence_subjects.subject(sentence).is_some_and(|subject| {
                subject.kind == PhraseKind::Nominal
                    && (self.grammar.is_plural_noun)(self.context.word(subject.last_token()))
            })
        });
        (!others).then_some(user)
    }

    /// Nobody named is meant by a role; less surely by "the woman", "the committee", whom the text can have named before.
    fn nobody_named(&self, phrase: &NounPhrase) -> Resolution {
        let context = self.context;
        let head = phrase.last_token();
        let is_anaphor = context
            .is_any_word(phrase.tokens.start, self.grammar.references.definite_determiners)
            && (mentioned::head_end(context, phrase.tokens.clone()) == phrase.tokens.end
                && context.class(head) == TokenClass::Lower
                || self.has_title_noun(phrase))
            && !(self.grammar.is_plural_noun)(context.word(head));
        Resolution::nobody(if is_anaphor { NO_HOLDER_PROBABILITY } else { UNLINKED_ROLE_PROBABILITY })
    }

    /// "the Trade Minister": an office in capitals, which somebody of the text has nearly always.
    fn has_title_noun(&self, phrase: &NounPhrase) -> bool {
        let end = mentioned::head_end(self.context, phrase.tokens.clone());
        self.context.class(end - 1) == TokenClass::Capital && self.context.is_person_noun(end - 1)
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
        // "tidewatcher7 wrote": a user name is in small letters.
        let user = self
            .mentioned
            .mention_at(context, end - 1)
            .map(|mention| mention.entity)
            .filter(|&user| tokens.len() < 3 && self.mentioned.is_user_name(user));
        if let Some(user) = user {
            return Some((user, ROLE_PROBABILITY));
        }
        let role = (at..end).rev().find(|&token| context.is_speaker_noun(token));
        let titled = role.filter(|&role| context.is_person_noun(role)).and_then(|_| self.titled(&tokens));
        if titled.is_some() {
            return titled;
        }
        let owner = organizations::owner_of_document(context, &self.mentioned, references, phrase);
        if let Some(owner) = owner.or_else(|| self.issuer_of(phrase)) {
            return Some(owner);
        }
        if context.class(end - 1) == TokenClass::Lower && !context.is_person_noun(end - 1) {
            let described = organizations::organization_described(context, &self.mentioned, at..end);
            if described.is_some() {
                return described;
            }
        }
        let is_definite = self.is_definite(at) || context.function_word(at) == Some(FunctionWord::Possessive);
        let is_bare = tokens.len() == 1 && context.is_speaker_noun(at);
        if !(is_definite || is_bare) {
            return None;
        }
        if self.is_described_by_name(&tokens, end) {
            let holder = role.and_then(|role| {
                self.holder_at_body(role, at..end).or_else(|| self.holder_who_spoke(role, at))
            });
            return holder.map(|person| (person, ROLE_PROBABILITY));
        }
        let person = role
            .filter(|&role| context.is_person_noun(role))
            .and_then(|role| self.mentioned.last_role_holder(context.word_hash(role), at));
        if let Some(person) = person {
            return Some((person, ROLE_PROBABILITY));
        }
        // "the doctors" are people, even beside a body that is called "Doctors for Lundby".
        let is_plural = |role: usize| (self.grammar.is_plural_noun)(context.word(role));
        if role.is_some_and(|role| context.is_person_noun(role) && is_plural(role)) {
            return None;
        }
        let noun = context.word(role.unwrap_or(end - 1)).to_lowercase();
        organizations::organization_meant(context, &self.mentioned, references, at, &noun)
    }

    /// "the envoy of Ruvalia", where that is the title of Ana Roe elsewhere.
    fn titled(&self, tokens: &Range<usize>) -> Option<(LocalEntity, f32)> {
        let determiner = self.context.function_word(tokens.start) == Some(FunctionWord::Determiner);
        let title = tokens.start + usize::from(determiner)..tokens.end;
        self.mentioned.person_titled(self.context, title).map(|person| (person, ROLE_PROBABILITY))
    }

    /// "the statement" after "Acme issued a statement": who issued it.
    fn issuer_of(&self, phrase: &NounPhrase) -> Option<(LocalEntity, f32)> {
        let (context, references) = (self.context, &self.grammar.references);
        let noun = organizations::document_introduced(context, references, phrase)?;
        let sentence = &context.sentences[context.sentence_of(noun)];
        let subject = (self.grammar.sentence_subject)(context, sentence, sentence.end)?;
        let issuer = match subject.kind {
            PhraseKind::Name => self.entity_of_name(&subject),
            PhraseKind::Nominal => self.entity_of_role(&subject).map(|(entity, _)| entity),
            PhraseKind::Pronoun => None,
        };
        let is_speaker = |&entity: &LocalEntity| {
            matches!(self.mentioned.type_of(entity), Some(EntityType::Person | EntityType::Organization))
        };
        issuer.filter(is_speaker).map(|issuer| (issuer, ISSUER_PROBABILITY))
    }

    /// "the Information and Harbours Minister" after words of "Union Minister Ana Roe": who spoke last, if that role is theirs.
    fn holder_who_spoke(&self, role: usize, token: usize) -> Option<LocalEntity> {
        let context = self.context;
        let &(_, speaker) = self.speakers.last()?;
        let holder = self.mentioned.last_role_holder(context.word_hash(role), token)?;
        (context.class(role) == TokenClass::Capital && holder == speaker).then_some(holder)
    }

    /// "the Acme director" after "Acme director Ana Roe": who was given that role in a sentence that names the same body.
    fn holder_at_body(&self, role: usize, tokens: Range<usize>) -> Option<LocalEntity> {
        let context = self.context;
        let inside = self.mentioned.mentions_in(context.document.span(tokens.start..role));
        let [body] = inside else { return None };
        if !context.is_person_noun(role)
            || self.mentioned.type_of(body.entity) != Some(EntityType::Organization)
        {
            return None;
        }
        let (said_at, holder) = self.mentioned.last_role(context.word_hash(role), tokens.start)?;
        let introduced = context.sentence_of(said_at);
        let names_body = self.mentioned.mentions_before(tokens.start).any(|number| {
            self.mentioned.mentions[number].entity == body.entity
                && context.sentence_of(self.mentioned.first_tokens[number]) == introduced
        });
        names_body.then_some(holder)
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
