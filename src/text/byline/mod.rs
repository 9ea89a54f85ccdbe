//! Bylines: recognised on a line of their own, and split into authors.
//!
//! Takes a byline as a record, a page's metadata or a line of text has it, in any of the languages that
//! `introductions` and `roles` know; gives people, or the organisations that sign where nobody else does. The
//! surprising decision: a word that may be a place or a person is a place, if it comes after a full name.

mod introductions;
mod line;
mod names;
mod organisations;
mod roles;
mod split;
#[cfg(test)]
mod tests;
mod word_list;

pub use line::{authors_of_shown_line, recognise_byline, says_who_wrote};
pub use names::AuthorKind;
pub use split::{Author, read_authors};

pub(crate) use line::{has_form_of_names, has_label, is_role_line, is_word_beside_names};
pub(crate) use organisations::is_agency;

/// The names of the authors in a byline, without roles, places and "By": "By Jane Roe and John Doe / Staff reporters" → two
/// names. Where it names no people, the agencies and desks that it names: "AFP".
pub fn split_authors(byline: Option<&str>) -> Vec<String> {
    read_authors(byline.unwrap_or_default()).into_iter().map(|author| author.name).collect()
}

/// A byline as a record has it, as one line: without "By", and a list as text as names with commas between them. Empty
/// where it names nobody.
pub fn tidy_byline(byline: &str) -> String {
    match crate::text::list_cells::list_items(byline) {
        Some(_) => split_authors(Some(byline)).join(", "),
        None => introductions::strip_introduction(byline).to_string(),
    }
}
