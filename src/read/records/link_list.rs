//! Lists of links that reading tools and browsers export: Pocket, Instapaper, Raindrop, Readwise, bookmarks.
//!
//! They have addresses and headlines and no texts, so there is nothing to read. They are a format all the same, so that
//! such a file is one reject that says what to do, and not one for each of its lines.

use crate::read::error::{OpenError, Unreadable};
use crate::read::fields::roles::{FieldRole, fold_name};
use crate::read::format::{FormatKind, FormatRecords, FormatSpec, TextHead, TextStream};

/// Lists of links.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "links",
    description: "Saved links without texts (Pocket, bookmarks): rejected, with what to do",
    precedence: 33,
    kind: FormatKind::Text { extensions: &[], recognise, open },
};

/// What a table of links has for columns, folded, beside the address.
const COLUMNS: [&str; 24] = [
    "title",
    "timeadded",
    "cursor",
    "tags",
    "status",
    "selection",
    "folder",
    "timestamp",
    "id",
    "note",
    "excerpt",
    "created",
    "cover",
    "highlights",
    "favorite",
    "type",
    "documenttags",
    "documentnote",
    "saveddate",
    "readingprogress",
    "location",
    "seen",
    "archived",
    "starred",
];

/// The columns that only such tables have: when a link was saved, or where it is kept.
const MARKS: [&str; 3] = ["timeadded", "saveddate", "folder"];

/// What pages of links begin with, in lower case.
const PAGE_MARKS: [&str; 3] =
    ["<!doctype netscape-bookmark-file", "<title>pocket export</title>", "<title>instapaper: export</title>"];

/// How many bytes of a page are searched for its mark.
const MARK_SEARCH_BYTES: usize = 1024;

fn recognise(head: &TextHead<'_>) -> bool {
    let start = String::from_utf8_lossy(&head.trimmed[..head.trimmed.len().min(MARK_SEARCH_BYTES)]);
    if start.starts_with('<') {
        let start = start.to_lowercase();
        return PAGE_MARKS.iter().any(|mark| start.contains(mark));
    }
    let has_own_text = head.options.fields.names_for(FieldRole::Text).next().is_some();
    !has_own_text && start.split_once('\n').is_some_and(|(header, _)| is_header(header))
}

/// Whether a line names the columns of a table of links, and no other.
fn is_header(line: &str) -> bool {
    let columns: Vec<String> = line.split(',').map(fold_name).collect();
    let is_address = |column: &String| column == "url";
    columns.iter().any(is_address)
        && columns.iter().any(|column| MARKS.contains(&column.as_str()))
        && columns.iter().all(|column| is_address(column) || COLUMNS.contains(&column.as_str()))
}

fn open<'s>(_: TextStream<'s, '_>) -> Result<FormatRecords<'s>, OpenError> {
    let reason = "is a list of saved links without their texts: fetch the pages at these addresses, and import what \
                  was fetched";
    Err(Unreadable::new("no text", reason).into())
}

#[cfg(test)]
mod tests {
    use super::is_header;

    #[test]
    fn a_table_of_links_is_known_by_all_of_its_columns() {
        for header in [
            "title,url,time_added,tags,status",
            "URL,Title,Selection,Folder,Timestamp,Tags",
            "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite",
            "\"Title\",\"URL\",\"ID\",\"Document tags\",\"Saved date\",\"Reading progress\",\"Location\",\"Seen\"\r",
        ] {
            assert!(is_header(header), "{header}");
        }
        for header in
            ["title,url,time_added,text", "title,url,tags", "url,title,created", "title,folder,tags"]
        {
            assert!(!is_header(header), "{header}");
        }
    }
}
