//! Whole tables into files, and the archive for Datasette.

use std::path::{Path, PathBuf};

use crate::app::ask::error::AskError;
use crate::app::ask::rows::write_single_result;
use crate::app::output::{
    FolderPlan, OutputPlan, RowsAbout, Sheet, WrittenRows, WrittenWorkbook, write_workbook,
};
use crate::output::{Target, TargetError};
use crate::query::export::{datasette, tables};
use crate::query::sandbox::script::SqlScript;
use crate::query::{QuerySession, open_archive};

/// Where tables go.
#[derive(Debug, Clone)]
pub enum TablesPlan {
    /// The only table, into one file.
    File(OutputPlan),
    /// A sheet each in one workbook.
    Workbook(OutputPlan),
    /// A file each in a folder.
    Folder(FolderPlan),
}

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
    let names = tables::tables_named(&connection, names)?;
    let (time, provenance) = match plan {
        TablesPlan::File(plan) | TablesPlan::Workbook(plan) => (plan.time, plan.provenance()),
        TablesPlan::Folder(plan) => (plan.each.time, plan.each.provenance()),
    };
    let session = QuerySession::begin(connection, archive, time, provenance)?;
    match plan {
        TablesPlan::Workbook(plan) => report(TablesWritten::Workbook(write_sheets(&session, &names, plan)?)),
        TablesPlan::File(plan) => {
            for name in &names {
                report(TablesWritten::File(write_table(&session, name, plan)?));
            }
        }
        TablesPlan::Folder(folder) => {
            make_folder(&folder.folder)?;
            for name in &names {
                report(TablesWritten::File(write_table(&session, name, &folder.file(name))?));
            }
        }
    }
    Ok(())
}

fn write_table(session: &QuerySession, name: &str, plan: &OutputPlan) -> Result<WrittenRows, AskError> {
    let sql = tables::select_all(name);
    let about = RowsAbout { name: Some(name), title: Some(name), sql: &sql, ..RowsAbout::default() };
    write_single_result(session, &about, plan)
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

/// Writes `datasette.yaml` into a folder; gives its path.
///
/// # Errors
/// Where the archive cannot be read, or the file cannot be written.
pub fn export_datasette(archive: &Path, folder: &Path, overwrite: bool) -> Result<PathBuf, AskError> {
    let text = datasette::datasette_config(archive, &open_archive(archive)?)?;
    make_folder(folder)?;
    let path = folder.join("datasette.yaml");
    let mut target = Target::file(&path, overwrite)?;
    target
        .writer()
        .write_all(text.as_bytes())
        .map_err(|error| TargetError::Io { path: path.clone(), error })?;
    target.finish()?;
    Ok(path)
}
