//! What archiving and reading tools write: WACZ, SingleFile, wallabag, and lists of links that have no texts.

use crate::workspace::{Workspace, gzip, zip};

/// A page with a story, and a head of its own.
fn page(head: &str, subject: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">{head}</head><body><nav><a href=\"/\">Home</a></nav><article>
         <p>The {subject} of Tarnby was late on Tuesday by almost three hours, and its office said that it would be late again.</p>
         <p>“Nobody told us anything until noon,” said Ove Lindqvist, who had waited for the {subject} since the morning.</p>
         <p>The company said in a statement that the engine would be repaired before the end of the month.</p></article></body></html>"
    )
}

/// A WARC record with one more line in its header.
fn record(kind: &str, url: &str, line: &str, block: &str) -> Vec<u8> {
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n{line}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    gzip(&[head.as_bytes(), block.as_bytes(), b"\r\n\r\n"].concat())
}

fn response(url: &str, resource_type: &str, page: &str) -> Vec<u8> {
    let line =
        format!("Content-Type: application/http; msgtype=response\r\nWARC-Resource-Type: {resource_type}");
    record("response", url, &line, &format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}"))
}

/// A web archive of two pages, the second of which has no title in its HTML.
fn web_archive() -> Vec<u8> {
    let titled = page("<title>The ferry is late</title>", "ferry");
    let untitled = page("<meta property=\"og:site_name\" content=\"Tarnby Post\">", "tram");
    let crawl = [
        record("warcinfo", "", "Content-Type: application/warc-fields", "software: a crawler\r\n"),
        response("https://post.example/ferry", "document", &titled),
        record(
            "resource",
            "urn:text:https://post.example/ferry",
            "Content-Type: text/plain",
            "Home The ferry",
        ),
        record("resource", "urn:view:https://post.example/ferry", "Content-Type: text/html", &titled),
        response("https://post.example/more", "xhr", &page("", "list")),
        response("https://post.example/tram?utm_source=x", "document", &untitled),
    ]
    .concat();
    let pages = concat!(
        "{\"format\": \"json-pages-1.0\", \"id\": \"pages\", \"title\": \"All Pages\", \"hasText\": true}\n",
        "{\"id\": \"1\", \"url\": \"https://post.example/ferry\", \"title\": \"Another title\", \"text\": \"Home The ferry of Tarnby was late on Tuesday by almost three hours.\"}\n",
    );
    let more = concat!(
        "{\"format\": \"json-pages-1.0\", \"id\": \"extra\", \"title\": \"Extra Pages\"}\nnot JSON\n",
        "{\"id\": \"2\", \"url\": \"https://post.example/tram?utm_source=x\", \"title\": \"The tram is late - Tarnby Post\", \"text\": \"Home\"}\n",
    );
    let members: [(&str, &[u8]); 7] = [
        ("archive/data.warc.gz", &crawl),
        (
            "indexes/index.cdxj",
            b"example,post)/ferry 20310407100000 {\"url\": \"https://post.example/ferry\"}\n",
        ),
        ("pages/pages.jsonl", pages.as_bytes()),
        ("pages/extraPages.jsonl", more.as_bytes()),
        ("logs/crawl.log", b"{\"message\": \"done\"}\n"),
        ("datapackage.json", b"{\"profile\": \"data-package\", \"title\": \"Tarnby\"}"),
        ("datapackage-digest.json", b"{\"path\": \"datapackage.json\"}"),
    ];
    zip(&members)
}

#[test]
fn a_web_archive_gives_its_pages_once_with_titles_from_its_lists() {
    let space = Workspace::new();
    space.file("crawl.wacz", web_archive()).import(&["crawl.wacz"]).code(0).says("2 new");
    assert_eq!(
        space.rows("SELECT title, url, member, record, revision FROM articles ORDER BY id"),
        [
            ["The ferry is late", "https://post.example/ferry", "archive/data.warc.gz", "2", "1"],
            ["The tram is late", "https://post.example/tram?utm_source=x", "archive/data.warc.gz", "6", "1"],
        ]
    );
    // Six members, and four records that are no pages.
    assert_eq!(space.rows("SELECT format, passed_over FROM import_files"), [["wacz", "10"]]);
    let traced = space.run("trace article 2 --raw").code(0).stdout;
    assert!(traced.contains("WARC-Target-URI: https://post.example/tram"), "{traced}");
    assert!(space.run("trace article 2").stdout.contains("archive/data.warc.gz"));
    space.run("check").code(0);
}

#[test]
fn web_archives_in_a_web_archive_are_read_too() {
    let inner = web_archive();
    let members: [(&str, &[u8]); 2] =
        [("datapackage.json", b"{\"profile\": \"multi-wacz-package\"}"), ("part-1.wacz", &inner)];
    let outer = zip(&members);
    let space = Workspace::new();
    space.file("all.wacz", outer).import(&["all.wacz"]).code(0).says("2 new");
    let members = space.column("SELECT DISTINCT member FROM articles");
    assert_eq!(members, ["part-1.wacz/archive/data.warc.gz"]);
}

#[test]
fn a_page_keeps_the_address_that_a_program_saved_it_from_and_not_the_day() {
    let saved = "<!--\n Page saved with SingleFile \n url: https://post.example/ferry?from=front \n saved date: Fri Mar 21 2031 10:15:00 GMT+0100\n-->";
    let single =
        page("<title>The ferry is late</title>", "ferry").replacen("<head>", &format!("{saved}<head>"), 1);
    let browser = format!(
        "<!-- saved from url=(0027)https://post.example/2031/1 -->\n{}",
        page("<title>The tram is late</title>", "tram")
    );
    let own = single
        .replace("<title>", "<link rel=\"canonical\" href=\"https://post.example/own\"><title>")
        .replace("ferry", "bus");
    let space = Workspace::new();
    space.file("a.html", single).file("b.html", browser).file("c.html", own);
    space.import(&["a.html", "b.html", "c.html"]).code(0).says("3 new");
    assert_eq!(
        space.rows("SELECT url, published_at FROM articles ORDER BY id"),
        [
            ["https://post.example/ferry?from=front", "∅"],
            ["https://post.example/2031/1", "∅"],
            ["https://post.example/own", "∅"]
        ]
    );
}

#[test]
fn a_reading_tools_entry_has_its_authors_and_never_the_day_on_which_it_was_saved() {
    let text = |subject: &str| format!("<p>{}</p>", super::story(subject));
    let entry = |id: u32, content: &str, published: serde_json::Value, by: serde_json::Value| {
        serde_json::json!({
            "is_archived": 0, "is_starred": 1, "tags": ["press"], "id": id, "title": format!("Entry {id}"),
            "url": format!("https://post.example/{id}"), "content": content, "created_at": "2031-04-20T10:00:00+0000",
            "updated_at": "2031-04-21T10:00:00+0000", "published_at": published, "published_by": by,
            "reading_time": 1, "domain_name": "post.example", "language": "en",
        })
    };
    let failed = "wallabag can't retrieve contents for this article. Please <a href=\"https://doc.example\">troubleshoot this issue</a>.";
    let entries = serde_json::json!([
        entry(
            1,
            &text("hall"),
            "2031-04-02T06:00:00+0000".into(),
            serde_json::json!(["Jane Roe", "Eino Vik"])
        ),
        entry(2, &text("pool"), serde_json::Value::Null, serde_json::json!([""])),
        entry(3, failed, serde_json::Value::Null, serde_json::Value::Null),
    ]);
    let space = Workspace::new();
    space.file("All articles.json", entries.to_string()).import(&["All articles.json"]).code(3).says("2 new");
    assert_eq!(
        space.rows("SELECT title, byline, published_at, modified_at FROM articles ORDER BY id"),
        [["Entry 1", "Jane Roe, Eino Vik", "2031-04-02T06:00:00Z", "∅"], ["Entry 2", "∅", "∅", "∅"]]
    );
    assert_eq!(space.rows("SELECT record, rule FROM rejects"), [["3", "error page"]]);
}

#[test]
fn a_list_of_links_without_texts_is_one_reject() {
    let bookmarks = "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE>\n<DL><p>\n<DT><A HREF=\"https://post.example/1\">One</A>\n</DL>";
    let pocket = "<!DOCTYPE html>\n<html><head><title>Pocket Export</title></head><body><ul><li><a href=\"https://post.example/1\" time_added=\"1\">One</a></li></ul></body></html>";
    let table = "title,url,time_added,tags,status\nOne,https://post.example/1,1700000000,,unread\nTwo,https://post.example/2,1700000000,a|b,archive\n";
    for (name, content) in [("b.html", bookmarks), ("ril_export.html", pocket), ("part_000000.csv", table)] {
        let space = Workspace::new();
        space
            .file(name, content)
            .run_args(&["import", name])
            .code(3)
            .says("1 rejected")
            .says("list of saved links");
        assert_eq!(space.rows("SELECT rule, raw = '' FROM rejects"), [["no text", "0"]], "{name}");
    }
    // With a text in it, it is a table like any other.
    let space = Workspace::new();
    let notes =
        format!("title,url,folder,note\nOne,https://post.example/1,press,\"{}\"\n", super::story("hall"));
    space
        .file("notes.csv", notes)
        .run_args(&["import", "notes.csv", "--map", "text=note"])
        .code(0)
        .says("1 new");
}
