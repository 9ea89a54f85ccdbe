//! `presscut extract`: JSONL in, annotated JSONL out, one line a record and in order; and any scrape, by its path.

use serde_json::{Value, json};

use crate::workspace::{Workspace, sample};

fn records(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_record_has_its_entities_quotes_and_dates() {
    let line = json!({"id": 7, "title": "T", "published": "2024-10-03",
        "text": "“We go at once,” Jane Roe said on Tuesday.\n\nRoe left."});
    let out = Workspace::new().run_with_input(&["extract"], format!("{line}\n")).code(0).stdout;
    let record = &records(&out)[0];
    assert_eq!(record["id"], 7);
    assert_eq!(record["body"], "“We go at once,” Jane Roe said on Tuesday.\n\nRoe left.");
    assert_eq!(
        record["entities"][0],
        json!({"start": 17, "end": 25, "text": "Jane Roe", "type": "person", "name": "Jane Roe", "title": null})
    );
    assert_eq!(record["entities"][1]["name"], "Jane Roe");
    let quote = &record["quotes"][0];
    assert_eq!((quote["start"].as_u64(), quote["end"].as_u64()), (Some(1), Some(15)));
    assert_eq!(
        (&quote["kind"], &quote["speaker"], &quote["cue"]),
        (&json!("direct"), &json!("Jane Roe"), &json!("said"))
    );
    assert_eq!(
        record["dates"][0],
        json!({"start": 34, "end": 41, "text": "Tuesday", "type": "DATE", "value": "2024-10-01", "mod": null, "quant": null, "freq": null,
            "earliest": "2024-10-01", "latest": "2024-10-01"})
    );
}

#[test]
fn a_line_that_cannot_be_read_gives_an_error_and_the_run_goes_on() {
    let input = "{\"id\": \"a\", \"text\": \"One line of a story.\"}\nnot json\n{\"id\": \"c\"}\n{\"id\": \"d\", \"text\": \"Another line of it.\"}\n";
    let ended = Workspace::new().run_with_input(&["extract"], input).code(3);
    let records = records(&ended.stdout);
    assert_eq!(records.len(), 4);
    assert_eq!(
        records.iter().map(|record| record["id"].clone()).collect::<Vec<_>>(),
        [json!("a"), json!(null), json!("c"), json!("d")]
    );
    assert!(records[1]["error"].as_str().unwrap().starts_with("is not JSON"));
    assert!(records[2]["error"].as_str().unwrap().starts_with("has no text"));
    assert_eq!(records[3]["body"], "Another line of it.");
}

#[test]
fn verbatim_text_is_not_cleaned_and_offsets_are_its_own() {
    let text = "  Photo: AFP\r\n\r\n  Jane Roe spoke on Monday.  ";
    let line = json!({"id": 1, "text": text}).to_string();
    let out = Workspace::new().run_with_input(&["extract", "--verbatim"], line).code(0).stdout;
    let record = &records(&out)[0];
    assert_eq!(record.get("body"), None);
    let characters: Vec<char> = text.chars().collect();
    for found in record["entities"].as_array().unwrap().iter().chain(record["dates"].as_array().unwrap()) {
        let (start, end) =
            (found["start"].as_u64().unwrap() as usize, found["end"].as_u64().unwrap() as usize);
        assert_eq!(characters[start..end].iter().collect::<String>(), found["text"].as_str().unwrap());
    }
    assert_eq!(record["dates"][0]["value"], "XXXX-WXX-1");
}

#[test]
fn lines_come_out_in_the_order_in_which_they_went_in() {
    let input: String = (0..500)
        .map(|n| format!("{{\"id\": {n}, \"text\": \"{}\"}}\n", "A story. ".repeat(n % 37 + 1)))
        .collect();
    let out = Workspace::new().run_with_input(&["extract"], input).code(0).stdout;
    let ids: Vec<u64> = records(&out).iter().map(|record| record["id"].as_u64().unwrap()).collect();
    assert_eq!(ids, (0..500).collect::<Vec<_>>());
}

#[test]
fn any_scrape_that_import_reads_can_be_named() {
    let out = Workspace::new().run_args(&["extract", sample("").to_str().unwrap()]).code(0).stdout;
    let records = records(&out);
    let page = records
        .iter()
        .find(|record| record["origin"]["path"].as_str().unwrap().ends_with("lighthouse-opens.txt"));
    let page = page.unwrap();
    assert_eq!(page["kind"], "article");
    assert_eq!(page["title"], "Lighthouse opens its doors after two years");
    assert_eq!(page["authors"], json!(["Nora Quint"]));
    assert!(page["url"].as_str().unwrap().starts_with("https://islandecho.example/"));
    assert_eq!(page["origin"]["record"], 1);
    let crawled =
        records.iter().filter(|record| record["origin"]["path"].as_str().unwrap().ends_with("crawl.jsonl"));
    assert_eq!(crawled.count(), 7);
}

#[test]
fn a_sum_of_money_is_given_with_the_names() {
    let line = json!({"text": "The bridge cost US$5 million, Mayor Jane Roe said."});
    let out = Workspace::new().run_with_input(&["extract"], format!("{line}\n")).code(0).stdout;
    let record = &records(&out)[0];
    assert_eq!(
        record["entities"][0],
        json!({"start": 16, "end": 28, "text": "US$5 million", "type": "money", "name": null, "currency": "USD", "amount": 5e6})
    );
    assert_eq!(record["entities"][1]["text"], "Jane Roe");
}

/// The file of a model that knows nothing: no list, no transition, no feature weighs anything.
fn blank_model() -> Vec<u8> {
    const TAGS: usize = 37;
    let mut bytes = b"presNER\x04".to_vec();
    // A gazetteer with one empty slot and no entries.
    bytes.extend([1, 0, 0, 0, 0, 0, 0, 0]);
    bytes.extend([0; 8]);
    bytes.extend([0; 4 * TAGS * TAGS]);
    // One empty slot and no rows.
    bytes.extend([1, 0, 0, 0, 0, 0, 0, 0]);
    bytes.extend([0; 5]);
    bytes
}

#[test]
fn another_model_is_used_in_place_of_the_one_built_in() {
    let workspace = Workspace::new();
    workspace.file("blank.bin", blank_model());
    let line = json!({"text": "Jane Roe spoke in Nairobi."}).to_string();
    let names = |args: &[&str]| {
        let out = workspace.run_with_input(args, format!("{line}\n")).code(0).stdout;
        records(&out)[0]["entities"].as_array().unwrap().len()
    };
    assert_eq!(names(&["extract"]), 2);
    assert_eq!(names(&["extract", "--model", "blank.bin"]), 0);
    workspace.file("story.jsonl", &line);
    workspace.run_args(&["import", "story.jsonl", "--model", "blank.bin"]).code(0);
    assert_eq!(workspace.value("SELECT count(*) FROM mentions"), "0");
    // The ledger records which model read the file, so that the same file is known under the same model.
    workspace.run_args(&["import", "story.jsonl", "--model", "blank.bin"]).code(0).says("known");
    let settings = workspace.value("SELECT settings FROM import_files WHERE id = 1");
    assert!(settings.contains("model="), "{settings}");
}

#[test]
fn a_file_that_is_no_model_of_this_version_is_refused() {
    let workspace = Workspace::new();
    workspace.file("old.bin", b"presNER\x01and more").file("notes.bin", "not a model");
    let refused =
        |name: &str| workspace.run_with_input(&["extract", "--model", name], "{\"text\": \"A.\"}\n").code(1);
    refused("old.bin").says("old.bin: an entity model of version 1").says("train it again");
    refused("notes.bin").says("notes.bin: not an entity model");
    refused("missing.bin").says("missing.bin: cannot be read");
    workspace.file("cut.bin", &blank_model()[..3000]);
    refused("cut.bin").says("cut.bin: an entity model that is cut off or damaged");
    workspace.file("story.jsonl", "{\"text\": \"A.\"}");
    workspace.run_args(&["import", "story.jsonl", "--model", "missing.bin"]).code(1).says("cannot be read");
    workspace.run_args(&["import", "story.jsonl", "--model", "cut.bin"]).code(1).says("cut off or damaged");
}

#[test]
fn verbatim_text_keeps_its_html_and_its_references() {
    for text in [
        "Jane Roe&#8217;s hall &amp; market closed on Monday.",
        "<p>Jane Roe closed the hall.</p> [+12 chars]",
        "The hall closed. &lt;b&gt;Jane Roe&lt;/b&gt; left.\n\nContinue reading",
    ] {
        let line = json!({"id": 1, "text": text}).to_string();
        let out = Workspace::new().run_with_input(&["extract", "--verbatim"], line).code(0).stdout;
        let entity = &records(&out)[0]["entities"][0];
        let start = text.find("Jane Roe").unwrap();
        assert_eq!(entity["start"].as_u64(), Some(start as u64), "{text}: {out}");
    }
}

#[test]
fn a_record_that_is_not_quite_json_keeps_its_id() {
    let line = "{\"id\": 7, \"n\": NaN, \"text\": \"Jane Roe closed the hall on Monday.\"}\n";
    let out = Workspace::new().run_with_input(&["extract"], line).code(0).stdout;
    assert_eq!(records(&out)[0]["id"], 7);
}

#[test]
fn records_of_a_file_keep_the_id_and_the_source_that_they_were_given() {
    let space = Workspace::new();
    let story = "Jane Roe told the council of Port Arden on Monday that the ferry will not sail before the spring, \
                 whatever the harbour master says about it in the papers.";
    let given = json!({"id": 7, "source": "Arden Post", "text": story});
    space.file("given.jsonl", format!("{given}\n{}\n", json!({"id": "b", "title": "none"})));
    space.file("rows.csv", format!("id,source,text\nr-1,Island Echo,\"{story}\"\n"));
    let found = records(&space.run("extract given.jsonl rows.csv").code(3).stdout);
    let ids: Vec<&Value> = found.iter().map(|record| &record["id"]).collect();
    assert_eq!(ids, [&json!(7), &json!("b"), &json!("r-1")]);
    assert_eq!(found[0]["source"], "Arden Post");
    assert!(found[1]["error"].as_str().unwrap().starts_with("has no text"));
    assert_eq!(found[2]["source"], "Island Echo");
    let found = records(&space.run("extract --verbatim given.jsonl --ok-rejects").code(0).stdout);
    assert_eq!((&found[0]["id"], &found[0]["source"]), (&json!(7), &json!("Arden Post")));
}

#[test]
fn a_format_that_is_named_is_read_from_standard_input() {
    let space = Workspace::new();
    let warc = std::fs::read(sample("seals.warc.gz")).unwrap();
    let piped = records(&space.run_with_input(&["extract", "--format", "warc"], warc).code(0).stdout);
    let named =
        records(&space.run_args(&["extract", sample("seals.warc.gz").to_str().unwrap()]).code(0).stdout);
    assert_eq!(piped.len(), 2);
    for (piped, named) in piped.iter().zip(&named) {
        assert_eq!((&piped["title"], &piped["body"]), (&named["title"], &named["body"]));
        assert_eq!(piped["origin"]["path"], "-");
    }
}
