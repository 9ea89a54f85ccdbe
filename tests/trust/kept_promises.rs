//! SQL with `--write` leaves an archive that keeps its promises, or changes nothing and names the command that does it.

use crate::workspace::Workspace;

#[test]
fn a_change_that_would_break_a_promise_is_taken_back_and_the_command_for_it_named() {
    let space = Workspace::with_samples();
    for (sql, command) in [
        ("DELETE FROM articles WHERE id = 1", "imports undo"),
        ("DELETE FROM articles WHERE kind = 'article'", "imports undo"),
        ("UPDATE articles SET body = 'x' || body", "imports undo"),
        ("UPDATE articles SET story_id = 999999", "imports undo"),
        ("UPDATE articles SET text_key = 'x' WHERE id = 1", "imports undo"),
        (
            "INSERT INTO articles (identity, body, text_key, kind, word_count, extractor, import_id, import_file_id, record, byte_offset, byte_length, revision)
          SELECT 'x', 'A text.', 'x', 'article', 2, extractor, import_id, import_file_id, record, byte_offset, byte_length, 1 FROM articles WHERE id = 1",
            "presscut import",
        ),
        ("DELETE FROM mentions", "presscut entities"),
        ("UPDATE mentions SET surface = 'x'", "presscut entities"),
        ("DELETE FROM aliases", "presscut entities"),
        ("UPDATE entities SET name_uses = name_uses + 1", "presscut entities"),
        ("UPDATE entities SET name_uses = NULL WHERE id = 1", "presscut entities"),
        ("DELETE FROM name_alias_rows", "presscut entities"),
        ("UPDATE quotes SET text = 'x' WHERE id = (SELECT min(id) FROM quotes)", "quotes fix"),
        ("UPDATE quotes SET kind = 'rejected'", "quotes fix"),
        ("UPDATE dates SET start = start + 1", "reextract"),
        ("DELETE FROM texts", "imports undo"),
    ] {
        let refused = space.run_args(&["sql", sql, "--write"]);
        assert_eq!(refused.code, 1, "{sql}: {}", refused.stderr);
        assert!(refused.stderr.contains("nothing was changed"), "{sql}: {}", refused.stderr);
        assert!(refused.stderr.contains(command), "{sql}: {}", refused.stderr);
        space.run("check").code(0);
    }
}

#[test]
fn a_change_that_keeps_the_promises_stays() {
    let space = Workspace::with_samples();
    for sql in [
        "UPDATE articles SET title = 'Another headline' WHERE id = 1",
        "UPDATE articles SET byline = 'Ana Roe', section = 'Harbour' WHERE id = 2",
        "DELETE FROM dates",
        "DELETE FROM sums",
        "DELETE FROM quotes",
        "UPDATE sources SET name = 'The Echo' WHERE id = 1",
        "CREATE TABLE watch (name TEXT); INSERT INTO watch VALUES ('Lind')",
    ] {
        let done = space.run_args(&["sql", sql, "--write"]);
        assert_eq!(done.code, 0, "{sql}: {}", done.stderr);
        space.run("check").code(0);
    }
    assert_eq!(space.value("SELECT title FROM articles WHERE id = 1"), "Another headline");
}

#[test]
fn an_archive_that_is_broken_can_be_mended() {
    let space = Workspace::with_samples();
    let archive = rusqlite::Connection::open(space.path("presscut.db")).unwrap();
    archive.execute("UPDATE date_rows SET length = length + 1000000", []).unwrap();
    drop(archive);
    space.run("check").code(1);
    // Something else does not become harder to change.
    space.run_args(&["sql", "UPDATE dates SET text = text WHERE id = 1", "--write"]).code(0);
    space.run_args(&["sql", "UPDATE date_rows SET length = length - 1000000", "--write"]).code(0);
    space.run("check").code(0);
}
