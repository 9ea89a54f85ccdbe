//! Nothing from outside reaches a terminal alive: no escape sequence, no control of writing direction, whatever command
//! shows it.

use crate::workspace::{Workspace, zip};

/// Sets the window's title, colours, a C1 sequence, a bell, an override of the writing direction, an isolate.
const HOSTILE: &str = "\u{1b}]0;owned\u{7}\u{1b}[31mred\u{9b}2J\u{202e}drow\u{2066}x";

/// An archive whose every text is hostile, with a revision, a reject and an entity.
fn hostile_archive() -> Workspace {
    let space = Workspace::new();
    let record = |url: &str, more: &str| {
        let text = format!(
            "Mayor Ilse Brandt{HOSTILE} said on Tuesday that the harbour wall of Port Arden{HOSTILE} leaks again.{more} “We have \
             waited{HOSTILE} long enough,” Brandt said. The council meets on May 3.\n\nThe wall was built in 1931, and nobody has mended it since."
        );
        serde_json::json!({"url": url, "title": format!("Wall{HOSTILE} leaks"), "authors": [format!("Jane Roe{HOSTILE}")],
            "source": format!("Arden Post{HOSTILE}"), "section": HOSTILE, "published": "2031-03-04", "text": text}).to_string()
    };
    let first = format!("{}\n{{\"text\": \"{HOSTILE}\n", record("https://post.example/1", ""));
    space.file(&format!("news{HOSTILE}.jsonl"), first);
    space.file("again.jsonl", record("https://post.example/1", " It leaks more than before."));
    let page = format!(
        "<html><head><title>Ferry late</title><meta property='og:site_name' content='Echo{HOSTILE}'>\
         <meta property='og:url' content='https://echo.example/{HOSTILE}'></head><body><h1>Ferry late{HOSTILE}</h1>\
         <p>The ferry from Port Arden was late on Tuesday by almost three hours, and the harbour office said that it would be late again.</p></body></html>"
    );
    space.file("pages.zip", zip(&[(format!("page{HOSTILE}.html"), page)]));
    for file in [format!("news{HOSTILE}.jsonl").as_str(), "again.jsonl", "pages.zip"] {
        let ended = space.run_args(&["import", file]);
        assert_harmless(&["import"], &ended.stdout, &ended.stderr);
    }
    assert_eq!(space.value("SELECT count(*) FROM articles"), "2");
    space
}

#[track_caller]
fn assert_harmless(args: &[&str], stdout: &str, stderr: &str) {
    for (stream, text) in [("stdout", stdout), ("stderr", stderr)] {
        let alive: Vec<char> = text
            .chars()
            .filter(|c| {
                (c.is_control() && !matches!(c, '\n' | '\t'))
                    || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            })
            .collect();
        assert!(alive.is_empty(), "{args:?} wrote {alive:?} to {stream}:\n{text}");
    }
}

#[test]
fn no_command_shows_an_escape_sequence_that_an_archive_holds() {
    let space = hostile_archive();
    let entity = space.value("SELECT name FROM entities ORDER BY id LIMIT 1");
    let commands: &[&[&str]] = &[
        &["show", "1"],
        &["show", "1", "--revisions"],
        &["show", "1", "--diff"],
        &["rejects", "--format", "table"],
        &["rejects", "show", "1"],
        &["imports", "--format", "table"],
        &["sources", "--format", "table"],
        &["check"],
        &["trace", "article", "1"],
        &["trace", "quote", "1"],
        &["entities", "--format", "table"],
        &["entities", "show", &entity],
        &["entities", "suggest", "--format", "table"],
        &["entities", "rename", &entity, HOSTILE],
        &["entities", "history", "--format", "table"],
        &["entities", "undo", "1"],
        &["query", "articles", "--format", "table"],
        &["query", "articles", "--format", "markdown"],
        &["query", "gaps", "--format", "table"],
        &["query", "rejects", "--format", "table"],
        &["search", "wall", "--format", "table"],
        &["search", "wall", "--format", "markdown"],
        &["sql", "SELECT body, title, url FROM articles", "--format", "table"],
        &["sql", "SELECT body, title, url FROM articles", "--format", "markdown"],
        &["sql", &format!("SELECT 1 AS \"{HOSTILE}\""), "--format", "table"],
        &["sql", &format!("SELECT 1 AS \"{HOSTILE}\""), "--format", "markdown"],
        &["sql", "--explain", &format!("SELECT * FROM articles WHERE title = '{HOSTILE}'")],
        &["sql", &format!("SELECT * FROM \"{HOSTILE}\"")],
        &["query", HOSTILE],
        &["query", "quotes-about", "-p", &format!("entity={HOSTILE}")],
        &["show", HOSTILE],
        &["import", HOSTILE],
        &["--db", HOSTILE, "query", "articles"],
        &[HOSTILE],
        &["--color", HOSTILE, "show", "1"],
    ];
    for args in commands {
        let ended = space.run_args(args);
        assert!(!(ended.stdout.is_empty() && ended.stderr.is_empty()), "{args:?} said nothing");
        assert_harmless(args, &ended.stdout, &ended.stderr);
    }
}

#[test]
fn the_shell_shows_no_escape_sequence_that_an_archive_holds() {
    let space = hostile_archive();
    let lines = format!(
        "SELECT title, body FROM articles;\n.tables\n.schema {HOSTILE}\n.mode markdown\nSELECT title FROM articles;\n.{HOSTILE}\n"
    );
    let ended = space.run_with_input(&["shell"], lines);
    assert_harmless(&["shell"], &ended.stdout, &ended.stderr);
    assert!(ended.stdout.contains("Wall"), "{}", ended.stdout);
}

#[test]
fn a_stderr_that_cannot_be_written_ends_nothing() {
    let space = Workspace::with_samples();
    space.file("new.jsonl", "{\"text\": \"cut off\n");
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_presscut"))
        .current_dir(space.path("."))
        .args(["import", "new.jsonl"])
        .stderr(full)
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(3), "the reject is told by the exit code");
}

#[test]
fn help_that_cannot_be_written_is_an_error() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_presscut"))
        .arg("--help")
        .stdout(full)
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(1));
}
