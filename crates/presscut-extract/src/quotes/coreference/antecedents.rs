//! The people whom "he" or "she" can mean, each with the features from which the model chooses.
//!
//! Takes what was mentioned and who spoke before a pronoun; gives [`Antecedent`]s. The surprising decision: the features
//! are of the last mention of each person, and a mention inside a quote counts too.

use crate::quotes::context::{QuoteContext, TokenClass};
use crate::quotes::coreference::gender::Gender;
use crate::quotes::coreference::mentioned::{MentionedEntities, is_subject};
use crate::quotes::coreference::sentence_subjects::SentenceSubjects;
use crate::quotes::coreference::templates;
use crate::quotes::lexicon::FunctionWord;
use crate::quotes::models::features::{Features, distance_bucket, feature_hash};
use crate::{EntityType, LocalEntity};

/// Somebody whom a pronoun can mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Antecedent {
    /// The person.
    pub entity: LocalEntity,
    /// What speaks for and against it.
    pub features: Features,
}

/// The last mention of a person before a pronoun.
struct LastMention {
    entity: LocalEntity,
    /// The number of the mention.
    number: usize,
    /// How often the person was mentioned.
    times: usize,
}

/// The people whom a pronoun or a role of this gender at a token can mean, the one mentioned last first. `speakers` are those who
/// spoke before, with the token of their phrase, the last one last.
pub fn find_antecedents(
    context: &QuoteContext,
    sentence_subjects: &SentenceSubjects,
    mentioned: &MentionedEntities,
    speakers: &[(usize, LocalEntity)],
    pronoun: usize,
    gender: Option<Gender>,
) -> Vec<Antecedent> {
    let people =
        without_bystanders(context, mentioned, speakers, pronoun, last_mentions(mentioned, pronoun, gender));
    let is_known = |entity: LocalEntity| mentioned.genders[entity.0].is_some();
    let any_known = people.iter().any(|person| is_known(person.entity));
    let sentence = context.sentence_of(pronoun);
    let most = people.iter().map(|person| mentioned.totals[person.entity.0]).max().unwrap_or(1);
    let subjects: Vec<bool> = people
        .iter()
        .map(|person| is_sentence_subject(context, sentence_subjects, mentioned, person.number))
        .collect();
    let antecedent = |(recency, person): (usize, &LastMention)| {
        let genders = u64::from(is_known(person.entity)) << 1 | u64::from(any_known);
        let mut features = mention_features(context, mentioned, person.number, pronoun);
        let mut add = |template, value| features.push(feature_hash(template, value));
        add(templates::RECENCY_AND_GENDERS, recency.min(4) as u64 | genders << 4);
        add(templates::MENTIONS, person.times.min(5) as u64);
        add(templates::GENDERS, genders);
        let spoke = speakers.iter().find(|(_, speaker)| *speaker == person.entity).map(|&(token, _)| token);
        let since =
            spoke.map_or(9, |token| sentence.saturating_sub(context.sentence_of(token)).min(6)) as u64;
        let newest = u64::from(speakers.last().is_some_and(|(_, speaker)| *speaker == person.entity));
        add(templates::SPOKE, since | newest << 4);
        add(templates::RECENCY_AND_SPOKE, recency.min(3) as u64 | newest << 4);
        let total = distance_bucket(mentioned.totals[person.entity.0]);
        add(templates::RECENCY_AND_TOTAL, recency.min(3) as u64 | total << 4);
        let share = (4 * mentioned.totals[person.entity.0] / most.max(1)) as u64;
        add(templates::SHARE_OF_MENTIONS, share | (recency.min(2) as u64) << 4 | newest << 8);
        let first = mentioned.first_tokens[person.number];
        let sentences = sentence.saturating_sub(context.sentence_of(first)).min(4) as u64;
        let subject = u64::from(subjects[recency]);
        add(templates::SENTENCE_SUBJECT, subject | sentences << 1 | newest << 5);
        let nearer = subjects[..recency].iter().filter(|&&subject| subject).count().min(3) as u64;
        add(templates::SUBJECTS_SINCE, subject | nearer << 1 | sentences << 4);
        let end = context.document.tokens_in(mentioned.mentions[person.number].span).end;
        let before = first.checked_sub(1).map_or(0, |before| context.class_number(before));
        add(templates::WORD_CLASS_BEFORE, before << 2 | recency.min(2) as u64);
        add(templates::WORD_CLASS_AFTER, context.class_number(end) << 2 | recency.min(2) as u64);
        Antecedent { entity: person.entity, features }
    };
    people.iter().enumerate().map(antecedent).collect()
}

/// The people without those who are only named beside somebody else: who never acts in the whole text ("figures like Karl
/// Roe", "the win over Karl Roe") where somebody near does; and who never speaks and was first named in what the last speaker
/// is reported to have said.
fn without_bystanders(
    context: &QuoteContext,
    mentioned: &MentionedEntities,
    speakers: &[(usize, LocalEntity)],
    pronoun: usize,
    people: Vec<LastMention>,
) -> Vec<LastMention> {
    const MAX_PARAGRAPHS: usize = 2;
    const MAX_SENTENCES: usize = 8;
    let paragraph = context.document.paragraph_of(pronoun);
    let sentence = context.sentence_of(pronoun);
    let speaker = speakers.last().filter(|&&(token, speaker)| {
        context.sentence_of(token) + MAX_SENTENCES >= sentence
            && people.iter().any(|person| person.entity == speaker)
    });
    let is_near = |person: &LastMention| {
        let first = mentioned.first_tokens[person.number];
        context.document.paragraph_of(first) + MAX_PARAGRAPHS >= paragraph
    };
    let is_speaker = |entity: LocalEntity| speaker.is_some_and(|&(_, speaker)| speaker == entity);
    let actor_near = people
        .iter()
        .any(|person| mentioned.acts[person.entity.0] && (is_near(person) || is_speaker(person.entity)));
    let stays = |person: &LastMention| {
        let entity = person.entity.0;
        let is_bystander = actor_near && !mentioned.acts[entity];
        let is_reported = speaker.is_some() && !mentioned.speaks[entity] && mentioned.first_in_report[entity];
        is_speaker(person.entity) || !(is_bystander || is_reported)
    };
    people.into_iter().filter(|person| stays(person)).collect()
}

/// The people mentioned before a pronoun who are not known to have another gender, the one mentioned last first.
fn last_mentions(mentioned: &MentionedEntities, pronoun: usize, gender: Option<Gender>) -> Vec<LastMention> {
    let mut latest: Vec<LastMention> = Vec::new();
    for number in mentioned.mentions_before(pronoun) {
        let entity = mentioned.mentions[number].entity;
        if mentioned.type_of(entity) != Some(EntityType::Person)
            || mentioned.genders[entity.0].zip(gender).is_some_and(|(known, wanted)| known != wanted)
        {
            continue;
        }
        match latest.iter_mut().find(|person| person.entity == entity) {
            Some(person) => person.times += 1,
            None => latest.push(LastMention { entity, number, times: 1 }),
        }
    }
    latest
}

/// Whether a mention is the subject of its sentence, or the name that follows it as its apposition.
fn is_sentence_subject(
    context: &QuoteContext,
    sentence_subjects: &SentenceSubjects,
    mentioned: &MentionedEntities,
    number: usize,
) -> bool {
    let first = mentioned.first_tokens[number];
    if context.class(first) == TokenClass::Quoted {
        return false;
    }
    let tokens = context.document.tokens_in(mentioned.mentions[number].span);
    sentence_subjects.subject(context.sentence_of(first)).is_some_and(|subject| {
        tokens.contains(&subject.last_token()) || is_subject(context, tokens.start, tokens.end)
    })
}

/// How prominent a mention is when the pronoun is read.
fn mention_features(
    context: &QuoteContext,
    mentioned: &MentionedEntities,
    number: usize,
    pronoun: usize,
) -> Features {
    let first = mentioned.first_tokens[number];
    let own_sentence = context.sentence_of(first);
    let sentences = context.sentence_of(pronoun).saturating_sub(own_sentence).min(8) as u64;
    let end = context.document.tokens_in(mentioned.mentions[number].span).end;
    let quoted = context.class(first) == TokenClass::Quoted;
    let subject = !quoted && is_subject(context, first, end);
    let possessive = context.class(end) == TokenClass::Clitic;
    let role = u64::from(quoted) | u64::from(subject) << 1 | u64::from(possessive) << 2;
    let own_paragraph = context.document.paragraph_of(first);
    let paragraphs = (context.document.paragraph_of(pronoun) - own_paragraph).min(4) as u64;
    let in_paragraph = first.saturating_sub(context.document.paragraphs[own_paragraph].start).min(4) as u64;
    let after_preposition = first
        .checked_sub(1)
        .map_or(0, |before| u64::from(context.function_word(before) == Some(FunctionWord::Preposition)));
    let in_sentence = (first - context.sentences[own_sentence].start.min(first)).min(4) as u64;
    vec![
        feature_hash(templates::SENTENCES_AND_ROLE, sentences << 4 | role),
        feature_hash(templates::PARAGRAPHS_AND_ROLE, paragraphs << 4 | role),
        feature_hash(templates::ROLE_AND_PREPOSITION, role << 1 | after_preposition),
        feature_hash(templates::SENTENCES_AND_POSITION, sentences << 4 | in_paragraph),
        feature_hash(templates::DISTANCE_AND_SUBJECT, paragraphs << 8 | sentences << 4 | u64::from(subject)),
        feature_hash(templates::POSITION_AND_ROLE, in_sentence << 4 | role),
        feature_hash(templates::TOKENS, distance_bucket(pronoun - first)),
    ]
}
