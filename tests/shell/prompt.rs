//! The shell, driven through a pseudo-terminal as a user drives it.

use std::process::Command;

use rexpect::session::{PtySession, spawn_command};

use crate::workspace::Workspace;

/// Waits until a line can be typed: what is typed before is not seen. Said once a line, unlike the prompt itself, which is
/// drawn again and again.
fn prompt(shell: &mut PtySession) {
    shell.exp_string("\u{1b}[?2004h").unwrap();
    shell.exp_string("presscut> ").unwrap();
}

/// A shell at its prompt.
fn shell(space: &Workspace, pager: &str) -> PtySession {
    // A pseudo-terminal has no size of its own.
    let mut command = Command::new("sh");
    command
        .args([
            "-c",
            "stty rows 24 cols 100 && exec \"$0\" shell --color never",
            env!("CARGO_BIN_EXE_presscut"),
        ])
        .current_dir(space.path(""))
        .env("TERM", "xterm")
        .env("PAGER", pager)
        .env("XDG_STATE_HOME", space.path("state"))
        .env_remove("PRESSCUT_DB");
    let mut session = spawn_command(command, Some(30_000)).unwrap();
    session.exp_string("articles and teasers").unwrap();
    prompt(&mut session);
    session
}

#[test]
fn sql_over_several_lines_is_answered_with_a_table() {
    let space = Workspace::with_samples();
    let mut shell = shell(&space, "cat");
    shell.send_line("SELECT name, 40 + 2 AS answer").unwrap();
    shell.exp_string("     ...> ").unwrap();
    shell.send_line("FROM sources WHERE name = 'Arden Post';").unwrap();
    shell.exp_regex(r"name +answer").unwrap();
    shell.exp_regex(r"Arden Post +42").unwrap();
    shell.exp_string("(1 row in ").unwrap();
    prompt(&mut shell);
    shell.send_line("SELECT nam FROM sources;").unwrap();
    shell.exp_string("no such column: nam (did you mean name?)").unwrap();
    prompt(&mut shell);
    shell.send_line("DELETE FROM sources;").unwrap();
    shell.exp_string("this is not allowed").unwrap();
    prompt(&mut shell);
    shell.send_line(".quit").unwrap();
    shell.exp_eof().unwrap();
}

#[test]
fn control_c_stops_the_query_and_not_the_shell() {
    let space = Workspace::with_samples();
    let mut shell = shell(&space, "cat");
    shell.send_line(".timeout 0").unwrap();
    prompt(&mut shell);
    shell
        .send_line("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n;")
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(1_500));
    shell.send_control('c').unwrap();
    shell.exp_string("(stopped after 0 rows)").unwrap();
    prompt(&mut shell);
    shell.send("SELECT 'half a line").unwrap();
    shell.send_control('c').unwrap();
    prompt(&mut shell);
    shell.send_line("SELECT 'still ' || 'here' AS x;").unwrap();
    shell.exp_string("still here").unwrap();
    prompt(&mut shell);
    shell.send_line(".timeout 0.2").unwrap();
    prompt(&mut shell);
    shell
        .send_line("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n;")
        .unwrap();
    shell.exp_string("time was up after 0 rows").unwrap();
    prompt(&mut shell);
    shell.send_control('d').unwrap();
    shell.exp_eof().unwrap();
}

#[test]
fn names_are_completed_with_tab() {
    let space = Workspace::with_samples();
    let mut shell = shell(&space, "cat");
    shell.send("SELECT count(*) AS n FROM article_l\t WHERE kin\t = 'teaser';\n").unwrap();
    shell.exp_string("article_list WHERE kind").unwrap();
    shell.exp_regex(r"\n4\r").unwrap();
    prompt(&mut shell);
    shell.send(".query quotes-b\t speak\tSolheim\n").unwrap();
    shell.exp_string("Ingrid Solheim").unwrap();
    prompt(&mut shell);
    shell.send_line(".quit").unwrap();
    shell.exp_eof().unwrap();
}

#[test]
fn commands_set_modes_parameters_and_files() {
    let space = Workspace::with_samples();
    let mut shell = shell(&space, "cat");
    let mut say = |line: &str, expected: &str| {
        shell.send_line(line).unwrap();
        shell.exp_string(expected).unwrap();
        prompt(&mut shell);
    };
    say(".help", ".param [NAME VALUE]");
    say(".tables", "quote_list");
    say(".schema quotes", "speaker_entity_id");
    say(".functions", "date_bucket(unit, date)");
    say(".mode csv", "");
    say(".param day 2031-03-14", "");
    say("SELECT count(*) AS n, :day AS d FROM articles WHERE published_day = :day;", "2,2031-03-14");
    say(".param", ":day = 2031-03-14");
    say(".once out.json", "");
    say("SELECT name FROM sources WHERE name LIKE 'Arden%';", "out.json: 1 row");
    say(".search arbitration", "Harbor strike goes to arbitration");
    say(".explain SELECT * FROM mentions WHERE entity_id = 1", "in the index mention_rows_entity");
    say(".mod csv", "there is no command .mod (did you mean .mode");
    say(".mode tabel", "there is no mode tabel (did you mean table?)");
    say(".query speakrs", "there is no query speakrs (did you mean speakers");
    shell.send_line("quit").unwrap();
    shell.exp_eof().unwrap();
    assert_eq!(space.read("out.json"), "[\n{\"name\":\"Arden Post\"}\n]\n");
}

#[test]
fn long_results_go_to_the_pager_and_the_history_is_kept() {
    let space = Workspace::with_samples();
    let mut first = shell(&space, "wc -l");
    first.send_line("SELECT value FROM json_each('[1,2,3]');").unwrap();
    first.exp_string("(3 rows in").unwrap();
    first
        .send_line(
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 300) SELECT x FROM n;",
        )
        .unwrap();
    // The head, the rule, and the rows.
    first.exp_string("302").unwrap();
    first.exp_string("(300 rows in").unwrap();
    prompt(&mut first);
    first.send_line(".quit").unwrap();
    first.exp_eof().unwrap();
    let history = space.read("state/presscut/history");
    assert!(history.contains("SELECT value FROM json_each('[1,2,3]');\n"), "{history}");
    let mut second = shell(&space, "cat");
    second.send("\u{1b}[A\u{1b}[A\u{1b}[A\n").unwrap();
    second.exp_string("json_each").unwrap();
    second.exp_string("(3 rows in").unwrap();
    second.send_line(".quit").unwrap();
    second.exp_eof().unwrap();
}

#[test]
fn a_script_on_standard_input_is_run() {
    let space = Workspace::with_samples();
    let script = ".param name Arden Post\nSELECT domain FROM sources -- ;\nWHERE name = :name;\n.mode json\nSELECT 1 AS one";
    let ended = space.run_with_input(&["shell"], script).code(0);
    assert_eq!(ended.stdout, "domain\nardenpost.example\n[\n{\"one\":1}\n]\n");
    let failed = space.run_with_input(&["shell"], "SELECT 1;\nSELECT nothing;\nSELECT 2;").code(1);
    assert_eq!(failed.stdout, "1\n1\n");
    space.run_with_input(&["shell"], ".timeout 0.2\nWITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n;").code(4);
}
