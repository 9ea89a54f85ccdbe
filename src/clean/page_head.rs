//! What is above a story: its address, its headline, and the dateline that opens it.

use std::sync::LazyLock;

use regex::Regex;

use crate::clean::paragraphs::Paragraph;
use crate::text::characters::without_closing_marks;
use crate::text::patterns::compile_pattern;

/// The longest headline.
const MAX_TITLE_CHARS: usize = 170;

static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
    let month = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?";
    let pattern = format!(
        r"^(?P<place>\p{{Lu}}[\p{{L}}.'’-]*(?:[ /]\p{{Lu}}[\p{{L}}.'’-]*){{0,3}})(?P<region>, \p{{Lu}}[\p{{L}}. ]+)?(?P<day>,? (?:{month} \d{{1,2}}|\d{{1,2}} {month})(?:,? \d{{4}})?)?(?P<agency> ?\([\p{{Lu}}][^()]{{1,40}}\))?(?P<dash>\s*(?:—|–|--)\s*| - |: |\s+[-_]$)(?P<rest>.|$)"
    );
    compile_pattern(&pattern)
});

/// Characters of a region behind the place, with its comma. Counted here and not in the pattern, where each would be a copy
/// of all letters there are.
const MAX_REGION_CHARS: usize = 28;

/// Takes the address from one of the first lines, if one of them is nothing else.
pub(crate) fn take_url(paragraphs: &mut Vec<Paragraph>) -> Option<Paragraph> {
    let at = paragraphs.iter().take(3).position(|paragraph| is_address(&paragraph.text))?;
    Some(paragraphs.remove(at))
}

fn is_address(line: &str) -> bool {
    (line.starts_with("https://") || line.starts_with("http://")) && !line.contains(' ') && line.len() > 10
}

/// A headline that is marked as in Markdown.
pub(crate) fn marked_title(paragraph: &Paragraph) -> Option<&str> {
    paragraph.text.strip_prefix("# ").map(str::trim).filter(|title| !title.is_empty())
}

/// Takes the first line as the headline, if it is one: short, no sentence, above longer lines; or marked as one.
pub(crate) fn take_title(paragraphs: &mut Vec<Paragraph>) -> Option<Paragraph> {
    let (first, rest) = paragraphs.split_first()?;
    if let Some(title) = marked_title(first) {
        let title = Paragraph { line: first.line, text: title.to_string() };
        paragraphs.remove(0);
        return Some(title);
    }
    let longest = rest.iter().map(|paragraph| paragraph.text.chars().count()).max()?;
    let length = first.text.chars().count();
    let words = first.text.split_whitespace().count();
    let fits = (3..=MAX_TITLE_CHARS).contains(&length) && words >= 2 && longest > length && longest >= 80;
    (fits && !is_sentence(&first.text)).then(|| paragraphs.remove(0))
}

fn is_sentence(line: &str) -> bool {
    let inner = without_closing_marks(line);
    let sentences = inner.split(['.', '!', '?']).filter(|part| part.split_whitespace().count() > 3).count();
    // A headline may ask or exclaim; it does not end in a full stop, nor open a list or a quotation.
    let asks = inner.ends_with(['?', '!']) && line.split_whitespace().count() > 14;
    sentences > 1
        || asks
        || inner.ends_with(['.', ':', ';', ',', '…', '-', '—', '–'])
        || (line.starts_with(['“', '"']) && line.ends_with(['”', '"']))
}

/// Splits the dateline from a story's first paragraph: ("TAIPEI, Oct. 3 (Reuters)", the rest). The rest is empty if the
/// dateline is a line of its own.
///
/// It is a dateline if the place is in capitals, or a day or an agency follows it, or ("Nairobi – The court …") a dash
/// separates a place in title case from the beginning of a sentence.
pub(crate) fn split_dateline(paragraph: &str) -> Option<(&str, &str)> {
    let found = DATELINE.captures(paragraph)?;
    let (place, dash) = (found.name("place")?.as_str(), found.name("dash")?);
    let rest = paragraph.get(found.name("rest")?.start()..)?;
    if found.name("region").is_some_and(|region| region.as_str().chars().count() > MAX_REGION_CHARS) {
        return None;
    }
    let named = found.name("day").is_some() || found.name("agency").is_some();
    let capitals =
        place.chars().filter(|c| c.is_alphabetic()).count() > 2 && !place.chars().any(char::is_lowercase);
    let colon = dash.as_str().trim() == ":";
    let opens = rest.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "“‘\"'«".contains(c));
    let alone = rest.is_empty();
    let is_title_case = !colon
        && !alone
        && opens
        && place.split(' ').count() <= 2
        && found.name("region").is_none()
        && !opens_sentence(place);
    // "NEXT GENERATION: …" is a kicker: a colon needs an agency before it.
    let fits = if colon { found.name("agency").is_some() } else { named || capitals || is_title_case };
    let head = paragraph[..dash.start()].trim_end();
    (fits && (alone || rest.chars().count() > 20)).then_some((head, rest))
}

/// Whether a word opens sentences, where a dash may follow it.
fn opens_sentence(place: &str) -> bool {
    const COMMON: &[&str] = &[
        "The", "But", "And", "Then", "Now", "Yes", "No", "It", "He", "She", "They", "We", "I", "This",
        "That", "Critics", "Experts", "Update", "Opinion", "Analysis", "Comment", "Review",
    ];
    COMMON.contains(&place.split(' ').next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(lines: &[&str]) -> Vec<Paragraph> {
        (1..).zip(lines).map(|(line, text)| Paragraph { line, text: text.to_string() }).collect()
    }

    const STORY: &str = "The council of Port Arden met for the third time this month to talk about the harbor wall, and went home.";

    #[test]
    fn an_address_and_a_headline_are_taken_from_the_top() {
        let mut paragraphs = page(&["https://a.example/1", "Harbor wall leaks", STORY]);
        assert_eq!(take_url(&mut paragraphs).unwrap().text, "https://a.example/1");
        assert_eq!(take_title(&mut paragraphs).unwrap().text, "Harbor wall leaks");
        assert_eq!(paragraphs.len(), 1);
        assert_eq!(take_title(&mut page(&["# Wall.", "It leaks."])).unwrap().text, "Wall.");
    }

    #[test]
    fn a_first_sentence_is_no_headline() {
        for first in ["It leaks.", "“It leaks”", STORY, "Arden"] {
            assert_eq!(take_title(&mut page(&[first, STORY])), None, "{first}");
        }
        assert_eq!(take_title(&mut page(&["Two short lines", "And no story"])), None);
    }

    #[test]
    fn datelines_are_split_off() {
        let rest = "The council met again and went home.";
        for dateline in [
            "TAIPEI, Oct. 3 (Reuters) — ",
            "LONDON (AP) - ",
            "PORT ARDEN — ",
            "Nairobi – ",
            "SAINT BRANNOCK, Calderra, 14 March 2031 – ",
            "NEW YORK (Harbour Wire): ",
        ] {
            let text = format!("{dateline}{rest}");
            let head = dateline.trim_end_matches([' ', '—', '-', '–', ':']);
            assert_eq!(split_dateline(&text), Some((head, rest)), "{text}");
        }
        assert_eq!(split_dateline("HAVANA (AP) --"), Some(("HAVANA (AP)", "")));
    }

    #[test]
    fn other_openings_are_left() {
        for text in [
            "The ferry — a wooden one — sank off Port Arden last night.",
            "NEXT GENERATION: The four plants would be built in the north.",
            "Brandt, 62, - who was mayor for ten years - left on Monday.",
            "Ilse Brandt said: “We go to the table and we stay there.”",
        ] {
            assert_eq!(split_dateline(text), None, "{text}");
        }
    }
}
