//! The options that decide what a record becomes, for all commands that read scrapes.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::app::reading::ReadingRequest;
use crate::clean;
use crate::model::{DateOrder, Published};
use crate::read;
use crate::read::{FieldMap, Format, HeaderRow, Limits, RecordOptions, TableChoice, encoding};
use crate::text::written_dates;

/// How records are read
#[derive(Debug, clap::Args)]
pub struct ReadingArgs {
    #[arg(long, value_name = "FORMAT", help = format_help(), value_parser = format_parser(), hide_possible_values = true)]
    format: Option<Format>,
    /// The paper, for records that do not say
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// The publication date, for records that do not say: 2024-10-03
    #[arg(long, value_name = "DATE", value_parser = parse_published)]
    published: Option<Published>,
    /// Read dates like 03/04/2024 as 3 April
    #[arg(long, conflicts_with = "monthfirst")]
    dayfirst: bool,
    /// Read dates like 03/04/2024 as March 4
    #[arg(long)]
    monthfirst: bool,
    /// Which field is what: text=story,published=when
    #[arg(long, value_name = "ROLE=FIELD,…")]
    map: Option<FieldMap>,
    /// The character set, instead of detecting it: windows-1252, shift_jis …
    #[arg(long, value_name = "NAME")]
    encoding: Option<encoding::NamedEncoding>,
    /// The first row of a CSV names no columns: they are called 1, 2, 3 (--map text=3,title=1)
    #[arg(long)]
    no_headers: bool,
    /// The table or view of a SQLite database to read, where more than one has a text
    #[arg(long, value_name = "NAME")]
    table: Option<String>,
    /// What to read of a SQLite database: "SELECT content AS text, day AS published FROM items"
    #[arg(long, value_name = "QUERY", conflicts_with = "table")]
    sql: Option<String>,
    /// The element of XML or SGML that is an article; its fields are its children and attributes (--map title=head/title,published=@date)
    #[arg(long, value_name = "NAME")]
    element: Option<String>,
    /// The largest record that is taken, in MB
    #[arg(long, value_name = "MB", default_value_t = 64, value_parser = clap::value_parser!(u32).range(1..=1024))]
    max_record: u32,
    /// The model that finds names, instead of the built-in one: docs/entities.md says how to train one
    #[arg(long, value_name = "FILE", env = "PRESSCUT_MODEL")]
    model: Option<PathBuf>,
}

/// Help of `--format`, with the name of every format.
fn format_help() -> String {
    let names: Vec<&str> = Format::all().map(Format::name).collect();
    format!("The format of the files, instead of detecting it: {}", names.join(", "))
}

/// Parses the name of a format; the names are candidates for completion.
fn format_parser() -> impl TypedValueParser<Value = Format> {
    let names = Format::all().map(|format| PossibleValue::new(format.name()).help(format.spec().description));
    PossibleValuesParser::new(names).try_map(|name| name.parse::<Format>())
}

fn parse_published(text: &str) -> Result<Published, String> {
    written_dates::parse_published(text).map_err(|error| error.to_string())
}

impl ReadingArgs {
    /// What the options mean.
    pub fn into_request(self) -> ReadingRequest {
        ReadingRequest {
            read: read::Options {
                format: self.format,
                encoding: self.encoding,
                only_member: None,
                records: RecordOptions {
                    fields: self.map.unwrap_or_default(),
                    header: if self.no_headers { HeaderRow::Numbered } else { HeaderRow::Named },
                    limits: Limits { record: (self.max_record as usize) << 20 },
                    table: self.table.map(TableChoice::Table).or(self.sql.map(TableChoice::Sql)),
                    element: self.element,
                    ..RecordOptions::default()
                },
            },
            clean: clean::Options {
                published: self.published,
                date_order: date_order(self.dayfirst, self.monthfirst),
                source: self.source,
                admit_all: false,
            },
            model: self.model,
        }
    }
}

/// The order that `--dayfirst` or `--monthfirst` asks for.
pub(crate) fn date_order(dayfirst: bool, monthfirst: bool) -> Option<DateOrder> {
    match (dayfirst, monthfirst) {
        (true, _) => Some(DateOrder::DayFirst),
        (_, true) => Some(DateOrder::MonthFirst),
        (false, false) => None,
    }
}
