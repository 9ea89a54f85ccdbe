//! What is to become of rows: the format, the place, and the limits, decided before any work begins.

use std::path::PathBuf;

use crate::output::chart::ChartColumns;
use crate::output::{Format, RowView, Style, workbook};
use crate::query::{Provenance, TimeLimit};

/// Where rows go and what they become.
#[derive(Debug, Clone)]
pub struct OutputPlan {
    /// The format.
    pub format: &'static Format,
    /// The place.
    pub target: OutputTarget,
    /// How the format is written.
    pub style: Style,
    /// Which columns, and in which order.
    pub view: RowView,
    /// Lines that fit on the screen before a pager is wanted; `None` for no pager.
    pub screen_lines: Option<usize>,
    /// The columns of a chart, where the rows are drawn.
    pub chart: Option<ChartColumns>,
    /// Rows given at most.
    pub max_rows: Option<u64>,
    /// How long a question may run.
    pub time: TimeLimit,
    /// Where it is written what the rows came from.
    pub manifest: ManifestPlan,
}

/// Where rows go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutputTarget {
    /// Standard output.
    Stdout,
    /// A file, which appears whole or not at all; or a device.
    File {
        /// Its place.
        path: PathBuf,
        /// Whether an older file may be replaced.
        overwrite: bool,
    },
}

/// Where it is written what rows came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ManifestPlan {
    /// In a file of its own beside the file.
    pub beside_file: bool,
    /// On a sheet of a workbook.
    pub in_workbook: bool,
}

impl OutputPlan {
    /// The place as messages name it: "-" is standard output.
    pub fn place(&self) -> String {
        match &self.target {
            OutputTarget::Stdout => "-".into(),
            OutputTarget::File { path, .. } => path.display().to_string(),
        }
    }

    /// Whether a manifest will be written.
    pub fn provenance(&self) -> Provenance {
        let in_workbook = self.manifest.in_workbook && *self.format == workbook::XLSX;
        if self.manifest.beside_file || in_workbook {
            Provenance::Described
        } else {
            Provenance::NotDescribed
        }
    }
}

/// Files of one format in a folder, for several answers.
#[derive(Debug, Clone)]
pub struct FolderPlan {
    /// The folder; it is made where it is not there.
    pub folder: PathBuf,
    /// Whether older files may be replaced.
    pub overwrite: bool,
    /// How each file is written.
    pub each: OutputPlan,
}

impl FolderPlan {
    /// The plan for one file, whose name has no extension yet.
    pub fn file(&self, name: &str) -> OutputPlan {
        let path = self.folder.join(format!("{name}.{}", self.each.format.extension()));
        OutputPlan { target: OutputTarget::File { path, overwrite: self.overwrite }, ..self.each.clone() }
    }
}
