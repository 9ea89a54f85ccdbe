//! Exported tables as Parquet: each column has the type that is declared for it, whatever the rows are.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use parquet::basic::{LogicalType, Type as Physical};
use parquet::file::reader::{FileReader, SerializedFileReader};
use serde_json::Value;

use crate::lake::dialects::archive;
use crate::workspace::Workspace;

/// The columns of a file with their types, in short.
fn columns(path: &Path) -> Vec<(String, String)> {
    let reader = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
    let schema = reader.metadata().file_metadata().schema_descr();
    let kind = |physical: Physical, logical: Option<&LogicalType>| match (physical, logical) {
        (Physical::INT64, None) => "INT64",
        (Physical::DOUBLE, None) => "DOUBLE",
        (Physical::BOOLEAN, None) => "BOOLEAN",
        (Physical::INT32, Some(LogicalType::Date)) => "DATE",
        (Physical::BYTE_ARRAY, Some(LogicalType::String)) => "STRING",
        (Physical::BYTE_ARRAY, None) => "BYTES",
        other => panic!("{other:?}"),
    };
    let columns = schema.columns().iter();
    columns
        .map(|column| {
            (column.name().to_string(), kind(column.physical_type(), column.logical_type_ref()).to_string())
        })
        .collect()
}

fn facts(path: &Path) -> BTreeMap<String, String> {
    let reader = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
    let facts = reader.metadata().file_metadata().key_value_metadata().unwrap().iter();
    facts.map(|fact| (fact.key.clone(), fact.value.clone().unwrap_or_default())).collect()
}

#[test]
fn columns_have_their_declared_types_in_an_empty_archive_too() {
    let full = archive();
    full.run("export --format parquet -o tables").code(0);
    let empty = Workspace::new();
    empty.file("none.jsonl", "{\"title\": \"x\"}\n");
    empty.run("import none.jsonl").code(3);
    empty.run("export --format parquet -o tables").code(0);
    let mut tables: Vec<String> = std::fs::read_dir(full.path("tables"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    tables.sort();
    assert_eq!(
        tables.join(" ").replace(".parquet", ""),
        "aliases article_tags articles blocks dates entities entity_tags import_files imports mentions quote_tags quotes \
         rejects revisions sources stories sums"
    );
    for table in &tables {
        let (one, other) = (
            columns(&full.path(&format!("tables/{table}"))),
            columns(&empty.path(&format!("tables/{table}"))),
        );
        assert_eq!(one, other, "{table}");
    }
    let kind = |table: &str, name: &str| {
        let columns = columns(&empty.path(&format!("tables/{table}.parquet")));
        columns.into_iter().find(|(column, _)| column == name).unwrap().1
    };
    for (table, column, expected) in [
        ("articles", "published_day", "DATE"),
        ("articles", "published_at", "STRING"),
        ("articles", "cut_off", "BOOLEAN"),
        ("articles", "word_count", "INT64"),
        ("articles", "stated_words", "INT64"),
        ("articles", "similarity", "DOUBLE"),
        ("articles", "vendor", "STRING"),
        ("entities", "hidden", "BOOLEAN"),
        ("dates", "earliest", "DATE"),
        ("stories", "first_day", "DATE"),
        ("stories", "articles", "INT64"),
        ("sums", "amount", "DOUBLE"),
        ("rejects", "raw", "BYTES"),
        ("revisions", "body", "STRING"),
    ] {
        assert_eq!(kind(table, column), expected, "{table}.{column}");
    }
}

#[test]
fn every_column_of_the_archive_is_declared_and_described() {
    let space = archive();
    space.run("export --format parquet -o tables").code(0);
    for entry in std::fs::read_dir(space.path("tables")).unwrap() {
        let path = entry.unwrap().path();
        let facts = facts(&path);
        assert_eq!(facts["presscut.version"], env!("CARGO_PKG_VERSION"));
        assert!(!facts["presscut.about"].is_empty());
        let about: Value = serde_json::from_str(&facts["presscut.columns"]).unwrap();
        for (column, _) in columns(&path) {
            assert!(
                about[&column].as_str().is_some_and(|text| !text.is_empty()),
                "{}: {column}",
                path.display()
            );
        }
        let keys: Value = serde_json::from_str(&facts["presscut.foreign_keys"]).unwrap();
        for key in keys.as_array().unwrap() {
            let table = key["table"].as_str().unwrap();
            assert!(space.path(&format!("tables/{table}.parquet")).exists(), "{key}");
        }
    }
}

#[test]
fn a_partition_has_the_rows_of_its_month() {
    let space = archive();
    space.run("export --format parquet --partition month -o months").code(0);
    let rows = |path: &Path| {
        SerializedFileReader::new(File::open(path).unwrap()).unwrap().metadata().file_metadata().num_rows()
    };
    for table in ["articles", "mentions", "quotes", "dates", "sums", "blocks", "revisions", "article_tags"] {
        let mut all = 0;
        for entry in std::fs::read_dir(space.path(&format!("months/{table}"))).unwrap() {
            let month = entry.unwrap().file_name().into_string().unwrap();
            let count = rows(&space.path(&format!("months/{table}/{month}/{table}.parquet")));
            let key = if table == "articles" { "id" } else { "article_id" };
            let month = month.strip_prefix("month=").unwrap();
            let condition = match month {
                "__HIVE_DEFAULT_PARTITION__" => "IS NULL".to_string(),
                month => format!("= '{month}'"),
            };
            let sql = format!(
                "SELECT count(*) FROM {table} t JOIN articles a ON a.id = t.{key} WHERE a.published_month {condition}"
            );
            assert_eq!(count.to_string(), space.value(&sql), "{table} {month}");
            all += count;
        }
        assert_eq!(all.to_string(), space.value(&format!("SELECT count(*) FROM {table}")), "{table}");
    }
    assert!(space.path("months/entities.parquet").exists());
    space.run("export articles --partition month -o articles.csv").code(2).says("--partition makes folders");
}
