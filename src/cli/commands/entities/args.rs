//! The arguments of `presscut entities`.

use std::path::PathBuf;

use crate::app::desk;
use crate::app::entities::EntityFilter;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::args::reason::{ReasonOptions, WhoOptions};
use crate::cli::args::row_numbers;
use crate::cli::{CliError, Global};
use crate::model::EntityType;

/// List people, organisations and places, merge and split them, and keep what was decided
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    before_help = "Examples: presscut entities --type person --at-least 5\n          \
                   presscut entities merge \"Nora Quint\" \"N. Quint\" --why \"same captain\"\n          \
                   presscut entities export -o names.csv && presscut entities import names.csv --dry-run",
    after_help = "An entity is named by any of its names, or by its number. Every decision is kept in `presscut entities history`, \
                  holds for later imports too, and is taken back with `presscut entities undo`."
)]
pub struct Args {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub filter: Filter,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// Which entities
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Filter {
    /// With this in one of their names
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    /// Of this type: person, organization, location, facility, norp, product or misc
    #[arg(long = "type", value_name = "TYPE", value_parser = entity_type)]
    kind: Option<EntityType>,
    /// Mentioned this often at least
    #[arg(long, value_name = "MENTIONS", default_value_t = 0)]
    at_least: i64,
    /// Those that somebody has decided about
    #[arg(long)]
    curated: bool,
    /// Those that are hidden
    #[arg(long)]
    hidden: bool,
    /// Those with this tag
    #[arg(long, value_name = "TAG")]
    tag: Option<String>,
}

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Show one, with its names and what was decided about it
    Show {
        /// Any of its names, or its number
        #[arg(value_name = "ENTITY")]
        entity: String,
    },
    /// Merge several into one: the first one's name and type stay
    Merge {
        /// The one that stays
        #[arg(value_name = "ENTITY")]
        into: String,
        /// Those that become a part of it
        #[arg(value_name = "OTHER", required = true)]
        others: Vec<String>,
        #[command(flatten)]
        who: ReasonOptions,
    },
    /// Split names off an entity; without names, all its names
    Split {
        /// The entity that they are split off
        #[arg(value_name = "ENTITY")]
        entity: String,
        /// The names that become entities of their own, as `entities show` lists them
        #[arg(value_name = "NAME")]
        names: Vec<String>,
        /// Make one entity of them, rather than one for each
        #[arg(long, requires = "names")]
        together: bool,
        #[command(flatten)]
        who: ReasonOptions,
    },
    /// Give an entity another name
    Rename {
        /// Any of its names, or its number
        #[arg(value_name = "ENTITY")]
        entity: String,
        /// Its new name
        #[arg(value_name = "NAME")]
        name: String,
        #[command(flatten)]
        who: ReasonOptions,
    },
    /// Say what an entity is: person, organization, location, facility, norp, product or misc
    Retype {
        /// Any of its names, or its number
        #[arg(value_name = "ENTITY")]
        entity: String,
        /// What it is
        #[arg(value_name = "TYPE", value_parser = entity_type)]
        kind: EntityType,
        #[command(flatten)]
        who: ReasonOptions,
    },
    /// Leave entities out of lists: names that are nobody's
    Hide {
        /// Any of their names, or their numbers
        #[arg(value_name = "ENTITY", required = true)]
        entities: Vec<String>,
        /// Show them again
        #[arg(long)]
        show_again: bool,
        #[command(flatten)]
        who: ReasonOptions,
    },
    /// List pairs that may be one, with the evidence, the likeliest first
    Suggest {
        #[command(flatten)]
        filter: Box<Filter>,
        #[command(flatten)]
        output: Box<OutputOptions>,
    },
    /// List what was decided: by whom, when and why
    History {
        #[command(flatten)]
        output: Box<OutputOptions>,
    },
    /// Take a decision back
    Undo {
        /// Its number, as `entities history` lists it
        #[arg(value_parser = row_numbers::decision, value_name = "N")]
        number: i64,
        #[command(flatten)]
        by: WhoOptions,
    },
    /// Write the names as a sheet, to be edited and imported again
    Export {
        #[command(flatten)]
        filter: Box<Filter>,
        #[command(flatten)]
        output: Box<OutputOptions>,
    },
    /// Import an edited sheet as one decision: rows with the same entity and type are one entity
    Import {
        /// The sheet: CSV, with commas, semicolons or tabs, or XLSX
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Only say what it would do
        #[arg(long)]
        dry_run: bool,
        #[command(flatten)]
        who: ReasonOptions,
    },
}

impl Filter {
    /// What the options mean.
    ///
    /// # Errors
    /// Where nothing has the tag.
    pub fn into_request(self, global: &Global) -> Result<EntityFilter, CliError> {
        let tag = self.tag.as_deref().map(|tag| desk::known_tag(&global.db, tag)).transpose()?;
        Ok(EntityFilter {
            name: self.name,
            kind: self.kind,
            min_mentions: self.at_least,
            curated_only: self.curated,
            hidden_only: self.hidden,
            tag,
        })
    }
}

fn entity_type(word: &str) -> Result<EntityType, String> {
    EntityType::named(&word.to_lowercase()).ok_or_else(|| {
        let all: Vec<&str> = EntityType::ALL.iter().map(|kind| kind.as_str()).collect();
        format!("it has to be {}", all.join(", "))
    })
}
