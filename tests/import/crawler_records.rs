//! Records as crawlers, services and content systems write them: HTML in fields, blocks for a body, JSON that is not quite JSON.

use serde_json::{Value, json};

use crate::workspace::Workspace;

const STORY: &str = "The ferry hall of Sund will be closed for two years while its floor is rebuilt, the council said on Tuesday.";
const MORE: &str =
    "“We have waited long enough,” said Mayor Ilse Brandt, who had asked for it four years in a row.";

/// The archive of a file in which nothing is rejected.
#[track_caller]
fn imported(name: &str, content: &str) -> Workspace {
    let space = Workspace::new();
    space.file(name, content).import(&[name]).code(0);
    space
}

/// Headline, authors, time, address and text of the only article, of a file with one value of JSON.
#[track_caller]
fn article(record: &Value) -> Vec<String> {
    let space = imported("a.json", &record.to_string());
    let facts = "SELECT title, byline, published_at, url, body FROM articles";
    let mut rows = space.rows(facts);
    assert_eq!(rows.len(), 1, "{record}");
    rows.remove(0)
}

fn both() -> String {
    format!("{STORY}\n\n{MORE}")
}

#[test]
fn character_references_in_fields_are_characters() {
    let escaped = "&ldquo;We close the hall,&rdquo; said Orla&nbsp;Fennick of Sund. It&#39;s the council&rsquo;s R&amp;D hall, and it is not known when it opens again.";
    let plain = "“We close the hall,” said Orla Fennick of Sund. It's the council’s R&D hall, and it is not known when it opens again.";
    let title = "Orla&#8217;s hall &amp; market";
    let files = [
        ("a.jsonl", json!({"url": "https://a.example/1", "title": title, "text": escaped}).to_string()),
        ("a.json", json!([{"url": "https://a.example/1", "title": title, "text": escaped}]).to_string()),
        ("a.csv", format!("url,title,text\nhttps://a.example/1,{title},\"{escaped}\"\n")),
        (
            "b.jsonl",
            json!({"url": "https://a.example/1", "title": title.replace('&', "&amp;"), "text": escaped.replace('&', "&amp;")})
                .to_string(),
        ),
    ];
    for (name, content) in files {
        let rows = imported(name, &content).rows("SELECT title, body FROM articles");
        assert_eq!(rows, [["Orla’s hall & market", plain]], "{name}");
    }
}

#[test]
fn text_that_only_speaks_of_references_stays() {
    for text in [
        format!("In HTML, &amp; is written for an ampersand. {STORY}"),
        format!("The sign showed “&nbsp;” and nothing else. {STORY}"),
        format!("Fish & chips, it said, and &lt; beside it. {STORY}"),
        format!("See https://a.example/?a=1&copy=2 for it. {STORY}"),
        format!("He wrote <sic> beside 5 < 6. {STORY}"),
    ] {
        let record = json!({"url": "https://a.example/1", "text": text}).to_string();
        assert_eq!(imported("a.jsonl", &record).value("SELECT body FROM articles"), text);
    }
}

#[test]
fn html_in_a_text_field_is_rendered() {
    for text in [
        format!("<p>{STORY}</p><p>{MORE}</p>"),
        format!("{}\n\n{MORE}", STORY.replace("council", "<a href=\"/c\">council</a>")),
        format!("<![CDATA[<p>{STORY}</p>\n<p>{MORE}</p>]]>"),
        format!("&lt;p&gt;{STORY}&lt;/p&gt;&lt;p&gt;{MORE}&lt;/p&gt;"),
    ] {
        let record = json!({"url": "https://a.example/1", "title": "<b>Hall</b>", "text": text}).to_string();
        let rows = imported("a.jsonl", &record).rows("SELECT title, body FROM articles");
        assert_eq!(rows, [["Hall".to_string(), both()]], "{text}");
    }
}

#[test]
fn a_body_of_blocks_is_its_text() {
    let picture = json!({"type": "image", "caption": "A hall", "url": "https://a.example/1.jpg"});
    let bodies = [
        json!([{"type": "paragraph", "text": STORY}, picture, {"type": "paragraph", "text": MORE}]),
        json!({"blocks": [{"type": "paragraph", "data": {"text": STORY}}, {"type": "paragraph", "data": {"text": MORE}}], "version": "2"}),
        json!([{"_type": "block", "children": [{"_type": "span", "text": STORY}]}, {"_type": "block", "children": [{"_type": "span", "text": MORE}]}]),
        json!({"nodeType": "document", "content": [{"nodeType": "paragraph", "content": [{"nodeType": "text", "value": STORY}]}, {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": MORE}]}]}),
        json!({"ops": [{"insert": format!("{STORY}\n")}, {"insert": format!("{MORE}\n")}]}),
        json!({"summary": [], "sections": [{"headline": [], "paragraphs": [STORY]}, {"headline": [], "paragraphs": [MORE]}]}),
        json!([STORY, MORE]),
    ];
    for body in bodies {
        let record = json!({"title": "Hall", "authors": ["Nora Quint", "Tomas Okafor"], "publishing_date": "2031-03-05 08:00:00+01:00", "url": "https://a.example/1", "body": body});
        let wanted =
            ["Hall", "Nora Quint, Tomas Okafor", "2031-03-05T08:00:00+01:00", "https://a.example/1", &both()];
        for shape in [record.clone(), json!([record]), json!({"status": "ok", "articles": [record]})] {
            assert_eq!(article(&shape), wanted, "{shape}");
        }
    }
}

#[test]
fn what_services_answer_is_read() {
    let html = format!("<p>{STORY}</p>\n<p>{MORE}</p>");
    let answers = [
        json!([{"id": 7, "date": "2031-03-05T08:00:00", "date_gmt": "2031-03-05T07:00:00", "link": "https://a.example/1", "author": 3, "categories": [4],
            "title": {"rendered": "Orla&#8217;s hall"}, "content": {"rendered": html, "protected": false}, "_embedded": {"author": [{"name": "Nora Quint"}]}}]),
        json!({"response": {"results": [{"id": "a/1", "webUrl": "https://a.example/1", "webPublicationDate": "2031-03-05T08:00:00+01:00",
            "fields": {"headline": "Orla’s hall", "byline": "Nora Quint", "body": html}}]}}),
        json!({"hits": {"hits": [{"_index": "a", "_source": {"title": "Orla’s hall", "author": "Nora Quint", "url": "https://a.example/1", "published": "2031-03-05T08:00:00+01:00", "text": both()}}]}}),
        json!({"success": true, "data": {"markdown": format!("# Orla’s hall\n\n{STORY}\n\n{MORE}"), "metadata": {"sourceURL": "https://a.example/1", "author": "Nora Quint", "publishedTime": "2031-03-05T08:00:00+01:00", "statusCode": 200}}}),
        json!({"version": "https://jsonfeed.org/version/1.1", "title": "Island Echo", "items": [{"id": "https://a.example/1", "title": "Orla’s hall", "content_html": html, "date_published": "2031-03-05T08:00:00+01:00", "authors": [{"name": "Nora Quint"}]}]}),
        json!({"type": "story", "headlines": {"basic": "Orla’s hall"}, "canonical_url": "https://a.example/1", "display_date": "2031-03-05T08:00:00+01:00",
            "credits": {"by": [{"type": "author", "name": "Nora Quint"}]}, "content_elements": [{"type": "text", "content": STORY}, {"type": "image", "caption": "x"}, {"type": "text", "content": MORE}]}),
        json!({"url": ["https://a.example/1"], "title": ["Orla’s hall"], "author": ["Nora Quint"], "date": ["2031-03-05T08:00:00+01:00"], "text": [STORY, "\n   ", MORE]}),
        json!({"entries": [{"title": "Orla’s hall", "link": "https://a.example/1", "author": "nora@echo.example (Nora Quint)", "published": "2031-03-05T08:00:00+01:00", "summary": "Short.", "content": [{"type": "text/html", "value": html}]}]}),
        json!({"response": {"docs": [{"web_url": "https://a.example/1", "headline": {"main": "Orla’s hall"}, "byline": {"original": "By Nora Quint"}, "pub_date": "2031-03-05T08:00:00+01:00", "snippet": "Short.", "lead_paragraph": both()}]}}),
        json!([{"query": {"id": 1}, "article": {"headline": "Orla’s hall", "articleBody": both(), "authors": [{"name": "Nora Quint"}], "datePublished": "2031-03-05T08:00:00+01:00", "url": "https://a.example/1"}}]),
    ];
    for answer in answers {
        let wanted =
            ["Orla’s hall", "Nora Quint", "2031-03-05T08:00:00+01:00", "https://a.example/1", &both()];
        assert_eq!(article(&answer), wanted, "{answer}");
    }
}

#[test]
fn columns_of_a_database_of_posts_and_of_a_corpus_are_known() {
    let posts = format!(
        "ID,post_author,post_date,post_title,post_content,guid\n7,3,2031-03-05 08:00:00,Hall,\"<b>{STORY}</b>\n\n{MORE}\",https://a.example/?p=7\n"
    );
    let rows =
        imported("posts.csv", &posts).rows("SELECT title, byline, published_at, url, body FROM articles");
    assert_eq!(rows, [["Hall", "∅", "2031-03-05T08:00:00", "https://a.example/?p=7", &both()]]);
    let corpus = json!({"id": "4f2", "article": STORY, "highlights": "Short."}).to_string();
    let rows = imported("corpus.jsonl", &corpus).rows("SELECT url, body FROM articles");
    assert_eq!(rows, [["∅", STORY]]);
}

#[test]
fn a_feed_in_json_names_its_paper() {
    let item = json!({"id": "1", "url": "https://a.example/1", "content_text": STORY});
    let entry = json!({"link": "https://a.example/1", "title": "Hall", "summary": STORY});
    for feed in [
        json!({"version": "https://jsonfeed.org/version/1.1", "title": "Island Echo", "items": [item]}),
        json!({"bozo": false, "feed": {"title": "Island Echo", "link": "https://a.example"}, "entries": [entry]}),
    ] {
        let space = imported("feed.json", &feed.to_string());
        assert_eq!(space.column("SELECT name FROM sources"), ["Island Echo"], "{feed}");
    }
}

#[test]
fn a_text_that_a_service_cuts_off_is_marked_as_such() {
    let source = json!({"id": null, "name": "Island Echo"});
    let answer = json!({"status": "ok", "articles": [
        {"source": source, "url": "https://a.example/1", "title": "One", "description": "Short.", "content": format!("{STORY} It is the f… [+1234 chars]")},
        {"source": source, "url": "https://a.example/2", "title": "Two", "description": "Short.", "content": format!("{STORY} It is the s... [512 chars]")},
        {"source": source, "url": "https://a.example/3", "title": "Three", "description": STORY, "content": null},
        {"source": source, "url": "https://a.example/4", "title": "Four", "description": "Short.", "content": both()},
    ]});
    let space = imported("answer.json", &answer.to_string());
    let rows = space.rows("SELECT cut_off, body FROM articles ORDER BY record");
    let wanted = [
        ("1", format!("{STORY} It is the f…")),
        ("1", format!("{STORY} It is the s...")),
        ("0", STORY.to_string()),
        ("0", both()),
    ];
    assert_eq!(rows, wanted.map(|(cut_off, body)| [cut_off.to_string(), body]));
    assert_eq!(space.column("SELECT name FROM sources"), ["Island Echo"]);
    // The same answer again changes nothing.
    space.import(&["answer.json"]).code(0).says("0 new, 4 unchanged");
    assert!(space.run("query cut-off --csv").code(0).stdout.contains("It is the s..."));
}

#[test]
fn json_that_is_not_quite_json_is_read() {
    for (name, record) in [
        (
            "a.jsonl",
            format!("{{\"title\": \"Hall\", \"author\": NaN, \"n\": -Infinity, \"text\": \"{STORY}\"}}"),
        ),
        ("a.jsonl", format!("{{'title': 'Hall', 'author': None, 'ok': True, 'text': '{STORY}'}}")),
        ("a.txt", format!("{{\"title\": \"Hall\", \"author\": NaN, \"text\": \"{STORY}\"}}")),
        ("a.json", format!("[{{\"title\": \"Hall\", \"author\": NaN, \"text\": \"{STORY}\"}},]")),
        ("a.json", format!("{{\"articles\": [{{\"title\": \"Hall\", \"text\": \"{STORY}\", \"n\": NaN}}]}}")),
        ("a.jsonl", format!("{{\"title\": \"Hall\", \"n\": \"\\ud83d\", \"text\": \"{STORY}\",}}")),
        (
            "a.jsonl",
            format!("{{\"title\": \"Ha\\'ll\", \"x\": \"a\tb\", \"text\": \"{STORY}\"}}").replace("\\'", ""),
        ),
    ] {
        let rows = imported(name, &record).rows("SELECT title, byline, body FROM articles");
        assert_eq!(rows, [["Hall", "∅", STORY]], "{record}");
    }
}

#[test]
fn a_record_that_is_broken_or_has_no_text_is_rejected_alone() {
    let good = json!({"url": "https://a.example/1", "title": "Hall", "text": STORY});
    let lines = [
        "{\"title\": \"it was \"said\" so\", \"text\": \"x\"}".to_string(),
        json!({"url": "https://a.example/2", "title": "Only a headline", "seendate": "20310305T103000Z"})
            .to_string(),
        json!({"url": "https://a.example/3", "status": 404, "title": "Gone", "text": STORY}).to_string(),
        good.to_string(),
    ];
    let space = Workspace::new();
    space
        .file("a.jsonl", lines.join("\n"))
        .import(&["a.jsonl"])
        .code(3)
        .says("1 new")
        .says("fetch the page at its address");
    let rules = space.column("SELECT rule FROM rejects ORDER BY record");
    assert_eq!(rules, ["not JSON", "no text", "error page"]);
}

#[test]
fn a_list_that_was_written_into_a_cell_is_a_list() {
    let cells = [
        ("\"['Nora Quint', 'Tomas Okafor']\"", "Nora Quint, Tomas Okafor"),
        ("\"[\"\"Nora O'Quint\"\"]\"", "Nora O'Quint"),
        ("\"['Nora Quint' 'Tomas Okafor']\"", "Nora Quint, Tomas Okafor"),
        ("\"[{'name': 'Nora Quint'}]\"", "Nora Quint"),
        ("[]", "none"),
        ("[None]", "none"),
        ("nan", "none"),
    ];
    let rows: Vec<String> = (1..)
        .zip(cells)
        .map(|(number, (cell, _))| {
            format!("https://a.example/{number},\"{{'id': None, 'name': 'Island Echo'}}\",{cell},\"['{STORY} ({number})', 'It was late.']\"")
        })
        .collect();
    let space = imported("a.csv", &format!("url,source,author,text\n{}\n", rows.join("\n")));
    let bylines = space.column("SELECT coalesce(byline, 'none') FROM articles ORDER BY record");
    assert_eq!(bylines, cells.map(|(_, names)| names));
    assert_eq!(space.column("SELECT name FROM sources"), ["Island Echo"]);
    assert_eq!(space.value("SELECT body FROM articles LIMIT 1"), format!("{STORY} (1)\n\nIt was late."));
}
