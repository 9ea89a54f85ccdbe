//! Documents: a title, facts, paragraphs, tables and charts, for people to read; as Markdown, plain text or a page of HTML.
//!
//! Takes a [`Document`] that a use case has made, gives text. Knows nothing of articles. Text from outside is made
//! printable and escaped here, so that nothing in it acts on whoever opens the file.

mod html;
mod markdown;
mod plain_text;

use std::io::{self, Write};
use std::path::Path;

use crate::output::chart::DrawnChart;
use crate::output::printable::printable_line;

/// A document.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The headline.
    pub title: String,
    /// The language of its text, as a two-letter code; English where that is not known.
    pub language: Option<String>,
    /// What is said about it before the text: a word and a value each, in order.
    pub facts: Vec<(&'static str, String)>,
    /// The rest.
    pub parts: Vec<Part>,
    /// What it was made of, said at its end.
    pub source: Option<String>,
}

/// A part of a document.
#[derive(Debug, Clone)]
pub enum Part {
    /// A heading of a section.
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// A paragraph that says how to read what is around it.
    Remark(String),
    /// What is known, in a list: a word and a value each.
    Facts(Vec<(&'static str, DocumentCell)>),
    /// A table: its heads and its rows.
    Table(Vec<String>, Vec<Vec<DocumentCell>>),
    /// A chart, with the values in it for those who do not see it.
    Chart(Box<DrawnChart>),
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocumentCell {
    /// Its text.
    pub text: String,
    /// Where it leads: an address of the web, or "#" with a place of this document.
    pub link: Option<String>,
    /// A place that links of this document can lead to: letters, digits and hyphens.
    pub place: Option<String>,
    /// Whether it is a number, which stands on the right.
    pub is_number: bool,
}

/// A form in which documents are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentFormat {
    /// Markdown, with the facts as front matter in YAML.
    Markdown,
    /// Plain text.
    Text,
    /// A page that needs nothing else.
    Html,
}

impl DocumentFormat {
    /// The format of a file, by how its name ends.
    pub fn of_file(path: &Path) -> Option<DocumentFormat> {
        let end = path.extension()?.to_str()?.to_ascii_lowercase();
        match end.as_str() {
            "md" | "markdown" => Some(DocumentFormat::Markdown),
            "txt" | "text" => Some(DocumentFormat::Text),
            "html" | "htm" => Some(DocumentFormat::Html),
            _ => None,
        }
    }

    /// How the names of its files end.
    pub fn extension(self) -> &'static str {
        match self {
            DocumentFormat::Markdown => "md",
            DocumentFormat::Text => "txt",
            DocumentFormat::Html => "html",
        }
    }
}

/// Writes a document.
///
/// # Errors
/// Where it cannot be written.
pub fn write_document(document: &Document, format: DocumentFormat, out: &mut dyn Write) -> io::Result<()> {
    match format {
        DocumentFormat::Markdown => markdown::write(document, out),
        DocumentFormat::Text => plain_text::write(document, out),
        DocumentFormat::Html => html::write(document, out),
    }
}

/// A text on one line, in which nothing acts on whoever reads it.
fn one_line(text: &str) -> String {
    printable_line(&text.replace(['\n', '\r'], " "))
}

/// Whether a link is one of the web, and nothing that acts.
fn is_web_address(link: &str) -> bool {
    (link.starts_with("https://") || link.starts_with("http://"))
        && !link.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"'))
}

/// Whether a link leads to a place of its own document.
fn is_own_place(link: &str) -> bool {
    link.strip_prefix('#').is_some_and(|place| {
        !place.is_empty() && place.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(document: &Document, format: DocumentFormat) -> String {
        let mut out = Vec::new();
        write_document(document, format, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn hostile() -> Document {
        let link =
            |link: &str| DocumentCell { text: "a|b".into(), link: Some(link.into()), ..Default::default() };
        Document {
            title: "# <b>Fares</b>: \"up\"".into(),
            language: None,
            facts: vec![("source", "x: \"y\"\n---\nz".into())],
            parts: vec![
                Part::Paragraph("- no list *nor* <script>x</script>\u{1b}[31m".into()),
                Part::Table(
                    vec!["what".into()],
                    vec![
                        vec![link("https://a.example/?q=1&r")],
                        vec![link("https://a.example/x_(y)")],
                        vec![link("javascript:alert(1)")],
                        vec![link("#x\"onclick=\"y")],
                    ],
                ),
            ],
            source: Some("<b>archive</b>".into()),
        }
    }

    #[test]
    fn text_stays_text_in_markdown() {
        let text = written(&hostile(), DocumentFormat::Markdown);
        assert!(
            text.starts_with(
                "---\ntitle: \"# <b>Fares</b>: \\\"up\\\"\"\nsource: \"x: \\\"y\\\" --- z\"\n---\n"
            ),
            "{text}"
        );
        assert!(text.contains("\n# \\# \\<b\\>Fares\\</b\\>: \"up\"\n"), "{text}");
        assert!(text.contains("\n\\- no list \\*nor\\* \\<script\\>x\\</script\\>"), "{text}");
        assert!(text.contains("[a\\|b](https://a.example/?q=1&r)") && !text.contains("javascript"), "{text}");
        assert!(text.contains("[a\\|b](https://a.example/x_%28y%29)"), "{text}");
        assert!(!text.contains('\u{1b}'));
    }

    #[test]
    fn text_stays_text_on_a_page() {
        let page = written(&hostile(), DocumentFormat::Html);
        assert!(page.contains("<h1># &lt;b&gt;Fares&lt;/b&gt;: &quot;up&quot;</h1>"), "{page}");
        assert!(
            !page.contains("<script") && !page.contains("javascript") && !page.contains('\u{1b}'),
            "{page}"
        );
        assert!(!page.contains("onclick") && page.contains("<footer><p>&lt;b&gt;archive"), "{page}");
        assert!(page.contains("<a href=\"https://a.example/?q=1&amp;r\""), "{page}");
        assert!(
            page.contains("<html lang=\"en\">") && page.contains("<th scope=\"col\">what</th>"),
            "{page}"
        );
    }

    #[test]
    fn plain_text_has_paragraphs_and_lines() {
        let text = written(&hostile(), DocumentFormat::Text);
        assert!(text.starts_with("# <b>Fares</b>: \"up\"\nsource: x: \"y\" --- z\n\n- no list"), "{text}");
        assert!(text.contains("what: a|b (https://a.example/?q=1&r)\n"), "{text}");
    }
}
