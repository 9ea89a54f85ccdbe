//! Files and standard input cut into records for workers, in order, with what could not be read in its place.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::sync::Arc;

use serde_json::Value;

use crate::app::ordered::{Closed, Queue};
use crate::archive::ledger::Reject;
use crate::model::Origin;
use crate::read;
use crate::read::fields::lenient_json::parse_lenient_object;
use crate::read::input::files::InputFile;
use crate::read::{Parser, Record, encoding};

/// A record with its parser, or what was wrong before there was one.
pub(crate) type Cut = Result<(Record, Arc<dyn Parser>), Box<Reject>>;

/// Records that go to a worker at a time.
const CHUNK: usize = 32;
/// Bytes of records that go to a worker at a time.
const CHUNK_BYTES: usize = 512 << 10;

/// Sends the records of files; "-" is standard input, whose records say that they are from `standard_input`.
///
/// # Errors
/// Where nobody takes them any more.
pub(crate) fn send_files(
    files: &[InputFile],
    standard_input: &Origin,
    options: &read::Options,
    queue: &mut Queue<'_, Vec<Cut>>,
) -> Result<(), Closed> {
    for file in files {
        let origin = match file.path == Path::new("-") {
            true => standard_input.clone(),
            false => Origin { path: file.path.clone(), ..Origin::default() },
        };
        match open(&file.path) {
            Ok(stream) => send_stream(stream, origin, options, queue)?,
            Err(error) => {
                queue.send(vec![not_read(origin, "unreadable", format!("cannot be read: {error}"))], 0)?
            }
        }
    }
    Ok(())
}

fn open(path: &Path) -> io::Result<Box<dyn BufRead>> {
    Ok(match path.to_str() {
        Some("-") => Box::new(BufReader::with_capacity(128 << 10, io::stdin())),
        _ => Box::new(BufReader::with_capacity(128 << 10, File::open(path)?)),
    })
}

/// Sends the records of one stream.
///
/// # Errors
/// Where nobody takes them any more.
fn send_stream(
    stream: impl BufRead,
    origin: Origin,
    options: &read::Options,
    queue: &mut Queue<'_, Vec<Cut>>,
) -> Result<(), Closed> {
    let mut records = match read::open(stream, origin.clone(), options) {
        Ok(opened) => opened,
        Err(error) => return queue.send(vec![not_read(origin, error.rule(), error.to_string())], 0),
    };
    let (mut chunk, mut size, mut last) = (Vec::new(), 0, 0);
    while let Some(record) = records.next_record() {
        match record {
            Ok(record) => {
                size += record.0.bytes.len();
                last = record.0.origin.record;
                chunk.push(Ok(record));
            }
            Err(error) => {
                let origin = Origin { record: last + 1, ..origin.clone() };
                chunk.push(not_read(origin, "unreadable", format!("cannot be read on: {error}")));
                break;
            }
        }
        if chunk.len() >= CHUNK || size >= CHUNK_BYTES {
            queue.send(std::mem::take(&mut chunk), size)?;
            size = 0;
        }
    }
    queue.send(chunk, size)
}

fn not_read(origin: Origin, rule: &str, reason: String) -> Cut {
    Err(Box::new(Reject { origin, rule: rule.into(), reason, raw: Vec::new(), scrape: None }))
}

/// The identifier in a record that is a JSON object, as the object has it: a number stays one.
pub(crate) fn id_in_json(record: &Record) -> Option<Value> {
    #[derive(serde::Deserialize)]
    struct Given {
        id: Option<Value>,
    }
    let decoded = encoding::decode(&record.bytes, record.charset);
    let text = decoded.text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{1e}');
    if !text.starts_with('{') {
        return None;
    }
    match serde_json::from_str::<Given>(text) {
        Ok(given) => given.id,
        Err(_) => parse_lenient_object(text)?.remove("id"),
    }
}
