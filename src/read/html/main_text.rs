//! The main text of a page: its story as paragraphs separated by empty lines.

use dom_query::Document;

use crate::read::error::Unreadable;
use crate::read::html::boilerplate::find_boilerplate;
use crate::read::html::embedded_story::{is_built_by_script, story_in_linked_data, story_in_scripts};
use crate::read::html::outline::{Outline, OutlinedElement};
use crate::read::html::rendered_text::{RenderedLine, join_lines, render_lines};
use crate::read::html::story::{PlacedLine, drop_repeated_labels, find_story, trim_labels};

/// A shorter text is no story: something else is tried.
const MIN_STORY_CHARS: usize = 250;
/// A page that leaves its story to a script shows fewer characters outside links; one with a short story shows more.
const MAX_SHELL_CHARS: usize = 800;
/// A shorter text may be one part of a story that is in several elements.
const MIN_WHOLE_STORY_CHARS: usize = 1000;

/// Finds the story on a page that was parsed within the limits of [`crate::read::html::limits`].
///
/// # Errors
/// Where the page's tree is too deep.
pub(crate) fn find_main_text(
    page: &str,
    document: &Document,
    is_known: impl Fn(&str) -> bool,
) -> Result<String, Unreadable> {
    let outline = Outline::of(document)?;
    let boilerplate = find_boilerplate(&outline);
    let Some(body) = document.body() else { return Ok(String::new()) };
    let lines = render_lines(&body, |node, _| !boilerplate.contains(&node.id));
    let lines: Vec<PlacedLine> =
        lines.into_iter().map(|line| PlacedLine { index: outline.index_of(line.block), line }).collect();
    let story = find_story(&outline, &lines);
    let mut lines: Vec<PlacedLine> = lines.into_iter().filter(|line| story.contains(&line.index)).collect();
    drop_repeated_labels(&outline, &mut lines);
    trim_labels(&outline, &mut lines, |text| is_known(text));
    let text: Vec<RenderedLine> = lines.into_iter().map(|line| line.line).collect();
    let text = join_lines(&text);
    let length = |text: &str| text.chars().count();
    if length(&text) < MIN_WHOLE_STORY_CHARS {
        // The JSON-LD of a story for subscribers often has all of it.
        if let Some(stated) =
            story_in_linked_data(document).filter(|stated| length(stated) > length(&text) * 2)
        {
            return Ok(stated);
        }
        if length(&text) < MIN_STORY_CHARS
            && let Some(held) = story_in_scripts(page).filter(|held| length(held) >= MIN_STORY_CHARS)
        {
            return Ok(held);
        }
        let shown = outline.elements.first().map_or(0, OutlinedElement::text_chars);
        if length(&text) < MIN_STORY_CHARS && shown < MAX_SHELL_CHARS && is_built_by_script(page) {
            let reason = "has no main text: a script builds the story, and the page as it was saved has at most its beginning. \
                          Save it from a browser";
            return Err(Unreadable::new("no text", reason));
        }
    }
    Ok(text)
}
