//! The line without an archive: scrapes in, extraction records (JSON, one a line) out, in the order of the input.
//!
//! From standard input come JSONL records, which keep their `id`; from paths come scrapes of any kind, whose
//! records say where they stood. What cannot be read gives a line with an `error`, and the run goes on.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::app::import::ordered;
use crate::app::import::ordered::{Closed, Queue};
use crate::app::import::record;
use crate::app::import::record::Refusal;
use crate::clean;
use crate::model::{Annotated, ArticleKind, Origin, Scrape};
use crate::read;
use crate::read::input::files::Found;
use crate::read::{Format, Parser, Record, encoding};
use presscut_extract::Extractor;
use presscut_extract::record::{IndirectQuotes, annotation_fields};

/// How to extract.
#[derive(Debug, Clone)]
pub struct Plan {
    /// How to read.
    pub read: read::Options,
    /// What to give to records that lack it.
    pub clean: clean::Options,
    /// Take the text as it is: no cleaning, offsets refer to what was given.
    pub verbatim: bool,
    /// Tell of what is reported without quotation marks, too.
    pub indirect: IndirectQuotes,
    /// What finds entities, quotes and dates.
    pub extractor: Extractor,
    /// How many workers.
    pub jobs: usize,
}

/// So many records, or so many bytes, go to a worker at a time.
const CHUNK: usize = 32;
const CHUNK_BYTES: usize = 512 << 10;

/// Reads JSONL records; gives how many could not be read.
pub fn from_stdin(plan: &Plan, input: impl BufRead + Send, out: &mut dyn Write) -> io::Result<u64> {
    let mut options = plan.read.clone();
    options.format = Some(Format::Jsonl);
    let work = |item: Item| match item {
        Ok((record, parser)) => jsonl_line(plan, &record, parser.as_ref()),
        Err(line) => line,
    };
    let produce = |mut queue: Queue<'_, Vec<Item>>| {
        let origin = Origin { path: "-".into(), ..Origin::default() };
        // The other side's error is told there.
        let _ = cut(input, origin, &options, &mut queue);
    };
    write_lines(plan, produce, work, out)
}

/// Reads scrapes of any kind; gives how many records could not be taken.
pub fn from_files(plan: &Plan, files: &[Found], out: &mut dyn Write) -> io::Result<u64> {
    let work = |item: Item| match item {
        Ok((record, parser)) => scrape_line(plan, &record, parser.as_ref()),
        Err(line) => line,
    };
    let produce = |mut queue: Queue<'_, Vec<Item>>| {
        for found in files {
            let origin = Origin { path: found.path.clone(), ..Origin::default() };
            let sent = match open(&found.path) {
                Ok(stream) => cut(stream, origin, &plan.read, &mut queue),
                Err(error) => queue
                    .send(vec![Err(refused(&origin, "unreadable", &format!("cannot be read: {error}")))], 0),
            };
            if sent.is_err() {
                return;
            }
        }
    };
    write_lines(plan, produce, work, out)
}

/// A record and what reads it, or the line that tells why there is none.
type Item = Result<(Record, Arc<dyn Parser>), Line>;

/// A line of the output, and whether it tells of an error.
struct Line {
    json: String,
    failed: bool,
}

fn open(path: &Path) -> io::Result<Box<dyn BufRead>> {
    Ok(match path.to_str() {
        Some("-") => Box::new(BufReader::new(io::stdin())),
        _ => Box::new(BufReader::with_capacity(128 << 10, File::open(path)?)),
    })
}

fn cut(
    stream: impl BufRead,
    origin: Origin,
    options: &read::Options,
    queue: &mut Queue<'_, Vec<Item>>,
) -> Result<(), Closed> {
    let mut opened = match read::open(stream, origin.clone(), options) {
        Ok(opened) => opened,
        Err(error) => return queue.send(vec![Err(refused(&origin, error.rule(), &error.to_string()))], 0),
    };
    let (mut chunk, mut size) = (Vec::new(), 0);
    while let Some(cut) = opened.next_cut() {
        match cut {
            Ok(cut) => {
                size += cut.0.bytes.len();
                chunk.push(Ok(cut));
            }
            Err(error) => {
                chunk.push(Err(refused(&origin, "unreadable", &format!("cannot be read on: {error}"))));
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

fn write_lines(
    plan: &Plan,
    produce: impl FnOnce(Queue<'_, Vec<Item>>) + Send,
    work: impl Fn(Item) -> Line + Sync,
    out: &mut dyn Write,
) -> io::Result<u64> {
    let mut failed = 0;
    let annotate = |chunk: Vec<Item>| chunk.into_iter().map(&work).collect::<Vec<Line>>();
    ordered::run(plan.jobs, produce, annotate, |lines| {
        for line in lines {
            failed += u64::from(line.failed);
            writeln!(out, "{}", line.json)?;
        }
        Ok::<(), io::Error>(())
    })?;
    out.flush()?;
    Ok(failed)
}

/// One JSONL record with its own `id`.
fn jsonl_line(plan: &Plan, record: &Record, parser: &dyn Parser) -> Line {
    let text = encoding::decode(&record.bytes, record.charset).text;
    let id =
        serde_json::from_str::<Map<String, Value>>(&text).ok().and_then(|mut object| object.remove("id"));
    let mut object = Map::new();
    object.insert("id".into(), id.unwrap_or(Value::Null));
    let annotated = record::read_record(record, parser).and_then(|scrape| match plan.verbatim {
        true => verbatim(plan, &scrape).map(|mut fields| object.append(&mut fields)),
        false => {
            let annotated =
                record::annotate(&scrape, record.bytes.len() as u64, &plan.clean, &plan.extractor)?;
            object.insert("body".into(), annotated.cutting.article.body.as_str().into());
            object.append(&mut annotation_fields(&annotated.annotations, plan.indirect));
            Ok(())
        }
    });
    if let Err(refusal) = annotated {
        object.insert("error".into(), refusal.reason.into());
        return Line { json: Value::Object(object).to_string(), failed: true };
    }
    Line { json: Value::Object(object).to_string(), failed: false }
}

/// The annotations of a text that is taken as it is.
fn verbatim(plan: &Plan, scrape: &Scrape) -> Result<Map<String, Value>, Refusal> {
    let published = match &scrape.published {
        Some(text) => {
            let written = clean::parse_written_date(text)
                .map_err(|error| Refusal::new("bad date", error.to_string()))?;
            Some(written.in_order(plan.clean.date_order))
        }
        None => plan.clean.published,
    };
    let anchor = published.and_then(|published| published.anchor());
    Ok(annotation_fields(&plan.extractor.annotate(&scrape.text, anchor), plan.indirect))
}

/// One record of a scrape of any kind, with where it stood and what its page said of it.
fn scrape_line(plan: &Plan, record: &Record, parser: &dyn Parser) -> Line {
    let scrape = match record::read_record(record, parser) {
        Ok(scrape) => scrape,
        Err(refusal) => return refused(&record.origin, &refusal.rule, &refusal.reason),
    };
    let mut object = Map::new();
    object.insert("id".into(), Value::Null);
    if plan.verbatim {
        match verbatim(plan, &scrape) {
            Ok(mut fields) => object.append(&mut fields),
            Err(refusal) => return refused(&record.origin, &refusal.rule, &refusal.reason),
        }
        object.insert("origin".into(), origin_json(&record.origin));
        return Line { json: Value::Object(object).to_string(), failed: false };
    }
    match record::annotate(&scrape, record.bytes.len() as u64, &plan.clean, &plan.extractor) {
        Ok(annotated) => {
            page_fields(plan, &mut object, &annotated);
            Line { json: Value::Object(object).to_string(), failed: false }
        }
        Err(refusal) => refused(&record.origin, &refusal.rule, &refusal.reason),
    }
}

fn page_fields(plan: &Plan, object: &mut Map<String, Value>, annotated: &Annotated) {
    let article = &annotated.cutting.article;
    object.insert("kind".into(), ArticleKind::Article.as_str().into());
    object.insert("url".into(), json!(article.url));
    object.insert("title".into(), json!(article.title));
    object.insert("authors".into(), json!(clean::split_authors(article.byline.as_deref())));
    object.insert("published".into(), json!(article.published.map(|published| published.to_iso())));
    object.insert("modified".into(), json!(article.modified.map(|modified| modified.to_iso())));
    object.insert("section".into(), json!(article.section));
    object.insert("origin".into(), origin_json(&annotated.origin));
    object.insert("body".into(), article.body.as_str().into());
    object.append(&mut annotation_fields(&annotated.annotations, plan.indirect));
    let teasers: Vec<Value> = annotated
        .cutting
        .teasers
        .iter()
        .map(|teaser| json!({"kicker": teaser.kicker, "body": teaser.body, "cut_off": teaser.cut_off}))
        .collect();
    object.insert("teasers".into(), teasers.into());
}

fn origin_json(origin: &Origin) -> Value {
    json!({"path": origin.path.to_string_lossy(), "member": origin.member, "record": origin.record})
}

fn refused(origin: &Origin, rule: &str, reason: &str) -> Line {
    let object = json!({"id": null, "kind": rule, "error": reason, "origin": origin_json(origin)});
    Line { json: object.to_string(), failed: true }
}
