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
        ("<link rel=canonical href='https://echo.example/coast/2020/oct/02/wall'>", "2020-10-02", Address),
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

const ARTICLE: &str = "<html><body><h1>Wall leaks</h1>";

fn published(html: &str) -> (Option<String>, Option<PublishedFrom>) {
    let (published, from, _) = times(html);
    (published, from)
}

#[test]
fn names_of_meta_are_one_however_they_are_separated() {
    for name in [
        "article:published_time",
        "article:published:time",
        "article.published-time",
        "DC.date.issued",
        "DCTERMS.issued",
        "citation_publication_date",
        "parsely-pub-date",
        "sailthru.date",
        "bt:pubDate",
        "arden:firstPublished",
    ] {
        let html = format!("<meta name='{name}' content='2024-10-03T05:00:00+08:00'>{ARTICLE}");
        assert_eq!(
            published(&html),
            (Some("2024-10-03T05:00:00+08:00".into()), Some(PublishedFrom::Meta)),
            "{name}"
        );
    }
    for name in ["article:modified_time", "arden:unpublishdate", "arden:updated_publish_time", "expirydate"] {
        let html = format!("<meta name='{name}' content='2024-10-03T05:00:00+08:00'>{ARTICLE}");
        assert_eq!(published(&html).0, None, "{name}");
    }
}

#[test]
fn attributes_for_scripts_say_a_time() {
    for (attribute, time) in [
        ("data-published='1727931600'", "1727931600"),
        ("data-timestamp='1727931600000'", "1727931600000"),
        ("data-publish-date='2024-10-03T05:00:00Z'", "2024-10-03T05:00:00Z"),
        ("data-deploy-dt='2024.10.03 05:00' data-re-deploy-dt='2024.10.04 05:00'", "2024.10.03 05:00"),
        ("data-datetime-updated='2024-10-04' data-created_at='2024-10-03 05:00'", "2024-10-03 05:00"),
    ] {
        let html = format!("{ARTICLE}<div {attribute}></div>");
        assert_eq!(published(&html), (Some(time.into()), Some(PublishedFrom::DataAttribute)), "{attribute}");
    }
    for attribute in ["data-updated='1727931600'", "data-event-date='2024-10-03'", "data-publish='3'"] {
        assert_eq!(published(&format!("{ARTICLE}<div {attribute}></div>")).0, None, "{attribute}");
    }
}

#[test]
fn the_data_of_a_page_built_by_script_say_a_time_where_they_say_one_only() {
    for script in [
        r#"window.state = {"publishedAt": "2024-10-03T05:00:00Z", "updatedAt": "2024-10-04T05:00:00Z"}"#,
        r#"push("{\"first_published_at\":\"2024-10-03T05:00:00Z\"}")"#,
        r#"layer.push({pubDate: '2024-10-03T05:00:00Z'}, {pubDate: '2024-10-03T05:00:00Z'})"#,
    ] {
        let html = format!("{ARTICLE}<script>{script}</script>");
        let expected = (Some("2024-10-03T05:00:00Z".into()), Some(PublishedFrom::Script));
        assert_eq!(published(&html), expected, "{script}");
    }
    let two = r#"[{"publishedAt": "2024-10-03T05:00:00Z"}, {"publishedAt": "2024-10-02T05:00:00Z"}]"#;
    assert_eq!(published(&format!("{ARTICLE}<script>{two}</script>")).0, None);
}

#[test]
fn a_time_beside_the_text_of_the_story_counts() {
    for html in [
        "<article><h1>Wall leaks</h1><aside><ul><li>By Jane Roe</li></ul><time itemprop=datePublished datetime='2024-10-03T05:00Z'>x</time></aside></article>",
        "<article><header><time datetime='2024-10-03T05:00Z'>x</time><h1>Wall leaks</h1></header></article>",
        "<article><h1>Wall leaks</h1><p>x</p><footer><time datetime='2024-10-03T05:00Z'>x</time></footer></article>",
        "<body><div class='content with-sidebar'><div><h1>Wall leaks</h1><time datetime='2024-10-03T05:00Z'>x</time></div></div>",
        "<time datetime='2031-01-01'>today</time><div><div><h1>Wall leaks</h1></div><time datetime='2024-10-03T05:00Z'>x</time></div>",
    ] {
        assert_eq!(published(html).0.as_deref(), Some("2024-10-03T05:00Z"), "{html}");
    }
    let related = "<article><h1>Wall leaks</h1><div class=related><time datetime='2024-10-03T05:00Z'>x</time></div></article>";
    assert_eq!(published(related).0, None);
}

#[test]
fn what_one_place_says_in_part_another_completes() {
    let linked = |date: &str| {
        format!(
            "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"datePublished\":\"{date}\"}}</script>"
        )
    };
    for (date, other, time) in [
        ("2024-10-03", "2024-10-03T05:00:00+08:00", "2024-10-03T05:00:00+08:00"),
        ("2024-10", "2024-10-03", "2024-10-03"),
        ("2024-10-03T05:00:00", "2024-10-03T05:00:00+08:00", "2024-10-03T05:00:00+08:00"),
        ("2024-10-03T05:00:00", "2024-10-03T03:00:00Z", "2024-10-03T03:00:00Z"),
        ("2024-10-03T05:00:00+08:00", "2024-10-03T09:12:00Z", "2024-10-03T05:00:00+08:00"),
        ("2024-10-03", "2024-10-04T05:00:00+08:00", "2024-10-03"),
        ("2024-10-03", "2024-10-03T00:00:00Z", "2024-10-03"),
        ("2024-10-03T05:00:00", "2024-10-03T09:12:00Z", "2024-10-03T05:00:00"),
        ("0001-01-01T00:00:00Z", "2024-10-03", "2024-10-03"),
        ("soon", "2024-10-03", "2024-10-03"),
    ] {
        let html =
            format!("{}<meta property='article:published_time' content='{other}'>{ARTICLE}", linked(date));
        assert_eq!(published(&html).0.as_deref(), Some(time), "{date} and {other}");
    }
    // A time that is shown without its zone is not better than one with it.
    let shown =
        format!("{}{ARTICLE}<span class=date>3 October 2024, 13:00</span>", linked("2024-10-03T05:00:00Z"));
    assert_eq!(published(&shown).0.as_deref(), Some("2024-10-03T05:00:00Z"));
}

#[test]
fn what_is_shown_agrees_with_the_address() {
    let page = |address: &str, shown: &str| {
        published(&format!(
            "<link rel=canonical href='https://echo.example/{address}/wall'>{ARTICLE}<span class=date>{shown}</span>"
        ))
    };
    let (date, from) = page("2024/10/03", "3 October 2024, 5:00 am");
    assert_eq!((date.as_deref(), from), (Some("3 October 2024, 5:00 am"), Some(PublishedFrom::PageText)));
    let (date, from) = page("2024/10/03", "Monday, 6 January 2031");
    assert_eq!((date.as_deref(), from), (Some("2024-10-03"), Some(PublishedFrom::Address)));
    assert_eq!(page("2024/10", "6 January 2031").0.as_deref(), Some("2024-10"));
    assert_eq!(page("2024/10", "3 October 2024").0.as_deref(), Some("3 October 2024"));
}

#[test]
fn what_cannot_be_read_is_given_as_it_is_where_nothing_else_is() {
    for (html, text) in [
        ("<meta property='article:published_time' content='0001-01-01T00:00:00'>", "0001-01-01T00:00:00"),
        (
            "<script type='application/ld+json'>{\"@type\":\"Article\",\"datePublished\":\"tba 1\"}</script>",
            "tba 1",
        ),
        ("<time itemprop=datePublished datetime='0000-00-00'>soon</time>", "0000-00-00"),
    ] {
        assert_eq!(published(&format!("{html}{ARTICLE}")).0.as_deref(), Some(text), "{html}");
    }
}
