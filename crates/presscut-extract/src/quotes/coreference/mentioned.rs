//! What a text says of the entities that it mentions, in tokens: where each mention is, the genders, and the roles.
//!
//! Takes the entities and mentions of a text; gives [`MentionedEntities`]. The surprising decision: titles and appositions
//! ("Ana Roe, the minister,") are remembered by word, so that "the minister" finds its person later.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::quotes::context::{QuoteContext, TokenClass};
use crate::quotes::coreference::gender::Gender;
use crate::quotes::coreference::reference_words::ReferenceWords;
use crate::quotes::cue::CuePattern;
use crate::quotes::cued_context::CuedContext;
use crate::quotes::lexicon::{FunctionWord, VerbClass};
use crate::quotes::models::features::word_hash;
use crate::{Entity, EntityType, LocalEntity, Mention, Span};

/// Mentions before a phrase in which its entity is looked for.
pub const MAX_MENTIONS_LOOKED_BACK: usize = 40;

/// The entities of a text and where they are mentioned.
pub struct MentionedEntities<'m> {
    /// The entities.
    pub entities: &'m [Entity],
    /// Their mentions, in order.
    pub mentions: &'m [Mention],
    /// The first token of each mention.
    pub first_tokens: Vec<usize>,
    /// The gender of each entity, where the text or the given name shows it.
    pub genders: Vec<Option<Gender>>,
    /// How often each entity is mentioned in the whole text.
    pub totals: Vec<usize>,
    /// Whether each entity ever acts in the text: is the subject of a clause, speaks, or is described by one ("who").
    pub acts: Vec<bool>,
    /// Whether each entity ever speaks by a reporting word.
    pub speaks: Vec<bool>,
    /// Whether each entity was first named in what somebody else is reported to have said.
    pub first_in_report: Vec<bool>,
    /// For the hash of a word of a title or an apposition: at which token it was said of whom, in order.
    role_holders: FxHashMap<u64, Vec<(usize, LocalEntity)>>,
}

impl<'m> MentionedEntities<'m> {
    /// Gathers what a text says of its people.
    pub fn gather(text: &CuedContext, entities: &'m [Entity], mentions: &'m [Mention]) -> Self {
        let genders =
            entities.iter().map(|entity| text.grammar.genders.gender_of_name(&entity.name)).collect();
        let mut totals = vec![0; entities.len()];
        for mention in mentions {
            totals[mention.entity.0] += 1;
        }
        let mut gathered = MentionedEntities {
            entities,
            mentions,
            totals,
            first_tokens: first_tokens(text.context, mentions),
            genders,
            acts: vec![false; entities.len()],
            speaks: vec![false; entities.len()],
            first_in_report: vec![false; entities.len()],
            role_holders: FxHashMap::default(),
        };
        gathered.note_speaking(text);
        for (number, mention) in mentions.iter().enumerate() {
            match gathered.type_of(mention.entity) {
                Some(EntityType::Person) => gathered.note_person(text, number),
                Some(EntityType::Organization) => gathered.note_body(text, number),
                _ => {}
            }
        }
        gathered
    }

    /// Notes who acts and who speaks, and who is first named in another's reported speech.
    fn note_speaking(&mut self, text: &CuedContext) {
        let context = text.context;
        let mut is_known = vec![false; self.entities.len()];
        for sentence in 0..context.sentences.len() {
            for cue in text.cues(sentence) {
                let by_saying = cue.class == VerbClass::Say
                    && matches!(
                        cue.pattern,
                        CuePattern::SubjectVerb | CuePattern::VerbSubject | CuePattern::AccordingTo
                    );
                let mention = self.mention_at(context, cue.speaker.last_token()).filter(|_| by_saying);
                if let Some(mention) = mention {
                    self.speaks[mention.entity.0] = true;
                    self.acts[mention.entity.0] = true;
                }
            }
        }
        for (number, mention) in self.mentions.iter().enumerate() {
            let (entity, first) = (mention.entity.0, self.first_tokens[number]);
            let end = context.document.tokens_in(mention.span).end;
            let quoted = context.class(first) == TokenClass::Quoted;
            // "echoing Roe’s words": an owner does not act.
            self.acts[entity] |= !quoted
                && context.class(end) != TokenClass::Clitic
                && (is_subject(context, first, end)
                    || context.function_word(end) == Some(FunctionWord::Relative));
            if !is_known[entity] {
                is_known[entity] = true;
                let cues = text.cues(context.sentence_of(first));
                let reported = cues.iter().any(|cue| {
                    cue.class == VerbClass::Say
                        && cue.pattern == CuePattern::SubjectVerb
                        && cue.end() <= first
                        && !cue.speaker.tokens.contains(&first)
                });
                self.first_in_report[entity] = quoted || reported;
            }
        }
    }

    /// Notes the noun before a body: "the group, Sund Pilots,".
    fn note_body(&mut self, text: &CuedContext, number: usize) {
        let (context, references) = (text.context, &text.grammar.references);
        let first = self.first_tokens[number];
        let Some(noun) = first.checked_sub(2).filter(|_| context.class(first - 1) == TokenClass::Comma)
        else {
            return;
        };
        let word = context.word(noun).to_lowercase();
        let is_body = references.organization_nouns.contains(&word.as_str())
            || references.body_nouns.contains(&word.as_str());
        let is_introduced = is_body
            && noun > 0
            && context.is_any_word(noun - 1, references.definite_determiners)
            && context.class(context.document.tokens_in(self.mentions[number].span).end) == TokenClass::Comma;
        if is_introduced {
            let holder = (first, self.mentions[number].entity);
            self.role_holders.entry(context.word_hash(noun)).or_default().push(holder);
        }
    }

    /// Notes a person's honorific, title and apposition: "Mrs Roe", "Foreign Minister Ana Roe", "Ana Roe, the minister,".
    fn note_person(&mut self, text: &CuedContext, number: usize) {
        let (context, genders) = (text.context, &text.grammar.genders);
        let mention = &self.mentions[number];
        let (entity, at) = (mention.entity, self.first_tokens[number]);
        let mut shown = None;
        for word in mention.title.iter().flat_map(|title| title.split_whitespace()) {
            shown = shown.or(genders.gender_of_title_word(word));
            self.role_holders.entry(word_hash(word)).or_default().push((at, entity));
        }
        let end = context.document.tokens_in(mention.span).end;
        let mut introduced = apposition_before(context, at);
        introduced.extend(title_before(context, at).chain(apposition_after(text, end)));
        for token in introduced {
            let word = context.word(token);
            // "the girl's father": what owns another word is not the person.
            if context.class(token + 1) != TokenClass::Clitic {
                shown = shown.or(genders.gender_of_title_word(word));
            }
            if context.is_speaker_noun(token) || word.starts_with(char::is_uppercase) {
                self.role_holders.entry(context.word_hash(token)).or_default().push((at, entity));
            }
        }
        if shown.is_some() {
            self.genders[entity.0] = shown;
        }
    }

    /// The type of an entity.
    pub fn type_of(&self, entity: LocalEntity) -> Option<EntityType> {
        self.entities.get(entity.0).map(|entity| entity.kind)
    }

    /// Whom these words are the title of elsewhere: "the envoy of Ruvalia" before "the envoy of Ruvalia Ana Roe said".
    pub fn person_titled(&self, context: &QuoteContext, tokens: Range<usize>) -> Option<LocalEntity> {
        const MIN_WORDS: usize = 3;
        if tokens.len() < MIN_WORDS {
            return None;
        }
        let titles = |number: &usize| {
            let name = self.first_tokens[*number];
            let end = name - usize::from(name > 0 && context.class(name - 1) == TokenClass::Comma);
            let same = |(one, other): (usize, usize)| context.word_hash(one) == context.word_hash(other);
            !tokens.contains(&name)
                && self.type_of(self.mentions[*number].entity) == Some(EntityType::Person)
                && end >= tokens.len()
                && tokens.clone().zip(end - tokens.len()..end).all(same)
        };
        (0..self.mentions.len()).find(titles).map(|number| self.mentions[number].entity)
    }

    /// Whether an entity is a person known by a user name alone: one word with a digit or an underscore in it.
    pub fn is_user_name(&self, entity: LocalEntity) -> bool {
        self.entities.get(entity.0).is_some_and(|entity| {
            entity.kind == EntityType::Person
                && !entity.name.contains(' ')
                && entity.name.contains(|c: char| c.is_ascii_digit() || c == '_')
        })
    }

    /// The mentions that share a character with a span.
    pub fn mentions_in(&self, span: Span) -> &'m [Mention] {
        let from = self.mentions.partition_point(|mention| mention.span.end <= span.start);
        let to = self.mentions.partition_point(|mention| mention.span.start < span.end);
        &self.mentions[from..to.max(from)]
    }

    /// The numbers of the mentions before a token, the last one first.
    pub fn mentions_before(&self, token: usize) -> impl Iterator<Item = usize> {
        let until = self.first_tokens.partition_point(|&first| first < token);
        (until.saturating_sub(MAX_MENTIONS_LOOKED_BACK)..until).rev()
    }

    /// Who was last given a role before a token: a word of a title or an apposition, by its hash.
    pub fn last_role_holder(&self, role: u64, token: usize) -> Option<LocalEntity> {
        self.last_role(role, token).map(|(_, entity)| entity)
    }

    /// The same, with the token at which it was said.
    pub fn last_role(&self, role: u64, token: usize) -> Option<(usize, LocalEntity)> {
        let holders = self.role_holders.get(&role)?;
        let until = holders.partition_point(|&(at, _)| at < token);
        holders[..until].last().copied()
    }

    /// The last person before a token who was introduced with an age: "Ana Roe, 36,".
    pub fn last_person_aged(&self, context: &QuoteContext, age: &str, token: usize) -> Option<LocalEntity> {
        let aged = |number: &usize| {
            let mention = &self.mentions[*number];
            let end = context.document.tokens_in(mention.span).end;
            self.type_of(mention.entity) == Some(EntityType::Person)
                && context.class(end) == TokenClass::Comma
                && context.word(end + 1) == age
        };
        self.mentions_before(token).find(aged).map(|number| self.mentions[number].entity)
    }

    /// The last mention that has a token in it.
    pub fn mention_at(&self, context: &QuoteContext, token: usize) -> Option<&'m Mention> {
        self.mentions_in(context.document.span(token..token + 1)).last()
    }

    /// The one person or body whose name or alias ends with a word.
    pub fn only_entity_ending_with(&self, word: &str) -> Option<LocalEntity> {
        let ends = |name: &str| name.split_whitespace().next_back() == Some(word);
        let mut found = (0..self.entities.len()).filter(|&entity| {
            let entity = &self.entities[entity];
            matches!(entity.kind, EntityType::Person | EntityType::Organization)
                && (ends(&entity.name) || entity.aliases.iter().any(|alias| ends(alias)))
        });
        let first = found.next()?;
        found.next().is_none().then_some(LocalEntity(first))
    }

    /// "a Sund documentary", "said on Chatter", "told the Post", "a statement to the Post": a body that is only named beside what
    /// the sentence is about.
    fn is_beside(&self, context: &QuoteContext, number: usize, references: &ReferenceWords) -> bool {
        const INDEFINITE: &[&str] = &["a", "an"];
        const MEDIUM: &[&str] = &["on", "via"];
        let end = context.document.tokens_in(self.mentions[number].span).end;
        let Some(mut before) = self.first_tokens[number].checked_sub(1) else { return false };
        if context.class(end) == TokenClass::Lower && context.is_any_word(before, INDEFINITE) {
            return true;
        }
        if context.is_any_word(before, references.definite_determiners) {
            before = before.saturating_sub(1);
        }
        let is_told = context.reporting_verb(before).is_some_and(|verb| !verb.inverts);
        let noun = context.word(before.saturating_sub(1)).to_lowercase();
        let is_addressed = context.is_any_word(before, &["to", "with"])
            && (noun == "interview" || references.document_nouns.contains(&noun.as_str()));
        context.is_any_word(before, MEDIUM) || is_told || is_addressed
    }

    /// The last organization mentioned outside quotes before a token, at most this many sentences back.
    pub fn recent_organization(
        &self,
        context: &QuoteContext,
        references: &ReferenceWords,
        token: usize,
        max_sentences: usize,
    ) -> Option<LocalEntity> {
        let sentence = context.sentence_of(token);
        self.mentions_before(token)
            .filter(|&number| context.class(self.first_tokens[number]) != TokenClass::Quoted)
            .filter(|&number| !self.is_beside(context, number, references))
            .take_while(|&number| context.sentence_of(self.first_tokens[number]) + max_sentences >= sentence)
            .map(|number| self.mentions[number].entity)
            .find(|&entity| self.type_of(entity) == Some(EntityType::Organization))
    }
}

/// The first token of each mention; mentions are in the order of the text.
fn first_tokens(context: &QuoteContext, mentions: &[Mention]) -> Vec<usize> {
    let tokens = &context.document.tokens;
    let mut at = 0;
    let first = |mention: &Mention| {
        if at > 0 && tokens.get(at - 1).is_some_and(|token| token.char_end as usize > mention.span.start) {
            at = context.document.tokens_in(mention.span).start;
        }
        while tokens.get(at).is_some_and(|token| token.char_end as usize <= mention.span.start) {
            at += 1;
        }
        at
    };
    mentions.iter().map(first).collect()
}

/// The head of a role before a name: "his mother, Ana Roe", "the mother of Karl Roe, Ana Roe".
fn apposition_before(context: &QuoteContext, name: usize) -> Vec<usize> {
    const MAX_APPOSITION_TOKENS: usize = 9;
    let first = title_before(context, name).last().unwrap_or(name);
    let Some(comma) = first.checked_sub(1).filter(|&comma| context.class(comma) == TokenClass::Comma) else {
        return Vec::new();
    };
    let is_inside = |token: &usize| {
        matches!(
            context.class(*token),
            TokenClass::Lower
                | TokenClass::Capital
                | TokenClass::Joiner
                | TokenClass::Function(FunctionWord::Preposition | FunctionWord::Particle)
        )
    };
    let lowest = comma.saturating_sub(MAX_APPOSITION_TOKENS);
    let start = (lowest..comma).rev().take_while(is_inside).last().unwrap_or(comma);
    let opens = start.checked_sub(1).is_some_and(|before| {
        matches!(
            context.class(before),
            TokenClass::Clitic | TokenClass::Function(FunctionWord::Determiner | FunctionWord::Possessive)
        )
    });
    if !opens {
        return Vec::new();
    }
    let end = head_end(context, start..comma);
    (start..end).rev().find(|&token| context.is_person_noun(token)).into_iter().collect()
}

/// The end of a phrase's head: before its first preposition.
pub fn head_end(context: &QuoteContext, tokens: Range<usize>) -> usize {
    let is_preposition = |&token: &usize| context.function_word(token) == Some(FunctionWord::Preposition);
    tokens.clone().skip(1).find(is_preposition).unwrap_or(tokens.end)
}

/// Whether a name is the subject of a verb: first in its sentence, before a verb, or after one that inverts.
pub fn is_subject(context: &QuoteContext, first: usize, end: usize) -> bool {
    let sentence = &context.sentences[context.sentence_of(first)];
    let verb_follows =
        context.reporting_verb(end).is_some() || context.function_word(end) == Some(FunctionWord::Auxiliary);
    let with_title = title_before(context, first).last().unwrap_or(first);
    let before = with_title.checked_sub(1).filter(|&before| before >= sentence.start);
    let said_before = before.is_some_and(|before| {
        context.reporting_verb(before).is_some_and(|verb| verb.class == VerbClass::Say && verb.inverts)
    });
    // "The ferry to Ghent was late": what a preposition governs is no subject.
    let governed =
        before.is_some_and(|before| context.function_word(before) == Some(FunctionWord::Preposition));
    with_title == sentence.start || said_before || verb_follows && !governed
}

/// The words before a name that can be its title, from the name outwards.
fn title_before<'s>(context: &'s QuoteContext, name: usize) -> impl Iterator<Item = usize> + 's {
    const MAX_TITLE_TOKENS: usize = 8;
    (name.saturating_sub(MAX_TITLE_TOKENS)..name).rev().take_while(move |&token| {
        context.is_speaker_noun(token)
            || context.is_speaker_adjective(token)
            || matches!(
                context.class(token),
                TokenClass::Joiner | TokenClass::Capital | TokenClass::Function(FunctionWord::Honorific)
            )
    })
}

/// The words of an apposition after a name: ", the minister of trade,"; none where a verb shows that they are the subject of
/// another clause: "after meeting Ana Roe, the minister said".
fn apposition_after(text: &CuedContext, end: usize) -> Range<usize> {
    const MAX_APPOSITION_TOKENS: usize = 9;
    let context = text.context;
    let comma = context.class(end) == TokenClass::Comma;
    if !comma && !context.is_any_word(end, text.grammar.references.copulas) {
        return end..end;
    }
    let first = end + 1;
    let is_inside = |token: &usize| {
        matches!(
            context.class(*token),
            TokenClass::Lower
                | TokenClass::Capital
                | TokenClass::Joiner
                | TokenClass::Clitic
                | TokenClass::Function(
                    FunctionWord::Determiner | FunctionWord::Preposition | FunctionWord::Possessive
                )
        ) && (context.reporting_verb(*token).is_none() || context.is_speaker_noun(*token))
    };
    let after = (first..first + MAX_APPOSITION_TOKENS)
        .find(|token| !is_inside(token))
        .unwrap_or(first + MAX_APPOSITION_TOKENS);
    let verb = context.reporting_verb(after).is_some()
        || context.function_word(after) == Some(FunctionWord::Auxiliary)
        || context.function_word(after) == Some(FunctionWord::Adverb)
            && context.reporting_verb(after + 1).is_some();
    if comma && verb { end..end } else { first..after }
}
