//! Extraction without an archive: scrapes in, extraction records (JSON, one a line) out, in the order of the input.
//!
//! From standard input come JSONL records; from paths come scrapes of any kind, whose records say where they were found.
//! Both keep the `id` that a record was given. What cannot be read, or makes presscut fail, gives a line with an `error`,
//! and the run goes on.

use std::io::{self, Write};
use std::path::PathBuf;

use presscut_extract::Extractor;
use presscut_extract::record::{IndirectQuotes, annotation_fields};
use serde_json::{Map, Value, json};

use crate::app::entity_model::{EntityModel, EntityModelError};
use crate::app::ordered::{self, Queue};
use crate::app::reading::ReadingRequest;
use crate::app::record::{self, Refusal};
use crate::app::record_input::{Cut, id_in_json, send_files};
use crate::model::{Annotated, ArticleKind, Origin, Scrape};
use crate::read::input::files;
use crate::read::input::files::InputFile;
use crate::read::{BlankLines, FieldText, Format, Parser, Record};
use crate::text::byline::{Author, AuthorKind, read_authors};
use crate::text::written_dates;

/// What to extract from, and how.
#[derive(Debug, Clone)]
pub struct ExtractRequest {
    /// Where the records come from.
    pub input: ExtractInput,
    /// What the records are, and what they become.
    pub reading: ReadingRequest,
    /// What is annotated.
    pub text: ExtractedText,
    /// Whether reported speech without quotation marks is given too.
    pub indirect: IndirectQuotes,
    /// How many workers.
    pub jobs: usize,
}

/// Where records come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExtractInput {
    /// JSONL records from standard input, which keep their `id`. Somebody chose them, so they need not pass the gate.
    Stdin,
    /// Scrapes of any kind, from files and folders.
    Paths {
        /// The files and folders.
        paths: Vec<PathBuf>,
        /// The archive's file, which is left out where a folder holds it.
        archive: PathBuf,
    },
}

/// What is annotated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExtractedText {
    /// The article's body, cleaned; the line has it.
    Cleaned,
    /// The text as it is; offsets refer to what was given.
    Verbatim,
}

/// What an extraction has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExtractOutcome {
    /// Records whose lines have an `error`.
    pub failed: u64,
}

/// Why an extraction ended early.
#[derive(Debug, thiserror::Error)]
pub enum ExtractError {
    /// The model cannot be used.
    #[error(transparent)]
    Model(#[from] EntityModelError),
    /// The lines cannot be written.
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// Extracts; writes one line for each record.
///
/// # Errors
/// Where the model cannot be used, and where a line cannot be written. A record that cannot be read is no error: its line
/// says so.
pub fn run(request: &ExtractRequest, out: &mut dyn Write) -> Result<ExtractOutcome, ExtractError> {
    let EntityModel { extractor, .. } = EntityModel::load(request.reading.model.as_deref())?;
    let mut request = request.clone();
    if request.text == ExtractedText::Verbatim {
        request.reading.read.records.field_text = FieldText::AsGiven;
    }
    let failed = match &request.input {
        ExtractInput::Stdin => {
            request.reading.clean.admit_all = true;
            request.reading.read.format = Some(Format::JSONL);
            // The lines of the answer are those of the question.
            request.reading.read.records.blank_lines = BlankLines::Records;
            let files = [InputFile { path: "-".into(), size: 0 }];
            write_lines(&ExtractPlan { request: &request, extractor }, &files, jsonl_line, out)?
        }
        ExtractInput::Paths { paths, archive } => {
            let files = files::list_files(paths, archive);
            write_lines(&ExtractPlan { request: &request, extractor }, &files, scrape_line, out)?
        }
    };
    Ok(ExtractOutcome { failed })
}

/// A request with what finds entities, quotes and dates.
struct ExtractPlan<'r> {
    request: &'r ExtractRequest,
    extractor: Extractor,
}

/// Writes the line of each record of these files.
fn write_lines(
    plan: &ExtractPlan,
    files: &[InputFile],
    line: impl Fn(&ExtractPlan, &Record, &dyn Parser) -> Line + Sync,
    out: &mut dyn Write,
) -> io::Result<u64> {
    let produce = |mut queue: Queue<'_, Vec<Cut>>| {
        let standard_input = Origin { path: "-".into(), ..Origin::default() };
        // Where the queue is closed, the consumer reports why.
        let _ = send_files(files, &standard_input, &plan.request.reading.read, &mut queue);
    };
    let work = |cut: Cut| match cut {
        Ok((record, parser)) => line(plan, &record, parser.as_ref()),
        Err(reject) => refused(&reject.origin, Value::Null, &reject.rule, &reject.reason),
    };
    let mut failed = 0;
    let annotate = |chunk: Vec<Cut>| chunk.into_iter().map(&work).collect::<Vec<Line>>();
    ordered::run(plan.request.jobs, produce, annotate, |lines| {
        for line in lines {
            failed += u64::from(line.failed);
            writeln!(out, "{}", line.json)?;
        }
        Ok::<(), io::Error>(())
    })?;
    out.flush()?;
    Ok(failed)
}

/// A line of the output, and whether it reports an error.
struct Line {
    json: String,
    failed: bool,
}

/// One JSONL record with its own `id`.
fn jsonl_line(plan: &ExtractPlan, record: &Record, parser: &dyn Parser) -> Line {
    let mut object = Map::new();
    object.insert("id".into(), id_in_json(record).unwrap_or(Value::Null));
    let annotated = record::catch_failure(|| {
        let scrape = record::read_record(record, parser)?;
        match plan.request.text {
            ExtractedText::Verbatim => Ok(verbatim(plan, &scrape)),
            ExtractedText::Cleaned => {
                let annotated = record::annotate(
                    &scrape,
                    record.bytes.len() as u64,
                    &plan.request.reading.clean,
                    &plan.extractor,
                )?;
                let mut fields = Map::new();
                fields.insert("body".into(), annotated.cutting.article.body.as_str().into());
                fields.append(&mut annotation_fields(&annotated.annotations, plan.request.indirect));
                Ok(fields)
            }
        }
    });
    match annotated {
        Ok(mut fields) => {
            object.append(&mut fields);
            Line { json: Value::Object(object).to_string(), failed: false }
        }
        Err(refusal) => {
            object.insert("error".into(), refusal.reason.into());
            Line { json: Value::Object(object).to_string(), failed: true }
        }
    }
}

/// The annotations of a text as it is.
fn verbatim(plan: &ExtractPlan, scrape: &Scrape) -> Map<String, Value> {
    let clean = &plan.request.reading.clean;
    let written = scrape.published.as_deref().and_then(|text| written_dates::parse_written_date(text).ok());
    let published = written.map(|written| written.in_order(clean.date_order)).or(clean.published);
    let anchor = published.and_then(|published| published.anchor());
    annotation_fields(&plan.extractor.annotate(&scrape.text, anchor), plan.request.indirect)
}

/// One record of a scrape of any kind, with the `id` that it was given, where it was found and what its page says of it.
fn scrape_line(plan: &ExtractPlan, record: &Record, parser: &dyn Parser) -> Line {
    let id = id_in_json(record);
    let fields = record::catch_failure(|| {
        let scrape = record::read_record(record, parser)?;
        let mut object = Map::new();
        object.insert("id".into(), id.clone().unwrap_or_else(|| json!(scrape.given_id)));
        match plan.request.text {
            ExtractedText::Verbatim => {
                object.insert("source".into(), json!(scrape.source));
                object.append(&mut verbatim(plan, &scrape));
                object.insert("origin".into(), origin_json(&record.origin));
            }
            ExtractedText::Cleaned => {
                let (bytes, clean) = (record.bytes.len() as u64, &plan.request.reading.clean);
                let annotated = record::annotate(&scrape, bytes, clean, &plan.extractor)?;
                page_fields(plan, &mut object, &annotated);
            }
        }
        Ok(object)
    });
    match fields {
        Ok(object) => Line { json: Value::Object(object).to_string(), failed: false },
        Err(Refusal { rule, reason, .. }) => {
            refused(&record.origin, id.unwrap_or(Value::Null), &rule, &reason)
        }
    }
}

fn page_fields(plan: &ExtractPlan, object: &mut Map<String, Value>, annotated: &Annotated) {
    let article = &annotated.cutting.article;
    object.insert("kind".into(), ArticleKind::Article.as_str().into());
    object.insert("source".into(), json!(article.source));
    object.insert("url".into(), json!(article.url));
    object.insert("title".into(), json!(article.title));
    object.insert("kicker".into(), json!(article.kicker));
    let authors = read_authors(article.byline.as_deref().unwrap_or_default());
    let is_paper = |author: &Author| article.source.as_deref() == Some(author.name.as_str());
    let (agencies, names): (Vec<&Author>, Vec<&Author>) = (
        authors.iter().filter(|author| author.kind == AuthorKind::Organisation || is_paper(author)).collect(),
        authors.iter().collect(),
    );
    let as_names =
        |authors: Vec<&Author>| json!(authors.iter().map(|author| &author.name).collect::<Vec<_>>());
    object.insert("authors".into(), as_names(names));
    object.insert("agencies".into(), as_names(agencies));
    object.insert("published".into(), json!(article.published.map(|published| published.to_iso())));
    if article.has_unreadable_date() {
        object.insert("published_text".into(), json!(article.dating.written));
    }
    object.insert("modified".into(), json!(article.modified.map(|modified| modified.to_iso())));
    object.insert("section".into(), json!(article.section));
    object.insert("page".into(), json!(article.page));
    object.insert("vendor_number".into(), json!(article.vendor_number));
    object.insert("origin".into(), origin_json(&annotated.origin));
    object.insert("body".into(), article.body.as_str().into());
    object.append(&mut annotation_fields(&annotated.annotations, plan.request.indirect));
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

fn refused(origin: &Origin, id: Value, rule: &str, reason: &str) -> Line {
    let object = json!({"id": id, "kind": rule, "error": reason, "origin": origin_json(origin)});
    Line { json: object.to_string(), failed: true }
}
