//! English cues: reporting words in the narrator's sentences, each with the phrase that it makes a speaker.
//!
//! Takes a [`QuoteContext`] and a sentence; gives its [`Cue`]s in order. The surprising decision: cues are found without
//! regard to the quotes beside them; attribution decides which quote belongs to which cue.

use std::ops::Range;

use crate::quotes::context::{QuoteContext, TokenClass};
use crate::quotes::cue::{Cue, CuePattern};
use crate::quotes::english::appositions::named_by_apposition;
use crate::quotes::english::subjects::verb_group_start;
use crate::quotes::english::{datelines, noun_phrases, quotatives, subjects};
use crate::quotes::lexicon::{FunctionWord, ReportingVerb, VerbClass, VerbForm};
use crate::quotes::noun_phrase::{NounPhrase, PhraseKind};

/// The cues of one narrator's sentence, in order.
pub fn find_cues(context: &QuoteContext, sentence: &Range<usize>) -> Vec<Cue> {
    let mut cues: Vec<Cue> = Vec::new();
    let sentence = &(datelines::clause_start(context, sentence)..sentence.end);
    for token in sentence.clone() {
        // Marks and numbers are not reporting words.
        if !matches!(context.class(token), TokenClass::Lower | TokenClass::Capital | TokenClass::Function(_))
        {
            continue;
        }
        let cue = according_to_cue(context, token, sentence)
            .or_else(|| possessive_cue(context, token, sentence))
            .or_else(|| verb_cue(context, token, sentence, cues.last()));
        let named = cue.map(|cue| Cue {
            speaker: named_by_apposition(context, cue.speaker.clone(), sentence.end),
            ..cue
        });
        cues.extend(named.filter(|cue| !subjects::is_number(context, &cue.speaker)));
    }
    cues
}

/// The other subjects that the verb of an inherited subject can have: the phrase right before it, the subject of the last
/// clause, and that of the sentence.
pub fn alternative_cues(context: &QuoteContext, sentence: &Range<usize>, cue: &Cue) -> Vec<Cue> {
    let token = cue.tokens.start;
    let mut found: Vec<Cue> = Vec::new();
    let mut add = |speaker: Option<NounPhrase>, pattern| {
        let Some(speaker) = speaker.filter(|speaker| !subjects::is_number(context, speaker)) else { return };
        let known = cue.speaker == speaker || found.iter().any(|other| other.speaker == speaker);
        if !known {
            found.push(Cue { speaker, pattern, ..cue.clone() });
        }
    };
    add(noun_phrases::phrase_ending_at(context, token, sentence.start), CuePattern::Participle);
    add(subjects::clause_subject(context, token, sentence.start), CuePattern::Inherited);
    add(subjects::sentence_subject(context, sentence, token), CuePattern::Inherited);
    found
}

/// "according to Roe", "per Roe", "in the words of Roe", "to quote Roe".
fn according_to_cue(context: &QuoteContext, token: usize, sentence: &Range<usize>) -> Option<Cue> {
    if is_per(context, token, sentence) {
        let speaker = noun_phrases::phrase_starting_at(context, token + 1, sentence.end)?;
        let tokens = token..token + 1;
        return Some(Cue { tokens, speaker, pattern: CuePattern::AccordingTo, class: VerbClass::Say });
    }
    const FORMULAS: &[&[&str]] = &[&["according", "to"], &["in", "the", "words", "of"], &["to", "quote"]];
    let is_here =
        |formula: &&&[&str]| formula.iter().zip(token..).all(|(word, at)| context.is_any_word(at, &[*word]));
    let end = token + FORMULAS.iter().find(is_here)?.len();
    let speaker = noun_phrases::phrase_starting_at(context, end, sentence.end)?;
    Some(Cue { tokens: token..end, speaker, pattern: CuePattern::AccordingTo, class: VerbClass::Say })
}

/// “…,” per the bylaws; but not "5 % per year".
fn is_per(context: &QuoteContext, token: usize, sentence: &Range<usize>) -> bool {
    context.is_word(token, "per")
        && (token == sentence.start
            || matches!(context.class(token - 1), TokenClass::Quoted | TokenClass::Comma))
        && (context.class(token + 1) == TokenClass::Capital
            || context.is_word(token + 1, "the")
            || context.function_word(token + 1) == Some(FunctionWord::Possessive))
}

/// "Roe's claim that", "in his words".
fn possessive_cue(context: &QuoteContext, token: usize, sentence: &Range<usize>) -> Option<Cue> {
    if context.class(token) != TokenClass::Lower
        || !context.is_speech_noun(token)
        || token < sentence.start + 1
    {
        return None;
    }
    if let Some(speaker) = author_of_claim(context, token, sentence) {
        let (pattern, class) = (CuePattern::Possessive, VerbClass::Think);
        return Some(Cue { tokens: token..token + 1, speaker, pattern, class });
    }
    let mut owner_end = token;
    while owner_end > sentence.start && context.class(owner_end - 1) == TokenClass::Lower {
        owner_end -= 1;
    }
    let owner = owner_end.checked_sub(1).filter(|&owner| owner >= sentence.start)?;
    let speaker = match context.class(owner) {
        TokenClass::Function(FunctionWord::Possessive) => {
            NounPhrase::new(owner..owner + 1, PhraseKind::Pronoun)
        }
        TokenClass::Clitic => noun_phrases::phrase_ending_at(context, owner, sentence.start)?,
        _ => return None,
    };
    Some(Cue { tokens: token..token + 1, speaker, pattern: CuePattern::Possessive, class: VerbClass::Think })
}

/// "a claim by Roe that".
fn author_of_claim(context: &QuoteContext, noun: usize, sentence: &Range<usize>) -> Option<NounPhrase> {
    if !context.is_any_word(noun + 1, &["by", "from"]) {
        return None;
    }
    let author = noun_phrases::phrase_starting_at(context, noun + 2, sentence.end)?;
    context.is_word(author.tokens.end, "that").then_some(author)
}

/// A reporting verb with its agent, its subject on either side, or the subject of the cue before.
fn verb_cue(
    context: &QuoteContext,
    token: usize,
    sentence: &Range<usize>,
    last: Option<&Cue>,
) -> Option<Cue> {
    let verb = context.reporting_verb(token).or_else(|| quotatives::quotative_verb(context, token))?;
    if !is_used_as_verb(context, token, sentence.start, verb)
        || lacks_particle(context, token)
        || hears_another(context, token, sentence.end)
    {
        return None;
    }
    let tokens = token..token + 1;
    let cue_of = |speaker, pattern| Cue { tokens: tokens.clone(), speaker, pattern, class: verb.class };
    if is_passive(context, token, sentence.start, verb) || has_agent(context, token, verb) {
        return agent(context, token, sentence).map(|speaker| cue_of(speaker, CuePattern::ByAgent));
    }
    let inverted = || {
        inverted_subject(context, token, sentence, verb)
            .map(|speaker| cue_of(speaker, CuePattern::VerbSubject))
    };
    if verb.class == VerbClass::Say
        && starts_clause(context, token, sentence.start)
        && let Some(cue) = inverted()
    {
        return Some(cue);
    }
    let bare_gerund = verb.form == VerbForm::Gerund && !has_auxiliary(context, token, sentence.start);
    if bare_gerund && token > sentence.start && context.is_speaker_noun(token - 1) {
        // "a sign saying", "protesters chanting"
        let speaker = noun_phrases::phrase_ending_at(context, token, sentence.start);
        return speaker.map(|speaker| cue_of(speaker, CuePattern::Participle));
    }
    if !bare_gerund {
        if let Some(speaker) = subjects::subject_before(context, token, sentence.start) {
            return Some(cue_of(speaker, CuePattern::SubjectVerb));
        }
        if let Some(speaker) = agent(context, token, sentence).filter(|_| verb.class == VerbClass::Name) {
            return Some(cue_of(speaker, CuePattern::ByAgent));
        }
    }
    let speaker = last
        .map(|cue| cue.speaker.clone())
        .or_else(|| subjects::sentence_subject(context, sentence, token))?;
    Some(cue_of(speaker, CuePattern::Inherited))
}

/// "a single shot", "the fire hit Lundby": verbs that report only with "back": “…,” Roe shot back.
fn lacks_particle(context: &QuoteContext, token: usize) -> bool {
    const WITH_BACK: &[&str] = &["shoot", "shot", "hit", "hits", "fire", "fires", "fired"];
    context.is_any_word(token, WITH_BACK) && !context.is_word(token + 1, "back")
}

/// "The court heard Roe admit": who speaks is the one who is heard.
fn hears_another(context: &QuoteContext, token: usize, limit: usize) -> bool {
    const PERCEPTION: &[&str] = &["heard", "hear", "hears", "saw", "see", "sees", "watched"];
    context.is_any_word(token, PERCEPTION)
        && noun_phrases::phrase_starting_at(context, token + 1, limit).is_some_and(|heard| {
            let verb = context.reporting_verb(heard.tokens.end);
            verb.is_some_and(|verb| verb.form == VerbForm::Base)
        })
}

/// "the report", "his claims", "an added": a form that is a noun or adjective here.
fn is_used_as_verb(context: &QuoteContext, token: usize, floor: usize, verb: ReportingVerb) -> bool {
    if context.class(token) == TokenClass::Capital
        && token > floor
        && context.class(token - 1) != TokenClass::Quoted
    {
        return false;
    }
    if token == floor {
        return verb.form == VerbForm::Gerund || verb.form == VerbForm::Past;
    }
    // "federal and state officials"
    if verb.form == VerbForm::Base && context.is_speaker_noun(token) && context.is_speaker_noun(token + 1) {
        return false;
    }
    let before = context.class(token - 1);
    match before {
        TokenClass::Function(FunctionWord::Determiner) => {
            verb.form != VerbForm::Base
                && verb.form != VerbForm::Gerund
                && is_plural_determiner(context, token - 1)
        }
        TokenClass::Function(FunctionWord::Possessive | FunctionWord::Honorific)
        | TokenClass::Clitic
        | TokenClass::Joiner => before == TokenClass::Clitic && verb.form == VerbForm::Gerund,
        TokenClass::Function(FunctionWord::Preposition) => {
            let infinitive = matches!(verb.form, VerbForm::Base | VerbForm::Past);
            verb.form == VerbForm::Gerund || infinitive && context.is_word(token - 1, "to")
        }
        // "a harsh statement", "state media": the plural present needs a plural or an auxiliary before it.
        TokenClass::Lower if verb.form == VerbForm::Base => {
            context.word(token - 1).ends_with('s')
                || context.is_word(token - 1, "people")
                || context.is_word(token, "say")
        }
        TokenClass::Lower if verb.form == VerbForm::Third => !context.word(token - 1).ends_with('s'),
        _ => true,
    }
}

fn is_plural_determiner(context: &QuoteContext, token: usize) -> bool {
    const PLURAL: &[&str] = &[
        "many", "some", "most", "several", "few", "all", "others", "one", "another", "both", "that", "this",
        "more",
    ];
    context.is_any_word(token, PLURAL)
}

fn has_auxiliary(context: &QuoteContext, token: usize, floor: usize) -> bool {
    (verb_group_start(context, token, floor)..token).any(|at| {
        context.function_word(at) == Some(FunctionWord::Auxiliary) || context.class(at) == TokenClass::Clitic
    })
}

fn is_passive(context: &QuoteContext, token: usize, floor: usize, verb: ReportingVerb) -> bool {
    const BE: &[&str] = &["is", "are", "was", "were", "be", "been", "being"];
    if verb.form != VerbForm::Past {
        return false;
    }
    let group = verb_group_start(context, token, floor);
    let auxiliary = (group..token).rev().find(|&at| context.function_word(at) != Some(FunctionWord::Adverb));
    auxiliary.is_some_and(|at| context.is_any_word(at, BE))
        // "is quoted as saying" makes its subject the speaker.
        && !(context.is_word(token, "quoted") || context.is_word(token, "cited"))
}

/// "an option seen by organizers as": a participle with its agent.
fn has_agent(context: &QuoteContext, token: usize, verb: ReportingVerb) -> bool {
    const NO_OBJECT: &[&str] = &["stood", "came", "went", "said", "put"];
    verb.form == VerbForm::Past
        && context.is_word(token + 1, "by")
        && context.class(token + 1) != TokenClass::Quoted
        && !context.is_any_word(token, NO_OBJECT)
}

fn agent(context: &QuoteContext, token: usize, sentence: &Range<usize>) -> Option<NounPhrase> {
    let end = sentence.end.min(token + 25);
    let by =
        (token + 1..end).find(|&at| context.is_word(at, "by") && context.class(at) != TokenClass::Quoted)?;
    noun_phrases::phrase_starting_at(context, by + 1, sentence.end)
}

/// Whether a quote or a clause ends before the verb group, so that the subject must follow.
fn starts_clause(context: &QuoteContext, token: usize, floor: usize) -> bool {
    token == floor
        || matches!(
            context.class(token - 1),
            TokenClass::Quoted | TokenClass::Comma | TokenClass::Dash | TokenClass::Other
        )
        || context.is_word(token - 1, "as")
        || context.is_word(token - 1, "But")
        || context.is_word(token - 1, "And")
}

fn inverted_subject(
    context: &QuoteContext,
    token: usize,
    sentence: &Range<usize>,
    verb: ReportingVerb,
) -> Option<NounPhrase> {
    if !verb.inverts || !matches!(verb.form, VerbForm::Past | VerbForm::Third) {
        return None;
    }
    // A comma between subject and verb: "Roe, the minister, said Monday" has its subject before.
    let speaker = noun_phrases::phrase_starting_at(context, token + 1, sentence.end)?;
    if context.class(token + 1) == TokenClass::Lower
        && !(speaker.tokens.clone()).any(|at| context.is_speaker_noun(at))
    {
        return None;
    }
    // "…, said Roe won": a clause of its own follows, unless the verb is right behind the quote: “…,” said a man asked about it.
    let next = speaker.tokens.end;
    let after_quote = token.checked_sub(1).is_some_and(|before| {
        context.class(before) == TokenClass::Quoted
            || context.class(before) == TokenClass::Comma
                && context.class(before.wrapping_sub(1)) == TokenClass::Quoted
    });
    let clause_follows = !after_quote
        && (context.reporting_verb(next).is_some_and(|verb| verb.form != VerbForm::Gerund)
            || context.function_word(next) == Some(FunctionWord::Auxiliary));
    (!clause_follows).then_some(speaker)
}
