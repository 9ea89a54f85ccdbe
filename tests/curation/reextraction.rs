//! Bodies that an older extractor has read are read again; indirect speech is kept apart; samples are drawn and scored.

use serde_json::json;

use crate::workspace::Workspace;

const TEXT: &str = "Nora Quint, the captain, said that the ferry would be late for a week. “We had no fuel,” she told reporters.\n\nTomas Okafor called it “a disgrace for the whole island”.";

fn imported(articles: usize) -> Workspace {
    let space = Workspace::new();
    let lines: String = (0..articles)
        .map(|number| {
            let text = TEXT.replace("a week", &format!("{} weeks", number + 2));
            json!({"url": format!("https://post.example/{number}"), "published": "2031-03-10", "text": text})
                .to_string()
                + "\n"
        })
        .collect();
    space.file("a.jsonl", lines);
    space.run("import a.jsonl").code(0);
    space
}

#[test]
fn what_an_older_extractor_has_read_is_read_again_and_nothing_else() {
    let space = imported(3);
    space.run("reextract").code(0).says("0 articles read again");
    let archive = rusqlite::Connection::open(space.path("presscut.db")).unwrap();
    archive
        .execute_batch(
            "UPDATE articles SET extractor = 'presscut 0.0.1' WHERE id = 2;
             UPDATE quotes SET kind = 'term', speaker = NULL, speaker_start = NULL, speaker_end = NULL WHERE article_id < 3;
             DELETE FROM mentions WHERE article_id = 2",
        )
        .unwrap();
    drop(archive);
    let blocks = space.rows("SELECT article_id, kind, text, line FROM blocks");
    space.run("reextract").code(0).says("1 article read again");
    let speakers = "SELECT count(speaker) FROM quotes WHERE kind IN ('direct', 'partial') AND article_id = ";
    assert_eq!(space.value(&format!("{speakers} 1")), "0");
    assert_eq!(space.value(&format!("{speakers} 2")), "2");
    assert_ne!(space.value("SELECT count(*) FROM mentions WHERE article_id = 2"), "0");
    assert_eq!(space.rows("SELECT article_id, kind, text, line FROM blocks"), blocks);
    assert_eq!(space.column("SELECT DISTINCT extractor FROM articles").len(), 1);
    space.run("reextract --all --jobs 3").code(0).says("3 articles read again");
    assert_eq!(space.value(&format!("{speakers} 1")), "2");
    space.run("check").code(0);
}

#[test]
fn a_body_in_another_language_that_was_read_as_english_is_marked_and_loses_what_was_found_in_it() {
    let space = imported(2);
    let danish = "Byrådet i Port Arden stemte tirsdag for at lukke den gamle kaj i to år, siger havnefoged Eino Vik. De \
        handlende frygter for sommersæsonen, og mange af dem vil have lavere husleje, fortæller Nora Quint.";
    let archive = rusqlite::Connection::open(space.path("presscut.db")).unwrap();
    let change = "UPDATE articles SET body = ?1, language = 'en', extractor = 'presscut 0.0.1' WHERE id = 1";
    archive.execute(change, [danish]).unwrap();
    drop(archive);
    space.run("reextract").code(0).says("1 article read again");
    assert_eq!(
        space.column(
            "SELECT concat_ws(' ', language, not_extracted, (SELECT count(*) FROM mentions m WHERE m.article_id = a.id) > 0)
             FROM articles a ORDER BY id"
        ),
        ["da language: da 0", "en 1"]
    );
    space.run("reextract --all").code(0).says("1 article read again");
    space.run("check").code(0);
}

#[test]
fn indirect_speech_is_stored_and_shown_where_it_is_asked_for() {
    let space = imported(1);
    let said = ["Nora Quint", "said", "the ferry would be late for 2 weeks"];
    let found = space.rows("SELECT e.name, q.cue, q.text FROM quotes q JOIN entities e ON e.id = q.speaker_entity_id WHERE q.kind = 'indirect'");
    assert_eq!(found, [said]);
    assert_eq!(space.rows("SELECT speaker, cue, text FROM indirect_list"), [said]);
    assert_eq!(space.value("SELECT count(*) FROM quote_list WHERE kind = 'indirect'"), "0");
    assert_eq!(space.run("quotes --kind indirect --csv --no-headers").code(0).stdout.lines().count(), 1);
    assert_eq!(space.run("quotes --csv --no-headers").code(0).stdout.lines().count(), 2);
    let kinds = |args: &[&str]| -> Vec<String> {
        let line = space.run_with_input(args, json!({"text": TEXT}).to_string()).code(0).stdout;
        let record: serde_json::Value = serde_json::from_str(&line).unwrap();
        let quotes = record["quotes"].as_array().unwrap();
        quotes.iter().map(|quote| quote["kind"].as_str().unwrap().to_string()).collect()
    };
    assert_eq!(kinds(&["extract"]), ["direct", "partial"]);
    assert_eq!(kinds(&["extract", "--indirect"]), ["indirect", "direct", "partial"]);
}

#[test]
fn every_row_tells_how_it_was_found_and_by_which_extractor() {
    let space = imported(1);
    let rows = space.rows("SELECT method, extractor FROM quote_list ORDER BY start");
    assert_eq!(rows[0][0], "cue-after");
    assert_eq!(rows[1][0], "cue-before");
    assert!(rows.iter().all(|row| row[1].starts_with("presscut ")), "{rows:?}");
}

#[test]
fn a_sample_is_drawn_by_chance_and_scored_when_it_is_checked() {
    let space = imported(20);
    let drawn =
        |seed: &str| space.run_args(&["quotes", "sample", "10", "--seed", seed, "--csv"]).code(0).stdout;
    let sample = drawn("1");
    assert_eq!(sample.lines().count(), 11);
    assert_eq!(sample, drawn("1"));
    assert_ne!(sample, drawn("2"));
    space.file("check.csv", &sample);
    space.run("quotes score check.csv").code(1).says("nothing is checked");
    // y for all kinds, n for one speaker.
    let mut reader = csv::Reader::from_reader(sample.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let column = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&headers).unwrap();
    for (number, record) in reader.records().enumerate() {
        let mut record: Vec<String> = record.unwrap().iter().map(str::to_owned).collect();
        record[column("kind_right")] = "y".into();
        record[column("speaker_right")] = if number == 0 { "n" } else { "Yes" }.into();
        writer.write_record(&record).unwrap();
    }
    space.file("check.csv", writer.into_inner().unwrap());
    let scored = space.run("quotes score check.csv --csv").code(0).stdout;
    assert!(scored.contains("all,kind,10,10,1,0.722,1"), "{scored}");
    assert!(scored.contains("all,speaker,10,9,0.9,0.596,0.982"), "{scored}");
}
