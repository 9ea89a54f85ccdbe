//! Whole crawls and what browsers and feeds give: WARC, RSS and Atom, MHTML, ZIP and tar; each read as the pages in it.

use crate::workspace::{Workspace, gzip, sample, zip};

/// A page with enough of a story on it to have a main text.
fn page(number: u32) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Ferry {number} is late</title>
         <meta property=\"og:site_name\" content=\"Arden Post\"></head><body><article><h1>Ferry {number} is late</h1>
         <p>The ferry number {number} from Port Arden was late on Tuesday by almost three hours, and the harbour office said that it would be late again on the following days.</p>
         <p>“Nobody told us anything until noon,” said Tomas Okafor, who had waited on quay {number} since the morning with his two children and a bicycle.</p>
         <p>The company said in a statement that the engine would be repaired before the end of the month, and that tickets would be paid back.</p>
         </article></body></html>"
    )
}

fn warc(kind: &str, url: &str, media_type: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-04-07T00:00:00Z\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn response(url: &str, status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\n{headers}\r\n");
    warc("response", url, "application/http; msgtype=response", &[head.as_bytes(), body].concat())
}

fn chunked(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for part in body.chunks(100) {
        out.extend(format!("{:x}\r\n", part.len()).bytes());
        out.extend(part);
        out.extend(b"\r\n");
    }
    out.extend(b"0\r\n\r\n");
    out
}

/// A crawl: three pages that are articles, one that is an error page, and five records that are no pages.
fn crawl() -> Vec<Vec<u8>> {
    let html = "Content-Type: text/html; charset=UTF-8\r\n";
    let latin = page(3).replace("charset=\"utf-8\"", "").replace("Okafor", "Okafør");
    let (latin, ..) = encoding_rs::WINDOWS_1252.encode(&latin);
    vec![
        warc("warcinfo", "", "application/warc-fields", b"software: a crawler\r\n"),
        warc("request", "https://post.example/1", "application/http", b"GET /1 HTTP/1.1\r\n\r\n"),
        response("https://post.example/1", "200 OK", html, page(1).as_bytes()),
        response(
            "https://post.example/2",
            "200 OK",
            &format!("{html}Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"),
            &chunked(&gzip(page(2).as_bytes())),
        ),
        response("https://post.example/a.png", "200 OK", "Content-Type: image/png\r\n", b"\x89PNG\0\0"),
        response(
            "https://post.example/old",
            "301 Moved",
            &format!("{html}Location: /1\r\n"),
            b"<html>moved</html>",
        ),
        response("https://post.example/gone", "404 Not Found", html, page(4).as_bytes()),
        response(
            "https://post.example/3",
            "200 OK",
            "Content-Type: text/html; charset=windows-1252\r\n",
            &latin,
        ),
        warc("metadata", "https://post.example/3", "application/warc-fields", b"fetchTimeMs: 7\r\n"),
    ]
}

#[test]
fn a_warc_gives_its_pages_and_counts_the_rest() {
    let plain = crawl().concat();
    let by_record: Vec<u8> = crawl().iter().flat_map(|record| gzip(record)).collect();
    for (name, bytes) in [("crawl.warc", plain), ("CC-NEWS-1.warc.gz", by_record)] {
        let space = Workspace::new();
        space.file(name, bytes).run_args(&["import", name]).code(3).says("3 new").says("1 rejected");
        assert_eq!(
            space.rows("SELECT title, url, record FROM articles ORDER BY record"),
            [
                ["Ferry 1 is late", "https://post.example/1", "3"],
                ["Ferry 2 is late", "https://post.example/2", "4"],
                ["Ferry 3 is late", "https://post.example/3", "8"],
            ]
        );
        assert!(space.value("SELECT body FROM articles WHERE record = 8").contains("Tomas Okafør"));
        assert_eq!(
            space.rows("SELECT record, rule, reason FROM rejects"),
            [["7", "error page", "is an error page, no article: the server answered with status 404"]]
        );
        assert_eq!(space.rows("SELECT format, records, passed_over FROM import_files"), [["warc", "4", "5"]]);
        // The bytes that the crawler kept, its own header included.
        let traced = space.run("trace article 2 --raw").code(0).stdout;
        assert!(traced.contains("WARC-Target-URI: https://post.example/2"), "{traced}");
        space.run_args(&["import", name]).says("nothing new").says("3 unchanged");
        // Some servers give a story with the wrong status.
        space.run("rejects --readmit 1").code(0).says("1 new");
        let title = space.value("SELECT title FROM articles WHERE url = 'https://post.example/gone'");
        assert_eq!(title, "Ferry 4 is late");
    }
}

#[test]
fn a_warc_that_breaks_off_rejects_the_record_that_does() {
    let mut bytes = crawl().concat();
    bytes.truncate(bytes.len() - 400);
    let space = Workspace::new();
    space.file("cut.warc", bytes).run("import cut.warc").code(3).says("2 new").says("2 rejected");
    assert_eq!(space.column("SELECT rule FROM rejects ORDER BY id"), ["error page", "breaks off"]);
    let broken =
        [&b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: many\r\n\r\n"[..], &crawl()[2]].concat();
    let space = Workspace::new();
    space
        .file("broken.warc", broken)
        .run("import broken.warc")
        .code(3)
        .says("1 new")
        .says("no Content-Length");
}

#[test]
fn texts_that_were_made_of_pages_are_read_from_a_wet_file() {
    let text = "Ferry is late\n\nThe ferry from Port Arden was late on Tuesday by almost three hours, the harbour office said.";
    let wet = warc("conversion", "https://post.example/1", "text/plain", text.as_bytes());
    let space = Workspace::new();
    space.file("a.warc.wet", wet).run("import a.warc.wet").code(0).says("1 new");
    assert_eq!(space.rows("SELECT title, url FROM articles"), [["Ferry is late", "https://post.example/1"]]);
}

const RSS: &str = r#"<?xml version="1.0" encoding="ISO-8859-1"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Island Echo</title><link>https://echo.example/</link><language>en-gb</language>
<item><title>Harbour wall &amp; hall leak</title><link>https://echo.example/1?utm_source=rss</link>
<pubDate>Fri, 14 Mar 2031 08:00:00 +0200</pubDate><dc:creator>Nora Quint</dc:creator>
<description>Short.</description>
<content:encoded><![CDATA[<p>The harbour wall of Sund leaks again, the council of the island said.</p><p>“It was to be expected,” said Mayor René Vik.</p>]]></content:encoded></item>
<item><title>Ferry</title><link>https://echo.example/2</link><description>The ferry is late again, the &lt;b&gt;company&lt;/b&gt; said on Friday.</description></item>
<item><title>Nothing</title><link>https://echo.example/3</link></item>
</channel></rss>"#;

#[test]
fn a_feed_gives_its_entries() {
    let space = Workspace::new();
    let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(RSS);
    let atom = r#"<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Arden Post</title>
        <entry><title>Bridge</title><link rel="alternate" href="https://post.example/b"/><id>b</id><author><name>Jane Roe</name></author>
        <published>2031-03-15T10:00:00+01:00</published><updated>2031-03-16T10:00:00Z</updated>
        <content type="html">&lt;p&gt;The bridge over the Arden is closed until May, the city said.&lt;/p&gt;</content></entry></feed>"#;
    space.file("echo.rss", bytes).file("post.atom", atom);
    space.run("import echo.rss post.atom").code(3).says("3 new").says("1 rejected");
    let facts = "SELECT a.title, a.url, a.published_at, a.byline, s.name, a.body
        FROM articles a LEFT JOIN sources s ON s.id = a.source_id ORDER BY a.id";
    assert_eq!(
        space.rows(facts),
        [
            [
                "Harbour wall & hall leak",
                "https://echo.example/1?utm_source=rss",
                "2031-03-14T08:00:00+02:00",
                "Nora Quint",
                "Island Echo",
                "The harbour wall of Sund leaks again, the council of the island said.\n\n“It was to be expected,” said Mayor René Vik."
            ],
            [
                "Ferry",
                "https://echo.example/2",
                "∅",
                "∅",
                "Island Echo",
                "The ferry is late again, the company said on Friday."
            ],
            [
                "Bridge",
                "https://post.example/b",
                "2031-03-15T10:00:00+01:00",
                "Jane Roe",
                "Arden Post",
                "The bridge over the Arden is closed until May, the city said."
            ],
        ]
    );
    assert_eq!(space.rows("SELECT record, rule FROM rejects"), [["3", "no text"]]);
    assert_eq!(space.column("SELECT format FROM import_files"), ["feed", "feed"]);
    let traced = space.run("trace article 2 --raw").code(0).stdout;
    assert!(traced.starts_with("<item><title>Ferry</title>"), "{traced}");
}

#[test]
fn a_page_saved_as_mhtml_is_its_story() {
    let quoted = page(5).replace('=', "=3D").replace('“', "=E2=80=9C").replace('”', "=E2=80=9D");
    let saved = format!(
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://post.example/5\r\nSubject: Ferry\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/related; type=\"text/html\"; boundary=\"--seam\"\r\n\r\n----seam\r\nContent-Type: text/html\r\n\
         Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://post.example/5\r\n\r\n{quoted}\r\n----seam\r\n\
         Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n----seam--\r\n"
    );
    let space = Workspace::new();
    space.file("page.mhtml", saved).run("import page.mhtml").code(0).says("1 new");
    assert_eq!(
        space.rows("SELECT title, url, (SELECT format FROM import_files) FROM articles"),
        [["Ferry 5 is late", "https://post.example/5", "mhtml"]]
    );
    assert!(
        space.value("SELECT body FROM articles").contains("“Nobody told us anything until noon,” said Tomas")
    );
}

fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, name, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

#[test]
fn archive_files_give_what_their_members_are() {
    let jsonl = std::fs::read(sample("crawl.jsonl")).unwrap();
    let inner = zip(&[("deep.html", page(2).as_bytes())]);
    let files: Vec<(&str, &[u8])> = vec![
        ("__MACOSX/._x", b"\0\0"),
        ("a/crawl.jsonl.gz", b""),
        ("a/page.html", b""),
        ("b.png", b"\x89PNG\0\0\0\0"),
        ("inner.zip", &inner),
    ];
    let (packed, html) = (gzip(&jsonl), page(1));
    let files: Vec<(&str, &[u8])> = files
        .into_iter()
        .map(|(name, bytes)| match name {
            "a/crawl.jsonl.gz" => (name, &packed[..]),
            "a/page.html" => (name, html.as_bytes()),
            _ => (name, bytes),
        })
        .collect();
    for (name, bytes) in
        [("all.zip", zip(&files)), ("all.tar.gz", gzip(&tar(&files))), ("all.bin", tar(&files))]
    {
        let space = Workspace::new();
        space
            .file(name, bytes)
            .run_args(&["import", name])
            .code(3)
            .says("8 new")
            .says("1 duplicate")
            .says("1 rejected");
        assert_eq!(
            space.rows("SELECT member, count(*), min(record), max(record) FROM articles WHERE kind = 'article' GROUP BY member"),
            [["a/crawl.jsonl.gz", "7", "1", "7"], ["a/page.html", "1", "1", "1"], ["inner.zip/deep.html", "1", "1", "1"]],
            "{name}"
        );
        assert_eq!(space.rows("SELECT member, rule FROM rejects"), [["b.png", "not text"]]);
        assert_eq!(space.value("SELECT passed_over FROM import_files"), "1");
        let id = space.value("SELECT id FROM articles WHERE member = 'a/crawl.jsonl.gz' AND record = 3");
        let line = String::from_utf8(jsonl.clone()).unwrap().lines().nth(2).unwrap().to_string();
        assert_eq!(space.run(&format!("trace article {id} --raw")).code(0).stdout.trim_end(), line);
        space.run("check").code(0);
    }
}

#[test]
fn a_broken_member_does_not_cost_the_others() {
    let mut bytes = zip(&[("a.html", page(1).as_bytes()), ("b.html", page(2).as_bytes())]);
    // Inside of the first member's packed bytes.
    for byte in &mut bytes[80..120] {
        *byte = 0xff;
    }
    let space = Workspace::new();
    space.file("cut.zip", &bytes).run("import cut.zip").code(3).says("1 new").says("1 rejected");
    assert_eq!(space.column("SELECT member FROM rejects"), ["a.html"]);
    let space = Workspace::new();
    bytes.truncate(bytes.len() - 60);
    space.file("cut.zip", &bytes).run("import cut.zip").code(3).says("is a broken zip file");
    assert_eq!(space.value("SELECT status FROM import_files"), "done");
}

#[test]
fn responses_of_every_http_version_are_pages() {
    let heads = [
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
        "HTTP/2 200\r\ncontent-type: text/html\r\n\r\n",
        "HTTP/2.0 200 OK\r\ncontent-type: text/html\r\n\r\n",
        "HTTP/3 200 \r\ncontent-type: text/html\r\n\r\n",
        "HTTP/1.1 200\ncontent-type: text/html\n\n",
        ":status: 200\r\ncontent-type: text/html\r\n\r\n",
        "HTTP/0.9 200 OK\r\n\r\n",
        "",
    ];
    let mut crawl = warc("warcinfo", "", "application/warc-fields", b"software: x\r\n");
    for (number, head) in (1..).zip(heads) {
        let url = format!("https://post.example/{number}");
        let block = [head.as_bytes(), page(number).as_bytes()].concat();
        crawl.extend(warc("response", &url, "application/http; msgtype=response", &block));
    }
    crawl.extend(response(
        "https://post.example/20",
        "404",
        "Content-Type: text/html\r\n",
        page(20).as_bytes(),
    ));
    crawl.extend(warc(
        "response",
        "https://post.example/21",
        "application/http",
        b"HTTP/2 301\r\nlocation: /x\r\n\r\n",
    ));
    crawl.extend(warc(
        "revisit",
        "https://post.example/1",
        "application/http",
        b"HTTP/2 200\r\ncontent-type: text/html\r\n\r\n",
    ));
    crawl.extend(warc("resource", "https://post.example/30", "text/html", page(30).as_bytes()));
    let space = Workspace::new();
    space.file("a.warc", crawl).run("import a.warc").code(3).says("9 new").says("1 rejected");
    let urls = space.column("SELECT replace(url, 'https://post.example/', '') FROM articles ORDER BY record");
    assert_eq!(urls, ["1", "2", "3", "4", "5", "6", "7", "8", "30"]);
    assert_eq!(space.column("SELECT rule FROM rejects"), ["error page"]);
    assert_eq!(space.value("SELECT passed_over FROM import_files"), "3");
}

/// A record of an ARC file, version 1 or 2.
fn arc_record(version: u32, url: &str, media_type: &str, block: &[u8]) -> Vec<u8> {
    let between = if version == 2 { " 200 f00d - 0 a.arc" } else { "" };
    let line = format!("{url} 192.0.2.1 20310407100000 {media_type}{between} {}\n", block.len());
    [line.as_bytes(), block, b"\n"].concat()
}

/// An ARC file with pages, a redirect, an error, a picture and a look-up of a name.
fn arc(version: u32) -> Vec<u8> {
    let fields = match version {
        2 => {
            "URL IP-address Archive-date Content-type Result-code Checksum Location Offset Filename Archive-length"
        }
        _ => "URL IP-address Archive-date Content-type Archive-length",
    };
    let about = format!("{version} 0 Arden\n{fields}\n\n");
    let mut file =
        format!("filedesc://a.arc 0.0.0.0 20310407100000 text/plain {}\n{about}\n", about.len()).into_bytes();
    let ok = |number| format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{}", page(number));
    let moved = "HTTP/1.1 302 Found\r\nLocation: /x\r\n\r\n";
    let gone = format!("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n{}", page(4));
    for (url, media_type, block) in [
        ("dns:post.example", "text/dns", "20310407100000\npost.example. 60 IN A 192.0.2.1\n".to_string()),
        ("http://post.example/1", "text/html", ok(1)),
        ("http://post.example/2 b", "text/html", ok(2)),
        ("http://post.example/3", "text/html", moved.to_string()),
        ("http://post.example/4", "text/html", gone),
        (
            "http://post.example/5.png",
            "image/png",
            "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nPNG".into(),
        ),
        ("http://post.example/6", "no-type", page(6)),
    ] {
        file.extend(arc_record(version, url, media_type, block.as_bytes()));
    }
    file
}

#[test]
fn arc_files_of_both_versions_are_read_packed_or_not() {
    let by_record = |file: &[u8]| -> Vec<u8> {
        let at = file.windows(25).position(|window| window == b"dns:post.example 192.0.2.").unwrap();
        [gzip(&file[..at]), gzip(&file[at..])].concat()
    };
    for version in [1, 2] {
        for (name, bytes) in
            [("a.arc", arc(version)), ("a.arc.gz", by_record(&arc(version))), ("a.txt", arc(version))]
        {
            let space = Workspace::new();
            space.file(name, bytes).import(&[name]).code(3).says("3 new").says("1 rejected");
            assert_eq!(
                space.rows("SELECT title, url FROM articles ORDER BY record"),
                [
                    ["Ferry 1 is late", "http://post.example/1"],
                    ["Ferry 2 is late", "http://post.example/2 b"],
                    ["Ferry 6 is late", "http://post.example/6"]
                ],
                "{name}"
            );
            assert_eq!(space.column("SELECT rule FROM rejects"), ["error page"]);
            assert_eq!(space.rows("SELECT format, passed_over FROM import_files"), [["arc", "4"]]);
            let traced = space.run("trace article 1 --raw").code(0).stdout;
            assert!(traced.starts_with("http://post.example/1 192.0.2.1 2031"), "{traced}");
            assert!(space.value("SELECT body FROM articles LIMIT 1").starts_with("The ferry number 1 from"));
        }
    }
}

#[test]
fn an_arc_file_that_breaks_off_costs_its_last_record() {
    let mut file = arc(1);
    file.truncate(file.len() - 200);
    let space = Workspace::new();
    space.file("a.arc", file).import(&["a.arc"]).code(3).says("2 new").says("breaks off");
    let space = Workspace::new();
    // Bytes that belong to no record.
    let file = [
        &arc(1)[..],
        b"\n\nodd bytes\n",
        &arc_record(1, "http://post.example/7", "text/html", page(7).as_bytes()),
    ]
    .concat();
    space.file("b.arc", file).import(&["b.arc"]).code(3).says("4 new");
}
