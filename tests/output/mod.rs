//! The formats of rows and files, read back by other libraries and programs.

#[cfg(unix)]
mod atomic_files;
mod chart_archives;
mod charts;
mod formats;
#[cfg(unix)]
mod office_programs;
mod other_tools;
mod pages;
mod values;
mod workbook;
mod workbook_looks;
