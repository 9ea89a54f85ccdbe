//! Bylines: recognised on a line of their own, and taken apart into people.

use std::sync::LazyLock;

use regex::Regex;

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
    LazyLock::new(|| constant(r"^(?i:(?:written |reported |story |words )?by)\s*:?\s+(\S.*)$"));
static NAME_AND_ROLE: LazyLock<Regex> =
    LazyLock::new(|| constant(r"^(\S[^,/|–—]{2,60})\s*(?:[,/|]|\s[–—-]\s)\s*(\S.{2,60})$"));

fn constant(pattern: &str) -> Regex {
    #[expect(clippy::expect_used, reason = "a constant pattern, compiled by the tests of this module")]
    Regex::new(pattern).expect("a constant pattern")
}

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
pub fn authors(byline: Option<&str>) -> Vec<String> {
    let Some(byline) = byline else { return Vec::new() };
    let byline = BY.captures(byline).and_then(|found| found.get(1)).map_or(byline, |rest| rest.as_str());
    let parts = byline.split([',', '/', '|', ';', '&', '\n', '–', '—']);
    let names = parts.flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" with "));
    let mut people: Vec<String> = Vec::new();
    for name in names.map(str::trim) {
        let name = name.split(" in ").next().unwrap_or(name).trim();
        let is_role = name.split_whitespace().any(|word| ROLES.contains(&bare(word).to_lowercase().as_str()));
        let suffix = matches!(name.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "MD" | "PhD");
        if let Some(last) = people.last_mut().filter(|_| suffix) {
            *last = format!("{last}, {name}");
        } else if !name.is_empty()
            && !is_role
            && !name.contains('@')
            && !name.contains("://")
            && !people.iter().any(|known| known == name)
        {
            people.push(name.to_string());
        }
    }
    people
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
        assert_eq!(authors(None), Vec::<String>::new());
    }
}
