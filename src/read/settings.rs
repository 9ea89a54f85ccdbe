//! The options that decide what a record becomes, as one text in the ledger: the same text, the same result.
//!
//! `trace` parses it again, because it has to split a file as the import did.

use crate::read::encoding::NamedEncoding;
use crate::read::fields::field_map::FieldMap;
use crate::read::options::Options;
use crate::read::record::Limits;
use crate::read::record_options::TableChoice;
use crate::read::records::csv_dialect::HeaderRow;

/// What separates two settings.
const SEPARATOR: &str = "; ";

impl Options {
    /// The settings of reading, each as `name=value`; those that were not given are left out.
    pub fn settings(&self) -> Vec<String> {
        let mut settings = Vec::new();
        let mut add = |name: &str, value: Option<String>| {
            settings.extend(value.map(|value| format!("{name}={value}")));
        };
        add("format", self.format.map(|format| format.to_string()));
        add("map", Some(self.records.fields.to_text()).filter(|map| !map.is_empty()));
        add("encoding", self.encoding.map(|NamedEncoding(set)| set.name().to_string()));
        let limit = self.records.limits.record;
        add("max-record", (limit != Limits::default().record).then(|| (limit >> 20).to_string()));
        match &self.records.table {
            Some(TableChoice::Table(name)) => add("table", Some(escape_separator(name))),
            Some(TableChoice::Sql(sql)) => add("sql", Some(escape_separator(sql))),
            None => {}
        }
        add("element", self.records.element.clone());
        add("header", (self.records.header == HeaderRow::Numbered).then(|| "none".to_string()));
        settings
    }

    /// The options in a text of settings; other settings in it are ignored.
    pub fn from_settings(settings: &str) -> Options {
        let mut options = Options::default();
        for setting in settings.split(SEPARATOR) {
            let Some((name, value)) = setting.split_once('=') else { continue };
            match name {
                "format" => options.format = value.parse().ok(),
                "map" => options.records.fields = value.parse::<FieldMap>().unwrap_or_default(),
                "encoding" => options.encoding = value.parse().ok(),
                "max-record" => {
                    if let Ok(size) = value.parse::<usize>() {
                        options.records.limits = Limits { record: size << 20 };
                    }
                }
                "table" => options.records.table = Some(TableChoice::Table(unescape_separator(value))),
                "sql" => options.records.table = Some(TableChoice::Sql(unescape_separator(value))),
                "element" => options.records.element = Some(value.to_string()),
                "header" if value == "none" => options.records.header = HeaderRow::Numbered,
                _ => {}
            }
        }
        options
    }
}

/// A value that may hold what separates settings: SQL does.
fn escape_separator(value: &str) -> String {
    value.replace('%', "%25").replace(';', "%3B")
}

fn unescape_separator(value: &str) -> String {
    value.replace("%3B", ";").replace("%25", "%")
}

/// Joins settings to one text.
pub fn join_settings(settings: &[String]) -> String {
    settings.join(SEPARATOR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::record_options::RecordOptions;

    #[test]
    fn settings_are_parsed_back() {
        let options = Options {
            format: Some("csv".parse().unwrap()),
            encoding: Some("shift_jis".parse().unwrap()),
            only_member: None,
            records: RecordOptions {
                fields: "text=3,title=a name".parse().unwrap(),
                header: HeaderRow::Numbered,
                limits: Limits { record: 2 << 20 },
                table: Some(TableChoice::Sql("SELECT a; -- 5 %3B".into())),
                element: Some("story".into()),
                ..RecordOptions::default()
            },
        };
        let mut settings = options.settings();
        settings.insert(0, "source=A; B".into());
        let text = join_settings(&settings);
        let parsed = Options::from_settings(&text);
        assert_eq!(parsed.settings(), options.settings());
        assert_eq!(parsed.records.table, options.records.table);
        assert_eq!(Options::from_settings("presscut 0.1.0").settings(), Vec::<String>::new());
    }
}
