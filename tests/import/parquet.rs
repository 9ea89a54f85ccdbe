//! Parquet as data sets have it: every compression, lists, times, structs, and pages that are broken.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use ::parquet::basic::{BrotliLevel, Compression, GzipLevel, ZstdLevel};
use ::parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use ::parquet::schema::parser::parse_message_type;

use super::story;
use crate::workspace::Workspace;

const SCHEMA: &str = "message articles {
    optional binary url (STRING);
    optional binary title (STRING);
    optional binary text (STRING);
    optional group authors (LIST) { repeated group list { optional binary element (STRING); } }
    optional int64 published_date (TIMESTAMP(MILLIS, true));
    optional int64 seen (TIMESTAMP(NANOS, false));
    optional group source { optional binary name (STRING); optional int64 id; }
}";

/// 14 March 2031, 08:05 UTC, in milliseconds.
const PUBLISHED: i64 = 1_931_241_900_000;

fn strings(
    group: &mut SerializedRowGroupWriter<'_, File>,
    values: &[String],
    levels: i16,
    repeated: Option<&[i16]>,
) {
    let mut column = group.next_column().unwrap().unwrap();
    let bytes: Vec<ByteArray> = values.iter().map(|value| value.as_str().into()).collect();
    let defined = vec![levels; values.len()];
    column.typed::<ByteArrayType>().write_batch(&bytes, Some(&defined), repeated).unwrap();
    column.close().unwrap();
}

fn numbers(group: &mut SerializedRowGroupWriter<'_, File>, values: &[i64], levels: i16) {
    let mut column = group.next_column().unwrap().unwrap();
    let defined = vec![levels; values.len()];
    column.typed::<Int64Type>().write_batch(values, Some(&defined), None).unwrap();
    column.close().unwrap();
}

/// Writes a file of row groups, each with as many articles.
fn write_articles(
    path: &Path,
    compression: Compression,
    groups: usize,
    rows: usize,
    text: impl Fn(usize) -> String,
) {
    let properties =
        WriterProperties::builder().set_compression(compression).set_dictionary_enabled(false).build();
    let schema = Arc::new(parse_message_type(SCHEMA).unwrap());
    let mut file =
        SerializedFileWriter::new(File::create(path).unwrap(), schema, Arc::new(properties)).unwrap();
    for number in 0..groups {
        let ids: Vec<usize> = (number * rows..(number + 1) * rows).collect();
        let each = |make: &dyn Fn(usize) -> String| ids.iter().map(|&id| make(id)).collect::<Vec<_>>();
        let mut group = file.next_row_group().unwrap();
        strings(&mut group, &each(&|id| format!("https://echo.example/{id}")), 1, None);
        strings(&mut group, &each(&|id| format!("Hall {id} to close")), 1, None);
        strings(&mut group, &each(&text), 1, None);
        let authors: Vec<String> = ids.iter().flat_map(|_| ["Ada Quill".into(), "Tom Poe".into()]).collect();
        let repeated: Vec<i16> = ids.iter().flat_map(|_| [0, 1]).collect();
        strings(&mut group, &authors, 3, Some(&repeated));
        numbers(&mut group, &vec![PUBLISHED; rows], 1);
        numbers(&mut group, &vec![PUBLISHED * 1_000_000; rows], 1);
        strings(&mut group, &each(&|_| "Island Echo".into()), 2, None);
        numbers(&mut group, &vec![7; rows], 2);
        group.close().unwrap();
    }
    file.close().unwrap();
}

fn numbered_story(id: usize) -> String {
    story(&format!("hall number {id}"))
}

#[test]
fn rows_of_every_compression_are_articles() {
    for compression in [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::GZIP(GzipLevel::default()),
        Compression::BROTLI(BrotliLevel::default()),
        Compression::LZ4_RAW,
        Compression::LZ4,
        Compression::ZSTD(ZstdLevel::default()),
    ] {
        let space = Workspace::new();
        write_articles(&space.path("a.parquet"), compression, 2, 2, numbered_story);
        space.import(&["a.parquet"]).code(0);
        assert_eq!(
            space.rows("SELECT a.title, a.byline, a.published_at, s.name, a.url, a.record FROM articles a JOIN sources s ON s.id = a.source_id ORDER BY record")[3],
            ["Hall 3 to close", "Ada Quill, Tom Poe", "2031-03-14T08:05:00Z", "Island Echo", "https://echo.example/3", "4"],
            "{compression:?}"
        );
    }
}

#[test]
fn trace_leads_to_the_row() {
    let space = Workspace::new();
    write_articles(&space.path("a.parquet"), Compression::SNAPPY, 1, 3, numbered_story);
    space.import(&["a.parquet"]).code(0);
    let shown = space.run("trace article 2").code(0).stdout;
    assert!(shown.starts_with("row 2 of a.parquet\n"), "{shown}");
    assert!(shown.contains("\"title\":\"Hall 1 to close\""), "{shown}");
    space.import(&["a.parquet"]).code(0);
    assert_eq!(space.value("SELECT count(*) FROM articles"), "3");
}

#[test]
fn a_broken_page_costs_its_row_group_and_the_others_are_read() {
    let space = Workspace::new();
    write_articles(&space.path("a.parquet"), Compression::ZSTD(ZstdLevel::default()), 3, 4, numbered_story);
    let mut bytes = std::fs::read(space.path("a.parquet")).unwrap();
    // The text of the second group: its frame's magic number is not what it was.
    let frames: Vec<usize> = bytes
        .windows(4)
        .enumerate()
        .filter(|(_, four)| *four == [0x28, 0xb5, 0x2f, 0xfd])
        .map(|(at, _)| at)
        .collect();
    assert_eq!(frames.len() % 3, 0);
    bytes[frames[frames.len() / 3 + 2]] = 0;
    space.file("a.parquet", bytes).import(&["a.parquet"]).code(3);
    assert_eq!(space.value("SELECT count(*) FROM articles"), "8");
    let reason = space.value("SELECT reason FROM rejects");
    assert!(
        reason.starts_with("the rows 5 to 8 cannot be read: a page of row group 2 is broken"),
        "{reason}"
    );
}

#[test]
fn a_file_that_breaks_off_is_one_reject() {
    let space = Workspace::new();
    write_articles(&space.path("a.parquet"), Compression::SNAPPY, 1, 2, numbered_story);
    let bytes = std::fs::read(space.path("a.parquet")).unwrap();
    space.file("a.parquet", &bytes[..bytes.len() / 2]).import(&["a.parquet"]).code(3);
    assert_eq!(space.value("SELECT rule FROM rejects"), "broken table");
}

#[test]
fn a_table_without_a_text_is_refused_once_and_the_reject_ends_when_it_goes_in() {
    let space = Workspace::new();
    let schema = Arc::new(
        parse_message_type(
            "message m { optional binary headline (STRING); optional binary wording (STRING); }",
        )
        .unwrap(),
    );
    let properties = Arc::new(WriterProperties::builder().build());
    let mut file =
        SerializedFileWriter::new(File::create(space.path("a.parquet")).unwrap(), schema, properties)
            .unwrap();
    let mut group = file.next_row_group().unwrap();
    strings(&mut group, &["One".into(), "Two".into()], 1, None);
    strings(&mut group, &[numbered_story(1), numbered_story(2)], 1, None);
    group.close().unwrap();
    file.close().unwrap();
    space.import(&["a.parquet"]).code(3);
    let reason = space.value("SELECT reason FROM rejects");
    assert!(
        reason.contains("its columns are: headline, wording. ") && reason.contains("--map \"text="),
        "{reason}"
    );
    space.import(&["a.parquet", "--map", "text=wording"]).code(0);
    assert_eq!(space.value("SELECT count(*) FROM articles"), "2");
    assert_eq!(space.value("SELECT count(*) FROM rejects"), "0");
    // Undone, the run leaves everything as it was.
    space.run("imports undo 2").code(0);
    assert_eq!(space.value("SELECT count(*) FROM rejects"), "1");
}
