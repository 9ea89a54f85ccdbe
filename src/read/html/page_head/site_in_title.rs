//! A title of a page without the name of its site: "Harbor wall leaks | Island Echo" → "Harbor wall leaks".

/// What separates headline and site in a title.
const SEPARATORS: &[&str] = &[
    " | ", " - ", " – ", " — ", " :: ", " • ", " » ", " · ", " / ", " : ", "|", "｜", "ㅣ", "--", "：", "_",
    "-",
];
/// How many of them need spaces: the others stand between words without, in scripts that have no spaces.
const SPACED_SEPARATORS: usize = 10;

/// The words alone, in lower case.
pub(crate) fn comparable(text: &str) -> String {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

/// Whether a text is the name of a site, with little else.
pub(crate) fn names_site(text: &str, site: &str) -> bool {
    let (text, site) = (comparable(text), comparable(site));
    !site.is_empty()
        && (text == site
            || (text.starts_with(&site) && !text.contains(char::is_numeric) && text.split(' ').count() <= 6))
}

/// The parts of a title.
pub(crate) fn split_title(title: &str) -> Vec<&str> {
    let mut parts = vec![title];
    for sign in &SEPARATORS[..SPACED_SEPARATORS] {
        parts = parts.into_iter().flat_map(|part| part.split(sign)).collect();
    }
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// A title without the site's names, at either end.
pub(crate) fn strip_sites(title: &str, sites: &[String]) -> String {
    let mut title = title.trim().to_string();
    // "Wall leaks | Island Echo | echo.example" has two.
    for _ in 0..2 {
        let stripped = sites.iter().map(|site| strip_site(&title, site)).find(|stripped| *stripped != title);
        let Some(stripped) = stripped else { break };
        title = without_section(&stripped).to_string();
    }
    title
}

/// A title without the section that stood between it and the site's name, in scripts that have no spaces:
/// "장동혁 제명했지만-정치" → "장동혁 제명했지만". Elsewhere a short last part may be the headline's.
fn without_section(title: &str) -> &str {
    const MAX_SECTION_CHARS: usize = 6;
    let is_section = |text: &str| {
        text.chars().all(|c| c > '\u{2e7f}' && c.is_alphabetic())
            && (2..=MAX_SECTION_CHARS).contains(&text.chars().count())
    };
    match title.rsplit_once(['-', '|', '_', 'ㅣ', '：']) {
        Some((head, tail)) if is_section(tail.trim()) => head.trim_end_matches(SEPARATOR_SIGNS),
        _ => title,
    }
}

fn strip_site(title: &str, site: &str) -> String {
    let site = comparable(site);
    if site.is_empty() {
        return title.to_string();
    }
    let is_site = |part: &str| {
        let part = comparable(part);
        !part.is_empty()
            && (part.contains(&site)
                || site.contains(&part)
                || part.replace(' ', "") == site.replace(' ', ""))
    };
    let is_headline = |text: &str| {
        text.split_whitespace().count() > 1 || text.chars().filter(|c| *c > '\u{2e7f}').count() > 6
    };
    for (number, sign) in SEPARATORS.iter().enumerate() {
        let is_spaced = number < SPACED_SEPARATORS;
        // A site's name may contain the separator, so the longest tail is tried first.
        let cuts = title.match_indices(sign).map(|(at, _)| (&title[..at], &title[at + sign.len()..]));
        for (head, tail) in cuts {
            let fits = if is_spaced { is_site(tail) } else { comparable(tail) == site };
            if fits && is_headline(head) {
                return head.trim().trim_end_matches(SEPARATOR_SIGNS).to_string();
            }
            if comparable(head) == site && is_headline(tail) {
                return tail.trim().to_string();
            }
        }
    }
    title.to_string()
}

/// What is left of separators at the end of a title.
const SEPARATOR_SIGNS: [char; 6] = ['|', '-', '–', '—', '·', ' '];
