//! A dossier as a document: what is known, then its sections with their charts and tables.
//!
//! Each line leads to its article twice: the headline to the web, the article's number to the list of articles at the end.

use std::collections::HashSet;

use crate::app::dossier::gathered::{Dossier, Section};
use crate::app::output::RowsAbout;
use crate::output::OwnedCell;
use crate::output::chart::declaration::DeclaredChart;
use crate::output::chart::{ChartColumns, ChartRequest, DrawnChart, draw_chart};
use crate::output::document::{Document, DocumentCell, DocumentFormat, Part};
use crate::output::title_links::TitleLinks;

/// Rows that are drawn at most.
const MAX_DRAWN_ROWS: usize = 20_000;

/// A dossier as a document. Only a page has charts: elsewhere they would be the tables below them once more.
pub fn dossier_document(dossier: &Dossier, format: DocumentFormat) -> Document {
    let mut parts = vec![Part::Facts(dossier.facts.clone())];
    let listed = listed_articles(dossier);
    for section in &dossier.sections {
        add_section(&mut parts, section, &listed, format == DocumentFormat::Html);
    }
    let about = RowsAbout { archive_file: Some(&dossier.archive), ..RowsAbout::default() };
    Document {
        title: dossier.title.clone(),
        language: None,
        facts: Vec::new(),
        parts,
        source: Some(about.caption().source_line()),
    }
}

/// The articles that the last section lists: links of other sections lead there.
fn listed_articles(dossier: &Dossier) -> HashSet<i64> {
    let Some(articles) = dossier.sections.last() else { return HashSet::new() };
    let Some(at) = articles.rows.column("id") else { return HashSet::new() };
    let number = |row: &Vec<OwnedCell>| if let OwnedCell::Integer(id) = row[at] { Some(id) } else { None };
    articles.rows.rows().filter_map(number).collect()
}

fn add_section(parts: &mut Vec<Part>, section: &Section, listed: &HashSet<i64>, has_charts: bool) {
    parts.push(Part::Heading(section.title.clone()));
    parts.push(Part::Remark(section.about.clone()));
    if section.rows.all == 0 {
        parts.push(Part::Paragraph("Nothing in these articles.".into()));
    } else {
        let chart = if has_charts { chart_of(section) } else { None };
        parts.extend(chart.map(|chart| Part::Chart(Box::new(chart))));
        parts.push(table_of(section, listed));
    }
    let part = section.rows.describe_part(section.kept);
    let whole = match (&section.command, &part) {
        (Some(command), _) => Some(format!("All rows: {command}")),
        (None, Some(_)) => Some("A workbook (-o FILE.xlsx) has them all.".into()),
        (None, None) => None,
    };
    let remarks: Vec<String> = [part, section.left_out.clone(), whole].into_iter().flatten().collect();
    if !remarks.is_empty() {
        parts.push(Part::Remark(remarks.join(" ")));
    }
}

/// The chart that the section's query declares; none where there is nothing to compare.
fn chart_of(section: &Section) -> Option<DrawnChart> {
    if section.rows.len() < 2 {
        return None;
    }
    section.chart.as_ref().and_then(DeclaredChart::drawn)?;
    let rows: Vec<Vec<OwnedCell>> = section.rows.rows().take(MAX_DRAWN_ROWS).cloned().collect();
    let (columns, declared, facts) = (ChartColumns::default(), section.chart.clone(), section.facts.clone());
    draw_chart(&ChartRequest { columns, declared, facts }, &section.rows.columns, &rows).ok()
}

fn table_of(section: &Section, listed: &HashSet<i64>) -> Part {
    let rows = &section.rows;
    let caption = RowsAbout::default().caption();
    let links = TitleLinks::of(&rows.columns, false);
    let shown: Vec<usize> = links.shown().collect();
    let heads = shown.iter().map(|&at| caption.heading_of(&rows.columns[at].name)).collect();
    let article = rows.column("article_id");
    let own = rows.column("id");
    let cells = rows.rows().map(|row| {
        let cell = |&at: &usize| {
            let mut cell = DocumentCell {
                text: row[at].as_cell().text().into_owned(),
                link: links.address_of(at).map(|address| row[address].as_cell().text().into_owned()),
                is_number: row[at].as_number().is_some(),
                ..DocumentCell::default()
            };
            match row[at] {
                OwnedCell::Integer(id) if Some(at) == article && listed.contains(&id) => {
                    cell.link = Some(format!("#article-{id}"));
                }
                OwnedCell::Integer(id) if Some(at) == own => cell.place = Some(format!("article-{id}")),
                _ => {}
            }
            cell
        };
        shown.iter().map(cell).collect()
    });
    Part::Table(heads, cells.collect())
}
