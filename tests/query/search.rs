//! Full-text search: every sign of its language, scripts without spaces, what comes out, and indexes that stay right.

use crate::workspace::{Ended, Workspace};

fn rows(ended: Ended) -> Vec<Vec<String>> {
    let text = ended.code(0).stdout;
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_string).collect()).collect()
}

/// The second column but one of what is found: titles.
fn titles(space: &Workspace, args: &[&str]) -> Vec<String> {
    let found = rows(space.run_args(&[&["search"], args].concat()));
    let at = found[0].iter().position(|name| name == "title").unwrap();
    found[1..].iter().map(|row| row[at].clone()).collect()
}

/// Four articles in four scripts, each with a quote.
fn scripts() -> Workspace {
    let space = Workspace::new();
    let records = [
        (
            "Chips for the island",
            "台積電今天宣布在亞登港建廠。「我們會來的。」林美華說。 A spokeswoman said: “We will come to 亞登港 soon.”",
            "2031-03-01",
        ),
        ("港町の新しい橋", "東京の橋は三月に開通した。市長は「橋は強い」と述べた。", "2031-03-02"),
        ("ميناء أردن", "وصلت العبّارة إلى ميناء أردن صباح اليوم وقال الوزير إن الإضراب انتهى.", "2031-03-03"),
        (
            "Ferry sails",
            "The ferry sailed for C++ class with Sean O'Neil aboard. “The ferry is old,” said Ada Quill, the harbour master.",
            "2031-03-04",
        ),
    ];
    let lines: Vec<String> = records
        .iter()
        .enumerate()
        .map(|(at, (title, text, day))| {
            serde_json::json!({"title": title, "text": text, "published": day, "url": format!("https://a.example/{at}")}).to_string()
        })
        .collect();
    space.file("a.jsonl", lines.join("\n")).run("import a.jsonl --source Arden");
    space
}

#[test]
fn words_phrases_beginnings_nearness_and_exclusions() {
    let space = Workspace::with_samples();
    for (typed, wanted) in [
        ("title:arbitration", vec!["Harbor strike goes to arbitration"]),
        ("\"ask its members to strike\"", vec!["Ferry fares to rise by a tenth from April"]),
        ("title:arbitr* -loading", vec!["Harbor strike goes to arbitration"]),
        (
            "title:fares OR title:arbitration",
            vec!["Ferry fares to rise by a tenth from April", "Harbor strike goes to arbitration"],
        ),
        ("NEAR(members strike, 2)", vec!["Ferry fares to rise by a tenth from April"]),
        ("members NEAR/2 strike", vec!["Ferry fares to rise by a tenth from April"]),
        ("membe* NEAR/2 strik*", vec!["Ferry fares to rise by a tenth from April"]),
        ("members NEAR/0 strike", vec![]),
        ("strike before:2031-03-14", vec!["Ferry fares to rise by a tenth from April"]),
        ("title:strike after:2031-03-15 source:\"arden post\"", vec!["Harbor strike goes to arbitration"]),
        (
            "title:strike after:2031-03-15 -source:arden",
            vec!["Islanders stock up before strike", "Judge to settle dock strike"],
        ),
        ("source:lerwin", vec![]),
    ] {
        let mut found = titles(&space, &[typed]);
        found.sort();
        if typed == "source:lerwin" {
            assert_eq!(found.len(), 1, "a field alone finds all of its articles");
            continue;
        }
        assert_eq!(found, wanted, "{typed}");
    }
    let said = titles(&space, &["speaker:lind before:2031-03-12"]);
    assert!(said.contains(&"Ferry fares to rise by a tenth from April".to_string()), "{said:?}");
}

#[test]
fn any_input_is_words_and_never_an_error() {
    let space = scripts();
    for (typed, title) in [
        ("O'Neil", "Ferry sails"),
        ("C++", "Ferry sails"),
        ("\"unbalanced ferry", ""),
        ("\"ferry", "Ferry sails"),
        ("台積電", "Chips for the island"),
        ("宣布在亞登", "Chips for the island"),
        ("亞登港 spokeswoman", "Chips for the island"),
        ("積電今", "Chips for the island"),
        ("橋", "港町の新しい橋"),
        ("title:新しい", "港町の新しい橋"),
        ("三月 -台積電", "港町の新しい橋"),
        ("أردن", "ميناء أردن"),
        ("الإضراب", "ميناء أردن"),
        ("台積電 OR sailed -O'Neil", "Chips for the island"),
        ("電積", ""),
    ] {
        let found = titles(&space, &[typed]);
        assert_eq!(found.first().map_or("", String::as_str), title, "{typed}: {found:?}");
    }
    for odd in [
        "title:",
        "title:*",
        "NEAR(",
        "NEAR()",
        "NEAR(a b",
        "NEAR(a b,)",
        "a NEAR",
        "NEAR a",
        "before:soon",
        "(a OR",
        ") b (",
        "a AND",
        "AND",
        "NOT",
        "a NOT",
        "\"\" a",
        "{title} : a",
        "^a",
        "a^2",
        "a + b",
        "title:\"a b",
        "-",
        "--",
        "a\u{1f}b",
        "'; DROP TABLE articles; --",
        "%_*?",
        "a* b**",
        "*a",
        "NEAR/99999999999 a",
        "speaker:",
        "source:\"",
        "“ ”",
        "١٢٣",
        "🚢",
    ] {
        for quotes in [false, true] {
            let mut args = vec!["search"];
            args.extend(quotes.then_some("--quotes"));
            args.extend(["--", odd]);
            let ended = space.run_args(&args);
            let nothing = ended.code == 2 && ended.stderr.contains("there is no word to look for");
            assert!(ended.code == 0 || nothing, "{odd}: {} {}", ended.code, ended.stderr);
        }
    }
}

#[test]
fn quotes_are_found_by_their_words_and_who_said_them() {
    let space = scripts();
    let found = rows(space.run_args(&["search", "--quotes", "ferry"]));
    assert_eq!(found[0], ["id", "published", "source", "speaker", "article_id", "title", "quote"]);
    assert_eq!(found[1][3..], ["Ada Quill", "4", "Ferry sails", "The «ferry» is old,"]);
    assert_eq!(found.len(), 2);
    for (typed, count) in [
        ("old speaker:quill", "1"),
        ("old speaker:oneil", "0"),
        ("old -speaker:quill", "0"),
        ("speaker:quill", "1"),
        ("sailed", "0"),
        ("亞登港", "1"),
        ("台積電", "0"),
        ("亞登港 soon", "1"),
        ("old title:sails", "1"),
        ("old title:chips", "0"),
        ("old OR 亞登港", "2"),
        ("we -亞登港", "0"),
    ] {
        let counted = rows(space.run_args(&["search", "--quotes", "--count", typed]));
        assert_eq!(counted, [["quotes"], [count]], "{typed}");
    }
}

#[test]
fn hits_come_as_snippets_lines_counts_and_facets() {
    let space = Workspace::with_samples();
    let found = rows(space.run_args(&["search", "arbitration", "--context", "6"]));
    assert_eq!(found[0], ["id", "published", "source", "title", "snippet"]);
    assert_eq!(found[1][4], "…taken to «arbitration», the government said…");
    let lines = rows(space.run_args(&["search", "ferr*", "--kwic", "--context", "2"]));
    assert_eq!(lines[0], ["id", "published", "source", "title", "left", "hit", "right"]);
    assert!(lines[1..].iter().all(|line| line[5].to_lowercase().starts_with("ferr")), "{lines:#?}");
    assert!(lines.len() > 10, "a row for each hit");
    let line = lines.iter().find(|line| line[6].starts_with("between Port")).unwrap();
    assert_eq!(line[4..], ["on the", "ferries", "between Port"]);
    space.run_args(&["search", "ferr*", "--kwic", "--limit", "3"]).code(4).says("stopped at 3 rows");
    let all = rows(space.run_args(&["search", "strike"])).len() - 1;
    assert_eq!(
        rows(space.run_args(&["search", "strike", "--count"])),
        [["articles".to_string()], [all.to_string()]]
    );
    let sources = rows(space.run_args(&["search", "strike", "--facet", "source"]));
    assert_eq!(sources[..3], [["source", "count"], ["Arden Post", "3"], ["Island Echo", "2"]]);
    let sum: usize = sources[1..].iter().map(|row| row[1].parse::<usize>().unwrap()).sum();
    assert_eq!(sum, all);
    assert_eq!(
        rows(space.run_args(&["search", "strike", "--facet", "year"])),
        [["year", "count"], ["2031", "6"], ["", "1"]]
    );
    let speakers = rows(space.run_args(&["search", "strike", "--facet", "speaker"]));
    assert_eq!(speakers[1], ["Marek Lind", "4"]);
    let kinds = rows(space.run_args(&["search", "--quotes", "speaker:lind", "--facet", "type"]));
    assert!(kinds.contains(&vec!["direct".to_string(), kinds[1][1].clone()]), "{kinds:?}");
    space
        .run_args(&["search", "strike", "--facet", "sauce"])
        .code(2)
        .says("there is no sauce to count by (did you mean source?)");
}

#[test]
fn the_title_weighs_more() {
    let space = Workspace::new();
    let filler = "The council met for an hour and spoke of roads and of the weather on the coast. ".repeat(4);
    let lines = [
        serde_json::json!({"title": "Council meets", "text": format!("{filler} A zeppelin came."), "url": "https://a.example/1"}),
        serde_json::json!({"title": "A zeppelin comes", "text": format!("{filler} It was seen over the coast road."), "url": "https://a.example/2"}),
    ];
    space.file("a.jsonl", lines.map(|line| line.to_string()).join("\n")).run("import a.jsonl").code(0);
    assert_eq!(titles(&space, &["zeppelin"]), ["A zeppelin comes", "Council meets"]);
}

#[test]
fn indexes_follow_revisions_and_undo_and_check_proves_them() {
    let space = Workspace::new();
    let record = |text: &str, day: &str| {
        serde_json::json!({"title": "港", "text": text, "url": "https://a.example/1", "modified": day, "published": "2031-03-01"}).to_string()
    };
    let first = "亞登港 is busy. “The cranes are slow,” said Ada Quill, the harbour master of the town.";
    let second = "台積電 comes to town this week. “The towers are tall,” said Ada Quill, the harbour master.";
    space.file("1.jsonl", record(first, "2031-03-01")).run("import 1.jsonl").code(0);
    space.file("2.jsonl", record(second, "2031-03-02")).run("import 2.jsonl").code(0);
    let counts = |old: &str, new: &str| {
        for (quotes, words, count) in [
            (false, "亞登港", old),
            (false, "cranes", old),
            (true, "cranes", old),
            (false, "台積電", new),
            (true, "towers", new),
        ] {
            let mut args = vec!["search", "--count", words];
            args.extend(quotes.then_some("--quotes"));
            assert_eq!(rows(space.run_args(&args))[1], [count], "{words}");
        }
        let before = std::fs::read(space.path("presscut.db")).unwrap();
        let checked = space.run("check").code(0).stdout;
        for promise in [
            "index of articles has exactly their words (1",
            "index of quotes has exactly their words (1",
            "index of letters has exactly the letters of its articles (1",
        ] {
            assert!(checked.contains(promise), "{checked}");
        }
        assert!(std::fs::read(space.path("presscut.db")).unwrap() == before, "a check changes nothing");
    };
    assert_eq!(space.value("SELECT revision FROM articles"), "2");
    counts("0", "1");
    space.run("imports undo 2").code(0);
    counts("1", "0");
    space.rows(
        "INSERT INTO quotes_fts (quotes_fts, rowid, text) SELECT 'delete', id, text FROM quotes LIMIT 1",
    );
    let broken = space.run("check").code(1).stdout;
    assert!(broken.contains("BROKEN  the full-text index of quotes has exactly their words"), "{broken}");
}
