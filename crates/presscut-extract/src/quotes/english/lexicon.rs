//! The words that attribution turns on: reporting verbs, function words, and nouns for those who can be quoted.
//!
//! The lists are text files beside this one; regular verb forms are made here. The surprising decision: a word can be
//! a verb and a noun at once ("report", "claims"); which one it is, its neighbours decide, not the lexicon.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::quotes::models::linear::word_number;

/// What a reporting verb does with what is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum VerbClass {
    /// Takes the words as its object: said, told, wrote.
    Say,
    /// Gives a thing a name or a quality: called, dubbed, dismissed.
    Name,
    /// Tells what somebody holds, feels, wants or does: believes, feared, issued.
    Think,
}

/// The form in which a verb stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerbForm {
    /// say, tell; also the plural present.
    Base,
    /// says.
    Third,
    /// said, told.
    Past,
    /// saying.
    Gerund,
}

/// One form of a reporting verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verb {
    /// What it does.
    pub class: VerbClass,
    /// The form that it stands in.
    pub form: VerbForm,
    /// Whether its subject may follow it: "said Roe", but not "told Roe".
    pub inverts: bool,
}

/// The closed class that a word belongs to; everything else is a content word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// he, she, they.
    Pronoun,
    /// who, whom, which.
    Relative,
    /// the, a, some.
    Determiner,
    /// his, their.
    Possessive,
    /// is, has, would, not.
    Auxiliary,
    /// also, later.
    Adverb,
    /// yesterday, Monday, last week.
    Time,
    /// of, in.
    Preposition,
    /// and, because, that.
    Conjunction,
    /// de, van, bin.
    Particle,
    /// Mr, Sen, Dr.
    Honorific,
}

/// What the lexicon knows about a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Entry {
    /// Its closed class, if it is of one.
    pub function: Option<Function>,
    /// The verb form that it can be.
    pub verb: Option<Verb>,
    /// Whether it names somebody (or a text) that can be quoted: minister, report.
    pub role: bool,
    /// Whether it stands before such a noun: former, senior.
    pub adjective: bool,
    /// Whether it tells of speech when somebody owns it: Roe's claim.
    pub speech: bool,
}

/// Nouns that tell of speech when somebody owns them: "Roe's claim that", "in his words", "her promise to".
const SPEECH_NOUNS: &[&str] = &[
    "words",
    "word",
    "claim",
    "claims",
    "remark",
    "remarks",
    "comment",
    "comments",
    "statement",
    "promise",
    "pledge",
    "call",
    "calls",
    "tweet",
    "speech",
    "message",
    "description",
    "assertion",
    "warning",
    "argument",
    "vow",
    "response",
    "answer",
    "letter",
    "slogan",
    "motto",
    "view",
    "opinion",
    "question",
    "reference",
    "use",
    "characterization",
    "plan",
    "proposal",
];

/// The entries by their words' numbers: a word that is in no list has a number of its own, but for once in 10^15.
static LEXICON: LazyLock<FxHashMap<u64, Entry>> =
    LazyLock::new(|| build().into_iter().map(|(word, entry)| (word_number(&word), entry)).collect());

/// Looks a word up, in whatever case it is written.
pub fn lookup(word: &str) -> Entry {
    lookup_numbered(word, word_number(word))
}

/// The same for a word whose number is known.
pub fn lookup_numbered(word: &str, number: u64) -> Entry {
    // Long "words" are numbers, addresses or other scripts; none is in the lists.
    if word.len() > 20 {
        return Entry::default();
    }
    let number = if word.is_ascii() { number } else { word_number(&word.to_lowercase()) };
    match LEXICON.get(&number) {
        Some(entry) => *entry,
        None if is_ly_adverb(word) => Entry { function: Some(Function::Adverb), ..Entry::default() },
        None => Entry::default(),
    }
}

fn is_ly_adverb(word: &str) -> bool {
    const NOT_ADVERBS: &[&str] =
        &["family", "reply", "ally", "supply", "daily", "weekly", "elderly", "early", "assembly"];
    word.len() > 5
        && word.ends_with("ly")
        && word.starts_with(|c: char| c.is_ascii_lowercase())
        && !NOT_ADVERBS.contains(&word)
}

fn build() -> FxHashMap<String, Entry> {
    let mut lexicon: FxHashMap<String, Entry> = FxHashMap::default();
    for line in content_lines(include_str!("../../../languages/en/function_words.txt")) {
        let mut words = line.split_whitespace();
        let Some(function) = words.next().and_then(function_named) else { continue };
        for word in words {
            lexicon.entry(word.to_owned()).or_default().function.get_or_insert(function);
        }
    }
    for line in content_lines(include_str!("../../../languages/en/role_nouns.txt")) {
        let adjectives = line.starts_with("adjective ");
        for word in line.split_whitespace().skip(usize::from(adjectives)) {
            let entry = lexicon.entry(word.to_owned()).or_default();
            entry.adjective |= adjectives;
            entry.role |= !adjectives;
        }
    }
    for noun in SPEECH_NOUNS {
        lexicon.entry((*noun).to_owned()).or_default().speech = true;
    }
    for line in content_lines(include_str!("../../../languages/en/reporting_verbs.txt")) {
        add_verb(&mut lexicon, line);
    }
    add_plurals(&mut lexicon);
    lexicon
}

fn content_lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty())
}

fn function_named(name: &str) -> Option<Function> {
    Some(match name {
        "pronoun" => Function::Pronoun,
        "relative" => Function::Relative,
        "determiner" => Function::Determiner,
        "possessive" => Function::Possessive,
        "aux" => Function::Auxiliary,
        "adverb" => Function::Adverb,
        "time" => Function::Time,
        "preposition" => Function::Preposition,
        "conjunction" => Function::Conjunction,
        "particle" => Function::Particle,
        "honorific" => Function::Honorific,
        _ => return None,
    })
}

/// Plurals of the nouns, but for those that are a verb as well: "Roe notes".
fn add_plurals(lexicon: &mut FxHashMap<String, Entry>) {
    let nouns = lexicon.iter().filter(|(_, entry)| entry.role);
    let plurals: Vec<String> = nouns
        .filter_map(|(noun, _)| regular_forms(noun).into_iter().nth(1).map(|(plural, _)| plural))
        .collect();
    for plural in plurals {
        let entry = lexicon.entry(plural).or_default();
        entry.role |= entry.verb.is_none();
    }
}

fn add_verb(lexicon: &mut FxHashMap<String, Entry>, line: &str) {
    let mut words = line.split_whitespace();
    let (Some(class), Some(base)) = (words.next(), words.next()) else { return };
    let inverts = !class.ends_with('!');
    let class = match class.trim_end_matches('!') {
        "say" => VerbClass::Say,
        "name" => VerbClass::Name,
        _ => VerbClass::Think,
    };
    let mut forms = regular_forms(base);
    let irregular: Vec<&str> = words.collect();
    let past_given = irregular.iter().any(|form| form_of(form) == VerbForm::Past);
    let gerund_given = irregular.iter().any(|form| form_of(form) == VerbForm::Gerund);
    forms.retain(|(_, form)| match form {
        VerbForm::Past => !past_given,
        VerbForm::Gerund => !gerund_given,
        _ => true,
    });
    // "One message read": what is base and past at once is taken for the past.
    forms.retain(|(word, form)| *form != VerbForm::Base || !irregular.contains(&word.as_str()));
    forms.extend(irregular.iter().map(|form| ((*form).to_owned(), form_of(form))));
    for (word, form) in forms {
        // The first class listed for a verb is the one that it keeps.
        lexicon.entry(word).or_default().verb.get_or_insert(Verb { class, form, inverts });
    }
}

fn form_of(form: &str) -> VerbForm {
    if form.ends_with("ing") && form.len() > 4 {
        VerbForm::Gerund
    } else if form.ends_with('s') {
        VerbForm::Third
    } else {
        VerbForm::Past
    }
}

fn regular_forms(base: &str) -> Vec<(String, VerbForm)> {
    let stem_y = base.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    let sibilant = ["s", "sh", "ch", "x", "z"].iter().any(|end| base.ends_with(end));
    let (third, past, gerund) = if let Some(stem) = stem_y {
        (format!("{stem}ies"), format!("{stem}ied"), format!("{base}ing"))
    } else if let Some(stem) = base.strip_suffix('e').filter(|stem| !stem.ends_with('e')) {
        (format!("{base}s"), format!("{base}d"), format!("{stem}ing"))
    } else if sibilant {
        (format!("{base}es"), format!("{base}ed"), format!("{base}ing"))
    } else {
        (format!("{base}s"), format!("{base}ed"), format!("{base}ing"))
    };
    vec![
        (base.to_owned(), VerbForm::Base),
        (third, VerbForm::Third),
        (past, VerbForm::Past),
        (gerund, VerbForm::Gerund),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verb(word: &str) -> Option<(VerbClass, VerbForm)> {
        lookup(word).verb.map(|verb| (verb.class, verb.form))
    }

    #[test]
    fn regular_and_irregular_forms_are_known() {
        assert_eq!(verb("says"), Some((VerbClass::Say, VerbForm::Third)));
        assert_eq!(verb("Said"), Some((VerbClass::Say, VerbForm::Past)));
        assert_eq!(verb("replied"), Some((VerbClass::Say, VerbForm::Past)));
        assert_eq!(verb("quipping"), Some((VerbClass::Say, VerbForm::Gerund)));
        assert_eq!(verb("sayed"), None);
        assert_eq!(verb("dubbed"), Some((VerbClass::Name, VerbForm::Past)));
    }

    #[test]
    fn a_word_can_be_noun_and_verb() {
        let report = lookup("report");
        assert!(report.role && report.verb.is_some());
        assert_eq!(lookup("flatly").function, Some(Function::Adverb));
        assert_eq!(lookup("The").function, Some(Function::Determiner));
        assert_eq!(lookup("Zzyzx"), Entry::default());
    }
}
