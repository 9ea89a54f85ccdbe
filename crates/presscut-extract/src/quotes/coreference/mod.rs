//! Whom a speaker means: the entity behind a name, a pronoun or a role.
//!
//! Takes the article's entities and mentions, and speakers in reading order; gives each its [`LocalEntity`], or
//! `None` where nothing decides. The surprising decision: it answers in reading order and remembers its answers,
//! for who spoke last is the best evidence for whom "he" means.

pub(crate) mod gender;

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::quotes::attribution::ranking;
use crate::quotes::context::{Class, Scene};
use crate::quotes::english::lexicon::{Function, VerbClass};
use crate::quotes::english::noun_phrases::{Phrase, PhraseKind};
use crate::quotes::models::linear::{Features, Linear, feature, word_number};
use crate::{Entity, EntityType, LocalEntity, Mention, Span};
use gender::Gender;

/// How many mentions back a pronoun's person is looked for.
const MEMORY: usize = 40;

/// A pronoun, and the people whom it can mean, each with what speaks for it.
pub type PronounCase = (Range<usize>, Vec<(LocalEntity, Features)>);

/// Resolves the speakers of one text, in reading order.
pub struct Resolver<'s, 'd, 't> {
    scene: &'s Scene<'d, 't>,
    entities: &'s [Entity],
    mentions: &'s [Mention],
    /// The first token of each mention.
    places: Vec<usize>,
    genders: Vec<Option<Gender>>,
    /// For a word of a title or an apposition: where it was said of whom, in order.
    roles: FxHashMap<u64, Vec<(usize, LocalEntity)>>,
    /// Who spoke, and where that is written, the last one last.
    last: Vec<(usize, LocalEntity)>,
    /// The last phrase, and whom it means.
    answered: Option<(Range<usize>, Option<LocalEntity>)>,
    model: &'s Linear,
    cases: Option<&'s mut Vec<PronounCase>>,
}

impl<'s, 'd, 't> Resolver<'s, 'd, 't> {
    /// Gathers what the text says of its people.
    ///
    /// `model` weighs whom a pronoun means; whoever learns it gives a place for the cases.
    pub fn new(
        scene: &'s Scene<'d, 't>,
        entities: &'s [Entity],
        mentions: &'s [Mention],
        model: &'s Linear,
        cases: Option<&'s mut Vec<PronounCase>>,
    ) -> Self {
        let places = first_tokens(scene, mentions);
        let genders = entities.iter().map(|entity| gender::of_name(&entity.name)).collect();
        let (roles, last) = (FxHashMap::default(), Vec::new());
        let mut resolver = Resolver {
            scene,
            entities,
            mentions,
            places,
            genders,
            roles,
            last,
            answered: None,
            model,
            cases,
        };
        for (number, mention) in mentions.iter().enumerate() {
            if resolver.kind(mention.entity) == Some(EntityType::Person) {
                resolver.learn_person(number);
            }
        }
        resolver
    }

    /// The entity that a phrase means.
    pub fn resolve(&mut self, phrase: &Phrase) -> Option<LocalEntity> {
        // Several quotes can have one phrase for their speaker, and it means one.
        if let Some((_, found)) = self.answered.as_ref().filter(|(tokens, _)| *tokens == phrase.tokens) {
            return *found;
        }
        let found = match phrase.kind {
            PhraseKind::Name => self.named(phrase),
            PhraseKind::Pronoun => self.pronoun(phrase),
            PhraseKind::Nominal => self.role(phrase),
        };
        if let Some(entity) = found {
            self.last.retain(|&(_, known)| known != entity);
            self.last.push((phrase.tokens.start, entity));
        }
        self.answered = Some((phrase.tokens.clone(), found));
        found
    }

    fn kind(&self, entity: LocalEntity) -> Option<EntityType> {
        self.entities.get(entity.0).map(|entity| entity.kind)
    }

    /// Notes a person's honorific, title and apposition: "Mrs Roe", "Foreign Minister Ana Roe", "Ana Roe, the minister,".
    fn learn_person(&mut self, number: usize) {
        let mention = &self.mentions[number];
        let entity = mention.entity;
        let (scene, at) = (self.scene, self.places[number]);
        let mut shown = None;
        for word in mention.title.iter().flat_map(|title| title.split_whitespace()) {
            shown = shown.or(gender::of_title_word(word));
            self.roles.entry(word_number(word)).or_default().push((at, entity));
        }
        let end = scene.document.tokens_in(mention.span).end;
        for token in title_before(scene, at).chain(apposition_after(scene, end)) {
            let word = scene.word(token);
            shown = shown.or(gender::of_title_word(word));
            if scene.is_role(token) || word.starts_with(char::is_uppercase) {
                self.roles.entry(scene.number(token)).or_default().push((at, entity));
            }
        }
        if shown.is_some() {
            self.genders[entity.0] = shown;
        }
    }

    fn named(&self, phrase: &Phrase) -> Option<LocalEntity> {
        let span = self.scene.document.span(phrase.tokens.clone());
        let inside = self.mentions_in(span);
        let persons: Vec<LocalEntity> = inside
            .iter()
            .map(|mention| mention.entity)
            .filter(|&entity| self.kind(entity) == Some(EntityType::Person))
            .collect();
        match (persons.as_slice(), inside.last()) {
            // "Roe and Doe said": two people are no one entity.
            ([first, .., last], _) if first != last && self.is_joined(phrase) => None,
            ([.., last], _) => Some(*last),
            ([], Some(mention)) if mention.span.end == span.end || inside.len() == 1 => Some(mention.entity),
            _ => self.by_last_word(phrase),
        }
    }

    fn is_joined(&self, phrase: &Phrase) -> bool {
        phrase.tokens.clone().any(|token| self.scene.is_word(token, "and"))
    }

    fn mentions_in(&self, span: Span) -> &'s [Mention] {
        let from = self.mentions.partition_point(|mention| mention.span.end <= span.start);
        let to = self.mentions.partition_point(|mention| mention.span.start < span.end);
        &self.mentions[from..to.max(from)]
    }

    /// The one entity whose name or alias ends with the phrase's last word.
    fn by_last_word(&self, phrase: &Phrase) -> Option<LocalEntity> {
        let last = self.scene.word(phrase.tokens.end - 1);
        let ends = |name: &str| name.split_whitespace().next_back() == Some(last);
        let mut found = (0..self.entities.len()).filter(|&entity| {
            let entity = &self.entities[entity];
            ends(&entity.name) || entity.aliases.iter().any(|alias| ends(alias))
        });
        let first = found.next()?;
        found.next().is_none().then_some(LocalEntity(first))
    }

    fn pronoun(&mut self, phrase: &Phrase) -> Option<LocalEntity> {
        let at = phrase.tokens.start;
        let word = self.scene.word(at);
        if word.eq_ignore_ascii_case("it") || word.eq_ignore_ascii_case("its") {
            return self.recent(at, 2, |kind| kind == EntityType::Organization).map(|(entity, _)| entity);
        }
        let gender = gender::of_pronoun(word)?;
        let candidates = self.antecedents(at, gender);
        let scores: Vec<f32> = candidates.iter().map(|(_, features)| self.model.score(features)).collect();
        // Of equals the one mentioned last.
        let best = (0..scores.len()).rev().max_by(|&one, &other| scores[one].total_cmp(&scores[other]))?;
        let found = candidates[best].0;
        if let Some(cases) = self.cases.as_deref_mut() {
            cases.push((phrase.tokens.clone(), candidates));
        }
        Some(found)
    }

    /// The people whom "he" or "she" at a place can mean, the one mentioned last first, with what speaks for each.
    fn antecedents(&self, at: usize, gender: Gender) -> Vec<(LocalEntity, Features)> {
        let sentence = self.scene.sentence_of(at);
        let until = self.places.partition_point(|&place| place < at);
        let mut latest: Vec<(LocalEntity, usize, usize)> = Vec::new();
        for number in (until.saturating_sub(MEMORY)..until).rev() {
            let entity = self.mentions[number].entity;
            if self.kind(entity) != Some(EntityType::Person)
                || self.genders[entity.0].is_some_and(|known| known != gender)
            {
                continue;
            }
            match latest.iter_mut().find(|(known, ..)| *known == entity) {
                Some((_, _, times)) => *times += 1,
                None => latest.push((entity, number, 1)),
            }
        }
        let known = latest.iter().filter(|(entity, ..)| self.genders[entity.0].is_some()).count();
        latest
            .iter()
            .enumerate()
            .map(|(rank, &(entity, number, times))| {
                let sure = self.genders[entity.0].is_some();
                let sole = u64::from(sure) << 1 | u64::from(known > 0);
                let mut features = self.salience(number, at, sentence);
                features.push(feature(20, rank.min(4) as u64 | sole << 4));
                features.push(feature(21, times.min(5) as u64));
                features.push(feature(22, sole));
                let spoke = self.last.iter().find(|(_, speaker)| *speaker == entity).map(|&(place, _)| place);
                let since =
                    spoke.map_or(9, |place| sentence.saturating_sub(self.scene.sentence_of(place)).min(6));
                let newest = self.last.last().is_some_and(|(_, speaker)| *speaker == entity);
                features.push(feature(23, since as u64 | u64::from(newest) << 4));
                features.push(feature(24, rank.min(3) as u64 | u64::from(newest) << 4));
                (entity, features)
            })
            .collect()
    }

    /// How much a mention stands in the mind when a pronoun is read.
    fn salience(&self, number: usize, at: usize, sentence: usize) -> Features {
        let place = self.places[number];
        let scene = self.scene;
        let own = scene.sentence_of(place);
        let apart = sentence.saturating_sub(own).min(8) as u64;
        let end = scene.document.tokens_in(self.mentions[number].span).end;
        let quoted = scene.class(place) == Class::Quoted;
        let subject = !quoted && self.is_subject(place, end);
        let possessive = scene.class(end) == Class::Clitic;
        let role = u64::from(quoted) | u64::from(subject) << 1 | u64::from(possessive) << 2;
        let paragraph = |token| scene.document.paragraph_of(token);
        let paragraphs = (paragraph(at) - paragraph(place)).min(4) as u64;
        let first = place.saturating_sub(scene.document.paragraphs[paragraph(place)].start).min(4) as u64;
        let before = place
            .checked_sub(1)
            .map_or(0, |before| u64::from(scene.function(before) == Some(Function::Preposition)));
        let sentence_start = (place - scene.sentences[own].start.min(place)).min(4) as u64;
        vec![
            feature(1, apart << 4 | role),
            feature(2, paragraphs << 4 | role),
            feature(3, role << 1 | before),
            feature(4, apart << 4 | first),
            feature(5, paragraphs << 8 | apart << 4 | u64::from(subject)),
            feature(6, sentence_start << 4 | role),
            feature(7, ranking::bucket(at - place)),
        ]
    }

    fn is_subject(&self, place: usize, end: usize) -> bool {
        let sentence = &self.scene.sentences[self.scene.sentence_of(place)];
        let verb_follows =
            self.scene.verb(end).is_some() || self.scene.function(end) == Some(Function::Auxiliary);
        let said_before = place > sentence.start
            && self.scene.verb(place - 1).is_some_and(|verb| verb.class == VerbClass::Say && verb.inverts);
        let titled = title_before(self.scene, place).last().unwrap_or(place);
        titled == sentence.start || verb_follows || said_before
    }

    /// "the minister", "the bank": whom the text has called so, or the body that bears the word in its name.
    fn role(&self, phrase: &Phrase) -> Option<LocalEntity> {
        let tokens = phrase.tokens.clone();
        let at = tokens.start;
        let definite = ["the", "that", "this"].iter().any(|word| self.scene.is_word(at, word))
            || self.scene.function(at) == Some(Function::Possessive);
        let inside = self.mentions_in(self.scene.document.span(tokens.clone()));
        let bare = tokens.len() == 1 && self.scene.is_role(at);
        if !(definite || bare) || !inside.is_empty() {
            return None;
        }
        let head = tokens.rev().find(|&token| self.scene.is_role(token))?;
        let word = self.scene.word(head).to_lowercase();
        let told = self.roles.get(&self.scene.number(head)).and_then(|places| {
            let until = places.partition_point(|&(place, _)| place < at);
            places[..until].last().map(|&(_, entity)| entity)
        });
        told.or_else(|| self.body(at, &word))
    }

    fn body(&self, at: usize, word: &str) -> Option<LocalEntity> {
        const ANY_BODY: &[&str] =
            &["company", "firm", "group", "agency", "organization", "organisation", "newspaper", "paper"];
        let until = self.places.partition_point(|&place| place < at);
        let bears = (until.saturating_sub(MEMORY)..until)
            .rev()
            .map(|number| self.mentions[number].entity)
            .find(|&entity| {
                self.kind(entity) == Some(EntityType::Organization)
                    && self.entities[entity.0].name.split_whitespace().any(|part| part.to_lowercase() == word)
            });
        bears.or_else(|| {
            let any = ANY_BODY.contains(&word);
            any.then(|| self.recent(at, 3, |kind| kind == EntityType::Organization))
                .flatten()
                .map(|(entity, _)| entity)
        })
    }

    /// The last mention of a kind before a place, within some sentences.
    fn recent(
        &self,
        at: usize,
        sentences: usize,
        wanted: impl Fn(EntityType) -> bool,
    ) -> Option<(LocalEntity, usize)> {
        let until = self.places.partition_point(|&place| place < at);
        let sentence = self.scene.sentence_of(at);
        (until.saturating_sub(MEMORY)..until)
            .rev()
            .filter(|&number| self.scene.class(self.places[number]) != Class::Quoted)
            .take_while(|&number| self.scene.sentence_of(self.places[number]) + sentences >= sentence)
            .find(|&number| self.kind(self.mentions[number].entity).is_some_and(&wanted))
            .map(|number| (self.mentions[number].entity, number))
    }
}

/// The first token of each mention; mentions stand in the order of the text.
fn first_tokens(scene: &Scene, mentions: &[Mention]) -> Vec<usize> {
    let tokens = &scene.document.tokens;
    let mut at = 0;
    let first = |mention: &Mention| {
        if at > 0 && tokens.get(at - 1).is_some_and(|token| token.char_end as usize > mention.span.start) {
            at = scene.document.tokens_in(mention.span).start;
        }
        while tokens.get(at).is_some_and(|token| token.char_end as usize <= mention.span.start) {
            at += 1;
        }
        at
    };
    mentions.iter().map(first).collect()
}

/// The words before a name that can be its title, from the name outwards.
fn title_before<'s>(scene: &'s Scene, at: usize) -> impl Iterator<Item = usize> + 's {
    (at.saturating_sub(8)..at).rev().take_while(move |&token| {
        scene.is_role(token)
            || scene.is_role_adjective(token)
            || matches!(
                scene.class(token),
                Class::Joiner | Class::Capital | Class::Function(Function::Honorific)
            )
    })
}

/// The words of an apposition after a name: ", the minister of trade,".
fn apposition_after<'s>(scene: &'s Scene, end: usize) -> impl Iterator<Item = usize> + 's {
    let comma = scene.class(end) == Class::Comma;
    let copula = scene.is_word(end, "is") || scene.is_word(end, "was");
    let length = if comma || copula { 9 } else { 0 };
    (end + 1..end + 1 + length).take_while(move |&token| {
        matches!(
            scene.class(token),
            Class::Lower
                | Class::Capital
                | Class::Joiner
                | Class::Clitic
                | Class::Function(Function::Determiner | Function::Preposition | Function::Possessive)
        ) && scene.verb(token).is_none_or(|_| scene.is_role(token))
    })
}
