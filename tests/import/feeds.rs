//! Feeds as papers write them: HTML wrapped in every way, addresses and authors in odd places, notes under the text.

use crate::workspace::Workspace;

const STORY: &str = "The ferry hall of Sund will be closed for two years while its floor is rebuilt, the council said on Tuesday.";
const MORE: &str =
    "“We have waited long enough,” said Mayor Ilse Brandt, who had asked for it four years in a row.";

/// A feed of RSS with these items, of the Island Echo.
fn rss(items: &[String]) -> String {
    let items: Vec<String> = items.iter().map(|item| format!("<item>{item}</item>")).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Island Echo</title><link>https://echo.example/</link>\n{}\n</channel></rss>",
        items.join("\n")
    )
}

/// A column of the articles that a feed gives, in its order.
#[track_caller]
fn imported(feed: &str, column: &str) -> Vec<String> {
    let space = Workspace::new();
    space.file("feed.xml", feed).import(&["feed.xml"]).code(0);
    space.column(&format!("SELECT {column} FROM articles ORDER BY record"))
}

#[test]
fn html_in_a_feed_is_read_however_it_is_wrapped() {
    let html = format!("<p>{STORY}</p><p>{MORE}</p>");
    let escaped = html.replace('<', "&lt;").replace('>', "&gt;");
    let texts = [
        format!("<description><![CDATA[{html}]]></description>"),
        format!("<description>{escaped}</description>"),
        format!("<description>{html}</description>"),
        format!("<description>&lt;![CDATA[{html}]]&gt;</description>"),
        format!("<description>&lt;![CDATA[{escaped}]]&gt;</description>"),
        format!("<description>{}</description>", escaped.replace('&', "&amp;")),
        format!("<description><![CDATA[{escaped}]]></description>"),
        format!("<content:encoded><![CDATA[<![CDATA[{html}]]]]><![CDATA[>]]></content:encoded>"),
        format!("<content:encoded>&lt;!--[CDATA[{escaped}]]--&gt;</content:encoded>"),
        format!("<description>Short.</description><content:encoded><![CDATA[{html}]]></content:encoded>"),
        format!("<description>{STORY}\n\n{MORE}</description>"),
        format!("<description><![CDATA[{STORY}<br /><br />{MORE}]]></description>"),
        format!("<content:encoded><![CDATA[<b>{STORY}</b>\n\n{MORE}]]></content:encoded>"),
    ];
    for text in texts {
        let feed = rss(&[format!("<title>Hall</title><link>https://echo.example/1</link>{text}")]);
        assert_eq!(imported(&feed, "body"), [format!("{STORY}\n\n{MORE}")], "{text}");
    }
}

#[test]
fn xhtml_in_atom_is_read_with_and_without_a_prefix() {
    for content in [
        format!("<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>{STORY}</p><p>{MORE}</p></div>"),
        format!("<xhtml:div><xhtml:p>{STORY}</xhtml:p><xhtml:p>{MORE}</xhtml:p></xhtml:div>"),
    ] {
        let feed = format!(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\" xml:base=\"https://echo.example/\"><title>Island Echo</title>\
             <author><name>Nora Quint</name></author><entry><title type=\"html\">Hall &amp;amp; &lt;b&gt;quay&lt;/b&gt;</title><link href=\"news/1\"/>\
             <id>tag:1</id><updated>2031-03-14T08:00:00Z</updated><content type=\"xhtml\">{content}</content></entry></feed>"
        );
        let facts = imported(&feed, "title || ' | ' || url || ' | ' || byline || ' | ' || body");
        let wanted = format!("Hall & quay | https://echo.example/news/1 | Nora Quint | {STORY}\n\n{MORE}");
        assert_eq!(facts, [wanted]);
    }
}

#[test]
fn the_address_is_the_link_or_else_a_guid_that_is_one() {
    let items = [
        "<link>https://echo.example/1</link><guid>https://echo.example/x</guid>",
        "<guid isPermaLink=\"true\">https://echo.example/2</guid>",
        "<guid>https://echo.example/3</guid>",
        "<guid isPermaLink=\"false\">https://echo.example/?p=4</guid>",
        "<guid>echo-5</guid>",
        "<link>/6</link>",
        "<atom:link rel=\"self\" href=\"https://echo.example/feed\"/><atom:link href=\"https://echo.example/7\"/>",
        "<link>https://echo.example/8?a=1&b=2</link>",
    ];
    let items: Vec<String> = (1..)
        .zip(items)
        .map(|(number, item)| {
            format!("<title>Hall {number}</title>{item}<description>{STORY} ({number})</description>")
        })
        .collect();
    let urls = imported(&rss(&items), "coalesce(replace(url, 'https://echo.example/', ''), 'none')");
    assert_eq!(urls, ["1", "2", "3", "none", "none", "6", "7", "8?a=1&b=2"]);
}

#[test]
fn authors_stand_without_their_addresses() {
    let authors = [
        ("<author>nora@echo.example (Nora Quint)</author>", "Nora Quint"),
        ("<author>Nora Quint &lt;nora@echo.example&gt;</author>", "Nora Quint"),
        ("<author>nora@echo.example</author><dc:creator>Nora Quint</dc:creator>", "Nora Quint"),
        (
            "<dc:creator>Nora Quint</dc:creator><dc:creator>Tomas Okafor</dc:creator>",
            "Nora Quint, Tomas Okafor",
        ),
        (
            "<author>n@echo.example (Nora Quint), t@echo.example (Tomas Okafor)</author>",
            "Nora Quint, Tomas Okafor",
        ),
        ("<dc:creator><![CDATA[Nora Qu&iacute;nt]]></dc:creator>", "Nora Quínt"),
        ("<author>desk@echo.example</author>", "none"),
    ];
    let items: Vec<String> = (1..)
        .zip(authors)
        .map(|(number, (author, _))| {
            format!("<link>https://echo.example/{number}</link>{author}<description>{STORY} ({number})</description>")
        })
        .collect();
    assert_eq!(imported(&rss(&items), "coalesce(byline, 'none')"), authors.map(|(_, names)| names));
}

#[test]
fn what_is_written_under_an_entry_is_no_part_of_it() {
    let ends = [
        ("", false),
        (
            "<p>The post <a href=\"x\">Hall to close</a> appeared first on <a href=\"y\">Island Echo</a>.</p>",
            false,
        ),
        (
            "<p>Der Beitrag <a href=\"x\">Hall to close</a> erschien zuerst auf <a href=\"y\">Island Echo</a>.</p>",
            false,
        ),
        ("<p>La entrada Hall to close se publicó primero en Island Echo.</p>", false),
        ("<p><a href=\"x\">Continue reading →</a></p>", false),
        (" <a href=\"x\">Lire la suite</a>", false),
        (" [&#8230;] <a href=\"x\">Continue reading <span>Hall to close</span></a>", true),
        (" [...]", true),
    ];
    let items: Vec<String> = (1..)
        .zip(ends)
        .map(|(number, (end, _))| {
            format!(
                "<title>Hall to close</title><link>https://echo.example/{number}</link><description><![CDATA[<p>In {number} weeks:</p>{STORY}{end}]]></description>"
            )
        })
        .collect();
    let bodies = imported(&rss(&items), "cut_off || ' ' || replace(body, char(10), '')");
    for (number, ((end, cut_off), body)) in (1..).zip(ends.iter().zip(bodies)) {
        assert_eq!(body, format!("{} In {number} weeks:{STORY}", u8::from(*cut_off)), "{end}");
    }
}

#[test]
fn an_entry_that_is_no_correct_xml_is_read_and_so_are_those_after_it() {
    let items = [
        format!(
            "<title>Fish & chips&nbsp;up</title><guid>https://echo.example/1</guid><description>{STORY}</description>"
        ),
        format!(
            "<title>Two</title><guid>https://echo.example/2</guid><odd:x>1</odd:x><description>{MORE} {STORY}</description>"
        ),
        format!(
            "<title>Three</title><guid>https://echo.example/3</guid><description>{STORY}<br>{MORE}</description>"
        ),
    ];
    assert_eq!(imported(&rss(&items), "title"), ["Fish & chips up", "Two", "Three"]);
}

#[test]
fn a_feed_of_a_search_service_names_the_paper_of_each_story() {
    let item = format!(
        "<title>Hall to close - Arden Post</title><link>https://find.example/1</link><source url=\"https://post.example\">Arden Post</source><description>{STORY}</description>"
    );
    let source = "title || ' | ' || (SELECT name FROM sources s WHERE s.id = source_id)";
    assert_eq!(imported(&rss(&[item]), source), ["Hall to close | Arden Post"]);
}

#[test]
fn an_entry_without_a_text_is_rejected_with_what_to_do() {
    let items = [
        "<title>Nothing</title><link>https://echo.example/1</link>".to_string(),
        "<title>A link</title><link>https://echo.example/2</link><description>&lt;a href='x'&gt;Read more&lt;/a&gt;</description>".to_string(),
        format!("<title>Hall</title><link>https://echo.example/3</link><description>{STORY}</description>"),
    ];
    let space = Workspace::new();
    space.file("feed.xml", rss(&items)).import(&["feed.xml"]).code(3).says("fetch the page at its address");
    assert_eq!(space.rows("SELECT record, rule FROM rejects"), [["1", "no text"], ["2", "no text"]]);
    assert_eq!(space.column("SELECT title FROM articles"), ["Hall"]);
}
