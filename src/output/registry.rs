//! The formats of output. A new format is a file of its own and a line in [`FORMATS`].

use std::path::Path;

use crate::output::format::Format;
use crate::output::{chart, fitted_table, html, json, parquet, text, vertical, workbook};

/// Every format, in the order in which help names them.
pub static FORMATS: &[&Format] = &[
    &fitted_table::TABLE,
    &vertical::VERTICAL,
    &text::delimited::CSV,
    &text::delimited::TSV,
    &json::JSON,
    &json::JSONL,
    &text::markdown::MARKDOWN,
    &html::HTML,
    &workbook::XLSX,
    &parquet::PARQUET,
    &chart::SVG,
];

/// The format of a name, in whatever case.
pub fn format_named(name: &str) -> Option<&'static Format> {
    FORMATS.iter().copied().find(|format| format.name.eq_ignore_ascii_case(name))
}

/// The format that a file's extension asks for.
pub fn format_of_file(path: &Path) -> Option<&'static Format> {
    let extension = path.extension()?.to_str()?.to_lowercase();
    FORMATS.iter().copied().find(|format| format.extensions.contains(&extension.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_by_its_name_and_its_extensions_and_none_has_anothers() {
        for format in FORMATS {
            assert_eq!(format_named(&format.name.to_uppercase()), Some(*format));
            for extension in format.extensions {
                assert_eq!(format_of_file(Path::new(&format!("a.{extension}"))), Some(*format));
            }
        }
        assert_eq!(format_named("yaml"), None);
        assert_eq!(format_of_file(Path::new("folder.d/rows")), None);
    }
}
