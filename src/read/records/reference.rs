//! An entry of a list of references (RIS, BibTeX) as a scrape: what a library or a reference manager knows of an article,
//! and its abstract.
//!
//! The abstract is the text, and a block of kind `abstract` as well, so that a query can tell such an article from one
//! whose text is known. The surprising decision: only what the entry gives as the date of publication is one; when the
//! reference was looked up is nothing about the article.

use crate::model::{Block, BlockKind, Origin, PublishedFrom, Scrape};
use crate::read::error::Unreadable;
use crate::read::fields::plain_text::{render_line, render_text};
use crate::text::characters::ends_as_sentence;

/// What an entry says.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Reference {
    /// The headline.
    pub title: Option<String>,
    /// The authors, each in reading order.
    pub authors: Vec<String>,
    /// The paper.
    pub source: Option<String>,
    /// When it was published, as precisely as it is given.
    pub published: Option<String>,
    /// The section of the paper.
    pub section: Option<String>,
    /// The page of the paper.
    pub page: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// The number that the database gives to it.
    pub number: Option<String>,
    /// The database.
    pub vendor: Option<String>,
    /// The language, as written.
    pub language: Option<String>,
    /// The abstract.
    pub summary: Option<String>,
}

impl Reference {
    /// Makes a scrape of it.
    ///
    /// # Errors
    /// Where it has no abstract.
    pub fn into_scrape(self, origin: &Origin) -> Result<Scrape, Unreadable> {
        let text = render_text(self.summary.unwrap_or_default());
        if !text.contains(char::is_alphanumeric) {
            let what = self.title.map_or(String::new(), |title| format!(" (“{title}”)"));
            let reason = format!(
                "is a reference without an abstract{what}: export it with the abstract or the full text, and import that"
            );
            return Err(Unreadable::new("no text", reason));
        }
        let line =
            |text: Option<String>| text.map(|text| render_line(text.trim())).filter(|text| !text.is_empty());
        Ok(Scrape {
            origin: origin.clone(),
            blocks: vec![Block { kind: BlockKind::Abstract, text: text.clone(), line: 1 }],
            text,
            url: self.url,
            title: line(self.title),
            byline: (!self.authors.is_empty()).then(|| self.authors.join("; ")),
            published_from: self.published.as_ref().map(|_| PublishedFrom::RecordField),
            published: self.published,
            section: line(self.section),
            page: line(self.page),
            source: line(self.source).map(|name| article_first(&name)),
            vendor: line(self.vendor).map(Into::into),
            vendor_number: line(self.number),
            language: self.language,
            ..Scrape::default()
        })
    }
}

/// A name that catalogues sort by its surname, as it is read: "Roe, Jane" → "Jane Roe", "Roe, Jane, Jr." → "Jane Roe, Jr.".
pub(crate) fn given_name_first(name: &str) -> String {
    let parts: Vec<&str> = name.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    match parts[..] {
        [surname, given] => format!("{given} {surname}"),
        [surname, given, suffix] => format!("{given} {surname}, {suffix}"),
        _ => name.trim().to_string(),
    }
}

/// The name of a paper as it is printed: "Arden Herald, The" → "The Arden Herald".
fn article_first(name: &str) -> String {
    match name.rsplit_once(", ") {
        Some((rest, article))
            if ["the", "a", "le", "la", "les", "der", "die", "das", "el", "il"]
                .contains(&article.to_lowercase().as_str()) =>
        {
            format!("{article} {rest}")
        }
        _ => name.to_string(),
    }
}

/// Lines as paragraphs: a line that ends as a sentence does ends its paragraph, others were wrapped.
pub(crate) fn join_wrapped_lines<'l>(lines: impl Iterator<Item = &'l str>) -> String {
    let mut text = String::new();
    for line in lines.map(str::trim) {
        let ends_paragraph = line.is_empty() || ends_as_sentence(&text);
        if !text.is_empty() && !text.ends_with('\n') {
            text.push_str(if ends_paragraph { "\n\n" } else { " " });
        }
        text.push_str(line);
    }
    text.trim_end().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_turned_as_they_are_read() {
        for (sorted, read) in [
            ("Roe, Jane", "Jane Roe"),
            ("Roe, Jane, Jr.", "Jane Roe, Jr."),
            ("Arden News Service", "Arden News Service"),
            ("Roe,", "Roe,"),
        ] {
            assert_eq!(given_name_first(sorted), read);
        }
        assert_eq!(article_first("Arden Herald, The"), "The Arden Herald");
        assert_eq!(article_first("Tarn, Sund and Isle"), "Tarn, Sund and Isle");
    }

    #[test]
    fn a_wrapped_line_goes_on_and_a_whole_one_ends_its_paragraph() {
        let lines = ["The ferry was", "late.", "It left", "", "at noon"];
        assert_eq!(join_wrapped_lines(lines.into_iter()), "The ferry was late.\n\nIt left\n\nat noon");
    }
}
