//! The catalogue over the archive of `sample_data`, its schema and its ledger; and what happens to wrong questions.

use super::lines;
use crate::workspace::Workspace;

#[test]
fn the_catalogue_lists_every_query_with_a_line_on_it() {
    let listed = Workspace::new().run("query").code(0).stdout;
    let names = [
        "articles",
        "articles-mentioning",
        "quotes-by-speaker",
        "speakers",
        "entities",
        "entity-timeline",
        "co-mentions",
        "dates-ahead",
        "sources",
        "stories",
        "gaps",
    ];
    for name in names {
        let line = listed.lines().find(|line| line.split_whitespace().next() == Some(name));
        assert!(line.is_some_and(|line| line.len() > name.len() + 20), "{name} in {listed}");
        let described = Workspace::new().run_args(&["query", name, "--describe"]).code(0).stdout;
        assert!(described.contains("SELECT"), "{described}");
    }
}

#[test]
fn articles_come_by_source_and_period() {
    let space = Workspace::with_samples();
    let args = [
        "query",
        "articles",
        "-p",
        "source",
        "arden post",
        "-p",
        "from=2031-03-14",
        "-p",
        "to",
        "2031-03-15",
    ];
    let found = lines(space.run_args(&args));
    assert_eq!(found[0], "id,published,source,title,byline,words,url,duplicate_of,story");
    let titles: Vec<&str> = found[1..].iter().map(|line| line.split(',').nth(3).unwrap()).collect();
    assert_eq!(titles, ["Dockers call strike on Arden ferries", "Harbor strike goes to arbitration"]);
}

#[test]
fn a_copy_is_listed_with_its_original_and_counted_in_no_query_of_people() {
    let space = Workspace::with_samples();
    let copies =
        lines(space.run_args(&["sql", "SELECT count(*) FROM articles WHERE duplicate_of IS NOT NULL"]));
    assert_eq!(copies[1], "1");
    let sources = lines(space.run("query sources"));
    assert!(
        sources.contains(&"Calder Tribune,caldertribune.example,3,1,2031-03-11,2031-03-16,1,3".to_string()),
        "{sources:?}"
    );
    let quoted = lines(space.run_args(&["query", "quotes-by-speaker", "-p", "speaker", "Marek Lind"]));
    assert_eq!(quoted.iter().filter(|line| line.contains("2031-03-15")).count(), 1, "{quoted:#?}");
}

#[test]
fn a_speaker_is_found_by_any_name() {
    let space = Workspace::with_samples();
    let by_name = lines(space.run_args(&["query", "quotes-by-speaker", "-p", "speaker", "Ingrid Solheim"]));
    assert_eq!(by_name.len(), 3, "{by_name:#?}");
    for other in ["ingrid solheim", "INGRID SOLHEIM", "Solheim"] {
        let found = lines(space.run_args(&["query", "quotes-by-speaker", "-p", "speaker", other]));
        assert_eq!(found, by_name, "{other}");
    }
}

#[test]
fn who_appears_with_whom_and_when() {
    let space = Workspace::with_samples();
    let together = lines(space.run_args(&[
        "query",
        "co-mentions",
        "-p",
        "entity",
        "Ingrid Solheim",
        "-p",
        "type",
        "person",
    ]));
    assert_eq!(together[0], "entity,type,articles_together,mentions,stories,sources");
    assert!(together[1..].iter().any(|line| line.starts_with("Tomas Okafor,person,")), "{together:#?}");
    assert!(!together.iter().any(|line| line.contains("Ingrid Solheim")));
    let months = lines(space.run_args(&["query", "entity-timeline", "-p", "entity=Arden Ferry Company"]));
    assert_eq!(months[1], "2031-03,Arden Ferry Company,organization,11,5,5,3");
    let ahead = lines(space.run("query dates-ahead -p to 2031-03-31"));
    assert!(ahead.iter().any(|line| line.starts_with("2031-03-28,2031-03-28,March 28,")), "{ahead:#?}");
    let text = space.run("query dates-ahead").code(0).stdout;
    let days: Vec<String> =
        csv::Reader::from_reader(text.as_bytes()).records().map(|row| row.unwrap()[0].to_string()).collect();
    assert!(days.len() > 10 && days.is_sorted(), "{days:?}");
}

#[test]
fn gaps_say_what_an_article_lacks() {
    let space = Workspace::with_samples();
    let gaps = lines(space.run("query gaps -p lacking url"));
    assert_eq!(gaps.len(), 2, "{gaps:#?}");
    assert!(gaps[1].contains(",x,,x,x,x,x,"), "{gaps:#?}");
}

#[test]
fn a_wrong_parameter_is_one_line_that_lists_the_parameters() {
    let space = Workspace::with_samples();
    for (words, says) in [
        (
            "query quotes-by-speaker",
            "speaker needs a value: give it with -p speaker VALUE. Parameters of quotes-by-speaker: speaker (entity, needed)",
        ),
        (
            "query articles -p sorce X",
            "articles has no parameter sorce (did you mean source?). Parameters of articles: source (source), from (date), to (date)",
        ),
        ("query articles -p from 2031-02-30", "parameter from: \"2031-02-30\" is not a day"),
        (
            "query entities -p type persn",
            "is not one of person, organization, location, facility, norp, product, misc (did you mean person?)",
        ),
        ("query articles -p source Ardn", "the archive has no source \"Ardn\" (did you mean Arden Post?)"),
        (
            "query quotes-by-speaker -p speaker Okafor",
            "\"Okafor\" can be Tomas Okafor (person, 3 mentions, #16) or Joris Okafor (person, 3 mentions, #43): give the full name or the number (as \"#16\")",
        ),
        ("query co-mentions -p entity Lindkvist", "is named \"Lindkvist\" (did you mean"),
        ("query speaker", "there is no query speaker (did you mean speakers"),
        ("query articles -p from", "-p from: write -p from VALUE or -p from=VALUE"),
    ] {
        let ended = space.run(words).code(2).says(says);
        assert_eq!(ended.stderr.trim_end().lines().count(), 1, "{}", ended.stderr);
        assert_eq!(ended.stdout, "", "{words}");
    }
}

#[test]
fn schema_names_tables_and_columns() {
    let space = Workspace::with_samples();
    insta::assert_snapshot!(space.run("schema quotes").code(0).stdout, @r"
    table,kind,column,type,note
    quotes,view,id,INTEGER,
    quotes,view,article_id,INTEGER,
    quotes,view,start,INTEGER,
    quotes,view,end,INT,
    quotes,view,text,TEXT,
    quotes,view,kind,TEXT,
    quotes,view,utterance,INTEGER,
    quotes,view,speaker,TEXT,
    quotes,view,speaker_start,INTEGER,
    quotes,view,speaker_end,INT,
    quotes,view,speaker_entity_id,INTEGER,
    quotes,view,cue,TEXT,
    quotes,view,confidence,REAL,
    quotes,view,speaker_name_id,INT,
    quotes,view,method,TEXT,
    quotes,view,correction_id,INTEGER,
    ");
    space.run("schema quots").code(2).says("there is no table quots (did you mean quotes");
}

#[test]
fn the_ledger_lists_imports_files_and_rejects() {
    let space = Workspace::new();
    space
        .file("a.jsonl", "{\"text\": \"A story of some words.\"}\n{\"text\": \"cut")
        .run("import a.jsonl")
        .code(3);
    let imports = lines(space.run("imports"));
    assert!(imports[1].contains(",done,1,0,0,0,1,0,1,import a.jsonl,"), "{imports:#?}");
    let files = lines(space.run("imports 1"));
    assert!(files[1].starts_with("1,a.jsonl,done,jsonl,"), "{files:#?}");
    let rejects = lines(space.run("rejects"));
    assert!(rejects[1].starts_with("1,1,a.jsonl,,2,"), "{rejects:#?}");
    assert!(rejects[1].contains("\"{\"\"text\"\": \"\"cut\""), "{rejects:#?}");
    space.run("imports 7").code(1).says("there is no import 7");
}
