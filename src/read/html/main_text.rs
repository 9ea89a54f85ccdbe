//! The main text of a page: its story, as paragraphs separated by empty lines.
//!
//! Takes a page's tree, gives the text. Boilerplate is told by names and links ([`crate::read::html::boilerplate`]), the rest is
//! rendered line by line, the element of the story is found by its lines ([`crate::read::html::story`]), and labels at its ends go
//! ([`crate::read::html::label_lines`]). The surprising decision: the copy of a story that JSON-LD or a script holds is taken only
//! where the page shows hardly any, because it often lacks paragraphs. Figures, and what else was tried, are in docs/quality.md.

use dom_query::Document;

use crate::read::error::Unreadable;
use crate::read::html::boilerplate::find_boilerplate;
use crate::read::html::embedded_story::{is_built_by_script, story_in_linked_data, story_in_scripts};
use crate::read::html::label_lines::{drop_repeated_labels, trim_labels};
use crate::read::html::outline::Outline;
use crate::read::html::placed_line::PlacedLine;
use crate::read::html::rendered_text::{RenderedLine, join_lines, render_lines};
use crate::read::html::story::find_story;
use crate::read::html::visibility::is_hidden;

/// A shorter text is no story: something else is tried.
const MIN_STORY_CHARS: usize = 250;
/// A shorter text may be one part of a story that is in several elements.
const MIN_WHOLE_STORY_CHARS: usize = 1000;
/// A page that leaves its story to a script shows fewer characters outside links; one with a short story shows more.
const MAX_SHELL_CHARS: usize = 800;

/// Finds the story on a page that was parsed within the limits of [`crate::read::html::limits`]. `page` is its source, with its
/// scripts; `is_known` says whether a line is the headline or an author.
///
/// # Errors
/// Where the page's tree is too deep, and where a script builds the story that the page as it was saved does not have.
pub(crate) fn find_main_text(
    page: &str,
    document: &Document,
    is_known: impl Fn(&str) -> bool,
) -> Result<String, Unreadable> {
    let outline = Outline::of(document)?;
    let shown = shown_story(document, &outline, is_known);
    let length = |text: &str| text.chars().count();
    let shown_chars = length(&shown);
    if shown_chars >= MIN_WHOLE_STORY_CHARS {
        return Ok(shown);
    }
    // The JSON-LD of a story for subscribers often has all of it.
    if let Some(stated) = story_in_linked_data(document).filter(|stated| length(stated) > shown_chars * 2) {
        return Ok(stated);
    }
    if shown_chars >= MIN_STORY_CHARS {
        return Ok(shown);
    }
    if let Some(held) = story_in_scripts(page).filter(|held| length(held) >= MIN_STORY_CHARS) {
        return Ok(held);
    }
    let is_shell = outline.elements[0].text_chars() < MAX_SHELL_CHARS;
    if is_shell && is_built_by_script(page) {
        let reason = "has no main text: a script builds the story, and the page as it was saved has at most its beginning. \
                      Save it from a browser";
        return Err(Unreadable::new("no text", reason));
    }
    Ok(shown)
}

/// The story that a page shows.
fn shown_story(document: &Document, outline: &Outline<'_>, is_known: impl Fn(&str) -> bool) -> String {
    let Some(body) = document.body() else { return String::new() };
    let boilerplate = find_boilerplate(outline);
    let lines = render_lines(&body, |node| !boilerplate.contains(&node.id));
    let lines: Vec<PlacedLine> = lines.into_iter().map(|line| PlacedLine::place(line, outline)).collect();
    let story = find_story(outline, &lines);
    let mut lines: Vec<PlacedLine> = lines.into_iter().filter(|line| story.contains(&line.index)).collect();
    drop_repeated_labels(outline, &mut lines);
    trim_labels(outline, &mut lines, is_known);
    let lines: Vec<RenderedLine> = lines.into_iter().map(|line| line.line).collect();
    let text = join_lines(&lines);
    // Everything was taken for boilerplate: a wall, an error page. The gate needs to see it.
    if text.is_empty() { join_lines(&render_lines(&body, |node| !is_hidden(node))) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::html::limits::enforce_limits;

    const ONE: &str = "The ferry from Port Arden was late on Tuesday by almost three hours, and the harbour office said that it \
                       would be late again on the following days of this week.";
    const TWO: &str = "“Nobody told us anything until noon,” said Tomas Okafor, who had waited on the quay since the morning \
                       with his two children, a bicycle and a box of smoked herrings.";
    const THREE: &str = "The company said in a statement that the engine would be repaired before the end of the month, and that \
                         tickets would be paid back to all who ask for it at the office.";

    fn text_of(body: &str) -> Result<String, Unreadable> {
        let page = format!("<html><head><title>Ferry late</title></head><body>{body}</body></html>");
        let document = Document::from(enforce_limits(&page).unwrap());
        find_main_text(&page, &document, |line| line == "Nora Quint")
    }

    /// The lines of a page whose story has the three paragraphs, with something between the first and the second.
    fn story_with(between: &str) -> Vec<String> {
        let body = format!(
            "<nav><a href=/>Home</a></nav><article><h1>Ferry late</h1><p>{ONE}</p>{between}<p>{TWO}</p><p>{THREE}</p></article>"
        );
        text_of(&body).unwrap().split("\n\n").map(str::to_string).collect()
    }

    #[test]
    fn what_is_between_paragraphs_and_belongs_to_the_story_stays() {
        for (html, text) in [
            (
                "<p><a href=/live>On Friday, Lind said that the route to Saint Brannock would stay closed until May.</a></p>",
                "On Friday, Lind said that the route to Saint Brannock would stay closed until May.",
            ),
            (
                "<div><p><a href=/x><strong>Am Freitag sagte Lind, dass die Linie bis Mai geschlossen bleibt.</strong></a></p></div>",
                "Am Freitag sagte Lind, dass die Linie bis Mai geschlossen bleibt.",
            ),
            ("<p><b>The engine was built in 1921.</b></p>", "The engine was built in 1921."),
            ("<h2>A long wait</h2>", "A long wait"),
            ("<p><strong>Et langt opphold</strong></p>", "Et langt opphold"),
            ("<ul><li>Quay 1: closed</li></ul>", "Quay 1: closed"),
            ("<blockquote>Never again</blockquote>", "Never again"),
            (
                "<div class=slide><p>Slide one shows the old ferry at its quay.</p></div>",
                "Slide one shows the old ferry at its quay.",
            ),
        ] {
            assert_eq!(story_with(html), [ONE, text, TWO, THREE], "{html}");
        }
    }

    #[test]
    fn what_is_between_paragraphs_and_belongs_to_something_else_goes() {
        for html in [
            "<div class=visually-hidden>Article content</div>",
            "<span class=sr-only>Artikelinhalt</span>",
            "<div class='offer hidden'><h2>FOR SUBSCRIBERS ONLY</h2><p>Subscribe now to read the latest news from Arden.</p></div>",
            "<div role=dialog><p>We and our partners store cookies on your device. Do you agree?</p><button>Yes</button></div>",
            "<div class=newsletter-signup><p>Der Brief aus dem Hafen, jeden Morgen um sechs in Ihrem Postfach.</p></div>",
            "<form><h3>The harbour letter</h3><p>Every morning at six, all that the quay knows.</p><input type=email></form>",
            "<p>Lesen Sie auch: <a href=/2>Stürme kommen in diesem Jahr früher</a></p>",
            "<p>FUNDA LOKHU | <a href=/2>Isikebhe sifike sekwephuzile futhi</a></p>",
            "<p><a href=/2>Ferries that were late before this one</a></p>",
            "<ul><li><a href=/1>Kaien stängd</a><li><a href=/2>Färjan sen igen</a></ul>",
            "<ul><li>Arden: <a href=/1>Quay is closed for good</a><li>Sund: <a href=/2>A ferry is sold again</a><li>Meer: <a href=/3>Winter comes early</a></ul>",
            "<div class=x><div class=c><h3><a href=/1>A storm in autumn</a></h3><p>It was the worst.</p></div><div class=c><h3><a href=/2>A storm in spring</a></h3><p>It was the best.</p></div><div class=c><h3><a href=/3>No storm at all</a></h3></div></div>",
            "<aside><h3>Fakta</h3><p>Färjan byggdes i Arden 1921 och har gått varje dag sedan dess.</p></aside>",
            "<div class=fact-box><p>The ferry was built in 1921, and nobody knows where its bell is.</p></div>",
            "<div style='display:none'><p>A video that is not shown, with a long text that describes it.</p></div>",
            "<div class=author-bio><p>Nora Quint writes about harbours and the people who wait in them.</p></div>",
        ] {
            assert_eq!(story_with(html), [ONE, TWO, THREE], "{html}");
        }
    }

    #[test]
    fn byline_and_buttons_around_the_story_go() {
        let body = format!(
            "<div><span itemprop=author>Nora Quint</span><div>7 March, 10:30</div><p>Nora Quint</p><p>{ONE}</p><div>7 min</div><p>{TWO}</p>
             <p>{THREE}</p><div>E-Mail</div><div><a href=/x>Tell us more</a></div><h3>More</h3></div>"
        );
        assert_eq!(text_of(&body).unwrap(), [ONE, TWO, THREE].join("\n\n"));
    }

    #[test]
    fn labels_between_paragraphs_again_and_again_go_in_any_language() {
        for label in [
            "<div>Log in to save this story to your own reading list.</div>",
            "<div>Annonssi</div>",
            "<p>Tangazo</p>",
            "<span>REKLAMAS</span>",
        ] {
            let body = format!(
                "<article><p>{ONE}</p>{label}<p>{TWO}</p>{label}<p>{THREE}</p>{label}<p>{ONE}</p></article>"
            );
            assert_eq!(text_of(&body).unwrap(), [ONE, TWO, THREE, ONE].join("\n\n"), "{label}");
        }
    }

    #[test]
    fn other_stories_on_the_page_are_not_the_story() {
        let other = THREE.replace("company", "museum").replace("engine", "whale");
        let rest = [
            format!("<article><h1>A whale</h1><p>{other}</p><p>{other}</p><p>{other}</p></article>"),
            format!("<div id=comments><div>Anna</div><p>{other}</p><div>Bo</div><p>{other}</p></div>"),
            format!("<footer><p>{other}</p><p>{other}</p></footer>"),
            format!(
                "<ul>{}</ul>",
                format!("<li><a href=/1>The whale is back again</a> {}</li>", &other[..60]).repeat(6)
            ),
        ];
        for rest in rest {
            let body = format!(
                "<div class=story><h1>Ferry late</h1><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>{rest}"
            );
            assert_eq!(text_of(&body).unwrap(), [ONE, TWO, THREE].join("\n\n"), "{rest}");
        }
    }

    #[test]
    fn a_misleading_class_on_the_whole_story_costs_nothing() {
        for class in ["social share related", "newsletter", "sidebar-grid", "comment"] {
            let body = format!("<div class='{class}'><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>");
            assert_eq!(text_of(&body).unwrap(), [ONE, TWO, THREE].join("\n\n"), "{class}");
        }
    }

    #[test]
    fn a_story_in_several_elements_is_whole() {
        let body = format!(
            "<main><div class=part><p>{ONE}</p></div><div class=ad>Ad</div><div class=part><p>{TWO}</p></div>
             <div class=part><p>{THREE}</p></div></main>"
        );
        assert_eq!(text_of(&body).unwrap(), [ONE, TWO, THREE].join("\n\n"));
    }

    #[test]
    fn paragraphs_without_elements_are_paragraphs() {
        let body = format!(
            "<table><tr><td><a href=/>Home</a></td><td>{ONE}<br><br>{TWO} It <b>is</b> so.<br><br>{THREE}</td></tr></table>"
        );
        assert_eq!(text_of(&body).unwrap(), format!("{ONE}\n{TWO} It is so.\n{THREE}"));
    }

    #[test]
    fn a_story_that_is_hidden_until_a_script_shows_it_is_read() {
        let body = format!(
            "<div>Loading the page</div><div hidden id=s1><article><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></article></div>"
        );
        assert_eq!(text_of(&body).unwrap(), [ONE, TWO, THREE].join("\n\n"));
    }

    #[test]
    fn a_story_that_only_data_has_is_taken_from_there() {
        let story = format!("<p>{ONE}</p><p>{TWO}</p>");
        let linked = serde_json::json!({"@graph": [{"@type": "NewsArticle", "articleBody": story}]});
        let body =
            format!("<script type='application/ld+json'>{linked}</script><p>Subscribe to read on.</p>");
        assert_eq!(text_of(&body).unwrap(), [ONE, TWO].join("\n\n"));
        let state = serde_json::json!({"story": {"html": story}});
        let body = format!("<div id=root></div><script>window.state = {state}</script><p>Ferry late</p>");
        assert_eq!(text_of(&body).unwrap(), [ONE, TWO].join("\n\n"));
    }

    #[test]
    fn a_wall_is_left_for_the_gate_to_judge() {
        for wall in [
            "<div role=dialog><p>We value your privacy</p><button>Accept all</button></div>",
            "<nav><a href=/>Home</a></nav><div class=cookie-banner><p>We value your privacy</p></div><h1>Arden Post</h1>",
        ] {
            assert!(text_of(wall).unwrap().contains("We value your privacy"), "{wall}");
        }
        let stub = "<article><p>The ferry was late on Tuesday by three hours.</p><div>Subscribe to continue reading</div></article>";
        assert!(text_of(stub).unwrap().ends_with("Subscribe to continue reading"));
    }

    #[test]
    fn a_page_that_a_script_fills_is_turned_away_and_a_short_story_is_not() {
        let shell = "<div id=root></div><script src=app.js></script><h1>Ferry late</h1><p>The ferry was late on Tuesday.</p>";
        assert!(text_of(shell).unwrap_err().reason.contains("a script builds the story"));
        assert_eq!(
            text_of("<h1>Ferry late</h1><p>The ferry was late on Tuesday.</p>").unwrap(),
            "The ferry was late on Tuesday."
        );
    }
}
