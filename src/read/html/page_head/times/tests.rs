//! Times found in every place where pages say them.

use super::*;
use dom_query::Document;

fn times(html: &str) -> (Option<String>, Option<PublishedFrom>, Option<String>) {
    let document = Document::from(html);
    let page = ParsedPage::read(&document);
    let (published, from) = find_published(&page).unzip();
    (published, from, find_modified(&page))
}

#[test]
fn times_are_found_in_every_place() {
    use PublishedFrom::*;
    for (html, published, from) in [
        ("<meta name=date content='2024-10-03T05:00:00+08:00'>", "2024-10-03T05:00:00+08:00", Meta),
        ("<span itemprop=datePublished content='2024-10-03'>today</span>", "2024-10-03", Microdata),
        (
            "<div class=comments><time datetime='2025-01-01'>x</time></div><time datetime='2024-10-03T05:00Z'>x</time>",
            "2024-10-03T05:00Z",
            TimeElement,
        ),
        ("<abbr class=published title='2006-12-04'>December 4, 2006</abbr>", "2006-12-04", PageText),
        ("<span class=date>8 January 2020, 3:51 pm</span> <p>x</p>", "8 January 2020, 3:51 pm", PageText),
        (
            "<small class=post-meta>Jane Roe | <b>May 10, 2022 01:52 PM</b></small>",
            "May 10, 2022 01:52 PM",
            PageText,
        ),
        ("<h1>Wall leaks</h1><p><i>Published on Oct 3, 2024</i></p>", "Oct 3, 2024", PageText),
        ("<link rel=canonical href='https://echo.example/coast/2020/oct/02/wall'>", "02 oct 2020", Address),
        ("<link rel=canonical href='https://echo.example/coast/2020/10/02/wall'>", "2020-10-02", Address),
    ] {
        let (found, place, _) = times(html);
        assert_eq!((found.as_deref(), place), (Some(published), Some(from)), "{html}");
    }
}

#[test]
fn a_change_is_told_from_publication() {
    let (published, _, modified) = times(
        "<time class=updated datetime='2024-10-05'>x</time><p class=timestamp>Updated 2010 GMT (0410 HKT) March 14, 2021</p>
         <time datetime='2024-10-03'>x</time>",
    );
    assert_eq!((published.as_deref(), modified.as_deref()), (Some("2024-10-03"), Some("2024-10-05")));
    let (published, _, modified) = times("<p class=timestamp>Updated 2010 GMT (0410 HKT) March 14, 2021</p>");
    assert_eq!(
        (published.as_deref(), modified.as_deref()),
        (None, Some("2010 GMT (0410 HKT) March 14, 2021"))
    );
}
