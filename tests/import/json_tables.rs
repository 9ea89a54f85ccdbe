//! Tables in JSON, articles below other names, and what other tools write for nothing.

use serde_json::{Value, json};

use super::story;
use crate::workspace::Workspace;

/// Titles and days of what a file gives, and that no record is rejected.
#[track_caller]
fn read(name: &str, content: &str, options: &[&str]) -> Vec<String> {
    let space = Workspace::new();
    space.file(name, content).import(&[&[name], options].concat()).code(0);
    space.column("SELECT coalesce(title, '-') || '|' || coalesce(byline, '-') || '|' || coalesce(substr(published_at, 1, 10), '-') FROM articles ORDER BY record")
}

const READ: [&str; 2] = ["Hall|Ada Quill, Tom Poe|2031-03-14", "Pier|-|2031-03-15"];

fn rows() -> Vec<Value> {
    vec![
        json!(["Hall", ["Ada Quill", "Tom Poe"], 1_931_241_900_000_i64, story("hall")]),
        json!(["Pier", null, 1_931_328_300_000_i64, story("pier")]),
    ]
}

fn objects() -> Vec<Value> {
    let names = ["title", "authors", "publish_date", "text"];
    rows()
        .iter()
        .map(|row| names.iter().enumerate().map(|(at, name)| (name.to_string(), row[at].clone())).collect())
        .collect()
}

#[test]
fn every_orient_of_pandas_gives_the_same_articles() {
    let (rows, objects) = (rows(), objects());
    let column = |name: &str| json!({"0": objects[0][name], "1": objects[1][name]});
    let names = json!(["title", "authors", "publish_date", "text"]);
    let columns = json!({"title": column("title"), "authors": column("authors"), "publish_date": column("publish_date"), "text": column("text")});
    for (orient, table) in [
        ("records", json!(objects)),
        ("columns", columns),
        ("index", json!({"0": objects[0], "1": objects[1]})),
        ("split", json!({"columns": names, "index": [0, 1], "data": rows})),
        ("tight", json!({"index": [0, 1], "columns": names, "data": rows, "index_names": [null]})),
        (
            "table",
            json!({"schema": {"fields": [{"name": "text", "type": "string"}], "pandas_version": "1.4.0"}, "data": objects}),
        ),
        ("header and values", json!([names, rows[0], rows[1]])),
    ] {
        for text in [table.to_string(), serde_json::to_string_pretty(&table).unwrap()] {
            assert_eq!(read("a.json", &text, &[]), READ, "{orient}: {text}");
        }
    }
    let sheet = json!({"range": "A1:D3", "values": [names, rows[0], rows[1]]}).to_string();
    assert_eq!(read("a.json", &sheet, &[]), READ);
    let values = json!(rows).to_string();
    assert_eq!(read("a.json", &values, &["--map", "title=1,byline=2,published=3,text=4"]), READ);
}

#[test]
fn rows_put_together_from_columns_are_traced() {
    let (one, two) = (story("hall"), story("pier"));
    let table = json!({"title": {"0": "Hall", "1": "Pier"}, "text": {"0": one, "1": two}}).to_string();
    let space = Workspace::new();
    space.file("a.json", table).import(&["a.json"]).code(0);
    let shown = space.run("trace article 2").code(0).stdout;
    assert!(shown.contains("{\"title\":\"Pier\",\"text\":\"The council"), "{shown}");
}

#[test]
fn articles_below_other_names_are_found() {
    let article = |subject: &str| json!({"title": subject, "text": story(subject)});
    let expected = ["hall|-|-", "pier|-|-"];
    let wrapped =
        |wrap: &dyn Fn(Value) -> Value| format!("{}\n{}\n", wrap(article("hall")), wrap(article("pier")));
    for (name, text) in [
        ("a.json", json!({"a1": article("hall"), "a2": article("pier")}).to_string()),
        (
            "a.json",
            json!({"status": "ok", "news": {"a1": article("hall"), "a2": article("pier")}}).to_string(),
        ),
        (
            "a.json",
            json!({"response": {"status": "ok", "content": {"webTitle": "hall", "fields": {"bodyText": story("hall")}}, "more": {"webTitle": "pier", "fields": {"bodyText": story("pier")}}}}).to_string(),
        ),
        ("a.jsonl", wrapped(&|article| json!({"headline": article["title"], "details": {"text": article["text"]}}))),
        (
            "a.json",
            json!({"list": [{"headline": "hall", "details": {"text": story("hall")}}, {"headline": "pier", "details": {"text": story("pier")}}]}).to_string(),
        ),
        ("a.jsonl", wrapped(&|article| json!({"id": "x", "key": "x", "doc": article}))),
        ("a.jsonl", wrapped(&|article| json!({"_id": "x", "text": "", "_source": article}))),
        (
            "a.json",
            json!({"rows": [{"id": "x", "value": article("hall")}, {"id": "y", "value": article("pier")}]})
                .to_string(),
        ),
        (
            "a.jsonl",
            wrapped(
                &|article| json!({"title": {"value": article["title"]}, "text": {"value": article["text"]}}),
            ),
        ),
        (
            "a.jsonl",
            wrapped(&|article| json!({"title": {"S": article["title"]}, "text": {"S": article["text"]}})),
        ),
    ] {
        assert_eq!(read(name, &text, &[]), expected, "{text}");
    }
}

#[test]
fn paths_in_a_map_lead_into_objects() {
    let text = json!({"results": [{"head": {"line": "Hall"}, "fields": {"bodyOfIt": story("hall")}, "who": [{"name": "Ada Quill"}, {"name": "Tom Poe"}], "when": {"$date": "2031-03-14T08:00:00Z"}}]}).to_string();
    let map = "text=fields.bodyOfIt,title=head.line,byline=who.name,published=when";
    assert_eq!(read("a.json", &text, &["--map", map]), [READ[0]]);
}

#[test]
fn a_text_that_is_empty_or_an_object_gives_way() {
    for first in [json!(""), json!({}), json!(null), json!({"words": 120}), json!([])] {
        let text = json!({"title": "Hall", "text": first, "article": story("hall")}).to_string();
        assert_eq!(read("a.jsonl", &text, &[]), ["Hall|-|-"], "{text}");
    }
}

#[test]
fn what_tools_write_for_nothing_is_nothing() {
    for nothing in ["NA", "<NA>", "\\N", "nan", "NaN", "None", "NULL", "NaT"] {
        let csv = format!(
            "title,author,section,date,text\nHall,{nothing},{nothing},{nothing},\"{}\"\n",
            story("hall")
        );
        let space = Workspace::new();
        space.file("a.csv", csv).import(&["a.csv"]).code(0);
        assert_eq!(
            space.value("SELECT byline IS NULL AND section IS NULL AND published_text IS NULL FROM articles"),
            "1",
            "{nothing}"
        );
    }
    assert_eq!(
        read("a.csv", &format!("title,author,text\nHall,Na Li,\"{}\"\n", story("hall")), &[]),
        ["Hall|Na Li|-"]
    );
}

#[test]
fn texts_joined_in_one_field_are_articles_each() {
    let joined = format!("{} ||||| {} |||||", story("hall"), story("pier"));
    let space = Workspace::new();
    space
        .file("a.jsonl", json!({"document": joined, "summary": "Two halls."}).to_string())
        .import(&["a.jsonl"])
        .code(0);
    assert_eq!(space.column("SELECT body FROM articles ORDER BY id"), [story("hall"), story("pier")]);
}
