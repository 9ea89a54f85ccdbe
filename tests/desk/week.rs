//! A week at a desk, played through: import, news, tags, corrections, a dossier, a report, the next import, and what comes
//! after.

use calamine::{Reader, Xlsx, open_workbook};

use super::{article, cells, check, titles_tagged};
use crate::workspace::{Workspace, sample};

fn import(space: &Workspace, files: &[&str]) -> String {
    let paths: Vec<String> = files.iter().map(|file| sample(file).display().to_string()).collect();
    let args: Vec<&str> = ["import"].into_iter().chain(paths.iter().map(String::as_str)).collect();
    space.run_args(&args).code(0).stderr
}

#[test]
fn a_week_of_work() {
    let space = Workspace::new();
    // Monday: the first scrapes, what they brought, and what is to be followed.
    let summary = import(&space, &["press_export.txt", "crawl.jsonl", "clippings.csv"]);
    assert!(summary.contains("9 new, 0 unchanged, 1 revised, 1 duplicate, 0 rejected"), "{summary}");
    let sources = space.run("news --only sources --csv").code(0).stdout;
    assert_eq!(cells(&sources, "source"), ["Arden Post", "Calder Tribune", "Island Echo", "Harbour Wire"]);
    assert_eq!(cells(&sources, "new"), ["4", "3", "2", "1"]);
    space.run("watch add speakers").code(0).says("speakers: 12 rows now");
    let ships = article(&space, "Who pays for the ships?");
    let strike = article(&space, "Judge to settle dock strike");
    space.run(&format!("tag {ships} {strike} follow-up")).code(0);
    space.run_args(&["note", &ships, "Ask the ministry for the contract."]).code(0);
    assert_eq!(
        titles_tagged(&space, "follow-up"),
        ["Who pays for the ships?", "Judge to settle dock strike"]
    );

    // Tuesday: a speaker who was not found.
    let quote = "SELECT id FROM quotes WHERE text = 'helpful remarks on the third draft.'";
    let quote = space.value(quote);
    space.run_args(&["quotes", "fix", &quote, "--speaker", "Eide"]).code(0);
    let by_eide = space.run_args(&["query", "quotes-by-speaker", "-p", "speaker", "Magnus Eide", "--csv"]);
    assert_eq!(cells(&by_eide.code(0).stdout, "text"), ["helpful remarks on the third draft."]);

    // Wednesday: a dossier. Thursday: the report.
    space
        .run_args(&["dossier", "Magnus Eide", "-o", "eide.md"])
        .code(0)
        .says("eide.md: a dossier of 2 articles");
    let dossier = space.read("eide.md");
    assert!(
        dossier.contains("| helpful remarks on the third draft. | partial | 1 | Calder Tribune |"),
        "{dossier}"
    );
    space.file(
        "weekly.toml",
        "output = \"weekly-{week}.xlsx\"\n[parameters]\nfrom = \"2031-03-10\"\nto = \"2031-03-16\"\n\
         [[sheet]]\nname = \"Who spoke\"\nquery = \"speakers\"\n[[sheet]]\nname = \"Printed\"\nquery = \"articles\"\n",
    );
    let week = |day: &str| {
        space.run_with_env(&[("PRESSCUT_TODAY", day)], &["report", "weekly.toml"]).code(0);
    };
    week("2031-03-20");
    let mut book: Xlsx<_> = open_workbook(space.path("weekly-2031-W12.xlsx")).unwrap();
    assert_eq!(book.sheet_names(), ["Contents", "Who spoke", "Who spoke, chart", "Printed", "Manifest"]);
    assert_eq!(book.worksheet_range("Printed").unwrap().height(), 11);

    // The next Monday: the whole folder, in which most is known.
    let summary = import(&space, &[""]);
    assert!(summary.contains("5 new, 14 unchanged, 0 revised, 0 duplicate, 0 rejected"), "{summary}");
    let sources = space.run("news --only sources --csv").code(0).stdout;
    assert_eq!(cells(&sources, "new"), ["1"; 5]);
    let voices = space.run("news --only voices --csv").code(0).stdout;
    assert_eq!(cells(&voices, "speaker")[..2], ["Beatrix Oduya", "Wim Castellan"]);
    let news = space.run("news").code(0).stdout;
    assert!(news.contains("Import 2, ") && news.contains("Renata Okonjo"), "{news}");
    // What the watch has shown, it does not show again.
    assert!(space.run("query speakers --new").code(0).says("new since").stderr.contains(": 0 of "));
    // Decisions hold.
    assert_eq!(titles_tagged(&space, "follow-up").len(), 2);
    assert_eq!(space.value(&format!("SELECT speaker FROM quote_list WHERE id = {quote}")), "Magnus Eide");
    week("2031-03-27");
    assert!(space.path("weekly-2031-W13.xlsx").exists());

    // A school asks that an article be removed; it does not come back.
    let school = article(&space, "School concert moved to the lighthouse");
    space
        .run_args(&["forget", &school, "--yes", "--reason", "Asked by the school"])
        .code(0)
        .says("1 article forgotten");
    import(&space, &[""]);
    assert_eq!(space.value("SELECT count(*) FROM articles WHERE title LIKE 'School concert%'"), "0");

    // A colleague's archive comes in, with her tag, and nothing comes in twice.
    let args = ["--db", "other.db", "import", &sample("seals.warc.gz").display().to_string()];
    space.run_args(&args).code(0);
    space.run("--db other.db tag 1 seals").code(0);
    let articles = space.value("SELECT count(*) FROM articles");
    space.run("merge other.db").code(0).says("1 decision from other.db");
    space.run("merge other.db").code(0).says("nothing new in other.db");
    assert_eq!(space.value("SELECT count(*) FROM articles"), articles);
    assert_eq!(titles_tagged(&space, "seals").len(), 1);
    check(&space);
}
