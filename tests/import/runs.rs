//! One run of an import: what it takes, from where, in which order, what it says, and what a second one changes.

use super::{line, story};
use crate::workspace::Workspace;

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
