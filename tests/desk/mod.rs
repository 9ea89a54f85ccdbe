//! The reporter's desk: what is new, tags and notes, removal, one archive out of two, and looking at rows.

mod article_files;
mod corrected_quotes;
mod dossier;
mod forget;
mod mark_sheets;
mod merge;
mod news;
mod notes;
mod questions;
mod rows;
mod settings;
mod small_things;
mod tags;
mod week;

use crate::workspace::Workspace;

/// The number of the article with this headline.
fn article(space: &Workspace, title: &str) -> String {
    space.value(&format!("SELECT id FROM articles WHERE title = '{title}'"))
}

/// The headlines of the articles that `presscut query articles` gives with this tag.
#[track_caller]
fn titles_tagged(space: &Workspace, tag: &str) -> Vec<String> {
    cells(&space.run_args(&["query", "articles", "-p", "tag", tag, "--csv"]).code(0).stdout, "title")
}

/// A column of a table in CSV.
fn cells(table: &str, column: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let at = reader.headers().unwrap().iter().position(|name| name == column);
    let at = at.unwrap_or_else(|| panic!("no {column} in {table}"));
    reader.records().map(|record| record.unwrap()[at].to_string()).collect()
}

/// Asserts that the archive keeps its promises.
#[track_caller]
fn check(space: &Workspace) {
    let checked = space.run("check").code(0).stdout;
    assert!(checked.lines().all(|line| line.starts_with("ok ")), "{checked}");
}
