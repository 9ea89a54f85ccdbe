//! Parts of a lake: Parquet files of a stated size, a row a record.
//!
//! Each has the record as JSON in the column `record`, and beside it in columns of their own what an engine selects and
//! counts by. A part is written as a whole: a run that is killed leaves no half of one.

use std::path::{Path, PathBuf};

use crate::app::lake::line::{LakeLine, LakeRecord, write_line};
use crate::model::{DateOrder, Decision, Published};
use crate::output::parquet::table_file::TableFile;
use crate::output::{ColumnKind, OwnedCell, TableColumn, TableSchema, Target, TargetError};

/// The column that holds the record.
pub(crate) const RECORD_COLUMN: &str = "record";

/// The columns of a part.
const COLUMNS: [(&str, ColumnKind); 24] = [
    ("id", ColumnKind::Text),
    ("kind", ColumnKind::Text),
    ("source", ColumnKind::Text),
    ("url", ColumnKind::Text),
    ("title", ColumnKind::Text),
    ("byline", ColumnKind::Text),
    ("published", ColumnKind::Text),
    ("published_day", ColumnKind::Day),
    ("date_order", ColumnKind::Text),
    ("digits_order", ColumnKind::Text),
    ("day_first", ColumnKind::Day),
    ("month_first", ColumnKind::Day),
    ("language", ColumnKind::Text),
    ("word_count", ColumnKind::Integer),
    ("cut_off", ColumnKind::Flag),
    ("not_extracted", ColumnKind::Text),
    ("identity", ColumnKind::Text),
    ("text_key", ColumnKind::Text),
    ("rule", ColumnKind::Text),
    ("error", ColumnKind::Text),
    ("path", ColumnKind::Text),
    ("member", ColumnKind::Text),
    ("number", ColumnKind::Integer),
    (RECORD_COLUMN, ColumnKind::Text),
];

/// A row of a part.
pub(crate) struct PartRow {
    cells: Vec<OwnedCell>,
    bytes: usize,
}

impl PartRow {
    /// The row of a record.
    pub fn of_line(line: LakeLine) -> PartRow {
        let text = |text: Option<&str>| text.map_or(OwnedCell::Null, |text| OwnedCell::Text(text.into()));
        let given = match &line.id {
            serde_json::Value::Null => None,
            serde_json::Value::String(id) => Some(id.clone()),
            other => Some(other.to_string()),
        };
        let mut cells = vec![text(given.as_deref())];
        let origin = match &line.record {
            LakeRecord::Article(annotated) => {
                let article = &annotated.cutting.article;
                let iso = article.published.as_ref().map(Published::to_iso);
                let day = article.published.and_then(|published| published.anchor());
                let dating = &article.dating;
                let day_in = |order| {
                    let mut readings = line.readings.iter().filter(|reading| reading.order == order);
                    readings.next().and_then(|reading| reading.published.anchor()).map(|day| day.to_string())
                };
                cells.extend([
                    text(Some("article")),
                    text(article.source.as_deref()),
                    text(article.url.as_deref()),
                    text(article.title.as_deref()),
                    text(article.byline.as_deref()),
                    text(iso.as_deref()),
                    text(day.map(|day| day.to_string()).as_deref()),
                    text(dating.decision.map(Decision::as_str)),
                    text(dating.numeric.and_then(|date| date.order()).map(DateOrder::as_str)),
                    text(day_in(DateOrder::DayFirst).as_deref()),
                    text(day_in(DateOrder::MonthFirst).as_deref()),
                    text(article.language.as_deref()),
                    OwnedCell::Integer(annotated.words as i64),
                    OwnedCell::Integer(article.cut_off.into()),
                    text(annotated.not_extracted.as_deref()),
                    text(Some(&annotated.identity.key())),
                    text(Some(&annotated.identity.text_key)),
                    OwnedCell::Null,
                    OwnedCell::Null,
                ]);
                annotated.origin.clone()
            }
            LakeRecord::Reject(reject) => {
                cells.push(text(Some("reject")));
                cells.extend(std::iter::repeat_n(OwnedCell::Null, 16));
                cells.extend([text(Some(&reject.rule)), text(Some(&reject.reason))]);
                reject.origin.clone()
            }
        };
        let record = write_line(line);
        let bytes = record.len();
        cells.extend([
            text(Some(&origin.path.to_string_lossy())),
            text(origin.member.as_deref()),
            OwnedCell::Integer(origin.record as i64),
            OwnedCell::Text(record),
        ]);
        PartRow { cells, bytes }
    }
}

/// Where parts go.
#[derive(Debug, Clone)]
pub struct PartsPlan {
    /// The folder; it is made where it is not there.
    pub folder: PathBuf,
    /// What the names of the parts begin with.
    pub name: String,
    /// Bytes of records in a part, before they are packed.
    pub part_bytes: usize,
    /// Whether older parts may be replaced.
    pub overwrite: bool,
}

/// Writes parts one after the other.
pub(crate) struct PartsWriter<'p> {
    plan: &'p PartsPlan,
    rows: Vec<PartRow>,
    bytes: usize,
    /// How many parts are written.
    pub parts: usize,
}

impl<'p> PartsWriter<'p> {
    /// Makes the folder.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub fn create(plan: &'p PartsPlan) -> Result<PartsWriter<'p>, TargetError> {
        let failed = |error| TargetError::Io { path: plan.folder.clone(), error };
        std::fs::create_dir_all(&plan.folder).map_err(failed)?;
        Ok(PartsWriter { plan, rows: Vec::new(), bytes: 0, parts: 0 })
    }

    /// Adds a row, and writes the part that is full with it.
    ///
    /// # Errors
    /// Where the part cannot be written.
    pub fn push(&mut self, row: PartRow) -> Result<(), TargetError> {
        self.bytes += row.bytes;
        self.rows.push(row);
        if self.bytes >= self.plan.part_bytes { self.write_part() } else { Ok(()) }
    }

    /// Writes what is left.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn finish(mut self) -> Result<usize, TargetError> {
        if !self.rows.is_empty() {
            self.write_part()?;
        }
        Ok(self.parts)
    }

    fn write_part(&mut self) -> Result<(), TargetError> {
        let path = self.plan.folder.join(format!("{}-{:05}.parquet", self.plan.name, self.parts));
        write_part(&path, std::mem::take(&mut self.rows), self.plan.overwrite)?;
        self.bytes = 0;
        self.parts += 1;
        Ok(())
    }
}

fn write_part(path: &Path, rows: Vec<PartRow>, overwrite: bool) -> Result<(), TargetError> {
    let mut target = Target::file(path, overwrite)?;
    let written = (|| {
        let mut file = TableFile::create(target.writer(), schema())?;
        for row in rows {
            for (column, cell) in row.cells.iter().enumerate() {
                file.push_cell(column, cell.as_cell())?;
            }
            file.end_row()?;
        }
        file.finish()
    })();
    written.map_err(|error| TargetError::Io { path: path.into(), error })?;
    target.finish()
}

fn schema() -> TableSchema {
    let column = |(name, kind): (&str, ColumnKind)| TableColumn { name: name.into(), kind };
    let facts = [
        ("presscut.version", env!("CARGO_PKG_VERSION")),
        ("presscut.content", "annotated records: the column record has each as JSON"),
    ];
    TableSchema {
        name: "the part".into(),
        columns: COLUMNS.map(column).to_vec(),
        facts: facts.map(|(key, value)| (key.to_string(), value.to_string())).to_vec(),
    }
}
