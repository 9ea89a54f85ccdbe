//! Bylines: recognised on a line of their own, and taken apart into people.

use std::sync::LazyLock;

use regex::Regex;

use crate::text::patterns::constant;

/// Words of a role that may stand beside the names, in lower case.
const ROLES: &[&str] = &[
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

/// Small words between names and roles.
const LINKS: &[&str] = &[
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

static BY: LazyLock<Regex> =
    LazyLock::new(|| constant(r"^(?i:(?:written |reported |posted |story |words )?by)\s*:?\s+(\S.*)$"));
static NAME_AND_ROLE: LazyLock<Regex> =
    LazyLock::new(|| constant(r"^(\S[^,/|–—]{2,60})\s*(?:[,/|]|\s[–—-]\s)\s*(\S.{2,60})$"));

/// What stands between two names.
static SEPARATOR: LazyLock<Regex> =
    LazyLock::new(|| constant(r"\s*(?:[,/|;&\n•·]|\s[–—-]\s|–|—|\b(?i:and|with)\s|\s(?:und|et)\s)\s*"));
/// What follows a name and is none: "in London", "for the Island Echo", "(AFP)".
static PLACE: LazyLock<Regex> = LazyLock::new(|| constant(r"(?:^|\s)(?i:in|for|at)\s|\s*[(\[]"));

const SUFFIXES: &[&str] = &["Jr", "Sr", "II", "III", "MD", "PhD", "Ph.D", "M.D"];

/// Agencies that sign stories, in lower case.
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

/// What a line says of who wrote the story, without "By": "By Jane Roe / Staff reporter" → "Jane Roe / Staff reporter".
///
/// A byline has names and roles only; a line that ends as a sentence does is none.
pub fn recognise(line: &str) -> Option<String> {
    if line.chars().count() > 120 || ends_as_sentence(line) || line.ends_with(['-', '–', '—', '_']) {
        return None;
    }
    if let Some(found) = BY.captures(line) {
        let rest = found.get(1)?.as_str().trim();
        return is_names_and_roles(rest).then(|| rest.to_string());
    }
    let found = NAME_AND_ROLE.captures(line)?;
    let (name, role) = (found.get(1)?.as_str(), found.get(2)?.as_str());
    let names = name.split_whitespace().count() >= 2 && is_names_and_roles(name);
    let is_role = role.split_whitespace().any(|word| ROLES.contains(&bare(word).to_lowercase().as_str()));
    (names && is_role && role.split_whitespace().count() <= 6).then(|| line.to_string())
}

fn ends_as_sentence(line: &str) -> bool {
    let last = line.rsplit(' ').next().unwrap_or_default();
    line.ends_with(['!', '?', '…', ':', ';'])
        || (line.ends_with('.') && !matches!(last, "Jr." | "Sr." | "Ph.D." | "M.D."))
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn is_names_and_roles(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect();
    let Some(first) = words.first() else { return false };
    if words.len() > 14 || DAYS_AND_MONTHS.contains(&first.to_lowercase().as_str()) {
        return false;
    }
    let capitalised = |word: &str| {
        word.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_lowercase() && c.is_alphabetic())
    };
    let fits = |word: &&str| {
        let lower = word.to_lowercase();
        capitalised(word) || LINKS.contains(&lower.as_str()) || ROLES.contains(&lower.as_str())
    };
    capitalised(first)
        && words.iter().all(fits)
        && !words.iter().any(|word| word.chars().any(|c| c.is_ascii_digit()))
}

/// The people of a byline, without roles, places and "By": "By Jane Roe and John Doe / Staff reporters" → two names.
/// Where it names no people, the agencies and desks that it does name: "AFP".
pub fn authors(byline: Option<&str>) -> Vec<String> {
    let Some(byline) = byline else { return Vec::new() };
    let byline = BY.captures(byline).and_then(|found| found.get(1)).map_or(byline, |rest| rest.as_str());
    let is_address = |word: &&str| word.contains("://") || word.contains('@') || word.starts_with("www.");
    let named: Vec<&str> = byline.split(' ').filter(|word| !is_address(word)).collect();
    let byline = named.join(" ");
    let (mut people, mut desks): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for part in SEPARATOR.split(&byline) {
        let part = PLACE.split(part).next().unwrap_or(part).trim();
        let part = BY.captures(part).and_then(|found| found.get(1)).map_or(part, |rest| rest.as_str());
        let part = part.trim_matches(|c: char| c.is_whitespace() || "()[]*:•·-\"".contains(c));
        if SUFFIXES.contains(&part.trim_end_matches('.')) {
            if let Some(last) = people.last_mut() {
                *last = format!("{last}, {part}");
            }
            continue;
        }
        match kind_of(part) {
            Some(Named::Person) if !people.iter().any(|known| known == part) => people.push(part.to_string()),
            Some(Named::Desk) if !desks.iter().any(|known| known == part) => desks.push(part.to_string()),
            _ => {}
        }
    }
    if people.is_empty() { desks } else { people }
}

/// What a byline can name.
#[derive(PartialEq, Eq)]
enum Named {
    Person,
    Desk,
}

/// What a part of a byline names; `None` where it is a role alone, an address, or nobody.
fn kind_of(part: &str) -> Option<Named> {
    const NOBODY: &[&str] =
        &["admin", "administrator", "no author", "unknown", "anonymous", "webmaster", "none", "null"];
    let lower = part.to_lowercase();
    if !part.contains(char::is_alphabetic) || part.contains(['=', '{']) {
        return None;
    }
    if NOBODY.contains(&lower.as_str()) || part.chars().count() > 80 {
        return None;
    }
    let is_role = |word: &&str| ROLES.contains(&bare(word).to_lowercase().as_str());
    let words: Vec<&str> = part.split_whitespace().collect();
    if words.iter().all(|word| is_role(word) || LINKS.contains(&word.to_lowercase().as_str())) {
        return None;
    }
    let is_desk = AGENCIES.contains(&lower.as_str()) || words.iter().any(is_role);
    Some(if is_desk { Named::Desk } else { Named::Person })
}

/// Whether what [`authors`] gave is a person, no desk and no agency.
pub fn is_person(name: &str) -> bool {
    kind_of(name) == Some(Named::Person)
}

/// Whether a name is an agency's.
pub fn is_agency(name: &str) -> bool {
    AGENCIES.contains(&name.to_lowercase().as_str())
}

/// The people of a short text that is shown as a byline; none where it says more than names and roles.
pub fn shown(text: &str) -> Vec<String> {
    let line = text.trim();
    let names = BY.captures(line).and_then(|found| found.get(1)).map_or(line, |rest| rest.as_str());
    // What follows the names is told by its digits: "Jane Roe | 3 October 2024", "Jane Roe 12 comments".
    let names = names.find(|c: char| c.is_ascii_digit()).map_or(names, |at| cut_before(names, at));
    if names.chars().count() > 120 || !is_names_and_roles(names) {
        return Vec::new();
    }
    authors(Some(names))
}

/// A text before the word, or the month, in which a digit stands.
fn cut_before(text: &str, digit: usize) -> &str {
    let head = text[..digit].trim_end_matches(|c: char| !c.is_whitespace() && !"|,·•".contains(c));
    let head = head.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.');
    let last = head.rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
    let is_month = DAYS_AND_MONTHS.iter().any(|name| {
        let word = bare(last).to_lowercase();
        word.len() >= 3 && name.starts_with(&word)
    });
    let head = if is_month { &head[..head.len() - last.len()] } else { head };
    let dated = ["published", "updated", "posted", "on", "last"];
    let mut head = head.trim_end();
    while let Some(word) = head.rsplit(char::is_whitespace).next().filter(|word| {
        !word.is_empty() && (dated.contains(&bare(word).to_lowercase().as_str()) || bare(word).is_empty())
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
            assert_eq!(recognise(line).as_deref(), Some(byline), "{line}");
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
            assert_eq!(recognise(line), None, "{line}");
        }
    }

    #[test]
    fn people_are_taken_out_of_a_byline() {
        assert_eq!(authors(Some("Jane Roe, Paul Achterberg")), ["Jane Roe", "Paul Achterberg"]);
        assert_eq!(
            authors(Some("By Jane Roe and John Doe, Jr. / Staff reporters")),
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
            assert_eq!(authors(Some(byline)), people, "{byline}");
        }
        assert_eq!(authors(None), Vec::<String>::new());
    }

    #[test]
    fn people_are_taken_from_what_a_page_shows() {
        for (text, people) in [
            ("By Jane Roe", &["Jane Roe"] as &[&str]),
            ("By Jane Roe 8 January 2020, 3:51 pm", &["Jane Roe"]),
            ("Jane Roe | May 10, 2022", &["Jane Roe"]),
            ("By Jane Roe Published on May 10, 2022", &["Jane Roe"]),
            ("By the sea the boats wait for the wind", &[]),
            ("Read more", &[]),
        ] {
            assert_eq!(shown(text), people, "{text}");
        }
    }
}
