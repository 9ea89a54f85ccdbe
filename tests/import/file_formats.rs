//! Formats beyond text pages, JSONL and CSV: saved pages of HTML, JSON with an array in it, and whatever is packed.

use std::io::Write;

use crate::workspace::{Workspace, gzip, sample};

#[test]
fn a_saved_page_of_html_is_its_story_with_what_its_head_says() {
    let space = Workspace::new();
    space.run_args(&["import", sample("pages/tidal-mill.html").to_str().unwrap()]).code(0).says("1 new");
    let facts = "SELECT a.title, a.byline, a.published_at, s.name, s.domain, a.url, a.language
        FROM articles a JOIN sources s ON s.id = a.source_id";
    assert_eq!(
        space.rows(facts)[0],
        [
            "Tidal mill turns again after ninety years",
            "Salome Ferreira, Kofi Brandt",
            "2031-04-06T09:30:00+02:00",
            "Meridian Review",
            "meridianreview.example",
            "https://meridianreview.example/culture/tidal-mill",
            "en"
        ]
    );
    let body = space.value("SELECT body FROM articles");
    assert!(body.starts_with("The tidal mill of Quillan ground its first flour"), "{body}");
    assert!(body.ends_with("open the upper floors to visitors by the end of the year."), "{body}");
    for elsewhere in ["Most read", "Log in", "All rights reserved", "By Salome", "Photo:"] {
        assert!(!body.contains(elsewhere), "{elsewhere} in {body}");
    }
    assert_eq!(
        space.value("SELECT value FROM dates WHERE text = 'Saturday' ORDER BY start LIMIT 1"),
        "2031-04-05"
    );
    assert_eq!(space.value("SELECT format FROM import_files"), "html");
}

#[test]
fn what_markdown_has_above_its_text_is_told_from_the_story() {
    let story = "The hall of Port Arden will be closed for two years while its floor is rebuilt, the council said on Tuesday.";
    let front = "---\ntitle: \"Hall to close: a floor\"\nauthor: Jane Roe; Tomas Okafor\nurl: https://echo.example/hall\nhostname: echo.example\nsitename: Island Echo\ndate: 2031-04-06\n---\n";
    let space = Workspace::new();
    space.file(
        "a.md",
        format!(
            "{front}# Hall to close: a *floor*\n\n{}\n\nIt was built in 1998.\n",
            story.replace("Port Arden", "[Port Arden](https://echo.example/arden)")
        ),
    );
    space.file("b.md", format!("# Floors are next\n\nBy Jane Roe\n\n{story} More will follow.\n"));
    space.import(&["a.md", "b.md"]).code(0).says("2 new");
    let facts = "SELECT title, byline, url, published_at, body FROM articles ORDER BY id";
    let body = format!("{story}\n\nIt was built in 1998.");
    assert_eq!(
        space.rows(facts),
        [
            [
                "Hall to close: a floor",
                "Jane Roe; Tomas Okafor",
                "https://echo.example/hall",
                "2031-04-06",
                &body
            ],
            ["Floors are next", "Jane Roe", "∅", "∅", &format!("{story} More will follow.")],
        ]
    );
    assert_eq!(space.value("SELECT name FROM sources"), "Island Echo");
    assert_eq!(space.value("SELECT line FROM blocks WHERE kind = 'title' AND article_id = 1"), "9");
}

#[test]
fn a_page_without_a_story_is_a_reject_with_its_bytes() {
    let space = Workspace::new();
    space.file("empty.html", "<!DOCTYPE html><html><head><title>x</title></head><body></body></html>");
    space.run("import empty.html").code(3).says("has no main text");
    assert!(space.value("SELECT CAST(raw AS TEXT) FROM rejects").contains("<title>x</title>"));
}

#[test]
fn an_array_of_objects_is_read_wherever_it_stands() {
    let space = Workspace::new();
    let story = |n: u32| {
        format!(
            "{{\"url\": \"https://a.example/{n}\", \"text\": \"Story number {n}, which is a \\\"]}}\\\" short one.\"}}"
        )
    };
    space.file("list.json", format!("[{},\n{}]", story(1), story(2)));
    space.file(
        "answer.json",
        format!("{{\"status\": \"ok\", \"articles\": [{}, {{\"url\": \"x\"}}, {}]}}", story(3), story(4)),
    );
    space.run("import list.json answer.json").code(3).says("4 new").says("1 rejected");
    assert_eq!(space.column("SELECT url FROM articles ORDER BY url").len(), 4);
    assert_eq!(space.rows("SELECT record, rule FROM rejects"), [["2", "no text"]]);
    let traced = space.run("trace article 4").code(0).stdout;
    assert!(traced.contains("Story number 4"), "{traced}");
}

#[test]
fn packed_files_give_the_same_articles() {
    let plain = std::fs::read(sample("crawl.jsonl")).unwrap();
    let packed: [(&str, Vec<u8>); 4] = [
        ("crawl.jsonl.gz", {
            // Two members, one after the other, as crawlers append them.
            let middle = plain.iter().position(|&byte| byte == b'\n').unwrap() + 1;
            [gzip(&plain[..middle]), gzip(&plain[middle..])].concat()
        }),
        ("crawl.jsonl.zst", zstd::encode_all(&plain[..], 3).unwrap()),
        ("crawl.jsonl.bz2", {
            let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::default());
            encoder.write_all(&plain).unwrap();
            encoder.finish().unwrap()
        }),
        ("misnamed.txt", {
            let mut encoder = liblzma::write::XzEncoder::new(Vec::new(), 6);
            encoder.write_all(&plain).unwrap();
            encoder.finish().unwrap()
        }),
    ];
    let sql = "SELECT title, body, record, byte_offset FROM articles ORDER BY record";
    let expected = {
        let space = Workspace::new();
        space.file("crawl.jsonl", &plain).run("import crawl.jsonl").code(0);
        space.rows(sql)
    };
    assert_eq!(expected.len(), 7);
    for (name, bytes) in packed {
        let space = Workspace::new();
        space.file(name, bytes).run_args(&["import", name]).code(0);
        assert_eq!(space.rows(sql), expected, "{name}");
    }
}

#[test]
fn a_packed_file_that_breaks_off_keeps_what_came_before() {
    let lines: String = (0..4000)
        .map(|n| {
            format!(
                "{{\"url\": \"https://a.example/{n}\", \"text\": \"Story {n} is about the number {}.\"}}\n",
                n * n
            )
        })
        .collect();
    let mut bytes = gzip(lines.as_bytes());
    bytes.truncate(bytes.len() / 2);
    let space = Workspace::new();
    space
        .file("cut.jsonl.gz", bytes)
        .run("import cut.jsonl.gz")
        .code(3)
        .says("the file cannot be read on from here");
    let kept: u32 = space.value("SELECT count(*) FROM articles").parse().unwrap();
    assert!(kept > 500, "{kept}");
    assert_eq!(space.value("SELECT status FROM import_files"), "failed");
    space.run("check").code(0);
}

#[test]
fn a_small_packed_file_that_breaks_off_or_goes_on_with_something_else_keeps_its_records() {
    let lines: String = (0..5)
        .map(|n| {
            format!("{{\"url\": \"https://a.example/{n}\", \"text\": \"Story {n} is about a ferry.\"}}\n")
        })
        .collect();
    let bytes = gzip(lines.as_bytes());
    let space = Workspace::new();
    space.file("cut.jsonl.gz", &bytes[..bytes.len() - 6]);
    space
        .run("import cut.jsonl.gz")
        .code(3)
        .says("5 new")
        .says("1 rejected")
        .says("cannot be read on from here");
    space.file("more.jsonl.gz", [&bytes[..], b"and something else"].concat());
    space.run("import more.jsonl.gz").code(3).says("5 unchanged").says("1 rejected");
    space.file("none.jsonl.gz", &bytes[..8]);
    space.run("import none.jsonl.gz").code(3).says("1 rejected").says("cannot be read");
}
