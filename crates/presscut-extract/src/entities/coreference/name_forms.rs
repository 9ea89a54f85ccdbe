//! Forms of names compared: their words, a part of a person's name, the letters of a long form.

/// A form on one line, whatever white space it has in the text.
pub fn one_line(surface: &str) -> String {
    surface.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a name as they are compared: small letters, no stops, no leading article.
pub fn words_of(form: &str) -> Vec<String> {
    let small = |word: &str| -> String {
        if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return word.to_ascii_lowercase();
        }
        word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let words = form.split([' ', '-', '‑']).map(small).filter(|word| !word.is_empty());
    let words: Vec<String> = words.collect();
    match words.split_first() {
        Some((first, rest)) if first == "the" && !rest.is_empty() => rest.to_vec(),
        _ => words,
    }
}

/// The words of a person's name: the article before an Arabic family name tells nothing.
pub fn words_of_person(form: &str) -> Vec<String> {
    let words = words_of(form);
    if words.len() < 2 {
        return words;
    }
    let last = words.len() - 1;
    let kept =
        words.iter().enumerate().filter(|(at, word)| *at == last || !matches!(word.as_str(), "al" | "el"));
    kept.map(|(_, word)| word.clone()).collect()
}

/// Americans are American.
pub fn words_of_people(form: &str) -> Vec<String> {
    let mut words = words_of(form);
    if let Some(last) = words.last_mut()
        && ["ans", "is", "ists", "rats", "ims"].iter().any(|end| last.ends_with(end))
        && last.len() > 5
    {
        last.pop();
    }
    words
}

/// Whether one person's name is a part of another's: the surname, the given name, or both with less between them.
pub fn is_part_of_person(part: &[String], full: &[String]) -> bool {
    let (Some(first), Some(last)) = (part.first(), part.last()) else { return false };
    if part.len() == full.len() && part.len() > 1 {
        // The same words in another order: Wang Keng-sheng, Keng-sheng Wang.
        let sorted = |words: &[String]| {
            let mut words = words.to_vec();
            words.sort_unstable();
            words
        };
        return sorted(part) == sorted(full);
    }
    if part.len() >= full.len() {
        return false;
    }
    if part.len() == 1 {
        // An initial is no name.
        return first.chars().count() > 1
            && (full.first() == Some(first)
                || full.last() == Some(first)
                || full.iter().rev().nth(1) == Some(first) && is_suffix(full));
    }
    let fits =
        |short: &str, long: &str| short == long || (short.chars().count() == 1 && long.starts_with(short));
    let rest = full.last().filter(|_| !is_suffix(full)).or(full.iter().rev().nth(1));
    let in_order = {
        let mut all = full.iter();
        part.iter().all(|word| all.any(|other| other == word))
    };
    in_order
        || (full.first().is_some_and(|other| fits(first, other) || fits(other, first)) && rest == Some(last))
}

/// Whether one word stands within a longer name: the father's name of two family names, a middle name.
pub fn is_within_person(part: &[String], full: &[String]) -> bool {
    matches!(part, [word] if word.chars().count() > 2 && full.len() > 2 && full.contains(word))
}

/// Whether a name ends in what is no family name.
pub fn is_suffix(words: &[String]) -> bool {
    words.last().is_some_and(|word| matches!(word.as_str(), "jr" | "sr" | "ii" | "iii"))
}

/// Whether letters are the initials of a long form: "MND" of "Ministry of National Defense".
pub fn are_initials(letters: &str, long: &str) -> bool {
    let words: Vec<&str> = long.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    if words.len() < 2 {
        return false;
    }
    let initials = |small: bool| -> String {
        words
            .iter()
            .filter(|word| small || word.starts_with(char::is_uppercase))
            .filter_map(|word| word.chars().next())
            .flat_map(char::to_uppercase)
            .collect()
    };
    initials(false) == letters || initials(true) == letters
}

/// The letters of "TSMC" and "U.N."; nothing where a form is a word.
pub fn acronym(form: &str) -> Option<String> {
    let letters: String = form.chars().filter(|c| *c != '.').collect();
    let all = letters.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
    (letters.chars().count() >= 2 && all && letters.contains(char::is_uppercase)).then_some(letters)
}
