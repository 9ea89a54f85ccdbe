//! Whole tables into files, and the archive for Datasette.

use std::path::{Path, PathBuf};

use crate::app::ask::error::AskError;
use crate::app::ask::rows::write_single_result;
use crate::app::output::{
    FolderPlan, OutputPlan, RowsAbout, Sheet, WrittenRows, WrittenWorkbook, write_workbook,
};
use crate::output::parquet::PARQUET;
use crate::output::{Target, TargetError};
use crate::query::catalogue::dialect::Dialect;
use crate::query::export::tables::DefaultTables;
use crate::query::export::{datasette, engine_setup, tables};
use crate::query::sandbox::script::SqlScript;
use crate::query::{QuerySession, Value, open_archive};

/// Where tables go.
#[derive(Debug, Clone)]
pub enum TablesPlan {
    /// The only table, into one file.
    File(OutputPlan),
    /// A sheet each in one workbook.
    Workbook(OutputPlan),
    /// A file each in a folder, or a folder each with a file for each month.
    Folder(FolderPlan, Partition),
}

/// Whether a table is one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Partition {
    /// It is.
    Whole,
    /// What belongs to articles is in a folder for each month of these, as Hive and Spark name them.
    Month,
}

/// The folder of rows without a month, as Hive names it.
const NO_MONTH: &str = "__HIVE_DEFAULT_PARTITION__";

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TablesWritten {
    /// One file of one table.
    File(WrittenRows),
    /// All tables.
    Workbook(WrittenWorkbook),
}

/// Writes whole tables and views; with no names those that the archive's users are promised. `report` gets each file
/// as it is done.
///
/// # Errors
/// A name that is no table, or a file that cannot be written.
pub fn export_tables(
    archive: &Path,
    names: &[String],
    plan: &TablesPlan,
    report: &mut dyn FnMut(TablesWritten),
) -> Result<(), AskError> {
    let connection = open_archive(archive)?;
    let one = match plan {
        TablesPlan::File(plan) | TablesPlan::Workbook(plan) => plan,
        TablesPlan::Folder(plan, _) => &plan.each,
    };
    // Files with types are for engines.
    let default = if *one.format == PARQUET { DefaultTables::Catalogue } else { DefaultTables::Promised };
    let names = tables::tables_named(&connection, names, default)?;
    let (time, provenance) = (one.time, one.provenance());
    let session = QuerySession::begin(connection, archive, time, provenance)?;
    match plan {
        TablesPlan::Workbook(plan) => report(TablesWritten::Workbook(write_sheets(&session, &names, plan)?)),
        TablesPlan::File(plan) => {
            for name in &names {
                report(TablesWritten::File(write_table(&session, name, plan)?));
            }
        }
        TablesPlan::Folder(folder, partition) => {
            make_folder(&folder.folder)?;
            let months = match partition {
                Partition::Whole => None,
                Partition::Month => Some(tables::months(session.unlimited())?),
            };
            for name in &names {
                match months.as_ref().zip(tables::select_month(name)) {
                    Some((months, sql)) => write_months(&session, (name, &sql), months, folder, report)?,
                    None => report(TablesWritten::File(write_table(&session, name, &folder.file(name))?)),
                }
            }
        }
    }
    Ok(())
}

fn write_table(session: &QuerySession, name: &str, plan: &OutputPlan) -> Result<WrittenRows, AskError> {
    let (sql, schema) = (tables::select_all(name), session.table_schema(name)?);
    let about = RowsAbout {
        name: Some(name),
        title: Some(name),
        sql: &sql,
        schema: schema.as_ref(),
        ..RowsAbout::default()
    };
    write_single_result(session, &about, plan)
}

/// Writes a file for each month, also where it has no rows: a table is there in every archive.
fn write_months(
    session: &QuerySession,
    (name, sql): (&str, &str),
    months: &[Option<String>],
    folder: &FolderPlan,
    report: &mut dyn FnMut(TablesWritten),
) -> Result<(), AskError> {
    let schema = session.table_schema(name)?;
    if folder.overwrite {
        remove_other_months(&folder.folder.join(name), months)?;
    }
    for month in months {
        let part = format!("{name}/{}", month_folder(month.as_deref()));
        make_folder(&folder.folder.join(&part))?;
        let values = [("month".to_string(), month.clone().map_or(Value::Null, Value::Text))];
        let about = RowsAbout {
            name: Some(name),
            title: Some(name),
            sql,
            values: &values,
            schema: schema.as_ref(),
            ..RowsAbout::default()
        };
        let plan = folder.file(&format!("{part}/{name}"));
        report(TablesWritten::File(write_single_result(session, &about, &plan)?));
    }
    Ok(())
}

/// The folder of a month's rows.
fn month_folder(month: Option<&str>) -> String {
    format!("month={}", month.unwrap_or(NO_MONTH))
}

/// Removes the folders of months that a table has no more: their rows are in other months now.
fn remove_other_months(table: &Path, months: &[Option<String>]) -> Result<(), AskError> {
    let failed = |error| TargetError::Io { path: table.into(), error };
    let Ok(entries) = std::fs::read_dir(table) else { return Ok(()) };
    for entry in entries {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_there = months.iter().any(|month| month_folder(month.as_deref()) == name);
        if name.starts_with("month=") && !is_there {
            std::fs::remove_dir_all(entry.path()).map_err(failed)?;
        }
    }
    Ok(())
}

fn write_sheets(
    session: &QuerySession,
    names: &[String],
    plan: &OutputPlan,
) -> Result<WrittenWorkbook, AskError> {
    let selects: Vec<String> = names.iter().map(|name| tables::select_all(name)).collect();
    let scripts: Vec<SqlScript> = selects.iter().map(|sql| SqlScript::parse(sql)).collect();
    let mut sheets = Vec::new();
    for (name, script) in names.iter().zip(&scripts) {
        let (sql, archive) = (script.text(), session.state());
        let about = RowsAbout {
            name: Some(name),
            title: Some(name),
            sql,
            archive,
            archive_file: session.path(),
            ..RowsAbout::default()
        };
        sheets.push(Sheet { about, rows: Box::new(session.single_result(script, &[])?), limit: None });
    }
    write_workbook(plan, sheets)
}

pub(crate) fn make_folder(folder: &Path) -> Result<(), AskError> {
    Ok(std::fs::create_dir_all(folder).map_err(|error| TargetError::Io { path: folder.into(), error })?)
}

/// Writes the SQL by which an engine sees the tables in a folder into that folder; gives its path.
///
/// # Errors
/// Where there are no tables, or the file cannot be written.
pub fn export_setup(dialect: Dialect, folder: &Path, overwrite: bool) -> Result<PathBuf, AskError> {
    let Some(text) = engine_setup::setup_sql(dialect, folder) else {
        let folder = folder.display();
        return Err(AskError::Usage(format!(
            "{folder} holds no tables: write them first with presscut export --format parquet -o {folder}"
        )));
    };
    write_text(&folder.join(format!("{}.sql", dialect.as_str())), &text, overwrite)
}

/// Writes `datasette.yaml` into a folder; gives its path.
///
/// # Errors
/// Where the archive cannot be read, or the file cannot be written.
pub fn export_datasette(archive: &Path, folder: &Path, overwrite: bool) -> Result<PathBuf, AskError> {
    let text = datasette::datasette_config(archive, &open_archive(archive)?)?;
    make_folder(folder)?;
    write_text(&folder.join("datasette.yaml"), &text, overwrite)
}

fn write_text(path: &Path, text: &str, overwrite: bool) -> Result<PathBuf, AskError> {
    let mut target = Target::file(path, overwrite)?;
    target
        .writer()
        .write_all(text.as_bytes())
        .map_err(|error| TargetError::Io { path: path.into(), error })?;
    target.finish()?;
    Ok(path.into())
}
