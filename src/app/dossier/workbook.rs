//! A dossier as a workbook: a first sheet with what is known, then a sheet each section, with its chart.

use crate::app::ask::error::AskError;
use crate::app::ask::report::list_in_words;
use crate::app::dossier::gathered::{Dossier, Section};
use crate::app::output::manifests::today;
use crate::app::output::{OutputPlan, RowsAbout, Sheet, WrittenWorkbook, write_report_parts};
use crate::output::IterRows;
use crate::output::report_facts::{ReportAnswer, ReportFacts};
use crate::query::QueryError;

/// Writes a dossier as a workbook.
///
/// # Errors
/// Where the workbook cannot be written.
pub fn write_dossier_workbook(dossier: &Dossier, plan: &OutputPlan) -> Result<WrittenWorkbook, AskError> {
    let answers = dossier.sections.iter().map(|section| ReportAnswer {
        title: section.title.clone(),
        about: [Some(section.about.as_str()), section.left_out.as_deref()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" "),
    });
    let facts = ReportFacts {
        title: dossier.title.clone(),
        known: dossier.facts.iter().map(|(name, value)| (*name, value.text.clone())).collect(),
        period: Some(dossier.period.clone()),
        sources: Some(list_in_words(dossier.sources.clone())),
        archive: dossier.archive.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        day: today(),
        answers: answers.collect(),
    };
    let sheets = dossier.sections.iter().map(|section| sheet(dossier, section)).collect();
    write_report_parts(plan, &facts, sheets)
}

fn sheet<'d>(dossier: &'d Dossier, section: &'d Section) -> Sheet<'d> {
    let about = RowsAbout {
        name: section.query.as_deref(),
        title: Some(&section.title),
        sql: &section.sql,
        values: &section.values,
        chart: section.chart.as_ref(),
        facts: Some(&section.facts),
        archive: dossier.state.as_ref(),
        archive_file: Some(&dossier.archive),
        ..RowsAbout::default()
    };
    let rows = section.rows.rows().map(|row| Ok::<_, QueryError>(row.clone()));
    let rows = Box::new(IterRows::new(section.rows.columns.clone(), rows));
    Sheet { about, rows, limit: None }
}
