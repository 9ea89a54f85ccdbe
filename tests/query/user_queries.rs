//! Queries of the user's own, days as people say them, one run for each row of a table, reports, and completion.

use calamine::{Data, Reader, Xlsx, open_workbook};

use super::lines;
use crate::workspace::Workspace;

const QUERY: &str = "-- title: Long ones\n-- about: Articles with many words.\n-- parameter: words (int, default 200): at least\n\
                     SELECT title, word_count FROM articles WHERE word_count >= :words ORDER BY word_count DESC\n";

#[test]
fn a_query_in_the_folder_beside_the_archive_is_listed_and_run() {
    let space = Workspace::with_samples();
    space.file("queries/long-ones.sql", QUERY);
    let listed = space.run("query").code(0).stdout;
    let own = listed.split("Your own\n").nth(1).unwrap();
    assert!(own.starts_with("  long-ones") && own.contains("Articles with many words."), "{listed}");
    assert_eq!(
        lines(space.run("query long-ones -p words 229 --csv")),
        ["title,word_count", ",347", "Ferry fares to rise by a tenth from April,229"]
    );
    space.run("query long-one").code(2).says("there is no query long-one (did you mean long-ones");
}

#[test]
fn the_strongest_folder_counts_and_the_list_says_what_it_hides() {
    let space = Workspace::with_samples();
    let query = |title: &str| format!("-- title: T\n-- about: A.\nSELECT '{title}' AS who ORDER BY who\n");
    space
        .file("config/presscut/queries/speakers.sql", query("settings"))
        .file("queries/speakers.sql", query("beside"))
        .file("mine/speakers.sql", query("told"));
    let config = space.path("config");
    let settings = [("XDG_CONFIG_HOME", config.to_str().unwrap())];
    let who = |args: &[&str]| lines(space.run_with_env(&settings, args)).remove(1);
    assert_eq!(who(&["query", "speakers", "--queries", "mine"]), "told");
    assert_eq!(who(&["query", "speakers"]), "beside");
    std::fs::remove_file(space.path("queries/speakers.sql")).unwrap();
    assert_eq!(who(&["query", "speakers"]), "settings");
    let listed = space.run_with_env(&settings, &["query", "--queries", "mine"]).code(0).stdout;
    let place = listed.lines().find(|line| line.contains("mine/speakers.sql")).unwrap();
    assert!(place.contains("instead of presscut's own and ") && place.contains("config"), "{place}");
}

#[test]
fn a_wrong_query_is_an_error_with_its_line_and_hides_no_other() {
    let space = Workspace::with_samples();
    space
        .file("queries/bad-type.sql", "-- title: T\n-- about: A.\n-- parameter: x (number): a\nSELECT :x\n")
        .file("queries/bad-sql.sql", "-- title: T\n-- about: A.\n\nSELECT titel\nFROM articles\n")
        .file("queries/writes.sql", "-- title: T\n-- about: A.\nDELETE FROM articles\n");
    space.run("query bad-type").code(1).says("bad-type.sql, line 3: unknown type number");
    space.run("query bad-sql").code(1).says("bad-sql.sql, line 4: no such column: titel");
    space.run("query writes").code(1).says("writes.sql, line 1: ");
    assert_eq!(space.value("SELECT count(*) > 10 FROM articles"), "1");
    let listed =
        space.run("query").code(0).says("warning: ").says("bad-sql.sql, line 4: no such column: titel");
    assert!(listed.stdout.contains("quotes-by-speaker"), "{}", listed.stdout);
    assert!(
        listed.stdout.contains("bad-type   ") && listed.stdout.contains("(cannot be used"),
        "{}",
        listed.stdout
    );
    space.run("query speakers").code(0);
}

#[test]
fn a_new_query_is_sound_and_a_new_one_of_a_known_name_is_its_copy() {
    let space = Workspace::with_samples();
    space.run("query --new night-trains").code(0).says("night-trains.sql: edit it");
    let head = space.read("queries/night-trains.sql");
    assert!(head.starts_with("-- title: Night trains\n"), "{head}");
    assert_eq!(lines(space.run_args(&["query", "night-trains", "-p", "source", "Arden Post"])).len(), 5);
    space.run("query --new night-trains").code(2).says("is there already: edit it, or take another name");
    space.run("query --new speakers --queries mine").code(0);
    let same = lines(space.run("query speakers --queries mine"));
    assert_eq!(same, lines(space.run("query speakers")));
    for wrong in ["Night", "../up", "a b", ""] {
        space.run_args(&["query", "--new", wrong]).code(2).says("is no name for a query");
    }
}

#[test]
fn sql_is_kept_as_a_query_that_runs() {
    let space = Workspace::with_samples();
    let sql = "-- how many\nSELECT count(*) AS n FROM articles WHERE kind = :kind ORDER BY n;";
    let path =
        presscut::query::catalogue::user_queries::save_query(&space.path("queries"), "kinds", sql).unwrap();
    assert!(path.ends_with("queries/kinds.sql"));
    assert_eq!(lines(space.run("query kinds -p kind teaser")), ["n", "4"]);
    space.run("query kinds").code(2).says("kind needs a value");
    presscut::query::catalogue::user_queries::save_query(&space.path("queries"), "kinds", sql).unwrap_err();
    let kept =
        presscut::query::catalogue::user_queries::save_query(&space.path("queries"), "long", QUERY).unwrap();
    assert_eq!(std::fs::read_to_string(kept).unwrap(), QUERY);
    assert!(
        presscut::query::catalogue::user_queries::save_query(&space.path("queries"), "x", "SELECT ?")
            .is_err()
    );
}

#[test]
fn days_are_counted_from_today() {
    let space = Workspace::with_samples();
    let articles = |from: &str, to: &str| {
        let args = ["query", "articles", "--csv", "-p", "from", from, "-p", "to", to];
        lines(space.run_with_env(&[("PRESSCUT_TODAY", "2031-03-16")], &args)).len() - 1
    };
    assert_eq!(articles("yesterday", "yesterday"), 4);
    assert_eq!(articles("-2d", "today"), 8);
    assert_eq!(articles("this month", "this month"), 10);
    assert_eq!(articles("2031-03-11", "2031-03"), 9);
    assert_eq!(articles("next month", "next month"), 3);
    let wrong = ["query", "articles", "-p", "from", "03/04/2031"];
    space.run_args(&wrong).code(2).says(
        "is not a day: write 2024-10-03, 2024-10, 2024, yesterday, \"last month\", \"next 7 days\" or -30d",
    );
    let args = ["query", "articles", "-p", "from", "today"];
    space.run_with_env(&[("PRESSCUT_TODAY", "soon")], &args).code(2).says("PRESSCUT_TODAY");
}

#[test]
fn names_are_completed_where_they_can_be_one_only() {
    let space = Workspace::with_samples();
    assert_eq!(lines(space.run("query articles -p source tribune")).len(), 4);
    assert_eq!(lines(space.run("query articles -p source www.caldertribune.example")).len(), 4);
    space
        .run_args(&["query", "in-context", "-p", "entity", "Okafor"])
        .code(2)
        .says("can be ")
        .says("Tomas Okafor");
    space.run("query articles -p source Calderr").code(2).says("did you mean Calder Tribune?");
}

#[test]
fn a_description_has_an_example_that_can_be_typed() {
    let described = Workspace::new().run("query said-before --describe").code(0).stdout;
    assert!(
        described.contains("Example: presscut query said-before -p speaker \"Jane Roe\" -p topic ferry"),
        "{described}"
    );
    assert!(described.contains("look_in") && described.contains("(quote by default)"), "{described}");
    let noted = Workspace::new().run("query wire-share --describe").code(0).stdout;
    assert!(noted.contains("Note: the agencies are the large ones"), "{noted}");
}

#[test]
fn each_row_of_a_table_is_a_run_and_a_wrong_row_stops_no_other() {
    let space = Workspace::with_samples();
    space.file(
        "names.csv",
        "speaker,kind\nMarek Lind,direct\nNobody Known,\nIngrid Solheim,\nmarek lind,direct\nTomas Okafor,sung\n",
    );
    let ended = space
        .run("query quotes-by-speaker --each names.csv -o out/ -p to 2031-03-14")
        .code(3)
        .says("names.csv, line 3: nobody and nothing in the archive is named \"Nobody Known\"")
        .says("names.csv, line 6: parameter kind: \"sung\" is not one of direct")
        .says("3 files; rows that were wrong: 2");
    assert_eq!(ended.stdout, "");
    let mut files: Vec<String> = std::fs::read_dir(space.path("out"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    assert_eq!(files, ["Ingrid-Solheim.csv", "Marek-Lind_direct.csv", "marek-lind_direct-2.csv"]);
    let solheim = space.read("out/Ingrid-Solheim.csv");
    assert!(solheim.contains("run like a company") && !solheim.contains("reason has prevailed"), "{solheim}");
    space.run("query quotes-by-speaker --each names.csv -o out/").code(1).says("is there already");
    space.file("bad.csv", "speeker\nMarek Lind\n");
    space
        .run("query quotes-by-speaker --each bad.csv -o o2")
        .code(2)
        .says("the column \"speeker\" is no parameter of quotes-by-speaker: its parameters are speaker, kind, from, to");
    space
        .run("query speakers --each names.csv -o x.xlsx")
        .code(2)
        .says("name a folder, and the format with --format xlsx");
    space.run("query speakers --each names.csv").code(2);
}

#[test]
fn a_report_puts_each_query_into_a_sheet() {
    let space = Workspace::with_samples();
    space.file(
        "reports/weekly.toml",
        "title = \"Who speaks\"\noutput = \"weekly.xlsx\"\n\n[parameters]\nfrom = \"last week\"\nto = \"last week\"\n\n\
         [[sheet]]\nquery = \"speakers\"\nlimit = 2\n\n\
         [[sheet]]\nname = \"Lind\"\nquery = \"quotes-by-speaker\"\nparameters = { speaker = \"Marek Lind\", to = \"2031-03-14\" }\n\n\
         [[sheet]]\nname = \"Agencies\"\nquery = \"wire-share\"\n",
    );
    let today = [("PRESSCUT_TODAY", "2031-03-20")];
    space.run_with_env(&today, &["report", "reports/weekly.toml"]).code(0).says("weekly.xlsx: 3 sheets, ");
    let mut book: Xlsx<_> = open_workbook(space.path("reports/weekly.xlsx")).unwrap();
    let mut tables = book.sheet_names();
    tables.retain(|name| !name.ends_with(", chart") && !name.starts_with("About"));
    assert_eq!(tables[..4], ["Contents", "Speakers", "Lind", "Agencies"]);
    let text = |book: &mut Xlsx<_>, sheet: &str, row: u32, column: u32| {
        let range = book.worksheet_range(sheet).unwrap();
        range.get_value((row, column)).cloned().unwrap_or(Data::Empty).to_string()
    };
    let contents = book.worksheet_range("Contents").unwrap();
    let contents: Vec<Vec<String>> =
        contents.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    assert_eq!(contents[0][0], "Who speaks");
    assert_eq!(contents[1][..2], ["Period", "differs: each part says its own"]);
    assert!(contents[2][0] == "Sources" && contents[2][1].starts_with("Arden Post, Calder Tribune, "));
    assert_eq!(contents[6], ["Sheet", "What it answers", "Rows"]);
    assert!(contents[7][0] == "Speakers" && contents[7][1].starts_with("Who is quoted most"));
    assert_eq!(contents[7][2], "2");
    assert_eq!(text(&mut book, "Speakers", 0, 0), "Speaker");
    assert_eq!(book.worksheet_range("Speakers").unwrap().height(), 3);
    assert_eq!(text(&mut book, "Lind", 1, 1), "Marek Lind");
    assert_eq!(text(&mut book, "Agencies", 0, 0), "Source");
    space.run("report reports/weekly.toml").code(1).says("is there already");
    let args =
        ["report", "reports/weekly.toml", "-o", "other.xlsx", "-p", "from=2031-04", "-p", "to=2031-04"];
    space.run_args(&args).code(0);
    let mut other: Xlsx<_> = open_workbook(space.path("other.xlsx")).unwrap();
    assert_eq!(text(&mut other, "Agencies", 1, 0), "Lerwin News");
}

#[test]
fn a_report_is_a_page_where_its_file_is_one() {
    let space = Workspace::with_samples();
    space.file(
        "weekly.toml",
        "title = \"Who <speaks>\"\n[[sheet]]\nquery = \"speakers\"\n[[sheet]]\nname = \"All articles\"\nquery = \"articles\"\nlimit = 3\n",
    );
    space.run("report weekly.toml -o weekly.html").code(0).says("weekly.html: 2 parts, ");
    let page = dom_query::Document::from(space.read("weekly.html"));
    assert_eq!(page.select("h1").text().to_string(), "Who <speaks>");
    let heads: Vec<String> = page.select("h2").iter().map(|head| head.text().to_string()).collect();
    assert_eq!(heads, ["Contents", "Speakers", "All articles"]);
    for (number, part) in (1..).zip(["Speakers", "All articles"]) {
        let link = page.select(&format!("nav a[href=\"#part-{number}\"]"));
        assert_eq!(link.text().to_string(), part);
        assert_eq!(page.select(&format!("section#part-{number} .rows table")).length(), 1);
    }
    assert_eq!(page.select("#part-2 tbody tr").length(), 3);
    assert!(page.select("nav li").iter().nth(1).unwrap().text().contains("(3 rows)"));
    let source = page.select("#part-1 > p").iter().last().unwrap().text().to_string();
    assert!(
        source.starts_with("Source: archive presscut.db; query speakers (min_confidence 0.8); presscut "),
        "{source}"
    );
}

#[test]
fn a_wrong_report_names_the_sheet_and_writes_nothing() {
    let space = Workspace::with_samples();
    for (text, code, says) in [
        (
            "output = \"a.xlsx\"\n[[sheet]]\nquery = \"speekers\"\n",
            2,
            "r.toml: line 2, sheet 1 (speekers): there is no query speekers (did you mean speakers",
        ),
        (
            "output = \"a.xlsx\"\n[[sheet]]\nquery = \"speakers\"\n[[sheet]]\nname = \"Two\"\nquery = \"articles\"\nparameters = { fro = 1 }\n",
            2,
            "r.toml: line 4, sheet 2 (Two): articles has no parameter fro (did you mean from?)",
        ),
        (
            "output = \"a.xlsx\"\n[[sheet]]\nqueri = \"speakers\"\n",
            2,
            "r.toml: line 3: unknown field `queri`",
        ),
        ("[[sheet]]\nquery = \"speakers\"\n", 2, "r.toml names no file to write to"),
        ("output = \"a.csv\"\n[[sheet]]\nquery = \"speakers\"\n", 2, "a report is a workbook"),
    ] {
        space.file("r.toml", text);
        space.run("report r.toml").code(code).says(says);
    }
    assert!(!space.path("a.xlsx").exists());
    space.run("report none.toml").code(1).says("none.toml cannot be read");
}

#[test]
fn the_sample_report_of_the_documents_runs() {
    let space = Workspace::with_samples();
    let report = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/weekly-report.toml");
    let today = [("PRESSCUT_TODAY", "2031-03-20")];
    space
        .run_with_env(&today, &["report", report, "-o", "weekly.xlsx"])
        .code(0)
        .says("weekly.xlsx: 5 sheets");
}

/// What a shell is told that could stand at the end of a line.
fn candidates(space: &Workspace, shell: &str, words: &[&str]) -> Vec<String> {
    let at = (words.len() - 1).to_string();
    let variables = [("COMPLETE", shell), ("_CLAP_COMPLETE_INDEX", at.as_str()), ("_CLAP_IFS", "\n")];
    let mut args = vec!["--"];
    args.extend(words);
    lines(space.run_with_env(&variables, &args))
}

#[test]
fn names_of_queries_parameters_and_values_complete_in_every_shell() {
    let space = Workspace::with_samples();
    space.file("queries/long-ones.sql", QUERY);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let complete = |words: &[&str]| -> Vec<String> {
            let of = candidates(&space, shell, words);
            // Help follows a tab, or a colon that is not part of the value.
            let value = |line: &String| match shell {
                "zsh" => line.split(':').next().unwrap_or_default().to_string(),
                _ => line.split('\t').next().unwrap_or_default().trim_matches('\'').to_string(),
            };
            of.iter().map(value).collect()
        };
        assert_eq!(
            complete(&["presscut", "query", "quotes-"]),
            ["quotes-about", "quotes-by-speaker"],
            "{shell}"
        );
        assert_eq!(complete(&["presscut", "query", "long-"]), ["long-ones"], "{shell}");
        let query = ["presscut", "query", "quotes-by-speaker"];
        let with = |more: &[&str]| complete(&[&query, more].concat());
        assert_eq!(with(&["-p", "s"]), ["speaker"], "{shell}");
        assert_eq!(with(&["-p", "speaker", "Ingrid"]), ["Ingrid Solheim"], "{shell}");
        assert_eq!(with(&["-p", "speaker", "solheim"]), ["Ingrid Solheim"], "{shell}");
        assert_eq!(with(&["-p", "speaker=Ingrid"]), ["speaker=Ingrid Solheim"], "{shell}");
        assert_eq!(with(&["-p", "from", "2031", "-p", "kind", "d"]), ["direct"], "{shell}");
        assert_eq!(with(&["-p", "from", "last"]), ["last week", "last month", "last year"], "{shell}");
        assert_eq!(
            complete(&["presscut", "query", "articles", "-p", "source", "Ca"]),
            ["Calder Tribune"],
            "{shell}"
        );
        assert_eq!(
            complete(&["presscut", "--db", "none.db", "query", "articles", "-p", "source", ""]),
            [""; 0]
        );
        assert!(complete(&["presscut", "que"]).contains(&"query".to_string()), "{shell}");
        let script = space.run(&format!("completions {shell}")).code(0).stdout;
        assert!(script.contains("COMPLETE"), "{script}");
    }
}

#[cfg(unix)]
#[test]
fn bash_completes_a_name_with_its_spaces_quoted() {
    let space = Workspace::with_samples();
    let script = r#"
        PATH="$BINARIES:$PATH"
        source <(presscut completions bash)
        try() {
            COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
            _presscut_complete presscut "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
            printf '%s\n' "${COMPREPLY[@]}"
        }
        complete -p presscut >/dev/null || echo "not registered"
        try presscut query quotes-by-sp
        try presscut query quotes-by-speaker -p speaker Marek
        try presscut query quotes-by-speaker -p speaker '"Marek'
        try presscut query quotes-by-speaker -p speaker = Marek
        try presscut query quotes-by-speaker -p speaker 'Marek\ L'
        try presscut query quotes-by-speaker -p speaker '"Marek Lind"' -p ki
    "#;
    let binary = std::path::Path::new(env!("CARGO_BIN_EXE_presscut"));
    let output = std::process::Command::new("bash")
        .args(["--norc", "-c", script])
        .current_dir(space.path(""))
        .env("BINARIES", binary.parent().unwrap())
        .env_remove("PRESSCUT_DB")
        .output();
    // A system without bash has nothing to complete in.
    let Ok(output) = output else { return };
    let printed = String::from_utf8(output.stdout).unwrap();
    assert_eq!(
        printed.lines().collect::<Vec<_>>(),
        ["quotes-by-speaker", "Marek\\ Lind", "Marek Lind", "Marek\\ Lind", "Marek\\ Lind", "kind"],
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn the_rows_of_a_canned_query_are_counted_by_a_facet() {
    let space = Workspace::with_samples();
    let counted = lines(space.run_args(&["query", "articles", "--facet", "source", "--csv"]));
    assert_eq!(counted[0], "source,count");
    assert!(counted.contains(&"Arden Post,4".to_string()), "{counted:?}");
    space.run_args(&["query", "articles", "--facet", "colour"]).code(2).says("colour");
}
