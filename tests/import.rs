//! What importing makes of files: which records become articles, which are turned away and why, and what a second
//! import of the same changes.

mod workspace;

use workspace::{Workspace, zip};

/// A story long enough to be one, about something of its own.
fn story(subject: &str) -> String {
    format!(
        "The council of Port Arden voted on Tuesday to close the {subject} for two years while its floor is rebuilt. \
         “We have waited long enough,” Mayor Ilse Brandt said after the vote. The {subject} was last repaired in 1998, \
         and engineers have warned of its state since then. Work is to begin in May, the council said."
    )
}

fn line(url: &str, title: &str, subject: &str) -> String {
    serde_json::json!({"url": url, "title": title, "date_publish": "2031-03-13", "maintext": story(subject)})
        .to_string()
        + "\n"
}

#[test]
fn three_kinds_of_scrape_are_told_apart_by_content_and_imported() {
    let work = Workspace::new();
    work.file("in/page", story("market hall"));
    work.file("in/crawl.txt", line("https://a.example/1", "Tram depot to close", "tram depot"));
    work.file(
        "in/table.dat",
        format!("link;headline;body\nhttps://a.example/2;Pool to close;\"{}\"\n", story("pool")),
    );
    let ended = work.run("import in").code(0);
    assert!(
        ended.stderr.contains("3 new, 0 unchanged, 0 revised, 0 duplicate, 0 rejected; 3 files"),
        "{}",
        ended.stderr
    );
    assert_eq!(ended.stdout, "");
    assert_eq!(
        work.rows("SELECT f.path, f.format, a.title, a.url FROM articles a JOIN import_files f ON f.id = a.import_file_id ORDER BY a.id"),
        [
            ["in/crawl.txt", "jsonl", "Tram depot to close", "https://a.example/1"],
            ["in/page", "text", "∅", "∅"],
            ["in/table.dat", "csv", "Pool to close", "https://a.example/2"],
        ]
    );
}

#[test]
fn importing_the_same_again_changes_nothing_and_says_so() {
    let work = Workspace::new();
    work.file(
        "a.jsonl",
        line("https://a.example/1", "One", "tram depot") + &line("https://a.example/2", "Two", "pool"),
    );
    work.run("import a.jsonl").code(0);
    let dump = "SELECT id, identity, body, revision, import_id FROM articles ORDER BY id";
    let before = work.rows(dump);
    work.run("import a.jsonl").code(0).says("nothing new: 0 new, 2 unchanged");
    // The same records in another file are read, and found to be the same.
    work.file(
        "b.jsonl",
        line("https://a.example/2", "Two", "pool") + &line("https://a.example/1", "One", "tram depot"),
    );
    work.run("import b.jsonl").code(0).says("nothing new: 0 new, 2 unchanged");
    assert_eq!(work.rows(dump), before);
    assert_eq!(work.value("SELECT count(*) FROM imports WHERE status = 'done'"), "3");
}

#[test]
fn a_changed_article_becomes_a_revision_and_the_older_text_is_kept() {
    let work = Workspace::new();
    work.file("a.jsonl", line("https://a.example/1", "One", "tram depot"));
    work.file("b.jsonl", line("https://www.a.example/1?utm_source=feed#top", "One", "ferry terminal"));
    work.run("import a.jsonl").code(0);
    work.run("import b.jsonl").code(0).says("0 new, 0 unchanged, 1 revised");
    assert_eq!(work.value("SELECT revision FROM articles"), "2");
    assert_eq!(work.value("SELECT instr(body, 'ferry terminal') > 0 FROM articles"), "1");
    assert_eq!(work.rows("SELECT revision, instr(body, 'tram depot') > 0 FROM revisions"), [["1", "1"]]);
    assert_eq!(work.value("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'tram'"), "0");
    // The older scrape, come upon again in another file, does not bring the older text back.
    work.file("c.jsonl", line("https://a.example/1", "One", "tram depot") + "\n");
    work.run("import c.jsonl").code(0).says("0 new, 1 unchanged, 0 revised");
    assert_eq!(work.value("SELECT revision FROM articles"), "2");
    work.run("check").code(0);
}

#[test]
fn the_full_text_index_holds_what_the_articles_hold() {
    let work = Workspace::new();
    let one = line("https://a.example/1", "One", "tram depot");
    work.file("a.jsonl", one + &line("https://a.example/2", "Two", "pool"));
    work.run("import a.jsonl").code(0).says("2 new");
    work.file("b.jsonl", line("https://a.example/1", "Other", "ferry terminal"));
    work.run("import b.jsonl").code(0).says("1 revised");
    for (word, articles) in [("tram", "0"), ("terminal", "1"), ("pool", "1"), ("other", "1"), ("one", "0")] {
        let found = format!(
            "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'title : {word} OR body : {word}'"
        );
        assert_eq!(work.value(&found), articles, "{word}");
    }
    // Who changes the archive by other means than an import has the triggers, and the lists of words.
    let archive = rusqlite::Connection::open(work.path("presscut.db")).unwrap();
    archive.execute_batch("UPDATE articles SET body = 'quay' WHERE title = 'Two'").unwrap();
    assert!(archive.execute_batch("UPDATE articles SET kind = 'letter'").is_err());
    archive
        .execute_batch("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")
        .unwrap();
}

#[test]
fn an_article_that_is_revised_in_the_import_that_brings_it_is_found_by_its_last_words() {
    let work = Workspace::new();
    let lines = [
        line("https://a.example/1", "One", "tram depot"),
        line("https://a.example/2", "Two", "pool"),
        line("https://a.example/1", "One", "ferry terminal"),
        line("https://a.example/3", "Three", "lighthouse"),
        line("https://a.example/1", "One", "windmill"),
    ];
    work.file("a.jsonl", lines.concat());
    work.run("import a.jsonl").code(0).says("3 new, 0 unchanged, 2 revised");
    for (word, articles) in
        [("tram", "0"), ("terminal", "0"), ("windmill", "1"), ("pool", "1"), ("lighthouse", "1")]
    {
        let found = format!("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH '{word}'");
        assert_eq!(work.value(&found), articles, "{word}");
    }
    work.run("check").code(0);
}

#[test]
fn an_entity_that_a_revision_takes_away_is_another_row_when_it_comes_back() {
    let work = Workspace::new();
    let told = |url: &str, name: &str| {
        let story = story(if url.ends_with('3') { "tram depot" } else { "pool" });
        let text = format!("{} “It is late,” {name} said.", story.replace("Ilse Brandt", name));
        serde_json::json!({"url": url, "title": "One", "maintext": text}).to_string() + "\n"
    };
    let lines = [
        told("https://a.example/1", "Tomas Okafor"),
        told("https://a.example/1", "Nora Quint"),
        told("https://a.example/2", "Tomas Okafor"),
        told("https://a.example/3", "Nora Quint"),
    ];
    work.file("a.jsonl", lines.concat());
    work.run("import a.jsonl").code(0).says("3 new, 0 unchanged, 1 revised");
    let named = "SELECT a.url, e.name FROM articles a JOIN mentions m ON m.article_id = a.id JOIN entities e ON e.id = m.entity_id
                 WHERE e.type = 'person' GROUP BY 1, 2 ORDER BY 1";
    assert_eq!(
        work.rows(named),
        [
            ["https://a.example/1", "Nora Quint"],
            ["https://a.example/2", "Tomas Okafor"],
            ["https://a.example/3", "Nora Quint"]
        ]
    );
    let aliases = "SELECT e.name, l.alias FROM entities e JOIN aliases l ON l.entity_id = e.id WHERE e.type = 'person' AND l.alias = e.name ORDER BY 1";
    assert_eq!(work.rows(aliases), [["Nora Quint", "Nora Quint"], ["Tomas Okafor", "Tomas Okafor"]]);
    work.run("check").code(0);
}

#[test]
fn what_an_earlier_scrape_lacked_is_filled_in_by_a_later_one() {
    let work = Workspace::new();
    work.file("page.txt", story("market hall"));
    work.run("import page.txt").code(0);
    assert_eq!(work.value("SELECT earliest FROM dates WHERE text LIKE '%Tuesday%'"), "∅");
    work.run_args(&["import", "page.txt", "--published", "2031-03-13", "--source", "Arden Post"])
        .code(0)
        .says("1 revised");
    assert_eq!(
        work.rows("SELECT published_at, published_precision, published_week, source, count(*) FROM articles JOIN (SELECT id AS s, name AS source FROM sources) ON s = source_id"),
        [["2031-03-13", "day", "2031-W11", "Arden Post", "1"]]
    );
    assert_eq!(work.value("SELECT earliest FROM dates WHERE text LIKE '%Tuesday%'"), "2031-03-11");
}

#[test]
fn the_same_text_at_another_address_is_a_duplicate_whose_original_does_not_depend_on_the_order() {
    for order in [["a.jsonl", "b.jsonl"], ["b.jsonl", "a.jsonl"]] {
        let work = Workspace::new();
        work.file("a.jsonl", line("https://a.example/1", "One", "tram depot"));
        work.file("b.jsonl", line("https://b.example/9", "Other headline", "tram depot"));
        work.run_args(&["import", order[0], order[1]])
            .code(0)
            .says("1 new, 0 unchanged, 0 revised, 1 duplicate");
        assert_eq!(
            work.rows("SELECT a.url, o.url FROM articles a LEFT JOIN articles o ON o.id = a.duplicate_of ORDER BY a.url"),
            [["https://a.example/1", "∅"], ["https://b.example/9", "https://a.example/1"]]
        );
    }
}

#[test]
fn bad_records_are_rejected_with_file_record_and_reason_and_the_others_go_in() {
    let work = Workspace::new();
    let bad_date =
        serde_json::json!({"url": "https://a.example/3", "date": "2024-02-31", "text": story("pool")})
            .to_string();
    work.file(
        "in/a.jsonl",
        [
            line("https://a.example/1", "One", "tram depot").as_str(),
            "this is not JSON\n",
            "{\"url\": \"https://a.example/2\"}\n",
            &bad_date,
            "\n",
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
        ended.stderr.contains("2 new, 0 unchanged, 0 revised, 0 duplicate, 6 rejected"),
        "{}",
        ended.stderr
    );
    assert!(ended.stderr.contains("in/a.jsonl, record 2: is not JSON"), "{}", ended.stderr);
    assert_eq!(
        work.rows("SELECT path, record, rule FROM rejects ORDER BY id"),
        [
            ["in/a.jsonl", "2", "not JSON"],
            ["in/a.jsonl", "3", "no text"],
            ["in/a.jsonl", "4", "bad date"],
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
    assert!(work.value("SELECT reason FROM rejects WHERE rule = 'bad date'").contains("2024-02-31"));
    // Turned away again, they are counted again and kept once.
    work.run("import in").code(3).says("0 new, 2 unchanged, 0 revised, 0 duplicate, 6 rejected");
    assert_eq!(work.value("SELECT count(*) FROM rejects"), "6");
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
fn fields_can_be_named_and_standard_input_read() {
    let work = Workspace::new();
    let record =
        serde_json::json!({"story": story("pool"), "when": "13 March 2031", "head": "Pool to close"})
            .to_string();
    let args = ["import", "-", "--map", "text=story,published=when,title=head", "--source", "Arden Post"];
    work.run_with_input(&args, record + "\n").code(0).says("1 new");
    assert_eq!(
        work.rows("SELECT title, published_at, (SELECT name FROM sources) FROM articles"),
        [["Pool to close", "2031-03-13", "Arden Post"]]
    );
    work.run_args(&["import", "-", "--map", "txt=story"])
        .code(2)
        .says("“txt” is nothing that a field can be mapped to");
}

#[test]
fn a_dry_run_says_what_would_happen_and_changes_nothing() {
    let work = Workspace::new();
    work.file("a.jsonl", line("https://a.example/1", "One", "tram depot"));
    work.run("import --dry-run a.jsonl").code(0).says("nothing was changed; the import would give: 1 new");
    assert!(!work.path("presscut.db").exists());
    work.run("import a.jsonl").code(0);
    let before = std::fs::read(work.path("presscut.db")).unwrap();
    work.file("b.jsonl", line("https://a.example/1", "One", "ferry"));
    work.run("import --dry-run b.jsonl").code(0).says("would give: 0 new, 0 unchanged, 1 revised");
    assert_eq!(std::fs::read(work.path("presscut.db")).unwrap(), before);
}

#[test]
fn a_file_that_is_no_archive_is_left_alone() {
    let work = Workspace::new();
    work.file("a.jsonl", line("https://a.example/1", "One", "tram depot"));
    work.file("notes.txt", "my notes");
    work.run("--db notes.txt import a.jsonl")
        .code(1)
        .says("notes.txt is not a presscut archive (it is not a SQLite file)");
    assert_eq!(work.read("notes.txt"), "my notes");
    let other = rusqlite::Connection::open(work.path("other.db")).unwrap();
    other.execute_batch("CREATE TABLE mine (x)").unwrap();
    drop(other);
    let before = std::fs::read(work.path("other.db")).unwrap();
    work.run("--db other.db import a.jsonl").code(1).says("another program");
    work.run("--db other.db check").code(1).says("another program");
    assert_eq!(std::fs::read(work.path("other.db")).unwrap(), before);
}

#[test]
fn reading_commands_never_make_an_archive() {
    let work = Workspace::new();
    for command in
        ["check", "show 1", "query articles", "search x", "schema", "imports", "rejects", "trace article 1"]
    {
        work.run(command).code(1).says("there is no archive at presscut.db: make one with");
    }
    assert!(!work.path("presscut.db").exists());
}

#[test]
fn an_archive_inside_the_imported_folder_is_not_imported_into_itself() {
    let work = Workspace::new();
    work.file("a.jsonl", line("https://a.example/1", "One", "tram depot"));
    work.run("import .").code(0).says("; 1 file ");
    work.run("import .").code(0).says("nothing new").says("; 1 file ");
}

#[test]
fn rows_do_not_depend_on_the_number_of_workers() {
    let work = Workspace::new();
    let lines: String = (0..300)
        .map(|n| line(&format!("https://a.example/{}", n % 250), "T", &format!("hall {}", n % 90)))
        .collect();
    work.file("a.jsonl", lines);
    let mut dumps = Vec::new();
    for jobs in ["1", "2", "7"] {
        let db = format!("{jobs}.db");
        work.run_args(&["--db", &db, "import", "a.jsonl", "--jobs", jobs]).code(0);
        std::fs::rename(work.path(&db), work.path("presscut.db")).unwrap();
        dumps.push([
            work.rows("SELECT id, identity, body, duplicate_of, revision FROM articles ORDER BY id"),
            work.rows("SELECT id, article_id, entity_id, start, \"end\", surface FROM mentions ORDER BY id"),
            work.rows("SELECT id, name, type FROM entities ORDER BY id"),
            work.rows(
                "SELECT id, article_id, text, speaker, speaker_entity_id, kind FROM quotes ORDER BY id",
            ),
            work.rows("SELECT id, article_id, text, value FROM dates ORDER BY id"),
        ]);
    }
    assert_eq!(dumps[0], dumps[1]);
    assert_eq!(dumps[0], dumps[2]);
}

#[test]
fn the_versions_of_an_article_can_be_listed_and_compared() {
    let work = Workspace::new();
    let record = |title: &str, text: &str| {
        serde_json::json!({"url": "https://a.example/1", "title": title, "text": text}).to_string() + "\n"
    };
    let first = "The ferry was late on Monday, its captain said.\n\nNobody was hurt.";
    work.file("a.jsonl", record("Ferry late", first)).run("import a.jsonl").code(0);
    work.run("show 1 --diff").code(1).says("it has one version only");
    let second =
        "The ferry was five hours late on Monday, its captain said.\n\nNobody was hurt.\n\nIt sails again.";
    work.file("b.jsonl", record("Ferry very late", second)).run("import b.jsonl").code(0).says("1 revised");
    let listed = work.run("show 1 --revisions").code(0).stdout;
    let lines: Vec<&str> = listed.lines().collect();
    assert!(
        lines[0].starts_with("revision 1 · import 1 at 2")
            && lines[0].ends_with("12 words · a.jsonl, record 1")
    );
    assert_eq!((lines[1], lines[3]), ("  Ferry late", "  Ferry very late"));
    assert_eq!(
        work.run("show 1 --diff").code(0).stdout,
        "revision 1 → 2\ntitle: Ferry {+very +}late\n\nThe ferry was {+five hours +}late on Monday, its captain said.\n\n\
         (1 paragraph unchanged)\n\n{+It sails again.+}\n\n"
    );
    let coloured = work.run("show 1 --diff 1 --color always").code(0).stdout;
    assert!(coloured.contains("\u{1b}[32;4mfive hours \u{1b}[0m"), "{coloured}");
    work.run("show 1 --diff 7").code(2).says("these are: 1");
    let json = work.run("show 1 --revisions --json").code(0).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json[0]["body"], first);
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
    assert!(run.stderr.contains("paper.pdf: is a PDF file, not a text"), "{}", run.stderr);
    let rules = w.run_args(&["rejects", "--csv"]).stdout;
    assert_eq!(rules.matches(",not text,").count(), 3, "{rules}");
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
        "report.docx: is a Word document: save it as text or HTML, and import that",
        "slides.pptx: is a presentation, not a text",
        "story.rtf: is a document in RTF: save it as text or HTML",
        "cuttings.parquet: is a Parquet file: export it as CSV or JSONL, and import that",
    ] {
        assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
    }
}

#[cfg(unix)]
#[test]
fn links_that_lead_in_a_circle_and_pipes_in_a_folder_are_passed_over() {
    let w = Workspace::new();
    w.file("in/deep/story.txt", story("ferry"));
    std::os::unix::fs::symlink("..", w.path("in/deep/up")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(w.path("in/pipe")).status().unwrap().success());
    let run = w.run("import in");
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stderr.contains("1 new, 0 unchanged, 0 revised, 0 duplicate, 0 rejected; 1 file in"),
        "{}",
        run.stderr
    );
}

#[cfg(unix)]
#[test]
fn a_pipe_that_is_named_is_read_once() {
    let w = Workspace::new();
    let pipe = w.path("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let writer = std::thread::spawn(move || std::fs::write(pipe, story("ferry")).unwrap());
    let run = w.run("import pipe");
    writer.join().unwrap();
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("1 new"), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn a_file_name_cannot_command_the_terminal() {
    let w = Workspace::new();
    w.file("in/red\u{1b}[31m\nrejected: all.jsonl", "{\"x\": 1}\n");
    let run = w.run("import in");
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(!run.stderr.contains('\u{1b}'), "{}", run.stderr);
    assert_eq!(run.stderr.matches("\nrejected: ").count(), 0, "{}", run.stderr);
}

#[test]
fn another_headline_over_an_earlier_text_is_a_version_too() {
    let w = Workspace::new();
    let at = "https://a.example/1";
    w.file("1.jsonl", line(at, "Ferry late", "ferry")).file("2.jsonl", line(at, "Ferry late", "bridge"));
    w.file("3.jsonl", line(at, "Storm stops ferry", "ferry"));
    w.run("import 1.jsonl");
    w.run("import 2.jsonl");
    assert!(w.run("import 3.jsonl").stderr.contains("1 revised"));
    let titles = "SELECT title FROM articles UNION ALL SELECT title FROM revisions ORDER BY title DESC";
    assert_eq!(w.column(titles), ["Storm stops ferry", "Ferry late", "Ferry late"]);
    // As does one that was changed before the one that is there.
    let changed = |title: &str, when: &str| {
        line("https://a.example/2", title, "mill").trim_end().trim_end_matches('}').to_string()
            + &format!(", \"modified\": \"{when}\"}}\n")
    };
    w.file("4.jsonl", changed("Mill stands", "2031-03-12T10:00:00Z"));
    w.file("5.jsonl", changed("Mill burns", "2031-03-11T10:00:00Z"));
    w.run("import 4.jsonl");
    assert!(w.run("import 5.jsonl").stderr.contains("1 revised"));
    assert!(w.run("import 4.jsonl 5.jsonl --jobs 1 --max-record 9").stderr.contains("nothing new"));
    assert_eq!(w.column("SELECT title FROM articles WHERE id = 2"), ["Mill stands"]);
    assert_eq!(w.column("SELECT title FROM revisions WHERE article_id = 2"), ["Mill burns"]);
}
