//! Looking at rows: columns, order, a record a block, their count, empty results that explain themselves, packed files.

use std::io::Read;

use super::cells;
use crate::workspace::Workspace;

#[test]
fn columns_are_chosen_and_rows_sorted_in_every_format() {
    let space = Workspace::with_samples();
    let sorted =
        space.run("query speakers --columns quotes,speaker --sort -quotes,speaker --limit 3 --csv").code(4);
    assert_eq!(sorted.stdout, "quotes,speaker\n5,Marek Lind\n4,Tomas Okafor\n3,Priya Raman\n");
    let json = space.run("query speakers --columns speaker --sort speaker --limit 1 --jsonl").code(4).stdout;
    assert_eq!(json, "{\"speaker\":\"Anders Pohl\"}\n");
    space.run("sources --columns name --sort -articles,name -o s.xlsx").code(0);
    let sources = space.run("sources --columns NAME --sort=-articles,name --csv").code(0).stdout;
    assert!(sources.starts_with("name\nArden Post\n"), "{sources}");
    let found = space.run("search ferry --columns id,title --sort id --csv").code(0).stdout;
    assert!(found.starts_with("id,title\n"), "{found}");
    let ids: Vec<u32> = cells(&found, "id").iter().map(|id| id.parse().unwrap()).collect();
    assert!(ids.len() > 3 && ids.is_sorted(), "{ids:?}");
    // Two results of one command have the same columns.
    let two = "SELECT 2 AS a, 1 AS b UNION ALL SELECT 1, 2; SELECT 3 AS a, 0 AS b";
    let both = space.run_args(&["sql", two, "--columns", "b", "--sort", "a", "--markdown"]).code(0).stdout;
    assert_eq!(both, "| b |\n| ---: |\n| 2 |\n| 1 |\n\n| b |\n| ---: |\n| 0 |\n");
    space
        .run("query speakers --columns speker")
        .code(2)
        .says("there is no column speker (did you mean speaker?)");
    space
        .run("query speakers --sort qotes -o x.csv")
        .code(2)
        .says("(did you mean quotes?): there is speaker, type");
    assert!(!space.path("x.csv").exists());
    space.run("query speakers --sort --csv").code(2);
}

#[test]
fn a_record_is_a_block_where_that_is_wanted() {
    let space = Workspace::with_samples();
    let blocks =
        space.run("query speakers --vertical --columns speaker,quotes --sort speaker --limit 2").code(4);
    assert_eq!(blocks.stdout, "speaker  Anders Pohl\nquotes   2\n\nspeaker  Beatrix Oduya\nquotes   2\n");
    let body =
        space.run_args(&["sql", "SELECT title, body FROM articles WHERE id = 4", "--vertical"]).code(0);
    let lines: Vec<&str> = body.stdout.lines().collect();
    assert!(lines[0].starts_with("title  ") && lines[1].starts_with("body   "), "{lines:?}");
    assert!(lines.len() > 10 && lines.iter().all(|line| line.chars().count() <= 100), "{lines:?}");
}

#[test]
fn the_number_of_rows_is_said_on_stderr() {
    let space = Workspace::with_samples();
    assert!(space.run("query speakers --csv").code(0).stderr.starts_with("18 rows\n"));
    assert!(space.run("sources -t").code(0).stderr.starts_with("7 rows\n"));
    assert_eq!(space.run("sources -t -q").code(0).stderr, "");
    let change = ["sql", "--write", "UPDATE sources SET name = name || '' WHERE id = 1", "--dry-run"];
    assert!(!space.run_args(&change).code(0).stderr.contains("0 rows"));
}

#[test]
fn the_number_of_rows_is_not_said_among_the_rows() {
    let space = Workspace::with_samples();
    let shell = "\"$0\" query speakers --csv --limit 0 >rows.txt 2>&1; \"$0\" query speakers --csv >>rows.txt 2>&1; \"$0\" \
                 query speakers --csv >out.txt 2>err.txt";
    let ran = std::process::Command::new("sh")
        .args(["-c", shell, env!("CARGO_BIN_EXE_presscut")])
        .current_dir(space.path(""))
        .status();
    assert!(ran.unwrap().success());
    assert!(!space.read("rows.txt").contains("18 rows"), "{}", space.read("rows.txt"));
    assert!(space.read("err.txt").starts_with("18 rows\n"), "{}", space.read("err.txt"));
}

#[test]
fn an_empty_result_says_what_was_asked_and_why_it_may_be_empty() {
    let space = Workspace::with_samples();
    let nothing = |args: &[&str]| {
        let ended = space.run_args(args).code(0);
        assert!(ended.stderr.starts_with("0 rows\n"), "{}", ended.stderr);
        ended
    };
    nothing(&["search", "harbr"])
        .says("“search harbr” finds nothing")
        .says("no article has “harbr” (did you mean harbor");
    nothing(&["search", "tittle:ferry"]).says("tittle: is looked for as a word (did you mean title?)");
    nothing(&["search", "seals", "crown"])
        .says("“seals” is in 2, “crown” is in 3, but no article has all of them");
    nothing(&["search", "source:lerwn", "ferry"]).says("(did you mean Lerwin News?)");
    nothing(&["search", "source:qqq", "ferry"])
        .says("“qqq”: no source has this in its name: `presscut sources`");
    nothing(&["search", "ferry", "after:2032"]).says("before: and after: it finds 6 articles");
    nothing(&["search", "ferry", "--from", "2032"])
        .says("from 2032” finds nothing")
        .says("it finds 6 articles");
    nothing(&["search", "--quotes", "zebra"]).says("no quote has “zebra”");
    nothing(&["query", "articles", "-p", "from", "2032"])
        .says("articles has none with from 2032")
        .says("the articles of the archive are from 2031-03-10 to 2031-04-11");
    assert!(!space.run("search ferry").code(0).stderr.contains("finds nothing"));
}

#[test]
fn hits_and_heads_are_coloured_where_colour_is_wanted() {
    let space = Workspace::with_samples();
    let colored = space.run("search seals -t --color always").code(0).stdout;
    assert!(
        colored.starts_with("\u{1b}[1mid") && colored.contains("\u{1b}[1;31mSeals\u{1b}[0m"),
        "{colored}"
    );
    assert!(!colored.contains('«'), "{colored}");
    let blocks = space.run("search seals --vertical --color always").code(0).stdout;
    assert!(blocks.contains("\u{1b}[1msnippet\u{1b}[0m    Grey \u{1b}[1;31mseals\u{1b}[0m have"), "{blocks}");
    for plain in ["search seals -t", "search seals -t --color never", "search seals --csv --color always"] {
        let shown = space.run(plain).code(0).stdout;
        assert!(shown.contains("«seals»") && !shown.contains('\u{1b}'), "{plain}: {shown}");
    }
    // A row is the same row whatever its colours.
    space.run("search seals --new -t --color always").code(0);
    assert_eq!(space.run("search seals --new --csv").code(0).stdout.lines().count(), 1);
}

#[test]
fn a_file_is_packed_as_its_name_says() {
    let space = Workspace::with_samples();
    let rows = space.run("query speakers --csv").code(0).stdout;
    space.run("query speakers -o s.csv.gz").code(0).says("s.csv.gz: 18 rows");
    let mut text = String::new();
    flate2::read::GzDecoder::new(std::fs::File::open(space.path("s.csv.gz")).unwrap())
        .read_to_string(&mut text)
        .unwrap();
    assert_eq!(text, rows);
    space.run("query speakers -o s.jsonl.zst").code(0);
    let json = zstd::decode_all(std::fs::File::open(space.path("s.jsonl.zst")).unwrap()).unwrap();
    assert_eq!(String::from_utf8(json).unwrap().lines().count(), 18);
    space.run("query speakers -o s.xlsx.gz").code(2).says("xlsx is packed by itself");
    space.run("query speakers -o s.gz").code(2).says("the extension names no format");
}

#[test]
fn a_name_that_contradicts_the_format_is_refused() {
    let space = Workspace::with_samples();
    space
        .run("query speakers -o x.csv --format xlsx")
        .code(2)
        .says("x.csv is named as csv, and xlsx is asked for");
    space
        .run("query speakers -o x.xlsx --json")
        .code(2)
        .says("x.xlsx is named as xlsx, and json is asked for");
    assert!(!space.path("x.csv").exists() && !space.path("x.xlsx").exists());
    for fine in ["-o x.txt --csv", "-o x.json --jsonl", "-o x.CSV --csv", "-o rows --csv"] {
        space.run(&format!("query speakers {fine} --force")).code(0);
    }
}

#[test]
fn days_to_come_can_be_said() {
    let space = Workspace::with_samples();
    let ahead = |to: &str| {
        let today = [("PRESSCUT_TODAY", "2031-03-20")];
        let args =
            ["query", "dates-ahead", "-p", "from", "today", "-p", "to", to, "--csv", "--columns", "from"];
        space
            .run_with_env(&today, &args)
            .code(0)
            .stdout
            .lines()
            .skip(1)
            .map(str::to_string)
            .collect::<Vec<_>>()
    };
    let (week, months) = (ahead("next 7 days"), ahead("next 3 months"));
    assert!(week.iter().all(|day| day.as_str() <= "2031-03-27"), "{week:?}");
    assert!(months.len() > week.len() && months.contains(&"2031-04-01".to_string()), "{months:?}");
    assert_eq!(ahead("in 7 days"), week);
    assert_eq!(ahead("+7d"), week);
}
