//! What is said beside rows: what was asked, of which archive, on which day, and what its columns are called in words.
//!
//! A page has it in its footer, a report on its first sheet. Plain values only: who writes rows gathers them.

/// What is said beside rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caption {
    /// The name of the canned query or the table.
    pub query: Option<String>,
    /// The values of its parameters, as a reader would write them; those without a value are left out.
    pub parameters: Vec<(String, String)>,
    /// The SQL, where there is any.
    pub sql: Option<String>,
    /// The archive's file, without its folder.
    pub archive: Option<String>,
    /// The day of writing, UTC: "2031-03-14".
    pub day: String,
    /// What a reader of the figures has to know.
    pub note: Option<String>,
    /// What columns are called in words, by their names; other names are made into words.
    pub headings: &'static [(&'static str, &'static str)],
}

impl Caption {
    /// "Source: archive presscut.db; query speakers (from 2031-03-01); presscut 0.1.0, 2031-03-14"
    pub fn source_line(&self) -> String {
        let mut parts = Vec::new();
        if let Some(archive) = &self.archive {
            parts.push(format!("archive {archive}"));
        }
        let parameters: Vec<String> =
            self.parameters.iter().map(|(name, value)| format!("{name} {value}")).collect();
        let given =
            if parameters.is_empty() { String::new() } else { format!(" ({})", parameters.join(", ")) };
        if let Some(query) = &self.query {
            parts.push(format!("query {query}{given}"));
        }
        let day = if self.day.is_empty() { String::new() } else { format!(", {}", self.day) };
        parts.push(format!("presscut {}{day}", env!("CARGO_PKG_VERSION")));
        format!("Source: {}", parts.join("; "))
    }

    /// A column's heading.
    pub fn heading_of(&self, column: &str) -> String {
        let known = self.headings.iter().find(|(name, _)| *name == column);
        known.map_or_else(|| words_of_name(column), |(_, heading)| (*heading).to_string())
    }
}

/// Parts of names that are not written as a word is.
const ABBREVIATIONS: &[(&str, &str)] = &[("id", "ID"), ("url", "URL"), ("sql", "SQL"), ("sha256", "SHA-256")];

/// "word_count" → "Word count". Only names as SQL writes them are changed: what has blanks or capitals in it, somebody
/// wrote as a heading already; letters alone stay what they are.
fn words_of_name(name: &str) -> String {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) || !name.chars().all(is_plain) || name.len() < 2 {
        return name.to_string();
    }
    let words = name.split('_').filter(|word| !word.is_empty()).map(|word| {
        ABBREVIATIONS.iter().find(|(short, _)| *short == word).map_or(word, |(_, written)| written)
    });
    let words = words.collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(1) {
        Some((at, _)) => format!("{}{}", words[..at].to_uppercase(), &words[at..]),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_words_unless_somebody_wrote_one() {
        let caption = Caption { headings: &[("per_week", "Articles per week")], ..Caption::default() };
        for (name, heading) in [
            ("per_week", "Articles per week"),
            ("word_count", "Word count"),
            ("article_id", "Article ID"),
            ("url", "URL"),
            ("n", "n"),
            ("count(*)", "count(*)"),
            ("Total (EUR)", "Total (EUR)"),
            ("straße", "straße"),
            ("_", "_"),
        ] {
            assert_eq!(caption.heading_of(name), heading);
        }
    }

    #[test]
    fn the_source_names_archive_query_and_day() {
        let caption = Caption {
            query: Some("speakers".into()),
            parameters: vec![("from".into(), "2031-03-01".into()), ("top".into(), "5".into())],
            archive: Some("press.db".into()),
            day: "2031-03-14".into(),
            ..Caption::default()
        };
        let version = env!("CARGO_PKG_VERSION");
        assert_eq!(
            caption.source_line(),
            format!(
                "Source: archive press.db; query speakers (from 2031-03-01, top 5); presscut {version}, 2031-03-14"
            )
        );
        assert_eq!(Caption::default().source_line(), format!("Source: presscut {version}"));
    }
}
