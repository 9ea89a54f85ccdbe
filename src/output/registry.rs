//! The formats of output. A new format is a file of its own and a line in [`FORMATS`].

use std::path::Path;

use crate::output::format::Format;
use crate::output::packing::unpacked_name;
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
    &chart::PNG,
    &chart::VEGA_LITE,
];

/// The format of a name, in whatever case.
pub fn format_named(name: &str) -> Option<&'static Format> {
    FORMATS.iter().copied().find(|format| format.name.eq_ignore_ascii_case(name))
}

/// The format that a file's extension asks for, before that of a packed file; the longest where one ends with another, as
/// `.vl.json` does.
pub fn format_of_file(path: &Path) -> Option<&'static Format> {
    let path = unpacked_name(path);
    let name = path.file_name()?.to_str()?.to_lowercase();
    let ending = |extension: &&str| {
        let stem = name.strip_suffix(extension).and_then(|stem| stem.strip_suffix('.'));
        stem.is_some_and(|stem| !stem.is_empty())
    };
    let all =
        FORMATS.iter().flat_map(|format| format.extensions.iter().map(move |extension| (*format, extension)));
    all.filter(|(_, extension)| ending(extension))
        .max_by_key(|(_, extension)| extension.len())
        .map(|(format, _)| format)
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
        assert_eq!(format_of_file(Path::new("a.csv.gz")), format_named("csv"));
        assert_eq!(format_of_file(Path::new("a.JSONL.ZST")), format_named("jsonl"));
        assert_eq!(format_of_file(Path::new("a.gz")), None);
        assert_eq!(format_named("yaml"), None);
        assert_eq!(format_of_file(Path::new("folder.d/rows")), None);
    }
}
