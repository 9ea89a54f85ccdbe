//! What an import brought, and what is new to a question.

use calamine::{Reader, Xlsx, open_workbook};

use crate::workspace::{Workspace, sample};

/// An archive of two weeks: the first has the ferry, the second the seals, a changed headline and a correction.
fn two_weeks() -> Workspace {
    let space = Workspace::new();
    let story = |id: u32, title: &str, text: &str| {
        serde_json::json!({"url": format!("https://ardenpost.example/{id}"), "title": title, "source": "Arden Post",
                           "date": "2031-03-10", "text": text})
        .to_string()
    };
    let fares = "The ferry to Saint Brannock will cost a tenth more from April, the company said on Monday. \
                 “Nobody likes to raise fares,” said Tomas Okafor, who runs the company.";
    let bridge = "The old bridge over the Tamar will be closed for a week. “We had no choice,” said Jane Roe, the engineer.";
    space.file(
        "one.jsonl",
        format!("{}\n{}\n", story(1, "Ferry fares rise", fares), story(2, "Bridge closed", bridge)),
    );
    let corrected = format!("{bridge} Correction: an earlier version of this article named the wrong river.");
    space.file(
        "two.jsonl",
        format!(
            "{}\n{}\n{}\n",
            story(1, "Ferry fares to rise by a tenth", fares),
            story(2, "Bridge closed", &corrected),
            story(
                3,
                "Who pays",
                "“It is a risk that nobody insured,” said Priya Raman of the Harbour Board. Jane Roe agreed."
            )
        ),
    );
    space.run("import one.jsonl -q").code(0);
    space.run("import two.jsonl -q").code(0);
    space
}

fn csv(space: &Workspace, args: &str) -> Vec<String> {
    space.run(args).code(0).stdout.lines().map(str::to_string).collect()
}

#[test]
fn the_last_import_is_told_by_source_new_names_new_voices_and_changes() {
    let space = two_weeks();
    assert_eq!(csv(&space, "news --only sources --csv")[1..], ["Arden Post,1,0,2,0"]);
    let names = csv(&space, "news --only names --csv");
    assert!(
        names.iter().any(|name| name.starts_with("Priya Raman,person,1,Arden Post,Who pays,")),
        "{names:?}"
    );
    assert!(!names.iter().any(|name| name.contains("Jane Roe") || name.contains("Okafor")), "{names:?}");
    let voices = csv(&space, "news --only voices --csv");
    assert_eq!(voices.len(), 2, "{voices:?}");
    assert!(voices[1].starts_with("Priya Raman,1,"), "{voices:?}");
    assert_eq!(
        csv(&space, "news --only changes --csv")[1..],
        [
            "correction,,Bridge closed,70,Arden Post,2",
            "headline,Ferry fares rise,Ferry fares to rise by a tenth,0,Arden Post,1"
        ]
    );
    let page = space.run("news").code(0).stdout;
    assert!(
        page.starts_with("Import 2, ") && page.contains(": 1 article new, 2 changed, 0 seen before"),
        "{page}"
    );
    assert!(page.contains("\nStories that grew\nNo story grew.\n"), "{page}");
    // The first import is still what it was: all its names were new then.
    let first = csv(&space, "news --import 1 --only names --csv");
    assert!(first.iter().any(|name| name.starts_with("Jane Roe,person")), "{first:?}");
    assert!(!first.iter().any(|name| name.contains("Raman")), "{first:?}");
}

#[test]
fn a_story_grows_where_another_paper_prints_it_later() {
    let space = Workspace::new();
    space.run_args(&["import", sample("press_export.txt").to_str().unwrap(), "-q"]).code(0);
    space.run_args(&["import", sample("seals.warc.gz").to_str().unwrap(), "-q"]).code(0);
    assert_eq!(csv(&space, "news --only stories --csv").len(), 1);
    let text = space.value("SELECT body FROM articles WHERE title LIKE 'Seals return%'");
    let copy = serde_json::json!({"url": "https://islandecho.example/seals", "title": "Seals again",
                                  "source": "Island Echo", "text": text});
    space.file("copy.jsonl", format!("{copy}\n"));
    space.run("import copy.jsonl -q").code(0);
    let grown = csv(&space, "news --only stories --csv");
    assert_eq!(grown[0], "title,before,now,sources,new_in,story");
    assert!(grown[1].starts_with("Seals return to the Lerwin banks,2,3,3,Island Echo,"), "{grown:?}");
}

#[test]
fn news_go_to_a_workbook_with_a_sheet_for_each_part() {
    let space = two_weeks();
    space.run("watch add speakers").code(0);
    space.run("news --import since 2020 -o news.xlsx").code(0).says("news.xlsx: 6 sheets");
    let book: Xlsx<_> = open_workbook(space.path("news.xlsx")).unwrap();
    assert_eq!(
        book.sheet_names()[..6],
        [
            "Articles by source",
            "Names never seen before",
            "Quoted for the first time",
            "Stories that grew",
            "Corrections and changed headlin",
            "speakers"
        ]
    );
    space.run("news --json").code(2).says("name one with --only");
}

#[test]
fn queries_searches_and_sql_are_limited_to_an_import() {
    let space = Workspace::new();
    for file in ["press_export.txt", "crawl.jsonl", "seals.warc.gz"] {
        space.run_args(&["import", sample(file).to_str().unwrap(), "-q"]).code(0);
    }
    assert_eq!(space.run("sql --import last --no-headers --csv").code, 2);
    let count = |args: &[&str]| space.run_args(args).code(0).stdout.trim().to_string();
    let all = "SELECT count(*) FROM articles";
    assert_eq!(count(&["sql", all, "--no-headers", "--import", "last"]), "2");
    assert_eq!(count(&["sql", "SELECT count(*) FROM article_list", "--no-headers", "--import", "last"]), "2");
    assert_eq!(
        count(&["sql", all, "--no-headers", "--import", "since", "2020-01-01"]),
        count(&["sql", all, "--no-headers"])
    );
    let speakers = csv(&space, "query speakers --import 3 --csv");
    assert_eq!(speakers.len(), 3, "{speakers:?}");
    assert!(speakers[1].starts_with("Beatrix Oduya,person,2,2,2,"), "{speakers:?}");
    assert_eq!(count(&["search", "ferry", "--count", "--no-headers", "--import", "3"]), "0");
    assert_eq!(count(&["search", "seals", "--count", "--no-headers", "--import", "3"]), "2");
    space.file(
        "queries/mine.sql",
        "-- title: T\n-- about: A.\nSELECT e.name, count(*) AS n FROM mentions m JOIN entities e ON e.id = m.entity_id\n\
         GROUP BY e.name ORDER BY n DESC, e.name\n",
    );
    let mine = csv(&space, "query mine --import last --csv");
    assert!(mine.iter().any(|row| row == "Wim Castellan,2"), "{mine:?}");
    assert!(!mine.iter().any(|row| row.contains("Lind")), "{mine:?}");
}

#[test]
fn a_story_is_named_by_its_first_article_though_an_earlier_import_brought_it() {
    let space = Workspace::new();
    space.run_args(&["import", sample("seals.warc.gz").to_str().unwrap(), "-q"]).code(0);
    let text = space.value("SELECT body FROM articles WHERE title LIKE 'Seals return%'");
    let copy = serde_json::json!({"url": "https://islandecho.example/seals", "title": "Seals again",
                                  "source": "Island Echo", "text": text});
    space.file("copy.jsonl", format!("{copy}\n"));
    space.run("import copy.jsonl -q").code(0);
    let stories = csv(&space, "query stories --import last -p at_least=1 --csv");
    assert!(stories[1].contains("Seals return to the Lerwin banks,Tamar Coaster,1,"), "{stories:?}");
    let copies = csv(&space, "query duplicates --import last --csv");
    assert!(copies[1].contains("Seals again") && copies[1].contains("Tamar Coaster"), "{copies:?}");
}

#[test]
fn new_rows_are_shown_once_for_each_query_with_its_parameters() {
    let space = two_weeks();
    assert_eq!(csv(&space, "query articles --new --csv").len(), 4);
    let again = space.run("query articles --new --csv").code(0).says(": 0 of 3");
    assert_eq!(again.stdout.lines().count(), 1);
    // Other parameters are another question, the same ones in another order or by another name are not.
    assert_eq!(csv(&space, "query articles --new -p source Arden* --csv").len(), 4);
    let by =
        |name: &str| space.run_args(&["query", "quotes-by-speaker", "--new", "-p", "speaker", name, "--csv"]);
    assert_eq!(by("Jane Roe").code(0).stdout.lines().count(), 2);
    assert_eq!(by("jane roe").code(0).stdout.lines().count(), 1);
    space.file("three.jsonl", "{\"url\": \"https://post.example/9\", \"title\": \"A third\", \"text\": \"The harbour board met on Monday and said nothing at all about the fares.\"}\n");
    space.run("import three.jsonl -q").code(0);
    // To peek is to see it, and to see it again.
    for _ in 0..2 {
        let peeked = space.run("query articles --peek --csv").code(0).says("1 of 4; nothing is remembered");
        assert!(peeked.stdout.contains("A third"), "{}", peeked.stdout);
    }
    assert!(csv(&space, "query articles --new --csv")[1].contains("A third"));
    assert_eq!(csv(&space, "query articles --new --csv").len(), 1);
    assert_eq!(csv(&space, "search harbour --new --csv").len(), 3);
    assert_eq!(csv(&space, "search harbour --new --csv").len(), 1);
    let count = ["sql", "SELECT count(*) AS n FROM articles", "--new", "--csv"];
    assert_eq!(space.run_args(&count).code(0).stdout, "n\n4\n");
    assert_eq!(space.run_args(&count).code(0).stdout, "n\n");
    space.run("check").code(0);
}

#[test]
fn what_a_limit_or_a_failure_kept_back_is_new_the_next_time() {
    let space = two_weeks();
    assert_eq!(space.run("query articles --new --csv --limit 2").code(4).stdout.lines().count(), 3);
    assert_eq!(csv(&space, "query articles --new --csv").len(), 2);
    let row_of = "SELECT row_count FROM asked_questions";
    assert_eq!(space.value(row_of), "3");
    space.file("there.csv", "");
    space.run("query speakers --new -o there.csv").code(1).says("is there already");
    assert_eq!(space.value("SELECT count(*) FROM asked_questions"), "1");
}

#[test]
fn watches_answer_in_the_news_what_is_new_since_they_were_added() {
    let space = Workspace::new();
    space.run_args(&["import", sample("press_export.txt").to_str().unwrap(), "-q"]).code(0);
    space.run_args(&["watch", "add", "seals", "--search", "seals"]).code(0).says("seals: 0 rows now");
    space.run("watch add speakers -p source=Arden*").code(0);
    space.run("watch add Seals --search ferry").code(2).says("there is a watch Seals already");
    space.run_args(&["watch", "add", "bad", "--sql", "SELECT nope"]).code(1).says("no such column: nope");
    space.run("watch add nosuch").code(2).says("there is no query nosuch");
    let kept = csv(&space, "watch list --csv");
    assert!(kept[1].starts_with("seals,search seals,"), "{kept:?}");
    assert_eq!(kept.len(), 3, "{kept:?}");
    space.run_args(&["import", sample("seals.warc.gz").to_str().unwrap(), "-q"]).code(0);
    for _ in 0..2 {
        let page = space.run("news --peek").code(0).stdout;
        let watch = page.split("Watch seals: search seals\n").nth(1).unwrap();
        assert!(watch.starts_with("New since") && watch.contains("Lerwin News"), "{page}");
    }
    assert!(space.run("news").code(0).stdout.contains("Watch seals: search seals\nNew since"));
    assert!(space.run("news").code(0).stdout.contains("Watch seals: search seals\nNothing is new since"));
    space.run("watch remove seal").code(2).says("there is no watch seal (did you mean seals?)");
    space.run("watch remove seals").code(0);
    assert!(!space.run("news").code(0).stdout.contains("Watch seals"));
}

#[test]
fn imports_that_are_not_there_are_named() {
    let space = two_weeks();
    space.run("news --import 9").code(2).says("there is no import 9: `presscut imports` lists them");
    space.run("query articles --import soon").code(2).says("write last, the number of an import");
    space.run("query articles --import since soon").code(2).says("\"soon\" is not a day");
    space.run("imports undo 2").code(0);
    space.run("query articles --import 2").code(2).says("import 2 was taken back at ");
    // The last one is the last that was not taken back.
    assert_eq!(csv(&space, "query articles --import last --csv").len(), 3);
    assert_eq!(csv(&space, "query articles --import=since=tomorrow --csv").len(), 1);
    space.run("query --new --csv").code(2).says("--new goes after a query's name");
    space.run("query --new mine").code(0);
    assert!(space.path("queries/mine.sql").exists());
    Workspace::new().run("news").code(1).says("presscut.db");
}

#[test]
fn charts_and_reports_are_limited_to_an_import_and_say_why_they_have_no_new_rows() {
    let space = two_weeks();
    let values = |options: &str| {
        space.run(&format!("chart speakers -p min_confidence 0 {options} -o c.svg --force")).code(0);
        let picture = space.read("c.svg");
        ["Tomas Okafor", "Jane Roe", "Priya Raman"].map(|name| picture.contains(name))
    };
    assert_eq!(values(""), [true, true, true]);
    assert_eq!(values("--import 1"), [true, true, false]);
    space.file(
        "r.toml",
        "output = \"r.xlsx\"\n[[sheet]]\nquery = \"articles\"\n[[sheet]]\nquery = \"speakers\"\n",
    );
    space.run("report r.toml --import 1 -o one.xlsx").code(0);
    space.run("report r.toml -o all.xlsx").code(0);
    let rows = |file: &str| {
        let mut book: Xlsx<_> = open_workbook(space.path(file)).unwrap();
        book.worksheet_range("Articles").unwrap().height() - 1
    };
    assert_eq!((rows("one.xlsx"), rows("all.xlsx")), (2, 3));
    let mut book: Xlsx<_> = open_workbook(space.path("one.xlsx")).unwrap();
    let contents = book.worksheet_range("Contents").unwrap();
    let said: Vec<String> = contents.rows().map(|row| format!("{}: {}", row[0], row[1])).collect();
    assert!(said.contains(&"Limited to: what import 1 brought or changed".to_string()), "{said:?}");
    space
        .run("chart speakers --new")
        .code(2)
        .says("a chart has no --new: it shows sums")
        .says("--import last");
    space.run("report r.toml --new").code(2).says("a report has no --new");
    space.run("chart speakers --import 7").code(2).says("there is no import 7");
}
