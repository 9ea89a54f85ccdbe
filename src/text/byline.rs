//! Bylines: recognised on a line of their own, and split into authors.

use std::sync::LazyLock;

use regex::Regex;

use crate::text::patterns::compile_pattern;

/// Words of roles that may accompany names, in lower case.
const ROLE_WORDS: &[&str] = &[
    "staff",
    "reporter",
    "reporters",
    "writer",
    "writers",
    "correspondent",
    "correspondents",
    "editor",
    "editors",
    "contributor",
    "contributors",
    "contributing",
    "columnist",
    "journalist",
    "bureau",
    "chief",
    "special",
    "senior",
    "political",
    "business",
    "sports",
    "science",
    "health",
    "news",
    "desk",
    "agency",
    "agencies",
    "service",
    "guest",
    "author",
    "freelance",
    "photographer",
    "producer",
    "analyst",
    "report",
    "newsroom",
    "intern",
    "team",
    "web",
    "online",
    "deputy",
    "foreign",
    "diplomatic",
    "environment",
    "economics",
    "education",
    "crime",
    "court",
    "technology",
    "europe",
    "asia",
    "africa",
];

/// Function words inside names and between names and roles.
const FUNCTION_WORDS: &[&str] = &[
    "and", "with", "in", "for", "of", "the", "at", "to", "from", "on", "de", "la", "van", "von", "der",
    "den", "bin", "al", "el", "da", "dos", "du", "le", "ibn",
];

const DAYS_AND_MONTHS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "contrast",
    "comparison",
];

/// Longer lines are no bylines.
const MAX_BYLINE_CHARS: usize = 120;
const MAX_BYLINE_WORDS: usize = 14;
const MAX_ROLE_WORDS: usize = 6;
const MAX_NAME_CHARS: usize = 80;

static BY: LazyLock<Regex> = LazyLock::new(|| {
    compile_pattern(r"^(?i:(?:written |reported |posted |story |words )?by)\s*:?\s+(\S.*)$")
});
static NAME_AND_ROLE: LazyLock<Regex> =
    LazyLock::new(|| compile_pattern(r"^(\S[^,/|–—]{2,60})\s*(?:[,/|]|\s[–—-]\s)\s*(\S.{2,60})$"));

/// Separators between two names.
static SEPARATOR: LazyLock<Regex> = LazyLock::new(|| {
    compile_pattern(r"\s*(?:[,/|;&\n•·]|\s[–—-]\s|–|—|\b(?i:and|with)\s|\s(?:und|et)\s)\s*")
});
/// What may follow a name: "in London", "for the Island Echo", "(AFP)".
static PLACE_OR_OUTLET: LazyLock<Regex> =
    LazyLock::new(|| compile_pattern(r"(?:^|\s)(?i:in|for|at)\s|\s*[(\[]"));

const NAME_SUFFIXES: &[&str] = &["Jr", "Sr", "II", "III", "MD", "PhD", "Ph.D", "M.D"];

/// News agencies that sign stories, in lower case.
const AGENCIES: &[&str] = &[
    "afp",
    "ap",
    "associated press",
    "the associated press",
    "reuters",
    "thomson reuters",
    "bloomberg",
    "xinhua",
    "dpa",
    "epa",
    "efe",
    "ani",
    "pti",
    "ians",
    "kyodo",
    "kyodo news",
    "yonhap",
    "jiji",
    "jiji press",
    "tass",
    "cna",
    "upi",
    "agence france-presse",
    "anadolu",
    "anadolu agency",
    "press association",
    "pa",
    "pa media",
    "ansa",
    "lusa",
    "belga",
    "anp",
];

/// The byline on a line, without "By": "By Jane Roe / Staff reporter" → "Jane Roe / Staff reporter".
///
/// A byline has only names and roles, and does not end like a sentence.
pub fn recognise_byline(line: &str) -> Option<String> {
    if line.chars().count() > MAX_BYLINE_CHARS
        || ends_as_sentence(line)
        || line.ends_with(['-', '–', '—', '_'])
    {
        return None;
    }
    if let Some(found) = BY.captures(line) {
        let rest = found.get(1)?.as_str().trim();
        return is_names_and_roles(rest).then(|| rest.to_string());
    }
    let found = NAME_AND_ROLE.captures(line)?;
    let (name, role) = (found.get(1)?.as_str(), found.get(2)?.as_str());
    let names = name.split_whitespace().count() >= 2 && is_names_and_roles(name);
    let is_role = role
        .split_whitespace()
        .any(|word| ROLE_WORDS.contains(&trim_punctuation(word).to_lowercase().as_str()));
    (names && is_role && role.split_whitespace().count() <= MAX_ROLE_WORDS).then(|| line.to_string())
}

fn ends_as_sentence(line: &str) -> bool {
    let last = line.rsplit(' ').next().unwrap_or_default();
    line.ends_with(['!', '?', '…', ':', ';'])
        || (line.ends_with('.') && !matches!(last, "Jr." | "Sr." | "Ph.D." | "M.D."))
}

fn trim_punctuation(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn is_names_and_roles(text: &str) -> bool {
    let words: Vec<&str> =
        text.split_whitespace().map(trim_punctuation).filter(|word| !word.is_empty()).collect();
    let Some(first) = words.first() else { return false };
    if words.len() > MAX_BYLINE_WORDS || DAYS_AND_MONTHS.contains(&first.to_lowercase().as_str()) {
        return false;
    }
    let capitalised = |word: &str| {
        word.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_lowercase() && c.is_alphabetic())
    };
    let fits = |word: &&str| {
        let lower = word.to_lowercase();
        capitalised(word) || FUNCTION_WORDS.contains(&lower.as_str()) || ROLE_WORDS.contains(&lower.as_str())
    };
    capitalised(first)
        && words.iter().all(fits)
        && !words.iter().any(|word| word.chars().any(|c| c.is_ascii_digit()))
}

/// The authors in a byline, without roles, places and "By": "By Jane Roe and John Doe / Staff reporters" → two names.
/// Where it names no people, the agencies and desks that it names: "AFP".
pub fn split_authors(byline: Option<&str>) -> Vec<String> {
    let Some(byline) = byline else { return Vec::new() };
    let byline = BY.captures(byline).and_then(|found| found.get(1)).map_or(byline, |rest| rest.as_str());
    let is_address = |word: &&str| word.contains("://") || word.contains('@') || word.starts_with("www.");
    let named: Vec<&str> = byline.split(' ').filter(|word| !is_address(word)).collect();
    let byline = named.join(" ");
    let (mut people, mut desks): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for part in SEPARATOR.split(&byline) {
        let part = PLACE_OR_OUTLET.split(part).next().unwrap_or(part).trim();
        let part = BY.captures(part).and_then(|found| found.get(1)).map_or(part, |rest| rest.as_str());
        let part = part.trim_matches(|c: char| c.is_whitespace() || "()[]*:•·-\"".contains(c));
        if NAME_SUFFIXES.contains(&part.trim_end_matches('.')) {
            if let Some(last) = people.last_mut() {
                *last = format!("{last}, {part}");
            }
            continue;
        }
        match kind_of_name(part) {
            Some(BylineName::Person) if !people.iter().any(|known| known == part) => {
                people.push(part.to_string())
            }
            Some(BylineName::Desk) if !desks.iter().any(|known| known == part) => {
                desks.push(part.to_string())
            }
            _ => {}
        }
    }
    if people.is_empty() { desks } else { people }
}

/// What a part of a byline can name.
#[derive(PartialEq, Eq)]
enum BylineName {
    Person,
    Desk,
}

/// What a part of a byline names; `None` where it is only a role, an address, or a word for no author.
fn kind_of_name(part: &str) -> Option<BylineName> {
    const NO_AUTHOR: &[&str] =
        &["admin", "administrator", "no author", "unknown", "anonymous", "webmaster", "none", "null"];
    let lower = part.to_lowercase();
    if !part.contains(char::is_alphabetic) || part.contains(['=', '{']) {
        return None;
    }
    if NO_AUTHOR.contains(&lower.as_str()) || part.chars().count() > MAX_NAME_CHARS {
        return None;
    }
    let is_role = |word: &&str| ROLE_WORDS.contains(&trim_punctuation(word).to_lowercase().as_str());
    let words: Vec<&str> = part.split_whitespace().collect();
    if words.iter().all(|word| is_role(word) || FUNCTION_WORDS.contains(&word.to_lowercase().as_str())) {
        return None;
    }
    let is_desk = AGENCIES.contains(&lower.as_str()) || words.iter().any(is_role);
    Some(if is_desk { BylineName::Desk } else { BylineName::Person })
}

/// Whether an author from [`split_authors`] is a person, and no desk or agency.
pub fn is_person(name: &str) -> bool {
    kind_of_name(name) == Some(BylineName::Person)
}

/// Whether a name is that of a news agency.
pub fn is_agency(name: &str) -> bool {
    AGENCIES.contains(&name.to_lowercase().as_str())
}

/// The authors in a short text that a page shows as a byline; none where it has more than names, roles and a date.
pub fn authors_of_shown_line(text: &str) -> Vec<String> {
    let line = text.trim();
    let names = BY.captures(line).and_then(|found| found.get(1)).map_or(line, |rest| rest.as_str());
    // A digit ends the names: "Jane Roe | 3 October 2024", "Jane Roe 12 comments".
    let names = names.find(|c: char| c.is_ascii_digit()).map_or(names, |at| text_before_digit(names, at));
    if names.chars().count() > MAX_BYLINE_CHARS || !is_names_and_roles(names) {
        return Vec::new();
    }
    split_authors(Some(names))
}

/// The text before the word that has the digit, without a month or "Published on" at its end.
fn text_before_digit(text: &str, digit: usize) -> &str {
    let head = text[..digit].trim_end_matches(|c: char| !c.is_whitespace() && !"|,·•".contains(c));
    let head = head.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.');
    let last = head.rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
    let is_month = DAYS_AND_MONTHS.iter().any(|name| {
        let word = trim_punctuation(last).to_lowercase();
        word.len() >= 3 && name.starts_with(&word)
    });
    let head = if is_month { &head[..head.len() - last.len()] } else { head };
    let dated = ["published", "updated", "posted", "on", "last"];
    let mut head = head.trim_end();
    while let Some(word) = head.rsplit(char::is_whitespace).next().filter(|word| {
        !word.is_empty()
            && (dated.contains(&trim_punctuation(word).to_lowercase().as_str())
                || trim_punctuation(word).is_empty())
    }) {
        head = head[..head.len() - word.len()].trim_end();
    }
    head
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_are_recognised() {
        for (line, byline) in [
            ("By Jane Roe / Staff reporter", "Jane Roe / Staff reporter"),
            ("BY JANE ROE", "JANE ROE"),
            ("By Jane Roe and Paul Achterberg in Port Arden", "Jane Roe and Paul Achterberg in Port Arden"),
            ("by Lucía Ferrán, Reuters", "Lucía Ferrán, Reuters"),
            ("Jane Roe, Staff Writer", "Jane Roe, Staff Writer"),
            ("Nora Quint | Political correspondent", "Nora Quint | Political correspondent"),
        ] {
            assert_eq!(recognise_byline(line).as_deref(), Some(byline), "{line}");
        }
    }

    #[test]
    fn sentences_and_headings_are_no_bylines() {
        for line in [
            "By Monday the river had risen over the wall.",
            "By Monday",
            "By the numbers",
            "By then it was too late",
            "By 2040 the route will be closed on 30 days",
            "Port Arden, the capital",
            "Tomas Okafor, chief executive of the company, denied it.",
        ] {
            assert_eq!(recognise_byline(line), None, "{line}");
        }
    }

    #[test]
    fn a_byline_is_split_into_authors() {
        assert_eq!(split_authors(Some("Jane Roe, Paul Achterberg")), ["Jane Roe", "Paul Achterberg"]);
        assert_eq!(
            split_authors(Some("By Jane Roe and John Doe, Jr. / Staff reporters")),
            ["Jane Roe", "John Doe, Jr."]
        );
        for (byline, people) in [
            ("Rob Pichet, AFP", &["Rob Pichet"] as &[&str]),
            ("By Rob Pichet in London for the Island Echo", &["Rob Pichet"]),
            ("JANE ROE AND JOHN DOE", &["JANE ROE", "JOHN DOE"]),
            ("AFP/Island Echo", &["Island Echo"]),
            ("AFP", &["AFP"]),
            ("Echo Staff Report", &["Echo Staff Report"]),
            ("Staff Writer", &[]),
            ("@janeroe, https://echo.example/jane, jane@echo.example", &[]),
            ("No Author", &[]),
            ("Sandy Anders and Andy Brandt", &["Sandy Anders", "Andy Brandt"]),
        ] {
            assert_eq!(split_authors(Some(byline)), people, "{byline}");
        }
        assert_eq!(split_authors(None), Vec::<String>::new());
    }

    #[test]
    fn authors_are_read_from_what_a_page_shows() {
        for (text, people) in [
            ("By Jane Roe", &["Jane Roe"] as &[&str]),
            ("By Jane Roe 8 January 2020, 3:51 pm", &["Jane Roe"]),
            ("Jane Roe | May 10, 2022", &["Jane Roe"]),
            ("By Jane Roe Published on May 10, 2022", &["Jane Roe"]),
            ("By the sea the boats wait for the wind", &[]),
            ("Read more", &[]),
        ] {
            assert_eq!(authors_of_shown_line(text), people, "{text}");
        }
    }
}
