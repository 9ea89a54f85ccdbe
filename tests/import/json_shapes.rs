//! The shapes that JSON comes in: arrays anywhere, articles one behind the other, and what is broken in between.

use crate::workspace::Workspace;

fn story(number: u32) -> String {
    format!(
        "The council of Port Arden voted on Tuesday to close hall number {number} for two years while its floor is rebuilt. Engineers have warned of its state since 1998, the mayor said."
    )
}

fn object(number: u32) -> String {
    format!("{{\"url\": \"https://a.example/{number}\", \"text\": \"{}\"}}", story(number))
}

/// The urls' last parts, in the order of the records; and that every record is where it is said to be.
#[track_caller]
fn imported(name: &str, content: &str, rejected: usize) -> Vec<String> {
    let space = Workspace::new();
    space.file(name, content).import(&[name]).code(if rejected > 0 { 3 } else { 0 });
    assert_eq!(
        space.value("SELECT count(*) FROM rejects"),
        rejected.to_string(),
        "{:?}",
        space.column("SELECT reason FROM rejects")
    );
    for row in space.rows("SELECT byte_offset, byte_length, body FROM articles") {
        let (offset, length): (usize, usize) = (row[0].parse().unwrap(), row[1].parse().unwrap());
        assert!(content[offset..offset + length].contains(&row[2]), "{}", &content[offset..offset + length]);
    }
    space
        .column("SELECT coalesce(replace(url, 'https://a.example/', ''), body) FROM articles ORDER BY record")
}

#[test]
fn the_array_of_articles_is_found_wherever_it_stands() {
    let (one, two, three) = (object(1), object(2), object(3));
    let shapes = [
        format!("[{one},\n{two},{three}]"),
        format!("[\n{one},\n{two},\n{three}\n]\n"),
        format!("{{\"facets\": [{{\"name\": \"x\"}}], \"articles\": [{one}, {two}, {three}]}}"),
        format!(
            "{{\"response\": {{\"total\": 3, \"tags\": [\"a\", \"b\"], \"results\": [{one}, {two}, {three}]}}}}"
        ),
        format!("{{\n  \"status\": \"ok\",\n  \"articles\": [\n{one},\n{two},\n{three}\n  ]\n}}"),
        format!(
            "[{{\"section\": \"a\", \"stories\": [{one}]}}, {{\"section\": \"b\", \"stories\": [{two}, {three}]}}]"
        ),
        format!("{{\"page\": 1, \"articles\": [{one}, {two}]}}\n{{\"page\": 2, \"articles\": [{three}]}}\n"),
        format!("\u{feff}[{one}, {two}, {three},]"),
    ];
    for shape in shapes {
        for name in ["a.json", "a"] {
            assert_eq!(imported(name, &shape, 0), ["1", "2", "3"], "{shape}");
        }
    }
}

#[test]
fn articles_one_behind_the_other_are_articles_each() {
    let pretty = |number| object(number).replace("\", ", "\",\n  ").replace('{', "{\n  ");
    let shapes = [
        format!("{}\n{}\n", pretty(1), pretty(2)),
        format!("{}{}", object(1), object(2)),
        format!("\u{1e}{}\n\u{1e}{}\n", object(1), object(2)),
        format!("\u{1e}{}\n\u{1e}{}\n", pretty(1), pretty(2)),
        format!("[{}]\n[{}]", object(1), object(2)),
    ];
    for shape in shapes {
        assert_eq!(imported_urls(&shape), ["1", "2"], "{shape}");
    }
    let single = format!(
        "{{\n  \"images\": [{{\"text\": \"A hall.\"}}],\n  \"url\": \"https://a.example/1\",\n  \"text\": \"{}\"\n}}\n",
        story(1)
    );
    assert_eq!(imported("a.json", &single, 0), ["1"]);
}

/// Like [`imported`], for texts that the layout of the JSON changes.
fn imported_urls(content: &str) -> Vec<String> {
    let space = Workspace::new();
    space.file("a.json", content).import(&["a.json"]).code(0);
    space.column("SELECT replace(url, 'https://a.example/', '') FROM articles ORDER BY record")
}

#[test]
fn an_array_of_texts_is_one_of_articles() {
    let texts = format!("[\"{}\", \"{}\"]", story(1), story(2));
    assert_eq!(imported("a.json", &texts, 0), [story(1), story(2)]);
}

#[test]
fn a_broken_element_costs_that_element() {
    let broken = [
        format!("{{\"url\": \"https://a.example/x\", \"text\": \"{}}}", story(9)),
        "{\"url\": \"https://a.example/x\", \"text\": \"He said \"no\" to it.\"}".to_string(),
        "{\"url\": \"https://a.example/x\", \"text\": }".to_string(),
        format!(
            "{{\"url\": \"https://a.example/x\", \"authors\": [{{\"name\": \"A\"}}, {{\"name\": \"B], \"text\": \"{}\"}}",
            story(9)
        ),
        "null".to_string(),
        "17".to_string(),
    ];
    for bad in broken {
        for between in [", ", ",\n"] {
            let array = [object(1), bad.clone(), object(2), object(3)].join(between);
            assert_eq!(imported("a.json", &format!("[{array}]"), 1), ["1", "2", "3"], "{array}");
            assert_eq!(
                imported("a.json", &format!("{{\"n\": 1, \"articles\": [{array}]}}"), 1),
                ["1", "2", "3"],
                "{array}"
            );
        }
    }
}

#[test]
fn nothing_to_read_is_said_with_the_fields_that_are_there() {
    let space = Workspace::new();
    space.file("a.json", "{\"results\": [{\"headline\": \"x\", \"blurb\": \"y\"}], \"count\": 1}");
    space.import(&["a.json"]).code(3).says("none of its fields (results, count)");
    space.file("b.json", "[{\"headline\": \"x\", \"blurb\": \"y\"}]");
    space.import(&["b.json"]).code(3).says("none of its fields (headline, blurb)");
    let blurb = format!("{{\"results\": [{{\"headline\": \"x\", \"blurb\": \"{}\"}}]}}", story(1));
    space
        .file("c.json", blurb)
        .import(&["c.json", "--map", "text=blurb,title=headline"])
        .code(0)
        .says("1 new");
}

#[test]
fn pages_that_a_crawler_made_markdown_of_are_articles_with_what_is_known_of_them() {
    let space = Workspace::new();
    let page = "# Ferry *returns*\n\nBy Jane Roe\n\nThe ferry came back to [Port Arden](https://echo.example/arden) on **Monday**, three weeks after a \
                storm had broken its rudder.\n\n“It is good to hear the horn again,” said Ada Quill, the harbour master, who had waited on the quay.\n";
    let service = serde_json::json!({"success": true, "data": [{
        "markdown": page,
        "metadata": {"title": "Ferry returns | Echo", "sourceURL": "https://echo.example/1", "url": "https://echo.example/1",
                     "language": "en", "publishedTime": "2031-03-14T08:05:00+02:00", "statusCode": 200},
    }]});
    let line = serde_json::json!({"url": "https://echo.example/2", "success": true, "markdown": {"raw_markdown": page.replace("rudder", "mast"), "fit_markdown": ""},
                                  "metadata": {"title": "Ferry is back", "author": "Jane Roe"}});
    space.file("service.json", service.to_string());
    let alone = serde_json::json!({"success": true, "data": {"markdown": page.replace("rudder", "keel"),
                                   "metadata": {"title": "Ferry returns", "url": "https://echo.example/3"}}});
    space.file("lines.jsonl", line.to_string());
    space.file("alone.json", serde_json::to_string_pretty(&alone).unwrap());
    space.run("import service.json lines.jsonl alone.json").code(0).says("3 new");
    let facts = "SELECT url, title, byline, published_at, body FROM articles ORDER BY url";
    let body = "The ferry came back to Port Arden on Monday, three weeks after a storm had broken its rudder.\n\n“It is good to hear the horn \
                again,” said Ada Quill, the harbour master, who had waited on the quay.";
    let (back, keel) = (body.replace("rudder", "mast"), body.replace("rudder", "keel"));
    assert_eq!(
        space.rows(facts),
        [
            ["https://echo.example/1", "Ferry returns", "Jane Roe", "2031-03-14T08:05:00+02:00", body],
            ["https://echo.example/2", "Ferry is back", "Jane Roe", "∅", &back],
            ["https://echo.example/3", "Ferry returns", "Jane Roe", "∅", &keel],
        ]
    );
}

#[test]
fn pages_that_a_crawler_kept_in_a_field_are_read_as_pages() {
    let space = Workspace::new();
    let page = |title: &str| {
        format!(
            "<!DOCTYPE html><html lang=\"en\"><head><title>{title} | Echo</title><meta property=\"og:title\" content=\"{title}\">\
             <meta property=\"article:published_time\" content=\"2031-03-14T08:05:00+02:00\"></head><body>\
             <nav><a href=\"/\">Home</a> <a href=\"/sport\">Sport</a></nav><article><h1>{title}</h1><p>{}</p><p>{}</p></article>\
             <footer>All rights reserved by the Island Echo.</footer></body></html>",
            story(1),
            story(2)
        )
    };
    let line = |number: u32, field: &str| {
        serde_json::json!({"url": format!("https://echo.example/{number}"), "timestamp": "2031-04-01T00:00:00Z", "site_name": "Island Echo",
                           field: page(&format!("Hall {number} closes"))})
        .to_string()
    };
    space.file("crawl.jsonl", [line(1, "html"), line(2, "rawHtml"), line(3, "content")].join("\n"));
    space.file("more.json", format!("{{\"pages\": [{}]}}", line(4, "html")));
    space
        .run("import crawl.jsonl more.json")
        .code(0)
        .says("1 new, 0 unchanged, 0 revised, 3 duplicate")
        .says("0 rejected");
    let facts = "SELECT a.url, a.title, a.published_at, s.name, a.body FROM articles a JOIN sources s ON s.id = a.source_id ORDER BY a.url";
    let body = format!("{}\n\n{}", story(1), story(2));
    for (number, row) in (1..=4).zip(space.rows(facts)) {
        let url = format!("https://echo.example/{number}");
        let title = format!("Hall {number} closes");
        assert_eq!(row, [&*url, &*title, "2031-03-14T08:05:00+02:00", "Island Echo", &*body]);
    }
    // A field that the user names is believed before the page.
    space.file("when.jsonl", line(5, "html"));
    space.run("import when.jsonl --map published=timestamp").code(0);
    assert_eq!(space.value("SELECT published_at FROM articles WHERE url LIKE '%/5'"), "2031-04-01T00:00:00Z");
}
