//! The options that decide what a record becomes, as the one text that the ledger keeps: the same text, the same result.
//!
//! It is read back by `trace`, which has to cut a file as the import did.

use crate::read::encoding::Named;
use crate::read::records::csv_dialect::Header;
use crate::read::{FieldMap, Format, Limits, Options};

/// What parts two settings.
const BETWEEN: &str = "; ";

impl Options {
    /// The settings of reading, each as `name=value`; those that were not given are left out.
    pub fn settings(&self) -> Vec<String> {
        let mut settings = Vec::new();
        let mut add = |name: &str, value: Option<String>| {
            settings.extend(value.map(|value| format!("{name}={value}")));
        };
        add("format", self.format.map(|format| format.to_string()));
        add("map", Some(self.fields.to_text()).filter(|map| !map.is_empty()));
        add("encoding", self.encoding.map(|Named(set)| set.name().to_string()));
        let limit = self.limits.record;
        add("max-record", (limit != Limits::default().record).then(|| (limit >> 20).to_string()));
        add("header", (self.header == Header::Numbered).then(|| "none".to_string()));
        settings
    }

    /// The options that stand in a text of settings; what else stands there is for others.
    pub fn of_settings(settings: &str) -> Options {
        let mut options = Options::default();
        for setting in settings.split(BETWEEN) {
            let Some((name, value)) = setting.split_once('=') else { continue };
            match name {
                "format" => options.format = <Format as clap::ValueEnum>::from_str(value, true).ok(),
                "map" => options.fields = value.parse::<FieldMap>().unwrap_or_default(),
                "encoding" => options.encoding = value.parse().ok(),
                "max-record" => {
                    if let Ok(size) = value.parse::<usize>() {
                        options.limits = Limits { record: size << 20 };
                    }
                }
                "header" if value == "none" => options.header = Header::Numbered,
                _ => {}
            }
        }
        options
    }
}

/// Settings as one text.
pub fn joined(settings: &[String]) -> String {
    settings.join(BETWEEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_read_back() {
        let options = Options {
            format: Some(Format::Csv),
            fields: "text=3,title=a name".parse().unwrap(),
            encoding: Some("shift_jis".parse().unwrap()),
            limits: Limits { record: 2 << 20 },
            header: Header::Numbered,
            only_member: None,
        };
        let mut settings = options.settings();
        settings.insert(0, "source=A; B".into());
        let text = joined(&settings);
        assert_eq!(Options::of_settings(&text).settings(), options.settings());
        assert_eq!(Options::of_settings("presscut 0.1.0").settings(), Vec::<String>::new());
    }
}
