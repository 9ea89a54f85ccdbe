//! Settings in presscut.toml, and reports that have the day in their names.

use super::cells;
use crate::workspace::{Ended, Workspace};

const REPORT: &str = "output = \"week-{date}.xlsx\"\n[[sheet]]\nquery = \"speakers\"\n";

/// Runs a command whose user's own settings are in the folder `config`.
fn run(space: &Workspace, args: &[&str]) -> Ended {
    let config = space.path("config");
    space.run_with_env(
        &[("XDG_CONFIG_HOME", config.to_str().unwrap()), ("PRESSCUT_TODAY", "2031-03-20")],
        args,
    )
}

fn settings(space: &Workspace, args: &[&str]) -> Vec<String> {
    let shown = run(space, &[&["config", "--csv"], args].concat()).code(0).stdout;
    shown.lines().skip(1).map(str::to_string).collect()
}

#[test]
fn each_setting_is_shown_with_the_place_that_it_comes_from() {
    let space = Workspace::with_samples();
    assert_eq!(
        settings(&space, &[]),
        [
            "archive,presscut.db,default",
            "source,none,default",
            "dates,none,default",
            "report_folder,beside the report,default",
            "min_confidence,0.8,default"
        ]
    );
    space.file("presscut.toml", "min_confidence = 0.6\nreport_folder = \"reports\"\n");
    space.file("config/presscut/presscut.toml", "min_confidence = 0.5\nsource = \"The Harbour Post\"\n");
    let shown = settings(&space, &[]);
    assert_eq!(shown[3..], ["report_folder,reports,presscut.toml", "min_confidence,0.6,presscut.toml"]);
    assert!(
        shown[1].starts_with("source,The Harbour Post,")
            && shown[1].ends_with("config/presscut/presscut.toml")
    );
    // Beside another archive there is no file.
    std::fs::create_dir(space.path("b")).unwrap();
    let other = settings(&space, &["--db", "b/other.db"]);
    assert_eq!(other[0], "archive,b/other.db,--db");
    assert!(other[4].starts_with("min_confidence,0.5,"), "{other:?}");
}

#[test]
fn the_archive_the_confidence_and_the_paper_of_imports_follow_the_settings() {
    let space = Workspace::with_samples();
    std::fs::create_dir(space.path("a")).unwrap();
    std::fs::rename(space.path("presscut.db"), space.path("a/cuttings.db")).unwrap();
    space.file(
        "presscut.toml",
        "archive = \"a/cuttings.db\"\nsource = \"The Harbour Post\"\ndates = \"month first\"\n",
    );
    space.file("a/presscut.toml", "min_confidence = 0.97\n");
    let speakers = |args: &[&str]| {
        let rows = run(&space, &[&["query", "speakers", "--csv"], args].concat()).code(0).stdout;
        cells(&rows, "speaker").len()
    };
    let sure = speakers(&[]);
    assert!(sure < speakers(&["-p", "min_confidence", "0.8"]), "{sure}");
    space.file("one.jsonl", "{\"title\": \"Ferry\", \"date\": \"03/04/2031\", \"text\": \"The ferry sails again on Monday, the company said on Sunday.\"}\n");
    run(&space, &["import", "one.jsonl"]).code(0);
    let sql = "SELECT s.name, a.published_day FROM articles a JOIN sources s ON s.id = a.source_id WHERE a.title = 'Ferry'";
    assert_eq!(run(&space, &["sql", sql, "--csv", "--no-headers"]).stdout, "The Harbour Post,2031-03-04\n");
    // What the command line says goes over them.
    space.file("two.jsonl", "{\"title\": \"Tram\", \"date\": \"03/04/2031\", \"text\": \"The tram runs again on Monday, the company said on Sunday.\"}\n");
    run(&space, &["import", "two.jsonl", "--source", "Arden Post", "--dayfirst"]).code(0);
    let sql = sql.replace("Ferry", "Tram");
    assert_eq!(run(&space, &["sql", &sql, "--csv", "--no-headers"]).stdout, "Arden Post,2031-04-03\n");
}

#[test]
fn week_two_of_a_report_has_a_file_of_its_own_in_the_report_folder() {
    let space = Workspace::with_samples();
    space.file("weekly.toml", REPORT).file("presscut.toml", "report_folder = \"reports\"\n");
    run(&space, &["report", "weekly.toml"]).code(0).says("reports/week-2031-03-20.xlsx: ");
    let next = [("PRESSCUT_TODAY", "2031-03-27")];
    space.run_with_env(&next, &["report", "weekly.toml"]).code(0).says("reports/week-2031-03-27.xlsx: ");
    assert!(space.path("reports/week-2031-03-20.xlsx").exists());
    run(&space, &["report", "weekly.toml"]).code(1).says("is there already: overwrite it with --force");
    run(&space, &["report", "weekly.toml", "--force"]).code(0);
    // A path of the command line's own counts from here.
    run(&space, &["report", "weekly.toml", "-o", "here-{week}.xlsx"]).code(0).says("here-2031-W12.xlsx: ");
    space.file("odd.toml", REPORT.replace("date", "day"));
    run(&space, &["report", "odd.toml"]).code(2).says("between { and } there can be date, week or month");
    space.file("out.toml", REPORT.replace("week-", "../week-"));
    run(&space, &["report", "out.toml"]).code(2).says("would be outside of its folder");
}

#[test]
fn wrong_settings_are_named_with_their_file() {
    let space = Workspace::with_samples();
    for (text, says) in [
        ("min_confidence = 3", "presscut.toml: min_confidence is 3: write a number from 0 to 1"),
        ("\nminconfidence = 0.3", "presscut.toml: line 2: unknown field `minconfidence`"),
        ("dates = \"us\"", "presscut.toml: dates is \"us\": write \"day first\" or \"month first\""),
        ("report_folder = \"../x\"", "presscut.toml: report_folder is ../x: name one below it"),
        ("archive = ", "presscut.toml: line 1: "),
    ] {
        space.file("presscut.toml", text);
        run(&space, &["query", "speakers"]).code(2).says(says);
        run(&space, &["config"]).code(2).says(says);
    }
}
