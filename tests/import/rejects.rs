//! What cannot be taken is kept with its file, record and reason, and the rest goes in.

use super::{line, story};
use crate::workspace::{Workspace, zip};

#[test]
fn bad_records_are_rejected_with_file_record_and_reason_and_the_others_go_in() {
    let work = Workspace::new();
    work.file(
        "in/a.jsonl",
        [
            line("https://a.example/1", "One", "tram depot").as_str(),
            "this is not JSON\n",
            "{\"url\": \"https://a.example/2\"}\n",
        ]
        .concat(),
    );
    work.file(
        "in/b.csv",
        format!(
            "url,title,text\nhttps://b.example/1,short row\nhttps://b.example/2,Fine,\"{}\"\n",
            story("ferry")
        ),
    );
    work.file("in/c.txt", "");
    work.file("in/d.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    let ended = work.run("import in").code(3);
    assert!(
        ended.stderr.contains("2 new, 0 unchanged, 0 revised, 0 duplicate, 5 rejected"),
        "{}",
        ended.stderr
    );
    assert!(ended.stderr.contains("in/a.jsonl, record 2: is not JSON"), "{}", ended.stderr);
    assert_eq!(
        work.rows("SELECT path, record, rule FROM rejects ORDER BY id"),
        [
            ["in/a.jsonl", "2", "not JSON"],
            ["in/a.jsonl", "3", "no text"],
            ["in/b.csv", "1", "too few fields"],
            ["in/c.txt", "1", "empty"],
            ["in/d.png", "∅", "not text"],
        ]
    );
    assert_eq!(work.value("SELECT raw FROM rejects WHERE rule = 'not JSON'"), "this is not JSON");
    assert_eq!(
        work.value("SELECT raw FROM rejects WHERE rule = 'too few fields'"),
        "https://b.example/1,short row"
    );
    // Turned away again, they are counted again and kept once.
    work.run("import in").code(3).says("0 new, 2 unchanged, 0 revised, 0 duplicate, 5 rejected");
    assert_eq!(work.value("SELECT count(*) FROM rejects"), "5");
}

#[test]
fn a_truncated_last_line_is_rejected_and_the_rest_is_kept() {
    let work = Workspace::new();
    let whole =
        line("https://a.example/1", "One", "tram depot") + &line("https://a.example/2", "Two", "pool");
    work.file("a.jsonl", &whole[..whole.len() - 40]);
    work.run("import a.jsonl")
        .code(3)
        .says("1 new")
        .says("a.jsonl, record 2: is not JSON: the line ends before its object does");
}

#[test]
fn a_file_that_is_not_there_among_others_is_a_reject_and_alone_an_error() {
    let work = Workspace::new();
    work.file("a.jsonl", line("https://a.example/1", "One", "tram depot"));
    work.run("import gone.jsonl").code(1).says("gone.jsonl is not there");
    assert!(!work.path("presscut.db").exists());
    work.run("import gone.jsonl a.jsonl").code(3).says("gone.jsonl: cannot be read").says("1 new");
    assert_eq!(work.rows("SELECT path, rule FROM rejects"), [["gone.jsonl", "unreadable"]]);
}

#[test]
fn a_text_longer_than_any_article_is_kept_and_not_extracted_and_a_library_is_a_reject() {
    let work = Workspace::new();
    let sentence = "The ferry was late on Monday, said captain Nora Quint in Port Arden. ";
    let record = |url: u32, times: usize| {
        serde_json::json!({"url": format!("https://a.example/{url}"), "text": sentence.repeat(times)})
            .to_string()
            + "\n"
    };
    work.file("a.jsonl", record(1, 8_000) + &record(2, 120_000) + &record(3, 1));
    work.run("import a.jsonl").code(3).says("2 new").says("1 rejected").says("has a text of 8.3 MB");
    assert_eq!(
        work.rows("SELECT record, not_extracted, (SELECT count(*) > 0 FROM mentions m WHERE m.article_id = a.id) FROM articles a"),
        [["1", "length: 0.6 MB", "0"], ["3", "∅", "1"]]
    );
    assert_eq!(work.value("SELECT rule || ' ' || (length(raw) > 8000000) FROM rejects"), "too long 1");
    work.run("check").code(0);
}

#[test]
fn data_that_is_no_text_is_a_reject_and_no_article() {
    let w = Workspace::new();
    // As packed data is: every byte, few of them zero.
    let mixed: Vec<u8> =
        (0..6000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).filter(|byte| *byte != 0).collect();
    w.file("in/paper.pdf", [b"%PDF-1.7\n1 0 obj\nstream\n", &mixed[..]].concat());
    w.file("in/photo.jpg", [b"\xff\xd8\xff\xe0\0\x10JFIF", &mixed[..]].concat());
    w.file("in/song.dat", &mixed);
    w.file("in/story.txt", story("ferry"));
    let run = w.run("import in");
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(run.stderr.contains("1 new, 0 unchanged, 0 revised, 0 duplicate, 3 rejected"), "{}", run.stderr);
    assert!(run.stderr.contains("paper.pdf, record 1: is a damaged PDF file"), "{}", run.stderr);
    let rules = w.run_args(&["rejects", "--csv"]).stdout;
    assert_eq!(rules.matches(",not text,").count(), 2, "{rules}");
}

#[test]
fn a_document_whose_text_is_packed_away_is_turned_away_with_what_to_do() {
    let w = Workspace::new();
    let document = |part: &str| {
        zip(&[("[Content_Types].xml", "<Types/>"), (part, &*format!("<p>{}</p>", story("ferry")))])
    };
    w.file("in/report.docx", document("word/document.xml"));
    w.file("in/slides.pptx", document("ppt/presentation.xml"));
    w.file("in/story.rtf", format!("{{\\rtf1\\ansi {{\\b Ferry}}\\par {}\\par}}", story("ferry")));
    w.file(
        "in/cuttings.parquet",
        [b"PAR1", &[0x15, 0, 4, 0x15][..], story("ferry").as_bytes(), b"PAR1"].concat(),
    );
    w.file("in/with-password.xlsx", [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 600]].concat());
    let run = w.run("import in").code(3);
    assert!(run.stderr.contains("0 new, 0 unchanged, 0 revised, 0 duplicate, 5 rejected"), "{}", run.stderr);
    for said in [
        "with-password.xlsx: is an Office file of the old kind, or one with a password",
        "is a Word document, and no export of Nexis: save it as text or HTML, and import that",
        "slides.pptx: is a presentation, not a text",
        "story.rtf, record 1: is an RTF document, and no export of Nexis, Factiva or ProQuest: save it as text or HTML",
        "cuttings.parquet: is a Parquet file that cannot be read",
    ] {
        assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
    }
}
