//! `presscut lake extract`: scrapes in, one record for each out.

use std::fs::File;
use std::io::Write;
use std::process::{Command, Stdio};

use parquet::basic::{LogicalType, Type as Physical};
use parquet::file::reader::{FileReader, SerializedFileReader};
use serde_json::{Value, json};

use crate::workspace::{Workspace, corpus, sample};

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn each_line_has_its_answer_and_keeps_its_id() {
    let story = "Jane Roe told the council of Port Arden on Monday that the ferry will not sail before the spring, \
                 whatever the harbour master says about it in the papers.";
    let input = format!(
        "{}\n\nnot json\n{}\n",
        json!({"id": 7, "source": "Arden Post", "published": "2031-03-14", "text": story}),
        json!({"id": "b", "title": "No text"}),
    );
    let ended = Workspace::new().run_with_input(&["lake", "extract"], &input).code(3);
    let found = lines(&ended.stdout);
    let kinds: Vec<&str> = found.iter().map(|line| line["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["article", "reject", "reject", "reject"]);
    let ids: Vec<&Value> = found.iter().map(|line| &line["id"]).collect();
    assert_eq!(ids, [&json!(7), &json!(null), &json!(null), &json!("b")]);
    let article = &found[0]["article"];
    assert_eq!(article["source"], "Arden Post");
    assert_eq!(article["published_day"], "2031-03-14");
    assert_eq!(article["body"], story);
    assert!(!article["sketch"].as_array().unwrap().is_empty());
    assert_eq!(article["found"]["entities"][0]["key"], "jane roe");
    assert_eq!(article["found"]["dates"][0]["earliest"], "2031-03-10");
    assert_eq!(found[1]["reject"]["rule"], "empty");
    assert_eq!(found[2]["reject"]["raw"], "not json");
    assert!(found[3]["reject"]["error"].as_str().unwrap().starts_with("has no text"));
    let ended = Workspace::new().run_with_input(&["lake", "extract", "--ok-rejects"], &input).code(0);
    assert_eq!(lines(&ended.stdout).len(), 4);
}

#[test]
fn any_scrape_is_read_from_paths_and_from_standard_input() {
    let warc = std::fs::read(sample("seals.warc.gz")).unwrap();
    let space = Workspace::new();
    let named = space
        .run_args(&["lake", "extract", "--format", "warc", sample("seals.warc.gz").to_str().unwrap()])
        .code(0);
    let origin = sample("seals.warc.gz").to_str().unwrap().to_string();
    let piped =
        space.run_with_input(&["lake", "extract", "--format", "warc", "--origin", &origin], warc).code(0);
    assert_eq!(piped.stdout, named.stdout);
    assert_eq!(lines(&named.stdout).len(), 2);
    assert_eq!(lines(&named.stdout)[0]["origin"]["path"], origin);
    space.run("lake extract nothing.jsonl").code(1).says("nothing.jsonl is not there");
}

#[test]
fn parts_have_a_stated_size_and_declared_types() {
    let space = Workspace::new();
    let input: String = (0..240).map(corpus::line).collect();
    space.file("made.jsonl", input + "{\"id\": \"x\"}\n");
    space
        .run("lake extract made.jsonl -o lake --part-size 1 --ok-rejects")
        .code(0)
        .says("240 articles, 1 rejected, in ");
    let mut parts: Vec<_> =
        std::fs::read_dir(space.path("lake")).unwrap().map(|entry| entry.unwrap().path()).collect();
    parts.sort();
    assert!(parts.len() > 2, "{parts:?}");
    assert!(parts[0].ends_with("made-00000.parquet"));
    let mut rows = 0;
    for part in &parts {
        let reader = SerializedFileReader::new(File::open(part).unwrap()).unwrap();
        let facts = reader.metadata().file_metadata();
        rows += facts.num_rows();
        let column = |name: &str| {
            let columns = facts.schema_descr().columns();
            let found = columns.iter().find(|column| column.name() == name).unwrap();
            (found.physical_type(), found.logical_type_ref().cloned())
        };
        assert_eq!(column("published_day"), (Physical::INT32, Some(LogicalType::Date)));
        assert_eq!(column("cut_off"), (Physical::BOOLEAN, None));
        assert_eq!(column("word_count"), (Physical::INT64, None));
        // Nothing is in it, and it is text for all that.
        assert_eq!(column("not_extracted"), (Physical::BYTE_ARRAY, Some(LogicalType::String)));
        let version = facts.key_value_metadata().unwrap().iter().find(|fact| fact.key == "presscut.version");
        assert_eq!(version.unwrap().value.as_deref(), Some(env!("CARGO_PKG_VERSION")));
    }
    assert_eq!(rows, 241);
    space.run("lake extract made.jsonl -o lake").code(1).says("made-00000.parquet is there already");
    space.run("lake extract made.jsonl -o lake --part-name again --ok-rejects").code(0);
    assert!(space.path("lake/again-00000.parquet").exists());
}

/// Whoever runs it as a filter sees by its end that records are missing.
#[cfg(unix)]
#[test]
fn a_filter_that_is_killed_fails_and_leaves_no_part() {
    let space = Workspace::new();
    let mut filter = Command::new(env!("CARGO_BIN_EXE_presscut"))
        .current_dir(space.path(""))
        .args(["lake", "extract", "-o", "lake"])
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = filter.stdin.take().unwrap();
    for number in 0..40 {
        input.write_all(corpus::line(number).as_bytes()).unwrap();
    }
    filter.kill().unwrap();
    assert!(!filter.wait().unwrap().success());
    let parts = std::fs::read_dir(space.path("lake")).map_or(0, |entries| {
        entries
            .filter(|entry| entry.as_ref().unwrap().path().extension().is_some_and(|end| end == "parquet"))
            .count()
    });
    assert_eq!(parts, 0);
}
