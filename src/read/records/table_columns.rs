//! The columns of a table, looked at before its rows: whether one of them holds the text.
//!
//! A table without a text column gives a reject for each row, each for the same reason. So it is refused once, from its
//! header, with the columns that it has and the option to type.

use crate::read::error::Unreadable;
use crate::read::fields::field_map::FieldMap;
use crate::read::fields::roles::{HTML_PAGE_FIELDS, SUMMARY_NAMES, fold_name};

/// Columns that a reason names at most.
const MAX_NAMED_COLUMNS: usize = 40;

/// Characters of a column's name that a reason shows.
const MAX_NAME_CHARS: usize = 40;

/// Passes a table that has a column for the text or for a summary; `likely` is the column that looks like one, if any does.
///
/// # Errors
/// Where none of the columns is known to hold a text.
pub(crate) fn require_text_column<'c>(
    columns: impl Iterator<Item = &'c str> + Clone,
    map: &FieldMap,
    likely: Option<&str>,
) -> Result<(), Unreadable> {
    if columns.clone().any(|column| holds_text(column, map)) {
        return Ok(());
    }
    let shown = |name: &str| name.chars().take(MAX_NAME_CHARS).collect::<String>();
    let total = columns.clone().count();
    let mut names: Vec<String> = columns.take(MAX_NAMED_COLUMNS).map(shown).collect();
    if total > names.len() {
        names.push(format!("… {total} in all"));
    }
    let mapped = likely.map_or_else(|| "COLUMN".to_string(), shown);
    let reason = format!(
        "is a table without a column that is known to hold the text; its columns are: {}. Name the one that does: --map \"text={mapped}\"",
        names.join(", ")
    );
    Err(Unreadable::new("no text column", reason))
}

/// Whether a column may hold a text, a page or a summary; a nested one is a path, "article.text".
pub(crate) fn holds_text(column: &str, map: &FieldMap) -> bool {
    let is_known = |name: &str| {
        let folded = fold_name(name);
        map.is_text(name)
            || SUMMARY_NAMES.contains(&folded.as_str())
            || HTML_PAGE_FIELDS.contains(&folded.as_str())
    };
    is_known(column) || column.split('.').any(is_known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_refused_with_its_columns_and_what_to_type() {
        let columns = ["id", "Story So Far"];
        let refused = |map: &str| {
            let map = if map.is_empty() { FieldMap::default() } else { map.parse().unwrap() };
            require_text_column(columns.iter().copied(), &map, Some("Story So Far"))
        };
        let error = refused("").unwrap_err();
        assert!(
            error.reason.contains("id, Story So Far. ")
                && error.reason.contains("--map \"text=Story So Far\"")
        );
        assert_eq!(refused("text=Story So Far"), Ok(()));
    }

    #[test]
    fn summaries_pages_and_nested_columns_are_texts() {
        for column in ["Text", "description", "raw_html", "article.body", "content.list.element"] {
            assert!(holds_text(column, &FieldMap::default()), "{column}");
        }
        assert!(!holds_text("headline", &FieldMap::default()));
    }
}
