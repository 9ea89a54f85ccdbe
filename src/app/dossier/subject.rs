//! What is known of a dossier's subject, read off the rows of its sections: forms of the name, titles, how often, first, last.

use crate::app::dossier::gathered::Section;
use crate::app::dossier::kept_rows::KeptRows;
use crate::app::dossier::sections::ARTICLES;
use crate::output::OwnedCell;
use crate::output::document::DocumentCell;
use crate::query::resolve::EntityChoice;
use crate::text::count_phrase::count_phrase;

/// Other forms of a name, and titles, that are listed before the sections at most.
const MAX_FORMS: usize = 8;

type Fact = (&'static str, DocumentCell);

/// What is known of somebody or something.
pub(super) fn facts_of_entity(choice: &EntityChoice, sections: &[Section]) -> Vec<Fact> {
    let name = choice.candidates().first().map_or("", |candidate| candidate.name.as_str());
    let types: Vec<&str> = choice.candidates().iter().map(|candidate| candidate.kind.as_str()).collect();
    let forms = rows_of(sections, "as-written");
    let written = texts(forms, "as_written").filter(|form| *form != name);
    let mut facts = vec![("Type", text(types.join(" and ")))];
    facts.extend(list("Also written", written));
    facts.extend(list("Titles", texts(forms, "title")));
    let papers = rows_of(sections, "entity-sources");
    let named = format!(
        "{} in {} of {}",
        count_phrase(papers.map_or(0, |rows| rows.sum("mentions")), "mention"),
        count_phrase(papers.map_or(0, |rows| rows.sum("articles")), "article"),
        count_phrase(papers.map_or(0, |rows| rows.above_zero("articles")), "paper")
    );
    facts.push(("Named", text(named)));
    facts.extend(first_and_last(sections));
    facts
}

/// What is known of what a search has found.
pub(super) fn facts_of_topic(words: &str, sections: &[Section]) -> Vec<Fact> {
    let articles = rows_of(sections, "articles");
    let papers = rows_of(sections, "sources");
    let copies = papers.map_or(0, |rows| rows.sum("copies"));
    let of_them = match copies {
        0 => String::new(),
        1 => " (1 is a copy of another)".into(),
        copies => format!(" ({copies} are copies of others)"),
    };
    let found = format!(
        "{}{of_them} of {}",
        count_phrase(articles.map_or(0, |rows| rows.all as u64), "article"),
        count_phrase(papers.map_or(0, |rows| rows.all as u64), "paper")
    );
    let mut facts = vec![("Search", text(words.to_string())), ("Found", text(found))];
    facts.extend(first_and_last(sections));
    facts
}

fn rows_of<'s>(sections: &'s [Section], query: &str) -> Option<&'s KeptRows> {
    let section = sections.iter().find(|section| section.query.as_deref() == Some(query));
    section.map(|section| &section.rows)
}

fn text(text: String) -> DocumentCell {
    DocumentCell { text, ..DocumentCell::default() }
}

/// The texts of a column, each once.
fn texts<'r>(rows: Option<&'r KeptRows>, column: &str) -> impl Iterator<Item = &'r str> {
    let at = rows.and_then(|rows| rows.column(column));
    let mut seen = Vec::new();
    let cells = rows.into_iter().flat_map(|rows| rows.rows()).filter_map(move |row| match &row[at?] {
        OwnedCell::Text(text) => Some(text.as_str()),
        _ => None,
    });
    cells.filter(move |text| {
        let is_new = !seen.contains(text);
        seen.push(*text);
        is_new
    })
}

fn list<'t>(name: &'static str, texts: impl Iterator<Item = &'t str>) -> Option<Fact> {
    let texts: Vec<&str> = texts.take(MAX_FORMS).collect();
    (!texts.is_empty()).then(|| (name, text(texts.join(", "))))
}

/// The first and the last article that has a day.
fn first_and_last(sections: &[Section]) -> Vec<Fact> {
    let articles = sections.iter().find(|section| section.title == ARTICLES).map(|section| &section.rows);
    let Some(articles) = articles else { return Vec::new() };
    let value = |row: &[OwnedCell], name: &str| match articles.column(name).map(|at| &row[at]) {
        Some(OwnedCell::Text(text)) => Some(text.clone()),
        _ => None,
    };
    let mut dated = articles.rows().filter_map(|row| {
        let day = value(row, "published")?;
        let source = value(row, "source").map(|source| format!(", {source}")).unwrap_or_default();
        let title = value(row, "title").map(|title| format!(": {title}")).unwrap_or_default();
        let text = format!("{day}{source}{title}");
        Some(DocumentCell { text, link: value(row, "url"), ..DocumentCell::default() })
    });
    let first = dated.next();
    let last = dated.last();
    [("First article", first), ("Last article", last)]
        .into_iter()
        .filter_map(|(name, article)| Some((name, article?)))
        .collect()
}
