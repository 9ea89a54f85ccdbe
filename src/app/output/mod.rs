//! Rows into files: a [`RowSource`](crate::output::RowSource) carried out by an [`OutputPlan`], with a manifest of what
//! the rows came from.

pub(crate) mod column_recorder;
pub(crate) mod document_file;
pub(crate) mod files;
pub(crate) mod manifests;
pub(crate) mod new_rows;
pub mod parts;
pub mod plan;
pub(crate) mod row_keeper;
pub mod write;

pub use manifests::RowsAbout;
pub use parts::{Sheet, WrittenSheet, WrittenWorkbook, write_report_parts, write_workbook};
pub use plan::{FolderPlan, ManifestPlan, OutputPlan, OutputTarget};
pub use write::{LeftOut, NewRowsCount, WrittenRows, write_rows};
