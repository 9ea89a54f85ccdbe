//! The commands that do what SQL alone would do by half: a row of an archive seldom stands alone.
//!
//! Takes the tables that somebody wanted to change, gives a sentence for the message.

/// The command that changes such rows and what depends on them.
pub(crate) fn command_instead<'t>(tables: impl Iterator<Item = &'t str>) -> &'static str {
    let of = |table: &str| match table {
        "articles" | "texts" | "text_keys" | "text_links" | "revisions" | "blocks" => Some(
            "Articles go in with `presscut import` and out with `presscut imports undo`, and all that depends on them with them",
        ),
        "imports" | "import_files" | "sightings" | "rejects" => {
            Some("`presscut imports undo` takes a run back, `presscut rejects --readmit` lets a record in")
        }
        "quotes" | "quote_corrections" => {
            Some("`presscut quotes fix` corrects a quote or says that it is none")
        }
        "mentions" | "names" | "name_aliases" | "aliases" | "entities" | "curated" | "curated_names" => {
            Some("`presscut entities` merges, splits, renames, retypes and hides what was found")
        }
        "sources" | "date_orders" => Some("`presscut sources set` says how a source is to be read"),
        "dates" | "sums" => Some("`presscut reextract` finds dates and sums of money again"),
        _ => None,
    };
    tables.filter_map(of).next().unwrap_or("Change what depends on it in the same script")
}
