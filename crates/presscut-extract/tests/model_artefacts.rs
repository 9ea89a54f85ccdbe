//! Each model's `MODEL.toml` tells the truth: the model and the lists that it names have the hashes that it gives.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use toml::{Table, Value};

fn models() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("languages/en/models");
    let mut models: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    models.sort();
    models
}

fn record(model: &Path) -> Table {
    std::fs::read_to_string(model.join("MODEL.toml")).unwrap().parse().unwrap()
}

fn sha256_hex(path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn tables<'r>(record: &'r Table, key: &str) -> Vec<&'r Table> {
    record[key].as_array().unwrap().iter().map(|value| value.as_table().unwrap()).collect()
}

#[test]
fn every_model_has_a_record_with_its_hash_and_size() {
    let names: Vec<String> =
        models().iter().map(|model| record(model)["name"].as_str().unwrap().to_string()).collect();
    assert_eq!(names, ["entities", "quotes"]);
    for model in models() {
        let record = record(&model);
        let file = model.join(record["file"].as_str().unwrap());
        assert_eq!(record["sha256"].as_str(), Some(sha256_hex(&file).as_str()), "{}", file.display());
        let bytes = std::fs::metadata(&file).unwrap().len();
        assert_eq!(record["bytes"].as_integer(), i64::try_from(bytes).ok(), "{}", file.display());
        for key in ["command", "seed", "trained", "language"] {
            assert!(record[key].as_str().is_some_and(|text| !text.is_empty()), "{key}");
        }
    }
}

#[test]
fn lists_have_the_hashes_that_the_records_give() {
    for model in models() {
        let record = record(&model);
        let lists = tables(&record, "lists");
        assert!(!lists.is_empty());
        for list in lists {
            let path = model.join(list["path"].as_str().unwrap());
            let same = list["sha256"].as_str() == Some(sha256_hex(&path).as_str());
            // A list that has changed since the training says so, until the model is trained again.
            let changed = list.get("changed_since").is_some_and(Value::is_str);
            assert_eq!(same, !changed, "{}", path.display());
        }
    }
}

#[test]
fn corpora_have_a_licence_a_source_and_a_hash_or_the_reason_why_not() {
    for model in models() {
        let record = record(&model);
        let corpora = tables(&record, "corpora");
        assert!(!corpora.is_empty());
        for corpus in corpora {
            for key in ["name", "licence", "source", "sha256"] {
                assert!(corpus[key].as_str().is_some_and(|text| !text.is_empty()), "{key}");
            }
            let is_hash = |text: &str| text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
            assert!(is_hash(corpus["sha256"].as_str().unwrap()) || corpus.contains_key("note"));
        }
        assert!(!tables(&record, "scores").is_empty());
    }
}
