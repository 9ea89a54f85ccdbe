//! Teasers: openings of other stories, appended to a page by its "most read" box.
//!
//! Decided by evidence in the text and never by the publisher. Each paragraph at the page's end is weighed: whether it breaks
//! off inside a sentence, whether a kicker in capitals leads it, whether it names people and places that the story does not,
//! whether its words are the story's, whether it is much longer than the story's paragraphs, and whether its neighbours are
//! openings too. Only an unbroken run at the very end is ever taken, and with little evidence the paragraph stays: losing a
//! story's last paragraph is worse than keeping a teaser.

use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::FxHashSet;

use crate::clean::paragraphs::Paragraph;
use crate::model::Teaser;
use crate::text::characters::{ends_as_sentence, without_closing_marks};
use crate::text::patterns::compile_pattern;

/// The weight of evidence that makes a paragraph a teaser. A single cut-off paragraph about something else reaches it only
/// with a kicker; in a run of several, being cut off and about something else is enough.
const MIN_WEIGHT: i32 = 7;

/// A shorter paragraph without a full stop is a line of a list, a signature, a notice.
const MIN_TEASER_CHARS: usize = 100;

/// The evidence for a paragraph being a teaser.
#[derive(Debug, Default)]
struct Evidence {
    cut_off: bool,
    kicker: bool,
    neighbour_cut_off: bool,
    other_names: bool,
    other_words: bool,
    longer: bool,
}

impl Evidence {
    fn weight(&self) -> i32 {
        let weights = [
            (self.cut_off, 2),
            (self.kicker, 2),
            (self.neighbour_cut_off, 3),
            (self.other_names, 2),
            (self.other_words, 1),
            (self.longer, 1),
        ];
        weights.iter().filter(|(holds, _)| *holds).map(|(_, weight)| weight).sum()
    }

    fn describe(&self) -> String {
        let words = [
            (self.cut_off, "stops in mid-sentence"),
            (self.kicker, "led by a kicker"),
            (self.neighbour_cut_off, "beside another that stops in mid-sentence"),
            (self.other_names, "names others than the story"),
            (self.other_words, "has other words than the story"),
            (self.longer, "longer than the story's paragraphs"),
        ];
        words.iter().filter(|(holds, _)| *holds).map(|(_, word)| *word).collect::<Vec<_>>().join("; ")
    }
}

/// Takes the teasers from the end of a page's paragraphs.
pub(crate) fn take_teasers(paragraphs: &mut Vec<Paragraph>) -> Vec<Teaser> {
    let candidates = paragraphs.iter().rev().take_while(|paragraph| may_be_teaser(&paragraph.text)).count();
    // At least one paragraph must be left as the story.
    let first = (paragraphs.len() - candidates).max(1).min(paragraphs.len());
    if first == paragraphs.len() {
        return Vec::new();
    }
    let mut story = StoryProfile::of(&paragraphs[..first]);
    let mut start = first;
    for at in first..paragraphs.len() {
        if weigh(paragraphs, at, first, &story).weight() >= MIN_WEIGHT {
            break;
        }
        // The story goes on: what follows is compared with this paragraph too.
        story.add(&paragraphs[at].text);
        start = at + 1;
    }
    // Every paragraph of the run must be one: the story ends before the first paragraph from which on all are.
    let evidence: Vec<Evidence> =
        (start..paragraphs.len()).map(|at| weigh(paragraphs, at, start, &story)).collect();
    let kept = evidence.iter().rposition(|evidence| evidence.weight() < MIN_WEIGHT).map_or(0, |at| at + 1);
    let taken = paragraphs.split_off(start + kept);
    taken
        .into_iter()
        .zip(evidence.into_iter().skip(kept))
        .map(|(paragraph, evidence)| teaser(paragraph, &evidence))
        .collect()
}

fn teaser(paragraph: Paragraph, evidence: &Evidence) -> Teaser {
    let (kicker, body) = match split_kicker(&paragraph.text) {
        Some((kicker, body)) => (Some(kicker.to_string()), body.to_string()),
        None => (None, paragraph.text),
    };
    Teaser { kicker, body, cut_off: evidence.cut_off, line: paragraph.line, evidence: evidence.describe() }
}

fn may_be_teaser(text: &str) -> bool {
    text.chars().count() >= MIN_TEASER_CHARS
        && is_prose(text)
        && (is_cut_off(text) || split_kicker(text).is_some())
}

/// Whether most words are in small letters: a list of names (a team, a cast) has no full stop either.
fn is_prose(text: &str) -> bool {
    let words = text.split_whitespace().count();
    2 * text.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count() > words
}

fn weigh(paragraphs: &[Paragraph], at: usize, first: usize, story: &StoryProfile) -> Evidence {
    let text = &paragraphs[at].text;
    let beside = |at: usize| {
        at >= first
            && paragraphs.get(at).is_some_and(|paragraph| {
                is_cut_off(&paragraph.text) && paragraph.text.chars().count() >= MIN_TEASER_CHARS
            })
    };
    let (names, words) = (name_words(text), stems(text));
    let shared = |set: &FxHashSet<String>, of: &FxHashSet<String>| {
        if set.is_empty() { 0.0 } else { set.intersection(of).count() as f64 / set.len() as f64 }
    };
    Evidence {
        cut_off: is_cut_off(text),
        kicker: split_kicker(text).is_some(),
        neighbour_cut_off: beside(at + 1) || (at > 0 && beside(at - 1)),
        other_names: names.len() >= 3 && shared(&names, &story.names) < 0.5,
        other_words: words.len() >= 10 && shared(&words, &story.words) < 0.35,
        longer: text.chars().count() > 2 * story.median_length(),
    }
}

/// Whether a paragraph breaks off inside a sentence: it has no closing mark, or the dots of an omission.
fn is_cut_off(text: &str) -> bool {
    let inner = without_closing_marks(text);
    let ended = (ends_as_sentence(text) && !inner.ends_with('…') || inner.ends_with([':', ';']))
        && !inner.ends_with("...");
    !ended
}

/// "NEXT GENERATION: The four …" → ("NEXT GENERATION", "The four …").
fn split_kicker(text: &str) -> Option<(&str, &str)> {
    // Letters and marks of which a kicker may have 2 to 60 after its first: counted here, since a pattern that counts them
    // has an automaton for each.
    static KICKER: LazyLock<Regex> =
        LazyLock::new(|| compile_pattern(r"^[‘“'\x22]?\p{Lu}(?P<rest>[\p{Lu}\d ’‘'“”\x22&.,/-]*)$"));
    static OPENING: LazyLock<Regex> = LazyLock::new(|| compile_pattern(r"^[‘“'\x22]?[\p{Lu}\p{Lo}\d]"));
    let (kicker, after) = text.split_once(':')?;
    let rest = KICKER.captures(kicker)?.name("rest")?.as_str();
    let body = after.trim_start();
    let is_apart = body.len() < after.len() && !body.contains('\n');
    if !(2..=60).contains(&rest.chars().count()) || !is_apart || !OPENING.is_match(body) {
        return None;
    }
    let letters = kicker.chars().filter(|c| c.is_alphabetic()).count();
    (letters >= 4).then_some((kicker, body))
}

/// What the story is about, to compare paragraphs with.
struct StoryProfile {
    names: FxHashSet<String>,
    words: FxHashSet<String>,
    lengths: Vec<usize>,
}

impl StoryProfile {
    fn of(paragraphs: &[Paragraph]) -> StoryProfile {
        let mut story =
            StoryProfile { names: FxHashSet::default(), words: FxHashSet::default(), lengths: Vec::new() };
        paragraphs.iter().for_each(|paragraph| story.add(&paragraph.text));
        story
    }

    fn add(&mut self, text: &str) {
        self.names.extend(name_words(text));
        self.words.extend(stems(text));
        let length = text.chars().count();
        let at = self.lengths.partition_point(|&other| other < length);
        self.lengths.insert(at, length);
    }

    fn median_length(&self) -> usize {
        self.lengths.get(self.lengths.len() / 2).copied().unwrap_or(0)
    }
}

/// Capitalised words that do not open a sentence: names, or parts of them.
fn name_words(text: &str) -> FxHashSet<String> {
    let mut names = FxHashSet::default();
    let mut opens = true;
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let bare = bare.trim_end_matches("’s").trim_end_matches("'s");
        let capital = bare.chars().next().is_some_and(char::is_uppercase);
        if capital && !opens && bare.chars().count() > 1 {
            names.insert(bare.to_string());
        }
        opens = word.ends_with(['.', '!', '?', ':', '”']) || word.starts_with(['“', '‘']);
    }
    names
}

/// The first letters of the longer words: what a text is about.
fn stems(text: &str) -> FxHashSet<String> {
    text.split(|c: char| !c.is_alphabetic())
        .filter(|word| word.chars().count() >= 5)
        .map(|word| word.to_lowercase().chars().take(6).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(lines: &[&str]) -> Vec<Paragraph> {
        (1..).zip(lines).map(|(line, text)| Paragraph { line, text: text.to_string() }).collect()
    }

    const STORY: [&str; 4] = [
        "The Arden Ferry Company will close the route to Saint Brannock for a week, Tomas Okafor said on Tuesday.",
        "“The ships are tired and so are we,” Okafor told reporters at the company’s hall on Quay Street.",
        "The route was last closed in 2019, when the Dock Workers’ Union of Port Arden went on strike for 11 days.",
        "Marek Lind, who leads the union, said its members in Port Arden had not been asked about the closing.",
    ];
    const OTHER: &str = "The Bank of Nordhaven has offered to buy its smaller rival Kessel & Sons for 4 billion euros, the Financial Observer reported on Monday. Dario Conti, an analyst in Milan, said that shareholders would not be satisfied with less than twice the price, and that regulators in Brussels would";
    const KICKED: &str = "LONG NIGHTS: Astronomers at the Vasterholm Observatory have counted more meteors this autumn than in any other Researchers led by Wei-ling Hsu have found that the Perseids begin earlier than they did when her teachers looked at them, and that the";

    fn taken(lines: &[&str]) -> (usize, Vec<Teaser>) {
        let mut paragraphs = page(lines);
        let teasers = take_teasers(&mut paragraphs);
        (paragraphs.len(), teasers)
    }

    #[test]
    fn a_run_of_openings_is_taken_with_kickers_apart() {
        let (left, teasers) = taken(&[&STORY[..], &[OTHER, KICKED]].concat());
        assert_eq!(left, 4);
        assert_eq!(teasers[0].kicker, None);
        assert_eq!(teasers[1].kicker.as_deref(), Some("LONG NIGHTS"));
        assert!(teasers[1].body.starts_with("Astronomers at") && teasers.iter().all(|teaser| teaser.cut_off));
        assert_eq!(teasers[1].line, 6);
        assert!(teasers[0].evidence.contains("names others"), "{}", teasers[0].evidence);
    }

    #[test]
    fn a_lone_opening_is_taken_only_with_a_kicker() {
        assert_eq!(taken(&[&STORY[..], &[KICKED]].concat()).1.len(), 1);
        assert_eq!(taken(&[&STORY[..], &[OTHER]].concat()), (5, vec![]));
    }

    #[test]
    fn a_story_that_breaks_off_keeps_its_last_paragraph() {
        let last = "Okafor said that the Arden Ferry Company had asked the Dock Workers’ Union about the closing of the route to Saint Brannock, and that Lind had told him that the members in Port Arden";
        assert_eq!(taken(&[&STORY[..], &[last]].concat()), (5, vec![]));
        assert_eq!(taken(&[&STORY[..], &[last, last]].concat()).0, 6);
    }

    #[test]
    fn complete_last_paragraphs_and_short_endings_are_kept() {
        assert_eq!(taken(&STORY), (4, vec![]));
        assert_eq!(taken(&[&STORY[..], &["— Additional reporting by Nora Quint"]].concat()), (5, vec![]));
        assert_eq!(taken(&[OTHER]), (1, vec![]));
        assert_eq!(taken(&[]), (0, vec![]));
    }

    #[test]
    fn a_complete_quotation_after_a_label_ends_the_story_in_any_language() {
        for last in [
            "Auf die Frage nach der Summe antwortete die Hafenmeisterin von Saint Brannock in einem langen Gespräch: „Zumindest ist es ein Zeichen. Das braucht die Insel.“",
            "FAZIT: Bürgermeisterin Lind sieht die Insel Nordhaven auf dem richtigen Weg und lobt die Kollegen in Milan und Brüssel: „Wir bauen den Anleger im Mai.“",
            "SVARET: Borgmester Lind fra Nordhaven siger til Financial Observer i Milan og Bruxelles, at havnen skal bygges færdig inden maj: »Vi bygger den i maj.«",
        ] {
            assert_eq!(taken(&[&STORY[..], &[last]].concat()), (5, vec![]), "{last}");
        }
    }

    #[test]
    fn kickers_are_told_from_other_colons() {
        assert_eq!(split_kicker("‘REALISTIC’ DRILL: The army said").unwrap().0, "‘REALISTIC’ DRILL");
        for text in [
            "Okafor: The ships are tired",
            "AP: Too short a kicker",
            "THE PLAN is this: Go",
            "NOTE: lower case follows",
        ] {
            assert_eq!(split_kicker(text), None, "{text}");
        }
    }
}
