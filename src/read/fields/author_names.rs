//! The names in an author field that also has addresses: "jane@echo.example (Jane Roe)", "Jane Roe <jane@echo.example>".

/// The names without addresses, separated by commas; `None` where nothing is left, and the text as it is where it has no
/// address.
pub(crate) fn strip_addresses(byline: &str) -> Option<String> {
    if !byline.contains('@') {
        return Some(byline.to_string());
    }
    let mut names: Vec<String> = Vec::new();
    for part in split_outside_brackets(byline) {
        let name = name_beside_address(part);
        if name.contains(char::is_alphanumeric) && !names.contains(&name) {
            names.push(name);
        }
    }
    (!names.is_empty()).then(|| names.join(", "))
}

/// The parts between commas and semicolons that are not in brackets.
fn split_outside_brackets(text: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0_usize, 0, Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            '(' | '<' => depth += 1,
            ')' | '>' => depth = depth.saturating_sub(1),
            ',' | ';' if depth == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

/// The words of a part that are no address, without the brackets and quotation marks that parted them from it.
fn name_beside_address(part: &str) -> String {
    if !part.split_whitespace().any(is_address) {
        return part.trim().to_string();
    }
    let words: Vec<&str> = part.split_whitespace().filter(|word| !is_address(word)).collect();
    let name = words.join(" ");
    let trimmed = name.trim_matches(|c: char| "<>\"'“”".contains(c) || c.is_whitespace());
    let within = trimmed.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    within.unwrap_or(trimmed).trim_end_matches(['(', '[', ':', '-', '–', '|']).trim().to_string()
}

/// Whether a word is the address of a mail, in brackets or not.
fn is_address(word: &str) -> bool {
    let word = word.trim_matches(|c: char| "<>()[]\"'".contains(c));
    let word = word.strip_prefix("mailto:").unwrap_or(word);
    word.split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_beside_names_go_and_names_stay() {
        for (byline, names) in [
            ("jane@echo.example (Jane Roe)", "Jane Roe"),
            ("Jane Roe <jane@echo.example>", "Jane Roe"),
            ("Jane Roe (jane@echo.example)", "Jane Roe"),
            ("jane@echo.example (Jane Roe), tom@echo.example (Tom Poe)", "Jane Roe, Tom Poe"),
            ("mailto:jane@echo.example (Jane Roe, Island Echo)", "Jane Roe, Island Echo"),
            ("Jane Roe jane@echo.example", "Jane Roe"),
            ("Jane Roe; tom@echo.example", "Jane Roe"),
            ("Jane Roe (@janeroe)", "Jane Roe (@janeroe)"),
            ("Jane Roe", "Jane Roe"),
        ] {
            assert_eq!(strip_addresses(byline).as_deref(), Some(names), "{byline}");
        }
        assert_eq!(strip_addresses("desk@echo.example"), None);
    }
}
