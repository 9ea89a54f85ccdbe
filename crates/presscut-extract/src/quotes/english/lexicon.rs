//! The English lexicon: the lists of `languages/en`, with the regular forms of verbs and nouns made here.
//!
//! Takes nothing; gives a [`Lexicon`]. The surprising decision: of several classes for one word the first listed wins,
//! so the order of the lists matters.

use rustc_hash::FxHashMap;

use crate::quotes::lexicon::{FunctionWord, Lexicon, ReportingVerb, VerbClass, VerbForm, WordEntry};

/// The lists of places that are never speakers by themselves.
const PLACE_LISTS: [&str; 5] = [
    include_str!("../../../languages/en/lists/capitals.txt"),
    include_str!("../../../languages/en/lists/cities_large.txt"),
    include_str!("../../../languages/en/lists/country_names.txt"),
    include_str!("../../../languages/en/lists/places_known.txt"),
    include_str!("../../../languages/en/lists/regions.txt"),
];

/// The words of attribution in English.
pub fn english_lexicon() -> Lexicon {
    Lexicon::new(read_lists(), PLACE_LISTS.into_iter().flat_map(content_lines), guess_entry)
}

/// A word in no list can still be an adverb by its ending.
fn guess_entry(word: &str) -> WordEntry {
    WordEntry { function: is_ly_adverb(word).then_some(FunctionWord::Adverb), ..WordEntry::default() }
}

/// "flatly"; with a capital only by an ending that no name has: "Additionally", but not "Connolly".
fn is_ly_adverb(word: &str) -> bool {
    const NOT_ADVERBS: &[&str] =
        &["family", "reply", "ally", "supply", "daily", "weekly", "elderly", "early", "assembly"];
    const SURE_ENDINGS: &[&str] = &[
        "ably", "arily", "ately", "edly", "ently", "fully", "ially", "ibly", "ically", "ingly", "ively",
        "onally", "ously", "stantly", "ually", "urally",
    ];
    if word.len() <= 5 || !word.ends_with("ly") {
        return false;
    }
    if word.starts_with(|c: char| c.is_ascii_lowercase()) {
        return !NOT_ADVERBS.contains(&word);
    }
    word.len() > 7 && SURE_ENDINGS.iter().any(|ending| word.ends_with(ending))
}

fn read_lists() -> FxHashMap<String, WordEntry> {
    let mut lexicon: FxHashMap<String, WordEntry> = FxHashMap::default();
    for line in content_lines(include_str!("../../../languages/en/function_words.txt")) {
        let mut words = line.split_whitespace();
        let Some(function) = words.next().and_then(function_word_class) else { continue };
        for word in words {
            lexicon.entry(word.to_owned()).or_default().function.get_or_insert(function);
        }
    }
    for line in content_lines(include_str!("../../../languages/en/role_nouns.txt")) {
        let (adjectives, bodies) = (line.starts_with("adjective "), line.starts_with("body "));
        for word in line.split_whitespace().skip(usize::from(adjectives || bodies)) {
            let entry = lexicon.entry(word.to_owned()).or_default();
            entry.speaker_adjective |= adjectives;
            entry.speaker_noun |= !adjectives;
            entry.body |= bodies;
        }
    }
    for line in content_lines(include_str!("../../../languages/en/given_names.txt")) {
        for name in line.split_whitespace().skip(1) {
            lexicon.entry(name.to_owned()).or_default().given_name = true;
        }
    }
    for line in content_lines(include_str!("../../../languages/en/speech_nouns.txt")) {
        for noun in line.split_whitespace() {
            lexicon.entry(noun.to_owned()).or_default().speech_noun = true;
        }
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

fn function_word_class(name: &str) -> Option<FunctionWord> {
    Some(match name {
        "pronoun" => FunctionWord::Pronoun,
        "relative" => FunctionWord::Relative,
        "determiner" => FunctionWord::Determiner,
        "possessive" => FunctionWord::Possessive,
        "aux" => FunctionWord::Auxiliary,
        "adverb" => FunctionWord::Adverb,
        "time" => FunctionWord::Time,
        "preposition" => FunctionWord::Preposition,
        "conjunction" => FunctionWord::Conjunction,
        "particle" => FunctionWord::Particle,
        "honorific" => FunctionWord::Honorific,
        _ => return None,
    })
}

/// Plurals of the nouns, except those that are a verb as well: "Roe notes".
fn add_plurals(lexicon: &mut FxHashMap<String, WordEntry>) {
    let nouns = lexicon.iter().filter(|(_, entry)| entry.speaker_noun);
    let plurals: Vec<(String, bool)> = nouns
        .filter_map(|(noun, entry)| {
            regular_forms(noun).into_iter().nth(1).map(|(plural, _)| (plural, entry.body))
        })
        .collect();
    for (plural, body) in plurals {
        let entry = lexicon.entry(plural).or_default();
        entry.speaker_noun |= entry.verb.is_none();
        entry.body |= body;
    }
}

fn add_verb(lexicon: &mut FxHashMap<String, WordEntry>, line: &str) {
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
    let past_given = irregular.iter().any(|form| irregular_form(form) == VerbForm::Past);
    let gerund_given = irregular.iter().any(|form| irregular_form(form) == VerbForm::Gerund);
    forms.retain(|(_, form)| match form {
        VerbForm::Past => !past_given,
        VerbForm::Gerund => !gerund_given,
        _ => true,
    });
    // "One message read": a form that is base and past at once counts as the past.
    forms.retain(|(word, form)| *form != VerbForm::Base || !irregular.contains(&word.as_str()));
    forms.extend(irregular.iter().map(|form| ((*form).to_owned(), irregular_form(form))));
    for (word, form) in forms {
        // The first class listed for a verb is the one that it keeps.
        lexicon.entry(word).or_default().verb.get_or_insert(ReportingVerb { class, form, inverts });
    }
}

fn irregular_form(form: &str) -> VerbForm {
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
        english_lexicon().look_up(word).verb.map(|verb| (verb.class, verb.form))
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
        let lexicon = english_lexicon();
        let report = lexicon.look_up("report");
        assert!(report.speaker_noun && report.verb.is_some());
        assert_eq!(lexicon.look_up("flatly").function, Some(FunctionWord::Adverb));
        assert_eq!(lexicon.look_up("The").function, Some(FunctionWord::Determiner));
        assert_eq!(lexicon.look_up("Zzyzx"), WordEntry::default());
    }
}
