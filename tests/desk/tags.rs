//! Tags, put on and taken off, and where they hold.

use serde_json::json;

use super::{article, cells, check, titles_tagged};
use crate::workspace::Workspace;

const FARES: &str = "Ferry fares to rise by a tenth from April";
const SHIPS: &str = "Who pays for the ships?";
const LIGHTHOUSE: &str = "Lighthouse opens its doors after two years";

#[test]
fn numbers_are_articles_and_words_are_tags() {
    let space = Workspace::with_samples();
    let (fares, ships) = (article(&space, FARES), article(&space, SHIPS));
    space
        .run_args(&["tag", &fares, &ships, "Follow-Up", "harbour  fees", "--by", "Jo", "--why", "for Friday"])
        .code(0)
        .says(&format!("decision 1: article {fares}, article {ships}: follow-up, harbour fees"));
    assert_eq!(titles_tagged(&space, "follow-up"), [FARES, SHIPS]);
    assert_eq!(titles_tagged(&space, "HARBOUR fees"), [FARES, SHIPS]);
    let kept = space
        .rows("SELECT DISTINCT tag, \"by\", why, action FROM tags JOIN decisions d ON d.id = decision_id");
    assert_eq!(kept, [["follow-up", "Jo", "for Friday", "tag"], ["harbour fees", "Jo", "for Friday", "tag"]]);

    // What is so already is no decision; the rest of the command is.
    space.run_args(&["tag", &fares, "follow-up"]).code(0).says("nothing to change: it is so already");
    space.run_args(&["tag", &fares, "follow-up", "budget"]).code(0).says(": budget");
    space.run_args(&["tag", &ships, "follow-up", "--remove"]).code(0).says("no longer follow-up");
    assert_eq!(titles_tagged(&space, "follow-up"), [FARES]);
    let tags = space.run("tags --csv").code(0).stdout;
    assert_eq!(cells(&tags, "tag"), ["budget", "follow-up", "harbour fees"]);
    assert_eq!(cells(&tags, "articles"), ["1", "1", "2"]);
    let shown = space.run_args(&["show", &fares]).code(0).stdout;
    assert!(shown.contains("\nTags: budget, follow-up, harbour fees\n"), "{shown}");
    check(&space);
}

#[test]
fn a_decision_is_undone_as_others_are() {
    let space = Workspace::with_samples();
    let (fares, ships) = (article(&space, FARES), article(&space, SHIPS));
    space.run_args(&["tag", &fares, &ships, "budget"]).code(0);
    space.run_args(&["tag", &ships, "budget", "--remove"]).code(0);
    space
        .run("tags undo 1")
        .code(1)
        .says("decision 1 was changed further by decision 2: take that back first");
    space.run("tags undo 2 --by Jo").code(0).says("decision 2 is taken back");
    assert_eq!(titles_tagged(&space, "budget"), [FARES, SHIPS]);
    // One row of numbers: `entities undo` takes them too.
    space.run("entities undo 1").code(0);
    space.run("tags undo 1").code(1).says("decision 1 was taken back at");
    space.run("tags undo 9").code(1).says("there is no decision 9");
    assert_eq!(space.run("tags --csv").stdout.lines().count(), 1);
    assert_eq!(space.value("SELECT count(*) FROM subjects"), "0");
    let history = space.run("tags history --csv").code(0).stdout;
    assert_eq!(cells(&history, "action"), ["tag", "untag"]);
    assert_eq!(cells(&history, "undone_by")[1], "Jo");
    check(&space);
}

#[test]
fn what_a_search_or_a_query_gives_is_tagged_as_one_decision() {
    let space = Workspace::with_samples();
    let found = cells(&space.run("search ferry strike --csv").code(0).stdout, "title");
    assert!(found.len() > 1, "{found:?}");
    space.run_args(&["tag", "--search", "ferry strike", "strike"]).code(0).says("decision 1");
    let mut tagged = titles_tagged(&space, "strike");
    let mut expected = found.clone();
    tagged.sort();
    expected.sort();
    assert_eq!(tagged, expected);
    space
        .run_args(&["tag", "--query", "articles", "-p", "source", "Calder Tribune", "calder"])
        .code(0)
        .says("decision 2: article");
    let of_calder = space.column("SELECT a.title FROM articles a JOIN sources s ON s.id = a.source_id WHERE s.name = 'Calder Tribune' ORDER BY published_day, a.id");
    assert_eq!(titles_tagged(&space, "calder"), of_calder);
    // Both narrow a search.
    let both = space.run_args(&["search", "ferry", "--tag", "strike", "--source", "Arden Post", "--csv"]);
    let both = cells(&both.code(0).stdout, "title");
    assert!(!both.is_empty() && both.iter().all(|title| found.contains(title)), "{both:?}");
    // Quotes too.
    space.run_args(&["tag", "--search", "islands", "--quotes", "on the islands"]).code(0);
    let quotes =
        cells(&space.run_args(&["quotes", "--tag", "on the islands", "--csv"]).code(0).stdout, "text");
    assert!(
        !quotes.is_empty() && quotes.iter().all(|text| text.to_lowercase().contains("islands")),
        "{quotes:?}"
    );
    space.run_args(&["tag", "--search", "zeppelin", "x"]).code(1).says("nothing was found");
    space.run_args(&["tag", "--query", "speakers", "x"]).code(2).says("neither article_id nor id");
    space.run_args(&["tag", "--query", "speekers", "x"]).code(2).says("speakers");
    check(&space);
}

#[test]
fn tags_of_articles_and_quotes_outlive_revisions_undone_imports_and_reading_again() {
    const TEXT: &str = "The ferry to Sund was late on Monday, said captain Nora Quint. “We had no fuel,” she told reporters.";
    let record = |text: &str| {
        json!({"url": "https://post.example/ferry", "title": "Ferry late", "published": "2031-03-10", "text": text})
            .to_string()
            + "\n"
    };
    let space = Workspace::new();
    space.file("a.jsonl", record(TEXT)).run("import a.jsonl").code(0);
    space.run("tag 1 ferry").code(0);
    let quote = space.value("SELECT id FROM quotes WHERE text = 'We had no fuel,'");
    space.run_args(&["tag", "--quote", &quote, "check"]).code(0);
    space.run_args(&["tag", "--entity", "Nora Quint", "captains"]).code(0);
    space.run_args(&["note", "1", "Ask the clerk."]).code(0);
    let marks = |space: &Workspace| {
        let of = |sql: &str| space.column(sql).join(" ");
        [
            of(
                "SELECT tag FROM article_tags t JOIN articles a ON a.id = t.article_id WHERE a.title = 'Ferry late'",
            ),
            of(
                "SELECT tag FROM quote_tags t JOIN quotes q ON q.id = t.quote_id WHERE q.text = 'We had no fuel,'",
            ),
            of(
                "SELECT tag FROM entity_tags t JOIN entities e ON e.id = t.entity_id WHERE e.name = 'Nora Quint'",
            ),
            cells(&space.run("notes --csv").code(0).stdout, "id").join(" "),
        ]
    };
    let here = |id: &str| ["ferry", "check", "captains", id].map(String::from);
    assert_eq!(marks(&space), here("1"));
    // A revision, which is undone.
    space
        .file("b.jsonl", record(&TEXT.replace("Monday", "Tuesday")))
        .run("import b.jsonl")
        .code(0)
        .says("1 revised");
    assert_eq!(marks(&space), here("1"));
    space.run("imports undo 2").code(0);
    assert_eq!(marks(&space), here("1"));
    // All of it goes; another article has its number when it comes again.
    space.run("imports undo 1").code(0);
    assert_eq!(marks(&space), ["", "", "", ""].map(String::from));
    assert_eq!(cells(&space.run("tags --csv").code(0).stdout, "not_here"), ["1", "1", "1"]);
    check(&space);
    let other =
        json!({"url": "https://post.example/bus", "title": "Bus late", "text": "The bus was late, it said."});
    space.file("c.jsonl", format!("{other}\n")).run("import c.jsonl").code(0);
    space.run("import a.jsonl").code(0);
    assert_eq!(marks(&space), here("2"));
    space.run("reextract --all").code(0);
    assert_eq!(marks(&space), here("2"));
    check(&space);
}

#[test]
fn tags_of_entities_come_together_and_part_with_them() {
    let space = Workspace::with_samples();
    let names = space.column("SELECT name FROM entities WHERE type = 'person' ORDER BY id LIMIT 2");
    let [one, other] = &names[..] else { panic!("{names:?}") };
    space.run_args(&["tag", "--entity", one, "board"]).code(0).says(&format!("{one} (person): board"));
    space.run_args(&["tag", "--entity", other, "board", "suspect"]).code(0);
    space.run_args(&["note", "--entity", other, "Called on Monday."]).code(0);
    let tagged =
        |tag: &str| cells(&space.run_args(&["entities", "--tag", tag, "--csv"]).code(0).stdout, "entity");
    space.run_args(&["entities", "merge", one, other]).code(0);
    assert_eq!(tagged("board"), std::slice::from_ref(one));
    assert_eq!(tagged("suspect"), std::slice::from_ref(one));
    let shown = space.run_args(&["entities", "show", one]).code(0).stdout;
    assert!(shown.contains("\nTags: board, suspect\n") && shown.contains(": Called on Monday."), "{shown}");
    // What is taken off the one entity is off both names.
    space.run_args(&["tag", "--entity", one, "board", "--remove"]).code(0);
    assert_eq!(cells(&space.run("tags --csv").code(0).stdout, "tag"), ["suspect"]);
    let last = space.value("SELECT max(id) FROM decisions");
    space.run(&format!("tags undo {last}")).code(0);
    space.run("entities undo 4").code(0);
    let mut both = tagged("board");
    both.sort();
    let mut expected = names.clone();
    expected.sort();
    assert_eq!(both, expected);
    assert_eq!(tagged("suspect"), std::slice::from_ref(other));
    // Another name of the entity, decided, does not lose them.
    space.run_args(&["entities", "rename", other, "The Captain"]).code(0);
    assert_eq!(tagged("suspect"), ["The Captain"]);
    check(&space);
}

#[test]
fn a_tag_is_renamed_everywhere_and_two_become_one() {
    let space = Workspace::with_samples();
    let (fares, ships, light) = (article(&space, FARES), article(&space, SHIPS), article(&space, LIGHTHOUSE));
    space.run_args(&["tag", &fares, &ships, "budgt"]).code(0);
    space.run_args(&["tag", &ships, &light, "budget"]).code(0);
    space.run("tags rename budgt Budget --by Jo").code(0).says("budget instead of budgt");
    assert_eq!(cells(&space.run("tags --csv").code(0).stdout, "articles"), ["3"]);
    space.run("tags undo 3").code(0);
    assert_eq!(cells(&space.run("tags --csv").code(0).stdout, "tag"), ["budget", "budgt"]);
    space.run("tags remove budgt").code(0).says("no longer budgt");
    assert_eq!(cells(&space.run("tags --csv").code(0).stdout, "tag"), ["budget"]);
    space.run("tags rename budget BUDGET").code(0).says("it is so already");
    space.run("tags rename budgit fees").code(2).says("nothing is tagged \"budgit\" (did you mean budget?)");
    check(&space);
}

#[test]
fn bad_input_is_named_and_changes_nothing() {
    let space = Workspace::with_samples();
    for (args, code, says) in [
        (&["tag", "12"][..], 2, "say which tag"),
        (&["tag", "follow-up"], 2, "say what: the numbers of articles"),
        (&["tag", "9999", "x"], 1, "there is no article 9999: `presscut query articles`"),
        (&["tag", "99999999999999999999", "x"], 1, "there is no article 9223372036854775807"),
        (&["tag", "1", "a,b"], 2, "\"a,b\" is no tag: a comma or a semicolon"),
        (&["tag", "1", "#!"], 2, "\"#!\" is no tag: it needs a letter"),
        (&["tag", "1", "a\u{202e}b"], 2, "has a character that cannot be seen"),
        (&["tag", "--quote", "9999", "x"], 1, "there is no quote 9999"),
        (&["tag", "--entity", "Nobody Atall", "x"], 2, "nobody and nothing in the archive is named"),
        (&["tag", "1", "x", "--quotes"], 2, "--quotes goes with --search or --query"),
        (&["tag", "1", "x", "-p", "source", "y"], 2, "-p goes with --query"),
        (&["tag", "1", "x", "--remove"], 2, "nothing is tagged \"x\""),
        (&["tags", "list", "nought"], 2, "nothing is tagged \"nought\": `presscut tags` lists the tags"),
        (&["query", "articles", "-p", "tag", "nought"], 2, "nothing is tagged \"nought\""),
        (&["search", "ferry", "--tag", "nought"], 2, "nothing is tagged"),
        (&["tags", "undo", "one"], 2, "invalid value"),
    ] {
        space.run_args(args).code(code).says(says);
    }
    // One thing that is not there, and nothing is tagged.
    space.run("tag 1 2 9999 follow-up").code(1);
    assert_eq!(space.value("SELECT count(*) FROM tags"), "0");
    assert_eq!(space.value("SELECT count(*) FROM decisions"), "0");
    Workspace::new().run("tag 1 x").code(1).says("there is no archive");
}

#[test]
fn every_query_of_articles_takes_a_tag() {
    let space = Workspace::with_samples();
    let fares = article(&space, FARES);
    space.run_args(&["tag", &fares, "fares"]).code(0);
    let of_no_article = ["rejects-by-reason"];
    let mut narrowed = 0;
    for query in presscut::query::catalogue::all().unwrap() {
        if of_no_article.contains(&query.name.as_str()) {
            continue;
        }
        let tag = query.parameters.iter().find(|parameter| parameter.name == "tag");
        assert!(tag.is_some(), "{} takes no tag", query.name);
        let mut args = vec!["query".to_string(), query.name.clone(), "--csv".into()];
        for parameter in query.parameters.iter().filter(|parameter| parameter.default.is_required()) {
            let value = match (parameter.kind.describe().as_str(), parameter.name.as_str()) {
                ("entity", "other") => "Saint Brannock",
                ("entity", _) => "Arden Ferry Company",
                ("source", _) => "Calder Tribune",
                ("date", _) => "2031",
                _ => "ferry",
            };
            args.push(format!("-p={}={value}", parameter.name));
        }
        let rows = |extra: &[&str]| {
            let all: Vec<&str> = args.iter().map(String::as_str).chain(extra.iter().copied()).collect();
            space.run_args(&all).code(0).stdout.lines().count()
        };
        let (all, tagged) = (rows(&[]), rows(&["-p=tag=fares"]));
        assert!(tagged <= all, "{}: {tagged} of {all}", query.name);
        narrowed += usize::from(tagged < all);
    }
    assert!(narrowed > 25, "{narrowed}");
    let named = space.run_args(&[
        "query",
        "articles-mentioning",
        "-p",
        "entity",
        "Arden Ferry Company",
        "-p",
        "tag",
        "fares",
        "--csv",
    ]);
    assert_eq!(cells(&named.code(0).stdout, "title"), [FARES]);
}
