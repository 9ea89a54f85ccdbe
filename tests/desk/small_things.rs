//! What a command line says of slips, completes, and does not leave behind.

use super::check;
use crate::workspace::Workspace;

#[test]
fn a_word_where_a_number_belongs_is_told_what_the_number_is() {
    let space = Workspace::with_samples();
    for (words, says) in [
        (
            "show abc",
            "it has to be an article's number, such as 12: `presscut query articles` and `presscut search WORDS` list them",
        ),
        ("show 0", "it has to be an article's number"),
        ("show 1.5", "it has to be an article's number"),
        (
            "quotes fix abc --reject",
            "it has to be a quote's number, such as 12: `presscut quotes` lists them",
        ),
        ("quotes undo abc", "it has to be a correction's number"),
        ("quotes --article abc", "it has to be an article's number"),
        ("entities undo abc", "it has to be a decision's number"),
        ("tags undo abc", "it has to be a decision's number"),
        ("notes remove abc", "it has to be a note's number"),
        ("rejects abc", "it has to be a reject's number"),
        ("rejects --readmit abc", "it has to be a reject's number"),
        ("imports show abc", "it has to be an import's number"),
        ("imports abc", "it has to be an import's number"),
        ("trace quote abc", "it has to be a row's number"),
        ("tag --quote abc x", "it has to be a quote's number"),
    ] {
        let ended = space.run(words).code(2).says(says);
        assert!(!ended.stderr.contains("invalid digit"), "{words}: {}", ended.stderr);
    }
    // As presscut lists it.
    assert_eq!(space.run("show #1").code(0).stdout, space.run("show 1").code(0).stdout);
    space.run("show 999").code(1).says("there is no article 999");
}

#[test]
fn a_slip_in_an_option_is_not_told_to_be_a_value() {
    let space = Workspace::with_samples();
    let ended = space.run("search ferry --soruce x").code(2);
    assert!(!ended.stderr.contains("as a value"), "{}", ended.stderr);
    ended.says("--source");
    let ended = space.run("query speakers --bogus").code(2).says("unexpected argument '--bogus' found");
    assert!(!ended.stderr.contains("tip:"), "{}", ended.stderr);
}

#[test]
fn a_column_that_a_view_has_names_the_view() {
    let space = Workspace::with_samples();
    for (sql, says) in [
        (
            "SELECT source FROM articles",
            "no such column: source (did you mean source_id? the view article_list has source)",
        ),
        ("SELECT article FROM quotes", "the view quote_list has article)"),
        ("SELECT domain FROM articles", "no such column: domain (sources has it)"),
        (
            "SELECT speker FROM quotes",
            "no such column: speker (did you mean speaker, speaker_end or speaker_start?)",
        ),
    ] {
        space.run_args(&["sql", sql]).code(1).says(says);
    }
}

#[test]
fn names_complete_where_commands_take_them() {
    let space = Workspace::with_samples();
    space.run("tag 1 follow-up").code(0);
    let complete = |words: &[&str]| -> Vec<String> {
        let at = (words.len() - 1).to_string();
        let variables = [("COMPLETE", "fish"), ("_CLAP_COMPLETE_INDEX", at.as_str()), ("_CLAP_IFS", "\n")];
        let ended = space.run_with_env(&variables, &[&["--"], words].concat());
        ended.stdout.lines().map(|line| line.split('\t').next().unwrap_or_default().to_string()).collect()
    };
    let ingrid = ["Ingrid Solheim"];
    assert_eq!(complete(&["presscut", "entities", "merge", "Ingrid"]), ingrid);
    assert_eq!(complete(&["presscut", "entities", "merge", "Marek Lind", "Ingrid"]), ingrid);
    assert_eq!(complete(&["presscut", "entities", "hide", "Ingrid"]), ingrid);
    assert_eq!(complete(&["presscut", "quotes", "fix", "3", "--speaker", "Ingrid"]), ingrid);
    assert_eq!(complete(&["presscut", "tag", "--entity", "Ingrid"]), ingrid);
    assert_eq!(complete(&["presscut", "dossier", "Ingrid"]), ingrid);
    assert_eq!(complete(&["presscut", "tags", "list", "fo"]), ["follow-up"]);
    assert_eq!(complete(&["presscut", "tag", "12", "fo"]), ["follow-up"]);
    assert_eq!(complete(&["presscut", "query", "articles", "-p", "tag", "fo"]), ["follow-up"]);
}

#[test]
fn a_readmission_that_lets_nothing_in_is_no_run() {
    let space = Workspace::with_samples();
    let runs = space.value("SELECT count(*) FROM imports");
    space.run("rejects --readmit 999").says("reject 999 stays out: there is no such reject");
    assert_eq!(space.value("SELECT count(*) FROM imports"), runs);
    assert_eq!(space.value("SELECT count(*) FROM import_files WHERE settings LIKE 'reject%'"), "0");
    check(&space);
    // The next run has the number that it would have had.
    space.file(
        "a.jsonl",
        "{\"url\": \"https://post.example/1\", \"text\": \"The bus was late on Monday, it said.\"}\n",
    );
    space.run("import a.jsonl").code(0);
    assert_eq!(space.value("SELECT max(id) - 1 FROM imports"), runs);
}

#[test]
fn a_question_with_write_makes_no_backup() {
    let space = Workspace::with_samples();
    let backups = || {
        let names = std::fs::read_dir(space.path("")).unwrap().map(|entry| entry.unwrap().file_name());
        names.filter(|name| name.to_string_lossy().contains("before")).count()
    };
    let ended =
        space.run_args(&["sql", "SELECT count(*) AS n FROM sources; SELECT 1", "--write", "-t"]).code(0);
    assert!(!ended.stderr.contains("backup"), "{}", ended.stderr);
    assert_eq!(backups(), 0);
    space
        .run_args(&["sql", "SELECT 1; UPDATE sources SET domain = NULL WHERE id = 1", "--write", "-t"])
        .code(0)
        .says("backup:");
    assert_eq!(backups(), 1);
    space.run_args(&["sql", "SELECT 1", "--write", "--backup", "copy.db"]).code(0);
    assert!(space.path("copy.db").exists());
}

#[test]
fn the_shell_overwrites_a_file_when_it_is_told_to() {
    let space = Workspace::with_samples();
    let shell = |script: &str| space.run_with_input(&["shell"], script);
    shell(".once a.csv\nSELECT 1 AS one;\n").code(0);
    shell(".once a.csv\nSELECT 2 AS two;\n")
        .code(1)
        .says("a.csv is there already: `.once --force a.csv` overwrites it");
    assert_eq!(space.read("a.csv"), "one\n1\n");
    shell(".once --force a.csv\nSELECT 2 AS two;\n").code(0);
    assert_eq!(space.read("a.csv"), "two\n2\n");
}

#[test]
fn nobody_known_is_called_one_thing_in_every_log() {
    let space = Workspace::with_samples();
    let nobody = [("USER", ""), ("LOGNAME", " "), ("USERNAME", "")];
    let quote = space.value("SELECT min(id) FROM quotes WHERE kind = 'direct'");
    space.run_with_env(&nobody, &["quotes", "fix", &quote, "--kind", "term"]).code(0);
    space.run_with_env(&nobody, &["tag", "1", "x"]).code(0);
    space.run_with_env(&nobody, &["tag", "2", "x", "--by", ""]).code(0);
    let by = space.column("SELECT DISTINCT \"by\" FROM (SELECT \"by\" FROM decisions UNION ALL SELECT \"by\" FROM quote_corrections)");
    assert_eq!(by, ["unknown"]);
    space.run_with_env(&[("USER", "jo")], &["note", "1", "Ask."]).code(0);
    assert_eq!(space.value("SELECT \"by\" FROM decisions WHERE action = 'note'"), "jo");
}
