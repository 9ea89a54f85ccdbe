//! "Did you mean": the known names that are near to one that is not known.

/// The nearest names, best first; at most three, and none that is far off.
pub fn nearest<'n>(wanted: &str, known: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
    let lower = wanted.to_lowercase();
    let mut near: Vec<(f64, &str)> = known
        .into_iter()
        .map(|name| {
            let other = name.to_lowercase();
            let within =
                lower.len() >= 3 && (other.contains(&lower) || lower.contains(&other) && other.len() >= 3);
            (strsim::jaro_winkler(&lower, &other).max(if within { 0.9 } else { 0.0 }), name)
        })
        .filter(|(likeness, _)| *likeness >= 0.8)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    near.truncate(3);
    near.into_iter().map(|(_, name)| name).collect()
}

/// " (did you mean a, b or c?)", or nothing.
pub fn did_you_mean<'n>(wanted: &str, known: impl IntoIterator<Item = &'n str>) -> String {
    match &nearest(wanted, known)[..] {
        [] => String::new(),
        [one] => format!(" (did you mean {one}?)"),
        [first @ .., last] => format!(" (did you mean {} or {last}?)", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised_and_other_words_are_not() {
        let known = ["speakers", "sources", "entities"];
        assert_eq!(nearest("speaker", known), ["speakers"]);
        assert_eq!(nearest("entites", known), ["entities"]);
        assert_eq!(did_you_mean("sorces", known), " (did you mean sources?)");
        assert_eq!(did_you_mean("xyz", known), "");
    }
}
