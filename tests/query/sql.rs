//! Ad-hoc SQL over the archive of `sample_data`: how it is given, what it answers, what an error says; and `--write`.

use super::lines;
use crate::workspace::Workspace;

#[test]
fn sql_comes_from_an_argument_a_file_or_standard_input() {
    let space = Workspace::with_samples();
    let count = "/* how many */\nSELECT count(*) AS n FROM articles WHERE kind = :kind;\n";
    space.file("q.sql", count);
    for args in [vec!["sql", "@q.sql"], vec!["sql", "-f", "q.sql"], vec!["sql", count]] {
        let with_kind = [&args[..], &["-p", "kind=teaser"]].concat();
        assert_eq!(lines(space.run_args(&with_kind)), ["n", "4"]);
    }
    let piped = space.run_with_input(&["sql", "-", "-p", "kind=teaser"], count).code(0);
    assert_eq!(piped.stdout, "n\n4\n");
    space.run_args(&["sql", "@none.sql"]).code(1).says("none.sql cannot be read");
    space.run_args(&["sql", " -- nothing\n ;"]).code(2).says("there is no SQL in it");
}

#[test]
fn several_statements_give_a_result_each() {
    let space = Workspace::with_samples();
    let sql = "SELECT 1 AS one; SELECT name FROM sources WHERE name LIKE :n ORDER BY name; -- end";
    let shown = space.run_args(&["sql", sql, "-t", "-p", "n=%post"]).code(0).stdout;
    let shown: Vec<&str> = shown.lines().map(str::trim_end).collect();
    assert_eq!(shown, ["one", "───", "  1", "", "name", "──────────", "Arden Post"]);
    space
        .run_args(&["sql", sql, "--csv", "-p", "n=%post"])
        .code(2)
        .says("there are 2 statements, each with a result of its own");
    space.run_args(&["sql", sql, "-o", "both.xlsx", "-p", "n=%post"]).code(0);
    use calamine::Reader;
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(space.path("both.xlsx")).unwrap();
    let names = book.sheet_names().to_vec();
    let cell = |book: &mut calamine::Xlsx<_>, sheet: &str| {
        book.worksheet_range(sheet).unwrap().get_value((1, 0)).unwrap().to_string()
    };
    assert_eq!(cell(&mut book, &names[0]), "1");
    assert_eq!(cell(&mut book, &names[1]), "Arden Post");
}

#[test]
fn functions_are_listed_and_answer() {
    let space = Workspace::new();
    let listed = space.run("schema --functions").code(0).stdout;
    for name in [
        "regexp_extract(",
        "date_bucket(",
        "median(",
        "percentile(",
        "stdev(",
        "initcap(",
        "unaccent(",
        "levenshtein(",
        "url_host(",
    ] {
        assert!(listed.contains(name), "{name} in {listed}");
    }
    let space = Workspace::with_samples();
    let sql = "SELECT date_bucket('month', published_at) AS month, median(word_count) > 0 AS m, count(*) AS n
               FROM articles WHERE url_host(url) = 'ardenpost.example' AND title REGEXP '(?i)ferr|strike'
               GROUP BY month";
    assert_eq!(lines(space.run_args(&["sql", sql])), ["month,m,n", "2031-03,1,3"]);
}

#[test]
fn an_error_shows_the_place_and_what_was_meant() {
    let space = Workspace::with_samples();
    for (sql, says) in [
        ("SELECT * FROM artcles", "no such table: artcles (did you mean articles"),
        ("SELECT speker FROM quotes", "no such column: speker (did you mean speaker"),
        ("SELECT q.txt FROM quotes q", "no such column: q.txt (did you mean text?)"),
        ("SELECT medain(word_count) FROM articles", "no such function: medain (did you mean median?)"),
        (
            "SELECT title FORM articles",
            "near \"articles\": syntax error (did you mean FROM instead of FORM?)",
        ),
        ("SELECT id FROM articles WERE id = 1", "(did you mean WHERE instead of WERE?)"),
        (
            "SELECT id FROM articles WHERE kind = \"teaser\"",
            "should this be a string literal in single-quotes?",
        ),
    ] {
        space.run_args(&["sql", sql]).code(1).says(says);
    }
    let marked = space.run_args(&["sql", "SELECT 1;\nSELECT '台', titl FROM articles", "-t"]).code(1);
    assert!(
        marked.stderr.ends_with("\n  SELECT '台', titl FROM articles\n               ^ here\n"),
        "{}",
        marked.stderr
    );
    space.run_args(&["sql", "SELECT :x"]).code(2).says("the SQL has a parameter :x: give it with -p x=VALUE");
    space
        .run_args(&["sql", "SELECT :name", "-p", "nam=1"])
        .code(2)
        .says("no parameter :nam (did you mean name?)");
    space.run_args(&["sql", "SELECT ?", "-p", "a=1"]).code(2);
}

#[test]
fn explain_says_in_words_which_index_is_used() {
    let space = Workspace::with_samples();
    let sql = "SELECT a.title FROM mentions m JOIN articles a ON a.id = m.article_id WHERE m.entity_id = 3 ORDER BY a.title";
    let explain = |sql: &str| space.run_args(&["sql", sql, "--explain"]).code(0).stdout;
    insta::assert_snapshot!(explain(sql), @r"
    looks up mention_rows by entity_id, in the index mention_rows_entity, and needs no more than that
    looks up articles (a) by id, its key
    sorts the rows
    No table is read whole.
    ");
    let whole = explain("SELECT count(*) FROM quotes WHERE text LIKE '%a%'");
    assert!(
        whole.starts_with("reads all rows of quote_rows\n")
            && whole.contains("Read whole: quote_rows (some "),
        "{whole}"
    );
    insta::assert_snapshot!(explain("SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'ferry'"), @r"
    looks into articles_fts by its words (full text)
    No table is read whole.
    ");
}

#[test]
fn write_changes_rows_after_a_backup_and_says_which() {
    let space = Workspace::with_samples();
    let sql = "UPDATE sources SET name = 'The Echo' WHERE name = 'Island Echo'; DELETE FROM dates WHERE type = :type";
    let dates = space.value("SELECT count(*) FROM dates WHERE type = 'TIME'");
    let state = || space.rows("SELECT name, (SELECT count(*) FROM dates) FROM sources ORDER BY id");
    let before = state();
    let dry = space.run_args(&["sql", sql, "--write", "--dry-run", "-p", "type=TIME"]).code(0);
    assert!(dry.stderr.contains("sources: 1 would be changed\n"), "{}", dry.stderr);
    assert_eq!(state(), before);

    let done = space.run_args(&["sql", sql, "--write", "-p", "type=TIME", "--backup", "b.db"]).code(0);
    assert!(done.stderr.starts_with("backup: b.db, "), "{}", done.stderr);
    assert!(done.stderr.contains("sources: 1 changed\n"), "{}", done.stderr);
    assert!(dates == "0" || done.stderr.contains(&format!("dates: {dates} deleted\n")), "{}", done.stderr);
    assert_eq!(space.value("SELECT count(*) FROM sources WHERE name = 'The Echo'"), "1");
    let backed = space.run_args(&[
        "--db",
        "b.db",
        "sql",
        "SELECT count(*) AS n FROM sources WHERE name = 'Island Echo'",
    ]);
    assert_eq!(lines(backed), ["n", "1"]);
    space.run("check").code(0);
}

#[test]
fn a_write_that_fails_changes_nothing() {
    let space = Workspace::with_samples();
    let state = || space.rows("SELECT id, name FROM sources ORDER BY id");
    let before = state();
    for (sql, says) in [
        ("DELETE FROM sources WHERE name = 'Island Echo'", "FOREIGN KEY"),
        ("UPDATE sources SET name = 'x' WHERE id = 1; SELECT nought FROM sources", "no such column"),
        ("UPDATE sources SET name = 'x' WHERE id = 1; COMMIT", "not allowed"),
        ("UPDATE sources SET name = 'x' WHERE id = 1; DROP TABLE articles", "not allowed"),
        ("UPDATE sources SET name = 'x' WHERE id = 1; ALTER TABLE articles ADD COLUMN x", "not allowed"),
        ("ATTACH 'x.db' AS x", "not allowed"),
        ("PRAGMA foreign_keys = 0", "not allowed"),
        ("DELETE FROM articles_fts_data", "may not be modified"),
    ] {
        let ended = space.run_args(&["sql", sql, "--write"]).code(1).says("nothing was changed");
        assert!(ended.stderr.contains(says), "{sql}: {}", ended.stderr);
        assert_eq!(state(), before, "{sql}");
    }
    let endless = "UPDATE sources SET name = name || (WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n)";
    space.run_args(&["sql", endless, "--write", "--timeout", "0.2"]).code(4).says("nothing was changed");
    assert_eq!(state(), before);
    space.run("check").code(0);
    Workspace::new().run_args(&["sql", "SELECT 1", "--write"]).code(1).says("there is no archive");
    space.run_args(&["sql", "SELECT 1", "--backup", "x.db"]).code(2);
}

#[test]
fn a_written_archive_keeps_its_full_text_and_tables_of_the_users_own() {
    let space = Workspace::with_samples();
    let sql = "UPDATE articles SET title = 'Zeppelins over 塔果' WHERE id = 1;
               CREATE TABLE watch (name TEXT); INSERT INTO watch VALUES ('Lind'), ('Vik'); SELECT count(*) AS n FROM watch";
    let done = space.run_args(&["sql", sql, "--write", "--csv"]).code(0);
    assert_eq!(done.stdout, "n\n2\n");
    assert!(
        done.stderr.contains("watch: 2 added\n") && done.stderr.contains("articles: 1 changed\n"),
        "{}",
        done.stderr
    );
    assert_eq!(lines(space.run("search title:zeppelins --count")), ["articles", "1"]);
    assert_eq!(lines(space.run("search title:塔果 --count")), ["articles", "1"]);
    space.run("check").code(0);
    space.run_args(&["sql", "DROP TABLE watch", "--write"]).code(0);
    assert_eq!(space.value("SELECT count(*) FROM sqlite_schema WHERE name = 'watch'"), "0");
    let backups = std::fs::read_dir(space.path("")).unwrap().filter(|entry| {
        entry.as_ref().unwrap().file_name().to_string_lossy().starts_with("presscut-before-")
    });
    assert_eq!(backups.count(), 2);
}

#[test]
fn sql_is_kept_as_a_query_of_ones_own() {
    let space = Workspace::with_samples();
    let sql = "SELECT name FROM sources WHERE name LIKE :like ORDER BY name;";
    space
        .run_args(&["sql", sql, "--save", "papers-like"])
        .code(0)
        .says("run it with `presscut query papers-like`");
    let found = lines(space.run_args(&["query", "papers-like", "-p", "like=Arden%"]));
    assert_eq!(found, ["name", "Arden Post"]);
    let piped = space.run_with_input(&["shell"], ".query papers-like like=Arden%").code(0);
    assert_eq!(piped.stdout, "name\nArden Post\n");
    space.run_args(&["sql", "SELECT nam FROM sources", "--save", "wrong"]).code(1).says("did you mean name?");
    space.run_args(&["sql", "DELETE FROM sources", "--save", "wrong"]).code(1).says("not allowed");
    space.run_args(&["sql", "SELECT 1; SELECT 2", "--save", "two"]).code(2).says("a query is one statement");
    space.run_args(&["sql", sql, "--save", "papers-like"]).code(2).says("is there already");
}
