//! The section of a paper and the page in it, which databases write as one: "Section B; Column 0; Business Desk; Pg. 1".

use std::sync::LazyLock;

use regex::Regex;

use crate::text::patterns::compile_pattern;

/// A section and a page, as far as they are given.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct SectionAndPage {
    /// "Business Desk".
    pub section: Option<String>,
    /// "B1".
    pub page: Option<String>,
}

/// A page's number: "7", "A10", "B.4", "1, 4".
const PAGE_NUMBER: &str =
    r"[A-Z]{0,3}[.\-]?\d{1,4}[A-Z]?(?:\s?(?:,|-|–|&|\+)\s?[A-Z]{0,3}\.?\d{1,4}[A-Z]?\b)*";

/// "Pg. A10", "Page 22, Column 2", "S. 7", "Seite 7", "Blz. 6", "p. 12", "Pág. 4", "Sida 15".
static PAGE: LazyLock<Regex> = LazyLock::new(|| {
    compile_pattern(&format!(
        r"(?:^|[,;]\s*|\s)(?i:pgs?|pages?|pp?|seiten?|s|blz|bladzijde|pagina|página|pág|pag|sida|sid|side)(?:\.\s*|:\s*|\s+)(?P<page>{PAGE_NUMBER})(?:\s*[,;].*)?\s*$"
    ))
});
/// "Section B", "Part A": the letter of a part of the paper.
static PART: LazyLock<Regex> = LazyLock::new(|| {
    compile_pattern(r"^(?i:section|sect?\.?|buch|cahier|katern|teil)\s+(?P<part>[A-Z]{1,2}|\d{1,2})$")
});
/// What is neither.
static OTHER: LazyLock<Regex> = LazyLock::new(|| {
    compile_pattern(
        r"^(?i:(?:columns?|cols?\.?|part|version|spalte|edition|ed\.?|issue|no\.?)\s*[:.]?\s*\d[\w ,-]*)$",
    )
});

/// Takes a section apart.
pub(crate) fn read_section(written: &str) -> SectionAndPage {
    let mut names: Vec<&str> = Vec::new();
    let (mut page, mut part) = (None, None);
    for piece in written.split(';').map(str::trim).filter(|piece| !piece.is_empty()) {
        if let Some(found) = PAGE.captures(piece) {
            let before = piece[..found.get(0).map_or(0, |all| all.start())].trim();
            page = page.or_else(|| found.name("page").map(|page| page.as_str().trim().to_string()));
            if !before.is_empty() {
                names.push(before.trim_end_matches([',', ' ']));
            }
        } else if let Some(found) = PART.captures(piece) {
            part = part.or_else(|| found.name("part").map(|part| (piece, part.as_str())));
        } else if !OTHER.is_match(piece) {
            names.push(piece);
        }
    }
    // The page 4 of Section B is B4; "Section 5, page 16" has no such name.
    if let (Some(number), Some((_, letter))) = (&page, part)
        && number.starts_with(|c: char| c.is_ascii_digit())
        && letter.starts_with(|c: char| c.is_ascii_alphabetic())
    {
        page = Some(format!("{letter}{number}"));
    }
    let section = match names.is_empty() {
        true => part.map(|(whole, _)| whole.to_string()),
        false => Some(names.join("; ")),
    };
    SectionAndPage { section, page }
}

/// The page in a text that has one with its label, such as a header line: "… p. 16".
pub(crate) fn labelled_page(text: &str) -> Option<String> {
    PAGE.captures(text)?.name("page").map(|page| page.as_str().trim().to_string())
}

/// Whether a text is nothing but the number of a page.
pub(crate) fn is_page_number(text: &str) -> bool {
    static WHOLE: LazyLock<Regex> = LazyLock::new(|| compile_pattern(&format!("^{PAGE_NUMBER}$")));
    WHOLE.is_match(text.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(written: &str) -> (String, String) {
        let SectionAndPage { section, page } = read_section(written);
        (section.unwrap_or_default(), page.unwrap_or_default())
    }

    #[test]
    fn sections_and_pages_are_told_apart() {
        for (written, section, page) in [
            ("NEWS; Pg. 7", "NEWS", "7"),
            ("Section B; Column 0; Business/Financial Desk; Pg. 1", "Business/Financial Desk", "B1"),
            ("Section A; Page 22, Column 2; National Desk", "National Desk", "A22"),
            ("Section 5; Part 2; Page 16; Column 2; National Desk", "National Desk", "16"),
            ("LOCAL; Briefs; Pg. A10", "LOCAL; Briefs", "A10"),
            ("NEWS; Version:3", "NEWS", ""),
            ("Politik; S. 7", "Politik", "7"),
            ("Binnenland; Blz. 6", "Binnenland", "6"),
            ("Économie, p. 12", "Économie", "12"),
            ("POLITIK; S. 1, 4", "POLITIK", "1, 4"),
            ("Pg. 3", "", "3"),
            ("Sports", "Sports", ""),
            ("Local; Part B; Valley Desk", "Local; Part B; Valley Desk", ""),
        ] {
            assert_eq!(read(written), (section.to_string(), page.to_string()), "{written}");
        }
        assert!(is_page_number("1, 4") && is_page_number("A10") && !is_page_number("Final"));
    }
}
