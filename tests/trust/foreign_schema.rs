//! Archives from somebody else: what they have in their schema never runs, and nothing hangs on it.

use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::workspace::Workspace;

/// The archive of the samples, with something done to its schema by another program.
fn archive_with(sql: &str) -> Workspace {
    let space = Workspace::with_samples();
    let archive = Connection::open(space.path("presscut.db")).unwrap();
    archive.pragma_update(None, "foreign_keys", false).unwrap();
    archive.execute_batch(sql).unwrap();
    space
}

/// A view that never ends, in place of a table or view.
fn endless(kind: &str, name: &str, columns: &str) -> String {
    format!(
        "DROP {kind} {name}; CREATE VIEW {name} AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)
         SELECT {columns} FROM n WHERE x < 0"
    )
}

#[test]
fn foreign_triggers_never_run() {
    for event in [
        "UPDATE ON entities",
        "INSERT ON curated",
        "DELETE ON alias_rows",
        "INSERT ON articles",
        "UPDATE ON name_rows",
    ] {
        let space = archive_with(&format!("CREATE TRIGGER evil AFTER {event} BEGIN DELETE FROM quotes; END"));
        let quotes = space.value("SELECT count(*) FROM quotes");
        assert_ne!(quotes, "0");
        let ids = space.column("SELECT '#' || id FROM entities WHERE type = 'person' ORDER BY id LIMIT 2");
        space.file("a.jsonl", "{\"text\": \"The ferry was late.\"}\n");
        for command in [
            vec!["entities", "rename", &ids[0], "Somebody Else"],
            vec!["entities", "merge", &ids[0], &ids[1]],
            vec!["import", "a.jsonl"],
            vec!["imports", "undo", "1"],
            vec!["sql", "UPDATE sources SET name = 'x' WHERE id = 1", "--write"],
            vec!["reextract"],
        ] {
            let refused = space.run_args(&command).code(1);
            assert!(refused.stderr.contains("the trigger evil on"), "{command:?}: {}", refused.stderr);
            assert_eq!(space.value("SELECT count(*) FROM quotes"), quotes, "{command:?}");
        }
        // Reading is harmless.
        space.run("entities --csv").code(0);
        let check = space.run("check");
        assert_eq!(check.code, 1, "{}", check.stdout);
        assert!(check.stdout.contains("the trigger evil on"), "{}", check.stdout);
    }
}

#[test]
fn endless_views_hang_no_command() {
    let space = archive_with(
        &[
            endless("VIEW", "article_list", "x AS id, x AS kind, x AS source, x AS published_at, x AS title"),
            endless("TABLE", "sources", "x AS id, x AS name, x AS domain"),
            endless("VIEW", "stories", "x AS id, x AS title, x AS articles, x AS versions, x AS sources"),
        ]
        .join(";"),
    );
    space.run("import nowhere").code(1);
    for command in [
        "show 1",
        "sources",
        "check",
        "trace article 1",
        "entities",
        "quotes",
        "export --network net.gexf",
        "imports",
        "rejects",
        "query stories",
        "sql SELECT(count(*))FROM(stories)",
    ] {
        let begun = Instant::now();
        let ended = space.run(command);
        // A question has 10 seconds; the rest is for a machine that does other things.
        assert!(begun.elapsed() < Duration::from_secs(40), "{command}: {:?}", begun.elapsed());
        assert!(!ended.stderr.contains("panicked"), "{command}: {}", ended.stderr);
    }
    let check = space.run("check");
    assert_eq!(check.code, 1);
    assert!(check.stdout.contains("the view sources in place of a table"), "{}", check.stdout);
    space.run("entities hide #1").code(1).says("not presscut's own");
}

#[test]
fn tables_and_views_of_the_users_own_are_no_matter() {
    let space = archive_with(
        "CREATE TABLE watch (name TEXT); CREATE VIEW watched AS SELECT w.name FROM watch w JOIN entities e ON e.name = w.name;
         CREATE TRIGGER note AFTER INSERT ON watch BEGIN SELECT 1; END; CREATE INDEX by_title ON articles (title)",
    );
    space.file("a.jsonl", "{\"text\": \"The ferry was late.\"}\n");
    space.run("import a.jsonl").code(0);
    space.run("check").code(0);
    // But a trigger that would act on presscut's tables is not made either.
    let trigger = "CREATE TRIGGER mine AFTER INSERT ON articles BEGIN DELETE FROM watch; END";
    space.run_args(&["sql", trigger, "--write"]).code(1).says("not allowed");
    let on_own = "CREATE TRIGGER mine AFTER INSERT ON watch BEGIN DELETE FROM watch; END";
    space.run_args(&["sql", on_own, "--write"]).code(0);
    space.run("check").code(0);
}
